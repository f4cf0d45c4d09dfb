//! The interview: which facts are asked together, and in which order danger is looked for.

use serde::{Deserialize, Serialize};

use crate::answers::Answers;
use crate::fact::{Stage, Who};
use crate::standing::with_standing;

with_standing! {
    /// The pages of the interview, in order (`interview.toml`).
    pub struct Interview {
        /// The pages.
        pub page: Vec<Page>,
        /// The answers of a plain case, by which the pages that are left are counted; never taken
        /// for an answer.
        #[serde(default)]
        pub typical: Answers,
    }
}

/// One page; it is skipped when none of its facts can apply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Its name.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What it is for.
    pub stage: Stage,
    /// Whether its facts are asked as one list with "none of these".
    #[serde(default)]
    pub style: Style,
    /// Who is asked.
    #[serde(default = "either")]
    pub who: Who,
    /// The sentence under the heading.
    #[serde(default)]
    pub intro: String,
    /// Why it is asked.
    #[serde(default)]
    pub why: String,
    /// When it is shown, beyond its facts' own conditions.
    #[serde(default)]
    pub when: Option<crate::checklist::Checklist>,
    /// The facts, in order.
    pub facts: Vec<String>,
}

fn either() -> Who {
    Who::Either
}

/// How a page asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// One or a few questions, each with its own "not sure".
    #[default]
    Form,
    /// The same, with a single question.
    Single,
    /// "Any of these?", with "none of these" and "not sure" for all.
    Group,
}
