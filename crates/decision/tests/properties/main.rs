//! Properties.

mod bearing;
mod caps;
mod input;
mod monotone;
mod released;
mod sameness;
mod samples;
#[path = "../support/mod.rs"]
mod support;
mod tables;
mod thresholds;
mod told;
