//! What stands in the way of a medicine, read off the answers and apart from the gates
//! (invariants 16 to 28).

use lumbago_decision::decide::MedicineState;
use lumbago_decision::plan::{Audience, MedicineNote, Plan, UrgencyWord};
use lumbago_guideline::recommendation::Direction;
use proptest::prelude::*;

use crate::samples::{calm, finished, sample};
use crate::support::{answers, engine, sheet};
use crate::told::{READERS, Told, offered, plan, recommends, state_of, tries};

/// Medicines that no plan ever offers or recommends (invariant 21).
const NEVER: [&str; 9] = [
    "systemic-steroids",
    "benzodiazepines",
    "gabapentinoids",
    "tricyclics-doxepin",
    "tca-doxepin",
    "ssri-for-pain",
    "slow-release-opioids",
    "antidepressants-acute",
    "carisoprodol",
];

/// What a person may be offered without a clinician (pathway e, rule 4).
const FOR_A_PERSON: [&str; 4] = ["paracetamol", "ibuprofen", "naproxen-sodium", "topical-nsaid"];

/// The NSAID tablets.
const TABLETS: [&str; 4] = ["ibuprofen", "naproxen-sodium", "naproxen", "celecoxib"];

/// Whether the answers hold something for which nobody is offered an NSAID tablet (BLOCK_ALL).
fn nobody_takes_tablets(told: Told<'_>) -> Option<&'static str> {
    let meds = |options: &[&str]| told.has("meds", options);
    let below = |name: &str, bound: f64| told.number(name).is_some_and(|number| number < bound);
    let event = told.has("cv_event", &["heart-attack", "stroke"])
        && !told.number("cv_event_months").is_some_and(|months| months > 12.0);
    let checks = [
        (told.has("gi", &["ulcer-now", "bleed", "perforation"]), "ulcer or bleed"),
        (told.is("allergy_nsaid", &["yes"]), "allergy"),
        (told.is("asthma", &["worse-with-aspirin"]), "asthma that aspirin makes worse"),
        (told.is("heart_failure", &["yes"]), "heart failure"),
        (below("egfr", 30.0), "eGFR below 30"),
        (told.is("kidney_disease", &["severe", "dialysis"]), "kidneys"),
        (told.is("acute_kidney_injury", &["yes"]), "acute kidney injury"),
        (told.is("liver", &["cirrhosis", "decompensated"]), "liver"),
        (told.at_least("gestation", 20.0), "20 weeks or more"),
        (told.is("heart_surgery", &["planned", "last-14-days"]), "heart surgery"),
        (told.is("bleeding_disorder", &["yes"]), "bleeding disorder"),
        (event, "heart attack or stroke within 12 months"),
        (told.is("dehydrated", &["yes"]), "dehydrated"),
        (meds(&["dual-antiplatelet"]), "dual antiplatelet"),
        (meds(&["lithium", "methotrexate", "ciclosporin-tacrolimus"]), "interaction"),
        (meds(&["nsaid-oral", "nsaid-topical"]), "another NSAID"),
        (meds(&["acei-arb"]) && meds(&["diuretic"]), "ACE inhibitor with diuretic"),
        (meds(&["anticoagulant", "warfarin"]), "anticoagulant"),
        (told.is("painkiller_excess", &["yes"]), "overdose"),
    ];
    checks.into_iter().find(|(blocks, _)| *blocks).map(|(_, why)| why)
}

/// Whether the answers hold something for which a person is not offered one (BLOCK_PUBLIC).
fn a_person_takes_no_tablets(told: Told<'_>) -> Option<&'static str> {
    let meds = |options: &[&str]| told.has("meds", options);
    let risky = told.at_least("age", 50.0)
        || told.is("diabetes", &["yes"])
        || told.is("hypertension", &["controlled", "uncontrolled"]);
    let unsure = [
        "gi",
        "allergy_nsaid",
        "asthma",
        "heart_failure",
        "liver",
        "heart_surgery",
        "cv_event",
        "hypertension",
        "dehydrated",
        "meds",
        "alcohol",
        "age",
        "diabetes",
        "nsaid_days_30",
    ];
    let checks = [
        (!told.at_least("age", 18.0), "under 18"),
        (told.at_least("age", 65.0), "65 or over"),
        (told.is("pregnant", &["yes", "possible"]), "pregnant"),
        (told.is("trying_to_conceive", &["yes"]), "trying to conceive"),
        (told.is("breastfeeding", &["yes"]), "breastfeeding"),
        (told.has("gi", &["ulcer-past", "ibd"]), "past ulcer or bowel disease"),
        (told.number("egfr").is_some_and(|egfr| egfr < 60.0), "eGFR below 60"),
        (told.is("kidney_disease", &["some"]), "kidneys"),
        (told.is_unsure("kidney_disease") && risky, "kidneys not known, with a risk"),
        (told.has_any("kidney_special"), "one kidney, a transplant or kidney disease"),
        (meds(&["acei-arb", "diuretic"]), "ACE inhibitor or diuretic"),
        (meds(&["antiplatelet", "aspirin-low-dose"]), "antiplatelet"),
        (meds(&["ssri-snri"]), "antidepressant"),
        (meds(&["steroid-oral"]), "steroid"),
        (told.has_any("cv_event"), "heart or artery disease"),
        (told.is("hypertension", &["uncontrolled"]), "pressure"),
        (told.is("asthma", &["yes"]), "asthma not known tolerant"),
        (told.at_least("alcohol", 3.0), "alcohol"),
        (told.is("diabetes", &["yes"]), "diabetes"),
        (told.at_least("days_since_onset", 85.0), "pain over 84 days"),
        (told.at_least("nsaid_days_30", 11.0), "over 10 days of 30"),
        (unsure.iter().any(|name| told.is_unsure(name)), "not sure"),
    ];
    checks.into_iter().find(|(blocks, _)| *blocks).map(|(_, why)| why)
}

/// What must not stand together with a note that is offered.
fn clashes(note: &MedicineNote, told: Told<'_>, reader: Audience) -> Vec<&'static str> {
    let chronic = told.at_least("days_since_onset", 85.0);
    let flare = chronic && told.is("course", &["worse"]);
    let opioids = ["opioid", "opioid-slow-release", "fentanyl", "tramadol"];
    let sedatives =
        ["benzodiazepine", "gabapentinoid", "sedating-antihistamine", "relaxant", "tca"];
    let sedated = told.has("meds", &opioids) || told.has("meds", &sedatives);
    let pregnant = told.is("pregnant", &["yes", "possible"]);
    let checks: Vec<(bool, &'static str)> = match note.id.as_str() {
        id if TABLETS.contains(&id) => {
            let alone = reader == Audience::Person;
            return nobody_takes_tablets(told)
                .or_else(|| a_person_takes_no_tablets(told).filter(|_| alone))
                .into_iter()
                .collect();
        }
        "topical-nsaid" => vec![
            (told.is("allergy_nsaid", &["yes"]), "allergy"),
            (told.is("asthma", &["worse-with-aspirin"]), "asthma that aspirin makes worse"),
            (pregnant && reader == Audience::Person, "pregnant"),
            (told.at_least("gestation", 20.0), "20 weeks or more"),
            (told.is("skin_broken", &["yes"]), "broken skin"),
            (told.has("meds", &["nsaid-oral", "anticoagulant", "warfarin"]), "interaction"),
            (told.has("gi", &["ulcer-now"]), "ulcer now"),
            (told.number("egfr").is_some_and(|egfr| egfr < 30.0), "eGFR below 30"),
        ],
        "paracetamol" => vec![
            (told.is("allergy_paracetamol", &["yes"]), "allergy"),
            (told.is("liver", &["decompensated"]), "liver"),
            (told.is("painkiller_excess", &["yes"]), "overdose"),
            (told.has("meds", &["paracetamol"]), "another product"),
            (told.number("paracetamol_24h").is_some_and(|mg| mg > 4000.0), "above 4000 mg"),
        ],
        "orphenadrine" | "cyclobenzaprine" => vec![
            (chronic && !flare, "neither acute nor a flare"),
            (reader == Audience::Person, "for a clinician"),
            (told.at_least("age", 65.0), "65 or over"),
            (sedated, "another sedative"),
            (pregnant || told.is("breastfeeding", &["yes"]), "pregnant or breastfeeding"),
            (told.is("glaucoma_angle", &["yes"]), "glaucoma"),
            (told.is("substance_use", &["past", "current"]), "substance use"),
            (told.at_least("falls_12m", 1.0), "falls"),
        ],
        "duloxetine" => vec![
            (!chronic, "not chronic"),
            (reader == Audience::Person, "for a clinician"),
            (told.has("meds", &["maoi", "linezolid-methylene-blue", "cyp1a2-inhibitor"]), "mix"),
            (told.is("liver", &["mild", "cirrhosis", "decompensated"]), "liver"),
            (told.at_least("alcohol", 3.0), "alcohol"),
            (told.is("hypertension", &["uncontrolled"]), "pressure"),
            (told.is("glaucoma_angle", &["yes"]), "glaucoma"),
            (told.is("bipolar", &["yes"]), "bipolar"),
            (pregnant, "pregnant"),
            (!told.at_least("age", 25.0), "under 25"),
            (told.number("egfr").is_some_and(|egfr| egfr < 30.0), "eGFR below 30"),
        ],
        "opioid-short-course" => vec![
            (chronic, "chronic"),
            (reader == Audience::Person, "for a clinician"),
            (sedated, "another sedative or opioid"),
            (pregnant, "pregnant"),
            (told.is("sleep_apnoea", &["yes"]) || told.is("copd", &["yes"]), "breathing"),
            (told.is("substance_use", &["past", "current"]), "substance use"),
            (told.is("past_overdose", &["yes"]), "past overdose"),
            (!told.is("self_harm", &["none"]), "self-harm, or not sure about it"),
        ],
        _ => vec![(true, "not in the table of medicines")],
    };
    checks.into_iter().filter(|(clashes, _)| *clashes).map(|(_, why)| why).collect()
}

/// The class of a medicine in the guideline.
fn class_of(id: &str) -> &'static str {
    let found = engine().guideline.medicines.iter().find(|entry| entry.id == id);
    found.map_or("", |entry| entry.body.class.as_str())
}

proptest! {
    #![proptest_config(tries(4_000))]

    #[test]
    fn nothing_is_offered_to_whom_it_could_harm(person in sample(6)) {
        let sheet = person.sheet();
        for reader in READERS {
            for note in offered(&plan(&sheet, reader)) {
                let clashes = clashes(note, Told(&sheet), reader);
                prop_assert!(clashes.is_empty(), "{} for {reader:?}: {clashes:?}", note.id);
            }
        }
    }

    #[test]
    fn a_plan_offers_one_of_a_kind_and_never_what_is_never_recommended(person in sample(6)) {
        let sheet = person.sheet();
        let calm = |plan: &Plan| {
            ![UrgencyWord::Emergency, UrgencyWord::SameDay, UrgencyWord::Incomplete]
                .contains(&plan.urgency)
        };
        for reader in READERS {
            let plan = plan(&sheet, reader);
            let classes: Vec<&str> = offered(&plan).map(|note| class_of(&note.id)).collect();
            let mut single = classes.clone();
            single.sort_unstable();
            single.dedup();
            prop_assert_eq!(single.len(), classes.len(), "{:?}", classes);
            prop_assert!(calm(&plan) || plan.medicines.is_empty());
            for note in &plan.medicines {
                prop_assert!(!NEVER.contains(&note.id.as_str()), "{}", note.id);
                prop_assert!(note.state == MedicineState::Offered || note.limits.is_none());
                if reader == Audience::Person {
                    prop_assert!(FOR_A_PERSON.contains(&note.id.as_str()), "{}", note.id);
                }
            }
            prop_assert!(!NEVER.into_iter().any(|id| recommends(&plan, id)));
        }
    }

    #[test]
    fn whatever_is_offered_comes_with_an_end_a_watch_and_company(person in sample(4)) {
        let sheet = person.sheet();
        for reader in READERS {
            for note in offered(&plan(&sheet, reader)) {
                prop_assert!(!note.watch.is_empty(), "{}", note.id);
                prop_assert!(!note.how_to_stop.is_empty(), "{}", note.id);
                prop_assert!(!note.self_care.is_empty(), "{}", note.id);
                prop_assert!(note.limits.as_ref().is_some_and(|limits| limits.stop_by.is_some()));
            }
        }
    }
}

#[test]
fn what_is_never_recommended_has_the_direction_against() {
    for id in NEVER {
        let medicine = engine().guideline.medicines.iter().find(|entry| entry.id == id);
        let against = medicine.is_none_or(|entry| entry.body.direction == Direction::Against);
        assert!(against, "{id} is not against");
        let advice = engine().guideline.recommendations.iter().find(|entry| entry.id == id);
        let against = advice.is_none_or(|entry| entry.body.direction == Direction::Against);
        assert!(against && (medicine.is_some() || advice.is_some()), "{id} is not against");
    }
}

/// The plan of a man of 40 who is otherwise well, for a person.
fn told_to_a_person(lines: &str) -> Plan {
    let given =
        answers(&["gate-clear", "plain-acute"], &format!("wants_medicine = \"yes\"\n{lines}"));
    plan(&sheet(&finished(given, calm)), Audience::Person)
}

#[test]
fn nobody_is_told_to_stop_at_once_what_must_be_stopped_slowly() {
    let slow = [
        "opioid",
        "opioid-slow-release",
        "gabapentinoid",
        "benzodiazepine",
        "tca",
        "ssri-snri",
        "steroid-oral",
        "relaxant",
    ];
    for medicine in slow {
        let plan = told_to_a_person(&format!("meds = [\"{medicine}\"]"));
        let section = plan.summary.iter().find(|section| section.key == "medicines").unwrap();
        let text = serde_json::to_string(&section.blocks).unwrap().to_lowercase();
        assert!(text.contains("suddenly"), "{medicine}: {text}");
        for order in ["stop now", "stop at once", "stop it now", "stop taking it today"] {
            assert!(!text.contains(order), "{medicine}: {text}");
        }
        assert_ne!(plan.urgency, UrgencyWord::SelfCare, "{medicine}");
    }
}

#[test]
fn a_short_opioid_course_is_offered_only_to_whoever_surely_has_no_thoughts_of_self_harm() {
    let state = |answer: &str| {
        let given = answers(
            &["gate-clear", "plain-acute"],
            &format!(
                "wants_medicine = \"yes\"\npain_now = 8\neased_last_24h = \"yes\"\n\
                 severe_function_loss = \"yes\"\nnsaid_failed_or_blocked = \"yes\"\n\
                 self_harm = \"{answer}\""
            ),
        );
        state_of(&plan(&sheet(&finished(given, calm)), Audience::Clinician), "opioid-short-course")
    };
    assert_eq!(state("none"), Some(MedicineState::Offered));
    assert_ne!(state("unknown"), Some(MedicineState::Offered));
    assert_eq!(state("thoughts"), None);
}

#[test]
fn each_thing_that_blocks_an_nsaid_for_everyone_does_so_alone() {
    let blocks = [
        "gi = [\"ulcer-now\"]",
        "gi = [\"bleed\"]",
        "gi = [\"perforation\"]",
        "allergy_nsaid = \"yes\"",
        "asthma = \"worse-with-aspirin\"",
        "heart_failure = \"yes\"",
        "egfr = 29",
        "kidney_disease = \"severe\"",
        "kidney_disease = \"dialysis\"",
        "acute_kidney_injury = \"yes\"",
        "liver = \"cirrhosis\"",
        "liver = \"decompensated\"",
        "heart_surgery = \"planned\"",
        "heart_surgery = \"last-14-days\"",
        "cv_event = [\"stroke\"]\ncv_event_months = 12",
        "dehydrated = \"yes\"",
        "meds = [\"dual-antiplatelet\"]",
        "meds = [\"lithium\"]",
        "meds = [\"methotrexate\"]",
        "meds = [\"ciclosporin-tacrolimus\"]",
        "meds = [\"nsaid-oral\"]",
        "meds = [\"nsaid-topical\"]",
        "meds = [\"acei-arb\", \"diuretic\"]",
        "meds = [\"warfarin\"]",
        "meds = [\"anticoagulant\"]",
        "hypertension = \"uncontrolled\"",
        "anticoag_or_bleeding = \"yes\"\nbleeding_disorder = \"yes\"",
    ];
    blocked_alone(&blocks, &[Audience::Person, Audience::Clinician]);
}

#[test]
fn each_thing_that_blocks_an_nsaid_for_a_person_does_so_alone() {
    let woman = "sex_at_birth = \"female\"\nage = 30";
    let blocks = [
        "age = 65",
        "gi = [\"ulcer-past\"]",
        "gi = [\"ibd\"]",
        "egfr = 30",
        "egfr = 59",
        "kidney_disease = \"some\"",
        "kidney_disease = \"unknown\"\nage = 50",
        "kidney_disease = \"unknown\"\ndiabetes = \"yes\"",
        "meds = [\"acei-arb\"]",
        "meds = [\"diuretic\"]",
        "meds = [\"antiplatelet\"]",
        "meds = [\"aspirin-low-dose\"]",
        "meds = [\"ssri-snri\"]",
        "meds = [\"steroid-oral\"]",
        "cv_event = [\"angina\"]",
        "cv_event = [\"leg-artery\"]",
        "asthma = \"yes\"",
        "alcohol = 3",
        "diabetes = \"yes\"",
        "days_since_onset = 85",
        "nsaid_days_30 = 11",
        "hypertension = \"unknown\"",
        "gi = \"unknown\"",
        "meds = \"unknown\"",
        "allergy_nsaid = \"unknown\"",
        "asthma = \"unknown\"",
        "heart_failure = \"unknown\"",
        "liver = \"unknown\"",
        "heart_surgery = \"unknown\"",
        "cv_event = \"unknown\"",
        "dehydrated = \"unknown\"",
        "alcohol = \"unknown\"",
        "diabetes = \"unknown\"",
        "nsaid_days_30 = \"unknown\"",
        "egfr = \"unknown\"",
        "acute_kidney_injury = \"unknown\"",
    ];
    blocked_alone(&blocks, &[Audience::Person]);
    let of_women = [
        "pregnant = \"possible\"",
        "pregnant = \"yes\"\ngestation = 8",
        "pregnant = \"unknown\"",
        "trying_to_conceive = \"yes\"",
        "postpartum = 20\nbreastfeeding = \"yes\"",
        "postpartum = 20\nbreastfeeding = \"unknown\"",
    ];
    for lines in of_women {
        blocked_alone(&[&format!("{woman}\n{lines}")], &[Audience::Person]);
    }
}

/// That no NSAID tablet is offered for any of these answers, and one is without them.
fn blocked_alone(blocks: &[&str], readers: &[Audience]) {
    let tablets = |lines: &str, reader: Audience| {
        let bases = ["gate-clear", "plain-acute"];
        let given = answers(&bases, &format!("wants_medicine = \"yes\"\n{lines}"));
        let plan = plan(&sheet(&finished(given, calm)), reader);
        offered(&plan).any(|note| TABLETS.contains(&note.id.as_str()))
    };
    for reader in readers {
        assert!(tablets("", *reader), "nothing is offered to {reader:?} at all");
        for lines in blocks {
            assert!(!tablets(lines, *reader), "offered to {reader:?} with {lines}");
        }
    }
}
