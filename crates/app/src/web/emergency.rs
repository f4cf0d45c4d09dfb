//! The emergency page: one action, the number to call, a short reason, and what to say. It stays
//! until somebody has seen the person, and says who, when and what.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jiff::civil::Date;
use lumbago_decision::plan::{Plan, UrgencyWord};
use lumbago_episode::What;
use lumbago_episode::log::Seen;
use lumbago_guideline::fact::FactId;
use lumbago_guideline::urgency::Urgency;
use maud::{Markup, html};
use serde_json::Value;

use super::App;
use super::episode::Episode;
use super::form::{Sent, hidden};
use super::layout::{self, Page};
use super::questions::onward;
use super::refusal::Refusal;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/e/{episode}/emergency", get(show))
        .route("/e/{episode}/emergency/seen", post(seen))
        .route("/e/{episode}/emergency/mistake", get(mistake).post(correct))
}

async fn show(episode: Episode) -> Response {
    if !episode.is_emergency() {
        return onward(&episode);
    }
    page(&episode, &[]).into_response()
}

/// What the form about having been seen lacks.
type Lacks = Vec<(&'static str, String)>;

fn page(episode: &Episode, lacks: &[(&'static str, String)]) -> Markup {
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
            @for special in &line.special { p.special { (special.text) } }
        }
        p.lead { (line.why) }
        (signs(episode, &plan))
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
        details.seen open[!lacks.is_empty()] {
            summary { (t.say("seen-title")) }
            (seen_form(episode, &plan, lacks))
            p { a href=(episode.path("emergency/mistake")) { (t.say("mistake-link")) } }
        }
        p.status { (plan.caution.text) }
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

/// The form in which it is written down who saw the person about the signs.
pub fn seen_form(episode: &Episode, plan: &Plan, lacks: &[(&'static str, String)]) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let lack = |name: &str| lacks.iter().find(|(lack, _)| *lack == name).map(|(_, text)| text);
    let text = |name: &'static str, kind: &'static str| {
        html! {
            div.field.wrong[lack(name).is_some()] {
                label for=(format!("seen-{name}")) { (t.say(&format!("seen-{name}"))) }
                @if let Some(error) = lack(name) { p.error { (error) } }
                input id=(format!("seen-{name}")) type=(kind) name=(name) maxlength="300"
                    max=[(kind == "date").then(|| episode.today.to_string())] required;
            }
        }
    };
    html! {
        p { (t.say("seen-lead")) }
        form method="post" action=(episode.path("emergency/seen")) novalidate {
            (hidden(visit))
            @for flag in &plan.red_flags {
                input type="hidden" name="flag" value=(flag.id);
            }
            (text("by", "text"))
            fieldset.field {
                legend { (t.say("seen-team")) }
                div.options {
                    label.option {
                        input type="radio" name="team" value="emergency-team" checked;
                        span { (t.say("seen-emergency-team")) }
                    }
                    label.option {
                        input type="radio" name="team" value="clinician";
                        span { (t.say("seen-clinician")) }
                    }
                }
            }
            (text("on", "date"))
            (text("test", "text"))
            (text("result", "text"))
            fieldset.field.wrong[lack("unchanged").is_some()] {
                legend { (t.say("seen-unchanged")) }
                @if let Some(error) = lack("unchanged") { p.error { (error) } }
                div.options {
                    @for (value, key) in [("yes", "seen-same"), ("no", "seen-changed")] {
                        label.option {
                            input type="radio" name="unchanged" value=(value);
                            span { (t.say(key)) }
                        }
                    }
                }
            }
            div.buttons { button.go { (t.say("seen-send")) } }
        }
    }
}

async fn seen(episode: Episode, sent: Sent) -> Response {
    let visit = episode.visit.clone();
    let t = visit.tongue();
    let mut lacks: Lacks = Vec::new();
    let mut told = |name: &'static str| match sent.text(name) {
        Some(text) => text.to_owned(),
        None => {
            lacks.push((name, t.say("seen-missing")));
            String::new()
        }
    };
    let [by, test, result, unchanged] = ["by", "test", "result", "unchanged"].map(&mut told);
    let day: Option<Date> = sent.text("on").and_then(|on| on.parse().ok());
    let on = day.filter(|day| *day <= episode.today);
    if on.is_none() {
        lacks.push(("on", t.say("seen-day-wrong")));
    }
    let (Some(on), true) = (on, lacks.is_empty()) else {
        if episode.is_emergency() {
            let page = page(&episode, &lacks);
            return (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
        }
        return Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "seen-missing").page(&visit);
    };
    let team = match sent.text("team") {
        Some("emergency-team") => "emergency-team",
        _ => "clinician",
    };
    let known = |flag: &&str| visit.engine.guideline.red_flags.iter().any(|f| f.id == **flag);
    let flags: Vec<String> = sent.all("flag").filter(known).map(str::to_owned).collect();
    let seen =
        Seen { by, team: team.to_owned(), on, test, result, flags, unchanged: unchanged == "yes" };
    match episode.write(&sent.once().to_string(), vec![What::Seen(seen)]).await {
        Ok((episode, _)) => onward(&episode),
        Err(refusal) => refusal.page(&visit),
    }
}

/// The answers that call for help, with their questions: what the red flags of an emergency rest
/// on, as far as it was told in this round and is not simply "no".
fn called(episode: &Episode) -> Vec<(String, String, Value)> {
    let engine = &episode.visit.engine;
    let decision = episode.decision();
    let urgent = decision.flags.iter().filter(|flag| flag.urgency == Urgency::Emergency);
    let facts: BTreeSet<FactId> = urgent
        .filter_map(|flag| engine.compiled.danger.flags.get(flag.index))
        .flat_map(|wires| engine.compiled.circuit.facts_read_by(wires.present))
        .collect();
    let told = facts.into_iter().filter_map(|id| engine.guideline.facts.get(id));
    told.filter_map(|fact| {
        let (value, _) = episode.course.round()?.answers.get(&fact.id)?;
        let accuses = super::field::none_of(fact).is_some_and(|no| no != *value);
        accuses.then(|| (fact.id.clone(), fact.ask.clone(), value.clone()))
    })
    .collect()
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
