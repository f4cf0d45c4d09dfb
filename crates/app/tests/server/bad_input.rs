//! Answers that do not fit: the page names the field, keeps the rest, and stores nothing half.

use serde_json::Value;

use crate::support::{Browser, Server, scratch};
use crate::way;

fn fresh(test: &str) -> (Server, Browser, String) {
    let server = Server::start(&scratch(test).join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let episode = way::begin(&mut browser, "Sam");
    (server, browser, episode)
}

/// What counts as answered, by name.
fn answered(browser: &mut Browser) -> serde_json::Map<String, Value> {
    let answer = browser.ask("GET", "/yours/export.json", "", b"").unwrap();
    let archive: Value = serde_json::from_slice(&answer.bytes).unwrap();
    let mut all = serde_json::Map::new();
    for entry in archive["people"][0]["episodes"][0]["log"].as_array().unwrap() {
        if let Some(answers) = entry["answers"].as_object() {
            all.extend(answers.clone());
        }
    }
    all
}

#[test]
fn an_age_that_cannot_be_is_named_and_the_other_answer_is_kept() {
    let (server, mut browser, _) = fresh("age");
    let page = browser.place.clone();
    assert!(browser.page.contains("field-age"), "{page}");
    let long = "9".repeat(4000);
    for age in [
        "-1",
        "999",
        "forty",
        "4e1",
        "1e400",
        "40.5",
        "4 0",
        "NaN",
        "0x28",
        &long,
        "\u{0664}\u{0660}",
    ] {
        let answer = browser.post(&page, &[("f.age", age), ("f.sex_at_birth", "male")]);
        assert_eq!(answer.status, 422, "{age}");
        assert!(browser.page.contains("href=\"#field-age\""), "the page names the field: {age}");
        assert!(!browser.page.contains("href=\"#field-sex_at_birth\""), "{age}");
        let kept = answered(&mut browser);
        assert!(!kept.contains_key("age"), "{age}");
        assert_eq!(kept["sex_at_birth"], "male", "{age}");
    }
    assert!(!server.said.lock().unwrap().contains("panicked"));
}

#[test]
fn an_option_that_does_not_exist_is_no_answer() {
    let (_server, mut browser, _) = fresh("option");
    let page = browser.place.clone();
    for option in ["yes", "<b>", "male\u{0}x", "unknown,male", "none"] {
        let answer = browser.post(&page, &[("f.age", "40"), ("f.sex_at_birth", option)]);
        assert_eq!(answer.status, 422, "{option}");
        assert!(browser.page.contains("href=\"#field-sex_at_birth\""), "{option}");
        assert!(!answered(&mut browser).contains_key("sex_at_birth"), "{option}");
    }
}

#[test]
fn a_field_of_another_page_or_of_none_is_not_taken() {
    let (_server, mut browser, _) = fresh("other-field");
    let page = browser.place.clone();
    let fields = [
        ("f.age", "40"),
        ("f.sex_at_birth", "male"),
        ("f.cancer", "never"),
        ("f.moon", "full"),
        ("f.peg_baseline", "3"),
        ("closed", "rf-01"),
    ];
    browser.post(&page, &fields);
    let kept = answered(&mut browser);
    for name in ["cancer", "moon", "peg_baseline", "closed"] {
        assert!(!kept.contains_key(name), "{name}");
    }
}

#[test]
fn of_a_field_that_comes_twice_one_answer_counts() {
    let (_server, mut browser, _) = fresh("twice-named");
    let page = browser.place.clone();
    let fields = [("f.age", "30"), ("f.age", "40"), ("f.sex_at_birth", "male")];
    browser.post(&page, &fields);
    assert_eq!(answered(&mut browser)["age"], 40);
}

#[test]
fn a_sign_and_none_of_these_together_are_asked_again() {
    let (_server, mut browser, episode) = fresh("none-and-some");
    let page = browser.place.clone();
    browser.post(&page, &[("f.age", "40"), ("f.sex_at_birth", "male")]);
    way::answer_all_until(&mut browser, "field-very_unwell");
    let place = browser.place.clone();
    let option = crate::support::between(&browser.page, "name=\"f.very_unwell\" value=\"");
    let fields = [("f.very_unwell", option.as_str()), ("f.very_unwell", "none")];
    let answer = browser.post(&place, &fields);
    assert_eq!(answer.status, 422, "{episode}");
    assert!(browser.page.contains("href=\"#field-very_unwell\""));
    assert!(!answered(&mut browser).contains_key("very_unwell"));
}

#[test]
fn who_saw_the_person_is_kept_whole_or_not_at_all() {
    let (_server, mut browser, episode) = fresh("seen-half");
    way::answer_all(&mut browser, &[("saddle_numb", "yes")]);
    assert_eq!(browser.place, format!("{episode}/emergency"));
    let place = format!("{episode}/emergency/seen");
    let whole = [
        ("by", "Dr Hill"),
        ("on", "2026-11-21"),
        ("test", "Examined"),
        ("result", "All well"),
        ("unchanged", "yes"),
        ("team", "emergency-team"),
    ];
    for left_out in ["by", "on", "test", "result", "unchanged"] {
        let fields: Vec<_> = whole.iter().filter(|(name, _)| *name != left_out).copied().collect();
        assert_eq!(browser.post(&place, &fields).status, 422, "{left_out}");
        assert!(browser.page.contains("class=\"error\""), "{left_out}");
        browser.get(&format!("{episode}/plan"));
        assert!(browser.place.ends_with("/emergency"), "it stays until somebody was seen");
    }
    for day in ["2026-11-22", "soon", "2026-02-30"] {
        let mut fields = whole.to_vec();
        fields[1].1 = day;
        assert_eq!(browser.post(&place, &fields).status, 422, "{day}");
    }
}

#[test]
fn an_address_that_leads_nowhere_says_so() {
    let (server, mut browser, episode) = fresh("nowhere");
    for path in [
        "/e/not-an-id/plan",
        "/e/00000000-0000-4000-8000-000000000000/plan",
        "/e//plan",
        "/e/%00/plan",
        "/e/%ff/plan",
        &format!("{episode}/q/no-such-page"),
        &format!("{episode}/q/%F0%9F%92%A9"),
        &format!("{episode}/nothing"),
        "/yours/person/x/delete",
    ] {
        let answer = browser.get(path);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
    }
    assert!(!server.said.lock().unwrap().contains("panicked"));
}
