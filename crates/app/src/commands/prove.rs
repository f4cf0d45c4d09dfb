//! `lumbago prove`: one line for each hazard, and a case file for each claim that is broken.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use lumbago_decision::Engine;
use lumbago_decision::facts::FactSheet;
use lumbago_decision::input::{as_written, read_sheet};
use lumbago_guideline::Entry;
use lumbago_guideline::hazard::{Assured, Hazard};
use lumbago_guideline::problem::{Place, Problem};
use lumbago_proof::{HazardResult, Verdict, prove};

use crate::failure::{Failure, code};
use crate::source;

/// The base case from which counterexamples differ as little as possible.
const NEAR: &str = "plain-acute";

/// Proves one hazard or all.
pub fn run(folder: Option<&Path>, only: Option<&str>) -> Result<ExitCode, Failure> {
    let engine = source::engine(folder)?;
    let near = near(&engine)?;
    let wanted = |entry: &Entry<Hazard>| match only {
        None => true,
        Some(name) => entry.id == name || entry.body.spec.iter().any(|spec| spec == name),
    };
    if let Some(name) = only.filter(|_| !engine.guideline.hazards.iter().any(wanted)) {
        return Err(Problem::error("name", Place::whole(name), format!("unknown hazard `{name}`"))
            .help("hazards are the files of guideline/hazards/")
            .into());
    }
    let started = Instant::now();
    let mut told = |result: &HazardResult| print!("{}", line(&engine, &near, result));
    let results = prove(&engine, &near, &wanted, &mut told)
        .map_err(|failed| Failure::Outside(failed.to_string()))?;
    let claims: usize = results.iter().map(|result| result.claims.len()).sum();
    let proved = results.iter().filter(|result| result.is_proved()).count();
    let by_proof = |entry: &&Entry<Hazard>| wanted(entry) && entry.body.assured == Assured::Proved;
    let of = engine.guideline.hazards.iter().filter(by_proof).count();
    let times = results.iter().flat_map(|result| result.claims.iter().map(|claim| claim.time));
    println!(
        "{proved} of {} hazards hold ({of} are assured by proof), {claims} claims, {} in all, the \
         slowest claim {}",
        results.len(),
        shown(started.elapsed()),
        shown(times.max().unwrap_or_default()),
    );
    Ok(if proved == results.len() { ExitCode::SUCCESS } else { ExitCode::from(code::FOUND) })
}

pub(super) fn near(engine: &Engine) -> Result<FactSheet, Failure> {
    let guideline = &engine.guideline;
    let missing = || Failure::Outside(format!("there is no base case {NEAR} in cases/base/"));
    let answers = guideline.bases.get(NEAR).ok_or_else(missing)?;
    Ok(read_sheet(guideline, answers, NEAR, "", None)?)
}

fn shown(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

fn line(engine: &Engine, near: &FactSheet, result: &HazardResult) -> String {
    let mut out = String::new();
    let time: Duration = result.claims.iter().map(|claim| claim.time).sum();
    let hazard = engine.guideline.hazards.iter().find(|entry| entry.id == result.id);
    let by = match hazard.map(|entry| entry.body.assured) {
        _ if !result.is_proved() => "BROKEN",
        Some(Assured::Types) => "types",
        Some(Assured::Tested) => "tested",
        _ => "proved",
    };
    // Writing to a String cannot fail.
    let _ =
        writeln!(out, "{by:>6}  {} ({} claims, {})", result.id, result.claims.len(), shown(time));
    for claim in &result.claims {
        match &claim.verdict {
            Verdict::Proved => {}
            Verdict::Empty { line } => {
                let _ = writeln!(out, "        {}: says nothing: `{line}` never holds", claim.id);
            }
            Verdict::Broken { facts, after, replayed } => {
                let doubt =
                    if *replayed { "" } else { " (not replayed: derived numbers are free)" };
                let _ = writeln!(out, "        {}: broken by this case{doubt}:", claim.id);
                out.push_str(&case(engine, near, facts));
                if let Some(after) = after {
                    let _ = writeln!(out, "        and then by these changes:");
                    out.push_str(&case(engine, facts, after));
                } else {
                    out.push_str(&rules(engine, facts));
                }
            }
        }
    }
    out
}

/// The answers that differ from another sheet, as the lines of a case file.
fn case(engine: &Engine, from: &FactSheet, facts: &FactSheet) -> String {
    let mut out = format!("          like = \"{NEAR}\"\n          [facts]\n");
    for (id, fact) in engine.guideline.facts.iter() {
        if facts.state(id) == from.state(id) || fact.derived.is_some() {
            continue;
        }
        match as_written(&fact.kind, facts.state(id)) {
            Some(value) => drop(writeln!(out, "          {} = {}", fact.id, value.toml())),
            None => drop(writeln!(out, "          # {} is not asked", fact.id)),
        }
    }
    for (index, flag) in engine.guideline.red_flags.iter().enumerate() {
        let at = u16::try_from(index).unwrap_or(u16::MAX);
        if facts.is_closed(at) && !from.is_closed(at) {
            let _ = writeln!(out, "          # {} is closed", flag.id);
        }
    }
    out
}

/// The red flags that the case shows, with their files.
fn rules(engine: &Engine, facts: &FactSheet) -> String {
    let decision = engine.decide(facts);
    let mut out = String::new();
    let urgency = decision.urgency.map_or("incomplete".to_owned(), |urgency| urgency.to_string());
    let _ = writeln!(out, "        urgency there: {urgency}");
    for flag in &decision.flags {
        let Some(entry) = engine.guideline.red_flags.get(flag.index) else { continue };
        for item in &flag.why {
            let _ = writeln!(out, "          {} by `{}` at {}", entry.id, item.text, item.place);
        }
    }
    out
}
