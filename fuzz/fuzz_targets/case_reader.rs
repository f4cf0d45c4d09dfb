//! Whatever the bytes of a case are, they are a plan or a problem, and never a panic.

#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use lumbago_decision::input::{read_case, read_sheet};
use lumbago_decision::plan::{Audience, Context, release};
use lumbago_fuzz::ENGINE;

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
