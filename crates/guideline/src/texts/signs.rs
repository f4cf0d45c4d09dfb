//! Which of two answers is the worse one, so that "one more sign lowers nothing" can be proved.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::fact::{Fact, FactKind, Facts};
use crate::hazard::Keeps;
use crate::problem::{Place, Problem, did_you_mean};
use crate::standing::with_standing;

with_standing! {
    /// Which of two answers is worse (`signs.toml`). Of a question that is answered yes or no, yes
    /// is worse; of a list, one more item; of what stands here, what is said here.
    pub struct Signs {
        /// Its title.
        pub title: String,
        /// Choices, from the harmless answer to the worst.
        pub order: Vec<Order>,
        /// Numbers.
        pub number: Vec<NumberSign>,
        /// Answers that calm by intention, or are no sign, and so are the same in both copies.
        pub held: Vec<Held>,
        /// What asks for a routine visit only because it is not clear what this is.
        pub unclear: Unclear,
    }
}

/// What asks for a routine visit only because it is not clear what this is. One more sign can make
/// it clear, and the visit falls away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unclear {
    /// The classes.
    pub classes: Vec<String>,
    /// Whether that something out of scope may be meant is such a reason.
    pub out_of_scope: bool,
    /// What in the specification says so.
    pub why: String,
}

/// The answers to a choice in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The fact.
    pub fact: String,
    /// From the harmless answer to the worst; an answer that is left out is never compared.
    pub answers: Vec<String>,
    /// Why "not sure" may be more urgent than the worst answer, where it may.
    #[serde(default)]
    pub unsure_is_worst: Option<String>,
}

/// A number of which more, or less, is worse.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberSign {
    /// The fact.
    pub fact: String,
    /// For which claims; both where nothing is said.
    #[serde(default)]
    pub keeps: Option<Keeps>,
    /// Which is worse.
    pub worse: Worse,
}

/// Which direction of a number is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Worse {
    /// A greater number.
    More,
    /// A smaller number.
    Less,
}

/// A fact that is the same in both copies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// The fact.
    pub fact: String,
    /// For which claims; both where nothing is said.
    #[serde(default)]
    pub keeps: Option<Keeps>,
    /// What in the specification lets it calm, or why it is no sign.
    pub why: String,
}

/// How the answers to a fact get worse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Course {
    /// They are not compared.
    Held,
    /// A choice: its options, from the harmless one to the worst, and whether "not sure" stands
    /// below the worst too.
    Answers(Vec<u16>, bool),
    /// A list: one more item is worse.
    Items,
    /// A number.
    Number(Worse),
}

impl Signs {
    /// Whether an answer may not even become "not sure" in claims about medicines: a class that is
    /// possible then brings its own care.
    pub fn held_when_unsure(&self, fact: &Fact, keeps: Keeps) -> bool {
        self.held.iter().any(|held| held.fact == fact.id && held.keeps == Some(keeps))
    }

    /// How the answers to a fact get worse; none when nobody said so and it is not plain.
    pub fn course(&self, fact: &Fact, keeps: Keeps) -> Option<Course> {
        let meant =
            |name: &str, of: Option<Keeps>| name == fact.id && of.is_none_or(|of| of == keeps);
        if self.held.iter().any(|held| meant(&held.fact, held.keeps)) {
            return Some(Course::Held);
        }
        if let Some(number) = self.number.iter().find(|number| meant(&number.fact, number.keeps)) {
            return Some(Course::Number(number.worse));
        }
        match &fact.kind {
            FactKind::Choice { options } => {
                let order = self.order.iter().find(|order| order.fact == fact.id);
                let plain = || vec!["no".to_owned(), "yes".to_owned()];
                let answers = order.map_or_else(plain, |order| order.answers.clone());
                let at = |answer: &String| {
                    let at = options.iter().position(|option| option == answer)?;
                    u16::try_from(at).ok()
                };
                // Of a choice of more, "not sure" may stand for what further questions ask.
                let below = order.is_none_or(|order| order.unsure_is_worst.is_none());
                let answers: Vec<u16> = answers.iter().map(at).collect::<Option<_>>()?;
                let below = below && answers.len() == 2;
                Some(Course::Answers(answers, below))
            }
            FactKind::Set { .. } => Some(Course::Items),
            FactKind::Number { .. } => None,
            FactKind::Text | FactKind::Texts => Some(Course::Held),
        }
    }

    /// Names that do not exist, and facts of which two things are said.
    pub(crate) fn problems(&self, facts: &Facts, file: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut wrong = |rule: &str, message: String, help: String| {
            problems.push(Problem::error(rule, Place::whole(file), message).help(help));
        };
        let mut told: BTreeMap<(&str, Option<Keeps>), usize> = BTreeMap::new();
        let numbers = self.number.iter().map(|number| (number.fact.as_str(), number.keeps));
        let orders = self.order.iter().map(|order| (order.fact.as_str(), None));
        let held = self.held.iter().map(|held| (held.fact.as_str(), held.keeps));
        for (fact, keeps) in numbers.chain(orders).chain(held) {
            *told.entry((fact, keeps)).or_default() += 1;
            if facts.find(fact).is_none() {
                let known = facts.iter().map(|(_, fact)| fact.id.as_str());
                let help = did_you_mean(fact, known, "`lumbago facts` lists every fact");
                wrong("unknown-name", format!("unknown fact `{fact}`"), help);
            }
        }
        for ((fact, _), _) in told.iter().filter(|(_, count)| **count > 1) {
            let message = format!("two things are said of `{fact}`");
            wrong("twice", message, "keep one of them".to_owned());
        }
        for order in &self.order {
            let options = facts.find(&order.fact).map(|(_, fact)| fact.kind.options());
            for answer in &order.answers {
                if options.is_some_and(|options| !options.contains(answer)) {
                    let known = options.into_iter().flatten().map(String::as_str);
                    let help = did_you_mean(answer, known, "name an answer of the fact");
                    wrong("unknown-name", format!("`{}` has no `{answer}`", order.fact), help);
                }
            }
            if order.answers.len() < 2 {
                let message = format!("the order of `{}` compares nothing", order.fact);
                wrong("empty", message, "name two answers or more".to_owned());
            }
        }
        for number in &self.number {
            let kind = facts.find(&number.fact).map(|(_, fact)| &fact.kind);
            if kind.is_some_and(|kind| !matches!(kind, FactKind::Number { .. })) {
                let message = format!("`{}` is no number", number.fact);
                wrong("kind", message, "give it an [[order]]".to_owned());
            }
        }
        problems
    }
}
