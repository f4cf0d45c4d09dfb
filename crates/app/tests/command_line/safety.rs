//! SAFETY.md: the safety case is that of the guideline beside it.

use crate::support::{lumbago, root};

#[test]
fn the_safety_case_at_the_root_is_the_one_of_this_guideline() {
    let ran = lumbago(&["--guideline", "guideline", "safety"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let kept = std::fs::read_to_string(root().join("SAFETY.md")).unwrap();
    assert!(
        kept == ran.out,
        "SAFETY.md is stale: run `cargo run -p lumbago -- safety > SAFETY.md` and read what changed"
    );
}

#[test]
fn every_hazard_and_every_open_point_stands_in_the_safety_case() {
    let kept = std::fs::read_to_string(root().join("SAFETY.md")).unwrap();
    let mut hazards = 0;
    for entry in std::fs::read_dir(root().join("guideline/hazards")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(kept.contains(&format!("(guideline/hazards/{name})")), "{name} is missing");
        hazards += 1;
    }
    assert!(hazards > 50, "the hazards are where they were");
    let points = std::fs::read_to_string(root().join("guideline/open-points.toml")).unwrap();
    let open = kept.lines().filter(|line| line.contains("** Now: ")).count();
    assert_eq!(open, points.matches("[[point]]").count());
}

#[test]
fn no_part_is_said_to_be_accepted_by_a_clinician_while_none_has_accepted_it() {
    let kept = std::fs::read_to_string(root().join("SAFETY.md")).unwrap();
    assert!(kept.contains("none were accepted by a clinician"));
    assert!(!kept.contains("(accepted by "));
}
