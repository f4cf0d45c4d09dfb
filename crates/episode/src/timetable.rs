//! The checks of the timetable on a day: what is due, what comes, what was missed.
//!
//! Days are counted from the first plan of the episode (pathway g), not from the latest one.

use jiff::ToSpan;
use jiff::civil::Date;
use lumbago_decision::Engine;
use lumbago_decision::decide::Decision;
use lumbago_guideline::follow_up::{Check, Within};
use lumbago_guideline::urgency::Urgency;

use crate::course::Course;

/// How far ahead of its day a check may be answered, in days.
const EARLY: i32 = 1;

/// One check on its day.
#[derive(Debug, Clone, PartialEq)]
pub struct Due<'g> {
    /// The check.
    pub check: &'g Check,
    /// The day.
    pub on: Date,
}

/// The timetable of an episode on a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timetable<'g> {
    /// What may be answered now: one visit answers all of it.
    pub due: Vec<Due<'g>>,
    /// What comes, the next first; a check that comes again stands once.
    pub coming: Vec<Due<'g>>,
    /// What was not answered and is past, because a later check has taken its place.
    pub missed: Vec<Due<'g>>,
}

impl Timetable<'_> {
    /// How many days the oldest due check is overdue; 0 on its day.
    pub fn overdue_days(&self, today: Date) -> i32 {
        self.due.iter().map(|due| days_between(due.on, today)).max().unwrap_or(0).max(0)
    }
}

/// Whole days from one day to another; below 0 when the other is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

fn after(day: Date, days: u16) -> Date {
    day.checked_add(i64::from(days).days()).unwrap_or(Date::MAX)
}

/// The timetable: the checks that the decision calls for, less those that were answered.
pub fn timetable<'g>(
    engine: &'g Engine,
    decision: &Decision<'_>,
    course: &Course,
    today: Date,
) -> Timetable<'g> {
    let Some(first) = course.first_plan() else { return Timetable::default() };
    if course.recovered.is_some() {
        return Timetable::default();
    }
    let latest_plan = course.last_shown().map_or(first, |(_, day)| *day);
    let mut table = Timetable::default();
    let mut open: Vec<Due<'g>> = Vec::new();
    for index in &decision.checks {
        let Some(check) = engine.guideline.follow_up.check.get(*index) else { continue };
        let days = occurrences(check, decision.urgency, first, latest_plan, today);
        // The last time that it was due, and the next time.
        let (past, ahead): (Vec<Date>, Vec<Date>) =
            days.into_iter().partition(|day| days_between(today, *day) <= EARLY);
        if let Some(on) = past.last().copied().filter(|on| !was_answered(course, check, *on)) {
            open.push(Due { check, on });
        }
        if let Some(on) = ahead.first().copied() {
            table.coming.push(Due { check, on });
        }
    }
    // Who comes back after weeks answers the latest check; the older ones were missed.
    let is_full = |due: &Due<'_>| due.check.asks_all || due.check.within == Some(Within::Urgency);
    let newest = open.iter().filter(|due| is_full(due)).map(|due| due.on).max();
    for due in open {
        match newest {
            Some(newest) if due.on < newest && due.check.within.is_none() => table.missed.push(due),
            _ => table.due.push(due),
        }
    }
    table.due.sort_by_key(|due| due.on);
    table.coming.sort_by_key(|due| due.on);
    table.missed.sort_by_key(|due| due.on);
    table
}

/// The days of a check until it next lies ahead.
fn occurrences(
    check: &Check,
    urgency: Option<Urgency>,
    first: Date,
    latest: Date,
    today: Date,
) -> Vec<Date> {
    match (check.day, check.within, check.every_days) {
        (_, Some(Within::Urgency), _) => {
            let days = match urgency {
                Some(Urgency::WithinDays(days)) => u16::from(days),
                Some(Urgency::SameDay) => 1,
                _ => 0,
            };
            vec![after(latest, days)]
        }
        (_, Some(Within::Recovery), _) => vec![latest],
        (Some(day), None, None) => vec![after(first, day)],
        (Some(day), None, Some(every)) => {
            let mut days = vec![after(first, day)];
            while let Some(last) = days.last().copied() {
                if days_between(today, last) > EARLY || every == 0 || last == Date::MAX {
                    break;
                }
                days.push(after(last, every));
            }
            days
        }
        (None, None, _) => Vec::new(),
    }
}

/// Whether a round for this check was finished for this day.
fn was_answered(course: &Course, check: &Check, on: Date) -> bool {
    course.rounds.iter().any(|round| {
        let finished = round.shown.is_some();
        // A whole interview after the day looked at everything, too.
        let covers = round.checks.contains(&check.id)
            || (round.checks.is_empty() && check.within != Some(Within::Urgency));
        let first = course.rounds.first().is_some_and(|first| std::ptr::eq(first, round));
        finished && covers && !first && days_between(on, round.begun) >= -EARLY
    }) || (check.within == Some(Within::Urgency)
        && course.seen.iter().any(|(_, seen)| days_between(on, seen.on) >= -14)
        && course.seen_now().next().is_some())
}
