//! The signs of a short check-in on one page: what was absent so far, to tick what is there now.
//!
//! A tick answers nothing: the sign is asked in full next. "None of these" answers all others.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use fluent_bundle::FluentValue;
use lumbago_episode::What;
use lumbago_episode::brief::{Brief, SIGNS, none_of};
use lumbago_episode::log::Given;
use lumbago_guideline::fact::{Fact, FactKind, Who};
use maud::{Markup, html};

use super::episode::Episode;
use super::form::{Sent, hidden};
use super::layout::{self, Page};
use super::questions::{news, onward};
use super::review;

/// One sign.
struct Row<'a> {
    fact: &'a Fact,
    is_ticked: bool,
}

/// The signs, under the headings of the pages that ask them in full.
fn groups(episode: &Episode) -> Vec<(&str, Vec<Row<'_>>)> {
    let engine = &episode.visit.engine;
    let Some(brief) = Brief::of(engine, &episode.course, &episode.decision()) else {
        return Vec::new();
    };
    let round = episode.course.round();
    let is_ticked = |fact: &Fact| {
        round.is_some_and(|round| match round.answers.get(&fact.id) {
            Some((value, _)) => none_of(fact).as_ref() != Some(value),
            None => round.skipped.contains(&fact.id),
        })
    };
    let rows = |facts: Vec<_>| {
        let facts = facts.into_iter().filter_map(|id| engine.guideline.facts.get(id));
        facts.map(|fact| Row { fact, is_ticked: is_ticked(fact) }).collect()
    };
    brief.signs.into_iter().map(|(page, facts)| (page.title.as_str(), rows(facts))).collect()
}

/// The page.
pub async fn show(episode: Episode) -> Response {
    if episode.is_emergency() || !episode.clashes.is_empty() {
        return onward(&episode);
    }
    let groups = groups(&episode);
    if groups.is_empty() {
        return onward(&episode);
    }
    page(&episode, &groups, false).into_response()
}

fn page(episode: &Episode, groups: &[(&str, Vec<Row<'_>>)], is_empty: bool) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let title = t.say("signs-title");
    let marked = format!("{}: {title}", t.say("error-mark"));
    let shown = if is_empty { &marked } else { &title };
    let frame = Page::new(visit, shown).of(episode.id, episode.region()).class("asking");
    let left = episode.pages_left().max(1);
    let body = html! {
        @if is_empty {
            div.summary.error role="alert" { p { (t.say("signs-empty")) } }
        }
        div.progress {
            p.left #left { (t.with("pages-left", &[("count", FluentValue::from(left))])) }
            progress max=(left + 1) value="1" aria-labelledby="left" {}
        }
        h1 { (title) }
        @if episode.chosen("role") == Some("carer") { p.hint { (t.say("asked-of-a-carer")) } }
        p.lead { (t.say("signs-lead")) }
        form.questions.signs method="post" action=(episode.path(&format!("q/{SIGNS}"))) {
            (hidden(visit))
            p { button.none name="none" value="1" { (t.say("none-apply")) } }
            @for (heading, rows) in groups {
                fieldset.field {
                    legend { (heading) }
                    div.options {
                        @for row in rows { (tick(episode, row)) }
                    }
                }
            }
            div.buttons {
                button.go { (t.say("continue")) }
                button.none name="none" value="1" { (t.say("none-apply")) }
            }
        }
    };
    layout::render(visit, &frame, &body)
}

fn tick(episode: &Episode, row: &Row<'_>) -> Markup {
    let fact = row.fact;
    let ask = match episode.reader() {
        Who::Clinician if !fact.ask_clinician.is_empty() => &fact.ask_clinician,
        _ => &fact.ask,
    };
    // A question with several signs names them; of one with yes and no, the help says enough.
    let further = match &fact.kind {
        FactKind::Set { .. } => fact.labels.join("; "),
        _ => String::new(),
    };
    html! {
        label.option {
            input type="checkbox" name="sign" value=(fact.id) checked[row.is_ticked];
            span {
                (ask)
                @if !further.is_empty() { br; small { (further) } }
            }
        }
    }
}

/// What was ticked is asked in full; all else is absent.
pub async fn answer(episode: Episode, sent: Sent) -> Response {
    let visit = episode.visit.clone();
    if episode.is_emergency() || !episode.clashes.is_empty() {
        return onward(&episode);
    }
    let groups = groups(&episode);
    let facts: Vec<&Fact> = groups.iter().flat_map(|(_, rows)| rows).map(|row| row.fact).collect();
    let is_ticked = |fact: &&&Fact| sent.all("sign").any(|name| name == fact.id);
    let ticked: Vec<String> = facts.iter().filter(is_ticked).map(|fact| fact.id.clone()).collect();
    // Nothing ticked and nothing denied: that says nothing about any sign.
    if ticked.is_empty() && !sent.has("none") && !facts.is_empty() {
        let page = page(&episode, &groups, true);
        return (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
    }
    let absent = facts.iter().filter(|fact| !ticked.contains(&fact.id));
    let absent: Given = absent.filter_map(|fact| Some((fact.id.clone(), none_of(fact)?))).collect();
    drop(groups);
    let absent = news(&episode, absent);
    let round = episode.course.round();
    // What this round had told of a sign that is ticked now does not hold any more.
    let is_told = |name: &&String| round.is_some_and(|round| round.answers.contains_key(*name));
    let withdrawn: Vec<String> = ticked.iter().filter(is_told).cloned().collect();
    let mut what = Vec::new();
    if !withdrawn.is_empty() {
        what.push(What::Withdrawn { facts: withdrawn });
    }
    if !ticked.is_empty() {
        what.push(What::Skipped { facts: ticked });
    }
    if !absent.is_empty() {
        what.push(What::Answered { answers: absent });
    }
    match episode.write(&sent.once().to_string(), what).await {
        // A check that asks no more than the signs is done.
        Ok((episode, _)) if !episode.is_open() && !episode.is_emergency() => {
            review::finish(episode, &format!("{}/finish", sent.once())).await
        }
        Ok((episode, _)) => onward(&episode),
        Err(refusal) => refusal.page(&visit),
    }
}
