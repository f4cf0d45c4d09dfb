//! The first page, and what the plan says of its day: nobody has to look for what is urgent or due.

use crate::support::{Browser, Server, scratch};
use crate::way;

#[test]
fn the_first_page_leads_to_an_emergency_before_all_else() {
    let server = Server::start(&scratch("first-emergency").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let episode = way::begin(&mut browser, "Sam");
    way::answer_all_until(&mut browser, "field-saddle_numb");
    let danger = browser.place.clone();
    browser.post(&danger, &[("f.saddle_numb", "yes")]);
    browser.get("/");
    assert!(browser.page.contains("Get emergency help now"), "{}", browser.page);
    assert!(browser.page.contains(&format!("{episode}/emergency\"")), "{}", browser.page);
}

#[test]
fn weeks_of_silence_keep_the_plan_tell_how_old_it_is_and_what_is_due() {
    let data = scratch("first-silence").join("lumbago.db");
    let server = Server::start(&data);
    let mut browser = Browser::at(&server);
    let episode = way::to_the_plan(&mut browser, "Sam", &[]);
    browser.get("/");
    assert!(browser.page.contains("plan made"), "{}", browser.page);
    assert!(!browser.page.contains("a check-in is due"), "{}", browser.page);
    server.kill();
    let server = Server::with(&data, &["--listen", "127.0.0.1:0", "--today", "2026-12-12"]);
    browser.moved(&server);
    browser.get("/");
    assert!(browser.page.contains("a check-in is due"), "{}", browser.page);
    browser.get(&format!("{episode}/plan"));
    assert_eq!(browser.place, format!("{episode}/plan"));
    assert!(browser.page.contains("This rests on your answers of 21 November 2026."));
}

#[test]
fn what_changed_names_the_day_of_a_visit() {
    let server = Server::start(&scratch("first-changed").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let episode = way::to_the_plan(&mut browser, "Sam", &[]);
    for answers in [&[("weight_loss", "yes"), ("weight_loss_kg", "3")][..], &[]] {
        browser.get(&format!("{episode}/check"));
        browser.post(&format!("{episode}/check/start"), &[("round", "all")]);
        way::answer_all(&mut browser, answers);
        let place = browser.place.clone();
        browser.post(&place, &[]);
        assert_eq!(browser.place, format!("{episode}/plan"));
        assert!(browser.page.contains("What changed and why"), "{}", browser.page);
        assert!(browser.page.contains("Be seen by a clinician by "), "{}", browser.page);
        assert!(!browser.page.contains("{date}"), "{}", browser.page);
    }
}

#[test]
fn a_choice_stands_on_paper_and_a_private_answer_is_a_tap_away() {
    let server = Server::start(&scratch("first-paper").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let episode = way::to_the_plan(&mut browser, "Sam", &[("wants_medicine", "yes")]);
    let name = browser.page.split("name=\"choice.").nth(1).unwrap().split('"').next().unwrap();
    let choice = format!("choice.{name}");
    browser.post(&format!("{episode}/plan/choice"), &[(&choice, "declined")]);
    browser.get(&format!("{episode}/plan/print"));
    assert!(browser.page.contains("What you chose"), "{}", browser.page);
    assert!(browser.page.contains(": Not for me"), "{}", browser.page);
    browser.get(&format!("{episode}/answers"));
    let shown = browser.page.split("Private. Show my answer").nth(1);
    assert!(shown.is_some_and(|rest| rest.contains("</details>")), "{}", browser.page);
}
