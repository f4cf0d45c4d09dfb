//! A plan as text, Markdown and HTML. This crate reads a [`Plan`] and adds no medicine: its words
//! are headings of layout alone.

mod html;
mod markdown;
mod paper;
mod text;

pub use html::{Frame, Links, blocks, html, html_in, section, statement};
pub use markdown::markdown;
pub use paper::paper;
pub use text::text;

use lumbago_decision::plan::{Plan, Question, Statement, UrgencyWord};

/// The marks that follow a statement: its sources, whether a part of it is unconfirmed, and the
/// disagreement that settled it.
fn marks(statement: &Statement) -> String {
    let mut marks: Vec<String> = statement.cites.iter().map(u16::to_string).collect();
    if statement.unconfirmed {
        marks.push("*".to_owned());
    }
    marks.extend(statement.disagreement.clone());
    if marks.is_empty() { String::new() } else { format!(" [{}]", marks.join(", ")) }
}

/// What the marks mean; shown once under every plan.
const LEGEND: &str = "Numbers name the sources at the end. A star (*) means that a part rests on \
                      general knowledge or cautious judgement, still to be confirmed. X and a \
                      number name a point on which sources disagree.";

/// The questions that come next, and how many others may follow: the whole list would frighten.
fn next_questions(plan: &Plan) -> (Vec<&Question>, usize) {
    if plan.urgency != UrgencyWord::Incomplete {
        return (Vec::new(), 0);
    }
    let page = plan.ask_next.first().map(|question| &question.page);
    let (now, later): (Vec<&Question>, Vec<&Question>) =
        plan.ask_next.iter().partition(|question| Some(&question.page) == page);
    (now, later.len())
}

/// Whether any statement of a plan carries a mark.
fn has_marks(plan: &Plan) -> bool {
    !plan.sources.is_empty()
}
