//! The hand-over and the letter for work.

use crate::support::{Browser, Server, scratch};
use crate::way;

fn fresh(test: &str) -> (Server, Browser) {
    let server = Server::start(&scratch(test).join("lumbago.db"));
    let browser = Browser::at(&server);
    (server, browser)
}

/// A page as somebody reads it: words alone, without what differs from run to run.
fn words(page: &str) -> String {
    let mut text = String::new();
    for part in page.split('<') {
        let (tag, words) = part.split_once('>').unwrap_or(("", part));
        let breaks = ["p", "/p", "li", "h1", "h2", "h3", "h4", "tr", "section", "article"];
        if breaks.contains(&tag.split(' ').next().unwrap()) {
            text.push('\n');
        }
        text.push_str(words);
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn article(page: &str) -> String {
    let article = page.split("<article").nth(1).unwrap().split("</article>").next().unwrap();
    let article = words(&format!("<article{article}"));
    // The edition's fingerprint changes with every word of the guideline.
    let mut lines: Vec<&str> = article.lines().collect();
    lines.retain(|line| !line.contains("fingerprint"));
    lines.join("\n")
}

#[test]
fn the_hand_over_of_plain_pain_fits_one_page() {
    let (_server, mut browser) = fresh("hand-over");
    let episode = way::to_the_plan(&mut browser, "Sam", &[("pain_now", "6")]);
    browser.get(&format!("{episode}/clinician"));
    let note = [("words", "Can I go back to the gym?")];
    browser.post(&format!("{episode}/clinician/note"), &note);
    assert!(browser.place.ends_with("/clinician#questions"), "{}", browser.place);
    browser.get(&format!("{episode}/clinician"));
    insta::assert_snapshot!("hand-over", article(&browser.page));
}

#[test]
fn the_hand_over_never_shows_what_is_private() {
    let (_server, mut browser) = fresh("private");
    // In danger at home: a private flag, which asks for help soon.
    let episode = way::begin(&mut browser, "Sam");
    way::answer_all(&mut browser, &[("unsafe_home", "yes"), ("self_harm", "none")]);
    let place = browser.place.clone();
    browser.post(&place, &[]);
    browser.get(&format!("{episode}/clinician"));
    assert!(browser.place.ends_with("/clinician"), "{}", browser.place);
    for word in ["Abuse", "threat", "hurting", "RF-57", "unsafe"] {
        assert!(!browser.page.contains(word), "{word}");
    }
    // What is not private is there: it is for the clinician to know.
    assert!(browser.page.to_lowercase().contains("suicidal thoughts"));
    let none = "None present or possible";
    assert!(!browser.page.contains(none), "beside an urgency it tells of something private");
    let seen = [
        ("by", "Dr Lee"),
        ("on", "2026-11-21"),
        ("test", "Private talk about violence"),
        ("result", "A safe place was found"),
        ("team", "clinician"),
        ("unchanged", "no"),
        ("flag", "rf-57-private-talk"),
    ];
    browser.get(&format!("{episode}/plan"));
    browser.post(&format!("{episode}/emergency/seen"), &seen);
    assert_eq!(browser.place, format!("{episode}/plan"), "it was kept");
    browser.get(&format!("{episode}/clinician"));
    for word in ["violence", "safe place", "Dr Lee"] {
        assert!(!browser.page.contains(word), "{word}");
    }
    browser.get(&format!("{episode}/letter"));
    assert!(!browser.page.contains("<article"), "no letter while somebody must be seen today");
}

#[test]
fn a_possible_flag_is_told_as_possible_and_a_question_left_open_as_not_asked() {
    let (_server, mut browser) = fresh("possible");
    let episode = way::begin(&mut browser, "Sam");
    way::answer_all(&mut browser, &[("weight_loss", "unknown")]);
    let place = browser.place.clone();
    browser.post(&place, &[]);
    browser.get(&format!("{episode}/clinician"));
    let text = article(&browser.page);
    let unsure = text.lines().find(|line| line.starts_with("Asked, not sure")).unwrap();
    assert!(unsure.to_lowercase().contains("weight loss"), "{unsure}");
    let denied = text.lines().find(|line| line.starts_with("Asked and denied")).unwrap();
    assert!(!denied.to_lowercase().contains("weight loss"), "unsure is not no: {denied}");
}

#[test]
fn not_sure_about_what_a_medicine_rests_on_is_told_and_never_read_as_no() {
    let (_server, mut browser) = fresh("gates");
    let unsure = [
        ("wants_medicine", "yes"),
        ("kidney_disease", "unknown"),
        ("heart_failure", "unknown"),
        ("allergy_nsaid", "unknown"),
    ];
    let episode = way::to_the_plan(&mut browser, "Sam", &unsure);
    browser.get(&format!("{episode}/clinician"));
    let text = article(&browser.page).to_lowercase();
    let line = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap();
    let [unsure, denied] =
        ["asked, not sure", "asked and denied"].map(|start| line(&format!("{start}:")));
    for word in ["kidney", "heart failure", "hypersensitivity"] {
        assert!(unsure.contains(word), "{word}: {unsure}");
    }
    assert!(denied.contains("asthma"), "{denied}");
    assert!(!denied.contains("heart failure"), "{denied}");
}

#[test]
fn danger_goes_first_also_from_a_page_that_was_open_before() {
    let (_server, mut browser) = fresh("note-danger");
    let episode = way::to_the_plan(&mut browser, "Sam", &[]);
    browser.get(&format!("{episode}/check"));
    browser.post(&format!("{episode}/check/start"), &[("round", "all")]);
    way::answer_all(&mut browser, &[("saddle_numb", "yes")]);
    browser.post(&format!("{episode}/clinician/note"), &[("words", "")]);
    assert_eq!(browser.place, format!("{episode}/emergency"));
    let on_screen = browser.page.split("only-print").next().unwrap();
    assert!(!on_screen.contains("handover"), "it stands on paper alone");
}

#[test]
fn who_saw_the_person_and_what_was_taken_back_stand_on_the_hand_over() {
    let (_server, mut browser) = fresh("seen");
    let episode = way::begin(&mut browser, "Sam");
    let danger = [("saddle_numb", "yes")];
    way::answer_all(&mut browser, &danger);
    assert!(browser.place.ends_with("/emergency"), "{}", browser.place);
    browser.get(&format!("{episode}/clinician"));
    assert!(browser.place.ends_with("/emergency"), "danger goes first");
    browser.get(&format!("{episode}/emergency/mistake"));
    let fields = [("fact", "saddle_numb"), ("why", "I sat on the phone too long")];
    browser.post(&format!("{episode}/emergency/mistake"), &fields);
    way::answer_all(&mut browser, &[]);
    let place = browser.place.clone();
    browser.post(&place, &[]);
    browser.get(&format!("{episode}/clinician"));
    let text = article(&browser.page);
    assert!(text.contains("answer changed after an emergency was shown"), "{text}");
    assert!(text.contains("I sat on the phone too long"));
}

#[test]
fn a_question_for_the_clinician_is_kept_whole_or_not_at_all() {
    let (_server, mut browser) = fresh("note");
    let episode = way::to_the_plan(&mut browser, "Sam", &[]);
    browser.get(&format!("{episode}/clinician"));
    let place = format!("{episode}/clinician/note");
    assert_eq!(browser.post(&place, &[("words", "  ")]).status, 422);
    assert!(browser.page.contains("words-error"));
    let long = "why ".repeat(200);
    assert_eq!(browser.post(&place, &[("words", &long)]).status, 422);
    assert!(browser.page.contains(long.trim()), "what was typed stays");
    browser.get(&format!("{episode}/clinician"));
    assert!(!browser.page.contains("why why"), "nothing of it was kept");
}

#[test]
fn a_letter_needs_consent_and_says_nothing_of_health() {
    let data = scratch("letter").join("lumbago.db");
    let server = Server::start(&data);
    let mut browser = Browser::at(&server);
    let other = [("work_status", "off"), ("days_off", "3")];
    let episode = way::to_the_plan(&mut browser, "Sam", &other);
    let place = format!("{episode}/letter");
    browser.get(&place);
    assert!(!browser.page.contains("<article"), "no letter before the person agreed");
    let whole = [
        ("name", "Sam Field"),
        ("employer", "Hill & Sons"),
        ("change", "lifting less"),
        ("change", "a shorter day"),
        ("until", "2026-12-05"),
        ("consent", "yes"),
    ];
    for (left_out, error) in [
        ("name", "name-error"),
        ("change", "change-error"),
        ("until", "until-error"),
        ("consent", "consent-error"),
    ] {
        let fields: Vec<_> = whole.iter().filter(|(name, _)| *name != left_out).copied().collect();
        assert_eq!(browser.post(&place, &fields).status, 422, "{left_out}");
        assert!(browser.page.contains(&format!("id=\"{error}\"")), "the page names {left_out}");
        assert!(browser.page.contains("Hill &amp; Sons"), "the rest stays");
    }
    for day in ["2026-11-20", "2031-01-01", "soon", "0000-00-00"] {
        let mut fields = whole.to_vec();
        fields[4].1 = day;
        assert_eq!(browser.post(&place, &fields).status, 422, "{day}");
    }
    browser.get(&place);
    assert!(!browser.page.contains("<article"), "nothing was kept of all that");
    browser.post(&place, &whole);
    assert_eq!(browser.place, place);
    let agreed = article(&browser.page);
    insta::assert_snapshot!("letter", agreed);

    // Two weeks later another review comes next; the letter still holds, for the last day.
    server.kill();
    let server = Server::with(&data, &["--listen", "127.0.0.1:0", "--today", "2026-12-05"]);
    browser.moved(&server);
    browser.get(&place);
    assert_eq!(article(&browser.page), agreed, "it says what the person agreed to");
    server.kill();
    let server = Server::with(&data, &["--listen", "127.0.0.1:0", "--today", "2026-12-06"]);
    browser.moved(&server);
    browser.get(&place);
    assert!(!browser.page.contains("<article"), "it has ended");
    assert!(browser.page.contains("Your last letter has ended"));
    assert!(browser.page.contains("Agree on lighter tasks"), "what a new one would say");
    let again = [&whole[..4], &[("until", "2026-12-20"), ("consent", "yes")]].concat();
    browser.post(&place, &again);
    assert!(article(&browser.page).contains("Agree on lighter tasks"));

    browser.post(&format!("{place}/end"), &[]);
    assert!(!browser.page.contains("<article"), "the person no longer agrees");
}

#[test]
fn there_is_no_letter_for_somebody_without_work() {
    let (_server, mut browser) = fresh("no-work");
    let episode = way::to_the_plan(&mut browser, "Sam", &[("work_status", "retired")]);
    let answer = browser.get(&format!("{episode}/letter"));
    assert_eq!(answer.status, 409);
    assert!(browser.page.contains("no letter to write"));
}

#[test]
fn what_the_person_declined_is_not_said_in_their_letter() {
    let (_server, mut browser) = fresh("letter-declined");
    let episode = way::to_the_plan(&mut browser, "Sam", &[]);
    let place = format!("{episode}/letter");
    browser.get(&place);
    let until = "name=\"until\" value=\"2026-12-05\"";
    assert!(browser.page.contains(until), "the two weeks of the plan: {}", browser.page);
    let whole = [
        ("name", "Sam Field"),
        ("change", "lifting less"),
        ("until", "2026-12-05"),
        ("consent", "yes"),
    ];
    browser.post(&place, &whole);
    let stays = ["at work helps", "Stay at work"];
    assert!(stays.iter().all(|words| article(&browser.page).contains(words)), "{}", browser.page);
    let declined = [("choice.recommendation/keep-working", "declined")];
    browser.get(&format!("{episode}/plan"));
    browser.post(&format!("{episode}/plan/choice"), &declined);
    browser.get(&place);
    let letter = article(&browser.page);
    assert!(!stays.iter().any(|words| letter.contains(words)), "{letter}");
    assert!(letter.contains("lifting less"), "the rest stands: {letter}");
}
