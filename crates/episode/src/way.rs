//! The way through the questions of a round: which page comes next, and about how many are left.

use std::collections::BTreeSet;

use lumbago_decision::Engine;
use lumbago_decision::decide::Decision;
use lumbago_decision::derive::derive;
use lumbago_decision::facts::FactSheet;
use lumbago_decision::input::read_value;
use lumbago_decision::interview::next_page;
use lumbago_guideline::answers::Raw;
use lumbago_guideline::fact::{Fact, FactId, Stage, Who};
use serde_json::Value;

use crate::asked::next_own;
use crate::brief::{Brief, NOW, SIGNS, none_of};
use crate::carry::{json, raw};
use crate::course::{Course, Round};

/// No interview has more pages; the count ends here also where a guideline goes round in circles.
const MOST: usize = 60;

/// The page that comes next.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its id: of a page of the interview, of a page of its own, or of a short check-in.
    pub id: String,
    /// What it asks.
    pub facts: Vec<FactId>,
}

/// The next page of the round that is under way; none when all is answered. Danger comes first:
/// the signs at a glance, then what was ticked among them, then all else.
pub fn next_step(engine: &Engine, course: &Course, sheet: &FactSheet, reader: Who) -> Option<Step> {
    let guideline = &engine.guideline;
    let decision = engine.decide(sheet);
    let brief = Brief::of(engine, course, &decision);
    let round = course.round();
    let step = |id: &str, facts| Some(Step { id: id.to_owned(), facts });
    if let (Some(brief), Some(round)) = (&brief, round)
        && brief.has_open_sign(guideline, round)
    {
        return step(SIGNS, brief.signs.iter().flat_map(|(_, facts)| facts).copied().collect());
    }
    let next = next_page(engine, sheet, reader);
    if let (Some(brief), Some(round)) = (&brief, round) {
        let on_one_page = next.as_ref().is_none_or(|next| {
            let must = |id: &&FactId| {
                guideline.facts.get(**id).is_some_and(|fact| fact.stage != Stage::Optional)
            };
            next.facts.iter().filter(must).all(|id| brief.now.contains(id))
        });
        if on_one_page && brief.has_more(guideline, round) && !is_over(&decision) {
            return step(NOW, brief.now.clone());
        }
    }
    match next {
        Some(next) => step(&next.page.id, next.facts),
        None if course.is_asking() => {
            next_own(engine, course, &decision).and_then(|own| step(&own.id, own.facts))
        }
        None => None,
    }
}

/// Whether something urgent ends the questions that are not about danger.
fn is_over(decision: &Decision<'_>) -> bool {
    use lumbago_decision::decide::Outcome::{Emergency, OutOfScope, SameDay};
    matches!(decision.outcome, Emergency | OutOfScope | SameDay)
}

/// About how many pages are left, the next one included: as many as there are when everything is
/// answered as last time, and what was never asked as in the guideline's plain case.
pub fn pages_left(engine: &Engine, course: &Course, sheet: &FactSheet, reader: Who) -> usize {
    let mut ahead = Course { rounds: course.rounds.clone(), ..Course::default() };
    let mut sheet = sheet.clone();
    let mut seen = BTreeSet::new();
    while let Some(step) = next_step(engine, &ahead, &sheet, reader) {
        if seen.len() == MOST || !seen.insert(step.id) {
            break;
        }
        for id in step.facts {
            let Some(fact) = engine.guideline.facts.get(id) else { continue };
            let value = likely(engine, &ahead, fact);
            if let Ok(state) = read_value(&fact.id, &fact.kind, &raw(&value)) {
                sheet.set(id, state);
            }
            if let Some(Round { answers, begun, .. }) = ahead.rounds.last_mut() {
                answers.insert(fact.id.clone(), (value, *begun));
            }
        }
        derive(&engine.guideline.facts, &mut sheet);
    }
    seen.len()
}

/// The answer that a person will most likely give, for the count alone.
fn likely(engine: &Engine, course: &Course, fact: &Fact) -> Value {
    let last = course.rounds.iter().rev().find_map(|round| round.answers.get(&fact.id));
    let typical = &engine.guideline.interview.typical.0;
    let typical = || typical.iter().find(|given| given.name == fact.id);
    last.map(|(value, _)| value.clone())
        .or_else(|| typical().map(|given| json(&given.value)))
        .or_else(|| none_of(fact))
        .unwrap_or_else(|| json(&Raw::Null))
}
