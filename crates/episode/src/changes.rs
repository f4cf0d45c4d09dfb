//! What changed from the last plan to this one, read off what was written down as shown.

use std::collections::BTreeMap;

use lumbago_decision::plan::UrgencyWord;

use crate::course::Course;
use crate::log::Shown;

/// What came, went or moved between two plans. Names are those of the guideline's files.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// The day of the plan before.
    pub since: jiff::civil::Date,
    /// The urgency before and now, where it is another one.
    pub urgency: Option<[(UrgencyWord, Option<u8>); 2]>,
    /// The furthest step of care before and now, where it is another one.
    pub step: Option<(u8, u8)>,
    /// What is new, by kind (such as `recommendation`), in the order of its name.
    pub new: Vec<(String, String)>,
    /// What is gone.
    pub gone: Vec<(String, String)>,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.urgency.is_none() && self.step.is_none() && self.new.is_empty() && self.gone.is_empty()
    }
}

/// The kinds of which coming and going is told.
const TOLD: [&str; 4] = ["recommendation", "medicine", "imaging", "exercise"];

/// What changed between the two last rounds that were shown; none before the second.
pub fn changes(course: &Course) -> Option<Changes> {
    let mut shown = course.rounds.iter().rev().filter_map(|round| round.shown.as_ref());
    let (now, _) = shown.next()?;
    let (before, since) = shown.next()?;
    let [old, new] = [before, now].map(told);
    let only = |one: &BTreeMap<(String, String), u8>, other: &BTreeMap<(String, String), u8>| {
        one.keys().filter(|key| !other.contains_key(key)).cloned().collect()
    };
    let step = |told: &BTreeMap<_, u8>| told.values().copied().max().unwrap_or(0);
    let steps = (step(&old), step(&new));
    let [from, to] = [before, now].map(|shown| (shown.urgency, shown.within_days));
    Some(Changes {
        since: *since,
        urgency: (from != to).then_some([from, to]),
        step: (steps.0 != steps.1 && steps.0 > 0 && steps.1 > 0).then_some(steps),
        new: only(&new, &old),
        gone: only(&old, &new),
    })
}

/// The names in an outline, by kind, with the step of care at which each stands (0 for none).
/// A medicine counts when it is offered to the person.
fn told(shown: &Shown) -> BTreeMap<(String, String), u8> {
    let mut told = BTreeMap::new();
    for line in &shown.outline {
        let Some((kind, rest)) = TOLD.iter().find_map(|kind| {
            line.strip_prefix(kind)?.strip_prefix(' ').map(|rest| ((*kind).to_owned(), rest))
        }) else {
            continue;
        };
        let (name, step) = match rest.split_once(" (line ") {
            Some((name, step)) => (name, step.trim_end_matches(')').parse().unwrap_or(0)),
            None => (rest, 0),
        };
        let name = match kind.as_str() {
            "medicine" => match name.strip_suffix(" for a person: offered") {
                Some(name) => name,
                None => continue,
            },
            _ => name,
        };
        told.insert((kind, name.to_owned()), step);
    }
    told
}
