//! A case that tells a change from the guideline as it is: what an author adds to catch it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write;

use lumbago_decision::check::{CaseSheet, Observed, observe, observed};
use lumbago_decision::circuit::{Atom, Gate, Values};
use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_decision::input::{as_written, read_sheet};
use lumbago_guideline::Guideline;
use lumbago_guideline::answers::{Answers, Given, Raw};
use lumbago_guideline::checklist::{Checklist, Test};
use lumbago_guideline::fact::{FactId, FactKind};
use lumbago_guideline::finding::Finding;
use lumbago_guideline::gate::GateItem;
use lumbago_guideline::red_flag::Level;

use super::Mutant;
use super::catch::Bench;

/// How many pairs of answers are tried when no single answer tells the two apart.
const PAIRS: usize = 4000;
/// The columns that a line of the guideline may have.
const COLUMNS: usize = 100;

/// A case that passes as the guideline is, and fails with the change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The file that it belongs to.
    pub file: String,
    /// The case, as it is written there.
    pub block: String,
}

/// A case that was suggested before: it may catch the next change too.
pub(super) struct Kept {
    seen: Observed,
    sheet: FactSheet,
    then: Vec<String>,
}

impl Bench<'_> {
    /// A case that tells a change from the guideline as it is, made from a case that there is by
    /// one or two other answers; nothing when none was found, or when one that was suggested
    /// before does.
    pub fn suggest(&mut self, mutant: &mut Mutant) -> Option<Suggestion> {
        let every = observed(&self.base.guideline);
        let own: Vec<Observed> = every
            .iter()
            .filter(|seen| mutant.place.file.ends_with(&seen.file))
            .filter(|seen| match &seen.row {
                Some(("item", _)) | None => true,
                Some((_, row)) => mutant.what.split([':', ' ']).any(|word| word == row),
            })
            .cloned()
            .collect();
        let watched = if own.is_empty() { every } else { own };
        let about = about(&self.base.guideline, mutant);
        let found = self.changed(mutant, |bench| bench.telling(&watched, &about))??;
        let (suggestion, kept) = found;
        self.kept.push(kept);
        suggestion
    }

    /// Under a change: what tells it apart.
    fn telling(
        &self,
        watched: &[Observed],
        about: &BTreeSet<FactId>,
    ) -> Option<(Option<Suggestion>, Kept)> {
        let mut search =
            Search { bench: self, watched, values: [Values::default(), Values::default()] };
        for kept in &self.kept {
            let now = search.seen_now(&kept.sheet, &kept.seen);
            if watched.contains(&kept.seen) && now != kept.then {
                let Kept { seen, sheet, then } = kept;
                let kept = Kept { seen: seen.clone(), sheet: sheet.clone(), then: then.clone() };
                return Some((None, kept));
            }
        }
        let files: BTreeSet<&str> = watched.iter().map(|seen| seen.file.as_str()).collect();
        let row = watched.first().and_then(|seen| seen.row.as_ref());
        let own = |case: &&CaseSheet| files.iter().any(|file| file.ends_with(&case.file));
        let mut near: Vec<&CaseSheet> = match row {
            // The cases of a finding carry no name of it: those that speak of anything will do.
            Some(_) => Vec::new(),
            None => self.sheets.iter().filter(own).take(12).collect(),
        };
        let plain = self.plain.iter();
        near.extend(plain);
        let all = search.changes();
        let changes: Vec<_> = all.iter().filter(|(id, _)| about.contains(id)).cloned().collect();
        search
            .as_it_is(self.sheets.iter())
            .or_else(|| search.as_it_is(self.others.iter()))
            .or_else(|| search.single(&near, &changes))
            .or_else(|| search.pairs(&near, &changes, &all))
    }
}

struct Search<'b> {
    bench: &'b Bench<'b>,
    watched: &'b [Observed],
    values: [Values; 2],
}

type Found = (Option<Suggestion>, Kept);

impl Search<'_> {
    fn seen_now(&mut self, sheet: &FactSheet, seen: &Observed) -> Vec<String> {
        let engine = &self.bench.engine;
        engine.compiled.circuit.evaluate_into(sheet, &mut self.values[1]);
        observe(engine, &self.values[1], seen)
    }

    /// The first thing on which the two differ, with what it is without the change.
    fn differing(&mut self, sheet: &FactSheet) -> Option<(Observed, Vec<String>, usize)> {
        let [before, after] = &mut self.values;
        let (base, engine) = (&self.bench.base, &self.bench.engine);
        base.compiled.circuit.evaluate_into(sheet, before);
        engine.compiled.circuit.evaluate_into(sheet, after);
        for seen in self.watched {
            let [was, is] = [observe(base, before, seen), observe(engine, after, seen)];
            let differs = was.iter().zip(&is).position(|(was, is)| was != is);
            if let Some(at) = differs
                && (was.get(at).is_some_and(|was| was != "ask") || seen.row.is_none())
            {
                return Some((seen.clone(), was, at));
            }
        }
        None
    }

    /// The answers to the facts that what is watched rests on.
    fn changes(&self) -> Vec<(FactId, State)> {
        let mut values: BTreeMap<FactId, Vec<State>> = BTreeMap::new();
        for engine in [&self.bench.base, &self.bench.engine] {
            for gate in engine.compiled.circuit.gates() {
                let Gate::Atom { atom, .. } = gate else { continue };
                let Some(id) = atom.fact() else { continue };
                let Some(fact) = engine.guideline.facts.get(id) else { continue };
                if fact.derived.is_some() {
                    continue;
                }
                let of = values.entry(id).or_default();
                add_values(of, &fact.kind, atom);
            }
        }
        values
            .into_iter()
            .flat_map(|(id, of)| of.into_iter().map(move |state| (id, state)))
            .collect()
    }

    fn single(&mut self, near: &[&CaseSheet], changes: &[(FactId, State)]) -> Option<Found> {
        for case in near {
            let Some(plain) = &case.sheet else { continue };
            let mut sheet = plain.clone();
            for (id, state) in changes {
                sheet.set(*id, state.clone());
                let differs = self.differing(&sheet);
                sheet.set(*id, plain.state(*id).clone());
                if differs.is_some() {
                    let found = self.written(case, &[(*id, state.clone())]);
                    if found.is_some() {
                        return found;
                    }
                }
            }
        }
        None
    }

    /// A case of another file, as it is.
    fn as_it_is<'c>(&mut self, cases: impl Iterator<Item = &'c CaseSheet>) -> Option<Found> {
        for case in cases {
            let Some(sheet) = &case.sheet else { continue };
            if self.differing(sheet).is_some() {
                let found = self.written(case, &[]);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    fn pairs(
        &mut self,
        near: &[&CaseSheet],
        changes: &[(FactId, State)],
        all: &[(FactId, State)],
    ) -> Option<Found> {
        let mut state = 1u64;
        let mut next = |below: usize| {
            // A plain generator: the same pairs every time, and no library for it.
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            usize::try_from(state >> 33).unwrap_or(0) % below.max(1)
        };
        for _ in 0..PAIRS {
            let case = near.get(next(near.len()))?;
            let [one, two] = [next(changes.len()), next(all.len())];
            let Some(plain) = &case.sheet else { continue };
            let pair = [changes.get(one)?.clone(), all.get(two)?.clone()];
            let mut sheet = plain.clone();
            pair.iter().for_each(|(id, state)| sheet.set(*id, state.clone()));
            if self.differing(&sheet).is_some() {
                let found = self.written(case, &pair);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// The case as it is written, if it tells the two apart once it is read again.
    fn written(&mut self, from: &CaseSheet, changes: &[(FactId, State)]) -> Option<Found> {
        let guideline = &self.bench.base.guideline;
        let mut over = Answers::default();
        // A case of a finding has no name; then it is what was answered.
        let mut situation = match (from.case.name.as_str(), from.case.given.0.as_slice()) {
            ("", []) => from.case.like.clone().unwrap_or_default().replace('-', " "),
            ("", given) => {
                let told = given.iter().map(|given| in_words(&given.name, &given.value));
                told.collect::<Vec<_>>().join(", ")
            }
            (name, _) => name.to_owned(),
        };
        for (id, state) in changes {
            let fact = guideline.facts.get(*id)?;
            let value = as_written(&fact.kind, state)?;
            if !situation.is_empty() {
                situation.push_str(", ");
            }
            situation.push_str(&in_words(&fact.id, &value));
            over.0.push(Given { name: fact.id.clone(), offset: 0, value });
        }
        let given = from.case.given.overlaid(&over);
        let (like, like_gate) = (from.case.like.as_deref(), from.case.like_gate.as_deref());
        let answers = guideline.answers_of(like, like_gate, &given).ok()?;
        let sheet = read_sheet(guideline, &answers, &from.file, "", None).ok()?;
        if !self.bench.base.contradictions(&sheet).is_empty() {
            return None;
        }
        let (seen, then, at) = self.differing(&sheet)?;
        let mut block = match &seen.row {
            Some(("finding", name)) => format!("[[{name}.case]]\n"),
            _ => {
                let room = COLUMNS - "name = \"\"".len();
                let name: String = situation.chars().take(room).collect();
                format!("[[case]]\nname = \"{name}\"\n")
            }
        };
        for (key, value) in [("like", like), ("like_gate", like_gate)] {
            if let Some(value) = value {
                let _ = writeln!(block, "{key} = \"{value}\"");
            }
        }
        let rows: Vec<String> = given
            .0
            .iter()
            .map(|given| format!("{} = {}", given.name, given.value.toml()))
            .collect();
        let line = match rows.as_slice() {
            [] => "given = {}".to_owned(),
            rows => format!("given = {{ {} }}", rows.join(", ")),
        };
        match line.chars().count() {
            0..=COLUMNS => block.push_str(&line),
            _ => {
                let _ = write!(block, "given = {{\n  {},\n}}", rows.join(",\n  "));
            }
        }
        let _ = writeln!(block, "\nthen = \"{}\"", then.get(at)?);
        if let Some((key, name)) = seen.row.as_ref().filter(|(key, _)| *key != "finding") {
            let _ = writeln!(block, "{key} = \"{name}\"");
        }
        let suggestion = Suggestion { file: seen.file.clone(), block };
        Some((Some(suggestion), Kept { seen, sheet, then }))
    }
}

/// The facts that the changed lines of a condition rest on, through whatever they name; all facts
/// for a change of something else.
fn about(guideline: &Guideline, mutant: &Mutant) -> BTreeSet<FactId> {
    let Some((before, after, _)) = &mutant.lists else {
        return guideline.facts.iter().map(|(id, _)| id).collect();
    };
    let [was, is] = [before, after].map(|list| list.items().collect::<Vec<_>>());
    let gone = was.iter().filter(|item| !is.contains(item));
    let come = is.iter().filter(|item| !was.contains(item));
    let mut open: Vec<Test> = gone.chain(come).map(|item| item.test.clone()).collect();
    if open.is_empty() {
        open = was.iter().map(|item| item.test.clone()).collect();
    }
    let mut seen = HashSet::new();
    let mut facts = BTreeSet::new();
    while let Some(test) = open.pop() {
        if seen.insert(test.clone()) {
            facts.extend(test.fact());
            open.extend(named_by(guideline, &test));
        }
    }
    facts
}

/// What stands behind the name in a line.
fn named_by(guideline: &Guideline, test: &Test) -> Vec<Test> {
    let lists: Vec<Checklist> = match test {
        Test::Possibly(inner) | Test::Certainly(inner) => return vec![(**inner).clone()],
        Test::Finding(name) => {
            let findings = guideline.findings.iter().filter(|finding| finding.id == *name);
            findings.map(Finding::checklist).collect()
        }
        Test::Class(name) => {
            let classes = guideline.classes.iter().filter(|entry| entry.id == *name);
            classes.map(|entry| entry.body.when.clone()).collect()
        }
        Test::RedFlag(name) => {
            let flags = guideline.red_flags.iter();
            let named = flags.filter(|flag| flag.id == *name || flag.body.spec.contains(name));
            named.flat_map(|flag| flag.body.level.iter().map(Level::checklist)).collect()
        }
        Test::Gate(name) => {
            let gates = guideline.gates.iter().filter(|entry| entry.id == *name);
            gates.flat_map(|gate| gate.body.item.iter().map(GateItem::checklist)).collect()
        }
        _ => Vec::new(),
    };
    lists.iter().flat_map(|list| list.items().map(|item| item.test.clone())).collect()
}

/// An answer as a part of a case's name.
fn in_words(fact: &str, value: &Raw) -> String {
    let told: String = value.toml().chars().filter(|c| !"\"[]".contains(*c)).collect();
    let told = if told.is_empty() { "none".to_owned() } else { told };
    format!("{} {told}", fact.replace('_', " "))
}

/// The values at which a question to a fact changes its answer.
fn add_values(into: &mut Vec<State>, kind: &FactKind, atom: &Atom) {
    let mut add = |state: State| {
        if !into.contains(&state) {
            into.push(state);
        }
    };
    match (kind, atom) {
        (FactKind::Choice { options }, _) => {
            for at in 0..options.len() {
                add(State::Known(Value::Choice(u16::try_from(at).unwrap_or(0))));
            }
        }
        (FactKind::Set { options }, _) => {
            for at in 0..options.len().min(63) {
                add(State::Known(Value::Set { has: 1 << at, unsure: false }));
            }
            add(State::Known(Value::Set { has: 0, unsure: false }));
        }
        (FactKind::Number { least, greatest, .. }, Atom::Compares(_, _, bound)) => {
            for number in [bound - 1, *bound, bound + 1] {
                if (*least..=*greatest).contains(&number) {
                    add(State::Known(Value::Number(number)));
                }
            }
        }
        (FactKind::Number { .. }, Atom::IsWord(_)) => add(State::Known(Value::Word)),
        _ => {}
    }
    add(State::Unknown);
}
