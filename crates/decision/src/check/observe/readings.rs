//! What is read off the circuit for each thing that a case can speak of, and of that only what
//! anybody is shown: two circuits with the same readings show the same.

use std::cmp::Reverse;

use lumbago_guideline::recommendation::Standpoint;
use lumbago_guideline::urgency::Urgency;

use super::{At, Observed};
use crate::circuit::GateId;
use crate::compile::{CareWires, FlagWires, ListWires, TierWires};
use crate::decide::Engine;

/// One bit of a gate: 0 certain, 1 definite, 2 possible, 3 open.
pub type Read = (GateId, usize);

/// Something that is read as yes or no: any of some bits, with all of others and none of the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// One of these holds.
    pub any: Vec<Read>,
    /// All of these hold.
    pub all: Vec<Read>,
    /// None of these holds.
    pub none: Vec<Read>,
}

const CERTAIN: usize = 0;
const DEFINITE: usize = 1;
const POSSIBLE: usize = 2;
const OPEN: usize = 3;
const STATE: &[usize] = &[DEFINITE, POSSIBLE, OPEN];
const BLOCKS: &[usize] = &[CERTAIN, OPEN];
const SETTLED: &[usize] = &[CERTAIN];

/// The lines of care by which advice is told apart; the last is advice in no line.
const LINES: [u8; 4] = [1, 2, 3, u8::MAX];

impl Reading {
    fn any(any: Vec<Read>) -> Self {
        Self { any, ..Self::default() }
    }

    /// Every gate that it is read from.
    pub fn gates(&self) -> impl Iterator<Item = GateId> {
        self.any.iter().chain(&self.all).chain(&self.none).map(|(gate, _)| *gate)
    }
}

impl Observed {
    /// What is read of it, always as many readings for the same thing, whatever a condition of the
    /// guideline says. What is not read from gates (a number of days, a dose) stands beside them.
    pub fn readings(&self, engine: &Engine) -> Vec<Reading> {
        let compiled = &engine.compiled;
        let care = &compiled.care;
        let medicine = |at: usize| care.medicines.get(at);
        match self.at {
            At::Urgency => urgency(engine),
            At::Finding(at) => list(compiled.findings.get(at), STATE),
            At::RedFlag(at) => compiled.danger.flags.get(at).map(flag).unwrap_or_default(),
            At::Class(at) => {
                let mut read = list(care.classes.get(at), STATE);
                read.push(leads(engine, at));
                read
            }
            At::Recommendation(at) => {
                let entry = engine.guideline.recommendations.get(at);
                let wires = care.recommendations.get(at);
                let (Some(entry), Some(wires)) = (entry, wires) else { return Vec::new() };
                let line = |place: &Standpoint| place.line.unwrap_or(u8::MAX);
                let places = || entry.body.place.iter().zip(&wires.applies_at);
                // Of several places that apply, the first line is told.
                let up_to = |most: u8| {
                    let made = places().filter(|(place, _)| line(place) <= most);
                    Reading::any(made.map(|(_, gate)| (*gate, CERTAIN)).collect())
                };
                LINES.map(up_to).to_vec()
            }
            At::Gate(at) => {
                let wires = care.gates.get(at);
                let gates = wires.map(|wires| [wires.everyone, wires.person, wires.any]);
                gates.into_iter().flatten().flat_map(|gate| bits(gate, BLOCKS)).collect()
            }
            At::GateItem(at, row) => {
                let item = care.gates.get(at).and_then(|wires| wires.items.get(row));
                list(item.map(|item| &item.list), BLOCKS)
            }
            At::Addition(at, row) => {
                list(care.gates.get(at).and_then(|wires| wires.additions.get(row)), STATE)
            }
            At::Medicine(at) => {
                let tiers = medicine(at).map(|wires| [wires.person, wires.clinician]);
                tiers.into_iter().flatten().flat_map(of_tier).collect()
            }
            At::Own(at, row) => {
                let item = medicine(at).and_then(|wires| wires.items.get(row));
                list(item.map(|item| &item.list), BLOCKS)
            }
            At::Dose(at, of) => {
                let Some(wires) = medicine(at) else { return Vec::new() };
                let offered: Vec<Read> =
                    wires.of(of).map(|wires| (wires.offered, CERTAIN)).into_iter().collect();
                // A reduction is told only of what is offered.
                let reduced = |counts: GateId| Reading {
                    any: offered.clone(),
                    all: vec![(counts, CERTAIN)],
                    none: Vec::new(),
                };
                let reductions = wires.reductions.iter().map(|(_, counts)| reduced(*counts));
                std::iter::once(Reading::any(offered.clone())).chain(reductions).collect()
            }
            At::Imaging(at) => care.imaging.get(at).map_or_else(Vec::new, |(found, shown)| {
                let mut read = list(Some(found), STATE);
                read.extend(bits(Some(*shown), SETTLED));
                read
            }),
            At::Exercise(at) => bits(care.exercises.get(at).map(|(_, _, shown)| *shown), SETTLED),
            At::Check(at) => list(care.checks.get(at).map(|(list, _)| list), STATE),
            At::Escalation(at) => list(care.escalations.get(at).map(|(list, _)| list), STATE),
            At::Taking(at) => list(care.taking.get(at).map(|(list, _)| list), STATE),
            At::Scope(part) => bits(part.gate(care), SETTLED),
            At::Asked(id) => {
                let found = compiled.applies.get(id.index()).and_then(|list| list.as_ref());
                list(found, &[OPEN])
            }
            At::Clash(at) => list(compiled.contradictions.get(at), SETTLED),
            At::Latest(_) | At::Overdue(_) | At::ClosedFor => Vec::new(),
        }
    }
}

fn bits(gate: Option<GateId>, which: &[usize]) -> Vec<Reading> {
    let of = |bit: &usize| Reading::any(gate.map(|gate| (gate, *bit)).into_iter().collect());
    which.iter().map(of).collect()
}

fn list(list: Option<&ListWires>, which: &[usize]) -> Vec<Reading> {
    bits(list.and_then(|list| list.out), which)
}

/// While questions are open no urgency is told but an emergency; a routine visit is told when no
/// red flag asks for more.
fn urgency(engine: &Engine) -> Vec<Reading> {
    let danger = &engine.compiled.danger;
    let CareWires { incomplete, urgent, released, routine, .. } = engine.compiled.care;
    let certain = |gate: GateId| (gate, CERTAIN);
    let levels = || danger.at_least.iter().map(|(_, gate)| *gate);
    let told = levels().chain([urgent, released]).map(|gate| Reading {
        any: vec![certain(gate)],
        all: Vec::new(),
        none: vec![certain(incomplete)],
    });
    let first = [danger.emergency, incomplete].map(|gate| Reading::any(vec![certain(gate)]));
    let visit = Reading {
        any: vec![certain(routine)],
        all: Vec::new(),
        none: levels().chain([incomplete]).map(certain).collect(),
    };
    first.into_iter().chain(told).chain([visit]).collect()
}

/// A flag is told at the most urgent level that is present, else at the most urgent possible one.
fn flag(wires: &FlagWires) -> Vec<Reading> {
    let present = (wires.present, DEFINITE);
    let levels = |least: Urgency, bit: usize| {
        let levels = wires.levels.iter().filter(|level| level.urgency >= least);
        levels.map(|level| (level.holds, bit)).collect::<Vec<_>>()
    };
    let mut read = bits(Some(wires.present), STATE);
    for least in Urgency::every() {
        read.push(Reading::any(levels(least, DEFINITE)));
        let none = vec![present];
        read.push(Reading { any: levels(least, POSSIBLE), all: Vec::new(), none });
    }
    read
}

/// Whether a class stands first among those that are present or possible.
fn leads(engine: &Engine, at: usize) -> Reading {
    let classes = engine.guideline.classes.iter().zip(&engine.compiled.care.classes).enumerate();
    let order = |index: usize, rank: u16| (Reverse(rank), index);
    let Some(own) = engine.guideline.classes.get(at).map(|entry| order(at, entry.body.rank)) else {
        return Reading::default();
    };
    let mut read = Reading::default();
    for (index, (entry, wires)) in classes {
        let possible = wires.out.map(|gate| (gate, POSSIBLE));
        if index == at {
            read.any.extend(possible);
        } else if order(index, entry.body.rank) < own {
            read.none.extend(possible);
        }
    }
    read
}

fn of_tier(tier: Option<TierWires>) -> Vec<Reading> {
    let of = |gate: fn(TierWires) -> GateId| {
        Reading::any(tier.map(|wires| (gate(wires), CERTAIN)).into_iter().collect())
    };
    vec![of(|wires| wires.offered), of(|wires| wires.ask), of(|wires| wires.blocked)]
}
