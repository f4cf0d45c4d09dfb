//! Writes border cases into `cases/borders/`, one file for each kind of guideline file.

use std::collections::BTreeMap;
use std::path::Path;

use lumbago_decision::Engine;
use lumbago_decision::check::{Border, path_of};

use crate::failure::Failure;

/// Writes every border case of a kind of which there is a new one; comments at the top of a file
/// stay. Gives the files that were written.
pub fn write(
    engine: &Engine,
    cases: &Path,
    borders: &[Border],
    kinds: &[String],
) -> Result<Vec<String>, Failure> {
    let folder = cases.join("borders");
    std::fs::create_dir_all(&folder)?;
    let mut written = Vec::new();
    for kind in kinds {
        let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for border in borders {
            let path = path_of(&engine.guideline, &border.of.file);
            if kind_of(&path) == kind {
                let key = border.of.row.as_ref().map(|(key, _)| *key);
                rows.entry(path).or_default().push(border.case.row(key));
            }
        }
        let file = folder.join(format!("{kind}.toml"));
        let before = std::fs::read_to_string(&file).unwrap_or_default();
        let head = before.lines().take_while(|line| line.starts_with('#') || line.is_empty());
        let head: Vec<&str> = head.collect();
        let head = head.join("\n");
        let mut text = match head.trim() {
            "" => format!("# Border cases of `{kind}`; see guideline/README.md.\n"),
            head => format!("{head}\n"),
        };
        for (path, rows) in &rows {
            text.push_str(&format!("\n\"{path}\" = [\n{}\n]\n", rows.join("\n")));
        }
        std::fs::write(&file, text)?;
        written.push(file.display().to_string());
    }
    Ok(written)
}

/// The file of border cases that speaks of a guideline file: its folder, or its own name.
pub fn kind_of(path: &str) -> &str {
    path.split_once('/').map_or(path, |(kind, _)| kind)
}
