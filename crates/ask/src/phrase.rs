//! Phrases as `danger-words.toml` writes them, and where they stand in a question.

use std::collections::HashMap;

use lumbago_guideline::texts::words::SameWords;

use crate::words::{Vocabulary, Word, slip, words};

/// How many other words may stand between two words of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Where the phrase leaves no doubt: at most one.
    Narrow,
    /// Where it is only asked again: at most three.
    Wide,
}

impl Gap {
    fn most(self) -> usize {
        match self {
            Self::Narrow => 1,
            Self::Wide => 3,
        }
    }
}

/// Words that follow each other.
type Run = Vec<usize>;

/// One phrase.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    parts: Vec<Part>,
    gap: Gap,
}

/// A part of a phrase: its places stand in this order, each filled by one of some runs.
#[derive(Debug, Clone, Default)]
struct Part {
    places: Vec<Vec<Run>>,
}

/// The words that phrases are made of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    words: Vec<Word>,
    by_stem: HashMap<String, Vec<usize>>,
}

/// A question with what each of its words may be in the phrases.
pub(crate) struct Heard {
    /// Its words.
    pub words: Vec<Word>,
    may_be: Vec<Vec<usize>>,
}

/// Where a phrase was found: the first and the last word of each part.
pub(crate) type Found = Vec<(usize, usize)>;

impl Lexicon {
    fn run(&mut self, text: &str) -> Run {
        words(text).into_iter().map(|word| self.word(word)).collect()
    }

    fn word(&mut self, word: Word) -> usize {
        let known = self.by_stem.entry(word.stem.clone()).or_default();
        match known
            .iter()
            .find(|index| self.words.get(**index).is_some_and(|w| w.text == word.text))
        {
            Some(index) => *index,
            None => {
                let index = self.words.len();
                known.push(index);
                self.words.push(word);
                index
            }
        }
    }

    /// Reads a phrase.
    ///
    /// # Errors
    /// The name of a `[[same]]` group that does not exist.
    pub fn phrase(&mut self, text: &str, same: &[SameWords], gap: Gap) -> Result<Phrase, String> {
        let mut parts = Vec::new();
        for part in text.split(" + ") {
            let mut places = Vec::new();
            for place in part.split_whitespace() {
                let name = place.strip_prefix('<').and_then(|name| name.strip_suffix('>'));
                let runs: Vec<Run> = match name {
                    Some(name) => {
                        let group = same.iter().find(|group| group.name == name);
                        let group = group.ok_or_else(|| name.to_owned())?;
                        group.words.iter().map(|words| self.run(words)).collect()
                    }
                    None => place.split('/').map(|word| self.run(word)).collect(),
                };
                places.push(runs.into_iter().filter(|run| !run.is_empty()).collect());
            }
            parts.push(Part { places });
        }
        Ok(Phrase { parts, gap })
    }

    /// Reads phrases, each on its own; a group that does not exist makes a phrase that is never
    /// found, as the linter tells its name.
    pub fn phrases(&mut self, texts: &[String], same: &[SameWords], gap: Gap) -> Vec<Phrase> {
        texts.iter().filter_map(|text| self.phrase(text, same, gap).ok()).collect()
    }

    /// Every word that phrases are made of.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.text.as_str())
    }

    /// A question, with what each word may be: a word of the same stem, or one that it is a slip
    /// of when it is no known word itself.
    pub fn hear(&self, question: &str, known: &Vocabulary) -> Heard {
        let heard = words(question);
        let mut slips: HashMap<String, Vec<usize>> = HashMap::new();
        let may_be = heard.iter().map(|word| {
            if let Some(exact) = self.by_stem.get(&word.stem) {
                return exact.clone();
            }
            if known.knows(word) {
                return Vec::new();
            }
            let found = slips.entry(word.text.clone()).or_insert_with(|| {
                let near = self.words.iter().enumerate();
                near.filter(|(_, meant)| slip(&word.text, &meant.text).is_some())
                    .map(|(index, _)| index)
                    .collect()
            });
            found.clone()
        });
        let may_be = may_be.collect();
        Heard { words: heard, may_be }
    }

    fn stem(&self, word: usize) -> Option<&str> {
        self.words.get(word).map(|word| word.stem.as_str())
    }

    fn same_stem(&self, a: usize, b: usize) -> bool {
        match (self.words.get(a), self.words.get(b)) {
            (Some(a), Some(b)) => a.stem == b.stem,
            _ => false,
        }
    }
}

impl Heard {
    /// The stems of the words that the one at a position may be.
    pub fn stems<'l>(&self, lexicon: &'l Lexicon, at: usize) -> impl Iterator<Item = &'l str> {
        let may_be = self.may_be.get(at).into_iter().flatten();
        may_be.filter_map(|word| lexicon.stem(*word))
    }

    /// Whether two words stand in one clause.
    pub fn in_one_clause(&self, first: usize, last: usize) -> bool {
        let clause = |at: usize| self.words.get(at).map(|word| word.clause);
        clause(first) == clause(last)
    }

    /// Whether the word at a position may be a word of the lexicon.
    fn is(&self, lexicon: &Lexicon, at: usize, word: usize) -> bool {
        let may_be = self.may_be.get(at);
        may_be.is_some_and(|words| words.iter().any(|own| lexicon.same_stem(*own, word)))
    }

    /// The last word of a run that begins at `at`, with at most one word between two of its own.
    fn run_end(&self, lexicon: &Lexicon, run: &Run, at: usize, gap: Gap) -> Option<usize> {
        let inside = if gap == Gap::Wide { 1 } else { 0 };
        let (first, rest) = run.split_first()?;
        if !self.is(lexicon, at, *first) {
            return None;
        }
        let mut end = at;
        for word in rest {
            end = (end + 1..=end + 1 + inside).find(|next| self.is(lexicon, *next, *word))?;
        }
        Some(end)
    }

    /// The last word of a part whose places begin at `at`.
    fn part_end(
        &self,
        lexicon: &Lexicon,
        places: &[Vec<Run>],
        at: usize,
        gap: Gap,
    ) -> Option<usize> {
        let (first, rest) = places.split_first()?;
        // The nearest end, so that words behind it never move it.
        let ends = first.iter().filter_map(|run| {
            let end = self.run_end(lexicon, run, at, gap)?;
            if rest.is_empty() {
                return Some(end);
            }
            (end + 1..=end + 1 + gap.most())
                .take_while(|next| *next < self.words.len())
                .filter_map(|next| self.part_end(lexicon, rest, next, gap))
                .min()
        });
        ends.min()
    }
}

impl Phrase {
    /// The stems of its words.
    pub fn stems<'l>(&self, lexicon: &'l Lexicon) -> impl Iterator<Item = &'l str> {
        let runs = self.parts.iter().flat_map(|part| &part.places).flatten();
        runs.flatten().filter_map(|word| lexicon.stem(*word))
    }

    /// How many places it has: the more, the less it stands in a question by chance.
    pub fn places(&self) -> usize {
        self.parts.iter().map(|part| part.places.len()).sum()
    }

    /// Whether it holds anything to look for.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().any(|part| part.places.is_empty())
            || self.parts.iter().flat_map(|part| &part.places).any(Vec::is_empty)
    }

    /// Where it stands in a question, when every part stands there and `counts` lets it count.
    pub fn find(
        &self,
        lexicon: &Lexicon,
        heard: &Heard,
        counts: &dyn Fn(usize) -> bool,
    ) -> Option<Found> {
        if self.is_empty() {
            return None;
        }
        let whole = 0..heard.words.len();
        let of_part = |part: &Part| {
            whole.clone().filter(|at| counts(*at)).find_map(|at| {
                heard.part_end(lexicon, &part.places, at, self.gap).map(|end| (at, end))
            })
        };
        self.parts.iter().map(of_part).collect()
    }

    /// Where its parts stand near each other in any order: the last ends at most `within` words
    /// after the first begins.
    pub fn find_near(
        &self,
        lexicon: &Lexicon,
        heard: &Heard,
        within: usize,
        counts: &dyn Fn(usize) -> bool,
    ) -> Option<Found> {
        if self.is_empty() {
            return None;
        }
        let of_part = |part: &Part| -> Found {
            let places = (0..heard.words.len()).filter(|at| counts(*at)).filter_map(|at| {
                heard.part_end(lexicon, &part.places, at, self.gap).map(|end| (at, end))
            });
            places.collect()
        };
        let places: Vec<Found> = self.parts.iter().map(of_part).collect();
        let near = |start: usize| {
            let inside = |(at, end): &(usize, usize)| *at >= start && *end <= start + within;
            places.iter().map(|of_part| of_part.iter().copied().find(inside)).collect()
        };
        places.iter().flatten().find_map(|(at, _)| near(*at))
    }
}
