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
            let line = made.line.map(|line| format!(" (line {line})")).unwrap_or_default();
            outline.add("recommendation", format!("{}{line}", entry.id));
        }
        for (index, entry) in guideline.medicines.iter().enumerate() {
            let Some(wires) = engine.medicine(index) else { continue };
            for (tier, of_tier) in
                [(Tier::Person, wires.person), (Tier::Clinician, wires.clinician)]
            {
                let state = Engine::medicine_state(&decision.values, of_tier);
                let word = match state {
                    Some(MedicineState::Offered) => "offered",
                    Some(MedicineState::Ask) => "ask first",
                    Some(MedicineState::Blocked) => "blocked",
                    None => continue,
                };
                let tier = match tier {
                    Tier::Person => "person",
                    Tier::Clinician => "clinician",
                };
                outline.add("medicine", format!("{} for a {tier}: {word}", entry.id));
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

fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Definite => "present",
        Presence::Possible => "possible",
    }
}
