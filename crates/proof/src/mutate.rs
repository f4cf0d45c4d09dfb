//! Mutation: the guideline is changed one small thing at a time, and every change that no case and
//! no proof notices is a gap in the cases, in the hazards, or a line that does nothing.
//!
//! [`mutants`] lists the changes, [`Bench`] says what catches one. Nothing is read again: a change
//! is made on the typed guideline, and taken back.

mod catch;
mod doses;
mod lists;
mod sites;
mod suggest;

pub use catch::{Bench, Caught};
pub use sites::mutants;
pub use suggest::Suggestion;

use lumbago_guideline::Guideline;
use lumbago_guideline::checklist::Checklist;
use lumbago_guideline::problem::Place;

/// Makes a change, and, made again, takes it back.
pub type Edit = Box<dyn FnMut(&mut Guideline)>;

/// One small change of the guideline.
pub struct Mutant {
    /// Where.
    pub place: Place,
    /// What is changed, such as "level 1: `age >= 65 years` dropped from all".
    pub what: String,
    edit: Edit,
    /// The condition before and after, and what is certain wherever it is read.
    lists: Option<(Checklist, Checklist, Context)>,
}

impl Mutant {
    /// Its name in a list of accepted survivors: the file and the change, without the line, which
    /// moves with every edit.
    pub fn name(&self) -> String {
        format!("{}: {}", self.place.file, self.what)
    }
}

/// What is certain wherever a condition is read: a change that makes no difference there makes
/// none at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    /// Nothing.
    Anywhere,
    /// A plan of care is shown.
    Plan,
    /// A plan of care with more than explanation is shown.
    FullPlan,
    /// Danger was looked for.
    Looked,
}
