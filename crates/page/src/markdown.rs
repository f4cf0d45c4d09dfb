//! A plan as Markdown.

use std::fmt::Write;

use lumbago_decision::plan::{Block, Plan, Statement};

use crate::{LEGEND, has_marks, marks, next_questions};

/// The plan as Markdown.
pub fn markdown(plan: &Plan) -> String {
    let mut out = String::new();
    paragraph(&mut out, &format!("# {}", escaped(&plan.bottom_line.title)));
    paragraph(&mut out, &format!("**{}**", escaped(&plan.bottom_line.action)));
    paragraph(&mut out, &format!("*{}*", escaped(plan.caution.text.trim())));
    for failure in &plan.caution.failures {
        paragraph(&mut out, &format!("**{}**", escaped(failure)));
    }
    for section in &plan.summary {
        paragraph(&mut out, &format!("## {}. {}", section.number, escaped(&section.title)));
        if !section.intro.is_empty() {
            paragraph(&mut out, &format!("*{}*", escaped(&section.intro)));
        }
        for block in &section.blocks {
            put(&mut out, block);
        }
    }
    let (next, later) = next_questions(plan);
    if !next.is_empty() {
        paragraph(&mut out, "## To be answered next");
        for question in next {
            item(&mut out, "-", &format!("{} (`{}`)", escaped(&question.ask), question.fact));
        }
        paragraph(&mut out, "");
        paragraph(&mut out, &format!("Up to {later} more may follow, most of them short."));
    }
    if has_marks(plan) {
        paragraph(&mut out, &format!("*{LEGEND}*"));
    }
    format!("{}\n", out.trim_end())
}

fn put(out: &mut String, block: &Block) {
    match block {
        Block::Text { statement } => paragraph(out, &said(statement)),
        Block::Heading { text } => paragraph(out, &format!("### {}", escaped(text))),
        Block::List { ordered, items } => {
            for entry in items {
                item(out, if *ordered { "1." } else { "-" }, &said(entry));
            }
            paragraph(out, "");
        }
        Block::Fields { rows } => {
            for (name, value) in rows {
                let joint = if name.ends_with(['?', ':']) { "" } else { ":" };
                item(out, "-", &format!("**{}{joint}** {}", escaped(name), escaped(value)));
            }
            paragraph(out, "");
        }
        Block::Table { head, rows } => {
            let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
            let heads: Vec<_> = head.iter().map(|name| cell(&escaped(name))).collect();
            out.push_str(&row(&heads));
            out.push_str(&row(&vec!["---".to_owned(); head.len()]));
            for cells in rows {
                let cells: Vec<_> = cells.iter().map(|entry| cell(&said(entry))).collect();
                out.push_str(&row(&cells));
            }
            paragraph(out, "");
        }
        Block::Lines { prompts } => {
            for prompt in prompts {
                item(out, "-", &format!("{} ________", escaped(prompt)));
            }
            paragraph(out, "");
        }
    }
}

fn said(statement: &Statement) -> String {
    format!("{}{}", escaped(&statement.text), escaped(&marks(statement)))
}

/// One line, with everything that Markdown or HTML would read as a mark made harmless.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if "\\`*_[]<>#|".contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

fn cell(text: &str) -> String {
    text.replace('\n', " ")
}

fn item(out: &mut String, mark: &str, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{mark} {text}");
}

fn paragraph(out: &mut String, text: &str) {
    let _ = writeln!(out, "{text}\n");
}
