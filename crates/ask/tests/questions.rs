//! The questions in `cases/questions.toml`: what was aimed at, as floors.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::sync::LazyLock;

use lumbago_ask::{Evaluation, Measures, Person, evaluate};
use lumbago_guideline::question::QuestionSet;
use support::{engine, index};

/// Every question, asked once.
static ASKED: LazyLock<Evaluation<'static>> =
    LazyLock::new(|| evaluate(index(), &engine().guideline.questions.question));

fn measured(set: Option<QuestionSet>) -> Measures {
    ASKED.measures(set)
}

#[test]
fn no_danger_in_the_questions_is_missed() {
    let missed = ASKED.judged.iter().filter(|judged| !judged.missed().is_empty());
    let missed: Vec<&str> = missed.map(|judged| judged.question.ask.as_str()).collect();
    assert!(missed.is_empty(), "missed in: {missed:#?}");
}

#[test]
fn nine_of_ten_questions_find_a_statement_that_answers_them_among_the_first_three() {
    let all = measured(None);
    assert!(all.recall_at_3 > 0.9, "{all:?}");
    let held_out = measured(Some(QuestionSet::HeldOut));
    assert!(held_out.recall_at_3 > 0.85, "{held_out:?}");
}

#[test]
fn fewer_than_one_in_twenty_questions_that_nothing_answers_is_answered() {
    let all = measured(None);
    assert!(all.false_answers * 20 < all.not_held, "{all:?}");
}

#[test]
fn few_harmless_questions_raise_an_alarm() {
    // A false alarm only asks a few questions first; a missed danger can cost a spinal cord.
    let all = measured(None);
    assert!(all.false_alarms * 100 < all.harmless * 15, "{all:?}");
    let fresh = measured(Some(QuestionSet::Fresh));
    // Some batches stand close to danger on purpose.
    assert!(fresh.false_alarms * 100 < fresh.harmless * 20, "{fresh:?}");
}

#[test]
fn no_harmless_question_is_told_an_emergency() {
    let harmless = engine().guideline.questions.question.iter();
    let harmless = harmless.filter(|question| question.danger.is_empty());
    let answer = |ask: &str| index().answer(ask, Person::default());
    let told = harmless.filter(|question| answer(&question.ask).emergency.is_some());
    let told: Vec<&str> = told.map(|question| question.ask.as_str()).collect();
    assert!(told.is_empty(), "told an emergency: {told:#?}");
}

#[test]
fn the_fresh_set_holds_as_many_harmless_questions_as_dangers() {
    let Measures { dangerous, harmless, .. } = measured(Some(QuestionSet::Fresh));
    assert!(dangerous >= 100 && harmless >= 100, "{dangerous} and {harmless}");
}

#[test]
fn there_are_questions_of_every_kind_in_each_set() {
    for set in [QuestionSet::Tune, QuestionSet::HeldOut] {
        let Measures { answerable, not_held, dangerous, .. } = measured(Some(set));
        assert!(answerable >= 50 && not_held >= 14 && dangerous >= 20, "{set:?}");
    }
}
