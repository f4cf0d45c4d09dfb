//! The passcode lock: who does not know it sees nothing but the page that asks for it, and help.

use std::sync::Arc;

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, PasswordHash};
use axum::Router;
use axum::http::{StatusCode, header};
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
pub const SETTING: &str = "passcode";
/// The fewest characters of a passcode.
const LEAST: usize = 6;
/// The most bytes of a passcode.
const MOST_BYTES: usize = 1024;
/// How long a browser stays unlocked, in milliseconds: 12 hours.
const STAYS: i64 = 12 * 60 * 60 * 1000;

/// Tells a browser to drop what it kept for offline use.
pub const CLEAR: (&str, &str) = ("clear-site-data", "\"cache\", \"storage\"");

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
                    aria-describedby=[error.map(|_| "passcode-error")]
                    autofocus[error.is_some()] required;
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
        Ok(None) => return Redirect::to("/").into_response(),
        Err(error) => return Refusal::from(error).page(&visit),
    };
    if !matched {
        let page = page(&visit, Some(&t.say("unlock-wrong")));
        return (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
    }
    match open(&visit).await {
        Ok(cookie) => ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response(),
        Err(error) => Refusal::from(error).page(&visit),
    }
}

/// Lets a browser in under a new secret, which this gives as a cookie: whoever planted the old one
/// gains nothing.
async fn open(visit: &Visit) -> Result<String, StoreError> {
    let renewed = visit.renewed();
    visit.store.unlock(&renewed.browser_hash(), visit.now(), visit.now() + STAYS).await?;
    Ok(renewed.set_cookie())
}

async fn lock(visit: Visit, _: Sent) -> Response {
    match visit.store.lock_all().await {
        // What the browser kept for offline use goes with it.
        Ok(()) => ([CLEAR], page(&visit, None)).into_response(),
        Err(error) => Refusal::from(error).page(&visit),
    }
}

/// Sets the passcode, changes it, or removes it. Whoever changes one knows the present one.
async fn set(visit: Visit, sent: Sent) -> Response {
    match changed(&visit, &sent).await {
        Ok(Ok(Some(cookie))) => {
            ([(header::SET_COOKIE, cookie)], Redirect::to("/yours")).into_response()
        }
        Ok(Ok(None)) => Redirect::to("/yours").into_response(),
        Ok(Err((status, lack))) => {
            match super::yours::page(&visit, &super::yours::Told::passcode(lack)).await {
                Ok(page) => (status, page).into_response(),
                Err(refusal) => refusal.page(&visit),
            }
        }
        Err(refusal) => refusal.page(&visit),
    }
}

/// A field of the form about the passcode, and the key of what is wrong with it.
pub type Lack = (&'static str, &'static str);

async fn changed(
    visit: &Visit,
    sent: &Sent,
) -> Result<Result<Option<String>, (StatusCode, Lack)>, Refusal> {
    let wrong = |field, key| Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, (field, key))));
    if let Some(hash) = visit.store.setting(SETTING).await? {
        if visit.limits.secrets.check().is_err() {
            return Ok(Err((StatusCode::TOO_MANY_REQUESTS, ("present", "unlock-often"))));
        }
        if !matches(hash, sent.text("present").unwrap_or_default().to_owned()).await {
            return wrong("present", "unlock-wrong");
        }
    }
    let hash = if sent.has("remove") {
        if visit.needs_passcode() {
            return wrong("present", "passcode-needed");
        }
        None
    } else {
        let given = sent.text("passcode").unwrap_or_default().to_owned();
        if given.chars().count() < LEAST {
            return wrong("passcode", "passcode-short");
        }
        if given.len() > MOST_BYTES {
            return wrong("passcode", "passcode-long");
        }
        if sent.text("again") != Some(given.as_str()) {
            return wrong("again", "passcode-again-wrong");
        }
        let broken = Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "refusal-store");
        Some(hashed(given).await.ok_or(broken)?)
    };
    visit.store.set(SETTING, hash.as_deref()).await?;
    visit.store.lock_all().await?;
    Ok(Ok(if hash.is_some() { Some(open(visit).await?) } else { None }))
}

/// The form with which the passcode is set, changed or removed.
pub fn section(visit: &Visit, is_set: bool, lack: Option<Lack>) -> Markup {
    let t = visit.tongue();
    let field = |name: &'static str, complete: &'static str| {
        let error = lack.filter(|(lack, _)| *lack == name).map(|(_, key)| t.say(key));
        let told = format!("{name}-error");
        html! {
            div.field.wrong[error.is_some()] {
                label for=(name) { (t.say(&format!("passcode-{name}"))) }
                @if let Some(error) = &error { p.error id=(told) { (error) } }
                input id=(name) type="password" name=(name) autocomplete=(complete)
                    aria-invalid=[error.is_some().then_some("true")]
                    aria-describedby=[error.is_some().then_some(told.as_str())];
            }
        }
    };
    html! {
        form method="post" action="/passcode" novalidate {
            (hidden(visit))
            @if is_set { (field("present", "current-password")) }
            (field("passcode", "new-password"))
            (field("again", "new-password"))
            div.buttons {
                button.go { (t.say(if is_set { "passcode-change" } else { "passcode-set" })) }
                @if is_set && !visit.needs_passcode() {
                    button name="remove" value="1" { (t.say("passcode-remove")) }
                }
            }
        }
        @if is_set {
            form method="post" action="/lock" {
                (hidden(visit))
                div.buttons { button { (t.say("passcode-lock")) } }
            }
        }
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
