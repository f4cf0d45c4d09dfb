//! Starting the executable, and what every refusal must look like.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

/// The day on which every test makes its plans.
pub const TODAY: &str = "2026-11-21";

/// How a process ended.
#[derive(Debug, PartialEq)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// The executable, started in the repository's root.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lumbago"));
    command.args(arguments).current_dir(root());
    command
}

/// Runs `lumbago` with nothing on its standard input.
pub fn lumbago(arguments: &[&str]) -> Ran {
    with_input(arguments, b"")
}

/// Runs `lumbago` with these bytes on its standard input.
pub fn with_input(arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        // It may stop reading before the end; then the rest has nowhere to go.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().unwrap()
    });
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs `lumbago plan -` on a text.
pub fn plan(text: &str, more: &[&str]) -> Ran {
    with_input(&[&["plan", "-", "--today", TODAY], more].concat(), text.as_bytes())
}

/// A plan as JSON.
pub fn json(text: &str) -> Value {
    let ran = plan(text, &["--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    serde_json::from_str(&ran.out).unwrap()
}

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The names of the files in `cases/`, in order.
pub fn cases() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(root().join("cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        // Those are follow-up questions, not answers.
        .filter(|name| name != "questions")
        .collect();
    names.sort();
    assert!(names.len() > 100, "the cases are where they were");
    names
}

/// Every case with its plan for the person and for a clinician.
pub static PLANS: LazyLock<Vec<(String, [Value; 2])>> = LazyLock::new(|| {
    let of = |name: &str, reader: &str| {
        let file = format!("cases/{name}.toml");
        let ran = lumbago(&["plan", &file, "--for", reader, "--format", "json", "--today", TODAY]);
        assert_eq!(ran.code, Some(0), "{name} for a {reader}: {}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    };
    cases()
        .into_iter()
        .map(|name| {
            let plans = ["person", "clinician"].map(|reader| of(&name, reader));
            (name, plans)
        })
        .collect()
});

/// An empty folder of a test's own.
pub fn scratch(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A copy of the guideline in a folder of a test's own, with the cases beside it.
pub fn copied_guideline(test: &str) -> PathBuf {
    let folder = scratch(test);
    for name in ["guideline", "cases"] {
        copy_folder(&root().join(name), &folder.join(name));
    }
    folder.join("guideline")
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let copy = to.join(path.file_name().unwrap());
        if path.is_dir() { copy_folder(&path, &copy) } else { drop(std::fs::copy(&path, copy)) }
    }
}

/// Exactly one problem for each mistake, each with its place and culprit, and a remedy; nothing
/// else on either output.
#[track_caller]
pub fn assert_refused(ran: &Ran, mistakes: &[(&str, &str)]) {
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert_eq!(ran.out, "", "a refusal writes nothing to standard output");
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    let steers = |c: char| c != '\n' && (c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
    assert!(!ran.err.contains(steers), "{:?}", ran.err);
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(lines.len(), 2 * mistakes.len(), "{}", ran.err);
    for (told, (place, culprit)) in lines.chunks(2).zip(mistakes) {
        assert!(told[0].starts_with(&format!("{place}: ")), "{place} in {told:?}");
        assert!(told[1].starts_with("  help: "), "{told:?}");
        assert!(told[1].len() > 15, "{told:?}");
        assert!(told.concat().contains(&format!("`{culprit}`")), "{culprit} in {told:?}");
        assert!(told.concat().len() < 1_000, "{told:?}");
    }
}
