//! The questions of a round that no page of the interview asks: the items of questionnaires, and
//! whatever else a check asks. A round is complete once each was answered or expressly left out.

use std::collections::BTreeSet;

use lumbago_decision::Engine;
use lumbago_decision::decide::{Decision, Outcome};
use lumbago_guideline::Guideline;
use lumbago_guideline::fact::{Fact, FactId, Stage, Who};
use lumbago_guideline::questionnaire::Questionnaire;

use crate::carry::told_just_now;
use crate::course::{Course, Round};

/// How the id of such a page begins; no page of the interview begins so.
const PREFIX: &str = "own-";
/// The page for totals of forms that were filled in elsewhere.
const FORMS: &str = "own-forms";
/// The page for what belongs to no questionnaire.
const MORE: &str = "own-more";

/// A page of questions that the interview does not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Own<'g> {
    /// Its id.
    pub id: String,
    /// The questionnaire whose items it asks.
    pub questionnaire: Option<&'g Questionnaire>,
    /// Whether it asks for totals of forms that were filled in elsewhere.
    pub is_forms: bool,
    /// Its questions, in order.
    pub facts: Vec<FactId>,
}

/// The pages that a round has beside the interview, once the interview itself is done.
pub fn own<'g>(engine: &'g Engine, course: &Course, decision: &Decision<'_>) -> Vec<Own<'g>> {
    let guideline = &engine.guideline;
    let Some(round) = course.round() else { return Vec::new() };
    if decision.outcome != Outcome::Planned {
        return Vec::new();
    }
    let mut pages: Vec<Own<'g>> = Vec::new();
    for name in named(guideline, course, round, decision) {
        let Some((id, fact)) = guideline.facts.find(name) else { continue };
        if !is_asked_here(engine, decision, id, fact) {
            continue;
        }
        let page = page_for(guideline, fact);
        match pages.iter_mut().find(|known| known.id == page.id) {
            Some(known) => known.facts.push(id),
            None => pages.push(Own { facts: vec![id], ..page }),
        }
    }
    pages
}

/// The next of these pages on which a question is neither answered nor left out.
pub fn next_own<'g>(
    engine: &'g Engine,
    course: &Course,
    decision: &Decision<'_>,
) -> Option<Own<'g>> {
    let round = course.round()?;
    let last = course.rounds.len().saturating_sub(1);
    let is_open = |id: &FactId| {
        engine.guideline.facts.get(*id).is_some_and(|fact| {
            !round.is_done(&fact.id) && !told_just_now(&engine.guideline, course, last, &fact.id)
        })
    };
    own(engine, course, decision).into_iter().find(|page| page.facts.iter().any(is_open))
}

/// A page by its id, also one that is filled in by choice.
pub fn own_page<'g>(
    engine: &'g Engine,
    course: &Course,
    decision: &Decision<'_>,
    id: &str,
) -> Option<Own<'g>> {
    let asked = own(engine, course, decision).into_iter().find(|page| page.id == id);
    asked.or_else(|| {
        let by_choice = by_choice(&engine.guideline);
        by_choice.into_iter().find(|page| page.id == id && decision.outcome == Outcome::Planned)
    })
}

/// Whether an id is that of such a page.
pub fn is_own(id: &str) -> bool {
    id.starts_with(PREFIX)
}

/// The questionnaires that a person may fill in by choice: every item may be left out.
pub fn by_choice(guideline: &Guideline) -> Vec<Own<'_>> {
    let mut pages = Vec::new();
    for entry in &guideline.questionnaires {
        let items: Vec<_> =
            entry.body.items.iter().filter_map(|name| guideline.facts.find(name)).collect();
        let optional = |(_, fact): &(FactId, &Fact)| fact.stage == Stage::Optional;
        if !items.is_empty() && items.iter().all(optional) && !is_licensed(&entry.body) {
            pages.push(Own {
                id: format!("{PREFIX}{}", entry.id),
                questionnaire: Some(&entry.body),
                is_forms: false,
                facts: items.into_iter().map(|(id, _)| id).collect(),
            });
        }
    }
    pages
}

/// Of some questionnaires only a total may be entered.
fn is_licensed(questionnaire: &Questionnaire) -> bool {
    questionnaire.entered.as_deref() == Some("total")
}

/// The facts that the round names for its checks; of the first interview, what later checks will
/// measure.
pub(crate) fn named<'g>(
    guideline: &'g Guideline,
    course: &Course,
    round: &Round,
    decision: &Decision<'_>,
) -> Vec<&'g str> {
    let items: BTreeSet<&str> = guideline
        .questionnaires
        .iter()
        .filter(|entry| !is_licensed(&entry.body))
        .flat_map(|entry| entry.body.items.iter().map(String::as_str))
        .collect();
    let checks = &guideline.follow_up.check;
    let mut names: Vec<&'g str> = Vec::new();
    if round.checks.is_empty() {
        // What the checks to come will measure is measured now, so that there is a before.
        let coming = decision.checks.iter().filter_map(|index| checks.get(*index));
        let asks = coming.flat_map(|check| &check.asks).map(String::as_str);
        names.extend(asks.filter(|name| items.contains(name)));
    } else {
        let due = checks.iter().filter(|check| round.checks.contains(&check.id));
        for name in due.flat_map(|check| &check.asks) {
            // Who filled in the items before does so again, and needs no total.
            match items_of_total(guideline, course, name) {
                Some(items) => names.extend(items.iter().map(String::as_str)),
                None => names.push(name),
            }
        }
    }
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(*name));
    names
}

fn items_of_total<'g>(
    guideline: &'g Guideline,
    course: &Course,
    name: &str,
) -> Option<&'g [String]> {
    let of = guideline.questionnaires.iter().map(|entry| &entry.body);
    let of = of.into_iter().find(|of| of.total.as_deref() == Some(name))?;
    let filled_in =
        |round: &Round| of.items.iter().any(|item| round.answers.contains_key(item.as_str()));
    course.rounds.iter().any(filled_in).then_some(of.items.as_slice())
}

/// Whether a fact is asked on a page of its own: no page of the interview asks it, a person can
/// answer it, and it may apply.
fn is_asked_here(engine: &Engine, decision: &Decision<'_>, id: FactId, fact: &Fact) -> bool {
    let on_a_page =
        engine.guideline.interview.page.iter().any(|page| page.facts.contains(&fact.id));
    let askable = fact.derived.is_none() && fact.who != Who::Clinician;
    askable && applies(engine, decision, id) && (!on_a_page || fact.stage == Stage::Optional)
}

/// Whether a question may apply to the person.
pub(crate) fn applies(engine: &Engine, decision: &Decision<'_>, id: FactId) -> bool {
    match engine.compiled.applies.get(id.index()) {
        Some(Some(wires)) => wires.out.is_none_or(|gate| decision.values.get(gate).is_possible()),
        _ => true,
    }
}

fn page_for<'g>(guideline: &'g Guideline, fact: &Fact) -> Own<'g> {
    let empty = |id: &str| Own {
        id: id.to_owned(),
        questionnaire: None,
        is_forms: id == FORMS,
        facts: Vec::new(),
    };
    for entry in &guideline.questionnaires {
        let of = &entry.body;
        if of.items.contains(&fact.id) && !is_licensed(of) {
            let questionnaire = Some(of);
            return Own { questionnaire, ..empty(&format!("{PREFIX}{}", entry.id)) };
        }
        let totals = [Some(&of.score), of.total.as_ref()].into_iter().flatten();
        let parts = of.subscale.iter().map(|part| &part.score);
        if totals.chain(parts).any(|name| *name == fact.id) {
            return empty(FORMS);
        }
    }
    empty(MORE)
}
