//! Whether the guideline hangs together over every possible input: nothing that is shown to
//! nobody, nothing advised and advised against at once, no question that changes nothing, and
//! nobody left without a next step.
//!
//! Rules: `unreachable`, `for-and-against`, `idle-question`, `gap`.
//!
//! Two entries are about the same thing when they share a name. The names of a recommendation are
//! its file's and its `about`; of a medicine its file's and its `class`; of an exercise its
//! file's; of imaging that a scan is advised, or advised against.

use std::collections::BTreeSet;

use lumbago_decision::Engine;
use lumbago_decision::circuit::{GateId, Values};
use lumbago_decision::derive::derive;
use lumbago_decision::facts::{FactSheet, State};
use lumbago_guideline::fact::{FactId, FactKind, Stage};
use lumbago_guideline::imaging::ImagingAdvice;
use lumbago_guideline::problem::{Place, Problem};
use lumbago_guideline::recommendation::{Direction, Kind};

use crate::encode::SolverFailed;
use crate::reach::unreachable;
use crate::search::Search;
use crate::space::answers_to;

/// One fault, and a case that shows it where there is one.
#[derive(Debug, Clone)]
pub struct Fault {
    /// What is wrong, and where.
    pub problem: Problem,
    /// A case in which it shows.
    pub facts: Option<FactSheet>,
}

/// Every fault of the kinds whose rule `wanted` accepts.
///
/// # Errors
/// When the solver failed.
pub fn faults(
    engine: &Engine,
    near: &FactSheet,
    wanted: &dyn Fn(&str) -> bool,
) -> Result<Vec<Fault>, SolverFailed> {
    let mut search = Search::new(engine, near)?;
    let plain = |problem| Fault { problem, facts: None };
    let mut faults = Vec::new();
    if wanted("unreachable") {
        faults.extend(unreachable(&mut search)?.into_iter().map(plain));
    }
    if wanted("for-and-against") {
        faults.extend(for_and_against(&mut search)?);
    }
    if wanted("gap") {
        faults.extend(gaps(&mut search)?);
    }
    if wanted("idle-question") {
        faults.extend(idle_questions(&mut search)?.into_iter().map(plain));
    }
    Ok(faults)
}

/// Something that is advised, or advised against.
struct Stance<'g> {
    what: String,
    place: Place,
    names: BTreeSet<&'g str>,
    is_for: bool,
    gate: GateId,
}

/// The name that every scan shares.
const SCAN: &str = "scan";

fn stances(engine: &Engine) -> Vec<Stance<'_>> {
    let guideline = &engine.guideline;
    let care = &engine.compiled.care;
    let mut stances = Vec::new();
    for (entry, wires) in guideline.recommendations.iter().zip(&care.recommendations) {
        let body = &entry.body;
        let line = body.place.first().and_then(|place| place.all.first().or(place.any.first()));
        stances.push(Stance {
            what: format!("the recommendation `{}`", entry.id),
            place: line.map_or_else(|| Place::whole(&entry.file), |line| line.place.clone()),
            names: [Some(entry.id.as_str()), body.about.as_deref()].into_iter().flatten().collect(),
            is_for: body.direction == Direction::For,
            gate: wires.applies,
        });
    }
    for (entry, wires) in guideline.medicines.iter().zip(&care.medicines) {
        for tier in [wires.person, wires.clinician].into_iter().flatten() {
            stances.push(Stance {
                what: format!("the medicine `{}`", entry.id),
                place: Place::whole(&entry.file),
                names: BTreeSet::from([entry.id.as_str(), entry.body.class.as_str()]),
                is_for: true,
                gate: tier.offered,
            });
        }
    }
    for (entry, (_, _, shown)) in guideline.exercises.iter().zip(&care.exercises) {
        stances.push(Stance {
            what: format!("the exercise `{}`", entry.id),
            place: Place::whole(&entry.file),
            names: BTreeSet::from([entry.id.as_str()]),
            is_for: true,
            gate: *shown,
        });
    }
    for (entry, (_, shown)) in guideline.imaging.iter().zip(&care.imaging) {
        let is_for = entry.body.advice.is_a_scan();
        if is_for || entry.body.advice == ImagingAdvice::None {
            stances.push(Stance {
                what: format!("the imaging rule `{}`", entry.id),
                place: Place::whole(&entry.file),
                names: BTreeSet::from([entry.id.as_str(), SCAN]),
                is_for,
                gate: *shown,
            });
        }
    }
    stances
}

fn for_and_against(search: &mut Search<'_>) -> Result<Vec<Fault>, SolverFailed> {
    let stances = stances(search.engine);
    let mut faults = Vec::new();
    for one in stances.iter().filter(|stance| stance.is_for) {
        for other in stances.iter().filter(|stance| !stance.is_for) {
            let Some(thing) = one.names.intersection(&other.names).next() else { continue };
            // Until a plan is released, whoever sees the person decides, and is told both sides.
            let released = search.engine.compiled.care.released;
            let facts = search.sensible_case(&[one.gate, other.gate, released])?;
            if facts.is_none() {
                continue;
            }
            let message = format!(
                "`{thing}` is advised by {} and advised against by {} ({}) at once",
                one.what, other.what, other.place,
            );
            let problem = Problem::error("for-and-against", one.place.clone(), message)
                .help("let the lines of the two exclude each other");
            faults.push(Fault { problem, facts });
        }
    }
    Ok(faults)
}

/// People who are left without a next step.
fn gaps(search: &mut Search<'_>) -> Result<Vec<Fault>, SolverFailed> {
    let engine = search.engine;
    let (guideline, compiled) = (&engine.guideline, &engine.compiled);
    let (danger, care) = (&compiled.danger, &compiled.care);
    let checks: Vec<GateId> = care.checks.iter().map(|(_, due)| *due).collect();
    // Who is told that nothing needs to be looked at again.
    let spared: Vec<GateId> = guideline
        .classes
        .iter()
        .zip(&care.classes)
        .filter(|(class, _)| guideline.follow_up.latest.except.contains(&class.id))
        .filter_map(|(_, wires)| wires.out)
        .collect();
    // Who is told to see somebody has a next step.
    let visits = danger.at_least.iter().map(|(_, gate)| *gate).chain([care.routine]);
    let something: Vec<GateId> = guideline
        .recommendations
        .iter()
        .zip(&care.recommendations)
        .filter(|(entry, _)| {
            let active = [Kind::Active, Kind::Education, Kind::Referral, Kind::Review];
            entry.body.direction == Direction::For && active.contains(&entry.body.kind)
        })
        .map(|(_, wires)| wires.applies)
        .chain(visits)
        .collect();
    let classes: Vec<GateId> = care.classes.iter().filter_map(|wires| wires.out).collect();
    let nobody_looks = || checks.iter().chain(&spared).copied().collect::<Vec<_>>();
    let file = &guideline.follow_up_file;
    let kinds = [
        ("a plan without any check", file, vec![care.released], nobody_looks()),
        ("an emergency without any check", file, vec![danger.emergency], nobody_looks()),
        ("a plan without anything to do", file, vec![care.released, care.full_scope], something),
        ("a plan without any explanation (class)", file, vec![care.released], classes),
    ];
    let mut faults = Vec::new();
    for (what, file, shown, needed) in kinds {
        let mut all = search.sensible();
        all.extend(shown.into_iter().filter_map(|gate| search.copy.holds(gate)));
        // Shown as possible is shown too.
        let bits = needed.iter().filter_map(|gate| search.copy.bits(*gate));
        all.extend(bits.map(|[_, _, possible, _]| !possible));
        if let Some((facts, _)) = search.case(&all)? {
            let problem = Problem::error("gap", Place::whole(file), format!("{what} is possible"))
                .help("let one of the entries apply to this case");
            faults.push(Fault { problem, facts: Some(facts) });
        }
    }
    Ok(faults)
}

/// Questions that must be asked although their answer changes nothing, whatever else is answered.
fn idle_questions(search: &mut Search<'_>) -> Result<Vec<Problem>, SolverFailed> {
    let engine = search.engine;
    let facts = &engine.guideline.facts;
    let outputs = outputs(engine);
    let mut cases = search.cases().to_vec();
    cases.push(search.near.clone());
    let mut problems = Vec::new();
    for (id, fact) in facts.iter() {
        let must = matches!(fact.stage, Stage::Danger | Stage::Plan | Stage::Gate);
        if !must || fact.derived.is_some() || matches!(fact.kind, FactKind::Text | FactKind::Texts)
        {
            continue;
        }
        if matters_in(engine, &cases, id, &outputs) || can_matter(search, id, &outputs)? {
            continue;
        }
        let message = format!("no answer to `{}` changes anything that is decided", fact.id);
        problems.push(
            Problem::warning("idle-question", fact.place.clone(), message)
                .help("let a rule read it, or make it `optional`"),
        );
    }
    Ok(problems)
}

/// Whether another answer changes an output in one of some cases.
fn matters_in(engine: &Engine, cases: &[FactSheet], id: FactId, outputs: &[GateId]) -> bool {
    let circuit = &engine.compiled.circuit;
    let answers = answers_to(engine, id);
    let [mut before, mut after] = [Values::default(), Values::default()];
    let with = |sheet: &FactSheet, answer: &State, values: &mut Values| {
        let mut sheet = sheet.clone();
        sheet.set(id, answer.clone());
        derive(&engine.guideline.facts, &mut sheet);
        circuit.evaluate_into(&sheet, values);
    };
    let Some((first, others)) = answers.split_first() else { return false };
    cases.iter().any(|sheet| {
        with(sheet, first, &mut before);
        others.iter().any(|answer| {
            with(sheet, answer, &mut after);
            outputs.iter().any(|gate| before.get(*gate) != after.get(*gate))
        })
    })
}

/// Whether another answer can change an output in any case whatever, scores left free.
fn can_matter(
    search: &mut Search<'_>,
    id: FactId,
    outputs: &[GateId],
) -> Result<bool, SolverFailed> {
    // A score that is made from the answer may change with it.
    let mut free = BTreeSet::from([id]);
    add_scores(search.engine, &mut free);
    let first = search.copy.clone();
    let second = search.encoder.copy_with(&first, &free)?;
    let mut differ = Vec::new();
    for gate in outputs {
        let (Some(a), Some(b)) = (first.bits(*gate), second.bits(*gate)) else { continue };
        for (a, b) in a.into_iter().zip(b) {
            differ.push(search.encoder.differ(a, b)?);
        }
    }
    let mut all = vec![search.encoder.any(differ)?];
    for copy in [&first, &second] {
        all.push(search.encoder.asked(copy, id)?);
    }
    search.encoder.possible(&all)
}

/// Adds to some facts the scores that are made from any of them.
pub(crate) fn add_scores(engine: &Engine, free: &mut BTreeSet<FactId>) {
    for (score, other) in engine.guideline.facts.iter() {
        let parts = other.derived.iter().flat_map(|derivation| &derivation.of);
        if parts.into_iter().any(|part| free.contains(part)) {
            free.insert(score);
        }
    }
}

/// The gates of everything that a decision shows, but for what is still to be asked.
pub(crate) fn outputs(engine: &Engine) -> Vec<GateId> {
    let (danger, care) = (&engine.compiled.danger, &engine.compiled.care);
    let mut gates = shown(engine);
    gates.extend([danger.danger_asked, care.plan_asked]);
    // What a gate says, and what it adds to a medicine that passes.
    let items = care.gates.iter().flat_map(|gate| &gate.items);
    let items = items.chain(care.medicines.iter().flat_map(|medicine| &medicine.items));
    gates.extend(items.filter_map(|item| item.list.out));
    gates.extend(care.gates.iter().flat_map(|gate| &gate.additions).filter_map(|list| list.out));
    gates
}

/// The gates of everything that is decided for a person whose questions are answered, but for
/// what stands in the way of a medicine or is added to it.
pub(crate) fn shown(engine: &Engine) -> Vec<GateId> {
    let compiled = &engine.compiled;
    let (danger, care) = (&compiled.danger, &compiled.care);
    let mut gates = vec![danger.emergency];
    gates.extend([care.incomplete, care.urgent, care.released, care.in_scope, care.full_scope]);
    gates.extend([care.neck, care.routine]);
    gates.extend(danger.at_least.iter().chain(&danger.already).map(|(_, gate)| *gate));
    for flag in &danger.flags {
        gates.push(flag.present);
        gates.extend(flag.levels.iter().map(|level| level.holds));
    }
    gates.extend(care.classes.iter().filter_map(|wires| wires.out));
    for wires in &care.recommendations {
        gates.push(wires.applies);
        gates.extend(&wires.applies_at);
    }
    for wires in &care.medicines {
        gates.push(wires.considered);
        gates.extend(wires.reductions.iter().map(|(_, counts)| *counts));
        for tier in [wires.person, wires.clinician].into_iter().flatten() {
            gates.extend([tier.offered, tier.ask, tier.blocked]);
        }
    }
    gates.extend(care.exercises.iter().map(|(_, _, shown)| *shown));
    let timed = [&care.imaging, &care.checks, &care.escalations, &care.taking];
    gates.extend(timed.into_iter().flatten().map(|(_, gate)| *gate));
    gates
}
