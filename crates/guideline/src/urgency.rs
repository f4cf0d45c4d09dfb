//! How soon a person must be seen.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How soon a person must be seen; a total order, the greatest is the most urgent
/// (pathway, "Urgency, a total order").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Urgency {
    /// The plan is enough; nobody needs to be seen.
    SelfCare,
    /// A clinician should be seen, at no particular time.
    Routine,
    /// A clinician must have seen the person within so many days (1 to 14).
    WithinDays(u8),
    /// A clinician must have seen the person today.
    SameDay,
    /// Help is called now.
    Emergency,
}

impl Urgency {
    /// The names that a rule may use.
    pub const NAMES: &str = "emergency, same day, within N days (1 to 14), routine, self-care";

    /// Every urgency, the least urgent first.
    pub fn every() -> impl Iterator<Item = Self> {
        let days = (1..=14).rev().map(Self::WithinDays);
        [Self::SelfCare, Self::Routine]
            .into_iter()
            .chain(days)
            .chain([Self::SameDay, Self::Emergency])
    }

    /// Reads `emergency`, `same day` or `same-day`, `within 7 days`, `routine`, `self-care`;
    /// `within-days` alone stands for the lowest of its kind, within 14 days.
    pub fn read(text: &str) -> Option<Self> {
        match text.split([' ', '-']).collect::<Vec<_>>().as_slice() {
            ["emergency"] => Some(Self::Emergency),
            ["same", "day"] => Some(Self::SameDay),
            ["within", "days"] => Some(Self::WithinDays(14)),
            ["within", days, "days" | "day"] => {
                days.parse().ok().filter(|days| (1..=14).contains(days)).map(Self::WithinDays)
            }
            ["routine"] => Some(Self::Routine),
            ["self", "care"] => Some(Self::SelfCare),
            _ => None,
        }
    }

    /// The position in the order: greater is more urgent.
    pub fn rank(self) -> u16 {
        match self {
            Self::SelfCare => 0,
            Self::Routine => 1,
            Self::WithinDays(days) => 100 - u16::from(days.min(14)),
            Self::SameDay => 200,
            Self::Emergency => 300,
        }
    }

    /// The word of the JSON contract: `within-days` leaves the number to its own field.
    pub fn word(self) -> &'static str {
        match self {
            Self::SelfCare => "self-care",
            Self::Routine => "routine",
            Self::WithinDays(_) => "within-days",
            Self::SameDay => "same-day",
            Self::Emergency => "emergency",
        }
    }

    /// The number of days, where there is one.
    pub fn days(self) -> Option<u8> {
        match self {
            Self::WithinDays(days) => Some(days),
            _ => None,
        }
    }
}

impl std::fmt::Display for Urgency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::WithinDays(days) => write!(f, "within {days} days"),
            Self::SameDay => f.write_str("same day"),
            other => f.write_str(other.word()),
        }
    }
}

impl PartialOrd for Urgency {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Urgency {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl Serialize for Urgency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Urgency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "unknown urgency `{text}`: it is one of {}",
                Self::NAMES
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_days_are_more_urgent() {
        let order =
            ["self-care", "routine", "within 14 days", "within 1 day", "same day", "emergency"];
        let read: Vec<_> = order.iter().map(|text| Urgency::read(text).unwrap()).collect();
        assert!(read.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(Urgency::read("within 15 days"), None);
        assert_eq!(Urgency::read("soon"), None);
    }
}
