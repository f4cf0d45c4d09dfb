//! Runs the worked cases of a guideline and reports what they do not prove.

mod cases;

pub use cases::{CaseCounts, run_cases};
