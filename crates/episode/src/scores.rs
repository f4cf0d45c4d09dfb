//! Scores over time: what was measured in each round, before and now, with the change that a
//! person notices.

use jiff::civil::Date;
use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_guideline::Guideline;
use lumbago_guideline::fact::{Fact, FactKind};
use lumbago_guideline::questionnaire::Questionnaire;

use crate::carry::sheet_of;
use crate::course::Course;

/// Facts that are followed although they belong to no questionnaire.
const ALSO: [&str; 6] = [
    "pain_now",
    "sleep_quality",
    "sleep_hours",
    "activity_moderate",
    "activity_vigorous",
    "nsaid_days_30",
];

/// One measured number over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Series<'g> {
    /// The fact that is measured.
    pub fact: &'g Fact,
    /// What it is called.
    pub title: String,
    /// The least and the greatest value that are possible.
    pub range: (f64, f64),
    /// Whether more is better; none where nothing says so.
    pub higher_is_better: Option<bool>,
    /// The values with their days, the first one first.
    pub points: Vec<(Date, f64)>,
    /// By how much it must change for the person to notice, in its own points.
    pub meaningful: Option<f64>,
}

impl Series<'_> {
    /// The first and the last value.
    pub fn before_and_now(&self) -> Option<(f64, f64)> {
        Some((self.points.first()?.1, self.points.last()?.1))
    }

    /// The values between which a change from the first one is too small to be noticed.
    pub fn band(&self) -> Option<(f64, f64)> {
        let (first, change) = (self.points.first()?.1, self.meaningful?);
        Some(((first - change).max(self.range.0), (first + change).min(self.range.1)))
    }
}

/// Every number that was measured at least once.
pub fn series<'g>(guideline: &'g Guideline, course: &Course) -> Vec<Series<'g>> {
    let measured: Vec<(Date, FactSheet)> =
        course.rounds.iter().map(|round| (round.begun, sheet_of(guideline, round))).collect();
    let mut all: Vec<Series<'g>> = Vec::new();
    let questionnaires = guideline.questionnaires.iter().map(|entry| &entry.body);
    for questionnaire in questionnaires {
        if let Some((_, fact)) = guideline.facts.find(&questionnaire.score) {
            let title = questionnaire.title.clone();
            all.extend(of_fact(guideline, &measured, fact, title, Some(questionnaire)));
        }
    }
    for name in ALSO {
        let Some((_, fact)) = guideline.facts.find(name) else { continue };
        if all.iter().any(|known| known.fact.id == fact.id) {
            continue;
        }
        all.extend(of_fact(guideline, &measured, fact, fact.ask.clone(), None));
    }
    all
}

fn of_fact<'g>(
    guideline: &'g Guideline,
    measured: &[(Date, FactSheet)],
    fact: &'g Fact,
    title: String,
    of: Option<&Questionnaire>,
) -> Option<Series<'g>> {
    let FactKind::Number { decimals, least, greatest, .. } = fact.kind else { return None };
    let scale = 10f64.powi(i32::from(decimals));
    let (id, _) = guideline.facts.find(&fact.id)?;
    let mut points: Vec<(Date, f64)> = Vec::new();
    for (begun, sheet) in measured {
        if let State::Known(Value::Number(steps)) = sheet.state(id) {
            points.push((*begun, *steps as f64 / scale));
        }
    }
    let first = points.first()?.1;
    let change = of.and_then(|of| of.meaningful_change.first()).map(|change| {
        if change.unit == "percent" { first * change.number / 100.0 } else { change.number }
    });
    let higher_is_better = of.map(|of| of.higher_means.contains("better"));
    Some(Series {
        fact,
        title,
        range: (least as f64 / scale, greatest as f64 / scale),
        higher_is_better,
        points,
        meaningful: change,
    })
}
