//! Whether what is proved is what runs: many cases through the running engine and through the
//! clauses, every output compared.
//!
//! All inputs of a case are known, so that the clauses leave nothing to search for: going through
//! them once in their order, each clause of which all literals but one are false makes that one
//! true. `Lanes` does so for 64 cases at once. It knows nothing of gates or facts: a clause that
//! is missing, or one too many, shows as an output without a value, as a contradiction, or as
//! another value than the engine's. A few cases go through the solver itself too.

use lumbago_decision::Engine;
use lumbago_decision::circuit::{GateId, Values};
use lumbago_decision::decide::Outcome;
use lumbago_decision::derive::derive;
use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_guideline::fact::{FactId, FactKind};
use rustsat::types::{Clause, Lit};

use crate::encode::{Copy, SolverFailed};
use crate::search::Search;
use crate::sound::outputs;
use crate::space::answers_to;

/// How many cases go through the clauses at once.
const LANES: usize = 64;
/// One case in so many goes through the solver too.
const SOLVED: usize = 997;
/// Of so many cases one is compared in every gate, of those too that only claims read.
const WHOLE: usize = 64;

/// What was compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Compared {
    /// Cases through the engine and the clauses.
    pub cases: usize,
    /// Cases through the solver as well.
    pub solved: usize,
    /// Cases that were compared in every gate.
    pub whole: usize,
    /// Output bits that were compared in each case.
    pub outputs: usize,
    /// How many cases ended in each outcome: emergency, same day, incomplete, planned, out of
    /// scope.
    pub outcomes: [usize; 5],
    /// The first cases in which the two differ, with the output.
    pub differences: Vec<(FactSheet, String)>,
}

/// Compares the engine and the encoding in at least so many random and boundary cases; `seed`
/// chooses which.
///
/// # Errors
/// When the solver failed.
pub fn compare(
    engine: &Engine,
    near: &FactSheet,
    cases: usize,
    seed: u64,
    done: &mut dyn FnMut(usize),
) -> Result<Compared, SolverFailed> {
    let mut search = Search::new(engine, near)?;
    let outputs = decided(engine);
    let gates: Vec<GateId> = engine.compiled.circuit.ids().collect();
    let mut sampler = Sampler::new(engine, &search, seed);
    let mut lanes = Lanes::new(search.encoder.variables(), search.encoder.clauses());
    let mut compared = Compared { outputs: outputs.len() * 4, ..Compared::default() };
    let copy = search.copy.clone();
    let mut values = Values::default();
    while compared.cases < cases {
        let sheets: Vec<FactSheet> = (0..LANES).map(|_| sampler.next(engine)).collect();
        lanes.clear();
        for (lane, sheet) in sheets.iter().enumerate() {
            for lit in inputs(&search, &copy, sheet) {
                lanes.assume(lit, lane);
            }
        }
        lanes.propagate();
        for (lane, sheet) in sheets.iter().enumerate() {
            engine.compiled.circuit.evaluate_into(sheet, &mut values);
            let told = |lit: Lit| lanes.value(lit, lane);
            let mut wrong = differing(&outputs, &copy, &values, told);
            let outcome = engine.read(values.clone()).outcome;
            if let Some(slot) = compared.outcomes.get_mut(outcome as usize) {
                *slot += 1;
            }
            if (compared.cases + lane).is_multiple_of(WHOLE) {
                compared.whole += 1;
                let all = engine.compiled.circuit.evaluate_all(sheet);
                let other = outputs.iter().find(|gate| all.get(**gate) != values.get(**gate));
                let other = other.map(|gate| format!("gate {} in two passes", gate.index()));
                wrong = wrong.or(other).or_else(|| differing(&gates, &copy, &all, told));
            }
            if lanes.contradicts(lane) {
                wrong = Some("the clauses contradict one another".to_owned());
            }
            if wrong.is_none() && outcome_told(engine, &copy, told) != Some(outcome) {
                wrong = Some("how far one gets".to_owned());
            }
            if wrong.is_none() && (compared.cases + lane).is_multiple_of(SOLVED) {
                compared.solved += 1;
                let all: Vec<Lit> = inputs(&search, &copy, sheet);
                wrong = match search.encoder.possible(&all)? {
                    false => Some("the solver finds that the case cannot be".to_owned()),
                    true => {
                        let told = |lit| Some(search.encoder.is_true(lit));
                        differing(&outputs, &copy, &values, told)
                    }
                };
            }
            if let Some(wrong) = wrong.filter(|_| compared.differences.len() < 10) {
                compared.differences.push((sheet.clone(), wrong));
            }
        }
        compared.cases += LANES;
        done(compared.cases);
    }
    Ok(compared)
}

/// The gates of all that is decided or shown, or that the plan and the safety check read.
fn decided(engine: &Engine) -> Vec<GateId> {
    let compiled = &engine.compiled;
    let lists = compiled.findings.iter().chain(&compiled.contradictions);
    let lists = lists.chain(compiled.pages.iter().flatten());
    let lists = lists.chain(compiled.applies.iter().flatten());
    let unless = compiled.care.recommendations.iter().filter_map(|wires| wires.unless.as_ref());
    let mut gates: Vec<GateId> = lists.chain(unless).filter_map(|list| list.out).collect();
    gates.extend(compiled.needed.iter().flatten());
    gates.extend(outputs(engine));
    gates.sort_unstable();
    gates.dedup();
    gates
}

/// The literals that say what every fact of a case is, and which flags are closed.
fn inputs(search: &Search<'_>, copy: &Copy, sheet: &FactSheet) -> Vec<Lit> {
    let ids = (0u16..).map(FactId).take(copy.facts.len());
    let mut lits: Vec<Lit> = ids.flat_map(|id| search.encoder.as_on(copy, id, sheet)).collect();
    let closed = copy.closed.iter();
    lits.extend(closed.map(|(flag, lit)| if sheet.is_closed(*flag) { *lit } else { !*lit }));
    lits
}

/// The first output of which a bit is not what the engine says.
fn differing(
    outputs: &[GateId],
    copy: &Copy,
    values: &Values,
    told: impl Fn(Lit) -> Option<bool>,
) -> Option<String> {
    outputs.iter().find_map(|gate| {
        let engine = values.get(*gate).bits();
        let bits = copy.bits(*gate)?;
        let differs = (0..).zip(bits).find(|(at, lit)| told(*lit) != Some(engine >> at & 1 == 1));
        differs.map(|(at, lit)| {
            format!("gate {} bit {at}: {:?} by the clauses", gate.index(), told(lit))
        })
    })
}

/// How far one gets, read from the clauses in the order of [`Outcome`].
fn outcome_told(
    engine: &Engine,
    copy: &Copy,
    told: impl Fn(Lit) -> Option<bool>,
) -> Option<Outcome> {
    let (danger, care) = (&engine.compiled.danger, &engine.compiled.care);
    let order = [
        (danger.emergency, Outcome::Emergency),
        (care.incomplete, Outcome::Incomplete),
        (care.urgent, Outcome::SameDay),
        (care.released, Outcome::Planned),
    ];
    for (gate, outcome) in order {
        if told(copy.holds(gate)?)? {
            return Some(outcome);
        }
    }
    Some(Outcome::OutOfScope)
}

/// Unit propagation through clauses in their order, for 64 assignments at once.
struct Lanes {
    /// For each literal, the lanes in which it is known to hold.
    holds: Vec<u64>,
    /// The literals of all clauses, one clause after the other, and where each ends.
    lits: Vec<u32>,
    ends: Vec<u32>,
    /// Lanes in which a clause has no literal left that could hold.
    broken: u64,
}

impl Lanes {
    fn new(variables: u32, clauses: &[Clause]) -> Self {
        let mut lanes = Self {
            holds: vec![0; variables as usize * 2],
            lits: Vec::new(),
            ends: Vec::new(),
            broken: 0,
        };
        for clause in clauses {
            lanes.lits.extend(clause.iter().map(|lit| index(*lit) as u32));
            lanes.ends.push(u32::try_from(lanes.lits.len()).unwrap_or(u32::MAX));
        }
        lanes
    }

    fn clear(&mut self) {
        self.holds.fill(0);
        self.broken = 0;
    }

    fn assume(&mut self, lit: Lit, lane: usize) {
        if let Some(slot) = self.holds.get_mut(index(lit)) {
            *slot |= 1 << lane;
        }
    }

    fn of(&self, index: u32) -> u64 {
        self.holds.get(index as usize).copied().unwrap_or(0)
    }

    /// One pass over all clauses; a definition stands before what reads it, so one is enough.
    fn propagate(&mut self) {
        let mut start = 0;
        for position in 0..self.ends.len() {
            let end = self.ends.get(position).copied().unwrap_or(0) as usize;
            // The lanes in which none, and in which at most one, of the literals is not false.
            let (mut none, mut one) = (u64::MAX, u64::MAX);
            for at in start..end {
                let lit = self.lits.get(at).copied().unwrap_or(0);
                let is_false = self.of(lit ^ 1);
                one &= none | is_false;
                none &= is_false;
            }
            self.broken |= none;
            let unit = one & !none;
            if unit != 0 {
                for at in start..end {
                    let lit = self.lits.get(at).copied().unwrap_or(0);
                    let made = unit & !self.of(lit ^ 1);
                    if let Some(slot) = self.holds.get_mut(lit as usize) {
                        *slot |= made;
                    }
                }
            }
            start = end;
        }
    }

    fn contradicts(&self, lane: usize) -> bool {
        self.broken >> lane & 1 == 1
    }

    /// Whether a literal holds in a lane; none when the clauses leave it open.
    fn value(&self, lit: Lit, lane: usize) -> Option<bool> {
        let at = index(lit) as u32;
        match (self.of(at) >> lane & 1, self.of(at ^ 1) >> lane & 1) {
            (1, 0) => Some(true),
            (0, 1) => Some(false),
            _ => None,
        }
    }
}

/// Two places for each variable: the literal, and its opposite beside it.
fn index(lit: Lit) -> usize {
    lit.vidx() * 2 + usize::from(lit.is_neg())
}

/// Random cases: some near the worked cases, with answers on both sides of every bound; some with
/// every question answered at random; some unfinished.
struct Sampler {
    state: u64,
    bases: Vec<FactSheet>,
    /// For each fact that is asked, the answers between which rules can tell.
    answers: Vec<(FactId, Vec<State>)>,
    flags: u16,
}

impl Sampler {
    fn new(engine: &Engine, search: &Search<'_>, seed: u64) -> Self {
        let facts = &engine.guideline.facts;
        let mut bases = search.cases().to_vec();
        bases.push(search.near.clone());
        let asked = facts.iter().filter(|(_, fact)| fact.derived.is_none());
        let answers = asked.map(|(id, _)| (id, answers_to(engine, id))).collect();
        let flags = u16::try_from(engine.guideline.red_flags.len()).unwrap_or(u16::MAX);
        Self { state: seed, bases, answers, flags }
    }

    /// SplitMix64.
    fn random(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.random() % bound.max(1) as u64).unwrap_or(0)
    }

    fn next(&mut self, engine: &Engine) -> FactSheet {
        let facts = &engine.guideline.facts;
        let at = self.below(self.bases.len());
        let mut sheet = self.bases.get(at).cloned().unwrap_or_default();
        for (id, fact) in facts.iter() {
            if fact.derived.is_some() {
                sheet.set(id, State::NotAsked);
            }
        }
        let answers = std::mem::take(&mut self.answers);
        let kind = self.below(8);
        let changes = match kind {
            0..=4 => 1 + self.below(6),
            5 | 6 => 30,
            _ => answers.len() * 2,
        };
        for _ in 0..changes {
            let at = self.below(answers.len());
            let Some((id, states)) = answers.get(at) else { continue };
            let chosen = self.below(states.len() + usize::from(kind > 4));
            let answer = match facts.get(*id).map(|fact| &fact.kind) {
                // Any of the lists, not only those of one item.
                Some(FactKind::Set { options }) if self.below(2) == 0 => {
                    let all = 1u64.checked_shl(u32::try_from(options.len()).unwrap_or(64));
                    let has = self.random() & all.map_or(u64::MAX, |all| all - 1);
                    State::Known(Value::Set { has, unsure: self.below(4) == 0 })
                }
                _ => states.get(chosen).cloned().unwrap_or_default(),
            };
            sheet.set(*id, answer);
        }
        self.answers = answers;
        if self.below(4) == 0 {
            let flag = self.below(usize::from(self.flags));
            sheet.close(u16::try_from(flag).unwrap_or(0));
        }
        derive(facts, &mut sheet);
        sheet
    }
}
