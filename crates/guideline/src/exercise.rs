//! Exercises: steps, dose, progression, and when not to.

use serde::{Deserialize, Serialize};

use crate::checklist::Checklist;
use crate::standing::with_standing;

with_standing! {
    /// One exercise.
    pub struct Exercise {
        /// Its name.
        pub title: String,
        /// What it trains.
        pub kind: ExerciseKind,
        /// 1 easy, 2 middle, 3 hard.
        pub level: u8,
        /// Words for browsing.
        #[serde(default)]
        pub suits: Vec<String>,
        /// How to begin.
        pub start: String,
        /// What to do, in order.
        pub steps: Vec<String>,
        /// How to breathe.
        #[serde(default)]
        pub breathing: String,
        /// How much.
        pub dose: Dose,
        /// How to go on.
        pub progression: String,
        /// What to do when it is too hard: an exercise, or a text.
        #[serde(default)]
        pub easier: String,
        /// What to do when it is too easy: an exercise, or a text.
        #[serde(default)]
        pub harder: String,
        /// When to stop.
        #[serde(default)]
        pub stop_if: Vec<String>,
        /// What it needs.
        #[serde(default)]
        pub equipment: String,
        /// Why it is not suggested to some.
        #[serde(default)]
        pub why_not: String,
        /// When it may be suggested.
        pub when: Checklist,
        /// When it is never suggested: unknown counts.
        #[serde(default)]
        pub not_when: Option<Checklist>,
    }
}

/// What an exercise trains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum ExerciseKind {
    Relaxation,
    Mobility,
    Aerobic,
    Stretch,
    Strength,
    Balance,
    Nerve,
}

/// How much of an exercise.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dose {
    /// How often in a row.
    #[serde(default)]
    pub times: Option<u16>,
    /// How many rows.
    #[serde(default)]
    pub sets: Option<u16>,
    /// How long each is held.
    #[serde(default)]
    pub hold_seconds: Option<u16>,
    /// How long it lasts.
    #[serde(default)]
    pub minutes: Option<u16>,
    /// How often a day.
    #[serde(default)]
    pub per_day: Option<u16>,
    /// On how many days a week.
    #[serde(default)]
    pub days_per_week: Option<u16>,
}
