//! `lumbago new`: the skeleton of a guideline file, complete enough for `check` to say what is
//! still missing.

use std::path::Path;
use std::process::ExitCode;

use lumbago_guideline::problem::{Place, Problem};

use crate::cli::NewKind;
use crate::failure::Failure;

const RED_FLAG: &str = include_str!("skeletons/red-flag.toml");
const RECOMMENDATION: &str = include_str!("skeletons/recommendation.toml");
const MEDICINE: &str = include_str!("skeletons/medicine.toml");
const EXERCISE: &str = include_str!("skeletons/exercise.toml");

/// Writes the skeleton, and never over a file that exists.
pub fn run(folder: Option<&Path>, kind: NewKind, id: &str) -> Result<ExitCode, Failure> {
    let (dir, skeleton) = match kind {
        NewKind::RedFlag => ("red-flags", RED_FLAG),
        NewKind::Recommendation => ("recommendations", RECOMMENDATION),
        NewKind::Medicine => ("medicines", MEDICINE),
        NewKind::Exercise => ("exercises", EXERCISE),
    };
    let is_name = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    if !id.split('-').all(is_name) {
        return Err(Problem::error(
            "name",
            Place::whole(id),
            format!("`{id}` is no file name here"),
        )
        .help("use small letters, digits and hyphens, such as rf-82-night-sweats")
        .into());
    }
    let path = folder.unwrap_or(Path::new("guideline")).join(dir).join(format!("{id}.toml"));
    let shown = path.display().to_string();
    let outside = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::from(
            Problem::error("name", Place::whole(&shown), "this file exists already")
                .help("choose another name, or edit the file"),
        ),
        std::io::ErrorKind::NotFound => Failure::from(
            Problem::error("folder", Place::whole(&shown), "there is no such folder")
                .help("run this in the repository, or name the guideline with --guideline DIR"),
        ),
        _ => Failure::Outside(format!("{shown}: {error}")),
    };
    let mut file = std::fs::File::create_new(&path).map_err(outside)?;
    std::io::Write::write_all(&mut file, skeleton.as_bytes()).map_err(outside)?;
    super::say(&format!(
        "wrote {shown}\nFill in every part that says FILL IN, then run: lumbago check guideline\n"
    ))
}
