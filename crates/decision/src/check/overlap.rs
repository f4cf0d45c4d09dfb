//! Whether parts of one file that exclude each other neither overlap nor leave a gap.
//!
//! Rule: `overlapping-thresholds`.

use lumbago_guideline::checklist::Lists;
use lumbago_guideline::fact::{FactKind, Facts};
use lumbago_guideline::problem::{Place, Problem};
use lumbago_guideline::questionnaire::{Band, Questionnaire};
use lumbago_guideline::red_flag::{Level, RedFlag};
use lumbago_guideline::{Entry, Guideline};

pub(super) fn lint(guideline: &Guideline) -> Vec<Problem> {
    let levels = guideline.red_flags.iter().flat_map(levels);
    let bands = guideline.questionnaires.iter().flat_map(|entry| bands(&guideline.facts, entry));
    levels.chain(bands).collect()
}

/// Two levels with one condition: the softer of them could never count.
fn levels(entry: &Entry<RedFlag>) -> Vec<Problem> {
    let levels = &entry.body.level;
    let mut problems = Vec::new();
    for (index, level) in levels.iter().enumerate() {
        for other in levels.iter().skip(index + 1) {
            if level.urgency != other.urgency && condition(level) == condition(other) {
                let message = format!(
                    "the levels `{}` and `{}` hold in the same situation",
                    level.urgency, other.urgency
                );
                problems.push(wrong(&entry.file, message).help("keep one of the two levels"));
            }
        }
    }
    problems
}

/// What a level asks, whatever the order of its lines.
fn condition(level: &Level) -> (Vec<Vec<&str>>, Option<u16>, bool) {
    let sorted = level.lists().map(|list| {
        let mut lines: Vec<&str> = list.iter().map(|item| item.text.as_str()).collect();
        lines.sort_unstable();
        lines
    });
    (sorted.to_vec(), level.at_least, level.always)
}

/// The bands of a score follow each other, step by step, from its least value to its greatest.
fn bands(facts: &Facts, entry: &Entry<Questionnaire>) -> Vec<Problem> {
    let body = &entry.body;
    let decimals = match facts.find(&body.score).map(|(_, fact)| &fact.kind) {
        Some(FactKind::Number { decimals, .. }) => *decimals,
        _ => 0,
    };
    let per_one = 10f64.powi(i32::from(decimals));
    let steps = |number: f64| (number * per_one).round();
    let [least, greatest] = body.range.map(steps);
    let mut bands: Vec<&Band> = body.bands.iter().collect();
    bands.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut problems = Vec::new();
    let mut next = least;
    for band in &bands {
        let (from, to) = (steps(band.from), steps(band.to));
        let what = if from < next {
            "overlaps the one before, or the range's beginning"
        } else if from > next {
            "leaves a gap before it"
        } else if to < from || to > greatest {
            "ends outside the range"
        } else {
            ""
        };
        if !what.is_empty() {
            let message = format!("the band `{}` to `{}` {what}", band.from, band.to);
            problems.push(wrong(&entry.file, message).help("let the bands follow step by step"));
        }
        next = to + 1.0;
    }
    if !bands.is_empty() && next <= greatest {
        let message = "the highest band ends below the greatest score".to_owned();
        problems.push(wrong(&entry.file, message).help("let the bands reach the end of `range`"));
    }
    problems
}

fn wrong(file: &str, message: String) -> Problem {
    Problem::error("overlapping-thresholds", Place::whole(file), message)
}
