//! Whether everything that the source documents claim has a place in the guideline.
//!
//! Rule: `claim-coverage`.

use std::collections::{BTreeMap, BTreeSet};

use lumbago_guideline::Guideline;
use lumbago_guideline::problem::{Place, Problem};

use super::files::{cited, shown};

/// Each claim of the source documents, in their order, with what carries it, such as
/// `recommendations/heat`: an item that cites it, a disagreement that takes it up and settles it,
/// or a feature of the software. A claim that nothing carries has an empty list.
pub fn coverage(guideline: &Guideline) -> Vec<(String, Vec<String>)> {
    let mut carriers: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (path, claims) in carried(guideline) {
        for claim in claims {
            carriers.entry(claim).or_default().insert(path.clone());
        }
    }
    let of = |id: &str| carriers.get(id).into_iter().flatten().cloned().collect();
    guideline.claims.iter().map(|claim| (claim.id.clone(), of(&claim.id))).collect()
}

/// Whatever can carry a claim, with the claims that it carries.
fn carried(guideline: &Guideline) -> Vec<(String, &[String])> {
    let mut carried: Vec<(String, &[String])> = Vec::new();
    for mention in cited(guideline) {
        // A source repeats what it says; a disagreement carries by its positions.
        if !mention.path.starts_with("sources/") && !mention.path.starts_with("disagreements/") {
            carried.push((mention.path, mention.claims));
        }
    }
    for entry in &guideline.disagreements {
        let resolution = &entry.body.resolution;
        if resolution.decided.trim().is_empty() {
            continue;
        }
        let path = format!("disagreements/{}", entry.id);
        carried.extend(entry.body.position.iter().map(|said| (path.clone(), &*said.claims)));
        carried.push((path, &resolution.sets_aside));
    }
    for feature in &guideline.features {
        carried.push((format!("features/{}", feature.id), &feature.carries));
    }
    carried
}

pub(super) fn lint(guideline: &Guideline) -> Vec<Problem> {
    let claims = guideline.claims.iter().zip(coverage(guideline));
    let gaps = claims.filter(|(_, (_, carriers))| carriers.is_empty());
    gaps.map(|(claim, _)| {
        let file = shown(guideline, &format!("claims/{}.toml", claim.source));
        let message = format!("nothing carries the claim `{}`: {}", claim.id, claim.body.says);
        Problem::error("claim-coverage", Place::whole(&file), message)
            .help("cite it where it is followed, or set it aside in a disagreement")
    })
    .collect()
}
