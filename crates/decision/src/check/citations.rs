//! Whether what is cited exists, is used, and carries what rests on it.
//!
//! Rules: `dangling-source`, `dangling-claim`, `unused-source`, `no-source`.

use std::collections::{BTreeMap, BTreeSet};

use lumbago_guideline::Guideline;
use lumbago_guideline::problem::{Place, Problem, did_you_mean};

use super::files::{cited, held, shown};

/// The folders and files whose items say nothing clinical of their own: sources are what others
/// rest on, disagreements name their sources in their positions, regions say what each row rests
/// on, and features and points carry no statement.
const NOT_CLINICAL: [&str; 7] =
    ["sources", "disagreements", "regions", "features", "open-points", "derived", "findings"];

pub(super) fn lint(guideline: &Guideline) -> Vec<Problem> {
    let mut problems = sources(guideline);
    problems.extend(claims(guideline));
    problems.extend(grounds(guideline));
    problems
}

fn sources(guideline: &Guideline) -> Vec<Problem> {
    let known: BTreeSet<&str> = guideline.sources.iter().map(|entry| entry.id.as_str()).collect();
    let mut problems = Vec::new();
    let mut used = BTreeSet::new();
    let mut dangling = |file: &str, source: &str| {
        if !known.contains(source) {
            let listed = "sources are the files of guideline/sources/";
            let help = did_you_mean(source, known.iter().copied(), listed);
            let message = format!("unknown source `{source}`");
            problems
                .push(Problem::error("dangling-source", Place::whole(file), message).help(help));
        }
    };
    for mention in cited(guideline) {
        dangling(&mention.file, mention.source);
        if !mention.path.starts_with("sources/") {
            used.insert(mention.source);
        }
    }
    for claim in &guideline.claims {
        dangling(&shown(guideline, &format!("claims/{}.toml", claim.source)), &claim.source);
    }
    for entry in &guideline.sources {
        if entry.body.uncited.is_none() && !used.contains(entry.id.as_str()) {
            let message = format!("nothing cites the source `{}`", entry.id);
            problems.push(
                Problem::error("unused-source", Place::whole(&entry.file), message)
                    .help("cite it, remove it, or say why it is here: `uncited = \"...\"`"),
            );
        }
    }
    problems
}

fn claims(guideline: &Guideline) -> Vec<Problem> {
    let documents: BTreeMap<&str, &str> =
        guideline.claims.iter().map(|claim| (claim.id.as_str(), claim.source.as_str())).collect();
    let mut problems = Vec::new();
    let mut claim = |file: &str, id: &str, document: Option<&str>| {
        let (message, help) = match (documents.get(id), document) {
            (None, _) => (
                format!("unknown claim `{id}`"),
                did_you_mean(
                    id,
                    documents.keys().copied(),
                    "claims are listed in guideline/claims/",
                ),
            ),
            (Some(own), Some(under)) if *own != under => (
                format!("the claim `{id}` is cited under `{under}`, which does not make it"),
                format!("cite it under `{own}`"),
            ),
            _ => return,
        };
        problems.push(Problem::error("dangling-claim", Place::whole(file), message).help(help));
    };
    for mention in cited(guideline) {
        for id in mention.claims {
            claim(&mention.file, id, Some(mention.source));
        }
    }
    for entry in &guideline.disagreements {
        let positions = entry.body.position.iter().flat_map(|position| &position.claims);
        for id in positions.chain(&entry.body.resolution.sets_aside) {
            claim(&entry.file, id, None);
        }
    }
    for feature in &guideline.features {
        for id in &feature.carries {
            claim(&shown(guideline, "features.toml"), id, None);
        }
    }
    problems
}

/// Everything clinical names a source, or says that nobody confirmed it.
fn grounds(guideline: &Guideline) -> Vec<Problem> {
    let missing = |file: &str, message: &str, help: &str| {
        Problem::error("no-source", Place::whole(file), message.to_owned()).help(help)
    };
    let mut problems = Vec::new();
    for item in held(guideline) {
        let kind = item.path.split('/').next().unwrap_or_default();
        let standing = item.standing;
        if !NOT_CLINICAL.contains(&kind)
            && standing.sources().is_empty()
            && standing.unconfirmed().is_empty()
        {
            problems.push(missing(
                &item.file,
                "it names no source, and does not say that none was read",
                "add `[[source]]`, or `[[unconfirmed]]` with the part that nobody confirmed",
            ));
        }
    }
    for entry in &guideline.disagreements {
        let positions = &entry.body.position;
        if positions.iter().all(|said| said.claims.is_empty() && said.sources.is_empty()) {
            problems.push(missing(
                &entry.file,
                "no position names who takes it",
                "add `claims` or `sources` to the positions",
            ));
        }
    }
    problems
}
