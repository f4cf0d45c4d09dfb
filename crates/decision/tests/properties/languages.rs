//! The same answers are decided the same in every language (invariant 5), and an urgent page
//! stands wholly in the language of its reader.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use lumbago_decision::Engine;
use lumbago_decision::decide::MedicineState;
use lumbago_decision::derive::derive;
use lumbago_decision::facts::{FactSheet, State};
use lumbago_decision::plan::{Audience, Context, Plan, UrgencyWord, release};
use lumbago_guideline::fact::Who;
use proptest::prelude::*;

use crate::sameness::decided;
use crate::samples::{Finish, Sample, Shown, sample, wild_sheet};
use crate::support::{TODAY, answers, engine, sheet};
use crate::told::{READERS, plan, tries};

/// Every language beside the first: its code, its engine, and what it lacks.
static LANGUAGES: LazyLock<Vec<(String, Engine, BTreeSet<String>)>> = LazyLock::new(|| {
    let ids = engine().guideline.languages.iter().map(|language| language.id.clone());
    let made = ids.map(|id| {
        let (engine, left) = engine().in_language(&id).expect("it is a language of the guideline");
        (id, engine, left)
    });
    made.collect()
});

fn in_language(engine: &Engine, sheet: &FactSheet, audience: Audience) -> Plan {
    let released = release(engine, sheet, Context { audience, today: Some(TODAY), begun: None });
    assert!(released.failures.is_empty(), "{:?}", released.failures);
    released.plan
}

/// Every number of the medicines that a plan offers.
fn doses(plan: &Plan) -> Vec<(String, MedicineState, String)> {
    let medicines = plan.medicines.iter();
    let told = medicines.map(|note| {
        let limits = note.limits.as_ref().map(|limits| {
            let lengths = (limits.days, limits.days_max, &limits.stop_on, &limits.stop_by);
            (limits.single_mg, limits.every_hours, limits.max_24h_mg, lengths)
        });
        (note.id.clone(), note.state, format!("{limits:?}"))
    });
    told.collect()
}

/// What an urgent page says to the person, but for the hand-over and the sources.
fn urgent_words(plan: &Plan) -> Vec<&str> {
    let line = &plan.bottom_line;
    let mut words =
        vec![&*line.title, &*line.action, &*line.why, &*line.meanwhile, &*line.at_night];
    words.extend(line.what_to_say.iter().map(String::as_str));
    words.extend(line.special.iter().map(|special| special.text.as_str()));
    for flag in &plan.red_flags {
        words.push(&flag.statement.text);
        words.extend(flag.why.iter().map(String::as_str));
    }
    words
}

/// What a person can answer, of a sheet on which everything may stand.
fn of_a_person(mut sheet: FactSheet) -> FactSheet {
    let facts = &engine().guideline.facts;
    for (id, fact) in facts.iter() {
        if fact.who == Who::Clinician || fact.derived.is_some() {
            sheet.set(id, State::NotAsked);
        }
    }
    derive(facts, &mut sheet);
    sheet
}

proptest! {
    #![proptest_config(tries(300))]

    #[test]
    fn every_language_decides_the_same(sample in sample(6)) {
        let sheet = sample.sheet();
        for (id, translated, _) in LANGUAGES.iter() {
            for audience in READERS {
                let first = plan(&sheet, audience);
                let other = in_language(translated, &sheet, audience);
                prop_assert_eq!(decided(&first), decided(&other), "in {}", id);
                prop_assert_eq!(doses(&first), doses(&other), "in {}", id);
                prop_assert_eq!(&first.sources.len(), &other.sources.len(), "in {}", id);
                prop_assert_eq!(&first.edition, &other.edition, "in {}", id);
            }
        }
    }

    #[test]
    fn an_urgent_page_holds_no_sentence_of_the_first_language(
        sample in sample(6),
        Shown(wild) in wild_sheet(),
    ) {
        let sheet = of_a_person(if sample.gate { sample.sheet() } else { wild });
        for (id, translated, left) in LANGUAGES.iter() {
            let plan = in_language(translated, &sheet, Audience::Person);
            if !matches!(plan.urgency, UrgencyWord::Emergency | UrgencyWord::SameDay) {
                continue;
            }
            for word in urgent_words(&plan) {
                let lacks = left.iter().find(|text| text.contains(' ') && word.contains(&***text));
                prop_assert!(lacks.is_none(), "in {}: {:?}, from {:?}", id, word, lacks);
            }
        }
    }
}

#[test]
fn an_emergency_is_told_in_spanish_from_its_title_to_its_reasons() {
    let (_, spanish, _) = LANGUAGES.iter().find(|(id, ..)| id == "es").unwrap();
    let told = sheet(&answers(&["plain-acute"], "saddle_numb = \"yes\"\nregion = \"es\""));
    let plan = in_language(spanish, &told, Audience::Person);
    assert_eq!(plan.urgency, UrgencyWord::Emergency);
    assert_eq!(plan.bottom_line.title, "Pide ayuda de emergencia ahora");
    assert!(plan.bottom_line.action.starts_with("Pide ayuda ahora: llama al 112, o ve directo"));
    assert!(plan.red_flags[0].why[0].ends_with("en la zona que toca una silla de montar? Sí"));
    assert!(plan.red_flags[0].statement.text.contains("adormecimiento nuevo"));
}

#[test]
fn what_a_language_lacks_stands_in_the_first_one_and_is_listed() {
    let (_, spanish, left) = LANGUAGES.iter().find(|(id, ..)| id == "es").unwrap();
    let calm = Sample { base: "plain-acute", gate: true, changes: vec![], finish: Finish::Calm };
    let plan = in_language(spanish, &calm.sheet(), Audience::Person);
    let options = plan.recommendations.iter().map(|note| &note.title);
    for title in options {
        let first = engine().guideline.recommendations.iter().any(|r| r.body.title == *title);
        assert_eq!(first, left.contains(title), "{title}");
    }
}
