//! The last net for danger: the words of the danger questions that the interview asks.
//!
//! What a word counts does not hang on the rest of the question, so adding words only adds matches.

use std::collections::{BTreeMap, BTreeSet};

use lumbago_guideline::Guideline;
use lumbago_guideline::fact::{Fact, Stage, Who};
use lumbago_guideline::texts::words::NearWords;

use crate::phrase::Found;
use crate::words::{Word, stems, words};

/// One question of the interview, with one of its options.
#[derive(Debug, Clone)]
struct AskedText {
    stems: BTreeSet<String>,
    /// The dangers, by their places in `danger-words.toml`, that ask it first.
    dangers: Vec<usize>,
}

/// The danger questions of the interview.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    limits: NearWords,
    texts: Vec<AskedText>,
    weights: BTreeMap<String, f32>,
}

impl Asked {
    /// Reads the danger questions that some danger asks first.
    pub fn new(guideline: &Guideline) -> Self {
        let danger = &guideline.texts.danger_words;
        let empty = &guideline.texts.synonyms.empty;
        let empty: BTreeSet<String> = empty.iter().flat_map(|text| stems(text)).collect();
        let said = |text: &str| -> BTreeSet<String> {
            stems(text).into_iter().filter(|stem| !empty.contains(stem)).collect()
        };
        let asked = |fact: &&Fact| fact.stage == Stage::Danger && fact.who != Who::Clinician;
        let mut texts = Vec::new();
        for fact in guideline.facts.iter().map(|(_, fact)| fact).filter(asked) {
            let first = |name: Option<&String>| name.is_some_and(|name| *name == fact.id);
            let entries = danger.danger.iter().enumerate();
            let entries = entries.filter(|(_, entry)| first(entry.facts.first()));
            let dangers: Vec<usize> = entries.map(|(index, _)| index).collect();
            if dangers.is_empty() {
                continue;
            }
            let ask = said(&fact.ask);
            texts.push(AskedText { stems: ask.clone(), dangers: dangers.clone() });
            for label in fact.labels.iter().filter(|_| !fact.yes_no) {
                let stems = ask.union(&said(label)).cloned().collect();
                texts.push(AskedText { stems, dangers: dangers.clone() });
            }
        }
        Self { limits: danger.asked.clone(), texts, weights: weights(guideline) }
    }

    /// The dangers that the words of a question are near to, and the words that tell so. A word
    /// for which `counts` is false is left out.
    pub fn find(
        &self,
        question: &[Word],
        counts: &dyn Fn(usize) -> bool,
    ) -> BTreeMap<usize, Found> {
        let mut found = BTreeMap::new();
        for text in &self.texts {
            let places: Vec<usize> = (0..question.len())
                .filter(|at| question.get(*at).is_some_and(|word| text.stems.contains(&word.stem)))
                .filter(|at| counts(*at))
                .collect();
            let near = places.iter().find_map(|start| self.near(question, &places, *start));
            let Some(near) = near else { continue };
            for danger in &text.dangers {
                found.entry(*danger).or_insert_with(|| near.clone());
            }
        }
        found
    }

    /// The words from a place on that stand near enough to count, when they count enough.
    fn near(&self, question: &[Word], places: &[usize], start: usize) -> Option<Found> {
        let window = start..=start + self.limits.within;
        let mut heard: BTreeMap<&str, usize> = BTreeMap::new();
        for at in places.iter().filter(|at| window.contains(at)) {
            let word = question.get(*at)?;
            heard.entry(&word.stem).or_insert(*at);
        }
        let weight: f32 = heard.keys().filter_map(|stem| self.weights.get(*stem)).sum();
        let enough = heard.len() >= self.limits.words && weight >= self.limits.weight as f32;
        enough.then(|| heard.values().map(|at| (*at, *at)).collect())
    }
}

/// How rare each word is among all questions and warnings of the guideline.
fn weights(guideline: &Guideline) -> BTreeMap<String, f32> {
    let asked = guideline.facts.iter().map(|(_, fact)| {
        let labels = fact.labels.iter().flat_map(|label| words(label));
        let all = words(&fact.ask).into_iter().chain(labels);
        all.map(|word| word.stem).collect::<BTreeSet<_>>()
    });
    let warned = guideline.red_flags.iter();
    let warned = warned.map(|flag| stems(&flag.body.say.person).into_iter().collect());
    let mut texts = 0u16;
    let mut holding: BTreeMap<String, u16> = BTreeMap::new();
    for text in asked.chain(warned) {
        texts = texts.saturating_add(1);
        for stem in text {
            let count = holding.entry(stem).or_default();
            *count = count.saturating_add(1);
        }
    }
    let weigh = |(stem, count): (String, u16)| (stem, (f32::from(texts) / f32::from(count)).ln());
    holding.into_iter().map(weigh).collect()
}
