//! From the guideline to the circuit. What is compiled here is all that decides.
//!
//! `conditions` turns checklists into gates, `danger` builds red flags and urgency on them, and
//! `care` builds classes, gates, medicines, recommendations and follow-up on those.

mod care;
mod claims;
mod conditions;
mod danger;
mod medicines;

pub use care::{CareWires, GateWires, ItemWires, RecommendationWires, Visit};
pub use claims::ClaimWires;
pub use conditions::ListWires;
pub(crate) use danger::PLAUSIBILITY;
pub use danger::{DangerWires, FlagWires, LevelWires};
pub use medicines::{MedicineWires, TierWires};

use std::collections::HashMap;
use std::rc::Rc;

use lumbago_guideline::Guideline;
use lumbago_guideline::fact::{FactId, Stage, Who};
use lumbago_guideline::problem::{Place, Problem};

use crate::circuit::{Atom, Circuit, Gate, GateId};
use crate::wire::{Bit, Wire};

/// The circuit, and which of its gates mean what.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The gates.
    pub circuit: Circuit,
    /// The findings, in the guideline's order.
    pub findings: Vec<ListWires>,
    /// Red flags and urgency.
    pub danger: DangerWires,
    /// Everything that a plan is made of.
    pub care: CareWires,
    /// Answers that clash, in the guideline's order.
    pub contradictions: Vec<ListWires>,
    /// Pages of the interview: their own condition.
    pub pages: Vec<Option<ListWires>>,
    /// For each fact: whether it still has to be asked; none for facts that never must be.
    pub needed: Vec<Option<GateId>>,
    /// For each hazard, for each claim of the form `never`: a gate that holds when it is broken.
    /// They stand after everything that decides, and no decision evaluates them.
    pub claims: Vec<Vec<ClaimWires>>,
    /// For each fact: whether it may apply at all; none when it always does.
    pub applies: Vec<Option<ListWires>>,
}

/// Compiles a guideline.
///
/// # Errors
/// Every name that does not exist and every circle of names, with place and remedy.
pub fn compile(guideline: &Guideline) -> Result<Compiled, Vec<Problem>> {
    let mut compiler = Compiler::new(guideline);
    let danger = compiler.danger();
    let care = compiler.care(&danger);
    let findings = guideline
        .findings
        .iter()
        .map(|finding| {
            compiler.finding(&finding.id, &finding.place);
            compiler.finding_lists.get(&finding.id).cloned().unwrap_or_default()
        })
        .collect();
    let pairs = &guideline.texts.contradictions.pair;
    let contradictions = pairs.iter().map(|pair| compiler.list(&pair.when)).collect();
    let pages = &guideline.interview.page;
    let pages =
        pages.iter().map(|page| page.when.as_ref().map(|when| compiler.list(when))).collect();
    let facts: Vec<FactId> = guideline.facts.iter().map(|(id, _)| id).collect();
    let needed = facts.iter().map(|id| compiler.needed(*id)).collect();
    let applies = facts
        .iter()
        .map(|id| {
            compiler.applies(*id)?;
            compiler.applies_lists.get(id).cloned()
        })
        .collect();
    let decides = compiler.circuit.len();
    let claims = compiler.claims(&danger, &care);
    let Compiler { mut circuit, mut problems, .. } = compiler;
    circuit.decide_with_first(decides);
    problems.sort();
    problems.dedup();
    if problems.is_empty() {
        Ok(Compiled {
            circuit,
            findings,
            danger,
            care,
            contradictions,
            pages,
            needed,
            applies,
            claims,
        })
    } else {
        Err(problems)
    }
}

/// The state of compiling: what was built, what is being built, what went wrong.
struct Compiler<'a> {
    guideline: &'a Guideline,
    circuit: Circuit,
    problems: Vec<Problem>,
    finding_gates: HashMap<String, Building>,
    finding_lists: HashMap<String, ListWires>,
    applies_gates: HashMap<FactId, Building>,
    applies_lists: HashMap<FactId, ListWires>,
    flags: Vec<Option<FlagWires>>,
    flags_under_way: Vec<bool>,
    urgency_ready: bool,
    urgency_lines: HashMap<(u16, bool), GateId>,
    classes: HashMap<String, Building>,
    class_lists: HashMap<String, ListWires>,
    gates: HashMap<String, GateWires>,
    /// What is decided, once it is: claims may read it, rules may not.
    shown: Option<Rc<(DangerWires, CareWires)>>,
}

/// A named gate, or the fact that it is being built and must not be met again.
#[derive(Debug, Clone, Copy)]
enum Building {
    UnderWay,
    Done(GateId),
}

impl<'a> Compiler<'a> {
    fn new(guideline: &'a Guideline) -> Self {
        Self {
            guideline,
            circuit: Circuit::default(),
            problems: Vec::new(),
            finding_gates: HashMap::new(),
            finding_lists: HashMap::new(),
            applies_gates: HashMap::new(),
            applies_lists: HashMap::new(),
            flags: vec![None; guideline.red_flags.len()],
            flags_under_way: vec![false; guideline.red_flags.len()],
            urgency_ready: false,
            urgency_lines: HashMap::new(),
            classes: HashMap::new(),
            class_lists: HashMap::new(),
            gates: HashMap::new(),
            shown: None,
        }
    }

    fn wrong(&mut self, rule: &str, place: &Place, message: String, help: &str) -> GateId {
        self.problems.push(Problem::error(rule, place.clone(), message).help(help));
        self.circuit.constant(Wire::NO)
    }

    /// Whether a fact of the interview still has to be asked: it was not, and it may apply.
    fn needed(&mut self, id: FactId) -> Option<GateId> {
        let fact = self.guideline.facts.get(id)?;
        if !matches!(fact.stage, Stage::Danger | Stage::Plan | Stage::Gate) {
            return None;
        }
        let asked = self.circuit.add(Gate::Atom { atom: Atom::Asked(id), askable: true });
        let unasked = self.circuit.not(asked);
        let may_apply = match self.applies(id) {
            Some(applies) => self.circuit.settle(Bit::Open, applies),
            None => self.circuit.constant(Wire::YES),
        };
        Some(self.circuit.and([unasked, may_apply]))
    }

    /// Whether every fact of a stage that may apply was asked.
    fn all_asked(&mut self, stage: Stage) -> GateId {
        let guideline = self.guideline;
        let mut missing = Vec::new();
        for (id, fact) in guideline.facts.iter() {
            if fact.stage == stage && fact.who != Who::Clinician {
                missing.extend(self.needed(id));
            }
        }
        let any_missing = self.circuit.or(missing);
        self.circuit.not(any_missing)
    }
}
