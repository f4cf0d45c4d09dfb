//! Danger in the words of a question, looked for before anything else (pathway k46, k47): it may
//! raise the urgency, never lower it. Each net is wider than the last: phrases, words near each
//! other, the words of the interview's own danger questions, words that add up, and likeness to
//! sentences of danger.

use lumbago_decision::plan::{UrgencyWord, word_of};
use lumbago_guideline::Guideline;
use lumbago_guideline::question::AskedQuestion;
use lumbago_guideline::texts::words::{DangerPhrases, DangerWords, SameWords};
use serde::Serialize;

use crate::age::Age;
use crate::alike::Alike;
use crate::aside::Aside;
use crate::asked::Asked;
use crate::phrase::{Gap, Heard, Lexicon, Phrase};
use crate::scored::Scored;
use crate::statement::Held;
use crate::words::Vocabulary;

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
    /// Whether no words of danger were found, and the question is only near to sentences of it.
    pub alike: bool,
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

impl DangerFound {
    /// Takes away what another person could read from it.
    pub(crate) fn withhold(&mut self) {
        self.about.clear();
        self.words.clear();
        self.facts.clear();
    }
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
    alike: Alike,
    least: f64,
    least_beside: f64,
    most_beside: usize,
    general: String,
    near_within: usize,
    sought: Vec<Sought>,
    aside: Aside,
    age: Age,
    no_slip: Vec<String>,
    harmless: Vec<String>,
}

impl Danger {
    /// Reads the phrases of every language; `held` are the harmless texts. What is found is told
    /// in the words of `told`. The widest net learns from the known questions for which `learns`
    /// holds.
    pub fn new(
        guideline: &Guideline,
        told: &Guideline,
        held: &[Held],
        learns: &dyn Fn(&AskedQuestion) -> bool,
    ) -> Self {
        let all = &guideline.texts.danger_words;
        let DangerWords { near_within, same, danger, no_slip, general, .. } = all;
        let mut lexicon = Lexicon::default();
        let mut sought: Vec<Sought> = Vec::new();
        for (entry, spoken) in danger.iter().zip(&told.texts.danger_words.danger) {
            let mut own = Sought {
                found: found(told, spoken),
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
        let sentences = &guideline.texts.danger_sentences;
        Self {
            lexicon,
            asked: Asked::new(guideline),
            scored,
            alike: Alike::new(guideline, held, learns),
            least: sentences.least,
            least_beside: sentences.least_beside,
            most_beside: sentences.most_beside,
            general: general.danger.clone(),
            near_within: *near_within,
            sought,
            aside: Aside::new(all),
            age: Age::new(&all.age),
            no_slip: no_slip.clone(),
            harmless: sentences.harmless.sentences.clone(),
        }
    }

    /// The words that are no slips: those of the phrases and of harmless sentences, and others that
    /// are right as they are.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let right = self.no_slip.iter().chain(&self.harmless).map(String::as_str);
        self.lexicon.texts().chain(right)
    }

    /// What a question may tell of, the most urgent first.
    pub fn look(&self, question: &str, known: &Vocabulary) -> Vec<DangerFound> {
        let heard = self.lexicon.hear(question, known);
        let counted = self.aside.counted(&heard);
        let counts = |at: usize| counted.get(at).is_some_and(|counts| *counts);
        let is_plain = |at: usize| counts(at) && !self.aside.is_unsure(&heard, at);
        let asked = self.asked.find(&heard.words, &counts);
        let young = self.age.find(&heard, &counts);
        let mut all: Vec<DangerFound> = Vec::new();
        for (index, Sought { found, sure, maybe, near }) in self.sought.iter().enumerate() {
            let find = |phrases: &[Phrase], counts: &dyn Fn(usize) -> bool| {
                phrases.iter().find_map(|phrase| phrase.find(&self.lexicon, &heard, counts))
            };
            // "No weakness in both legs, no numbness" is no numbness of both legs.
            let certain = sure.iter().find_map(|phrase| {
                let places = phrase.find(&self.lexicon, &heard, &is_plain)?;
                places
                    .iter()
                    .all(|(first, last)| heard.in_one_clause(*first, *last))
                    .then_some(places)
            });
            let is_sure = certain.is_some();
            let at = |phrases: &[Phrase]| find(phrases, &counts);
            let told_age = || young.clone().filter(|_| self.age.is_of(&found.id));
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
            let places = certain
                .or_else(told_age)
                .or_else(|| at(sure))
                .or_else(|| at(maybe))
                .or_else(near)
                .or_else(of_asked)
                .or_else(scored);
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
        if !all.iter().any(|found| found.emergency) {
            let alike = self.alike(&all, &heard, &counts);
            all.extend(alike);
        }
        all
    }

    /// What a question is near to beside what was found: all facts of the nearest, and the first
    /// one of each other.
    fn alike(
        &self,
        all: &[DangerFound],
        heard: &Heard,
        counts: &dyn Fn(usize) -> bool,
    ) -> Vec<DangerFound> {
        let Some(near) = self.alike.near(&heard.words, counts) else { return Vec::new() };
        let is_found = all.iter().any(|found| found.id != self.general);
        let (least, most) = match is_found {
            true => (self.least_beside, self.most_beside),
            false => (self.least, near.dangers.len()),
        };
        if near.nearness < least {
            return Vec::new();
        }
        let nearest = near.dangers.iter().take(most).filter_map(|place| self.sought.get(*place));
        let new = nearest.map(|own| &own.found);
        let new = new.filter(|own| all.iter().all(|found| found.id != own.id));
        let told = new.enumerate().map(|(order, own)| {
            let facts = if order == 0 { own.facts.len() } else { 1 };
            let facts = own.facts.iter().take(facts).cloned().collect();
            DangerFound { alike: true, facts, ..own.clone() }
        });
        told.collect()
    }

    /// How near a question is to danger by the widest net alone, with the red flags of the nearest.
    pub fn near(&self, question: &str, known: &Vocabulary) -> Option<(f64, Vec<&str>)> {
        let heard = self.lexicon.hear(question, known);
        let counted = self.aside.counted(&heard);
        let counts = |at: usize| counted.get(at).is_some_and(|counts| *counts);
        let near = self.alike.near(&heard.words, &counts)?;
        let dangers = near.dangers.iter().filter_map(|place| self.sought.get(*place));
        let flags = dangers.flat_map(|own| &own.found.spec).map(String::as_str);
        Some((near.nearness, flags.collect()))
    }

    /// What is asked about the whole body.
    pub fn general_facts(&self) -> &[String] {
        let general = self.sought.iter().find(|own| own.found.id == self.general);
        general.map(|own| own.found.facts.as_slice()).unwrap_or_default()
    }

    /// Whether a question tells of an age that is too young for a plan.
    pub fn is_young(&self, question: &str, known: &Vocabulary) -> bool {
        let heard = self.lexicon.hear(question, known);
        let counted = self.aside.counted(&heard);
        self.age.find(&heard, &|at| counted.get(at).is_some_and(|counts| *counts)).is_some()
    }

    /// What red flags that were found before point to: their words were not kept.
    pub fn again(&self, flags: &[String]) -> Vec<DangerFound> {
        let mut all: Vec<DangerFound> = self.sought.iter().map(|own| own.found.clone()).collect();
        all.retain(|found| found.flags.iter().all(|flag| flags.contains(flag)));
        all.sort_by_key(|found| std::cmp::Reverse(found.rank));
        all
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
        alike: false,
        say: first.map(|flag| flag.say.person.trim().to_owned()).unwrap_or_default(),
        private: flags.iter().any(|flag| flag.body.private),
        support: flags.iter().flat_map(|flag| flag.body.support.clone()).collect(),
        rank: entry.level.rank(),
        action: first.and_then(|flag| flag.say.action.clone()),
    }
}
