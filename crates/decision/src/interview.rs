//! Which page of the interview comes next: danger first, then only what can still change the plan.

use lumbago_guideline::fact::{FactId, Stage, Who};
use lumbago_guideline::interview::Page;

use crate::circuit::Values;
use crate::decide::{Engine, Outcome};
use crate::facts::{FactSheet, State};

/// A page with the facts on it that are still to be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct NextPage<'a> {
    /// The page.
    pub page: &'a Page,
    /// The facts to ask, in the page's order.
    pub facts: Vec<FactId>,
    /// How many pages are left, this one included; it can grow when an answer opens a question.
    pub left: usize,
}

/// The next page; none when nothing that is asked could still change what is shown.
///
/// An emergency ends the interview at once, and so does a same-day urgency once every danger
/// question was asked. `reader` says whether a clinician answers, who is asked more.
pub fn next_page<'a>(engine: &'a Engine, sheet: &FactSheet, reader: Who) -> Option<NextPage<'a>> {
    open_pages(engine, sheet, reader).into_iter().next()
}

/// Every page with a question that must still be asked, in their order, and under the same rules
/// as [`next_page`].
pub fn open_pages<'a>(engine: &'a Engine, sheet: &FactSheet, reader: Who) -> Vec<NextPage<'a>> {
    let decision = engine.decide(sheet);
    let done = |stage: Stage| match decision.outcome {
        Outcome::Emergency | Outcome::SameDay => true,
        Outcome::OutOfScope => stage != Stage::Danger,
        Outcome::Incomplete => false,
        Outcome::Planned => stage != Stage::Gate,
    };
    let mut open = Vec::new();
    for (index, page) in engine.guideline.interview.page.iter().enumerate() {
        let for_reader = page.who != Who::Clinician || reader == Who::Clinician;
        if !for_reader || page.stage == Stage::Clinician || done(page.stage) {
            continue;
        }
        if !page_applies(engine, index, &decision.values) {
            continue;
        }
        let on_page: Vec<FactId> = page
            .facts
            .iter()
            .filter_map(|name| engine.guideline.facts.find(name))
            .map(|(id, _)| id)
            .collect();
        let is_open = |id: &FactId| decision.ask_next.contains(id);
        if !on_page.iter().any(is_open) {
            continue;
        }
        // What may be left out is asked along with what must be answered, and never alone.
        let asked_along = |id: &FactId| {
            let optional = engine
                .guideline
                .facts
                .get(*id)
                .is_some_and(|fact| fact.stage == Stage::Optional && fact.derived.is_none());
            optional && *sheet.state(*id) == State::NotAsked
        };
        let facts = on_page.into_iter().filter(|id| is_open(id) || asked_along(id)).collect();
        open.push(NextPage { page, facts, left: 0 });
    }
    let all = open.len();
    for (before, next) in open.iter_mut().enumerate() {
        next.left = all - before;
    }
    open
}

fn page_applies(engine: &Engine, index: usize, values: &Values) -> bool {
    match engine.compiled.pages.get(index) {
        Some(Some(wires)) => wires.out.is_none_or(|gate| values.get(gate).is_possible()),
        _ => true,
    }
}
