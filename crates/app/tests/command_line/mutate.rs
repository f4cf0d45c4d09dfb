//! `lumbago mutate`: what nothing catches is listed, with a reason.

use crate::support::{copied_guideline, lumbago};

#[test]
fn of_a_sample_of_changes_none_survives_that_is_not_listed() {
    let ran = lumbago(&["mutate", "--sample", "20"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}", ran.out);
    assert!(ran.out.trim_end().ends_with("0 differ from docs/survivors.toml"), "{}", ran.out);
}

#[test]
fn fewer_caught_than_asked_for_is_an_error() {
    let asked = ["mutate", "--quick", "--file", "facts/person", "--at-least"];
    let with = |percent| lumbago(&[&asked[..], &[percent]].concat());
    assert_eq!(with("0").code, Some(0));
    assert_eq!(with("101").code, Some(1));
}

#[test]
fn the_same_sample_is_drawn_every_time() {
    let ran = || lumbago(&["mutate", "--quick", "--sample", "5", "--file", "red-flags/"]);
    let survivors = |out: String| out.lines().filter(|l| l.starts_with("SURV")).count();
    assert_eq!(survivors(ran().out), survivors(ran().out));
}

#[test]
fn a_case_that_is_written_for_a_survivor_stands_beside_those_of_its_file_and_holds() {
    let guideline = copied_guideline("mutate-write");
    let borders = guideline.join("../cases/borders/imaging.toml");
    std::fs::remove_file(&borders).unwrap();
    let elsewhere = guideline.join("../cases/borders/first-scans.toml");
    let first = "\"imaging/im-01-first-six-weeks\" = [\n  { then = \"ask\" },\n]\n";
    std::fs::write(&elsewhere, format!("# Scans in the first weeks.\n\n{first}")).unwrap();
    let guideline = guideline.to_str().unwrap();
    let ran = lumbago(&[
        "--guideline",
        guideline,
        "mutate",
        "--file",
        "guideline/imaging/im-0",
        "--suggest",
        "--write",
    ]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("wrote "), "{}", ran.out);
    let written = std::fs::read_to_string(&borders).unwrap();
    assert!(written.contains("\"imaging/im-0"));
    assert!(!written.contains("im-01-first-six-weeks"), "its cases stand elsewhere");
    let beside = std::fs::read_to_string(&elsewhere).unwrap();
    assert!(beside.starts_with("# Scans in the first weeks.\n"), "{beside}");
    assert!(beside.matches(" then = ").count() > 1, "{beside}");
    let ran = lumbago(&["--guideline", guideline, "check", guideline]);
    assert!(ran.out.contains(" 0 errors"), "{}{}", ran.out, ran.err);
}
