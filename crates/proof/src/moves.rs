//! How the answers to a fact may differ from one copy to the other, and the clauses that say so.

use std::collections::{BTreeMap, BTreeSet};

use lumbago_decision::Engine;
use lumbago_decision::circuit::Gate;
use lumbago_decision::facts::{State, Value};
use lumbago_guideline::fact::{FactId, FactKind, Stage};
use lumbago_guideline::hazard::{Keeps, TwoCopy};
use lumbago_guideline::texts::signs::{Course, Worse};
use rustsat::types::Lit;

use crate::encode::{Encoder, Solved};
use crate::space::{FactLits, lits_of};

/// The facts that say who reads.
const READER: [&str; 3] = ["role", "language", "reading_level"];

/// How the answer to one fact may differ.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Move {
    /// In any way.
    Anyhow,
    /// It was no and is now "not sure".
    Unsure(State),
    /// It is worse now, in the course that `signs.toml` gives.
    Worse(Course),
    /// It was known and is worse now: a part of a score, and the score itself. The score can be
    /// reckoned in both copies then, or in none.
    KnownWorse(Course),
}

/// How each fact may differ that may differ at all, or the line that says why nothing is proved.
pub(crate) fn moves(
    engine: &Engine,
    how: TwoCopy,
    keeps: Keeps,
) -> Result<BTreeMap<FactId, Move>, String> {
    let facts = &engine.guideline.facts;
    let mut moves = BTreeMap::new();
    match how {
        TwoCopy::Reader => {
            for name in READER {
                let (id, _) = facts.find(name).ok_or_else(|| format!("there is no fact {name}"))?;
                moves.insert(id, Move::Anyhow);
            }
        }
        TwoCopy::NoToUnknown => {
            let deniable: Vec<FactId> = match keeps {
                Keeps::Urgency => facts.iter().map(|(id, _)| id).collect(),
                Keeps::Medicines => read_by_gates(engine),
            };
            for id in deniable {
                let fact = facts.get(id).filter(|fact| fact.derived.is_none());
                let signs = &engine.guideline.texts.signs;
                let fact = fact.filter(|fact| !signs.held_when_unsure(fact, keeps));
                let no = fact.and_then(|fact| plain_no(&fact.kind));
                moves.extend(no.map(|no| (id, Move::Unsure(no))));
            }
        }
        TwoCopy::OneMoreSign => worse(engine, keeps, read_by_flags(engine), &mut moves)?,
        TwoCopy::StricterGate => worse(engine, keeps, read_by_gates(engine), &mut moves)?,
    }
    add_scores(engine, how, keeps, &mut moves);
    match moves.is_empty() {
        true => Err("no answer may differ".to_owned()),
        false => Ok(moves),
    }
}

/// The facts that any level of any red flag reads.
fn read_by_flags(engine: &Engine) -> Vec<FactId> {
    let flags = engine.compiled.danger.flags.iter();
    let levels = flags.flat_map(|flag| flag.levels.iter().filter_map(|level| level.list.out));
    let circuit = &engine.compiled.circuit;
    let gates = circuit.bearing(levels).into_iter();
    let facts = gates.filter_map(|(gate, _)| match circuit.gates().get(gate.index()) {
        Some(Gate::Atom { atom, .. }) => atom.fact(),
        _ => None,
    });
    facts.collect::<BTreeSet<FactId>>().into_iter().collect()
}

/// The questions before a medicine.
fn read_by_gates(engine: &Engine) -> Vec<FactId> {
    let asked = engine.guideline.facts.iter().filter(|(_, fact)| fact.stage == Stage::Gate);
    asked.map(|(id, _)| id).collect()
}

fn worse(
    engine: &Engine,
    keeps: Keeps,
    read: Vec<FactId>,
    moves: &mut BTreeMap<FactId, Move>,
) -> Result<(), String> {
    let facts = &engine.guideline.facts;
    let signs = &engine.guideline.texts.signs;
    let course = |id: FactId| {
        let fact = facts.get(id).filter(|fact| fact.derived.is_none());
        fact.map_or(Ok(Course::Held), |fact| {
            let untold = || format!("signs.toml does not say which answer to {} is worse", fact.id);
            signs.course(fact, keeps).ok_or_else(untold)
        })
    };
    let parts = |score: FactId| {
        let derived = facts.get(score).and_then(|fact| fact.derived.as_ref());
        derived.map(|derivation| derivation.of.clone()).unwrap_or_default()
    };
    for id in read {
        for part in parts(id) {
            match course(part)? {
                Course::Held => {}
                course => drop(moves.insert(part, Move::KnownWorse(course))),
            }
        }
        match course(id)? {
            Course::Held => {}
            course if keeps == Keeps::Medicines => {
                // Of a medicine an answer that is open stands in the way as much as a bad one.
                moves.entry(id).or_insert(Move::KnownWorse(course));
            }
            course => drop(moves.entry(id).or_insert(Move::Worse(course))),
        }
    }
    // A part may have been met as a fact of its own before.
    for (_, fact) in facts.iter() {
        for part in fact.derived.iter().flat_map(|derivation| &derivation.of) {
            if let Some(slot) = moves.get_mut(part)
                && let Move::Worse(course) = slot
            {
                *slot = Move::KnownWorse(course.clone());
            }
        }
    }
    Ok(())
}

/// A score that is made from an answer may change with it: as `signs.toml` says where every part
/// moves as it says, and else in any way.
fn add_scores(engine: &Engine, how: TwoCopy, keeps: Keeps, moves: &mut BTreeMap<FactId, Move>) {
    let signs = &engine.guideline.texts.signs;
    for (id, fact) in engine.guideline.facts.iter() {
        let Some(derivation) = &fact.derived else { continue };
        if !derivation.of.iter().any(|part| moves.contains_key(part)) {
            continue;
        }
        let worse = matches!(how, TwoCopy::OneMoreSign | TwoCopy::StricterGate);
        let score = match signs.course(fact, keeps).filter(|_| worse) {
            Some(course @ Course::Number(_)) => Move::KnownWorse(course),
            _ => Move::Anyhow,
        };
        moves.insert(id, score);
    }
}

/// The answer that says no; none where there is no plain no.
fn plain_no(kind: &FactKind) -> Option<State> {
    match kind {
        FactKind::Choice { options } => {
            let no = options.iter().position(|option| Some(option.as_str()) == kind.denial())?;
            Some(State::Known(Value::Choice(u16::try_from(no).ok()?)))
        }
        FactKind::Set { .. } => Some(State::Known(Value::Set { has: 0, unsure: false })),
        _ => None,
    }
}

impl Move {
    /// Whether an answer may become another.
    pub fn allows(&self, from: &State, to: &State) -> bool {
        let (course, asked_before) = match self {
            _ if from == to => return true,
            Self::Anyhow => return true,
            Self::Unsure(no) => return from == no && *to == State::Unknown,
            Self::Worse(course) => (course, false),
            Self::KnownWorse(course) => (course, true),
        };
        let State::Known(to) = to else { return false };
        match (course, from, to) {
            (_, State::NotAsked | State::Unknown, _) if asked_before => false,
            (Course::Held, ..) => false,
            (Course::Answers(order, from_unsure), from, Value::Choice(to)) => {
                let rank = |option: &u16| order.iter().position(|own| own == option);
                let Some(to) = rank(to).filter(|rank| *rank > 0) else { return false };
                match from {
                    // An answer that is not the worst denies the worse ones.
                    State::NotAsked => to + 1 == order.len(),
                    State::Unknown => *from_unsure,
                    State::Known(Value::Choice(from)) => rank(from).is_some_and(|from| from < to),
                    State::Known(_) => false,
                }
            }
            (Course::Items, from, Value::Set { has, unsure }) => match from {
                _ if *has == 0 => false,
                // A list that is told whole denies what is not on it.
                State::NotAsked | State::Unknown => *unsure,
                State::Known(Value::Set { has: had, unsure: was }) => {
                    had & !has == 0 && (!was || *unsure)
                }
                State::Known(_) => false,
            },
            (Course::Number(worse), from, Value::Number(to)) => match from {
                State::NotAsked | State::Known(Value::Word) => true,
                // Whether it is the worst is known only to whoever knows the bounds.
                State::Unknown => false,
                State::Known(Value::Number(from)) => match worse {
                    Worse::More => from <= to,
                    Worse::Less => from >= to,
                },
                State::Known(_) => false,
            },
            _ => false,
        }
    }
}

impl Encoder<'_> {
    /// Clauses that let a fact of a second copy differ from the first only as a move says, and the
    /// literal under which it may; none where it may in any way.
    pub(crate) fn move_fact(
        &mut self,
        how: &Move,
        a: &FactLits,
        b: &FactLits,
    ) -> Solved<Option<Lit>> {
        // They tie the second copy's block to the first's: the same there as here always fits.
        self.in_block(b.known, |encoder| encoder.move_of(how, a, b))
    }

    fn move_of(&mut self, how: &Move, a: &FactLits, b: &FactLits) -> Solved<Option<Lit>> {
        let moved = self.literal();
        let (course, asked_before) = match how {
            Move::Anyhow => return Ok(None),
            Move::Unsure(no) => {
                for lit in lits_of(a, no) {
                    self.clause(&[!moved, lit])?;
                }
                self.clause(&[!moved, b.unknown])?;
                self.same_unless(moved, a, b)?;
                return Ok(Some(moved));
            }
            Move::Worse(course) => (course, false),
            Move::KnownWorse(course) => (course, true),
        };
        self.same_unless(moved, a, b)?;
        self.clause(&[!moved, b.known])?;
        if asked_before {
            self.clause(&[!moved, a.known])?;
        }
        match course {
            Course::Held => self.clause(&[!moved])?,
            Course::Answers(order, from_unsure) => {
                if !from_unsure {
                    self.clause(&[!moved, !a.unknown])?;
                }
                self.move_choice(moved, order, a, b)?;
            }
            Course::Items => {
                let some = std::iter::once(!moved).chain(b.options.iter().copied());
                self.clause(&some.collect::<Vec<_>>())?;
                for (had, has) in a.options.iter().zip(&b.options) {
                    self.clause(&[!moved, !*had, *has])?;
                }
                if let (Some(was), Some(is)) = (a.unsure, b.unsure) {
                    self.clause(&[!moved, !was, is])?;
                    self.clause(&[!moved, a.known, is])?;
                }
            }
            Course::Number(worse) => {
                self.clause(&[!moved, !a.unknown])?;
                if let Some(word) = b.word {
                    self.clause(&[!moved, !word])?;
                }
                for (from, to) in a.at_least.values().zip(b.at_least.values()) {
                    match worse {
                        Worse::More => self.clause(&[!moved, !*from, *to])?,
                        Worse::Less => {
                            let mut clause = vec![!moved, *from, !*to, !a.known];
                            clause.extend(a.word);
                            self.clause(&clause)?;
                        }
                    }
                }
            }
        }
        Ok(Some(moved))
    }

    fn move_choice(&mut self, moved: Lit, order: &[u16], a: &FactLits, b: &FactLits) -> Solved<()> {
        let rank = |option: usize| order.iter().position(|own| usize::from(*own) == option);
        for (at, to) in b.options.iter().enumerate() {
            let Some(to_rank) = rank(at).filter(|rank| *rank > 0) else {
                self.clause(&[!moved, !*to])?;
                continue;
            };
            for (at, from) in a.options.iter().enumerate() {
                if rank(at).is_none_or(|from| from >= to_rank) {
                    self.clause(&[!moved, !*to, !*from])?;
                }
            }
            if to_rank + 1 < order.len() {
                self.clause(&[!moved, !*to, a.known])?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at once when something is not as it says")]
mod tests {
    use lumbago_decision::derive::derive;
    use lumbago_decision::facts::FactSheet;

    use super::*;
    use crate::support::{engine, folder};

    #[test]
    fn a_score_gets_worse_as_signs_toml_says_when_its_parts_do() {
        let (engine, _) = engine(&folder("guideline"));
        let facts = &engine.guideline.facts;
        let moves = moves(&engine, TwoCopy::OneMoreSign, Keeps::Urgency).unwrap();
        let mut state = 1u64;
        let mut random = |bound: i64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            i64::try_from(state >> 33).unwrap() % bound.max(1)
        };
        let mut tried = 0;
        let scores = moves.iter().filter(|(id, how)| {
            let derived = facts.get(**id).is_some_and(|fact| fact.derived.is_some());
            derived && **how != Move::Anyhow
        });
        for (id, how) in scores {
            let parts = &facts.get(*id).unwrap().derived.as_ref().unwrap().of;
            for _ in 0..500 {
                let mut before = FactSheet::unasked(facts.len());
                let mut after = before.clone();
                for part in parts {
                    let FactKind::Number { least, greatest, .. } = facts.get(*part).unwrap().kind
                    else {
                        continue;
                    };
                    let mut number =
                        || State::Known(Value::Number(least + random(greatest - least + 1)));
                    let (one, other) = (number(), number());
                    let held = !moves.contains_key(part);
                    let allowed = moves.get(part).is_some_and(|part| part.allows(&one, &other));
                    let (from, to) = match (held, allowed, random(4)) {
                        (_, _, 0) => (State::NotAsked, State::NotAsked),
                        (_, _, 1) => (State::Unknown, State::Unknown),
                        (true, ..) => (one.clone(), one),
                        (_, true, _) => (one, other),
                        (_, false, _) => (other, one),
                    };
                    before.set(*part, from);
                    after.set(*part, to);
                }
                derive(facts, &mut before);
                derive(facts, &mut after);
                let (from, to) = (before.state(*id), after.state(*id));
                assert!(how.allows(from, to), "{}: {from:?} -> {to:?}", facts.name(*id));
                tried += usize::from(from != to);
            }
        }
        assert!(tried > 100, "only {tried} scores moved");
    }
}
