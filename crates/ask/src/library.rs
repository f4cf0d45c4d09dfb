//! The library: every recommendation, medicine, exercise and question as a readable entry, with
//! its sources, its status, and links both ways to what uses it (pathway l, first row).
//!
//! An entry holds all that a page shows, so that whoever renders it needs no guideline.

mod entries;
mod links;
mod medicines;
mod names;
mod shelves;

use lumbago_guideline::source::{Reading, Source};
use lumbago_guideline::standing::Standing;
use lumbago_guideline::{Entry, Guideline};
use serde::Serialize;

use self::links::{Links, mentions};

/// What an entry is about; the word stands before its name, as in `exercise/bridge` or
/// `question/fever`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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
    /// A text that explains: moving, scans, words, signs, where to find help.
    #[default]
    Text,
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
            Self::Text => "text",
        }
    }

    /// The id of an entry of this kind.
    pub fn id(self, name: &str) -> String {
        format!("{}/{name}", self.word())
    }
}

/// One page of the library.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LibraryEntry {
    /// Its id, such as `recommendation/heat`.
    pub id: String,
    /// What it is about.
    pub kind: EntryKind,
    /// Its heading.
    pub title: String,
    /// What matters most, first.
    pub key_points: Vec<String>,
    /// All else that it says, under headings.
    pub body: Vec<Passage>,
    /// What it rests on.
    pub sources: Vec<SourceShown>,
    /// The disagreement that settled it.
    pub disagreement: Option<Link>,
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
    /// A word by which it is browsed: the kind of treatment or of source, or the group of a red
    /// flag.
    pub topic: String,
    /// Whether it advises against something.
    pub against: bool,
    /// The phases of pain in which it may have a place: `acute`, `subacute`, `chronic`; only for
    /// what may be done or taken.
    pub phases: Vec<String>,
    /// Nothing of it may be shown where somebody else could read it.
    pub private: bool,
}

/// A heading and what stands under it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The word for its heading, such as `not-for`; none continues what stands before.
    pub heading: String,
    /// What stands under it, one text for each paragraph or point.
    pub texts: Vec<String>,
    /// Names and values, such as the parts of a dose.
    pub fields: Vec<(String, String)>,
    /// Whether its texts are in the first language, whatever the language of the rest.
    pub in_first: bool,
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
    /// Its year; none when it has no date.
    pub year: Option<u16>,
    /// The word for what kind of text it is.
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
    /// Its name among all shelves, such as `phase-acute`.
    pub name: String,
    /// The word for its heading, such as `acute`, or the heading itself: a page of questions.
    pub title: String,
    /// What stands on it, in the order of the guideline.
    pub parts: Vec<Part>,
}

/// Some entries of a shelf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The word for their heading; none where a shelf needs no headings.
    pub heading: String,
    /// The entries.
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
    /// What stands behind it: kinds of pain, scans, signs, gates, disagreements, sources.
    pub behind: Vec<Shelf>,
}

/// The phases of pain, as findings name them, in their order.
const PHASES: [&str; 3] = ["acute", "subacute", "chronic"];

impl Library {
    /// Makes the library of a guideline.
    pub fn new(guideline: &Guideline) -> Self {
        let mut entries = entries::entries(guideline);
        let links = mentions(guideline);
        link(&mut entries, &links);
        Self {
            by_question: shelves::by_question(guideline, &entries),
            by_treatment: shelves::by_treatment(&entries),
            by_phase: shelves::by_phase(&entries),
            behind: shelves::behind(&entries),
            entries,
        }
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
        if let Some(basis) = &mut entry.disagreement {
            basis.title = titles.get(&basis.id).unwrap_or(&basis.title).clone();
        }
        let phases = links.phases.get(&entry.id);
        let named = |phase: &&str| phases.is_some_and(|phases| phases.contains(*phase));
        entry.phases =
            PHASES.iter().filter(|phase| named(phase)).map(ToString::to_string).collect();
    }
}

/// A source, and where in it.
fn shown(source: &Entry<Source>, at: &str) -> SourceShown {
    let body = &source.body;
    SourceShown {
        id: EntryKind::Source.id(&source.id),
        title: body.title.clone(),
        publisher: body.publisher.clone(),
        year: body.year.0,
        kind: body.kind.word().replace(' ', "-"),
        at: at.to_owned(),
        partly_read: body.reads == Reading::Partial,
    }
}

/// What every entry takes from the standing of its file.
fn standing_of(guideline: &Guideline, by: &dyn Standing) -> LibraryEntry {
    let review = by.review();
    let cited = by.sources().iter();
    let sources = cited
        .filter_map(|citation| Some(shown(guideline.source(&citation.id)?, citation.at.as_str())));
    LibraryEntry {
        sources: sources.collect(),
        disagreement: by
            .basis()
            .map(|basis| Link { id: EntryKind::Disagreement.id(basis), title: basis.to_owned() }),
        status: lumbago_decision::plan::status_word(review.status).to_owned(),
        reviewer: review.by.clone(),
        reviewed_on: review.on.as_ref().map(ToString::to_string),
        next_review: review.due.as_ref().map(ToString::to_string),
        unconfirmed: by.unconfirmed().iter().map(|part| part.what.trim().to_owned()).collect(),
        ..LibraryEntry::default()
    }
}
