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
use lumbago_proof::nearest::{Nearest, Sought, nearest, nearest_within};
use support::{engine, folder};

fn found(sought: Sought) -> Nearest {
    match sought {
        Sought::Found(nearest) => nearest,
        other => panic!("nothing was found: {other:?}"),
    }
}

#[test]
fn a_search_that_gives_up_does_not_say_that_there_is_nothing() {
    let (engine, near) = engine(&folder("guideline"));
    let (more, less) = nearest_within(&engine, &near, 1).unwrap();
    assert_eq!(more, Sought::GaveUp { tries: 1 });
    assert_eq!(less, Sought::Impossible);
}

#[test]
fn one_answer_makes_a_plain_case_more_urgent_and_the_engine_agrees() {
    let (engine, near) = engine(&folder("guideline"));
    assert_eq!(engine.decide(&near).urgency, Some(Urgency::SelfCare));
    let (more, less) = nearest(&engine, &near).unwrap();
    assert_eq!(less, Sought::Impossible, "nothing is less urgent than looking after it oneself");
    let more = found(more);
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
    assert_eq!(more, Sought::Impossible, "nothing is more urgent than an emergency");
    let less = found(less);
    assert_eq!(less.changes.len(), 2, "{less:?}");
    assert!(less.urgency < Urgency::Emergency);
}
