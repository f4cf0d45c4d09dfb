//! One file for each command.

mod answer;
mod ask;
mod borders;
mod check;
mod diff;
mod evaluate_questions;
mod explain;
mod list;
mod mutate;
mod new;
mod plan;
mod prove;
mod remind;
mod safety;
mod serve;
mod sound;

use std::io::Write;
use std::process::ExitCode;

use crate::cli::{Arguments, Command, Serve};
use crate::failure::Failure;

/// Runs a command.
///
/// # Errors
/// Why it could not do what was asked.
pub fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let Arguments { guideline: folder, command } = arguments;
    let folder = folder.as_deref();
    match command.unwrap_or_else(|| Command::Serve(Serve::default())) {
        Command::Serve(options) => serve::run(folder, &options),
        Command::Remind(options) => remind::run(folder, &options),
        Command::Backup { to, data } => serve::backup(&to, data.as_deref()),
        Command::Restore { from, data } => serve::restore(&from, data.as_deref()),
        Command::Plan { case, reader, format, today } => {
            plan::run(folder, &case, reader, format, today)
        }
        Command::Ask { save, today } => ask::run(folder, save.as_deref(), today),
        Command::Explain { case, rule, what_if, nearest, shortest, today } => {
            let rule = rule.as_deref();
            let asked = explain::Asked { rule, what_if: &what_if, nearest, shortest };
            explain::run(folder, &case, &asked, today)
        }
        Command::Check { path, claims, today } => {
            check::run(path.as_deref().or(folder), claims, today)
        }
        Command::Prove { witnesses: true, .. } => sound::witnesses(folder),
        Command::Prove { differential: Some(cases), .. } => sound::differential(folder, cases),
        Command::Prove { dimacs: Some(file), .. } => sound::dimacs(folder, &file),
        Command::Prove { hazard, .. } => prove::run(folder, hazard.as_deref()),
        Command::Mutate { sample, file, quick, suggest, write, at_least } => {
            let file = file.as_deref();
            let asked = mutate::Asked { sample, file, quick, suggest, write, at_least };
            mutate::run(folder, &asked)
        }
        Command::Safety => safety::run(folder),
        Command::New { kind, id } => new::run(folder, kind, &id),
        Command::Facts { format } => list::facts(folder, format),
        Command::Rules { format } => list::rules(folder, format),
        Command::Sources { format } => list::sources(folder, format),
        Command::Diff { old, new } => diff::run(&old, &new),
        Command::Answer { question, case, today, format } => {
            answer::run(folder, &question, case.as_deref(), today, format)
        }
        Command::EvaluateQuestions { file, wrong } => {
            evaluate_questions::run(folder, file.as_deref(), wrong)
        }
        Command::Schema => plan::schema(),
    }
}

/// Runs what waits for the store or the network.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// Writes to standard output.
fn say(text: &str) -> Result<ExitCode, Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// A value as JSON that people can read too.
fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(|error| Failure::Outside(error.to_string()))
}
