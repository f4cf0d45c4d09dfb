//! What a statement rests on: its sources, what nobody has confirmed, and who reviewed it.

use serde::{Deserialize, Deserializer, Serialize};

/// A source that carries a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The file in `sources/`.
    pub id: String,
    /// Where in that source.
    #[serde(default)]
    pub at: String,
    /// The claims of the five source documents that are carried here.
    #[serde(default)]
    pub claims: Vec<String>,
}

/// A part of a statement for which no source was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unconfirmed {
    /// What it rests on instead.
    pub kind: Grounds,
    /// Which part.
    pub what: String,
}

/// What an unconfirmed part rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grounds {
    /// Common clinical knowledge that was not looked up: `[GK]` in the specification.
    GeneralKnowledge,
    /// A cautious judgement made for this project: `[EJ]` in the specification.
    EngineeringJudgement,
}

/// Where a file stands on its way to approval; exactly one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Being written.
    Draft,
    /// Waiting for a clinician.
    #[default]
    Submitted,
    /// A clinician is reading it.
    UnderReview,
    /// A named clinician approved it on a date.
    Approved,
    /// No longer to be used.
    Withdrawn,
}

/// The review of one file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Where it stands.
    pub status: Status,
    /// The person who approved it.
    #[serde(default)]
    pub by: Option<String>,
    /// When it was approved.
    #[serde(default)]
    pub on: Option<Day>,
    /// When it must be looked at again.
    #[serde(default)]
    pub due: Option<Day>,
}

/// A calendar day, written `2026-11-21`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub jiff::civil::Date);

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = if deserializer.is_human_readable() {
            toml::value::Datetime::deserialize(deserializer)?.to_string()
        } else {
            String::deserialize(deserializer)?
        };
        text.parse().map(Self).map_err(|_| {
            serde::de::Error::custom(format!("`{text}` is not a day such as 2026-11-21"))
        })
    }
}

/// The keys that every file of the guideline may carry, whatever kind it is.
macro_rules! with_standing {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// The ids of the specification that it carries.
            #[serde(default)]
            pub spec: Vec<String>,
            /// The disagreement that settled it.
            #[serde(default)]
            pub basis: Option<String>,
            $($(#[$field_meta])* pub $field: $type,)*
            /// What it rests on.
            #[serde(default)]
            pub source: Vec<$crate::standing::Citation>,
            /// What nobody has confirmed.
            #[serde(default)]
            pub unconfirmed: Vec<$crate::standing::Unconfirmed>,
            /// Who reviewed it.
            #[serde(default)]
            pub review: $crate::standing::Review,
            /// Worked cases that prove it.
            #[serde(default)]
            pub case: Vec<$crate::case::RuleCase>,
        }

        impl $crate::standing::Standing for $name {
            fn spec(&self) -> &[String] { &self.spec }
            fn basis(&self) -> Option<&str> { self.basis.as_deref() }
            fn sources(&self) -> &[$crate::standing::Citation] { &self.source }
            fn unconfirmed(&self) -> &[$crate::standing::Unconfirmed] { &self.unconfirmed }
            fn review(&self) -> &$crate::standing::Review { &self.review }
            fn cases(&self) -> &[$crate::case::RuleCase] { &self.case }
        }
    };
}
pub(crate) use with_standing;

/// What every file of the guideline carries.
pub trait Standing {
    /// The ids of the specification that it carries.
    fn spec(&self) -> &[String];
    /// The disagreement that settled it.
    fn basis(&self) -> Option<&str>;
    /// What it rests on.
    fn sources(&self) -> &[Citation];
    /// What nobody has confirmed.
    fn unconfirmed(&self) -> &[Unconfirmed];
    /// Who reviewed it.
    fn review(&self) -> &Review;
    /// Worked cases that prove it.
    fn cases(&self) -> &[crate::case::RuleCase];
}
