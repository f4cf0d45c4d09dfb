//! What is said when a request cannot be answered: one clear sentence and a way on.

use std::any::Any;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use uuid::Uuid;

use super::layout::{self, Page};
use super::visit::Visit;
use crate::store::StoreError;

/// Why a request is refused.
#[derive(Debug, Clone, Copy)]
pub enum Refusal {
    /// With the key of its text.
    Said(StatusCode, &'static str),
    /// Help must be called in this episode: no answer is taken over the one that said so.
    Danger(Uuid),
}

impl Refusal {
    /// A refusal with the key of its text.
    pub fn new(status: StatusCode, key: &'static str) -> Self {
        Self::Said(status, key)
    }

    /// There is no such page.
    pub fn nowhere() -> Self {
        Self::new(StatusCode::NOT_FOUND, "refusal-nowhere")
    }

    /// As a page.
    pub fn page(self, visit: &Visit) -> Response {
        let Self::Said(status, key) = self else { return self.into_response() };
        let t = visit.tongue();
        let title = t.say("refusal-title");
        let page = Page::new(visit, &title);
        let body = html! {
            h1 { (title) }
            p.lead { (t.say(key)) }
            p { a.button href="/" { (t.say("refusal-home")) } }
        };
        (status, layout::render(visit, &page, &body)).into_response()
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        // Never with what a person told: the store's errors name tables and files alone.
        eprintln!("lumbago: {error}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "refusal-store")
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = match self {
            // Without a visit there is no language: the guard makes the page.
            Self::Said(status, key) => (status, key).into_response(),
            Self::Danger(episode) => {
                Redirect::to(&format!("/e/{episode}/emergency")).into_response()
            }
        };
        response.extensions_mut().insert(self);
        response
    }
}

/// The page for an address that does not exist.
pub async fn nowhere(visit: Visit) -> Response {
    Refusal::nowhere().page(&visit)
}

/// What is sent when a page broke down. Nothing of the person's is in it.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    let text = "Something broke in Lumbago. Your answers are kept. Please go back and try again.";
    (StatusCode::INTERNAL_SERVER_ERROR, text).into_response()
}
