//! Claims about two sets of answers: what may differ between them, and what must be kept.

use std::collections::{BTreeMap, HashMap};

use lumbago_decision::Engine;
use lumbago_decision::circuit::{Atom, Gate, GateId};
use lumbago_decision::compile::Visit;
use lumbago_decision::derive::derive;
use lumbago_decision::facts::{FactSheet, State};
use lumbago_decision::wire::Bit;
use lumbago_guideline::fact::FactId;
use lumbago_guideline::hazard::{Keeps, TwoCopy};
use lumbago_guideline::urgency::Urgency;
use rustsat::types::Lit;

use crate::encode::{Copy, SolverFailed};
use crate::moves::{Move, moves};
use crate::prove::Verdict;
use crate::search::{Search, true_scores};
use crate::space::answers_to;

/// Two copies of which the second differs from the first only as a claim says.
pub(crate) struct Compared {
    second: Copy,
    moves: BTreeMap<FactId, Move>,
    /// Each says that the answer to one fact differs.
    moved: Vec<Lit>,
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
        for moved in &compared.moved {
            if !self.encoder.possible(&[*moved])? {
                return Ok(Verdict::Empty { line: "an answer differs".to_owned() });
            }
        }
        self.sweep(keeps, &compared)?;
        let Compared { second, mut all, .. } = compared;
        if !self.encoder.possible(&all)? {
            return Ok(Verdict::Proved);
        }
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
            moved.extend(self.encoder.move_fact(how, a, b)?);
        }
        Ok(Compared { second, moves, moved, all: Vec::new() })
    }

    /// Goes through the gates in their order and tells the solver, for each bit that it confirms,
    /// that the bit can only rise, or only fall, from the first copy to the second. What holds of
    /// the operands shows it at once, so that the claim itself needs no search.
    fn sweep(&mut self, keeps: Keeps, compared: &Compared) -> Result<(), SolverFailed> {
        let engine = self.engine;
        let second = &compared.second;
        let kept = kept(engine, keeps).into_iter().map(|(gate, _)| gate);
        let care = &engine.compiled.care;
        let visits = care.visits.iter().map(|(_, gate)| *gate);
        let shown = [care.routine, care.incomplete].into_iter().chain(visits);
        let shown = shown.filter(|_| keeps == Keeps::Urgency);
        let asked = bits_under(engine, kept.chain(shown));
        let mut answers: BTreeMap<FactId, Vec<(State, State)>> = BTreeMap::new();
        for (id, how) in &compared.moves {
            answers.insert(*id, pairs(engine, *id, how));
        }
        let mut moves: Vec<[Moves; 4]> = Vec::with_capacity(self.copy.gates().len());
        let mut confirmed: HashMap<(Lit, Lit), Moves> = HashMap::new();
        for (index, gate) in engine.compiled.circuit.gates().iter().enumerate() {
            let pair = (self.copy.gates().get(index).copied(), second.gates().get(index).copied());
            let (Some(first), Some(second)) = pair else { continue };
            let asked = asked.get(index).copied().unwrap_or(0);
            if asked == 0 || first == second {
                moves.push([Moves::NOT; 4]);
                continue;
            }
            let of = |id: &GateId| moves.get(id.index()).copied().unwrap_or_default();
            let expected = match gate {
                Gate::Constant(_) => [Moves::NOT; 4],
                Gate::Atom { atom, askable } => self.expected(&answers, *atom, *askable),
                Gate::And(operands) | Gate::Or(operands) => {
                    operands.iter().map(of).fold([Moves::NOT; 4], |a, b| {
                        std::array::from_fn(|bit| {
                            let [a, b] = [a, b].map(|of| of.get(bit).copied().unwrap_or_default());
                            Moves { rises: a.rises && b.rises, falls: a.falls && b.falls }
                        })
                    })
                }
                Gate::Not(operand) => {
                    let [certain, _, _, open] = of(operand).map(Moves::turned);
                    [open, certain, certain, certain]
                }
                Gate::Settle(bit, operand) => {
                    let [certain, definite, possible, open] = of(operand);
                    [match bit {
                        Bit::Certain => certain,
                        Bit::Definite => definite,
                        Bit::Possible => possible,
                        Bit::Open => open,
                    }; 4]
                }
            };
            let mut found = [Moves::NOT; 4];
            let bits = first.into_iter().zip(second).zip(expected);
            for (at, (slot, ((a, b), expected))) in found.iter_mut().zip(bits).enumerate() {
                if a == b || asked & 1 << at == 0 {
                    continue;
                }
                *slot = match confirmed.get(&(a, b)) {
                    Some(known) => *known,
                    None => {
                        let rises = expected.rises && self.implied(a, b)?;
                        let falls = expected.falls && self.implied(b, a)?;
                        confirmed.insert((a, b), Moves { rises, falls });
                        Moves { rises, falls }
                    }
                };
            }
            moves.push(found);
        }
        Ok(())
    }

    /// How the bits of a question change from one answer to another, of a few that are tried.
    fn expected(
        &self,
        answers: &BTreeMap<FactId, Vec<(State, State)>>,
        atom: Atom,
        askable: bool,
    ) -> [Moves; 4] {
        let Some((id, pairs)) = atom.fact().and_then(|id| Some((id, answers.get(&id)?))) else {
            return [Moves::NOT; 4];
        };
        let mut sheet = FactSheet::unasked(self.engine.guideline.facts.len());
        let mut bits = |state: &State| {
            sheet.set(id, state.clone());
            atom.wire(&sheet, askable).bits()
        };
        let mut moves = [Moves::NOT; 4];
        for (before, after) in pairs {
            let (before, after) = (bits(before), bits(after));
            for (at, of) in moves.iter_mut().enumerate() {
                of.rises &= before & !after & 1 << at == 0;
                of.falls &= !before & after & 1 << at == 0;
            }
        }
        moves
    }

    /// Whether the solver finds that one literal brings another; it then remembers it.
    fn implied(&mut self, a: Lit, b: Lit) -> Result<bool, SolverFailed> {
        if self.encoder.possible(&[a, !b])? {
            return Ok(false);
        }
        self.encoder.learn(&[!a, b])?;
        Ok(true)
    }
}

/// For each gate, which of its four bits some gates rest on when they are asked whether they are
/// settled as yes.
fn bits_under(engine: &Engine, gates: impl Iterator<Item = GateId>) -> Vec<u8> {
    let circuit = &engine.compiled.circuit;
    let mut masks = vec![0u8; circuit.len()];
    let add = |masks: &mut Vec<u8>, gate: &GateId, mask: u8| {
        if let Some(slot) = masks.get_mut(gate.index()) {
            *slot |= mask;
        }
    };
    gates.for_each(|gate| add(&mut masks, &gate, 1));
    for (index, gate) in circuit.gates().iter().enumerate().rev() {
        let own = masks.get(index).copied().unwrap_or(0);
        match gate {
            _ if own == 0 => {}
            Gate::And(of) | Gate::Or(of) => of.iter().for_each(|of| add(&mut masks, of, own)),
            Gate::Not(of) => {
                let certain = if own & !1 == 0 { 0 } else { 1 };
                add(&mut masks, of, certain | (own & 1) << 3);
            }
            Gate::Settle(bit, of) => add(&mut masks, of, 1 << *bit as u8),
            Gate::Constant(_) | Gate::Atom { .. } => {}
        }
    }
    masks
}

/// How a bit may change from the first copy to the second.
#[derive(Debug, Clone, Copy, Default)]
struct Moves {
    /// Never from yes to no.
    rises: bool,
    /// Never from no to yes.
    falls: bool,
}

impl Moves {
    /// It is the same in both.
    const NOT: Self = Self { rises: true, falls: true };

    /// For its opposite.
    fn turned(self) -> Self {
        Self { rises: self.falls, falls: self.rises }
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

/// Answers to a question of which one may become the other.
fn pairs(engine: &Engine, id: FactId, how: &Move) -> Vec<(State, State)> {
    let mut states = answers_to(engine, id);
    states.push(State::NotAsked);
    let all = states.iter().flat_map(|from| states.iter().map(move |to| (from, to)));
    let allowed = all.filter(|(from, to)| from != to && how.allows(from, to));
    allowed.map(|(from, to)| (from.clone(), to.clone())).collect()
}
