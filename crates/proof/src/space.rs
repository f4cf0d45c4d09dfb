//! The space of all inputs: the literals of each fact, and a sheet of facts made from them and back.

use std::collections::BTreeMap;

use lumbago_decision::Engine;
use lumbago_decision::circuit::{Atom, Gate};
use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_guideline::checklist::Comparison;
use lumbago_guideline::fact::{FactId, FactKind};
use rustsat::types::Lit;

use crate::encode::{Copy, Encoder, Solved};

/// The variables of one fact.
#[derive(Debug, Clone)]
pub struct FactLits {
    /// It has a value.
    pub known: Lit,
    /// It was answered with "not sure".
    pub unknown: Lit,
    /// A choice's or a set's options.
    pub options: Vec<Lit>,
    /// For a set: the others are unknown rather than absent.
    pub unsure: Option<Lit>,
    /// For a number: it carries its word instead.
    pub word: Option<Lit>,
    /// For a number: it is at least this many steps, in rising order.
    pub at_least: BTreeMap<i64, Lit>,
}

/// The bounds with which any rule compares each number, as the least value on their upper side.
pub(crate) fn thresholds(engine: &Engine) -> BTreeMap<FactId, Vec<i64>> {
    let mut thresholds: BTreeMap<FactId, Vec<i64>> = BTreeMap::new();
    for gate in engine.compiled.circuit.gates() {
        if let Gate::Atom { atom: Atom::Compares(fact, comparison, bound), .. } = gate {
            let cuts = thresholds.entry(*fact).or_default();
            match comparison {
                Comparison::AtLeast | Comparison::Below => cuts.push(*bound),
                Comparison::Above | Comparison::AtMost => cuts.push(bound + 1),
                Comparison::Equal => cuts.extend([*bound, bound + 1]),
            }
        }
    }
    for cuts in thresholds.values_mut() {
        cuts.sort_unstable();
        cuts.dedup();
    }
    thresholds
}

impl Encoder<'_> {
    /// The literals of one fact, with the clauses that keep them in order.
    pub(crate) fn fact(&mut self, id: FactId, kind: &FactKind) -> Solved<FactLits> {
        let known = self.fresh();
        self.in_block(known, |encoder| encoder.fact_of(known, id, kind))
    }

    fn fact_of(&mut self, known: Lit, id: FactId, kind: &FactKind) -> Solved<FactLits> {
        let unknown = self.fresh();
        self.clause(&[!known, !unknown])?;
        let mut lits = FactLits {
            known,
            unknown,
            options: Vec::new(),
            unsure: None,
            word: None,
            at_least: BTreeMap::new(),
        };
        match kind {
            FactKind::Choice { options } => {
                lits.options = options.iter().map(|_| self.fresh()).collect();
                let mut one = lits.options.clone();
                one.push(!known);
                self.clause(&one)?;
                for (position, option) in lits.options.iter().enumerate() {
                    self.clause(&[!*option, known])?;
                    for other in lits.options.iter().skip(position + 1) {
                        self.clause(&[!*option, !*other])?;
                    }
                }
            }
            FactKind::Set { options } => {
                lits.options = options.iter().map(|_| self.fresh()).collect();
                let unsure = self.fresh();
                for option in lits.options.iter().chain([&unsure]) {
                    self.clause(&[!*option, known])?;
                }
                lits.unsure = Some(unsure);
            }
            FactKind::Number { least, greatest, word, .. } => {
                let numeric = match word {
                    None => known,
                    Some(_) => {
                        let word = self.fresh();
                        self.clause(&[!word, known])?;
                        lits.word = Some(word);
                        let numeric = self.fresh();
                        self.clause(&[!numeric, known])?;
                        self.clause(&[!numeric, !word])?;
                        self.clause(&[numeric, !known, word])?;
                        numeric
                    }
                };
                let cuts = self.thresholds.get(&id).cloned().unwrap_or_default();
                let mut below: Option<Lit> = None;
                for cut in cuts {
                    let lit = if cut <= *least {
                        numeric
                    } else if cut > *greatest {
                        !self.yes()
                    } else {
                        let lit = self.fresh();
                        self.clause(&[!lit, numeric])?;
                        if let Some(lower) = below {
                            self.clause(&[!lit, lower])?;
                        }
                        lit
                    };
                    below = Some(lit);
                    lits.at_least.insert(cut, lit);
                }
            }
            FactKind::Text | FactKind::Texts => {}
        }
        Ok(lits)
    }

    /// Unless something holds, a fact is the same in two copies.
    ///
    /// # Errors
    /// When the solver has no memory left.
    pub fn same_unless(&mut self, unless: Lit, a: &FactLits, b: &FactLits) -> Solved<()> {
        let pairs = [(a.known, b.known), (a.unknown, b.unknown)]
            .into_iter()
            .chain(a.options.iter().copied().zip(b.options.iter().copied()))
            .chain(a.unsure.into_iter().zip(b.unsure))
            .chain(a.word.into_iter().zip(b.word))
            .chain(a.at_least.values().copied().zip(b.at_least.values().copied()));
        for (left, right) in pairs {
            self.clause(&[unless, !left, right])?;
            self.clause(&[unless, left, !right])?;
        }
        Ok(())
    }

    /// The facts of the last solution; a number is as near to that of another sheet as the
    /// solution lets it be.
    pub fn sheet(&self, copy: &Copy, near: &FactSheet) -> FactSheet {
        let facts = &self.engine().guideline.facts;
        let mut sheet = FactSheet::unasked(facts.len());
        for ((id, fact), lits) in facts.iter().zip(&copy.facts) {
            let state = if self.is_true(lits.unknown) {
                State::Unknown
            } else if self.is_true(lits.known) {
                State::Known(self.value(&fact.kind, lits, near.state(id)))
            } else {
                State::NotAsked
            };
            sheet.set(id, state);
        }
        for (flag, lit) in &copy.closed {
            if self.is_true(*lit) {
                sheet.close(*flag);
            }
        }
        sheet
    }

    fn value(&self, kind: &FactKind, lits: &FactLits, near: &State) -> Value {
        let chosen = || (0u16..).zip(&lits.options).filter(|(_, lit)| self.is_true(**lit));
        match kind {
            FactKind::Choice { .. } => {
                Value::Choice(chosen().map(|(option, _)| option).next().unwrap_or(0))
            }
            FactKind::Set { .. } => Value::Set {
                has: chosen().fold(0, |has, (option, _)| {
                    has | 1u64.checked_shl(u32::from(option)).unwrap_or(0)
                }),
                unsure: lits.unsure.is_some_and(|lit| self.is_true(lit)),
            },
            FactKind::Number { least, greatest, .. } => {
                if lits.word.is_some_and(|word| self.is_true(word)) {
                    return Value::Word;
                }
                let (mut from, mut to) = (*least, *greatest);
                for (cut, lit) in &lits.at_least {
                    match self.is_true(*lit) {
                        true => from = from.max(*cut),
                        false => to = to.min(cut - 1),
                    }
                }
                match near {
                    State::Known(Value::Number(near)) if from <= to => {
                        Value::Number((*near).clamp(from, to))
                    }
                    _ => Value::Number(from),
                }
            }
            FactKind::Text => Value::Text(String::new()),
            FactKind::Texts => Value::Texts(Vec::new()),
        }
    }

    /// The literals that make a fact of a copy what it is on a sheet.
    pub fn as_on(&self, copy: &Copy, id: FactId, sheet: &FactSheet) -> Vec<Lit> {
        let lits = copy.facts.get(id.index());
        lits.map(|lits| lits_of(lits, sheet.state(id))).unwrap_or_default()
    }
}

/// The literals that make a fact what it is in a state.
pub(crate) fn lits_of(lits: &FactLits, state: &State) -> Vec<Lit> {
    let is = |lit: Lit, holds: bool| if holds { lit } else { !lit };
    let value = match state {
        State::NotAsked => return vec![!lits.known, !lits.unknown],
        State::Unknown => return vec![lits.unknown],
        State::Known(value) => value,
    };
    let mut all = vec![lits.known];
    match value {
        Value::Choice(option) => all.extend(lits.options.get(usize::from(*option)).copied()),
        Value::Set { has, unsure } => {
            let options = lits.options.iter().enumerate();
            all.extend(options.map(|(at, lit)| is(*lit, has >> at & 1 == 1)));
            all.extend(lits.unsure.map(|lit| is(lit, *unsure)));
        }
        Value::Number(number) => {
            all.extend(lits.word.map(|word| !word));
            all.extend(lits.at_least.iter().map(|(cut, lit)| is(*lit, number >= cut)));
        }
        Value::Word => all.extend(lits.word),
        Value::Text(_) | Value::Texts(_) => {}
    }
    all
}

/// Answers to a question between which every rule can tell: not sure, each option alone, none of
/// a set, and the numbers on both sides of each bound.
pub(crate) fn answers_to(engine: &Engine, id: FactId) -> Vec<State> {
    let Some(fact) = engine.guideline.facts.get(id) else { return Vec::new() };
    let mut answers = vec![State::Unknown];
    let mut known = |value| answers.push(State::Known(value));
    match &fact.kind {
        FactKind::Choice { options } => {
            (0u16..).zip(options).for_each(|(option, _)| known(Value::Choice(option)));
        }
        FactKind::Set { options } => {
            known(Value::Set { has: 0, unsure: false });
            known(Value::Set { has: 0, unsure: true });
            for (at, _) in (0u32..).zip(options) {
                let has = 1u64.checked_shl(at).unwrap_or(0);
                known(Value::Set { has, unsure: false });
                known(Value::Set { has, unsure: true });
            }
        }
        FactKind::Number { least, greatest, word, .. } => {
            let bounds = thresholds(engine).remove(&id).unwrap_or_default();
            let sides = bounds.iter().flat_map(|bound| [bound - 1, *bound, bound + 1]);
            let sides = sides.chain([*least, *greatest]);
            let mut sides: Vec<i64> =
                sides.filter(|side| (*least..=*greatest).contains(side)).collect();
            sides.sort_unstable();
            sides.dedup();
            sides.into_iter().for_each(|side| known(Value::Number(side)));
            if word.is_some() {
                known(Value::Word);
            }
        }
        FactKind::Text | FactKind::Texts => {}
    }
    answers
}
