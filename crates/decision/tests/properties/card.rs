//! The warning card shows what this person can still get, and nothing that the answers rule out.
//! That no flag lacks its sign for any possible input is proved (hazard k09); here it is tried on
//! people, also with all but the lasting answers forgotten, as if a sign came tomorrow.

use std::collections::BTreeSet;

use lumbago_decision::facts::{FactSheet, State};
use lumbago_guideline::urgency::Urgency;
use proptest::prelude::*;

use crate::samples::sample;
use crate::support::{answers, engine, sheet};

/// The signs on the card of somebody.
fn signs(sheet: &FactSheet) -> Vec<&'static str> {
    let card = &engine().guideline.texts.warning_card;
    let groups = engine().decide(sheet).card_signs(card);
    groups.into_iter().flat_map(|(_, signs)| signs).map(|sign| sign.say.as_str()).collect()
}

fn told(lines: &str) -> String {
    signs(&sheet(&answers(&[], lines))).join("\n")
}

#[test]
fn a_man_of_40_reads_no_sign_of_pregnancy_of_childhood_or_of_what_he_does_not_have() {
    let like = answers(&["plain-acute"], "age = 40\nsex_at_birth = \"male\"");
    let card = signs(&sheet(&like)).join("\n");
    for word in ["regnan", "period", "child", "Cancer", "transplant", "50 or over", "thinner"] {
        assert!(!card.contains(word), "{word}: {card}");
    }
    for word in ["between the legs", "Chest pain", "Fever", "end your life", "anti-inflammatory"] {
        assert!(card.contains(word), "{word}: {card}");
    }
}

#[test]
fn whoever_answered_nothing_reads_every_sign() {
    let all = engine().guideline.texts.warning_card.signs().count();
    assert_eq!(signs(&FactSheet::unasked(engine().guideline.facts.len())).len(), all);
}

#[test]
fn what_somebody_is_not_sure_of_may_be_so() {
    let woman = "sex_at_birth = \"female\"\nage = 30\n";
    assert!(told(&format!("{woman}pregnant = \"unknown\"")).contains("Pregnant, with bleeding"));
    assert!(!told(&format!("{woman}pregnant = \"no\"")).contains("Pregnant, with bleeding"));
    assert!(told(&format!("{woman}pregnant = \"no\"")).contains("A missed period"));
    assert!(told("sex_at_birth = \"unknown\"\nage = 30").contains("A missed period"));
    assert!(told("sex_at_birth = \"male\"").contains("A child under 5"), "the age is not known");
    assert!(told("cancer = \"unknown\"").contains("Cancer, now or past"));
    assert!(!told("cancer = \"never\"").contains("Cancer, now or past"));
    assert!(told("kidney_special = \"unknown\"").contains("transplant"));
}

/// What is left of some answers tomorrow: what a person is and has, and none of how they feel.
const LASTING: [&str; 14] = [
    "age",
    "sex_at_birth",
    "pregnant",
    "meds",
    "cancer",
    "immune_low",
    "iv_drugs",
    "devices",
    "diabetes",
    "steroid_long",
    "known_aaa",
    "aorta_conditions",
    "kidney_special",
    "known_stiff_spine",
];

/// The red flags for today or sooner that may be present and have a sign, and lack it on the card.
fn missed(sheet: &FactSheet) -> Vec<&'static str> {
    let engine = engine();
    let decision = engine.decide(sheet);
    let card = &engine.guideline.texts.warning_card;
    let carries = |id: &String| card.signs().any(|(_, sign)| sign.carries.contains(id));
    let shown: BTreeSet<&String> = decision
        .card_signs(card)
        .into_iter()
        .flat_map(|(_, signs)| signs)
        .flat_map(|sign| &sign.carries)
        .collect();
    let flags = engine.guideline.red_flags.iter().zip(&engine.compiled.danger.flags);
    flags
        .filter(|(_, wires)| {
            let urgent = wires.levels.iter().filter(|level| level.urgency >= Urgency::SameDay);
            let mut conditions = urgent.filter_map(|level| level.list.out);
            conditions.any(|gate| decision.values.get(gate).is_open())
        })
        .filter(|(flag, _)| flag.body.spec.iter().any(carries))
        .filter(|(flag, _)| !flag.body.spec.iter().any(|id| shown.contains(id)))
        .map(|(flag, _)| flag.id.as_str())
        .collect()
}

proptest! {
    #[test]
    fn each_flag_that_may_be_present_today_or_tomorrow_has_its_sign(person in sample(10)) {
        let today = person.sheet();
        prop_assert_eq!(missed(&today), Vec::<&str>::new());
        let mut tomorrow = today.clone();
        for (id, fact) in engine().guideline.facts.iter() {
            if !LASTING.contains(&fact.id.as_str()) {
                tomorrow.set(id, State::NotAsked);
            }
        }
        prop_assert_eq!(missed(&tomorrow), Vec::<&str>::new());
    }
}
