//! What changed from the last plan to this one, read off what was written down as shown.

use std::collections::BTreeMap;

use lumbago_decision::plan::UrgencyWord;

use crate::course::Course;

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

/// What changed between the two last rounds that were shown; none before the second.
pub fn changes(course: &Course) -> Option<Changes> {
    let mut shown = course.rounds.iter().rev().filter_map(|round| round.shown.as_ref());
    let (now, _) = shown.next()?;
    let (before, since) = shown.next()?;
    let [old, new] = [before, now].map(|shown| shown.names().care());
    let only = |one: &BTreeMap<(&str, &str), u8>, other: &BTreeMap<(&str, &str), u8>| {
        let only = one.keys().filter(|key| !other.contains_key(*key));
        only.map(|(kind, name)| ((*kind).to_owned(), (*name).to_owned())).collect()
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
