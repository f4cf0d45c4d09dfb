//! The executable as people and programs meet it: every test starts `lumbago` as a process.

mod bad_input;
mod check;
mod good_input;
mod new;
mod rendered;
mod schema;
mod support;
