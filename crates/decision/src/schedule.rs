//! The order in which the gates are evaluated for one person: many of one kind at a time.
//!
//! In their own order nearly every gate is of another kind than the one before, and the processor
//! waits at each. Sorted by depth, kind and number of operands, thousands of gates become some
//! hundred short loops with the same values, in a third of the time (`cargo bench decide`).

use crate::circuit::{Atom, Gate, GateId, Values};
use crate::facts::FactSheet;
use crate::wire::{Bit, Wire};

/// The gates of a circuit, sorted for evaluation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Schedule {
    constants: Vec<(GateId, Wire)>,
    /// Questions to facts, and whether an unasked one counts as open.
    atoms: Vec<(GateId, Atom, bool)>,
    runs: Vec<Run>,
    /// The gates of all runs, one run after the other.
    gates: Vec<GateId>,
    /// What they read: for each gate as many as its run says.
    operands: Vec<GateId>,
}

/// Gates of one kind that do not read one another.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    kind: Kind,
    operands: usize,
    gates: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Not,
    Settle(Bit),
    And,
    Or,
}

impl Schedule {
    /// Sorts some gates that stand in an order in which operands come first.
    pub fn new(gates: &[Gate]) -> Self {
        let mut schedule = Self::default();
        let mut depths: Vec<usize> = Vec::with_capacity(gates.len());
        let mut inner = Vec::new();
        for (id, gate) in GateId::all().zip(gates) {
            let (kind, operands) = match gate {
                Gate::Constant(wire) => {
                    schedule.constants.push((id, *wire));
                    depths.push(0);
                    continue;
                }
                Gate::Atom { atom, askable } => {
                    schedule.atoms.push((id, *atom, *askable));
                    depths.push(0);
                    continue;
                }
                Gate::Not(of) => (Kind::Not, std::slice::from_ref(of)),
                Gate::Settle(bit, of) => (Kind::Settle(*bit), std::slice::from_ref(of)),
                Gate::And(of) => (Kind::And, &**of),
                Gate::Or(of) => (Kind::Or, &**of),
            };
            let depth_of = |id: &GateId| depths.get(id.index()).copied().unwrap_or(0);
            let depth = 1 + operands.iter().map(depth_of).max().unwrap_or(0);
            depths.push(depth);
            inner.push((depth, kind, id, operands));
        }
        inner.sort_by_key(|(depth, kind, id, operands)| (*depth, *kind, operands.len(), *id));
        for same in inner.chunk_by(|a, b| (a.0, a.1, a.3.len()) == (b.0, b.1, b.3.len())) {
            let Some((_, kind, _, operands)) = same.first() else { continue };
            let (kind, operands) = (*kind, operands.len());
            schedule.runs.push(Run { kind, operands, gates: same.len() });
            schedule.gates.extend(same.iter().map(|(_, _, id, _)| *id));
            schedule.operands.extend(same.iter().flat_map(|(_, _, _, operands)| *operands));
        }
        schedule
    }

    /// How many gates there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.constants.len() + self.atoms.len() + self.gates.len()
    }

    /// Writes the value of every gate.
    pub fn evaluate(&self, facts: &FactSheet, values: &mut Values) {
        let values = values.0.as_mut_slice();
        for (id, wire) in &self.constants {
            set(values, *id, *wire);
        }
        for (id, atom, askable) in &self.atoms {
            set(values, *id, atom.wire(facts, *askable));
        }
        let (mut gates, mut operands) = (self.gates.as_slice(), self.operands.as_slice());
        for run in &self.runs {
            let of_run = gates.split_at_checked(run.gates);
            let read = operands.split_at_checked(run.gates * run.operands);
            let (Some((ids, gates_left)), Some((of, operands_left))) = (of_run, read) else {
                return;
            };
            (gates, operands) = (gates_left, operands_left);
            match (run.kind, run.operands) {
                (Kind::Not, _) => each(ids, of, values, |v, [a]| get(v, a).not()),
                (Kind::Settle(bit), _) => each(ids, of, values, |v, [a]| get(v, a).settle(bit)),
                // Most gates read two: for them the loop over the operands would be the work.
                (Kind::And, 2) => each(ids, of, values, |v, [a, b]| get(v, a).and(get(v, b))),
                (Kind::Or, 2) => each(ids, of, values, |v, [a, b]| get(v, a).or(get(v, b))),
                (Kind::And, many) => fold(ids, of, many, values, Wire::YES, Wire::and),
                (Kind::Or, many) => fold(ids, of, many, values, Wire::NO, Wire::or),
            }
        }
    }
}

fn get(values: &[Wire], id: &GateId) -> Wire {
    values.get(id.index()).copied().unwrap_or(Wire::NO)
}

fn set(values: &mut [Wire], id: GateId, wire: Wire) {
    if let Some(slot) = values.get_mut(id.index()) {
        *slot = wire;
    }
}

fn each<const N: usize>(
    ids: &[GateId],
    operands: &[GateId],
    values: &mut [Wire],
    wire: impl Fn(&[Wire], &[GateId; N]) -> Wire,
) {
    for (id, of) in ids.iter().zip(operands.as_chunks::<N>().0) {
        let made = wire(values, of);
        set(values, *id, made);
    }
}

fn fold(
    ids: &[GateId],
    operands: &[GateId],
    many: usize,
    values: &mut [Wire],
    neutral: Wire,
    join: impl Fn(Wire, Wire) -> Wire,
) {
    for (id, of) in ids.iter().zip(operands.chunks_exact(many.max(1))) {
        let made = of.iter().fold(neutral, |wire, operand| join(wire, get(values, operand)));
        set(values, *id, made);
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use lumbago_guideline::Guideline;
    use lumbago_guideline::case::Encounter;
    use lumbago_guideline::folder::Folder;

    use crate::Engine;
    use crate::circuit::{GateId, Values};
    use crate::facts::{FactSheet, State};
    use crate::input::read_sheet;

    #[test]
    fn sorted_gates_have_the_values_that_they_have_one_by_one() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let [folder, cases] =
            ["guideline", "cases"].map(|name| Folder::read(&root.join(name)).unwrap());
        let engine = Engine::new(Guideline::load(&folder, &cases).unwrap()).unwrap();
        let (guideline, circuit) = (&engine.guideline, &engine.compiled.circuit);
        let unasked = FactSheet::unasked(guideline.facts.len());
        let mut unsure = unasked.clone();
        guideline.facts.iter().for_each(|(id, _)| unsure.set(id, State::Unknown));
        let mut sheets = vec![unasked, unsure];
        for entry in &guideline.encounters {
            let Encounter { like, like_gate, facts, .. } = &entry.body;
            let answers =
                guideline.answers_of(like.as_deref(), like_gate.as_deref(), facts).unwrap();
            sheets.push(read_sheet(guideline, &answers, "", "", None).unwrap());
        }
        let mut sorted = Values::default();
        for sheet in &sheets {
            circuit.evaluate_into(sheet, &mut sorted);
            let one_by_one = circuit.evaluate_all(sheet);
            for id in GateId::all().take(circuit.len_deciding()) {
                assert_eq!(sorted.get(id), one_by_one.get(id), "{id:?}");
            }
        }
    }
}
