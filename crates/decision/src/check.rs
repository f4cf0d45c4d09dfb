//! The linter: runs the worked cases of a guideline, and looks for what an author forgot.
//!
//! Each file below holds the lints of one kind and names its rules; a rule's name stands in
//! [`Problem::rule`]. What cannot be read or compiled at all was reported before there was an
//! [`Engine`].

mod borders;
mod cases;
mod citations;
mod coverage;
mod files;
mod layout;
mod missing;
mod names;
mod observe;
mod overlap;
mod pages;
mod reach;
mod reading;
mod review;
mod search;
mod sheets;
mod thresholds;
mod words;

pub use borders::{Border, borders};
pub use cases::{CaseCounts, CaseSheet, CaseSheets, encounter_failure, run_cases};
pub use coverage::coverage;
pub use files::{UnconfirmedIn, path_of, unconfirmed};
pub use layout::long_lines;
pub use observe::{Observed, Read, Reading, observe, observed};
pub use sheets::sheet_of;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use lumbago_guideline::Guideline;
use lumbago_guideline::problem::{Problem, Severity};

use crate::decide::Engine;

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What was checked.
    pub counts: Counts,
    /// What is wrong, in the order of the places.
    pub problems: Vec<Problem>,
}

/// How much was checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files by their folder; those outside a folder count as `whole`.
    pub files: BTreeMap<String, usize>,
    /// Cases.
    pub cases: CaseCounts,
    /// Gates of the circuit.
    pub gates: usize,
}

impl Report {
    /// How many problems are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }

    /// Adds what was found elsewhere, for example by [`long_lines`].
    pub fn add(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.problems.extend(problems);
        self.problems.sort();
        self.problems.dedup();
    }
}

/// Runs every case and every lint. Without `today` no review is overdue.
pub fn check(engine: &Engine, today: Option<Date>) -> Report {
    let guideline = &engine.guideline;
    let (cases, failed) = run_cases(engine);
    let counts =
        Counts { files: files_by_kind(guideline), cases, gates: engine.compiled.circuit.len() };
    let mut report = Report { counts, problems: failed };
    let tried = sheets::tried(engine);
    report.add(
        [
            citations::lint(guideline),
            names::lint(guideline),
            coverage::lint(guideline),
            review::lint(guideline, today),
            words::lint(guideline),
            guideline.language_problems(),
            deciding(engine, &tried),
        ]
        .into_iter()
        .flatten(),
    );
    report
}

/// The lints of what decides: what is left of a check when only conditions change.
fn deciding(engine: &Engine, tried: &[sheets::Tried<'_>]) -> Vec<Problem> {
    let guideline = &engine.guideline;
    let lints = [
        pages::lint(guideline),
        overlap::lint(guideline),
        thresholds::lint(guideline, tried),
        missing::lint(engine, tried),
        reach::lint(engine, tried),
    ];
    lints.into_iter().flatten().collect()
}

/// The first error that the lints of what decides find; no case is run.
pub fn first_error(engine: &Engine) -> Option<Problem> {
    let found = deciding(engine, &sheets::tried(engine)).into_iter();
    found.filter(|problem| problem.severity == Severity::Error).min()
}

fn files_by_kind(guideline: &Guideline) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for path in files::paths(guideline) {
        let kind = path.split_once('/').map_or("whole", |(kind, _)| kind);
        *counts.entry(kind.to_owned()).or_default() += 1;
    }
    let documents: BTreeSet<&str> =
        guideline.claims.iter().map(|claim| claim.source.as_str()).collect();
    counts.insert("claims".to_owned(), documents.len());
    counts.insert("cases".to_owned(), guideline.encounters.len() + guideline.bases.len());
    counts
}
