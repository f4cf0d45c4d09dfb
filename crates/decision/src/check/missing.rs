//! Whether each rule has the cases without which nothing is proved about it.
//!
//! Rule: `missing-case`.

use lumbago_guideline::problem::{Place, Problem, Severity};

use super::sheets::{Owner, Tried};
use crate::circuit::Values;
use crate::compile::{FlagWires, PLAUSIBILITY};
use crate::decide::Engine;

/// The cases of one rule, each with the value of every gate.
type Ran<'a> = Vec<(&'a str, Values)>;

pub(super) fn lint(engine: &Engine, tried: &[Tried<'_>]) -> Vec<Problem> {
    let guideline = &engine.guideline;
    let mut problems = red_flags(engine, tried);
    problems.extend(gates(engine, tried));
    for (index, entry) in guideline.classes.iter().enumerate() {
        let words = words(tried, Owner::Class(index));
        problems.extend(both_ways(&entry.file, &words, &["present"]));
    }
    for (index, entry) in guideline.recommendations.iter().enumerate() {
        let words = words(tried, Owner::Recommendation(index));
        problems.extend(both_ways(&entry.file, &words, &["present", "line"]));
    }
    problems
}

fn missing(severity: Severity, file: &str, what: &str, help: &str) -> Problem {
    let problem = Problem::error("missing-case", Place::whole(file), format!("no case {what}"));
    Problem { severity, ..problem }.help(help)
}

/// The first word of each case's outcome.
fn words<'a>(tried: &'a [Tried<'_>], owner: Owner) -> Vec<&'a str> {
    let own = tried.iter().filter(|tried| tried.owner == owner);
    own.filter_map(|tried| tried.case.then.split(' ').next()).collect()
}

fn both_ways(file: &str, words: &[&str], present: &[&str]) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !words.iter().any(|word| present.contains(word)) {
        let help = "add a case of somebody to whom it applies";
        problems.push(missing(Severity::Warning, file, "is `present`", help));
    }
    if !words.contains(&"absent") {
        let help = "add a case of somebody to whom it does not apply";
        problems.push(missing(Severity::Warning, file, "is `absent`", help));
    }
    problems
}

fn ran<'a>(engine: &Engine, tried: &'a [Tried<'_>], owner: Owner) -> Ran<'a> {
    let own = tried.iter().filter(|tried| tried.owner == owner);
    let circuit = &engine.compiled.circuit;
    own.map(|tried| (tried.case.then.as_str(), circuit.evaluate(&tried.sheet))).collect()
}

fn red_flags(engine: &Engine, tried: &[Tried<'_>]) -> Vec<Problem> {
    let flags = engine.guideline.red_flags.iter().zip(&engine.compiled.danger.flags);
    let mut problems = Vec::new();
    for (index, (entry, wires)) in flags.enumerate() {
        let ran = ran(engine, tried, Owner::RedFlag(index));
        let mut error = |what: &str, help: &str| {
            problems.push(missing(Severity::Error, &entry.file, what, help));
        };
        for (position, level) in entry.body.level.iter().enumerate() {
            if !ran.iter().any(|(_, values)| is_highest(wires, position, values)) {
                error(
                    &format!("reaches the level `{}`", level.urgency),
                    "add a case in which this level holds and none that is more urgent",
                );
            }
        }
        let then = |words: &[&str]| {
            ran.iter().any(|(then, _)| then.split(' ').next().is_some_and(|w| words.contains(&w)))
        };
        if !then(&["absent"]) {
            error("is `absent`", "add a case of somebody without this danger");
        }
        // What accuses in these is the "not sure" itself.
        if entry.body.group != PLAUSIBILITY && !then(&["possible", "ask"]) {
            error("leaves it unknown", "add a case with an answer `unknown`, or one left out");
        }
    }
    problems
}

/// A level holds, and none that is more urgent.
fn is_highest(wires: &FlagWires, position: usize, values: &Values) -> bool {
    let holds = |gate| values.get(gate).is_definite();
    let Some(own) = wires.levels.get(position) else { return false };
    let above = wires.levels.iter().filter(|level| level.urgency > own.urgency);
    holds(own.holds) && !above.into_iter().any(|level| holds(level.holds))
}

/// Each item of a gate blocks in some case, whether that case names it or the whole gate.
fn gates(engine: &Engine, tried: &[Tried<'_>]) -> Vec<Problem> {
    let gates = engine.guideline.gates.iter().zip(&engine.compiled.care.gates);
    let mut problems = Vec::new();
    for (index, (entry, wires)) in gates.enumerate() {
        let ran = ran(engine, tried, Owner::Gate(index));
        for (item, own) in entry.body.item.iter().zip(&wires.items) {
            let Some(gate) = own.list.out else { continue };
            if !ran.iter().any(|(_, values)| values.get(gate).is_certain()) {
                problems.push(missing(
                    Severity::Warning,
                    &entry.file,
                    &format!("shows that the item `{}` blocks", item.id),
                    "add a case of somebody whom this item certainly blocks",
                ));
            }
        }
    }
    problems
}
