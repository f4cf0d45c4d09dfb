//! Names that do not exist are errors with place and remedy.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod support;

use lumbago_ask::lint;
use support::load;

/// What the linter says after one text was replaced in one file.
fn after(file: &str, from: &str, to: &str) -> Vec<String> {
    let changed = load(&|path, text| {
        if path != file {
            return text.to_owned();
        }
        assert!(text.contains(from), "`{from}` does not stand in {file}");
        text.replacen(from, to, 1)
    });
    let guideline = changed.expect("it can still be read");
    lint(&guideline).iter().map(ToString::to_string).collect()
}

#[test]
fn the_files_as_they_stand_have_no_problem() {
    let guideline = load(&|_, text| text.to_owned()).expect("it can be read");
    let problems: Vec<String> = lint(&guideline).iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn an_unknown_name_is_told_with_its_file_and_what_was_meant() {
    let changes = [
        ("danger-words.toml", "\"rf-01-saddle-numbness\"", "\"rf-01-saddle-numb\""),
        ("danger-words.toml", "facts = [\"saddle_numb\"]", "facts = [\"saddle_num\"]"),
        ("danger-words.toml", "\"<numb> + <saddle>\"", "\"<numbs> + <saddle>\""),
        ("danger-words.toml", "danger = \"something-changed\"", "danger = \"something-change\""),
        ("languages/es/danger-words.toml", "id = \"saddle\"", "id = \"sadle\""),
        ("danger-sentences.toml", "danger = \"saddle\"", "danger = \"sadle\""),
        ("languages/es/synonyms.toml", "\"exercise/swimming\"", "\"exercise/swiming\""),
        ("answering.toml", "\"scans/why-not\"", "\"scans/why-no\""),
        ("answering.toml", "topics = [\"neck-and-arm\"", "topics = [\"neck-and-arms\""),
        ("synonyms.toml", "\"medicine/ibuprofen\"", "\"medicine/ibuprofin\""),
        ("answering.toml", "ask = [\"pharmacist\"", "ask = [\"pharmacists\""),
        ("questions.toml", "\"recommendation/bed-rest\"", "\"recommendation/bed-rests\""),
    ];
    for (file, from, to) in changes {
        let told = after(file, from, to);
        let meant = |problem: &&String| problem.contains(file) && problem.contains("did you mean");
        assert!(told.iter().any(|problem| meant(&problem)), "{file}, `{to}`: {told:#?}");
    }
}

#[test]
fn a_statement_without_a_heading_is_an_error() {
    let told = after("answering.toml", "\"activity/pacing\" =", "\"activity/pause2\" =");
    assert!(told.iter().any(|problem| problem.contains("`activity/pacing` has no heading")));
}

#[test]
fn a_level_that_no_red_flag_has_is_an_error() {
    let told = after("danger-words.toml", "level = \"emergency\"", "level = \"routine\"");
    assert!(told.iter().any(|problem| problem.contains("none of its red flags")), "{told:?}");
}
