//! The widest net for danger: how near the words of a question are to sentences of danger, and how
//! near to harmless ones (complement naive Bayes over stems and pairs of stems, counted once when
//! the index is made). It finds what no phrase foresaw, so it may only have something asked.

use std::collections::{BTreeMap, BTreeSet};

use lumbago_guideline::Guideline;
use lumbago_guideline::question::{AskedQuestion, QuestionSet};

use crate::statement::Held;
use crate::words::{Vocabulary, Word, words};

/// What a trait counts before anything was seen.
const PRIOR: f64 = 0.1;

/// What one stem, or one pair of stems, tells.
#[derive(Debug, Clone, Default)]
struct Trait {
    /// In how many sentences it stands.
    sentences: u32,
    /// The rarer, the more.
    rare: f64,
    /// How much more it belongs to danger than to what is harmless: a logarithm.
    tells: f64,
    /// How much of it stands in sentences of each danger, by its place in `danger-words.toml`.
    of: BTreeMap<usize, f64>,
    /// How much of it stands in any sentence.
    all: f64,
}

/// A sentence that is known: its traits, and the dangers that it tells of; none when harmless.
struct Known {
    traits: BTreeSet<String>,
    dangers: Vec<usize>,
}

/// How near a question is to danger.
#[derive(Debug, Clone)]
pub(crate) struct Near {
    /// A logarithm, about 0 where it is as near to what is harmless.
    pub nearness: f64,
    /// The dangers that it is nearest to, by their places, the nearest first.
    pub dangers: Vec<usize>,
}

/// The sentences, counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Alike {
    traits: BTreeMap<String, Trait>,
    vocabulary: Vocabulary,
    /// How much stands in the sentences of each danger.
    of: BTreeMap<usize, f64>,
    all: f64,
    alone: f64,
    most: usize,
}

/// The fewest words of a sentence that is compared on its own.
const SENTENCE: usize = 3;

impl Alike {
    /// Reads the sentences of every language, the questions whose answers are known and for which
    /// `learns` holds, and what statements and subjects are called: that is harmless.
    pub fn new(
        guideline: &Guideline,
        held: &[Held],
        learns: &dyn Fn(&AskedQuestion) -> bool,
    ) -> Self {
        let mut vocabulary = Vocabulary::default();
        let mut known: Vec<Known> = Vec::new();
        let mut add = |text: &str, dangers: Vec<usize>| {
            vocabulary.add(text);
            let stems: Vec<String> = words(text).into_iter().map(|word| word.stem).collect();
            known.push(Known { traits: traits(&stems), dangers });
        };
        let entries = &guideline.texts.danger_words.danger;
        let place = |id: &str| entries.iter().position(|entry| entry.id == id);
        let sentences = &guideline.texts.danger_sentences;
        for told in &sentences.told {
            for text in &told.sentences {
                add(text, place(&told.danger).into_iter().collect());
            }
        }
        sentences.harmless.sentences.iter().for_each(|text| add(text, Vec::new()));
        let files = guideline.languages.iter().flat_map(|language| &language.files);
        for file in files.map(|file| &file.body) {
            for spoken in &file.danger {
                for text in &spoken.sentences {
                    add(text, place(&spoken.id).into_iter().collect());
                }
            }
            file.harmless.iter().for_each(|text| add(text, Vec::new()));
            let names = file.called.iter().flat_map(|row| &row.names);
            names.for_each(|name| add(name, Vec::new()));
        }
        let by_flag = dangers_by_flag(guideline);
        for question in &guideline.questions.question {
            if question.set != QuestionSet::HeldOut && learns(question) {
                let flags = question.danger.iter().filter_map(|flag| by_flag.get(flag.as_str()));
                let dangers: BTreeSet<usize> = flags.flatten().copied().collect();
                // A danger that no entry asks about is nothing to learn from, and not harmless.
                if question.danger.is_empty() || !dangers.is_empty() {
                    add(&question.ask, dangers.into_iter().collect());
                }
            }
        }
        held.iter().for_each(|held| add(&held.title, Vec::new()));
        let called = &guideline.texts.synonyms.called;
        called.iter().flat_map(|row| &row.names).for_each(|name| add(name, Vec::new()));
        let topics = &guideline.texts.answering.topic;
        let topics = topics.iter().flat_map(|topic| &topic.phrases);
        topics.for_each(|phrase| add(&phrase.replace('/', " "), Vec::new()));
        let mut alike = Self::counted(&known);
        alike.vocabulary = vocabulary;
        alike.alone = sentences.alone;
        alike.most = sentences.most;
        alike
    }

    fn counted(known: &[Known]) -> Self {
        let mut traits: BTreeMap<String, Trait> = BTreeMap::new();
        for name in known.iter().flat_map(|sentence| &sentence.traits) {
            traits.entry(name.clone()).or_default().sentences += 1;
        }
        let sentences = known.len() as f64;
        for own in traits.values_mut() {
            own.rare = ((1.0 + sentences) / (1.0 + f64::from(own.sentences))).ln() + 1.0;
        }
        let mut danger: BTreeMap<&str, f64> = BTreeMap::new();
        let mut of: BTreeMap<usize, f64> = BTreeMap::new();
        let mut all = 0.0;
        for sentence in known {
            let whole = length(sentence.traits.iter().filter_map(|name| traits.get(name)));
            for name in &sentence.traits {
                let Some(own) = traits.get_mut(name) else { continue };
                let part = own.rare / whole;
                own.all += part;
                all += part;
                for place in &sentence.dangers {
                    *own.of.entry(*place).or_default() += part;
                    *of.entry(*place).or_default() += part;
                }
                if !sentence.dangers.is_empty() {
                    *danger.entry(name).or_default() += part;
                }
            }
        }
        let kinds = PRIOR * traits.len() as f64;
        let in_danger: f64 = danger.values().sum();
        for (name, own) in &mut traits {
            let here = danger.get(name.as_str()).copied().unwrap_or_default();
            let there = own.all - here;
            own.tells = ((here + PRIOR) / (in_danger + kinds)).ln()
                - ((there + PRIOR) / (all - in_danger + kinds)).ln();
        }
        Self { traits, of, all, ..Self::default() }
    }

    /// How near words are to danger, as a whole or in the sentence that is nearest, as what stands
    /// around a danger makes a whole less like one; none when nothing in them is known. A word for
    /// which `counts` is false is left out.
    pub fn near(&self, heard: &[Word], counts: &dyn Fn(usize) -> bool) -> Option<Near> {
        let counted = heard.iter().enumerate().filter(|(at, _)| counts(*at));
        let counted: Vec<(usize, String)> =
            counted.map(|(_, word)| (word.sentence, self.meant(word))).collect();
        let of = |sentence: Option<usize>| -> Vec<String> {
            let stands = |own: &&(usize, String)| sentence.is_none_or(|only| own.0 == only);
            counted.iter().filter(stands).map(|(_, stem)| stem.clone()).collect()
        };
        let last = heard.last().map_or(0, |word| word.sentence);
        let sentences = (0..=last).filter(|_| last > 0).map(|sentence| of(Some(sentence)));
        let sentences = sentences.filter(|stems| stems.len() >= SENTENCE);
        let whole = std::iter::once((of(None), 0.0));
        let all = whole.chain(sentences.map(|stems| (stems, self.alone)));
        let near = all.filter_map(|(stems, more)| {
            let known = self.known(&stems);
            Some((nearness(&known)? - more, known))
        });
        let (nearness, known) = near.max_by(|a, b| a.0.total_cmp(&b.0))?;
        Some(Near { nearness, dangers: self.nearest(&known) })
    }

    /// The stem of a word, or of the one that it is a slip of.
    fn meant(&self, word: &Word) -> String {
        self.vocabulary.meant(word).into_iter().next().unwrap_or_else(|| word.stem.clone())
    }

    fn known(&self, stems: &[String]) -> Vec<&Trait> {
        traits(stems).iter().filter_map(|name| self.traits.get(name)).collect()
    }

    /// The dangers that traits belong to most.
    fn nearest(&self, known: &[&Trait]) -> Vec<usize> {
        let kinds = PRIOR * self.traits.len() as f64;
        let belongs = |place: usize, whole: f64| -> f64 {
            let of = known.iter().map(|own| {
                let here = own.of.get(&place).copied().unwrap_or_default();
                let rest = own.all - here;
                let here = (here + PRIOR) / (whole + kinds);
                let rest = (rest + PRIOR) / (self.all - whole + kinds);
                own.rare * (here.ln() - rest.ln())
            });
            of.sum()
        };
        let of = self.of.iter();
        let mut all: Vec<(usize, f64)> =
            of.map(|(place, whole)| (*place, belongs(*place, *whole))).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all.truncate(self.most);
        all.into_iter().map(|(place, _)| place).collect()
    }
}

/// Stems, and pairs of stems that follow each other.
fn traits(stems: &[String]) -> BTreeSet<String> {
    let pairs = stems.windows(2).map(|pair| pair.join(" "));
    stems.iter().cloned().chain(pairs).collect()
}

fn length<'t>(traits: impl Iterator<Item = &'t Trait>) -> f64 {
    let squares: f64 = traits.map(|own| own.rare * own.rare).sum();
    squares.sqrt()
}

/// How near traits are to danger; none where there are none.
fn nearness(known: &[&Trait]) -> Option<f64> {
    let whole = length(known.iter().copied());
    let told: f64 = known.iter().map(|own| own.tells * own.rare).sum();
    (whole > 0.0).then(|| told / whole)
}

/// The dangers that point to each red flag, by its specification id.
fn dangers_by_flag(guideline: &Guideline) -> BTreeMap<&str, Vec<usize>> {
    let mut by_flag: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, entry) in guideline.texts.danger_words.danger.iter().enumerate() {
        for flag in guideline.red_flags.iter().filter(|flag| entry.flags.contains(&flag.id)) {
            for spec in &flag.body.spec {
                by_flag.entry(spec).or_default().push(place);
            }
        }
    }
    by_flag
}
