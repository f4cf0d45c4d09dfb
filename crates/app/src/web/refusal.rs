//! What is said when a request cannot be answered: one clear sentence and a way on.

use std::any::Any;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::layout::{self, Page};
use super::visit::Visit;
use crate::store::StoreError;

/// Why a request is refused.
#[derive(Debug, Clone, Copy)]
pub struct Refusal {
    status: StatusCode,
    key: &'static str,
}

impl Refusal {
    /// A refusal with the key of its text.
    pub fn new(status: StatusCode, key: &'static str) -> Self {
        Self { status, key }
    }

    /// There is no such page.
    pub fn nowhere() -> Self {
        Self::new(StatusCode::NOT_FOUND, "refusal-nowhere")
    }

    /// As a page.
    pub fn page(self, visit: &Visit) -> Response {
        let t = visit.tongue();
        let title = t.say("refusal-title");
        let page = Page::new(visit, &title);
        let body = html! {
            h1 { (title) }
            p.lead { (t.say(self.key)) }
            p { a.button href="/" { (t.say("refusal-home")) } }
        };
        (self.status, layout::render(visit, &page, &body)).into_response()
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
        // Without a visit there is no language: the first one is used.
        let mut response = (self.status, self.key).into_response();
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
