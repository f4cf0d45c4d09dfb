//! Hazards: what must never happen, for every possible input (the safety case).

use serde::{Deserialize, Serialize};

use crate::checklist::Checklist;
use crate::standing::with_standing;

with_standing! {
    /// One hazard in the form of ISO 14971 and DCB0129.
    pub struct Hazard {
        /// What may happen.
        pub hazard: String,
        /// How it may come about.
        pub cause: String,
        /// Whom it hurts, and how.
        pub harm: String,
        /// How bad the harm is.
        pub severity: Severity,
        /// How likely it is without the controls.
        pub likelihood_before: Likelihood,
        /// How likely it is with them.
        pub likelihood_after: Likelihood,
        /// What stands against it.
        pub controls: Vec<String>,
        /// Who answers for it.
        pub owner: String,
        /// Where the judgement of it stands.
        pub status: crate::standing::Status,
        /// How it is assured.
        pub assured: Assured,
        /// For types and tests: which.
        #[serde(default, rename = "where")]
        pub place: String,
        /// What must be impossible.
        #[serde(default)]
        pub claim: Vec<Claim>,
    }
}

/// How bad a harm is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are those of DCB0129")]
pub enum Severity {
    Minor,
    Significant,
    Considerable,
    Major,
    Catastrophic,
}

/// How likely a harm is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are those of DCB0129")]
pub enum Likelihood {
    VeryLow,
    Low,
    Medium,
    High,
    VeryHigh,
}

impl Severity {
    /// The word that files use for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Significant => "significant",
            Self::Considerable => "considerable",
            Self::Major => "major",
            Self::Catastrophic => "catastrophic",
        }
    }
}

impl Likelihood {
    /// The words for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::VeryLow => "very low",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::VeryHigh => "very high",
        }
    }
}

/// How a hazard is assured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assured {
    /// Proved on the circuit, for every possible input.
    Proved,
    /// It cannot be written down in the program's types.
    Types,
    /// Tested.
    Tested,
}

/// Something that must be impossible.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its name within the hazard.
    pub id: String,
    /// What must never hold. A line about a fact holds when it is known to; a line under `none`
    /// is broken unless it is known to hold.
    #[serde(default)]
    pub never: Option<Checklist>,
    /// Instead: how a second set of answers differs from the first.
    #[serde(default)]
    pub two_copy: Option<TwoCopy>,
    /// What must then be no lower (urgency), or no looser (medicines).
    #[serde(default)]
    pub keeps: Option<Keeps>,
}

/// How a second set of answers differs from the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TwoCopy {
    /// Any answers that were no are now "not sure".
    NoToUnknown,
    /// Any danger signs that were absent are now present.
    OneMoreSign,
    /// Only the reader's role, language or reading level differ.
    Reader,
    /// Any answers to medicine gates that were no are now yes.
    StricterGate,
}

/// What must be kept between two sets of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keeps {
    /// The urgency is no lower.
    Urgency,
    /// No medicine is offered that was not.
    Medicines,
}
