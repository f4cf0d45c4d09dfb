//! One person's course, with the real guideline: stories over weeks, and what must hold for any.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[path = "../../../decision/tests/support/mod.rs"]
#[allow(dead_code, reason = "its short ways to answer are for decisions")]
mod guideline;
mod kept;
mod ladder;
mod properties;
mod stories;
mod support;
mod way;
