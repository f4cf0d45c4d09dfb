//! What a plan tells a person: what was found, what to expect, what to choose, which moves, when a
//! medicine stops, and what holds once they are well again.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]

mod support;

use std::collections::BTreeMap;

use jiff::ToSpan;
use lumbago_decision::decide::MedicineState;
use lumbago_decision::plan::{Begun, Block, Context, MedicineNote, Plan, UrgencyWord, release};
use support::{TODAY, answers, engine, sheet};

fn plan_on(like: &[&str], lines: &str, begun: Option<&Begun>) -> Plan {
    let context = Context { today: Some(TODAY), begun, ..Context::default() };
    let released = release(engine(), &sheet(&answers(like, lines)), context);
    assert!(released.failures.is_empty(), "{:?}", released.failures);
    released.plan
}

fn plan(like: &[&str], lines: &str) -> Plan {
    plan_on(like, lines, None)
}

/// All words of a section, one line for each statement.
fn section(plan: &Plan, key: &str) -> Vec<String> {
    let section = plan.summary.iter().find(|section| section.key == key).expect("the section");
    let mut told = Vec::new();
    for block in &section.blocks {
        match block {
            Block::Text { statement } => told.push(statement.text.clone()),
            Block::List { items, .. } => told.extend(items.iter().map(|item| item.text.clone())),
            Block::Fields { rows } => {
                told.extend(rows.iter().map(|(name, value)| format!("{name}: {value}")));
            }
            Block::Table { rows, .. } => {
                told.extend(rows.iter().flatten().map(|cell| cell.text.clone()));
            }
            Block::Heading { text } => told.push(text.clone()),
            Block::Lines { prompts } => told.extend(prompts.iter().cloned()),
        }
    }
    told
}

fn medicine<'p>(plan: &'p Plan, id: &str) -> &'p MedicineNote {
    plan.medicines.iter().find(|note| note.id == id).expect("the medicine was considered")
}

const WELL: &str = "pain_now = 0\ncourse = \"better\"\nwell_again = \"yes\"";

#[test]
fn who_is_well_again_has_no_review_no_treatment_and_no_medicine() {
    for like in ["plain-acute", "plain-subacute", "plain-chronic", "sciatica"] {
        let lines = format!("{WELL}\nwants_medicine = \"yes\"");
        let plan = plan(&[like, "gate-clear"], &lines);
        let checks: Vec<&str> = plan.follow_up.iter().map(|check| check.id.as_str()).collect();
        assert_eq!(checks, ["after-recovery"], "{like}");
        assert!(plan.medicines.is_empty(), "{like}: there is no pain to take one for");
        let eases = ["heat", "physiotherapy", "manual-therapy", "gentle-movement"];
        let eased = plan.recommendations.iter().find(|note| eases.contains(&note.id.as_str()));
        assert!(eased.is_none_or(|note| note.direction == "against"), "{like}: {eased:?}");
        let steps = section(&plan, "steps");
        let activity = &engine().guideline.texts.activity;
        for line in activity.relapse.steps.iter().chain(&activity.flare.days) {
            assert!(steps.contains(line), "{like}: {line}");
        }
    }
}

#[test]
fn the_reviews_go_on_until_the_person_says_that_they_are_well() {
    let asked = plan(&["plain-acute"], "pain_now = 0\ncourse = \"better\"");
    let checks: Vec<&str> = asked.follow_up.iter().map(|check| check.id.as_str()).collect();
    assert!(checks.contains(&"recovered") && checks.contains(&"day-14"), "{checks:?}");
}

#[test]
fn nobody_is_called_well_whose_pain_gets_in_the_way_more() {
    for say in ["", "well_again = \"yes\""] {
        let lines = format!(
            "pain_now = 0\ncourse = \"better\"\n{say}\npeg_baseline = 2.0\npeg_pain = 5\n\
             peg_enjoyment = 5\npeg_activity = 5"
        );
        let plan = plan(&["plain-acute"], &lines);
        let checks: Vec<&str> = plan.follow_up.iter().map(|check| check.id.as_str()).collect();
        assert!(
            !checks.contains(&"recovered") && !checks.contains(&"after-recovery"),
            "{checks:?}"
        );
        assert!(checks.contains(&"day-14"), "{checks:?}");
    }
}

#[test]
fn a_sign_that_asks_for_a_visit_outlives_recovery() {
    let plan = plan(&["stenosis"], WELL);
    assert!(plan.within_days.is_some(), "the story needs a sign for some days");
    assert!(plan.follow_up.iter().any(|check| check.id == "seen-in-days"));
    assert_ne!(plan.bottom_line.title, engine().guideline.follow_up.recovery.title);
}

#[test]
fn the_outlook_is_that_of_the_time_that_it_has_hurt() {
    let long = "12 weeks or longer";
    for (class, new) in [("plain-acute", "2 to 6 weeks"), ("sciatica", "after 10 days")] {
        // Long pain is asked more than new pain.
        let like = ["plain-chronic", class];
        let told = |days: &str| {
            section(&plan(&like, &format!("days_since_onset = {days}")), "course").join(" ")
        };
        for (days, has_new, has_long) in
            [("3", true, false), ("84", true, false), ("85", false, true), ("400", false, true)]
        {
            let told = told(days);
            assert_eq!((told.contains(new), told.contains(long)), (has_new, has_long), "{told}");
        }
    }
}

#[test]
fn where_nobody_knows_how_long_it_has_hurt_both_outlooks_are_told() {
    let plan = plan(&["plain-chronic"], "days_since_onset = \"unknown\"");
    let course = &plan.classes.first().expect("a class").course.text;
    assert!(course.contains("2 to 6 weeks") && course.contains("12 weeks or longer"), "{course}");
}

#[test]
fn what_was_found_and_what_was_not_is_named_by_its_sign() {
    let lines = "diabetes = \"yes\"\nleg_pain_both = \"one\"\nweight_loss = \"unknown\"";
    let found = section(&plan(&["plain-acute"], lines), "found");
    assert!(found.contains(&"diabetes".to_owned()), "{found:?}");
    assert!(found.iter().any(|line| line.starts_with("pain down a leg: Yes, into one")));
    let unsure = engine().guideline.facts.find("weight_loss").expect("the fact").1.ask.clone();
    assert!(found.contains(&unsure), "what is not known is named too: {found:?}");
    let legs = found.iter().find(|line| line.contains("a weak leg or foot")).expect("a line");
    assert!(!legs.contains("pain down a leg"), "what was found is not told as not found: {legs}");
    assert!(!found.iter().any(|line| line.contains("weight lost")), "not sure is not no");
    let all_no = &engine().guideline.texts.summary.say.none_found;
    assert!(!found.contains(all_no), "not everything was answered with no");
    assert!(section(&plan(&["plain-acute"], ""), "found").contains(all_no));
}

#[test]
fn a_sign_that_only_may_be_there_is_not_told_as_a_fact() {
    let plan = plan(&["plain-acute"], "saddle_numb = \"unknown\"\nfever = \"unknown\"");
    let found = section(&plan, "found");
    let lead = &engine().guideline.texts.summary.say.possible_signs;
    let lead = found.iter().position(|line| line == lead).expect("the words before");
    let told = found.iter().position(|line| line.starts_with("You have a new numb"));
    assert!(told.is_some_and(|told| lead < told), "{found:?}");
    let mut once = found.clone();
    once.dedup();
    assert_eq!(once, found, "nothing is told twice in a row");
}

#[test]
fn every_choice_shows_what_there_is_to_weigh() {
    let guideline = &engine().guideline;
    let mut seen = 0;
    // A base of gates alone makes no plan.
    for base in guideline.bases.keys().filter(|base| *base != "gate-clear") {
        let plan = plan(&[base, "gate-clear"], "wants_medicine = \"yes\"");
        let rows = section(&plan, "options");
        for choice in plan.choices() {
            seen += 1;
            assert!(choice.weighs.iter().all(|part| !part.trim().is_empty()), "{choice:?}");
            assert!(rows.contains(&choice.what.text), "{base}: {} has its row", choice.title);
        }
    }
    assert!(seen > 20, "{seen} choices");
}

#[test]
fn plain_advice_is_no_choice() {
    let plan = plan(&["plain-acute"], "");
    assert!(plan.recommendations.iter().any(|note| note.id == "stay-active"));
    assert!(plan.choices().iter().all(|choice| choice.id != "recommendation/stay-active"));
}

#[test]
fn the_steps_of_two_weeks_name_the_moves_to_begin_with_and_no_others() {
    for base in ["plain-acute", "plain-subacute", "plain-chronic", "sciatica", "pregnant"] {
        let plan = plan(&[base], "");
        let first = plan.first_exercises();
        assert!((2..=4).contains(&first.len()), "{base}: {first:?}");
        let steps = section(&plan, "steps");
        for note in &plan.exercises {
            let named = steps.contains(&format!("{}: {}", note.title, note.dose));
            assert_eq!(named, note.first.is_some(), "{base}: {}", note.title);
        }
    }
    let daily = &engine().guideline.texts.activity.daily_movement.exercises;
    let plan = plan(&["plain-acute"], "");
    let first: Vec<&str> = plan.first_exercises().iter().map(|note| note.id.as_str()).collect();
    assert_eq!(first, *daily, "new pain begins with the daily moves");
}

#[test]
fn the_steps_ask_for_no_longer_walk_before_the_ladder_does() {
    let activity = &engine().guideline.texts.activity;
    let least = usize::from(activity.walking.days_on_rung[0]);
    for fortnight in &activity.fortnight {
        let longer = |day: &String| day.contains("next step of your walk");
        let first = fortnight.days.iter().position(longer);
        assert!(first.is_none_or(|day| day >= least), "{}: day {first:?}", fortnight.phase);
        assert!(
            fortnight.days.iter().filter(|day| longer(day)).count() <= 1,
            "{}",
            fortnight.phase
        );
    }
}

fn began(medicine: &str, days_ago: i64) -> Begun {
    let day = TODAY.checked_sub(days_ago.days()).expect("a day");
    Begun {
        reviews: Some(day),
        medicines: BTreeMap::from([(medicine.to_owned(), day)]),
        ..Begun::default()
    }
}

#[test]
fn a_course_that_ended_stands_in_no_plan_for_another_of_its_kind() {
    let like = ["plain-acute", "gate-clear"];
    let lines = "wants_medicine = \"yes\"\nsite = [\"low\"]";
    let one_of_a_kind = &engine().guideline.texts.summary.say.one_of_a_kind;
    let now = plan(&like, lines);
    let offered = |note: &&MedicineNote| note.state == MedicineState::Offered;
    let first = now.medicines.iter().find(offered).expect("one is offered").id.clone();
    let others: Vec<&MedicineNote> =
        now.medicines.iter().filter(|note| note.why.contains(one_of_a_kind)).collect();
    assert!(!others.is_empty(), "while the course goes on, it bars others of its kind");
    let over = plan_on(&like, lines, Some(&began(&first, 30)));
    assert_eq!(medicine(&over, &first).state, MedicineState::Ask);
    for other in others {
        let other = medicine(&over, &other.id);
        assert_eq!(other.state, MedicineState::Ask, "{}", other.id);
        assert!(other.limits.is_none(), "{}: no dose without somebody's leave", other.id);
        assert!(!other.why.contains(one_of_a_kind), "{}: {:?}", other.id, other.why);
        let title = &medicine(&over, &first).title;
        assert!(other.why.iter().any(|why| why.contains(title)), "{:?}", other.why);
    }
}

#[test]
fn a_medicine_has_one_day_on_which_it_stops_and_one_limit() {
    let plan = plan(&["plain-acute", "gate-clear"], "wants_medicine = \"yes\"");
    let words = &engine().guideline.texts.words;
    let rows = section(&plan, "medicines");
    let offered = plan.medicines.iter().filter(|note| note.limits.is_some()).count();
    let count = |name: &str| {
        let lead = format!("{}: ", words.plan(name));
        rows.iter().filter(|row| row.starts_with(&lead)).count()
    };
    assert!(offered > 0);
    assert_eq!((count("stop-on"), count("limit")), (offered, offered), "{rows:?}");
    for note in plan.medicines.iter().filter(|note| note.limits.is_some()) {
        assert!(!note.how_to_stop.contains("Stop after"), "{}: {}", note.id, note.how_to_stop);
    }
}

#[test]
fn after_the_first_days_of_a_course_it_is_asked_whether_it_helped() {
    let like = ["plain-acute", "gate-clear"];
    let lines = "wants_medicine = \"yes\"";
    let first = plan(&like, lines);
    let first = first.medicines.iter().find(|note| note.limits.is_some()).expect("one is offered");
    assert!(first.why.is_empty());
    let later = plan_on(&like, lines, Some(&began(&first.id, 6)));
    let later = medicine(&later, &first.id);
    assert_eq!(later.state, MedicineState::Offered, "its limit is not reached");
    assert_eq!(later.why.len(), 1, "{:?}", later.why);
}

#[test]
fn low_mood_asks_for_a_visit_on_top_of_a_plan_that_needs_none_for_the_back() {
    let lines = "phq2_interest = 2\nphq2_down = 2";
    let low = plan(&["plain-chronic"], lines);
    assert_eq!(low.bottom_line.special.len(), 1, "{:?}", low.bottom_line.special);
    let well = plan(&["plain-chronic"], "");
    assert!(well.bottom_line.special.is_empty());
    assert_ne!(
        low.bottom_line.action, well.bottom_line.action,
        "it is not told that none is needed"
    );
}

#[test]
fn who_is_no_better_after_a_week_is_asked_to_get_in_touch() {
    let told = |lines: &str| plan(&["plain-acute"], lines).urgency;
    assert_eq!(told("days_since_onset = 10\ncourse = \"worse\""), UrgencyWord::Routine);
    assert_eq!(told("days_since_onset = 10\ncourse = \"better\""), UrgencyWord::SelfCare);
    assert_eq!(told("days_since_onset = 6\ncourse = \"worse\""), UrgencyWord::SelfCare);
}

#[test]
fn who_needs_no_review_is_sent_to_none() {
    let lines = "pain_now = 2\ndays_since_onset = 2\nonset_context = \"none\"\n\
                 onset_speed = \"hours\"";
    let mild = plan(&["plain-acute"], lines);
    assert!(mild.follow_up.iter().all(|check| check.in_days.is_none()), "{:?}", mild.follow_up);
    let say = &engine().guideline.texts.summary.say;
    assert_eq!(mild.bottom_line.meanwhile, say.meanwhile_no_review);
    assert!(!section(&mild, "follow-up").contains(&say.missed));
}

#[test]
fn a_child_is_not_asked_whether_a_medicine_helps() {
    let lines = "age = 14\nlimp = \"no\"\nnight_wakes = \"no\"\npainful_curve = \"no\"\n\
                 wants_medicine = \"yes\"";
    let plan = plan(&["plain-acute"], lines);
    let checks: Vec<&str> = plan.follow_up.iter().map(|check| check.id.as_str()).collect();
    assert!(checks.contains(&"seen-in-days"), "{checks:?}");
    assert!(!checks.contains(&"day-2") && !checks.contains(&"day-28"), "{checks:?}");
}

#[test]
fn what_is_advised_against_in_short_keeps_every_sentence_that_protects() {
    let told = section(&plan(&["plain-acute"], ""), "not-recommended");
    let opioids = told.iter().find(|text| text.starts_with("Strong painkillers"));
    assert!(
        opioids.is_some_and(|text| text.contains("do not stop all at once")),
        "who takes one already must not stop it suddenly: {opioids:?}"
    );
}
