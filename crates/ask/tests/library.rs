//! The library: entries that can be rendered alone, with links both ways.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use lumbago_ask::library::{EntryKind, Library, LibraryEntry};
use support::engine;

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::new(&engine().guideline));

fn entry(id: &str) -> &'static LibraryEntry {
    LIBRARY.entry(id).unwrap_or_else(|| panic!("there is no entry {id}"))
}

#[test]
fn every_file_of_care_and_every_question_of_a_person_has_an_entry() {
    let guideline = &engine().guideline;
    let of = |kind| LIBRARY.entries.iter().filter(|entry| entry.kind == kind).count();
    assert_eq!(of(EntryKind::Recommendation), guideline.recommendations.len());
    assert_eq!(of(EntryKind::Medicine), guideline.medicines.len());
    assert_eq!(of(EntryKind::Exercise), guideline.exercises.len());
    assert_eq!(of(EntryKind::RedFlag), guideline.red_flags.len());
    assert_eq!(of(EntryKind::Source), guideline.sources.len());
    assert!(of(EntryKind::Question) > 100);
    for entry in &LIBRARY.entries {
        assert!(!entry.title.is_empty(), "{}", entry.id);
        assert!(!entry.key_points.is_empty() || entry.kind == EntryKind::Question, "{}", entry.id);
    }
}

#[test]
fn every_link_leads_to_an_entry_and_back() {
    let ids: BTreeSet<&str> = LIBRARY.entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids.len(), LIBRARY.entries.len(), "an id stands twice");
    for from in &LIBRARY.entries {
        for link in &from.uses {
            let to = entry(&link.id);
            assert!(to.used_by.iter().any(|back| back.id == from.id), "{} {}", from.id, to.id);
        }
    }
}

#[test]
fn links_lead_from_a_medicine_to_its_gate_and_from_a_question_to_its_red_flags() {
    let uses = |id: &str, other: &str| entry(id).uses.iter().any(|link| link.id == other);
    let used = |id: &str, other: &str| entry(id).used_by.iter().any(|link| link.id == other);
    assert!(uses("medicine/ibuprofen", "gate/nsaid"));
    assert!(uses("recommendation/heat", "disagreement/X06"));
    assert!(used("question/saddle_numb", "red-flag/rf-01-saddle-numbness"));
    assert!(
        used("source/acp-2017", "recommendation/heat")
            || !entry("source/acp-2017").used_by.is_empty()
    );
}

#[test]
fn an_entry_shows_typed_and_dated_sources_and_its_review() {
    let heat = entry("recommendation/heat");
    assert!(heat.sources.iter().all(|source| !source.kind.is_empty() && !source.year.is_empty()));
    assert_eq!(heat.status, "submitted");
    assert!(heat.reviewer.is_none() && heat.next_review.is_some());
}

#[test]
fn no_entry_of_a_medicine_holds_an_amount() {
    for entry in LIBRARY.entries.iter().filter(|entry| entry.kind == EntryKind::Medicine) {
        let texts: Vec<&str> =
            entry.body.iter().flat_map(|part| &part.texts).map(String::as_str).collect();
        assert!(!texts.join(" ").contains(" mg"), "{}", entry.id);
    }
}

#[test]
fn it_can_be_browsed_by_question_by_treatment_and_by_phase() {
    let acute = LIBRARY.by_phase.iter().find(|shelf| shelf.title == "acute").expect("a shelf");
    assert!(acute.entries.iter().any(|link| link.id == "recommendation/heat"), "{acute:?}");
    assert!(!acute.entries.iter().any(|link| link.id == "exercise/bridge"), "excluded there");
    assert_eq!(LIBRARY.by_phase.len(), 3);
    assert!(LIBRARY.by_treatment.iter().all(|shelf| !shelf.entries.is_empty()));
    assert!(LIBRARY.by_question.len() > 10);
}
