//! The shortest interview: which open question settles most, and which need not be asked at all.
//!
//! A question may be skipped when the solver proves, from the answers so far, that no two answers
//! to it can end in different decisions, whatever the questions still to come are answered with.
//! What hangs on the question alone is answered freely in both. That holds of the decision only: an
//! answer also stands in the hand-over to a clinician.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use lumbago_decision::Engine;
use lumbago_decision::circuit::{GateId, Values};
use lumbago_decision::decide::Outcome;
use lumbago_decision::derive::derive;
use lumbago_decision::facts::{FactSheet, State};
use lumbago_decision::interview::open_pages;
use lumbago_guideline::fact::{FactId, FactKind, Stage, Who};
use lumbago_guideline::urgency::Urgency;
use rustsat::types::Lit;

use crate::encode::{Copy, Encoder, SolverFailed};
use crate::sound::{add_scores, shown};
use crate::space::answers_to;

/// How many questions one case needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Interview {
    /// The questions that must be answered in the interview as it is written, in its order.
    pub written: Vec<FactId>,
    /// Those of them that the answers before them make needless.
    pub needless: Vec<FactId>,
    /// The questions in the better order, without those that are needless there.
    pub shortest: Vec<FactId>,
    /// Questions to which the case has no answer; they were taken as "not sure".
    pub unanswered: BTreeSet<FactId>,
}

/// Asks the questions of a case in the interview as it is written, and in a better order.
///
/// # Errors
/// When the solver failed.
pub fn shortest(engine: &Engine, case: &FactSheet) -> Result<Interview, SolverFailed> {
    let skipping = Skipping::new(engine, case);
    let mut found = Interview::default();
    let facts = &engine.guideline.facts;
    let mut known = FactSheet::unasked(facts.len());
    while let Some(page) = ask(engine, &known).into_iter().next() {
        for id in page {
            // An answer on the same page can settle that it does not apply.
            if !engine.decide(&known).ask_next.contains(&id) {
                continue;
            }
            if skipping.may_skip(&known, &BTreeSet::new(), id)? {
                found.needless.push(id);
            }
            found.written.push(id);
            answer(engine, case, &mut known, id, &mut found.unanswered);
        }
    }
    let mut known = FactSheet::unasked(facts.len());
    // What is skipped is "not sure" for the interview, which asks it no more, and anything
    // whatever for the proof.
    let mut asked = known.clone();
    let mut skipped = BTreeSet::new();
    while let Some(id) = skipping.best(&asked) {
        if skipping.may_skip(&known, &skipped, id)? {
            asked.set(id, State::Unknown);
            skipped.insert(id);
        } else {
            answer(engine, case, &mut known, id, &mut found.unanswered);
            answer(engine, case, &mut asked, id, &mut found.unanswered);
            found.shortest.push(id);
        }
        derive(facts, &mut asked);
    }
    Ok(found)
}

/// The questions that must still be answered, page by page.
fn ask(engine: &Engine, known: &FactSheet) -> Vec<Vec<FactId>> {
    let facts = &engine.guideline.facts;
    let must = |id: &FactId| facts.get(*id).is_some_and(|fact| fact.stage != Stage::Optional);
    let pages = open_pages(engine, known, Who::Person).into_iter();
    pages.map(|page| page.facts.into_iter().filter(must).collect()).collect()
}

fn answer(
    engine: &Engine,
    case: &FactSheet,
    known: &mut FactSheet,
    id: FactId,
    unanswered: &mut BTreeSet<FactId>,
) {
    let state = match case.state(id) {
        State::NotAsked => {
            unanswered.insert(id);
            State::Unknown
        }
        told => told.clone(),
    };
    known.set(id, state);
    derive(&engine.guideline.facts, known);
}

/// Says which questions may be skipped.
pub struct Skipping<'a> {
    engine: &'a Engine,
    /// A case in which questions are tried before the solver is asked.
    case: &'a FactSheet,
    shown: Vec<GateId>,
    /// For each fact, those whose question depends on it.
    dependents: BTreeMap<FactId, BTreeSet<FactId>>,
    /// For each fact, how many of the things that are shown read it.
    readers: BTreeMap<FactId, usize>,
    /// For each fact, the answers between which rules can tell.
    answers: BTreeMap<FactId, Vec<State>>,
}

impl<'a> Skipping<'a> {
    /// An engine's questions, and a case with answers to them.
    pub fn new(engine: &'a Engine, case: &'a FactSheet) -> Self {
        let circuit = &engine.compiled.circuit;
        let shown = shown(engine);
        let mut readers: BTreeMap<FactId, usize> = BTreeMap::new();
        for fact in shown.iter().flat_map(|gate| circuit.facts_read_by(*gate)) {
            *readers.entry(fact).or_default() += 1;
        }
        let facts = engine.guideline.facts.iter().filter(|(_, fact)| fact.derived.is_none());
        let answers = facts.map(|(id, _)| (id, answers_to(engine, id))).collect();
        Self { engine, case, shown, dependents: dependents(engine), readers, answers }
    }

    /// Whether no two answers to a question can end in different decisions, whatever is answered
    /// to those that are not asked yet, and would have been to those that were skipped. A number
    /// with which a dose may be reckoned is never skipped.
    ///
    /// # Errors
    /// When the solver failed.
    pub fn may_skip(
        &self,
        known: &FactSheet,
        skipped: &BTreeSet<FactId>,
        id: FactId,
    ) -> Result<bool, SolverFailed> {
        let Some(fact) = self.engine.guideline.facts.get(id) else { return Ok(false) };
        if fact.stage == Stage::Gate && matches!(fact.kind, FactKind::Number { .. }) {
            return Ok(false);
        }
        Ok(!self.matters_here(known, id) && self.never_matters(known, skipped, id)?)
    }

    /// Whether two answers end differently when the other questions are answered as in the case:
    /// most questions show so that they matter, and the solver need not be asked.
    fn matters_here(&self, known: &FactSheet, id: FactId) -> bool {
        let facts = &self.engine.guideline.facts;
        let circuit = &self.engine.compiled.circuit;
        let mut first: Option<Vec<(bool, bool)>> = None;
        self.answers.get(&id).into_iter().flatten().any(|answer| {
            let mut sheet = self.case.clone();
            for (other, _) in facts.iter() {
                if *known.state(other) != State::NotAsked {
                    sheet.set(other, known.state(other).clone());
                }
            }
            sheet.set(id, answer.clone());
            derive(facts, &mut sheet);
            let mut decision = self.engine.decide(&sheet);
            while decision.outcome == Outcome::Incomplete && !decision.ask_next.is_empty() {
                decision.ask_next.iter().for_each(|open| sheet.set(*open, State::Unknown));
                derive(facts, &mut sheet);
                decision = self.engine.decide(&sheet);
            }
            let values = circuit.evaluate(&sheet);
            let told = |gate: &GateId| {
                let wire = values.get(*gate);
                (wire.is_definite(), wire.is_possible())
            };
            let told: Vec<(bool, bool)> = self.shown.iter().map(told).collect();
            match &first {
                Some(first) => *first != told,
                None => {
                    first = Some(told);
                    false
                }
            }
        })
    }

    /// Whether the solver proves that no answer matters. Each question has a solver of its own: in
    /// a shared one every answer would go through the copies of all others.
    fn never_matters(
        &self,
        known: &FactSheet,
        skipped: &BTreeSet<FactId>,
        id: FactId,
    ) -> Result<bool, SolverFailed> {
        let mut encoder = Encoder::new(self.engine)?;
        let first = encoder.copy()?;
        // What may differ: the question, what is asked only because of it, and scores.
        let mut free = BTreeSet::from([id]);
        let mut before = 0;
        while free.len() > before {
            before = free.len();
            let more: Vec<FactId> =
                free.iter().filter_map(|id| self.dependents.get(id)).flatten().copied().collect();
            free.extend(more);
            add_scores(self.engine, &mut free);
        }
        let is_settled = |id: FactId| {
            let is_asked = |id: FactId| *known.state(id) != State::NotAsked;
            match self.engine.guideline.facts.get(id).and_then(|fact| fact.derived.as_ref()) {
                None => is_asked(id),
                Some(derivation) => derivation.of.iter().all(|part| is_asked(*part)),
            }
        };
        free.retain(|id| !is_settled(*id));
        let second = encoder.copy_with(&first, &free)?;
        let mut all = self.breach(&mut encoder, &first, &second)?;
        for copy in [&first, &second] {
            for asked in skipped.iter().chain([&id]) {
                all.push(encoder.asked(copy, *asked)?);
            }
        }
        all.extend(first.closed.values().map(|closed| !*closed));
        let settled = self.engine.guideline.facts.iter().filter(|(id, _)| is_settled(*id));
        all.extend(settled.flat_map(|(id, _)| encoder.as_on(&first, id, known)));
        Ok(!encoder.possible(&all)?)
    }

    /// Literals that say that both copies are finished and decide differently.
    fn breach(
        &self,
        encoder: &mut Encoder<'_>,
        first: &Copy,
        second: &Copy,
    ) -> Result<Vec<Lit>, SolverFailed> {
        let mut differ = Vec::new();
        for gate in &self.shown {
            let pair = (first.bits(*gate), second.bits(*gate));
            let (Some([_, a, maybe_a, _]), Some([_, b, maybe_b, _])) = pair else { continue };
            differ.push(encoder.differ(a, b)?);
            differ.push(encoder.differ(maybe_a, maybe_b)?);
        }
        // What stands in the way of a medicine, or is added to it, is told where it is considered.
        for (considered, gate) in told_of_medicines(self.engine) {
            let pair = (first.bits(gate), second.bits(gate), first.holds(considered));
            let (Some(a), Some(b), Some(considered)) = pair else { continue };
            for (a, b) in a.into_iter().zip(b) {
                let differs = encoder.differ(a, b)?;
                differ.push(encoder.all(vec![considered, differs])?);
            }
        }
        let mut breach = vec![encoder.any(differ)?];
        let (danger, care) = (&self.engine.compiled.danger, &self.engine.compiled.care);
        for copy in [first, second] {
            let finished = [copy.holds(danger.emergency), copy.holds(care.incomplete).map(|l| !l)];
            breach.push(encoder.any(finished.into_iter().flatten().collect())?);
        }
        Ok(breach)
    }

    /// Of the open questions of the earliest stage, so that danger comes first: the one that leaves
    /// the fewest open whatever is answered, then the fewest on the whole, then the one on which
    /// most rests.
    fn best(&self, known: &FactSheet) -> Option<FactId> {
        let facts = &self.engine.guideline.facts;
        let stage = |id: FactId| facts.get(id).map_or(Stage::Optional, |fact| fact.stage);
        let open: Vec<FactId> = ask(self.engine, known).into_iter().flatten().collect();
        let first = [Stage::Danger, Stage::Plan, Stage::Gate]
            .into_iter()
            .find(|wanted| open.iter().any(|id| stage(*id) == *wanted))?;
        let of_stage = open.into_iter().filter(|id| stage(*id) == first);
        // What hangs on a question that was not asked yet waits for it.
        let circuit = &self.engine.compiled.circuit;
        let mut values = circuit.evaluate(known);
        let applies = |id: &FactId| {
            let wires = self.engine.compiled.applies.get(id.index()).and_then(Option::as_ref);
            wires.and_then(|wires| wires.out).is_none_or(|gate| values.get(gate).is_possible())
        };
        let (ripe, waiting): (Vec<FactId>, Vec<FactId>) = of_stage.partition(applies);
        let candidates = if ripe.is_empty() { waiting } else { ripe };
        candidates.into_iter().min_by_key(|id| {
            let answers = self.answers.get(id).map(Vec::as_slice).unwrap_or_default();
            let mut sheet = known.clone();
            let (mut most, mut sum) = (0, 0);
            for answer in answers {
                sheet.set(*id, answer.clone());
                circuit.evaluate_into(&sheet, &mut values);
                let left = self.left(first, &values);
                most = most.max(left);
                sum += left;
            }
            let mean = sum * 100 / answers.len().max(1);
            (most, mean, Reverse(self.readers.get(id).copied().unwrap_or(0)))
        })
    }

    /// How many questions of a stage, or before it, are still open; none once somebody must be seen
    /// today.
    fn left(&self, stage: Stage, values: &Values) -> usize {
        let urgency = self.engine.urgency(values);
        if urgency.is_some_and(|urgency| urgency >= Urgency::SameDay) {
            return 0;
        }
        let facts = self.engine.guideline.facts.iter().zip(&self.engine.compiled.needed);
        let open = facts.filter(|((_, fact), needed)| {
            fact.stage <= stage && needed.is_some_and(|gate| values.get(gate).is_certain())
        });
        open.count()
    }
}

/// For each fact, the facts that are asked or not because of it.
fn dependents(engine: &Engine) -> BTreeMap<FactId, BTreeSet<FactId>> {
    let circuit = &engine.compiled.circuit;
    let mut dependents: BTreeMap<FactId, BTreeSet<FactId>> = BTreeMap::new();
    let mut add = |gate: GateId, fact: FactId| {
        for on in circuit.facts_read_by(gate).into_iter().filter(|on| *on != fact) {
            dependents.entry(on).or_default().insert(fact);
        }
    };
    for ((id, _), wires) in engine.guideline.facts.iter().zip(&engine.compiled.applies) {
        if let Some(gate) = wires.as_ref().and_then(|wires| wires.out) {
            add(gate, id);
        }
    }
    for (page, wires) in engine.guideline.interview.page.iter().zip(&engine.compiled.pages) {
        let Some(gate) = wires.as_ref().and_then(|wires| wires.out) else { continue };
        for (id, _) in page.facts.iter().filter_map(|name| engine.guideline.facts.find(name)) {
            add(gate, id);
        }
    }
    dependents
}

/// For each medicine, what stands in its way or is added to it, with the gate that says that the
/// medicine is considered.
fn told_of_medicines(engine: &Engine) -> Vec<(GateId, GateId)> {
    let care = &engine.compiled.care;
    let mut told = Vec::new();
    for (entry, wires) in engine.guideline.medicines.iter().zip(&care.medicines) {
        let gates = engine.guideline.gates.iter().zip(&care.gates);
        let gates = gates.filter(|(gate, _)| entry.body.gates.contains(&gate.id));
        let gates: Vec<_> = gates.map(|(_, wires)| wires).collect();
        let items = wires.items.iter().chain(gates.iter().flat_map(|gate| &gate.items));
        let lists = items.map(|item| &item.list);
        let lists = lists.chain(gates.iter().flat_map(|gate| &gate.additions));
        told.extend(lists.filter_map(|list| Some((wires.considered, list.out?))));
    }
    told
}
