//! What holds for any course.

use lumbago_decision::facts::State;
use lumbago_episode::ladder::{Moved, morning_to_tell, rose_too_much, standing};
use lumbago_episode::overdue::overdue;
use lumbago_episode::timetable::{days_between, timetable};
use lumbago_episode::{What, carry};
use lumbago_guideline::fact::{FactKind, OverTime, Stage};
use lumbago_guideline::urgency::Urgency;
use proptest::prelude::*;
use serde_json::json;

use crate::support::{Person, engine, on, walk};

/// What somebody does on a day: a walk with its pain, or a bad morning.
#[derive(Debug, Clone)]
enum Deed {
    Walk(u8, u8),
    Morning(bool),
}

fn deeds() -> impl Strategy<Value = Vec<(u8, Deed)>> {
    let deed = prop_oneof![
        4 => (0..=10u8, 0..=10u8).prop_map(|(before, during)| Deed::Walk(before, during)),
        4 => (0..=8u8).prop_map(|before| Deed::Walk(before, before)),
        1 => any::<bool>().prop_map(Deed::Morning),
    ];
    prop::collection::vec((0..3u8, deed), 0..120)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_ladder_never_goes_up_twice_within_the_guidelines_days(deeds in deeds()) {
        let activity = &engine().guideline.texts.activity;
        let mut person = Person::like("plain-acute");
        let (mut day, mut last_up) = (0i64, None::<i64>);
        for (wait, deed) in deeds {
            day += i64::from(wait);
            let before = standing(activity, &person.course()).expect("a ladder");
            let what = match deed {
                Deed::Walk(before, during) => walk(before, during),
                Deed::Morning(settled) => What::Morning { settled },
            };
            let breaks = match &what {
                What::Did(did) => rose_too_much(did, activity),
                // A morning that nobody asked about tells of nothing.
                What::Morning { settled } => {
                    !settled && morning_to_tell(&person.course(), on(day)).is_some()
                }
                _ => false,
            };
            person.write(day, what);
            let now = standing(activity, &person.course()).expect("a ladder");
            prop_assert!(now.at <= before.at + 1);
            if breaks {
                prop_assert_eq!(now.at, before.at.saturating_sub(1), "a broken rule goes back one");
            }
            if now.at > before.at {
                prop_assert_eq!(now.moved, Moved::Up);
                let gap = i64::from(activity.pacing.days_between_steps);
                prop_assert!(last_up.is_none_or(|last| day - last >= gap));
                last_up = Some(day);
            }
        }
    }

    #[test]
    fn a_morning_is_asked_about_only_when_it_can_be_remembered(days in 0..10i64) {
        let mut person = Person::like("plain-acute");
        person.write(0, walk(3, 4));
        let told = morning_to_tell(&person.course(), on(days));
        prop_assert_eq!(told.is_some(), (1..=2).contains(&days));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_check_stays_due_until_it_is_answered_or_a_later_full_review_takes_its_place(
        later in 0..200i64,
    ) {
        let mut person = Person::like("plain-acute");
        person.round(0, &[]);
        person.decide(later, |decision, course| {
            let table = timetable(engine(), decision, course, on(later));
            for index in &decision.checks {
                let check = &engine().guideline.follow_up.check[*index];
                let Some(day) = check.day else { continue };
                let held = [&table.due, &table.coming, &table.missed];
                let found = held.iter().any(|list| list.iter().any(|due| due.check == check));
                assert!(found, "{} of day {day} is nowhere on day {later}", check.id);
                if table.missed.iter().any(|due| due.check == check) {
                    let full = table.due.iter().any(|due| {
                        due.check.asks_all && due.on > on(i64::from(day))
                    });
                    assert!(full, "{} was dropped and nothing took its place", check.id);
                }
            }
        });
    }

    #[test]
    fn once_all_that_is_due_was_answered_nothing_of_before_comes_back(
        waits in prop::collection::vec(1..40i64, 1..5),
    ) {
        let mut person = Person::like("plain-acute");
        person.says("temperature", json!(36.8));
        person.round(0, &[]);
        let mut day = 0;
        for wait in waits {
            day += wait;
            let [due, _] = person.table(day);
            let due: Vec<&str> = due.iter().map(String::as_str).collect();
            if due.is_empty() {
                continue;
            }
            person.round(day, &due);
            person.decide(day + 1, |decision, course| {
                let table = timetable(engine(), decision, course, on(day + 1));
                let held = table.due.iter().chain(&table.missed);
                for due in held.filter(|due| due.check.within.is_none()) {
                    let id = &due.check.id;
                    assert!(due.on > on(day + 1), "{id} of {} is back on day {day} + 1", due.on);
                }
            });
        }
    }

    #[test]
    fn what_is_overdue_is_never_less_urgent(
        days in 0..60i64,
        urgency in prop_oneof![
            Just(Urgency::Emergency), Just(Urgency::SameDay), Just(Urgency::Routine),
            (1..=14u8).prop_map(Urgency::WithinDays),
        ],
    ) {
        let mut person = Person::like("plain-acute");
        person.says("saddle_numb", json!("yes"));
        person.round(0, &[]);
        let row = overdue(&engine().guideline, &person.course(), Some(urgency), on(days));
        prop_assert!(row.is_none_or(|row| row.becomes >= urgency));
        prop_assert_eq!(row.is_some(), days > 0, "an emergency is late the day after");
    }

    #[test]
    fn an_answer_of_an_earlier_round_does_not_count_in_a_check_that_asks_it(
        at in 0..32usize, day in 1..90i64,
    ) {
        let checks = &engine().guideline.follow_up.check;
        let check = &checks[at % checks.len()];
        let mut person = Person::like("sciatica");
        person.round(0, &[]);
        person.write(day, What::Asked { checks: vec![check.id.clone()] });
        let sheet = carry::sheet(engine(), &person.course(), on(day));
        for name in &check.asks {
            let Some((id, fact)) = engine().guideline.facts.find(name) else { continue };
            let of_before = fact.over_time == OverTime::Grows;
            prop_assert!(of_before || *sheet.state(id) == State::NotAsked, "{} is old", name);
        }
        if check.asks_all {
            let danger = engine().guideline.facts.iter().filter(|(_, fact)| {
                fact.stage == Stage::Danger && fact.over_time == OverTime::Changes
            });
            for (id, fact) in danger {
                prop_assert!(*sheet.state(id) == State::NotAsked, "{} is old", &fact.id);
            }
        }
    }

    #[test]
    fn the_day_from_which_reviews_are_counted_never_moves(
        changes in prop::collection::vec((0..20i64, 0..=10u8), 0..6),
    ) {
        let mut person = Person::like("plain-acute");
        person.says("temperature", json!(36.8));
        person.round(0, &[]);
        let mut day = 0;
        for (wait, pain) in changes {
            day += wait;
            person.changes(day, "pain_now", json!(pain));
            prop_assert_eq!(person.course().first_plan(), Some(on(0)));
            prop_assert_eq!(person.course().last_shown().map(|(_, on)| *on), Some(on(day)));
        }
    }

    #[test]
    fn a_number_that_grows_never_falls(first in 0..400i64, second in 0..400i64) {
        let mut person = Person::like("pregnant");
        person.round(0, &[]);
        let (early, late) = (first.min(second), first.max(second));
        let sheets = [early, late].map(|day| carry::answers(
            &engine().guideline, &person.course(), on(day),
        ));
        for (_, fact) in engine().guideline.facts.iter() {
            let grows = fact.over_time == OverTime::Grows;
            if !grows || !matches!(fact.kind, FactKind::Number { .. }) {
                continue;
            }
            let [before, after] = [&sheets[0], &sheets[1]].map(|answers| {
                let given = answers.0.iter().find(|given| given.name == fact.id);
                given.and_then(|given| carry::json(&given.value).as_i64())
            });
            prop_assert!(before <= after, "{} fell from {:?} to {:?}", &fact.id, before, after);
        }
        prop_assert!(days_between(on(early), on(late)) >= 0);
    }

    #[test]
    fn a_visit_to_a_clinician_never_lowers_what_only_an_emergency_team_may_close(
        visits in prop::collection::vec((0..3i64, any::<bool>(), any::<bool>()), 1..8),
    ) {
        let mut person = Person::like("plain-acute");
        person.says("saddle_numb", json!("yes"));
        person.round(0, &[]);
        let flags = person.shown(0).red_flags;
        let mut day = 0;
        for (wait, is_team, unchanged) in visits {
            day += wait;
            let urgency = |person: &Person| person.decide(day, |decision, _| {
                (decision.urgency.max(decision.already), decision.outcome)
            });
            let before = urgency(&person);
            person.is_seen(day, if is_team { "emergency-team" } else { "clinician" }, &flags, unchanged);
            let now = urgency(&person);
            if is_team && unchanged {
                prop_assert!(now.0 >= Some(Urgency::WithinDays(1)), "{:?}", now);
            } else {
                prop_assert!(now.0 >= before.0, "{:?} after {:?}", now, before);
            }
            if !unchanged {
                prop_assert_eq!(now.0, Some(Urgency::Emergency));
            }
        }
    }
}
