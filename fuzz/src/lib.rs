//! What the targets share: the guideline of this repository.

use std::path::Path;
use std::sync::LazyLock;

use lumbago_decision::Engine;
use lumbago_guideline::Guideline;
use lumbago_guideline::folder::Folder;

/// The guideline, compiled once.
pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let [guideline, cases] =
        ["guideline", "cases"].map(|name| Folder::read(&root.join(name)).expect("a folder"));
    let guideline = Guideline::load(&guideline, &cases).expect("a guideline that loads");
    Engine::new(guideline).expect("a guideline that compiles")
});
