//! Hazards: what must never happen, for every possible input (the safety case).

use serde::{Deserialize, Serialize};

use crate::checklist::Checklist;
use crate::problem::{Place, Problem};
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

impl Hazard {
    /// What makes it say less than it seems to: no claim where it is to be proved, no place where
    /// it is not, or a claim about nothing.
    pub(crate) fn problems(&self, file: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut wrong = |message: String, help: &str| {
            problems.push(Problem::error("empty-hazard", Place::whole(file), message).help(help));
        };
        match (self.assured, self.claim.is_empty(), self.place.trim().is_empty()) {
            (Assured::Proved, true, _) => wrong(
                "it is assured by proof and claims nothing".to_owned(),
                "add a [[claim]], or say `tested` or `types` and where",
            ),
            (Assured::Types | Assured::Tested, false, _) => wrong(
                "it has claims and is not assured by proof".to_owned(),
                "say `assured = \"proved\"`, or take the claims away",
            ),
            (Assured::Types | Assured::Tested, _, true) => wrong(
                "it does not say where it is assured".to_owned(),
                "name the type or the test under `where`",
            ),
            _ => {}
        }
        for claim in &self.claim {
            let id = &claim.id;
            let lines = claim.never.as_ref().is_some_and(|never| !never.is_empty());
            match (lines, claim.never.is_some(), claim.two_copy.is_some(), claim.keeps.is_some()) {
                (true, true, false, false) | (false, false, true, true) => {}
                (_, true, true, _) => wrong(
                    format!("the claim `{id}` is of two kinds"),
                    "give it `never` or `two_copy`, and not both",
                ),
                (_, _, _, true) => wrong(
                    format!("the claim `{id}` keeps something and compares nothing"),
                    "`keeps` belongs to `two_copy`",
                ),
                (_, _, true, _) => wrong(
                    format!("the claim `{id}` does not say what is kept"),
                    "add `keeps = \"urgency\"` or `keeps = \"medicines\"`",
                ),
                _ => wrong(
                    format!("the claim `{id}` claims nothing"),
                    "give it lines under `never`, or `two_copy` and `keeps`",
                ),
            }
        }
        problems
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keeps {
    /// The urgency is no lower.
    Urgency,
    /// No medicine is offered that was not.
    Medicines,
}
