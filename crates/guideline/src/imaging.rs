//! Imaging: when a picture helps, which, and why not otherwise.

use serde::{Deserialize, Serialize};

use crate::checklist::Checklist;
use crate::standing::with_standing;

with_standing! {
    /// One rule about imaging.
    pub struct Imaging {
        /// Its name.
        pub title: String,
        /// What is advised.
        pub advice: ImagingAdvice,
        /// When it holds.
        pub when: Checklist,
        /// What is said.
        pub say: ImagingSaid,
    }
}

/// What is said about imaging.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImagingSaid {
    /// In plain words.
    pub person: String,
    /// For a clinician.
    pub clinician: String,
    /// The cause that is suspected (IM-11).
    #[serde(default)]
    pub cause: String,
    /// How a result would change care (IM-11).
    #[serde(default)]
    pub changes: String,
}

/// What a rule about imaging advises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum ImagingAdvice {
    None,
    Explain,
    Review,
    Specialist,
    XRay,
    Ct,
    Mri,
    MriEmergency,
}

impl ImagingAdvice {
    /// Whether a picture is advised; such advice always names a suspected cause (IM-11).
    pub fn is_a_scan(self) -> bool {
        matches!(self, Self::XRay | Self::Ct | Self::Mri | Self::MriEmergency)
    }
}
