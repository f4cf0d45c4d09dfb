//! What stands in the way of a medicine: the facts behind its gates.

use std::collections::BTreeMap;

use lumbago_guideline::Guideline;
use lumbago_guideline::checklist::Test;

use crate::statement::Kind;

/// The facts that must be asked before each medicine: those behind its gates.
pub(crate) fn gate_facts(guideline: &Guideline) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for entry in &guideline.medicines {
        let mut facts: Vec<String> = Vec::new();
        let gates = guideline.gates.iter().filter(|gate| entry.body.gates.contains(&gate.id));
        let items = gates.flat_map(|gate| &gate.body.item).chain(&entry.body.item);
        for item in items {
            for line in item.checklist().items() {
                behind(guideline, &line.test, 0, &mut facts);
            }
        }
        all.insert(format!("{}/{}", Kind::Medicine.word(), entry.id), facts);
    }
    all
}

/// The facts behind a line, through the findings that it names.
fn behind(guideline: &Guideline, test: &Test, depth: u8, facts: &mut Vec<String>) {
    /// Findings name findings, but not deeper than this.
    const DEEPEST: u8 = 4;
    if let Some(fact) = test.fact() {
        let name = guideline.facts.name(fact).to_owned();
        if !facts.contains(&name) {
            facts.push(name);
        }
    }
    if let Test::Finding(name) = test
        && depth < DEEPEST
        && let Some(finding) = guideline.findings.iter().find(|finding| finding.id == *name)
    {
        for line in finding.checklist().items() {
            behind(guideline, &line.test, depth + 1, facts);
        }
    }
}
