//! Every combination of answers within each red flag's own table: worse answers never lower it,
//! and "possible" means exactly that some answer makes it so.
//!
//! A question takes every value that the flag's lines tell apart, and "not sure". Where that is
//! more than 3^12 combinations, the questions that most lines ask are combined, and the others
//! are not asked.

use lumbago_decision::circuit::{Atom, GateId, Values};
use lumbago_decision::compile::FlagWires;
use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_decision::wire::Wire;
use lumbago_guideline::fact::{FactId, FactKind};
use lumbago_guideline::urgency::Urgency;

use crate::bearing::{PLAUSIBILITY, Questions, denial};
use crate::support::engine;

/// The most combinations that are tried for one flag.
const MOST: usize = 3usize.pow(12);

/// A question that accuses only when it was answered, in rules that go beyond the pathway: RF-29
/// and RF-30 ask for `trauma` there, and "not sure" to `trauma` does accuse.
const ONLY_WHEN_TOLD: &str = "onset_context";

/// One question of a flag, with the answers that its lines tell apart.
struct Axis {
    fact: FactId,
    states: Vec<State>,
    /// How far apart two combinations stand that differ in the next answer only.
    stride: usize,
}

/// What became of one combination.
#[derive(Debug, Clone, Copy)]
struct Outcome {
    /// The rank of the urgency that the flag alone asks for.
    rank: u16,
    present: Wire,
    /// For each question, by position, whether it certainly does not apply.
    beside_the_point: u32,
}

/// All combinations of one flag.
struct Table {
    flag: usize,
    questions: Questions,
    axes: Vec<Axis>,
    outcomes: Vec<Outcome>,
}

impl Table {
    fn of(flag: usize) -> Self {
        let compiled = &engine().compiled;
        let wires = &compiled.danger.flags[flag];
        let mut gates: Vec<GateId> = wires.levels.iter().map(|level| level.holds).collect();
        gates.push(wires.present);
        let questions = Questions::of(&compiled.circuit, gates.iter().copied());
        let axes = axes(&questions);
        gates.extend(axes.iter().filter_map(Axis::applies));
        let order: Vec<GateId> =
            compiled.circuit.bearing(gates).into_iter().map(|(id, _)| id).collect();
        let outcomes = outcomes(wires, &order, &axes);
        Self { flag, questions, axes, outcomes }
    }

    fn name(&self) -> &'static str {
        &engine().guideline.red_flags[self.flag].id
    }

    /// A combination in words.
    fn told(&self, at: usize) -> String {
        let answers = self.axes.iter().map(|axis| {
            let state = &axis.states[axis.position(at)];
            crate::samples::Change(axis.fact, state.clone())
        });
        let told: Vec<_> = answers.map(|answer| format!("{answer:?}")).collect();
        let others = self.questions.facts().len() - self.axes.len();
        format!("{}: {} ({others} not asked)", self.name(), told.join(", "))
    }

    /// Every pair of combinations that differ in one answer, by the two positions on its axis.
    fn neighbours(
        &self,
        axis: &Axis,
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = (usize, usize)> {
        let (stride, here) = (axis.stride, axis.states.len());
        (0..self.outcomes.len())
            .filter(move |at| at / stride % here == from)
            .map(move |at| (at, at + to * stride - from * stride))
    }
}

impl Axis {
    /// The condition under which the question is put at all.
    fn applies(&self) -> Option<GateId> {
        engine().compiled.applies.get(self.fact.index())?.as_ref()?.out
    }

    fn position(&self, at: usize) -> usize {
        at / self.stride % self.states.len()
    }
}

/// The questions with their answers, the most asked first, as many as may be combined.
fn axes(questions: &Questions) -> Vec<Axis> {
    let mut facts = questions.facts();
    facts.sort_by_key(|fact| std::cmp::Reverse(questions.count(*fact)));
    let mut axes = Vec::new();
    let mut stride = 1;
    for fact in facts {
        let states = states(questions, fact);
        if stride * states.len() <= MOST {
            let next = stride * states.len();
            axes.push(Axis { fact, states, stride });
            stride = next;
        }
    }
    axes
}

/// One answer for each that the flag's lines tell apart, and "not sure".
fn states(questions: &Questions, fact: FactId) -> Vec<State> {
    let mut candidates: Vec<State> = Vec::new();
    let known = |value| State::Known(value);
    match engine().guideline.facts.get(fact).map(|fact| &fact.kind) {
        Some(FactKind::Choice { options }) => {
            candidates.extend((0u16..).take(options.len()).map(|o| known(Value::Choice(o))));
        }
        Some(FactKind::Set { options }) => {
            let all = options.iter().enumerate().fold(0, |all, (at, _)| all | 1u64 << at);
            let single = (0..options.len()).map(|at| 1u64 << at);
            let set = |has| known(Value::Set { has, unsure: false });
            candidates.extend(std::iter::once(0).chain(single).chain([all]).map(set));
        }
        Some(FactKind::Number { least, greatest, word, .. }) => {
            let bounds = questions.about(fact).filter_map(|(atom, _)| match atom {
                Atom::Compares(_, _, bound) => Some([bound - 1, bound, bound + 1]),
                _ => None,
            });
            let mut values: Vec<i64> = bounds.flatten().chain([*least, *greatest]).collect();
            values.sort_unstable();
            let within = values.into_iter().filter(|value| (least..=greatest).contains(&value));
            candidates.extend(within.map(|value| known(Value::Number(value))));
            candidates.extend(word.as_ref().map(|_| known(Value::Word)));
        }
        _ => {}
    }
    candidates.push(State::Unknown);
    let mut kept: Vec<State> = Vec::new();
    for state in candidates {
        let heard = questions.heard(fact, &state);
        if kept.iter().all(|other| questions.heard(fact, other) != heard) {
            kept.push(state);
        }
    }
    kept
}

fn outcomes(wires: &FlagWires, order: &[GateId], axes: &[Axis]) -> Vec<Outcome> {
    let engine = engine();
    let count = axes.iter().map(|axis| axis.states.len()).product();
    let mut sheet = FactSheet::unasked(engine.guideline.facts.len());
    let mut values = Values::default();
    let mut outcomes = Vec::with_capacity(count);
    for at in 0..count {
        for axis in axes {
            // An axis moves on only when all before it have come round.
            if at % axis.stride != 0 {
                break;
            }
            sheet.set(axis.fact, axis.states[axis.position(at)].clone());
        }
        engine.compiled.circuit.evaluate_some(order, &sheet, &mut values);
        let rank = wires.levels.iter().map(|level| {
            let holds = values.get(level.holds);
            let asked = match (holds.is_definite(), holds.is_possible()) {
                (true, _) => Some(level.urgency),
                (_, true) => engine.guideline.texts.urgencies.softening.of(level.urgency),
                _ => None,
            };
            asked.map_or(0, Urgency::rank)
        });
        let rank = rank.max().unwrap_or(0);
        let skipped = |axis: &Axis| axis.applies().is_some_and(|gate| !values.get(gate).is_open());
        let beside_the_point = axes
            .iter()
            .enumerate()
            .fold(0, |mask, (position, axis)| mask | u32::from(skipped(axis)) << position);
        outcomes.push(Outcome { rank, present: values.get(wires.present), beside_the_point });
    }
    outcomes
}

/// Whether "not sure" to this question does not always accuse: the closed list of pathway (b).
fn is_softened(fact: FactId) -> bool {
    let facts = &engine().guideline.facts;
    facts.get(fact).is_some_and(|fact| fact.plausible_no.is_some() || fact.id == ONLY_WHEN_TOLD)
}

fn check_monotone(table: &Table) -> Result<(), String> {
    for axis in &table.axes {
        for (from, one) in axis.states.iter().enumerate() {
            for (to, other) in axis.states.iter().enumerate() {
                let denied = engine().guideline.facts.get(axis.fact).and_then(denial);
                let from_no = Some(one) == denied.as_ref() && *other == State::Unknown;
                let worse = from_no || table.questions.no_calmer(axis.fact, one, other);
                if from == to || !worse {
                    continue;
                }
                for (before, after) in table.neighbours(axis, from, to) {
                    let (old, new) = (table.outcomes[before].rank, table.outcomes[after].rank);
                    if old > new {
                        let told = [table.told(before), table.told(after)].join("\n  to ");
                        return Err(format!("falls from {old} to {new}:\n  {told}"));
                    }
                }
            }
        }
    }
    Ok(())
}

/// For each combination, whether some answers in place of "not sure" make the flag present.
fn completions(table: &Table) -> Vec<bool> {
    // An unsure answer to a question that does not apply stays what it is.
    let applies =
        |position: usize, at: usize| table.outcomes[at].beside_the_point >> position & 1 == 0;
    let open = |at: usize| {
        table.axes.iter().enumerate().any(|(position, axis)| {
            axis.states[axis.position(at)] == State::Unknown && applies(position, at)
        })
    };
    let mut can: Vec<bool> = (0..table.outcomes.len())
        .map(|at| !open(at) && table.outcomes[at].present.is_definite())
        .collect();
    for (position, axis) in table.axes.iter().enumerate() {
        let Some(unknown) = axis.states.iter().position(|state| *state == State::Unknown) else {
            continue;
        };
        for known in (0..axis.states.len()).filter(|known| *known != unknown) {
            for (unsure, answered) in table.neighbours(axis, unknown, known) {
                can[unsure] |= applies(position, unsure) && can[answered];
            }
        }
    }
    can
}

fn check_possible(table: &Table) -> Result<(), String> {
    let softened = table.questions.facts().into_iter().any(is_softened);
    let questions = table.questions.facts();
    let of = |fact: &FactId| table.questions.about(*fact).collect::<Vec<_>>();
    let asks_for_unsure = |(atom, _): &(Atom, _)| matches!(atom, Atom::Unsure(_));
    let all: Vec<_> = questions.iter().flat_map(of).collect();
    let excused =
        all.iter().any(|(atom, bearing)| bearing.excuses && !matches!(atom, Atom::Asked(_)));
    let exact = !excused && !softened && !all.iter().any(asks_for_unsure);
    for (at, can) in completions(table).into_iter().enumerate() {
        let present = table.outcomes[at].present;
        if present.is_definite() && !present.is_possible() {
            return Err(format!("present, not possible: {}", table.told(at)));
        }
        if present.is_possible() && !present.is_open() {
            return Err(format!("possible, not open: {}", table.told(at)));
        }
        if can && !softened && !present.is_possible() {
            return Err(format!("some answers make it so, not possible: {}", table.told(at)));
        }
        if exact && present.is_possible() && !can {
            return Err(format!("possible, and no answers make it so: {}", table.told(at)));
        }
    }
    Ok(())
}

#[test]
fn every_red_flag_holds_in_every_combination_of_its_own_answers() {
    let mut failures = Vec::new();
    for flag in 0..engine().guideline.red_flags.len() {
        let table = Table::of(flag);
        // What softens a "not sure" gives way to the flag that it softens; monotone.rs tries both.
        if engine().guideline.red_flags[flag].body.group != PLAUSIBILITY {
            failures.extend(check_monotone(&table).err());
        }
        failures.extend(check_possible(&table).err());
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
