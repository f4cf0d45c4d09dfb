//! What is not lost by looking again: days that were told, urgencies, reviews.

use std::collections::BTreeSet;

use jiff::civil::Date;
use lumbago_decision::plan::{Context, release};
use lumbago_episode::overdue::{Open, open, overdue};
use lumbago_episode::timetable::timetable;
use lumbago_episode::{Entry, What, carry};
use lumbago_guideline::urgency::Urgency;
use serde_json::json;

use crate::support::{Person, engine, on, seen_within_days};

/// The days on which the courses of medicine began that go on at a day, without doubles.
fn courses(person: &Person, day: i64) -> BTreeSet<Date> {
    let pause = i32::from(engine().guideline.follow_up.latest.acute);
    let begun = person.decide(day, |decision, course| course.begun(decision.urgency, pause));
    begun.medicines.into_values().collect()
}

/// Somebody with plain pain and nothing in the way of a painkiller.
fn plain() -> Person {
    let mut person = Person::like("plain-acute").and("gate-clear");
    person.says("wants_medicine", json!("yes")).says("temperature", json!(36.8));
    person
}

fn is_late(person: &Person, day: i64) -> bool {
    person.decide(day, |decision, course| {
        overdue(&engine().guideline, course, decision.urgency, on(day)).is_some()
    })
}

#[test]
fn an_answer_that_is_changed_moves_no_review_and_no_course_of_medicine() {
    let mut person = plain();
    person.round(0, &[]);
    assert!(!person.shown(0).names().offered().is_empty(), "the story needs a medicine");
    person.changes(6, "pain_now", json!(4));
    assert_eq!(person.course().first_plan(), Some(on(0)));
    assert_eq!(courses(&person, 6), [on(0)].into(), "it stops on the day that was told");
    assert!(person.table(7)[0].contains(&"day-7".to_owned()), "{:?}", person.table(7));
    person.round(7, &["day-7"]);
    person.changes(13, "pain_now", json!(3));
    assert_eq!(courses(&person, 13), [on(0)].into());
    assert!(person.table(14)[0].contains(&"day-14".to_owned()), "{:?}", person.table(14));
}

#[test]
fn a_medicine_that_was_away_for_a_day_goes_on_with_its_course() {
    let mut person = plain();
    person.round(0, &[]);
    let offered = person.shown(0).names().offered().len();
    person.changes(5, "wants_medicine", json!("no"));
    let fewer = person.shown(5).names().offered().len();
    assert!(fewer < offered, "the story needs a medicine that is no longer offered");
    person.changes(5, "wants_medicine", json!("yes"));
    assert_eq!(courses(&person, 5), [on(0)].into());
}

#[test]
fn a_medicine_that_joins_later_moves_no_stop_date_of_another() {
    let mut person = plain();
    person.says("allergy_paracetamol", json!("yes"));
    person.round(0, &[]);
    let before = person.shown(0).names().offered().len();
    person.changes(5, "allergy_paracetamol", json!("no"));
    let after = person.shown(5).names().offered().len();
    assert!(before > 0 && after > before, "the story needs a medicine that joins another");
    assert_eq!(courses(&person, 5), [on(0), on(5)].into());
}

#[test]
fn a_course_that_is_over_shows_no_dose() {
    let mut person = plain();
    person.round(0, &[]);
    let doses = |day: i64| {
        let begun = person.decide(day, |decision, course| course.begun(decision.urgency, 14));
        let sheet = carry::sheet(engine(), &person.course(), on(day));
        let context = Context { today: Some(on(day)), begun: Some(&begun), ..Context::default() };
        let plan = release(engine(), &sheet, context).plan;
        assert!(plan.caution.failures.is_empty(), "{:?}", plan.caution.failures);
        plan.medicines.iter().filter(|medicine| medicine.limits.is_some()).count()
    };
    assert!(doses(10) > 0, "on its last day it is still there");
    assert_eq!(doses(11), 0, "on the day after it is a question for a pharmacist");
}

#[test]
fn days_are_counted_from_the_first_plan_and_not_from_an_emergency() {
    let mut person = Person::like("plain-acute");
    person.says("saddle_numb", json!("yes"));
    person.round(0, &[]);
    assert_eq!(person.course().first_plan(), None);
    let [due, _] = person.table(1);
    assert!(due.contains(&"reach-help".to_owned()), "{due:?}");
    person.says("saddle_numb", json!("no"));
    person.round(2, &[]);
    assert_eq!(person.course().first_plan(), Some(on(2)));
}

#[test]
fn while_a_changed_answer_is_not_confirmed_the_checks_of_the_plan_still_hold() {
    let mut person = plain();
    person.round(0, &[]);
    let answers = [("pain_now".to_owned(), json!(9))].into();
    person.write(6, What::Answered { answers });
    assert!(person.table(7)[0].contains(&"day-7".to_owned()), "{:?}", person.table(7));
}

#[test]
fn a_visit_after_which_the_sign_got_worse_leaves_the_urgency_open() {
    let (mut person, days) = seen_within_days();
    let flags = person.shown(0).red_flags;
    person.is_seen(1, "clinician", &flags, false);
    assert!(is_late(&person, days + 1), "nobody acted on what got worse");
    assert!(person.table(days + 1)[0].contains(&"seen-in-days".to_owned()));
    assert!(person.table(days + 9)[0].contains(&"seen-in-days".to_owned()));
}

#[test]
fn a_visit_about_another_sign_leaves_the_urgency_open() {
    let (mut person, days) = seen_within_days();
    person.is_seen(1, "clinician", &["some-other-sign".to_owned()], true);
    assert!(is_late(&person, days + 1));
}

#[test]
fn visits_that_looked_into_every_sign_end_the_urgency_one_by_one() {
    let (mut person, days) = seen_within_days();
    let flags = person.shown(0).red_flags;
    for (seen, flag) in flags.iter().enumerate() {
        assert!(is_open(&person).is_some(), "{seen} of {flags:?} were looked into");
        person.is_seen(1, "clinician", std::slice::from_ref(flag), true);
    }
    assert_eq!(is_open(&person), None);
    assert!(!is_late(&person, days + 1));
}

#[test]
fn a_clinician_alone_does_not_end_what_the_emergency_team_must_look_into() {
    let (mut person, flags) = in_an_emergency();
    person.is_seen(1, "clinician", &flags, true);
    assert_eq!(is_open(&person), Some(Open { since: on(0), by: on(0) }));
    assert_eq!(urgency(&person, 1), Some(Urgency::Emergency));
    person.is_seen(2, "emergency-team", &flags, true);
    assert_eq!(is_open(&person), Some(Open { since: on(2), by: on(3) }), "a clinician is left");
}

/// Somebody in an emergency, and its red flags, which only an emergency team may close.
fn in_an_emergency() -> (Person, Vec<String>) {
    let mut person = Person::like("plain-acute");
    person.says("saddle_numb", json!("yes")).says("temperature", json!(36.8));
    person.round(0, &[]);
    let flags = person.shown(0).red_flags;
    (person, flags)
}

/// Somebody whose emergency the team looked into on day 1, and who then got a plan.
fn after_the_team() -> (Person, Vec<String>) {
    let (mut person, flags) = in_an_emergency();
    person.is_seen(1, "emergency-team", &flags, true);
    person.goes_on(1);
    (person, flags)
}

fn is_open(person: &Person) -> Option<Open> {
    open(&engine().guideline, &person.course())
}

fn urgency(person: &Person, day: i64) -> Option<Urgency> {
    person.decide(day, |decision, _| decision.urgency)
}

#[test]
fn after_the_emergency_team_a_clinician_sees_the_person_within_a_day() {
    let (mut person, flags) = after_the_team();
    assert_eq!(is_open(&person), Some(Open { since: on(1), by: on(2) }));
    assert!(!is_late(&person, 2));
    assert!(is_late(&person, 3));
    assert!(person.table(3)[0].contains(&"seen-in-days".to_owned()));
    person.is_seen(2, "clinician", &flags, true);
    assert_eq!(is_open(&person), None);
    assert!(!is_late(&person, 3));
    assert!(!person.table(3)[0].contains(&"seen-in-days".to_owned()));
    assert_eq!(urgency(&person, 3), Some(Urgency::WithinDays(1)), "the visit lowers nothing");
}

#[test]
fn looking_at_the_plan_again_after_the_visit_that_was_left_opens_it_no_more() {
    let (mut person, flags) = after_the_team();
    person.is_seen(2, "clinician", &flags, true);
    person.changes(3, "pain_now", json!(4));
    assert_eq!(is_open(&person), None);
    person.round(7, &["day-7"]);
    assert_eq!(urgency(&person, 7), Some(Urgency::Emergency), "a new round asks again");
    assert_eq!(is_open(&person), Some(Open { since: on(7), by: on(7) }));
}

#[test]
fn only_a_visit_to_a_clinician_after_the_emergency_team_is_the_one_that_is_left() {
    for (team, day) in [("emergency-team", 1), ("emergency-team", 2), ("clinician", 0)] {
        let (mut person, flags) = after_the_team();
        person.is_seen(day, team, &flags, true);
        assert!(is_late(&person, 3), "{team} on day {day}");
    }
    let (mut person, flags) = after_the_team();
    person.is_seen(2, "clinician", &["some-other-sign".to_owned()], true);
    assert!(is_late(&person, 3), "about another sign");
    person.is_seen(2, "clinician", &flags, true);
    let Some(Entry { what: What::Seen(seen), .. }) = person.log.last_mut() else {
        panic!("a visit was written down")
    };
    " ".clone_into(&mut seen.result);
    assert!(is_late(&person, 3), "nobody wrote down what was found");
}

#[test]
fn a_sign_that_changed_since_the_visit_that_was_left_is_an_emergency_again() {
    for changed_before in [true, false] {
        let (mut person, flags) = after_the_team();
        if !changed_before {
            person.is_seen(2, "clinician", &flags, true);
        }
        person.is_seen(2, "clinician", &flags, false);
        assert_eq!(urgency(&person, 2), Some(Urgency::Emergency));
        person.goes_on(2);
        assert!(is_late(&person, 3));
        person.is_seen(3, "clinician", &flags, true);
        assert_eq!(urgency(&person, 3), Some(Urgency::Emergency), "only the team closes it");
    }
}

#[test]
fn who_says_that_they_are_well_is_still_asked_about_an_open_urgency() {
    let (mut person, days) = seen_within_days();
    person.write(1, What::Recovered);
    assert_eq!(person.table(days)[0], ["seen-in-days"]);
    let mut person = plain();
    person.round(0, &[]);
    person.write(1, What::Recovered);
    assert!(person.table(30).concat().is_empty(), "{:?}", person.table(30));
}

#[test]
fn a_full_look_that_was_brought_forward_stays_so_until_it_is_taken() {
    let mut person = plain();
    let scores = ["peg_pain", "peg_enjoyment", "peg_activity"];
    for item in scores {
        person.says(item, json!(2));
    }
    person.round(0, &[]);
    for item in scores {
        person.says(item, json!(7));
    }
    person.round(6, &["day-7"]);
    person.round(8, &["day-2"]);
    let forward = |person: &Person, day| {
        person.decide(day, |decision, course| {
            timetable(engine(), decision, course, on(day)).brought_forward.len()
        })
    };
    assert_eq!(forward(&person, 8), 1, "no full look was taken");
    person.round(9, &[]);
    assert_eq!(forward(&person, 9), 0);
    person.round(10, &["day-7"]);
    assert_eq!(forward(&person, 10), 0, "the full look knew it already");
}

#[test]
fn a_check_that_was_left_out_does_not_come_back_after_the_review_that_took_its_place() {
    let mut person = plain();
    person.round(0, &[]);
    let [due, missed] = person.table(14);
    assert!(due.contains(&"day-14".to_owned()), "{due:?}");
    assert!(missed.contains(&"day-7".to_owned()), "{missed:?}");
    let due: Vec<&str> = due.iter().map(String::as_str).collect();
    person.round(14, &due);
    assert!(person.table(15).concat().is_empty(), "{:?}", person.table(15));
}
