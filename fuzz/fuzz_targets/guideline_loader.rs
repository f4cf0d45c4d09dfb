//! Whatever stands in one file of a guideline, it loads, or it is refused with reasons.
//!
//! The first line of the input names the file, as in `red-flags/rf-01-saddle-numbness.toml`; what
//! follows stands in its place. A line that names none chooses one by its bytes.

#![no_main]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use lumbago_decision::Engine;
use lumbago_guideline::Guideline;
use lumbago_guideline::folder::Folder;

/// How many files of each folder are left, so that a guideline loads in a moment.
const FILES_OF_A_FOLDER: usize = 2;

struct Files {
    all: Vec<String>,
    guideline: Folder,
    cases: Folder,
}

static FILES: LazyLock<Files> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let [guideline, cases] =
        ["guideline", "cases"].map(|name| Folder::read(&root.join(name)).expect("a folder"));
    let all = guideline.files.keys().chain(cases.files.keys()).cloned().collect();
    let few = |folder: Folder| {
        let mut seen = BTreeMap::<String, usize>::new();
        let kept = folder.files.into_iter().filter(|(path, _)| {
            let of = path.rsplit_once('/').map_or("", |(of, _)| of);
            let count = seen.entry(of.to_owned()).or_default();
            *count += 1;
            ["", "facts", "base"].contains(&of) || *count <= FILES_OF_A_FOLDER
        });
        Folder { name: folder.name, files: kept.collect() }
    };
    let mut cases = few(cases);
    cases.files.retain(|path, _| path.starts_with("base/"));
    Files { all, guideline: few(guideline), cases }
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(input) = std::str::from_utf8(bytes) else { return };
    let (first, text) = input.split_once('\n').unwrap_or((input, ""));
    let Files { all, guideline, cases } = &*FILES;
    let by_bytes = || &all[first.bytes().map(usize::from).sum::<usize>() % all.len()];
    let path = all.iter().find(|path| *path == first).unwrap_or_else(by_bytes);
    let (mut guideline, mut cases) = (guideline.clone(), cases.clone());
    let is_a_case = path.starts_with("base/") || !path.contains('/') && !guideline.files.contains_key(path);
    let folder = if is_a_case { &mut cases } else { &mut guideline };
    folder.files.insert(path.clone(), text.to_owned());
    let problems = match Guideline::load(&guideline, &cases) {
        Err(problems) => problems,
        Ok(guideline) => match Engine::new(guideline) {
            Err(problems) => problems,
            Ok(_) => return,
        },
    };
    assert!(!problems.is_empty(), "a refusal says why");
    problems.iter().for_each(|problem| drop(problem.to_string()));
});
