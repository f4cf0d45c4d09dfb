//! What catches a change: a case, an encounter, a claim, the linter, or a plan that reads otherwise.

use std::cell::Cell;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use lumbago_decision::Engine;
use lumbago_decision::check::{CaseSheet, CaseSheets, check, encounter_failure};
use lumbago_decision::circuit::{Circuit, Gate, GateId};
use lumbago_decision::compile::{ClaimWires, compile};
use lumbago_decision::facts::FactSheet;
use lumbago_decision::input::read_sheet;
use lumbago_guideline::answers::Answers;
use lumbago_guideline::case::{Encounter, RuleCase};
use lumbago_guideline::finding::Finding;
use lumbago_guideline::hazard::Hazard;
use lumbago_guideline::problem::Severity;
use lumbago_guideline::{Entry, Guideline};

use super::suggest::Kept;
use super::{Context, Mutant};
use crate::encode::{Encoder, SolverFailed};
use crate::prove::prove;

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caught {
    /// It names nothing that exists, or goes in a circle.
    DoesNotCompile,
    /// A case inside a file fails.
    Case(String),
    /// A whole encounter decides otherwise than it expects.
    Encounter(String),
    /// A claim about this hazard can be broken, or says nothing any more.
    Proof(String),
    /// The linter finds an error.
    Lint(String),
    /// The plan of this encounter reads otherwise.
    Plan(String),
    /// It changes nothing for any input.
    Equivalent,
    /// Nothing catches it.
    Survived,
}

/// How the plan of an encounter reads.
pub type Reads<'a> = &'a dyn Fn(&Engine, &Entry<Encounter>) -> String;

/// A guideline with all that may catch a change of it, made ready once.
pub struct Bench<'a> {
    pub(super) base: Engine,
    pub(super) engine: Engine,
    near: &'a FactSheet,
    /// Only the cases and the encounters.
    quick: bool,
    reads: Reads<'a>,
    pub(super) sheets: CaseSheets,
    /// The base cases themselves, as cases in no file.
    pub(super) plain: Vec<CaseSheet>,
    /// The cases of the classes laid over each base case, and the encounters.
    pub(super) others: Vec<CaseSheet>,
    pub(super) kept: Vec<Kept>,
    plans: Vec<String>,
    hashes: Hashes,
}

/// What the circuit says, by hazard, by shape and not by position.
#[derive(Debug, Default, PartialEq, Eq)]
struct Hashes {
    claims: Vec<Vec<u64>>,
    urgency: Vec<u64>,
    medicines: Vec<u64>,
}

impl<'a> Bench<'a> {
    /// Makes everything ready; `near` is a harmless case for [`prove`], and a `quick` bench asks
    /// the cases and encounters alone.
    pub fn new(engine: Engine, near: &'a FactSheet, quick: bool, reads: Reads<'a>) -> Self {
        let sheets = CaseSheets::new(&engine);
        let plans = engine.guideline.encounters.iter().map(|entry| reads(&engine, entry)).collect();
        let hashes = Hashes::of(&engine);
        let plain = plain(&engine.guideline);
        let others = others(&engine.guideline, &sheets, &plain);
        let base = engine.clone();
        Self {
            base,
            engine,
            near,
            quick,
            reads,
            sheets,
            plain,
            others,
            kept: Vec::new(),
            plans,
            hashes,
        }
    }

    /// The engine without any change.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// What catches a change; the guideline is afterwards as it was.
    ///
    /// # Errors
    /// When the solver failed.
    pub fn try_out(&mut self, mutant: &mut Mutant) -> Result<Caught, SolverFailed> {
        let file = mutant.place.file.clone();
        match self.changed(mutant, |bench| bench.by_cases(&file)) {
            None => return Ok(Caught::DoesNotCompile),
            Some(Some(caught)) => return Ok(caught),
            Some(None) => {}
        }
        if self.quick {
            return Ok(Caught::Survived);
        }
        if self.changes_nothing(mutant)? {
            return Ok(Caught::Equivalent);
        }
        match self.changed(mutant, |bench| bench.by_proof_or_plan()) {
            None => Ok(Caught::DoesNotCompile),
            Some(verdict) => verdict,
        }
    }

    /// Does something while a change is made; nothing when the change does not compile.
    pub(super) fn changed<T>(
        &mut self,
        mutant: &mut Mutant,
        then: impl FnOnce(&Self) -> T,
    ) -> Option<T> {
        (mutant.edit)(&mut self.engine.guideline);
        let done = compile(&self.engine.guideline).ok().map(|compiled| {
            let before = std::mem::replace(&mut self.engine.compiled, compiled);
            let done = then(self);
            self.engine.compiled = before;
            done
        });
        (mutant.edit)(&mut self.engine.guideline);
        done
    }

    /// The cases of the file itself first: they are the likeliest to catch it.
    fn by_cases(&self, file: &str) -> Option<Caught> {
        let engine = &self.engine;
        let own = |of: &str| file.ends_with(of);
        let case = self.sheets.first_failure(engine, &own);
        let case = case.or_else(|| self.sheets.first_failure(engine, &|of| !own(of)));
        if let Some(problem) = case {
            return Some(Caught::Case(problem.place.file));
        }
        let failed = engine
            .guideline
            .encounters
            .iter()
            .find(|entry| encounter_failure(engine, entry).is_some());
        failed.map(|entry| Caught::Encounter(entry.id.clone()))
    }

    fn by_proof_or_plan(&self) -> Result<Caught, SolverFailed> {
        let engine = &self.engine;
        let now = Hashes::of(engine);
        let wanted: Vec<bool> = (0..engine.guideline.hazards.len())
            .map(|at| now.differs(&self.hashes, at, &engine.guideline))
            .collect();
        if let Some(hazard) = self.broken_by_a_case(&wanted) {
            return Ok(Caught::Proof(hazard));
        }
        let report = check(engine, None);
        let error = report.problems.iter().find(|problem| problem.severity == Severity::Error);
        if let Some(problem) = error {
            return Ok(Caught::Lint(problem.rule.clone()));
        }
        let encounters = engine.guideline.encounters.iter().zip(&self.plans);
        let mut other = encounters.filter(|(entry, plan)| (self.reads)(engine, entry) != **plan);
        if let Some((entry, _)) = other.next() {
            return Ok(Caught::Plan(entry.id.clone()));
        }
        // The solver comes last: it takes longer than all that stands before it.
        let disproved = self.disproved(&wanted)?;
        Ok(disproved.map_or(Caught::Survived, Caught::Proof))
    }

    /// A hazard of which a claim is broken by the facts of a case: what the solver would find too.
    fn broken_by_a_case(&self, wanted: &[bool]) -> Option<String> {
        if !wanted.contains(&true) {
            return None;
        }
        let compiled = &self.engine.compiled;
        for sheet in self.sheets.iter().filter_map(|case| case.sheet.as_ref()) {
            let values = compiled.circuit.evaluate_all(sheet);
            let hazards = self.engine.guideline.hazards.iter().zip(&compiled.claims);
            let mut broken = hazards.zip(wanted).filter(|((hazard, claims), wanted)| {
                let claims = hazard.body.claim.iter().zip(*claims);
                **wanted
                    && claims
                        .filter(|(claim, _)| claim.never.is_some())
                        .any(|(_, wires)| values.get(wires.broken).is_certain())
            });
            if let Some(((hazard, _), _)) = broken.next() {
                return Some(hazard.id.clone());
            }
        }
        None
    }

    fn disproved(&self, wanted: &[bool]) -> Result<Option<String>, SolverFailed> {
        let hazards = &self.engine.guideline.hazards;
        let names: Vec<&str> = hazards
            .iter()
            .zip(wanted)
            .filter(|(_, wanted)| **wanted)
            .map(|(hazard, _)| hazard.id.as_str())
            .collect();
        if names.is_empty() {
            return Ok(None);
        }
        // One that fails is enough: after it no other is wanted.
        let failed = Cell::new(false);
        let wanted = |entry: &Entry<Hazard>| !failed.get() && names.contains(&entry.id.as_str());
        let results = prove(&self.engine, self.near, &wanted, &mut |result| {
            failed.set(failed.get() || !result.is_proved());
        })?;
        Ok(results.into_iter().find(|result| !result.is_proved()).map(|result| result.id))
    }

    /// Whether the condition before and the one after agree on every input, wherever the condition
    /// is read: both are laid into the guideline as findings that nothing reads.
    fn changes_nothing(&self, mutant: &Mutant) -> Result<bool, SolverFailed> {
        let Some((before, after, context)) = &mutant.lists else { return Ok(false) };
        let mut guideline = self.engine.guideline.clone();
        let Some(sample) = guideline.findings.first().cloned() else { return Ok(false) };
        for (name, list) in [(" before", before), (" after", after)] {
            let body = sample.body.with(list.clone());
            guideline.findings.push(Finding { id: name.to_owned(), body, ..sample.clone() });
        }
        guideline.hazards.clear();
        let Ok(engine) = Engine::new(guideline) else { return Ok(false) };
        let care = &engine.compiled.care;
        let danger = &engine.compiled.danger;
        let lasting: Vec<_> = match context {
            Context::Anywhere => Vec::new(),
            Context::Plan => vec![care.released],
            Context::FullPlan => vec![care.released, care.full_scope],
            Context::Looked => vec![danger.danger_asked],
        };
        let mut encoder = Encoder::new(&engine)?;
        let copy = encoder.copy()?;
        let [.., a, b] = engine.compiled.findings.as_slice() else { return Ok(false) };
        let (Some(a), Some(b)) = (a.out, b.out) else { return Ok(false) };
        let (Some(a), Some(b)) = (copy.bits(a), copy.bits(b)) else { return Ok(false) };
        let lasting: Vec<_> = lasting.into_iter().filter_map(|gate| copy.holds(gate)).collect();
        for (a, b) in a.into_iter().zip(b) {
            for other in [[a, !b], [!a, b]] {
                if encoder.possible(&[&lasting[..], &other[..]].concat())? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }
}

/// The base cases, alone and with every gate question answered harmlessly.
fn plain(guideline: &Guideline) -> Vec<CaseSheet> {
    let mut plain = Vec::new();
    for name in guideline.bases.keys() {
        for gate in [None, Some("clear".to_owned())] {
            let case = RuleCase {
                name: name.replace('-', " "),
                like: Some(name.clone()),
                like_gate: gate,
                given: Answers::default(),
                item: None,
                then: String::new(),
            };
            let answers = guideline.answers_of(Some(name), case.like_gate.as_deref(), &case.given);
            let sheet = answers.ok().and_then(|a| read_sheet(guideline, &a, name, "", None).ok());
            plain.push(CaseSheet { file: String::new(), case, sheet });
        }
    }
    plain
}

/// The answers of the cases of classes over each base case, so that the class stands in a whole
/// interview; and the encounters, which are whole ones.
fn others(guideline: &Guideline, sheets: &CaseSheets, plain: &[CaseSheet]) -> Vec<CaseSheet> {
    let mut others = Vec::new();
    let mut add = |case: RuleCase| {
        let (like, gate) = (case.like.as_deref(), case.like_gate.as_deref());
        let answers = guideline.answers_of(like, gate, &case.given).ok();
        let sheet = answers.and_then(|a| read_sheet(guideline, &a, &case.name, "", None).ok());
        others.push(CaseSheet { file: String::new(), case, sheet });
    };
    for entry in &guideline.encounters {
        let Encounter { title, like, like_gate, facts, .. } = entry.body.clone();
        let closed = facts.0.iter().any(|given| given.name == "closed");
        if !closed {
            let (name, then) = (title, String::new());
            add(RuleCase { name, like, like_gate, given: facts, item: None, then });
        }
    }
    for of_class in sheets.iter().filter(|case| case.file.contains("classes/")) {
        for base in plain {
            add(RuleCase {
                name: format!("{}: {}", base.case.name, of_class.case.name),
                given: of_class.case.given.clone(),
                ..base.case.clone()
            });
        }
    }
    others
}

impl Hashes {
    fn of(engine: &Engine) -> Self {
        let compiled = &engine.compiled;
        let shapes = shapes(&compiled.circuit);
        let of = |gate: GateId| shapes.get(gate.index()).copied().unwrap_or_default();
        let claim = |wires: &ClaimWires| {
            let lines = wires.list.all.iter().chain(&wires.list.any);
            let mut hasher = DefaultHasher::new();
            lines.chain([&wires.broken]).for_each(|gate| of(*gate).hash(&mut hasher));
            hasher.finish()
        };
        let tiers = compiled.care.medicines.iter().flat_map(|m| [m.person, m.clinician]);
        Self {
            claims: compiled.claims.iter().map(|of| of.iter().map(claim).collect()).collect(),
            urgency: compiled.danger.at_least.iter().map(|(_, gate)| of(*gate)).collect(),
            medicines: tiers.flatten().map(|tier| of(tier.passes)).collect(),
        }
    }

    /// Whether a claim of a hazard may have become another.
    fn differs(&self, other: &Self, hazard: usize, guideline: &Guideline) -> bool {
        let two_copy = guideline
            .hazards
            .get(hazard)
            .is_some_and(|entry| entry.body.claim.iter().any(|claim| claim.two_copy.is_some()));
        let moved = self.urgency != other.urgency || self.medicines != other.medicines;
        self.claims.get(hazard) != other.claims.get(hazard) || (two_copy && moved)
    }
}

/// For each gate, a hash of all that it rests on: equal for gates of the same shape in any circuit
/// over the same facts.
fn shapes(circuit: &Circuit) -> Vec<u64> {
    let mut shapes: Vec<u64> = Vec::with_capacity(circuit.len());
    for gate in circuit.gates() {
        let mut hasher = DefaultHasher::new();
        std::mem::discriminant(gate).hash(&mut hasher);
        let of = |id: &GateId| shapes.get(id.index()).copied();
        match gate {
            Gate::Constant(wire) => wire.hash(&mut hasher),
            Gate::Atom { atom, askable } => (atom, askable).hash(&mut hasher),
            Gate::And(operands) | Gate::Or(operands) => {
                let mut read: Vec<_> = operands.iter().map(of).collect();
                read.sort_unstable();
                read.hash(&mut hasher);
            }
            Gate::Not(operand) => of(operand).hash(&mut hasher),
            Gate::Settle(bit, operand) => (bit, of(operand)).hash(&mut hasher),
        }
        shapes.push(hasher.finish());
    }
    shapes
}
