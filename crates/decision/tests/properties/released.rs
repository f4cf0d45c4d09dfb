//! Every plan passes its own safety check, whatever was answered (invariants 1 to 50 as the
//! checker reads them); unfinished interviews give none; free text decides nothing.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use lumbago_decision::decide::Outcome;
use lumbago_decision::facts::{FactSheet, State};
use lumbago_decision::plan::{Context, Plan, UrgencyWord, release};
use lumbago_guideline::fact::{FactId, FactKind, Stage};
use lumbago_guideline::urgency::Urgency;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::samples::{
    Change, Finish, Sample, any_words, calm, finished, sample, state, wild_sheet,
};
use crate::support::{TODAY, answers, engine, sheet};
use crate::told::{READERS, offered, plan, tries};

/// That the plan for each reader passes its safety check.
fn passes(sheet: &FactSheet) -> Result<(), TestCaseError> {
    for audience in READERS {
        let context = Context { audience, today: Some(TODAY), begun: None };
        let failures = release(engine(), sheet, context).failures;
        let told: Vec<String> = failures.iter().map(ToString::to_string).collect();
        prop_assert!(failures.is_empty(), "{audience:?}: {}", told.join("; "));
    }
    Ok(())
}

/// Nothing in the plan treats.
fn treats_nothing(plan: &Plan) -> bool {
    plan.recommendations.is_empty() && plan.medicines.is_empty() && plan.exercises.is_empty()
}

/// The questions that everybody is asked before anything is said.
static OF_EVERYONE: LazyLock<Vec<FactId>> = LazyLock::new(|| {
    let facts = engine().guideline.facts.iter();
    facts
        .filter(|(_, fact)| fact.stage == Stage::Danger && fact.when.is_none())
        .map(|(id, _)| id)
        .collect()
});

/// The facts that hold words of the person's own.
static WORDS: LazyLock<Vec<FactId>> = LazyLock::new(|| {
    let facts = engine().guideline.facts.iter();
    facts
        .filter(|(_, fact)| matches!(fact.kind, FactKind::Text | FactKind::Texts))
        .map(|(id, _)| id)
        .collect()
});

proptest! {
    #![proptest_config(tries(3_000))]

    #[test]
    fn every_plan_passes_its_safety_check(person in sample(10)) {
        passes(&person.sheet())?;
    }

    #[test]
    fn an_unfinished_interview_treats_nothing(
        person in sample(6),
        left_out in select(OF_EVERYONE.clone()),
    ) {
        let unasked = Change(left_out, State::NotAsked);
        let sheet = Sample { finish: Finish::Open, ..person }.with(&unasked).sheet();
        let outcome = engine().decide(&sheet).outcome;
        prop_assert!([Outcome::Emergency, Outcome::Incomplete].contains(&outcome), "{outcome:?}");
        for audience in READERS {
            let plan = plan(&sheet, audience);
            prop_assert!(treats_nothing(&plan) && plan.classes.is_empty());
            prop_assert!(plan.summary.iter().any(|section| section.key == "warning-card"));
            prop_assert!(outcome == Outcome::Emergency || !plan.ask_next.is_empty());
        }
    }

    #[test]
    fn words_of_the_persons_own_never_lower_the_urgency(
        person in sample(8),
        words in any_words(),
        field in select(WORDS.clone()),
        answer in select(WORDS.clone()).prop_flat_map(|id| {
            state(id).prop_map(move |state| Change(id, state))
        }),
    ) {
        let urgency = |sample: &Sample| {
            let decision = engine().decide(&sample.sheet());
            (decision.outcome, decision.urgency, decision.already)
        };
        let silent = WORDS.iter().fold(person, |person, id| {
            person.with(&Change(*id, State::NotAsked))
        });
        let told = Change(field, text(field, &words));
        let (before, after) = (urgency(&silent), urgency(&silent.with(&answer).with(&told)));
        prop_assert!(before.1 <= after.1 && before.2 <= after.2, "{before:?} {after:?}");
    }
}

proptest! {
    #![proptest_config(tries(400))]

    #[test]
    fn whatever_stands_on_a_sheet_gives_a_plan_that_passes(sheet in wild_sheet()) {
        passes(&sheet.0)?;
    }
}

/// Words as an answer to a text, or to a list of texts.
fn text(id: FactId, words: &str) -> State {
    use lumbago_decision::facts::Value;
    State::Known(match engine().guideline.facts.get(id).map(|fact| &fact.kind) {
        Some(FactKind::Texts) => Value::Texts(vec![words.to_owned()]),
        _ => Value::Text(words.to_owned()),
    })
}

#[test]
fn the_people_made_up_here_come_to_every_outcome_and_every_urgency() {
    let mut runner = TestRunner::new(tries(1));
    let people = sample(10);
    let mut outcomes = BTreeSet::new();
    let mut urgencies = BTreeSet::new();
    for _ in 0..4_000 {
        let person = people.new_tree(&mut runner).unwrap().current();
        let decision = engine().decide(&person.sheet());
        outcomes.insert(format!("{:?}", decision.outcome));
        urgencies.extend(decision.urgency.map(|urgency| urgency.to_string()));
    }
    let all = ["Emergency", "Incomplete", "OutOfScope", "Planned", "SameDay"];
    assert_eq!(outcomes.iter().map(String::as_str).collect::<Vec<_>>(), all);
    let flags = engine().guideline.red_flags.iter();
    let mut written: BTreeSet<String> =
        flags.flat_map(|flag| &flag.body.level).map(|level| level.urgency.to_string()).collect();
    written.insert(Urgency::SelfCare.to_string());
    assert_eq!(urgencies, written);
}

#[test]
fn a_plan_without_a_day_passes_too() {
    let person =
        Sample { base: "plain-acute", gate: true, changes: Vec::new(), finish: Finish::Calm };
    for audience in READERS {
        let released =
            release(engine(), &person.sheet(), Context { audience, today: None, begun: None });
        assert!(released.failures.is_empty(), "{:?}", released.failures);
        assert_eq!(released.plan.urgency, UrgencyWord::SelfCare);
    }
}

#[test]
fn a_limit_that_is_lowered_for_a_person_alone_leaves_the_clinicians_plan_whole() {
    let lines = "wants_medicine = \"yes\"\nage = 70\nmobility = \"only-with-help\"\n\
                 onset_context = \"none\"\nonset_speed = \"gradual\"";
    let sheet = sheet(&finished(answers(&["gate-clear", "plain-acute"], lines), calm));
    for audience in READERS {
        let context = Context { audience, today: Some(TODAY), begun: None };
        let released = release(engine(), &sheet, context);
        assert!(released.failures.is_empty(), "{audience:?}: {:?}", released.failures);
        assert!(offered(&released.plan).any(|note| note.id == "paracetamol"), "{audience:?}");
    }
}
