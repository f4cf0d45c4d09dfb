//! What changed from the last plan to this one, and why, in plain words.

use fluent_bundle::FluentValue;
use jiff::civil::Date;
use lumbago_decision::plan::{Plan, UrgencyWord};
use lumbago_episode::changes::changes;
use lumbago_guideline::Guideline;
use lumbago_guideline::recommendation::Direction;
use maud::{Markup, html};

use super::day;
use super::episode::Episode;
use super::tongue::Tongue;

/// Kinds in whose coming and going a person is told by name.
const TOLD: [&str; 3] = ["recommendation", "medicine", "imaging"];

/// The most reasons that are told for one change; the plan holds them all.
const MOST_REASONS: usize = 2;

/// The section; nothing on the first plan.
pub fn section(episode: &Episode, plan: &Plan) -> Markup {
    let t = episode.visit.tongue();
    let guideline = &episode.visit.engine.guideline;
    // The plan of somebody who is well again is another one than was last compared.
    let compared = changes(&episode.course).filter(|_| episode.course.recovered.is_none());
    let Some(changes) = compared else { return html! {} };
    let title = |(kind, id): &(String, String)| title(guideline, kind, id);
    let told = |list: &[(String, String)]| {
        let named = list.iter().filter(|(kind, _)| TOLD.contains(&kind.as_str()));
        named.filter_map(|entry| Some((entry.1.clone(), title(entry)?))).collect::<Vec<_>>()
    };
    let (new, gone) = (told(&changes.new), told(&changes.gone));
    let why = |id: &str| {
        let note = plan.recommendations.iter().find(|note| note.id == id);
        let most = note.map(|note| note.why.get(..MOST_REASONS).unwrap_or(&note.why));
        most.map(|why| why.join("; ")).filter(|why| !why.is_empty())
    };
    let nothing =
        changes.urgency.is_none() && changes.step.is_none() && new.is_empty() && gone.is_empty();
    html! {
        section.card.changed #changed {
            h2 { (t.say("changed-title")) }
            p.quiet {
                (t.with("changed-since", &[("day", day::in_words(t, changes.since).into())]))
            }
            @if nothing { p { (t.say("changed-nothing")) } }
            @if let Some([before, _]) = changes.urgency {
                p { strong { (t.with("changed-urgency", &[
                    ("before", urgency_title(t, guideline, before, changes.since).into()),
                    ("after", plan.bottom_line.title.clone().into()),
                ])) } }
                @if !plan.bottom_line.why.is_empty() { p { (plan.bottom_line.why) } }
            }
            @if let Some((from, to)) = changes.step {
                p { (t.with(if to > from { "changed-step-up" } else { "changed-step-down" }, &[
                    ("from", FluentValue::from(from)),
                    ("to", FluentValue::from(to)),
                ])) }
            }
            @if !new.is_empty() {
                h3 { (t.say("changed-new")) }
                ul {
                    @for (id, title) in &new {
                        li {
                            strong { (title) }
                            @if let Some(why) = why(id) {
                                " " span.quiet.reason { (t.say("changed-because")) " " (why) }
                            }
                        }
                    }
                }
            }
            @if !gone.is_empty() {
                h3 { (t.say("changed-gone")) }
                ul { @for (_, title) in &gone { li { (title) } } }
            }
        }
    }
}

/// What a file of the guideline is called; none for one that it no longer has.
fn title(guideline: &Guideline, kind: &str, id: &str) -> Option<String> {
    match kind {
        "recommendation" => {
            let found = guideline.recommendations.iter().find(|entry| entry.id == id);
            // What is advised against never was in the plan.
            let found = found.filter(|entry| entry.body.direction == Direction::For);
            found.map(|entry| entry.body.title.clone())
        }
        "medicine" => {
            let found = guideline.medicines.iter().find(|entry| entry.id == id);
            found.map(|entry| entry.body.title.clone())
        }
        "imaging" => {
            let found = guideline.imaging.iter().find(|entry| entry.id == id);
            // That no scan is needed, in other words, is no change of care.
            let found = found.filter(|entry| entry.body.advice.is_a_scan());
            found.map(|entry| entry.body.title.clone())
        }
        _ => None,
    }
}

/// What an urgency was called on the day on which it was shown.
fn urgency_title(
    t: Tongue<'_>,
    guideline: &Guideline,
    (urgency, days): (UrgencyWord, Option<u8>),
    on: Date,
) -> String {
    let texts = &guideline.texts.urgencies;
    let text = match urgency {
        UrgencyWord::Emergency => &texts.emergency,
        UrgencyWord::SameDay => &texts.same_day,
        UrgencyWord::WithinDays => &texts.within_days,
        UrgencyWord::Routine => &texts.routine,
        UrgencyWord::SelfCare => &texts.self_care,
        UrgencyWord::Incomplete => &texts.incomplete,
    };
    let days = days.unwrap_or_default();
    let by = on.saturating_add(jiff::Span::new().days(i64::from(days)));
    let title = text.title.replace("{days}", &days.to_string());
    title.replace("{date}", &day::in_words(t, by))
}
