//! The small changes of a medicine outside its conditions: gates, limits, reductions.

use lumbago_guideline::medicine::{Limit, Medicine, Milligrams, Reduction, Tier};
use lumbago_guideline::recommendation::Direction;

use super::sites::opposite;
use super::{Told, Works};

/// A medicine with one thing changed outside its conditions, and how that works.
pub(super) fn medicine_changes(body: &Medicine) -> Vec<(String, Medicine, Works)> {
    let mut found = Vec::new();
    let mut add = |what: String, works: Works, change: &dyn Fn(&mut Medicine)| {
        let mut changed = body.clone();
        change(&mut changed);
        found.push((what, changed, works));
    };
    use Works::{Beside, ByGates};
    add("the other direction".to_owned(), Beside, &|m| m.direction = opposite(m.direction));
    for (row, gate) in body.gates.iter().enumerate() {
        add(format!("gate {gate} dropped"), Beside, &|m| drop(m.gates.remove(row)));
    }
    for (row, class) in body.not_with.iter().enumerate() {
        add(format!("not_with {class} dropped"), ByGates, &|m| drop(m.not_with.remove(row)));
    }
    if body.direction == Direction::For {
        add("a class of its own".to_owned(), ByGates, &|m| m.class = "no-class".to_owned());
    }
    if let Some(line) = body.line {
        add(format!("line {line} becomes {}", line + 1), ByGates, &|m| m.line = Some(line + 1));
    }
    for (row, id) in body.say.self_care.iter().enumerate() {
        // What is joined to it is told with what is offered.
        let works = Works::InDose(Told { tier: None, reduction: None });
        add(format!("no longer joined to {id}"), works, &|m| drop(m.say.self_care.remove(row)));
    }
    for (row, limit) in body.limit.iter().enumerate() {
        let told = Told { tier: Some(limit.tier), reduction: None };
        let tier = match limit.tier {
            Tier::Person => "person",
            Tier::Clinician => "clinician",
        };
        add(format!("limit for {tier} dropped"), ByGates, &|m| drop(m.limit.remove(row)));
        for (what, changed) in limit_changes(limit) {
            add(format!("limit for {tier}: {what}"), Works::InDose(told), &|m| {
                if let Some(slot) = m.limit.get_mut(row) {
                    *slot = changed.clone();
                }
            });
        }
    }
    found
}

/// A limit with one number less strict. The least of all limits is told, so a number that another
/// holds where it is, is none.
fn limit_changes(limit: &Limit) -> Vec<(String, Limit)> {
    let mut found = Vec::new();
    let mut add = |what: &str, changed: Limit| found.push((what.to_owned(), changed));
    let l = || limit.clone();
    if let Some(Milligrams { least, greatest }) = limit.single_mg
        && limit.max_24h_mg.is_none_or(|most| greatest < most)
    {
        let more = Some(Milligrams { least, greatest: greatest + 1.0 });
        add("single dose raised", Limit { single_mg: more, ..l() });
    }
    if let Some(hours) = limit.every_hours {
        add("dose every fewer hours", Limit { every_hours: Some(hours - 1.0), ..l() });
    }
    if let Some(most) = limit.max_24h_mg {
        add("dose of a day raised", Limit { max_24h_mg: Some(most + 1.0), ..l() });
    }
    if let Some(days) = limit.days
        && limit.days_max.is_none_or(|most| days < most)
    {
        add("first course longer", Limit { days: Some(days + 1), ..l() });
    }
    if let Some(days) = limit.days_max {
        add("longest course longer", Limit { days_max: Some(days + 1), ..l() });
    }
    if let Some(days) = limit.stop_by_days {
        add("hard stop later", Limit { stop_by_days: Some(days + 1), ..l() });
    }
    found
}

/// A reduction with one number less strict.
pub(super) fn reduction_changes(reduce: &Reduction) -> Vec<(String, Reduction)> {
    let mut found = Vec::new();
    let mut add = |what: &str, changed: Reduction| found.push((what.to_owned(), changed));
    let r = || reduce.clone();
    if let Some(most) = reduce.max_24h_mg {
        add("dose of a day raised", Reduction { max_24h_mg: Some(most + 1.0), ..r() });
    }
    if let Some(most) = reduce.single_mg_per_kg {
        add("single dose per kg raised", Reduction { single_mg_per_kg: Some(most + 1.0), ..r() });
    }
    if let Some(most) = reduce.max_24h_mg_per_kg {
        add(
            "dose of a day per kg raised",
            Reduction { max_24h_mg_per_kg: Some(most + 1.0), ..r() },
        );
    }
    if let Some(days) = reduce.days_max {
        add("course longer", Reduction { days_max: Some(days + 1), ..r() });
    }
    if let Some(tier) = reduce.tier {
        let other = if tier == Tier::Person { Tier::Clinician } else { Tier::Person };
        add("for the other tier", Reduction { tier: Some(other), ..r() });
    }
    found
}
