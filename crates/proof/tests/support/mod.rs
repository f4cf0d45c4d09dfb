//! The shipped guideline, or a copy of it with a fault.

use std::path::Path;

use lumbago_decision::Engine;
use lumbago_decision::facts::FactSheet;
use lumbago_decision::input::read_sheet;
use lumbago_guideline::Guideline;
use lumbago_guideline::folder::Folder;

/// A folder of the repository.
pub fn folder(name: &str) -> Folder {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folder = Folder::read(&root.join(name)).unwrap();
    folder.name = name.to_owned();
    folder
}

/// The engine of a guideline, and the harmless case near which a case is easy to read.
pub fn engine(guideline: &Folder) -> (Engine, FactSheet) {
    let guideline = Guideline::load(guideline, &folder("cases"))
        .unwrap_or_else(|problems| panic!("{}", problems[0]));
    let engine = Engine::new(guideline).unwrap_or_else(|problems| panic!("{}", problems[0]));
    let base = &engine.guideline.bases["plain-acute"];
    let near = read_sheet(&engine.guideline, base, "base", "", None).unwrap();
    (engine, near)
}
