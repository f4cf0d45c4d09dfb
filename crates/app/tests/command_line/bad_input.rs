//! Bad input never reaches a plan: one clear error for each mistake, and the exit code 3.

use crate::support::{assert_refused, lumbago, plan, root, scratch, with_input};

/// Refuses a text with exactly these mistakes: line and column, and the culprit.
#[track_caller]
fn refused(text: &str, mistakes: &[(&str, &str)]) {
    let places: Vec<String> =
        mistakes.iter().map(|(place, _)| format!("standard input:{place}")).collect();
    let mistakes: Vec<(&str, &str)> = places
        .iter()
        .map(String::as_str)
        .zip(mistakes.iter().map(|(_, culprit)| *culprit))
        .collect();
    assert_refused(&plan(text, &[]), &mistakes);
}

/// The same, where only the file as a whole has a place.
#[track_caller]
fn refused_as_a_whole(bytes: &[u8], message: &str) {
    let ran = with_input(&["plan", "-"], bytes);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert_eq!(ran.out, "");
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ran.err);
    assert!(lines[0].starts_with("standard input: "), "{lines:?}");
    assert!(lines[0].contains(message), "{lines:?}");
    assert!(lines[1].starts_with("  help: "), "{lines:?}");
}

#[test]
fn an_answer_of_the_wrong_type_is_named() {
    refused("age = \"forty\"", &[("1:1", "forty")]);
    refused("age = [40]", &[("1:1", "age")]);
    refused("age = true", &[("1:1", "age")]);
    refused("age = { years = 40 }", &[("1:1", "age")]);
    refused("age = 2026-11-21", &[("1:1", "2026-11-21")]);
    refused("fever = 1", &[("1:1", "fever")]);
    refused("site = [1, 2]", &[("1:1", "site")]);
    refused("{\"age\": null}", &[("1:2", "age")]);
    refused("{\"age\": \"40\"}", &[("1:2", "40")]);
}

#[test]
fn every_mistake_is_told_at_once() {
    refused(
        "fever = \"no\"\nage = 400\nsaddle_num = \"no\"\nleg_weak = \"quite\"\n",
        &[("2:1", "age"), ("3:1", "saddle_num"), ("4:1", "quite")],
    );
    refused(
        "{\"fever\": \"no\",\n \"age\": 400,\n \"leg_weak\": \"quite\"}",
        &[("2:2", "age"), ("3:2", "quite")],
    );
}

#[test]
fn a_number_out_of_range_is_named() {
    refused("age = 121", &[("1:1", "age")]);
    refused("age = -1", &[("1:1", "age")]);
    refused("age = 40.5", &[("1:1", "age")]);
    refused("temperature = 38.05", &[("1:1", "temperature")]);
    refused("age = 9223372036854775807", &[("1:1", "age")]);
    refused("age = 99999999999999999999", &[("1:1", "age")]);
    refused("age = 1e400", &[("1:7", "1e400")]);
    refused("{\"age\": 1e300}", &[("1:2", "age")]);
    refused(&format!("age = {}", "9".repeat(100_000)), &[("1:7", &shortened("9"))]);
}

#[test]
fn what_is_no_number_is_not_taken_for_one() {
    refused("age = nan", &[("1:1", "age")]);
    refused("age = inf\npain_now = -inf", &[("1:1", "age"), ("2:1", "pain_now")]);
    refused("{\"age\": NaN}", &[("1:9", "NaN")]);
}

#[test]
fn a_misspelt_fact_is_answered_with_the_one_that_was_meant() {
    let ran = plan("saddle_num = \"no\"", &[]);
    assert_refused(&ran, &[("standard input:1:1", "saddle_num")]);
    assert!(ran.err.contains("did you mean `saddle_numb`?"), "{}", ran.err);
    let ran = plan("colour_of_hair = \"red\"", &[]);
    assert_refused(&ran, &[("standard input:1:1", "colour_of_hair")]);
    assert!(!ran.err.contains("did you mean"), "{}", ran.err);
}

#[test]
fn a_misspelt_option_is_answered_with_the_one_that_was_meant() {
    let ran = plan("leg_weak = \"foot-dorp\"", &[]);
    assert_refused(&ran, &[("standard input:1:1", "foot-dorp")]);
    assert!(ran.err.contains("did you mean `foot-drop`?"), "{}", ran.err);
}

#[test]
fn none_and_something_else_is_refused() {
    refused("very_unwell = [\"none\", \"fainted\"]", &[("1:1", "very_unwell")]);
}

/// For each pair of `guideline/contradictions.toml`: answers that contradict one another, and the
/// first of them that the error must name.
const CONTRADICTIONS: [(&str, &str, &str); 7] = [
    ("male-and-pregnant", "sex_at_birth = \"male\"\npregnant = \"yes\"", "pregnant"),
    ("weeks-without-pregnancy", "pregnant = \"no\"\ngestation = 20", "gestation"),
    ("first-pain-after-today", "age = 40\nage_first_onset = 41", "age_first_onset"),
    ("pain-longer-than-life", "age = 2\ndays_since_onset = 2000", "days_since_onset"),
    ("bed-hours", "bed_hours_last_24 = 20\nbed_hours_last_48 = 10", "bed_hours_last_48"),
    ("heart-class-without-heart-failure", "heart_failure = \"none\"\nnyha = 2", "nyha"),
    ("worst-below-now", "pain_now = 8\npain_worst = 3", "pain_worst"),
];

#[test]
fn answers_that_contradict_one_another_are_refused() {
    for (_, answers, named) in CONTRADICTIONS {
        refused(answers, &[("1:1", named)]);
    }
}

#[test]
fn a_slip_does_not_silence_an_emergency() {
    let slip = "saddle_numb = \"yes\"\nage = 40\nage_first_onset = 41";
    let ran = plan(slip, &["--format", "json"]);
    assert_eq!(ran.code, Some(0));
    let plan: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(plan["urgency"], "emergency");
    assert!(ran.err.starts_with("standard input:2:1: "), "{}", ran.err);
    assert!(ran.err.contains("`age` and `age_first_onset`"), "{}", ran.err);
}

#[test]
fn every_contradiction_of_the_guideline_is_tried_above() {
    let text = std::fs::read_to_string(root().join("guideline/contradictions.toml")).unwrap();
    let ids = text.lines().filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'));
    let tried = CONTRADICTIONS.map(|(id, ..)| id);
    assert_eq!(ids.collect::<Vec<_>>(), tried);
}

#[test]
fn the_same_answer_twice_is_refused_and_never_resolved_by_order() {
    refused("saddle_numb = \"yes\"\nsaddle_numb = \"no\"", &[("2:1", "saddle_numb")]);
    refused("{\"saddle_numb\": \"yes\",\n\"saddle_numb\": \"no\"}", &[("2:13", "saddle_numb")]);
    refused("[facts]\nfever = \"yes\"\nfever = \"no\"", &[("3:1", "fever")]);
    refused("{\"facts\": {\"fever\": \"yes\",\n\"fever\": \"no\"}}", &[("2:7", "fever")]);
    refused("{\"facts\": {\"fever\": \"yes\"},\n\"facts\": {}}", &[("2:7", "facts")]);
}

#[test]
fn broken_files_are_refused_where_they_break() {
    refused("age = = 40", &[("1:7", "=")]);
    refused("[\"age\", 40]", &[("1:7", "]")]);
    refused("{\"age\": 40,\n \"fever\": }", &[("2:11", "}")]);
    refused("{\"age\": 40} {}", &[("1:13", "{")]);
    refused("{\"age\": 40 \"fever\": \"no\"}", &[("1:12", "\"fever\"")]);
    let ran = plan("{\"age\": 40,", &[]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
    assert!(ran.err.contains("standard input:1:11: not valid JSON: EOF"), "{}", ran.err);
    let ran = plan("fever = \"no", &[]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
    assert!(ran.err.starts_with("standard input:1:12: "), "{}", ran.err);
}

#[test]
fn a_case_whose_own_keys_are_wrong_is_refused() {
    refused("age = 40\n[facts]\nfever = \"no\"", &[("1:1", "age")]);
    refused("like = \"plain-akute\"\n[facts]", &[("1:1", "plain-akute")]);
    refused("like = 4\n[facts]", &[("1:1", "like")]);
    refused("today = \"yesterday\"\n[facts]", &[("1:1", "yesterday")]);
    refused("today = \"2026-02-30\"\n[facts]", &[("1:1", "2026-02-30")]);
}

#[test]
fn empty_files_are_refused() {
    for nothing in ["", " ", "\n\n\t\r\n", "\u{feff}", "\u{feff}\n"] {
        refused_as_a_whole(nothing.as_bytes(), "empty");
    }
}

#[test]
fn what_is_no_text_is_refused() {
    refused_as_a_whole(b"age = \xff", "no text");
    refused_as_a_whole(b"\xff\xfea\0g\0e\0", "no text");
    refused_as_a_whole(b"\x7fELF\x02\x01\x01\0\0\0\0\x80", "no text");
}

#[test]
fn what_is_no_file_is_refused() {
    let ran = lumbago(&["plan", "guideline"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
    assert!(ran.err.starts_with("guideline: cannot be read: "), "{}", ran.err);
    assert!(ran.err.contains("\n  help: "), "{}", ran.err);
    let ran = lumbago(&["plan", "cases/no-such-case.toml"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
    assert!(ran.err.starts_with("cases/no-such-case.toml: cannot be read: "), "{}", ran.err);
    assert!(ran.err.contains("\n  help: "), "{}", ran.err);
}

#[test]
fn fifty_megabytes_of_noise_are_refused_unread() {
    // A xorshift is noise enough: no byte may lead anywhere.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut word = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    let noise: Vec<u8> = (0..50 * 1024 * 1024 / 8).flat_map(|_| word()).collect();
    refused_as_a_whole(&noise, "larger than 1 MiB");
    let file = scratch("noise").join("noise.toml");
    std::fs::write(&file, &noise).unwrap();
    let ran = lumbago(&["plan", file.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
    assert!(ran.err.contains("noise.toml: the file is larger than 1 MiB\n  help: "), "{}", ran.err);
    std::fs::remove_file(file).unwrap();
}

#[test]
fn a_hundred_thousand_brackets_are_refused() {
    let deep = 100_000;
    let [open, close] = ["[", "]"].map(|bracket| bracket.repeat(deep));
    for text in [
        format!("{{\"age\": {open}{close}}}"),
        format!("{{\"age\": {open}"),
        format!("age = {open}{close}"),
        format!("age = {open}"),
        open.clone(),
        format!("age = {}1{}", "{a=".repeat(deep), "}".repeat(deep)),
        format!("{}1{}", "{\"a\":".repeat(deep), "}".repeat(deep)),
        format!("{}b = 1", "a.".repeat(deep)),
        format!("[{}b]", "a.".repeat(deep)),
    ] {
        let ran = plan(&text, &[]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""), "{}", ran.err);
        assert!(ran.err.starts_with("standard input:1:"), "{}", ran.err);
        assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
        assert!(ran.err.len() < 1_000, "{}", ran.err);
    }
}

#[test]
fn a_megabyte_of_mistakes_is_told_in_a_moment_and_in_few_words() {
    let toml: String = (0..40_000).map(|n| format!("fact_{n} = {n}\n")).collect();
    let escaped: Vec<String> = (0..30_000).map(|n| format!("\"\\u0061{n}\":{n}")).collect();
    let json = format!("{{\"facts\":{{{}}}}}", escaped.join(",\n"));
    for text in [toml, json] {
        let start = std::time::Instant::now();
        let ran = plan(&text, &[]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
        assert_eq!(ran.err.lines().count(), 202);
        assert!(ran.err.contains("the rest of the answers was not read"), "{}", ran.err);
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }
}

/// A long word as an error shows it.
fn shortened(letter: &str) -> String {
    letter.repeat(40) + "..."
}

#[test]
fn long_words_are_shortened() {
    let long = "x".repeat(100_000);
    refused(&format!("fever = \"{long}\""), &[("1:1", &shortened("x"))]);
    refused(&format!("site = [\"low\", \"{long}\"]"), &[("1:1", &shortened("x"))]);
    refused(&format!("age = \"{long}\""), &[("1:1", &shortened("x"))]);
    refused(&format!("{long} = 1"), &[("1:1", &shortened("x"))]);
    refused(&format!("{{\"{long}\": 1}}"), &[("1:2", &shortened("x"))]);
    refused(&format!("{long} = 1\n[facts]"), &[("1:1", &shortened("x"))]);
    refused(&format!("like = \"{long}\"\n[facts]"), &[("1:1", &shortened("x"))]);
    refused(&format!("today = \"{long}\"\n[facts]"), &[("1:1", &shortened("x"))]);
}

#[test]
fn an_error_never_steers_the_terminal() {
    // `assert_refused` looks for control characters; these are the places they can come from.
    refused("fever = \"\\u001b[31mred\\u0007\"", &[("1:1", "\\u{1b}[31mred\\u{7}")]);
    refused("{\"fever\": \"\\u001b[2J\\u202e\"}", &[("1:2", "\\u{1b}[2J\\u{202e}")]);
    refused("\"\\u001b[31mred\" = 1", &[("1:1", "\\u{1b}[31mred")]);
    refused("like = \"\\u001b[31m\"\n[facts]", &[("1:1", "\\u{1b}[31m")]);
    for raw in
        ["fever = \"\x1b[31mred\"", "\x1b[31m = 1", "{\"fever\": \"\x1b[31m\"}", "age = \x07"]
    {
        let ran = plan(raw, &[]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
        assert!(!ran.err.contains(|c: char| c != '\n' && c.is_control()), "{:?}", ran.err);
    }
    let ran = lumbago(&["plan", "cases/\x1b[31m\nred.toml"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
    assert!(ran.err.starts_with("cases/\\u{1b}[31m\\nred.toml: "), "{:?}", ran.err);
}

#[test]
fn words_of_the_persons_own_never_steer_the_terminal_and_are_never_markup() {
    let case = "like = \"plain-acute\"\nlike_gate = \"clear\"\n[facts]\n\
                goals = [\"\\u001b[31mwalk\\u0007\\u202e <script>alert(1)</script>\"]\n";
    for format in ["text", "markdown", "html"] {
        for reader in ["person", "clinician"] {
            let ran = plan(case, &["--format", format, "--for", reader]);
            assert_eq!(ran.code, Some(0), "{}", ran.err);
            let steers = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
            assert!(!ran.out.contains(steers), "{format} for a {reader}");
            assert!(ran.out.contains("31mwalk"), "{format} for a {reader}");
            assert!(format == "text" || !ran.out.contains("<script>"), "{format} for a {reader}");
        }
    }
}

#[test]
fn a_command_that_is_not_understood_ends_with_2() {
    for arguments in [
        &["plan"][..],
        &["plan", "cases/sciatica-plain.toml", "--format", "pdf"],
        &["plan", "cases/sciatica-plain.toml", "--for", "lawyer"],
        &["plan", "cases/sciatica-plain.toml", "--today", "2026-13-01"],
        &["plan", "cases/sciatica-plain.toml", "--today", "tomorrow"],
        &["diagnose"],
        &["new", "disease", "x"],
    ] {
        let ran = lumbago(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
    }
}

#[test]
fn a_guideline_that_is_none_is_refused() {
    let empty = scratch("no-guideline");
    let broken = scratch("broken-guideline");
    std::fs::write(broken.join("edition.toml"), "name = ").unwrap();
    for folder in [empty.to_str().unwrap(), broken.to_str().unwrap(), "no/such/folder"] {
        let ran = lumbago(&["plan", "cases/sciatica-plain.toml", "--guideline", folder]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""), "{folder}");
        assert!(ran.err.contains(folder), "{}", ran.err);
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
    }
}

#[test]
fn a_reminder_from_a_store_that_does_not_exist_is_refused_and_makes_none() {
    let data = scratch("remind-nobody").join("lumbgao.db");
    let named = data.to_str().unwrap();
    let mail = ["--smtp", "smtp://127.0.0.1:9", "--from", "a@example.org", "--to", "b@example.org"];
    let ran = lumbago(&[&["remind", "--data", named], &mail[..]].concat());
    assert_ne!(ran.code, Some(0), "{}", ran.out);
    assert!(ran.err.contains(named) && ran.err.contains("--data"), "{}", ran.err);
    assert!(!data.exists(), "nothing was made");
}
