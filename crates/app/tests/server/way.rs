//! The way of a person through the questions.

use std::path::Path;

use crate::support::{Browser, between};

/// The answers of somebody with plain acute pain.
fn plain() -> toml::Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/base/plain-acute.toml");
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

/// Begins an episode; gives its address, such as `/e/0d1c...`.
pub fn begin(browser: &mut Browser, name: &str) -> String {
    browser.get("/start?person=new");
    let fields = [("name", name), ("role", "person"), ("region", "gb"), ("reading_level", "plain")];
    browser.post("/start", &fields);
    browser.place.split("/q/").next().unwrap().to_owned()
}

/// What somebody with plain acute pain sends on the page that is open, with other answers; several
/// of one question stand with blanks between them.
pub fn fields(browser: &Browser, other: &[(&str, &str)]) -> Vec<(String, String)> {
    let plain = plain();
    let mut fields = browser.hidden();
    for part in browser.page.split("id=\"field-").skip(1) {
        let fact = part.split('"').next().unwrap();
        let block = part.split("</fieldset>").next().unwrap();
        let named = other.iter().find(|(name, _)| *name == fact).map(|(_, value)| *value);
        let values: Vec<String> = match (named, plain.get(fact)) {
            (Some(values), _) => values.split(' ').map(str::to_owned).collect(),
            (None, Some(toml::Value::Array(list))) if list.is_empty() => vec!["none".to_owned()],
            (None, Some(toml::Value::Array(list))) => {
                list.iter().map(|item| item.as_str().unwrap().to_owned()).collect()
            }
            (None, Some(toml::Value::String(text))) => vec![text.clone()],
            (None, Some(number)) => vec![number.to_string()],
            (None, None) => vec!["no".to_owned()],
        };
        for value in values {
            let offered = |value: &&str| block.contains(&format!("value=\"{value}\""));
            let value = match value.as_str() {
                "no" => *["no", "none", "never"].iter().find(|v| offered(v)).unwrap_or(&"unknown"),
                other => other,
            };
            let word = format!("f.{fact}.word");
            let name = match value {
                // A number that nobody measured is left out.
                "unknown" if !block.contains("value=\"unknown\"") => continue,
                "unknown" if block.contains(&format!("name=\"{word}\"")) => word,
                _ => format!("f.{fact}"),
            };
            fields.push((name, value.to_owned()));
        }
    }
    fields
}

/// Answers questions until a page holds a field.
pub fn answer_all_until(browser: &mut Browser, field: &str) {
    for _ in 0..60 {
        if browser.page.contains(field) {
            return;
        }
        let place = browser.place.clone();
        let fields = fields(browser, &[]);
        browser.send(&place, &fields);
    }
    panic!("no page asks {field}");
}

/// Answers every question; ends on the look over all answers, or where danger leads.
pub fn answer_all(browser: &mut Browser, other: &[(&str, &str)]) {
    for _ in 0..60 {
        let Some(_) = browser.place.split("/q/").nth(1) else { return };
        let place = browser.place.clone();
        let fields = fields(browser, other);
        let answer = browser.send(&place, &fields);
        assert_eq!(answer.status, 200, "{place}: {}", between(&browser.page, "class=\"error"));
    }
    panic!("the questions have no end: {}", browser.place);
}

/// Goes all the way to the plan; gives the address of the episode.
pub fn to_the_plan(browser: &mut Browser, name: &str, other: &[(&str, &str)]) -> String {
    let episode = begin(browser, name);
    answer_all(browser, other);
    assert_eq!(browser.place, format!("{episode}/answers"));
    let place = browser.place.clone();
    browser.post(&place, &[]);
    assert_eq!(browser.place, format!("{episode}/plan"));
    episode
}
