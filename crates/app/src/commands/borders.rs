//! Writes border cases into `cases/borders/`, each beside the others of its guideline file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use lumbago_decision::Engine;
use lumbago_decision::check::{Border, path_of};

use crate::failure::Failure;

/// Writes every file of border cases that holds a new one; a new case goes where the cases of its
/// guideline file already stand, else into the file of its kind. Comments at the top of a file
/// stay. Gives the files that were written.
pub fn write(engine: &Engine, cases: &Path, borders: &[Border]) -> Result<Vec<String>, Failure> {
    let folder = cases.join("borders");
    std::fs::create_dir_all(&folder)?;
    let path = |border: &Border| path_of(&engine.guideline, &border.of.file);
    let mut homes: BTreeMap<String, String> = BTreeMap::new();
    for border in borders.iter().filter(|border| !border.file.is_empty()) {
        let name = Path::new(&border.file).file_name().unwrap_or_default();
        homes.entry(path(border)).or_insert_with(|| name.to_string_lossy().into_owned());
    }
    let home = |path: &str| match homes.get(path) {
        Some(name) => name.clone(),
        None => format!("{}.toml", kind_of(path)),
    };
    let new = borders.iter().filter(|border| border.file.is_empty());
    let names: BTreeSet<String> = new.map(|border| home(&path(border))).collect();
    let mut written = Vec::new();
    for name in &names {
        let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for border in borders {
            let path = path(border);
            if home(&path) == *name {
                let key = border.of.row.as_ref().map(|(key, _)| *key);
                rows.entry(path).or_default().push(border.case.row(key));
            }
        }
        let file = folder.join(name);
        let before = std::fs::read_to_string(&file).unwrap_or_default();
        let head = before.lines().take_while(|line| line.starts_with('#') || line.is_empty());
        let head: Vec<&str> = head.collect();
        let head = head.join("\n");
        let mut text = match head.trim() {
            "" => {
                let kind = name.trim_end_matches(".toml");
                format!("# Border cases of `{kind}`; see guideline/README.md.\n")
            }
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

/// The kind of a guideline file: its folder, or its own name.
fn kind_of(path: &str) -> &str {
    path.split_once('/').map_or(path, |(kind, _)| kind)
}
