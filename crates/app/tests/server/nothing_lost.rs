//! An answer that was acknowledged is there, whatever happens to the process; a form that comes
//! twice counts once.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use serde_json::Value;

use crate::support::{Answer, Browser, Server, scratch};
use crate::way;

/// How many times the process is killed.
const KILLS: usize = 50;

/// The whole log of the only episode, as it is exported.
fn log(browser: &mut Browser) -> Vec<Value> {
    let answer = browser.ask("GET", "/yours/export.json", "", b"").unwrap();
    assert_eq!(answer.status, 200);
    let archive: Value = serde_json::from_slice(&answer.bytes).unwrap();
    let people = archive["people"].as_array().unwrap();
    assert_eq!(people.len(), 1, "{archive}");
    let episodes = people[0]["episodes"].as_array().unwrap();
    assert_eq!(episodes.len(), 1, "{archive}");
    episodes[0]["log"].as_array().unwrap().clone()
}

/// The ages that were answered, in order. The first comes with the other answer of its page; an
/// answer that was kept already is not written down again.
fn ages(log: &[Value]) -> Vec<i64> {
    let answered = log.iter().filter(|entry| entry["kind"] == "answered");
    let with_age: Vec<&Value> =
        answered.filter(|entry| entry["answers"].get("age").is_some()).collect();
    if let Some(first) = with_age.first() {
        assert_eq!(first["answers"]["sex_at_birth"], "male", "half a page is kept: {first}");
    }
    with_age.iter().map(|entry| entry["answers"]["age"].as_i64().unwrap()).collect()
}

fn once(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012x}")
}

fn form(browser: &Browser, number: usize) -> (Vec<(String, String)>, i64) {
    let age = 20 + i64::try_from(number % 60).unwrap();
    let fields = [
        ("token", browser.hidden()[0].1.clone()),
        ("once", once(number)),
        ("f.age", age.to_string()),
        ("f.sex_at_birth", "male".to_owned()),
    ];
    (fields.map(|(name, value)| (name.to_owned(), value)).to_vec(), age)
}

fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// The address of the page that asks for the age.
fn page_of_age(browser: &mut Browser, episode: &str) -> String {
    browser.get(&format!("{episode}/q/about-you"));
    assert!(browser.page.contains("f.age"), "the page that asks for the age");
    browser.place.clone()
}

#[test]
fn no_acknowledged_answer_is_lost_when_the_process_is_killed() {
    let data = scratch("killed").join("lumbago.db");
    let mut server = Server::start(&data);
    let mut browser = Browser::at(&server);
    let episode = way::begin(&mut browser, "Sam");
    let page = page_of_age(&mut browser, &episode);
    let mut expected: Vec<i64> = Vec::new();
    let mut number = 0;
    let mut cut_short = 0;
    for _ in 0..KILLS {
        let wait = Duration::from_micros(random() % 40_000);
        let id = server.id();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(wait);
            server.kill();
        });
        // Sends until nobody answers.
        let unsure = loop {
            number += 1;
            let (fields, age) = form(&browser, number);
            match browser.send_once(&page, &fields) {
                Ok(answer) => {
                    assert_eq!(answer.status, 303, "process {id}");
                    expected.push(age);
                }
                Err(_) => break (fields, age),
            }
        };
        killer.join().unwrap();
        server = Server::start(&data);
        browser.moved(&server);
        let kept = ages(&log(&mut browser));
        // What was on its way may be there or not; everything before it must be.
        let (fields, age) = unsure;
        if kept.len() > expected.len() {
            cut_short += 1;
        }
        assert_eq!(kept[..expected.len()], expected[..]);
        assert!(kept[expected.len()..].iter().all(|kept| *kept == age));
        // The browser sends the same form again: it counts once.
        let answer: Answer = browser.send_once(&page, &fields).unwrap();
        assert_eq!(answer.status, 303);
        expected.push(age);
        assert_eq!(ages(&log(&mut browser)), expected);
    }
    assert!(expected.len() > KILLS, "answers were acknowledged between the kills");
    println!(
        "{} answers over {KILLS} kills; {cut_short} were kept and not heard of",
        expected.len()
    );
}

#[test]
fn a_form_that_is_sent_twice_at_once_counts_once() {
    let server = Server::start(&scratch("twice").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    browser.get("/start?person=new");
    let mut fields = browser.hidden();
    for (name, value) in [("name", "Sam"), ("role", "person"), ("region", "gb")] {
        fields.push((name.to_owned(), value.to_owned()));
    }
    std::thread::scope(|scope| {
        for _ in 0..8 {
            let mut tab = Browser::at(&server);
            tab.cookies.clone_from(&browser.cookies);
            let fields = &fields;
            scope.spawn(move || assert_eq!(tab.send_once("/start", fields).unwrap().status, 303));
        }
    });
    assert_eq!(log(&mut browser).len(), 2, "one round, and the answers of the start page");
}

#[test]
fn a_page_answered_in_two_tabs_ends_with_the_later_answer() {
    let server = Server::start(&scratch("tabs").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let episode = way::begin(&mut browser, "Sam");
    let page = page_of_age(&mut browser, &episode);
    for number in [1, 2, 2, 1] {
        let (fields, _) = form(&browser, number);
        assert_eq!(browser.send_once(&page, &fields).unwrap().status, 303);
    }
    // Sent twice in a row it counts once; what is sent last counts, whichever tab it came from.
    assert_eq!(ages(&log(&mut browser)), [21, 22, 21]);
}

#[test]
fn an_answer_changed_on_a_page_that_was_sent_already_counts() {
    let server = Server::start(&scratch("sent-already").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let episode = way::begin(&mut browser, "Sam");
    way::answer_all_until(&mut browser, "field-saddle_numb");
    let page = browser.place.clone();
    let loaded = browser.hidden();
    for (name, value) in [("none", "1"), ("f.saddle_numb", "yes")] {
        let mut fields = loaded.clone();
        fields.push((name.to_owned(), value.to_owned()));
        browser.send(&page, &fields);
    }
    assert_eq!(browser.place, format!("{episode}/emergency"));
}

#[test]
fn the_last_page_confirmed_twice_shows_one_plan() {
    let server = Server::start(&scratch("confirmed").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let episode = way::begin(&mut browser, "Sam");
    way::answer_all(&mut browser, &[]);
    let place = format!("{episode}/answers");
    let fields = browser.hidden();
    for _ in 0..3 {
        assert_eq!(browser.send_once(&place, &fields).unwrap().status, 303);
    }
    let shown = log(&mut browser).iter().filter(|entry| entry["kind"] == "shown").count();
    assert_eq!(shown, 1);
}
