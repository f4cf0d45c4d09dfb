//! Recommendations for and against a course of action.

use serde::{Deserialize, Serialize};

use crate::checklist::{Checklist, with_checklist};
use crate::red_flag::Said;
use crate::standing::with_standing;

with_standing! {
    /// One recommendation.
    pub struct Recommendation {
        /// Its name.
        pub title: String,
        /// For or against.
        pub direction: Direction,
        /// What kind of action it is.
        pub kind: Kind,
        /// How strongly it is made.
        pub strength: Strength,
        /// Who may start it.
        #[serde(default)]
        pub skill: Skill,
        /// What it belongs with.
        #[serde(default)]
        pub goes_with: Option<String>,
        /// What it is about where that is not its own name: the class of a medicine, or a word
        /// that other recommendations share. Nothing is advised and advised against at once.
        #[serde(default)]
        pub about: Option<String>,
        /// Where it stands.
        pub place: Vec<Standpoint>,
        /// When it is not offered: unknown counts.
        #[serde(default)]
        pub unless: Option<Checklist>,
        /// What is said.
        pub say: Said,
        /// Its row in the table of options.
        pub option: OptionRow,
    }
}

with_checklist! {
    /// Where a recommendation stands in stepped care, and for whom.
    pub struct Standpoint {
        /// First, second or third line; none for a recommendation against.
        #[serde(default)]
        pub line: Option<u8>,
    }
}

/// For or against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// It is advised or may be chosen.
    For,
    /// It is advised against.
    Against,
}

/// What kind of action a recommendation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum Kind {
    Active,
    Education,
    Work,
    Passive,
    Psychological,
    HandsOn,
    Procedure,
    Medicine,
    Test,
    Device,
    Rest,
    Review,
    Sleep,
    Mind,
    Lifestyle,
    Referral,
}

impl Kind {
    /// The word that files use for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Education => "education",
            Self::Work => "work",
            Self::Passive => "passive",
            Self::Psychological => "psychological",
            Self::HandsOn => "hands-on",
            Self::Procedure => "procedure",
            Self::Medicine => "medicine",
            Self::Test => "test",
            Self::Device => "device",
            Self::Rest => "rest",
            Self::Review => "review",
            Self::Sleep => "sleep",
            Self::Mind => "mind",
            Self::Lifestyle => "lifestyle",
            Self::Referral => "referral",
        }
    }

    /// Whether it must be certain that it fits before it is offered: what cannot be taken back.
    pub fn needs_certainty(self) -> bool {
        matches!(self, Self::HandsOn | Self::Procedure | Self::Medicine)
    }
}

/// How strongly a recommendation is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// For nearly everyone.
    Strong,
    /// A choice that depends on the person.
    Conditional,
}

/// Who may start something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Skill {
    /// The person alone.
    #[default]
    #[serde(rename = "self")]
    Self_,
    /// Only after a clinician checked.
    Clinician,
}

/// A row of the table of options: what a person needs in order to choose (HF-42).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionRow {
    /// How it works and why it is used.
    pub how: String,
    /// What it may bring.
    pub benefit: String,
    /// What it may harm.
    pub risk: String,
    /// What it costs in effort.
    #[serde(default)]
    pub effort: String,
    /// What it costs in money.
    #[serde(default)]
    pub money: String,
    /// How sure the evidence is.
    pub certainty: Certainty,
    /// How we know.
    pub evidence: String,
}

/// How sure the evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum Certainty {
    High,
    Moderate,
    Low,
    VeryLow,
    #[default]
    None,
}
