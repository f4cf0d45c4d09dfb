//! The library: entries that can be rendered alone, with links both ways.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use lumbago_ask::library::{EntryKind, Library, LibraryEntry, Shelf};
use lumbago_guideline::gate::Blocks;
use lumbago_guideline::medicine::Tier;
use lumbago_guideline::recommendation::Direction;
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
        // Their lists are all that they say.
        let says_itself =
            matches!(entry.kind, EntryKind::Question | EntryKind::Source | EntryKind::Gate);
        assert!(!entry.key_points.is_empty() || says_itself, "{}", entry.id);
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
    assert!(heat.sources.iter().all(|source| !source.kind.is_empty()));
    assert!(heat.sources.iter().any(|source| source.year.is_some()));
    assert_eq!(heat.status, "submitted");
    assert!(heat.reviewer.is_none() && heat.next_review.is_some());
}

/// The texts of a passage.
fn part(of: &'static LibraryEntry, heading: &str) -> &'static [String] {
    let found = of.body.iter().find(|passage| passage.heading == heading);
    found.map(|passage| passage.texts.as_slice()).unwrap_or_default()
}

#[test]
fn a_medicine_that_may_be_offered_names_everybody_whom_its_gates_stop() {
    let guideline = &engine().guideline;
    let mut stopped = 0;
    for medicine in guideline.medicines.iter().filter(|m| m.body.direction == Direction::For) {
        let of = entry(&format!("medicine/{}", medicine.id));
        let gates = guideline.gates.iter().filter(|gate| medicine.body.gates.contains(&gate.id));
        for item in gates.flat_map(|gate| &gate.body.item).chain(&medicine.body.item) {
            let heading = match item.blocks {
                Blocks::Everyone => "not-for",
                Blocks::Person => "not-alone",
                Blocks::Ask => "ask-first",
            };
            let told = part(of, heading);
            assert!(told.contains(&item.person.trim().to_owned()), "{}: {}", of.id, item.id);
            stopped += 1;
        }
    }
    assert!(stopped > 100, "{stopped}");
}

/// All that an entry tells of amounts.
fn amounts(of: &LibraryEntry) -> String {
    let texts = of.body.iter().flat_map(|part| &part.texts).chain(&of.key_points).cloned();
    let fields = of.body.iter().flat_map(|part| &part.fields);
    texts.chain(fields.map(|(name, value)| format!("{name}: {value}"))).collect()
}

#[test]
fn a_dose_is_the_one_for_a_person_alone_and_never_that_of_a_clinician() {
    for medicine in &engine().guideline.medicines {
        let of = entry(&format!("medicine/{}", medicine.id));
        let person = medicine.body.limit.iter().find(|limit| limit.tier == Tier::Person);
        let told = amounts(of);
        match person.and_then(|limit| limit.max_24h_mg) {
            Some(most) => {
                let fields = of.body.iter().flat_map(|part| &part.fields);
                assert!(fields.clone().any(|(_, value)| *value == format!("{most} mg")), "{told}");
                let other = medicine.body.limit.iter().filter(|limit| limit.tier != Tier::Person);
                for limit in other.filter_map(|limit| limit.max_24h_mg).filter(|mg| *mg > most) {
                    assert!(!told.contains(&format!("{limit} mg")), "{}: {told}", of.id);
                }
            }
            None => assert!(!told.contains(" mg"), "{}: {told}", of.id),
        }
    }
}

#[test]
fn a_lower_dose_is_told_only_to_those_whom_nothing_stops() {
    let lower = part(entry("medicine/paracetamol"), "lower-dose");
    assert!(lower.iter().any(|text| text.contains("2000 mg")), "{lower:?}");
    assert!(lower.iter().any(|text| text.contains("15 mg for each kilogram")), "{lower:?}");
    // A blood thinner stops ibuprofen for a person alone: no shorter course is told with it.
    assert!(part(entry("medicine/ibuprofen"), "lower-dose").is_empty());
}

#[test]
fn a_disagreement_is_named_by_its_heading_and_says_who_says_what() {
    let ibuprofen = entry("medicine/ibuprofen").disagreement.as_ref().expect("it rests on one");
    assert_eq!(ibuprofen.title, entry(&ibuprofen.id).title);
    let says = part(entry(&ibuprofen.id), "positions");
    assert!(says.iter().all(|text| text.ends_with(')') && text.contains(" (")), "{says:?}");
    let sources = &entry(&ibuprofen.id).sources;
    assert!(sources.iter().any(|source| source.id == "source/dr-oracle-2025"), "by its claims");
    assert!(sources.iter().any(|source| source.id == "source/ibuprofen-labels"), "{sources:?}");
}

#[test]
fn no_page_shows_an_id_that_only_authors_know() {
    for entry in &LIBRARY.entries {
        let texts = entry.body.iter().flat_map(|part| &part.texts).chain(&entry.key_points);
        for text in texts.chain(&entry.unconfirmed) {
            assert!(!has_code(text), "{}: {text}", entry.id);
        }
    }
    let bed = part(entry("disagreement/X01"), "decided").concat();
    assert!(bed.contains("what becomes of “Cleveland Clinic (US), 2020”"), "{bed}");
    let pulled = part(entry("disagreement/X04"), "decided").concat();
    assert!(pulled.contains("as in “How much exercise in the first weeks”."), "{pulled}");
}

/// Whether a text holds an id that only we know, such as `RF-39`, `PX25-20` or `X06`.
fn has_code(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| {
        let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        let of = |start: &str| word.strip_prefix(start).is_some_and(digits);
        let claims = ["PX25-", "CC20-", "CC16-", "HF-", "PT-", "RF-", "IM-"];
        claims.iter().any(|start| of(start)) || of("X") && word.len() == 3
    })
}

#[test]
fn it_can_be_browsed_by_question_by_treatment_and_by_phase() {
    let acute = LIBRARY.by_phase.iter().find(|shelf| shelf.title == "acute").expect("a shelf");
    let on = |shelf: &Shelf, id: &str| {
        shelf.parts.iter().flat_map(|part| &part.entries).any(|link| link.id == id)
    };
    assert!(on(acute, "recommendation/heat"), "{acute:?}");
    assert!(!on(acute, "exercise/bridge"), "excluded there");
    assert_eq!(LIBRARY.by_phase.len(), 3);
    assert!(LIBRARY.by_treatment.iter().all(|shelf| shelf.count() > 0));
    assert!(LIBRARY.by_question.len() > 10);
}

#[test]
fn no_shelf_is_a_long_list_without_headings() {
    for shelf in LIBRARY.shelves() {
        for part in &shelf.parts {
            let entries = part.entries.len();
            assert!(entries <= 45, "{} holds {entries} under {:?}", shelf.name, part.heading);
        }
    }
    let names: BTreeSet<&str> = LIBRARY.shelves().map(|shelf| shelf.name.as_str()).collect();
    assert_eq!(names.len(), LIBRARY.shelves().count(), "a name stands twice");
}

#[test]
fn words_find_headings_first_and_private_entries_never() {
    let found = LIBRARY.find("ibuprofen");
    assert_eq!(found.first().expect("it is found").id, "medicine/ibuprofen");
    assert!(LIBRARY.find("warmth sore").iter().any(|link| link.id == "recommendation/heat"));
    assert!(LIBRARY.find("scans").len() > 5, "a word is found by its stem");
    assert!(LIBRARY.find("  a ? ").is_empty());
    for link in LIBRARY.find("life") {
        assert!(!entry(&link.id).private, "{}", link.id);
    }
}
