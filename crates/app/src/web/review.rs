//! The look over all answers before the plan is made, with a way to change each.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use lumbago_decision::input::as_written;
use lumbago_episode::What;
use lumbago_episode::carry;
use maud::{Markup, html};

use super::App;
use super::episode::Episode;
use super::field;
use super::form::{Sent, hidden};
use super::layout::{self, Page};
use super::questions::onward;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new().route("/e/{episode}/answers", get(show).post(confirm))
}

async fn show(episode: Episode) -> Response {
    if episode.is_emergency() || !episode.clashes.is_empty() || episode.next_page().is_some() {
        return onward(&episode);
    }
    page(&episode).into_response()
}

fn page(episode: &Episode) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let title = t.say("answers-title");
    let frame = Page::new(visit, &title).of(episode.id, episode.region()).class("asking");
    let guideline = &visit.engine.guideline;
    let round = episode.course.round();
    let body = html! {
        h1 { (title) }
        p.lead { (t.say("answers-lead")) }
        @for questions in &guideline.interview.page {
            @let rows: Vec<_> = questions.facts.iter().filter_map(|name| {
                let (id, fact) = guideline.facts.find(name)?;
                round?.answers.get(name)?;
                let value = carry::json(&as_written(&fact.kind, episode.sheet.state(id))?);
                Some((fact, field::in_words(t, fact, &value)))
            }).collect();
            @if !rows.is_empty() {
                section.answers {
                    h2 { (questions.title) }
                    dl {
                        @for (fact, answer) in rows {
                            div {
                                dt { (fact.ask) }
                                dd { (answer) }
                            }
                        }
                    }
                    p {
                        a href=(episode.path(&format!("q/{}", questions.id))) {
                            (t.say("change")) " "
                            span.quiet { (questions.title) }
                        }
                    }
                }
            }
        }
        form method="post" action=(episode.path("answers")) {
            (hidden(visit))
            div.buttons { button.go { (t.say("answers-confirm")) } }
        }
    };
    layout::render(visit, &frame, &body)
}

async fn confirm(episode: Episode, sent: Sent) -> Response {
    if episode.is_emergency() || !episode.clashes.is_empty() || episode.next_page().is_some() {
        return onward(&episode);
    }
    let visit = episode.visit.clone();
    let mut what = Vec::new();
    if episode.course.is_asking() {
        what.push(What::Shown(episode.shown()));
    }
    match episode.write(&sent.once().to_string(), what).await {
        Ok((episode, _)) => episode.go("plan"),
        Err(refusal) => refusal.page(&visit),
    }
}
