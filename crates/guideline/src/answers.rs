//! Answers as somebody wrote them, before they are checked against the facts.

use std::collections::BTreeSet;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize as DeserializeDerive, Serialize};

use crate::fact::UNKNOWN;
use crate::folder::read_toml;
use crate::named::Named;
use crate::problem::{Place, Problem, shorten};

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
    /// As TOML.
    pub fn toml(&self) -> String {
        match self {
            Self::Bool(yes) => yes.to_string(),
            Self::Number(numeral) => numeral.clone(),
            Self::Text(text) => quoted(text),
            Self::Null => quoted(UNKNOWN),
            Self::List(list) => {
                format!("[{}]", list.iter().map(Self::toml).collect::<Vec<_>>().join(", "))
            }
            Self::Table(rows) => {
                let row =
                    |(name, value): &(String, Self)| format!("{} = {}", quoted(name), value.toml());
                format!("{{ {} }}", rows.iter().map(row).collect::<Vec<_>>().join(", "))
            }
        }
    }

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
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            other if other.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(other))),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

impl Answers {
    /// The place of an answer in the text that it was read from.
    pub fn place(&self, given: &Given, file: &str, text: &str) -> Place {
        Place::at(file, text, given.offset)
    }

    /// The rows of a JSON object that begins at a byte offset of a text. A JSON reader keeps no
    /// places, but the keys come in the order of the text.
    pub fn placed(rows: Vec<(String, Raw)>, text: &str, start: usize) -> Self {
        let mut at = start;
        let mut found_all = true;
        let mut given = |(name, value): (String, Raw)| {
            let key = format!("\"{name}\"");
            let rest = text.get(at..).filter(|_| found_all).unwrap_or_default();
            let mut mentions = rest.match_indices(&key);
            let is_name = |(from, key): &(usize, &str)| {
                rest.get(from + key.len()..)
                    .is_some_and(|after| after.trim_start().starts_with(':'))
            };
            match mentions.find(is_name) {
                Some((further, _)) => at += further,
                // Written with escapes. No more is looked for, or a hostile file takes for ever.
                None => found_all = false,
            }
            Given { name, offset: at, value }
        };
        Self(rows.into_iter().map(&mut given).collect())
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
                rows.into_iter()
                    .map(|(name, offset, value)| Given { name, offset, value })
                    .collect(),
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

    fn visit_i128<E>(self, value: i128) -> Result<Raw, E> {
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
        let mut seen = BTreeSet::new();
        while let Some(name) = map.next_key::<String>()? {
            // JSON allows it, and its readers silently keep the last: here that could hide a yes.
            if !seen.insert(name.clone()) {
                return Err(A::Error::custom(format!("`{}` {TWICE}", shorten(&name))));
            }
            // A TOML date arrives as a table with one secret key; a date is a text to us.
            match (name.as_str(), map.next_value()?) {
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
        Some(_) => read_toml(file, text).map_err(|problem| {
            let twice = problem.message.starts_with("duplicate key");
            problem.help(if twice { KEEP_ONE } else { FORM })
        }),
    }
}

const FORM: &str = "a case is TOML, one answer a line such as `age = 40`, or one JSON object such \
                    as {\"age\": 40}";
const TWICE: &str = "is answered twice";
/// The remedy for an answer that was given twice.
pub const KEEP_ONE: &str = "keep one of the answers";

fn read_json(file: &str, text: &str) -> Result<Answers, Problem> {
    let json = text.trim_start_matches('\u{feff}');
    let start = text.len() - json.len();
    match serde_json::from_str(json) {
        Ok(Raw::Table(rows)) => Ok(Answers::placed(rows, text, start)),
        Ok(other) => {
            let message = format!("`{}` is no object of answers", other.kind());
            Err(Problem::error("syntax", Place::whole(file), message).help(FORM))
        }
        Err(error) => {
            let offset = offset_of(json, &error);
            let said = error.to_string();
            let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
            let place = Place::at(file, text, start + offset);
            Err(match word_at(json, offset) {
                _ if said.ends_with(TWICE) => {
                    Problem::error("duplicate", place, said).help(KEEP_ONE)
                }
                Some(word) => {
                    let message = format!("not valid JSON: {said}, at `{}`", shorten(word));
                    Problem::error("syntax", place, message).help(FORM)
                }
                None => {
                    Problem::error("syntax", place, format!("not valid JSON: {said}")).help(FORM)
                }
            })
        }
    }
}

/// The byte offset that a JSON error names by its line and its column in bytes.
fn offset_of(json: &str, error: &serde_json::Error) -> usize {
    let before = json.split_inclusive('\n').take(error.line().saturating_sub(1));
    before.map(str::len).sum::<usize>() + error.column().saturating_sub(1)
}

/// What stands at a place: up to the next blank, and at least one character.
fn word_at(text: &str, offset: usize) -> Option<&str> {
    let rest = text.get(offset..)?.trim_start();
    let first = rest.chars().next()?.len_utf8();
    let end = rest.get(first..)?.find(|c: char| c.is_whitespace() || ",:[]{}".contains(c));
    rest.get(..end.map_or(rest.len(), |end| first + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> (String, String) {
        let problem = read_answers("case", text).unwrap_err();
        (format!("{}: {}", problem.place, problem.message), problem.help.unwrap_or_default())
    }

    #[test]
    fn json_is_refused_when_it_answers_twice_at_any_depth() {
        for (text, told) in [
            ("{\"a\": 1,\n \"a\": 2}", "case:2:4: `a` is answered twice"),
            ("{\"facts\": {\"a\": 1, \"a\": 2}}", "case:1:22: `a` is answered twice"),
            ("{\"x\": [{\"a\": 1, \"\\u0061\": 2}]}", "case:1:25: `a` is answered twice"),
        ] {
            assert_eq!(refused(text), (told.to_owned(), KEEP_ONE.to_owned()));
        }
    }

    #[test]
    fn json_that_breaks_is_told_with_the_place_and_the_word() {
        for (text, told) in [
            ("{\"a\": 1 \"b\": 2}", "case:1:9: not valid JSON: expected `,` or `}`, at `\"b\"`"),
            ("{\"a\": ,}", "case:1:7: not valid JSON: expected value, at `,`"),
            ("\u{feff}{\"ü\": x}", "case:1:7: not valid JSON: expected value, at `x`"),
        ] {
            assert_eq!(refused(text), (told.to_owned(), FORM.to_owned()));
        }
    }

    #[test]
    fn answers_in_json_have_the_places_of_their_names() {
        let text = "{\"note\": \"fever\",\n \"fever\": \"no\",\n \"\\u0061ge\": 40, \"sex\": 1}";
        let answers = read_answers("case", text).unwrap();
        let placed: Vec<_> = answers
            .0
            .iter()
            .map(|given| (given.name.as_str(), answers.place(given, "case", text).line))
            .collect();
        // A name written with escapes is not found: it and what follows have the last place.
        assert_eq!(placed, [("note", 1), ("fever", 2), ("age", 2), ("sex", 2)]);
    }
}
