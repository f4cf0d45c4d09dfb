//! Finds the statements that a question is about: BM25 over headings and names, and over texts,
//! with synonyms and slips of the pen.

use std::collections::{BTreeMap, BTreeSet};

use bm25::{Embedder, EmbedderBuilder, Embedding, Scorer, Tokenizer};
use lumbago_guideline::texts::words::Synonyms;

use crate::aside::{any_at, plain};
use crate::phrase::{Gap, Lexicon, Phrase};
use crate::statement::{Held, Kind};
use crate::words::{Vocabulary, Word, stems, words};

/// How much more a word counts in a heading or a name than in a text.
const HEAD: f32 = 2.5;
/// How much a whole name that stands in the question counts, for each of its words.
const NAME: f32 = 0.9;
/// The least share of what a question says that a statement must speak of.
const LEAST_SHARE: f32 = 0.5;
/// The same where a whole name of the statement stands in the question.
const LEAST_SHARE_NAMED: f32 = 0.34;
/// How much a word counts that no statement and no name knows.
const UNKNOWN: f32 = 0.6;
/// The least share of the best score that another statement must reach to be shown.
const NEAR_BEST: f32 = 0.45;
/// The most statements that are shown.
const MOST: usize = 4;

/// Texts reach the library as stems, one space between two.
#[derive(Debug, Clone, Default)]
struct Spaces;

impl Tokenizer for Spaces {
    fn tokenize(&self, text: &str) -> Vec<String> {
        text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }
}

/// Headings and names, or texts.
struct Field {
    embedder: Embedder<u64, Spaces>,
    scorer: Scorer<usize, u64>,
    /// The stems of each statement.
    stems: Vec<BTreeSet<String>>,
}

impl Field {
    fn new(texts: &[Vec<String>]) -> Self {
        let joined: Vec<String> = texts.iter().map(|stems| stems.join(" ")).collect();
        let corpus: Vec<&str> = joined.iter().map(String::as_str).collect();
        let builder = EmbedderBuilder::with_tokenizer_and_fit_to_corpus(Spaces, &corpus);
        let embedder: Embedder<u64, Spaces> = builder.build();
        let mut scorer = Scorer::new();
        for (index, text) in corpus.iter().enumerate() {
            scorer.upsert(&index, embedder.embed(text));
        }
        let stems = texts.iter().map(|stems| stems.iter().cloned().collect()).collect();
        Self { embedder, scorer, stems }
    }

    fn score(&self, at: usize, query: &Embedding<u64>) -> f32 {
        self.scorer.score(&at, query).unwrap_or_default()
    }

    fn holds(&self, at: usize, stem: &str) -> bool {
        self.stems.get(at).is_some_and(|stems| stems.contains(stem))
    }
}

/// One thing that a question speaks of: the stems by which a statement may call it.
struct Spoken {
    stems: Vec<String>,
    /// How rare it is, in the manner of BM25; what no statement speaks of is rarest.
    weight: f32,
}

/// A statement that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hit {
    /// Its place in the list of statements.
    pub at: usize,
    /// How well it fits: for ordering alone.
    pub score: f32,
}

/// The search.
pub(crate) struct Search {
    heads: Field,
    texts: Field,
    kinds: Vec<Kind>,
    empty: BTreeSet<String>,
    /// Words that never stand for another of the same stem.
    numbers: BTreeSet<String>,
    /// How somebody asks what a word means.
    meaning: Vec<Vec<String>>,
    /// Lay words by their stems, and the stems of our word for each.
    lay: BTreeMap<Vec<String>, Vec<String>>,
    lexicon: Lexicon,
    /// The names of each statement.
    names: Vec<Vec<(Phrase, usize)>>,
    /// Every word that any statement or name knows.
    vocabulary: Vocabulary,
}

impl Search {
    /// Makes the statements searchable.
    pub fn new(synonyms: &Synonyms, held: &[Held]) -> Self {
        let Synonyms { empty, numbers, word, called, meaning, .. } = synonyms;
        let mut vocabulary = Vocabulary::default();
        let mut lay = BTreeMap::new();
        for row in word {
            vocabulary.add(&row.ours);
            for words in &row.lay {
                vocabulary.add(words);
                lay.insert(stems(words), stems(&row.ours));
            }
        }
        empty.iter().for_each(|words| vocabulary.add(words));
        let mut named: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
        for row in called {
            for id in &row.statements {
                named.entry(id).or_default().extend(&row.names);
            }
        }
        let empty: BTreeSet<String> =
            empty.iter().flat_map(|text| words(text)).map(|word| word.text).collect();
        let mut lexicon = Lexicon::default();
        let mut names = Vec::new();
        let mut heads = Vec::new();
        let mut texts = Vec::new();
        for held in held {
            let own: Vec<&String> = named.remove(held.id.as_str()).unwrap_or_default();
            let mut head = held.title.clone();
            for name in &own {
                vocabulary.add(name);
                head.push_str(", ");
                head.push_str(name);
            }
            vocabulary.add(&held.title);
            vocabulary.add(&held.text);
            vocabulary.add(&held.more);
            let phrases = own.iter().filter_map(|name| {
                let phrase = lexicon.phrase(name, &[], Gap::Wide).ok()?;
                Some((phrase, words(name).len()))
            });
            names.push(phrases.collect());
            heads.push(indexed(&words(&head), &lay, &empty));
            texts.push(indexed(&words(&format!("{} {}", held.text, held.more)), &lay, &empty));
        }
        Self {
            heads: Field::new(&heads),
            texts: Field::new(&texts),
            kinds: held.iter().map(|held| held.kind).collect(),
            empty,
            numbers: numbers.iter().cloned().collect(),
            meaning: plain(meaning),
            lay,
            lexicon,
            names,
            vocabulary,
        }
    }

    /// Every word that any statement or name knows.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The statements that a question is about, the best first; none when nothing fits.
    pub fn find(&self, question: &str) -> Vec<Hit> {
        self.find_in(question, false)
    }

    /// The statements that a sentence, or a part of one, asks for by name: a story around a
    /// question says more than any statement speaks of.
    pub fn find_named(&self, question: &str) -> Vec<Hit> {
        let sentences = sentences(question);
        let parts = sentences.iter().flat_map(|text| text.rsplit([',', ';', ':', '(', ')']));
        let mut found = sentences.iter().copied().chain(parts).map(|text| self.find_in(text, true));
        found.find(|hits| !hits.is_empty()).unwrap_or_default()
    }

    /// The statements that a text is about; with `by_name` only those that it names.
    fn find_in(&self, question: &str, by_name: bool) -> Vec<Hit> {
        let heard = self.lexicon.hear(question, &self.vocabulary);
        // A name may be told in our words or in theirs.
        let in_our_words = self.lexicon.hear(&self.in_our_words(&heard.words), &self.vocabulary);
        let spoken = self.spoken(&heard.words);
        let whole: f32 = spoken.iter().map(|spoken| spoken.weight).sum();
        let stems: Vec<&str> =
            spoken.iter().flat_map(|spoken| &spoken.stems).map(String::as_str).collect();
        let stems = stems.join(" ");
        let (head, text) = (self.heads.embedder.embed(&stems), self.texts.embedder.embed(&stems));
        let asks_meaning =
            (0..heard.words.len()).any(|at| any_at(&heard, &self.meaning, at).is_some());
        let mut hits: Vec<Hit> = Vec::new();
        for at in 0..self.kinds.len() {
            let named = self.named(at, &heard).max(self.named(at, &in_our_words));
            let share = self.share(at, &spoken, whole);
            let in_head = spoken
                .iter()
                .any(|spoken| spoken.stems.iter().any(|stem| self.heads.holds(at, stem)));
            let least = if named > 0.0 { LEAST_SHARE_NAMED } else { LEAST_SHARE };
            if !(named > 0.0 || in_head && !by_name) || (whole > 0.0 && share < least) {
                continue;
            }
            let score = HEAD * self.heads.score(at, &head) + self.texts.score(at, &text) + named;
            let score = score * (0.4 + 0.6 * share.min(1.0)) * self.prior(at, asks_meaning);
            if score > 0.0 {
                hits.push(Hit { at, score });
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
        let best = hits.first().map_or(0.0, |hit| hit.score);
        hits.retain(|hit| hit.score >= best * NEAR_BEST);
        hits.truncate(MOST);
        hits
    }

    /// A question with our words in the place of lay words.
    fn in_our_words(&self, heard: &[Word]) -> String {
        let mut ours: Vec<String> = Vec::new();
        let mut at = 0;
        while let Some(word) = heard.get(at) {
            let (found, length) = longest(&self.lay, heard, at);
            match found {
                Some(stems) => ours.extend(stems.iter().cloned()),
                None => ours.extend(self.vocabulary.meant(word).into_iter().next()),
            }
            at += length;
        }
        ours.join(" ")
    }

    /// What a question speaks of, without its empty words and its numbers.
    fn spoken(&self, heard: &[Word]) -> Vec<Spoken> {
        let mut spoken: Vec<Spoken> = Vec::new();
        let mut at = 0;
        while let Some(word) = heard.get(at) {
            let (ours, length) = longest(&self.lay, heard, at);
            let own = heard.get(at..at + length).unwrap_or_default();
            at += length;
            let is_number = word.text.chars().all(|c| c.is_ascii_digit());
            let says_nothing =
                is_number || self.numbers.contains(&word.text) || self.empty.contains(&word.text);
            if length == 1 && ours.is_none() && says_nothing {
                continue;
            }
            let mut stems: Vec<String> = own
                .iter()
                .filter(|word| !self.empty.contains(&word.text))
                .flat_map(|word| self.vocabulary.meant(word))
                .collect();
            if let Some(ours) = ours {
                stems.extend(ours.iter().cloned());
            } else {
                // A slip of a lay word means what the lay word means.
                let meant = stems.iter().filter_map(|stem| self.lay.get(&vec![stem.clone()]));
                let meant: Vec<String> = meant.flatten().cloned().collect();
                stems.extend(meant);
            }
            stems.sort();
            stems.dedup();
            if spoken.iter().all(|known| known.stems != stems) || stems.is_empty() {
                let weight = self.weight(&stems);
                spoken.push(Spoken { stems, weight });
            }
        }
        spoken
    }

    /// How rare a thing is among the statements.
    fn weight(&self, stems: &[String]) -> f32 {
        let all = self.kinds.len();
        let known = if stems.is_empty() { UNKNOWN } else { 1.0 };
        let speak = (0..all).filter(|at| {
            stems.iter().any(|stem| self.heads.holds(*at, stem) || self.texts.holds(*at, stem))
        });
        let (all, speak) = (all as f32, speak.count() as f32);
        known * (1.0 + (all - speak + 0.5) / (speak + 0.5)).ln()
    }

    /// The share of what a question says that a statement speaks of, by weight.
    fn share(&self, at: usize, spoken: &[Spoken], whole: f32) -> f32 {
        if whole <= 0.0 {
            return 0.0;
        }
        let of = |spoken: &Spoken| {
            let head = spoken.stems.iter().any(|stem| self.heads.holds(at, stem));
            let text = spoken.stems.iter().any(|stem| self.texts.holds(at, stem));
            match (head, text) {
                (true, _) => spoken.weight,
                (false, true) => 0.7 * spoken.weight,
                (false, false) => 0.0,
            }
        };
        spoken.iter().map(of).sum::<f32>() / whole
    }

    /// What the longest name of a statement that stands in the question counts.
    fn named(&self, at: usize, heard: &crate::phrase::Heard) -> f32 {
        let names = self.names.get(at).map(Vec::as_slice).unwrap_or_default();
        let counts =
            |at: usize| heard.words.get(at).is_some_and(|word| !self.numbers.contains(&word.text));
        let stands =
            names.iter().filter(|(phrase, _)| phrase.find(&self.lexicon, heard, &counts).is_some());
        let longest = stands.map(|(_, words)| *words).max().unwrap_or_default();
        NAME * f32::from(u16::try_from(longest).unwrap_or(u16::MAX))
    }

    /// What only explains around an answer stands behind what answers, and what a word means
    /// behind all, unless that was asked.
    fn prior(&self, at: usize, asks_meaning: bool) -> f32 {
        match self.kinds.get(at) {
            Some(Kind::Word) => {
                if asks_meaning {
                    1.2
                } else {
                    0.5
                }
            }
            Some(Kind::Imaging) => 0.6,
            Some(Kind::Support | Kind::Review) => 0.7,
            Some(Kind::WarningSigns) => 0.8,
            Some(Kind::Taking | Kind::Exercise) => 0.9,
            _ => 1.0,
        }
    }
}

/// The sentences of a text: first those that end as a question, each from the last on.
fn sentences(text: &str) -> Vec<&str> {
    let all = text.split_inclusive(['.', '?', '!', '\n']).rev();
    let (mut asking, told): (Vec<&str>, Vec<&str>) =
        all.partition(|sentence| sentence.ends_with('?'));
    asking.extend(told);
    asking
}

/// The longest lay phrase that begins at a word, and how many words are taken.
fn longest<'l>(
    lay: &'l BTreeMap<Vec<String>, Vec<String>>,
    heard: &[Word],
    at: usize,
) -> (Option<&'l Vec<String>>, usize) {
    /// No lay phrase is longer.
    const LONGEST: usize = 4;
    for length in (1..=LONGEST).rev() {
        let Some(run) = heard.get(at..at + length) else { continue };
        let run: Vec<String> = run.iter().map(|word| word.stem.clone()).collect();
        if let Some(ours) = lay.get(&run) {
            return (Some(ours), length);
        }
    }
    (None, 1)
}

/// The stems under which a text is found: its own, and those of our words for its lay words.
fn indexed(
    heard: &[Word],
    lay: &BTreeMap<Vec<String>, Vec<String>>,
    empty: &BTreeSet<String>,
) -> Vec<String> {
    let mut stems = Vec::new();
    for (at, word) in heard.iter().enumerate() {
        if !empty.contains(&word.text) {
            stems.push(word.stem.clone());
        }
        if let (Some(ours), _) = longest(lay, heard, at) {
            stems.extend(ours.iter().cloned());
        }
    }
    stems
}
