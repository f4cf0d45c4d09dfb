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
use lumbago_guideline::medicine::Tier;
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
    works: Works,
}

/// How a change works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Works {
    /// Through gates alone: if all that is read off them stays the same, so does all that is shown.
    ByGates,
    /// Through what is told with a dose, and through gates: of a dose that is never offered, what
    /// is told with it says nothing.
    InDose(Told),
    /// In another way.
    Beside,
}

/// With which dose a number is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Told {
    /// For this reader alone.
    tier: Option<Tier>,
    /// While this reduction counts.
    reduction: Option<usize>,
}

impl Mutant {
    /// Its name in a list of accepted survivors: the file and the change, without the line, which
    /// moves with every edit.
    pub fn name(&self) -> String {
        format!("{}: {}", self.place.file, self.what)
    }
}
