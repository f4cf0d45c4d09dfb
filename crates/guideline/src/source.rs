//! Sources: what a statement can rest on; and the claims of the five source documents.

use serde::{Deserialize, Deserializer, Serialize};

use crate::standing::{Day, with_standing};

with_standing! {
    /// One source.
    pub struct Source {
        /// Its title.
        pub title: String,
        /// Who published it.
        pub publisher: String,
        /// The year in which it appeared.
        pub year: Year,
        /// What kind of text it is.
        pub kind: SourceKind,
        /// How much of what is cited was read there.
        pub reads: Reading,
        /// Where it was read.
        #[serde(default)]
        pub read_at: Vec<String>,
        /// When it was last read.
        #[serde(default)]
        pub last_read: Option<Day>,
        /// The facts that were read there.
        #[serde(default)]
        pub says: Vec<String>,
        /// What is general knowledge about it.
        #[serde(default)]
        pub gk: Vec<String>,
        /// A remark.
        #[serde(default)]
        pub note: String,
        /// Why it is here although nothing cites it.
        #[serde(default)]
        pub uncited: Option<String>,
        /// How much it counts among the five documents: 5 most, 1 least.
        #[serde(default)]
        pub weight: Option<u8>,
        /// Who stands behind it.
        #[serde(default)]
        pub provenance: Option<Provenance>,
    }
}

/// A year, or that none is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Year(pub Option<u16>);

impl std::fmt::Display for Year {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Some(year) => write!(f, "{year}"),
            None => f.write_str("no date"),
        }
    }
}

impl<'de> Deserialize<'de> for Year {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Year(u16),
            Word(String),
        }
        if !deserializer.is_human_readable() {
            return Option::deserialize(deserializer).map(Self);
        }
        match Written::deserialize(deserializer)? {
            Written::Year(year) => Ok(Self(Some(year))),
            Written::Word(word) if word == "unknown" => Ok(Self(None)),
            Written::Word(word) => Err(serde::de::Error::custom(format!(
                "`{word}` is no year; write a number, or \"unknown\""
            ))),
        }
    }
}

/// What kind of text a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum SourceKind {
    Guideline,
    Review,
    Trial,
    Study,
    Regulator,
    Label,
    Textbook,
    Questionnaire,
    PatientInformation,
    ClinicianSummary,
}

impl SourceKind {
    /// The kind in words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Guideline => "guideline",
            Self::Review => "review",
            Self::Trial => "trial",
            Self::Study => "study",
            Self::Regulator => "regulator",
            Self::Label => "label",
            Self::Textbook => "textbook",
            Self::Questionnaire => "questionnaire",
            Self::PatientInformation => "patient information",
            Self::ClinicianSummary => "summary for clinicians",
        }
    }
}

/// How much of a source was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// The cited facts were read in it.
    Confirmed,
    /// Only its title, abstract or heading was read.
    Partial,
}

/// Who stands behind a text (PX25-79, HF-124).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the words are the documentation")]
pub struct Provenance {
    pub audience: String,
    pub author: String,
    pub reviewer: String,
    pub reviewed_on: String,
    pub updated_on: String,
    pub status: String,
    pub references: String,
    pub next_review: String,
    pub funding: String,
    pub advertising: String,
    pub endorsement: String,
    pub editorial_policy: String,
}

/// One claim of a source document, in our words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimBody {
    /// What is claimed.
    pub says: String,
    /// What it is about.
    pub topic: String,
    /// The phases that it is about.
    pub phase: Vec<String>,
    /// What kind of claim it is.
    #[serde(rename = "type")]
    pub kind: String,
}

/// A claim with its id and the document that makes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Its id, such as `CC20-01`.
    pub id: String,
    /// The file in `sources/`.
    pub source: String,
    /// What it says.
    pub body: ClaimBody,
}

with_standing! {
    /// A feature of the software that carries claims which no statement of the guideline can.
    pub struct Feature {
        /// Its name.
        pub id: String,
        /// What it does.
        pub title: String,
        /// Whether it is here, or which part of the software will bring it.
        pub state: FeatureState,
        /// The claims that it carries.
        #[serde(default)]
        pub carries: Vec<String>,
        /// A remark.
        #[serde(default)]
        pub note: String,
    }
}

/// Where a feature is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FeatureState {
    /// In this version.
    Here,
    /// With the web app.
    Web,
    /// With the exchange of records.
    Records,
}
