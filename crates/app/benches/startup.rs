//! How long it takes from starting the executable to the end of its first plan.
//!
//! `cargo bench -p lumbago --bench startup`; the goal is 20 milliseconds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]
#![expect(clippy::expect_used, reason = "a bench that cannot start must stop")]

use std::path::Path;
use std::process::{Command, Output};

fn main() {
    divan::main();
}

fn lumbago(arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_lumbago"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .output()
        .expect("an executable that starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// Starting a process, and nothing else.
#[divan::bench]
fn only_start() -> Output {
    lumbago(&["--version"])
}

/// The first plan, with the guideline that is in the executable.
#[divan::bench(args = ["text", "html", "json"])]
fn first_plan(format: &str) -> Output {
    lumbago(&["plan", "cases/sciatica-plain.toml", "--format", format])
}

/// The first plan, with the guideline read from its folder.
#[divan::bench(sample_count = 20)]
fn first_plan_from_a_folder() -> Output {
    lumbago(&["plan", "cases/sciatica-plain.toml", "--guideline", "guideline"])
}
