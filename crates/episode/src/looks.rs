//! What visits about urgent signs came to (pathway RF-92): which signs are closed, and which of
//! those that an emergency team closed still wait for the visit that is left.

use std::collections::BTreeMap;

use jiff::civil::Date;
use lumbago_guideline::Guideline;
use lumbago_guideline::red_flag::Closing;

use crate::course::Course;
use crate::log::{Entry, Seen, What};
use crate::timetable::days_between;

/// A sign that somebody looked into and closed, and that is unchanged since.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look<'a> {
    /// The record that closes it.
    pub closed: &'a Seen,
    /// The day on which it was first written down as closed.
    pub told: Date,
    /// The visit to a clinician after the emergency team.
    pub visit: Option<&'a Seen>,
    /// Whether closing it leaves such a visit.
    leaves_visit: bool,
}

impl Look<'_> {
    /// Whether the visit that is left did not take place yet.
    pub fn waits(&self) -> bool {
        self.leaves_visit && self.visit.is_none()
    }
}

/// The signs that are closed, by the names of their red flags.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Looks<'a>(BTreeMap<&'a str, Look<'a>>);

impl<'a> Looks<'a> {
    /// What holds after a whole log.
    pub fn of(guideline: &Guideline, course: &'a Course) -> Self {
        let mut looks = Self::default();
        for entry in &course.log {
            looks.take(guideline, entry);
        }
        looks
    }

    /// Takes what was written down next. As with answers, what was closed counts until the next
    /// round asks about it again, and no longer than the guideline's number of days.
    pub fn take(&mut self, guideline: &Guideline, entry: &'a Entry) {
        match &entry.what {
            What::Asked { .. } => self.0.clear(),
            What::Seen(seen) => {
                for flag in &seen.flags {
                    self.look(guideline, flag, seen, entry.day);
                }
            }
            _ => {}
        }
        let days = i32::from(guideline.texts.closing.days);
        let is_fresh = |seen: &Seen| (0..=days).contains(&days_between(seen.on, entry.day));
        self.0.retain(|_, look| is_fresh(look.closed));
    }

    fn look(&mut self, guideline: &Guideline, flag: &'a str, seen: &'a Seen, told: Date) {
        // Whoever saw the person: what changed since then is open again, whatever was found before.
        if !seen.unchanged {
            self.0.remove(flag);
            return;
        }
        let known = guideline.red_flags.iter().find(|known| known.id == flag);
        let Some(body) = known.map(|known| &known.body).filter(|_| is_complete(seen)) else {
            return;
        };
        let before = self.0.get_mut(flag);
        if body.closing.accepts(&seen.team) {
            match before {
                None => {
                    let leaves_visit = body.closing == Closing::EmergencyTeam;
                    self.0.insert(flag, Look { closed: seen, told, visit: None, leaves_visit });
                }
                // A visit from before a newer look of the team is not the one that is left.
                Some(look) if seen.on >= look.closed.on => {
                    look.closed = seen;
                    look.visit = look.visit.filter(|visit| visit.on >= seen.on);
                }
                Some(_) => {}
            }
        } else if let Some(look) = before.filter(|look| seen.on >= look.closed.on) {
            look.visit = Some(seen);
        }
    }

    /// The look at one sign; none while it is open.
    pub fn at(&self, flag: &str) -> Option<&Look<'a>> {
        self.0.get(flag)
    }

    /// Every closed sign with its look.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, &Look<'a>)> {
        self.0.iter().map(|(flag, look)| (*flag, look))
    }
}

/// Whether a record says all that it must; one that does not closes nothing.
fn is_complete(seen: &Seen) -> bool {
    [&seen.by, &seen.test, &seen.result].iter().all(|text| !text.trim().is_empty())
}
