//! A short check-in: the signs that were absent so far on one page, to tick what is there now, and
//! everything else that it asks on a second page.
//!
//! Only for a check that does not ask everything anew. A sign that is ticked, and one that was
//! there or in doubt before, is asked in full on its own page: nothing is answered by a tick.

use lumbago_decision::Engine;
use lumbago_decision::decide::Decision;
use lumbago_guideline::Guideline;
use lumbago_guideline::fact::{Fact, FactId, FactKind, Stage, Who};
use lumbago_guideline::interview::{Page, Style};
use serde_json::Value;

use crate::asked::{applies, named};
use crate::course::{Course, Round};
use crate::timetable::is_full;

/// The page of signs.
pub const SIGNS: &str = "own-signs";
/// The page of everything else.
pub const NOW: &str = "own-now";

/// What a short check-in asks on its two pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief<'g> {
    /// The signs, under the page of the interview that asks each in full.
    pub signs: Vec<(&'g Page, Vec<FactId>)>,
    /// The rest, in the order in which the checks name it.
    pub now: Vec<FactId>,
}

impl<'g> Brief<'g> {
    /// What the round that is under way asks on these pages, answered or not; none for the first
    /// interview and for a round that asks everything.
    pub fn of(engine: &'g Engine, course: &Course, decision: &Decision<'_>) -> Option<Self> {
        let guideline = &engine.guideline;
        let round = course.round()?;
        let is_first = course.rounds.len() < 2;
        if is_first || is_full(guideline, &round.checks) {
            return None;
        }
        let named = named(guideline, course, round, decision);
        let is_handled =
            |id: &FactId, fact: &Fact| decision.ask_next.contains(id) || round.is_done(&fact.id);
        let groups = guideline.interview.page.iter().filter(|page| page.style == Style::Group);
        let mut signs = Vec::new();
        for page in groups.clone() {
            let on_page = page.facts.iter().filter(|name| named.contains(&name.as_str()));
            let facts: Vec<FactId> = on_page
                .filter_map(|name| guideline.facts.find(name))
                .filter(|(id, fact)| is_handled(id, fact) && was_absent(course, fact))
                .map(|(id, _)| id)
                .collect();
            if !facts.is_empty() {
                signs.push((page, facts));
            }
        }
        let in_group = |fact: &Fact| groups.clone().any(|page| page.facts.contains(&fact.id));
        let on_a_page =
            |fact: &Fact| guideline.interview.page.iter().any(|page| page.facts.contains(&fact.id));
        let now = named
            .iter()
            .filter_map(|name| guideline.facts.find(name))
            .filter(|(_, fact)| fact.derived.is_none() && fact.who != Who::Clinician)
            .filter(|(_, fact)| !in_group(fact))
            .filter(|(id, fact)| match on_a_page(fact) && fact.stage != Stage::Optional {
                true => is_handled(id, fact),
                false => applies(engine, decision, *id),
            })
            .map(|(id, _)| id)
            .collect();
        Some(Self { signs, now })
    }

    /// Whether a sign was neither told absent nor ticked yet.
    pub fn has_open_sign(&self, guideline: &Guideline, round: &Round) -> bool {
        let mut signs = self.signs.iter().flat_map(|(_, facts)| facts);
        signs.any(|id| !is_done(guideline, round, *id))
    }

    /// Whether anything else is neither answered nor left out yet.
    pub fn has_more(&self, guideline: &Guideline, round: &Round) -> bool {
        self.now.iter().any(|id| !is_done(guideline, round, *id))
    }
}

fn is_done(guideline: &Guideline, round: &Round, id: FactId) -> bool {
    guideline.facts.get(id).is_none_or(|fact| round.is_done(&fact.id))
}

/// Whether the last answer of an earlier round was that there is no such sign.
fn was_absent(course: &Course, fact: &Fact) -> bool {
    let earlier = course.rounds.split_last().map(|(_, earlier)| earlier).unwrap_or_default();
    let last = earlier.iter().rev().find_map(|round| round.answers.get(&fact.id));
    last.is_some_and(|(value, _)| none_of(fact).as_ref() == Some(value))
}

/// The answer that "none of these" stands for; none for a question it does not fit.
pub fn none_of(fact: &Fact) -> Option<Value> {
    match &fact.kind {
        FactKind::Set { .. } => Some(Value::Array(Vec::new())),
        FactKind::Choice { .. } => fact.kind.denial().map(|no| Value::String(no.to_owned())),
        _ => None,
    }
}
