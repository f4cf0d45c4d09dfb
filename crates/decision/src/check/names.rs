//! Whether the names that files use for each other exist. The names in conditions, and the gates
//! of medicines, are resolved when the guideline is compiled; these are all the others.
//!
//! Rule: `unknown-name`.

use std::collections::BTreeSet;

use lumbago_guideline::Guideline;
use lumbago_guideline::problem::{Place, Problem, did_you_mean};

use super::files::{held, paths, shown};

/// Names of one kind, and how to say where they are listed.
struct Known<'g> {
    what: &'static str,
    names: BTreeSet<&'g str>,
    listed: &'static str,
}

impl Known<'_> {
    fn check(&self, file: &str, field: &str, name: &str) -> Option<Problem> {
        (!self.names.contains(name)).then(|| {
            let message = format!("{field}: unknown {} `{name}`", self.what);
            let help = did_you_mean(name, self.names.iter().copied(), self.listed);
            Problem::error("unknown-name", Place::whole(file), message).help(help)
        })
    }

    fn all<'n>(
        &self,
        file: &str,
        field: &str,
        names: impl IntoIterator<Item = &'n String>,
    ) -> Vec<Problem> {
        names.into_iter().filter_map(|name| self.check(file, field, name)).collect()
    }
}

/// A field that may hold a name or a text holds a name when it is one word of small letters.
fn looks_like_a_name(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

pub(super) fn lint(guideline: &Guideline) -> Vec<Problem> {
    let mut problems = settled_by(guideline);
    problems.extend(of_care(guideline));
    problems.extend(of_facts(guideline));
    problems.extend(of_red_flags(guideline));
    problems.extend(of_regions(guideline));
    problems
}

/// The disagreement that settled a file, and the files that carry a disagreement.
fn settled_by(guideline: &Guideline) -> Vec<Problem> {
    let specs = guideline.disagreements.iter().flat_map(|entry| &entry.body.spec);
    let settled = Known {
        what: "disagreement",
        names: specs.map(String::as_str).collect(),
        listed: "a disagreement is named by its `spec` in guideline/disagreements/",
    };
    let paths = paths(guideline);
    let files = Known {
        what: "file",
        names: paths.iter().map(String::as_str).collect(),
        listed: "write the folder and the file's name, such as `recommendations/heat`",
    };
    let mut problems = Vec::new();
    for item in held(guideline) {
        let basis = item.standing.basis();
        problems.extend(basis.and_then(|basis| settled.check(&item.file, "basis", basis)));
    }
    for entry in &guideline.disagreements {
        let carried = &entry.body.resolution.carried_by;
        problems.extend(files.all(&entry.file, "carried_by", carried));
    }
    let points = shown(guideline, "open-points.toml");
    for point in &guideline.texts.open_points.point {
        let field = format!("`{}`, touches", point.id);
        problems.extend(files.all(&points, &field, &point.touches));
    }
    problems
}

/// Recommendations and exercises that others name.
fn of_care(guideline: &Guideline) -> Vec<Problem> {
    let recommendations = Known {
        what: "recommendation",
        names: guideline.recommendations.iter().map(|entry| entry.id.as_str()).collect(),
        listed: "recommendations are the files of guideline/recommendations/",
    };
    let exercises = Known {
        what: "exercise",
        names: guideline.exercises.iter().map(|entry| entry.id.as_str()).collect(),
        listed: "exercises are the files of guideline/exercises/",
    };
    let mut problems = Vec::new();
    let goes_with = |file: &str, name: Option<&String>| {
        let name = name.filter(|name| looks_like_a_name(name))?;
        recommendations.check(file, "goes_with", name)
    };
    for entry in &guideline.recommendations {
        problems.extend(goes_with(&entry.file, entry.body.goes_with.as_ref()));
    }
    for entry in &guideline.medicines {
        problems.extend(goes_with(&entry.file, entry.body.goes_with.as_ref()));
        let joined = &entry.body.say.self_care;
        problems.extend(recommendations.all(&entry.file, "self_care", joined));
    }
    let ends = &guideline.follow_up.recovery.ends;
    problems.extend(recommendations.all(&guideline.follow_up_file, "recovery, ends", ends));
    let activity = shown(guideline, "activity.toml");
    for stage in &guideline.texts.activity.work_stage {
        problems.extend(recommendations.check(&activity, "advice", &stage.advice));
    }
    for entry in &guideline.exercises {
        for (field, name) in [("easier", &entry.body.easier), ("harder", &entry.body.harder)] {
            if looks_like_a_name(name) {
                problems.extend(exercises.check(&entry.file, field, name));
            }
        }
    }
    let activity = shown(guideline, "activity.toml");
    let daily = &guideline.texts.activity.daily_movement.exercises;
    problems.extend(exercises.all(&activity, "daily_movement, exercises", daily));
    problems
}

/// Facts that are named outside of conditions.
fn of_facts(guideline: &Guideline) -> Vec<Problem> {
    let facts = Known {
        what: "fact",
        names: guideline.facts.ids().collect(),
        listed: "facts are listed in guideline/facts/ and guideline/derived.toml",
    };
    let mut problems = Vec::new();
    for page in &guideline.interview.page {
        let field = format!("page `{}`, facts", page.id);
        problems.extend(facts.all(&guideline.interview_file, &field, &page.facts));
    }
    for entry in &guideline.questionnaires {
        let body = &entry.body;
        problems.extend(facts.all(&entry.file, "items", &body.items));
        problems.extend(facts.check(&entry.file, "score", &body.score));
        problems.extend(facts.all(&entry.file, "total", &body.total));
        for subscale in &body.subscale {
            problems.extend(facts.check(&entry.file, "subscale, score", &subscale.score));
            problems.extend(facts.all(&entry.file, "subscale, items", &subscale.items));
        }
    }
    let summary = shown(guideline, "summary.toml");
    for group in &guideline.texts.summary.handover {
        let field = format!("handover `{}`, facts", group.id);
        problems.extend(facts.all(&summary, &field, &group.facts));
    }
    for group in &guideline.texts.summary.screen {
        let field = format!("screen `{}`, facts", group.id);
        problems.extend(facts.all(&summary, &field, &group.facts));
    }
    for check in &guideline.follow_up.check {
        let field = format!("check `{}`, asks", check.id);
        problems.extend(facts.all(&guideline.follow_up_file, &field, &check.asks));
    }
    let contradictions = shown(guideline, "contradictions.toml");
    for pair in &guideline.texts.contradictions.pair {
        let field = format!("pair `{}`, facts", pair.id);
        problems.extend(facts.all(&contradictions, &field, &pair.facts));
    }
    problems
}

/// The red flags that the warning card stands for.
fn of_red_flags(guideline: &Guideline) -> Vec<Problem> {
    let flags = Known {
        what: "red flag",
        names: guideline
            .red_flags
            .iter()
            .flat_map(|entry| &entry.body.spec)
            .map(String::as_str)
            .collect(),
        listed: "a red flag is named by its `spec` in guideline/red-flags/",
    };
    let card = shown(guideline, "warning-card.toml");
    let groups = guideline.texts.warning_card.group.iter();
    groups
        .flat_map(|group| {
            let carries = group.sign.iter().flat_map(|sign| &sign.carries);
            flags.all(&card, &format!("group `{}`, carries", group.id), carries)
        })
        .collect()
}

/// The region of those who tell none.
fn of_regions(guideline: &Guideline) -> Option<Problem> {
    let regions = Known {
        what: "region",
        names: guideline.texts.regions.iter().map(|(code, _)| code.as_str()).collect(),
        listed: "regions are listed in guideline/regions.toml",
    };
    let edition = shown(guideline, "edition.toml");
    regions.check(&edition, "default_region", &guideline.texts.edition.default_region)
}
