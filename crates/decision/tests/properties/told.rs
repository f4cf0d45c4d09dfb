//! What a person told, read off a sheet by name and apart from the circuit; and plans.

use lumbago_decision::decide::MedicineState;
use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_decision::plan::{Audience, Context, MedicineNote, Plan, release};
use lumbago_guideline::fact::{Fact, FactId, FactKind};
use proptest::test_runner::{Config, RngSeed};

use crate::support::{TODAY, engine};

/// Both readers.
pub const READERS: [Audience; 2] = [Audience::Person, Audience::Clinician];

/// How often a property is tried: the same people every time, so that a failure can be repeated.
/// With `PROPTEST_CASES` set, that many and new ones.
pub fn tries(cases: u32) -> Config {
    let own = Config::default();
    let hunt = std::env::var_os("PROPTEST_CASES").is_some();
    let (cases, rng_seed) =
        if hunt { (own.cases, own.rng_seed) } else { (cases, RngSeed::Fixed(20_261_121)) };
    Config { cases, rng_seed, failure_persistence: None, max_shrink_iters: 4_000, ..own }
}

/// A fact by its name.
pub fn fact(name: &str) -> FactId {
    let found = engine().guideline.facts.find(name);
    found.unwrap_or_else(|| panic!("there is no fact `{name}`")).0
}

/// The plan for these facts today.
pub fn plan(sheet: &FactSheet, audience: Audience) -> Plan {
    release(engine(), sheet, Context { audience, today: Some(TODAY), begun: None }).plan
}

/// What becomes of a medicine in a plan.
pub fn state_of(plan: &Plan, medicine: &str) -> Option<MedicineState> {
    plan.medicines.iter().find(|note| note.id == medicine).map(|note| note.state)
}

/// The medicines that a plan offers.
pub fn offered(plan: &Plan) -> impl Iterator<Item = &MedicineNote> {
    plan.medicines.iter().filter(|note| note.state == MedicineState::Offered)
}

/// The recommendations that a plan makes for something, by their kind.
pub fn recommends_kind(plan: &Plan, kind: &str) -> bool {
    plan.recommendations.iter().any(|note| note.direction == "for" && note.kind == kind)
}

/// Whether a plan recommends this.
pub fn recommends(plan: &Plan, id: &str) -> bool {
    plan.recommendations.iter().any(|note| note.direction == "for" && note.id == id)
}

/// A person's answers by name.
#[derive(Clone, Copy)]
pub struct Told<'a>(pub &'a FactSheet);

impl<'a> Told<'a> {
    fn at(self, name: &str) -> (&'static Fact, &'a State) {
        let id = fact(name);
        (engine().guideline.facts.get(id).unwrap(), self.0.state(id))
    }

    /// A choice was answered with one of these options.
    pub fn is(self, name: &str, options: &[&str]) -> bool {
        let (fact, state) = self.at(name);
        match state {
            State::Known(Value::Choice(option)) => {
                options.contains(&fact.kind.options()[usize::from(*option)].as_str())
            }
            _ => false,
        }
    }

    /// A list names one of these options.
    pub fn has(self, name: &str, options: &[&str]) -> bool {
        let (fact, state) = self.at(name);
        let named = |has: u64| {
            let all = fact.kind.options().iter().enumerate();
            all.filter(move |(at, _)| has >> at & 1 == 1).map(|(_, option)| option.as_str())
        };
        match state {
            State::Known(Value::Set { has, .. }) => named(*has).any(|o| options.contains(&o)),
            _ => false,
        }
    }

    /// A list names anything.
    pub fn has_any(self, name: &str) -> bool {
        matches!(self.at(name).1, State::Known(Value::Set { has: 1.., .. }))
    }

    /// The answer was "not sure", also for a part of a list.
    pub fn is_unsure(self, name: &str) -> bool {
        let unsure = |state: &State| {
            matches!(state, State::Unknown | State::Known(Value::Set { unsure: true, .. }))
        };
        unsure(self.at(name).1)
    }

    /// A number in its unit.
    pub fn number(self, name: &str) -> Option<f64> {
        match self.at(name) {
            (fact, State::Known(Value::Number(steps))) => match fact.kind {
                FactKind::Number { decimals, .. } => {
                    Some(*steps as f64 / 10f64.powi(i32::from(decimals)))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// A number that was told is at least this.
    pub fn at_least(self, name: &str, least: f64) -> bool {
        self.number(name).is_some_and(|number| number >= least)
    }
}
