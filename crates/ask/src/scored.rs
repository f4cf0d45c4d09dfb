//! The widest nets for danger: words of one danger's phrases that stand in no phrase together, and
//! words of any danger that add up. Nothing is divided by the length of the question, so adding
//! words only adds matches.

use std::collections::{BTreeMap, BTreeSet};

use lumbago_guideline::Guideline;
use lumbago_guideline::texts::words::{GeneralCheck, NearWords};

use crate::phrase::{Found, Heard, Lexicon, Phrase};
use crate::statement::Held;
use crate::words::stems;

/// What the words of each danger count.
#[derive(Debug, Clone)]
pub(crate) struct Scored {
    own: NearWords,
    general: GeneralCheck,
    /// The stems of each danger, in the order of the dangers.
    of: Vec<BTreeSet<String>>,
    /// The stems of all dangers.
    all: BTreeSet<String>,
    weights: BTreeMap<String, f32>,
}

impl Scored {
    /// Weighs the words of each danger's phrases: the more dangers and harmless statements hold a
    /// word, the less it counts. The general danger has no words of its own.
    pub fn new(
        guideline: &Guideline,
        held: &[Held],
        lexicon: &Lexicon,
        phrases: &[Vec<&Phrase>],
    ) -> Self {
        let words = &guideline.texts.danger_words;
        let empty = &guideline.texts.synonyms.empty;
        let empty = empty.iter().chain(&words.plain);
        let empty: BTreeSet<String> = empty.flat_map(|text| stems(text)).collect();
        let of = phrases.iter().zip(&words.danger).map(|(phrases, entry)| {
            if entry.id == words.general.danger {
                return BTreeSet::new();
            }
            let stems = phrases.iter().flat_map(|phrase| phrase.stems(lexicon));
            stems.filter(|stem| !empty.contains(*stem)).map(str::to_owned).collect()
        });
        let of: Vec<BTreeSet<String>> = of.collect();
        let harmless = held.iter().map(|held| stems(&held.text).into_iter().collect());
        let mut texts = 0u16;
        let mut holding: BTreeMap<String, u16> = BTreeMap::new();
        for text in of.iter().cloned().chain(harmless) {
            texts = texts.saturating_add(1);
            for stem in text {
                let count = holding.entry(stem).or_default();
                *count = count.saturating_add(1);
            }
        }
        let all: BTreeSet<String> = of.iter().flatten().cloned().collect();
        let weigh =
            |(stem, count): (String, u16)| (stem, (f32::from(texts) / f32::from(count)).ln());
        let weights = holding.into_iter().filter(|(stem, _)| all.contains(stem)).map(weigh);
        Self {
            own: words.own.clone(),
            general: words.general.clone(),
            weights: weights.collect(),
            all,
            of,
        }
    }

    /// The words of one danger that stand near each other and count enough.
    pub fn find(
        &self,
        danger: usize,
        lexicon: &Lexicon,
        heard: &Heard,
        counts: &dyn Fn(usize) -> bool,
    ) -> Option<Found> {
        let own = self.of.get(danger)?;
        let places = self.places(own, lexicon, heard, counts);
        places.iter().find_map(|(start, _)| {
            let near =
                places.iter().filter(|(at, _)| (*start..=*start + self.own.within).contains(at));
            self.enough(near, self.own.words, self.own.weight)
        })
    }

    /// The words of any danger, when they count enough together, or none of a long story.
    pub fn general(
        &self,
        lexicon: &Lexicon,
        heard: &Heard,
        counts: &dyn Fn(usize) -> bool,
    ) -> Option<Found> {
        if heard.words.len() >= self.general.story {
            return Some(Vec::new());
        }
        let places = self.places(&self.all, lexicon, heard, counts);
        self.enough(places.iter(), self.general.words, self.general.weight)
    }

    fn places<'l>(
        &self,
        own: &BTreeSet<String>,
        lexicon: &'l Lexicon,
        heard: &Heard,
        counts: &dyn Fn(usize) -> bool,
    ) -> Vec<(usize, &'l str)> {
        let counted = (0..heard.words.len()).filter(|at| counts(*at));
        let known = counted.filter_map(|at| {
            let stem = heard.stems(lexicon, at).find(|stem| own.contains(*stem))?;
            Some((at, stem))
        });
        known.collect()
    }

    fn enough<'p>(
        &self,
        places: impl Iterator<Item = &'p (usize, &'p str)>,
        words: usize,
        weight: u32,
    ) -> Option<Found> {
        let mut said: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, stem) in places {
            said.entry(stem).or_insert(*at);
        }
        let sum: f32 = said.keys().filter_map(|stem| self.weights.get(*stem)).sum();
        let enough = said.len() >= words && sum >= weight as f32;
        enough.then(|| said.values().map(|at| (*at, *at)).collect())
    }
}
