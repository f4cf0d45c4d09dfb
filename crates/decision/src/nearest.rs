//! The fewest answers that would have to differ for another urgency.

use std::collections::BTreeSet;

use lumbago_guideline::fact::{FactId, FactKind};
use lumbago_guideline::urgency::Urgency;

use crate::circuit::{Atom, Gate, Values};
use crate::decide::Engine;
use crate::facts::{FactSheet, State, Value};

/// The most answers that are changed together.
const MOST_CHANGES: usize = 3;
/// The most sheets that are tried for one number of changes.
const MOST_TRIES: usize = 300_000;

/// One answer that would differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The fact.
    pub fact: FactId,
    /// What would have to be answered.
    pub to: State,
}

/// A smallest change of answers, and the urgency that it leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Nearest {
    /// The answers that would differ.
    pub changes: Vec<Change>,
    /// The urgency then; none while questions would still be open.
    pub urgency: Option<Urgency>,
}

/// The smallest change that would make it more urgent, and the smallest that would make it less
/// so. Numbers move to the nearest side of a threshold; "not sure" is never a proposal.
pub fn nearest(engine: &Engine, sheet: &FactSheet) -> (Option<Nearest>, Option<Nearest>) {
    let search = Search { engine, sheet };
    let now = rank(engine.decide(sheet).urgency);
    let more = match now {
        now if now > Urgency::Emergency.rank() => None,
        _ => search.find(&search.all_facts(), &|urgency| rank(urgency) > now),
    };
    let less = match now {
        0 => None,
        _ => search
            .find(&search.facts_of_flags(), &|urgency| urgency.is_some() && rank(urgency) < now),
    };
    (more, less)
}

/// An unfinished interview ranks lowest: any certain urgency is more than that.
fn rank(urgency: Option<Urgency>) -> u16 {
    urgency.map_or(0, |urgency| urgency.rank() + 1)
}

struct Search<'a> {
    engine: &'a Engine,
    sheet: &'a FactSheet,
}

impl Search<'_> {
    fn all_facts(&self) -> BTreeSet<FactId> {
        self.engine.guideline.facts.iter().map(|(id, _)| id).collect()
    }

    /// The answered facts behind the flags that are present or possible, and behind what else
    /// asks for a clinician.
    fn facts_of_flags(&self) -> BTreeSet<FactId> {
        let circuit = &self.engine.compiled.circuit;
        let values = circuit.evaluate(self.sheet);
        let mut facts = BTreeSet::new();
        for wires in &self.engine.compiled.danger.flags {
            if values.get(wires.present).is_possible() {
                facts.extend(circuit.facts_read_by(wires.present));
            }
        }
        let routine = self.engine.compiled.care.routine;
        if facts.is_empty() && values.get(routine).is_certain() {
            facts.extend(circuit.facts_read_by(routine));
        }
        facts.retain(|fact| *self.sheet.state(*fact) != State::NotAsked);
        facts
    }

    fn find(
        &self,
        facts: &BTreeSet<FactId>,
        wanted: &dyn Fn(Option<Urgency>) -> bool,
    ) -> Option<Nearest> {
        let proposals: Vec<Change> = facts.iter().flat_map(|fact| self.proposals(*fact)).collect();
        let mut tried = 0;
        let mut values = Values::default();
        (1..=MOST_CHANGES).find_map(|count| {
            let mut chosen = Vec::new();
            self.combine(&proposals, count, &mut chosen, &mut tried, &mut values, wanted)
        })
    }

    fn combine(
        &self,
        proposals: &[Change],
        count: usize,
        chosen: &mut Vec<Change>,
        tried: &mut usize,
        values: &mut Values,
        wanted: &dyn Fn(Option<Urgency>) -> bool,
    ) -> Option<Nearest> {
        if count == 0 {
            *tried += 1;
            let urgency = self.urgency_with(chosen, values);
            return wanted(urgency).then(|| Nearest { changes: chosen.clone(), urgency });
        }
        for (position, proposal) in proposals.iter().enumerate() {
            if *tried > MOST_TRIES {
                return None;
            }
            if chosen.iter().any(|change| change.fact == proposal.fact) {
                continue;
            }
            chosen.push(proposal.clone());
            let rest = proposals.get(position + 1..).unwrap_or_default();
            let found = self.combine(rest, count - 1, chosen, tried, values, wanted);
            if found.is_some() {
                return found;
            }
            chosen.pop();
        }
        None
    }

    fn urgency_with(&self, changes: &[Change], values: &mut Values) -> Option<Urgency> {
        let facts = &self.engine.guideline.facts;
        let mut sheet = self.sheet.clone();
        for (id, fact) in facts.iter() {
            if fact.derived.is_some() {
                sheet.set(id, State::NotAsked);
            }
        }
        for change in changes {
            sheet.set(change.fact, change.to.clone());
        }
        crate::derive::derive(facts, &mut sheet);
        self.engine.compiled.circuit.evaluate_into(&sheet, values);
        self.engine.urgency(values)
    }

    /// Every other answer that a rule could tell from the present one.
    fn proposals(&self, fact: FactId) -> Vec<Change> {
        let Some(declared) = self.engine.guideline.facts.get(fact) else { return Vec::new() };
        if declared.derived.is_some() {
            return Vec::new();
        }
        let states: Vec<State> = match &declared.kind {
            FactKind::Choice { options } => (0u16..)
                .zip(options)
                .map(|(option, _)| State::Known(Value::Choice(option)))
                .collect(),
            FactKind::Set { options } => {
                let one = (0u32..).zip(options).map(|(option, _)| 1u64.checked_shl(option));
                let sets = std::iter::once(0).chain(one.map(Option::unwrap_or_default));
                sets.map(|has| State::Known(Value::Set { has, unsure: false })).collect()
            }
            FactKind::Number { least, greatest, .. } => self
                .thresholds(fact)
                .into_iter()
                .flat_map(|bound| [bound - 1, bound, bound + 1])
                .filter(|number| (least..=greatest).contains(&number))
                .map(|number| State::Known(Value::Number(number)))
                .collect(),
            FactKind::Text | FactKind::Texts => Vec::new(),
        };
        let now = self.sheet.state(fact);
        states.into_iter().filter(|state| state != now).map(|to| Change { fact, to }).collect()
    }

    fn thresholds(&self, fact: FactId) -> BTreeSet<i64> {
        let gates = self.engine.compiled.circuit.gates().iter();
        gates
            .filter_map(|gate| match gate {
                Gate::Atom { atom: Atom::Compares(id, _, bound), .. } if *id == fact => {
                    Some(*bound)
                }
                _ => None,
            })
            .collect()
    }
}
