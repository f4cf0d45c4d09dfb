//! `lumbago prove --witnesses`, `--differential` and `--dimacs`: that the safety case rests on
//! something.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use lumbago_guideline::problem::Severity;
use lumbago_proof::SolverFailed;
use lumbago_proof::certificate::formula;
use lumbago_proof::differential::compare;
use lumbago_proof::reach::{Witness, targets, witnesses as all_witnesses};
use lumbago_proof::sound::faults;

use super::prove::{Bar, case, near};
use crate::failure::{Failure, code};
use crate::source;

/// The same cases on every run.
const SEED: u64 = 20_261_121;

fn outside(failed: SolverFailed) -> Failure {
    Failure::Outside(failed.to_string())
}

/// Prints for every rule the plainest case that shows it, and everything that does not hang
/// together.
pub fn witnesses(folder: Option<&Path>) -> Result<ExitCode, Failure> {
    let engine = source::engine(folder)?;
    let near = near(&engine)?;
    let started = Instant::now();
    let mut bar = Bar::new(targets(&engine).len());
    let mut told = |witness: &Witness| {
        bar.clear();
        let Witness { target, facts, replayed } = witness;
        match facts {
            None => println!("{}: shown to nobody ({})", target.what, target.place),
            Some(facts) => {
                let doubt = if *replayed { "" } else { " (not replayed)" };
                print!("{}{doubt}\n{}", target.what, case(&engine, &near, facts));
            }
        }
        bar.step(&target.what);
    };
    let found = all_witnesses(&engine, &near, &|_| true, &mut told).map_err(outside)?;
    bar.clear();
    let faults = faults(&engine, &near, &|_| true).map_err(outside)?;
    let mut out = String::new();
    for fault in &faults {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}", fault.problem);
        if let Some(facts) = &fault.facts {
            out.push_str(&case(&engine, &near, facts));
        }
    }
    let replayed = found.iter().filter(|witness| witness.replayed).count();
    let errors = faults.iter().filter(|fault| fault.problem.severity == Severity::Error).count();
    let _ = writeln!(
        out,
        "{replayed} of {} rules are shown by a case that the engine replayed; {errors} errors, {} \
         warnings; {:.1} s",
        found.len(),
        faults.len() - errors,
        started.elapsed().as_secs_f64(),
    );
    super::say(&out)?;
    let sound = errors == 0 && replayed == found.len();
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(code::FOUND) })
}

/// Compares the engine with the clauses in many cases.
pub fn differential(folder: Option<&Path>, cases: usize) -> Result<ExitCode, Failure> {
    let engine = source::engine(folder)?;
    let near = near(&engine)?;
    let started = Instant::now();
    let mut bar = Bar::new(cases);
    let mut reached = |done: usize| {
        if done.is_multiple_of(6_400) {
            bar.reach(done, "cases");
        }
    };
    let compared = compare(&engine, &near, cases, SEED, &mut reached).map_err(outside)?;
    bar.clear();
    let mut out = String::new();
    for (facts, wrong) in &compared.differences {
        let _ = writeln!(out, "the engine and the clauses differ: {wrong}");
        out.push_str(&case(&engine, &near, facts));
    }
    let [emergency, same_day, incomplete, planned, out_of_scope] = compared.outcomes;
    let _ = writeln!(
        out,
        "{} cases by the engine and by the clauses, {} of them by the solver too, {} output bits \
         each, and every gate in {} of them: {}; {emergency} emergencies, {same_day} same day, \
         {incomplete} incomplete, {planned} plans, {out_of_scope} out of scope; {:.1} s",
        compared.cases,
        compared.solved,
        compared.outputs,
        compared.whole,
        if compared.differences.is_empty() { "all equal" } else { "they DIFFER" },
        started.elapsed().as_secs_f64(),
    );
    super::say(&out)?;
    let same = compared.differences.is_empty();
    Ok(if same { ExitCode::SUCCESS } else { ExitCode::from(code::FOUND) })
}

/// Writes the claims as one formula, for another solver and a checker of its proof.
pub fn dimacs(folder: Option<&Path>, file: &Path) -> Result<ExitCode, Failure> {
    let engine = source::engine(folder)?;
    let formula = formula(&engine, &near(&engine)?).map_err(outside)?;
    std::fs::write(file, &formula.dimacs)?;
    super::say(&format!(
        "{} claims and {} clauses in {}: it can hold only where a claim is broken\n",
        formula.claims,
        formula.clauses,
        file.display()
    ))
}
