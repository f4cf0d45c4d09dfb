//! The checks of the timetable on a day: what is due, what comes, what was missed.
//!
//! Days are counted from the first plan of the episode (pathway g), not from the latest one.

use jiff::ToSpan;
use jiff::civil::Date;
use lumbago_decision::Engine;
use lumbago_decision::decide::Decision;
use lumbago_guideline::Guideline;
use lumbago_guideline::follow_up::{Check, Escalation, Within};

use crate::carry::sheet;
use crate::course::Course;
use crate::log::{Entry, What};
use crate::overdue::open;

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
    /// Why a full look is due now, whatever the day.
    pub brought_forward: Vec<&'g Escalation>,
}

impl<'g> Timetable<'g> {
    /// The next full review, where it is brought forward.
    pub fn brought_forward(&self) -> Option<&'g Check> {
        if self.brought_forward.is_empty() {
            return None;
        }
        let next = self.due.iter().chain(&self.coming).map(|due| due.check);
        next.into_iter().find(|check| check.asks_all)
    }

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

/// The timetable: the checks that the decision calls for, less those that were answered. While
/// questions are open nothing is decided: then the checks of the last plan still hold.
pub fn timetable<'g>(
    engine: &'g Engine,
    decision: &Decision<'_>,
    course: &Course,
    today: Date,
) -> Timetable<'g> {
    let guideline = &engine.guideline;
    let mut table = Timetable::default();
    let mut past: Vec<Due<'g>> = Vec::new();
    for check in called_for(engine, decision, course) {
        // Whether somebody saw the person is asked on its day, and again on every day after; also
        // of who says that they are well.
        let urges = check.within == Some(Within::Urgency);
        if course.recovered.is_some() && !urges {
            continue;
        }
        let days = match check.within {
            Some(Within::Urgency) => urgent_day(guideline, course).into_iter().collect(),
            Some(Within::Recovery) => {
                course.last_shown().map(|(_, day)| *day).into_iter().collect()
            }
            None => match course.first_plan() {
                Some(first) => occurrences(check, first, today),
                None => Vec::new(),
            },
        };
        let early = if urges { 0 } else { EARLY };
        // The last time that it was due, and the next time.
        let (behind, ahead): (Vec<Date>, Vec<Date>) =
            days.into_iter().partition(|day| days_between(today, *day) <= early);
        let is_open = |on: &Date| urges || !was_answered(guideline, course, check, *on);
        if let Some(on) = behind.last().copied().filter(is_open) {
            past.push(Due { check, on });
        }
        if let Some(on) = ahead.first().copied() {
            table.coming.push(Due { check, on });
        }
    }
    // Who comes back after weeks answers the latest full review; what was due before it was missed.
    let full = past.iter().filter(|due| due.check.asks_all).map(|due| due.on).max();
    for due in past {
        match full {
            Some(full) if due.on < full && due.check.within.is_none() => table.missed.push(due),
            _ => table.due.push(due),
        }
    }
    table.due.sort_by_key(|due| due.on);
    table.coming.sort_by_key(|due| due.on);
    table.missed.sort_by_key(|due| due.on);
    table.brought_forward = brought_forward(engine, decision, course, today);
    table
}

fn called_for<'g>(engine: &'g Engine, decision: &Decision<'_>, course: &Course) -> Vec<&'g Check> {
    let checks = &engine.guideline.follow_up.check;
    if decision.urgency.is_some() {
        return decision.checks.iter().filter_map(|index| checks.get(*index)).collect();
    }
    let Some((shown, _)) = course.last_shown() else { return Vec::new() };
    checks.iter().filter(|check| shown.names().checks().any(|id| id == check.id)).collect()
}

/// What brings a full look forward: it holds now, and did not when all was last looked at. A round
/// that looks at a part only does not answer it.
fn brought_forward<'g>(
    engine: &'g Engine,
    decision: &Decision<'_>,
    course: &Course,
    today: Date,
) -> Vec<&'g Escalation> {
    let follow_up = &engine.guideline.follow_up;
    if course.is_asking() {
        return Vec::new();
    }
    let Some(before) = since_full_look(&engine.guideline, course) else { return Vec::new() };
    let before = sheet(engine, &Course::of(before.to_vec()), today);
    let held = engine.decide(&before).escalations;
    let new = decision.escalations.iter().filter(|index| !held.contains(index));
    new.filter_map(|index| follow_up.escalation.get(*index)).collect()
}

/// The log before the first round since the last full look; none where that is the last round.
fn since_full_look<'a>(guideline: &Guideline, course: &'a Course) -> Option<&'a [Entry]> {
    let mut looks_at_part = false;
    let mut first_part = None;
    for (at, entry) in course.log.iter().enumerate() {
        match &entry.what {
            What::Asked { checks } => {
                looks_at_part = !is_full(guideline, checks);
                if looks_at_part {
                    first_part = first_part.or(Some(at));
                }
            }
            What::Shown(_) if !looks_at_part => first_part = None,
            _ => {}
        }
    }
    course.log.get(..first_part?)
}

/// Whether a round for these checks asks everything that may change.
pub(crate) fn is_full(guideline: &Guideline, checks: &[String]) -> bool {
    checks.is_empty() || is_review(guideline, checks)
}

/// Whether one of these checks is a full review.
pub fn is_review(guideline: &Guideline, checks: &[String]) -> bool {
    let all = &guideline.follow_up.check;
    all.iter().any(|check| check.asks_all && checks.contains(&check.id))
}

/// The day on which it is asked whether somebody saw the person: by when the urgency says, then
/// every day.
fn urgent_day(guideline: &Guideline, course: &Course) -> Option<Date> {
    let (open, latest) = (open(guideline, course)?, course.last_finished()?);
    Some(if latest >= open.by { after(latest, 1) } else { open.by })
}

/// The days of a check until it next lies ahead.
fn occurrences(check: &Check, first: Date, today: Date) -> Vec<Date> {
    let Some(day) = check.day else { return Vec::new() };
    let mut days = vec![after(first, day)];
    let Some(every) = check.every_days.filter(|every| *every > 0) else { return days };
    while let Some(last) = days.last().copied() {
        if days_between(today, last) > EARLY || last == Date::MAX {
            break;
        }
        days.push(after(last, every));
    }
    days
}

/// Whether a round for this check was finished for this day, or one that asked everything.
fn was_answered(guideline: &Guideline, course: &Course, check: &Check, on: Date) -> bool {
    // The first interview is what the days are counted from: it answers no check.
    course.rounds.iter().skip(1).any(|round| {
        let covers = round.checks.contains(&check.id) || is_full(guideline, &round.checks);
        round.shown.is_some() && covers && days_between(on, round.begun) >= -EARLY
    })
}
