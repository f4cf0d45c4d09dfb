//! The way through the questions: short check-ins, and the pages that are left.

use lumbago_episode::brief::{NOW, SIGNS};
use lumbago_episode::way::{next_step, pages_left};
use lumbago_episode::{What, carry};
use lumbago_guideline::fact::Who;
use serde_json::json;

use crate::support::{Person, engine, on};

/// The pages of a round for these checks.
fn pages(person: &mut Person, day: i64, checks: &[&str]) -> Vec<String> {
    let before = person.pages.len();
    person.round(day, checks);
    person.pages.split_off(before)
}

#[test]
fn a_short_check_in_without_signs_has_two_pages() {
    let mut person = Person::like("plain-acute");
    person.round(0, &[]);
    assert_eq!(pages(&mut person, 7, &["day-7"]), [SIGNS, NOW]);
}

#[test]
fn a_full_review_asks_every_page_anew() {
    let mut person = Person::like("plain-acute");
    person.round(0, &[]);
    let pages = pages(&mut person, 14, &["day-14"]);
    assert!(!pages.contains(&SIGNS.to_owned()), "{pages:?}");
    assert!(pages.contains(&"cauda-equina".to_owned()), "{pages:?}");
}

#[test]
fn a_sign_that_is_ticked_is_asked_in_full_before_all_else() {
    let mut person = Person::like("plain-acute");
    person.round(0, &[]);
    person.says("leg_numb", json!("patch")).says("leg_numb_side", json!("one"));
    let pages = pages(&mut person, 7, &["day-7"]);
    assert_eq!(pages[..2], [SIGNS, "cauda-equina"], "{pages:?}");
    let asked = person.course();
    let told = asked.round().and_then(|round| round.answers.get("leg_numb"));
    assert_eq!(told.map(|(value, _)| value), Some(&json!("patch")));
}

#[test]
fn a_tick_alone_is_no_answer_and_nothing_is_decided_by_it() {
    let mut person = Person::like("plain-acute");
    person.round(0, &[]);
    person.write(7, What::Asked { checks: vec!["day-7".to_owned()] });
    person.write(7, What::Skipped { facts: vec!["saddle_numb".to_owned()] });
    let course = person.course();
    let sheet = carry::sheet(engine(), &course, on(7));
    let (id, _) = engine().guideline.facts.find("saddle_numb").expect("the fact");
    assert!(engine().decide(&sheet).ask_next.contains(&id), "it is still to be asked");
}

#[test]
fn a_sign_that_was_there_or_in_doubt_is_asked_in_full_again() {
    for before in ["yes", "unknown"] {
        let mut person = Person::like("plain-acute");
        person.says("leak_only_on_strain", json!("no")).says("fever", json!(before));
        person.round(0, &[]);
        person.write(7, What::Asked { checks: vec!["day-7".to_owned()] });
        let course = person.course();
        let sheet = carry::sheet(engine(), &course, on(7));
        let step = next_step(engine(), &course, &sheet, Who::Person).expect("a page");
        let (fever, _) = engine().guideline.facts.find("fever").expect("the fact");
        assert!(!step.facts.contains(&fever), "fever was {before}: a glance is not enough");
        let decision = engine().decide(&sheet);
        assert!(decision.ask_next.contains(&fever), "fever was {before}");
    }
}

/// How many pages are said to be left before each page of a round.
fn countdown(person: &mut Person, day: i64, checks: &[&str]) -> Vec<usize> {
    let before = person.log.len();
    person.round(day, checks);
    let log = person.log.clone();
    let mut counts = Vec::new();
    for end in before + 1..log.len() {
        person.log = log[..end].to_vec();
        let course = person.course();
        let sheet = carry::sheet(engine(), &course, on(day));
        let left = pages_left(engine(), &course, &sheet, Who::Person);
        if counts.last() != Some(&left) {
            counts.push(left);
        }
    }
    person.log = log;
    counts
}

#[test]
fn the_pages_that_are_left_count_down_to_one() {
    let mut person = Person::like("plain-acute");
    let first = countdown(&mut person, 0, &[]);
    let expected: Vec<usize> = (0..=first[0]).rev().collect();
    assert_eq!(first, expected, "the plain case is counted exactly");
    assert_eq!(countdown(&mut person, 7, &["day-7"]), [2, 1, 0]);
    let review = countdown(&mut person, 14, &["day-14"]);
    assert_eq!(review, (0..=review[0]).rev().collect::<Vec<_>>());
}

#[test]
fn answers_that_open_questions_add_pages_and_the_count_still_ends_at_one() {
    for base in ["sciatica", "plain-chronic", "stenosis"] {
        let counts = countdown(&mut Person::like(base), 0, &[]);
        assert!(counts.ends_with(&[1, 0]), "{base}: {counts:?}");
        let grown = counts.windows(2).filter(|pair| pair[1] > pair[0]).count();
        assert!(grown <= 2, "{base}: the count goes up {grown} times: {counts:?}");
    }
}
