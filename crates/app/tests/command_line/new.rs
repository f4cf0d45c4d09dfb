//! `lumbago new`: a skeleton that loads, and nothing is ever written over.

use crate::support::{Ran, TODAY, assert_refused, copied_guideline, lumbago, scratch};

const KINDS: [(&str, &str); 4] = [
    ("red-flag", "red-flags"),
    ("recommendation", "recommendations"),
    ("medicine", "medicines"),
    ("exercise", "exercises"),
];

fn new(guideline: &std::path::Path, kind: &str, id: &str) -> Ran {
    lumbago(&["new", kind, id, "--guideline", guideline.to_str().unwrap()])
}

#[test]
fn every_skeleton_loads_and_check_says_what_is_missing() {
    let guideline = copied_guideline("skeletons");
    for (kind, _) in KINDS {
        let ran = new(&guideline, kind, "zz-a-new-thing");
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{kind}");
    }
    let ran = lumbago(&["check", guideline.to_str().unwrap(), "--today", TODAY]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    for (kind, folder) in KINDS {
        let file = guideline.join(folder).join("zz-a-new-thing.toml");
        assert!(ran.out.contains(file.to_str().unwrap()), "{kind} in {}", ran.out);
    }
}

#[test]
fn a_file_that_exists_is_never_written_over() {
    let guideline = copied_guideline("exists");
    let file = guideline.join("red-flags/rf-01-saddle-numbness.toml");
    let before = std::fs::read(&file).unwrap();
    let ran = new(&guideline, "red-flag", "rf-01-saddle-numbness");
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
    assert!(ran.err.contains("exists already\n  help: "), "{}", ran.err);
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[test]
fn a_name_that_leads_elsewhere_is_refused() {
    let guideline = copied_guideline("names");
    for id in ["../escape", "a/b", "RF-01", "a b", "", "-", "a--b", ".hidden", "ä"] {
        assert_refused(
            &lumbago(&["new", "red-flag", "--guideline", guideline.to_str().unwrap(), "--", id]),
            &[(id, id)],
        );
    }
    assert!(!guideline.join("escape.toml").exists());
}

#[test]
fn a_folder_that_is_no_guideline_is_refused() {
    let ran = new(&scratch("no-guideline-here"), "red-flag", "rf-99-new");
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
    assert!(ran.err.contains("there is no such folder\n  help: "), "{}", ran.err);
}
