//! A person who answers whatever is asked, and walks.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use lumbago_decision::decide::Decision;
use lumbago_decision::outline::Outline;
use lumbago_decision::plan::{Context, UrgencyWord, release};
use lumbago_episode::brief::{SIGNS, none_of};
use lumbago_episode::log::{Did, Seen, Shown};
use lumbago_episode::timetable::timetable;
use lumbago_episode::way::next_step;
use lumbago_episode::{Course, Entry, What, carry};
use lumbago_guideline::fact::{Fact, FactKind, Who};
use serde_json::{Value, json};

use crate::guideline::TODAY;
pub use crate::guideline::engine;

/// The day so many days after the first plan.
pub fn on(day: i64) -> Date {
    TODAY.checked_add(day.days()).expect("a day")
}

/// A person with a log.
pub struct Person {
    pub log: Vec<Entry>,
    known: BTreeMap<String, Value>,
    /// The pages that were answered, in order.
    pub pages: Vec<String>,
}

impl Person {
    /// Somebody who answers as a base case does.
    pub fn like(base: &str) -> Self {
        Self { log: Vec::new(), known: BTreeMap::new(), pages: Vec::new() }.and(base)
    }

    /// And as another base case does, where that says something.
    pub fn and(mut self, base: &str) -> Self {
        let given = &engine().guideline.bases[base].0;
        let known = given.iter().map(|given| (given.name.clone(), carry::json(&given.value)));
        self.known.extend(known);
        self
    }

    /// From now on they answer otherwise.
    pub fn says(&mut self, fact: &str, value: Value) -> &mut Self {
        self.known.insert(fact.to_owned(), value);
        self
    }

    pub fn course(&self) -> Course {
        Course::of(self.log.clone())
    }

    pub fn write(&mut self, day: i64, what: What) {
        self.log.push(Entry { at: Timestamp::UNIX_EPOCH, day: on(day), what });
    }

    pub fn decide<T>(&self, day: i64, read: impl Fn(&Decision<'_>, &Course) -> T) -> T {
        let course = self.course();
        let sheet = carry::sheet(engine(), &course, on(day));
        read(&engine().decide(&sheet), &course)
    }

    fn answer(&self, fact: &Fact) -> Value {
        if let Some(known) = self.known.get(&fact.id) {
            return known.clone();
        }
        match &fact.kind {
            FactKind::Set { .. } => json!([]),
            FactKind::Choice { options } => {
                let no = ["no", "none", "never"].into_iter();
                let no = no.into_iter().find(|no| options.iter().any(|option| option == no));
                json!(no.unwrap_or("unknown"))
            }
            _ => json!("unknown"),
        }
    }

    /// Answers a whole round, page by page, until nothing is open; says what was asked, in order.
    pub fn round(&mut self, day: i64, checks: &[&str]) -> Vec<String> {
        let checks = checks.iter().map(|check| (*check).to_owned()).collect();
        self.write(day, What::Asked { checks });
        self.goes_on(day)
    }

    /// Answers what is still open in the round that is under way, and is shown what it came to.
    pub fn goes_on(&mut self, day: i64) -> Vec<String> {
        let mut asked = Vec::new();
        loop {
            let course = self.course();
            let sheet = carry::sheet(engine(), &course, on(day));
            let Some(step) = next_step(engine(), &course, &sheet, Who::Person) else { break };
            let facts = step.facts.into_iter().filter_map(|id| engine().guideline.facts.get(id));
            let told = facts.map(|fact| (fact.id.clone(), (fact, self.answer(fact))));
            // A tick at a glance answers nothing.
            let (answers, ticked): (BTreeMap<_, _>, BTreeMap<_, _>) =
                told.partition(|(_, (fact, value))| {
                    step.id != SIGNS || none_of(fact).as_ref() == Some(value)
                });
            asked.extend(answers.keys().cloned());
            assert!(asked.len() < 1000, "the questions never end: {:?}", answers.keys());
            self.pages.push(step.id);
            let answers = answers.into_iter().map(|(name, (_, value))| (name, value)).collect();
            self.write(day, What::Answered { answers });
            if !ticked.is_empty() {
                self.write(day, What::Skipped { facts: ticked.into_keys().collect() });
            }
        }
        let shown = self.shown(day);
        self.write(day, What::Shown(shown));
        asked
    }

    /// What the app writes down as shown.
    pub fn shown(&self, day: i64) -> Shown {
        let sheet = carry::sheet(engine(), &self.course(), on(day));
        let context = Context { today: Some(on(day)), ..Context::default() };
        let plan = release(engine(), &sheet, context).plan;
        let outline = Outline::of(engine(), &engine().decide(&sheet));
        Shown {
            urgency: plan.urgency,
            within_days: plan.within_days,
            edition: String::new(),
            red_flags: plan.red_flags.into_iter().map(|flag| flag.id).collect(),
            outline: outline.names(),
        }
    }

    /// Changes one answer of the round that was finished, and looks at the plan again.
    pub fn changes(&mut self, day: i64, fact: &str, value: Value) {
        self.says(fact, value.clone());
        let answers = BTreeMap::from([(fact.to_owned(), value)]);
        self.write(day, What::Answered { answers });
        let shown = self.shown(day);
        self.write(day, What::Shown(shown));
    }

    /// Somebody of a team looks into these red flags.
    pub fn is_seen(&mut self, day: i64, team: &str, flags: &[String], unchanged: bool) {
        self.write(
            day,
            What::Seen(Seen {
                by: "Dr Lee".to_owned(),
                team: team.to_owned(),
                on: on(day),
                test: "looked".to_owned(),
                result: "nothing".to_owned(),
                flags: flags.to_vec(),
                unchanged,
            }),
        );
    }

    /// The ids of the checks that are due on a day, and of those that were missed.
    pub fn table(&self, day: i64) -> [Vec<String>; 2] {
        self.decide(day, |decision, course| {
            let table = timetable(engine(), decision, course, on(day));
            [table.due, table.missed]
                .map(|list| list.iter().map(|due| due.check.id.clone()).collect())
        })
    }

    /// The furthest step of care among what is recommended.
    pub fn step(&self, day: i64) -> u8 {
        self.decide(day, |decision, _| {
            decision.recommendations.iter().filter_map(|made| made.line).max().unwrap_or(0)
        })
    }

    /// The imaging rules that hold.
    pub fn imaging(&self, day: i64) -> Vec<String> {
        self.decide(day, |decision, _| {
            let rules = &engine().guideline.imaging;
            decision.imaging.iter().map(|index| rules[*index].id.clone()).collect()
        })
    }
}

/// A walk.
pub fn walk(before: u8, during: u8) -> What {
    What::Did(Did {
        activity: lumbago_episode::ladder::WALK.to_owned(),
        minutes: Some(5),
        pain_before: Some(before),
        pain_during: Some(during),
    })
}

/// Somebody who must be seen within some days; says within how many.
pub fn seen_within_days() -> (Person, i64) {
    let mut person = Person::like("plain-acute");
    person.says("weight_loss", json!("yes")).says("weight_loss_kg", json!(3));
    person.says("age", json!(66)).says("weight", json!(70));
    person.round(0, &[]);
    let shown = person.shown(0);
    assert_eq!(shown.urgency, UrgencyWord::WithinDays, "the story needs a sign for some days");
    let days = shown.within_days.expect("a number of days");
    (person, i64::from(days))
}
