//! A decision as names, so that two of them can be compared: of two sets of answers, or of two
//! editions of the guideline.

use std::collections::{BTreeMap, BTreeSet};

use lumbago_guideline::medicine::Tier;

use crate::decide::{Decision, Engine, MedicineState, Presence};

/// What a decision holds, by category.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline(BTreeMap<&'static str, BTreeSet<String>>);

impl Outline {
    /// The outline of a decision.
    pub fn of(engine: &Engine, decision: &Decision<'_>) -> Self {
        let guideline = &engine.guideline;
        let mut outline = Self::default();
        let urgency = match decision.urgency {
            Some(urgency) => urgency.to_string(),
            None => "incomplete".to_owned(),
        };
        outline.add("urgency", urgency);
        for flag in &decision.flags {
            let Some(entry) = guideline.red_flags.get(flag.index) else { continue };
            let state = presence(flag.presence);
            outline.add("red flag", format!("{} ({state}, {})", entry.id, flag.urgency));
        }
        for (index, state) in &decision.classes {
            let Some(entry) = guideline.classes.get(*index) else { continue };
            outline.add("class", format!("{} ({})", entry.id, presence(*state)));
        }
        for made in &decision.recommendations {
            let Some(entry) = guideline.recommendations.get(made.index) else { continue };
            let line = made.line.map(|line| format!("{LINE}{line})")).unwrap_or_default();
            outline.add("recommendation", format!("{}{line}", entry.id));
        }
        for (index, entry) in guideline.medicines.iter().enumerate() {
            let Some(wires) = engine.medicine(index) else { continue };
            for (tier, of_tier) in
                [(Tier::Person, wires.person), (Tier::Clinician, wires.clinician)]
            {
                let state = Engine::medicine_state(&decision.values, of_tier);
                let word = match state {
                    Some(MedicineState::Offered) => OFFERED,
                    Some(MedicineState::Ask) => "ask first",
                    Some(MedicineState::Blocked) => "blocked",
                    None => continue,
                };
                let tier = match tier {
                    Tier::Person => PERSON,
                    Tier::Clinician => "clinician",
                };
                outline.add("medicine", medicine(&entry.id, tier, word));
            }
        }
        let ids = |positions: &[usize], name: &dyn Fn(usize) -> Option<String>| {
            positions.iter().filter_map(|index| name(*index)).collect::<Vec<_>>()
        };
        for id in ids(&decision.imaging, &|at| Some(guideline.imaging.get(at)?.id.clone())) {
            outline.add("imaging", id);
        }
        for id in ids(&decision.exercises, &|at| Some(guideline.exercises.get(at)?.id.clone())) {
            outline.add("exercise", id);
        }
        for id in ids(&decision.checks, &|at| Some(guideline.follow_up.check.get(at)?.id.clone())) {
            outline.add("check", id);
        }
        outline
    }

    /// Everything in it by name, as it is kept with what was shown; [`Names`] reads it back.
    pub fn names(&self) -> Vec<String> {
        let all = Self::default().changes(self).into_iter();
        all.map(|line| line.trim_start_matches("+ ").to_owned()).collect()
    }

    fn add(&mut self, category: &'static str, name: String) {
        self.0.entry(category).or_default().insert(name);
    }

    /// What is gone (`-`) and what is new (`+`), in the order of the categories.
    pub fn changes(&self, after: &Self) -> Vec<String> {
        let empty = BTreeSet::new();
        let categories: BTreeSet<_> = self.0.keys().chain(after.0.keys()).collect();
        let mut changes = Vec::new();
        for category in categories {
            let [old, new] = [self, after].map(|outline| outline.0.get(category).unwrap_or(&empty));
            changes.extend(old.difference(new).map(|name| format!("- {category} {name}")));
            changes.extend(new.difference(old).map(|name| format!("+ {category} {name}")));
        }
        // The urgency is what matters most.
        changes.sort_by_key(|change| !change.contains(" urgency "));
        changes
    }
}

/// The tier of what a person is offered, as an outline names it.
const PERSON: &str = "person";
/// The word for a medicine that is offered.
const OFFERED: &str = "offered";
/// What stands between a recommendation and its step of care.
const LINE: &str = " (line ";

fn medicine(id: &str, tier: &str, word: &str) -> String {
    format!("{id} for a {tier}: {word}")
}

/// The names of an outline that was kept, read back: the one place that knows their form beside
/// the one that writes them.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a>(pub &'a [String]);

impl<'a> Names<'a> {
    /// The names of a category, such as `check`, as they were written.
    fn of(self, category: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter_map(move |line| line.strip_prefix(category)?.strip_prefix(' '))
    }

    /// The checks that were called for.
    pub fn checks(self) -> impl Iterator<Item = &'a str> {
        self.of("check")
    }

    /// The medicines that were offered to the person.
    pub fn offered(self) -> BTreeSet<&'a str> {
        let offered = medicine("", PERSON, OFFERED);
        self.of("medicine").filter_map(|name| name.strip_suffix(offered.as_str())).collect()
    }

    /// What is done for the person, by category (recommendations, medicines that are offered,
    /// imaging, exercises), with the step of care at which it stands (0 for none).
    pub fn care(self) -> BTreeMap<(&'static str, &'a str), u8> {
        let mut care = BTreeMap::new();
        for category in ["recommendation", "imaging", "exercise"] {
            for name in self.of(category) {
                let (name, step) = match name.split_once(LINE) {
                    Some((name, step)) => (name, step.trim_end_matches(')').parse().unwrap_or(0)),
                    None => (name, 0),
                };
                care.insert((category, name), step);
            }
        }
        care.extend(self.offered().into_iter().map(|name| (("medicine", name), 0)));
        care
    }
}

fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Definite => "present",
        Presence::Possible => "possible",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_outline_writes_is_read_back() {
        let mut outline = Outline::default();
        outline.add("check", "day-7".to_owned());
        outline.add("recommendation", format!("heat{LINE}2)"));
        outline.add("recommendation", "work".to_owned());
        outline.add("medicine", medicine("one", PERSON, OFFERED));
        outline.add("medicine", medicine("two", PERSON, "ask first"));
        outline.add("medicine", medicine("three", "clinician", OFFERED));
        let kept = outline.names();
        let names = Names(&kept);
        assert_eq!(names.checks().collect::<Vec<_>>(), ["day-7"]);
        assert_eq!(names.offered(), BTreeSet::from(["one"]));
        let care = [(("medicine", "one"), 0), (("recommendation", "heat"), 2)];
        let care = care.into_iter().chain([(("recommendation", "work"), 0)]);
        assert_eq!(names.care(), care.collect());
    }

    #[test]
    fn what_is_kept_in_the_files_of_people_is_still_read() {
        let kept = ["medicine one for a person: offered", "recommendation heat (line 1)"];
        let kept = kept.map(str::to_owned);
        let care = BTreeMap::from([(("medicine", "one"), 0), (("recommendation", "heat"), 1)]);
        assert_eq!(Names(&kept).care(), care);
    }
}
