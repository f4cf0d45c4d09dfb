//! Claims about two sets of answers: what may differ between them, and what must be kept.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use lumbago_decision::Engine;
use lumbago_decision::circuit::{Atom, Gate, GateId};
use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_decision::wire::Bit;
use lumbago_guideline::fact::{FactId, FactKind, Stage};
use lumbago_guideline::hazard::{Keeps, TwoCopy};
use rustsat::types::Lit;

use crate::encode::{Copy, SolverFailed};
use crate::prove::Verdict;
use crate::search::{Search, true_scores};

/// Proves that something is kept between two sets of answers, or finds two between which it is
/// not.
pub(crate) fn two_copies(
    search: &mut Search<'_>,
    how: TwoCopy,
    keeps: Keeps,
) -> Result<Verdict, SolverFailed> {
    search.compared(how, keeps)
}

/// A second copy, and the literals that would all hold if something were not kept.
pub(crate) fn breach(
    search: &mut Search<'_>,
    how: TwoCopy,
    keeps: Keeps,
) -> Result<(Copy, Vec<Lit>), SolverFailed> {
    let second = search.related(how, keeps)?;
    // A closing record lasts only while nothing changes, so none stands between the copies.
    let mut all: Vec<Lit> = search.copy.closed.values().map(|closed| !*closed).collect();
    all.push(search.worse(keeps, &second)?);
    Ok((second, all))
}

impl Search<'_> {
    fn compared(&mut self, how: TwoCopy, keeps: Keeps) -> Result<Verdict, SolverFailed> {
        let (second, mut all) = breach(self, how, keeps)?;
        self.sweep(how, keeps, &second)?;
        if !self.encoder.possible(&all)? {
            return Ok(Verdict::Proved);
        }
        for copy in [self.copy.clone(), second.clone()] {
            self.approach(&mut all, &copy)?;
        }
        let near = &self.near;
        let [facts, after] =
            [&self.copy, &second].map(|copy| Box::new(self.encoder.sheet(copy, near)));
        let replayed = self.is_worse(keeps, &facts, &after)
            && [&facts, &after].into_iter().all(|sheet| true_scores(self.engine, sheet));
        Ok(Verdict::Broken { facts, after: Some(after), replayed })
    }

    /// A literal that holds when something was not kept.
    fn worse(&mut self, keeps: Keeps, second: &Copy) -> Result<Lit, SolverFailed> {
        let mut any = Vec::new();
        for (gate, first_holds) in kept(self.engine, keeps) {
            let both = (self.copy.holds(gate), second.holds(gate));
            let (Some(a), Some(b)) = both else { continue };
            let pair = if first_holds { vec![a, !b] } else { vec![!a, b] };
            any.push(self.encoder.all(pair)?);
        }
        self.encoder.any(any)
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
        let second = self.encoder.copy_with(&self.copy, &free)?;
        for (id, was_no) in moves {
            let pair = (self.copy.facts.get(id.index()), second.facts.get(id.index()));
            let ((Some(a), Some(b)), Some(was_no)) = (pair, was_no) else { continue };
            let becomes = match how {
                TwoCopy::NoToUnknown => b.unknown,
                _ => b.known,
            };
            // Either the same, or it was no and is now something else.
            let encoder = &mut self.encoder;
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
        let state = plain_no(kind)?;
        sheet.set(id, state);
        Some(self.encoder.as_on(&self.copy, id, &sheet))
    }

    /// Goes through the gates in their order and tells the solver, for each bit that it confirms,
    /// that the bit can only rise, or only fall, from the first copy to the second. What holds of
    /// the operands shows it at once, so that the claim itself needs no search.
    fn sweep(&mut self, how: TwoCopy, keeps: Keeps, second: &Copy) -> Result<(), SolverFailed> {
        let engine = self.engine;
        let asked = bits_under(engine, kept(engine, keeps).into_iter().map(|(gate, _)| gate));
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
                Gate::Atom { atom, askable } => self.expected(how, *atom, *askable),
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

    /// How the bits of a question change in a few answers that are tried.
    fn expected(&self, how: TwoCopy, atom: Atom, askable: bool) -> [Moves; 4] {
        let facts = &self.engine.guideline.facts;
        let Some((id, fact)) = atom.fact().and_then(|id| Some((id, facts.get(id)?))) else {
            return [Moves::NOT; 4];
        };
        let Some(no) = plain_no(&fact.kind) else { return [Moves::default(); 4] };
        let mut sheet = FactSheet::unasked(facts.len());
        let mut bits = |state: State| {
            sheet.set(id, state);
            atom.wire(&sheet, askable).bits()
        };
        let before = bits(no);
        let afters: Vec<u8> = match (how, &fact.kind) {
            (TwoCopy::NoToUnknown, _) => vec![bits(State::Unknown)],
            (_, FactKind::Set { options }) => (0u32..)
                .zip(options)
                .flat_map(|(at, _)| [false, true].map(|unsure| (1u64 << at.min(63), unsure)))
                .map(|(has, unsure)| bits(State::Known(Value::Set { has, unsure })))
                .collect(),
            (_, kind) => (0u16..)
                .zip(kind.options())
                .map(|(option, _)| bits(State::Known(Value::Choice(option))))
                .collect(),
        };
        std::array::from_fn(|bit| Moves {
            rises: afters.iter().all(|after| before & !after & 1 << bit == 0),
            falls: afters.iter().all(|after| !before & after & 1 << bit == 0),
        })
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

/// The answer that says no; none where there is no plain no.
fn plain_no(kind: &FactKind) -> Option<State> {
    match kind {
        FactKind::Choice { options } => {
            let says_no = |option: &String| ["no", "none", "never"].contains(&option.as_str());
            let no = options.iter().position(says_no)?;
            Some(State::Known(Value::Choice(u16::try_from(no).ok()?)))
        }
        FactKind::Set { .. } => Some(State::Known(Value::Set { has: 0, unsure: false })),
        _ => None,
    }
}
