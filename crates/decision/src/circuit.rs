//! A flat, topologically ordered list of gates, evaluated in one pass.

use std::collections::{BTreeSet, HashMap};

use lumbago_guideline::checklist::Comparison;
use lumbago_guideline::fact::FactId;
use lumbago_guideline::problem::Place;

use crate::facts::{FactSheet, State, Value};
use crate::schedule::Schedule;
use crate::wire::{Bit, Wire};

/// The position of a gate; operands always stand before the gate that reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GateId(u32);

impl GateId {
    /// The position as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// Every id, in order.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0u32..).map(Self)
    }
}

/// A question to one fact, or to the record of closed flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Atom {
    /// A choice or a set has one of the options of this mask.
    Has(FactId, u64),
    /// A number compared with a constant, in the fact's steps.
    Compares(FactId, Comparison, i64),
    /// A number fact was answered with its word.
    IsWord(FactId),
    /// The fact has a value.
    Known(FactId),
    /// The answer was "not sure".
    Unsure(FactId),
    /// The question was asked, whatever the answer.
    Asked(FactId),
    /// The red flag of this position was looked into, closed, and is confirmed unchanged.
    Closed(u16),
}

/// One gate.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Gate {
    /// The same whatever the answers.
    Constant(Wire),
    /// A question to a fact; whether an unasked one counts as open.
    Atom {
        /// The question.
        atom: Atom,
        /// Whether somebody will still be asked.
        askable: bool,
    },
    /// All of them.
    And(Box<[GateId]>),
    /// Any of them.
    Or(Box<[GateId]>),
    /// The absence of an excuse.
    Not(GateId),
    /// One of the four answers, made the only one.
    Settle(Bit, GateId),
}

/// The gates with the place that each came from.
#[derive(Debug, Clone, Default)]
pub struct Circuit {
    gates: Vec<Gate>,
    places: Vec<Option<Place>>,
    known: HashMap<Gate, GateId>,
    /// The gates that decide; those after them only make claims about the decision. None while
    /// gates are still being added.
    deciding: Option<Schedule>,
}

/// How a gate bears on others that rest on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bearing {
    /// Holding can make one of them hold: an even number of [`Gate::Not`] stands between.
    pub accuses: bool,
    /// Holding can keep one of them from holding: an odd number stands between.
    pub excuses: bool,
}

/// The value of every gate for one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(pub(crate) Vec<Wire>);

impl Values {
    /// The value of a gate; [`Wire::NO`] for a gate of another circuit.
    pub fn get(&self, gate: GateId) -> Wire {
        self.0.get(gate.index()).copied().unwrap_or(Wire::NO)
    }

    /// The value of every gate, in their order.
    pub fn iter(&self) -> impl Iterator<Item = Wire> {
        self.0.iter().copied()
    }

    fn set(&mut self, gate: GateId, wire: Wire) {
        if let Some(slot) = self.0.get_mut(gate.index()) {
            *slot = wire;
        }
    }
}

impl Circuit {
    /// How many gates there are.
    pub fn len(&self) -> usize {
        self.gates.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.gates.is_empty()
    }

    /// The position of every gate, in order.
    pub fn ids(&self) -> impl Iterator<Item = GateId> + use<> {
        GateId::all().take(self.gates.len())
    }

    /// The gates in their order.
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// Where a gate comes from, if it stands for a line of the guideline.
    pub fn place(&self, gate: GateId) -> Option<&Place> {
        self.places.get(gate.index())?.as_ref()
    }

    /// Remembers where a gate comes from, unless that is known already.
    pub(crate) fn remember(&mut self, gate: GateId, place: &Place) {
        if let Some(slot) = self.places.get_mut(gate.index()) {
            slot.get_or_insert_with(|| place.clone());
        }
    }

    /// Adds a gate, or finds the same one.
    pub(crate) fn add(&mut self, gate: Gate) -> GateId {
        if let Some(id) = self.known.get(&gate) {
            return *id;
        }
        let id = GateId(u32::try_from(self.gates.len()).unwrap_or(u32::MAX));
        self.gates.push(gate.clone());
        self.places.push(None);
        self.known.insert(gate, id);
        id
    }

    pub(crate) fn constant(&mut self, wire: Wire) -> GateId {
        self.add(Gate::Constant(wire))
    }

    fn wire_of(&self, id: GateId) -> Option<Wire> {
        match self.gates.get(id.index()) {
            Some(Gate::Constant(wire)) => Some(*wire),
            _ => None,
        }
    }

    pub(crate) fn and(&mut self, operands: impl IntoIterator<Item = GateId>) -> GateId {
        self.join(operands, Wire::YES, Wire::NO, Gate::And)
    }

    pub(crate) fn or(&mut self, operands: impl IntoIterator<Item = GateId>) -> GateId {
        self.join(operands, Wire::NO, Wire::YES, Gate::Or)
    }

    fn join(
        &mut self,
        operands: impl IntoIterator<Item = GateId>,
        neutral: Wire,
        deciding: Wire,
        make: fn(Box<[GateId]>) -> Gate,
    ) -> GateId {
        let mut kept: Vec<GateId> = Vec::new();
        for operand in operands {
            match self.wire_of(operand) {
                Some(wire) if wire == neutral => {}
                Some(wire) if wire == deciding => return operand,
                _ => kept.push(operand),
            }
        }
        kept.sort_unstable();
        kept.dedup();
        match kept.as_slice() {
            [] => self.constant(neutral),
            [only] => *only,
            _ => self.add(make(kept.into_boxed_slice())),
        }
    }

    pub(crate) fn not(&mut self, operand: GateId) -> GateId {
        match self.wire_of(operand) {
            Some(wire) => self.constant(wire.not()),
            None => self.add(Gate::Not(operand)),
        }
    }

    pub(crate) fn settle(&mut self, bit: Bit, operand: GateId) -> GateId {
        match (self.wire_of(operand), self.gates.get(operand.index())) {
            (Some(wire), _) => self.constant(wire.settle(bit)),
            (None, Some(Gate::Settle(..))) => operand,
            _ => self.add(Gate::Settle(bit, operand)),
        }
    }

    /// At least `least` of the operands: the usual table of partial counts.
    pub(crate) fn at_least(&mut self, least: usize, operands: &[GateId]) -> GateId {
        let mut counts = vec![self.constant(Wire::NO); least + 1];
        if let Some(zero) = counts.first_mut() {
            *zero = self.constant(Wire::YES);
        }
        for operand in operands {
            for count in (1..=least).rev() {
                let (Some(&fewer), Some(&same)) = (counts.get(count - 1), counts.get(count)) else {
                    continue;
                };
                let with_this = self.and([fewer, *operand]);
                let either = self.or([same, with_this]);
                if let Some(slot) = counts.get_mut(count) {
                    *slot = either;
                }
            }
        }
        counts.last().copied().unwrap_or_else(|| self.constant(Wire::YES))
    }

    /// Every fact that a gate reads, whatever stands between, in their order.
    pub fn facts_read_by(&self, gate: GateId) -> BTreeSet<FactId> {
        let mut open = vec![gate];
        let mut seen = BTreeSet::new();
        let mut facts = BTreeSet::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            match self.gates.get(id.index()) {
                Some(Gate::And(of) | Gate::Or(of)) => open.extend(of.iter().copied()),
                Some(Gate::Not(of) | Gate::Settle(_, of)) => open.push(*of),
                Some(Gate::Atom { atom, .. }) => facts.extend(atom.fact()),
                _ => {}
            }
        }
        facts
    }

    /// Every gate that some gates rest on, those included, in order, and how it bears on them.
    pub fn bearing(&self, on: impl IntoIterator<Item = GateId>) -> Vec<(GateId, Bearing)> {
        let mut bearings = vec![Bearing::default(); self.gates.len()];
        let add = |bearings: &mut [Bearing], gate: &GateId, more: Bearing| {
            if let Some(own) = bearings.get_mut(gate.index()) {
                own.accuses |= more.accuses;
                own.excuses |= more.excuses;
            }
        };
        for gate in on {
            add(&mut bearings, &gate, Bearing { accuses: true, excuses: false });
        }
        // Operands stand before the gates that read them, so one pass from the end meets all.
        for (index, gate) in self.gates.iter().enumerate().rev() {
            let Some(own) = bearings.get(index).copied() else { continue };
            match gate {
                Gate::And(of) | Gate::Or(of) => {
                    of.iter().for_each(|operand| add(&mut bearings, operand, own));
                }
                Gate::Settle(_, operand) => add(&mut bearings, operand, own),
                Gate::Not(operand) => {
                    let turned = Bearing { accuses: own.excuses, excuses: own.accuses };
                    add(&mut bearings, operand, turned);
                }
                Gate::Constant(_) | Gate::Atom { .. } => {}
            }
        }
        let borne = GateId::all().zip(bearings);
        borne.filter(|(_, bearing)| bearing.accuses || bearing.excuses).collect()
    }

    /// The value of every gate.
    pub fn evaluate(&self, facts: &FactSheet) -> Values {
        let mut values = Values::default();
        self.evaluate_into(facts, &mut values);
        values
    }

    /// Says that the gates after the first `count` decide nothing and are not evaluated.
    pub(crate) fn decide_with_first(&mut self, count: usize) {
        self.deciding = Some(Schedule::new(self.gates.get(..count).unwrap_or(&self.gates)));
    }

    #[cfg(test)]
    pub(crate) fn len_deciding(&self) -> usize {
        self.deciding.as_ref().map_or(0, Schedule::len)
    }

    /// The value of every gate, of those too that only make claims about the decision.
    pub fn evaluate_all(&self, facts: &FactSheet) -> Values {
        let mut values = Values(vec![Wire::NO; self.gates.len()]);
        for (id, gate) in GateId::all().zip(&self.gates) {
            values.set(id, gate.wire(facts, &values));
        }
        values
    }

    /// The value of every gate that decides, in memory that was used before.
    pub fn evaluate_into(&self, facts: &FactSheet, values: &mut Values) {
        values.0.clear();
        values.0.resize(self.gates.len(), Wire::NO);
        match &self.deciding {
            Some(schedule) => schedule.evaluate(facts, values),
            None => *values = self.evaluate_all(facts),
        }
    }

    /// The value of some gates only: they must be all that they rest on, in order, as
    /// [`Circuit::bearing`] lists them. The values of other gates mean nothing.
    pub fn evaluate_some(&self, gates: &[GateId], facts: &FactSheet, values: &mut Values) {
        values.0.resize(self.gates.len(), Wire::NO);
        for id in gates {
            let Some(gate) = self.gates.get(id.index()) else { continue };
            let wire = gate.wire(facts, values);
            values.set(*id, wire);
        }
    }
}

impl Gate {
    /// Its value, from those of the gates that it reads.
    fn wire(&self, facts: &FactSheet, values: &Values) -> Wire {
        match self {
            Self::Constant(wire) => *wire,
            Self::Atom { atom, askable } => atom.wire(facts, *askable),
            Self::And(of) => of.iter().fold(Wire::YES, |wire, id| wire.and(values.get(*id))),
            Self::Or(of) => of.iter().fold(Wire::NO, |wire, id| wire.or(values.get(*id))),
            Self::Not(operand) => values.get(*operand).not(),
            Self::Settle(bit, operand) => values.get(*operand).settle(*bit),
        }
    }
}

impl Atom {
    /// The fact that is asked about; none for the record of closed flags.
    pub fn fact(self) -> Option<FactId> {
        match self {
            Self::Has(fact, _)
            | Self::Compares(fact, _, _)
            | Self::IsWord(fact)
            | Self::Known(fact)
            | Self::Unsure(fact)
            | Self::Asked(fact) => Some(fact),
            Self::Closed(_) => None,
        }
    }

    /// What the facts say to it.
    pub fn wire(self, facts: &FactSheet, askable: bool) -> Wire {
        let about_value = |fact: FactId, holds: fn(&Value, Self) -> Wire| match facts.state(fact) {
            State::Known(value) => holds(value, self),
            State::Unknown => Wire::UNKNOWN,
            State::NotAsked if askable => Wire::NOT_ASKED,
            State::NotAsked => Wire::NO,
        };
        match self {
            Self::Has(fact, _) => about_value(fact, |value, atom| match (value, atom) {
                (Value::Choice(option), Self::Has(_, mask)) => {
                    Wire::settled(mask & 1u64.checked_shl(u32::from(*option)).unwrap_or(0) != 0)
                }
                (Value::Set { has, unsure }, Self::Has(_, mask)) => match (has & mask != 0, unsure)
                {
                    (true, _) => Wire::YES,
                    (false, true) => Wire::UNKNOWN,
                    (false, false) => Wire::NO,
                },
                _ => Wire::NO,
            }),
            Self::Compares(fact, ..) => about_value(fact, |value, atom| match (value, atom) {
                (Value::Number(number), Self::Compares(_, comparison, bound)) => {
                    Wire::settled(comparison.holds(*number, bound))
                }
                _ => Wire::NO,
            }),
            Self::IsWord(fact) => {
                about_value(fact, |value, _| Wire::settled(matches!(value, Value::Word)))
            }
            Self::Known(fact) => Wire::settled(matches!(facts.state(fact), State::Known(_))),
            Self::Unsure(fact) => Wire::settled(matches!(
                facts.state(fact),
                State::Unknown | State::Known(Value::Set { has: 0, unsure: true })
            )),
            Self::Asked(fact) => Wire::settled(!matches!(facts.state(fact), State::NotAsked)),
            Self::Closed(flag) => Wire::settled(facts.is_closed(flag)),
        }
    }
}
