//! Changes of the guideline as it is: that they are made, caught, and taken back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use lumbago_decision::Engine;
use lumbago_decision::facts::FactSheet;
use lumbago_decision::input::read_sheet;
use lumbago_guideline::Guideline;
use lumbago_guideline::folder::Folder;
use lumbago_proof::mutate::{Bench, Caught, mutants};

static GUIDELINE: LazyLock<Guideline> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let [folder, cases] =
        ["guideline", "cases"].map(|name| Folder::read(&root.join(name)).unwrap());
    Guideline::load(&folder, &cases).unwrap_or_else(|problems| panic!("{}", problems[0]))
});

fn near() -> FactSheet {
    let answers = &GUIDELINE.bases["plain-acute"];
    read_sheet(&GUIDELINE, answers, "plain-acute", "", None).unwrap()
}

/// What catches the one change whose name holds both words.
#[track_caller]
fn caught(file: &str, change: &str) -> Caught {
    let near = near();
    let engine = Engine::new(GUIDELINE.clone()).unwrap();
    let mut all = mutants(&engine.guideline);
    let named: Vec<_> =
        all.iter_mut().filter(|m| m.name().contains(file) && m.what.contains(change)).collect();
    assert_eq!(named.len(), 1, "one change of {file} is `{change}`");
    let mut bench = Bench::new(&engine, &near, false, &|_, _| String::new()).unwrap();
    let mut named = named;
    let caught = bench.try_out(named[0]).unwrap();
    assert!(bench.engine().guideline == *GUIDELINE, "the change was taken back");
    caught
}

#[test]
fn each_change_has_a_name_of_its_own() {
    let all = mutants(&GUIDELINE);
    assert!(all.len() > 5000, "only {} changes", all.len());
    let names: BTreeSet<String> = all.iter().map(|mutant| mutant.name()).collect();
    assert_eq!(names.len(), all.len());
}

#[test]
fn a_red_flag_that_is_less_urgent_is_caught_by_its_own_case() {
    let caught = caught("rf-01-saddle-numbness", "urgency emergency becomes same day");
    assert!(matches!(&caught, Caught::Case(file) if file.contains("rf-01")), "{caught:?}");
}

#[test]
fn a_medicine_without_its_gate_is_caught() {
    let caught = caught("medicines/ibuprofen.toml", "gate nsaid dropped");
    assert!(!matches!(caught, Caught::Survived | Caught::Equivalent), "{caught:?}");
}

#[test]
fn a_possible_emergency_that_may_wait_a_day_is_caught() {
    let caught = caught("urgencies.toml", "softening of emergency: becomes within 1 days");
    assert!(!matches!(caught, Caught::Survived | Caught::Equivalent), "{caught:?}");
}

#[test]
fn a_dose_that_is_raised_by_a_milligram_is_caught_by_a_border_case() {
    let caught = caught("medicines/ibuprofen.toml", "limit for clinician: dose of a day raised");
    assert!(matches!(&caught, Caught::Border(file) if file.contains("ibuprofen")), "{caught:?}");
}

#[test]
fn a_danger_question_that_need_not_be_asked_is_caught() {
    let caught = caught("facts/bone.toml", "steroid_long: need not be asked");
    assert!(matches!(caught, Caught::Case(_) | Caught::Border(_)), "{caught:?}");
}

#[test]
fn a_case_is_found_for_a_change_that_none_catches() {
    let near = near();
    let mut guideline = GUIDELINE.clone();
    guideline.borders.clear();
    let engine = Engine::new(guideline).unwrap();
    let mut all = mutants(&engine.guideline);
    let raised = all.iter_mut().find(|mutant| {
        let name = mutant.name();
        name.contains("medicines/ibuprofen") && name.contains("limit for clinician: dose of a day")
    });
    let mut bench = Bench::new(&engine, &near, false, &|_, _| String::new()).unwrap();
    bench.suggesting = true;
    let caught = bench.try_out(raised.unwrap()).unwrap();
    assert!(matches!(caught, Caught::Border(_)), "{caught:?}");
    let found = bench.borders().last().unwrap();
    assert!(found.failure(&engine).is_none(), "the case holds for the guideline as it is");
    assert!(found.case.then.ends_with("stop by day 14"), "{}", found.case.then);
}
