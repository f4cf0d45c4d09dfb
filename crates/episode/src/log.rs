//! What is written down: one entry for each thing that happened, never changed afterwards.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use lumbago_decision::outline::Names;
use lumbago_decision::plan::UrgencyWord;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Answers by the name of their fact, in the form of the JSON contract.
pub type Given = BTreeMap<String, Value>;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The instant at which it was written down.
    pub at: Timestamp,
    /// The person's own day at that instant.
    pub day: Date,
    /// What happened.
    #[serde(flatten)]
    pub what: What,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum What {
    /// A round of questions began: the whole interview, or checks of the timetable.
    Asked {
        /// The checks that it is for; none for the whole interview.
        checks: Vec<String>,
    },
    /// Questions of the current round were answered, or answered anew.
    Answered {
        /// The answers.
        answers: Given,
    },
    /// Questions of the current round were expressly left out, or signs of a short check-in were
    /// ticked: what is ticked is not answered, and is asked in full.
    Skipped {
        /// The facts.
        facts: Vec<String>,
    },
    /// Answers were taken back, because they could not both be true.
    Withdrawn {
        /// The facts.
        facts: Vec<String>,
    },
    /// The round ended, and this was shown.
    Shown(Shown),
    /// Somebody saw the person about an urgent sign.
    Seen(Seen),
    /// An answer that had called for help was changed by the person: it was given by mistake.
    Corrected {
        /// The fact.
        fact: String,
        /// What it had been.
        before: Value,
        /// Why, in the person's own words.
        why: String,
    },
    /// An appointment was made.
    Booked {
        /// With whom.
        with: String,
        /// For which day.
        on: Date,
    },
    /// An option of the plan was chosen, declined or left open.
    Chosen {
        /// The option, such as `recommendation/walking`.
        option: String,
        /// What the person said.
        choice: Choice,
    },
    /// A goal was set, or set anew.
    Goal(Goal),
    /// What became of a goal.
    GoalEnded {
        /// The goal.
        id: String,
        /// Whether it was reached.
        reached: bool,
    },
    /// Something of the plan was done.
    Did(Did),
    /// How it was the morning after.
    Morning {
        /// Whether the pain had settled to its usual level.
        settled: bool,
    },
    /// The person put themselves on a rung of the walking ladder, counted from 0.
    Rung {
        /// The rung.
        rung: usize,
    },
    /// An exercise was put on the person's list, or taken off it.
    Exercise {
        /// The exercise.
        id: String,
        /// Whether it is on the list.
        on: bool,
    },
    /// A follow-up question was asked.
    Question {
        /// The person's words; empty where nobody else must read them.
        words: String,
        /// The red flags that the words point to.
        danger: Vec<String>,
    },
    /// A question for the clinician, in the person's own words.
    Note {
        /// The words.
        words: String,
    },
    /// The person agreed to a letter to the employer.
    Consented(Letter),
    /// The person no longer agrees to it.
    ConsentEnded,
    /// The two activities that the person will keep in a flare.
    Kept {
        /// Their names.
        activities: Vec<String>,
    },
    /// The episode ended: the person has recovered.
    Recovered,
}

/// What a round of questions came to, and what was shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The urgency.
    pub urgency: UrgencyWord,
    /// The number of days, for `within-days`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u8>,
    /// The hash of the guideline that decided.
    pub edition: String,
    /// The red flags that were shown.
    pub red_flags: Vec<String>,
    /// Everything that was decided, as names: two of these show what changed.
    #[serde(default)]
    pub outline: Vec<String>,
}

impl Shown {
    /// Everything that was decided.
    pub fn names(&self) -> Names<'_> {
        Names(&self.outline)
    }
}

/// Somebody saw the person about an urgent sign (RF-92).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// By whom.
    pub by: String,
    /// `clinician` or `emergency-team`.
    pub team: String,
    /// On which day.
    pub on: Date,
    /// What was examined or tested.
    pub test: String,
    /// What was found.
    pub result: String,
    /// The red flags that were looked into.
    pub flags: Vec<String>,
    /// Whether the person confirms that the signs are unchanged since.
    pub unchanged: bool,
}

/// What the person agreed that a letter to the employer says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    /// What the employer calls the person.
    #[serde(default)]
    pub name: String,
    /// To whom it goes; empty to write it in by hand.
    #[serde(default)]
    pub employer: String,
    /// The changes at work, in the guideline's words.
    #[serde(default)]
    pub changes: Vec<String>,
    /// Until when.
    #[serde(default)]
    pub until: Option<Date>,
    /// Whether it says that others may not depend on the person's alertness.
    #[serde(default)]
    pub alertness: bool,
    /// The stage of help with work, in the guideline's words; none in letters of earlier versions,
    /// which did not keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<String>,
    /// The day on which somebody looks again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Date>,
}

/// What a person says to an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// They want it.
    Chosen,
    /// They do not want it.
    Declined,
    /// They do not know yet.
    Undecided,
}

/// A goal about doing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    /// Its id within the episode.
    pub id: String,
    /// What the person wants to do again.
    pub what: String,
    /// How it is measured.
    pub measure: String,
    /// By when.
    pub by: Date,
    /// How sure the person is, 0 to 10.
    pub confidence: u8,
}

/// Something of the plan that was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Did {
    /// `walk`, or the id of an exercise or another activity.
    pub activity: String,
    /// For how long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u16>,
    /// The pain before it, 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain_before: Option<u8>,
    /// The most pain during it, 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain_during: Option<u8>,
}
