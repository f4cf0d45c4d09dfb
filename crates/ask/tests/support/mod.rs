//! The real guideline with its cases, read once.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail")]

use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::date;
use lumbago_ask::Index;
use lumbago_decision::Engine;
use lumbago_decision::input::read_sheet;
use lumbago_decision::plan::{Audience, Context, Plan, release};
use lumbago_guideline::Guideline;
use lumbago_guideline::folder::Folder;
use lumbago_guideline::problem::Problem;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let guideline = load(&|_, text| text.to_owned()).expect("the guideline can be read");
    Engine::new(guideline).expect("the guideline compiles")
});
static INDEX: LazyLock<Index> = LazyLock::new(|| Index::new(&engine().guideline));

/// The engine of the real guideline.
pub fn engine() -> &'static Engine {
    &ENGINE
}

/// The index of the real guideline.
pub fn index() -> &'static Index {
    &INDEX
}

/// The real guideline after each file went through `change`, which gets its path and text.
pub fn load(change: &dyn Fn(&str, &str) -> String) -> Result<Guideline, Vec<Problem>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |name: &str| {
        let folder = Folder::read(&root.join(name)).expect("the folder can be read");
        let files = folder.files.into_iter();
        let files = files.map(|(path, text)| (path.clone(), change(&path, &text))).collect();
        Folder { name: name.to_owned(), files }
    };
    Guideline::load(&read("guideline"), &read("cases"))
}

/// The plan of an encounter in `cases/`, by its file name.
pub fn plan_of(case: &str) -> Plan {
    let guideline = &engine().guideline;
    let found = guideline.encounters.iter().find(|entry| entry.id == case);
    let body = &found.unwrap_or_else(|| panic!("there is no case {case}")).body;
    let (like, gate) = (body.like.as_deref(), body.like_gate.as_deref());
    let answers = guideline.answers_of(like, gate, &body.facts).expect("its base cases exist");
    let today = date(2026, 11, 21);
    let sheet = read_sheet(guideline, &answers, case, "", Some(today)).expect("it can be read");
    let context = Context { audience: Audience::Person, today: Some(today), begun: None };
    release(engine(), &sheet, context).plan
}
