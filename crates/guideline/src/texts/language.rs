//! Words: which never stand in a text for a person, and what hard words mean (`language.toml`);
//! and what scans show (`imaging-explained.toml`).

use serde::{Deserialize, Serialize};

use crate::standing::with_standing;
use crate::texts::activity::Told;

with_standing! {
    /// Words.
    pub struct Language {
        /// Its title.
        pub title: String,
        /// Words that frighten.
        pub never: Vec<String>,
        /// Better words.
        pub prefer: Vec<Preferred>,
        /// How pain is explained.
        pub pain: Told,
        /// Hard words.
        pub term: Vec<Term>,
    }
}

/// A better word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preferred {
    /// What not to say.
    pub instead_of: String,
    /// What to say.
    pub say: String,
}

/// A hard word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The word.
    pub hard: String,
    /// What it means.
    pub plain: String,
    /// The word in the language that is spoken; empty in the first one.
    #[serde(default)]
    pub spoken: String,
}

impl Term {
    /// The word as it is told.
    pub fn told(&self) -> &str {
        if self.spoken.is_empty() { &self.hard } else { &self.spoken }
    }
}

with_standing! {
    /// What scans show.
    pub struct ImagingExplained {
        /// Its title.
        pub title: String,
        /// What is seen in people without pain, by age (IM-12).
        pub age_matched: Vec<AgeMatched>,
        /// Why a scan often does not help.
        pub why_not: Told,
        /// How likely a serious cause is.
        pub chance: Told,
        /// When it helps, and what to ask.
        pub when_it_helps: WhenItHelps,
        /// What to make of a result.
        pub if_you_have_a_result: ResultTold,
    }
}

/// What is seen in people without pain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeMatched {
    /// Their age in years.
    pub age: u8,
    /// What is seen.
    pub finding: String,
    /// In how many of 100.
    pub percent: u8,
    /// In plain words.
    pub person: String,
}

/// When a scan helps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhenItHelps {
    /// In plain words.
    pub person: Vec<String>,
    /// What to ask whoever offers one.
    pub ask: Vec<String>,
    /// For a clinician.
    pub clinician: String,
}

/// What to make of a result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultTold {
    /// In plain words.
    pub person: String,
    /// When a finding changes care.
    pub changed_by: String,
    /// For a clinician.
    pub clinician: String,
}
