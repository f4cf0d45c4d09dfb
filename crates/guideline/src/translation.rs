//! Languages: translations of the guideline's texts, keyed by the exact text in the first language,
//! so that a text that changes loses its translation loudly.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::Guideline;
use crate::guideline::Entry;
use crate::problem::{Place, Problem, nearest_name, shorten};
use crate::standing::with_standing;
use crate::texts::words::{Called, LayWord, SameWords, SpokenDanger};
use crate::wording::{Use, Wording};

/// The language in which the guideline is written.
pub const FIRST: &str = "en";

with_standing! {
    /// One file of translations (`languages/LANGUAGE/NAME.toml`).
    pub struct Translation {
        /// The pairs.
        pub text: Vec<Pair>,
        /// Words that stand for each other in the phrases of this file.
        #[serde(default)]
        pub same: Vec<SameWords>,
        /// How people tell of danger in this language.
        #[serde(default)]
        pub danger: Vec<SpokenDanger>,
        /// Sentences of this language that tell of no danger.
        #[serde(default)]
        pub harmless: Vec<String>,
        /// Hard words, by the word of the first language.
        #[serde(default)]
        pub term: Vec<Pair>,
        /// Words of this language that say nothing of what a question is about.
        #[serde(default)]
        pub empty: Vec<String>,
        /// Words that mean one that the translated texts use.
        #[serde(default)]
        pub word: Vec<LayWord>,
        /// Names and phrases by which statements are asked for in this language.
        #[serde(default)]
        pub called: Vec<Called>,
    }
}

/// One text in two languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The text as it stands in the guideline; how it is broken into lines does not count.
    pub en: String,
    /// The same in the other language.
    pub to: String,
    /// Only there, where one text needs two translations: its file below the guideline's folder
    /// without the ending, then its label, such as `facts/bone [trauma] options`.
    #[serde(default)]
    pub at: Option<String>,
}

/// One language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Language {
    /// Its code, which is the name of its folder, such as `es`.
    pub id: String,
    /// Its files.
    pub files: Vec<Entry<Translation>>,
}

impl Language {
    fn pairs(&self) -> impl Iterator<Item = (&Entry<Translation>, &Pair)> {
        self.files.iter().flat_map(|file| file.body.text.iter().map(move |pair| (file, pair)))
    }
}

/// A guideline in another language.
#[derive(Debug, Clone)]
pub struct Translated {
    /// The guideline: the same rules, facts and numbers, and other words.
    pub guideline: Guideline,
    /// The texts that the language lacks; they stand there in the first language.
    pub left: BTreeSet<String>,
}

/// A text in one line.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The place of a text as a pair names it.
fn place_of(guideline: &Guideline, wording: &Wording) -> String {
    let root = guideline.interview_file.strip_suffix("interview.toml").unwrap_or_default();
    let path = wording.file.strip_prefix(root).unwrap_or(&wording.file);
    format!("{} {}", path.strip_suffix(".toml").unwrap_or(path), wording.label)
}

/// The places that are filled in, such as `{number}`.
fn placeholders(text: &str) -> BTreeSet<&str> {
    let starts = text.match_indices('{').map(|(at, _)| at);
    starts
        .filter_map(|at| text.get(at..)?.split_inclusive('}').next())
        .filter(|place| place.ends_with('}'))
        .collect()
}

impl Guideline {
    /// Itself with the texts of another language; none when it has no such language.
    pub fn in_language(&self, id: &str) -> Option<Translated> {
        let language = self.languages.iter().find(|language| language.id == id)?;
        let mut held: BTreeMap<(Option<&str>, String), &str> = BTreeMap::new();
        for (_, pair) in language.pairs() {
            held.insert((pair.at.as_deref(), in_one_line(&pair.en)), pair.to.trim());
        }
        let mut guideline = self.clone();
        let mut left = BTreeSet::new();
        guideline.each_wording(&mut |wording, text| {
            let place = place_of(self, wording);
            let key = in_one_line(text);
            let own = held.get(&(Some(place.as_str()), key.clone()));
            match own.or_else(|| held.get(&(None, key.clone()))) {
                Some(to) => *text = (*to).to_owned(),
                None => drop(left.insert(key)),
            }
        });
        let files = || language.files.iter().map(|file| &file.body);
        for term in files().flat_map(|file| &file.term) {
            let terms = guideline.texts.language.term.iter_mut();
            terms.filter(|own| own.hard == term.en).for_each(|own| own.spoken.clone_from(&term.to));
        }
        let words = &mut guideline.texts.synonyms;
        words.empty = files().flat_map(|file| file.empty.clone()).collect();
        words.word = files().flat_map(|file| file.word.clone()).collect();
        words.called = files().flat_map(|file| file.called.clone()).collect();
        Some(Translated { guideline, left })
    }

    /// What is wrong with its languages: rules `untranslated`, `stale-translation`,
    /// `double-translation` and `placeholder`.
    pub fn language_problems(&self) -> Vec<Problem> {
        let wording = self.wording();
        let mut texts: BTreeSet<String> = BTreeSet::new();
        let mut places: BTreeSet<(String, String)> = BTreeSet::new();
        for wording in &wording {
            let text = in_one_line(&wording.text);
            places.insert((place_of(self, wording), text.clone()));
            texts.insert(text);
        }
        let mut problems = Vec::new();
        for language in &self.languages {
            let mut held: BTreeSet<(Option<&str>, String)> = BTreeSet::new();
            for (file, pair) in language.pairs() {
                let text = in_one_line(&pair.en);
                let wrong = |rule: &str, message: String, help: String| {
                    Problem::error(rule, Place::whole(&file.file), message).help(help)
                };
                let stands = match &pair.at {
                    Some(at) => places.contains(&(at.clone(), text.clone())),
                    None => texts.contains(&text),
                };
                if !stands {
                    problems.push(wrong(
                        "stale-translation",
                        format!("the guideline no longer says `{}`", shorten(&text)),
                        stale_help(&text, pair.at.as_deref(), &texts),
                    ));
                }
                if placeholders(&pair.en) != placeholders(&pair.to) {
                    problems.push(wrong(
                        "placeholder",
                        format!("the translation of `{}` fills in other places", shorten(&text)),
                        "keep every {place} as it is, and add none".to_owned(),
                    ));
                }
                if pair.to.trim().is_empty() || !held.insert((pair.at.as_deref(), text.clone())) {
                    problems.push(wrong(
                        "double-translation",
                        format!("`{}` has no translation, or two", shorten(&text)),
                        "one text has one translation in a language; two places that need two \
                         each name theirs with `at`"
                            .to_owned(),
                    ));
                }
            }
            problems.extend(lacks(self, language, &wording, &held));
        }
        problems
    }
}

/// What a language must hold and does not.
fn lacks(
    guideline: &Guideline,
    language: &Language,
    wording: &[Wording],
    held: &BTreeSet<(Option<&str>, String)>,
) -> Vec<Problem> {
    let mut told = BTreeSet::new();
    let urgent = wording.iter().filter(|wording| wording.used == Use::Urgent);
    urgent
        .filter_map(|wording| {
            let text = in_one_line(&wording.text);
            let place = place_of(guideline, wording);
            let is_held = held.contains(&(None, text.clone()))
                || held.contains(&(Some(place.as_str()), text.clone()));
            if is_held || !told.insert(text.clone()) {
                return None;
            }
            let message =
                format!("{}: `{}` lacks the text `{}`", wording.label, language.id, shorten(&text));
            Some(Problem::error("untranslated", Place::whole(&wording.file), message).help(
                format!(
                    "add it to a file of languages/{}: a question or an urgent page may show it",
                    language.id
                ),
            ))
        })
        .collect()
}

fn stale_help(text: &str, at: Option<&str>, texts: &BTreeSet<String>) -> String {
    if at.is_some() && texts.contains(text) {
        return "it stands elsewhere: correct `at`, or leave it out".to_owned();
    }
    match nearest_text(text, texts) {
        Some(near) => {
            format!("did you mean `{}`? read what changed, then translate it anew", shorten(near))
        }
        None => "remove it, or copy the text from the guideline".to_owned(),
    }
}

/// The text that a changed one most likely is: by its letters, or, for a long one that was
/// reworded, by the words that both hold.
fn nearest_text<'t>(text: &str, texts: &'t BTreeSet<String>) -> Option<&'t str> {
    let near = nearest_name(text, texts.iter().map(String::as_str));
    near.or_else(|| {
        let words: BTreeSet<&str> = text.split(' ').collect();
        let shared = |other: &str| {
            let all: BTreeSet<&str> = other.split(' ').collect();
            let both = words.intersection(&all).count();
            (both * 2 > words.len().max(all.len())).then_some(both)
        };
        let found = texts.iter().filter_map(|other| Some((shared(other)?, other.as_str())));
        found.max_by_key(|(both, _)| *both).map(|(_, other)| other)
    })
}
