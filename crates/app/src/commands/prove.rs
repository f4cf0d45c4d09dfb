//! `lumbago prove`: one line for each hazard, and a case file for each claim that is broken.

use std::fmt::Write;
use std::io::IsTerminal;
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
    let of = engine.guideline.hazards.iter().filter(|entry| wanted(entry)).count();
    let mut bar = Bar::new(of);
    let mut told = |result: &HazardResult| {
        bar.clear();
        print!("{}", line(&engine, &near, result));
        bar.step(&result.id);
    };
    let results = prove(&engine, &near, &wanted, &mut told)
        .map_err(|failed| Failure::Outside(failed.to_string()))?;
    bar.clear();
    let times = results.iter().flat_map(|result| result.claims.iter().map(|claim| claim.time));
    println!(
        "{}; {} in all, the slowest claim {}",
        counted(&engine, &results),
        shown(started.elapsed()),
        shown(times.max().unwrap_or_default()),
    );
    let proved = results.iter().filter(|result| result.is_proved()).count();
    Ok(if proved == results.len() { ExitCode::SUCCESS } else { ExitCode::from(code::FOUND) })
}

/// What `lumbago check` says of the claims: an error for each that is broken or says nothing, and
/// one line in all.
pub fn checked(engine: &Engine) -> Result<(Vec<Problem>, String), Failure> {
    if engine.guideline.hazards.is_empty() {
        return Ok((Vec::new(), String::new()));
    }
    let near = near(engine)?;
    let started = Instant::now();
    let results = prove(engine, &near, &|_| true, &mut |_| {})
        .map_err(|failed| Failure::Outside(failed.to_string()))?;
    let mut problems = Vec::new();
    for (result, entry) in results.iter().zip(&engine.guideline.hazards) {
        for claim in &result.claims {
            let (rule, what) = match &claim.verdict {
                Verdict::Proved => continue,
                Verdict::Empty { line } => {
                    ("empty-claim", format!("says nothing: `{line}` never holds"))
                }
                Verdict::Broken { .. } => ("broken-claim", "can be broken".to_owned()),
            };
            let message = format!("the claim `{}` {what}", claim.id);
            let help = format!("`lumbago prove {}` shows the smallest case", result.id);
            problems.push(Problem::error(rule, Place::whole(&entry.file), message).help(help));
        }
    }
    let line = format!("{} ({})\n", counted(engine, &results), shown(started.elapsed()));
    Ok((problems, line))
}

/// How many of the hazards that a proof must assure are proved; the others are told apart, for no
/// proof speaks of them.
fn counted(engine: &Engine, results: &[HazardResult]) -> String {
    let assured = |result: &&HazardResult, how: Assured| {
        let mut hazards = engine.guideline.hazards.iter();
        hazards.any(|entry| entry.id == result.id && entry.body.assured == how)
    };
    let of = |how: Assured| results.iter().filter(|result| assured(result, how)).count();
    let by_proof = results.iter().filter(|result| assured(result, Assured::Proved));
    let proved = by_proof.filter(|result| result.is_proved()).count();
    let claims: usize = results.iter().map(|result| result.claims.len()).sum();
    format!(
        "{proved} of {} hazards are proved impossible for every possible input ({claims} claims); \
         {} more are kept out by types and {} by tests, which no proof assures",
        of(Assured::Proved),
        of(Assured::Types),
        of(Assured::Tested),
    )
}

/// A line on a terminal that says how far one is; nothing anywhere else.
pub struct Bar {
    of: usize,
    done: usize,
    shown: bool,
}

impl Bar {
    const WIDTH: usize = 30;

    /// A bar for so many steps.
    pub fn new(of: usize) -> Self {
        Self { of, done: 0, shown: std::io::stderr().is_terminal() }
    }

    /// Takes the bar away, so that a line can be printed.
    pub fn clear(&self) {
        if self.shown {
            eprint!("\r\x1b[K");
        }
    }

    /// One more step is done.
    pub fn step(&mut self, what: &str) {
        self.reach(self.done + 1, what);
    }

    /// So many steps are done.
    pub fn reach(&mut self, done: usize, what: &str) {
        self.done = done.min(self.of);
        if self.shown {
            let full = Self::WIDTH * self.done / self.of.max(1);
            let bar = "=".repeat(full) + &" ".repeat(Self::WIDTH.saturating_sub(full));
            eprint!("\r\x1b[K[{bar}] {}/{} {what}", self.done, self.of);
        }
    }
}

/// The plain case of the guideline.
pub fn near(engine: &Engine) -> Result<FactSheet, Failure> {
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
pub fn case(engine: &Engine, from: &FactSheet, facts: &FactSheet) -> String {
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
