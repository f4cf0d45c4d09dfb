//! The files of a guideline under the names that lints use for them.

use std::collections::BTreeSet;

use lumbago_guideline::Guideline;
use lumbago_guideline::standing::{Citation, Standing, Status, Unconfirmed};

/// One file, or one row of a file, that stands on sources and under a review.
pub(super) struct Held<'g> {
    /// The file, as messages call it.
    pub file: String,
    /// Where it stands below the guideline's folder, such as `recommendations/heat`.
    pub path: String,
    /// What it rests on, and who reviewed it.
    pub standing: &'g dyn Standing,
}

/// What the guideline's folder is called in messages, with the slash at its end.
fn root(guideline: &Guideline) -> &str {
    let file = &guideline.interview_file;
    file.strip_suffix("interview.toml").unwrap_or_default()
}

/// How a file below the guideline's folder is called in messages.
pub(super) fn shown(guideline: &Guideline, path: &str) -> String {
    format!("{}{path}", root(guideline))
}

/// Where a file stands below the guideline's folder, without its ending, such as
/// `recommendations/heat`.
pub fn path_of(guideline: &Guideline, file: &str) -> String {
    let path = file.strip_prefix(root(guideline)).unwrap_or(file);
    path.strip_suffix(".toml").unwrap_or(path).to_owned()
}

/// Everything in the guideline that stands on sources and under a review.
pub(super) fn held(guideline: &Guideline) -> Vec<Held<'_>> {
    let parts = guideline.standing_parts().into_iter();
    let mut held: Vec<Held<'_>> = parts
        .map(|(file, standing)| Held {
            file: file.to_owned(),
            path: path_of(guideline, file),
            standing,
        })
        .collect();
    for feature in &guideline.features {
        held.push(Held {
            file: shown(guideline, "features.toml"),
            path: format!("features/{}", feature.id),
            standing: feature,
        });
    }
    held
}

/// The parts of one file that rest on no source that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct UnconfirmedIn<'g> {
    /// The file below the guideline's folder, without its ending, such as `recommendations/heat`.
    pub path: String,
    /// The parts.
    pub parts: &'g [Unconfirmed],
    /// Who approved the file; nobody unless its review says so.
    pub accepted_by: Option<&'g str>,
}

/// Every file with a part that rests on general knowledge or on judgement, in the order of paths.
pub fn unconfirmed(guideline: &Guideline) -> Vec<UnconfirmedIn<'_>> {
    let mut marked: Vec<_> = held(guideline)
        .into_iter()
        .filter(|held| !held.standing.unconfirmed().is_empty())
        .map(|held| {
            let review = held.standing.review();
            let approved = review.status == Status::Approved;
            UnconfirmedIn {
                path: held.path,
                parts: held.standing.unconfirmed(),
                accepted_by: review.by.as_deref().filter(|_| approved),
            }
        })
        .collect();
    marked.sort_by(|a, b| a.path.cmp(&b.path));
    marked
}

/// Every file by its path without an ending, such as `recommendations/heat` or `activity`.
pub(super) fn paths(guideline: &Guideline) -> BTreeSet<String> {
    let files = held(guideline).into_iter().map(|held| path_of(guideline, &held.file));
    files.collect()
}

/// One mention of a source.
pub(super) struct Cited<'g> {
    /// The file that cites, as messages call it.
    pub file: String,
    /// The same below the guideline's folder.
    pub path: String,
    /// The source that is named.
    pub source: &'g str,
    /// The claims of that source which are said to be carried there.
    pub claims: &'g [String],
}

/// Every mention of a source, in whatever form a file gives it.
pub(super) fn cited(guideline: &Guideline) -> Vec<Cited<'_>> {
    let mut cited = Vec::new();
    for Held { file, path, standing } in held(guideline) {
        citations(&mut cited, &file, &path, standing.sources());
    }
    for finding in &guideline.findings {
        citations(&mut cited, &finding.place.file, "findings", &finding.body.source);
    }
    for (file, sources) in named_sources(guideline) {
        let path = path_of(guideline, &file);
        for source in sources {
            cited.push(Cited { file: file.clone(), path: path.clone(), source, claims: &[] });
        }
    }
    cited
}

fn citations<'g>(into: &mut Vec<Cited<'g>>, file: &str, path: &str, citations: &'g [Citation]) {
    for citation in citations {
        into.push(Cited {
            file: file.to_owned(),
            path: path.to_owned(),
            source: &citation.id,
            claims: &citation.claims,
        });
    }
}

/// The sources that are named by their ids alone, with the file that names them.
fn named_sources(guideline: &Guideline) -> Vec<(String, Vec<&str>)> {
    fn all(names: &[String]) -> Vec<&str> {
        names.iter().map(String::as_str).collect()
    }
    let mut named = Vec::new();
    for entry in &guideline.disagreements {
        for position in &entry.body.position {
            named.push((entry.file.clone(), all(&position.sources)));
        }
    }
    let follow_up = &guideline.follow_up;
    let checks = follow_up.check.iter().map(|row| &row.sources);
    for sources in checks.chain(follow_up.escalation.iter().map(|row| &row.sources)) {
        named.push((guideline.follow_up_file.clone(), all(sources)));
    }
    for entry in &guideline.texts.already_taking.entry {
        named.push((shown(guideline, "already-taking.toml"), all(&entry.sources)));
    }
    named
}
