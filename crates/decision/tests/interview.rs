//! The interview: danger first, few pages, and an end as soon as nothing more can change.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]

use std::path::Path;
use std::sync::LazyLock;

use lumbago_decision::Engine;
use lumbago_decision::decide::Outcome;
use lumbago_decision::facts::FactSheet;
use lumbago_decision::input::read_sheet;
use lumbago_decision::interview::next_page;
use lumbago_guideline::Guideline;
use lumbago_guideline::fact::{Stage, Who};
use lumbago_guideline::folder::Folder;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |name: &str| Folder::read(&root.join(name)).unwrap();
    let guideline = Guideline::load(&read("guideline"), &read("cases")).unwrap();
    Engine::new(guideline).unwrap()
});

/// Answers every page from a base case, and returns the names of the pages in their order.
fn pages_of(base: &str, changed: &[(&str, &str)]) -> (Vec<String>, FactSheet) {
    let mut text: String =
        changed.iter().map(|(fact, value)| format!("{fact} = {value}\n")).collect();
    text.push('\n');
    let over = lumbago_guideline::answers::read_answers("test", &text).unwrap_or_default();
    let answers = ENGINE.guideline.bases[base].overlaid(&over);
    let known = read_sheet(&ENGINE.guideline, &answers, "test", "", None).unwrap();
    let mut sheet = FactSheet::unasked(ENGINE.guideline.facts.len());
    let mut pages = Vec::new();
    while let Some(next) = next_page(&ENGINE, &sheet, Who::Person) {
        assert!(pages.len() < 60, "the interview does not end: {pages:?}");
        for fact in &next.facts {
            sheet.set(*fact, known.state(*fact).clone());
        }
        let still_open = ENGINE.decide(&sheet).ask_next;
        let unanswered: Vec<_> = next
            .facts
            .iter()
            .filter(|id| still_open.contains(id))
            .map(|id| ENGINE.guideline.facts.name(*id))
            .collect();
        assert!(unanswered.is_empty(), "{base} has no answer for {unanswered:?}");
        pages.push(next.page.id.clone());
        lumbago_decision::derive::derive(&ENGINE.guideline.facts, &mut sheet);
    }
    (pages, sheet)
}

#[test]
fn a_plain_acute_case_needs_at_most_eighteen_pages() {
    let (pages, sheet) = pages_of("plain-acute", &[]);
    assert!(pages.len() <= 18, "{} pages: {pages:?}", pages.len());
    assert_eq!(ENGINE.decide(&sheet).outcome, Outcome::Planned);
}

#[test]
fn every_danger_page_comes_before_the_first_page_of_the_plan() {
    let (pages, _) = pages_of("sciatica", &[]);
    let stage = |id: &String| {
        ENGINE.guideline.interview.page.iter().find(|page| page.id == *id).unwrap().stage
    };
    let stages: Vec<Stage> = pages.iter().map(stage).collect();
    assert!(stages.is_sorted(), "{stages:?}");
}

#[test]
fn a_numb_saddle_ends_the_interview_on_its_page() {
    let (pages, sheet) = pages_of("plain-acute", &[("saddle_numb", "\"yes\"")]);
    assert_eq!(pages.last().unwrap(), "cauda-equina");
    assert_eq!(ENGINE.decide(&sheet).outcome, Outcome::Emergency);
}

#[test]
fn a_same_day_sign_asks_every_danger_question_and_no_more() {
    let (pages, sheet) = pages_of("plain-acute", &[("fever", "\"yes\"")]);
    assert_eq!(ENGINE.decide(&sheet).outcome, Outcome::SameDay);
    let last = pages.last().unwrap();
    let page = ENGINE.guideline.interview.page.iter().find(|page| page.id == *last).unwrap();
    assert_eq!(page.stage, Stage::Danger);
}

#[test]
fn medicine_questions_are_asked_only_of_somebody_who_wants_one() {
    let gate = |pages: &[String]| {
        let page = |id: &String| ENGINE.guideline.interview.page.iter().find(|page| page.id == *id);
        pages.iter().filter_map(page).any(|page| page.stage == Stage::Gate)
    };
    assert!(!gate(&pages_of("plain-acute", &[]).0));
}
