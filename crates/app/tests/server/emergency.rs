//! An answer for which help must be called stands until somebody has seen the person, or until it
//! is taken back as a slip: no other tab, button, round or day covers it.

use crate::support::{Browser, Server, scratch};
use crate::way;

/// The whole form about having been seen, but for the signs.
const SEEN: [(&str, &str); 6] = [
    ("by", "The emergency department"),
    ("on", "2026-11-21"),
    ("test", "Scan of the spine"),
    ("result", "No nerve is squeezed"),
    ("unchanged", "yes"),
    ("team", "emergency-team"),
];

fn fresh(test: &str) -> (Server, Browser, String) {
    let server = Server::start(&scratch(test).join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let episode = way::begin(&mut browser, "Sam");
    (server, browser, episode)
}

fn assert_help(browser: &mut Browser, episode: &str) {
    browser.get(&format!("{episode}/plan"));
    assert_eq!(browser.place, format!("{episode}/emergency"));
}

/// The signs of the form, by the names of their red flags.
fn signs(browser: &Browser) -> Vec<String> {
    let parts = browser.page.split("name=\"flag\" value=\"").skip(1);
    parts.map(|part| part.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn a_page_that_was_open_in_another_tab_does_not_cover_the_sign() {
    let (_server, mut browser, episode) = fresh("danger-tabs");
    way::answer_all_until(&mut browser, "field-saddle_numb");
    let place = browser.place.clone();
    let mut none = browser.hidden();
    none.push(("none".to_owned(), "1".to_owned()));
    browser.post(&place, &[("f.saddle_numb", "yes")]);
    assert_help(&mut browser, &episode);
    for form in [place.clone(), format!("{place}/keep")] {
        let mut fields = none.clone();
        fields[1].1 = uuid::Uuid::new_v4().to_string();
        browser.send(&form, &fields);
        assert_help(&mut browser, &episode);
    }
}

#[test]
fn the_sign_and_none_of_these_sent_at_once_end_in_help() {
    let server = Server::start(&scratch("danger-race").join("lumbago.db"));
    for round in 0..10 {
        let mut browser = Browser::at(&server);
        let episode = way::begin(&mut browser, "Sam");
        way::answer_all_until(&mut browser, "field-saddle_numb");
        let (place, base) = (browser.place.clone(), browser.hidden());
        let send = |name: &'static str, value: &'static str| {
            let (mut fields, place) = (base.clone(), place.clone());
            fields[1].1 = uuid::Uuid::new_v4().to_string();
            fields.push((name.to_owned(), value.to_owned()));
            let mut tab = Browser::at(&server);
            tab.cookies.clone_from(&browser.cookies);
            std::thread::spawn(move || tab.send_once(&place, &fields).unwrap().status)
        };
        for answer in [send("f.saddle_numb", "yes"), send("none", "1")] {
            assert!(answer.join().unwrap() < 500, "round {round}");
        }
        // Told last, the sign counts; told first, nothing takes its place.
        assert_help(&mut browser, &episode);
    }
}

#[test]
fn what_the_words_of_a_question_point_to_does_not_cover_the_sign() {
    let (_server, mut browser, episode) = fresh("danger-asked");
    way::answer_all(&mut browser, &[("saddle_numb", "yes")]);
    browser
        .post(&format!("{episode}/ask/facts"), &[("fact", "saddle_numb"), ("f.saddle_numb", "no")]);
    assert_help(&mut browser, &episode);
}

#[test]
fn a_new_round_does_not_cover_the_sign() {
    let (_server, mut browser, episode) = fresh("danger-again");
    way::answer_all(&mut browser, &[("saddle_numb", "yes")]);
    for (path, fields) in [
        ("again", &[][..]),
        ("recovered", &[]),
        ("check/start", &[("round", "all")]),
        ("answers", &[]),
    ] {
        browser.post(&format!("{episode}/{path}"), fields);
        assert_help(&mut browser, &episode);
    }
}

#[test]
fn one_look_answers_only_for_the_sign_that_was_looked_into() {
    let (_server, mut browser, episode) = fresh("danger-each");
    way::answer_all_until(&mut browser, "field-saddle_numb");
    let place = browser.place.clone();
    browser.post(&place, &[("f.saddle_numb", "yes"), ("f.bladder_retention", "yes")]);
    assert_help(&mut browser, &episode);
    let told = signs(&browser);
    assert!(told.len() > 1, "{told:?}");
    let form = format!("{episode}/emergency/seen");
    assert_eq!(browser.post(&form, &SEEN).status, 422, "no sign was chosen");
    assert!(browser.page.contains("value=\"Scan of the spine\""), "what was typed is kept");
    for (at, sign) in told.iter().enumerate() {
        assert_help(&mut browser, &episode);
        assert_eq!(signs(&browser).len(), if told.len() - at > 1 { told.len() - at } else { 1 });
        let fields: Vec<_> = SEEN.into_iter().chain([("flag", sign.as_str())]).collect();
        browser.post(&form, &fields);
    }
    assert!(browser.place.contains("/q/"), "the questions go on: {}", browser.place);
}

#[test]
fn a_look_by_somebody_else_than_the_emergency_team_is_kept_and_does_not_end_it() {
    let (_server, mut browser, episode) = fresh("danger-team");
    way::answer_all(&mut browser, &[("saddle_numb", "yes")]);
    let sign = signs(&browser).remove(0);
    let mut fields = SEEN.to_vec();
    fields.push(("flag", &sign));
    fields[5].1 = "clinician";
    browser.post(&format!("{episode}/emergency/seen"), &fields);
    assert_help(&mut browser, &episode);
    assert!(browser.page.contains("needs a look by an emergency department"));
    fields[5].1 = "emergency-team";
    fields[4].1 = "no";
    browser.post(&format!("{episode}/emergency/seen"), &fields);
    assert_help(&mut browser, &episode);
    assert!(browser.page.contains("it has changed since somebody saw you"));
}

/// Somebody whose emergency the team looked into, and who then got a plan; gives their signs.
fn after_the_team(browser: &mut Browser) -> (String, Vec<String>) {
    let episode = way::begin(browser, "Sam");
    way::answer_all(browser, &[("saddle_numb", "yes")]);
    let told = signs(browser);
    let team: Vec<_> = with_signs(SEEN, &told);
    browser.post(&format!("{episode}/emergency/seen"), &team);
    way::answer_all(browser, &[("temperature", "36.8")]);
    let place = browser.place.clone();
    browser.post(&place, &[]);
    assert_eq!(browser.place, format!("{episode}/plan"));
    (episode, told)
}

fn with_signs<'a>(form: [(&'a str, &'a str); 6], signs: &'a [String]) -> Vec<(&'a str, &'a str)> {
    form.into_iter().chain(signs.iter().map(|sign| ("flag", sign.as_str()))).collect()
}

/// The same form about a visit to somebody who is of no emergency team.
fn to_a_clinician(on: &'static str, unchanged: &'static str) -> [(&'static str, &'static str); 6] {
    let mut form = SEEN;
    (form[0].1, form[1].1, form[4].1, form[5].1) = ("Dr Lee", on, unchanged, "clinician");
    form
}

const WAITS: &str = "A doctor or another clinician should still see you within a day.";
const LATE: &str = "class=\"late\" role=\"alert\"";

#[test]
fn the_visit_that_the_emergency_team_leaves_can_be_written_down_and_is_late_until_then() {
    let data = scratch("danger-left").join("lumbago.db");
    let server = Server::start(&data);
    let mut browser = Browser::at(&server);
    let (episode, told) = after_the_team(&mut browser);
    let plan = format!("{episode}/plan");
    assert!(browser.page.contains(WAITS) && !browser.page.contains(LATE));
    assert_eq!(signs(&browser), told);
    drop(server);
    let options = ["--listen", "127.0.0.1:0", "--today", "2026-11-23"];
    let server = Server::with(&data, &options);
    browser.moved(&server);
    browser.get(&plan);
    assert!(browser.page.contains(LATE), "nobody saw the person within a day");
    let form = format!("{episode}/emergency/seen");
    let early = to_a_clinician("2026-11-20", "yes");
    assert_eq!(browser.post(&form, &with_signs(early, &told)).status, 422);
    assert!(browser.page.contains("before the day on which the emergency team saw you"));
    let again = browser.post(&form, &with_signs(SEEN, &told));
    assert_eq!(again.status, 200);
    assert!(browser.page.contains(WAITS), "the team itself is not the clinician who is left");
    browser.post(&form, &with_signs(to_a_clinician("2026-11-22", "yes"), &told));
    assert_eq!(browser.place, plan);
    assert!(browser.page.contains("Dr Lee saw you on 22 November 2026"));
    assert!(!browser.page.contains(LATE) && !browser.page.contains(WAITS));
    assert!(browser.page.contains("Be seen by a clinician by"), "the visit lowers nothing");
    browser.get(&format!("{episode}/check"));
    assert!(!browser.page.contains("Somebody should have seen you by"));
    browser.get(&format!("{episode}/clinician"));
    assert!(browser.page.contains("Dr Lee"), "it is told to whoever sees the person next");
}

#[test]
fn a_sign_that_changed_when_a_clinician_saw_the_person_calls_for_help_again() {
    let server = Server::start(&scratch("danger-left-changed").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let (episode, told) = after_the_team(&mut browser);
    let form = format!("{episode}/emergency/seen");
    browser.post(&form, &with_signs(to_a_clinician("2026-11-21", "no"), &told));
    assert_help(&mut browser, &episode);
    assert!(browser.page.contains("it has changed since somebody saw you"));
    browser.post(&form, &with_signs(to_a_clinician("2026-11-21", "yes"), &told));
    assert_help(&mut browser, &episode);
}

#[test]
fn nobody_is_taken_for_the_emergency_team_unasked() {
    let (_server, mut browser, episode) = fresh("danger-unasked");
    way::answer_all(&mut browser, &[("saddle_numb", "yes")]);
    let teams = browser.page.split("name=\"team\"").skip(1);
    assert_eq!(teams.filter(|part| part.split('>').next().unwrap().contains("checked")).count(), 0);
    let sign = signs(&browser).remove(0);
    let mut fields = SEEN[..5].to_vec();
    fields.push(("flag", &sign));
    assert_eq!(browser.post(&format!("{episode}/emergency/seen"), &fields).status, 422);
    assert_help(&mut browser, &episode);
}

#[test]
fn a_form_that_lacks_something_leads_to_the_questions_while_they_are_open() {
    let (_server, mut browser, episode) = fresh("danger-open");
    way::answer_all_until(&mut browser, "field-fever");
    let place = browser.place.clone();
    browser.post(&place, &[("f.fever", "yes")]);
    let answer = browser.post(&format!("{episode}/emergency/seen"), &SEEN[..2]);
    assert_eq!(answer.status, 200, "never an empty page");
    assert!(browser.place.contains("/q/"), "{}", browser.place);
}

#[test]
fn a_number_that_was_mistyped_can_be_taken_back() {
    let (_server, mut browser, episode) = fresh("danger-number");
    let fields = [("meds", "paracetamol"), ("paracetamol_24h", "80000")];
    way::answer_all(&mut browser, &fields);
    assert_eq!(browser.place, format!("{episode}/emergency"));
    browser.get(&format!("{episode}/emergency/mistake"));
    assert!(browser.page.contains("name=\"fact\" value=\"paracetamol_24h\""));
    let fields = [("fact", "paracetamol_24h"), ("why", "8000, not 80000")];
    browser.post(&format!("{episode}/emergency/mistake"), &fields);
    assert!(browser.page.contains("field-paracetamol_24h"), "{}", browser.place);
}

#[test]
fn a_question_that_opens_with_time_does_not_hold_back_what_has_become_urgent() {
    let data = scratch("danger-days").join("lumbago.db");
    let server = Server::start(&data);
    let mut browser = Browser::at(&server);
    let signs = [("age", "50"), ("days_since_onset", "5"), ("body_signs", "tiredness thirst")];
    let episode = way::to_the_plan(&mut browser, "Sam", &signs);
    assert!(!browser.page.contains("A blood test can show"));
    drop(server);
    // Questions about long pain open after 90 days; two body changes count after 14.
    for (day, place) in [("2026-12-10", "plan"), ("2027-03-05", "q/long-pain")] {
        let server = Server::with(&data, &["--listen", "127.0.0.1:0", "--today", day]);
        browser.moved(&server);
        browser.get(&format!("{episode}/plan"));
        assert_eq!(browser.place, format!("{episode}/{place}"), "on {day}");
    }
}
