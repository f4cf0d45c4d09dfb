//! Every case has its plan beside it, as a person reads it: a change of the guideline or of the
//! writer is seen in the review, sentence by sentence.

use crate::support::{TODAY, cases, lumbago, root};

/// The plan of a case as Markdown, without the hash that changes with every edit.
fn rendered(name: &str) -> String {
    let file = format!("cases/{name}.toml");
    let of = |format| lumbago(&["plan", &file, "--format", format, "--today", TODAY]);
    let (ran, json) = (of("markdown"), of("json"));
    assert_eq!(ran.code, Some(0), "{name}: {}", ran.err);
    let plan: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    ran.out.replace(plan["edition"]["content"].as_str().unwrap(), "CONTENT-HASH")
}

#[test]
fn rendered_plans_are_up_to_date() {
    let folder = root().join("cases/rendered");
    let bless = std::env::var_os("LUMBAGO_BLESS").is_some_and(|value| value == "1");
    if bless {
        std::fs::create_dir_all(&folder).unwrap();
    }
    let cases = cases();
    let mut stale = Vec::new();
    for name in &cases {
        let path = folder.join(name).with_extension("md");
        let plan = rendered(name);
        if std::fs::read_to_string(&path).is_ok_and(|before| before == plan) {
            continue;
        }
        match bless {
            true => std::fs::write(&path, plan).unwrap(),
            false => stale.push(format!("{name}.md")),
        }
    }
    for entry in std::fs::read_dir(&folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let of_a_case = cases.iter().any(|name| path == folder.join(name).with_extension("md"));
        match bless {
            _ if of_a_case => {}
            true => std::fs::remove_file(path).unwrap(),
            false => stale.push(path.file_name().unwrap().to_str().unwrap().to_owned()),
        }
    }
    assert!(
        stale.is_empty(),
        "{} plans differ from cases/rendered/: {}\nRead them, then: LUMBAGO_BLESS=1 cargo test -p \
         lumbago rendered",
        stale.len(),
        stale.join(", ")
    );
}
