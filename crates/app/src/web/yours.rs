//! What belongs to the household: who is here, taking everything along and bringing it in again,
//! the passcode, deleting.

use std::sync::Arc;

use axum::Router;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Path, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use fluent_bundle::FluentValue;
use lumbago_episode::archive::{Archive, FORM};
use lumbago_episode::carry;
use lumbago_episode::log::What;
use lumbago_guideline::Guideline;
use maud::{Markup, html};
use uuid::Uuid;

use super::App;
use super::form::{Sent, hidden};
use super::home::{self, Household};
use super::layout::{self, Page};
use super::passcode::{self, CLEAR};
use super::refusal::Refusal;
use super::visit::Visit;
use crate::store::{Came, StoreError};

/// Years in which something can have been written down.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2199;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/yours", get(show))
        .route("/yours/export.json", get(json))
        .route("/yours/export.csv", get(csv))
        .route("/yours/person/{person}/name", post(rename))
        .route("/yours/person/{person}/delete", get(ask_one).post(delete_one))
        .route("/yours/delete", get(ask_all).post(delete_all))
}

/// The address that takes a whole file.
pub fn import_router() -> Router<Arc<App>> {
    Router::new().route("/yours/import", post(import)).layer(DefaultBodyLimit::disable())
}

/// What the page says about what was just tried.
#[derive(Debug, Default)]
pub struct Told {
    passcode: Option<passcode::Lack>,
    import: Option<&'static str>,
    name: Option<Uuid>,
    came: Option<(Came, usize)>,
}

impl Told {
    /// The passcode could not be changed.
    pub fn passcode(lack: passcode::Lack) -> Self {
        Self { passcode: Some(lack), ..Self::default() }
    }
}

async fn show(visit: Visit) -> Response {
    answer(&visit, StatusCode::OK, &Told::default()).await
}

async fn answer(visit: &Visit, status: StatusCode, told: &Told) -> Response {
    match page(visit, told).await {
        Ok(page) => (status, page).into_response(),
        Err(refusal) => refusal.page(visit),
    }
}

/// The whole page.
///
/// # Errors
/// When the store fails.
pub async fn page(visit: &Visit, told: &Told) -> Result<Markup, Refusal> {
    let t = visit.tongue();
    let title = t.say("yours-title");
    let household = home::household(visit).await?;
    let is_locked = passcode::is_set(&visit.store).await?;
    let body = html! {
        h1 { (title) }
        p.lead { (t.say("yours-lead")) }
        @if let Some((came, misfit)) = told.came {
            div.notice role="status" {
                @if came.episodes > 0 || came.longer + came.differ == 0 {
                    p { (t.with("yours-imported", &[("count", came.episodes.into())])) }
                }
                @if came.longer > 0 {
                    p { (t.with("yours-imported-longer", &[("count", came.longer.into())])) }
                }
                @if came.differ > 0 {
                    p { (t.with("yours-imported-differ", &[("count", came.differ.into())])) }
                }
                @if misfit > 0 {
                    p { (t.with("yours-imported-misfit", &[("count", FluentValue::from(misfit))])) }
                }
            }
        }
        h2 { (t.say("yours-people")) }
        (people(visit, &household, told.name))
        h2 { (t.say("yours-take")) }
        p { (t.say("yours-take-lead")) }
        ul {
            li { a href="/yours/export.json" download { (t.say("yours-json")) } }
            li { a href="/yours/export.csv" download { (t.say("yours-csv")) } }
        }
        h2 { (t.say("yours-import")) }
        form method="post" action="/yours/import" enctype="multipart/form-data" novalidate {
            (hidden(visit))
            div.field.wrong[told.import.is_some()] {
                label for="file" { (t.say("yours-import-file")) }
                p.hint #file-hint { (t.say("yours-import-lead")) }
                @if let Some(key) = told.import { p.error #file-error { (t.say(key)) } }
                input #file type="file" name="file" accept=".json,application/json"
                    autofocus[told.import.is_some()] aria-describedby="file-hint file-error";
            }
            div.buttons { button.go { (t.say("yours-import-send")) } }
        }
        h2 { (t.say("yours-passcode")) }
        p { (t.say(if is_locked { "yours-passcode-is-set" } else { "yours-passcode-lead" })) }
        (passcode::section(visit, is_locked, told.passcode))
        h2 { (t.say("yours-delete")) }
        p { (t.say("yours-delete-lead")) }
        p { a.danger href="/yours/delete" { (t.say("yours-delete-link")) } }
    };
    Ok(layout::render(visit, &Page::new(visit, &title).class("yours"), &body))
}

fn people(visit: &Visit, household: &Household, nameless: Option<Uuid>) -> Markup {
    let t = visit.tongue();
    html! {
        @if household.is_empty() { p { (t.say("yours-nobody")) } }
        @for (person, episodes) in household {
            @let field = format!("name-{}", person.id);
            @let wrong = nameless == Some(person.id);
            section.person {
                h3 { (person.name) }
                ul {
                    @for (kept, episode) in episodes {
                        li {
                            a href=(episode.path(home::stands(episode).page)) {
                                (t.with("yours-episode", &[
                                    ("day", home::began(t, &episode.course, kept).into()),
                                ]))
                            }
                        }
                    }
                }
                details open[wrong] {
                    summary { (t.say("yours-rename")) }
                    form method="post" action=(format!("/yours/person/{}/name", person.id))
                        novalidate {
                        (hidden(visit))
                        div.field.wrong[wrong] {
                            label for=(field) { (t.say("yours-name")) }
                            @if wrong { p.error { (t.say("yours-name-missing")) } }
                            input id=(field) name="name" maxlength="60" autocomplete="off"
                                autofocus[wrong] value=(person.name);
                        }
                        div.buttons { button { (t.say("yours-rename-keep")) } }
                    }
                }
                p {
                    a.danger href=(format!("/yours/person/{}/delete", person.id)) {
                        (t.with("yours-delete-person", &[("name", person.name.clone().into())]))
                    }
                }
            }
        }
    }
}

/// A file to keep, which no cache keeps as well.
fn file(visit: &Visit, kind: &'static str, ending: &str, text: String) -> Response {
    let name = format!("attachment; filename=\"lumbago-{}.{ending}\"", visit.today());
    (
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_DISPOSITION, name),
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ],
        text,
    )
        .into_response()
}

async fn json(visit: Visit) -> Response {
    let archive = match visit.store.archive().await {
        Ok(archive) => archive,
        Err(error) => return Refusal::from(error).page(&visit),
    };
    match archive.json() {
        Ok(text) => file(&visit, "application/json", "json", text),
        Err(error) => {
            let error = StoreError::Unreadable(error.to_string());
            Refusal::from(error).page(&visit)
        }
    }
}

async fn csv(visit: Visit) -> Response {
    match visit.store.archive().await {
        Ok(archive) => file(&visit, "text/csv; charset=utf-8", "csv", archive.csv()),
        Err(error) => Refusal::from(error).page(&visit),
    }
}

/// What stands for a file whose bytes are no text: it is refused like any other that is not ours.
const NO_TEXT: &str = "no text";

/// A file as it was sent, from a page of ours.
async fn sent_file(visit: &Visit, mut parts: Multipart) -> Result<Option<String>, StatusCode> {
    let broken = |error: MultipartError| error.status();
    let mut is_ours = false;
    let mut text = None;
    while let Some(field) = parts.next_field().await.map_err(broken)? {
        match field.name() {
            Some("token") => is_ours = field.text().await.map_err(broken)? == visit.token(),
            // The token stands first: nothing is read of a file that comes without it.
            Some("file") if is_ours => {
                let bytes = field.bytes().await.map_err(broken)?;
                text = Some(String::from_utf8(bytes.to_vec()).unwrap_or(NO_TEXT.to_owned()));
            }
            _ => {}
        }
    }
    if is_ours {
        Ok(text.filter(|text| !text.trim().is_empty()))
    } else {
        Err(StatusCode::FORBIDDEN)
    }
}

async fn import(visit: Visit, request: Request) -> Response {
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    let refused = |key| Told { import: Some(key), ..Told::default() };
    let sent = match Multipart::from_request(request, &visit.app).await {
        Ok(parts) => sent_file(&visit, parts).await,
        Err(rejection) => Err(rejection.status()),
    };
    let text = match sent {
        Ok(Some(text)) => text,
        Ok(None) => return answer(&visit, wrong, &refused("yours-import-missing")).await,
        Err(StatusCode::FORBIDDEN) => {
            return Refusal::new(StatusCode::FORBIDDEN, "refusal-token").page(&visit);
        }
        Err(StatusCode::PAYLOAD_TOO_LARGE) => {
            let told = refused("yours-import-large");
            return answer(&visit, StatusCode::PAYLOAD_TOO_LARGE, &told).await;
        }
        Err(status) => return Refusal::new(status, "refusal-form").page(&visit),
    };
    // A large file takes a while: beside the other requests.
    let read = tokio::task::spawn_blocking(move || read(&text)).await;
    let archive = match read.unwrap_or(Err("yours-import-wrong")) {
        Ok(archive) => archive,
        Err(key) => return answer(&visit, wrong, &refused(key)).await,
    };
    let misfit = misfits(&visit.engine.guideline, &archive);
    match visit.store.import(&archive, visit.now()).await {
        Ok(came) => {
            let misfit = if came.episodes + came.longer == 0 { 0 } else { misfit };
            let told = Told { came: Some((came, misfit)), ..Told::default() };
            answer(&visit, StatusCode::OK, &told).await
        }
        Err(error) => Refusal::from(error).page(&visit),
    }
}

/// Reads an archive, or gives the key of what is wrong with it. Names are made to fit.
fn read(text: &str) -> Result<Archive, &'static str> {
    // Some editors put a mark of the byte order in front.
    let text = text.trim_start_matches('\u{feff}');
    let mut archive = Archive::read(text).map_err(|_| match of_another_form(text) {
        true => "yours-import-form",
        false => "yours-import-wrong",
    })?;
    for person in &mut archive.people {
        person.name = home::fitting(&person.name).ok_or("yours-import-wrong")?;
        for episode in &person.episodes {
            if episode.id.parse::<Uuid>().is_err() {
                return Err("yours-import-episode");
            }
            if episode.log.iter().any(|entry| !YEARS.contains(&entry.day.year())) {
                return Err("yours-import-day");
            }
        }
    }
    Ok(archive)
}

/// Whether a document says of itself that it is a household in another form.
fn of_another_form(text: &str) -> bool {
    let value: Option<serde_json::Value> = serde_json::from_str(text).ok();
    value.is_some_and(|value| {
        let form = value.get("form").and_then(serde_json::Value::as_u64);
        value.get("lumbago").is_some() && form.is_some_and(|form| form != u64::from(FORM))
    })
}

/// How many answers of an archive do not fit the guideline: they are kept, and asked again.
fn misfits(guideline: &Guideline, archive: &Archive) -> usize {
    let logs = archive.people.iter().flat_map(|person| &person.episodes).map(|found| &found.log);
    let answers = logs.flatten().filter_map(|entry| match &entry.what {
        What::Answered { answers } => Some(answers),
        _ => None,
    });
    answers.flatten().filter(|(name, value)| carry::check(guideline, name, value).is_err()).count()
}

async fn rename(visit: Visit, Path(person): Path<String>, sent: Sent) -> Response {
    let known = match found(&visit, &person).await {
        Ok(person) => person,
        Err(refusal) => return refusal.page(&visit),
    };
    let Some(name) = home::name_in(&sent) else {
        let told = Told { name: Some(known.id), ..Told::default() };
        return answer(&visit, StatusCode::UNPROCESSABLE_ENTITY, &told).await;
    };
    match visit.store.rename(known.id, &name).await {
        Ok(()) => Redirect::to("/yours").into_response(),
        Err(error) => Refusal::from(error).page(&visit),
    }
}

async fn found(visit: &Visit, person: &str) -> Result<crate::store::person::Model, Refusal> {
    let id: Uuid = person.parse().map_err(|_| Refusal::nowhere())?;
    visit.store.person(id).await?.ok_or_else(Refusal::nowhere)
}

async fn ask_one(visit: Visit, Path(person): Path<String>) -> Response {
    let person = match found(&visit, &person).await {
        Ok(person) => person,
        Err(refusal) => return refusal.page(&visit),
    };
    let t = visit.tongue();
    let title = t.with("yours-delete-one-title", &[("name", person.name.clone().into())]);
    let what = t.with("yours-delete-one-what", &[("name", person.name.clone().into())]);
    asked(&visit, &title, &what, &format!("/yours/person/{}/delete", person.id)).into_response()
}

async fn ask_all(visit: Visit) -> Response {
    let t = visit.tongue();
    let (title, what) = (t.say("yours-delete-title"), t.say("yours-delete-what"));
    asked(&visit, &title, &what, "/yours/delete").into_response()
}

/// Asks once more before something is gone for ever.
fn asked(visit: &Visit, title: &str, what: &str, action: &str) -> Markup {
    let t = visit.tongue();
    let body = html! {
        h1 { (title) }
        p.lead { (what) }
        p { a href="/yours/export.json" download { (t.say("yours-json")) } }
        form method="post" action=(action) {
            (hidden(visit))
            div.buttons {
                a.button href="/yours" { (t.say("yours-delete-no")) }
                button.danger { (t.say("yours-delete-yes")) }
            }
        }
    };
    layout::render(visit, &Page::new(visit, title).class("yours"), &body)
}

async fn delete_one(visit: Visit, Path(person): Path<String>, _: Sent) -> Response {
    let person = match found(&visit, &person).await {
        Ok(person) => person,
        // Sent twice: it is gone already.
        Err(Refusal::Said(StatusCode::NOT_FOUND, _)) => return deleted(&visit),
        Err(refusal) => return refusal.page(&visit),
    };
    let gone = visit.store.delete_person(person.id).await;
    visit.kept.forget();
    match gone {
        Ok(()) => deleted(&visit),
        Err(error) => Refusal::from(error).page(&visit),
    }
}

async fn delete_all(visit: Visit, _: Sent) -> Response {
    // A server that others can reach may not lose its lock.
    let kept: &[&str] = if visit.needs_passcode() { &[passcode::SETTING] } else { &[] };
    let gone = visit.store.delete_all(kept).await;
    visit.kept.forget();
    match gone {
        Ok(()) => deleted(&visit),
        Err(error) => Refusal::from(error).page(&visit),
    }
}

/// Says that it is gone, and has the browser drop what it kept for offline use.
fn deleted(visit: &Visit) -> Response {
    let t = visit.tongue();
    let title = t.say("yours-deleted-title");
    let body = html! {
        h1 { (title) }
        p.lead { (t.say("yours-deleted")) }
        p { a.button href="/" { (t.say("refusal-home")) } }
    };
    ([CLEAR], layout::render(visit, &Page::new(visit, &title), &body)).into_response()
}
