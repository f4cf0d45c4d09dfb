//! What was found, what was asked and not found, and what is not known: each by the sign that a
//! question asks for, in the person's words.

use lumbago_guideline::fact::{DENIALS, Fact, FactId, Stage};

use super::blocks::{list, text};
use super::build::Draft;
use super::cite::plain;
use super::words::describe;
use crate::decide::Presence;
use crate::facts::{State, Value};
use crate::plan::{Audience, Block, Plan, Statement};

/// The option of a question that does not apply: what it asks for is not there either.
const NOT_APPLICABLE: &str = "na";

/// What an answer says about the sign that its question asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// It is there.
    Yes,
    /// It is not there.
    No,
    /// The person is not sure, or not sure about a part.
    NotSure,
    /// It was not asked.
    Nothing,
}

impl Draft<'_> {
    /// The section.
    pub fn found(&self, plan: &Plan) -> Vec<Block> {
        let say = &self.engine.guideline.texts.summary.say;
        // Two flags may say the same: it is told once.
        let of = |state: Presence| {
            let mut told: Vec<Statement> = Vec::new();
            for flag in plan.red_flags.iter().filter(|flag| flag.state == state) {
                if told.iter().all(|known| known.text != flag.statement.text) {
                    told.push(flag.statement.clone());
                }
            }
            told
        };
        let (present, possible) = (of(Presence::Definite), of(Presence::Possible));
        let (signs, unsure) = (self.signs_told(), self.unsure());
        let mut blocks = Vec::new();
        if present.is_empty() && possible.is_empty() {
            let all_no = signs.is_empty() && unsure.is_empty();
            let none = if all_no { &say.none_found } else { &say.no_warning };
            blocks.push(text(&plain(&**none)));
        }
        if !present.is_empty() {
            blocks.push(list(present));
        }
        if !possible.is_empty() {
            blocks.push(text(&plain(&*say.possible_signs)));
            blocks.push(list(possible));
        }
        let parts = [
            (&say.told_signs, signs),
            (&say.not_sure_about, unsure),
            (&say.looked_for, self.denied(plan.audience)),
        ];
        for (lead, items) in parts {
            if !items.is_empty() {
                blocks.push(text(&plain(&**lead)));
                blocks.push(list(items));
            }
        }
        blocks
    }

    /// The danger questions that ask for a sign and whose answers may be shown.
    fn signs(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        let facts = self.engine.guideline.facts.iter();
        facts.filter(|(_, fact)| {
            fact.stage == Stage::Danger && !fact.private && !fact.sign.is_empty()
        })
    }

    /// The signs that the person told of, with the answer where it says more than yes.
    fn signs_told(&self) -> Vec<Statement> {
        let words = &self.engine.guideline.texts.words;
        let there = self.signs().filter(|(id, fact)| self.told(*id, fact) == Told::Yes);
        there
            .map(|(id, fact)| {
                let sign = self.for_reader(&fact.sign, &fact.ask_clinician);
                match self.says_no_more(id, fact) {
                    true => plain(sign),
                    false => {
                        plain(format!("{sign}: {}", describe(words, fact, self.sheet.state(id))))
                    }
                }
            })
            .collect()
    }

    /// Whether an answer says nothing but yes.
    fn says_no_more(&self, id: FactId, fact: &Fact) -> bool {
        let option = match self.sheet.state(id) {
            State::Known(Value::Choice(option)) => fact.kind.options().get(usize::from(*option)),
            _ => None,
        };
        option.is_some_and(|option| option == "yes")
    }

    /// The danger questions that were answered with "not sure", also about a part.
    fn unsure(&self) -> Vec<Statement> {
        let facts = self.engine.guideline.facts.iter();
        facts
            .filter(|(id, fact)| {
                let unsure = self.told(*id, fact) == Told::NotSure;
                fact.stage == Stage::Danger && unsure && !fact.private
            })
            .map(|(_, fact)| plain(self.for_reader(&fact.ask, &fact.ask_clinician)))
            .collect()
    }

    /// The signs that were asked for and are not there: for a person by page of the interview.
    fn denied(&self, audience: Audience) -> Vec<Statement> {
        let is_denied = |id: FactId, fact: &Fact| self.told(id, fact) == Told::No;
        if audience == Audience::Clinician {
            let denied: Vec<&str> = self
                .signs()
                .filter(|(id, fact)| is_denied(*id, fact))
                .map(|(_, fact)| fact.ask_clinician.as_str())
                .collect();
            return if denied.is_empty() { Vec::new() } else { vec![plain(denied.join("; "))] };
        }
        let pages = self.engine.guideline.interview.page.iter();
        let told = pages.filter_map(|page| {
            let on_page = self.signs().filter(|(_, fact)| page.facts.contains(&fact.id));
            let denied = on_page.filter(|(id, fact)| is_denied(*id, fact));
            let named: Vec<&str> = denied.map(|(_, fact)| fact.sign.trim()).collect();
            (!named.is_empty()).then(|| plain(format!("{}: {}.", page.title, named.join("; "))))
        });
        told.collect()
    }

    fn told(&self, id: FactId, fact: &Fact) -> Told {
        match self.sheet.state(id) {
            State::NotAsked => Told::Nothing,
            State::Unknown => Told::NotSure,
            State::Known(Value::Set { has: 0, unsure: true }) => Told::NotSure,
            State::Known(Value::Set { has: 0, unsure: false }) => Told::No,
            State::Known(Value::Choice(option)) => {
                let option = fact.kind.options().get(usize::from(*option));
                match option
                    .is_some_and(|own| own == NOT_APPLICABLE || DENIALS.contains(&own.as_str()))
                {
                    true => Told::No,
                    false => Told::Yes,
                }
            }
            State::Known(_) => Told::Yes,
        }
    }
}
