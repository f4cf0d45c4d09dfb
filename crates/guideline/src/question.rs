//! Questions as people ask them, with what must come of each (`cases/questions.toml`).

use serde::{Deserialize, Serialize};

/// The file of the questions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    /// The questions.
    pub question: Vec<AskedQuestion>,
}

/// One question; exactly one of `answers`, `not_held`, `danger` and
/// `harmless` says what must come of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedQuestion {
    /// The words as they were typed.
    pub ask: String,
    /// Whether the search may be tuned on it.
    pub set: QuestionSet,
    /// Statements that answer it, such as `recommendation/heat`.
    #[serde(default)]
    pub answers: Vec<String>,
    /// Nothing in the guideline answers it.
    #[serde(default)]
    pub not_held: bool,
    /// The red flags that the words must raise, by specification id.
    #[serde(default)]
    pub danger: Vec<String>,
    /// It tells of no danger; what answers it is not measured.
    #[serde(default)]
    pub harmless: bool,
}

/// What a question may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionSet {
    /// The search is tuned on it.
    Tune,
    /// Written before anything was tuned, and never tuned on.
    HeldOut,
    /// Dangers and harmless questions in new wordings, to measure what is missed at first sight;
    /// the danger words were mended on it afterwards.
    Fresh,
}
