//! The walking ladder and the pacing rule (pathway h, X02): a rise of pain that is small and has
//! settled by the next morning is fine, otherwise it is back one step, and never two steps up
//! within the guideline's days.

use std::collections::BTreeSet;

use jiff::civil::Date;
use lumbago_guideline::texts::activity::{Activity, Rung};

use crate::course::Course;
use crate::log::{Did, Entry, What};
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
    /// How many walks on it are known to have gone well: the pain was told and rose little, and
    /// had settled by the next morning.
    pub walks: usize,
    /// Whether there is no rung above.
    pub is_top: bool,
    /// Whether a walk was ever logged.
    pub begun: bool,
}

/// Reads the standing off the log: up after the least number of days on a rung, with as many walks
/// as its week has; down as soon as the pacing rule is broken. None for a ladder without rungs.
///
/// A walk without its pain, or whose next morning nobody told of, may have been too much: it leads
/// neither up nor down.
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
    let mut mornings = Mornings::default();
    // The days of the walks on this rung that went well, and wait for the next morning.
    let mut waiting: Vec<Date> = Vec::new();
    for entry in &course.log {
        let of = mornings.take(entry);
        match &entry.what {
            What::Rung { rung } => {
                waiting.clear();
                now.go(activity, *rung, entry.day, Moved::Chosen);
            }
            What::Did(did) if did.activity == WALK => {
                now.begun = true;
                now.since.get_or_insert(entry.day);
                match rise(did) {
                    Some(points) if points > activity.pacing.max_rise => {
                        waiting.clear();
                        now.go(activity, now.at.saturating_sub(1), entry.day, Moved::PainRose);
                    }
                    Some(_) => waiting.push(entry.day),
                    None => {}
                }
            }
            What::Morning { settled } if of.is_some() => {
                if *settled {
                    now.walks += waiting.iter().filter(|day| Some(**day) == of).count();
                    waiting.retain(|day| Some(*day) > of);
                } else {
                    waiting.clear();
                    now.go(activity, now.at.saturating_sub(1), entry.day, Moved::NotSettled);
                }
                if now.has_earned_a_step(activity, entry.day) {
                    waiting.clear();
                    now.go(activity, now.at + 1, entry.day, Moved::Up);
                }
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
    /// Whether the pacing rule held for long enough.
    fn has_earned_a_step(&self, activity: &Activity, today: Date) -> bool {
        let least = activity.walking.days_on_rung[0].max(activity.pacing.days_between_steps);
        let stayed = self.since.is_some_and(|since| days_between(since, today) >= i32::from(least));
        !self.is_top && stayed && self.walks >= usize::from(self.rung.days_per_week)
    }

    /// Whether the person may go up a rung by choice: freely before the first walk, to begin on the
    /// rung that fits; afterwards never two steps up within the guideline's days.
    pub fn may_step_up(&self, activity: &Activity, today: Date) -> bool {
        let rested = self.since.is_none_or(|since| {
            days_between(since, today) >= i32::from(activity.pacing.days_between_steps)
        });
        !self.is_top && (rested || !self.begun)
    }
}

/// By how many points the pain rose; none where before or during was not told.
fn rise(did: &Did) -> Option<u8> {
    Some(did.pain_during?.saturating_sub(did.pain_before?))
}

/// Whether the pain is known to have risen by more than the guideline's points.
pub fn rose_too_much(did: &Did, activity: &Activity) -> bool {
    rise(did).is_some_and(|points| points > activity.pacing.max_rise)
}

/// For how many days somebody remembers a morning.
const REMEMBERED: i32 = 2;

/// The days of activities, and the last day on which a morning was told of.
#[derive(Default)]
struct Mornings {
    active: BTreeSet<Date>,
    told: Option<Date>,
}

impl Mornings {
    /// Takes what was written down; for a morning, says of which day's activities it tells.
    fn take(&mut self, entry: &Entry) -> Option<Date> {
        match entry.what {
            What::Did(_) => {
                self.active.insert(entry.day);
                None
            }
            What::Morning { .. } => {
                let of = self.to_tell(entry.day);
                self.told = Some(entry.day);
                of
            }
            _ => None,
        }
    }

    fn to_tell(&self, today: Date) -> Option<Date> {
        let last = self.active.range(..today).next_back().copied()?;
        let is_open = self.told.is_none_or(|told| told <= last);
        (is_open && days_between(last, today) <= REMEMBERED).then_some(last)
    }
}

/// The day of the last activity before today whose next morning was not told yet.
pub fn morning_to_tell(course: &Course, today: Date) -> Option<Date> {
    let mut mornings = Mornings::default();
    for entry in &course.log {
        mornings.take(entry);
    }
    mornings.to_tell(today)
}
