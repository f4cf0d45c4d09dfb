//! Who gets a plan (`scope.toml`), and what is said of medicines already taken
//! (`already-taking.toml`).

use serde::{Deserialize, Serialize};

use crate::checklist::Checklist;
use crate::recommendation::Kind;
use crate::standing::with_standing;
use crate::urgency::Urgency;

with_standing! {
    /// Who gets what.
    pub struct Scope {
        /// Its title.
        pub title: String,
        /// Who gets a plan of care; it must be certain.
        pub plan: ScopePart,
        /// Who gets more than triage and explanation; it must be certain.
        pub full_plan: ScopePart,
        /// What is out of scope.
        pub neck: ScopePart,
    }
}

/// One boundary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScopePart {
    /// What is said outside it, in plain words.
    pub person: String,
    /// The same for a clinician.
    pub clinician: String,
    /// The kinds of recommendation that those outside still get.
    #[serde(default)]
    pub kinds: Vec<Kind>,
    /// Who is inside.
    pub when: Checklist,
}

with_standing! {
    /// What is said of medicines already taken (pathway e7).
    pub struct AlreadyTaking {
        /// Its title.
        pub title: String,
        /// One entry for each class.
        pub entry: Vec<TakingEntry>,
    }
}

/// What is said of one class of medicine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakingEntry {
    /// Its name.
    pub id: String,
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
    /// When it holds.
    pub when: Checklist,
    /// In plain words.
    pub person: String,
    /// For a clinician.
    pub clinician: String,
    /// How soon a clinician looks at it.
    pub route: Urgency,
    /// What it rests on.
    #[serde(default)]
    pub sources: Vec<String>,
}

with_standing! {
    /// Answers that cannot both be true (`contradictions.toml`).
    pub struct Contradictions {
        /// Its title.
        pub title: String,
        /// What cannot be.
        pub pair: Vec<Contradiction>,
    }
}

/// Answers that cannot all be true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contradiction {
    /// Its name.
    pub id: String,
    /// The facts to ask again.
    pub facts: Vec<String>,
    /// When they clash.
    pub when: Checklist,
    /// What is said.
    pub person: String,
}
