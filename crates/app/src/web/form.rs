//! A form as it was sent: its fields, checked to come from a page of ours.

use std::sync::Arc;

use axum::extract::{Form, FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::App;
use super::refusal::Refusal;
use super::visit::Visit;

/// A form.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    fields: Vec<(String, String)>,
}

impl Sent {
    /// The last value of a field, without blanks around it; none when it is empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().rev().find(|(field, _)| field == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, v)| v.as_str())
    }

    /// Whether a field was sent at all.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, _)| field == name)
    }

    /// The key of this form: sent twice, it writes once. What it says is part of the key: the same
    /// page that is sent again with another answer tells something new.
    pub fn once(&self) -> Uuid {
        let once: Option<Uuid> = self.text("once").and_then(|once| once.parse().ok());
        let Some(once) = once else { return Uuid::new_v4() };
        let mut hash = Sha256::new();
        hash.update(once.as_bytes());
        for text in self.fields.iter().flat_map(|(name, value)| [name, value]) {
            hash.update(text.len().to_le_bytes());
            hash.update(text);
        }
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(hash.finalize()).for_each(|(to, from)| *to = from);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}

/// A text without what nobody can see: control characters, and marks that turn the direction of
/// the text around them.
pub fn legible(text: &str) -> String {
    let hidden = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || ('\u{202a}'..='\u{202e}').contains(&c)
            || ('\u{2066}'..='\u{2069}').contains(&c)
    };
    text.replace("\r\n", "\n").chars().filter(|c| !hidden(*c)).collect()
}

/// The hidden fields of every form.
pub fn hidden(visit: &Visit) -> Markup {
    html! {
        input type="hidden" name="token" value=(visit.token());
        input type="hidden" name="once" value=(Uuid::new_v4());
    }
}

impl FromRequest<Arc<App>> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Self::Rejection> {
        let visit = match request.extensions().get::<Visit>() {
            Some(visit) => visit.clone(),
            None => {
                return Err(Refusal::new(StatusCode::FORBIDDEN, "refusal-token").into_response());
            }
        };
        let Form(fields) = match Form::<Vec<(String, String)>>::from_request(request, app).await {
            Ok(form) => form,
            Err(rejection) => {
                let status = rejection.into_response().status();
                let key = if status == StatusCode::PAYLOAD_TOO_LARGE {
                    "refusal-large"
                } else {
                    "refusal-form"
                };
                return Err(Refusal::new(status, key).page(&visit));
            }
        };
        let fields = fields.into_iter().map(|(name, value)| (name, legible(&value))).collect();
        let sent = Self { fields };
        if sent.text("token") != Some(visit.token().as_str()) {
            return Err(Refusal::new(StatusCode::FORBIDDEN, "refusal-token").page(&visit));
        }
        Ok(sent)
    }
}
