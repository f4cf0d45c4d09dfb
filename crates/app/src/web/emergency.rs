//! The emergency page: one action, the number to call, a short reason, and what to say. It stays
//! until somebody has seen the person, or the answer behind it is taken back as a slip.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use lumbago_decision::plan::{Plan, UrgencyWord};
use lumbago_episode::What;
use lumbago_guideline::fact::{Fact, FactId};
use lumbago_guideline::urgency::Urgency;
use maud::{Markup, html};
use serde_json::Value;

use super::App;
use super::episode::Episode;
use super::field::none_of;
use super::form::{Sent, hidden};
use super::handover;
use super::layout::{self, Page};
use super::questions::onward;
use super::refusal::Refusal;
use super::seen;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/e/{episode}/emergency", get(show))
        .route("/e/{episode}/emergency/mistake", get(mistake).post(correct))
}

async fn show(episode: Episode) -> Response {
    if !episode.is_emergency() {
        return onward(&episode);
    }
    page(&episode, &seen::Form::default()).into_response()
}

/// The page, with the form that tells who saw the person.
pub fn page(episode: &Episode, form: &seen::Form) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let plan = episode.plan(episode.audience());
    let line = &plan.bottom_line;
    let frame = Page::new(visit, &line.title).of(episode.id, episode.region()).class("emergency");
    let body = html! {
        div.emergency role="alert" {
            h1 { (line.title) }
            p.action { (line.action) }
            @if line.is_number {
                p { a.call.big href=(format!("tel:{}", line.emergency_number.replace(' ', ""))) {
                    (t.say("call")) " " (line.emergency_number)
                } }
            }
            @for special in &line.special {
                p.special { (special.text) }
                @let crisis = episode.region().and_then(|region| region.crisis.as_deref());
                @if let Some(crisis) = crisis.filter(|number| special.text.contains(number)) {
                    p { a.call.also href=(format!("tel:{}", crisis.replace(' ', ""))) {
                        (t.say("call")) " " (crisis)
                    } }
                }
            }
        }
        @if let Some(stays) = seen::why_it_stays(episode, &seen::open(episode, plan)) {
            p.late { (stays) }
        }
        p.lead { (line.why) }
        (signs(episode, plan))
        section {
            h2 { (t.say("what-to-say")) }
            ul { @for say in &line.what_to_say { li { (say) } } }
        }
        section {
            h2 { (t.say("meanwhile")) }
            p { (line.meanwhile) }
            p { (line.at_night) }
        }
        p.no-print { button.print type="button" data-print="1" { (t.say("print")) } }
        details.seen.no-print open[form.is_wrong()] {
            summary { (t.say("seen-title")) }
            (seen::section(episode, plan, form))
            p { a href=(episode.path("emergency/mistake")) { (t.say("mistake-link")) } }
        }
        p.status { (plan.caution.text) }
        // On paper, for whoever receives the person; on the screen nothing stands beside the help.
        div.only-print { (handover::article(episode, None)) }
    };
    layout::render(visit, &frame, &body)
}

/// The signs that made it urgent, as the person told them. What is private is never shown.
fn signs(episode: &Episode, plan: &Plan) -> Markup {
    let t = episode.visit.tongue();
    let urgent = plan.red_flags.iter().filter(|flag| flag.urgency == UrgencyWord::Emergency);
    html! {
        section {
            h2 { (t.say("signs-told")) }
            ul {
                @for flag in urgent.filter(|flag| !flag.private) {
                    li {
                        @for why in &flag.why { p { strong { (why) } } }
                        p { (flag.statement.text) }
                    }
                }
            }
        }
    }
}

/// The answers that call for help, with their questions: what the red flags of an emergency rest
/// on, as far as it was told in this round and is not simply "no". A number may be mistyped.
fn called(episode: &Episode) -> Vec<(String, String, Value)> {
    let engine = &episode.visit.engine;
    let decision = episode.decision();
    let urgent = decision.flags.iter().filter(|flag| flag.urgency == Urgency::Emergency);
    let facts: BTreeSet<FactId> = urgent
        .filter_map(|flag| engine.compiled.danger.flags.get(flag.index))
        .flat_map(|wires| engine.compiled.circuit.facts_read_by(wires.present))
        .collect();
    let facts = facts.into_iter().filter_map(|id| engine.guideline.facts.get(id));
    let told: Vec<_> = facts
        .filter_map(|fact| {
            let (value, _) = episode.course.round()?.answers.get(&fact.id)?;
            Some((fact, value))
        })
        .collect();
    let accuses = |(fact, value): &&(&Fact, &Value)| match none_of(fact) {
        Some(no) => no != **value,
        None => value.is_number(),
    };
    let mut slips: Vec<_> = told.iter().filter(accuses).collect();
    if slips.is_empty() {
        slips.extend(&told);
    }
    let row =
        |(fact, value): &(&Fact, &Value)| (fact.id.clone(), fact.ask.clone(), (*value).clone());
    slips.into_iter().map(row).collect()
}

async fn mistake(episode: Episode) -> Response {
    if !episode.is_emergency() {
        return onward(&episode);
    }
    let visit = &episode.visit;
    let t = visit.tongue();
    let title = t.say("mistake-title");
    let frame = Page::new(visit, &title).of(episode.id, episode.region()).class("asking");
    let guideline = &visit.engine.guideline;
    let body = html! {
        p.back { a href=(episode.path("emergency")) { (t.say("back")) } }
        h1 { (title) }
        p.lead { (t.say("mistake-lead")) }
        @for (name, ask, value) in called(&episode) {
            @let words = guideline.facts.find(&name)
                .map(|(_, fact)| super::field::in_words(t, fact, &value)).unwrap_or_default();
            section.mistake {
                h2 { (ask) }
                p { (t.say("mistake-told")) " " strong { (words) } }
                form method="post" action=(episode.path("emergency/mistake")) {
                    (hidden(visit))
                    input type="hidden" name="fact" value=(name);
                    div.field {
                        label for=(format!("why-{name}")) { (t.say("mistake-why")) }
                        input id=(format!("why-{name}")) name="why" maxlength="300" required;
                    }
                    div.buttons { button { (t.say("mistake-send")) } }
                }
            }
        }
    };
    layout::render(visit, &frame, &body).into_response()
}

/// Takes an answer back, keeps what it was, and asks its question again.
async fn correct(episode: Episode, sent: Sent) -> Response {
    let visit = episode.visit.clone();
    let found =
        called(&episode).into_iter().find(|(name, ..)| sent.text("fact") == Some(name.as_str()));
    let (Some((fact, _, before)), Some(why)) = (found, sent.text("why")) else {
        return Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "mistake-missing").page(&visit);
    };
    let what = vec![
        What::Corrected { fact: fact.clone(), before, why: why.to_owned() },
        What::Withdrawn { facts: vec![fact.clone()] },
    ];
    let page = visit
        .engine
        .guideline
        .interview
        .page
        .iter()
        .find(|page| page.facts.contains(&fact))
        .map_or("q".to_owned(), |page| format!("q/{}", page.id));
    match episode.write(&sent.once().to_string(), what).await {
        Ok((episode, _)) if episode.is_emergency() => episode.go("emergency"),
        Ok((episode, _)) => episode.go(&page),
        Err(refusal) => refusal.page(&visit),
    }
}
