//! What is proved is what runs: the engine and the clauses agree on every output.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]

mod support;

use lumbago_proof::differential::compare;
use support::{engine, folder};

/// A million stand in `.ci/run`, in a release build: `lumbago prove --differential 1000000`.
const CASES: usize = 100_000;

#[test]
fn the_engine_and_the_clauses_agree_on_every_output_of_random_and_boundary_cases() {
    let (engine, near) = engine(&folder("guideline"));
    let compared = compare(&engine, &near, CASES, 20_261_121, &mut |_| {}).unwrap();
    println!(
        "{} cases, {} of them by the solver too, {} output bits each; outcomes {:?}",
        compared.cases, compared.solved, compared.outputs, compared.outcomes
    );
    assert_eq!(compared.differences, []);
    assert!(compared.cases >= CASES && compared.solved > 50 && compared.whole > 1_000);
    // The cases reach every outcome; else agreement would mean little.
    assert!(compared.outcomes.iter().all(|count| *count > 100), "{:?}", compared.outcomes);
}
