//! What a plan of care holds and leaves out (invariants 1, 2, 6, 7, 9 to 12, 31 to 39, 41 and 42),
//! read off the plan and the answers, and apart from the checker.

use lumbago_decision::decide::{Outcome, Presence};
use lumbago_decision::plan::{Audience, Plan, UrgencyWord};
use proptest::prelude::*;

use crate::samples::{calm, finished, sample};
use crate::support::{answers, engine, sheet};
use crate::told::{READERS, Told, plan, recommends, recommends_kind, tries};

/// What is never recommended for back pain, by file name; the belt in pregnancy is a file of its
/// own.
const NEVER: [&str; 9] = [
    "tens",
    "traction",
    "ultrasound",
    "belts-braces-orthotics",
    "spinal-injections-axial",
    "ablation",
    "bed-rest",
    "passive-care-alone",
    "needless-surgery",
];

const URGENT: [UrgencyWord; 2] = [UrgencyWord::Emergency, UrgencyWord::SameDay];

fn is_class(plan: &Plan, id: &str) -> bool {
    plan.classes.iter().any(|class| class.id == id)
}

/// A scan or an X-ray, not a talk about one.
fn scans(plan: &Plan) -> usize {
    let named = ["mri", "mri-emergency", "ct", "x-ray"];
    plan.imaging.iter().filter(|note| named.contains(&note.advice.as_str())).count()
}

fn has_flag(plan: &Plan, spec: &str) -> bool {
    plan.red_flags
        .iter()
        .any(|flag| flag.state == Presence::Definite && flag.spec.iter().any(|own| own == spec))
}

/// The most days until somebody looks again; none where the pathway names none.
fn latest(plan: &Plan) -> Option<u16> {
    match plan.urgency {
        UrgencyWord::Incomplete => None,
        UrgencyWord::Emergency | UrgencyWord::SameDay => Some(1),
        UrgencyWord::WithinDays => plan.within_days.map(u16::from),
        _ if plan.classes.is_empty() || is_class(plan, "mild-postural") => None,
        _ => match plan.phase.as_deref() {
            Some("subacute") => Some(28),
            Some("chronic") => Some(84),
            _ => Some(14),
        },
    }
}

proptest! {
    #![proptest_config(tries(3_000))]

    #[test]
    fn an_urgent_plan_shows_nothing_but_what_is_urgent(person in sample(8)) {
        let sheet = person.sheet();
        for reader in READERS {
            let plan = plan(&sheet, reader);
            let definite = |urgency| {
                plan.red_flags.iter().any(|flag| {
                    flag.state == Presence::Definite && flag.urgency == urgency
                })
            };
            prop_assert_eq!(definite(UrgencyWord::Emergency), plan.urgency == UrgencyWord::Emergency);
            if definite(UrgencyWord::SameDay) {
                let as_urgent = URGENT.contains(&plan.urgency);
                prop_assert!(as_urgent || plan.urgency == UrgencyWord::Incomplete);
            }
            if URGENT.contains(&plan.urgency) {
                prop_assert!(plan.recommendations.is_empty() && plan.exercises.is_empty());
                prop_assert!(plan.medicines.is_empty() && plan.classes.is_empty());
                let mut shown: Vec<u8> = plan.summary.iter().map(|part| part.number).collect();
                shown.retain(|number| *number != 21);
                prop_assert_eq!(shown, [1, 2, 3, 13]);
                prop_assert_eq!(plan.summary.last().map(|part| part.key.as_str()), Some("handover"));
            }
        }
    }

    #[test]
    fn an_overdose_and_a_plan_to_end_life_are_emergencies_with_a_way_to_help(person in sample(8)) {
        let sheet = person.sheet();
        let told = Told(&sheet);
        let overdose = told.is("painkiller_excess", &["yes"]);
        let crisis = told.is("self_harm", &["plan"]);
        for (given, spec) in [(overdose, "RF-58"), (crisis, "RF-55")] {
            for plan in READERS.map(|reader| plan(&sheet, reader)) {
                prop_assert!(!given || plan.urgency == UrgencyWord::Emergency);
                prop_assert!(!given || has_flag(&plan, spec));
                prop_assert!(!given || !plan.bottom_line.special.is_empty(), "no own action");
            }
        }
    }

    #[test]
    fn every_plan_has_its_card_its_number_and_a_day_on_which_somebody_looks_again(
        person in sample(8),
    ) {
        let sheet = person.sheet();
        for reader in READERS {
            let plan = plan(&sheet, reader);
            prop_assert!(plan.summary.iter().any(|section| section.key == "warning-card"));
            prop_assert!(!plan.bottom_line.emergency_number.is_empty());
            if let Some(latest) = latest(&plan) {
                let first = plan.follow_up.iter().filter_map(|check| check.in_days).min();
                prop_assert!(first.is_some_and(|day| day <= latest), "{first:?} after {latest}");
            }
        }
    }

    #[test]
    fn care_of_ones_own_is_active_and_never_what_does_not_help(person in sample(8)) {
        let sheet = person.sheet();
        for reader in READERS {
            let plan = plan(&sheet, reader);
            for id in NEVER {
                prop_assert!(!recommends(&plan, id), "{id}");
            }
            prop_assert!(!recommends_kind(&plan, "rest"));
            let device = recommends_kind(&plan, "device");
            prop_assert!(!device || is_class(&plan, "pregnancy-related"));
            let own = ["nonspecific", "radicular", "stenosis"];
            let own = own.iter().any(|class| is_class(&plan, class));
            let adult = Told(&sheet).at_least("age", 18.0);
            prop_assert!(!own || !adult || recommends_kind(&plan, "active"));
            if is_class(&plan, "radicular") {
                prop_assert!(recommends(&plan, "leg-warning-card"));
                prop_assert!(recommends(&plan, "strength-self-check"));
            }
        }
    }

    #[test]
    fn no_hands_work_on_a_back_with_an_open_flag_or_an_open_question(person in sample(8)) {
        let sheet = person.sheet();
        let told = Told(&sheet);
        let questions = [
            "osteoporosis", "past_fragility_fracture", "steroid_long", "height_loss", "trauma",
            "cancer", "fever", "blister_rash", "anticoag_or_bleeding", "known_aaa", "belly_pulse",
            "known_stiff_spine", "unsteady", "saddle_numb", "spine_procedure", "leg_weak",
            "leg_numb",
        ];
        let denied = |name: &str| told.is(name, &["no", "none", "never", "minor"]);
        let clear = questions.iter().all(|name| denied(name))
            && !told.has_any("skin_over_spine")
            && !told.has("meds", &["anticoagulant", "warfarin", "dual-antiplatelet"]);
        for reader in READERS {
            let plan = plan(&sheet, reader);
            let soon = [UrgencyWord::WithinDays, UrgencyWord::SameDay, UrgencyWord::Emergency];
            let flagged = plan.red_flags.iter().any(|flag| soon.contains(&flag.urgency));
            prop_assert!(!recommends_kind(&plan, "hands-on") || (clear && !flagged));
        }
    }

    #[test]
    fn warmth_and_cold_never_go_on_numb_or_sore_skin(person in sample(8)) {
        let sheet = person.sheet();
        let told = Told(&sheet);
        let safe = told.is("leg_numb", &["none"])
            && told.is("saddle_numb", &["no"])
            && !told.has_any("skin_over_spine")
            && !told.is_unsure("skin_over_spine");
        for reader in READERS {
            let plan = plan(&sheet, reader);
            for note in &plan.recommendations {
                if note.direction == "for" && ["heat", "cold-if-preferred"].contains(&&*note.id) {
                    prop_assert!(safe, "{}", note.id);
                    let text = format!("{} {}", note.statement.text, note.risk).to_lowercase();
                    prop_assert!(text.contains("skin"), "{}: {text}", note.id);
                }
            }
        }
    }

    #[test]
    fn scans_have_a_cause_and_none_is_advised_early_without_a_flag(person in sample(8)) {
        let sheet = person.sheet();
        for reader in READERS {
            let plan = plan(&sheet, reader);
            for note in &plan.imaging {
                let scan = ["mri", "mri-emergency", "ct", "x-ray"].contains(&&*note.advice);
                prop_assert!(!scan || !note.cause.is_empty(), "{}", note.id);
            }
            let early = Told(&sheet).number("days_since_onset").is_some_and(|day| day < 42.0);
            let known = ["fracture_confirmed", "imaging_finding"];
            let found = Told(&sheet).has_any(known[1]) || Told(&sheet).is(known[0], &["yes"]);
            prop_assert!(!early || !plan.red_flags.is_empty() || found || scans(&plan) == 0);
        }
    }

    #[test]
    fn no_exercise_is_suggested_that_a_weak_bone_or_an_unsteady_leg_forbids(person in sample(8)) {
        let sheet = person.sheet();
        let told = Told(&sheet);
        let decision = engine().decide(&sheet);
        let bends = ["knees-to-chest", "lying-rotation", "gentle-bend"];
        let weak = ["osteoporosis", "past_fragility_fracture", "steroid_long"];
        let weak = weak.iter().any(|name| told.is(name, &["yes"]) || told.is_unsure(name));
        for index in &decision.exercises {
            let exercise = &engine().guideline.exercises[*index];
            prop_assert!(!weak || !bends.contains(&exercise.id.as_str()), "{}", exercise.id);
            let (_, not_when, _) = &engine().compiled.care.exercises[*index];
            let forbidden = not_when.as_ref().and_then(|list| list.out);
            prop_assert!(!forbidden.is_some_and(|gate| decision.values.get(gate).is_open()));
        }
    }

    #[test]
    fn low_mood_and_high_risk_are_answered_with_care(person in sample(6)) {
        let sheet = person.sheet();
        let told = Told(&sheet);
        let adult = told.at_least("age", 18.0);
        let plan = plan(&sheet, Audience::Person);
        if engine().decide(&sheet).outcome == Outcome::Planned && adult {
            let low = told.at_least("phq2_score", 3.0) && told.at_least("days_since_onset", 28.0);
            let mood = recommends_kind(&plan, "mind") || recommends_kind(&plan, "psychological");
            prop_assert!(!low || mood, "low mood goes unanswered");
            let high = told.at_least("start_back_sub", 4.0);
            prop_assert!(!high || recommends_kind(&plan, "psychological"), "high risk unanswered");
        }
    }

    #[test]
    fn no_child_gets_a_plan_of_care_and_nobody_under_18_a_dose(person in sample(8)) {
        let sheet = person.sheet();
        let told = Told(&sheet);
        for reader in READERS {
            let plan = plan(&sheet, reader);
            if !told.at_least("age", 16.0) {
                prop_assert!(plan.recommendations.is_empty() && plan.medicines.is_empty());
                prop_assert!(plan.exercises.is_empty());
            }
            if !told.at_least("age", 18.0) {
                prop_assert!(plan.medicines.iter().all(|note| note.limits.is_none()));
            }
        }
    }

    #[test]
    fn nobody_is_called_ordinary_while_a_serious_sign_is_open(person in sample(8)) {
        let sheet = person.sheet();
        let plan = plan(&sheet, Audience::Person);
        let serious = plan.red_flags.iter().any(|flag| {
            flag.state == Presence::Definite && URGENT.contains(&flag.urgency)
        });
        prop_assert!(!serious || !is_class(&plan, "nonspecific"));
        prop_assert!(!recommends_kind(&plan, "work") || !URGENT.contains(&plan.urgency));
    }
}

#[test]
fn two_days_in_bed_are_seen_the_same_day() {
    let lines = "bed_hours_last_48 = 40";
    let plan = plan(&sheet(&answers(&["plain-acute"], lines)), Audience::Person);
    assert_eq!(plan.urgency, UrgencyWord::SameDay);
}

#[test]
fn the_emergency_number_is_that_of_the_country_or_none() {
    for (place, region) in &engine().guideline.texts.regions {
        if region.generic {
            continue;
        }
        let lines = format!("region = \"{place}\"");
        let line = plan(&sheet(&answers(&["plain-acute"], &lines)), Audience::Person).bottom_line;
        assert_eq!((line.emergency_number, line.is_number), (region.emergency.clone(), true));
    }
    for lines in ["", "region = \"unknown\""] {
        let line = plan(&sheet(&answers(&["plain-acute"], lines)), Audience::Person).bottom_line;
        assert!(!line.is_number && !line.emergency_number.bytes().any(|b| b.is_ascii_digit()));
    }
}

#[test]
fn someone_of_16_gets_an_explanation_and_no_treatment() {
    let given = finished(answers(&["gate-clear", "plain-acute"], "age = 16"), calm);
    let plan = plan(&sheet(&given), Audience::Person);
    assert!(!plan.classes.is_empty() || !plan.recommendations.is_empty(), "nothing is explained");
    let kinds = ["education", "review", "referral"];
    let made = plan.recommendations.iter().filter(|note| note.direction == "for");
    for note in made {
        assert!(kinds.contains(&note.kind.as_str()), "{} is {}", note.id, note.kind);
    }
    assert!(plan.exercises.is_empty() && plan.medicines.is_empty());
}
