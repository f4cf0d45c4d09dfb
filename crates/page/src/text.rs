//! A plan as plain text for a terminal, at most 80 columns wide.

use std::fmt::Write;

use lumbago_decision::plan::{Block, Plan, Statement};

use crate::{LEGEND, has_marks, marks, next_questions};

const WIDTH: usize = 80;

/// The plan as text.
pub fn text(plan: &Plan) -> String {
    let mut out = String::new();
    line(&mut out, &"=".repeat(WIDTH));
    wrapped(&mut out, "", "", &plan.bottom_line.title.to_uppercase());
    wrapped(&mut out, "", "", &plan.bottom_line.action);
    line(&mut out, &"=".repeat(WIDTH));
    wrapped(&mut out, "", "", &plan.caution.text);
    for failure in &plan.caution.failures {
        wrapped(&mut out, "! ", "  ", failure);
    }
    for section in &plan.summary {
        line(&mut out, "");
        let heading = format!("{}. {}", section.number, section.title);
        line(&mut out, &heading);
        line(&mut out, &"-".repeat(heading.chars().count().min(WIDTH)));
        if !section.intro.is_empty() {
            wrapped(&mut out, "", "", &section.intro);
        }
        for block in &section.blocks {
            put(&mut out, block);
        }
    }
    let (next, later) = next_questions(plan);
    if !next.is_empty() {
        line(&mut out, "");
        line(&mut out, "To be answered next");
        line(&mut out, "-------------------");
        for question in next {
            wrapped(&mut out, "- ", "  ", &format!("{} ({})", question.ask, question.fact));
        }
        wrapped(&mut out, "", "", &format!("Up to {later} more may follow, most of them short."));
    }
    if has_marks(plan) {
        line(&mut out, "");
        wrapped(&mut out, "", "", LEGEND);
    }
    out
}

fn put(out: &mut String, block: &Block) {
    match block {
        Block::Text { statement } => wrapped(out, "", "", &said(statement)),
        Block::Heading { text } => {
            line(out, "");
            wrapped(out, "  ", "  ", text);
        }
        Block::List { ordered, items } => {
            for (position, item) in items.iter().enumerate() {
                let mark =
                    if *ordered { format!("{:>2}. ", position + 1) } else { "  - ".to_owned() };
                wrapped(out, &mark, "    ", &said(item));
            }
        }
        Block::Fields { rows } => {
            for (name, value) in rows {
                let name = name.trim_end_matches(':');
                let joint = if name.ends_with('?') { "" } else { ":" };
                wrapped(out, "  ", "    ", &format!("{name}{joint} {value}"));
            }
        }
        Block::Table { head, rows } => {
            for row in rows {
                for (position, (name, cell)) in head.iter().zip(row).enumerate() {
                    match position {
                        0 => wrapped(out, "  - ", "    ", &said(cell)),
                        _ => wrapped(out, "    ", "      ", &format!("{name}: {}", said(cell))),
                    }
                }
            }
        }
        Block::Lines { prompts } => {
            for prompt in prompts {
                wrapped(out, "  ", "  ", prompt);
                line(out, &format!("  {}", "_".repeat(WIDTH - 4)));
            }
        }
    }
}

fn said(statement: &Statement) -> String {
    format!("{}{}", statement.text, marks(statement))
}

fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{text}");
}

/// Writes a paragraph within the width: `first` before its first line, `rest` before the others.
fn wrapped(out: &mut String, first: &str, rest: &str, text: &str) {
    let mut current = first.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        let long = current.chars().count() + 1 + word.chars().count() > WIDTH;
        if !empty && long {
            line(out, current.trim_end());
            current = rest.to_owned();
            empty = true;
        }
        if !empty {
            current.push(' ');
        }
        current.push_str(word);
        empty = false;
    }
    if !empty {
        line(out, current.trim_end());
    }
}
