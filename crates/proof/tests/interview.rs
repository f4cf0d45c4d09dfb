//! Which questions may be skipped, and that skipping one never changes the urgency.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]

mod support;

use std::collections::BTreeSet;

use lumbago_decision::Engine;
use lumbago_decision::decide::Outcome;
use lumbago_decision::derive::derive;
use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_decision::input::read_sheet;
use lumbago_guideline::fact::{FactId, FactKind, Stage};
use lumbago_proof::interview::{Skipping, shortest};
use support::{engine, folder};

/// SplitMix64, so that a failure comes again.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound.max(1)
    }

    /// An answer to a question, calm more often than not: else every case is an emergency.
    fn answer(&mut self, kind: &FactKind, calm: &State) -> State {
        if self.below(4) > 0 && *calm != State::NotAsked {
            return calm.clone();
        }
        match kind {
            _ if self.below(6) == 0 => State::Unknown,
            FactKind::Choice { options } => {
                let option = self.below(options.len() as u64);
                State::Known(Value::Choice(u16::try_from(option).unwrap()))
            }
            FactKind::Set { options } => {
                let has = 1u64 << self.below(options.len() as u64);
                let has = if self.below(2) == 0 { 0 } else { has };
                State::Known(Value::Set { has, unsure: self.below(4) == 0 })
            }
            FactKind::Number { least, greatest, .. } => {
                let span = u64::try_from(greatest - least).unwrap() + 1;
                State::Known(Value::Number(least + i64::try_from(self.below(span)).unwrap()))
            }
            FactKind::Text | FactKind::Texts => State::NotAsked,
        }
    }
}

fn case(engine: &Engine, base: &str) -> FactSheet {
    read_sheet(&engine.guideline, &engine.guideline.bases[base], base, "", None).unwrap()
}

fn fact(engine: &Engine, name: &str) -> FactId {
    engine.guideline.facts.find(name).unwrap().0
}

#[test]
fn a_skipped_question_never_changes_urgency_or_outcome_whatever_is_answered() {
    let (engine, calm) = engine(&folder("guideline"));
    let facts = &engine.guideline.facts;
    // So many completions of each question.
    const TRIES: usize = 60;
    let mut random = Random(7);
    let (mut tried, mut skipped) = (0, 0);
    for base in ["plain-acute", "sciatica", "plain-chronic", "pregnant"] {
        let told = case(&engine, base);
        let found = shortest(&engine, &told).unwrap();
        let open: Vec<&str> = found.unanswered.iter().map(|id| facts.name(*id)).collect();
        assert!(open.is_empty(), "{base} has no answer to {open:?}");
        skipped += found.needless.len();
        let names =
            |ids: &[FactId]| -> Vec<&str> { ids.iter().map(|id| facts.name(*id)).collect() };
        println!(
            "{base}: {} as written, {} needless {:?}, {} in the better order {:?}",
            found.written.len(),
            found.needless.len(),
            names(&found.needless),
            found.shortest.len(),
            names(&found.shortest),
        );
        for needless in &found.needless {
            let at = found.written.iter().position(|id| id == needless).unwrap();
            let mut known = FactSheet::unasked(facts.len());
            found.written[..at].iter().for_each(|id| known.set(*id, told.state(*id).clone()));
            for _ in 0..TRIES {
                let mut sheet = known.clone();
                for (id, fact) in facts.iter() {
                    let open = *known.state(id) == State::NotAsked && fact.derived.is_none();
                    if open && fact.stage != Stage::Clinician {
                        sheet.set(id, random.answer(&fact.kind, calm.state(id)));
                    }
                }
                let mut decided = Vec::new();
                for _ in 0..4 {
                    let mut answered = sheet.clone();
                    let kind = &facts.get(*needless).unwrap().kind;
                    answered.set(*needless, random.answer(kind, &State::NotAsked));
                    derive(facts, &mut answered);
                    let decision = engine.decide(&answered);
                    if decision.outcome != Outcome::Incomplete {
                        decided.push((decision.outcome, decision.urgency, answered));
                    }
                }
                tried += decided.len();
                for pair in decided.windows(2) {
                    let name = facts.name(*needless);
                    let same = pair[0].0 == pair[1].0 && pair[0].1 == pair[1].1;
                    assert!(same, "{base}: {name} was called needless: {:?}", pair[0].2);
                }
            }
        }
    }
    assert!(skipped > 0, "nothing is ever skipped, so this shows nothing");
    assert!(tried > 1000, "only {tried} finished cases were met");
}

#[test]
fn a_question_of_danger_that_can_matter_is_asked() {
    let (engine, calm) = engine(&folder("guideline"));
    let skipping = Skipping::new(&engine, &calm);
    for name in ["saddle_numb", "leg_weak", "fever", "cancer", "self_harm", "known_aaa"] {
        let id = fact(&engine, name);
        let mut known = calm.clone();
        known.set(id, State::NotAsked);
        assert!(
            !skipping.may_skip(&known, &BTreeSet::new(), id).unwrap(),
            "{name} was called needless"
        );
    }
}

#[test]
fn the_better_order_never_asks_more_and_asks_danger_first() {
    let (engine, _) = engine(&folder("guideline"));
    let stage = |id: &FactId| engine.guideline.facts.get(*id).unwrap().stage;
    let found = shortest(&engine, &case(&engine, "plain-chronic")).unwrap();
    assert!(found.shortest.len() <= found.written.len(), "{found:?}");
    let danger = found.shortest.iter().take_while(|id| stage(id) == Stage::Danger).count();
    assert!(found.shortest[danger..].iter().all(|id| stage(id) != Stage::Danger), "{found:?}");
}
