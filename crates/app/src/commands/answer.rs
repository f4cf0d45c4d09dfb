//! `lumbago answer`: a question, answered from the guideline alone.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use jiff::civil::Date;
use lumbago_ask::{Answer, AnswerStatement, EmergencyTold, Index, Person};
use lumbago_decision::plan::{Audience, Context, release};

use crate::cli::ListFormat;
use crate::failure::Failure;
use crate::source;

/// Answers one question.
pub fn run(
    folder: Option<&Path>,
    question: &str,
    case: Option<&Path>,
    today: Option<Date>,
    format: ListFormat,
) -> Result<ExitCode, Failure> {
    let engine = source::engine(folder)?;
    let index = Index::new(&engine.guideline);
    let released = match case {
        Some(case) => {
            let person = source::person(&engine, case, today)?;
            let context =
                Context { audience: Audience::Person, today: Some(person.today), begun: None };
            Some(release(&engine, &person.sheet, context))
        }
        None => None,
    };
    let plan = released.as_ref().map(|released| &released.plan);
    let answer = index.answer(question, Person { plan, region: None });
    let notice = &engine.guideline.texts.edition.notice_person;
    super::say(&match format {
        ListFormat::Text => told(&answer, notice.trim()),
        ListFormat::Json => super::json(&answer)?,
    })
}

fn told(answer: &Answer, notice: &str) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    if let Some(emergency) = &answer.emergency {
        out.push_str(&emergency_told(emergency));
    }
    for note in &answer.notes {
        let _ = writeln!(out, "{note}");
    }
    if answer.emergency.is_none() {
        for asked in &answer.ask_now {
            let _ = writeln!(out, "  ? {}", asked.ask);
        }
    }
    for help in &answer.help {
        let _ = writeln!(out, "  - {help}");
    }
    for (index, statement) in answer.statements.iter().enumerate() {
        let _ = write!(out, "\n{}. {}", index + 1, statement_told(statement));
    }
    if let Some(not_held) = &answer.not_held {
        let _ = writeln!(out, "{}", not_held.say);
        for (who, what) in &not_held.ask {
            let _ = writeln!(out, "  - {who}: {what}");
        }
        if let Some(check) = &not_held.check {
            let _ = writeln!(out, "{}", check.say);
            for asked in &check.facts {
                let _ = writeln!(out, "  ? {}", asked.ask);
            }
        }
    }
    if !answer.sources.is_empty() {
        let _ = writeln!(out, "\nSources");
    }
    for source in &answer.sources {
        let _ = writeln!(
            out,
            "  [{}] {} ({}, {}, {}; our reading of it: {})",
            source.number, source.title, source.publisher, source.year, source.kind, source.status
        );
    }
    let _ = writeln!(out, "\n{}\n{notice}", answer.always);
    out
}

fn emergency_told(emergency: &EmergencyTold) -> String {
    let mut out = format!("{}\n{}\n", emergency.title.to_uppercase(), emergency.action);
    for line in &emergency.what_to_say {
        let _ = writeln!(out, "  say: {line}");
    }
    let _ = writeln!(out, "{}\n", emergency.meanwhile);
    out
}

/// How many of the questions that come first are shown.
const QUESTIONS: usize = 4;

fn statement_told(statement: &AnswerStatement) -> String {
    let mut marks: Vec<String> = statement.cites.iter().map(ToString::to_string).collect();
    if !statement.unconfirmed.is_empty() {
        marks.push("*".to_owned());
    }
    marks.extend(statement.disagreement.clone());
    let mut out = format!("{} ({}, {})\n", statement.title, statement.id, statement.status);
    if let Some(first) = &statement.first {
        let _ = writeln!(out, "   {first}");
    }
    for why in &statement.why {
        let _ = writeln!(out, "   - {why}");
    }
    let _ = writeln!(out, "   {} [{}]", statement.text, marks.join(", "));
    for (name, value) in &statement.fields {
        let _ = writeln!(out, "   {name}: {value}");
    }
    for asked in statement.asked_first.iter().take(QUESTIONS) {
        let _ = writeln!(out, "   ? {}", asked.ask);
    }
    if statement.asked_first.len() > QUESTIONS {
        let more = statement.asked_first.len() - QUESTIONS;
        let _ = writeln!(out, "   ? and {more} more; `lumbago ask` asks them");
    }
    out
}
