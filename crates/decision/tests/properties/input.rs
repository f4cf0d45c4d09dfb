//! What cannot be true, or cannot be read, never becomes a sheet or is named (invariant 13).

use lumbago_decision::facts::Value;
use lumbago_guideline::answers::{Answers, Given, Raw};
use lumbago_guideline::fact::{FactId, FactKind};
use proptest::prelude::*;
use proptest::sample::select;

use crate::samples::{Change, raw, sample};
use crate::support::{answers, engine, sheet, try_sheet};
use crate::told::tries;

/// Anything that a file can hold.
fn anything() -> impl Strategy<Value = Raw> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Raw::Bool),
        any::<i64>().prop_map(|number| Raw::Number(number.to_string())),
        any::<f64>().prop_map(|number| Raw::Number(number.to_string())),
        "\\PC{0,60}".prop_map(Raw::Text),
        Just(Raw::Null),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Raw::List),
            prop::collection::vec(("[a-z_]{0,8}", inner), 0..4).prop_map(Raw::Table),
        ]
    })
}

/// Names that mean something, and some that do not.
fn any_name() -> impl Strategy<Value = String> {
    let facts = &engine().guideline.facts;
    let known = facts.ids().chain(facts.groups()).chain(["closed"]);
    let known: Vec<String> = known.map(str::to_owned).collect();
    prop_oneof![4 => select(known), 1 => "[a-z_]{0,12}"]
}

/// An answer of the wrong kind for a fact.
fn misfit() -> impl Strategy<Value = (String, Raw)> {
    let facts: Vec<FactId> = engine().guideline.facts.iter().map(|(id, _)| id).collect();
    select(facts).prop_flat_map(|id| {
        let fact = engine().guideline.facts.get(id).unwrap();
        let number = |number: i64| Raw::Number(number.to_string());
        let text = |word: &str| Raw::Text(word.to_owned());
        let wrong = match &fact.kind {
            FactKind::Choice { .. } => {
                vec![number(1), text("perhaps"), Raw::List(vec![text("yes")]), Raw::Null]
            }
            FactKind::Set { options } => vec![
                number(1),
                text("perhaps"),
                Raw::Bool(true),
                Raw::List(vec![text("none"), text(&options[0])]),
            ],
            FactKind::Number { least, greatest, decimals, .. } => {
                let step = 10i64.pow(u32::from(*decimals));
                vec![
                    number(greatest / step + 1),
                    number((least - 1).div_euclid(step) - 1),
                    text("many"),
                    Raw::Bool(true),
                    Raw::Number("1e3".to_owned()),
                    Raw::Number("NaN".to_owned()),
                    Raw::Number("0.12345".to_owned()),
                ]
            }
            FactKind::Text | FactKind::Texts => vec![number(1), Raw::Null, Raw::Bool(false)],
        };
        (Just(fact.id.clone()), select(wrong))
    })
}

proptest! {
    #![proptest_config(tries(2_000))]

    #[test]
    fn whatever_is_written_is_read_or_refused_with_a_remedy(
        rows in prop::collection::vec((any_name(), anything()), 0..6),
    ) {
        let given = |(name, value)| Given { name, offset: 0, value };
        if let Err(problems) = try_sheet(&Answers(rows.into_iter().map(given).collect())) {
            prop_assert!(!problems.is_empty());
            for problem in problems {
                prop_assert!(problem.help.is_some(), "{problem}");
                prop_assert_eq!(&problem.place.file, "case.toml");
            }
        }
    }

    #[test]
    fn an_answer_that_does_not_fit_its_question_is_refused(
        person in sample(3),
        (name, value) in misfit(),
    ) {
        let mut answers = person.answers();
        answers.0.retain(|given| given.name != name);
        answers.0.push(Given { name: name.clone(), offset: 0, value });
        let problems = try_sheet(&answers).map(|_| ()).unwrap_err();
        prop_assert!(problems.iter().any(|problem| problem.message.contains(&name)));
    }

    #[test]
    fn a_question_that_is_answered_twice_is_refused(
        person in sample(3),
        at in any::<prop::sample::Index>(),
    ) {
        let mut answers = person.answers();
        let again = at.get(&answers.0).clone();
        answers.0.push(again);
        prop_assert!(try_sheet(&answers).is_err());
    }
}

#[test]
fn numbers_are_read_up_to_both_ends_of_their_range_and_no_further() {
    for (id, fact) in engine().guideline.facts.iter() {
        let FactKind::Number { least, greatest, .. } = &fact.kind else { continue };
        for (value, fits) in
            [(least - 1, false), (*least, true), (*greatest, true), (greatest + 1, false)]
        {
            let state = lumbago_decision::facts::State::Known(Value::Number(value));
            let value = raw(&fact.kind, &state).unwrap();
            let answers = Answers(vec![Given { name: fact.id.clone(), offset: 0, value }]);
            let told = Change(id, state);
            assert_eq!(try_sheet(&answers).is_ok(), fits, "{told:?}");
        }
    }
}

#[test]
fn answers_that_cannot_both_be_true_are_named() {
    let clashes = [
        ("male-and-pregnant", "sex_at_birth = \"male\"\npregnant = \"yes\""),
        ("male-and-pregnant", "sex_at_birth = \"male\"\npregnant = \"possible\""),
        ("weeks-without-pregnancy", "pregnant = \"no\"\ngestation = 1"),
        ("first-pain-after-today", "age = 40\nage_first_onset = 41"),
        ("pain-longer-than-life", "age = 1\ndays_since_onset = 733"),
        ("bed-hours", "bed_hours_last_24 = 9\nbed_hours_last_48 = 8"),
        ("heart-class-without-heart-failure", "heart_failure = \"none\"\nnyha = 1"),
        ("worst-below-now", "pain_now = 6\npain_worst = 5"),
    ];
    let found = |lines: &str| -> Vec<String> {
        let sheet = sheet(&answers(&[], lines));
        engine().contradictions(&sheet).into_iter().map(|pair| pair.id.clone()).collect()
    };
    for (id, lines) in clashes {
        assert_eq!(found(lines), [id], "{lines}");
    }
    let harmless = [
        "sex_at_birth = \"female\"\npregnant = \"yes\"\ngestation = 1",
        "pregnant = \"no\"\ngestation = 0",
        "age = 40\nage_first_onset = 40",
        "age = 1\ndays_since_onset = 732",
        "bed_hours_last_24 = 8\nbed_hours_last_48 = 8",
        "heart_failure = \"yes\"\nnyha = 1",
        "pain_now = 5\npain_worst = 5",
        "sex_at_birth = \"male\"\npregnant = \"unknown\"",
    ];
    for lines in harmless {
        assert_eq!(found(lines), Vec::<String>::new(), "{lines}");
    }
    let tried: Vec<&str> = clashes.iter().map(|(id, _)| *id).collect();
    for pair in &engine().guideline.texts.contradictions.pair {
        assert!(tried.contains(&pair.id.as_str()), "`{}` is not tried here", pair.id);
    }
}
