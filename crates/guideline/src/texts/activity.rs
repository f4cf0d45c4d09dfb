//! Moving, pacing, work, setbacks and goals (`activity.toml`, pathway h).

use serde::{Deserialize, Serialize};

use crate::standing::with_standing;

with_standing! {
    /// Everything of pathway section h that is not an exercise or a recommendation.
    pub struct Activity {
        /// Its title.
        pub title: String,
        /// How much more pain is fine.
        pub pacing: Pacing,
        /// What a pause is.
        pub pause: Told,
        /// How an activity grows.
        pub graded: Graded,
        /// The gentle movement of the first weeks.
        pub daily_movement: DailyMovement,
        /// The programme from week 4 on.
        pub programme: Programme,
        /// The weekly aim.
        pub weekly_target: WeeklyTarget,
        /// How the walking ladder is climbed.
        pub walking: Walking,
        /// The walking ladder.
        pub rung: Vec<Rung>,
        /// Fourteen days of small steps, by phase or class.
        pub fortnight: Vec<Fortnight>,
        /// What to do in a flare.
        pub flare: Flare,
        /// What to do when pain comes back.
        pub relapse: Relapse,
        /// What makes a new spell less likely.
        pub prevention: Vec<Advice>,
        /// How goals are set.
        pub goals: Goals,
        /// Examples of goals.
        pub goal: Vec<Goal>,
        /// What is said about work.
        pub work: Work,
        /// The stages of help with work.
        pub work_stage: Vec<WorkStage>,
        /// The parts of self-care.
        pub self_care: Vec<Advice>,
    }
}

/// Text for both readers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// In plain words.
    pub person: String,
    /// For a clinician.
    #[serde(default)]
    pub clinician: String,
}

/// How much more pain is fine (X02).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pacing {
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// The greatest rise in points of 10.
    pub max_rise: u8,
    /// By when it must have settled.
    pub settled_by: String,
    /// The least number of days between two steps up.
    pub days_between_steps: u8,
    /// In plain words.
    pub person: String,
    /// For a clinician.
    pub clinician: String,
}

/// How an activity grows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Graded {
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// Where to begin, in percent of the baseline.
    pub start_percent: u8,
    /// How much to add a week, in percent.
    pub rise_percent: [u8; 2],
    /// How it is done.
    pub steps: Vec<String>,
    /// For a clinician.
    pub clinician: String,
}

/// The gentle movement of the first weeks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DailyMovement {
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// How long.
    pub minutes: u8,
    /// How often.
    pub times_per_day: String,
    /// Which exercises.
    pub exercises: Vec<String>,
    /// In plain words.
    pub person: String,
    /// The most often that a clinician may direct it, in waking hours.
    pub up_to_every_hours: u8,
    /// For a clinician.
    pub clinician: String,
}

/// The programme from week 4 on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// The day of pain on which it begins.
    pub from_day: u16,
    /// How often strength is trained.
    pub strength_days_per_week: u8,
    /// In plain words.
    pub person: String,
}

/// The weekly aim (X05).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeeklyTarget {
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// Minutes of moderate effort.
    pub moderate_minutes: [u16; 2],
    /// Minutes of vigorous effort.
    pub vigorous_minutes: [u16; 2],
    /// Days of strengthening.
    pub strength_days: u8,
    /// In plain words.
    pub person: String,
}

/// How the walking ladder is climbed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Walking {
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// The least and the greatest number of days on a rung.
    pub days_on_rung: [u8; 2],
    /// In plain words.
    pub person: String,
}

/// A rung of the walking ladder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// How long each walk lasts.
    pub minutes: u16,
    /// How often a day.
    pub times_per_day: u8,
    /// On how many days.
    pub days_per_week: u8,
}

/// Fourteen days of small steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fortnight {
    /// A phase, or a class with steps of its own.
    pub phase: String,
    /// Day 1 to 14.
    pub days: Vec<String>,
}

/// What to do in a flare.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flare {
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// What a flare is.
    pub message: String,
    /// How many activities to keep.
    pub keep_activities: u8,
    /// How to choose them.
    pub keep: String,
    /// Day 1 to 3.
    pub days: Vec<String>,
    /// When to ask for help.
    pub ask_for_help: Vec<String>,
}

/// What to do when pain comes back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relapse {
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// In plain words.
    pub person: String,
    /// What to do.
    pub steps: Vec<String>,
}

/// A heading with advice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advice {
    /// The heading.
    pub what: String,
    /// In plain words.
    pub person: String,
}

/// How goals are set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goals {
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// The least and the greatest number of goals.
    pub number: [u8; 2],
    /// Below this confidence (of 10) a goal is made smaller.
    pub confidence_at_least: u8,
    /// How it is done.
    pub steps: Vec<String>,
}

/// An example of a goal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// What to do again.
    pub what: String,
    /// How it is measured.
    pub measure: String,
}

/// What is said about work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// In plain words.
    pub person: String,
    /// For jobs on which others depend.
    pub safety_critical: String,
    /// For driving and vibration.
    pub vibration: String,
    /// About the letter to an employer.
    pub letter: String,
}

/// A stage of help with work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkStage {
    /// Its name.
    pub id: String,
    /// The recommendation that gives the same advice: declined there, it is not given here.
    pub advice: String,
    /// The day off work from which it holds.
    pub from_day_off: u16,
    /// In plain words.
    pub person: String,
}
