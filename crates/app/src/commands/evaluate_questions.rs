//! `lumbago evaluate-questions`: how well questions are answered.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use lumbago_ask::{Evaluation, Index, Judged, Measures, Unseen, evaluate, unseen};
use lumbago_guideline::folder::read_toml;
use lumbago_guideline::problem::{Place, Problem};
use lumbago_guideline::question::{QuestionSet, Questions};

use crate::failure::Failure;
use crate::source;

/// Asks every question and prints what was measured.
pub fn run(folder: Option<&Path>, file: Option<&Path>, wrong: bool) -> Result<ExitCode, Failure> {
    let guideline = source::guideline(folder)?;
    let questions = match file {
        Some(file) => read(file)?,
        None => guideline.questions.clone(),
    };
    let index = Index::new(&guideline);
    let evaluation = evaluate(&index, &questions.question);
    let mut out = told(&evaluation, wrong);
    if file.is_none() {
        out.push_str(&told_unseen(unseen(&guideline)));
    }
    super::say(&out)
}

fn told_unseen(Unseen { dangerous, near, own, harmless, asked }: Unseen) -> String {
    format!(
        "likeness to known sentences alone, on questions it did not learn from: dangers found \
         {near} of {dangerous}, {own} with their own flag; harmless ones asked {asked} of \
         {harmless}\n"
    )
}

fn read(file: &Path) -> Result<Questions, Failure> {
    let shown = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| {
        let message = format!("cannot be read: {error}");
        Problem::error("file", Place::whole(&shown), message)
            .help("name a TOML file of questions, such as cases/questions.toml")
    })?;
    Ok(read_toml(&shown, &text)?)
}

fn told(evaluation: &Evaluation<'_>, wrong: bool) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let sets = [
        ("tune", Some(QuestionSet::Tune)),
        ("held-out", Some(QuestionSet::HeldOut)),
        ("fresh", Some(QuestionSet::Fresh)),
        ("all", None),
    ];
    for (name, set) in sets {
        let Measures {
            answerable,
            recall_at_3,
            mean_reciprocal_rank,
            not_held,
            false_answers,
            dangerous,
            missed_dangers,
            harmless,
            false_alarms,
        } = evaluation.measures(set);
        let _ = writeln!(
            out,
            "{name:>8}: recall at 3 {recall_at_3:.3}, mean reciprocal rank \
             {mean_reciprocal_rank:.3} ({answerable} answerable); false answers {false_answers} \
             of {not_held}; missed dangers {missed_dangers} of {dangerous}; false alarms \
             {false_alarms} of {harmless}",
        );
    }
    if wrong {
        for judged in &evaluation.judged {
            for fault in faults(judged) {
                let _ = writeln!(out, "{fault}: {}", judged.question.ask);
            }
        }
    }
    out
}

fn faults(judged: &Judged<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    if judged.found() == Some(false) {
        faults.push(format!("not found (told {})", judged.told.join(", ")));
    }
    if judged.false_answer() {
        faults.push(format!("false answer (told {})", judged.told.join(", ")));
    }
    if !judged.missed().is_empty() {
        faults.push(format!("missed {}", judged.missed().join(", ")));
    }
    if judged.false_alarm() {
        faults.push(format!("false alarm {}", judged.raised.join(", ")));
    }
    faults
}
