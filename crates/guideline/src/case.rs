//! Worked cases: small ones inside the files they prove, border cases in `cases/borders/`, and
//! whole encounters in `cases/`.

use std::collections::BTreeMap;

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
    /// Red flags that a clinician looked into and closed, in time and unchanged.
    #[serde(default)]
    pub closed: Vec<String>,
    /// In a file of many items (a gate, escalations, entries): the one meant; in a gate the
    /// whole gate when left out. A border case names more rows, such as the `fact` that is asked
    /// or the reader whose `dose` is told.
    #[serde(
        default,
        alias = "escalation",
        alias = "entry",
        alias = "finding",
        alias = "fact",
        alias = "pair",
        alias = "dose",
        alias = "part",
        alias = "latest",
        alias = "overdue"
    )]
    pub item: Option<String>,
    /// The outcome, in the words of the file's kind.
    pub then: String,
}

/// The columns that a line of the guideline may have.
const COLUMNS: usize = 100;

impl RuleCase {
    /// As one row of a file of border cases, in lines that are not too long; `key` is the word for
    /// the row that it names.
    pub fn row(&self, key: Option<&str>) -> String {
        let text = |text: &str| Raw::Text(text.to_owned()).toml();
        let mut before = Vec::new();
        let mut add = |key: &str, value: &str| before.push(format!("{key} = {}", text(value)));
        if !self.name.is_empty() {
            add("name", &self.name);
        }
        if let (Some(key), Some(row)) = (key, &self.item) {
            add(key, row);
        }
        for (key, value) in [("like", &self.like), ("like_gate", &self.like_gate)] {
            value.iter().for_each(|value| add(key, value));
        }
        if !self.closed.is_empty() {
            let flags: Vec<String> = self.closed.iter().map(|flag| text(flag)).collect();
            before.push(format!("closed = [{}]", flags.join(", ")));
        }
        let given = self.given.0.iter();
        let given: Vec<String> =
            given.map(|given| format!("{} = {}", given.name, given.value.toml())).collect();
        let then = format!("then = {}", text(&self.then));
        let mut parts = before.clone();
        if !given.is_empty() {
            parts.push(format!("given = {{ {} }}", given.join(", ")));
        }
        parts.push(then.clone());
        let line = format!("  {{ {} }},", parts.join(", "));
        if line.chars().count() <= COLUMNS {
            return line;
        }
        let mut lines = vec![format!("  {{ {},", before.join(", "))];
        if lines.iter().any(|line| line.chars().count() > COLUMNS) {
            let broken = before.iter().map(|part| format!("    {part},"));
            lines = std::iter::once("  {".to_owned()).chain(broken).collect();
        }
        if before.is_empty() {
            lines = vec!["  {".to_owned()];
        }
        if !given.is_empty() {
            lines.push("    given = {".to_owned());
            let mut line = String::from("     ");
            for answer in given {
                if line.chars().count() + answer.chars().count() + 2 > COLUMNS {
                    lines.push(std::mem::replace(&mut line, String::from("     ")));
                }
                line.push_str(&format!(" {answer},"));
            }
            lines.extend([line, "    },".to_owned()]);
        }
        lines.push(format!("    {then} }},"));
        lines.join("\n")
    }
}

/// The border cases of one file of `cases/borders/`: for each file of the guideline, by its path
/// without the ending, cases that tell it from one that differs in a small thing.
pub type Borders = BTreeMap<String, Vec<RuleCase>>;

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
