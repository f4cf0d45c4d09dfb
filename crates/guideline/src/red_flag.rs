//! Red flags: findings that make a serious cause more likely.

use serde::{Deserialize, Serialize};

use crate::checklist::with_checklist;
use crate::standing::with_standing;
use crate::urgency::Urgency;

with_standing! {
    /// One red flag; the most urgent level that holds counts.
    pub struct RedFlag {
        /// The suspected condition.
        pub concern: String,
        /// What kind of danger it points to, for counting and for browsing.
        pub group: String,
        /// Who may close it for a while after it was looked into.
        #[serde(default)]
        pub closing: Closing,
        /// Nothing of it may be shown where somebody else could read it.
        #[serde(default)]
        pub private: bool,
        /// Places to find help that stand beside its action, such as a crisis line.
        #[serde(default)]
        pub support: Vec<String>,
        /// How urgent it is, and when.
        pub level: Vec<Level>,
        /// What is said.
        pub say: Said,
    }
}

with_checklist! {
    /// One level of a red flag.
    pub struct Level {
        /// How soon the person must be seen.
        pub urgency: Urgency,
    }
}

/// Who may close a red flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closing {
    /// A clinician who looked into it.
    #[default]
    Clinician,
    /// Only the emergency team that assessed that very symptom, and it still leaves a clinician to
    /// be seen (pathway RF-92).
    EmergencyTeam,
}

/// The emergency team, as a closing record names it.
pub const EMERGENCY_TEAM: &str = "emergency-team";

impl Closing {
    /// Whether a record of this team may close it.
    pub fn accepts(self, team: &str) -> bool {
        match self {
            Self::Clinician => true,
            Self::EmergencyTeam => team == EMERGENCY_TEAM,
        }
    }
}

/// What is said to a person and to a clinician.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// In plain words.
    pub person: String,
    /// In a clinician's words.
    pub clinician: String,
    /// An action that differs from that of the urgency.
    #[serde(default)]
    pub action: Option<String>,
    /// What stands in place of the urgency's words, where nothing else is as urgent.
    #[serde(default)]
    pub instead: Option<Instead>,
}

/// What is said about a sign for which the words of its urgency, made for a sore back, do not fit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instead {
    /// Why it is urgent.
    pub why: String,
    /// What to say to the people who help.
    pub what_to_say: Vec<String>,
    /// What to do until then.
    pub meanwhile: String,
}
