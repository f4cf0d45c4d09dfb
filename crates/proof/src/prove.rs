//! Proves claims, or finds the smallest case that breaks one.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use lumbago_decision::Engine;
use lumbago_decision::circuit::{Atom, Gate, GateId};
use lumbago_decision::derive::derive;
use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_decision::input::read_sheet;
use lumbago_guideline::Entry;
use lumbago_guideline::case::Encounter;
use lumbago_guideline::checklist::Test;
use lumbago_guideline::fact::{FactId, FactKind, Stage};
use lumbago_guideline::hazard::{Claim, Hazard, Keeps, TwoCopy};
use rustsat::types::Lit;

use crate::encode::{Copy, SolverFailed};
use crate::search::Search;

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
    let mut prover =
        Prover { engine, search: Search::new(engine, near)?, seen: seen(engine, near) };
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

/// For every gate, whether it is present in a case that the guideline carries: then nobody has to
/// search for one.
fn seen(engine: &Engine, near: &FactSheet) -> Vec<bool> {
    let guideline = &engine.guideline;
    let encounters = guideline.encounters.iter().filter_map(|entry| {
        let Encounter { like, like_gate, facts, .. } = &entry.body;
        let answers = guideline.answers_of(like.as_deref(), like_gate.as_deref(), facts).ok()?;
        read_sheet(guideline, &answers, &entry.file, "", None).ok()
    });
    let mut seen = vec![false; engine.compiled.circuit.len()];
    for sheet in encounters.chain([near.clone()]) {
        let values = engine.compiled.circuit.evaluate_all(&sheet);
        for (seen, wire) in seen.iter_mut().zip(values.iter()) {
            *seen |= wire.is_definite();
        }
    }
    seen
}

struct Prover<'a> {
    engine: &'a Engine,
    search: Search<'a>,
    /// For each gate, whether some case was met in which it is present.
    seen: Vec<bool>,
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
        let Some(broken) = self.search.copy.holds(wires.broken) else {
            return Ok(Verdict::Empty { line: "nothing is claimed".to_owned() });
        };
        if self.search.encoder.possible(&[broken])? {
            let found = self.search.case(&[broken])?;
            let facts = found.map_or_else(|| self.search.near.clone(), |(facts, _)| facts);
            let values = self.engine.compiled.circuit.evaluate_all(&facts);
            let replayed =
                true_scores(self.engine, &facts) && values.get(wires.broken).is_certain();
            return Ok(Verdict::Broken { facts: Box::new(facts), after: None, replayed });
        }
        // A claim says something only if each thing that it puts together happens by itself. That
        // something is never shown at all is more than was claimed, and no gap.
        let written = claim.never.iter().flat_map(|never| never.all.iter().chain(&never.any));
        for (item, gate) in written.zip(wires.list.all.iter().chain(&wires.list.any)) {
            if matches!(item.test, Test::Shown(_)) {
                continue;
            }
            if !self.happens(*gate)? {
                return Ok(Verdict::Empty { line: item.text.clone() });
            }
        }
        Ok(Verdict::Proved)
    }

    /// Whether a gate is present in some case.
    fn happens(&mut self, gate: GateId) -> Result<bool, SolverFailed> {
        if self.seen.get(gate.index()).copied().unwrap_or(false) {
            return Ok(true);
        }
        let Some([_, definite, ..]) = self.search.copy.bits(gate) else { return Ok(false) };
        if !self.search.encoder.possible(&[definite])? {
            return Ok(false);
        }
        // One solution shows many gates at once.
        for (seen, [_, definite, ..]) in self.seen.iter_mut().zip(self.search.copy.gates()) {
            *seen |= self.search.encoder.is_true(*definite);
        }
        Ok(true)
    }

    fn two_copies(&mut self, how: TwoCopy, keeps: Keeps) -> Result<Verdict, SolverFailed> {
        let second = self.related(how, keeps)?;
        // A closing record lasts only while nothing changes, so none stands between the copies.
        let mut all: Vec<Lit> = self.search.copy.closed.values().map(|closed| !*closed).collect();
        let worse = self.worse(keeps, &second)?;
        all.push(worse);
        if !self.search.encoder.possible(&all)? {
            return Ok(Verdict::Proved);
        }
        for copy in [self.search.copy.clone(), second.clone()] {
            self.search.approach(&mut all, &copy)?;
        }
        let near = self.search.near;
        let [facts, after] = [&self.search.copy, &second]
            .map(|copy| Box::new(self.search.encoder.sheet(copy, near)));
        let replayed = self.is_worse(keeps, &facts, &after)
            && [&facts, &after].into_iter().all(|sheet| true_scores(self.engine, sheet));
        Ok(Verdict::Broken { facts, after: Some(after), replayed })
    }

    /// A literal that holds when something was not kept.
    fn worse(&mut self, keeps: Keeps, second: &Copy) -> Result<Lit, SolverFailed> {
        let mut any = Vec::new();
        for (gate, first_holds) in kept(self.engine, keeps) {
            let both = (self.search.copy.holds(gate), second.holds(gate));
            let (Some(a), Some(b)) = both else { continue };
            let pair = if first_holds { vec![a, !b] } else { vec![!a, b] };
            any.push(self.search.encoder.all(pair)?);
        }
        self.search.encoder.any(any)
    }

    /// The same as told by the running engine.
    fn is_worse(&self, keeps: Keeps, facts: &FactSheet, after: &FactSheet) -> bool {
        let [before, after] =
            [facts, after].map(|sheet| self.engine.compiled.circuit.evaluate(sheet));
        kept(self.engine, keeps).into_iter().any(|(gate, first_holds)| {
            let [a, b] = [&before, &after].map(|values| values.get(gate).is_certain());
            a != b && a == first_holds
        })
    }

    /// A second copy that differs from the first only as said.
    fn related(&mut self, how: TwoCopy, keeps: Keeps) -> Result<Copy, SolverFailed> {
        let engine = self.engine;
        let accusing = self.only_accusing(&self.levels());
        let blocking = self.only_accusing(&self.stops());
        let mut moves = BTreeMap::new();
        for (id, fact) in engine.guideline.facts.iter() {
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
            match (free, how) {
                (true, TwoCopy::Reader) => drop(moves.insert(id, None)),
                (true, _) => {
                    moves.extend(self.no_of(id, &fact.kind).map(|no| (id, Some(no))));
                }
                (false, _) => {}
            }
        }
        let free = moves.keys().copied().collect();
        let second = self.search.encoder.copy_with(&self.search.copy, &free)?;
        for (id, was_no) in moves {
            let pair = (self.search.copy.facts.get(id.index()), second.facts.get(id.index()));
            let ((Some(a), Some(b)), Some(was_no)) = (pair, was_no) else { continue };
            let becomes = match how {
                TwoCopy::NoToUnknown => b.unknown,
                _ => b.known,
            };
            // Either the same, or it was no and is now something else.
            let encoder = &mut self.search.encoder;
            let moved = encoder.literal();
            for lit in was_no {
                encoder.clause(&[!moved, lit])?;
            }
            encoder.clause(&[!moved, becomes])?;
            encoder.same_unless(moved, a, b)?;
        }
        Ok(second)
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
        Some(self.search.encoder.as_on(&self.search.copy, id, &sheet))
    }
}

/// The gates that must be kept between two copies, and whether it is losing or gaining one that
/// is worse.
fn kept(engine: &Engine, keeps: Keeps) -> Vec<(GateId, bool)> {
    let compiled = &engine.compiled;
    match keeps {
        Keeps::Urgency => compiled.danger.at_least.iter().map(|(_, gate)| (*gate, true)).collect(),
        Keeps::Medicines => {
            let tiers = compiled.care.medicines.iter().flat_map(|m| [m.person, m.clinician]);
            // Whether it passes: which one of a class is offered depends on the others.
            tiers.flatten().map(|tier| (tier.passes, false)).collect()
        }
    }
}

/// Whether every score of a sheet is what its parts make it.
fn true_scores(engine: &Engine, facts: &FactSheet) -> bool {
    let mut derived = facts.clone();
    derive(&engine.guideline.facts, &mut derived);
    derived == *facts
}
