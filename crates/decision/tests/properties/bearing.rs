//! Which answers accuse and which calm, read off the circuit and not listed by hand.

use std::sync::LazyLock;

use lumbago_decision::circuit::{Atom, Bearing, Circuit, Gate, GateId};
use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_decision::wire::Wire;
use lumbago_guideline::fact::{Fact, FactId, FactKind};

use crate::support::engine;

/// The group of flags that only soften a "not sure" in the closed list of pathway (b).
pub const PLAUSIBILITY: &str = "plausibility";

/// The gates of every level of every red flag, but for those that soften a "not sure".
pub fn danger() -> Vec<GateId> {
    let written = engine().guideline.red_flags.iter();
    let flags = written.zip(&engine().compiled.danger.flags);
    let flags = flags.filter(|(written, _)| written.body.group != PLAUSIBILITY);
    flags.flat_map(|(_, flag)| &flag.levels).map(|level| level.holds).collect()
}

/// The questions to facts that some gates rest on, and how each bears on them.
#[derive(Debug, Clone)]
pub struct Questions(Vec<(Atom, bool, Bearing)>);

impl Questions {
    /// Those that some gates rest on.
    pub fn of(circuit: &Circuit, gates: impl IntoIterator<Item = GateId>) -> Self {
        let mut questions = Vec::new();
        for (id, bearing) in circuit.bearing(gates) {
            if let Some(Gate::Atom { atom, askable }) = circuit.gates().get(id.index()) {
                questions.push((*atom, *askable, bearing));
            }
        }
        Self(questions)
    }

    /// The facts, each once, in their order.
    pub fn facts(&self) -> Vec<FactId> {
        let mut facts: Vec<_> = self.0.iter().filter_map(|(atom, ..)| atom.fact()).collect();
        facts.sort_unstable();
        facts.dedup();
        facts
    }

    /// How many questions are put to a fact.
    pub fn count(&self, fact: FactId) -> usize {
        self.about(fact).count()
    }

    /// The questions to one fact.
    pub fn about(&self, fact: FactId) -> impl Iterator<Item = (Atom, Bearing)> {
        let own = self.0.iter().filter(move |(atom, ..)| atom.fact() == Some(fact));
        own.map(|(atom, _, bearing)| (*atom, *bearing))
    }

    /// What each question hears from an answer, with how it bears.
    pub fn heard(&self, fact: FactId, state: &State) -> Vec<(Wire, Bearing)> {
        let mut sheet = FactSheet::unasked(usize::from(fact.0) + 1);
        sheet.set(fact, state.clone());
        let own = self.0.iter().filter(|(atom, ..)| atom.fact() == Some(fact));
        own.map(|(atom, askable, bearing)| (atom.wire(&sheet, *askable), *bearing)).collect()
    }

    /// Whether one answer accuses at least as much as another, whatever else is answered: what
    /// accuses hears no less, and what excuses hears no more.
    pub fn no_calmer(&self, fact: FactId, than: &State, state: &State) -> bool {
        let within = |a: Wire, b: Wire| a.bits() & !b.bits() == 0;
        let (before, after) = (self.heard(fact, than), self.heard(fact, state));
        before.into_iter().zip(after).all(|((old, bearing), (new, _))| {
            (!bearing.accuses || within(old, new)) && (!bearing.excuses || within(new, old))
        })
    }

    /// Whether an answer feeds an excuse.
    pub fn excuses(&self, fact: FactId, state: &State) -> bool {
        let heard = self.heard(fact, state);
        heard.iter().any(|(wire, bearing)| bearing.excuses && wire.is_open())
    }
}

/// The questions behind all red flags.
pub static DANGER: LazyLock<Questions> =
    LazyLock::new(|| Questions::of(&engine().compiled.circuit, danger()));

/// The answer that denies: no, none, never, cannot apply, or nothing of a list.
pub fn denial(fact: &Fact) -> Option<State> {
    match &fact.kind {
        FactKind::Choice { options } => {
            let denies = |o: &String| ["no", "none", "never", "na"].contains(&o.as_str());
            let position = options.iter().position(denies)?;
            Some(State::Known(Value::Choice(u16::try_from(position).ok()?)))
        }
        FactKind::Set { .. } => Some(State::Known(Value::Set { has: 0, unsure: false })),
        _ => None,
    }
}

/// Every option of a choice, and every single option of a set, by name.
pub fn options(fact: &Fact) -> Vec<(&str, State)> {
    let named = (0u16..).zip(fact.kind.options());
    named
        .map(|(position, name)| {
            let value = match fact.kind {
                FactKind::Set { .. } => Value::Set { has: 1 << position, unsure: false },
                _ => Value::Choice(position),
            };
            (name.as_str(), State::Known(value))
        })
        .collect()
}
