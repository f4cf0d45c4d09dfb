//! Worked cases: small ones inside the files they prove, and whole encounters in `cases/`.

use serde::{Deserialize, Serialize};

use crate::answers::{Answers, Raw};

/// A case inside a guideline file: answers, and what becomes of that file's rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleCase {
    /// The situation in a few words; never the outcome.
    #[serde(default)]
    pub name: String,
    /// A base case from `cases/base/` under the answers.
    #[serde(default)]
    pub like: Option<String>,
    /// A base case for the medicine gates.
    #[serde(default)]
    pub like_gate: Option<String>,
    /// The answers; a fact that is left out was not asked.
    #[serde(default)]
    pub given: Answers,
    /// In a file of many items (a gate, escalations, entries): the one meant; in a gate the
    /// whole gate when left out.
    #[serde(default, alias = "escalation", alias = "entry")]
    pub item: Option<String>,
    /// The outcome, in the words of the file's kind.
    pub then: String,
}

/// A whole encounter in `cases/`: one person's answers and what the plan must hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Encounter {
    /// The situation in a few words.
    pub title: String,
    /// Who the person is, in one sentence.
    pub who: String,
    /// Why the pathway decides so.
    #[serde(default)]
    pub why: String,
    /// The day on which the answers are given.
    #[serde(default)]
    pub today: Option<crate::standing::Day>,
    /// The specification ids that it exercises.
    #[serde(default)]
    pub spec: Vec<String>,
    /// A base case from `cases/base/` under the answers.
    #[serde(default)]
    pub like: Option<String>,
    /// A base case for the medicine gates.
    #[serde(default)]
    pub like_gate: Option<String>,
    /// The answers.
    #[serde(default)]
    pub facts: Answers,
    /// What must come out.
    pub expect: Expected,
}

/// What an encounter's plan must hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The urgency: a word of the JSON contract.
    pub urgency: String,
    /// The number of days, for `within-days`.
    #[serde(default)]
    pub within_days: Option<u8>,
    /// Red flags that must be present, by specification id or file name.
    #[serde(default)]
    pub red_flags: Vec<String>,
    /// Red flags that must be possible.
    #[serde(default)]
    pub possible: Vec<String>,
    /// Classes that must be present or possible.
    #[serde(default)]
    pub classes: Vec<String>,
    /// Recommendations that must be made.
    #[serde(default)]
    pub recommends: Vec<String>,
    /// Recommendations against that must be made.
    #[serde(default)]
    pub advises_against: Vec<String>,
    /// Imaging rules that must be shown, and no other; left out when it does not matter.
    #[serde(default)]
    pub imaging: Option<Vec<String>>,
    /// Checks of the timetable that must be due.
    #[serde(default)]
    pub checks: Vec<String>,
    /// Medicines and their state: `offered`, `ask` or `blocked`.
    #[serde(default)]
    pub medicines: std::collections::BTreeMap<String, String>,
}

impl Encounter {
    /// The keys of a whole encounter that are not answers; a case file without them is answers alone.
    pub const OWN_KEYS: [&str; 9] =
        ["title", "who", "why", "today", "spec", "like", "like_gate", "facts", "expect"];
}

/// Whether a value is a table, as the `facts` of an encounter are.
pub fn is_table(value: &Raw) -> bool {
    matches!(value, Raw::Table(_))
}
