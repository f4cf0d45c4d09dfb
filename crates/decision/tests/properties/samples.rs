//! People whom nobody thought of: mostly harmless ones with several answers changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use lumbago_decision::circuit::{Atom, Gate};
use lumbago_decision::derive::derive;
use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_guideline::answers::{Answers, Given, Raw};
use lumbago_guideline::checklist::write_number;
use lumbago_guideline::fact::{Fact, FactId, FactKind, Stage};
use proptest::prelude::*;
use proptest::sample::select;

use crate::support::{engine, sheet};

/// How often the open questions are looked up again while a sample is finished.
const ROUNDS: usize = 8;

/// What becomes of the questions that the changed answers open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    /// They stay open.
    Open,
    /// They are answered harmlessly.
    Calm,
    /// They are answered with "not sure".
    NotSure,
}

/// One answer that is different.
#[derive(Clone, PartialEq)]
pub struct Change(pub FactId, pub State);

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(fact) = engine().guideline.facts.get(self.0) else { return Ok(()) };
        match raw(&fact.kind, &self.1) {
            None => write!(f, "{} not asked", fact.id),
            Some(Raw::Text(told) | Raw::Number(told)) => write!(f, "{} = {told}", fact.id),
            Some(told) => write!(f, "{} = {told:?}", fact.id),
        }
    }
}

/// One person: a base case, and what is different about this one.
#[derive(Clone, PartialEq)]
pub struct Sample {
    /// A file of `cases/base/`.
    pub base: &'static str,
    /// Whether the questions for medicines are answered too.
    pub gate: bool,
    /// The answers that differ.
    pub changes: Vec<Change>,
    /// What becomes of the questions that they open.
    pub finish: Finish,
}

impl fmt::Debug for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "like {}{}", self.base, if self.gate { " + gate-clear" } else { "" })?;
        for change in &self.changes {
            write!(f, "; {change:?}")?;
        }
        match self.finish {
            Finish::Open => Ok(()),
            Finish::Calm => f.write_str("; the rest harmless"),
            Finish::NotSure => f.write_str("; the rest not sure"),
        }
    }
}

impl Sample {
    /// What the person would have written.
    pub fn answers(&self) -> Answers {
        let guideline = &engine().guideline;
        let bases = [self.gate.then_some("gate-clear"), Some(self.base)];
        let bases = bases.into_iter().flatten().map(|name| &guideline.bases[name]);
        let mut answers = bases.fold(Answers::default(), |under, base| under.overlaid(base));
        for Change(id, state) in &self.changes {
            answer(&mut answers, *id, state);
        }
        match self.finish {
            Finish::Open => answers,
            Finish::Calm => finished(answers, calm),
            Finish::NotSure => finished(answers, |_| State::Unknown),
        }
    }

    /// The same person with one more answer changed.
    #[must_use]
    pub fn with(&self, change: &Change) -> Self {
        let mut sample = self.clone();
        sample.changes.retain(|known| known.0 != change.0);
        sample.changes.push(change.clone());
        sample
    }

    /// The facts, through the way that every input takes.
    pub fn sheet(&self) -> FactSheet {
        sheet(&self.answers())
    }
}

/// Answers every open question, and those that these answers open.
pub fn finished(mut answers: Answers, filler: fn(&Fact) -> State) -> Answers {
    for _ in 0..ROUNDS {
        let open = engine().decide(&sheet(&answers)).ask_next;
        for id in &open {
            if let Some(fact) = engine().guideline.facts.get(*id) {
                answer(&mut answers, *id, &filler(fact));
            }
        }
        if open.is_empty() {
            break;
        }
    }
    answers
}

/// Lays one answer over others; one that was not asked is taken away.
pub fn answer(answers: &mut Answers, id: FactId, state: &State) {
    let Some(fact) = engine().guideline.facts.get(id) else { return };
    answers.0.retain(|given| given.name != fact.id);
    if let Some(value) = raw(&fact.kind, state) {
        answers.0.push(Given { name: fact.id.clone(), offset: 0, value });
    }
}

/// An answer as somebody would write it; nothing for a question that was not asked.
pub fn raw(kind: &FactKind, state: &State) -> Option<Raw> {
    let word = |option: usize| Raw::Text(kind.options()[option].clone());
    let unknown = || Raw::Text("unknown".to_owned());
    Some(match (state, kind) {
        (State::NotAsked, _) => return None,
        (State::Unknown, _) => unknown(),
        (State::Known(Value::Choice(option)), _) => word(usize::from(*option)),
        (State::Known(Value::Set { has, unsure }), _) => {
            let named = (0..kind.options().len()).filter(|option| has >> option & 1 == 1);
            Raw::List(named.map(word).chain(unsure.then(unknown)).collect())
        }
        (State::Known(Value::Number(steps)), FactKind::Number { decimals, .. }) => {
            Raw::Number(write_number(*steps, *decimals))
        }
        (State::Known(Value::Word), FactKind::Number { word: Some(word), .. }) => {
            Raw::Text(word.clone())
        }
        (State::Known(Value::Text(text)), _) => Raw::Text(text.clone()),
        (State::Known(Value::Texts(texts)), _) => {
            Raw::List(texts.iter().cloned().map(Raw::Text).collect())
        }
        _ => return None,
    })
}

/// The least alarming answer: no, none, never, nothing; a number in the middle of its range.
pub fn calm(fact: &Fact) -> State {
    State::Known(match &fact.kind {
        FactKind::Choice { options } => {
            let calming = ["no", "none", "never", "na", "weeks", "one", "back"];
            let found = calming.iter().find_map(|word| options.iter().position(|o| o == word));
            Value::Choice(u16::try_from(found.unwrap_or(0)).unwrap_or(0))
        }
        FactKind::Set { .. } => Value::Set { has: 0, unsure: false },
        FactKind::Number { word: Some(_), .. } => Value::Word,
        FactKind::Number { least, greatest, .. } => Value::Number((least + greatest) / 2),
        FactKind::Text => Value::Text(String::new()),
        FactKind::Texts => Value::Texts(Vec::new()),
    })
}

/// For each number that a rule compares, the bounds with one step below and above.
static BOUNDS: LazyLock<BTreeMap<FactId, Vec<i64>>> = LazyLock::new(|| {
    let mut bounds: BTreeMap<FactId, BTreeSet<i64>> = BTreeMap::new();
    for gate in engine().compiled.circuit.gates() {
        if let Gate::Atom { atom: Atom::Compares(fact, _, bound), .. } = gate {
            bounds.entry(*fact).or_default().extend([bound - 1, *bound, bound + 1]);
        }
    }
    bounds.into_iter().map(|(fact, values)| (fact, values.into_iter().collect())).collect()
});

/// Any answer to a question, "not sure" and none at all included.
pub fn state(id: FactId) -> BoxedStrategy<State> {
    prop_oneof![
        1 => Just(State::NotAsked),
        2 => Just(State::Unknown),
        9 => known(id).prop_map(State::Known),
    ]
    .boxed()
}

/// Any known answer to a question: its options, its thresholds with their neighbours.
pub fn known(id: FactId) -> BoxedStrategy<Value> {
    let Some(fact) = engine().guideline.facts.get(id) else { return Just(Value::Word).boxed() };
    match &fact.kind {
        FactKind::Choice { options } => {
            (0..u16::try_from(options.len()).unwrap_or(u16::MAX)).prop_map(Value::Choice).boxed()
        }
        FactKind::Set { options } => {
            let one = 0..options.len();
            (prop::collection::btree_set(one, 0..=2), prop::bool::weighted(0.1))
                .prop_map(|(named, unsure)| {
                    let has = named.iter().fold(0, |has, option| has | 1u64 << option);
                    Value::Set { has, unsure }
                })
                .boxed()
        }
        FactKind::Number { least, greatest, word, .. } => {
            let (least, greatest) = (*least, *greatest);
            let anywhere = (least..=greatest).prop_map(Value::Number);
            let near = BOUNDS.get(&id).cloned().unwrap_or_else(|| vec![least, greatest]);
            let near =
                select(near).prop_map(move |value| Value::Number(value.clamp(least, greatest)));
            match word {
                Some(_) => prop_oneof![2 => Just(Value::Word), 6 => near, 2 => anywhere].boxed(),
                None => prop_oneof![6 => near, 2 => anywhere].boxed(),
            }
        }
        FactKind::Text => any_words().prop_map(Value::Text).boxed(),
        FactKind::Texts => prop::collection::vec(any_words(), 0..3).prop_map(Value::Texts).boxed(),
    }
}

/// Words of a person's own, the alarming and the soothing among them.
pub fn any_words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("I cannot feel my saddle and I want to die".to_owned()),
        Just("nothing is wrong, please give me ibuprofen and no warning".to_owned()),
        "\\PC{0,40}",
    ]
}

/// The facts that are changed, and how often those of each stage are.
static POOLS: LazyLock<Vec<(u32, Vec<FactId>)>> = LazyLock::new(|| {
    let of = |stage: Stage| {
        let facts = engine().guideline.facts.iter();
        facts.filter(|(_, fact)| fact.stage == stage).map(|(id, _)| id).collect()
    };
    let pools = [
        (8, Stage::Danger),
        (5, Stage::Plan),
        (6, Stage::Gate),
        (1, Stage::Clinician),
        (3, Stage::Optional),
    ];
    pools.into_iter().map(|(weight, stage)| (weight, of(stage))).collect()
});

/// One changed answer.
fn change() -> impl Strategy<Value = Change> {
    let pools = POOLS.iter().map(|(weight, facts)| (*weight, select(facts.clone()).boxed()));
    proptest::strategy::Union::new_weighted(pools.collect())
        .prop_flat_map(|id| state(id).prop_map(move |state| Change(id, state)))
}

/// A person with up to `most` changed answers.
pub fn sample(most: usize) -> impl Strategy<Value = Sample> {
    let bases: Vec<&'static str> = engine().guideline.bases.keys().map(String::as_str).collect();
    let bases: Vec<_> = bases.into_iter().filter(|name| *name != "gate-clear").collect();
    let finish = prop_oneof![
        6 => Just(Finish::Calm),
        1 => Just(Finish::NotSure),
        1 => Just(Finish::Open),
    ];
    let changes = prop::collection::vec(change(), 0..=most);
    let wants = prop::bool::weighted(0.6);
    (select(bases), prop::bool::weighted(0.8), wants, changes, finish).prop_map(
        |(base, gate, wants, mut changes, finish)| {
            if wants {
                let yes = State::Known(Value::Choice(0));
                changes.insert(0, Change(crate::told::fact("wants_medicine"), yes));
            }
            let mut seen = BTreeSet::new();
            changes.retain(|change| seen.insert(change.0));
            Sample { base, gate, changes, finish }
        },
    )
}

/// A sheet that tells what stands on it in a message.
#[derive(Clone, PartialEq)]
pub struct Shown(pub FactSheet);

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids = engine().guideline.facts.iter().map(|(id, _)| id);
        let asked = ids.filter(|id| *self.0.state(*id) != State::NotAsked);
        f.debug_list().entries(asked.map(|id| Change(id, self.0.state(id).clone()))).finish()
    }
}

/// A sheet on which everything may stand, also what no interview would bring together.
pub fn wild_sheet() -> impl Strategy<Value = Shown> {
    let ids: Vec<FactId> = engine().guideline.facts.iter().map(|(id, _)| id).collect();
    let states: Vec<_> = ids.iter().map(|id| state(*id)).collect();
    states.prop_map(move |states| {
        let mut sheet = FactSheet::unasked(ids.len());
        ids.iter().zip(states).for_each(|(id, state)| sheet.set(*id, state));
        derive(&engine().guideline.facts, &mut sheet);
        Shown(sheet)
    })
}
