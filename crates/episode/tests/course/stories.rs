//! Stories over weeks.

use lumbago_episode::changes::changes;
use lumbago_episode::overdue::overdue;
use lumbago_episode::timetable::timetable;
use lumbago_guideline::fact::Stage;
use lumbago_guideline::urgency::Urgency;
use serde_json::json;

use crate::support::{Person, engine, on, seen_within_days};

fn peg(person: &mut Person, points: u8) {
    for item in ["peg_pain", "peg_enjoyment", "peg_activity"] {
        person.says(item, json!(points));
    }
}

#[test]
fn leg_pain_that_gets_no_better_steps_up_on_time_and_score() {
    let mut person = Person::like("sciatica");
    person.says("days_since_onset", json!(0)).says("course", json!("same"));
    peg(&mut person, 6);
    person.round(0, &[]);
    let mut steps = vec![person.step(0)];
    let mut imaging = vec![person.imaging(0)];
    for (day, checks) in
        [(14, vec!["day-14"]), (28, vec!["day-28", "day-28-sciatica"]), (42, vec!["day-42"])]
    {
        person.round(day, &checks);
        steps.push(person.step(day));
        imaging.push(person.imaging(day));
    }
    assert!(steps.is_sorted(), "care never steps back while nothing gets better: {steps:?}");
    assert!(steps[1] > steps[0], "two weeks without change step up: {steps:?}");
    let reviewed: Vec<bool> =
        imaging.iter().map(|rules| rules.iter().any(|id| id.starts_with("im-04"))).collect();
    assert_eq!(reviewed, [false, false, true, true], "from four weeks on, a review: {imaging:?}");
    let scanned = imaging.iter().flatten().any(|id| id.starts_with("im-03"));
    assert!(!scanned, "no scan while nobody thinks of an operation: {imaging:?}");
    let changes = changes(&person.course()).expect("two plans were shown");
    assert!(!changes.is_empty(), "what came at six weeks is told");
}

#[test]
fn leg_pain_that_gets_much_better_does_not_step_up() {
    let mut person = Person::like("sciatica");
    person.says("days_since_onset", json!(0)).says("course", json!("better"));
    peg(&mut person, 6);
    person.round(0, &[]);
    let first = person.step(0);
    peg(&mut person, 2);
    person.round(14, &["day-14"]);
    assert_eq!(person.step(14), first);
}

#[test]
fn the_first_scores_are_taken_at_the_first_plan() {
    let mut person = Person::like("plain-acute");
    let asked = person.round(0, &[]);
    for item in ["peg_pain", "peg_enjoyment", "peg_activity"] {
        assert!(asked.contains(&item.to_owned()), "{item} is asked at the first plan");
    }
}

#[test]
fn a_check_asks_every_question_that_it_names_and_that_may_apply() {
    let mut person = Person::like("plain-acute");
    person.round(0, &[]);
    let asked = person.round(7, &["day-7"]);
    let check = engine().guideline.follow_up.check.iter().find(|check| check.id == "day-7");
    for name in &check.expect("the check").asks {
        assert!(asked.contains(name), "{name} is asked on day 7, of {asked:?}");
    }
}

#[test]
fn danger_is_asked_before_scores() {
    let mut person = Person::like("plain-acute");
    person.round(0, &[]);
    let asked = person.round(7, &["day-7"]);
    let place = |name: &str| asked.iter().position(|known| known == name);
    assert!(place("saddle_numb") < place("peg_pain"), "{asked:?}");
}

#[test]
fn weakness_told_at_a_check_is_asked_about_anew() {
    let mut person = Person::like("sciatica");
    person.says("leg_numb", json!("patch")).says("leg_numb_side", json!("one"));
    person.round(0, &[]);
    let asked = person.round(7, &["day-7"]);
    assert!(asked.contains(&"leg_numb_worsening".to_owned()), "{asked:?}");
}

#[test]
fn who_forgets_every_check_still_finds_the_latest_review_due() {
    let mut person = Person::like("plain-acute");
    person.round(0, &[]);
    let (due, missed) = person.decide(30, |decision, course| {
        let table = timetable(engine(), decision, course, on(30));
        let ids = |list: &[lumbago_episode::timetable::Due<'_>]| {
            list.iter().map(|due| due.check.id.clone()).collect::<Vec<_>>()
        };
        (ids(&table.due), ids(&table.missed))
    });
    assert!(due.contains(&"day-28".to_owned()), "due: {due:?}");
    assert!(missed.contains(&"day-7".to_owned()), "missed: {missed:?}");
}

#[test]
fn answering_a_check_in_between_gives_an_urgent_visit_no_further_time() {
    let (mut person, days) = seen_within_days();
    person.round(days - 1, &["seen-in-days"]);
    let row = person.decide(days + 1, |decision, course| {
        overdue(&engine().guideline, course, decision.urgency, on(days + 1)).cloned()
    });
    assert_eq!(row.map(|row| row.becomes), Some(Urgency::SameDay));
}

#[test]
fn whether_somebody_saw_the_person_is_asked_again_the_next_day() {
    let mut person = Person::like("plain-acute");
    person.says("weight_loss", json!("yes")).says("weight_loss_kg", json!(3));
    person.says("age", json!(66)).says("weight", json!(70));
    person.round(0, &[]);
    let days = i64::from(person.shown(0).within_days.expect("a number of days"));
    let is_due = |person: &Person, day: i64| {
        person.decide(day, |decision, course| {
            let table = timetable(engine(), decision, course, on(day));
            table.due.iter().any(|due| due.check.id == "seen-in-days")
        })
    };
    assert!(!is_due(&person, days - 1), "there is still time");
    assert!(is_due(&person, days));
    person.round(days, &["seen-in-days"]);
    assert!(!is_due(&person, days), "it was answered today");
    assert!(is_due(&person, days + 1));
    assert!(is_due(&person, days + 9), "nobody saw the person yet");
}

#[test]
fn a_sign_that_is_new_at_a_short_check_brings_the_full_look_forward() {
    let mut person = Person::like("plain-acute");
    person.says("carer_concern", json!("no"));
    person.says("peg_pain", json!(2)).says("peg_enjoyment", json!(2));
    person.says("peg_activity", json!(2));
    person.round(0, &[]);
    peg(&mut person, 7);
    person.round(7, &["day-7"]);
    let forward = |person: &Person| {
        person.decide(7, |decision, course| {
            timetable(engine(), decision, course, on(7)).brought_forward.len()
        })
    };
    assert_eq!(forward(&person), 1, "pain gets in the way much more than before");
    person.round(7, &[]);
    assert_eq!(forward(&person), 0, "everything was asked anew");
}

#[test]
fn a_review_that_a_check_in_brings_forward_repeats_danger_and_nothing_else() {
    let mut person = Person::like("plain-acute");
    peg(&mut person, 4);
    person.round(0, &[]);
    peg(&mut person, 7);
    person.says("course", json!("worse"));
    let asked = person.round(7, &["day-7"]);
    let review = person.decide(7, |decision, course| {
        let table = timetable(engine(), decision, course, on(7));
        assert!(!table.brought_forward.is_empty(), "it gets in the way more than before");
        table.brought_forward().expect("a review comes forward").id.clone()
    });
    let more = person.round(7, &[&review]);
    let is_danger = |name: &String| {
        let fact = engine().guideline.facts.find(name).map(|(_, fact)| fact);
        fact.is_some_and(|fact| fact.stage == Stage::Danger)
    };
    let (danger, other): (Vec<&String>, Vec<&String>) = asked.iter().partition(|f| is_danger(f));
    let twice: Vec<&&String> = other.iter().filter(|fact| more.contains(fact)).collect();
    assert!(!other.is_empty() && twice.is_empty(), "told minutes ago: {twice:?}");
    let left_out: Vec<&&String> = danger.iter().filter(|fact| !more.contains(fact)).collect();
    assert!(left_out.is_empty(), "every review repeats the danger questions: {left_out:?}");
    assert!(more.iter().any(|fact| !asked.contains(fact)), "the check-in left something out");
    let left = person.decide(7, |decision, course| {
        timetable(engine(), decision, course, on(7)).brought_forward.len()
    });
    assert_eq!(left, 0, "the review was held");
}

#[test]
fn whoever_says_that_something_changed_is_asked_all_of_it_again_the_same_day() {
    let mut person = Person::like("plain-acute");
    person.round(0, &[]);
    let check_in = person.round(7, &["day-7"]);
    let anew = person.round(7, &[]);
    let danger = ["saddle_numb", "leg_weak", "fever"].map(str::to_owned);
    assert!(danger.iter().all(|fact| check_in.contains(fact) && anew.contains(fact)));
}
