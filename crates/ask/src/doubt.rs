//! Words of a question after which a medicine may be unsafe, such as "pregnant" or "warfarin". What
//! they may tell of is asked before a dose is told (k18, k19, k47): the answers that a plan rests
//! on can be older than the question.

use std::collections::BTreeSet;

use lumbago_guideline::Guideline;

use crate::phrase::{Gap, Lexicon, Phrase};
use crate::words::Vocabulary;

/// The words of every doubt, and the facts that each opens again.
#[derive(Debug, Clone)]
pub(crate) struct Doubts {
    lexicon: Lexicon,
    all: Vec<(Vec<Phrase>, Vec<String>)>,
}

impl Doubts {
    /// Those of `answering.toml`.
    pub fn new(guideline: &Guideline) -> Self {
        let mut lexicon = Lexicon::default();
        let doubts =
            guideline.texts.answering.doubt.iter().map(|doubt| {
                (lexicon.phrases(&doubt.phrases, &[], Gap::Wide), doubt.facts.clone())
            });
        let all = doubts.collect();
        Self { lexicon, all }
    }

    /// Every word that they are told by.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.lexicon.texts()
    }

    /// The facts that a question leaves in doubt. A denial is no answer: it opens them, too.
    pub fn opened(&self, question: &str, known: &Vocabulary) -> BTreeSet<&str> {
        let heard = self.lexicon.hear(question, known);
        let told = |phrases: &[Phrase]| {
            phrases.iter().any(|phrase| phrase.find(&self.lexicon, &heard, &|_| true).is_some())
        };
        let opened = self.all.iter().filter(|(phrases, _)| told(phrases));
        opened.flat_map(|(_, facts)| facts.iter().map(String::as_str)).collect()
    }
}
