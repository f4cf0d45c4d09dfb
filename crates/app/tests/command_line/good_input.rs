//! Good input gives a plan, the same one however it came.

use std::io::Read;
use std::process::Stdio;

use lumbago_guideline::answers::{Raw, read_answers};
use serde_json::Value;

use crate::support::{PLANS, TODAY, cases, command, json, lumbago, plan, root, with_input};

const CASE: &str = "cases/sciatica-plain.toml";

/// A TOML case as JSON, in the same order.
fn as_json(toml: &str) -> String {
    fn value(raw: &Raw) -> String {
        match raw {
            Raw::Bool(yes) => yes.to_string(),
            Raw::Number(numeral) => numeral.clone(),
            Raw::Text(text) => Value::from(text.as_str()).to_string(),
            Raw::List(list) => {
                format!("[{}]", list.iter().map(value).collect::<Vec<_>>().join(", "))
            }
            Raw::Table(rows) => object(rows.iter().map(|(name, raw)| (name.as_str(), raw))),
            Raw::Null => "null".to_owned(),
        }
    }
    fn object<'a>(rows: impl Iterator<Item = (&'a str, &'a Raw)>) -> String {
        let row = |(name, raw): (&str, &Raw)| format!("{}: {}", Value::from(name), value(raw));
        format!("{{{}}}", rows.map(row).collect::<Vec<_>>().join(",\n"))
    }
    let answers = read_answers("case", toml).unwrap();
    object(answers.0.iter().map(|given| (given.name.as_str(), &given.value)))
}

#[test]
fn toml_and_json_of_the_same_answers_give_the_same_plan() {
    for file in ["cases/base/plain-acute.toml", "cases/base/pregnant.toml", CASE] {
        let toml = std::fs::read_to_string(root().join(file)).unwrap();
        assert_eq!(json(&toml), json(&as_json(&toml)), "{file}");
    }
}

#[test]
fn a_file_and_standard_input_give_the_same_plan() {
    let text = std::fs::read_to_string(root().join(CASE)).unwrap();
    assert_eq!(lumbago(&["plan", CASE, "--today", TODAY]), plan(&text, &[]));
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let text = std::fs::read_to_string(root().join("cases/base/plain-acute.toml")).unwrap();
    let expected = json(&text);
    assert_eq!(json(&text.replace('\n', "\r\n")), expected);
    assert_eq!(json(&format!("\u{feff}{text}")), expected);
    assert_eq!(json(&format!("\u{feff}{}", as_json(&text))), expected);
    assert_eq!(json(text.trim_end()), expected);
}

#[test]
fn the_same_answers_give_the_same_bytes() {
    for format in ["text", "markdown", "html", "json"] {
        let made = || lumbago(&["plan", CASE, "--format", format, "--today", TODAY]);
        assert_eq!(made(), made());
    }
}

#[test]
fn a_plan_is_made_on_the_day_that_is_asked_for() {
    let on = |day: &str| {
        let ran = lumbago(&["plan", CASE, "--format", "json", "--today", day]);
        let plan: Value = serde_json::from_str(&ran.out).unwrap();
        plan["today"].as_str().unwrap().to_owned()
    };
    assert_eq!(on("2026-11-21"), "2026-11-21");
    assert_eq!(on("2028-02-29"), "2028-02-29");
}

#[test]
fn without_a_day_a_plan_is_made_on_the_day_of_the_case_or_else_today() {
    let ran = |text: &str| with_input(&["plan", "-", "--format", "json"], text.as_bytes());
    let day = |text: &str| {
        let plan: Value = serde_json::from_str(&ran(text).out).unwrap();
        plan["today"].as_str().unwrap().to_owned()
    };
    assert_eq!(day("today = \"2025-01-31\"\nlike = \"plain-acute\"\n[facts]"), "2025-01-31");
    let today: Vec<u16> = day("age = 40").split('-').map(|part| part.parse().unwrap()).collect();
    let [year, month, day] = today[..] else { panic!("{today:?}") };
    assert!(year >= 2026 && (1..=12).contains(&month) && (1..=31).contains(&day), "{today:?}");
}

#[test]
fn every_form_of_a_plan_is_what_it_says() {
    let of = |format: &str| {
        let ran = lumbago(&["plan", CASE, "--format", format, "--today", TODAY]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        ran.out
    };
    let plan: Value = serde_json::from_str(&of("json")).unwrap();
    let title = plan["bottom_line"]["title"].as_str().unwrap();
    assert!(of("text").to_lowercase().contains(&title.to_lowercase()));
    assert!(of("text").lines().all(|line| line.chars().count() <= 80));
    let markdown = of("markdown");
    assert!(markdown.starts_with("# ") && markdown.contains(title));
    let html = of("html");
    assert!(html.starts_with("<!DOCTYPE html>") && html.trim_end().ends_with("</html>"));
    assert!(html.contains(title));
    let elsewhere = ["<script", "src=\"http", "@import", "<link "];
    assert!(elsewhere.iter().all(|part| !html.contains(part)), "one page, whole in itself");
}

#[test]
fn only_a_case_about_a_slip_contradicts_itself() {
    for name in cases() {
        let ran = lumbago(&["plan", &format!("cases/{name}.toml"), "--today", TODAY]);
        assert_eq!(ran.err.is_empty(), !name.ends_with("-slip"), "{name}: {}", ran.err);
    }
}

#[test]
fn the_urgency_is_the_same_for_both_readers() {
    for (name, [person, clinician]) in PLANS.iter() {
        for part in ["urgency", "within_days", "already"] {
            assert_eq!(person[part], clinician[part], "{part} of {name}");
        }
    }
}

#[test]
fn the_guideline_in_the_executable_is_the_one_in_the_repository() {
    let of = |more: &[&str]| {
        let ran = lumbago(&[&["plan", CASE, "--format", "json", "--today", TODAY], more].concat());
        serde_json::from_str::<Value>(&ran.out).unwrap()
    };
    let (inside, beside) = (of(&[]), of(&["--guideline", "guideline"]));
    assert_eq!(inside["edition"]["content"], beside["edition"]["content"]);
    assert_eq!(inside, beside);
}

#[test]
fn the_lists_name_every_file_and_every_fact() {
    let list = |what: &str| {
        let ran = lumbago(&[what, "--format", "json"]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{what}");
        let Value::Array(rows) = serde_json::from_str(&ran.out).unwrap() else { panic!("{what}") };
        let text = lumbago(&[what]).out;
        for row in &rows {
            assert!(text.contains(row["id"].as_str().unwrap()), "{what}: {row}");
        }
        rows
    };
    assert!(list("facts").iter().any(|row| row["id"] == "saddle_numb"));
    let files =
        |kind: &str| std::fs::read_dir(root().join("guideline").join(kind)).unwrap().count();
    let rules = list("rules");
    for kind in ["red-flags", "classes", "recommendations", "gates", "medicines", "exercises"] {
        let listed = rules.iter().filter(|row| row["kind"] == kind).count();
        assert_eq!(listed, files(kind), "{kind}");
    }
    assert_eq!(list("sources").len(), files("sources"));
}

#[test]
fn whoever_stops_reading_hears_nothing_of_it() {
    for arguments in [
        &["plan", CASE, "--format", "html"][..],
        &["rules"],
        &["facts", "--format", "json"],
        &["schema"],
    ] {
        let mut child =
            command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}
