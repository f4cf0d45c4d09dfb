//! The same answers give the same plan: for every reader, in every order, again and again
//! (invariants 5 and 48).

use std::sync::LazyLock;

use lumbago_decision::Engine;
use lumbago_decision::facts::{FactSheet, State};
use lumbago_decision::plan::{Audience, Context, Plan, release};
use lumbago_guideline::answers::{Answers, Raw};
use lumbago_guideline::fact::FactKind;
use proptest::prelude::*;
use proptest::sample::select;

use crate::bearing::options;
use crate::samples::{Change, Finish, Sample, Shown, answer, sample, wild_sheet};
use crate::support::{TODAY, engine, sheet, try_sheet};
use crate::told::{READERS, fact, plan, tries};

/// The same guideline, compiled a second time.
static ANEW: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(engine().guideline.clone()).expect("it compiles twice"));

/// What must not depend on who reads.
pub fn decided(plan: &Plan) -> impl PartialEq + std::fmt::Debug {
    let flags = plan.red_flags.iter();
    let flags: Vec<_> =
        flags.map(|flag| (flag.id.clone(), flag.state, flag.urgency, flag.within_days)).collect();
    let classes: Vec<_> =
        plan.classes.iter().map(|class| (class.id.clone(), class.state, class.leads)).collect();
    let imaging: Vec<_> = plan.imaging.iter().map(|note| note.id.clone()).collect();
    let made: Vec<_> = plan.recommendations.iter().map(|note| note.id.clone()).collect();
    let asked: Vec<_> = plan.ask_next.iter().map(|question| question.fact.clone()).collect();
    let checks: Vec<_> =
        plan.follow_up.iter().map(|note| (note.id.clone(), note.in_days)).collect();
    let urgency = (plan.urgency, plan.within_days, plan.already);
    (urgency, flags, classes, imaging, made, asked, checks)
}

/// The facts that say who reads and where, with every option.
fn ways_of_reading() -> Vec<Change> {
    let facts = &engine().guideline.facts;
    let mut ways = Vec::new();
    for name in ["role", "language", "reading_level", "region"] {
        let id = fact(name);
        ways.push(Change(id, State::Unknown));
        ways.push(Change(id, State::NotAsked));
        let options = options(facts.get(id).unwrap());
        ways.extend(options.into_iter().map(|(_, state)| Change(id, state)));
    }
    ways
}

/// An answer in another spelling that means the same.
fn respelled(value: &Raw) -> Raw {
    match value {
        Raw::Text(word) => Raw::Text(format!(" {} ", word.to_uppercase().replace('-', " "))),
        Raw::List(list) if list.is_empty() => Raw::Text("None".to_owned()),
        Raw::List(list) => Raw::List(list.iter().rev().map(respelled_word).collect()),
        other => other.clone(),
    }
}

fn respelled_word(value: &Raw) -> Raw {
    match value {
        Raw::Text(word) => Raw::Text(word.replace('-', "_")),
        other => other.clone(),
    }
}

/// A sheet as somebody would write it.
fn written(sheet: &FactSheet) -> Answers {
    let mut answers = Answers::default();
    for (id, _) in engine().guideline.facts.iter() {
        answer(&mut answers, id, sheet.state(id));
    }
    answers
}

proptest! {
    #![proptest_config(tries(800))]

    #[test]
    fn a_person_and_a_clinician_are_told_the_same_urgency(person in sample(8)) {
        let sheet = person.sheet();
        let [one, other] = READERS.map(|reader| plan(&sheet, reader));
        prop_assert_eq!(decided(&one), decided(&other));
    }

    #[test]
    fn role_language_reading_level_and_country_leave_the_urgency_alone(
        person in sample(8),
        way in select(ways_of_reading()),
    ) {
        let [before, after] = [person.sheet(), person.with(&way).sheet()].map(|sheet| {
            let decision = engine().decide(&sheet);
            let flags: Vec<_> = decision.flags.iter().map(|f| (f.index, f.presence)).collect();
            (decision.outcome, decision.urgency, decision.already, flags)
        });
        prop_assert_eq!(before, after);
    }

    #[test]
    fn the_same_answers_give_the_same_plan_again(person in sample(8)) {
        let sheet = person.sheet();
        for audience in READERS {
            let context = Context { audience, today: Some(TODAY), begun: None };
            let first = plan(&sheet, audience);
            prop_assert_eq!(&first, &plan(&sheet, audience));
            prop_assert_eq!(&first, &release(&ANEW, &sheet, context).plan);
        }
    }

    #[test]
    fn the_order_of_the_answers_does_not_matter(
        (one, other) in sample(8).prop_flat_map(|person| {
            let answers = person.answers().0;
            (Just(answers.clone()), Just(answers).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(Shown(sheet(&Answers(one))), Shown(sheet(&Answers(other))));
    }

    #[test]
    fn a_plan_survives_the_way_through_json(person in sample(8), clinician in any::<bool>()) {
        let audience = READERS[usize::from(clinician)];
        let plan = plan(&person.sheet(), audience);
        let written = serde_json::to_string(&plan).unwrap();
        let read: Plan = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(plan, read);
    }

    #[test]
    fn answers_mean_the_same_in_other_spellings(person in sample(8)) {
        let person = Sample { finish: Finish::Open, ..person };
        let usual = person.answers();
        let mut other = usual.clone();
        for given in &mut other.0 {
            let (_, fact) = engine().guideline.facts.find(&given.name).unwrap();
            match (&given.value, fact.yes_no) {
                (Raw::Text(word), true) if word == "yes" => given.value = Raw::Bool(true),
                (Raw::Text(word), true) if word == "no" => given.value = Raw::Bool(false),
                _ if fact.kind.options().is_empty() => {}
                (value, _) => given.value = respelled(value),
            }
        }
        prop_assert_eq!(Ok(Shown(sheet(&usual))), try_sheet(&other).map(Shown));
    }

    #[test]
    fn a_sheet_that_is_written_down_and_read_again_is_the_same(told in wild_sheet()) {
        let read = sheet(&written(&told.0));
        for (id, fact) in engine().guideline.facts.iter() {
            // Words of the person's own may be tidied; everything else comes back as it was.
            let words = matches!(fact.kind, FactKind::Text | FactKind::Texts);
            prop_assert!(words || read.state(id) == told.0.state(id), "{}", fact.id);
        }
        prop_assert_eq!(Shown(sheet(&written(&read))), Shown(read));
    }
}

#[test]
fn the_plan_names_the_edition_that_decided() {
    let person =
        Sample { base: "plain-acute", gate: true, changes: Vec::new(), finish: Finish::Calm };
    let plan = plan(&person.sheet(), Audience::Person);
    let edition = &engine().guideline.texts.edition;
    assert_eq!(plan.edition.version, edition.version);
    assert_eq!(plan.edition.content, engine().guideline.content_hash);
    let printed = serde_json::to_string(&plan.summary).unwrap();
    assert!(printed.contains(&plan.edition.content), "the print does not name the edition");
}
