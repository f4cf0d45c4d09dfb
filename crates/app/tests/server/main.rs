//! The app as a browser meets it: every test starts `lumbago serve` as a process.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]

mod asked;
mod bad_input;
mod clinician;
mod copies;
mod emergency;
mod first_page;
mod folded;
mod library;
mod mail;
mod nothing_lost;
mod pages;
mod passcode;
mod reminders;
mod requests;
mod reviews;
mod signs;
mod spanish;
mod support;
mod way;
mod yours;
