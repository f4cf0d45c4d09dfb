//! Findings: named facts derived from facts. If you need parentheses, you need a name.

use serde::{Deserialize, Serialize};

use crate::case::RuleCase;
use crate::checklist::{Checklist, with_checklist};

with_checklist! {
    /// A named condition.
    pub struct FindingBody {
        /// The specification ids that it carries.
        #[serde(default)]
        pub spec: Vec<String>,
        /// What it means, in words.
        pub means: String,
        /// Worked cases.
        #[serde(default)]
        pub case: Vec<RuleCase>,
        /// What nobody has confirmed.
        #[serde(default)]
        pub unconfirmed: Vec<crate::standing::Unconfirmed>,
        /// What it rests on.
        #[serde(default)]
        pub source: Vec<crate::standing::Citation>,
    }
}

/// A finding with its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The name that rules use.
    pub id: String,
    /// Where it stands.
    pub place: crate::problem::Place,
    /// What it is.
    pub body: FindingBody,
}

impl Finding {
    /// Its condition.
    pub fn checklist(&self) -> Checklist {
        self.body.checklist()
    }
}
