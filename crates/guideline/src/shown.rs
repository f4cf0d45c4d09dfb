//! What a decision shows, as lines that only claims about hazards may use.

use serde::{Deserialize, Serialize};

use crate::medicine::Tier;

/// Something that a decision shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Shown {
    /// How far one gets: `emergency`, `same-day`, `incomplete`, `planned`, `out-of-scope`.
    Outcome(String),
    /// The rank of the final urgency is at least the first number and below the second.
    Urgency(u16, u16),
    /// A recommendation by name.
    Recommendation(String),
    /// Any recommendation for (true) or against, of a kind or of any.
    AnyRecommendation(bool, Option<String>),
    /// A medicine by name is offered in a tier.
    Medicine(String, Tier),
    /// A medicine by name is offered in a tier, or may be asked for: nothing keeps it from the tier.
    Left(String, Tier),
    /// Any medicine, of a class or of any, is offered in a tier.
    AnyMedicine(Option<String>, Tier),
    /// Two medicines of one class are offered in a tier.
    TwoMedicines(String, Tier),
    /// A rule about imaging by name.
    Imaging(String),
    /// Any scan is advised.
    AnyScan,
    /// An exercise by name.
    Exercise(String),
    /// Any exercise.
    AnyExercise,
    /// A check of the timetable by name.
    Check(String),
    /// Any check of the timetable.
    AnyCheck,
    /// A red flag by name was closed; `any` for any of them.
    Closed(String),
    /// A red flag may be present, and no sign that stands for it is on the warning card.
    CardMisses,
}

impl Shown {
    /// Reads a line; none when it is no line of this kind.
    pub fn read(words: &[&str]) -> Option<Self> {
        let owned = |word: &str| word.to_owned();
        let tier = |word: &str| match word {
            "person" => Some(Tier::Person),
            "clinician" => Some(Tier::Clinician),
            _ => None,
        };
        Some(match words {
            ["outcome", "is", word] => {
                let known = ["emergency", "same-day", "incomplete", "planned", "out-of-scope"];
                Self::Outcome(known.contains(word).then(|| owned(word))?)
            }
            ["recommendation", id] => Self::Recommendation(owned(id)),
            ["any", "recommendation", "for"] => Self::AnyRecommendation(true, None),
            ["any", "recommendation", "against"] => Self::AnyRecommendation(false, None),
            ["any", "recommendation", "kind", kind, "for"] => {
                Self::AnyRecommendation(true, Some(owned(kind)))
            }
            ["medicine", id, "offered", "to", who] => Self::Medicine(owned(id), tier(who)?),
            ["medicine", id, "left", "to", who] => Self::Left(owned(id), tier(who)?),
            ["any", "medicine", "offered", "to", who] => Self::AnyMedicine(None, tier(who)?),
            ["any", "medicine", "class", class, "offered", "to", who] => {
                Self::AnyMedicine(Some(owned(class)), tier(who)?)
            }
            ["two", "medicines", "class", class, "offered", "to", who] => {
                Self::TwoMedicines(owned(class), tier(who)?)
            }
            ["imaging", id] => Self::Imaging(owned(id)),
            ["any", "scan"] => Self::AnyScan,
            ["exercise", id] => Self::Exercise(owned(id)),
            ["any", "exercise"] => Self::AnyExercise,
            ["check", id] => Self::Check(owned(id)),
            ["any", "check"] => Self::AnyCheck,
            ["closed", id] => Self::Closed(owned(id)),
            ["warning-card", "misses", "a", "sign"] => Self::CardMisses,
            _ => return None,
        })
    }
}
