//! What is known about one person: every fact not asked, unknown, or known.

use std::collections::BTreeSet;

use lumbago_guideline::fact::FactId;

/// What is known of one fact.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum State {
    /// The question was not put yet.
    #[default]
    NotAsked,
    /// The answer was "not sure".
    Unknown,
    /// The answer.
    Known(Value),
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// The position of the option that was chosen.
    Choice(u16),
    /// Options as bits; `unsure` when the person could not tell about the others.
    Set {
        /// The options that were named.
        has: u64,
        /// Whether the others are unknown rather than absent.
        unsure: bool,
    },
    /// A number in the fact's steps of 10^-decimals.
    Number(i64),
    /// The word that a number fact may carry instead of a number.
    Word,
    /// Words of the person's own.
    Text(String),
    /// A list of such texts.
    Texts(Vec<String>),
}

/// All facts of one person, and which red flags were closed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FactSheet {
    states: Vec<State>,
    closed: BTreeSet<u16>,
}

impl FactSheet {
    /// A sheet on which nothing was asked.
    pub fn unasked(facts: usize) -> Self {
        Self { states: vec![State::NotAsked; facts], closed: BTreeSet::new() }
    }

    /// What is known of a fact.
    pub fn state(&self, fact: FactId) -> &State {
        self.states.get(fact.index()).unwrap_or(&State::NotAsked)
    }

    /// Writes down what is known of a fact.
    pub fn set(&mut self, fact: FactId, state: State) {
        if let Some(slot) = self.states.get_mut(fact.index()) {
            *slot = state;
        }
    }

    /// Whether the red flag at this position was looked into and closed, and is unchanged.
    pub fn is_closed(&self, flag: u16) -> bool {
        !self.closed.is_empty() && self.closed.contains(&flag)
    }

    /// Closes the red flag at this position.
    pub fn close(&mut self, flag: u16) {
        self.closed.insert(flag);
    }
}
