//! The safety case: every hazard proved impossible over the whole input space, unknowns included,
//! on the very circuit that decides.
//!
//! This crate knows nothing of pages, files or the clock.

pub mod encode;
pub mod mutate;
pub mod prove;

pub use encode::SolverFailed;
pub use prove::{ClaimResult, HazardResult, Verdict, prove};
