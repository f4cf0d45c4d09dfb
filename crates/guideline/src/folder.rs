//! The files of a guideline: read from a folder, or carried inside the executable.

use std::collections::BTreeMap;
use std::path::Path;

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::problem::{Place, Problem, did_you_mean, shorten};

/// The most that one guideline file may hold.
const GREATEST_FILE_BYTES: u64 = 1 << 20;
/// The most files that a guideline may hold.
const GREATEST_FILES: usize = 5_000;
/// How deep folders may stand inside one another.
const GREATEST_DEPTH: usize = 6;

/// The TOML files of a guideline and of its cases, by path from the folder's root, such as
/// `red-flags/rf-01-saddle-numbness.toml`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Folder {
    /// What the folder is called in messages, for example `guideline`.
    pub name: String,
    /// Path from the root, and text.
    pub files: BTreeMap<String, String>,
}

impl Folder {
    /// A folder from texts that are already in memory.
    pub fn from_texts<'a>(name: &str, texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self {
            name: name.to_owned(),
            files: texts
                .into_iter()
                .map(|(path, text)| (path.to_owned(), text.to_owned()))
                .collect(),
        }
    }

    /// Reads every `.toml` file below `root`.
    ///
    /// # Errors
    /// A folder that cannot be read, holds too much, or holds a file that is no text.
    pub fn read(root: &Path) -> Result<Self, Problem> {
        let mut folder = Self { name: root.display().to_string(), files: BTreeMap::new() };
        folder.read_below(root, root, 0)?;
        if folder.files.is_empty() {
            return Err(Problem::error(
                "folder",
                Place::whole(&folder.name),
                "there is no TOML file in this folder",
            )
            .help("name the folder that holds `edition.toml`"));
        }
        Ok(folder)
    }

    fn read_below(&mut self, root: &Path, at: &Path, depth: usize) -> Result<(), Problem> {
        let name = at.display().to_string();
        let unreadable = |error: std::io::Error| {
            Problem::error("folder", Place::whole(&name), format!("cannot be read: {error}"))
                .help("name a folder that exists and that you may read")
        };
        if depth > GREATEST_DEPTH {
            return Err(Problem::error("folder", Place::whole(&name), "the folders are too deep"));
        }
        for entry in std::fs::read_dir(at).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.is_dir() {
                self.read_below(root, &path, depth + 1)?;
            } else if path.extension().is_some_and(|ending| ending == "toml") {
                let shown = path.display().to_string();
                let whole = Place::whole(&shown);
                let size = path.metadata().map_err(unreadable)?.len();
                if size > GREATEST_FILE_BYTES || self.files.len() >= GREATEST_FILES {
                    return Err(Problem::error(
                        "too-large",
                        whole,
                        "more than a guideline may hold",
                    )
                    .help("a file holds at most 1 MiB, a guideline at most 5,000 files"));
                }
                let text = std::fs::read_to_string(&path).map_err(|error| {
                    Problem::error("syntax", whole, format!("cannot be read as text: {error}"))
                        .help("guideline files are UTF-8 text")
                })?;
                let relative = path.strip_prefix(root).unwrap_or(&path).display().to_string();
                self.files.insert(relative, text);
            }
        }
        Ok(())
    }

    /// How a file of this folder is called in messages.
    pub fn shown(&self, path: &str) -> String {
        if self.name.is_empty() { path.to_owned() } else { format!("{}/{path}", self.name) }
    }

    /// The files directly inside a folder, with their ids (the name without `.toml`).
    pub fn within<'a>(&'a self, dir: &'a str) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
        self.files.iter().filter_map(move |(path, text)| {
            let id = path.strip_prefix(dir)?.strip_prefix('/')?.strip_suffix(".toml")?;
            (!id.contains('/')).then_some((id, path.as_str(), text.as_str()))
        })
    }

    /// A hash of every path and text: two editions with the same hash decide the same.
    pub fn content_hash(&self) -> String {
        let mut hasher = Sha256::new();
        for (path, text) in &self.files {
            for part in [path, text] {
                hasher.update((part.len() as u64).to_be_bytes());
                hasher.update(part.as_bytes());
            }
        }
        hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Reads a TOML text as `T`.
///
/// # Errors
/// One problem with place and remedy.
pub fn read_toml<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Problem> {
    toml::from_str(text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        let place = Place::at(file, text, span.start);
        let mut message = error.message().trim().replace('\n', "; ");
        let culprit = text.get(span).and_then(|culprit| culprit.lines().next()).unwrap_or_default();
        if !message.contains('`') && !culprit.trim().is_empty() {
            message = format!("{message}, at `{}`", shorten(culprit.trim()));
        }
        let problem = Problem::error("syntax", place, message.clone());
        match unknown_key(&message) {
            Some((wrong, known)) => problem.help(did_you_mean(
                &wrong,
                known.iter().map(String::as_str),
                &format!("the keys here are {}", known.join(", ")),
            )),
            None => problem.help("see guideline/README.md for what this file may hold"),
        }
    })
}

/// Takes apart serde's "unknown field `a`, expected one of `b`, `c`".
fn unknown_key(message: &str) -> Option<(String, Vec<String>)> {
    if !message.starts_with("unknown field") {
        return None;
    }
    let mut quoted = message.split('`').skip(1).step_by(2).map(str::to_owned);
    let wrong = quoted.next()?;
    Some((wrong, quoted.collect()))
}
