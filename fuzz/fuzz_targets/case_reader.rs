//! Whatever the bytes of a case are, they are a plan or a problem, and never a panic.

#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use lumbago_decision::Engine;
use lumbago_decision::input::{read_case, read_sheet};
use lumbago_decision::plan::{Audience, Context, release};
use lumbago_guideline::Guideline;
use lumbago_guideline::folder::Folder;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let [guideline, cases] =
        ["guideline", "cases"].map(|name| Folder::read(&root.join(name)).expect("a folder"));
    let guideline = Guideline::load(&guideline, &cases).expect("a guideline that loads");
    Engine::new(guideline).expect("a guideline that compiles")
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let engine = &*ENGINE;
    let case = match read_case(&engine.guideline, "case", text) {
        Ok(case) => case,
        Err(problem) => return drop(problem.to_string()),
    };
    let today = Some(case.today.unwrap_or(date(2026, 11, 21)));
    let sheet = match read_sheet(&engine.guideline, &case.answers, "case", text, today) {
        Ok(sheet) => sheet,
        Err(problems) => {
            assert!(!problems.is_empty(), "a refusal says why");
            return problems.iter().for_each(|problem| drop(problem.to_string()));
        }
    };
    for audience in [Audience::Person, Audience::Clinician] {
        let released = release(engine, &sheet, Context { audience, today, begun: None });
        assert!(released.failures.is_empty(), "{:?} for {text}", released.failures);
    }
});
