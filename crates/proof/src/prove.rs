//! Proves claims, or finds the smallest case that breaks one.

use std::time::{Duration, Instant};

use lumbago_decision::Engine;
use lumbago_decision::circuit::GateId;
use lumbago_decision::compile::ListWires;
use lumbago_decision::facts::FactSheet;
use lumbago_guideline::Entry;
use lumbago_guideline::checklist::{Item, Test};
use lumbago_guideline::hazard::{Claim, Hazard, Keeps, TwoCopy};
use lumbago_guideline::shown::Shown;

use crate::cone::Cone;
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
    let search = Search::new(engine, near)?;
    let mut prover = Prover { engine, search, breaking: Cone::default(), settled: Vec::new() };
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
                            // In a solver of its own: in the shared one each later solution
                            // would go through the second copies too.
                            let mut search = Search::new(engine, near)?;
                            let verdict = two_copies(&mut search, how, keeps)?;
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
    /// What was asked of whether a claim can be broken.
    breaking: Cone,
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
        if self.breaking.possible(&self.search.encoder, &[broken])? {
            let found = self.search.case(&[broken])?;
            let facts = found.map_or_else(|| self.search.near.clone(), |(facts, _)| facts);
            let values = self.engine.compiled.circuit.evaluate_all(&facts);
            let replayed =
                true_scores(self.engine, &facts) && values.get(wires.broken).is_certain();
            return Ok(Verdict::Broken { facts: Box::new(facts), after: None, replayed });
        }
        match self.says_nothing(claim, &wires.list)? {
            Some(line) => Ok(Verdict::Empty { line }),
            None => Ok(Verdict::Proved),
        }
    }

    /// The lines of a claim that cannot hold, by themselves or with one another; none when it says
    /// something. What a claim presumes (the answers, what was closed, how far one gets, how
    /// urgent it is) must be able to happen; that something else is never shown at all is more
    /// than was claimed, and no gap.
    fn says_nothing(
        &mut self,
        claim: &Claim,
        wires: &ListWires,
    ) -> Result<Option<String>, SolverFailed> {
        let Some(never) = &claim.never else { return Ok(None) };
        for (item, gate) in
            never.all.iter().chain(&never.any).zip(wires.all.iter().chain(&wires.any))
        {
            let shown = matches!(item.test, Test::Shown(_)) && premise(&item.test).is_none();
            if !shown && !self.search.together(&[(*gate, true)])? {
                return Ok(Some(item.text.clone()));
            }
        }
        for kind in [Premise::Answers, Premise::Outcome, Premise::Urgency] {
            let part = |(item, gate): (&Item, &GateId), holds: bool| {
                let own = premise(&item.test) == Some(kind);
                own.then(|| Part { text: item.text.clone(), gate: *gate, holds })
            };
            let all = never.all.iter().zip(&wires.all).filter_map(|line| part(line, true));
            let none = never.none.iter().zip(&wires.none).filter_map(|line| part(line, false));
            let all: Vec<Part> = all.chain(none).collect();
            let any = never.any.iter().zip(&wires.any).filter_map(|line| part(line, true));
            let any: Vec<Part> = any.collect();
            let with_each = any.chunks(1).chain(any.is_empty().then_some(any.as_slice()));
            for one in with_each {
                let parts: Vec<&Part> = all.iter().chain(one).collect();
                if !self.together(&parts)? {
                    let texts: Vec<String> = parts.iter().map(|part| part.told()).collect();
                    return Ok(Some(texts.join("` with `")));
                }
            }
        }
        Ok(None)
    }

    /// Whether some lines can hold, and others not, in one case.
    fn together(&mut self, parts: &[&Part]) -> Result<bool, SolverFailed> {
        let holds: Vec<(GateId, bool)> = parts.iter().map(|part| (part.gate, part.holds)).collect();
        self.search.together(&holds)
    }
}

/// A line of a claim that must be able to hold, or under `none` not to be certain.
struct Part {
    text: String,
    gate: GateId,
    holds: bool,
}

impl Part {
    fn told(&self) -> String {
        let not = if self.holds { "" } else { "not certain: " };
        format!("{not}{}", self.text)
    }
}

/// What a line of a claim speaks of. Lines of one kind must be able to hold together; those of
/// different kinds need not, for that is what a claim denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Premise {
    /// Answers, and flags that were closed.
    Answers,
    /// How far one gets.
    Outcome,
    /// The urgency that is shown.
    Urgency,
}

/// What a line speaks of; none for what the guideline makes of the answers.
fn premise(test: &Test) -> Option<Premise> {
    match test {
        Test::Shown(Shown::Outcome(_)) => Some(Premise::Outcome),
        Test::Shown(Shown::Urgency(..)) => Some(Premise::Urgency),
        Test::Shown(Shown::Closed(_)) | Test::Finding(_) => Some(Premise::Answers),
        Test::Possibly(of) | Test::Certainly(of) => premise(of),
        _ => test.fact().map(|_| Premise::Answers),
    }
}
