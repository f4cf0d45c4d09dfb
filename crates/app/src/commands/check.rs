//! `lumbago check`: the linter, the cases, the safety case and the coverage of the claims.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use jiff::civil::Date;
use lumbago_decision::Engine;
use lumbago_decision::check::{Report, check, coverage, long_lines};
use lumbago_guideline::folder::Folder;
use lumbago_guideline::problem::Severity;

use crate::failure::{Failure, code};
use crate::source;

/// Checks a guideline and says what it found.
pub fn run(path: Option<&Path>, claims: bool, today: Option<Date>) -> Result<ExitCode, Failure> {
    let engine = source::engine(path)?;
    if claims {
        return list_claims(&engine);
    }
    let today = today.unwrap_or_else(|| jiff::Zoned::now().date());
    let mut report = check(&engine, Some(today));
    report.add(lumbago_ask::lint(&engine.guideline));
    if let Some(path) = path {
        report.add(long_lines(&Folder::read(path)?));
    }
    let (broken, proved) = super::prove::checked(&engine)?;
    report.add(broken);
    super::say(&(told(&report) + &proved))?;
    Ok(match report.count(Severity::Error) {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(code::FOUND),
    })
}

fn told(report: &Report) -> String {
    let mut out = String::new();
    for problem in &report.problems {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{problem}");
    }
    let files: usize = report.counts.files.values().sum();
    let _ = writeln!(
        out,
        "{files} files, {} gates; {} cases in rules, {} on borders and {} whole encounters ran; \
         {} errors, {} warnings",
        report.counts.gates,
        report.counts.cases.in_rules,
        report.counts.cases.borders,
        report.counts.cases.encounters,
        report.count(Severity::Error),
        report.count(Severity::Warning),
    );
    out
}

fn list_claims(engine: &Engine) -> Result<ExitCode, Failure> {
    let mut out = String::new();
    for (claim, carriers) in coverage(&engine.guideline) {
        let _ = writeln!(out, "{claim}: {}", carriers.join(", "));
    }
    super::say(&out)
}
