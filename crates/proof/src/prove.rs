//! Proves claims, or finds the smallest case that breaks one.

use std::time::{Duration, Instant};

use lumbago_decision::Engine;
use lumbago_decision::facts::FactSheet;
use lumbago_guideline::Entry;
use lumbago_guideline::checklist::Test;
use lumbago_guideline::hazard::{Claim, Hazard, Keeps, TwoCopy};

use crate::encode::SolverFailed;
use crate::search::{Search, true_scores};
use crate::two_copy::two_copies;

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
    let mut prover = Prover { engine, search: Search::new(engine, near)?, settled: Vec::new() };
    let mut results = Vec::new();
    for (index, hazard) in engine.guideline.hazards.iter().enumerate() {
        if !wanted(hazard) {
            continue;
        }
        let mut claims = Vec::new();
        for (position, claim) in hazard.body.claim.iter().enumerate() {
            let started = Instant::now();
            let verdict = match claim.two_copy {
                Some(how) => {
                    let keeps = claim.keeps.unwrap_or(Keeps::Urgency);
                    // Several hazards rest on the same claim about two copies.
                    match prover.settled.iter().find(|(key, _)| *key == (how, keeps)) {
                        Some((_, verdict)) => verdict.clone(),
                        None => {
                            let verdict = two_copies(&mut prover.search, how, keeps)?;
                            prover.settled.push(((how, keeps), verdict.clone()));
                            verdict
                        }
                    }
                }
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
    search: Search<'a>,
    /// What was found about two copies.
    settled: Vec<((TwoCopy, Keeps), Verdict)>,
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
            if !self.search.happens(*gate)? {
                return Ok(Verdict::Empty { line: item.text.clone() });
            }
        }
        Ok(Verdict::Proved)
    }
}
