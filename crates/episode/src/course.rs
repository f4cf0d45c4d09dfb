//! The log, folded into what holds now.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use lumbago_decision::plan::{Begun, UrgencyWord, word_of};
use lumbago_guideline::urgency::Urgency;
use serde_json::Value;

use crate::log::{Choice, Entry, Given, Goal, Letter, Seen, Shown, What};
use crate::timetable::days_between;

/// One round of questions: the first interview, a check, or a fresh look.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// The day on which it began.
    pub begun: Date,
    /// The checks that it is for; none for the whole interview.
    pub checks: Vec<String>,
    /// What was answered in it, and on which day.
    pub answers: BTreeMap<String, (Value, Date)>,
    /// What the person expressly left out in it, or ticked at a glance.
    pub skipped: BTreeSet<String>,
    /// What it came to, and on which day it was last shown; none while questions are open.
    pub shown: Option<(Shown, Date)>,
    /// All that was shown in it, with its days: an answer that is changed takes nothing of it back.
    pub showings: Vec<(Shown, Date)>,
}

impl Round {
    fn begin(begun: Date, checks: Vec<String>) -> Self {
        let (answers, skipped) = (BTreeMap::new(), BTreeSet::new());
        Self { begun, checks, answers, skipped, shown: None, showings: Vec::new() }
    }

    /// Whether a question was answered in it, or left out, or ticked at a glance.
    pub fn is_done(&self, fact: &str) -> bool {
        self.answers.contains_key(fact) || self.skipped.contains(fact)
    }
}

/// An answer that had called for help and was then changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The day.
    pub on: Date,
    /// The fact.
    pub fact: String,
    /// What it had been.
    pub before: Value,
    /// Why, in the person's own words.
    pub why: String,
}

/// What holds now in one episode.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Course {
    /// The rounds of questions, the first interview first.
    pub rounds: Vec<Round>,
    /// Who saw the person about an urgent sign, and how many rounds had begun by then: at the next
    /// round the person is asked again whether the sign is unchanged.
    pub seen: Vec<(usize, Seen)>,
    /// Answers that had called for help and were then changed.
    pub corrected: Vec<Correction>,
    /// Appointments: with whom and when.
    pub booked: Vec<(String, Date)>,
    /// What the person said to each option.
    pub choices: BTreeMap<String, Choice>,
    /// Goals that are open, in the order in which they were set.
    pub goals: Vec<Goal>,
    /// Goals that ended, and whether they were reached.
    pub ended_goals: Vec<(Goal, bool)>,
    /// Exercises on the person's list.
    pub exercises: BTreeSet<String>,
    /// Exercises that were put on the list or taken off it at least once.
    pub exercises_considered: BTreeSet<String>,
    /// Questions for the clinician.
    pub notes: Vec<String>,
    /// The letter to the employer to which the person agreed, and when.
    pub consented: Option<(Date, Letter)>,
    /// What the person keeps up in a flare.
    pub kept: Vec<String>,
    /// The day of recovery.
    pub recovered: Option<Date>,
    /// The whole log.
    pub log: Vec<Entry>,
}

impl Course {
    /// Folds a log, which is in the order in which it was written.
    pub fn of(log: Vec<Entry>) -> Self {
        let mut course = Self::default();
        for entry in &log {
            course.take(entry);
        }
        course.log = log;
        course
    }

    fn take(&mut self, entry: &Entry) {
        let day = entry.day;
        match &entry.what {
            What::Asked { checks } => {
                self.recovered = None;
                self.rounds.push(Round::begin(day, checks.clone()));
            }
            What::Answered { answers } => self.answered(answers, day),
            What::Skipped { facts } => {
                if let Some(round) = self.rounds.last_mut() {
                    round.skipped.extend(facts.iter().cloned());
                }
            }
            What::Withdrawn { facts } => {
                // The answer of an earlier round would come back: what clashed is not asked.
                for round in &mut self.rounds {
                    round.answers.retain(|name, _| !facts.contains(name));
                }
                if let Some(round) = self.rounds.last_mut() {
                    round.shown = None;
                }
            }
            What::Shown(shown) => {
                if let Some(round) = self.rounds.last_mut() {
                    round.shown = Some((shown.clone(), day));
                    round.showings.push((shown.clone(), day));
                }
            }
            What::Seen(seen) => self.seen.push((self.rounds.len(), seen.clone())),
            What::Corrected { fact, before, why } => self.corrected.push(Correction {
                on: day,
                fact: fact.clone(),
                before: before.clone(),
                why: why.clone(),
            }),
            What::Booked { with, on } => self.booked.push((with.clone(), *on)),
            What::Chosen { option, choice } => {
                self.choices.insert(option.clone(), *choice);
            }
            What::Goal(goal) => {
                match self.goals.iter_mut().find(|known| known.id == goal.id) {
                    Some(known) => *known = goal.clone(),
                    None => self.goals.push(goal.clone()),
                };
            }
            What::GoalEnded { id, reached } => {
                if let Some(at) = self.goals.iter().position(|goal| goal.id == *id) {
                    self.ended_goals.push((self.goals.remove(at), *reached));
                }
            }
            What::Exercise { id, on } => {
                self.exercises_considered.insert(id.clone());
                if *on {
                    self.exercises.insert(id.clone());
                } else {
                    self.exercises.remove(id);
                }
            }
            What::Note { words } => self.notes.push(words.clone()),
            What::Consented(letter) => self.consented = Some((day, letter.clone())),
            What::ConsentEnded => self.consented = None,
            What::Kept { activities } => self.kept.clone_from(activities),
            What::Recovered => self.recovered = Some(day),
            What::Did(_) | What::Morning { .. } | What::Rung { .. } | What::Question { .. } => {}
        }
    }

    fn answered(&mut self, answers: &Given, day: Date) {
        if self.rounds.is_empty() {
            self.rounds.push(Round::begin(day, Vec::new()));
        }
        let Some(round) = self.rounds.last_mut() else { return };
        for (name, value) in answers {
            round.answers.insert(name.clone(), (value.clone(), day));
        }
        // What was shown no longer rests on these answers.
        round.shown = None;
    }

    /// The round that is being answered, or the last one.
    pub fn round(&self) -> Option<&Round> {
        self.rounds.last()
    }

    /// Who saw the person about an urgent sign since this round began.
    pub fn seen_now(&self) -> impl Iterator<Item = &Seen> {
        self.seen.iter().filter(|(round, _)| *round == self.rounds.len()).map(|(_, seen)| seen)
    }

    /// Whether questions of the last round are still open.
    pub fn is_asking(&self) -> bool {
        self.rounds.last().is_none_or(|round| round.shown.is_none())
    }

    /// All that was shown, with its days, in the order of the log.
    pub fn showings(&self) -> impl DoubleEndedIterator<Item = &(Shown, Date)> {
        self.rounds.iter().flat_map(|round| &round.showings)
    }

    /// What was shown last, and on which day, also when an answer was changed since.
    pub fn last_shown(&self) -> Option<&(Shown, Date)> {
        self.showings().next_back()
    }

    /// The day on which the last round that came to an end first did so: a changed answer does not
    /// answer its checks anew.
    pub fn last_finished(&self) -> Option<Date> {
        self.rounds.iter().rev().find_map(|round| round.showings.first()).map(|(_, day)| *day)
    }

    /// The day of the first plan, from which reviews are counted (pathway g): it never moves. Who
    /// was sent for help was shown no plan.
    pub fn first_plan(&self) -> Option<Date> {
        let mut plans =
            self.showings().filter(|(shown, _)| shown.urgency != UrgencyWord::Emergency);
        plans.next().map(|(_, day)| *day)
    }

    /// The days from which a plan with this urgency counts.
    ///
    /// An urgency counts from the first of the plans in a row that asked for the same, the reviews
    /// from the first plan. A course of medicine counts from the first plan that offered it, also
    /// across rounds and when a plan in between lacks it; `pause` is the number of days between
    /// two such plans after which a course may begin anew.
    pub fn begun(&self, urgency: Option<Urgency>, pause: i32) -> Begun {
        Begun {
            reviews: self.first_plan(),
            urgency: self.urgent_since(urgency),
            medicines: self.courses(pause),
        }
    }

    fn urgent_since(&self, urgency: Option<Urgency>) -> Option<Date> {
        let asks_for = |shown: &Shown| (shown.urgency, shown.within_days);
        let wanted = (word_of(urgency), urgency.and_then(Urgency::days));
        // Questions may be open again since: then nothing is told yet.
        self.round()?.shown.as_ref()?;
        let in_a_row = self.showings().rev().take_while(|(shown, _)| asks_for(shown) == wanted);
        in_a_row.last().map(|(_, first)| *first)
    }

    fn courses(&self, pause: i32) -> BTreeMap<String, Date> {
        // An urgent plan tells no dose (k28).
        let doses = |urgency| !matches!(urgency, UrgencyWord::Emergency | UrgencyWord::SameDay);
        let mut courses: BTreeMap<&str, (Date, Date)> = BTreeMap::new();
        for (shown, day) in self.showings().filter(|(shown, _)| doses(shown.urgency)) {
            for medicine in shown.names().offered() {
                let (first, last) = courses.entry(medicine).or_insert((*day, *day));
                if days_between(*last, *day) > pause {
                    *first = *day;
                }
                *last = *day;
            }
        }
        courses.into_iter().map(|(medicine, (first, _))| (medicine.to_owned(), first)).collect()
    }
}
