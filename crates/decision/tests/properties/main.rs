//! Properties.

mod bearing;
mod caps;
mod care;
mod information;
mod input;
mod medicines;
mod monotone;
mod released;
mod sameness;
mod samples;
#[path = "../support/mod.rs"]
mod support;
mod tables;
mod tampered;
mod thresholds;
mod told;
