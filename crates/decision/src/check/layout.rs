//! Whether the files can be read in a narrow window, and whether they are finished.
//!
//! Rules: `file-length`, `unfinished`.

use lumbago_guideline::folder::Folder;
use lumbago_guideline::problem::{Place, Problem};

/// The most characters that a line may hold (guideline/README.md).
const LONGEST_LINE: usize = 100;

/// What a skeleton asks its author to replace.
const UNFINISHED: [&str; 2] = ["FILL IN", "FILL-IN"];

/// Lines that are too long or still a skeleton's, in the texts of a guideline or of its cases. The engine no longer
/// holds the texts, so whoever read the folder asks for this and adds it to the report.
pub fn long_lines(folder: &Folder) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in &folder.files {
        for (line, number) in text.lines().zip(1u32..) {
            if UNFINISHED.iter().any(|mark| line.contains(mark)) {
                let place = Place { file: folder.shown(path), line: number, column: 1 };
                problems.push(
                    Problem::error(
                        "unfinished",
                        place,
                        "this line is still the skeleton's `FILL IN`",
                    )
                    .help("write what belongs here, or remove the line"),
                );
            }
            let length = line.chars().count();
            if length > LONGEST_LINE {
                let place = Place { file: folder.shown(path), line: number, column: 101 };
                let message = format!("the line has {length} columns");
                problems.push(
                    Problem::warning("file-length", place, message)
                        .help("at most 100; break a long text with \"\"\" and \\ at a line's end"),
                );
            }
        }
    }
    problems
}
