//! Why a rule fired, did not, or cannot be known: its lines with each one's value and place.

use lumbago_guideline::checklist::{Item, Lists, Test};
use lumbago_guideline::problem::Place;
use lumbago_guideline::standing::Standing;

use crate::circuit::{GateId, Values};
use crate::compile::ListWires;
use crate::decide::Engine;
use crate::facts::FactSheet;
use crate::plan::describe;
use crate::wire::Wire;

/// Findings stand in findings, but not deeper than a reader can follow.
const DEEPEST: usize = 5;

/// One rule, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What kind of rule it is, such as `red flag`.
    pub kind: &'static str,
    /// Its file name.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Its file.
    pub file: String,
    /// What became of it.
    pub state: Wire,
    /// Its conditions.
    pub parts: Vec<Part>,
    /// Its sources, with where in each.
    pub sources: Vec<String>,
    /// What nobody has confirmed about it.
    pub unconfirmed: Vec<String>,
    /// The disagreement that settled it, and what was decided.
    pub disagreement: Option<(String, String)>,
}

/// One condition of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What it is, such as `level same day`.
    pub name: String,
    /// What became of it.
    pub state: Wire,
    /// Its lines, in order.
    pub lines: Vec<Line>,
}

/// One line of a checklist, or the word over a list of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// How deep it stands.
    pub depth: usize,
    /// The line as it is written, or `all of`, `any of`, `none of`, `at least N of`.
    pub text: String,
    /// What became of it; none for the word over a list.
    pub state: Option<Wire>,
    /// The answer that it asks about.
    pub answer: Option<String>,
    /// Where it stands.
    pub place: Option<Place>,
}

/// Takes rules apart for one person.
pub struct Explainer<'a> {
    /// The engine.
    pub engine: &'a Engine,
    /// The person's facts.
    pub sheet: &'a FactSheet,
    /// The values of the gates for these facts.
    pub values: &'a Values,
}

impl Explainer<'_> {
    /// Every rule of a name: a file name, a specification id, or a finding.
    pub fn rules(&self, name: &str) -> Vec<Explanation> {
        let guideline = &self.engine.guideline;
        let compiled = &self.engine.compiled;
        let care = &compiled.care;
        let named = |id: &str, spec: &[String]| id == name || spec.iter().any(|own| own == name);
        let mut found = Vec::new();
        for (finding, wires) in guideline.findings.iter().zip(&compiled.findings) {
            if finding.id == name {
                found.push(Explanation {
                    kind: "finding",
                    id: finding.id.clone(),
                    title: finding.body.means.clone(),
                    file: finding.place.to_string(),
                    state: self.value(wires.out),
                    parts: vec![self.part("when", &finding.body, wires)],
                    sources: Vec::new(),
                    unconfirmed: Vec::new(),
                    disagreement: None,
                });
            }
        }
        for (entry, wires) in guideline.red_flags.iter().zip(&compiled.danger.flags) {
            if !named(&entry.id, &entry.body.spec) {
                continue;
            }
            let levels = entry.body.level.iter().zip(&wires.levels);
            let parts = levels
                .map(|(level, wires)| Part {
                    state: self.values.get(wires.holds),
                    ..self.part(&format!("level {}", level.urgency), level, &wires.list)
                })
                .collect();
            let state = self.values.get(wires.present);
            let rule = ("red flag", entry.id.as_str(), entry.body.concern.as_str(), &*entry.file);
            found.push(self.explanation(rule, &entry.body, state, parts));
        }
        for (entry, wires) in guideline.classes.iter().zip(&care.classes) {
            if named(&entry.id, &entry.body.spec) {
                let parts = vec![self.part("when", &entry.body.when, wires)];
                let rule = ("class", entry.id.as_str(), entry.body.title.as_str(), &*entry.file);
                found.push(self.explanation(rule, &entry.body, self.value(wires.out), parts));
            }
        }
        for (entry, wires) in guideline.recommendations.iter().zip(&care.recommendations) {
            if !named(&entry.id, &entry.body.spec) {
                continue;
            }
            let places = entry.body.place.iter().zip(&wires.places);
            let mut parts: Vec<Part> = places
                .map(|(place, wires)| {
                    let line = place.line.map_or("against".into(), |line| format!("line {line}"));
                    self.part(&line, place, wires)
                })
                .collect();
            if let (Some(unless), Some(wires)) = (&entry.body.unless, &wires.unless) {
                parts.push(self.part("unless", unless, wires));
            }
            let rule =
                ("recommendation", entry.id.as_str(), entry.body.title.as_str(), &*entry.file);
            let state = self.values.get(wires.applies);
            found.push(self.explanation(rule, &entry.body, state, parts));
        }
        for (entry, wires) in guideline.gates.iter().zip(&care.gates) {
            if named(&entry.id, &entry.body.spec) {
                let items = entry.body.item.iter().zip(&wires.items);
                let parts =
                    items.map(|(item, wires)| self.part(&item.id, item, &wires.list)).collect();
                let rule = ("gate", entry.id.as_str(), entry.body.title.as_str(), &*entry.file);
                found.push(self.explanation(rule, &entry.body, self.value(wires.any), parts));
            }
        }
        for (entry, wires) in guideline.medicines.iter().zip(&care.medicines) {
            if !named(&entry.id, &entry.body.spec) {
                continue;
            }
            let mut parts = vec![self.part("considered when", &entry.body.when, &wires.when)];
            let items = entry.body.item.iter().zip(&wires.items);
            parts.extend(items.map(|(item, wires)| self.part(&item.id, item, &wires.list)));
            let gates = guideline.gates.iter().zip(&care.gates);
            for (gate, wires) in gates.filter(|(gate, _)| entry.body.gates.contains(&gate.id)) {
                let items = gate.body.item.iter().zip(&wires.items);
                let open = items.filter(|(_, wires)| self.value(wires.list.out).is_open());
                parts.extend(open.map(|(item, wires)| {
                    self.part(&format!("gate {}: {}", gate.id, item.id), item, &wires.list)
                }));
            }
            let state = self.values.get(wires.considered);
            let rule = ("medicine", entry.id.as_str(), entry.body.title.as_str(), &*entry.file);
            found.push(self.explanation(rule, &entry.body, state, parts));
        }
        for (entry, (wires, shown)) in guideline.imaging.iter().zip(&care.imaging) {
            if named(&entry.id, &entry.body.spec) {
                let parts = vec![self.part("when", &entry.body.when, wires)];
                let rule = ("imaging", entry.id.as_str(), entry.body.title.as_str(), &*entry.file);
                found.push(self.explanation(rule, &entry.body, self.values.get(*shown), parts));
            }
        }
        for (entry, (when, not_when, shown)) in guideline.exercises.iter().zip(&care.exercises) {
            if named(&entry.id, &entry.body.spec) {
                let mut parts = vec![self.part("when", &entry.body.when, when)];
                if let (Some(not), Some(wires)) = (&entry.body.not_when, not_when) {
                    parts.push(self.part("not when", not, wires));
                }
                let rule = ("exercise", entry.id.as_str(), entry.body.title.as_str(), &*entry.file);
                found.push(self.explanation(rule, &entry.body, self.values.get(*shown), parts));
            }
        }
        found
    }

    fn value(&self, gate: Option<GateId>) -> Wire {
        gate.map_or(Wire::NO, |gate| self.values.get(gate))
    }

    fn explanation(
        &self,
        (kind, id, title, file): (&'static str, &str, &str, &str),
        body: &dyn Standing,
        state: Wire,
        parts: Vec<Part>,
    ) -> Explanation {
        let guideline = &self.engine.guideline;
        let sources = body.sources().iter().map(|citation| {
            let source = guideline.source(&citation.id).map(|entry| &entry.body);
            match source {
                Some(source) => format!(
                    "{} ({}, {}): {}",
                    source.title.trim(),
                    source.kind.word(),
                    source.year,
                    citation.at
                ),
                None => citation.id.clone(),
            }
        });
        let disagreement = body.basis().and_then(|spec| {
            let entry = guideline.disagreement(spec)?;
            let decided = entry.body.resolution.decided.trim().to_owned();
            Some((format!("{spec} {}", entry.body.title), decided))
        });
        Explanation {
            kind,
            id: id.to_owned(),
            title: title.to_owned(),
            file: file.to_owned(),
            state,
            parts,
            sources: sources.collect(),
            unconfirmed: body
                .unconfirmed()
                .iter()
                .map(|part| part.what.trim().to_owned())
                .collect(),
            disagreement,
        }
    }

    fn part(&self, name: &str, written: &impl Lists, wires: &ListWires) -> Part {
        let mut lines = Vec::new();
        self.lines(written, wires, 0, &mut lines);
        Part { name: name.to_owned(), state: self.value(wires.out), lines }
    }

    fn lines(&self, written: &impl Lists, wires: &ListWires, depth: usize, out: &mut Vec<Line>) {
        let [all, any, none, of] = written.lists();
        let lists = [
            ("all of", all, &wires.all),
            ("any of", any, &wires.any),
            ("none of", none, &wires.none),
            ("enough of", of, &wires.of),
        ];
        for (word, items, gates) in lists {
            if items.is_empty() {
                continue;
            }
            out.push(Line { depth, text: word.to_owned(), state: None, answer: None, place: None });
            for (item, gate) in items.iter().zip(gates) {
                self.line(item, *gate, depth + 1, out);
            }
        }
    }

    fn line(&self, item: &Item, gate: GateId, depth: usize, out: &mut Vec<Line>) {
        let answer = item.test.fact().and_then(|id| {
            let fact = self.engine.guideline.facts.get(id)?;
            Some(describe(&self.engine.guideline.texts.words, fact, self.sheet.state(id)))
        });
        out.push(Line {
            depth,
            text: item.text.clone(),
            state: Some(self.values.get(gate)),
            answer,
            place: Some(item.place.clone()),
        });
        if let Test::Finding(name) = &item.test {
            let found = self.engine.guideline.findings.iter().zip(&self.engine.compiled.findings);
            for (finding, wires) in found.filter(|(finding, _)| finding.id == *name) {
                if depth < DEEPEST {
                    self.lines(&finding.body, wires, depth + 1, out);
                }
            }
        }
    }
}
