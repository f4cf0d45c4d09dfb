//! The written summary: its sections and the sentences that do not change (`summary.toml`).

use serde::{Deserialize, Serialize};

use crate::standing::with_standing;

with_standing! {
    /// The written summary (pathway j).
    pub struct Summary {
        /// Its title.
        pub title: String,
        /// On how many pages it fits.
        pub pages: u8,
        /// The heading of what an urgent plan hands over.
        pub handover_title: String,
        /// Its 20 sections.
        pub section: Vec<Section>,
        /// What the clinician who receives an urgent plan needs.
        pub handover: Vec<Handover>,
        /// Groups of facts by which a clinician is told what was denied or not asked, the wider
        /// group before the narrower.
        pub screen: Vec<Handover>,
        /// Fixed sentences.
        pub say: Sentences,
        /// What the plan cannot do.
        pub limits: Limits,
        /// The note for work.
        pub work_note: WorkNote,
        /// Beginnings for the person's own questions.
        pub prompt: Vec<Prompt>,
    }
}

/// One section of the written summary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// 1 to 20, as in pathway j.
    pub id: u8,
    /// Whether an urgent plan prints it.
    #[serde(default)]
    pub urgent: bool,
    /// Its name.
    pub key: String,
    /// Its heading for a person.
    pub person: String,
    /// Its heading for a clinician.
    pub clinician: String,
    /// The sentence under the heading.
    pub intro: String,
    /// What stands there, without that sentence, when the section has nothing in it.
    pub nothing: Option<String>,
}

/// A group of facts to hand over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    /// Its name.
    pub id: String,
    /// What it holds.
    pub clinician: String,
    /// The facts, in order.
    #[serde(default)]
    pub facts: Vec<String>,
}

/// Fixed sentences.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub struct Sentences {
    pub uncertain: String,
    pub not_sure: String,
    pub not_a_no: String,
    pub no_medicines: String,
    pub no_medicines_urgent: String,
    pub no_scan: String,
    pub no_tests: String,
    pub none_found: String,
    pub not_reviewed: String,
    pub overdue: String,
    pub no_emergency_number: String,
    pub missed_urgent: String,
    pub missed: String,
    pub contact: String,
    pub new_signs: String,
    pub disagree: String,
    pub choice_open: String,
    pub private: String,
    pub version: String,
    pub one_of_a_kind: String,
    pub course_over: String,
    pub course_over_clinician: String,
    pub course_of_another: String,
    pub course_of_another_clinician: String,
    pub first_course_over: String,
    pub when_to_ask: String,
    pub both_outlooks: String,
    pub told_signs: String,
    pub action_beside: String,
    pub possible_signs: String,
    pub meanwhile_no_review: String,
    pub no_warning: String,
    pub looked_for: String,
    pub not_sure_about: String,
    pub read_more: String,
    pub ask_first: String,
    pub ask_first_clinician: String,
    pub not_for_you: String,
    pub no_dose_urgent: String,
    pub also_possible: String,
    pub your_goal: String,
    pub no_score: String,
    pub already_certain: String,
    pub nothing_here: String,
    pub failed: String,
}

/// What the plan cannot do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// In plain words.
    pub person: String,
    /// For a clinician.
    pub clinician: String,
}

/// The note for work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkNote {
    /// The question that comes first.
    pub consent: String,
    /// The text, with places to fill in.
    pub text: String,
    /// That work helps, unless the person has declined that advice.
    pub advice: String,
    /// The line of the stage of help with work, unless the person has declined it.
    pub planned: String,
    /// What an employer must know of how it was made.
    pub status: String,
    /// A sentence for jobs on which others depend.
    pub safety_critical: String,
    /// Changes to choose from.
    pub changes: Vec<String>,
}

/// The beginning of a sentence for the person to finish.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// The beginning.
    pub text: String,
}
