//! Disagreements between the sources, and how each is settled in the open.

use serde::{Deserialize, Serialize};

use crate::standing::with_standing;

with_standing! {
    /// One disagreement.
    pub struct Disagreement {
        /// Its machine name, such as `RES_HEAT_FIRST`.
        pub name: String,
        /// What it is about.
        pub title: String,
        /// Who says what.
        pub position: Vec<Position>,
        /// What was decided.
        pub resolution: Resolution,
    }
}

/// What some of the sources say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// In our words.
    pub says: String,
    /// The claims of the five documents that say so.
    #[serde(default)]
    pub claims: Vec<String>,
    /// The outside sources that say so.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// How a disagreement was settled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    /// For a clinician.
    pub decided: String,
    /// In plain words.
    pub person: String,
    /// Why.
    pub why: String,
    /// The rule of the method that decided: safety, guidelines, provenance, not-offered; or
    /// `compatible` where there was no real clash.
    pub rule: String,
    /// The files that carry it, such as `recommendations/heat`.
    #[serde(default)]
    pub carried_by: Vec<String>,
    /// The claims that it does not follow.
    #[serde(default)]
    pub sets_aside: Vec<String>,
}
