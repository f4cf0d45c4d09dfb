//! The decision: from one person's answers to a safe, cited plan, through one circuit.
//!
//! Pure: no clock, no file, no network. `today` and the edition are inputs. What decides is in the
//! circuit that [`compile`] builds from the guideline; the rest of this crate reads its gates.

pub mod check;
pub mod circuit;
mod closing;
pub mod compile;
pub mod decide;
pub mod derive;
pub mod dose;
pub mod explain;
pub mod facts;
pub mod input;
pub mod interview;
pub mod invariants;
pub mod outline;
pub mod plan;
mod schedule;
pub mod wire;
pub use decide::{Decision, Engine};
