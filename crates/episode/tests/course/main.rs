//! One person's course, with the real guideline: stories over weeks, and what must hold for any.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod properties;
mod stories;
mod support;
