//! Scored instruments.

use serde::{Deserialize, Serialize};

use crate::red_flag::Said;
use crate::standing::with_standing;

with_standing! {
    /// One instrument.
    pub struct Questionnaire {
        /// Its name.
        pub title: String,
        /// What it measures.
        pub measures: String,
        /// The facts that are its items.
        #[serde(default)]
        pub items: Vec<String>,
        /// `total` where only a total may be entered, because the wording is licensed.
        #[serde(default)]
        pub entered: Option<String>,
        /// The fact that is its score.
        pub score: String,
        /// The fact for a total that was made elsewhere.
        #[serde(default)]
        pub total: Option<String>,
        /// The least and the greatest score.
        pub range: [f64; 2],
        /// What a higher score means.
        pub higher_means: String,
        /// The time that it asks about.
        #[serde(default)]
        pub recall: String,
        /// When it is asked.
        #[serde(default)]
        pub asked: String,
        /// What may be shown of it.
        #[serde(default)]
        pub licence: String,
        /// What scores mean.
        #[serde(default)]
        pub bands: Vec<Band>,
        /// What is said.
        pub say: Said,
        /// How much change a person notices.
        #[serde(default)]
        pub meaningful_change: Vec<MeaningfulChange>,
        /// Parts of the score with a meaning of their own.
        #[serde(default)]
        pub subscale: Vec<Subscale>,
    }
}

/// What a range of scores means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The least score of the band.
    pub from: f64,
    /// The greatest.
    pub to: f64,
    /// What it means.
    pub means: String,
}

/// How much change a person notices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeaningfulChange {
    /// How much.
    pub number: f64,
    /// Of what: `points` or `percent`.
    pub unit: String,
    /// `fall` or `rise`.
    #[serde(default)]
    pub direction: String,
    /// What the number rests on.
    #[serde(default)]
    pub basis: String,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscale {
    /// The fact that is its score.
    pub score: String,
    /// What it measures.
    #[serde(default)]
    pub measures: String,
    /// The least and the greatest score.
    pub range: [f64; 2],
    /// Its items.
    #[serde(default)]
    pub items: Vec<String>,
}
