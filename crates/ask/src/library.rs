//! The library: every recommendation, medicine, exercise and question as a readable entry, with
//! its sources, its status, and links both ways to what uses it (pathway l, first row).
//!
//! An entry holds all that a page shows, so that whoever renders it needs no guideline.

mod entries;
mod links;

use lumbago_guideline::Guideline;
use lumbago_guideline::standing::Standing;
use serde::Serialize;

use self::links::{Links, mentions};

/// What an entry is about; the word stands before its name, as in `exercise/bridge` or
/// `question/fever`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// Advice for or against something.
    Recommendation,
    /// A medicine.
    Medicine,
    /// What stands in the way of medicines or treatments.
    Gate,
    /// An exercise.
    Exercise,
    /// A kind of back pain.
    Class,
    /// A rule about scans.
    Imaging,
    /// A sign that somebody should look at soon.
    RedFlag,
    /// A question that is asked.
    Question,
    /// A point on which sources disagree.
    Disagreement,
    /// A source.
    Source,
}

impl EntryKind {
    /// The word that stands before the names of its entries.
    pub fn word(self) -> &'static str {
        match self {
            Self::Recommendation => "recommendation",
            Self::Medicine => "medicine",
            Self::Gate => "gate",
            Self::Exercise => "exercise",
            Self::Class => "class",
            Self::Imaging => "imaging",
            Self::RedFlag => "red-flag",
            Self::Question => "question",
            Self::Disagreement => "disagreement",
            Self::Source => "source",
        }
    }

    /// The id of an entry of this kind.
    pub fn id(self, name: &str) -> String {
        format!("{}/{name}", self.word())
    }
}

/// One page of the library.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LibraryEntry {
    /// Its id, such as `recommendation/heat`.
    pub id: String,
    /// What it is about.
    pub kind: EntryKind,
    /// Its heading.
    pub title: String,
    /// What matters most, first.
    pub key_points: Vec<String>,
    /// All that it says, under headings; an empty heading continues.
    pub body: Vec<Passage>,
    /// What it rests on.
    pub sources: Vec<SourceShown>,
    /// The disagreement that settled it, such as `X06`.
    pub disagreement: Option<String>,
    /// Where it stands on its way to approval, such as `submitted`.
    pub status: String,
    /// Who approved it; nobody until a named person did.
    pub reviewer: Option<String>,
    /// When it was approved, such as `2026-11-21`.
    pub reviewed_on: Option<String>,
    /// When it must be looked at again.
    pub next_review: Option<String>,
    /// The parts that no source was read for.
    pub unconfirmed: Vec<String>,
    /// What it names or rests on.
    pub uses: Vec<Link>,
    /// What names it or rests on it.
    pub used_by: Vec<Link>,
    /// Words by which it is browsed: the kind of treatment, or the group of a red flag.
    pub topic: String,
    /// The phases of pain in which it may have a place: `acute`, `subacute`, `chronic`; only for
    /// what may be done or taken.
    pub phases: Vec<String>,
    /// Nothing of it may be shown where somebody else could read it.
    pub private: bool,
}

/// A heading and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The heading.
    pub heading: String,
    /// What stands under it, one text for each paragraph or point.
    pub texts: Vec<String>,
}

/// A source as an entry shows it: typed and dated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceShown {
    /// Its entry, such as `source/acp-2017`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Its year, or that it has no date.
    pub year: String,
    /// What kind of text it is.
    pub kind: String,
    /// Where in it.
    pub at: String,
    /// Whether only a part of what is cited was read.
    pub partly_read: bool,
}

/// A way to another entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Link {
    /// The entry that it leads to.
    pub id: String,
    /// Its heading.
    pub title: String,
}

/// A heading for browsing, with the entries under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shelf {
    /// Its heading: a kind of treatment, a phase, or a page of questions.
    pub title: String,
    /// What stands on it, in the order of the guideline.
    pub entries: Vec<Link>,
}

/// The whole library.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Library {
    /// Every entry, kind by kind.
    pub entries: Vec<LibraryEntry>,
    /// By question: the pages of the interview with their questions.
    pub by_question: Vec<Shelf>,
    /// By treatment: what may be done or taken, and what is advised against.
    pub by_treatment: Vec<Shelf>,
    /// By phase of pain.
    pub by_phase: Vec<Shelf>,
}

/// The phases of pain, as findings name them, in their order.
const PHASES: [&str; 3] = ["acute", "subacute", "chronic"];

impl Library {
    /// Makes the library of a guideline.
    pub fn new(guideline: &Guideline) -> Self {
        let mut entries = entries::entries(guideline);
        let links = mentions(guideline);
        link(&mut entries, &links);
        let by_question = by_question(guideline, &entries);
        let by_treatment = by_treatment(&entries);
        let by_phase = PHASES
            .iter()
            .map(|phase| shelf(phase, &entries, |entry| entry.phases.iter().any(|p| p == phase)))
            .collect();
        Self { entries, by_question, by_treatment, by_phase }
    }

    /// The entry of an id, such as `exercise/bridge`.
    pub fn entry(&self, id: &str) -> Option<&LibraryEntry> {
        self.entries.iter().find(|entry| entry.id == id)
    }
}

/// Sets the links of every entry, both ways; what has no entry is left out.
fn link(entries: &mut [LibraryEntry], links: &Links) {
    let titles: std::collections::BTreeMap<String, String> =
        entries.iter().map(|entry| (entry.id.clone(), entry.title.clone())).collect();
    let told = |ids: Option<&std::collections::BTreeSet<String>>| {
        let known = ids
            .into_iter()
            .flatten()
            .filter_map(|id| Some(Link { id: id.clone(), title: titles.get(id)?.clone() }));
        known.collect::<Vec<_>>()
    };
    for entry in entries {
        entry.uses = told(links.uses.get(&entry.id));
        entry.used_by = told(links.used_by.get(&entry.id));
        let phases = links.phases.get(&entry.id);
        let named = |phase: &&str| phases.is_some_and(|phases| phases.contains(*phase));
        entry.phases =
            PHASES.iter().filter(|phase| named(phase)).map(ToString::to_string).collect();
    }
}

fn as_link(entry: &LibraryEntry) -> Link {
    Link { id: entry.id.clone(), title: entry.title.clone() }
}

fn shelf(title: &str, entries: &[LibraryEntry], on_it: impl Fn(&LibraryEntry) -> bool) -> Shelf {
    let entries = entries.iter().filter(|entry| on_it(entry)).map(as_link).collect();
    Shelf { title: title.to_owned(), entries }
}

fn by_question(guideline: &Guideline, entries: &[LibraryEntry]) -> Vec<Shelf> {
    let shelves = guideline.interview.page.iter().map(|page| {
        let ids: Vec<String> = page.facts.iter().map(|fact| EntryKind::Question.id(fact)).collect();
        shelf(&page.title, entries, |entry| ids.contains(&entry.id))
    });
    shelves.filter(|shelf| !shelf.entries.is_empty()).collect()
}

fn by_treatment(entries: &[LibraryEntry]) -> Vec<Shelf> {
    let treatment = |entry: &&LibraryEntry| {
        matches!(entry.kind, EntryKind::Recommendation | EntryKind::Medicine | EntryKind::Exercise)
    };
    let mut topics: Vec<&str> = Vec::new();
    for entry in entries.iter().filter(treatment) {
        if !topics.contains(&entry.topic.as_str()) {
            topics.push(&entry.topic);
        }
    }
    let shelves = topics
        .into_iter()
        .map(|topic| shelf(topic, entries, |entry| treatment(&entry) && entry.topic == topic));
    shelves.collect()
}

/// What every entry takes from the standing of its file.
fn standing_of(guideline: &Guideline, by: &dyn Standing) -> LibraryEntry {
    let review = by.review();
    let sources = by.sources().iter().filter_map(|citation| {
        let source = guideline.source(&citation.id)?;
        let body = &source.body;
        Some(SourceShown {
            id: EntryKind::Source.id(&source.id),
            title: body.title.clone(),
            publisher: body.publisher.clone(),
            year: body.year.to_string(),
            kind: body.kind.word().to_owned(),
            at: citation.at.clone(),
            partly_read: body.reads == lumbago_guideline::source::Reading::Partial,
        })
    });
    LibraryEntry {
        id: String::new(),
        kind: EntryKind::Source,
        title: String::new(),
        key_points: Vec::new(),
        body: Vec::new(),
        sources: sources.collect(),
        disagreement: by.basis().map(str::to_owned),
        status: lumbago_decision::plan::status_word(review.status).to_owned(),
        reviewer: review.by.clone(),
        reviewed_on: review.on.as_ref().map(ToString::to_string),
        next_review: review.due.as_ref().map(ToString::to_string),
        unconfirmed: by.unconfirmed().iter().map(|part| part.what.trim().to_owned()).collect(),
        uses: Vec::new(),
        used_by: Vec::new(),
        topic: String::new(),
        phases: Vec::new(),
        private: false,
    }
}
