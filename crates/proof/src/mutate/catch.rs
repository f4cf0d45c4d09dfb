//! What catches a change: a case, an encounter, a claim, the linter, or a plan that reads otherwise.

use std::cell::Cell;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use lumbago_decision::Engine;
use lumbago_decision::check::{
    Border, CaseSheets, Observed, borders, encounter_failure, first_error, observed,
};
use lumbago_decision::circuit::{Circuit, Gate, GateId};
use lumbago_decision::compile::{ClaimWires, compile};
use lumbago_decision::facts::FactSheet;
use lumbago_guideline::case::Encounter;
use lumbago_guideline::hazard::Hazard;
use lumbago_guideline::{Entry, Guideline};

use super::differ::Differ;
use super::{Mutant, Told, Works};
use crate::encode::{Copy, SolverFailed};
use crate::prove::prove;

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caught {
    /// It names nothing that exists, or goes in a circle.
    DoesNotCompile,
    /// A case inside a file fails.
    Case(String),
    /// A border case fails, of this file of the guideline.
    Border(String),
    /// A whole encounter decides otherwise than it expects.
    Encounter(String),
    /// A claim about this hazard can be broken, or says nothing any more.
    Proof(String),
    /// The linter finds an error.
    Lint(String),
    /// The plan of this encounter reads otherwise.
    Plan(String),
    /// Nothing that anybody is shown can ever be another for it.
    Equivalent,
    /// Nothing catches it.
    Survived,
}

/// How the plan of an encounter reads.
pub type Reads<'a> = &'a dyn Fn(&Engine, &Entry<Encounter>) -> String;

/// A guideline with all that may catch a change of it, made ready once.
pub struct Bench<'a> {
    pub(super) base: &'a Engine,
    pub(super) engine: Engine,
    near: &'a FactSheet,
    /// Only the cases and the encounters.
    quick: bool,
    /// A case is looked for whenever none catches a change.
    pub suggesting: bool,
    reads: Reads<'a>,
    sheets: CaseSheets,
    pub(super) borders: Vec<Border>,
    /// Everything that a case can state.
    pub(super) every: Vec<Observed>,
    pub(super) differ: Differ<'a>,
    plans: Vec<String>,
    hashes: Hashes,
}

/// What the circuit says, by hazard, by shape and not by position.
#[derive(Debug, Default, PartialEq, Eq)]
struct Hashes {
    claims: Vec<Vec<u64>>,
    urgency: Vec<u64>,
    medicines: Vec<u64>,
    /// For each thing that a case can state.
    stated: Vec<u64>,
}

impl<'a> Bench<'a> {
    /// Makes everything ready; `near` is a harmless case for [`prove`], and a `quick` bench asks
    /// the cases and encounters alone.
    ///
    /// # Errors
    /// When the solver failed.
    pub fn new(
        base: &'a Engine,
        near: &'a FactSheet,
        quick: bool,
        reads: Reads<'a>,
    ) -> Result<Self, SolverFailed> {
        let sheets = CaseSheets::new(base);
        let encounters = base.guideline.encounters.iter();
        let plans = match quick {
            true => Vec::new(),
            false => encounters.map(|entry| reads(base, entry)).collect(),
        };
        let every = observed(&base.guideline);
        let hashes = Hashes::of(base, &every);
        Ok(Self {
            base,
            engine: base.clone(),
            near,
            quick,
            suggesting: false,
            reads,
            sheets,
            borders: borders(base).0,
            every,
            differ: Differ::new(base)?,
            plans,
            hashes,
        })
    }

    /// The engine without any change.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Every border case, those that were suggested last.
    pub fn borders(&self) -> &[Border] {
        &self.borders
    }

    /// What catches a change; the guideline is afterwards as it was.
    ///
    /// # Errors
    /// When the solver failed.
    pub fn try_out(&mut self, mutant: &mut Mutant) -> Result<Caught, SolverFailed> {
        let file = mutant.place.file.clone();
        let works = mutant.works;
        let own = self.own(mutant);
        self.changed(mutant, |bench| bench.caught(&file, works, &own))
            .unwrap_or(Ok(Caught::DoesNotCompile))
    }

    /// Does something while a change is made; nothing when the change does not compile.
    pub(super) fn changed<T>(
        &mut self,
        mutant: &mut Mutant,
        then: impl FnOnce(&mut Self) -> T,
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

    /// Under a change: what catches it.
    fn caught(
        &mut self,
        file: &str,
        works: Works,
        own: &[Observed],
    ) -> Result<Caught, SolverFailed> {
        let by_gates = works == Works::ByGates;
        let now = Hashes::of(&self.engine, &self.every);
        let stated = now.stated.iter().zip(&self.hashes.stated);
        let moved: Vec<bool> = stated.map(|(now, before)| now != before).collect();
        let touched: Vec<bool> = moved.iter().map(|moved| !by_gates || *moved).collect();
        if let Some(caught) = self.by_cases(file, &touched) {
            return Ok(caught);
        }
        if self.quick {
            return Ok(Caught::Survived);
        }
        let copy = self.differ.changed(&self.engine)?;
        let nothing = match works {
            Works::ByGates => self.changes_nothing(&copy, &moved)?,
            Works::InDose(told) => {
                !self.is_told(told, own)? && self.changes_nothing(&copy, &moved)?
            }
            Works::Beside => false,
        };
        if nothing {
            return Ok(Caught::Equivalent);
        }
        if self.suggesting
            && let Some(border) = self.telling(&copy, &touched, by_gates, own)?
        {
            let file = border.of.file.clone();
            self.borders.push(border);
            return Ok(Caught::Border(file));
        }
        self.by_proof_or_plan(&now)
    }

    /// The cases of the file itself first: they are the likeliest to catch it. Of what rests on
    /// the same gates as before, no case is tried.
    fn by_cases(&self, file: &str, touched: &[bool]) -> Option<Caught> {
        let engine = &self.engine;
        let touched: Vec<&Observed> =
            self.every.iter().zip(touched).filter(|(_, is)| **is).map(|(seen, _)| seen).collect();
        if touched.is_empty() {
            return None;
        }
        let own = |of: &str| file.ends_with(of);
        let reached = |of: &str| touched.iter().any(|seen| seen.file.ends_with(of));
        let case = self.sheets.first_failure(engine, &own);
        let case =
            case.or_else(|| self.sheets.first_failure(engine, &|of| !own(of) && reached(of)));
        if let Some(problem) = case {
            return Some(Caught::Case(problem.place.file));
        }
        let mut borders = self.borders.iter().filter(|border| touched.contains(&&border.of));
        if let Some(border) = borders.find(|border| border.failure(engine).is_some()) {
            return Some(Caught::Border(border.of.file.clone()));
        }
        let failed = engine
            .guideline
            .encounters
            .iter()
            .find(|entry| encounter_failure(engine, entry).is_some());
        failed.map(|entry| Caught::Encounter(entry.id.clone()))
    }

    /// Whether nothing that is shown can be another, for any answers that do not clash.
    fn changes_nothing(&mut self, copy: &Copy, touched: &[bool]) -> Result<bool, SolverFailed> {
        let seen = self.every.iter().zip(touched).filter(|(seen, is)| **is && seen.is_shown());
        for (seen, _) in seen {
            let Some(lit) = self.differ.differs(&self.engine, copy, seen)? else { continue };
            if self.differ.possible(&[lit])? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a dose is ever offered with which a number is told.
    fn is_told(&mut self, told: Told, own: &[Observed]) -> Result<bool, SolverFailed> {
        let doses = own.iter().filter(|seen| match told.tier {
            Some(tier) => seen.is_dose_for(tier),
            None => seen.is_dose(),
        });
        for dose in doses {
            // The first reading is of the dose itself, the others are of its reductions.
            let reading = dose.readings(self.base);
            let Some(reading) = reading.get(told.reduction.map_or(0, |row| row + 1)) else {
                return Ok(true);
            };
            let holds = self.differ.holds(reading)?;
            if self.differ.possible(&[holds])? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn by_proof_or_plan(&self, now: &Hashes) -> Result<Caught, SolverFailed> {
        let engine = &self.engine;
        let wanted: Vec<bool> = (0..engine.guideline.hazards.len())
            .map(|at| now.differs(&self.hashes, at, &engine.guideline))
            .collect();
        if let Some(hazard) = self.broken_by_a_case(&wanted) {
            return Ok(Caught::Proof(hazard));
        }
        if let Some(problem) = first_error(engine) {
            return Ok(Caught::Lint(problem.rule));
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
}

impl Hashes {
    fn of(engine: &Engine, every: &[Observed]) -> Self {
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
        let stated = every.iter().map(|seen| {
            let mut hasher = DefaultHasher::new();
            for reading in seen.readings(engine) {
                for part in [&reading.any, &reading.all, &reading.none] {
                    // In any order, as the circuit may put what it reads in another.
                    let mut read: Vec<_> =
                        part.iter().map(|(gate, bit)| (of(*gate), bit)).collect();
                    read.sort_unstable();
                    read.hash(&mut hasher);
                }
            }
            hasher.finish()
        });
        Self {
            stated: stated.collect(),
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
