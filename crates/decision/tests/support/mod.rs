//! The real guideline with its cases, read once, and short ways to answer its questions.

use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use lumbago_decision::Engine;
use lumbago_decision::facts::FactSheet;
use lumbago_decision::input::read_sheet;
use lumbago_guideline::Guideline;
use lumbago_guideline::answers::{Answers, read_answers};
use lumbago_guideline::fact::FactId;
use lumbago_guideline::folder::Folder;
use lumbago_guideline::problem::Problem;
use proptest::test_runner::{Config, RngSeed};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |name: &str| {
        let folder = Folder::read(&root.join(name)).expect("the folder can be read");
        Folder { name: name.to_owned(), ..folder }
    };
    let guideline = Guideline::load(&read("guideline"), &read("cases"));
    Engine::new(guideline.expect("the guideline can be read")).expect("the guideline compiles")
});

/// The day on which every test answers.
pub const TODAY: Date = date(2026, 11, 21);

/// The engine of the real guideline.
pub fn engine() -> &'static Engine {
    &ENGINE
}

/// A fact by its name.
pub fn fact(name: &str) -> FactId {
    let found = engine().guideline.facts.find(name);
    found.unwrap_or_else(|| panic!("there is no fact `{name}`")).0
}

/// A red flag's position by its specification id, such as `RF-07`.
pub fn red_flag(spec: &str) -> usize {
    let mut flags = engine().guideline.red_flags.iter();
    let found = flags.position(|flag| flag.body.spec.iter().any(|own| own == spec));
    found.unwrap_or_else(|| panic!("there is no red flag `{spec}`"))
}

/// Answers as a case file writes them, such as `age = 40`, laid over the base cases `like` (and,
/// for the last of them, over those before it).
pub fn answers(like: &[&str], lines: &str) -> Answers {
    let given = read_answers("case.toml", lines).expect("the answers can be read");
    let bases = like.iter().map(|name| &engine().guideline.bases[*name]);
    bases.fold(Answers::default(), |under, base| under.overlaid(base)).overlaid(&given)
}

/// The facts of some answers.
pub fn sheet(answers: &Answers) -> FactSheet {
    try_sheet(answers).unwrap_or_else(|problems| panic!("refused: {problems:?}"))
}

/// The facts of some answers, or why they were refused.
pub fn try_sheet(answers: &Answers) -> Result<FactSheet, Vec<Problem>> {
    read_sheet(&engine().guideline, answers, "case.toml", "", Some(TODAY))
}

/// How often a property is tried: the same people every time, so that a failure can be repeated.
/// With `PROPTEST_CASES` set, that many and new ones.
pub fn tries(cases: u32) -> Config {
    let own = Config::default();
    let hunt = std::env::var_os("PROPTEST_CASES").is_some();
    let (cases, rng_seed) =
        if hunt { (own.cases, own.rng_seed) } else { (cases, RngSeed::Fixed(20_261_121)) };
    Config { cases, rng_seed, failure_persistence: None, max_shrink_iters: 4_000, ..own }
}
