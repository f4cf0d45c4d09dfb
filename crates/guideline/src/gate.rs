//! Gates: what stands in the way of a medicine or a treatment.

use serde::{Deserialize, Serialize};

use crate::checklist::with_checklist;
use crate::standing::with_standing;

with_standing! {
    /// One gate, shared by whatever names it.
    pub struct Gate {
        /// Its name.
        pub title: String,
        /// What blocks.
        #[serde(default)]
        pub item: Vec<GateItem>,
        /// What must be added.
        #[serde(default)]
        pub add: Vec<Addition>,
    }
}

with_checklist! {
    /// One thing that blocks.
    pub struct GateItem {
        /// Its name within the gate.
        pub id: String,
        /// Whom it blocks.
        pub blocks: Blocks,
        /// The reason in plain words.
        pub person: String,
        /// The reason for a clinician.
        pub clinician: String,
    }
}

/// Whom a gate item blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Blocks {
    /// Nobody; a pharmacist or doctor must be asked first.
    Ask,
    /// A person alone; a clinician may decide.
    Person,
    /// Everyone.
    Everyone,
}

with_checklist! {
    /// Something that must be added to a medicine.
    pub struct Addition {
        /// Its name within the gate.
        pub id: String,
        /// In plain words.
        pub person: String,
        /// For a clinician.
        pub clinician: String,
    }
}
