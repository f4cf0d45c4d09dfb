//! Browsing: entries on shelves with headings, and what a few words find.

use std::collections::BTreeSet;

use lumbago_guideline::Guideline;

use super::{EntryKind, Library, LibraryEntry, Link, PHASES, Part, Shelf};
use crate::words::{stems, words};

/// Where the advice against something stands, after all that may help.
const AGAINST: &str = "against";

/// Kinds of treatment in the order in which people look for them; others come after.
const TOPICS: [&str; 17] = [
    "medicine",
    "active",
    "exercise",
    "passive",
    "sleep",
    "hands-on",
    "lifestyle",
    "work",
    "education",
    "psychological",
    "mind",
    "test",
    "referral",
    "procedure",
    "device",
    "review",
    "rest",
];

/// Where a heading stands among others.
fn rank(heading: &str) -> usize {
    let known = TOPICS.iter().position(|topic| *topic == heading);
    // A part without a heading comes first, what is advised against last.
    match (heading, known) {
        ("", _) => 0,
        (AGAINST, _) => usize::MAX,
        (_, Some(at)) => at + 1,
        (_, None) => TOPICS.len() + 1,
    }
}

/// By question: the pages of the interview with their questions.
pub(super) fn by_question(guideline: &Guideline, entries: &[LibraryEntry]) -> Vec<Shelf> {
    let shelves = guideline.interview.page.iter().map(|page| {
        let ids: Vec<String> = page.facts.iter().map(|fact| EntryKind::Question.id(fact)).collect();
        let found = entries.iter().filter(|entry| ids.contains(&entry.id));
        shelf(&format!("question-{}", page.id), &page.title, found, |_| "")
    });
    shelves.filter(|shelf| !shelf.parts.is_empty()).collect()
}

/// By treatment: what may be done or taken, and last what is advised against of each kind.
pub(super) fn by_treatment(entries: &[LibraryEntry]) -> Vec<Shelf> {
    let treatments: Vec<&LibraryEntry> =
        entries.iter().filter(|entry| is_treatment(entry)).collect();
    let mut topics: Vec<&str> = Vec::new();
    for entry in &treatments {
        if !topics.contains(&entry.topic.as_str()) {
            topics.push(&entry.topic);
        }
    }
    topics.sort_by_key(|topic| rank(topic));
    let of = |topic: &str| {
        let found = treatments.iter().copied().filter(|entry| entry.topic == topic);
        shelf(&format!("treatment-{topic}"), topic, found, |entry| match entry.against {
            true => AGAINST,
            false => "",
        })
    };
    let mut shelves: Vec<Shelf> = topics.into_iter().map(of).collect();
    let against = treatments.iter().copied().filter(|entry| entry.against);
    shelves.push(shelf(&format!("treatment-{AGAINST}"), AGAINST, against, |entry| &entry.topic));
    shelves
}

/// By phase of pain.
pub(super) fn by_phase(entries: &[LibraryEntry]) -> Vec<Shelf> {
    let of = |phase: &&str| {
        let found = entries.iter().filter(|entry| entry.phases.iter().any(|own| own == phase));
        shelf(&format!("phase-{phase}"), phase, found, |entry| match entry.against {
            true => AGAINST,
            false => &entry.topic,
        })
    };
    PHASES.iter().map(of).collect()
}

/// What stands behind it, kind by kind.
pub(super) fn behind(entries: &[LibraryEntry]) -> Vec<Shelf> {
    let kinds = [
        EntryKind::Text,
        EntryKind::Class,
        EntryKind::Imaging,
        EntryKind::RedFlag,
        EntryKind::Gate,
        EntryKind::Disagreement,
        EntryKind::Source,
    ];
    let of = |kind: EntryKind| {
        // The rows of the timetable are told where a check is due.
        let found = entries.iter().filter(|entry| {
            entry.kind == kind && !entry.private && !entry.id.starts_with("review/")
        });
        shelf(&format!("kind-{}", kind.word()), kind.word(), found, |entry| match kind {
            EntryKind::Text | EntryKind::RedFlag | EntryKind::Source => &entry.topic,
            _ => "",
        })
    };
    kinds.into_iter().map(of).collect()
}

fn is_treatment(entry: &LibraryEntry) -> bool {
    matches!(entry.kind, EntryKind::Recommendation | EntryKind::Medicine | EntryKind::Exercise)
}

/// A shelf whose entries stand under headings, in the order of the headings.
fn shelf<'e>(
    name: &str,
    title: &str,
    entries: impl Iterator<Item = &'e LibraryEntry>,
    heading: impl Fn(&'e LibraryEntry) -> &'e str,
) -> Shelf {
    let mut parts: Vec<Part> = Vec::new();
    for entry in entries {
        let own = heading(entry);
        match parts.iter_mut().find(|part| part.heading == own) {
            Some(part) => part.entries.push(entry.link()),
            None => parts.push(Part { heading: own.to_owned(), entries: vec![entry.link()] }),
        }
    }
    parts.sort_by_key(|part| rank(&part.heading));
    Shelf { name: name.to_owned(), title: title.to_owned(), parts }
}

impl Shelf {
    /// How many entries stand on it.
    pub fn count(&self) -> usize {
        self.parts.iter().map(|part| part.entries.len()).sum()
    }
}

impl Library {
    /// Every shelf.
    pub fn shelves(&self) -> impl Iterator<Item = &Shelf> {
        [&self.by_treatment, &self.by_phase, &self.by_question, &self.behind].into_iter().flatten()
    }

    /// The entries that hold every one of some words, or their stems: first those whose heading
    /// does. Where there is none, those whose heading holds one of them. What somebody else must
    /// not read is not found.
    pub fn find(&self, wanted: &str) -> Vec<Link> {
        let wanted: BTreeSet<String> = words(wanted)
            .into_iter()
            .filter(|word| word.text.chars().count() > 1)
            .map(|word| word.stem)
            .collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let has = |held: &[String], stem: &str| held.iter().any(|own| own.starts_with(stem));
        let mut titled = Vec::new();
        let mut others = Vec::new();
        let mut near = Vec::new();
        for entry in self.entries.iter().filter(|entry| !entry.private) {
            let (heading, text) = (stems(&entry.title), stems(&entry.text()));
            if wanted.iter().all(|stem| has(&heading, stem)) {
                titled.push(entry.link());
            } else if wanted.iter().all(|stem| has(&text, stem)) {
                others.push(entry.link());
            } else if wanted.iter().any(|stem| has(&heading, stem)) {
                near.push(entry.link());
            }
        }
        titled.extend(others);
        if titled.is_empty() { near } else { titled }
    }
}

impl LibraryEntry {
    /// A way to it.
    pub(super) fn link(&self) -> Link {
        Link { id: self.id.clone(), title: self.title.clone() }
    }

    /// All that it says.
    fn text(&self) -> String {
        let texts = self.body.iter().flat_map(|passage| &passage.texts);
        let all = std::iter::once(&self.title).chain(&self.key_points).chain(texts);
        all.map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}
