//! What a plan says about itself: sources, status, sections, and what it keeps to itself
//! (invariants 44, 45, 49, 50 and 51).

use std::collections::BTreeSet;

use jiff::civil::date;
use lumbago_decision::decide::Outcome;
use lumbago_decision::facts::{State, Value};
use lumbago_decision::plan::{Audience, Block, Context, Plan, Section, Statement, release};
use proptest::prelude::*;
use proptest::sample::select;

use crate::samples::{Change, sample};
use crate::support::{answers, engine, sheet};
use crate::told::{READERS, fact, plan, tries};

/// Every statement of a section.
fn statements(section: &Section) -> Vec<&Statement> {
    let mut found = Vec::new();
    for block in &section.blocks {
        match block {
            Block::Text { statement } => found.push(statement),
            Block::List { items, .. } => found.extend(items),
            Block::Table { rows, .. } => found.extend(rows.iter().flatten()),
            _ => {}
        }
    }
    found
}

/// Every statement that is a clinical claim.
fn claims(plan: &Plan) -> Vec<&Statement> {
    let flags = plan.red_flags.iter().map(|flag| &flag.statement);
    let made = plan.recommendations.iter().map(|note| &note.statement);
    let medicines = plan.medicines.iter().map(|note| &note.statement);
    let imaging = plan.imaging.iter().map(|note| &note.statement);
    let classes = plan.classes.iter().flat_map(|class| [&class.statement, &class.course]);
    flags.chain(made).chain(medicines).chain(imaging).chain(classes).collect()
}

/// Everything that would be printed.
fn printed(plan: &Plan) -> String {
    let line = serde_json::to_string(&plan.bottom_line).unwrap();
    line + &serde_json::to_string(&plan.summary).unwrap()
}

proptest! {
    #![proptest_config(tries(1_500))]

    #[test]
    fn every_claim_rests_on_a_source_that_the_plan_lists(person in sample(8)) {
        let sheet = person.sheet();
        for reader in READERS {
            let plan = plan(&sheet, reader);
            let numbers: Vec<u16> = plan.sources.iter().map(|source| source.number).collect();
            prop_assert_eq!(&numbers, &(1..).take(numbers.len()).collect::<Vec<_>>());
            for source in &plan.sources {
                let told = [&source.title, &source.publisher, &source.year, &source.kind];
                prop_assert!(told.iter().all(|part| !part.is_empty()), "{source:?}");
            }
            for claim in claims(&plan) {
                prop_assert!(!claim.cites.is_empty() || claim.unconfirmed, "{}", claim.text);
                prop_assert!(!claim.text.is_empty());
            }
            let shown = plan.summary.iter().flat_map(statements).chain(claims(&plan));
            let cited: BTreeSet<u16> = shown.flat_map(|told| told.cites.clone()).collect();
            prop_assert!(cited.iter().all(|number| numbers.contains(number)), "{cited:?}");
        }
    }

    #[test]
    fn a_whole_plan_has_its_20_sections_in_order(person in sample(8)) {
        let sheet = person.sheet();
        let outcome = engine().decide(&sheet).outcome;
        for reader in READERS {
            let plan = plan(&sheet, reader);
            let numbers: Vec<u8> = plan.summary.iter().map(|section| section.number).collect();
            prop_assert!(numbers.is_sorted());
            if outcome == Outcome::Planned {
                prop_assert_eq!(numbers, (1..=20).collect::<Vec<u8>>());
            }
            prop_assert!(plan.summary.iter().all(|section| !section.blocks.is_empty()));
        }
    }

    #[test]
    fn an_answer_on_safety_at_home_is_printed_nowhere(
        person in sample(5),
        answer in select(vec![
            State::Known(Value::Choice(0)),
            State::Known(Value::Choice(1)),
            State::Unknown,
        ]),
    ) {
        let home = fact("unsafe_home");
        let asked = engine().guideline.facts.get(home).unwrap();
        let sheet = person.with(&Change(home, answer)).sheet();
        for reader in READERS {
            let plan = plan(&sheet, reader);
            let printed = printed(&plan);
            for question in [&asked.ask, &asked.ask_clinician] {
                prop_assert!(!printed.contains(question.trim()), "{reader:?}: {question}");
            }
            let private = plan.red_flags.iter().filter(|flag| flag.private);
            for flag in private {
                prop_assert!(flag.why.is_empty() && !printed.contains(&flag.concern));
            }
        }
    }
}

#[test]
fn a_plan_says_that_no_clinician_approved_it_as_long_as_none_has() {
    let edition = &engine().guideline.texts.edition;
    for reader in READERS {
        let plan = plan(&sheet(&answers(&["plain-acute"], "")), reader);
        let approved = edition.status == lumbago_guideline::standing::Status::Approved;
        assert_eq!(plan.caution.approved, approved);
        assert!(!plan.caution.text.trim().is_empty());
        let notice = engine().guideline.texts.summary.say.not_reviewed.trim();
        assert!(approved || printed(&plan).contains(&notice.replace('"', "\\\"")));
    }
}

#[test]
fn what_was_due_for_review_is_marked_once_the_day_has_passed() {
    let sheet = sheet(&answers(&["plain-acute"], "height_loss = \"yes\""));
    let overdue = |today| {
        let context = Context { audience: Audience::Person, today: Some(today), begun: None };
        release(engine(), &sheet, context).plan.caution.overdue
    };
    assert_eq!(overdue(date(2026, 11, 21)), Vec::<String>::new());
    assert!(!overdue(date(2040, 1, 1)).is_empty());
}

#[test]
fn a_rule_that_nobody_confirmed_says_so() {
    let flags = engine().guideline.red_flags.iter();
    let unconfirmed = flags.filter(|flag| !flag.body.unconfirmed.is_empty()).count();
    assert!(unconfirmed > 0, "every rule is confirmed: this test needs another example");
    let plan = plan(&sheet(&answers(&["plain-acute"], "height_loss = \"yes\"")), Audience::Person);
    let flag = plan.red_flags.iter().find(|flag| flag.id.starts_with("rf-34")).unwrap();
    assert!(flag.statement.unconfirmed);
    assert!(plan.caution.unconfirmed > 0);
}

#[test]
fn the_disclaimer_comes_last_and_not_at_all_in_an_urgent_plan() {
    for lines in ["", "saddle_numb = \"yes\"", "self_harm = \"thoughts\""] {
        let plan = plan(&sheet(&answers(&["plain-acute"], lines)), Audience::Person);
        let keys: Vec<&str> = plan.summary.iter().map(|section| section.key.as_str()).collect();
        let limits = keys.iter().position(|key| *key == "limits");
        let urgency = keys.iter().position(|key| *key == "urgency");
        assert!(urgency.is_some_and(|urgency| limits.is_none_or(|limits| urgency < limits)));
        assert_eq!(limits.is_none(), !lines.is_empty(), "{lines}");
    }
}
