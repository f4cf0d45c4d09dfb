//! Claims about two sets of answers: what may differ between them, and what must be kept.

use std::collections::{BTreeMap, HashSet};

use lumbago_decision::Engine;
use lumbago_decision::circuit::GateId;
use lumbago_decision::compile::Visit;
use lumbago_decision::derive::derive;
use lumbago_decision::facts::FactSheet;
use lumbago_guideline::fact::FactId;
use lumbago_guideline::hazard::{Keeps, TwoCopy};
use lumbago_guideline::urgency::Urgency;
use rustsat::types::{Lit, Var};

use crate::cone::Cone;
use crate::direction::Facts;
use crate::encode::{Copy, SolverFailed};
use crate::moves::{Move, moves};
use crate::prove::Verdict;
use crate::search::{Search, true_scores};

/// Two copies of which the second differs from the first only as a claim says.
pub(crate) struct Compared {
    pub second: Copy,
    pub moves: BTreeMap<FactId, Move>,
    /// Each says that the answer to one fact differs.
    moved: Vec<(FactId, Lit)>,
    /// They would all hold if something were not kept.
    pub all: Vec<Lit>,
}

/// Proves that something is kept between two sets of answers, or finds two between which it is
/// not.
pub(crate) fn two_copies(
    search: &mut Search<'_>,
    how: TwoCopy,
    keeps: Keeps,
) -> Result<Verdict, SolverFailed> {
    let compared = match breach(search, how, keeps)? {
        Ok(compared) => compared,
        Err(line) => return Ok(Verdict::Empty { line }),
    };
    search.compared(how, keeps, compared)
}

/// Two copies, and the literals that would all hold if something were not kept; or why they can
/// show nothing.
pub(crate) fn breach(
    search: &mut Search<'_>,
    how: TwoCopy,
    keeps: Keeps,
) -> Result<Result<Compared, String>, SolverFailed> {
    let moves = match moves(search.engine, how, keeps) {
        Ok(moves) => moves,
        Err(line) => return Ok(Err(line)),
    };
    let mut compared = search.related(moves)?;
    // A closing record lasts only while nothing changes, so none stands between the copies.
    compared.all = search.copy.closed.values().map(|closed| !*closed).collect();
    if keeps == Keeps::Medicines {
        // Answers that clash are refused, and release no medicine.
        compared.all.extend(search.sensible());
    }
    compared.all.push(search.worse(how, keeps, &compared.second)?);
    Ok(Ok(compared))
}

impl Search<'_> {
    fn compared(
        &mut self,
        how: TwoCopy,
        keeps: Keeps,
        compared: Compared,
    ) -> Result<Verdict, SolverFailed> {
        // Without a fact that can differ, that nothing changes says nothing.
        let mut facts = Facts::new();
        for (id, moved) in &compared.moved {
            if !facts.entry(*id).or_default().possible(&self.encoder, &[*moved])? {
                return Ok(Verdict::Empty { line: "an answer differs".to_owned() });
            }
        }
        let implications = self.implications(&compared, &mut facts)?;
        // How the parts change shows it as a rule, without what makes them change so.
        let parts = implications.iter().flat_map(|(one, other)| [one.var(), other.var()]);
        let parts: HashSet<Var> = parts.collect();
        for is_leaf in [&|part| parts.contains(&part), &|_| false] as [&dyn Fn(Var) -> bool; 2] {
            let mut claim = Cone::default();
            claim.tell(&self.encoder, &compared.all, is_leaf)?;
            for (one, other) in &implications {
                claim.learn(&[!*one, *other])?;
            }
            if !claim.possible_to(&self.encoder, &compared.all, is_leaf)? {
                return Ok(Verdict::Proved);
            }
        }
        let Compared { second, mut all, .. } = compared;
        for copy in [self.copy.clone(), second.clone()] {
            self.approach(&mut all, &copy)?;
        }
        let near = &self.near;
        let [facts, after] = [&self.copy, &second].map(|copy| {
            let sheet = self.encoder.sheet(copy, near);
            // With true scores, where it can be shown with them.
            let mut derived = sheet.clone();
            derive(&self.engine.guideline.facts, &mut derived);
            (sheet, derived)
        });
        let scored = self.is_worse(how, keeps, &facts.1, &after.1);
        let [facts, after] =
            [facts, after].map(|(free, derived)| Box::new(if scored { derived } else { free }));
        let replayed = self.is_worse(how, keeps, &facts, &after)
            && [&facts, &after].into_iter().all(|sheet| true_scores(self.engine, sheet));
        Ok(Verdict::Broken { facts, after: Some(after), replayed })
    }

    /// A literal that holds when something was not kept.
    fn worse(&mut self, how: TwoCopy, keeps: Keeps, second: &Copy) -> Result<Lit, SolverFailed> {
        let mut any = Vec::new();
        for (gate, first_holds) in kept(self.engine, keeps) {
            let both = (self.copy.holds(gate), second.holds(gate));
            let (Some(a), Some(b)) = both else { continue };
            let pair = if first_holds { vec![a, !b] } else { vec![!a, b] };
            any.push(self.encoder.all(pair)?);
        }
        if keeps == Keeps::Urgency {
            // What asks for a routine visit beside the flags falls away only with a flag in its
            // place, or while questions are open again and nothing is shown.
            let care = &self.engine.compiled.care;
            let routine = Urgency::Routine.rank();
            let levels = self.engine.compiled.danger.at_least.iter();
            let by_flags = levels.filter(|(level, _)| level.rank() == routine);
            let still = by_flags.map(|(_, gate)| *gate).chain([care.routine, care.incomplete]);
            let still = still.filter_map(|gate| second.holds(gate)).map(|lit| !lit);
            let asked = visits(self.engine, how);
            let asked = asked.into_iter().filter_map(|gate| self.copy.holds(gate)).collect();
            let asked = self.encoder.any(asked)?;
            let ready = self.copy.holds(care.routine).into_iter();
            let lost = ready.chain(still).chain([asked]).collect();
            any.push(self.encoder.all(lost)?);
        }
        self.encoder.any(any)
    }

    /// The same as told by the running engine.
    fn is_worse(&self, how: TwoCopy, keeps: Keeps, facts: &FactSheet, after: &FactSheet) -> bool {
        let [before, after] =
            [facts, after].map(|sheet| self.engine.compiled.circuit.evaluate(sheet));
        let lost = kept(self.engine, keeps).into_iter().any(|(gate, first_holds)| {
            let [a, b] = [&before, &after].map(|values| values.get(gate).is_certain());
            a != b && a == first_holds
        });
        let care = &self.engine.compiled.care;
        let [routine, then] = [&before, &after].map(|values| values.get(care.routine).is_certain());
        let holds = |gate: &GateId| before.get(*gate).is_certain();
        let visit = routine && visits(self.engine, how).iter().any(holds);
        let open = after.get(care.incomplete).is_certain();
        let by_flags = self.engine.urgency(&after).is_some_and(|now| now >= Urgency::Routine);
        lost || keeps == Keeps::Urgency && visit && !then && !open && !by_flags
    }

    /// A second copy that differs from the first only as some moves allow.
    fn related(&mut self, moves: BTreeMap<FactId, Move>) -> Result<Compared, SolverFailed> {
        let free = moves.keys().copied().collect();
        let second = self.encoder.copy_with(&self.copy, &free)?;
        let mut moved = Vec::new();
        for (id, how) in &moves {
            let pair = (self.copy.facts.get(id.index()), second.facts.get(id.index()));
            let (Some(a), Some(b)) = pair else { continue };
            moved.extend(self.encoder.move_fact(how, a, b)?.map(|moved| (*id, moved)));
        }
        Ok(Compared { second, moves, moved, all: Vec::new() })
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

/// What asks for a routine visit beside the red flags and must go on asking for it: for one more
/// sign, all but what only says that it is not clear yet what this is.
fn visits(engine: &Engine, how: TwoCopy) -> Vec<GateId> {
    let unclear = &engine.guideline.texts.signs.unclear;
    let is_unclear = |visit: &Visit| match visit {
        Visit::Class(at) => {
            let class = engine.guideline.classes.get(*at);
            class.is_some_and(|class| unclear.classes.contains(&class.id))
        }
        Visit::OutOfScope => unclear.out_of_scope,
        Visit::Taking(_) => false,
    };
    let visits = engine.compiled.care.visits.iter();
    let kept = visits.filter(|(visit, _)| how != TwoCopy::OneMoreSign || !is_unclear(visit));
    kept.map(|(_, gate)| *gate).collect()
}
