//! Danger in the words of a question, looked for before anything else (pathway k46, k47): it may
//! raise the urgency, never lower it. Each net is wider than the last: phrases, words near each
//! other, the words of the interview's own danger questions, and words that add up.

use std::collections::BTreeSet;

use lumbago_decision::plan::{UrgencyWord, word_of};
use lumbago_guideline::Guideline;
use lumbago_guideline::texts::words::{DangerPhrases, DangerWords, SameWords};
use serde::Serialize;

use crate::asked::Asked;
use crate::phrase::{Gap, Heard, Lexicon, Phrase};
use crate::scored::Scored;
use crate::statement::Held;
use crate::words::{Vocabulary, words};

/// What the words of a question may tell of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DangerFound {
    /// Its name in `danger-words.toml`.
    pub id: String,
    /// What was written about, in plain words, such as `chest pain, or being short of breath`.
    pub about: String,
    /// The red flags that it points to, by file name.
    pub flags: Vec<String>,
    /// Their specification ids, such as `RF-39`.
    pub spec: Vec<String>,
    /// The facts to ask again, at once, in this order.
    pub facts: Vec<String>,
    /// The words of the question that told of it.
    pub words: Vec<String>,
    /// How urgent it is when it is so.
    pub urgency: UrgencyWord,
    /// The number of days, for `within-days`.
    pub within_days: Option<u8>,
    /// Whether the words leave no doubt and it is an emergency: its action is told at once.
    pub emergency: bool,
    /// What is said about it, from its first red flag.
    pub say: String,
    /// Nothing of it may be shown where somebody else could read it.
    pub private: bool,
    /// Places to find help that stand beside it, by their names in `support.toml`.
    pub support: Vec<String>,
    /// How far up it stands: greater is more urgent.
    #[serde(skip)]
    pub(crate) rank: u16,
    /// The action of its flag, where that differs from the urgency's own.
    #[serde(skip)]
    pub(crate) action: Option<String>,
}

/// One entry of `danger-words.toml`, ready to look for.
#[derive(Debug, Clone)]
struct Sought {
    found: DangerFound,
    sure: Vec<Phrase>,
    maybe: Vec<Phrase>,
    near: Vec<Phrase>,
}

/// Looks for danger in words.
#[derive(Debug, Clone)]
pub(crate) struct Danger {
    lexicon: Lexicon,
    asked: Asked,
    scored: Scored,
    general: String,
    near_within: usize,
    sought: Vec<Sought>,
    denies: Vec<Vec<String>>,
    doubt: Vec<Vec<String>>,
    everyday: Vec<Vec<String>>,
    no_slip: Vec<String>,
}

impl Danger {
    /// Reads the phrases of every language; `held` are the harmless texts.
    pub fn new(guideline: &Guideline, held: &[Held]) -> Self {
        let DangerWords {
            denies,
            doubt,
            near_within,
            same,
            danger,
            no_slip,
            everyday,
            general,
            ..
        } = &guideline.texts.danger_words;
        let mut lexicon = Lexicon::default();
        let mut sought: Vec<Sought> = Vec::new();
        for entry in danger {
            let mut own = Sought {
                found: found(guideline, entry),
                sure: Vec::new(),
                maybe: Vec::new(),
                near: Vec::new(),
            };
            own.add(&mut lexicon, same, [&entry.sure, &entry.maybe, &entry.near]);
            sought.push(own);
        }
        // The harmless texts that words are weighed against are in the first language alone.
        let phrases: Vec<Vec<&Phrase>> = sought.iter().map(|own| own.phrases().collect()).collect();
        let scored = Scored::new(guideline, held, &lexicon, &phrases);
        let files = guideline.languages.iter().flat_map(|language| &language.files);
        for file in files.map(|file| &file.body) {
            for spoken in &file.danger {
                let own = sought.iter_mut().find(|own| own.found.id == spoken.id);
                let phrases: [&[String]; 3] = [&spoken.sure, &spoken.maybe, &spoken.near];
                own.into_iter().for_each(|own| own.add(&mut lexicon, &file.same, phrases));
            }
        }
        let plain = |texts: &[String]| {
            let texts = texts.iter().map(|text| words(text).into_iter().map(|word| word.text));
            texts.map(Iterator::collect).collect()
        };
        Self {
            lexicon,
            asked: Asked::new(guideline),
            scored,
            general: general.danger.clone(),
            near_within: *near_within,
            sought,
            denies: plain(denies),
            doubt: plain(doubt),
            everyday: plain(everyday),
            no_slip: no_slip.clone(),
        }
    }

    /// The words that are no slips: those of the phrases, and others that are right as they are.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.lexicon.texts().chain(self.no_slip.iter().map(String::as_str))
    }

    /// What a question may tell of, the most urgent first.
    pub fn look(&self, question: &str, known: &Vocabulary) -> Vec<DangerFound> {
        let heard = self.lexicon.hear(question, known);
        let everyday = self.everyday_words(&heard);
        let counts = |at: usize| {
            let denied = || self.is_denied(&heard, at) && !self.is_doubtful(&heard, at);
            !everyday.contains(&at) && !denied()
        };
        let counted: Vec<bool> = (0..heard.words.len()).map(counts).collect();
        let counts = |at: usize| counted.get(at).is_some_and(|counts| *counts);
        let asked = self.asked.find(&heard.words, &counts);
        let mut all: Vec<DangerFound> = Vec::new();
        for (index, Sought { found, sure, maybe, near }) in self.sought.iter().enumerate() {
            let at = |phrases: &[Phrase]| {
                phrases.iter().find_map(|phrase| phrase.find(&self.lexicon, &heard, &counts))
            };
            let certain = at(sure);
            let is_sure = certain.is_some();
            let near = || {
                near.iter().find_map(|phrase| {
                    phrase.find_near(&self.lexicon, &heard, self.near_within, &counts)
                })
            };
            let of_asked = || asked.get(&index).cloned();
            let scored = || match found.id == self.general {
                true => self.scored.general(&self.lexicon, &heard, &counts),
                false => self.scored.find(index, &self.lexicon, &heard, &counts),
            };
            let places =
                certain.or_else(|| at(maybe)).or_else(near).or_else(of_asked).or_else(scored);
            let Some(places) = places else { continue };
            let told = places.iter().map(|(first, last)| {
                let words = heard.words.get(*first..=*last).unwrap_or_default();
                words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
            });
            all.push(DangerFound {
                words: told.collect(),
                emergency: is_sure && found.urgency == UrgencyWord::Emergency,
                ..found.clone()
            });
        }
        all.sort_by_key(|found| (!found.emergency, std::cmp::Reverse(found.rank)));
        all
    }

    /// The places of the words of everyday expressions.
    fn everyday_words(&self, heard: &Heard) -> BTreeSet<usize> {
        let stands = |run: &&Vec<String>, at: usize| stands_at(heard, run, at).is_some();
        let at = (0..heard.words.len()).flat_map(|at| {
            let found = self.everyday.iter().filter(move |run| stands(run, at));
            found.flat_map(move |run| at..at + run.len())
        });
        at.collect()
    }

    /// Whether a word of doubt stands in the clause of a word, or first in the next clause.
    fn is_doubtful(&self, heard: &Heard, at: usize) -> bool {
        let Some(clause) = heard.words.get(at).map(|word| word.clause) else { return false };
        let stands = |doubt: &Vec<String>, start: usize| {
            let own = heard.words.get(start).map(|word| word.clause);
            let before = start.checked_sub(1).and_then(|before| heard.words.get(before));
            let first = before.is_none_or(|word| Some(word.clause) != own);
            let counts =
                own == Some(clause) || first && before.is_some_and(|word| word.clause == clause);
            counts && stands_at(heard, doubt, start).is_some()
        };
        self.doubt.iter().any(|doubt| (0..heard.words.len()).any(|start| stands(doubt, start)))
    }

    /// Whether what begins at a word is denied right before it, in the same clause.
    fn is_denied(&self, heard: &Heard, at: usize) -> bool {
        self.denies.iter().any(|denial| {
            let Some(start) = at.checked_sub(denial.len()) else { return false };
            let clause = |at: usize| heard.words.get(at).map(|word| word.clause);
            stands_at(heard, denial, start).is_some() && clause(start) == clause(at)
        })
    }
}

impl Sought {
    fn add(&mut self, lexicon: &mut Lexicon, same: &[SameWords], phrases: [&[String]; 3]) {
        let [sure, maybe, near] = phrases;
        self.sure.extend(lexicon.phrases(sure, same, Gap::Narrow));
        self.maybe.extend(lexicon.phrases(maybe, same, Gap::Wide));
        self.near.extend(lexicon.phrases(near, same, Gap::Wide));
    }

    fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        self.sure.iter().chain(&self.maybe).chain(&self.near)
    }
}

/// Whether words stand at a place, exactly as they are written.
fn stands_at(heard: &Heard, run: &[String], at: usize) -> Option<()> {
    let words = heard.words.get(at..at.checked_add(run.len())?)?;
    words.iter().zip(run).all(|(word, own)| word.text == *own).then_some(())
}

fn found(guideline: &Guideline, entry: &DangerPhrases) -> DangerFound {
    let flags: Vec<_> = entry
        .flags
        .iter()
        .filter_map(|id| guideline.red_flags.iter().find(|flag| flag.id == *id))
        .collect();
    let first = flags.first().map(|flag| &flag.body);
    DangerFound {
        id: entry.id.clone(),
        about: entry.about.clone(),
        flags: entry.flags.clone(),
        spec: flags.iter().flat_map(|flag| flag.body.spec.clone()).collect(),
        facts: entry.facts.clone(),
        words: Vec::new(),
        urgency: word_of(Some(entry.level)),
        within_days: entry.level.days(),
        emergency: false,
        say: first.map(|flag| flag.say.person.trim().to_owned()).unwrap_or_default(),
        private: flags.iter().any(|flag| flag.body.private),
        support: flags.iter().flat_map(|flag| flag.body.support.clone()).collect(),
        rank: entry.level.rank(),
        action: first.and_then(|flag| flag.say.action.clone()),
    }
}
