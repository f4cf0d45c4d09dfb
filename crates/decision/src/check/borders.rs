//! The border cases of `cases/borders/`: one line each, for what tells a rule from one that
//! differs in a small thing.

use lumbago_guideline::case::RuleCase;
use lumbago_guideline::problem::{Place, Problem};

use super::files::shown;
use super::observe::{Observed, observe, observed};
use super::sheets::sheet_of;
use crate::decide::Engine;
use crate::facts::FactSheet;

/// A border case, read: what it speaks of, and its facts.
#[derive(Debug, Clone)]
pub struct Border {
    /// The file that it stands in.
    pub file: String,
    /// What it speaks of.
    pub of: Observed,
    /// The case.
    pub case: RuleCase,
    /// Its facts.
    pub sheet: FactSheet,
}

/// Every border case that can be read, and what is wrong with the others.
pub fn borders(engine: &Engine) -> (Vec<Border>, Vec<Problem>) {
    let guideline = &engine.guideline;
    let every = observed(guideline);
    let (mut read, mut problems) = (Vec::new(), Vec::new());
    for entry in &guideline.borders {
        for (path, cases) in &entry.body {
            let of_file = shown(guideline, &format!("{path}.toml"));
            let rows: Vec<&Observed> = every.iter().filter(|of| of.file == of_file).collect();
            for case in cases {
                let named = rows.iter().find(|of| {
                    of.row.as_ref().map(|(_, row)| row.as_str()) == case.item.as_deref()
                });
                let Some(of) = named else {
                    let row = case.item.as_deref().unwrap_or("the file itself");
                    let message = format!("`{path}` decides nothing called `{row}`");
                    problems.push(problem(&entry.file, message, "name a row of that file"));
                    continue;
                };
                match sheet_of(guideline, case, &entry.file) {
                    Ok(sheet) => read.push(Border {
                        file: entry.file.clone(),
                        of: (*of).clone(),
                        case: case.clone(),
                        sheet,
                    }),
                    Err(found) => problems.extend(found),
                }
            }
        }
    }
    (read, problems)
}

fn problem(file: &str, message: String, help: &str) -> Problem {
    Problem::error("case", Place::whole(file), message).help(help)
}

impl Border {
    /// What is wrong when it does not come out as it says.
    pub fn failure(&self, engine: &Engine) -> Option<Problem> {
        let values = engine.compiled.circuit.evaluate(&self.sheet);
        let found = observe(engine, &self.sheet, &values, &self.of);
        if found.contains(&self.case.then) {
            return None;
        }
        let row = self.of.row.as_ref().map(|(_, row)| format!(" {row}")).unwrap_or_default();
        let given = self.case.given.0.iter();
        let given: Vec<String> =
            given.map(|given| format!("{} = {}", given.name, given.value.toml())).collect();
        let closed = match self.case.closed.as_slice() {
            [] => String::new(),
            flags => format!(" and closed {}", flags.join(", ")),
        };
        let message = format!(
            "border case of {}{row}, {} with {{ {} }}{closed}: expected `{}`, found `{}`",
            self.of.file,
            self.case.like.as_deref().unwrap_or("nothing asked"),
            given.join(", "),
            self.case.then,
            found.join("`, `"),
        );
        Some(problem(&self.file, message, "mend the rule or the case"))
    }
}
