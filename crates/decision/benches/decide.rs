//! How long one decision takes, from reading the guideline to the finished plan.
//!
//! `cargo bench -p lumbago-decision`; a decision should take less than 20 microseconds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]
#![expect(clippy::expect_used, clippy::panic, reason = "a bench that cannot start must stop")]

use std::path::Path;
use std::sync::LazyLock;

use divan::{Bencher, black_box};
use lumbago_decision::Engine;
use lumbago_decision::circuit::{Gate, Values};
use lumbago_decision::compile::{Compiled, compile};
use lumbago_decision::facts::FactSheet;
use lumbago_decision::input::{Case, read_case, read_sheet};
use lumbago_decision::plan::{Context, release};
use lumbago_guideline::Guideline;
use lumbago_guideline::folder::Folder;

const CASES: [&str; 4] =
    ["strain-on-day-3", "sciatica-plain", "numb-between-the-legs", "not-sure-about-many-things"];

static FOLDERS: LazyLock<[Folder; 2]> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    ["guideline", "cases"].map(|name| Folder::read(&root.join(name)).expect("a folder"))
});

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(guideline()).expect("a guideline that compiles"));

fn guideline() -> Guideline {
    let [guideline, cases] = &*FOLDERS;
    Guideline::load(guideline, cases).expect("a guideline that loads")
}

/// The text of a case, and the case read.
fn case(name: &str) -> (&'static str, Case) {
    let text = FOLDERS[1].files.get(&format!("{name}.toml"));
    let text = text.unwrap_or_else(|| panic!("there is no case {name}"));
    (text, read_case(&ENGINE.guideline, name, text).expect("a case"))
}

fn sheet(name: &str) -> FactSheet {
    let (text, case) = case(name);
    read_sheet(&ENGINE.guideline, &case.answers, name, text, case.today).expect("answers")
}

fn main() {
    let gates = ENGINE.compiled.circuit.gates();
    let atoms = gates.iter().filter(|gate| matches!(gate, Gate::Atom { .. })).count();
    let operands: usize = gates
        .iter()
        .map(|gate| match gate {
            Gate::And(of) | Gate::Or(of) => of.len(),
            Gate::Not(_) | Gate::Settle(..) => 1,
            Gate::Constant(_) | Gate::Atom { .. } => 0,
        })
        .sum();
    println!("{} gates, {atoms} of them atoms, {operands} operands", gates.len());
    divan::main();
}

/// Every gate, in memory that was used before.
#[divan::bench(args = CASES)]
fn circuit(bencher: Bencher<'_, '_>, name: &str) {
    let sheet = sheet(name);
    let mut values = Values::default();
    bencher.bench_local(|| {
        ENGINE.compiled.circuit.evaluate_into(black_box(&sheet), &mut values);
    });
}

/// The gates, and what they mean with reasons.
#[divan::bench(args = CASES)]
fn decide_with_reasons(bencher: Bencher<'_, '_>, name: &str) {
    let sheet = sheet(name);
    bencher.bench_local(|| ENGINE.decide(black_box(&sheet)));
}

/// The whole plan, checked against the safety invariants.
#[divan::bench(args = CASES)]
fn whole_plan(bencher: Bencher<'_, '_>, name: &str) {
    let (_, case) = case(name);
    let sheet = sheet(name);
    let context = Context { today: case.today, ..Context::default() };
    bencher.bench_local(|| release(&ENGINE, black_box(&sheet), context));
}

/// Answers in memory to a checked sheet.
#[divan::bench(args = CASES)]
fn check_answers(bencher: Bencher<'_, '_>, name: &str) {
    let (text, case) = case(name);
    bencher.bench_local(|| {
        read_sheet(&ENGINE.guideline, black_box(&case.answers), name, text, case.today)
    });
}

/// The text of a case to its answers.
#[divan::bench(args = CASES)]
fn read_answers(bencher: Bencher<'_, '_>, name: &str) {
    let (text, _) = case(name);
    bencher.bench_local(|| read_case(&ENGINE.guideline, name, black_box(text)));
}

/// The files, already in memory, to a resolved guideline.
#[divan::bench(sample_count = 10)]
fn load_guideline() -> Guideline {
    guideline()
}

/// A guideline to its circuit.
#[divan::bench(sample_count = 10)]
fn compile_circuit() -> Compiled {
    compile(&ENGINE.guideline).expect("a guideline that compiles")
}
