//! The real guideline with its cases, read once, and short ways to answer its questions.

use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use lumbago_decision::Engine;
use lumbago_decision::facts::FactSheet;
use lumbago_decision::input::read_sheet;
use lumbago_guideline::Guideline;
use lumbago_guideline::answers::{Answers, read_answers};
use lumbago_guideline::folder::Folder;
use lumbago_guideline::problem::Problem;

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

/// Answers as a case file writes them, such as `age = 40`, laid over base cases, which are laid
/// over one another in their order.
pub fn answers(like: &[&str], lines: &str) -> Answers {
    // Nothing but a base case is no file of answers.
    let given = match lines.trim() {
        "" => Answers::default(),
        lines => read_answers("case.toml", lines).expect("the answers can be read"),
    };
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
