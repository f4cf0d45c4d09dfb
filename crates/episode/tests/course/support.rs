//! A person who answers whatever is asked, and walks.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use lumbago_decision::Engine;
use lumbago_decision::decide::Decision;
use lumbago_decision::interview::next_page;
use lumbago_decision::outline::Outline;
use lumbago_decision::plan::{Context, release};
use lumbago_episode::asked::next_own;
use lumbago_episode::log::{Did, Shown};
use lumbago_episode::{Course, Entry, What, carry};
use lumbago_guideline::Guideline;
use lumbago_guideline::fact::{Fact, FactKind, Who};
use lumbago_guideline::folder::Folder;
use serde_json::{Value, json};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |name: &str| {
        let folder = Folder::read(&root.join(name)).expect("the folder can be read");
        Folder { name: name.to_owned(), ..folder }
    };
    let guideline = Guideline::load(&read("guideline"), &read("cases"));
    Engine::new(guideline.expect("the guideline can be read")).expect("the guideline compiles")
});

/// The day of the first plan in every story.
pub const START: Date = date(2026, 11, 21);

pub fn engine() -> &'static Engine {
    &ENGINE
}

/// The day so many days after the first plan.
pub fn on(day: i64) -> Date {
    START.checked_add(day.days()).expect("a day")
}

/// A person with a log.
pub struct Person {
    pub log: Vec<Entry>,
    known: BTreeMap<String, Value>,
}

impl Person {
    /// Somebody who answers as a base case does.
    pub fn like(base: &str) -> Self {
        let given = &engine().guideline.bases[base].0;
        let known = given.iter().map(|given| (given.name.clone(), carry::json(&given.value)));
        Self { log: Vec::new(), known: known.collect() }
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
        let mut asked = Vec::new();
        loop {
            let course = self.course();
            let sheet = carry::sheet(engine(), &course, on(day));
            let facts = match next_page(engine(), &sheet, Who::Person) {
                Some(page) => page.facts,
                None => match next_own(engine(), &course, &engine().decide(&sheet)) {
                    Some(own) => own.facts,
                    None => break,
                },
            };
            let facts = facts.into_iter().filter_map(|id| engine().guideline.facts.get(id));
            let answers: BTreeMap<String, Value> =
                facts.map(|fact| (fact.id.clone(), self.answer(fact))).collect();
            asked.extend(answers.keys().cloned());
            assert!(asked.len() < 1000, "the questions never end: {answers:?}");
            self.write(day, What::Answered { answers });
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
        let outline = Outline::default().changes(&outline);
        Shown {
            urgency: plan.urgency,
            within_days: plan.within_days,
            edition: String::new(),
            red_flags: plan.red_flags.into_iter().map(|flag| flag.id).collect(),
            outline: outline.iter().map(|line| line.replacen("+ ", "", 1)).collect(),
        }
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
