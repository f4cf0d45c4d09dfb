//! Whether the texts for a person are calm and plain.
//!
//! Rules: `frightening-word`, `reading-age`.

use std::collections::BTreeMap;

use lumbago_guideline::Guideline;
use lumbago_guideline::problem::{Place, Problem};
use lumbago_guideline::wording::Wording;

use super::reading::{reading_age, words_of};

/// The reading age that texts for a person aim for at most, in years.
const AIM: f64 = 11.0;
/// The reading age above which a text is refused, in years.
const REFUSED: f64 = 14.0;
/// Fewer words than these say nothing about how hard a text is.
const LEAST_WORDS: usize = 30;

pub(super) fn lint(guideline: &Guideline) -> Vec<Problem> {
    let texts = guideline.person_wording();
    let mut problems = frightening(guideline, &texts);
    problems.extend(hard(&texts));
    problems
}

fn frightening(guideline: &Guideline, texts: &[Wording]) -> Vec<Problem> {
    let never: Vec<(&str, Vec<String>)> = guideline
        .texts
        .language
        .never
        .iter()
        .map(|phrase| (phrase.as_str(), words_of(phrase).collect()))
        .collect();
    let mut problems = Vec::new();
    for text in texts {
        let words: Vec<String> = words_of(&text.text).collect();
        for (phrase, of_phrase) in &never {
            if !of_phrase.is_empty() && words.windows(of_phrase.len()).any(|w| w == of_phrase) {
                let message = format!("{}: `{phrase}` in a text for a person", text.label);
                problems.push(
                    Problem::error("frightening-word", Place::whole(&text.file), message)
                        .help("guideline/language.toml lists words that do not frighten"),
                );
            }
        }
    }
    problems
}

fn hard(texts: &[Wording]) -> Vec<Problem> {
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for text in texts {
        files.entry(&text.file).or_default().push(&text.text);
    }
    let aged = files
        .into_iter()
        .filter_map(|(file, texts)| Some((file, reading_age(texts, LEAST_WORDS)?)));
    let hard = aged.filter(|(_, age)| *age > AIM);
    hard.map(|(file, age)| {
        let message = format!("a person must be {age:.1} years old to read it with ease");
        let make = if age > REFUSED { Problem::error } else { Problem::warning };
        make("reading-age", Place::whole(file), message)
            .help("aim for 9 to 11: sentences of 8 to 14 words, and everyday words")
    })
    .collect()
}
