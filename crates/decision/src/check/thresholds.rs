//! Whether both sides of every threshold are proved by a case.
//!
//! Rule: `threshold-cases`. Recommendations are left out: their thresholds are those of the
//! findings and classes that they name.

use std::collections::BTreeSet;

use lumbago_guideline::Guideline;
use lumbago_guideline::checklist::{Comparison, Item, Lists, Test, write_number};
use lumbago_guideline::fact::{FactId, FactKind, Facts};
use lumbago_guideline::problem::{Problem, Severity};

use super::sheets::{Owner, Tried};
use crate::facts::{State, Value};

/// One rule: whose cases must try its thresholds, and how much a gap matters.
struct Rule<'g> {
    owner: Owner,
    gap: Severity,
    items: Vec<&'g Item>,
}

pub(super) fn lint(guideline: &Guideline, tried: &[Tried<'_>]) -> Vec<Problem> {
    let facts = &guideline.facts;
    let mut problems = Vec::new();
    for rule in rules(guideline) {
        // The same threshold may stand in several lists of one rule.
        let mut seen = BTreeSet::new();
        for item in rule.items {
            let Test::Compares(fact, comparison, bound) = item.test else { continue };
            for value in sides(facts, fact, comparison, bound) {
                if seen.insert((fact, value)) && !is_tried(tried, rule.owner, fact, value) {
                    problems.extend(gap(facts, rule.gap, item, fact, value));
                }
            }
        }
    }
    problems
}

fn rules(guideline: &Guideline) -> Vec<Rule<'_>> {
    let mut rules = Vec::new();
    for (index, finding) in guideline.findings.iter().enumerate() {
        let items = items([&finding.body]);
        rules.push(Rule { owner: Owner::Finding(index), gap: Severity::Warning, items });
    }
    for (index, entry) in guideline.red_flags.iter().enumerate() {
        let items = items(&entry.body.level);
        rules.push(Rule { owner: Owner::RedFlag(index), gap: Severity::Error, items });
    }
    for (index, entry) in guideline.classes.iter().enumerate() {
        let items = items([&entry.body.when]);
        rules.push(Rule { owner: Owner::Class(index), gap: Severity::Warning, items });
    }
    for (index, entry) in guideline.gates.iter().enumerate() {
        let mut all = items(&entry.body.item);
        all.extend(items(&entry.body.add));
        rules.push(Rule { owner: Owner::Gate(index), gap: Severity::Error, items: all });
    }
    for (index, entry) in guideline.medicines.iter().enumerate() {
        let mut all = items([&entry.body.when]);
        all.extend(items(&entry.body.item));
        all.extend(items(&entry.body.reduce));
        rules.push(Rule { owner: Owner::Medicine(index), gap: Severity::Warning, items: all });
    }
    rules
}

fn items<'g, L: Lists + 'g>(lists: impl IntoIterator<Item = &'g L>) -> Vec<&'g Item> {
    lists.into_iter().flat_map(Lists::lists).flatten().collect()
}

/// The neighbouring values between which a comparison changes; none where it cannot change,
/// because the fact has no value on one side.
fn sides(facts: &Facts, fact: FactId, comparison: Comparison, bound: i64) -> Vec<i64> {
    let kind = facts.get(fact).map(|fact| &fact.kind);
    let Some(FactKind::Number { least, greatest, .. }) = kind else { return Vec::new() };
    let possible = |value: &i64| (least..=greatest).contains(&value);
    let pair = match comparison {
        Comparison::AtLeast | Comparison::Below => [bound - 1, bound],
        Comparison::Above | Comparison::AtMost => [bound, bound + 1],
        Comparison::Equal => {
            return [bound - 1, bound, bound + 1].into_iter().filter(possible).collect();
        }
    };
    if pair.iter().all(possible) { pair.to_vec() } else { Vec::new() }
}

fn is_tried(tried: &[Tried<'_>], owner: Owner, fact: FactId, value: i64) -> bool {
    let wanted = State::Known(Value::Number(value));
    tried.iter().any(|tried| tried.owner == owner && *tried.sheet.state(fact) == wanted)
}

fn gap(
    facts: &Facts,
    severity: Severity,
    item: &Item,
    fact: FactId,
    value: i64,
) -> Option<Problem> {
    let fact = facts.get(fact)?;
    let FactKind::Number { decimals, .. } = fact.kind else { return None };
    let value = write_number(value, decimals);
    let message = format!("no case tries `{}` with `{}` at {value}", item.text, fact.id);
    let problem = Problem::error("threshold-cases", item.place.clone(), message)
        .help(format!("add a case that gives `{} = {value}`", fact.id));
    Some(Problem { severity, ..problem })
}
