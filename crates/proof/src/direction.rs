//! In which direction the bits of gates can change from a first copy to a second.
//!
//! Of each bit of a question the solver is asked whether it can only rise (never from yes to no)
//! or only fall. For every other gate it follows from its operands, which stand before it: where
//! every operand of a conjunction or disjunction can only rise, so can the whole; an opposite turns
//! the direction; a settled bit is one that its operand has. A bit that is the same literal in both
//! copies does neither. Where nothing follows, nothing is said.

use std::collections::BTreeMap;

use lumbago_decision::Engine;
use lumbago_decision::circuit::{Atom, Gate, GateId};
use lumbago_decision::facts::{FactSheet, State};
use lumbago_guideline::fact::FactId;
use rustsat::types::Lit;

use crate::cone::Cone;
use crate::encode::Solved;
use crate::moves::Move;
use crate::search::Search;
use crate::space::answers_to;
use crate::two_copy::Compared;

/// What is asked about each fact: its two copies, and what reads it alone.
pub(crate) type Facts = BTreeMap<FactId, Cone>;

/// How a bit can change from the first copy to the second.
#[derive(Debug, Clone, Copy, Default)]
struct Direction {
    /// Never from yes to no.
    rises: bool,
    /// Never from no to yes.
    falls: bool,
}

impl Direction {
    /// It is the same in both.
    const NONE: Self = Self { rises: true, falls: true };

    /// For its opposite.
    fn turned(self) -> Self {
        Self { rises: self.falls, falls: self.rises }
    }

    /// For what joins two.
    fn and(self, other: Self) -> Self {
        Self { rises: self.rises && other.rises, falls: self.falls && other.falls }
    }
}

impl Search<'_> {
    /// Pairs of literals of which the first brings the second: bits of gates in the two copies.
    pub fn implications(&self, compared: &Compared, facts: &mut Facts) -> Solved<Vec<(Lit, Lit)>> {
        let tried = compared.moves.iter().map(|(id, how)| (*id, pairs(self.engine, *id, how)));
        let tried: BTreeMap<FactId, Vec<(State, State)>> = tried.collect();
        let copies = self.copy.gates().iter().zip(compared.second.gates());
        let mut directions: Vec<[Direction; 4]> = Vec::with_capacity(copies.len());
        let mut implications = Vec::new();
        for (gate, (first, second)) in self.engine.compiled.circuit.gates().iter().zip(copies) {
            let of = |id: &GateId| directions.get(id.index()).copied().unwrap_or_default();
            let mut direction = match gate {
                _ if first == second => [Direction::NONE; 4],
                Gate::Constant(_) => [Direction::NONE; 4],
                Gate::Atom { atom, askable } => {
                    let expected = self.expected(&tried, *atom, *askable);
                    self.confirmed(*atom, expected, [first, second], facts)?
                }
                Gate::And(operands) | Gate::Or(operands) => {
                    let mut all = [Direction::NONE; 4];
                    for operand in operands.iter().map(of) {
                        all.iter_mut().zip(operand).for_each(|(all, one)| *all = all.and(one));
                    }
                    all
                }
                Gate::Not(operand) => {
                    let [certain, _, _, open] = of(operand).map(Direction::turned);
                    [open, certain, certain, certain]
                }
                Gate::Settle(bit, operand) => [bit.of(of(operand)); 4],
            };
            for (direction, (a, b)) in direction.iter_mut().zip(first.iter().zip(second)) {
                let (a, b) = (*a, *b);
                if a == b {
                    *direction = Direction::NONE;
                    continue;
                }
                implications.extend(direction.rises.then_some((a, b)));
                implications.extend(direction.falls.then_some((b, a)));
            }
            directions.push(direction);
        }
        Ok(implications)
    }

    /// What the solver confirms of what is expected of the bits of a question.
    fn confirmed(
        &self,
        atom: Atom,
        expected: [Direction; 4],
        [first, second]: [&[Lit; 4]; 2],
        facts: &mut Facts,
    ) -> Solved<[Direction; 4]> {
        let Some(cone) = atom.fact().map(|id| facts.entry(id).or_default()) else {
            return Ok([Direction::default(); 4]);
        };
        let mut brings = |a: Lit, b: Lit| cone.brings(&self.encoder, a, b);
        let mut confirmed = [Direction::NONE; 4];
        let pairs = first.iter().zip(second).zip(expected);
        for (slot, ((a, b), expected)) in confirmed.iter_mut().zip(pairs) {
            *slot = Direction {
                rises: expected.rises && brings(*a, *b)?,
                falls: expected.falls && brings(*b, *a)?,
            };
        }
        Ok(confirmed)
    }

    /// How the bits of a question change from one answer to another, of a few that are tried: it
    /// spares the solver what cannot be confirmed.
    fn expected(
        &self,
        tried: &BTreeMap<FactId, Vec<(State, State)>>,
        atom: Atom,
        askable: bool,
    ) -> [Direction; 4] {
        let Some((id, pairs)) = atom.fact().and_then(|id| Some((id, tried.get(&id)?))) else {
            return [Direction::NONE; 4];
        };
        let mut sheet = FactSheet::unasked(self.engine.guideline.facts.len());
        let mut bits = |state: &State| {
            sheet.set(id, state.clone());
            atom.wire(&sheet, askable).bits()
        };
        let mut directions = [Direction::NONE; 4];
        for (before, after) in pairs {
            let (before, after) = (bits(before), bits(after));
            for (at, of) in directions.iter_mut().enumerate() {
                of.rises &= before & !after & 1 << at == 0;
                of.falls &= !before & after & 1 << at == 0;
            }
        }
        directions
    }
}

/// Answers to a question of which one may become the other.
fn pairs(engine: &Engine, id: FactId, how: &Move) -> Vec<(State, State)> {
    let mut states = answers_to(engine, id);
    states.push(State::NotAsked);
    let all = states.iter().flat_map(|from| states.iter().map(move |to| (from, to)));
    let allowed = all.filter(|(from, to)| from != to && how.allows(from, to));
    allowed.map(|(from, to)| (from.clone(), to.clone())).collect()
}
