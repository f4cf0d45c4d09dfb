//! Which edition of the guideline it is, where it is used, and what is still open.

use serde::{Deserialize, Serialize};

use crate::source::Provenance;
use crate::standing::{Day, Status, with_standing};

with_standing! {
    /// The edition (`edition.toml`).
    pub struct Edition {
        /// Its name.
        pub name: String,
        /// Its version.
        pub version: String,
        /// Its day.
        pub date: Day,
        /// Where it stands as a whole.
        pub status: Status,
        /// The region when none is told.
        pub default_region: String,
        /// The languages that it has.
        pub languages: Vec<String>,
        /// What it is not, in plain words.
        pub notice_person: String,
        /// What it is not, for a clinician.
        pub notice_clinician: String,
        /// What each reader must know.
        pub disclaimer: Disclaimer,
        /// Who stands behind it.
        pub provenance: Provenance,
    }
}

/// What each reader must know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclaimer {
    /// What a disclaimer may never do.
    pub rule: String,
    /// For the person.
    pub person: String,
    /// For somebody who answers for another.
    pub carer: String,
    /// For a clinician.
    pub clinician: String,
}

/// A country: whom to call, and what is sold there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Its name.
    pub name: String,
    /// The number for an emergency.
    pub emergency: String,
    /// A second such number.
    #[serde(default)]
    pub emergency_also: Option<String>,
    /// A remark on it.
    #[serde(default)]
    pub emergency_note: Option<String>,
    /// Whether the entries are wording, not numbers.
    #[serde(default)]
    pub generic: bool,
    /// The number for advice that is not an emergency.
    #[serde(default)]
    pub advice: Option<String>,
    /// The number of the poison service.
    #[serde(default)]
    pub poison: Option<String>,
    /// The number of a crisis line.
    #[serde(default)]
    pub crisis: Option<String>,
    /// Who answers it.
    #[serde(default)]
    pub crisis_name: Option<String>,
    /// Local words.
    #[serde(default)]
    pub terms: std::collections::BTreeMap<String, String>,
    /// What the entries rest on.
    pub basis: String,
}

with_standing! {
    /// What a clinician must settle before anything is approved (`open-points.toml`).
    pub struct OpenPoints {
        /// The points.
        pub point: Vec<OpenPoint>,
    }
}

/// One open point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenPoint {
    /// Its number.
    pub number: u8,
    /// Its name.
    pub id: String,
    /// What is asked.
    pub question: String,
    /// How it is handled now.
    pub now: String,
    /// The files that it touches.
    pub touches: Vec<String>,
    /// Specification ids.
    #[serde(default)]
    pub spec: Vec<String>,
}

with_standing! {
    /// Where to find help (`support.toml`).
    pub struct Support {
        /// The places.
        pub resource: Vec<Resource>,
    }
}

impl Resource {
    /// What is said of it, with the region's number where there is one.
    pub fn told(&self, region: Option<&Region>) -> String {
        let number = region.and_then(|region| match self.number.as_deref() {
            Some("emergency") => Some(region.emergency.as_str()),
            Some("crisis") => region.crisis.as_deref(),
            Some("poison") => region.poison.as_deref(),
            Some("advice") => region.advice.as_deref(),
            _ => None,
        });
        match number {
            Some(number) => format!("{} ({number})", self.person.trim()),
            None => self.person.trim().to_owned(),
        }
    }
}

/// A place to find help.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// Its name.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// In plain words.
    pub person: String,
    /// Which number of the region to show: `emergency`, `crisis`, `poison` or `advice`.
    #[serde(default)]
    pub number: Option<String>,
    /// Whether it stands on every plan.
    #[serde(default)]
    pub always: bool,
    /// Whether it is kept off a shared print.
    #[serde(default)]
    pub private: bool,
}
