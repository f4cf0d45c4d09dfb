//! The executable as people and programs meet it: every test starts `lumbago` as a process.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]

mod bad_input;
mod check;
mod good_input;
mod mutate;
mod new;
mod rendered;
mod safety;
mod schema;
mod support;
