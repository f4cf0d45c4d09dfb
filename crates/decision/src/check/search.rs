//! A search for a fact sheet on which a gate holds, or does not.
//!
//! It repairs: from a sheet that somebody wrote it walks down from the gate to the questions that
//! stand in the way, answers one of them the other way, and looks again. Chance chooses among
//! them; the same numbers come every time, so that a report can be repeated. What is not found
//! may still exist: that nothing exists is for a proof to say.

use std::collections::{HashMap, HashSet};

use lumbago_guideline::fact::{FactId, FactKind};

use crate::circuit::{Atom, Gate, GateId, Values};
use crate::decide::Engine;
use crate::derive::derive;
use crate::facts::{FactSheet, State, Value};
use crate::wire::Bit;

/// From how many sheets a search begins.
const STARTS: usize = 40;
/// How often a sheet is repaired before the search begins anew.
const REPAIRS: usize = 12;

pub(super) struct Search<'e> {
    engine: &'e Engine,
    numbers: Xorshift,
    /// For each number fact that is compared with something, values on and beside the bounds.
    around_bounds: HashMap<FactId, Vec<i64>>,
}

/// One of the four answers of a gate, and what it should be.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Goal {
    gate: GateId,
    bit: Bit,
    holds: bool,
}

impl Goal {
    fn is_reached(self, values: &Values) -> bool {
        values.get(self.gate).settle(self.bit).is_certain() == self.holds
    }
}

impl<'e> Search<'e> {
    pub fn new(engine: &'e Engine) -> Self {
        let mut around_bounds: HashMap<FactId, Vec<i64>> = HashMap::new();
        for gate in engine.compiled.circuit.gates() {
            if let Gate::Atom { atom: Atom::Compares(fact, _, bound), .. } = gate {
                around_bounds.entry(*fact).or_default().extend([bound - 1, *bound, bound + 1]);
            }
        }
        Self { engine, numbers: Xorshift(0x2545_F491_4F6C_DD1D), around_bounds }
    }

    /// A sheet on which the gate is present, or is not, found from one of these.
    pub fn find(&mut self, gate: GateId, holds: bool, from: &[&FactSheet]) -> Option<FactSheet> {
        let goal = Goal { gate, bit: Bit::Definite, holds };
        let circuit = &self.engine.compiled.circuit;
        let mut values = Values::default();
        for _ in 0..STARTS {
            let mut sheet = (*self.numbers.one_of(from)?).clone();
            for _ in 0..REPAIRS {
                circuit.evaluate_into(&sheet, &mut values);
                if goal.is_reached(&values) {
                    return Some(sheet);
                }
                self.repair(goal, &values, &mut sheet);
                derive(&self.engine.guideline.facts, &mut sheet);
            }
        }
        None
    }

    /// Gives other answers to the questions that keep a goal from being reached.
    fn repair(&mut self, goal: Goal, values: &Values, sheet: &mut FactSheet) {
        let mut open = vec![goal];
        let mut seen = HashSet::new();
        while let Some(goal) = open.pop() {
            if goal.is_reached(values) || !seen.insert(goal) {
                continue;
            }
            let Goal { gate, bit, holds } = goal;
            match self.engine.compiled.circuit.gates().get(gate.index()) {
                Some(Gate::And(of) | Gate::Or(of)) if self.needs_all(gate, holds) => {
                    open.extend(of.iter().map(|gate| Goal { gate: *gate, ..goal }));
                }
                Some(Gate::And(of) | Gate::Or(of)) => {
                    let one = self.numbers.one_of(of);
                    open.extend(one.map(|gate| Goal { gate: *gate, ..goal }));
                }
                Some(Gate::Not(of)) => {
                    let bit = if bit == Bit::Certain { Bit::Open } else { Bit::Certain };
                    open.push(Goal { gate: *of, bit, holds: !holds });
                }
                Some(Gate::Settle(bit, of)) => open.push(Goal { gate: *of, bit: *bit, holds }),
                Some(Gate::Atom { atom, .. }) => self.answer(*atom, holds, sheet),
                Some(Gate::Constant(_)) | None => {}
            }
        }
    }

    /// A conjunction holds when all of its parts do; a disjunction fails when all of them fail.
    fn needs_all(&self, gate: GateId, holds: bool) -> bool {
        let gate = self.engine.compiled.circuit.gates().get(gate.index());
        matches!(gate, Some(Gate::And(_))) == holds
    }

    /// Answers the question of an atom so that it holds, or does not.
    fn answer(&mut self, atom: Atom, holds: bool, sheet: &mut FactSheet) {
        if let Atom::Closed(flag) = atom {
            // No search begins with a closed flag, so that none ever has to be opened.
            sheet.close(flag);
            return;
        }
        let Some(id) = atom.fact() else { return };
        let state = match (atom, holds) {
            (Atom::Unsure(_), true) => State::Unknown,
            (Atom::Asked(_) | Atom::Known(_), false) => State::NotAsked,
            _ => self.known(id, atom, holds, sheet.state(id)),
        };
        sheet.set(id, state);
    }

    /// A value of a fact for which an atom that reads values holds, or does not.
    fn known(&mut self, id: FactId, atom: Atom, holds: bool, before: &State) -> State {
        let Some(fact) = self.engine.guideline.facts.get(id) else { return State::NotAsked };
        let mask = if let Atom::Has(_, mask) = atom { mask } else { u64::MAX };
        let value = match &fact.kind {
            FactKind::Choice { options } => {
                let fits = |option: &u16| ((mask >> option) & 1 == 1) == holds;
                let all = 0..u16::try_from(options.len()).unwrap_or(u16::MAX);
                let fitting: Vec<u16> = all.filter(fits).collect();
                self.numbers.one_of(&fitting).copied().map(Value::Choice)
            }
            FactKind::Set { options } => {
                let bits = (0..options.len().min(64)).map(|option| 1u64 << option);
                let fitting: Vec<u64> = bits.filter(|bit| bit & mask != 0).collect();
                let has = match before {
                    State::Known(Value::Set { has, .. }) => *has,
                    _ => 0,
                };
                let has = match self.numbers.one_of(&fitting) {
                    Some(bit) if holds => has | bit,
                    _ => has & !mask,
                };
                Some(Value::Set { has, unsure: false })
            }
            FactKind::Number { .. } if holds && matches!(atom, Atom::IsWord(_)) => {
                Some(Value::Word)
            }
            FactKind::Number { least, greatest, .. } => {
                let mut values = vec![*least, *greatest];
                values.extend(self.around_bounds.get(&id).into_iter().flatten());
                values.retain(|value| match atom {
                    _ if !(least..=greatest).contains(&value) => false,
                    Atom::Compares(_, comparison, bound) => {
                        comparison.holds(*value, bound) == holds
                    }
                    _ => true,
                });
                self.numbers.one_of(&values).copied().map(Value::Number)
            }
            FactKind::Text => Some(Value::Text(String::new())),
            FactKind::Texts => Some(Value::Texts(Vec::new())),
        };
        value.map_or_else(|| before.clone(), State::Known)
    }
}

/// Marsaglia's xorshift of 64 bits: no randomness is needed here, only variety.
struct Xorshift(u64);

impl Xorshift {
    fn one_of<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        // The upper half is the better mixed one, and the length of any list fits in it.
        let mixed = usize::try_from(self.0 >> 33).unwrap_or(0);
        list.get(mixed.checked_rem(list.len())?)
    }
}
