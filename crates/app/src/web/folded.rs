//! What the log of an episode comes to on a day and in a language, kept in memory for the next
//! page: reading and folding a log, and making a plan of it, costs more than all else of a page.
//!
//! It can never be out of date. A log is only ever added to, and the store gives the id of an entry
//! once and never again, so the last id stands for the whole log; it is asked for each time. All
//! else that a plan depends on is in the key, or is the same for the whole process.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::civil::Date;
use lumbago_decision::decide::Outcome;
use lumbago_decision::facts::FactSheet;
use lumbago_decision::plan::{Audience, Plan};
use lumbago_episode::Course;
use lumbago_guideline::texts::care::Contradiction;
use lumbago_guideline::urgency::Urgency;
use uuid::Uuid;

/// How many are kept, of all people together; those that were not asked for the longest go. One
/// with its plans takes some hundred kB.
const MOST: usize = 16;

/// What an episode's log comes to.
pub struct Folded {
    /// The episode's id.
    pub id: Uuid,
    /// Whose it is.
    pub person: Uuid,
    /// The code by which it is found elsewhere.
    pub code: String,
    /// The person's day.
    pub today: Date,
    /// What happened so far.
    pub course: Course,
    /// The answers that count today; what clashes counts as not sure.
    pub sheet: FactSheet,
    /// Whether answers clash.
    pub clashes: Vec<Contradiction>,
    /// How far one gets.
    pub outcome: Outcome,
    /// The urgency that is decided; none while questions are open.
    pub urgency: Option<Urgency>,
    /// The plan for each audience, once it was asked for.
    pub plans: Plans,
}

/// The plan for each audience, made when it is first asked for.
#[derive(Default)]
pub struct Plans {
    person: OnceLock<Plan>,
    clinician: OnceLock<Plan>,
}

impl Plans {
    /// The plan for an audience.
    pub fn of(&self, audience: Audience, make: impl FnOnce() -> Plan) -> &Plan {
        match audience {
            Audience::Person => self.person.get_or_init(make),
            Audience::Clinician => self.clinician.get_or_init(make),
        }
    }
}

/// All on which it depends what a log comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The episode.
    pub episode: Uuid,
    /// The id of the last entry of its log.
    pub last: i64,
    /// The person's day.
    pub today: Date,
    /// The language.
    pub language: String,
}

/// What is kept, the latest first.
#[derive(Default)]
pub struct Kept(Mutex<VecDeque<(Key, Arc<Folded>)>>);

impl Kept {
    /// What is kept under exactly this key.
    pub fn get(&self, key: &Key) -> Option<Arc<Folded>> {
        let mut kept = self.all();
        let at = kept.iter().position(|(known, _)| known == key)?;
        let found = kept.remove(at)?;
        let folded = found.1.clone();
        kept.push_front(found);
        Some(folded)
    }

    /// Keeps it in the place of what the same episode came to in this language before.
    pub fn put(&self, key: Key, folded: Arc<Folded>) {
        let mut kept = self.all();
        kept.retain(|(known, _)| (known.episode, &known.language) != (key.episode, &key.language));
        kept.push_front((key, folded));
        kept.truncate(MOST);
    }

    /// Forgets everything: what somebody deleted stays nowhere.
    pub fn forget(&self) {
        self.all().clear();
    }

    fn all(&self) -> std::sync::MutexGuard<'_, VecDeque<(Key, Arc<Folded>)>> {
        // A panic elsewhere leaves whole pairs behind: each step above moves whole pairs only.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops when something is not so")]

    use jiff::civil::date;

    use super::*;

    fn key(episode: u128, last: i64) -> Key {
        let today = date(2026, 11, 21);
        Key { episode: Uuid::from_u128(episode), last, today, language: "en".to_owned() }
    }

    fn folded(key: &Key) -> Arc<Folded> {
        Arc::new(Folded {
            id: key.episode,
            person: Uuid::nil(),
            code: key.last.to_string(),
            today: key.today,
            course: Course::default(),
            sheet: FactSheet::unasked(0),
            clashes: Vec::new(),
            outcome: Outcome::Incomplete,
            urgency: None,
            plans: Plans::default(),
        })
    }

    #[test]
    fn only_the_same_episode_entry_day_and_language_finds_it() {
        let kept = Kept::default();
        let own = key(1, 5);
        kept.put(own.clone(), folded(&own));
        assert!(kept.get(&own).is_some());
        let language = "es".to_owned();
        for other in [
            key(2, 5),
            key(1, 4),
            key(1, 6),
            Key { today: date(2026, 11, 22), ..own.clone() },
            Key { language, ..own.clone() },
        ] {
            assert!(kept.get(&other).is_none(), "{other:?}");
        }
    }

    #[test]
    fn what_came_before_in_the_same_episode_goes_and_another_language_stays() {
        let kept = Kept::default();
        let spanish = Key { language: "es".to_owned(), ..key(1, 5) };
        for key in [key(1, 5), spanish.clone(), key(1, 6)] {
            kept.put(key.clone(), folded(&key));
        }
        assert!(kept.get(&key(1, 5)).is_none());
        assert_eq!(kept.get(&key(1, 6)).unwrap().code, "6");
        assert!(kept.get(&spanish).is_some());
    }

    #[test]
    fn no_more_is_kept_than_the_most_and_the_longest_unasked_goes_first() {
        let kept = Kept::default();
        for episode in 0..u128::try_from(MOST).unwrap() {
            kept.put(key(episode, 1), folded(&key(episode, 1)));
        }
        assert!(kept.get(&key(0, 1)).is_some());
        kept.put(key(99, 1), folded(&key(99, 1)));
        assert!(kept.get(&key(0, 1)).is_some());
        assert!(kept.get(&key(1, 1)).is_none());
        kept.forget();
        assert!(kept.get(&key(0, 1)).is_none());
    }
}
