//! Facts and reasons in words.

use lumbago_guideline::checklist::{Item, Test, write_number};
use lumbago_guideline::exercise::Dose;
use lumbago_guideline::fact::{Fact, FactId, FactKind};
use lumbago_guideline::texts::small_words::Words;

use crate::circuit::Values;
use crate::decide::{Engine, reasons};
use crate::facts::{FactSheet, State, Value};
use crate::plan::Audience;

/// The most reasons that are told for one statement; more would hide the first.
const MOST_REASONS: usize = 6;

/// An answer in words, such as `45 years` or `Burning, Numb`.
pub fn describe(words: &Words, fact: &Fact, state: &State) -> String {
    describe_for(words, fact, state, Audience::Person)
}

/// The same for a reader: to a clinician an option is told by its name in the guideline, since its
/// label speaks in the person's voice.
fn describe_for(words: &Words, fact: &Fact, state: &State, reader: Audience) -> String {
    let label = |option: usize| {
        let name = fact.kind.options().get(option);
        match reader {
            Audience::Clinician if !fact.yes_no => name.map(|name| name.replace('-', " ")),
            _ => fact.labels.get(option).or(name).cloned(),
        }
    };
    match (state, &fact.kind) {
        (State::NotAsked, _) => words.answer("not-asked").to_owned(),
        (State::Unknown, _) => words.answer("not-sure").to_owned(),
        (State::Known(Value::Choice(option)), _) => label(usize::from(*option)).unwrap_or_default(),
        (State::Known(Value::Set { has, unsure }), kind) => {
            let mut named: Vec<String> = (0..kind.options().len())
                .filter(|option| has >> option & 1 == 1)
                .filter_map(label)
                .collect();
            if *unsure {
                named.push(words.answer("others").to_owned());
            }
            match named.is_empty() {
                true => words.answer("none").to_owned(),
                false => named.join(", "),
            }
        }
        (State::Known(Value::Number(number)), FactKind::Number { decimals, unit, .. }) => {
            let number = write_number(*number, *decimals);
            format!("{number} {}", words.unit(unit)).trim_end().to_owned()
        }
        (State::Known(Value::Word), FactKind::Number { word, .. }) => {
            let word = word.as_deref().unwrap_or_default();
            let name = format!("word-{word}");
            words.answer.get(&name).map_or_else(|| word.to_owned(), Clone::clone)
        }
        (State::Known(Value::Text(text)), _) => text.clone(),
        (State::Known(Value::Texts(texts)), _) => texts.join("; "),
        (State::Known(_), _) => String::new(),
    }
}

/// Tells reasons: the answers behind the lines of a checklist.
pub(super) struct Teller<'a> {
    pub engine: &'a Engine,
    pub sheet: &'a FactSheet,
    pub values: &'a Values,
    pub audience: Audience,
}

impl Teller<'_> {
    /// The answers behind some lines, each fact once. To a person, what was never asked is no
    /// reason.
    pub fn tell(&self, items: &[&Item]) -> Vec<String> {
        let is_told = |state: &State| {
            self.audience == Audience::Clinician || !matches!(state, State::NotAsked)
        };
        self.told(items, is_told)
    }

    /// The same for what is advised: what the person is not sure of is a reason only where nothing
    /// else is.
    pub fn tell_advice(&self, items: &[&Item]) -> Vec<String> {
        let known = self.told(items, |state| matches!(state, State::Known(_)));
        if known.is_empty() { self.tell(items) } else { known }
    }

    fn told(&self, items: &[&Item], is_told: impl Fn(&State) -> bool) -> Vec<String> {
        let mut facts = Vec::new();
        let mut words = Vec::new();
        for item in items {
            self.gather(item, &mut facts, &mut words, 0);
        }
        facts.retain(|id| is_told(self.sheet.state(*id)));
        let mut told: Vec<String> = Vec::new();
        for id in facts {
            let line = self.answer(id);
            if !told.contains(&line) && !line.is_empty() {
                told.push(line);
            }
        }
        told.extend(words);
        told.dedup();
        told.truncate(MOST_REASONS);
        told
    }

    /// One answer with its question.
    pub fn answer(&self, id: FactId) -> String {
        let Some(fact) = self.engine.guideline.facts.get(id) else { return String::new() };
        let words = &self.engine.guideline.texts.words;
        let answer = describe_for(words, fact, self.sheet.state(id), self.audience);
        let asked = match self.audience {
            Audience::Person if !fact.ask.is_empty() => &fact.ask,
            _ => &fact.ask_clinician,
        };
        if asked.ends_with('?') {
            format!("{asked} {answer}")
        } else {
            format!("{asked}: {answer}")
        }
    }

    /// A fact that may be told; a score is told to a person by the answers that it is made of.
    fn gather_fact(&self, id: FactId, facts: &mut Vec<FactId>) {
        let Some(fact) = self.engine.guideline.facts.get(id) else { return };
        match &fact.derived {
            Some(derivation) if self.audience == Audience::Person => {
                for part in &derivation.of {
                    self.gather_fact(*part, facts);
                }
            }
            _ if fact.private || facts.contains(&id) => {}
            _ if self.audience == Audience::Person && fact.ask.is_empty() => {}
            _ => facts.push(id),
        }
    }

    fn gather(&self, item: &Item, facts: &mut Vec<FactId>, words: &mut Vec<String>, depth: usize) {
        /// Findings stand in findings, but not deeper than a person can follow.
        const DEEPEST: usize = 4;
        if let Some(id) = item.test.fact() {
            self.gather_fact(id, facts);
            return;
        }
        match &item.test {
            Test::Finding(name) if depth < DEEPEST => {
                let found =
                    self.engine.guideline.findings.iter().zip(&self.engine.compiled.findings);
                for (finding, wires) in found.filter(|(finding, _)| finding.id == *name) {
                    let lines = reasons(&finding.body, wires, self.values);
                    // What a finding means is written for who keeps the guideline.
                    if lines.is_empty() && self.audience == Audience::Clinician {
                        words.push(finding.body.means.clone());
                    }
                    for line in lines {
                        self.gather(line, facts, words, depth + 1);
                    }
                }
            }
            Test::Class(name) => {
                let classes = &self.engine.guideline.classes;
                words.extend(
                    classes.iter().filter(|class| class.id == *name).map(|c| c.body.title.clone()),
                );
            }
            Test::RedFlag(_) | Test::RedFlagGroup(_) => {
                let flags =
                    self.engine.guideline.red_flags.iter().zip(&self.engine.compiled.danger.flags);
                for (flag, wires) in flags {
                    let named = match &item.test {
                        Test::RedFlag(name) => {
                            flag.id == *name || flag.body.spec.iter().any(|spec| spec == name)
                        }
                        Test::RedFlagGroup(group) => flag.body.group == *group,
                        _ => false,
                    };
                    if named && self.values.get(wires.present).is_possible() {
                        words.push(flag.body.concern.clone());
                    }
                }
            }
            _ => {}
        }
    }
}

/// How much of an exercise, in words.
pub fn dose(words: &Words, dose: &Dose) -> String {
    let counted = |count: Option<u16>, one: &str, many: &str| {
        count.map(|count| words.dose(if count == 1 { one } else { many }, count))
    };
    let parts = [
        counted(dose.minutes, "minute", "minutes"),
        counted(dose.times, "once", "times"),
        counted(dose.hold_seconds, "hold-one", "hold"),
        dose.sets.filter(|sets| *sets > 1).map(|sets| words.dose("rounds", sets)),
        counted(dose.per_day, "a-day", "per-day"),
        counted(dose.days_per_week, "a-week", "per-week"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
