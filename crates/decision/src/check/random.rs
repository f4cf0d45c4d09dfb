//! Fact sheets that nobody wrote: a few answers changed on a sheet that somebody did.

use std::collections::{BTreeSet, HashMap};

use lumbago_guideline::fact::{FactId, FactKind};

use crate::circuit::{Atom, Gate, GateId};
use crate::decide::Engine;
use crate::derive::derive;
use crate::facts::{FactSheet, State, Value};

/// The most answers that are changed on one sheet.
const MOST_CHANGES: usize = 8;

/// Makes sheets; the same ones in the same order every time, so that a report can be repeated.
pub(super) struct Maker<'e> {
    engine: &'e Engine,
    numbers: Xorshift,
    /// For each number fact that is compared with something, values on and beside the bounds.
    around_bounds: HashMap<FactId, Vec<i64>>,
    reads: HashMap<GateId, Vec<FactId>>,
}

impl<'e> Maker<'e> {
    pub fn new(engine: &'e Engine) -> Self {
        let mut around_bounds: HashMap<FactId, Vec<i64>> = HashMap::new();
        for gate in engine.compiled.circuit.gates() {
            if let Gate::Atom { atom: Atom::Compares(fact, _, bound), .. } = gate {
                around_bounds.entry(*fact).or_default().extend([bound - 1, *bound, bound + 1]);
            }
        }
        Self { engine, numbers: Xorshift(0x2545_F491_4F6C_DD1D), around_bounds, reads: HashMap::new() }
    }

    /// One of these sheets with a few of the answers changed that a gate reads.
    pub fn near(&mut self, sheets: &[&FactSheet], gate: GateId) -> FactSheet {
        let facts = &self.engine.guideline.facts;
        let read = self.reads.remove(&gate).unwrap_or_else(|| self.read_by(gate));
        let base = self.numbers.one_of(sheets);
        let mut sheet = base.map_or_else(|| FactSheet::unasked(facts.len()), |base| (*base).clone());
        let mut changed = BTreeSet::new();
        for _ in 0..=self.numbers.below(MOST_CHANGES) {
            let Some(fact) = self.numbers.one_of(&read).copied() else { break };
            let state = self.answer(fact);
            sheet.set(fact, state);
            changed.insert(fact);
        }
        // A number that is made from a changed answer is made anew.
        for (id, fact) in facts.iter() {
            let parts = fact.derived.iter().flat_map(|derivation| &derivation.of);
            if !changed.contains(&id) && parts.into_iter().any(|part| changed.contains(part)) {
                sheet.set(id, State::NotAsked);
                changed.insert(id);
            }
        }
        derive(facts, &mut sheet);
        self.reads.insert(gate, read);
        sheet
    }

    /// The facts that a gate reads, and those from which such a number is made.
    fn read_by(&self, gate: GateId) -> Vec<FactId> {
        let facts = &self.engine.guideline.facts;
        let mut read = self.engine.compiled.circuit.facts_read_by(gate);
        let made_from = |id: &FactId| facts.get(*id).and_then(|fact| fact.derived.as_ref());
        let parts: Vec<FactId> = read.iter().filter_map(made_from).flat_map(|d| d.of.clone()).collect();
        read.extend(parts);
        read.into_iter().collect()
    }

    fn answer(&mut self, id: FactId) -> State {
        match self.numbers.below(12) {
            0 => return State::NotAsked,
            1 => return State::Unknown,
            _ => {}
        }
        let Some(fact) = self.engine.guideline.facts.get(id) else { return State::NotAsked };
        State::Known(match &fact.kind {
            FactKind::Choice { options } => {
                Value::Choice(u16::try_from(self.numbers.below(options.len())).unwrap_or(0))
            }
            FactKind::Set { options } => {
                let mut has = 0;
                for _ in 0..self.numbers.below(3) {
                    has |= 1u64 << self.numbers.below(options.len().min(64));
                }
                Value::Set { has, unsure: false }
            }
            FactKind::Number { word: Some(_), .. } if self.numbers.below(6) == 0 => Value::Word,
            FactKind::Number { least, greatest, .. } => {
                let near = self.around_bounds.get(&id).map(Vec::as_slice).unwrap_or_default();
                let value = self.numbers.one_of(near).copied().unwrap_or(*least);
                Value::Number(value.clamp(*least, *greatest))
            }
            FactKind::Text => Value::Text(String::new()),
            FactKind::Texts => Value::Texts(Vec::new()),
        })
    }
}

/// Marsaglia's xorshift of 64 bits: no randomness is needed here, only variety.
struct Xorshift(u64);

impl Xorshift {
    /// A number below `bound`; 0 when that is 0.
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        // The upper half is the better mixed one, and any bound here fits in it.
        let mixed = usize::try_from(self.0 >> 33).unwrap_or(0);
        mixed.checked_rem(bound).unwrap_or(0)
    }

    fn one_of<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.below(list.len()))
    }
}
