//! Another solver proves all claims at once, and another program checks its proof step by step.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]

mod support;

use lumbago_proof::certificate::{Formula, formula};
use support::{engine, folder};
use varisat::{ProofFormat, Solver};
use varisat_checker::Checker;

/// Whether a formula is impossible, and the proof when it is.
fn proof_of(formula: &Formula) -> Option<Vec<u8>> {
    let mut proof = Vec::new();
    let mut solver = Solver::new();
    solver.write_proof(&mut proof, ProofFormat::Varisat);
    solver.add_dimacs_cnf(formula.dimacs.as_bytes()).unwrap();
    let satisfiable = solver.solve().unwrap();
    solver.close_proof().unwrap();
    drop(solver);
    (!satisfiable).then_some(proof)
}

#[test]
fn a_checker_accepts_the_proof_that_no_claim_can_be_broken() {
    let (engine, near) = engine(&folder("guideline"));
    let formula = formula(&engine, &near).unwrap();
    assert!(formula.claims > 500, "only {} claims", formula.claims);
    let proof = proof_of(&formula).expect("a claim can be broken");
    println!(
        "{} claims, {} clauses, a proof of {} bytes",
        formula.claims,
        formula.clauses,
        proof.len()
    );
    let mut checker = Checker::new();
    checker.add_dimacs_cnf(formula.dimacs.as_bytes()).unwrap();
    checker.check_proof(proof.as_slice()).expect("the checker accepts the proof");
    // The checker can say no: without its second half the proof proves nothing.
    let mut checker = Checker::new();
    checker.add_dimacs_cnf(formula.dimacs.as_bytes()).unwrap();
    checker.check_proof(&proof[..proof.len() / 2]).expect_err("half a proof is accepted");
}

#[test]
fn there_is_no_proof_where_a_claim_can_be_broken() {
    let mut guideline = folder("guideline");
    let file = guideline.files.get_mut("red-flags/rf-01-saddle-numbness.toml").unwrap();
    *file = file.replace("urgency = \"emergency\"", "urgency = \"same day\"");
    let (engine, near) = engine(&guideline);
    assert!(proof_of(&formula(&engine, &near).unwrap()).is_none());
}
