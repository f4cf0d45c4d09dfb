//! Whether each part of the guideline holds for somebody and not for everybody.
//!
//! Rules: `never-fires`, `always-fires`. The circuit is evaluated over the sheets of all cases;
//! what then still holds for nobody, or for everybody, is searched for. Nothing is proved here.

use lumbago_guideline::checklist::Lists;
use lumbago_guideline::problem::{Place, Problem};

use super::search::Search;
use super::sheets::{Owner, Tried, sheet_of_encounter};
use crate::circuit::{GateId, Values};
use crate::compile::TierWires;
use crate::decide::Engine;
use crate::facts::FactSheet;
use crate::input::read_sheet;

/// One part of the guideline, and what was seen of it.
struct Part {
    what: String,
    place: Place,
    /// Whose cases come near it.
    owner: Owner,
    gate: GateId,
    held: bool,
    did_not_hold: bool,
}

pub(super) fn lint(engine: &Engine, tried: &[Tried<'_>]) -> Vec<Problem> {
    let mut parts = parts(engine);
    let others = other_sheets(engine);
    let mut values = Values::default();
    for sheet in tried.iter().map(|tried| &tried.sheet).chain(&others) {
        engine.compiled.circuit.evaluate_into(sheet, &mut values);
        for part in &mut parts {
            let holds = values.get(part.gate).is_definite();
            part.held |= holds;
            part.did_not_hold |= !holds;
        }
    }
    let mut search = Search::new(engine);
    for part in &mut parts {
        let own = tried.iter().filter(|tried| tried.owner == part.owner).map(|tried| &tried.sheet);
        let from: Vec<&FactSheet> = own.chain(&others).collect();
        part.held = part.held || search.find(part.gate, true, &from).is_some();
        part.did_not_hold = part.did_not_hold || search.find(part.gate, false, &from).is_some();
    }
    parts.into_iter().filter_map(problem).collect()
}

fn problem(part: Part) -> Option<Problem> {
    let Part { what, place, held, did_not_hold, .. } = part;
    match (held, did_not_hold) {
        (false, _) => Some(
            Problem::error(
                "never-fires",
                place,
                format!("{what} holds in no situation that was tried"),
            )
            .help("mend its condition, or add a case of somebody for whom it holds"),
        ),
        (true, false) => Some(
            Problem::warning("always-fires", place, format!("{what} holds in every situation"))
                .help("mend its condition, or add a case of somebody for whom it does not hold"),
        ),
        (true, true) => None,
    }
}

/// The blank sheet, the base cases, and the whole encounters.
fn other_sheets(engine: &Engine) -> Vec<FactSheet> {
    let guideline = &engine.guideline;
    let mut sheets = vec![FactSheet::unasked(guideline.facts.len())];
    for answers in guideline.bases.values() {
        sheets.extend(read_sheet(guideline, answers, "", "", None));
    }
    let encounters = guideline.encounters.iter();
    sheets.extend(encounters.filter_map(|entry| sheet_of_encounter(guideline, entry).ok()));
    sheets
}

/// Everything that may hold or not.
fn parts(engine: &Engine) -> Vec<Part> {
    let guideline = &engine.guideline;
    let care = &engine.compiled.care;
    let mut parts = Vec::new();
    let mut part = |what: String, place: Place, owner: Owner, gate: Option<GateId>| {
        parts.extend(gate.map(|gate| Part {
            what,
            place,
            owner,
            gate,
            held: false,
            did_not_hold: false,
        }));
    };
    let findings = guideline.findings.iter().zip(&engine.compiled.findings);
    for (index, (finding, wires)) in findings.enumerate() {
        let what = format!("the finding `{}`", finding.id);
        part(what, finding.place.clone(), Owner::Finding(index), wires.out);
    }
    let flags = guideline.red_flags.iter().zip(&engine.compiled.danger.flags);
    for (index, (entry, wires)) in flags.enumerate() {
        for (position, level) in wires.levels.iter().enumerate() {
            let written = entry.body.level.get(position);
            let line = written.and_then(|level| level.lists().into_iter().flatten().next());
            let place = line.map_or_else(|| Place::whole(&entry.file), |line| line.place.clone());
            let closed = if written.is_some() { "" } else { ", once an emergency team closed it," };
            let what = format!("the level `{}`{closed}", level.urgency);
            part(what, place, Owner::RedFlag(index), Some(level.holds));
        }
    }
    for (index, (entry, wires)) in guideline.classes.iter().zip(&care.classes).enumerate() {
        let what = format!("the class `{}`", entry.id);
        part(what, Place::whole(&entry.file), Owner::Class(index), wires.out);
    }
    let recommendations = guideline.recommendations.iter().zip(&care.recommendations);
    for (index, (entry, wires)) in recommendations.enumerate() {
        let what = format!("the recommendation `{}`", entry.id);
        let owner = Owner::Recommendation(index);
        part(what, Place::whole(&entry.file), owner, Some(wires.applies));
    }
    for (index, (entry, wires)) in guideline.medicines.iter().zip(&care.medicines).enumerate() {
        for (reader, tier) in [("a person", wires.person), ("a clinician", wires.clinician)] {
            // One of a class is enough for a plan; another must be able to pass all the same.
            let passes = tier.map(|TierWires { passes, .. }| passes);
            let what = format!("the offer of `{}` to {reader}", entry.id);
            part(what, Place::whole(&entry.file), Owner::Medicine(index), passes);
        }
    }
    for (entry, (_, _, suggested)) in guideline.exercises.iter().zip(&care.exercises) {
        let what = format!("the exercise `{}`", entry.id);
        part(what, Place::whole(&entry.file), Owner::Other, Some(*suggested));
    }
    for (entry, (_, advised)) in guideline.imaging.iter().zip(&care.imaging) {
        let what = format!("the advice `{}`", entry.id);
        part(what, Place::whole(&entry.file), Owner::Other, Some(*advised));
    }
    let checks = guideline.follow_up.check.iter().map(|row| ("check", &row.id));
    let escalations = guideline.follow_up.escalation.iter().map(|row| ("escalation", &row.id));
    let due = care.checks.iter().chain(&care.escalations);
    for ((kind, id), (_, due)) in checks.chain(escalations).zip(due) {
        let place = Place::whole(&guideline.follow_up_file);
        part(format!("the {kind} `{id}`"), place, Owner::Other, Some(*due));
    }
    parts
}
