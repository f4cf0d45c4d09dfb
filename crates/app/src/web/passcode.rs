//! The passcode lock: who does not know it sees nothing but the page that asks for it, and help.

use std::sync::Arc;

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, PasswordHash};
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};

use super::App;
use super::form::{Sent, hidden};
use super::layout::{self, Page};
use super::refusal::Refusal;
use super::visit::Visit;
use crate::store::{Store, StoreError};

/// The page that asks for the passcode.
pub const PATH: &str = "/unlock";
/// The setting that holds its hash.
const SETTING: &str = "passcode";
/// The fewest characters of a passcode.
const LEAST: usize = 6;
/// How long a browser stays unlocked, in milliseconds: 12 hours.
const STAYS: i64 = 12 * 60 * 60 * 1000;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route(PATH, get(ask).post(unlock))
        .route("/lock", post(lock))
        .route("/passcode", post(set))
}

/// Whether this household has a passcode.
pub async fn is_set(store: &Store) -> Result<bool, StoreError> {
    Ok(store.setting(SETTING).await?.is_some())
}

/// Whether this visit may see a path.
pub async fn is_shut_out(visit: &Visit, path: &str) -> Result<bool, StoreError> {
    // In danger nobody looks for a passcode.
    if [PATH, "/help", "/about", "/language"].contains(&path) {
        return Ok(false);
    }
    // A calendar has no cookie; the token in its address is its passcode.
    if path.starts_with(super::calendar::PATH) {
        return Ok(false);
    }
    if !is_set(&visit.store).await? {
        return Ok(false);
    }
    Ok(!visit.store.is_unlocked(&visit.browser_hash(), visit.now()).await?)
}

async fn ask(visit: Visit) -> Response {
    page(&visit, None).into_response()
}

fn page(visit: &Visit, error: Option<&str>) -> Markup {
    let t = visit.tongue();
    let title = t.say("unlock-title");
    let body = html! {
        h1 { (title) }
        p.lead { (t.say("unlock-lead")) }
        form method="post" action=(PATH) {
            (hidden(visit))
            div.field.wrong[error.is_some()] {
                label for="passcode" { (t.say("passcode")) }
                @if let Some(error) = error { p.error #passcode-error { (error) } }
                input #passcode type="password" name="passcode" autocomplete="current-password"
                    aria-describedby=[error.map(|_| "passcode-error")] required;
            }
            div.buttons { button.go { (t.say("unlock")) } }
        }
    };
    layout::render(visit, &Page::new(visit, &title), &body)
}

async fn unlock(visit: Visit, sent: Sent) -> Response {
    let t = visit.tongue();
    if visit.limits.secrets.check().is_err() {
        let page = page(&visit, Some(&t.say("unlock-often")));
        return (StatusCode::TOO_MANY_REQUESTS, page).into_response();
    }
    let given = sent.text("passcode").unwrap_or_default().to_owned();
    let matched = match visit.store.setting(SETTING).await {
        Ok(Some(hash)) => matches(hash, given).await,
        Ok(None) => true,
        Err(error) => return Refusal::from(error).page(&visit),
    };
    if !matched {
        let page = page(&visit, Some(&t.say("unlock-wrong")));
        return (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
    }
    // The same browser may come twice: what it held before is forgotten first.
    let until = visit.now() + STAYS;
    match visit.store.unlock(&visit.browser_hash(), until).await {
        Ok(()) => Redirect::to("/").into_response(),
        Err(error) => Refusal::from(error).page(&visit),
    }
}

async fn lock(visit: Visit, _: Sent) -> Response {
    match visit.store.lock_all().await {
        // What the browser kept for offline use goes with it.
        Ok(()) => {
            ([("clear-site-data", "\"cache\", \"storage\"")], Redirect::to(PATH)).into_response()
        }
        Err(error) => Refusal::from(error).page(&visit),
    }
}

async fn set(visit: Visit, sent: Sent) -> Response {
    let given = sent.text("passcode").map(str::to_owned);
    if given.as_ref().is_some_and(|given| given.chars().count() < LEAST) {
        return Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "passcode-short").page(&visit);
    }
    let hash = match given {
        Some(given) => match hashed(given).await {
            Some(hash) => Some(hash),
            None => {
                return Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "refusal-store")
                    .page(&visit);
            }
        },
        None => None,
    };
    let done = async {
        visit.store.set(SETTING, hash.as_deref()).await?;
        visit.store.lock_all().await?;
        if hash.is_some() {
            visit.store.unlock(&visit.browser_hash(), visit.now() + STAYS).await?;
        }
        Ok::<_, StoreError>(())
    };
    match done.await {
        Ok(()) => Redirect::to("/yours").into_response(),
        Err(error) => Refusal::from(error).page(&visit),
    }
}

/// Hashes a passcode with Argon2id; it takes a while on purpose, so it runs beside the requests.
async fn hashed(passcode: String) -> Option<String> {
    let work = move || {
        Argon2::default().hash_password(passcode.as_bytes()).ok().map(|hash| hash.to_string())
    };
    tokio::task::spawn_blocking(work).await.ok().flatten()
}

async fn matches(hash: String, passcode: String) -> bool {
    let work = move || {
        PasswordHash::new(&hash)
            .is_ok_and(|hash| Argon2::default().verify_password(passcode.as_bytes(), &hash).is_ok())
    };
    tokio::task::spawn_blocking(work).await.unwrap_or(false)
}
