//! The plan: everything that a page, a print or another program shows, and nothing else.
//!
//! A writer gets a [`Plan`] and adds no medicine: every clinical sentence in it comes from the
//! guideline, with the numbers of its sources.

mod blocks;
mod build;
mod cite;
mod found;
mod notes;
mod recovered;
mod sections;
mod short;
mod words;

pub use blocks::{PlanChoice, limit_rows, medicine_rows};
pub(crate) use build::after;
pub use build::{Begun, Context, Released, release};
pub use cite::status_word;
pub use notes::word_of;
pub use short::sentences;
pub use words::{describe, dose};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::decide::{MedicineState, Presence};

/// For whom a plan is written; the urgency is the same for both (X42).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// The person, or a carer for the person.
    #[default]
    Person,
    /// A clinician.
    Clinician,
}

/// The overall urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UrgencyWord {
    /// Help is called now.
    Emergency,
    /// A clinician today.
    SameDay,
    /// A clinician within `within_days` days.
    WithinDays,
    /// A clinician at no particular time.
    Routine,
    /// The plan is enough.
    SelfCare,
    /// Questions are open: no plan.
    Incomplete,
}

/// A plan for one person on one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// Which edition of the guideline decided.
    pub edition: EditionNote,
    /// The day on which it was made, such as `2026-11-21`.
    pub today: String,
    /// For whom it is written.
    pub audience: Audience,
    /// The overall urgency.
    pub urgency: UrgencyWord,
    /// The number of days, for `within-days` (1 to 14).
    pub within_days: Option<u8>,
    /// While the urgency is `incomplete`: what is certain already, whatever the open answers are.
    pub already: Option<UrgencyWord>,
    /// What to do, by when, and why.
    pub bottom_line: BottomLine,
    /// Red flags that are present or possible, the most urgent first.
    pub red_flags: Vec<RedFlagNote>,
    /// Kinds of back pain that are present or possible, the one that leads first.
    pub classes: Vec<ClassNote>,
    /// `acute`, `subacute` or `chronic`; none while that is not known.
    pub phase: Option<String>,
    /// The group of risk that pain lasts: `low`, `medium` or `high`.
    pub risk_group: Option<String>,
    /// Recommendations for and against.
    pub recommendations: Vec<RecommendationNote>,
    /// Medicines that were considered.
    pub medicines: Vec<MedicineNote>,
    /// Imaging that is advised, or why none is.
    pub imaging: Vec<ImagingNote>,
    /// Exercises that may be suggested.
    pub exercises: Vec<ExerciseNote>,
    /// When somebody looks again.
    pub follow_up: Vec<CheckNote>,
    /// The written summary; an urgent plan has only its urgent sections.
    pub summary: Vec<Section>,
    /// The sources, in the order of their numbers.
    pub sources: Vec<SourceNote>,
    /// What to ask next, in order.
    pub ask_next: Vec<Question>,
    /// How far this may be trusted.
    pub caution: Caution,
}

/// The section that shows scores before and now.
pub(crate) const SCORES: &str = "scores";

impl Plan {
    /// The same plan with a table of scores over time at the end of their section. They are known
    /// only to who keeps the course, so they come after the safety check; a plan without that
    /// section stays as it is, and nothing else of a plan can be changed by this.
    #[must_use]
    pub fn add_scores(mut self, head: Vec<String>, rows: Vec<[String; 4]>) -> Self {
        let section = self.summary.iter_mut().find(|section| section.key == SCORES);
        if let Some(section) = section {
            let plain = |text| Statement { text, ..Statement::default() };
            let rows = rows.into_iter().map(|row| row.map(plain).to_vec()).collect();
            section.blocks.push(Block::Table { head, rows });
        }
        self
    }
}

/// Which edition of the guideline decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EditionNote {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its day.
    pub date: String,
    /// A hash of every file of the guideline: the same hash decides the same.
    pub content: String,
}

/// What to do, by when, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BottomLine {
    /// The urgency in one line.
    pub title: String,
    /// What to do by when.
    pub action: String,
    /// Why.
    pub why: String,
    /// Where to find help beside it, such as a crisis line.
    pub special: Vec<Statement>,
    /// What to say to whoever answers or comes.
    pub what_to_say: Vec<String>,
    /// What to do meanwhile.
    pub meanwhile: String,
    /// What holds at night.
    pub at_night: String,
    /// The local emergency number, or words for it where none is known.
    pub emergency_number: String,
    /// Whether that is a number, not words.
    pub is_number: bool,
}

/// A sentence that rests on sources.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// The sentence.
    pub text: String,
    /// The numbers of its sources in the plan's list.
    pub cites: Vec<u16>,
    /// Whether a part of it rests on general knowledge or cautious judgement alone.
    pub unconfirmed: bool,
    /// The disagreement between sources that settled it, such as `X06`.
    pub disagreement: Option<String>,
}

/// A red flag that is present or possible.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RedFlagNote {
    /// Its file name.
    pub id: String,
    /// Its specification ids, such as `RF-07`.
    pub spec: Vec<String>,
    /// Whether it is present.
    pub state: Presence,
    /// The suspected condition.
    pub concern: String,
    /// Its own urgency.
    pub urgency: UrgencyWord,
    /// The number of days, for `within-days`.
    pub within_days: Option<u8>,
    /// The answers that made it so.
    pub why: Vec<String>,
    /// What is said about it.
    pub statement: Statement,
    /// Nothing of it may be printed where somebody else could read it.
    pub private: bool,
}

/// A kind of back pain that is present or possible.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClassNote {
    /// Its file name.
    pub id: String,
    /// Whether it is present.
    pub state: Presence,
    /// Its name.
    pub title: String,
    /// Whether the plan follows it.
    pub leads: bool,
    /// The likely explanation.
    pub statement: Statement,
    /// What most likely happens next.
    pub course: Statement,
}

/// A recommendation for or against something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RecommendationNote {
    /// Its file name.
    pub id: String,
    /// Its name.
    pub title: String,
    /// `for` or `against`.
    pub direction: String,
    /// What kind of action it is, such as `active`.
    pub kind: String,
    /// First, second or third line; none for one against.
    pub line: Option<u8>,
    /// `strong` or `conditional`.
    pub strength: String,
    /// Whether a clinician must check first.
    pub after_a_check: bool,
    /// What is said.
    pub statement: Statement,
    /// What of it stands on paper behind its name; nothing where the name says it.
    pub paper: String,
    /// How it works.
    pub how: String,
    /// What it may bring.
    pub benefit: String,
    /// What it may harm.
    pub risk: String,
    /// What it costs in effort.
    pub effort: String,
    /// What it costs in money.
    pub money: String,
    /// How sure the evidence is.
    pub certainty: String,
    /// How we know.
    pub evidence: String,
    /// The answers that made it fit.
    pub why: Vec<String>,
    /// The files of its sources.
    pub sources: Vec<String>,
}

/// A medicine that was considered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MedicineNote {
    /// Its file name.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What becomes of it.
    pub state: MedicineState,
    /// Its limits; only when it is offered.
    pub limits: Option<Limits>,
    /// What blocks it, or must be asked first.
    pub why: Vec<String>,
    /// What must be added (clinician).
    pub add: Vec<String>,
    /// What is said.
    pub statement: Statement,
    /// Why it is given.
    pub reason: String,
    /// How it is taken.
    pub take: String,
    /// What to look out for.
    pub watch: Vec<String>,
    /// When to stop at once.
    pub stop_if: Vec<String>,
    /// What not to mix it with.
    pub do_not_mix: Vec<String>,
    /// How it is stopped.
    pub how_to_stop: String,
    /// The names of the things to do that it is joined to.
    pub self_care: Vec<String>,
    /// What it may be taken with.
    pub goes_with: Option<String>,
    /// What it may bring.
    pub benefit: String,
    /// What it may harm.
    pub risk: String,
    /// What it costs in effort.
    pub effort: String,
    /// What it costs in money.
    pub money: String,
    /// How sure the evidence is.
    pub certainty: String,
    /// How we know.
    pub evidence: String,
}

/// The limits of a medicine that is offered; a missing number is "as the label says".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Limits {
    /// A single dose in milligrams: the least and the greatest.
    pub single_mg: Option<(f64, f64)>,
    /// The least number of hours between doses.
    pub every_hours: Option<f64>,
    /// The most in 24 hours, in milligrams.
    pub max_24h_mg: Option<f64>,
    /// The first course, in days.
    pub days: Option<u16>,
    /// The longest course, in days.
    pub days_max: Option<u16>,
    /// The day on which the first course ends.
    pub stop_on: Option<String>,
    /// The day after which it is stopped whatever happens.
    pub stop_by: Option<String>,
    /// Why a limit is lower than usual.
    pub reduced_because: Vec<String>,
    /// What no number says.
    pub note: Option<String>,
}

/// A rule about imaging that holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ImagingNote {
    /// Its file name.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What is advised, such as `none` or `mri`.
    pub advice: String,
    /// What is said.
    pub statement: Statement,
    /// The cause that is suspected.
    pub cause: String,
    /// How a result would change care.
    pub changes: String,
}

/// An exercise that may be suggested.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExerciseNote {
    /// Its file name.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it trains, such as `mobility`.
    pub kind: String,
    /// 1 easy, 2 middle, 3 hard.
    pub level: u8,
    /// How to begin, then what to do.
    pub steps: Vec<String>,
    /// How much, in words.
    pub dose: String,
    /// When to stop.
    pub stop_if: Vec<String>,
    /// Its place among the moves to begin with, from 1; none for one that is for later or by choice.
    pub first: Option<u8>,
}

/// The exercise whose dose is the walking ladder's.
pub const WALKING: &str = "walking";

impl Plan {
    /// The moves to begin with, in order: the steps of two weeks name them, and so does each day.
    pub fn first_exercises(&self) -> Vec<&ExerciseNote> {
        let mut first: Vec<_> = self.exercises.iter().filter(|note| note.first.is_some()).collect();
        first.sort_by_key(|note| note.first);
        first
    }
}

/// A check that falls due.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckNote {
    /// Its name.
    pub id: String,
    /// The day, such as `2026-11-28`; none for one that waits for recovery.
    pub on: Option<String>,
    /// The same in days from today.
    pub in_days: Option<u16>,
    /// After how many days it comes again.
    pub every_days: Option<u16>,
    /// Who does it.
    pub who: String,
    /// Who is responsible.
    pub owner: String,
    /// What is done.
    pub what: Vec<String>,
    /// What follows when nothing got better.
    pub if_not_better: String,
    /// What is said.
    pub statement: Statement,
}

/// One of the 20 sections of the written summary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// 1 to 20.
    pub number: u8,
    /// Its name, such as `warning-card`.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// The sentence under the heading.
    pub intro: String,
    /// What it holds, in order.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph.
    Text {
        /// What it says.
        statement: Statement,
    },
    /// A heading below the section's own.
    Heading {
        /// Its words.
        text: String,
    },
    /// A list.
    List {
        /// Whether the order counts.
        ordered: bool,
        /// Its items.
        items: Vec<Statement>,
    },
    /// Names and values.
    Fields {
        /// Name, then value.
        rows: Vec<(String, String)>,
    },
    /// A table.
    Table {
        /// The heads of its columns.
        head: Vec<String>,
        /// Its rows.
        rows: Vec<Vec<Statement>>,
    },
    /// Lines to write on.
    Lines {
        /// How each begins.
        prompts: Vec<String>,
    },
}

/// A source with the number by which statements name it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SourceNote {
    /// Its number.
    pub number: u16,
    /// Its file name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Its year, or that it has no date.
    pub year: String,
    /// What kind of text it is.
    pub kind: String,
    /// Whether only a part of what is cited was read.
    pub partly_read: bool,
    /// The review status of our reading of it.
    pub status: String,
}

/// A question that is still open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Question {
    /// The fact.
    pub fact: String,
    /// The page of the interview on which it stands.
    pub page: String,
    /// The question.
    pub ask: String,
    /// Why it is asked.
    pub why: String,
}

/// How far a plan may be trusted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Caution {
    /// The review status of the edition.
    pub status: String,
    /// Whether a named clinician approved it.
    pub approved: bool,
    /// What that means, in words.
    pub text: String,
    /// How many statements of this plan rest on general knowledge or judgement in part.
    pub unconfirmed: usize,
    /// Statements whose review is overdue.
    pub overdue: Vec<String>,
    /// Safety invariants that the first draft of this plan broke; then only a clinician is named.
    pub failures: Vec<String>,
}
