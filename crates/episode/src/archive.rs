//! Everything of a household as one JSON document, and as rows of a table: for taking it along,
//! and for bringing it back.

use serde::{Deserialize, Serialize};

use crate::log::{Entry, What};

/// The form of the document; a reader refuses what it does not know.
pub const FORM: u32 = 1;

/// A whole household.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Archive {
    /// What this is: always `lumbago`.
    pub lumbago: String,
    /// The form of the document.
    pub form: u32,
    /// The people.
    pub people: Vec<Person>,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// What they are called in this household.
    pub name: String,
    /// Their episodes.
    pub episodes: Vec<Episode>,
}

/// One episode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Episode {
    /// Its id.
    pub id: String,
    /// What happened, in order.
    pub log: Vec<Entry>,
}

impl Archive {
    /// An archive of some people.
    pub fn of(people: Vec<Person>) -> Self {
        Self { lumbago: "household".to_owned(), form: FORM, people }
    }

    /// Reads an archive.
    ///
    /// # Errors
    /// One line that says what is wrong and where, when it cannot be read.
    pub fn read(text: &str) -> Result<Self, String> {
        let archive: Self = serde_json::from_str(text)
            .map_err(|error| format!("this is no export of Lumbago: {error}"))?;
        if archive.lumbago != "household" || archive.form != FORM {
            return Err(format!(
                "this export has form {}; this version reads form {FORM}",
                archive.form
            ));
        }
        Ok(archive)
    }

    /// As JSON.
    ///
    /// # Errors
    /// When a value cannot be written, which no value of these types does.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self)
    }

    /// As CSV (RFC 4180): one row for each answer and each other thing that happened.
    pub fn csv(&self) -> String {
        let mut out = String::from("person,episode,at,day,kind,name,value\r\n");
        for person in &self.people {
            for episode in &person.episodes {
                for entry in &episode.log {
                    for (kind, name, value) in rows(&entry.what) {
                        let cells = [
                            person.name.clone(),
                            episode.id.clone(),
                            entry.at.to_string(),
                            entry.day.to_string(),
                            kind,
                            name,
                            value,
                        ];
                        out.push_str(&cells.map(|cell| quoted(&cell)).join(","));
                        out.push_str("\r\n");
                    }
                }
            }
        }
        out
    }
}

fn rows(what: &What) -> Vec<(String, String, String)> {
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(what) else {
        return Vec::new();
    };
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let kind = fields.get("kind").map(text).unwrap_or_default();
    if let What::Answered { answers } = what {
        let row = |(name, value): (&String, _)| (kind.clone(), name.clone(), text(value));
        return answers.iter().map(row).collect();
    }
    let named: Vec<_> = fields
        .iter()
        .filter(|(name, _)| *name != "kind")
        .map(|(name, value)| (kind.clone(), name.clone(), text(value)))
        .collect();
    if named.is_empty() { vec![(kind, String::new(), String::new())] } else { named }
}

/// A cell; one that a spreadsheet would run as a formula is led by an apostrophe.
fn quoted(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if runs { format!("'{cell}") } else { cell.to_owned() };
    format!("\"{}\"", cell.replace('"', "\"\""))
}
