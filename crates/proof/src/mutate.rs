//! Mutation: the guideline is changed one small thing at a time, and every change that no case and
//! no proof notices is a gap in the cases, in the hazards, or a line that does nothing.
//!
//! [`mutants`] lists the changes, [`Bench`] says what catches one. Nothing is read again: a change
//! is made on the typed guideline, and taken back.

mod catch;
mod differ;
mod doses;
mod lists;
mod sites;
mod suggest;

pub use catch::{Bench, Caught};
pub use sites::mutants;

use lumbago_guideline::Guideline;
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
    /// Whether it works through gates alone: if every gate that is read stays the same, so does
    /// all that is shown.
    by_gates: bool,
}

impl Mutant {
    /// Its name in a list of accepted survivors: the file and the change, without the line, which
    /// moves with every edit.
    pub fn name(&self) -> String {
        format!("{}: {}", self.place.file, self.what)
    }
}
