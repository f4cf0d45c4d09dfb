//! The walking ladder and the pacing rule (pathway h, X02): a rise of pain that is small and has
//! settled by the next morning is fine, otherwise it is back one step, and never two steps up
//! within the guideline's days.

use jiff::civil::Date;
use lumbago_guideline::texts::activity::{Activity, Rung};

use crate::course::Course;
use crate::log::{Did, What};
use crate::timetable::days_between;

/// The name of a walk in the log.
pub const WALK: &str = "walk";

/// What brought the person to a rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// Nothing yet: the first rung.
    Start,
    /// The rule held for long enough: one step up.
    Up,
    /// The pain rose too much: one step back.
    PainRose,
    /// The pain had not settled by the next morning: one step back.
    NotSettled,
    /// The person chose it.
    Chosen,
}

/// Where the person stands on the walking ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing<'g> {
    /// The rung, counted from 0.
    pub at: usize,
    /// What the rung asks.
    pub rung: &'g Rung,
    /// The day on which the person came to it; none before the first walk.
    pub since: Option<Date>,
    /// What brought them there.
    pub moved: Moved,
    /// How many walks were logged on it.
    pub walks: usize,
    /// Whether there is no rung above.
    pub is_top: bool,
    /// Whether a walk was ever logged.
    pub begun: bool,
}

/// Reads the standing off the log: up after the least number of days on a rung, with as many walks
/// as its week has; down as soon as the pacing rule is broken. None for a ladder without rungs.
pub fn standing<'g>(activity: &'g Activity, course: &Course) -> Option<Standing<'g>> {
    let mut now = Standing {
        at: 0,
        rung: activity.rung.first()?,
        since: None,
        moved: Moved::Start,
        walks: 0,
        is_top: activity.rung.len() == 1,
        begun: false,
    };
    for entry in &course.log {
        match &entry.what {
            What::Rung { rung } => now.go(activity, *rung, entry.day, Moved::Chosen),
            What::Did(did) if did.activity == WALK => {
                now.begun = true;
                let since = *now.since.get_or_insert(entry.day);
                if rose_too_much(did, activity) {
                    now.go(activity, now.at.saturating_sub(1), entry.day, Moved::PainRose);
                    continue;
                }
                now.walks += 1;
                let stayed = days_between(since, entry.day);
                let least =
                    activity.walking.days_on_rung[0].max(activity.pacing.days_between_steps);
                let week = usize::from(now.rung.days_per_week);
                if !now.is_top && stayed >= i32::from(least) && now.walks >= week {
                    now.go(activity, now.at + 1, entry.day, Moved::Up);
                }
            }
            What::Morning { settled: false } => {
                now.go(activity, now.at.saturating_sub(1), entry.day, Moved::NotSettled);
            }
            _ => {}
        }
    }
    Some(now)
}

impl<'g> Standing<'g> {
    fn go(&mut self, activity: &'g Activity, to: usize, day: Date, why: Moved) {
        let top = activity.rung.len().saturating_sub(1);
        let at = to.min(top);
        let Some(rung) = activity.rung.get(at) else { return };
        *self = Self {
            at,
            rung,
            since: Some(day),
            moved: why,
            walks: 0,
            is_top: at == top,
            begun: self.begun,
        };
    }
}

impl Standing<'_> {
    /// Whether the person may go up a rung by choice: freely before the first walk, to begin on the
    /// rung that fits; afterwards never two steps up within the guideline's days.
    pub fn may_step_up(&self, activity: &Activity, today: Date) -> bool {
        let rested = self.since.is_none_or(|since| {
            days_between(since, today) >= i32::from(activity.pacing.days_between_steps)
        });
        !self.is_top && (rested || !self.begun)
    }
}

/// Whether the pain rose by more than the guideline's points.
pub fn rose_too_much(did: &Did, activity: &Activity) -> bool {
    match (did.pain_before, did.pain_during) {
        (Some(before), Some(during)) => during.saturating_sub(before) > activity.pacing.max_rise,
        _ => false,
    }
}

/// The day of the last activity whose next morning was not told yet, before today.
pub fn morning_to_tell(course: &Course, today: Date) -> Option<Date> {
    let mut open = None;
    for entry in &course.log {
        match &entry.what {
            What::Did(_) if entry.day < today => open = Some(entry.day),
            What::Morning { .. } => open = None,
            _ => {}
        }
    }
    // After two days nobody remembers the morning.
    open.filter(|day| days_between(*day, today) <= 2)
}
