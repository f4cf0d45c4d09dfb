//! Whatever somebody types as a question, it gets an answer, and never a panic. A danger that is
//! told with an emergency is never without what to do.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use lumbago_ask::{Index, Person};
use lumbago_fuzz::ENGINE;

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::new(&ENGINE.guideline));

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let answer = INDEX.answer(text, Person::default());
    let is_emergency = answer.danger.iter().any(|danger| danger.emergency);
    assert_eq!(is_emergency, answer.emergency.is_some(), "{text}");
});
