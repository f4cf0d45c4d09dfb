//! Classes: what kind of back pain it is.

use serde::{Deserialize, Serialize};

use crate::checklist::Checklist;
use crate::standing::with_standing;

with_standing! {
    /// One class; several may be possible at once.
    pub struct Class {
        /// Its name.
        pub title: String,
        /// The plan follows the highest rank that is not excluded.
        pub rank: u16,
        /// Who makes the plan.
        pub route: Route,
        /// A visit that is due beside the plan, such as a referral.
        #[serde(default)]
        pub visit: Option<crate::urgency::Urgency>,
        /// When it holds.
        pub when: Checklist,
        /// What is said.
        pub say: ClassSaid,
    }
}

/// Who makes the plan for a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// The pathway's own plan.
    Plan,
    /// A clinician.
    Clinician,
    /// Whoever treats the danger.
    Urgent,
}

/// What is said about a class.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassSaid {
    /// The likely explanation in plain words.
    pub person: String,
    /// The same for a clinician.
    pub clinician: String,
    /// What most likely happens next; where `course_long` says it of long pain, of new pain alone.
    #[serde(default)]
    pub course: String,
    /// What most likely happens next where the pain has lasted long (the finding `chronic`).
    #[serde(default)]
    pub course_long: Option<String>,
}

impl ClassSaid {
    /// What most likely happens next, of new pain and then of long pain.
    pub fn courses(&self) -> String {
        let long = self.course_long.as_deref().unwrap_or_default();
        [self.course.trim(), long.trim()].join(" ").trim().to_owned()
    }
}
