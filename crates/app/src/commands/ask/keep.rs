//! Keeps answers in a file that `lumbago plan` reads too.

use std::fmt::Write;
use std::path::Path;

use lumbago_guideline::answers::Answers;

use crate::failure::Failure;

/// Writes the answers beside the file and then puts them in its place, so that a power cut leaves
/// either the old answers or the new ones.
pub fn keep(path: &Path, answers: &Answers) -> Result<(), Failure> {
    let mut text = String::from("# Answers kept by lumbago ask; `lumbago plan` reads them.\n");
    for given in &answers.0 {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{} = {}", given.name, given.value.toml());
    }
    let outside = |error: std::io::Error| Failure::Outside(format!("{}: {error}", path.display()));
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = Path::new(&beside);
    let mut file = std::fs::File::create(beside).map_err(outside)?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(outside)?;
    file.sync_all().map_err(outside)?;
    std::fs::rename(beside, path).map_err(outside)
}
