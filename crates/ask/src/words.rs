//! Words of a question: how it is cut into words, their stems, and slips of the pen.

use std::collections::{BTreeMap, BTreeSet};

use rust_stemmers::{Algorithm, Stemmer};

/// From how many letters on one slip is forgiven, and from how many two.
const ONE_SLIP: usize = 5;
const TWO_SLIPS: usize = 9;
/// Longer than any word that is looked for; what is longer is no slip of one.
const LONGEST: usize = 30;

/// One word of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// In small letters, without apostrophes.
    pub text: String,
    /// Its stem.
    pub stem: String,
    /// Which part between two marks such as commas it stands in, from 0.
    pub clause: usize,
    /// Which sentence it stands in, from 0.
    pub sentence: usize,
}

/// The words of a text.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let stemmer = Stemmer::create(Algorithm::English);
    let mut found = Vec::new();
    let mut word = String::new();
    let mut clause = 0;
    let mut sentence = 0;
    let mut end = |word: &mut String, clause: usize, sentence: usize| {
        if !word.is_empty() {
            let text = std::mem::take(word);
            let stem = stemmer.stem(&text).into_owned();
            found.push(Word { text, stem, clause, sentence });
        }
    };
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next_is_digit = characters.peek().is_some_and(char::is_ascii_digit);
        match character {
            '\'' | '\u{2019}' | '\u{2018}' | '`' | '\u{b4}' => {}
            _ if character.is_alphanumeric() => {
                word.extend(character.to_lowercase().map(without_accent));
            }
            '.' | ',' if next_is_digit => end(&mut word, clause, sentence),
            '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '"' | '\n' | '\u{2013}'
            | '\u{2014}' | '\u{2026}' => {
                end(&mut word, clause, sentence);
                clause += 1;
                sentence += usize::from(matches!(character, '.' | '!' | '?' | '\n'));
            }
            // A dash between blanks; within a word it is a hyphen.
            '-' if word.is_empty()
                && characters.peek().is_some_and(|next| !next.is_alphanumeric()) =>
            {
                clause += 1;
            }
            _ => end(&mut word, clause, sentence),
        }
    }
    end(&mut word, clause, sentence);
    found
}

/// A letter as it is typed on a keyboard without accents, as many people do in Spanish.
fn without_accent(letter: char) -> char {
    match letter {
        'á' | 'à' => 'a',
        'é' | 'è' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        other => other,
    }
}

/// The stems of a text.
pub(crate) fn stems(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.stem).collect()
}

/// How many slips of the pen are forgiven between two words of these lengths in letters.
fn slips(a: usize, b: usize) -> usize {
    match a.max(b) {
        length if length >= TWO_SLIPS => 2,
        length if length >= ONE_SLIP => 1,
        _ => 0,
    }
}

/// How far apart two words are, when one may be a slip for the other.
pub(crate) fn slip(typed: &str, meant: &str) -> Option<usize> {
    let (a, b) = (typed.chars().count(), meant.chars().count());
    let most = slips(a, b);
    if a > LONGEST || a.abs_diff(b) > most.max(1) {
        return None;
    }
    let distance = strsim::osa_distance(typed, meant);
    let first = typed.chars().next() == meant.chars().next();
    // In a short word only two letters that changed places are forgiven.
    let swapped = a == b && a == 4 && distance == 1 && first && sorted(typed) == sorted(meant);
    let near = distance <= most && (distance < 2 || first);
    (near || swapped).then_some(distance)
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

/// Every word that is known, so that slips can be told from words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    /// Each stem with the words that have it.
    by_stem: BTreeMap<String, BTreeSet<String>>,
}

impl Vocabulary {
    /// Adds the words of a text.
    pub fn add(&mut self, text: &str) {
        for word in words(text) {
            self.by_stem.entry(word.stem).or_default().insert(word.text);
        }
    }

    /// Adds the words of another one.
    pub fn join(&mut self, other: &Self) {
        for (stem, texts) in &other.by_stem {
            self.by_stem.entry(stem.clone()).or_default().extend(texts.iter().cloned());
        }
    }

    /// Whether it holds a word exactly as it is written.
    pub fn holds(&self, word: &Word) -> bool {
        self.by_stem.get(&word.stem).is_some_and(|texts| texts.contains(&word.text))
    }

    /// Whether a word is known by its stem.
    pub fn knows(&self, word: &Word) -> bool {
        self.by_stem.contains_key(&word.stem)
    }

    /// The stems that a word may mean: its own when it is known, else those of the known words
    /// that it is nearest to; none when it is like no known word.
    pub fn meant(&self, word: &Word) -> Vec<String> {
        if self.knows(word) {
            return vec![word.stem.clone()];
        }
        let mut nearest: Option<usize> = None;
        let mut found: Vec<String> = Vec::new();
        for (stem, texts) in &self.by_stem {
            let distance = texts.iter().filter_map(|text| slip(&word.text, text)).min();
            let Some(distance) = distance else { continue };
            if nearest.is_none_or(|known| distance < known) {
                nearest = Some(distance);
                found.clear();
            }
            if nearest == Some(distance) {
                found.push(stem.clone());
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_apostrophe_is_no_mark_and_a_comma_ends_a_clause() {
        let found = words("I can\u{2019}t pee, at 38.5!");
        let seen: Vec<(&str, usize)> =
            found.iter().map(|word| (word.text.as_str(), word.clause)).collect();
        assert_eq!(seen, [("i", 0), ("cant", 0), ("pee", 0), ("at", 1), ("38", 1), ("5", 1)]);
    }

    #[test]
    fn slips_are_forgiven_in_long_words_only() {
        assert_eq!(slip("fevr", "fever"), Some(1));
        assert_eq!(slip("waek", "weak"), Some(1));
        assert_eq!(slip("pregablin", "pregabalin"), Some(1));
        assert_eq!(slip("bump", "numb"), None);
        assert_eq!(slip("felt", "fell"), None);
    }
}
