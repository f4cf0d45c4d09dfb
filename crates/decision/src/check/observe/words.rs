//! What comes of each thing in one case, in the words of a case.

use lumbago_guideline::fact::Stage;
use lumbago_guideline::imaging::ImagingAdvice;
use lumbago_guideline::recommendation::{Direction, Skill};

use super::super::cases::{gate_word, item_word, made_word, state_word};
use super::{At, Observed};
use crate::circuit::{GateId, Values};
use crate::compile::ItemWires;
use crate::decide::{Engine, MedicineState, Outcome};
use crate::dose::dose;
use crate::facts::FactSheet;
use crate::wire::Wire;

/// What a case could expect of it here: what stands under `then`. Each of them is true; what is
/// said beside the first says more, such as the day of a check.
pub fn observe(
    engine: &Engine,
    sheet: &FactSheet,
    values: &Values,
    observed: &Observed,
) -> Vec<String> {
    let compiled = &engine.compiled;
    let care = &compiled.care;
    let state = |gate: Option<GateId>| {
        vec![state_word(gate.map_or(Wire::NO, |gate| values.get(gate))).to_owned()]
    };
    let shown = |holds: bool| vec![if holds { "present" } else { "absent" }.to_owned()];
    // What is said of something that is due, after the word that says whether it is.
    let and = |gate: Option<GateId>, more: Vec<Option<String>>| {
        let mut words = state(gate);
        if gate.is_some_and(|gate| values.get(gate).is_possible()) {
            words.extend(more.into_iter().flatten());
        }
        words
    };
    match observed.at {
        At::Urgency => {
            let urgency = engine.read(values.clone());
            let word = match (urgency.outcome, urgency.urgency) {
                (Outcome::Incomplete, _) | (_, None) => "incomplete".to_owned(),
                (_, Some(urgency)) => urgency.to_string(),
            };
            vec![word]
        }
        At::Finding(at) => state(compiled.findings.get(at).and_then(|list| list.out)),
        At::RedFlag(at) => {
            let Some(flag) = compiled.danger.flags.get(at) else { return Vec::new() };
            let definite = flag.levels.iter().filter(|l| values.get(l.holds).is_definite());
            match definite.map(|level| level.urgency).max() {
                Some(urgency) => vec![urgency.to_string()],
                None => state(Some(flag.present)),
            }
        }
        At::Class(at) => {
            let leads = engine.leading_class(values) == Some(at);
            let leads = leads.then(|| "leads".to_owned());
            and(care.classes.get(at).and_then(|list| list.out), vec![leads])
        }
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
                Some(line) => {
                    let first = made_word(entry.body.direction, line, "");
                    vec![first, skill_word(entry.body.skill).to_owned()]
                }
            }
        }
        At::Gate(at) => care
            .gates
            .get(at)
            .map(|wires| gate_word(wires, values).to_owned())
            .into_iter()
            .collect(),
        At::GateItem(at, row) => {
            of_item(care.gates.get(at).and_then(|wires| wires.items.get(row)), values)
        }
        At::Addition(at, row) => {
            let add = care.gates.get(at).and_then(|wires| wires.additions.get(row));
            state(add.and_then(|list| list.out))
        }
        At::Own(at, row) => {
            of_item(care.medicines.get(at).and_then(|wires| wires.items.get(row)), values)
        }
        At::Dose(at, tier) => {
            let medicine = engine.guideline.medicines.get(at).zip(care.medicines.get(at));
            let Some((entry, wires)) = medicine else { return Vec::new() };
            let line = match Engine::medicine_state(values, wires.of(tier)) {
                Some(MedicineState::Offered) => {
                    dose(engine, sheet, values, &entry.body, wires, tier).map(|dose| dose.line())
                }
                _ => None,
            };
            vec![line.unwrap_or_else(|| "no dose".to_owned())]
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
            let mut words = vec![first, format!("{} clinician", word(wires.clinician))];
            let Some(body) = engine.guideline.medicines.get(at).map(|entry| &entry.body) else {
                return words;
            };
            if body.direction == Direction::Against {
                words.push("never".to_owned());
            }
            if [wires.person, wires.clinician].iter().any(|tier| word(*tier) == "offered") {
                words.extend(body.say.self_care.iter().map(|id| format!("with {id}")));
            }
            words
        }
        At::Imaging(at) => {
            let advice = engine.guideline.imaging.get(at).map(|entry| entry.body.advice);
            let advice = advice.map(|advice| advice_word(advice).to_owned());
            and(care.imaging.get(at).and_then(|(list, _)| list.out), vec![advice])
        }
        At::Exercise(at) => {
            shown(care.exercises.get(at).is_some_and(|(_, _, gate)| values.get(*gate).is_certain()))
        }
        At::Check(at) => {
            let check = engine.guideline.follow_up.check.get(at);
            let day = check.and_then(|check| check.day).map(|day| format!("day {day}"));
            let every = check.and_then(|check| check.every_days);
            let every = every.map(|days| format!("every {days} days"));
            and(care.checks.get(at).and_then(|(list, _)| list.out), vec![day, every])
        }
        At::Escalation(at) => {
            let row = engine.guideline.follow_up.escalation.get(at);
            let urgency = row.and_then(|row| row.urgency).map(|urgency| urgency.to_string());
            and(care.escalations.get(at).and_then(|(list, _)| list.out), vec![urgency])
        }
        At::Taking(at) => {
            let row = engine.guideline.texts.already_taking.entry.get(at);
            let route = row.map(|row| row.route.to_string());
            and(care.taking.get(at).and_then(|(list, _)| list.out), vec![route])
        }
        At::Scope(part) => {
            let gate = part.gate(care);
            shown(gate.is_some_and(|gate| values.get(gate).is_certain()))
        }
        At::Latest(band) => vec![format!("day {}", band.days(&engine.guideline.follow_up.latest))],
        At::Overdue(at) => {
            let row = engine.guideline.follow_up.overdue.get(at);
            row.map(|row| row.becomes.to_string()).into_iter().collect()
        }
        At::ClosedFor => vec![format!("{} days", engine.guideline.texts.closing.days)],
        At::Asked(id) => {
            let fact = engine.guideline.facts.get(id);
            let must =
                fact.is_some_and(|f| matches!(f.stage, Stage::Danger | Stage::Plan | Stage::Gate));
            let list = compiled.applies.get(id.index()).and_then(|list| list.as_ref());
            let open = list.and_then(|list| list.out).is_none_or(|gate| values.get(gate).is_open());
            let word = match (open, must) {
                (false, _) => "not asked",
                (true, false) => "may be asked",
                (true, true) => "asked",
            };
            vec![word.to_owned()]
        }
        At::Clash(at) => {
            let list = compiled.contradictions.get(at).and_then(|list| list.out);
            let clash = list.is_some_and(|gate| values.get(gate).is_certain());
            vec![if clash { "clash" } else { "no clash" }.to_owned()]
        }
    }
}

/// What becomes of one item of a gate, or of a medicine's own.
fn of_item(item: Option<&ItemWires>, values: &Values) -> Vec<String> {
    let word = item.map(|item| {
        let wire = item.list.out.map_or(Wire::NO, |gate| values.get(gate));
        item_word(item.blocks, wire).to_owned()
    });
    word.into_iter().collect()
}

/// Who may start something.
fn skill_word(skill: Skill) -> &'static str {
    match skill {
        Skill::Self_ => "by oneself",
        Skill::Clinician => "after a check",
    }
}

/// What is advised of a picture, as the guideline writes it.
fn advice_word(advice: ImagingAdvice) -> &'static str {
    match advice {
        ImagingAdvice::None => "none",
        ImagingAdvice::Explain => "explain",
        ImagingAdvice::Review => "review",
        ImagingAdvice::Specialist => "specialist",
        ImagingAdvice::XRay => "x-ray",
        ImagingAdvice::Ct => "ct",
        ImagingAdvice::Mri => "mri",
        ImagingAdvice::MriEmergency => "mri-emergency",
    }
}
