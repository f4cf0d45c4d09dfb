//! One person's course through an episode of back pain: a log of what was answered, done and
//! shown, and what follows from it on a given day.
//!
//! Pure: no clock, no file, no network. The log is the only thing that is kept; everything else
//! (the answers that count today, what falls due, the step on the ladder, the scores over time) is
//! read off it again and again, so nothing can disagree with it.

pub mod archive;
pub mod asked;
pub mod brief;
pub mod carry;
pub mod changes;
pub mod course;
pub mod ladder;
pub mod log;
pub mod looks;
pub mod overdue;
pub mod scores;
pub mod timetable;
pub mod way;

pub use course::Course;
pub use log::{Entry, What};
