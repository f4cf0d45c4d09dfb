//! Whether each file's review is in order.
//!
//! Rules: `review-overdue`, `approval`, `no-due-date`.

use std::collections::BTreeSet;

use jiff::civil::Date;
use lumbago_guideline::Guideline;
use lumbago_guideline::problem::{Place, Problem};
use lumbago_guideline::standing::{Review, Status};

use super::files::{held, shown};

/// `today` is needed to see what is overdue; without it nothing is.
pub(super) fn lint(guideline: &Guideline, today: Option<Date>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for item in held(guideline) {
        // The rows of one file share one review.
        if seen.insert(item.file.clone()) {
            problems.extend(due(&item.file, item.standing.review(), today));
            problems.extend(approval(&item.file, item.standing.review()));
        }
    }
    let edition = &guideline.texts.edition;
    if edition.status == Status::Approved && edition.review.status != Status::Approved {
        let message = "the edition is `approved`, and its review is not";
        problems.push(
            Problem::error("approval", Place::whole(&shown(guideline, "edition.toml")), message)
                .help("an approval needs `status`, `by` and `on` under `[review]`"),
        );
    }
    problems
}

fn due(file: &str, review: &Review, today: Option<Date>) -> Option<Problem> {
    let Some(due) = &review.due else {
        return Some(
            Problem::error("no-due-date", Place::whole(file), "nobody is due to review it again")
                .help("add `due` under `[review]`: 24 months for danger and medicines, else 36"),
        );
    };
    let overdue = today.is_some_and(|today| due.0 < today);
    overdue.then(|| {
        let message = format!("its review was due on `{due}`");
        Problem::warning("review-overdue", Place::whole(file), message)
            .help("let a clinician read it again, then set `due` to the next day of review")
    })
}

fn approval(file: &str, review: &Review) -> Option<Problem> {
    let named = review.by.as_ref().is_some_and(|by| !by.trim().is_empty());
    let (message, help) = match (review.status, named && review.on.is_some()) {
        (Status::Approved, true) => return None,
        (Status::Approved, false) => (
            "it is `approved`, and does not say by whom and when",
            "name the clinician in `by` and the day in `on`, or set it back to `submitted`",
        ),
        _ if review.by.is_some() || review.on.is_some() => (
            "it names an approval, and is not `approved`",
            "remove `by` and `on`, or set `status` to `approved`",
        ),
        _ => return None,
    };
    Some(Problem::error("approval", Place::whole(file), message).help(help))
}
