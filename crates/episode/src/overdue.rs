//! An urgency that was not acted on in time: it never falls, and it is never closed silently
//! (pathway g and k40).

use jiff::civil::Date;
use lumbago_guideline::Guideline;
use lumbago_guideline::follow_up::Overdue;
use lumbago_guideline::urgency::Urgency;

use crate::course::Course;
use crate::timetable::days_between;

/// What became of the urgency that was shown on a day, when nobody acted on it.
///
/// None while there is still time, or once somebody saw the person.
pub fn overdue<'g>(
    guideline: &'g Guideline,
    course: &Course,
    urgency: Option<Urgency>,
    today: Date,
) -> Option<&'g Overdue> {
    let urgency = urgency?;
    let (_, shown) = course.last_shown()?;
    if course.seen_now().any(|seen| seen.on >= *shown) {
        return None;
    }
    let since = days_between(*shown, today);
    let late = match urgency {
        Urgency::Emergency | Urgency::SameDay => since >= 1,
        Urgency::WithinDays(days) => since > i32::from(days),
        // A routine visit has no day; it counts as late when the first review does.
        Urgency::Routine => since > i32::from(guideline.follow_up.latest.acute),
        Urgency::SelfCare => false,
    };
    let same = |row: &&Overdue| match (row.urgency, urgency) {
        (Urgency::WithinDays(_), Urgency::WithinDays(_)) => true,
        (row, urgency) => row == urgency,
    };
    late.then(|| guideline.follow_up.overdue.iter().find(same)).flatten()
}
