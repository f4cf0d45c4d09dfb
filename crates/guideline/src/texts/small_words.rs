//! The small words between clinical texts: how an answer, a number, a day and a dose are told
//! (`words.toml`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::standing::with_standing;

with_standing! {
    /// The small words.
    pub struct Words {
        /// How an answer is told that no option names, such as `not-sure`.
        pub answer: BTreeMap<String, String>,
        /// The units of numbers, by the name that facts use.
        pub unit: BTreeMap<String, String>,
        /// How a day is told.
        pub date: DateWords,
        /// How much of an exercise; `{count}` is filled in.
        pub dose: BTreeMap<String, String>,
        /// Headings in the tables of a plan.
        pub plan: BTreeMap<String, String>,
        /// The words by which a sentence that protects is known, with commas between: what holds
        /// one is never left off where a text is shortened.
        pub protects: String,
    }
}

/// How a day is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateWords {
    /// The form, with `{day}`, `{month}` and `{year}`.
    pub form: String,
    /// January to December.
    pub months: [String; 12],
    /// Words for a day that is not known.
    pub that_day: String,
}

impl Words {
    /// How an answer is told that no option names; its own name where there are no words for it.
    pub fn answer<'a>(&'a self, name: &'a str) -> &'a str {
        self.answer.get(name).map_or(name, String::as_str)
    }

    /// A unit in words; its own name where there are no words for it.
    pub fn unit<'a>(&'a self, name: &'a str) -> &'a str {
        self.unit.get(name).map_or(name, String::as_str)
    }

    /// A part of a dose.
    pub fn dose(&self, name: &str, count: u16) -> String {
        let form = self.dose.get(name).map_or(name, String::as_str);
        form.replace("{count}", &count.to_string())
    }

    /// A statement of which nobody knows yet whether it is so.
    pub fn maybe(&self, what: &str) -> String {
        self.answer.get("maybe").map_or(what.to_owned(), |form| form.replace("{what}", what))
    }

    /// A heading in a plan; its own name where there are no words for it.
    pub fn plan<'a>(&'a self, name: &'a str) -> &'a str {
        self.plan.get(name).map_or(name, String::as_str)
    }

    /// A fixed word of a group, such as the kind of a source; itself where there are no words for
    /// it.
    pub fn named<'a>(&'a self, group: &str, word: &'a str) -> &'a str {
        let name = format!("{group}-{}", word.replace(' ', "-"));
        self.plan.get(&name).map_or(word, String::as_str)
    }

    /// Whether a sentence has a word that protects, such as "never".
    pub fn is_protecting(&self, sentence: &str) -> bool {
        let plain = |text: &str| {
            let words = text.split(|letter: char| !letter.is_alphanumeric());
            let words = words.filter(|word| !word.is_empty()).map(str::to_lowercase);
            format!(" {} ", words.collect::<Vec<_>>().join(" "))
        };
        let sentence = plain(sentence);
        self.protects.split(',').any(|word| sentence.contains(&plain(word)))
    }

    /// A day such as `2026-11-28` as people write it; other words as they are.
    pub fn day(&self, day: &str) -> String {
        let Ok(date) = day.parse::<jiff::civil::Date>() else { return day.to_owned() };
        let month = usize::try_from(date.month()).unwrap_or_default().saturating_sub(1);
        self.date
            .form
            .replace("{day}", &date.day().to_string())
            .replace("{month}", self.date.months.get(month).map_or("", String::as_str))
            .replace("{year}", &date.year().to_string())
    }
}
