//! The fact sheets that a guideline's own cases describe.

use lumbago_guideline::case::{Encounter, RuleCase};
use lumbago_guideline::problem::{Place, Problem, shorten};
use lumbago_guideline::standing::Standing;
use lumbago_guideline::{Entry, Guideline};

use crate::decide::Engine;
use crate::facts::FactSheet;
use crate::input::read_sheet;

/// What a case inside a file belongs to, by its position in the guideline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Finding(usize),
    RedFlag(usize),
    Class(usize),
    Recommendation(usize),
    Gate(usize),
    Medicine(usize),
    /// Kinds of which no lint asks for certain cases.
    Other,
}

/// A case inside a file, with the sheet that it describes.
pub(super) struct Tried<'g> {
    pub owner: Owner,
    pub case: &'g RuleCase,
    pub sheet: FactSheet,
}

/// The sheet of a case: its answers, laid over the base cases that it names.
pub fn sheet_of(
    guideline: &Guideline,
    case: &RuleCase,
    file: &str,
) -> Result<FactSheet, Vec<Problem>> {
    let RuleCase { like, like_gate, given, closed, .. } = case;
    let answers = guideline.answers_of(like.as_deref(), like_gate.as_deref(), given);
    let answers = answers.map_err(|message| no_base(message, file))?;
    let mut sheet = read_sheet(guideline, &answers, file, "", None)?;
    for flag in closed {
        let position = guideline.red_flags.iter().position(|entry| entry.id == *flag);
        let position = position.and_then(|position| u16::try_from(position).ok());
        let unknown = || {
            let message = format!("unknown red flag `{}`", shorten(flag));
            vec![Problem::error("case", Place::whole(file), message).help("name its file")]
        };
        sheet.close(position.ok_or_else(unknown)?);
    }
    Ok(sheet)
}

/// The sheet of a whole encounter, on its day.
pub(super) fn sheet_of_encounter(
    guideline: &Guideline,
    encounter: &Entry<Encounter>,
) -> Result<FactSheet, Vec<Problem>> {
    let Entry { file, body, .. } = encounter;
    let Encounter { like, like_gate, facts, today, .. } = body;
    let answers = guideline.answers_of(like.as_deref(), like_gate.as_deref(), facts);
    let answers = answers.map_err(|message| no_base(message, file))?;
    read_sheet(guideline, &answers, file, "", today.as_ref().map(|day| day.0))
}

fn no_base(message: String, file: &str) -> Vec<Problem> {
    let problem = Problem::error("case", Place::whole(file), message);
    vec![problem.help("name a file of cases/base/")]
}

/// Every case inside a file whose answers can be read; the others fail as cases.
pub(super) fn tried(engine: &Engine) -> Vec<Tried<'_>> {
    let guideline = &engine.guideline;
    let cases = owned(guideline).into_iter();
    cases
        .filter_map(|(owner, file, case)| {
            let sheet = sheet_of(guideline, case, file).ok()?;
            Some(Tried { owner, case, sheet })
        })
        .collect()
}

type Owned<'g> = (Owner, &'g str, &'g RuleCase);

/// Every case inside a file, with what it belongs to and the file.
fn owned(guideline: &Guideline) -> Vec<Owned<'_>> {
    let mut owned = Vec::new();
    for (index, finding) in guideline.findings.iter().enumerate() {
        let file = finding.place.file.as_str();
        owned.extend(finding.body.case.iter().map(|case| (Owner::Finding(index), file, case)));
    }
    owned.extend(of_files(&guideline.red_flags, Owner::RedFlag));
    owned.extend(of_files(&guideline.classes, Owner::Class));
    owned.extend(of_files(&guideline.recommendations, Owner::Recommendation));
    owned.extend(of_files(&guideline.gates, Owner::Gate));
    owned.extend(of_files(&guideline.medicines, Owner::Medicine));
    owned.extend(of_files(&guideline.imaging, |_| Owner::Other));
    owned.extend(of_files(&guideline.exercises, |_| Owner::Other));
    let file = guideline.follow_up_file.as_str();
    let taking = &guideline.texts.already_taking.case;
    let others = guideline.follow_up.case.iter().chain(taking);
    owned.extend(others.map(|case| (Owner::Other, file, case)));
    owned
}

fn of_files<T: Standing>(
    entries: &[Entry<T>],
    owner: fn(usize) -> Owner,
) -> impl Iterator<Item = Owned<'_>> {
    entries.iter().enumerate().flat_map(move |(index, entry)| {
        let cases = entry.body.cases().iter();
        cases.map(move |case| (owner(index), entry.file.as_str(), case))
    })
}
