//! What an answer is made of, and how it is fitted to a plan.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod support;

use lumbago_ask::{Answer, AnswerStatement, Index, Person, statements};
use support::{engine, index, plan_of};

fn answer(question: &str) -> Answer {
    index().answer(question, Person::default())
}

fn fitted(question: &str, case: &str) -> Answer {
    let plan = plan_of(case);
    index().answer(question, Person { plan: Some(&plan), region: None })
}

fn told<'a>(answer: &'a Answer, id: &str) -> &'a AnswerStatement {
    let found = answer.statements.iter().find(|statement| statement.id == id);
    found.unwrap_or_else(|| panic!("{id} is not among {:?}", answer.statements))
}

#[test]
fn every_statement_names_numbered_sources_or_says_what_nobody_confirmed() {
    for question in ["heat or ice?", "can i take nurofen", "do i need an mri", "is yoga ok"] {
        let answer = answer(question);
        assert!(!answer.statements.is_empty(), "{question}");
        for statement in &answer.statements {
            let known = |number: &u16| answer.sources.iter().any(|s| s.number == *number);
            assert!(statement.cites.iter().all(known), "{}", statement.id);
            assert!(
                !statement.cites.is_empty() || !statement.unconfirmed.is_empty(),
                "{}",
                statement.id
            );
            assert_eq!(statement.status, "submitted");
        }
    }
}

#[test]
fn a_medicine_without_a_plan_says_what_must_be_asked_first_and_no_dose() {
    let answer = answer("can I take nurofen");
    let ibuprofen = told(&answer, "medicine/ibuprofen");
    assert!(ibuprofen.first.as_deref().is_some_and(|first| first.contains("asked first")));
    assert!(ibuprofen.asked_first.iter().any(|asked| asked.fact == "meds"));
    assert!(ibuprofen.fields.is_empty());
}

#[test]
fn what_the_own_plan_says_comes_before_what_holds_for_others() {
    let answer = fitted("do i need an mri", "wants-a-painkiller");
    let order: Vec<bool> =
        answer.statements.iter().map(|told| told.on_plan == Some(true)).collect();
    assert!(order.contains(&true), "the plan says something of scans: {answer:?}");
    assert!(order.is_sorted_by(|before, after| before >= after), "{order:?}");
}

#[test]
fn a_medicine_that_the_plan_blocks_is_answered_with_its_reason() {
    let answer = fitted("can i take ibuprofen", "blood-thinner-mild-pain");
    let ibuprofen = told(&answer, "medicine/ibuprofen");
    assert!(ibuprofen.fields.is_empty() && ibuprofen.on_plan == Some(false), "{ibuprofen:?}");
    let why = ibuprofen.why.join(" ");
    assert!(why.contains("blood thinner"), "{ibuprofen:?}");
}

#[test]
fn a_medicine_that_the_plan_offers_is_told_with_the_limits_of_the_plan() {
    let plan = plan_of("ibuprofen-and-nothing-against-it");
    let offered = plan.medicines.iter().filter(|note| note.limits.is_some());
    for note in offered {
        let answer = index().answer(&note.title, Person { plan: Some(&plan), region: None });
        let id = format!("medicine/{}", note.id);
        let Some(statement) = answer.statements.iter().find(|told| told.id == id) else { continue };
        assert_eq!(
            statement.fields,
            lumbago_decision::plan::medicine_rows(&engine().guideline.texts.words, note)
        );
    }
}

#[test]
fn a_dose_waits_for_what_the_question_tells_since_the_plan_was_made() {
    let mut waits = 0;
    for (question, fact) in [
        ("i am 7 months pregnant can I take ibuprofen", "pregnant"),
        ("I just found out I am pregnant, is nurofen ok", "pregnant"),
        ("I started warfarin today, can I take ibuprofen?", "anticoag_or_bleeding"),
        ("I had a stomach ulcer, can i take ibuprofen", "gi"),
        ("my kidneys are bad, can i take ibuprofen", "kidney_disease"),
        ("i have asthma, is ibuprofen ok", "asthma"),
        ("I'm not pregnant, can I take ibuprofen?", "pregnant"),
    ] {
        let offered = "wants-a-painkiller";
        for answer in [fitted(question, offered), answer(question)] {
            let doses = answer.statements.iter().filter(|told| !told.fields.is_empty());
            assert_eq!(doses.count(), 0, "{question}");
            let asks = answer.ask_now.iter().any(|asked| asked.fact == fact);
            assert!(asks || !answer.danger.is_empty(), "{question}: nothing is asked");
            let mut all = answer.statements.iter();
            if let Some(doubtful) = all.find(|told| told.id == "medicine/ibuprofen") {
                let first = doubtful.first.as_deref().unwrap_or_default();
                assert!(first.contains("take none of it until then"), "{question}: {first}");
                waits += 1;
            }
        }
    }
    assert!(waits >= 10, "only {waits} of 14 answers name it");
    let plain = fitted("can i take ibuprofen for my back", "wants-a-painkiller");
    assert!(!told(&plain, "medicine/ibuprofen").fields.is_empty(), "nothing is in doubt here");
}

#[test]
fn what_only_explains_is_told_without_asking_whether_it_suits() {
    let plan = plan_of("wants-a-painkiller");
    let why = "recommendation/scan-reasons-explained";
    assert!(plan.recommendations.iter().all(|note| !why.ends_with(&note.id)), "the plan holds it");
    let answer = fitted("why is a scan useful or not useful", "wants-a-painkiller");
    let told = answer.statements.iter().find(|told| told.id == why);
    let told = told.unwrap_or_else(|| panic!("not found among {:?}", answer.statements));
    assert_eq!(told.first, None, "{told:?}");
}

#[test]
fn no_amount_is_told_of_a_medicine_that_the_plan_does_not_offer() {
    let questions = engine().guideline.questions.question.iter();
    let plan = plan_of("blood-thinner-mild-pain");
    for question in questions {
        for person in [Person::default(), Person { plan: Some(&plan), region: None }] {
            for statement in index().answer(&question.ask, person).statements {
                let offered = plan.medicines.iter().any(|note| {
                    note.limits.is_some() && statement.id == format!("medicine/{}", note.id)
                });
                let text = format!("{} {:?}", statement.text, statement.fields);
                assert!(offered || !text.contains(" mg"), "{}: {text}", question.ask);
            }
        }
    }
}

#[test]
fn a_plan_that_sends_somebody_to_be_seen_today_is_answered_with_explanations_alone() {
    for question in ["is walking good?", "can i take nurofen", "when can i go back to work"] {
        let answer = fitted(question, "fever-and-back-pain");
        let treats = |told: &&AnswerStatement| !told.kind.only_explains();
        let treating: Vec<&str> =
            answer.statements.iter().filter(treats).map(|told| told.id.as_str()).collect();
        assert!(treating.iter().all(|id| !id.starts_with("medicine/ibu")), "{treating:?}");
        assert!(!answer.notes.is_empty() || answer.emergency.is_some(), "{question}");
    }
}

#[test]
fn what_is_not_held_says_so_and_whom_to_ask() {
    for question in ["my knee hurts", "asdf qwer zxcv", "", "which mattress should i buy"] {
        let answer = answer(question);
        let not_held = answer.not_held.unwrap_or_else(|| panic!("{question} is answered"));
        assert!(!not_held.say.is_empty() && answer.statements.is_empty());
        assert!(!not_held.ask.is_empty(), "{question}");
    }
}

#[test]
fn every_name_of_a_statement_stands_once() {
    let mut names: Vec<String> =
        statements(&engine().guideline).into_iter().map(|held| held.id).collect();
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all);
    assert!(names.contains(&"disagreement/X06".to_owned()));
}

#[test]
fn a_question_finds_the_same_in_every_language_and_is_told_in_its_own() {
    let (spanish, _) = engine().in_language("es").expect("there is Spanish");
    let spanish = Index::told_in(&engine().guideline, &spanish.guideline);
    for question in engine().guideline.questions.question.iter().step_by(7) {
        let told = spanish.answer(&question.ask, Person::default());
        let first = answer(&question.ask);
        let found = |answer: &Answer| {
            let danger: Vec<String> = answer.danger.iter().map(|found| found.id.clone()).collect();
            let told = answer.statements.iter().map(|told| told.id.clone());
            let topic = answer.not_held.as_ref().map(|none| none.topic.clone());
            (danger, answer.emergency.is_some(), told.collect::<Vec<_>>(), topic)
        };
        assert_eq!(found(&told), found(&first), "{}", question.ask);
    }
    let none = spanish.answer("¿qué colchón compro?", Person::default()).not_held;
    let none = none.expect("nothing is held");
    assert!(none.say.contains("Lumbago no tiene"), "{}", none.say);
    let sure = spanish.answer("no puedo orinar", Person::default());
    let now = sure.emergency.expect("an emergency");
    assert!(now.action.contains("ayuda"), "{}", now.action);
    assert!(sure.notes.iter().all(|note| note.contains("Has escrito sobre")), "{:?}", sure.notes);
}

#[test]
fn a_question_at_the_end_of_a_story_is_answered_by_its_name() {
    let answer = answer("We dug up the beds for my mother all of Sunday, it rained. Heat or ice?");
    told(&answer, "disagreement/X06");
    assert!(answer.not_held.is_none());
}

#[test]
fn beside_a_danger_nothing_is_told_that_only_a_part_of_the_words_names() {
    let answer = answer("foot is freezing and blue compared with the other one. Is it sciatica?");
    assert!(answer.statements.is_empty() && !answer.ask_now.is_empty(), "{answer:?}");
}

/// The index that tells in Spanish.
fn spanish() -> Index {
    let guideline = &engine().guideline;
    let told = guideline.in_language("es").expect("there is Spanish").guideline;
    Index::told_in(guideline, &told)
}

#[test]
fn a_spanish_question_finds_statements_and_is_told_in_spanish_under_spanish_headings() {
    let index = spanish();
    for (question, id, heading) in [
        ("cuando ayuda una imagen", "scans/when-it-helps", "Cuándo ayuda una imagen"),
        ("¿qué es la ciática?", "word/sciatica", "ciática"),
        ("que hago si me da un brote", "activity/flare", "Qué hacer en un brote de dolor"),
    ] {
        let answer = index.answer(question, Person::default());
        assert_eq!(told(&answer, id).title, heading, "{question}");
    }
}

#[test]
fn no_heading_is_the_same_in_spanish_where_its_text_is_not() {
    let guideline = &engine().guideline;
    let spanish = guideline.in_language("es").expect("there is Spanish").guideline;
    let both = statements(guideline).into_iter().zip(statements(&spanish));
    let left = both.filter(|(first, told)| first.text != told.text && first.title == told.title);
    let left: Vec<String> = left.map(|(first, _)| first.title).collect();
    // These words are the same in both languages.
    let same =
        ["cauda equina", "osteoporosis", "paracetamol", "TENS", "PEG", "Carisoprodol", "Celecoxib"];
    let left: Vec<&String> = left.iter().filter(|own| !same.contains(&own.as_str())).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn where_nothing_is_held_a_question_about_the_own_body_is_offered_a_short_check() {
    let check = |question: &str| {
        let answer = answer(question);
        answer.not_held.unwrap_or_else(|| panic!("{question} is held")).check
    };
    let offered = check("my eyebrows are thin, which pencil").expect("a check");
    assert!(offered.facts.iter().any(|fact| fact.fact == "chest_pain_breathless"));
    assert!(!offered.say.contains('{'), "{}", offered.say);
    assert!(check("who won the cup").is_none());
    let danger = answer("my knee clicks and i have a fever");
    assert!(!danger.ask_now.is_empty());
    assert!(danger.not_held.is_none_or(|none| none.check.is_none()));
    let plan = plan_of("strain-on-day-3");
    let fitted = index()
        .answer("my eyebrows are thin, which pencil", Person { plan: Some(&plan), region: None });
    let say = fitted.not_held.and_then(|none| none.check).expect("a check").say;
    assert!(say.contains(&plan.bottom_line.emergency_number), "{say}");
}

#[test]
fn of_two_subjects_the_one_with_the_longer_phrase_is_told() {
    let topic = |question: &str| answer(question).not_held.and_then(|none| none.topic);
    assert_eq!(topic("who won the cup").as_deref(), Some("not-health"));
    assert_eq!(topic("does cupping work").as_deref(), Some("remedies"));
}

#[test]
fn whether_a_scan_is_needed_is_answered_before_what_the_word_means() {
    let first = |question: &str| {
        answer(question).statements.first().map(|told| told.id.clone()).unwrap_or_default()
    };
    assert_ne!(first("do i need an mri"), "word/mri");
    assert_eq!(first("what is an mri"), "word/mri");
}
