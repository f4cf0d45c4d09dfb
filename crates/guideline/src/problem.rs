//! What is wrong with an input, where, and what to do about it.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A place in a text file: both numbers start at 1; line 0 means the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Place {
    /// The file as the reader was given it, for example `guideline/red-flags/x.toml`.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl Place {
    /// The file as a whole.
    pub fn whole(file: &str) -> Self {
        Self { file: file.to_owned(), line: 0, column: 0 }
    }

    /// The place of a byte offset in `text`; an offset past the end is the end.
    pub fn at(file: &str, text: &str, offset: usize) -> Self {
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = text.get(..end).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        // A byte order mark stands before the first column.
        let of_line = before.get(start..).unwrap_or_default().trim_start_matches('\u{feff}');
        let column = of_line.chars().count() + 1;
        Self {
            file: file.to_owned(),
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = visible(&self.file);
        match self.line {
            0 => write!(f, "{file}"),
            line => write!(f, "{file}:{line}:{}", self.column),
        }
    }
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Worth mending; nothing is refused.
    Warning,
    /// The input is refused.
    Error,
}

/// One thing that is wrong: place first, the culprit in backticks, the remedy on a second line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// Whether it refuses the input.
    pub severity: Severity,
    /// The rule of the linter that found it, for example `unknown-name`.
    pub rule: String,
    /// What is wrong, the culprit in backticks.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Problem {
    /// A problem that refuses the input.
    pub fn error(rule: &str, place: Place, message: impl Into<String>) -> Self {
        Self {
            place,
            severity: Severity::Error,
            rule: rule.to_owned(),
            message: message.into(),
            help: None,
        }
    }

    /// A problem that is only reported.
    pub fn warning(rule: &str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, place, message) }
    }

    /// Adds the remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.severity {
            Severity::Warning => "warning: ",
            Severity::Error => "",
        };
        write!(f, "{}: {mark}{}", self.place, visible(&self.message))?;
        if let Some(help) = &self.help {
            write!(f, "\n  help: {}", visible(help))?;
        }
        Ok(())
    }
}

/// Whether a character steers a terminal or the direction of a line instead of being read: what
/// somebody else wrote must not colour, move or turn around what is shown of it.
pub fn is_steering(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text with every steering character written as an escape, such as `\u{1b}`.
fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_steering) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match is_steering(character) {
            true => shown.extend(character.escape_default()),
            false => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

/// Enough of somebody's words to recognise them.
pub fn shorten(words: &str) -> Cow<'_, str> {
    const ENOUGH: usize = 40;
    match words.char_indices().nth(ENOUGH) {
        Some((end, _)) => Cow::Owned(format!("{}...", words.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(words),
    }
}

/// The known name most like `wrong`, when one is near enough to be what was meant.
pub fn nearest_name<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = wrong.chars().count();
    let limit = (length / 3).clamp(1, 4);
    known
        .into_iter()
        // The lengths alone tell most names apart, and a name may be a megabyte long.
        .filter(|name| name.chars().count().abs_diff(length) <= limit)
        .map(|name| (strsim::damerau_levenshtein(wrong, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// "did you mean ..." and where the list is.
pub fn did_you_mean<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
    listed: &str,
) -> String {
    match nearest_name(wrong, known) {
        Some(name) => format!("did you mean `{name}`? {listed}"),
        None => listed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_shown_as_an_escape() {
        let place = Place::whole("a\nb.toml");
        let problem = Problem::error("answer", place, "`\u{1b}[31m\u{202e}\u{7}` is no answer")
            .help("not `\u{9b}`");
        assert_eq!(
            problem.to_string(),
            "a\\nb.toml: `\\u{1b}[31m\\u{202e}\\u{7}` is no answer\n  help: not `\\u{9b}`"
        );
    }

    #[test]
    fn long_words_are_shortened_at_a_whole_character() {
        assert_eq!(shorten("numb"), "numb");
        assert_eq!(shorten(&"ü".repeat(41)), format!("{}...", "ü".repeat(40)));
    }

    #[test]
    fn a_place_counts_lines_and_characters_from_1() {
        let at = |text: &str, offset| {
            let place = Place::at("x", text, offset);
            (place.line, place.column)
        };
        assert_eq!(at("", 0), (1, 1));
        assert_eq!(at("ü = 1\nage", 6), (1, 6));
        assert_eq!(at("ü = 1\nage", 7), (2, 1));
        assert_eq!(at("ü", 1), (1, 1), "inside a character is its beginning");
        assert_eq!(at("a\r\nb", 99), (2, 2), "past the end is the end");
        assert_eq!(at("\u{feff}age", 3), (1, 1));
    }

    #[test]
    fn a_name_is_suggested_only_when_it_is_near() {
        let known = ["saddle_numb", "fever"];
        assert_eq!(nearest_name("saddle_num", known), Some("saddle_numb"));
        assert_eq!(nearest_name("saddle", known), None);
        assert_eq!(nearest_name(&"x".repeat(1 << 20), known), None);
    }
}
