//! An urgency that was not acted on in time: it never falls, and it is never closed silently
//! (pathway g and k40).

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use lumbago_decision::plan::UrgencyWord;
use lumbago_guideline::Guideline;
use lumbago_guideline::follow_up::Overdue;
use lumbago_guideline::urgency::Urgency;

use crate::carry::may_close;
use crate::course::Course;
use crate::log::{Shown, What};
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
/// urgency; a visit after which a sign got worse, or about another sign, does not.
pub fn open(guideline: &Guideline, course: &Course) -> Option<Open> {
    let mut open: Option<Open> = None;
    let mut signs: &[String] = &[];
    // As with answers, what was closed counts until the next round asks about it again.
    let mut closed: BTreeSet<&String> = BTreeSet::new();
    for entry in &course.log {
        match &entry.what {
            What::Asked { .. } => closed.clear(),
            What::Shown(shown) => {
                signs = &shown.red_flags;
                open = allowed(guideline, shown).map(|days| {
                    let by = entry.day.checked_add(days.days()).unwrap_or(Date::MAX);
                    match open {
                        Some(known) => Open { by: known.by.min(by), ..known },
                        None => Open { since: entry.day, by },
                    }
                });
            }
            What::Seen(seen) if seen.unchanged => {
                let closes = |flag: &&String| may_close(guideline, seen, flag);
                let new: BTreeSet<&String> = seen.flags.iter().filter(closes).collect();
                let is_news = new.iter().any(|flag| signs.contains(*flag));
                closed.extend(new);
                let in_time = open.is_some_and(|known| seen.on >= known.since);
                if in_time && is_news && signs.iter().all(|flag| closed.contains(flag)) {
                    open = None;
                }
            }
            _ => {}
        }
    }
    open
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
