//! What a case of each kind may expect of a decision: for border cases, and for whoever looks for
//! a new case.

use lumbago_guideline::Guideline;
use lumbago_guideline::fact::{FactId, Stage};
use lumbago_guideline::medicine::Tier;

use super::cases::{gate_word, item_word, made_word, state_word};
use crate::circuit::{GateId, Values};
use crate::compile::{ItemWires, ListWires, TierWires};
use crate::decide::{Engine, MedicineState, Outcome};
use crate::dose::dose;
use crate::facts::FactSheet;
use crate::wire::Wire;

/// Something of which a case may say what must come of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observed {
    /// The file that such a case stands in.
    pub file: String,
    /// In a file of many rows, the key and the name of the row, such as `item` and `weak-bones`.
    pub row: Option<(&'static str, String)>,
    at: At,
}

impl Observed {
    /// Whether it is part of what a person or a clinician is shown; a finding is a step on the way.
    pub fn is_shown(&self) -> bool {
        !matches!(self.at, At::Finding(_))
    }

    /// The gates that it is read from, each with the bits that are read; what is not read from
    /// gates (a number of days, a dose) stands beside them.
    pub fn gates(&self, engine: &Engine) -> Vec<(GateId, Bits)> {
        let compiled = &engine.compiled;
        let care = &compiled.care;
        let state = |gate: Option<GateId>| gate.map(|gate| (gate, STATE)).into_iter().collect();
        let item = |list: Option<&ListWires>| {
            list.and_then(|list| list.out).map(|gate| (gate, BLOCKS)).into_iter().collect()
        };
        let settled = |gates: Vec<GateId>| gates.into_iter().map(|gate| (gate, SETTLED)).collect();
        let tier = |tier: Option<TierWires>| {
            tier.map(|wires| vec![wires.offered, wires.ask, wires.blocked]).unwrap_or_default()
        };
        let medicine = |at: usize| care.medicines.get(at);
        match self.at {
            At::Urgency => {
                let danger = &compiled.danger;
                let rest = [danger.emergency, care.incomplete, care.urgent, care.released];
                let levels = danger.at_least.iter().map(|(_, gate)| *gate);
                settled(levels.chain(rest).chain([care.routine]).collect())
            }
            At::Finding(at) => state(compiled.findings.get(at).and_then(|list| list.out)),
            At::RedFlag(at) => {
                let flag = compiled.danger.flags.get(at);
                let levels = flag.into_iter().flat_map(|flag| &flag.levels);
                let levels = levels.map(|level| (level.holds, DEFINITE));
                levels.chain(flag.map(|flag| (flag.present, STATE))).collect()
            }
            At::Class(at) => state(care.classes.get(at).and_then(|list| list.out)),
            At::Recommendation(at) => {
                let wires = care.recommendations.get(at);
                settled(wires.map(|wires| wires.applies_at.clone()).unwrap_or_default())
            }
            At::Gate(at) => {
                let wires = care.gates.get(at);
                let gates = wires.map(|wires| [wires.everyone, wires.person, wires.any]);
                gates.into_iter().flatten().flatten().map(|gate| (gate, BLOCKS)).collect()
            }
            At::GateItem(at, row) => {
                item(care.gates.get(at).and_then(|wires| Some(&wires.items.get(row)?.list)))
            }
            At::Addition(at, row) => {
                let add = care.gates.get(at).and_then(|wires| wires.additions.get(row));
                state(add.and_then(|list| list.out))
            }
            At::Medicine(at) => settled(medicine(at).map_or_else(Vec::new, |wires| {
                [tier(wires.person), tier(wires.clinician)].concat()
            })),
            At::Own(at, row) => {
                item(medicine(at).and_then(|wires| Some(&wires.items.get(row)?.list)))
            }
            At::Dose(at, of) => settled(medicine(at).map_or_else(Vec::new, |wires| {
                let offered = wires.of(of).map(|wires| wires.offered);
                wires.reductions.iter().map(|(_, counts)| *counts).chain(offered).collect()
            })),
            At::Imaging(at) => care.imaging.get(at).map_or_else(Vec::new, |(list, shown)| {
                list.out.map(|gate| (gate, STATE)).into_iter().chain([(*shown, SETTLED)]).collect()
            }),
            At::Exercise(at) => {
                let shown = care.exercises.get(at).map(|(_, _, shown)| *shown);
                settled(shown.into_iter().collect())
            }
            At::Check(at) => state(care.checks.get(at).and_then(|(list, _)| list.out)),
            At::Escalation(at) => state(care.escalations.get(at).and_then(|(list, _)| list.out)),
            At::Taking(at) => state(care.taking.get(at).and_then(|(list, _)| list.out)),
            At::Asked(id) => {
                let list = compiled.applies.get(id.index()).and_then(|list| list.as_ref());
                let gate = list.and_then(|list| list.out);
                gate.map(|gate| (gate, OPEN)).into_iter().collect()
            }
            At::Clash(at) => {
                let list = compiled.contradictions.get(at).and_then(|list| list.out);
                list.map(|gate| (gate, SETTLED)).into_iter().collect()
            }
        }
    }

    /// Whether a case shows it with only a few questions answered; else it is part of a plan, and
    /// a case needs a whole interview.
    pub fn stands_alone(&self) -> bool {
        !matches!(
            self.at,
            At::Urgency | At::Recommendation(_) | At::Medicine(_) | At::Dose(..) | At::Exercise(_)
        )
    }

    /// Whether it is a dose, which is told only of what is offered.
    pub fn is_dose(&self) -> bool {
        matches!(self.at, At::Dose(..))
    }
}

/// Positions among the four bits of a wire: certain, definite, possible, open.
pub type Bits = &'static [usize];
const STATE: Bits = &[1, 2, 3];
const BLOCKS: Bits = &[0, 3];
const SETTLED: Bits = &[0];
const DEFINITE: Bits = &[1];
const OPEN: Bits = &[3];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Urgency,
    Finding(usize),
    RedFlag(usize),
    Class(usize),
    Recommendation(usize),
    Gate(usize),
    GateItem(usize, usize),
    Addition(usize, usize),
    Medicine(usize),
    /// An item of the medicine's own.
    Own(usize, usize),
    Dose(usize, Tier),
    Imaging(usize),
    Exercise(usize),
    Check(usize),
    Escalation(usize),
    Taking(usize),
    Asked(FactId),
    Clash(usize),
}

/// Everything of which a case may say what must come of it.
pub fn observed(guideline: &Guideline) -> Vec<Observed> {
    let mut found = Vec::new();
    let mut add = |file: &str, row: Option<(&'static str, &str)>, at: At| {
        let row = row.map(|(key, name)| (key, name.to_owned()));
        found.push(Observed { file: file.to_owned(), row, at });
    };
    let g = guideline;
    add(&super::files::shown(g, "urgencies.toml"), None, At::Urgency);
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
        for (row, item) in entry.body.add.iter().enumerate() {
            add(&entry.file, Some(("item", &item.id)), At::Addition(at, row));
        }
    }
    for (at, entry) in g.medicines.iter().enumerate() {
        add(&entry.file, None, At::Medicine(at));
        for (row, item) in entry.body.item.iter().enumerate() {
            add(&entry.file, Some(("item", &item.id)), At::Own(at, row));
        }
        for limit in &entry.body.limit {
            let reader = match limit.tier {
                Tier::Person => "person",
                Tier::Clinician => "clinician",
            };
            add(&entry.file, Some(("dose", reader)), At::Dose(at, limit.tier));
        }
    }
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
    for (id, fact) in g.facts.iter().filter(|(_, fact)| fact.derived.is_none()) {
        add(&fact.place.file, Some(("fact", &fact.id)), At::Asked(id));
    }
    let clashes = super::files::shown(g, "contradictions.toml");
    for (at, pair) in g.texts.contradictions.pair.iter().enumerate() {
        add(&clashes, Some(("pair", &pair.id)), At::Clash(at));
    }
    found
}

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
            vec![first, format!("{} clinician", word(wires.clinician))]
        }
        At::Imaging(at) => state(care.imaging.get(at).and_then(|(list, _)| list.out)),
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
        At::Asked(id) => {
            let fact = engine.guideline.facts.get(id);
            let must =
                fact.is_some_and(|f| matches!(f.stage, Stage::Danger | Stage::Plan | Stage::Gate));
            let list = compiled.applies.get(id.index()).and_then(|list| list.as_ref());
            let open = list.and_then(|list| list.out).is_none_or(|gate| values.get(gate).is_open());
            vec![if must && open { "asked" } else { "not asked" }.to_owned()]
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
