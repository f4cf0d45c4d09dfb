//! A plan as one self-contained HTML page that prints well and needs no network.

use lumbago_decision::plan::{Block, Plan, Section, Statement, UrgencyWord};
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use crate::{LEGEND, has_marks, next_questions};

const STYLE: &str = include_str!("plan.css");

/// Where the marks of a statement lead.
#[derive(Debug, Clone, Copy, Default)]
pub struct Links<'a> {
    /// The address under which a disagreement such as `X06` is told; none where there is no such
    /// page.
    pub disagreements: Option<&'a str>,
}

/// One section of a plan, for a page that frames it itself.
pub fn section(of: &Section, links: Links<'_>) -> Markup {
    part(of, links)
}

/// What stands in a section under its title, for a page that frames and folds it itself.
pub fn blocks(of: &Section, links: Links<'_>) -> Markup {
    markup! {
        @if !of.intro.is_empty() { p.intro { (of.intro) } }
        @for block in &of.blocks { (put(block, links, LED.contains(&of.key.as_str()))) }
    }
}

/// The sections whose lists and tables begin each item with its name or its day and a colon.
const LED: [&str; 4] = ["options", "to-do", "not-recommended", "follow-up"];

/// The most letters of such a name.
const LEAD: usize = 60;

/// One statement with its marks, for a page that frames it itself.
pub fn statement(of: &Statement, links: Links<'_>) -> Markup {
    said(of, links)
}

/// What stands around a plan in another language.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The code of the language, such as `es`.
    pub language: &'a str,
    /// What the marks behind statements mean.
    pub legend: &'a str,
}

/// The plan as a whole HTML page.
pub fn html(plan: &Plan) -> String {
    html_in(plan, Frame { language: "en", legend: LEGEND })
}

/// The same for a plan in another language; only a plan without open questions has no other words
/// around it.
pub fn html_in(plan: &Plan, frame: Frame<'_>) -> String {
    let line = &plan.bottom_line;
    let (next, later) = next_questions(plan);
    let page = markup! {
        (DOCTYPE)
        html lang=(frame.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (line.title) " - Lumbago" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header class=(banner(plan.urgency)) {
                    h1 { (line.title) }
                    p.action { (line.action) }
                    @if line.is_number && plan.urgency == UrgencyWord::Emergency {
                        p { a.call href=(format!("tel:{}", line.emergency_number)) {
                            "Call " (line.emergency_number)
                        } }
                    }
                }
                main {
                    p.caution { (plan.caution.text) }
                    @for failure in &plan.caution.failures { p.failure { (failure) } }
                    @for section in &plan.summary { (part(section, Links::default())) }
                    @if !next.is_empty() {
                        section {
                            h2 { "To be answered next" }
                            ul { @for question in &next { li { (question.ask) } } }
                            p { "Up to " (later) " more may follow, most of them short." }
                        }
                    }
                }
                @if has_marks(plan) { footer { p { (frame.legend) } } }
            }
        }
    };
    page.into_string()
}

fn banner(urgency: UrgencyWord) -> &'static str {
    match urgency {
        UrgencyWord::Emergency => "urgent now",
        UrgencyWord::SameDay => "urgent",
        _ => "calm",
    }
}

fn part(section: &Section, links: Links<'_>) -> Markup {
    markup! {
        section id=(section.key) {
            h2 { span.number { (section.number) } " " (section.title) }
            (blocks(section, links))
        }
    }
}

fn put(block: &Block, links: Links<'_>, is_led: bool) -> Markup {
    let item = |statement: &Statement| match statement.text.split_once(": ") {
        Some((lead, rest)) if is_led && lead.len() <= LEAD => markup! {
            strong.lead-in { (lead) ":" } " " (rest) (marked(statement, links))
        },
        _ => said(statement, links),
    };
    markup! {
        @match block {
            Block::Text { statement } => { p { (said(statement, links)) } }
            Block::Heading { text } => { h3 { (text) } }
            Block::List { ordered: true, items } => {
                ol { @for one in items { li { (item(one)) } } }
            }
            Block::List { ordered: false, items } => {
                ul { @for one in items { li { (item(one)) } } }
            }
            Block::Fields { rows } => {
                dl { @for (name, value) in rows { div { dt { (name) } dd { (value) } } } }
            }
            Block::Table { head, rows } => {
                div.wide {
                    table {
                        thead { tr { @for name in head { th scope="col" { (name) } } } }
                        tbody {
                            @for row in rows {
                                tr { @for (name, cell) in head.iter().zip(row) {
                                    td data-label=(name) { (item(cell)) }
                                } }
                            }
                        }
                    }
                }
            }
            Block::Lines { prompts } => {
                @for prompt in prompts { p.prompt { (prompt) } }
            }
        }
    }
}

/// A statement with its marks; a number leads to its source.
fn said(statement: &Statement, links: Links<'_>) -> Markup {
    markup! { (statement.text) (marked(statement, links)) }
}

/// The marks behind a statement.
fn marked(statement: &Statement, links: Links<'_>) -> Markup {
    markup! {
        @if !statement.cites.is_empty() || statement.unconfirmed || statement.disagreement.is_some() {
            " "
            span.marks {
                "["
                @for (position, number) in statement.cites.iter().enumerate() {
                    @if position > 0 { ", " }
                    a href="#sources" { (number) }
                }
                @if statement.unconfirmed {
                    @if !statement.cites.is_empty() { ", " }
                    "*"
                }
                @if let Some(disagreement) = &statement.disagreement {
                    " "
                    @match links.disagreements {
                        Some(at) => { a href=(format!("{at}{disagreement}")) { (disagreement) } }
                        None => { (disagreement) }
                    }
                }
                "]"
            }
        }
    }
}
