//! Answers as somebody wrote them, before they are checked against the facts.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize as DeserializeDerive, Serialize};

use crate::named::Named;
use crate::problem::{Place, Problem};

/// Named answers in the order in which they were written.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Answers(pub Vec<Given>);

/// One answer as it was written.
#[derive(Debug, Clone, PartialEq, Serialize, DeserializeDerive)]
pub struct Given {
    /// The fact, or the group of facts.
    pub name: String,
    /// The byte offset of the name in its file.
    pub offset: usize,
    /// What was answered.
    pub value: Raw,
}

/// A value of a TOML or JSON file, without a meaning yet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Raw {
    /// `true` or `false`.
    Bool(bool),
    /// A number, as a numeral.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Raw>),
    /// A table.
    Table(Vec<(String, Raw)>),
    /// JSON's `null`.
    Null,
}

impl Raw {
    /// What kind of thing it is, for an error.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Null => "null",
        }
    }

    /// From a JSON value.
    pub fn from_json(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(yes) => Self::Bool(yes),
            serde_json::Value::Number(number) => Self::Number(match number.as_f64() {
                Some(decimal) if number.as_i64().is_none() => decimal.to_string(),
                _ => number.to_string(),
            }),
            serde_json::Value::String(text) => Self::Text(text),
            serde_json::Value::Array(list) => {
                Self::List(list.into_iter().map(Self::from_json).collect())
            }
            serde_json::Value::Object(table) => Self::Table(
                table.into_iter().map(|(key, value)| (key, Self::from_json(value))).collect(),
            ),
        }
    }
}

impl Answers {
    /// The place of an answer in the text that it was read from.
    pub fn place(&self, given: &Given, file: &str, text: &str) -> Place {
        Place::at(file, text, given.offset)
    }

    /// Lays other answers over these: what they name is replaced.
    pub fn overlaid(&self, over: &Self) -> Self {
        let mut result: Vec<Given> = self
            .0
            .iter()
            .filter(|given| over.0.iter().all(|other| other.name != given.name))
            .cloned()
            .collect();
        result.extend(over.0.iter().cloned());
        Self(result)
    }
}

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let rows = Named::<Raw>::deserialize(deserializer)?.0;
            Ok(Self(
                rows.into_iter().map(|(name, offset, value)| Given { name, offset, value }).collect(),
            ))
        } else {
            Vec::deserialize(deserializer).map(Self)
        }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// The form in which it is kept inside the executable.
        #[derive(DeserializeDerive)]
        enum Kept {
            Bool(bool),
            Number(String),
            Text(String),
            List(Vec<Raw>),
            Table(Vec<(String, Raw)>),
            Null,
        }
        if deserializer.is_human_readable() {
            return deserializer.deserialize_any(AnyValue);
        }
        Ok(match Kept::deserialize(deserializer)? {
            Kept::Bool(yes) => Self::Bool(yes),
            Kept::Number(numeral) => Self::Number(numeral),
            Kept::Text(text) => Self::Text(text),
            Kept::List(list) => Self::List(list),
            Kept::Table(table) => Self::Table(table),
            Kept::Null => Self::Null,
        })
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Raw;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an answer: a text, a number, a list or a table")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Raw, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Raw::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut rows: Vec<(String, Raw)> = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Raw>()? {
            // A TOML date arrives as a table with one secret key; a date is a text to us.
            match (name.as_str(), value) {
                ("$__toml_private_datetime", Raw::Text(date)) => return Ok(Raw::Text(date)),
                (_, value) => rows.push((name, value)),
            }
        }
        Ok(Raw::Table(rows))
    }
}

/// The most that one file of answers may hold: a person's whole record is a few kilobytes.
pub const GREATEST_ANSWERS_BYTES: usize = 1 << 20;

/// Reads answers from the text of a TOML or JSON file: JSON when its first mark is `{`.
///
/// # Errors
/// One problem with place and remedy when the text is too large, empty, or neither.
pub fn read_answers(file: &str, text: &str) -> Result<Answers, Problem> {
    let whole = || Place::whole(file);
    if text.len() > GREATEST_ANSWERS_BYTES {
        return Err(Problem::error("too-large", whole(), "the file is larger than 1 MiB")
            .help("a case holds one person's answers; give one file for each person"));
    }
    match text.trim_start_matches('\u{feff}').trim_start().chars().next() {
        None => Err(Problem::error("empty", whole(), "the file is empty")
            .help("write one answer a line, for example `age = 40`; `lumbago facts` lists them")),
        Some('{') => read_json(file, text),
        Some(_) => crate::folder::read_toml(file, text),
    }
}

fn read_json(file: &str, text: &str) -> Result<Answers, Problem> {
    let text = text.trim_start_matches('\u{feff}');
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| {
        let place = Place {
            file: file.to_owned(),
            line: u32::try_from(error.line()).unwrap_or(0),
            column: u32::try_from(error.column()).unwrap_or(0),
        };
        Problem::error("syntax", place, format!("not valid JSON: {error}"))
            .help("a JSON case is one object of answers, for example {\"age\": 40}")
    })?;
    let Raw::Table(rows) = Raw::from_json(value) else {
        return Err(Problem::error("syntax", Place::whole(file), "a JSON case is one object"));
    };
    // serde_json keeps no places: the first mention of the key is where a reader looks.
    let offset = |name: &str| text.find(&format!("\"{name}\"")).unwrap_or_default();
    Ok(Answers(
        rows.into_iter()
            .map(|(name, value)| Given { offset: offset(&name), name, value })
            .collect(),
    ))
}
