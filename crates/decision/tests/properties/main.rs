//! Properties.

mod bearing;
mod monotone;
mod samples;
mod tables;

#[path = "../support/mod.rs"]
mod support;
