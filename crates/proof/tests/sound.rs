//! Whether the guideline hangs together, and copies of it with one fault of each kind.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]

mod support;

use lumbago_guideline::folder::Folder;
use lumbago_proof::reach::{targets, witnesses};
use lumbago_proof::sound::{Fault, faults};
use support::{engine, folder};

fn faults_of(guideline: &Folder, rule: Option<&str>) -> Vec<Fault> {
    let (engine, near) = engine(guideline);
    faults(&engine, &near, &|own| rule.is_none_or(|rule| rule == own)).unwrap()
}

/// The shipped guideline with a text changed in one file.
fn with(file: &str, from: &str, to: &str) -> Folder {
    let mut guideline = folder("guideline");
    let text = guideline.files.get_mut(file).unwrap_or_else(|| panic!("no file {file}"));
    assert!(text.contains(from), "{file} no longer holds {from}");
    *text = text.replace(from, to);
    guideline
}

/// That a fault of a kind is found at a file, and shown by a case where one can show it.
fn assert_found(guideline: &Folder, rule: &str, file: &str) {
    let found = faults_of(guideline, Some(rule));
    let of_kind =
        |fault: &&Fault| fault.problem.rule == rule && fault.problem.place.file.contains(file);
    let told: Vec<String> = found.iter().map(|fault| fault.problem.to_string()).collect();
    let fault = found.iter().find(of_kind).unwrap_or_else(|| panic!("no {rule} in {told:?}"));
    assert_eq!(fault.facts.is_some(), ["for-and-against", "gap"].contains(&rule));
}

#[test]
fn the_guideline_hangs_together_for_every_possible_input() {
    let found = faults_of(&folder("guideline"), None);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_exercise_and_medicine_has_a_case_that_the_engine_replays() {
    let (engine, near) = engine(&folder("guideline"));
    assert!(targets(&engine).len() > 300);
    let some = |target: &lumbago_proof::reach::Target| {
        ["exercise `bridge", "medicine", "imaging"].iter().any(|kind| target.what.contains(kind))
    };
    let found = witnesses(&engine, &near, &some, &mut |_| {}).unwrap();
    let missing: Vec<_> =
        found.iter().filter(|found| !found.replayed).map(|found| &found.target.what).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_rule_that_holds_for_nobody_is_found() {
    let file = "recommendations/pregnancy-support-belt.toml";
    let all = "all = [\"class pregnancy-related\", \"urgency <= within-days\"]";
    let never = "all = [\"class pregnancy-related\", \"sex_at_birth is male\", \"age < 10 years\"]";
    assert_found(&with(file, all, never), "unreachable", "pregnancy-support-belt");
}

#[test]
fn a_medicine_whose_self_care_is_advised_against_is_offered_to_nobody() {
    let file = "medicines/paracetamol.toml";
    let own = "self_care = [\"stay-active\", \"heat\", \"walking\"]";
    let guideline = with(file, own, "self_care = [\"bed-rest\"]");
    assert_found(&guideline, "unreachable", "paracetamol");
}

#[test]
fn the_same_thing_advised_and_advised_against_is_found() {
    let file = "recommendations/belts-braces-orthotics.toml";
    let unless = "[unless]\nany = [\"class pregnancy-related\"]\n";
    assert_found(&with(file, unless, ""), "for-and-against", "pregnancy-support-belt");
}

#[test]
fn a_question_that_changes_nothing_is_found() {
    let guideline = with(
        "facts/health.toml",
        "[epilepsy]\ntype = \"yes-no\"\nwho = \"clinician\"\nstage = \"optional\"",
        "[epilepsy]\ntype = \"yes-no\"\nwho = \"clinician\"\nstage = \"gate\"",
    );
    assert_found(&guideline, "idle-question", "facts/health");
}

#[test]
fn a_plan_after_which_nobody_looks_is_found() {
    let mut guideline = folder("guideline");
    let text = guideline.files.get_mut("follow-up.toml").unwrap();
    *text = text
        .replace("\"urgency <= within-days\"", "\"urgency <= within-days\", \"age < 40 years\"");
    assert_found(&guideline, "gap", "follow-up");
}
