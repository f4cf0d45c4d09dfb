//! An urgency that was not acted on in time: it never falls, and it is never closed silently
//! (pathway g and k40).

use jiff::ToSpan;
use jiff::civil::Date;
use lumbago_decision::plan::UrgencyWord;
use lumbago_guideline::Guideline;
use lumbago_guideline::follow_up::Overdue;
use lumbago_guideline::urgency::Urgency;

use crate::course::Course;
use crate::log::{Shown, What};
use crate::looks::Looks;
use crate::timetable::days_between;

/// An urgency that somebody still has to act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// The day on which it was first shown.
    pub since: Date,
    /// The last day on which acting is in time.
    pub by: Date,
}

/// What somebody still has to act on, read off the whole log: answering a check in between gives
/// no further time. Only visits that closed every sign that was shown end it, or a plan without
/// urgency; a visit after which a sign got worse, or about another sign, does not. Where an
/// emergency team closed a sign, the visit to a clinician that this leaves is open next.
pub fn open(guideline: &Guideline, course: &Course) -> Option<Open> {
    let mut open: Option<Open> = None;
    let mut signs: &[String] = &[];
    let mut looks = Looks::default();
    for entry in &course.log {
        let before = Standing::of(signs, &looks);
        looks.take(guideline, entry);
        match &entry.what {
            What::Shown(shown) => {
                signs = &shown.red_flags;
                let is_settled = !signs.is_empty() && Standing::of(signs, &looks).is_over();
                // A closed sign stays on the plan at what the closing leaves; it was acted on.
                let left = i64::from(days_left(guideline));
                let days = allowed(guideline, shown).filter(|days| !is_settled || *days < left);
                open = days.map(|days| {
                    let by = after(entry.day, days);
                    match open {
                        Some(known) => Open { by: known.by.min(by), ..known },
                        None => Open { since: entry.day, by },
                    }
                });
            }
            What::Seen(seen) if open.is_some_and(|known| seen.on >= known.since) => {
                let now = Standing::of(signs, &looks);
                if now.is_over() && !before.is_over() {
                    open = None;
                } else if now.open == 0 && before.open > 0 {
                    let by = now.told.map(|told| after(told, i64::from(days_left(guideline))));
                    open = by.map(|by| Open { since: seen.on, by });
                }
            }
            _ => {}
        }
    }
    open
}

/// How far the signs of a plan were looked into.
struct Standing {
    /// How many are open.
    open: usize,
    /// The first day on which one was told as closed that waits for a clinician still.
    told: Option<Date>,
}

impl Standing {
    fn of(signs: &[String], looks: &Looks<'_>) -> Self {
        let closed = signs.iter().filter_map(|sign| looks.at(sign));
        Self {
            open: signs.iter().filter(|sign| looks.at(sign).is_none()).count(),
            told: closed.filter(|look| look.waits()).map(|look| look.told).min(),
        }
    }

    /// Whether nobody has to look at any of them.
    fn is_over(&self) -> bool {
        self.open == 0 && self.told.is_none()
    }
}

/// Within how many days a clinician sees the person after an emergency team closed a sign.
fn days_left(guideline: &Guideline) -> u8 {
    guideline.texts.closing.closed_emergency_team.days().unwrap_or(0)
}

fn after(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(Date::MAX)
}

/// How many days an urgency allows; none when nobody has to be seen.
fn allowed(guideline: &Guideline, shown: &Shown) -> Option<i64> {
    match shown.urgency {
        UrgencyWord::Emergency | UrgencyWord::SameDay => Some(0),
        UrgencyWord::WithinDays => Some(shown.within_days.map_or(0, i64::from)),
        // A routine visit has no day; it counts as late when the first review does.
        UrgencyWord::Routine => Some(i64::from(guideline.follow_up.latest.acute)),
        UrgencyWord::SelfCare | UrgencyWord::Incomplete => None,
    }
}

/// What became of the urgency that holds, when nobody acted on it in time.
///
/// None while there is still time, or once somebody saw the person.
pub fn overdue<'g>(
    guideline: &'g Guideline,
    course: &Course,
    urgency: Option<Urgency>,
    today: Date,
) -> Option<&'g Overdue> {
    let urgency = urgency.filter(|urgency| *urgency != Urgency::SelfCare)?;
    if days_between(open(guideline, course)?.by, today) <= 0 {
        return None;
    }
    let same = |row: &&Overdue| match (row.urgency, urgency) {
        (Urgency::WithinDays(_), Urgency::WithinDays(_)) => true,
        (row, urgency) => row == urgency,
    };
    guideline.follow_up.overdue.iter().find(same)
}
