//! How long the safety case takes: `cargo bench -p lumbago-proof`. The aims are one second for all
//! hazards together and 20 milliseconds for each.

#![expect(clippy::expect_used, reason = "a bench that cannot start must stop")]

use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use lumbago_decision::Engine;
use lumbago_decision::facts::FactSheet;
use lumbago_decision::input::read_sheet;
use lumbago_guideline::Guideline;
use lumbago_guideline::folder::Folder;
use lumbago_proof::encode::Encoder;
use lumbago_proof::{HazardResult, prove};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let [guideline, cases] =
        ["guideline", "cases"].map(|name| Folder::read(&root.join(name)).expect("a folder"));
    let guideline = Guideline::load(&guideline, &cases).expect("a guideline that loads");
    Engine::new(guideline).expect("a guideline that compiles")
});

static NEAR: LazyLock<FactSheet> = LazyLock::new(|| {
    let base = ENGINE.guideline.bases.get("plain-acute").expect("the base case");
    read_sheet(&ENGINE.guideline, base, "base", "", None).expect("answers")
});

fn all() -> Vec<HazardResult> {
    prove(&ENGINE, &NEAR, &|_| true, &mut |_| {}).expect("a solver that answers")
}

fn main() {
    // Reading the guideline is no part of it.
    let _ = &*NEAR;
    let started = Instant::now();
    let mut encoder = Encoder::new(&ENGINE).expect("an encoder");
    encoder.copy().expect("a copy");
    let encoded = started.elapsed();
    let started = Instant::now();
    let results = all();
    let took = started.elapsed();
    let claims: usize = results.iter().map(|hazard| hazard.claims.len()).sum();
    let mut times: Vec<(Duration, &str)> = results
        .iter()
        .map(|hazard| (hazard.claims.iter().map(|claim| claim.time).sum(), hazard.id.as_str()))
        .collect();
    times.sort_unstable_by(|a, b| b.cmp(a));
    println!(
        "{} variables, {} clauses in {encoded:.1?}; {} hazards, {claims} claims in {took:.1?}",
        encoder.variables(),
        encoder.clauses().len(),
        results.len(),
    );
    for (time, id) in times.iter().take(8) {
        println!("  {time:.1?} {id}");
    }
    divan::main();
}

/// From the compiled guideline to clauses.
#[divan::bench(sample_count = 5)]
fn encode() {
    let mut encoder = Encoder::new(&ENGINE).expect("an encoder");
    encoder.copy().expect("a copy");
}

/// Every hazard.
#[divan::bench(sample_count = 5)]
fn every_hazard() -> Vec<HazardResult> {
    all()
}
