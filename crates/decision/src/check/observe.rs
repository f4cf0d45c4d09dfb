//! What a case of each kind may expect of a decision, for whoever looks for a new case.

use lumbago_guideline::Guideline;

use super::cases::{gate_word, item_word, made_word, state_word};
use crate::circuit::{GateId, Values};
use crate::decide::{Engine, MedicineState};
use crate::wire::Wire;

/// Something of which a case may say what must come of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observed {
    /// The file that such a case stands in.
    pub file: String,
    /// In a file of many rows, the key and the name of the row, such as `item` and `weak-bones`;
    /// the key is `finding` where the case stands in the row itself.
    pub row: Option<(&'static str, String)>,
    at: At,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Finding(usize),
    RedFlag(usize),
    Class(usize),
    Recommendation(usize),
    Gate(usize),
    GateItem(usize, usize),
    Medicine(usize),
    Imaging(usize),
    Exercise(usize),
    Check(usize),
    Escalation(usize),
    Taking(usize),
}

/// Everything of which a case may say what must come of it.
pub fn observed(guideline: &Guideline) -> Vec<Observed> {
    let mut found = Vec::new();
    let mut add = |file: &str, row: Option<(&'static str, &str)>, at: At| {
        let row = row.map(|(key, name)| (key, name.to_owned()));
        found.push(Observed { file: file.to_owned(), row, at });
    };
    let g = guideline;
    for (at, finding) in g.findings.iter().enumerate() {
        add(&finding.place.file, Some(("finding", &finding.id)), At::Finding(at));
    }
    g.red_flags.iter().enumerate().for_each(|(at, e)| add(&e.file, None, At::RedFlag(at)));
    g.classes.iter().enumerate().for_each(|(at, e)| add(&e.file, None, At::Class(at)));
    let recommendations = g.recommendations.iter().enumerate();
    recommendations.for_each(|(at, e)| add(&e.file, None, At::Recommendation(at)));
    for (at, entry) in g.gates.iter().enumerate() {
        add(&entry.file, None, At::Gate(at));
        for (row, item) in entry.body.item.iter().enumerate() {
            add(&entry.file, Some(("item", &item.id)), At::GateItem(at, row));
        }
    }
    g.medicines.iter().enumerate().for_each(|(at, e)| add(&e.file, None, At::Medicine(at)));
    g.imaging.iter().enumerate().for_each(|(at, e)| add(&e.file, None, At::Imaging(at)));
    g.exercises.iter().enumerate().for_each(|(at, e)| add(&e.file, None, At::Exercise(at)));
    for (at, row) in g.follow_up.check.iter().enumerate() {
        add(&g.follow_up_file, Some(("escalation", &row.id)), At::Check(at));
    }
    for (at, row) in g.follow_up.escalation.iter().enumerate() {
        add(&g.follow_up_file, Some(("escalation", &row.id)), At::Escalation(at));
    }
    let taking = super::files::shown(g, "already-taking.toml");
    for (at, row) in g.texts.already_taking.entry.iter().enumerate() {
        add(&taking, Some(("entry", &row.id)), At::Taking(at));
    }
    found
}

/// What a case could expect of it here: what stands under `then`.
pub fn observe(engine: &Engine, values: &Values, observed: &Observed) -> Vec<String> {
    let compiled = &engine.compiled;
    let care = &compiled.care;
    let state = |gate: Option<GateId>| {
        vec![state_word(gate.map_or(Wire::NO, |gate| values.get(gate))).to_owned()]
    };
    let shown = |holds: bool| vec![if holds { "present" } else { "absent" }.to_owned()];
    match observed.at {
        At::Finding(at) => state(compiled.findings.get(at).and_then(|list| list.out)),
        At::RedFlag(at) => {
            let Some(flag) = compiled.danger.flags.get(at) else { return Vec::new() };
            let definite = flag.levels.iter().filter(|l| values.get(l.holds).is_definite());
            match definite.map(|level| level.urgency).max() {
                Some(urgency) => vec![urgency.to_string()],
                None => state(Some(flag.present)),
            }
        }
        At::Class(at) => state(care.classes.get(at).and_then(|list| list.out)),
        At::Recommendation(at) => {
            let entries =
                engine.guideline.recommendations.get(at).zip(care.recommendations.get(at));
            let Some((entry, wires)) = entries else { return Vec::new() };
            let places = entry.body.place.iter().zip(&wires.applies_at);
            let made = places.filter(|(_, gate)| values.get(**gate).is_certain());
            let first =
                made.map(|(place, _)| place.line).min_by_key(|line| line.unwrap_or(u8::MAX));
            match first {
                None => shown(false),
                Some(line) => vec![made_word(entry.body.direction, line, "")],
            }
        }
        At::Gate(at) => care
            .gates
            .get(at)
            .map(|wires| gate_word(wires, values).to_owned())
            .into_iter()
            .collect(),
        At::GateItem(at, row) => {
            let item = care.gates.get(at).and_then(|wires| wires.items.get(row));
            let word = item.map(|item| {
                let wire = item.list.out.map_or(Wire::NO, |gate| values.get(gate));
                item_word(item.blocks, wire).to_owned()
            });
            word.into_iter().collect()
        }
        At::Medicine(at) => {
            let Some(wires) = care.medicines.get(at) else { return Vec::new() };
            let word = |tier| match Engine::medicine_state(values, tier) {
                Some(MedicineState::Offered) => "offered",
                Some(MedicineState::Ask) => "ask",
                Some(MedicineState::Blocked) => "blocked",
                None => "absent",
            };
            let first = word(wires.person.or(wires.clinician)).to_owned();
            vec![first, format!("{} clinician", word(wires.clinician))]
        }
        At::Imaging(at) => state(care.imaging.get(at).and_then(|(list, _)| list.out)),
        At::Exercise(at) => {
            shown(care.exercises.get(at).is_some_and(|(_, _, gate)| values.get(*gate).is_certain()))
        }
        At::Check(at) => state(care.checks.get(at).and_then(|(list, _)| list.out)),
        At::Escalation(at) => state(care.escalations.get(at).and_then(|(list, _)| list.out)),
        At::Taking(at) => state(care.taking.get(at).and_then(|(list, _)| list.out)),
    }
}
