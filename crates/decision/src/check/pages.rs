//! Whether the interview asks what must be asked, once, and in time.
//!
//! Rule: `interview`.

use std::collections::BTreeMap;

use lumbago_guideline::Guideline;
use lumbago_guideline::fact::{Stage, Who};
use lumbago_guideline::problem::{Place, Problem};

use crate::input::read_sheet;

/// The stages whose facts must be asked before something is said.
const ASKED: [Stage; 3] = [Stage::Danger, Stage::Plan, Stage::Gate];

pub(super) fn lint(guideline: &Guideline) -> Vec<Problem> {
    let wrong = |message: String, help: &str| {
        Problem::error("interview", Place::whole(&guideline.interview_file), message).help(help)
    };
    let mut problems = typical(guideline);
    let mut asked_on: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut reached = Stage::Danger;
    for page in &guideline.interview.page {
        if page.stage < reached {
            problems.push(wrong(
                format!("the page `{}` stands after pages of a later stage", page.id),
                "pages stand in the order danger, plan, gate, clinician",
            ));
        }
        reached = reached.max(page.stage);
        for name in &page.facts {
            asked_on.entry(name).or_default().push(&page.id);
            let late = guideline.facts.find(name).is_some_and(|(_, fact)| {
                // What only a clinician knows waits for the clinician's pages.
                let waits = fact.who == Who::Clinician && page.stage == Stage::Clinician;
                ASKED.contains(&fact.stage) && fact.stage < page.stage && !waits
            });
            if late {
                problems.push(wrong(
                    format!("the page `{}` asks `{name}` after its stage", page.id),
                    "move it to a page of its own stage, or an earlier one",
                ));
            }
        }
    }
    for (name, pages) in &asked_on {
        if pages.len() > 1 {
            problems.push(wrong(
                format!("`{name}` is asked more than once: on {}", pages.join(", ")),
                "keep it on the first page that needs it",
            ));
        }
    }
    for (_, fact) in guideline.facts.iter() {
        let asked = asked_on.contains_key(fact.id.as_str());
        if !asked && fact.derived.is_none() && ASKED.contains(&fact.stage) {
            problems.push(wrong(
                format!("no page asks `{}`", fact.id),
                "add it to a page of its stage, or make it optional",
            ));
        }
    }
    problems
}

/// The plain case by which pages are counted must fit the facts.
fn typical(guideline: &Guideline) -> Vec<Problem> {
    let (file, answers) = (&guideline.interview_file, &guideline.interview.typical);
    read_sheet(guideline, answers, file, "", None).err().unwrap_or_default()
}
