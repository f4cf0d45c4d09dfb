//! The page of the hand-over, and the questions that the person has for the clinician.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use lumbago_episode::What;
use maud::{Markup, html};

use super::App;
use super::episode::Episode;
use super::form::{Sent, hidden};
use super::handover;
use super::layout::{self, Page};
use super::refusal::Refusal;

/// The most characters of a question for the clinician.
const NOTE: usize = 500;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/e/{episode}/clinician", get(show))
        .route("/e/{episode}/clinician/note", post(note))
}

async fn show(episode: Episode) -> Response {
    if let Some(first) = episode.must_go() {
        return first;
    }
    match page(&episode, None).await {
        Ok(page) => page.into_response(),
        Err(refusal) => refusal.page(&episode.visit),
    }
}

/// Keeps a question that the person has for the clinician.
async fn note(episode: Episode, sent: Sent) -> Response {
    let visit = episode.visit.clone();
    let words = sent.text("words").unwrap_or_default().to_owned();
    let key = match words.chars().count() {
        0 => Some("clinician-note-missing"),
        count if count > NOTE => Some("clinician-note-long"),
        _ => None,
    };
    if let Some(key) = key {
        // Danger first, also where the page was open before it was told.
        if let Some(first) = episode.must_go() {
            return first;
        }
        return match page(&episode, Some((key, &words))).await {
            Ok(page) => (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
            Err(refusal) => refusal.page(&visit),
        };
    }
    match episode.write(&sent.once().to_string(), vec![What::Note { words }]).await {
        Ok((episode, _)) => episode.go("clinician#questions"),
        Err(refusal) => refusal.page(&visit),
    }
}

async fn page(episode: &Episode, wrong: Option<(&'static str, &str)>) -> Result<Markup, Refusal> {
    let visit = &episode.visit;
    let t = visit.tongue();
    let title = t.say("clinician-title");
    let name = visit.store.person(episode.person).await?.map(|person| person.name);
    let frame = Page::new(visit, &title)
        .of(episode.id, episode.region())
        .at("clinician")
        .class("handover-page");
    let body = html! {
        div.no-print {
            h1 { (title) }
            p.lead { (t.say("clinician-lead")) }
            p.tools {
                button.print type="button" data-print="1" { (t.say("print")) } " "
                a href=(episode.path("letter")) { (t.say("clinician-letter")) }
            }
        }
        (handover::article(episode, name.as_deref()))
        (note_form(episode, wrong))
    };
    Ok(layout::render(visit, &frame, &body))
}

fn note_form(episode: &Episode, wrong: Option<(&'static str, &str)>) -> Markup {
    let t = episode.visit.tongue();
    html! {
        form.no-print method="post" action=(episode.path("clinician/note")) novalidate {
            (hidden(&episode.visit))
            div.field.wrong[wrong.is_some()] {
                label for="words" { (t.say("clinician-note-title")) }
                p.hint #words-hint { (t.say("clinician-note-label")) }
                @if let Some((key, _)) = wrong { p.error #words-error { (t.say(key)) } }
                textarea #words name="words" rows="3" maxlength=(NOTE) autofocus[wrong.is_some()]
                    aria-invalid=[wrong.map(|_| "true")] aria-describedby="words-hint words-error" {
                    @if let Some((_, words)) = wrong { (words) }
                }
            }
            div.buttons { button.go { (t.say("clinician-note-send")) } }
        }
    }
}
