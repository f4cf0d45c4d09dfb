//! The fewest answers that change an urgency.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]

mod support;

use lumbago_decision::derive::derive;
use lumbago_guideline::urgency::Urgency;
use lumbago_proof::nearest::nearest;
use support::{engine, folder};

#[test]
fn one_answer_makes_a_plain_case_more_urgent_and_the_engine_agrees() {
    let (engine, near) = engine(&folder("guideline"));
    assert_eq!(engine.decide(&near).urgency, Some(Urgency::SelfCare));
    let (more, less) = nearest(&engine, &near).unwrap();
    assert_eq!(less, None, "nothing is less urgent than looking after it oneself");
    let more = more.expect("an answer that is more urgent");
    assert_eq!(more.changes.len(), 1, "{more:?}");
    let mut sheet = near.clone();
    more.changes.iter().for_each(|change| sheet.set(change.fact, change.to.clone()));
    derive(&engine.guideline.facts, &mut sheet);
    assert_eq!(engine.decide(&sheet).urgency, Some(more.urgency));
}

#[test]
fn two_signs_of_danger_take_two_answers_to_take_back() {
    let (engine, near) = engine(&folder("guideline"));
    let facts = &engine.guideline.facts;
    let mut sheet = near.clone();
    for sign in ["saddle_numb", "bladder_retention"] {
        let (id, fact) = facts.find(sign).unwrap();
        let yes = fact.kind.options().iter().position(|option| option == "yes").unwrap();
        let yes = lumbago_decision::facts::Value::Choice(u16::try_from(yes).unwrap());
        sheet.set(id, lumbago_decision::facts::State::Known(yes));
    }
    derive(facts, &mut sheet);
    assert_eq!(engine.decide(&sheet).urgency, Some(Urgency::Emergency));
    let (more, less) = nearest(&engine, &sheet).unwrap();
    assert_eq!(more, None, "nothing is more urgent than an emergency");
    let less = less.expect("answers that are less urgent");
    assert_eq!(less.changes.len(), 2, "{less:?}");
    assert!(less.urgency < Urgency::Emergency);
}
