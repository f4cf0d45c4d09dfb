//! Danger in the words of a question: it may raise the urgency, never lower it (k46, k47).
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::collections::BTreeSet;

use lumbago_ask::{Answer, Person, Unseen, unseen};
use proptest::prelude::*;
use support::{engine, index, plan_of};

fn answer(question: &str) -> Answer {
    index().answer(question, Person::default())
}

fn raised(question: &str) -> BTreeSet<String> {
    answer(question).danger.into_iter().map(|found| found.id).collect()
}

#[test]
fn an_unmistakable_emergency_is_told_at_once_and_nothing_else() {
    let answer = answer("cant pee since this morning, which exercise helps?");
    let emergency = answer.emergency.expect("an emergency");
    assert!(emergency.action.contains("Get help now"), "{}", emergency.action);
    assert!(answer.statements.is_empty());
    assert!(answer.ask_now.iter().any(|asked| asked.fact == "bladder_retention"));
}

#[test]
fn a_doubtful_danger_is_asked_again_and_treatments_wait() {
    let answer = answer("should i use heat, i have been shivery");
    assert!(answer.emergency.is_none());
    assert!(answer.ask_now.iter().any(|asked| asked.fact == "fever"));
    let told: Vec<&str> = answer.statements.iter().map(|told| told.id.as_str()).collect();
    assert!(!told.iter().any(|id| id.starts_with("recommendation/")), "{told:?}");
}

#[test]
fn a_plain_denial_is_left_out_and_a_doubtful_one_counts() {
    assert!(raised("no fever, can i use heat?").is_empty());
    assert!(raised("I don't have a fever. Heat or ice?").is_empty());
    assert!(!raised("no fever until last night").is_empty());
    assert!(!raised("is fever bad").is_empty());
    assert!(raised("no feeling down below").contains("saddle"));
}

#[test]
fn a_word_of_doubt_in_another_clause_leaves_a_denial_alone() {
    assert!(!raised("no fever, no numbness, a stiff back since tuesday").contains("fever"));
    assert!(raised("no fever, but shivery, since tuesday").contains("fever"));
    assert!(raised("no fever. Now it is 39 degrees").contains("fever"));
}

#[test]
fn an_everyday_expression_is_no_danger_and_hides_none() {
    assert!(raised("i am numb with boredom, what gentle things can i do at home").is_empty());
    assert!(raised("numb with boredom and numb between my legs").contains("saddle"));
}

#[test]
fn an_everyday_word_is_left_out_only_before_the_words_that_make_it_one() {
    assert!(!raised("i took a wee walk to the shop").contains("bladder"));
    let fell = raised("i have ankylosing spondylitis and had a wee stumble");
    assert!(fell.contains("stiff-spine") && !fell.contains("bladder"), "{fell:?}");
    assert!(raised("i took a wee walk because i cant wee").contains("bladder"));
}

#[test]
fn one_of_two_things_is_asked_about_and_not_told_at_once() {
    let told = answer("pregnant and fine, no headache or flashing lights, is yoga ok");
    assert!(told.emergency.is_none());
    assert!(answer("pregnant, blinding headache, is yoga ok").emergency.is_some());
}

#[test]
fn what_a_list_denies_is_asked_about_and_not_told_at_once() {
    for denied in [
        "no fever, chest pain or weakness, is walking ok",
        "no weakness in both legs, no numbness, is walking ok",
        "i fell off a ladder in 2010 and was fine",
    ] {
        let told = answer(denied);
        assert!(told.emergency.is_none() && !told.danger.is_empty(), "{denied}");
    }
    assert!(answer("no fever, but chest pain, is walking ok").emergency.is_some());
    assert!(answer("weak, and i fell off a ladder today").emergency.is_some());
}

#[test]
fn plain_emergencies_are_told_at_once_and_what_only_sounds_like_one_is_not() {
    for (plain, harmless) in [
        ("i cant feel myself peeing since monday", "no bad feeling when i pee, is yoga ok"),
        ("it is like an elephant sitting on my chest", "a tight band around my chest to stretch"),
        ("on naproxen and my poo is like tar", "does naproxen make your poo like tar"),
        ("took brufen, now my lips are puffing up", "what if my lips puff up from brufen"),
        ("something tore between my shoulder blades", "torn between physio and a chiropractor"),
        ("saving up my tablets to end it all", "saved my tablets for the end of the week"),
        ("i lost count of how many panadol i took today", "i bought 16 paracetamol today"),
        ("i came off me motorbike at speed", "came off my bike years ago"),
        ("pregnant and seeing flashing lights", "pregnant, waters not broken, is yoga ok"),
    ] {
        assert!(answer(plain).emergency.is_some(), "{plain}");
        assert!(answer(harmless).emergency.is_none(), "{harmless}");
    }
}

#[test]
fn coughing_blood_is_asked_about_with_what_makes_it_an_emergency() {
    let told = answer("i coughed up some blood");
    assert!(told.emergency.is_none());
    let asked: Vec<&str> = told.ask_now.iter().map(|asked| asked.fact.as_str()).collect();
    assert!(asked.contains(&"cough_blood") && asked.contains(&"chest_pain_breathless"));
}

#[test]
fn words_of_one_danger_tell_of_it_though_they_stand_in_no_phrase_together() {
    let told = "stood half an hour, a dribble, the tap running, and it is still bursting in there";
    assert!(raised(told).contains("bladder"), "{:?}", raised(told));
}

/// A danger in words that no phrase holds.
const TOE: &str = "the plug of my big toe on the right will not answer when i ask it to rise";

#[test]
fn a_danger_that_no_phrase_foresaw_is_asked_about_and_never_told_at_once() {
    let told = answer(TOE);
    let found: Vec<(&str, bool)> =
        told.danger.iter().map(|found| (found.id.as_str(), found.alike)).collect();
    assert_eq!(found.first(), Some(&("leg-power", true)), "{found:?}");
    assert!(told.emergency.is_none());
    assert!(told.ask_now.iter().any(|asked| asked.fact == "leg_weak"), "{:?}", told.ask_now);
}

#[test]
fn a_danger_in_one_sentence_of_a_story_is_found_by_likeness_too() {
    let story = format!("we went to the market and bought apples. {TOE}. lovely weather today!");
    assert!(raised(&story).contains("leg-power"), "{:?}", raised(&story));
}

#[test]
fn likeness_alone_names_no_danger_in_its_note() {
    let told = answer(TOE);
    let say = &engine().guideline.texts.answering.say;
    assert!(told.danger.iter().all(|found| found.alike));
    assert!(told.notes.contains(&say.alike), "{:?}", told.notes);
}

#[test]
fn what_is_asked_about_by_likeness_are_a_few_questions() {
    let most = engine().guideline.texts.danger_sentences.most;
    for question in &engine().guideline.questions.question {
        let found = answer(&question.ask).danger;
        let alike: Vec<_> = found.iter().filter(|found| found.alike).collect();
        assert!(alike.len() <= most, "{}", question.ask);
        assert!(alike.iter().skip(1).all(|found| found.facts.len() == 1), "{}", question.ask);
    }
}

#[test]
fn likeness_finds_most_dangers_that_it_did_not_learn_from_and_asks_about_few_harmless_ones() {
    let Unseen { dangerous, near, own, harmless, asked } = unseen(&engine().guideline);
    assert!(near * 100 >= dangerous * 93 && own * 100 >= dangerous * 85, "{near}, {own}");
    assert!(asked * 100 <= harmless * 9, "{asked} of {harmless}");
}

#[test]
fn what_is_said_in_jest_or_of_what_is_usual_is_asked_about() {
    for question in [
        "better off dead lol, she is joking",
        "is chest pain normal after press ups",
        "30 weeks and the baby is not moving much yet",
        "she hardly kicked in the womb",
    ] {
        let told = answer(question);
        assert!(told.emergency.is_none() && !told.danger.is_empty(), "{question}");
    }
    for question in ["better off dead", "i have chest pain", "30 weeks and the baby is not moving"]
    {
        assert!(answer(question).emergency.is_some(), "{question}");
    }
}

#[test]
fn ending_up_somewhere_is_no_wish_to_end() {
    assert!(!raised("Will I end up in a wheelchair?").contains("suicide"));
    assert!(raised("i will end it all").contains("suicide"));
}

#[test]
fn pain_that_gets_worse_is_looked_into_first() {
    let told = answer("pain getting worse every day");
    assert!(told.danger.iter().any(|found| found.id == "no-better"), "{:?}", told.danger);
    let names: Vec<&str> = told.statements.iter().map(|told| told.id.as_str()).collect();
    assert!(!names.contains(&"recommendation/long-term-paracetamol"), "{names:?}");
}

#[test]
fn a_long_story_is_asked_about_whatever_it_says() {
    let story = "we went to the market and bought apples and pears and then home again ".repeat(4);
    assert!(raised(&story).contains("something-changed"));
}

#[test]
fn danger_is_found_in_spanish_with_and_without_accents() {
    let asked = [
        ("tengo dormida la zona de las partes íntimas", "saddle"),
        ("no puedo orinar desde esta mañana", "bladder"),
        ("se me escapa la caca y no lo noto", "bowel"),
        ("me duelen las dos piernas", "both-legs"),
        ("tengo escalofrios y dolor de espalda", "fever"),
        ("siento un latido en la barriga", "aneurysm"),
        ("me falta el aire", "chest"),
        ("ya no tengo ganas de vivir", "suicide"),
    ];
    for (question, danger) in asked {
        assert!(raised(question).contains(danger), "{question}: {:?}", raised(question));
    }
    assert!(answer("quiero morirme").emergency.is_some());
    assert!(raised("¿qué colchón es mejor para la espalda?").is_empty());
}

#[test]
fn slips_of_the_pen_do_not_hide_a_danger() {
    assert!(raised("i have a fevr").contains("fever"));
    assert!(raised("incontinant since monday").contains("bladder"));
    assert!(raised("cheast pain").contains("chest"));
}

#[test]
fn words_near_each_other_tell_of_danger_in_any_order_and_words_far_apart_do_not() {
    assert!(
        raised("the paper could be anybody's, i wipe and it is all muffled").contains("saddle")
    );
    assert!(raised("it is all muffled when i wipe").contains("saddle"));
    let filler = "and then we went to the shops for some bread and milk and a paper ".repeat(3);
    let apart = format!("is a muffled radio ok to rest by {filler} can i wipe the table");
    assert!(!raised(&apart).contains("saddle"));
}

#[test]
fn the_words_of_a_danger_question_of_the_interview_ask_that_question_again() {
    for (fact, danger) in [("saddle_numb", "saddle"), ("belly_pulse", "aneurysm")] {
        let facts = &engine().guideline.facts;
        let asked = facts.iter().find(|(_, known)| known.id == fact).expect("it exists");
        assert!(raised(&asked.1.ask).contains(danger), "{}", asked.1.ask);
    }
}

#[test]
fn what_changed_in_the_body_is_asked_about_even_where_no_danger_is_named() {
    let answer = answer("my ribs feel as if somebody swapped them since yesterday. which pillow?");
    assert!(answer.ask_now.iter().any(|asked| asked.fact == "very_unwell"));
}

#[test]
fn a_plan_never_hides_a_danger_and_its_emergency_comes_first() {
    let plan = plan_of("strain-on-day-3");
    let region = None;
    let told = index().answer("i am numb between my legs", Person { plan: Some(&plan), region });
    let emergency = told.emergency.expect("an emergency");
    assert_eq!(emergency.number, plan.bottom_line.emergency_number);
    let urgent = plan_of("bladder-will-not-empty");
    let told = index().answer("heat or ice?", Person { plan: Some(&urgent), region });
    assert!(told.emergency.is_some() && told.statements.is_empty());
}

#[test]
fn the_number_is_that_of_the_country_and_never_guessed() {
    let ask = |region| index().answer("i want to die", Person { plan: None, region });
    let british = ask(Some("gb"));
    assert_eq!(british.emergency.expect("an emergency").number, "999");
    assert!(british.help.iter().any(|help| help.contains("116 123")), "{:?}", british.help);
    let nowhere = ask(Some("xx")).emergency.expect("an emergency");
    assert!(!nowhere.is_number);
}

/// Text as people and machines may send it.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-z ,.'!?0-9]{0,200}",
        proptest::collection::vec(
            prop::sample::select(vec![
                "no",
                "numb",
                "legs",
                "but",
                "pee",
                "cant",
                "fever",
                "not",
                "back",
                "chest",
                "heat",
                "ibuprofen",
                "20",
                "took",
                "and",
                "?",
                "weak",
                "walking",
                "want",
                "die",
            ]),
            0..30
        )
        .prop_map(|words| words.join(" ")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_gets_an_answer(text in any_text()) {
        let answer = answer(&text);
        prop_assert!(answer.emergency.is_none() || answer.statements.is_empty());
    }

    #[test]
    fn adding_words_never_removes_a_danger(
        text in any_text(),
        at in 0..250usize,
        before in any::<bool>(),
    ) {
        let dangers = engine().guideline.questions.question.iter();
        let danger = dangers.filter(|question| !question.danger.is_empty()).cycle().nth(at);
        let danger = &danger.expect("there are dangers").ask;
        // Likeness compares whole questions: words around a danger may make it less like one.
        let by_words = |question: &str| -> BTreeSet<String> {
            let found = answer(question).danger.into_iter().filter(|found| !found.alike);
            found.map(|found| found.id).collect()
        };
        let found = by_words(danger);
        let longer = match before {
            true => format!("{text}. {danger}"),
            false => format!("{danger} {text}"),
        };
        let still = by_words(&longer);
        prop_assert!(found.is_subset(&still), "{found:?} became {still:?}");
    }
}
