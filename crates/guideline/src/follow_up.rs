//! Follow-up: the timetable, what brings it forward, and what happens when it is missed.

use serde::{Deserialize, Serialize};

use crate::checklist::Checklist;
use crate::problem::{Place, Problem};
use crate::standing::with_standing;
use crate::urgency::Urgency;

with_standing! {
    /// `follow-up.toml` (pathway g).
    pub struct FollowUp {
        /// Its title.
        pub title: String,
        /// The day from which days are counted.
        pub counted_from: String,
        /// What every review does.
        pub every_review: String,
        /// The latest day of a first check.
        pub latest: Latest,
        /// The timetable.
        pub check: Vec<Check>,
        /// What brings a review forward.
        pub escalation: Vec<Escalation>,
        /// What holds once the person is well again.
        pub recovery: Recovery,
        /// What happens when a check is not answered.
        pub missed: Missed,
        /// What becomes of an urgency that was not acted on in time.
        pub overdue: Vec<Overdue>,
    }
}

/// The latest day by which each plan must have a first check, counted from the plan (k39).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Latest {
    /// When a clinician must be seen the same day.
    #[serde(rename = "same-day")]
    pub same_day: u16,
    /// In each phase of pain.
    pub acute: u16,
    /// In each phase of pain.
    pub subacute: u16,
    /// In each phase of pain.
    pub chronic: u16,
    /// The classes that need none.
    pub except: Vec<String>,
}

/// One row of the timetable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Its name.
    pub id: String,
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// The day, counted from the first plan.
    #[serde(default)]
    pub day: Option<u16>,
    /// Instead of a day: `urgency` (by the time that the urgency gives) or `recovery` (once).
    #[serde(default)]
    pub within: Option<Within>,
    /// After how many days it comes again.
    #[serde(default)]
    pub every_days: Option<u16>,
    /// Who does it.
    pub who: String,
    /// Who is responsible for it.
    pub owner: String,
    /// When it holds.
    pub when: Checklist,
    /// What is done.
    pub what: Vec<String>,
    /// What follows when nothing got better.
    pub if_not_better: String,
    /// In plain words.
    pub person: String,
    /// For a clinician.
    pub clinician: String,
    /// The facts that are asked again.
    #[serde(default)]
    pub asks: Vec<String>,
    /// Whether everything that can change is asked again as well: a full review.
    #[serde(default)]
    pub asks_all: bool,
    /// What it rests on.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// When a check that has no day falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// By the time that the urgency gives.
    Urgency,
    /// Once, after recovery.
    Recovery,
}

/// What brings a review forward.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// Its name.
    pub id: String,
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// The urgency that its red flag has.
    #[serde(default)]
    pub urgency: Option<Urgency>,
    /// When it holds.
    pub when: Checklist,
    /// What it does.
    pub does: String,
    /// It asks for somebody to be seen beside the care of the back, so it stands on top of a plan.
    #[serde(default)]
    pub on_top: bool,
    /// In plain words.
    pub person: String,
    /// For a clinician.
    pub clinician: String,
    /// What it rests on.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// What holds once the person is well again: the reviews end, and so does what eases pain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recovery {
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// When it holds; it must be certain.
    pub when: Checklist,
    /// The recommendations that end with it. Every medicine does too.
    pub ends: Vec<String>,
    /// What stands on top, where nobody has to be seen.
    pub title: String,
    /// What to do, in plain words.
    pub person: String,
    /// Why, in plain words.
    pub why: String,
    /// Sections of the summary that are called otherwise then.
    pub section: Vec<RecoverySection>,
}

/// The heading of a section for somebody who is well again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecoverySection {
    /// The section, as `summary.toml` names it.
    pub key: String,
    /// Its heading for a person.
    pub person: String,
    /// The sentence under the heading.
    pub intro: String,
}

/// What happens when a check is not answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missed {
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// In plain words.
    pub person: String,
    /// For a clinician.
    pub clinician: String,
    /// How often it is tried again.
    pub tries: u8,
    /// What follows.
    pub then: String,
}

/// What becomes of an urgency that was not acted on in time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overdue {
    /// The urgency; `within days` stands for every number of days.
    pub urgency: Urgency,
    /// What it becomes.
    pub becomes: Urgency,
    /// In plain words.
    pub person: String,
    /// For a clinician.
    pub clinician: String,
}

impl FollowUp {
    /// Rows of the table of what is overdue that are missing, or that would calm (k40): an urgency
    /// never falls, and a visit within days becomes one of the same day.
    pub(crate) fn problems(&self, file: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut wrong = |message: String, help: &str| {
            problems.push(Problem::error("overdue", Place::whole(file), message).help(help));
        };
        let kinds =
            [Urgency::Emergency, Urgency::SameDay, Urgency::WithinDays(14), Urgency::Routine];
        for kind in kinds {
            let of_kind = self.overdue.iter().filter(|row| row.urgency.word() == kind.word());
            if of_kind.count() != 1 {
                let message =
                    format!("what becomes of an overdue {} must be said once", kind.word());
                wrong(message, "give it one [[overdue]] row");
            }
        }
        for row in &self.overdue {
            let days = row.urgency.days().is_some();
            let least = if days { Urgency::SameDay } else { row.urgency };
            if row.becomes < least {
                let message = format!(
                    "an overdue `{}` becomes `{}`, which is less than `{least}`",
                    row.urgency, row.becomes
                );
                wrong(message, "an urgency that was not acted on in time never falls");
            }
        }
        problems
    }

    /// The conditions of every row.
    pub(crate) fn conditions_mut(&mut self) -> impl Iterator<Item = &mut Checklist> {
        let checks = self.check.iter_mut().map(|check| &mut check.when);
        let escalations = self.escalation.iter_mut().map(|escalation| &mut escalation.when);
        checks.chain(escalations).chain([&mut self.recovery.when])
    }
}
