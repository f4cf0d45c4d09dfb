//! `lumbago check`: a guideline author hears where the fault is.

use std::path::Path;

use crate::support::{Ran, TODAY, assert_refused, copied_guideline, lumbago};

fn check(folder: &Path) -> Ran {
    lumbago(&["check", folder.to_str().unwrap(), "--today", TODAY])
}

/// Replaces the first mention of some words in a file of a copied guideline; gives its path as
/// `check` shows it.
#[track_caller]
fn plant(guideline: &Path, file: &str, words: &str, fault: &str) -> String {
    let path = guideline.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(words), "{file} holds `{words}`");
    std::fs::write(&path, text.replacen(words, fault, 1)).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_guideline_of_this_repository_is_checked_to_the_end() {
    let ran = lumbago(&["check", "guideline", "--today", TODAY]);
    assert!(matches!(ran.code, Some(0 | 1)), "{}", ran.err);
    assert_eq!(ran.err, "");
    let is_count = |line: &&str| line.contains(" files, ") && line.contains(" errors, ");
    let last = ran.out.lines().rfind(is_count).unwrap();
    assert!(
        ran.out.contains(" are proved impossible for every possible input "),
        "every run proves"
    );
    assert_eq!(ran.code == Some(0), last.contains("; 0 errors, "), "{last}");
}

#[test]
fn a_misspelt_fact_in_a_rule_is_named_with_its_place() {
    let guideline = copied_guideline("misspelt-fact");
    let file = plant(
        &guideline,
        "red-flags/rf-01-saddle-numbness.toml",
        "\"saddle_numb is yes\"",
        "\"saddle_num is yes\"",
    );
    let ran = check(&guideline);
    assert_refused(&ran, &[(&format!("{file}:9:8"), "saddle_num")]);
    assert!(ran.err.contains("did you mean `saddle_numb`?"), "{}", ran.err);
}

#[test]
fn a_misspelt_key_in_a_rule_is_named_with_its_place() {
    let guideline = copied_guideline("misspelt-key");
    let file = plant(&guideline, "red-flags/rf-01-saddle-numbness.toml", "concern =", "concerns =");
    let ran = check(&guideline);
    assert_refused(&ran, &[(&format!("{file}:3:1"), "concerns")]);
    assert!(ran.err.contains("did you mean `concern`?"), "{}", ran.err);
}

#[test]
fn a_withdrawn_file_decides_nothing_and_is_named() {
    let guideline = copied_guideline("withdrawn");
    let file = plant(&guideline, "recommendations/heat.toml", "\"submitted\"", "\"withdrawn\"");
    let ran = check(&guideline);
    assert_refused(&ran, &[(&file, "withdrawn")]);
    assert!(ran.err.contains("take the file out"), "{}", ran.err);
}

#[test]
fn what_nobody_approved_is_not_served_where_only_the_approved_may_be() {
    let ran = lumbago(&["serve", "--approved-only"]);
    assert_eq!(ran.code, Some(5), "{ran:?}");
    assert!(ran.err.contains("no clinician approved "), "{}", ran.err);
    // An edition that says so alone is not enough: each of its files counts.
    let guideline = copied_guideline("edition-alone");
    let folder = guideline.to_str().unwrap();
    plant(&guideline, "edition.toml", "\nstatus = \"submitted\"", "\nstatus = \"approved\"");
    let ran = lumbago(&["--guideline", folder, "serve", "--approved-only"]);
    assert_eq!(ran.code, Some(5), "{ran:?}");
    assert!(ran.err.contains("no clinician approved "), "{}", ran.err);
}

#[test]
fn one_fault_in_a_file_that_others_need_is_told_once() {
    let guideline = copied_guideline("regions");
    let file = plant(&guideline, "regions.toml", "emergency =", "emergancy =");
    let ran = check(&guideline);
    assert_eq!(ran.code, Some(3));
    assert_eq!(ran.err.matches(&file).count(), 1, "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
}

#[test]
fn a_file_that_is_missing_or_left_over_is_named() {
    let guideline = copied_guideline("files");
    std::fs::remove_file(guideline.join("urgencies.toml")).unwrap();
    std::fs::write(guideline.join("red-flag.toml"), "x = 1").unwrap();
    let ran = check(&guideline);
    assert_eq!(ran.code, Some(3));
    assert!(ran.err.contains("urgencies.toml: this file is missing\n  help: "), "{}", ran.err);
    assert!(ran.err.contains("red-flag.toml: nothing reads this file\n  help: "), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 4, "{}", ran.err);
}

#[test]
fn a_worked_case_that_comes_out_otherwise_is_an_error() {
    let guideline = copied_guideline("case");
    let file = plant(
        &guideline,
        "red-flags/rf-01-saddle-numbness.toml",
        "then = \"absent\"",
        "then = \"emergency\"",
    );
    let ran = check(&guideline);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    let told = ran.out.lines().find(|line| line.starts_with(&file)).unwrap_or_default();
    assert!(told.contains("feeling between the legs is normal"), "{told} in {}", ran.out);
}
