//! Proves claims, or finds the smallest case that breaks one.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use lumbago_decision::Engine;
use lumbago_decision::circuit::{Atom, Gate, GateId};
use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_guideline::Entry;
use lumbago_guideline::checklist::Test;
use lumbago_guideline::fact::{FactId, FactKind, Stage};
use lumbago_guideline::hazard::{Claim, Hazard, Keeps, TwoCopy};
use rustsat::types::Lit;

use crate::encode::{Copy, Encoder, SolverFailed};

/// What became of a hazard.
#[derive(Debug, Clone)]
pub struct HazardResult {
    /// Its file name.
    pub id: String,
    /// Its claims.
    pub claims: Vec<ClaimResult>,
}

/// What became of a claim.
#[derive(Debug, Clone)]
pub struct ClaimResult {
    /// Its name.
    pub id: String,
    /// What was found.
    pub verdict: Verdict,
    /// How long it took.
    pub time: Duration,
}

/// What was found about a claim.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// No input breaks it, and each of its lines can hold for some input.
    Proved,
    /// No input breaks it, but a line of it never holds, so it says nothing.
    Empty {
        /// The line.
        line: String,
    },
    /// These facts break it; for two copies, the facts before and after.
    Broken {
        /// The facts, as near to a plain case as the solver could bring them.
        facts: Box<FactSheet>,
        /// The facts of the second copy.
        after: Option<Box<FactSheet>>,
        /// Whether the running engine shows the same (derived numbers are free in the proof).
        replayed: bool,
    },
}

impl HazardResult {
    /// Whether every claim is proved.
    pub fn is_proved(&self) -> bool {
        self.claims.iter().all(|claim| matches!(claim.verdict, Verdict::Proved))
    }
}

/// Proves the claims of the hazards that `wanted` accepts; `near` is a harmless case from which
/// counterexamples differ as little as possible.
///
/// # Errors
/// When the solver failed; it never does without a limit but for want of memory.
pub fn prove(
    engine: &Engine,
    near: &FactSheet,
    wanted: &dyn Fn(&Entry<Hazard>) -> bool,
    done: &mut dyn FnMut(&HazardResult),
) -> Result<Vec<HazardResult>, SolverFailed> {
    let mut encoder = Encoder::new(engine)?;
    let copy = encoder.copy()?;
    let mut prover = Prover { engine, near, encoder, copy, second: None };
    let mut results = Vec::new();
    for (index, hazard) in engine.guideline.hazards.iter().enumerate() {
        if !wanted(hazard) {
            continue;
        }
        let mut claims = Vec::new();
        for (position, claim) in hazard.body.claim.iter().enumerate() {
            let started = Instant::now();
            let verdict = match claim.two_copy {
                Some(how) => prover.two_copies(how, claim.keeps.unwrap_or(Keeps::Urgency))?,
                None => prover.one_copy(index, position, claim)?,
            };
            claims.push(ClaimResult { id: claim.id.clone(), verdict, time: started.elapsed() });
        }
        let result = HazardResult { id: hazard.id.clone(), claims };
        done(&result);
        results.push(result);
    }
    Ok(results)
}

struct Prover<'a> {
    engine: &'a Engine,
    near: &'a FactSheet,
    encoder: Encoder<'a>,
    copy: Copy,
    second: Option<Copy>,
}

impl Prover<'_> {
    fn one_copy(
        &mut self,
        hazard: usize,
        position: usize,
        claim: &Claim,
    ) -> Result<Verdict, SolverFailed> {
        let wires = self.engine.compiled.claims.get(hazard).and_then(|of| of.get(position));
        let Some(wires) = wires.cloned() else {
            return Ok(Verdict::Empty { line: "nothing is claimed".to_owned() });
        };
        let Some(broken) = self.copy.holds(wires.broken) else {
            return Ok(Verdict::Empty { line: "nothing is claimed".to_owned() });
        };
        if self.encoder.possible(&[broken])? {
            let facts = self.nearest(&[broken])?;
            let values = self.engine.compiled.circuit.evaluate_all(&facts);
            let replayed = values.get(wires.broken).is_certain();
            return Ok(Verdict::Broken { facts: Box::new(facts), after: None, replayed });
        }
        // A claim says something only if each thing that it puts together happens by itself. That
        // something is never shown at all is more than was claimed, and no gap.
        let written = claim.never.iter().flat_map(|never| never.all.iter().chain(&never.any));
        for (item, gate) in written.zip(wires.list.all.iter().chain(&wires.list.any)) {
            if matches!(item.test, Test::Shown(_)) {
                continue;
            }
            let Some([_, definite, ..]) = self.copy.bits(*gate) else { continue };
            if !self.encoder.possible(&[definite])? {
                return Ok(Verdict::Empty { line: item.text.clone() });
            }
        }
        Ok(Verdict::Proved)
    }

    /// The facts nearest to the plain case under some literals: fact after fact is made as in
    /// that case while the literals still can hold.
    fn nearest(&mut self, all: &[Lit]) -> Result<FactSheet, SolverFailed> {
        let mut kept = all.to_vec();
        for flag in self.copy.closed.values().copied().collect::<Vec<_>>() {
            self.keep(&mut kept, &[!flag])?;
        }
        let ids: Vec<FactId> = self.engine.guideline.facts.iter().map(|(id, _)| id).collect();
        for id in ids {
            let as_near = self.encoder.as_on(&self.copy, id, self.near);
            self.keep(&mut kept, &as_near)?;
        }
        self.encoder.possible(&kept)?;
        Ok(self.encoder.sheet(&self.copy))
    }

    fn keep(&mut self, kept: &mut Vec<Lit>, more: &[Lit]) -> Result<(), SolverFailed> {
        let before = kept.len();
        kept.extend(more);
        if !self.encoder.possible(kept)? {
            kept.truncate(before);
        }
        Ok(())
    }

    fn two_copies(&mut self, how: TwoCopy, keeps: Keeps) -> Result<Verdict, SolverFailed> {
        let second = match self.second.take() {
            Some(second) => second,
            None => self.encoder.copy()?,
        };
        let relation = self.relation(how, keeps, &second)?;
        let worse = self.kept(keeps, &second);
        let mut verdict = Verdict::Proved;
        for lits in worse {
            let mut all = vec![relation];
            all.extend(lits);
            if self.encoder.possible(&all)? {
                self.narrow(&mut all, &second)?;
                let facts = self.encoder.sheet(&self.copy);
                let after = self.encoder.sheet(&second);
                let [before_urgency, after_urgency] = [&facts, &after].map(|sheet| {
                    let values = self.engine.compiled.circuit.evaluate(sheet);
                    let at_least = &self.engine.compiled.danger.at_least;
                    at_least
                        .iter()
                        .find(|(_, gate)| values.get(*gate).is_certain())
                        .map(|(u, _)| *u)
                });
                let replayed = keeps != Keeps::Urgency || after_urgency < before_urgency;
                let [facts, after] = [facts, after].map(Box::new);
                verdict = Verdict::Broken { facts, after: Some(after), replayed };
                break;
            }
        }
        self.second = Some(second);
        Ok(verdict)
    }

    /// Brings two copies as near to the plain case, and to one another, as they can be.
    fn narrow(&mut self, all: &mut Vec<Lit>, second: &Copy) -> Result<(), SolverFailed> {
        let ids: Vec<FactId> = self.engine.guideline.facts.iter().map(|(id, _)| id).collect();
        for copy in [self.copy.clone(), second.clone()] {
            for flag in copy.closed.values() {
                self.keep(all, &[!*flag])?;
            }
            for id in &ids {
                let as_near = self.encoder.as_on(&copy, *id, self.near);
                self.keep(all, &as_near)?;
            }
        }
        self.encoder.possible(all)?;
        Ok(())
    }

    /// Pairs of literals, each of which would show that something was not kept.
    fn kept(&self, keeps: Keeps, second: &Copy) -> Vec<Vec<Lit>> {
        let compiled = &self.engine.compiled;
        let pair = |gate, first_holds: bool| {
            let [a, b] = [self.copy.holds(gate)?, second.holds(gate)?];
            Some(if first_holds { vec![a, !b] } else { vec![!a, b] })
        };
        match keeps {
            Keeps::Urgency => {
                compiled.danger.at_least.iter().filter_map(|(_, gate)| pair(*gate, true)).collect()
            }
            Keeps::Medicines => {
                let tiers = compiled.care.medicines.iter().flat_map(|m| [m.person, m.clinician]);
                // Whether it passes: which one of a class is offered depends on the others.
                tiers.flatten().filter_map(|tier| pair(tier.passes, false)).collect()
            }
        }
    }

    /// A literal under which the second copy differs from the first only as said.
    fn relation(&mut self, how: TwoCopy, keeps: Keeps, second: &Copy) -> Result<Lit, SolverFailed> {
        let related = self.encoder.literal();
        let engine = self.engine;
        let accusing = self.only_accusing(&self.levels());
        let blocking = self.only_accusing(&self.stops());
        let first = self.copy.clone();
        // A closing record lasts only while nothing changes, so none stands between the copies.
        for lit in first.closed.values().chain(second.closed.values()) {
            self.encoder.clause(&[!related, !*lit])?;
        }
        for ((id, fact), (a, b)) in
            engine.guideline.facts.iter().zip(first.facts.iter().zip(&second.facts))
        {
            let free = match how {
                TwoCopy::Reader => {
                    ["role", "language", "reading_level"].contains(&fact.id.as_str())
                }
                TwoCopy::NoToUnknown if keeps == Keeps::Urgency => fact.stage == Stage::Danger,
                TwoCopy::OneMoreSign => fact.stage == Stage::Danger && accusing.contains(&id),
                TwoCopy::NoToUnknown | TwoCopy::StricterGate => {
                    fact.stage == Stage::Gate && blocking.contains(&id)
                }
            };
            let changed = match (free, how) {
                (false, _) => None,
                (true, TwoCopy::Reader) => continue,
                (true, TwoCopy::NoToUnknown) => {
                    self.no_of(id, &fact.kind).map(|no| (no, b.unknown))
                }
                (true, TwoCopy::OneMoreSign | TwoCopy::StricterGate) => {
                    self.no_of(id, &fact.kind).map(|no| (no, b.known))
                }
            };
            match changed {
                None => self.encoder.same(related, a, b)?,
                Some((was_no, becomes)) => {
                    // Either the same, or it was no and is now something else.
                    let moved = self.encoder.literal();
                    for lit in was_no {
                        self.encoder.clause(&[!related, !moved, lit])?;
                    }
                    self.encoder.clause(&[!related, !moved, becomes])?;
                    self.encoder.same_unless(related, moved, a, b)?;
                }
            }
        }
        Ok(related)
    }

    /// The gates of every level of every red flag.
    fn levels(&self) -> Vec<GateId> {
        let flags = self.engine.compiled.danger.flags.iter();
        flags.flat_map(|flag| flag.levels.iter().filter_map(|level| level.list.out)).collect()
    }

    /// The gates of everything that stands in the way of a medicine.
    fn stops(&self) -> Vec<GateId> {
        let care = &self.engine.compiled.care;
        let shared = care.gates.iter().flat_map(|gate| &gate.items);
        let own = care.medicines.iter().flat_map(|medicine| &medicine.items);
        shared.chain(own).filter_map(|item| item.list.out).collect()
    }

    /// The facts whose answers can only make some gates hold, never keep one from holding: an
    /// answer that calms is no further sign.
    fn only_accusing(&self, gates: &[GateId]) -> BTreeSet<FactId> {
        let circuit = &self.engine.compiled.circuit;
        let mut accusing = BTreeSet::new();
        let mut excusing = BTreeSet::new();
        for (gate, bearing) in circuit.bearing(gates.iter().copied()) {
            let Some(Gate::Atom { atom, .. }) = circuit.gates().get(gate.index()) else { continue };
            let calms = matches!(atom, Atom::Known(_)) || bearing.excuses;
            if let Some(fact) = atom.fact().filter(|_| !matches!(atom, Atom::Asked(_))) {
                if calms {
                    excusing.insert(fact);
                } else {
                    accusing.insert(fact);
                }
            }
        }
        accusing.difference(&excusing).copied().collect()
    }

    /// The literals of the first copy that say no to a fact; none where there is no plain no.
    fn no_of(&self, id: FactId, kind: &FactKind) -> Option<Vec<Lit>> {
        let mut sheet = FactSheet::unasked(self.engine.guideline.facts.len());
        let state = match kind {
            FactKind::Choice { options } => {
                let no =
                    options.iter().position(|o| ["no", "none", "never"].contains(&o.as_str()))?;
                State::Known(Value::Choice(u16::try_from(no).ok()?))
            }
            FactKind::Set { .. } => State::Known(Value::Set { has: 0, unsure: false }),
            _ => return None,
        };
        sheet.set(id, state);
        Some(self.encoder.as_on(&self.copy, id, &sheet))
    }
}
