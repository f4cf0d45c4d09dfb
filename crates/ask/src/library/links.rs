//! Which entry names which: through conditions, citations and names in files.

use std::collections::{BTreeMap, BTreeSet};

use lumbago_guideline::Guideline;
use lumbago_guideline::checklist::{Item, Lists, Test};
use lumbago_guideline::disagreement::Position;
use lumbago_guideline::standing::Standing;

use super::{EntryKind, PHASES};

/// Findings name findings, but not deeper than this.
const DEEPEST: u8 = 6;

/// What each entry names, and what names it, by ids of entries.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Links {
    /// What an entry names or rests on.
    pub uses: BTreeMap<String, BTreeSet<String>>,
    /// What names an entry or rests on it.
    pub used_by: BTreeMap<String, BTreeSet<String>>,
    /// The phases of pain in which what may be done or taken has a place.
    pub phases: BTreeMap<String, BTreeSet<String>>,
}

/// Reads every mention off the files.
pub(super) fn mentions(guideline: &Guideline) -> Links {
    let mut found = Mentions { guideline, links: Links::default() };
    found.conditions();
    found.names();
    found.citations();
    found.links
}

struct Mentions<'g> {
    guideline: &'g Guideline,
    links: Links,
}

impl Mentions<'_> {
    fn link(&mut self, from: &str, to: String) {
        if from != to {
            self.links.used_by.entry(to.clone()).or_default().insert(from.to_owned());
            self.links.uses.entry(from.to_owned()).or_default().insert(to);
        }
    }

    /// What the conditions of an entry ask of.
    fn lists(&mut self, from: &str, condition: &impl Lists) {
        let items: Vec<Test> =
            condition.lists().into_iter().flatten().map(|item| item.test.clone()).collect();
        for test in items {
            self.test(from, &test, 0);
        }
    }

    fn test(&mut self, from: &str, test: &Test, depth: u8) {
        if let Some(fact) = test.fact() {
            let name = self.guideline.facts.name(fact).to_owned();
            self.link(from, EntryKind::Question.id(&name));
        }
        match test {
            Test::Finding(name) => self.finding(from, name, depth),
            Test::Class(name) => self.link(from, EntryKind::Class.id(name)),
            Test::Gate(name) => self.link(from, EntryKind::Gate.id(name)),
            Test::RedFlag(name) => {
                let flags = self.guideline.red_flags.iter();
                let named = flags.filter(|flag| {
                    flag.id == *name || flag.body.spec.iter().any(|spec| spec == name)
                });
                let ids: Vec<String> = named.map(|flag| EntryKind::RedFlag.id(&flag.id)).collect();
                ids.into_iter().for_each(|id| self.link(from, id));
            }
            _ => {}
        }
    }

    fn finding(&mut self, from: &str, name: &str, depth: u8) {
        let found = self.guideline.findings.iter().find(|finding| finding.id == name);
        if let Some(finding) = found.filter(|_| depth < DEEPEST) {
            let checklist = finding.checklist();
            for item in checklist.items() {
                self.test(from, &item.test, depth + 1);
            }
        }
    }

    /// The phases in which a place may hold: those that it names, else all that it does not
    /// exclude.
    fn phases(&mut self, from: &str, condition: &impl Lists) {
        let [all, any, none, of] = condition.lists();
        let named = |lists: &[&[Item]]| -> Vec<&str> {
            let items = lists.iter().flat_map(|list| list.iter());
            PHASES.into_iter().filter(|phase| items.clone().any(|item| is(item, phase))).collect()
        };
        let (within, without) = (named(&[all, any, of]), named(&[none]));
        let holds = |phase: &&str| match within.is_empty() {
            true => !without.contains(phase),
            false => within.contains(phase),
        };
        let phases = PHASES.into_iter().filter(holds).map(str::to_owned);
        self.links.phases.entry(from.to_owned()).or_default().extend(phases);
    }

    fn conditions(&mut self) {
        let guideline = self.guideline;
        for entry in &guideline.recommendations {
            let id = EntryKind::Recommendation.id(&entry.id);
            entry.body.place.iter().for_each(|place| self.lists(&id, place));
            entry.body.place.iter().for_each(|place| self.phases(&id, place));
            entry.body.unless.iter().for_each(|unless| self.lists(&id, unless));
        }
        for entry in &guideline.medicines {
            let id = EntryKind::Medicine.id(&entry.id);
            self.lists(&id, &entry.body.when);
            self.phases(&id, &entry.body.when);
            entry.body.item.iter().for_each(|item| self.lists(&id, item));
            entry.body.reduce.iter().for_each(|reduce| self.lists(&id, reduce));
        }
        for entry in &guideline.gates {
            let id = EntryKind::Gate.id(&entry.id);
            entry.body.item.iter().for_each(|item| self.lists(&id, item));
        }
        for entry in &guideline.exercises {
            let id = EntryKind::Exercise.id(&entry.id);
            self.lists(&id, &entry.body.when);
            self.phases(&id, &entry.body.when);
            entry.body.not_when.iter().for_each(|not| self.lists(&id, not));
        }
        for entry in &guideline.classes {
            self.lists(&EntryKind::Class.id(&entry.id), &entry.body.when);
        }
        for entry in &guideline.imaging {
            self.lists(&EntryKind::Imaging.id(&entry.id), &entry.body.when);
        }
        for entry in &guideline.red_flags {
            let id = EntryKind::RedFlag.id(&entry.id);
            entry.body.level.iter().for_each(|level| self.lists(&id, level));
        }
    }

    /// Names outside of conditions.
    fn names(&mut self) {
        let guideline = self.guideline;
        for entry in &guideline.medicines {
            let id = EntryKind::Medicine.id(&entry.id);
            for gate in &entry.body.gates {
                self.link(&id, EntryKind::Gate.id(gate));
            }
            for name in &entry.body.say.self_care {
                self.link(&id, EntryKind::Recommendation.id(name));
            }
        }
        for entry in &guideline.exercises {
            let id = EntryKind::Exercise.id(&entry.id);
            for name in [&entry.body.easier, &entry.body.harder] {
                if guideline.exercises.iter().any(|other| other.id == *name) {
                    self.link(&id, EntryKind::Exercise.id(name));
                }
            }
        }
        for entry in &guideline.disagreements {
            let id = disagreement(&entry.body, &entry.id);
            for path in &entry.body.resolution.carried_by {
                let carried = path.split_once('/').and_then(|(dir, name)| entry_of(dir, name));
                if let Some(carried) = carried {
                    self.link(&carried, id.clone());
                }
            }
            for position in &entry.body.position {
                for source in sources_of(guideline, position) {
                    self.link(&id, EntryKind::Source.id(source));
                }
            }
        }
    }

    fn citations(&mut self) {
        for (dir, name, _, standing) in self.guideline.standing_files() {
            let id = match self.guideline.disagreements.iter().find(|entry| entry.id == name) {
                Some(entry) if dir == "disagreements" => Some(disagreement(&entry.body, name)),
                _ => entry_of(dir, name),
            };
            let Some(id) = id else { continue };
            for citation in standing.sources() {
                self.link(&id, EntryKind::Source.id(&citation.id));
            }
            if let Some(basis) = standing.basis() {
                self.link(&id, EntryKind::Disagreement.id(basis));
            }
        }
    }
}

/// Who holds a position: the documents that claim it, and the outside sources.
pub(super) fn sources_of<'g>(
    guideline: &'g Guideline,
    position: &'g Position,
) -> impl Iterator<Item = &'g String> {
    let claims = position.claims.iter();
    claims
        .filter_map(|id| guideline.claims.iter().find(|claim| claim.id == *id))
        .map(|claim| &claim.source)
        .chain(&position.sources)
}

/// Whether a line asks for a phase.
fn is(item: &Item, phase: &str) -> bool {
    matches!(&item.test, Test::Finding(name) if name == phase)
}

/// The id of a disagreement: by its specification id, such as `disagreement/X06`.
pub(super) fn disagreement(by: &dyn Standing, name: &str) -> String {
    EntryKind::Disagreement.id(by.spec().first().map_or(name, String::as_str))
}

/// The entry of a file, by its folder and name.
fn entry_of(dir: &str, name: &str) -> Option<String> {
    let kind = match dir {
        "recommendations" => EntryKind::Recommendation,
        "medicines" => EntryKind::Medicine,
        "gates" => EntryKind::Gate,
        "exercises" => EntryKind::Exercise,
        "classes" => EntryKind::Class,
        "imaging" => EntryKind::Imaging,
        "red-flags" => EntryKind::RedFlag,
        "sources" => EntryKind::Source,
        _ => return None,
    };
    Some(kind.id(name))
}
