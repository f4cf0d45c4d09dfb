//! The safety case: every hazard proved impossible over the whole input space, unknowns included,
//! on the very circuit that decides.
//!
//! This crate knows nothing of pages, files or the clock.

pub mod certificate;
pub mod cone;
pub mod differential;
mod direction;
pub mod encode;
pub mod interview;
mod met;
mod moves;
pub mod mutate;
pub mod nearest;
pub mod prove;
pub mod reach;
mod search;
pub mod sound;
mod space;
#[cfg(test)]
#[path = "../tests/support/mod.rs"]
mod support;
mod two_copy;

pub use encode::SolverFailed;
pub use prove::{ClaimResult, HazardResult, Verdict, prove};
