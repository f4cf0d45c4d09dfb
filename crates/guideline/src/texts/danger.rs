//! What is said at each urgency, on the warning card, and when a red flag is closed.

use serde::{Deserialize, Serialize};

use crate::checklist::Checklist;
use crate::standing::with_standing;
use crate::urgency::Urgency;

with_standing! {
    /// What is said at each urgency (`urgencies.toml`).
    pub struct Urgencies {
        /// What to call the emergency number where none is known.
        pub number_unknown: String,
        /// The places that are filled in.
        pub placeholders: Vec<String>,
        /// What a sign does that is possible but not certain.
        pub softening: Softening,
        /// Help is called now.
        pub emergency: UrgencyText,
        /// A clinician today.
        #[serde(rename = "same-day")]
        pub same_day: UrgencyText,
        /// A clinician within days.
        #[serde(rename = "within-days")]
        pub within_days: UrgencyText,
        /// A clinician at no particular time.
        pub routine: UrgencyText,
        /// The plan is enough.
        #[serde(rename = "self-care")]
        pub self_care: UrgencyText,
        /// Questions are open.
        pub incomplete: UrgencyText,
    }
}

impl Urgencies {
    /// The text of an urgency; none stands for an unfinished interview.
    pub fn of(&self, urgency: Option<Urgency>) -> &UrgencyText {
        match urgency {
            None => &self.incomplete,
            Some(Urgency::Emergency) => &self.emergency,
            Some(Urgency::SameDay) => &self.same_day,
            Some(Urgency::WithinDays(_)) => &self.within_days,
            Some(Urgency::Routine) => &self.routine,
            Some(Urgency::SelfCare) => &self.self_care,
        }
    }
}

/// What a sign does that is possible but not certain: one step softer, never nothing above
/// routine (pathway, "Three-valued answers").
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Softening {
    /// Instead of an emergency.
    pub emergency: Urgency,
    /// Instead of the same day.
    #[serde(rename = "same-day")]
    pub same_day: Urgency,
    /// Instead of any number of days.
    #[serde(rename = "within-days")]
    pub within_days: Urgency,
}

impl Softening {
    /// What a level becomes when it is only possible.
    pub fn of(&self, level: Urgency) -> Option<Urgency> {
        match level {
            Urgency::Emergency => Some(self.emergency),
            Urgency::SameDay => Some(self.same_day),
            Urgency::WithinDays(_) => Some(self.within_days),
            Urgency::Routine | Urgency::SelfCare => None,
        }
    }
}

/// What is said at one urgency; `{number}`, `{days}` and `{date}` are filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UrgencyText {
    /// The bottom line.
    pub title: String,
    /// What to do, by when.
    pub person: String,
    /// The same when it is a single day.
    #[serde(default)]
    pub person_one_day: Option<String>,
    /// Why.
    pub why: String,
    /// What to say to whoever answers or comes.
    pub what_to_say: Vec<String>,
    /// What to do meanwhile.
    pub meanwhile: String,
    /// What holds at night.
    pub at_night: String,
    /// What is asked afterwards.
    pub check: String,
    /// What is said when it is overdue.
    pub overdue: String,
    /// For a clinician.
    pub clinician: String,
}

with_standing! {
    /// The warning card (`warning-card.toml`).
    pub struct WarningCard {
        /// Its title.
        pub title: String,
        /// Its first words.
        pub person: String,
        /// What to do at the signs of an emergency.
        pub call_now: String,
        /// What to do at the signs for the same day.
        pub today: String,
        /// The signs.
        pub group: Vec<CardGroup>,
        /// The card for leg pain.
        #[serde(rename = "leg-card")]
        pub leg_card: LegCard,
        /// The weekly check of strength.
        #[serde(rename = "strength-check")]
        pub strength_check: StrengthCheck,
    }
}

/// Signs that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardGroup {
    /// Its name.
    pub id: String,
    /// How urgent they are.
    pub urgency: Urgency,
    /// Its heading.
    pub title: String,
    /// The signs.
    pub sign: Vec<CardSign>,
}

/// One sign of the warning card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardSign {
    /// The sign in plain words.
    pub say: String,
    /// The red flags that it stands for.
    pub carries: Vec<String>,
    /// Whom it can meet; none for everyone. It is left out only where this surely cannot be.
    #[serde(default)]
    pub when: Option<Checklist>,
}

impl WarningCard {
    /// Every sign with the urgency of its group, in the order of the file.
    pub fn signs(&self) -> impl Iterator<Item = (Urgency, &CardSign)> {
        let groups = self.group.iter();
        groups.flat_map(|group| group.sign.iter().map(|sign| (group.urgency, sign)))
    }
}

/// The card for leg pain (S32).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegCard {
    /// Its title.
    pub title: String,
    /// Its first words.
    pub person: String,
    /// The signs.
    pub signs: Vec<String>,
    /// For a clinician.
    pub clinician: String,
}

/// The weekly check of strength.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StrengthCheck {
    /// Its title.
    pub title: String,
    /// Its first words.
    pub person: String,
    /// How often.
    pub every_days: u8,
    /// What to do.
    pub steps: Vec<String>,
    /// When nothing changed.
    pub if_same: String,
    /// When something got worse.
    pub if_worse: String,
    /// For a clinician.
    pub clinician: String,
}

with_standing! {
    /// How a red flag is closed (`closing.toml`, RF-92).
    pub struct ClosingRule {
        /// For how many days it stays closed.
        pub days: u16,
        /// What is left after an emergency team closed it.
        pub closed_emergency_team: Urgency,
        /// What is said.
        pub say: crate::red_flag::Said,
    }
}
