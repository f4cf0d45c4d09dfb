//! Properties.

mod samples;
mod stats;
#[path = "../support/mod.rs"]
mod support;
