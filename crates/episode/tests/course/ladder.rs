//! The walking ladder: a step up rests on walks that are known to have gone well.

use lumbago_episode::What;
use lumbago_episode::ladder::{Moved, Standing, WALK, morning_to_tell, standing};
use lumbago_episode::log::Did;

use crate::support::{Person, engine, on, walk};

fn at(person: &Person) -> Standing<'static> {
    let activity = &engine().guideline.texts.activity;
    standing(activity, &person.course()).expect("a ladder")
}

fn told(before: Option<u8>, during: Option<u8>) -> What {
    What::Did(Did {
        activity: WALK.to_owned(),
        minutes: Some(5),
        pain_before: before,
        pain_during: during,
    })
}

/// Somebody who walks every day for ten days, and tells of every morning or of none.
fn ten_days(before: Option<u8>, during: Option<u8>, tells: bool) -> Person {
    let mut person = Person::like("plain-acute");
    for day in 0..10 {
        if tells && day > 0 {
            person.write(day, What::Morning { settled: true });
        }
        person.write(day, told(before, during));
    }
    person
}

#[test]
fn walks_that_went_well_and_settled_lead_one_step_up() {
    let person = ten_days(Some(3), Some(4), true);
    assert_eq!((at(&person).at, at(&person).moved), (1, Moved::Up));
}

#[test]
fn a_walk_with_half_its_pain_told_leads_no_step_up() {
    for (before, during) in [(None, Some(10)), (Some(3), None), (None, None)] {
        let person = ten_days(before, during, true);
        assert_eq!(at(&person).at, 0, "{before:?} {during:?}: nobody knows whether the pain rose");
    }
}

#[test]
fn walks_of_whose_next_morning_nobody_told_lead_no_step_up() {
    let person = ten_days(Some(3), Some(4), false);
    assert_eq!(at(&person).at, 0, "nobody knows whether the pain settled");
}

#[test]
fn a_morning_that_is_told_twice_goes_back_one_step_only() {
    let mut person = Person::like("plain-acute");
    person.write(0, What::Rung { rung: 3 });
    person.write(1, walk(3, 4));
    person.write(2, What::Morning { settled: false });
    person.write(2, What::Morning { settled: false });
    assert_eq!(at(&person).at, 2);
}

#[test]
fn a_walk_on_the_day_on_which_the_morning_is_told_is_asked_about_the_next_day() {
    let mut person = Person::like("plain-acute");
    person.write(0, walk(3, 4));
    person.write(1, walk(3, 4));
    person.write(1, What::Morning { settled: true });
    assert_eq!(morning_to_tell(&person.course(), on(1)), None);
    assert_eq!(morning_to_tell(&person.course(), on(2)), Some(on(1)));
}
