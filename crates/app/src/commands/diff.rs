//! `lumbago diff`: two editions of the guideline, and the cases that they decide differently.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use lumbago_decision::Engine;
use lumbago_decision::input::read_sheet;
use lumbago_decision::outline::Outline;
use lumbago_guideline::Entry;
use lumbago_guideline::case::Encounter;
use lumbago_guideline::folder::Folder;

use crate::failure::Failure;
use crate::source;

/// Compares two folders.
pub fn run(old: &Path, new: &Path) -> Result<ExitCode, Failure> {
    let mut out = String::new();
    let files = [Folder::read(old)?, Folder::read(new)?];
    let [before, after] = [source::engine(Some(old))?, source::engine(Some(new))?];
    let [old_files, new_files] = [&files[0].files, &files[1].files];
    let mut changed = 0;
    for (path, text) in old_files {
        let word = match new_files.get(path) {
            None => "removed",
            Some(other) if other != text => "changed",
            Some(_) => continue,
        };
        changed += 1;
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{word} {path}");
    }
    for path in new_files.keys().filter(|path| !old_files.contains_key(*path)) {
        changed += 1;
        let _ = writeln!(out, "added {path}");
    }
    let mut encounters: BTreeMap<&str, &Entry<Encounter>> = BTreeMap::new();
    for engine in [&before, &after] {
        encounters.extend(engine.guideline.encounters.iter().map(|e| (e.id.as_str(), e)));
    }
    let mut differ = 0;
    for (id, encounter) in &encounters {
        let changes = match (outline(&before, encounter), outline(&after, encounter)) {
            (Ok(old), Ok(new)) => old.changes(&new),
            (Ok(_), Err(why)) => vec![format!("the new edition does not accept it: {why}")],
            (Err(why), Ok(_)) => vec![format!("the old edition does not accept it: {why}")],
            (Err(_), Err(_)) => Vec::new(),
        };
        if !changes.is_empty() {
            differ += 1;
            let _ = writeln!(out, "case {id}: {}", encounter.body.title);
            for change in changes {
                let _ = writeln!(out, "  {change}");
            }
        }
    }
    let _ = writeln!(
        out,
        "{changed} files differ; {differ} of {} cases decide differently",
        encounters.len()
    );
    super::say(&out)
}

fn outline(engine: &Engine, encounter: &Entry<Encounter>) -> Result<Outline, String> {
    let body = &encounter.body;
    let like = body.like.as_deref();
    let answers = engine.guideline.answers_of(like, body.like_gate.as_deref(), &body.facts)?;
    let today = body.today.as_ref().map(|day| day.0);
    let sheet = read_sheet(&engine.guideline, &answers, &encounter.file, "", today)
        .map_err(|problems| problems.first().map(ToString::to_string).unwrap_or_default())?;
    Ok(Outline::of(engine, &engine.decide(&sheet)))
}
