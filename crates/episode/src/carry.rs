//! Which answers count today: those of this round, over those of earlier rounds that still hold.

use std::collections::BTreeSet;

use jiff::civil::Date;
use lumbago_decision::Engine;
use lumbago_decision::facts::{FactSheet, State, Value as FactValue};
use lumbago_decision::input::{as_written, read_sheet};
use lumbago_guideline::Guideline;
use lumbago_guideline::answers::{Answers, Given, Raw};
use lumbago_guideline::fact::{Fact, FactKind, OverTime, Stage};
use lumbago_guideline::problem::Problem;
use serde_json::Value;

use crate::course::{Course, Round};
use crate::looks::{Look, Looks};
use crate::timetable::is_review;

/// A JSON value as an answer.
pub fn raw(value: &Value) -> Raw {
    match value {
        Value::Null => Raw::Null,
        Value::Bool(yes) => Raw::Bool(*yes),
        Value::Number(number) => Raw::Number(number.to_string()),
        Value::String(text) => Raw::Text(text.clone()),
        Value::Array(list) => Raw::List(list.iter().map(raw).collect()),
        Value::Object(rows) => {
            Raw::Table(rows.iter().map(|(name, value)| (name.clone(), raw(value))).collect())
        }
    }
}

/// An answer as a JSON value.
pub fn json(raw: &Raw) -> Value {
    match raw {
        Raw::Null => Value::Null,
        Raw::Bool(yes) => Value::Bool(*yes),
        Raw::Number(numeral) => {
            numeral.parse().map_or_else(|_| Value::String(numeral.clone()), Value::Number)
        }
        Raw::Text(text) => Value::String(text.clone()),
        Raw::List(list) => Value::Array(list.iter().map(json).collect()),
        Raw::Table(rows) => {
            Value::Object(rows.iter().map(|(name, value)| (name.clone(), json(value))).collect())
        }
    }
}

/// The facts that a round asks again: answers of earlier rounds do not count for them.
pub fn asked_again<'g>(guideline: &'g Guideline, round: &Round) -> BTreeSet<&'g str> {
    let mut again = BTreeSet::new();
    let checks = guideline.follow_up.check.iter().filter(|check| round.checks.contains(&check.id));
    let mut all = round.checks.is_empty();
    for check in checks {
        all |= check.asks_all;
        again.extend(check.asks.iter().map(String::as_str));
    }
    let changes =
        |fact: &Fact| fact.over_time == OverTime::Changes && fact.stage != Stage::Clinician;
    if all {
        let facts = guideline.facts.iter().filter(|(_, fact)| changes(fact));
        again.extend(facts.map(|(_, fact)| fact.id.as_str()));
    }
    follow_on(guideline, &mut again);
    again
}

/// Adds the danger questions that are asked only because of one of these: an earlier "it is not
/// getting worse" may not speak for the sign of today.
fn follow_on<'g>(guideline: &'g Guideline, again: &mut BTreeSet<&'g str>) {
    loop {
        let before = again.len();
        for (_, fact) in guideline.facts.iter() {
            let is_danger = fact.stage == Stage::Danger && fact.over_time == OverTime::Changes;
            let asked = |item: &lumbago_guideline::checklist::Item| {
                let of = item.test.fact().and_then(|id| guideline.facts.get(id));
                of.is_some_and(|of| again.contains(of.id.as_str()))
            };
            if is_danger && fact.when.as_ref().is_some_and(|when| when.items().any(asked)) {
                again.insert(&fact.id);
            }
        }
        if again.len() == before {
            return;
        }
    }
}

/// The fact that keeps what a person said with one tap: that they are well again.
const WELL_AGAIN: &str = "well_again";

/// The answers that count on a day, with those of earlier rounds carried forward.
pub fn answers(guideline: &Guideline, course: &Course, today: Date) -> Answers {
    let mut kept: Vec<Given> = Vec::new();
    let put = |kept: &mut Vec<Given>, name: &str, value: Raw| {
        kept.retain(|given| given.name != name);
        kept.push(Given { name: name.to_owned(), offset: 0, value });
    };
    for (index, round) in course.rounds.iter().enumerate() {
        if index > 0 {
            let again = asked_again(guideline, round);
            let told = |name: &str| told_just_now(guideline, course, index, name);
            kept.retain(|given| !again.contains(given.name.as_str()) || told(&given.name));
        }
        for (name, (value, on)) in &round.answers {
            let fact = guideline.facts.find(name).map(|(_, fact)| fact);
            let grown = fact.and_then(|fact| grown(fact, value, *on, today));
            put(&mut kept, name, grown.unwrap_or_else(|| raw(value)));
        }
    }
    for (name, value) in baselines(guideline, course) {
        put(&mut kept, &name, value);
    }
    if course.recovered.is_some() {
        put(&mut kept, WELL_AGAIN, Raw::Text("yes".to_owned()));
    }
    let closed = closed(guideline, course);
    if !closed.is_empty() {
        put(&mut kept, "closed", Raw::List(closed));
    }
    Answers(kept)
}

/// Whether an answer was given on the very day on which a full review begins, in the round before
/// it: a check-in whose answers bring the review forward has asked it just now. Questions of danger
/// are repeated in every review all the same, and a whole new interview is begun because something
/// changed, and asks all of it.
pub(crate) fn told_just_now(
    guideline: &Guideline,
    course: &Course,
    index: usize,
    name: &str,
) -> bool {
    let is_danger = |(_, fact): (_, &Fact)| fact.stage == Stage::Danger;
    if guideline.facts.find(name).is_some_and(is_danger) {
        return false;
    }
    let is_review = |round: &&Round| is_review(guideline, &round.checks);
    let round = course.rounds.get(index).filter(is_review);
    let before = index.checked_sub(1).and_then(|before| course.rounds.get(before));
    let Some((round, before)) = round.zip(before) else { return false };
    before.answers.get(name).is_some_and(|(_, on)| *on == round.begun)
}

/// A number of days, weeks, months or years that has grown since the day of its answer.
fn grown(fact: &Fact, value: &Value, on: Date, today: Date) -> Option<Raw> {
    let FactKind::Number { unit, greatest, .. } = &fact.kind else { return None };
    if fact.over_time != OverTime::Grows {
        return None;
    }
    let since = today.since(on).ok()?.get_days().max(0);
    let span = |unit| Some(today.since((unit, on)).ok()?.get_months().max(0));
    let further = match unit.as_str() {
        "weeks" => i64::from(since / 7),
        "months" => i64::from(span(jiff::Unit::Month)?),
        "years" => i64::from(span(jiff::Unit::Month)? / 12),
        _ => i64::from(since),
    };
    // Clamped: an old answer may not become one that is out of range, and so be lost.
    let number = value.as_i64()?.saturating_add(further).min(*greatest);
    Some(Raw::Number(number.to_string()))
}

/// The first known value of each score that keeps one, as the fact that keeps it.
fn baselines(guideline: &Guideline, course: &Course) -> Vec<(String, Raw)> {
    let mut found = Vec::new();
    for (id, fact) in guideline.facts.iter() {
        let baseline = fact.derived.as_ref().and_then(|derivation| derivation.baseline);
        let Some(kept) = baseline.and_then(|kept| guideline.facts.get(kept)) else { continue };
        let first = course.rounds.iter().find_map(|round| {
            let sheet = sheet_of(guideline, round);
            match sheet.state(id) {
                State::Known(FactValue::Number(_)) => as_written(&fact.kind, sheet.state(id)),
                _ => None,
            }
        });
        found.extend(first.map(|value| (kept.id.clone(), value)));
    }
    found
}

/// What one round alone told, with its scores. Answers that no longer fit the guideline are left
/// out: a newer edition may have dropped a question.
pub fn sheet_of(guideline: &Guideline, round: &Round) -> FactSheet {
    let mut sheet = FactSheet::unasked(guideline.facts.len());
    for (name, (value, _)) in &round.answers {
        let Some((id, fact)) = guideline.facts.find(name) else { continue };
        if let Ok(state) = lumbago_decision::input::read_value(name, &fact.kind, &raw(value)) {
            sheet.set(id, state);
        }
    }
    lumbago_decision::derive::derive(&guideline.facts, &mut sheet);
    sheet
}

/// The records that close red flags.
fn closed(guideline: &Guideline, course: &Course) -> Vec<Raw> {
    let text = |text: &str| Raw::Text(text.to_owned());
    let looks = Looks::of(guideline, course);
    let record = |(flag, look): (&str, &Look<'_>)| {
        let seen = look.closed;
        Raw::Table(vec![
            ("flag".to_owned(), text(flag)),
            ("on".to_owned(), text(&seen.on.to_string())),
            ("by".to_owned(), text(&seen.by)),
            ("test".to_owned(), text(&seen.test)),
            ("result".to_owned(), text(&seen.result)),
            ("team".to_owned(), text(&seen.team)),
            ("unchanged".to_owned(), text("yes")),
        ])
    };
    looks.iter().map(record).collect()
}

/// The facts that count on a day.
///
/// An answer that the guideline no longer knows is left out: it counts as not asked, and is asked.
pub fn sheet(engine: &Engine, course: &Course, today: Date) -> FactSheet {
    let guideline = &engine.guideline;
    let all = answers(guideline, course, today);
    match read_sheet(guideline, &all, "the log", "", Some(today)) {
        Ok(sheet) => sheet,
        Err(_) => {
            let fits = |given: &Given| {
                let alone = Answers(vec![given.clone()]);
                read_sheet(guideline, &alone, "the log", "", Some(today)).is_ok()
            };
            let kept = Answers(all.0.into_iter().filter(fits).collect());
            read_sheet(guideline, &kept, "the log", "", Some(today))
                .unwrap_or_else(|_| FactSheet::unasked(guideline.facts.len()))
        }
    }
}

/// Whether an answer fits its fact.
///
/// # Errors
/// What does not fit, with the remedy.
pub fn check(guideline: &Guideline, name: &str, value: &Value) -> Result<(), Problem> {
    let answers = Answers(vec![Given { name: name.to_owned(), offset: 0, value: raw(value) }]);
    read_sheet(guideline, &answers, "this answer", "", None).map(drop).map_err(|problems| {
        problems.into_iter().next().unwrap_or_else(|| {
            Problem::error(
                "answer",
                lumbago_guideline::problem::Place::whole("this answer"),
                format!("`{name}` does not fit"),
            )
        })
    })
}
