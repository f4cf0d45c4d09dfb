//! The first page: who is here, their episodes, and the start of a new one.

use std::sync::Arc;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use lumbago_episode::log::{Given, What};
use lumbago_episode::overdue::overdue;
use lumbago_episode::timetable::timetable;
use lumbago_episode::{Course, Entry};
use lumbago_guideline::urgency::Urgency;
use maud::{Markup, html};
use serde_json::Value;
use uuid::Uuid;

use super::check::answerable;
use super::episode::Episode;
use super::form::{Sent, hidden};
use super::layout::{self, Page};
use super::refusal::Refusal;
use super::tongue::Tongue;
use super::visit::{LANGUAGE, Visit};
use super::{App, day};
use crate::store::{Whose, episode, person};

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(show))
        .route("/start", get(start).post(begin))
        .route("/code", post(by_code))
        .route("/language", post(language))
        .route("/about", get(about))
}

/// The facts that the start page asks.
pub const AT_START: [&str; 3] = ["role", "region", "reading_level"];

/// A person with their episodes, each as it is kept and as what its log comes to.
pub type Household = Vec<(person::Model, Vec<(episode::Model, Episode)>)>;

/// Everybody here.
pub async fn household(visit: &Visit) -> Result<Household, Refusal> {
    let mut all = Vec::new();
    for person in visit.store.people().await? {
        let mut episodes = Vec::new();
        for found in visit.store.episodes(person.id).await? {
            let episode = Episode::load(visit.clone(), found.id).await?;
            episodes.push((found, episode));
        }
        all.push((person, episodes));
    }
    Ok(all)
}

async fn show(visit: Visit) -> Response {
    match household(&visit).await {
        Ok(household) if household.is_empty() => Redirect::to("/start").into_response(),
        Ok(household) => home(&visit, &household).into_response(),
        Err(refusal) => refusal.page(&visit),
    }
}

/// Where an episode stands, and the page on which it goes on.
pub struct Stands {
    /// In a few words.
    pub says: String,
    /// The page, below the episode.
    pub page: &'static str,
    /// What the person does there, on a button.
    pub does: String,
    /// Whether somebody must act.
    pub is_urgent: bool,
}

/// Danger first, then what is late, then what is due.
pub fn stands(episode: &Episode) -> Stands {
    let t = episode.visit.tongue();
    let engine = &episode.visit.engine;
    let does = |page: &str| t.say(&format!("home-do-{page}"));
    let calm =
        |key: &str, page| Stands { says: t.say(key), page, does: does(page), is_urgent: false };
    let urgent = |says: &str, page| Stands {
        says: says.trim().to_owned(),
        page,
        does: does(page),
        is_urgent: true,
    };
    if episode.is_emergency() {
        return urgent(&engine.guideline.texts.urgencies.emergency.title, "emergency");
    }
    if episode.course.recovered.is_some() {
        return calm("episode-recovered", "today");
    }
    if episode.must_go().is_some() {
        return calm("episode-asking", "q");
    }
    if let Some(row) = overdue(&engine.guideline, &episode.course, episode.urgency, episode.today) {
        return urgent(&row.person, "plan");
    }
    if episode.urgency > Some(Urgency::Routine) {
        return urgent(&episode.plan(episode.audience()).bottom_line.title, "plan");
    }
    let table = timetable(engine, &episode.decision(), &episode.course, episode.today);
    match answerable(&table).next() {
        Some(_) => calm("episode-due", "check"),
        None => calm("episode-planned", "today"),
    }
}

fn home(visit: &Visit, household: &Household) -> Markup {
    let t = visit.tongue();
    let title = t.say("home-title");
    let body = html! {
        h1 { (title) }
        @for (person, episodes) in household {
            section.person {
                h2 { (person.name) }
                @if episodes.is_empty() { p { (t.say("home-no-episode")) } }
                ul.episodes {
                    @for (kept, episode) in episodes {
                        @let stands = stands(episode);
                        @let day = began(t, &episode.course, kept);
                        li {
                            h3 #(format!("episode-{}", kept.id)) {
                                (t.with("home-episode", &[("day", day.into())]))
                            }
                            @if stands.is_urgent {
                                p { strong.late { (stands.says) } }
                            } @else {
                                p { (stands.says) }
                            }
                            p { a.button.go href=(episode.path(stands.page))
                                aria-describedby=(format!("episode-{}", kept.id)) {
                                (stands.does)
                            } }
                        }
                    }
                }
                p { a href=(format!("/start?person={}", person.id)) { (t.say("home-new-episode")) } }
            }
        }
        p.apart { a href="/start?person=new" { (t.say("home-new-person")) } }
        (code_form(visit, false))
    };
    layout::render(visit, &Page::new(visit, &title), &body)
}

/// The form in which somebody goes on from a code.
fn code_form(visit: &Visit, wrong: bool) -> Markup {
    let t = visit.tongue();
    html! {
        details.code open[wrong] {
            summary { (t.say("code-title")) }
            form method="post" action="/code" {
                (hidden(visit))
                div.field.wrong[wrong] {
                    label for="code" { (t.say("code-label")) }
                    @if wrong { p.error { (t.say("code-wrong")) } }
                    input #code name="code" autocomplete="off" autocapitalize="characters"
                        maxlength="20" autofocus[wrong] required;
                }
                div.buttons { button { (t.say("continue")) } }
            }
        }
    }
}

/// The day on which an episode began.
pub fn began(t: Tongue<'_>, course: &Course, episode: &episode::Model) -> String {
    let day = course.log.first().map(|entry| entry.day);
    let day = day.unwrap_or_else(|| {
        let at = Timestamp::from_millisecond(episode.created).unwrap_or_default();
        at.to_zoned(jiff::tz::TimeZone::system()).date()
    });
    day::in_words(t, day)
}

/// A name as the first word of a line.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The person whom the address names, when there is such a person.
fn whose(uri: &axum::http::Uri) -> Option<Uuid> {
    uri.query()?.strip_prefix("person=")?.parse().ok()
}

async fn start(visit: Visit, uri: axum::http::Uri) -> Response {
    match start_page(&visit, whose(&uri), &[]).await {
        Ok(page) => page.into_response(),
        Err(refusal) => refusal.page(&visit),
    }
}

async fn start_page(
    visit: &Visit,
    person: Option<Uuid>,
    lacks: &[&str],
) -> Result<Markup, Refusal> {
    let t = visit.tongue();
    let known = match person {
        Some(id) => visit.store.person(id).await?,
        None => None,
    };
    let title = t.say("start-title");
    let texts = &visit.engine.guideline.texts;
    let role = visit.engine.guideline.facts.find("role").map(|(_, fact)| fact);
    let lack = |name: &str| lacks.contains(&name);
    let body = html! {
        h1 { (title) }
        p.lead { (t.say("start-lead")) }
        div.three {
            div { h2 { (t.say("start-get-title")) } p { (t.say("start-get")) } }
            div { h2 { (t.say("start-need-title")) } p { (t.say("start-need")) } }
            div { h2 { (t.say("start-not-title")) } p { (t.say("start-not")) } }
        }
        p.notice { (texts.edition.notice_person.trim()) }
        form method="post" action="/start" novalidate {
            (hidden(visit))
            @match &known {
                Some(person) => {
                    input type="hidden" name="person" value=(person.id);
                    p { (t.with("start-for", &[("name", person.name.clone().into())])) }
                }
                None => {
                    div.field {
                        label for="name" { (t.say("start-name")) }
                        p.hint { (t.say("start-name-hint")) }
                        input #name name="name" maxlength="60" autocomplete="off";
                    }
                }
            }
            @if let Some(role) = role {
                fieldset.field.wrong[lack("role")] {
                    legend { (t.say("start-role")) }
                    @if lack("role") { p.error { (t.say("error-choose")) } }
                    div.options {
                        @for (option, label) in role.kind.options().iter().zip(&role.labels) {
                            label.option {
                                input type="radio" name="role" value=(option)
                                    checked[option == "person"];
                                span { (label) }
                            }
                        }
                    }
                }
            }
            div.field {
                label for="region" { (t.say("start-region")) }
                p.hint { (t.say("start-region-hint")) }
                select #region name="region" {
                    @for (code, region) in &texts.regions {
                        option value=(code)
                            selected[*code == texts.edition.default_region] {
                            (capital(&region.name))
                        }
                    }
                }
            }
            fieldset.field {
                legend { (t.say("start-detail")) }
                div.options {
                    @for (value, key) in [("plain", "detail-plain"), ("standard", "detail-standard")] {
                        label.option {
                            input type="radio" name="reading_level" value=(value)
                                checked[value == "plain"];
                            span { (t.say(key)) }
                        }
                    }
                }
            }
            div.buttons { button.go { (t.say("start-go")) } }
        }
        (code_form(visit, lack("code")))
    };
    Ok(layout::render(visit, &Page::new(visit, &title), &body))
}

async fn begin(visit: Visit, sent: Sent) -> Response {
    match begun(&visit, &sent).await {
        Ok(response) => response,
        Err(refusal) => refusal.page(&visit),
    }
}

async fn begun(visit: &Visit, sent: &Sent) -> Result<Response, Refusal> {
    let person = sent.text("person").and_then(|id| id.parse().ok());
    let mut answers = Given::new();
    for name in AT_START {
        if let Some(text) = sent.text(name) {
            let value = Value::String(text.to_owned());
            if lumbago_episode::carry::check(&visit.engine.guideline, name, &value).is_err() {
                let page = start_page(visit, person, &[name]).await?;
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
            }
            answers.insert(name.to_owned(), value);
        }
    }
    if !answers.contains_key("role") {
        let page = start_page(visit, person, &["role"]).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let key = sent.once();
    let known = match person {
        Some(person) => visit.store.person(person).await?,
        None => None,
    };
    let name = name_in(sent).unwrap_or_else(|| visit.tongue().say("start-me"));
    let whose = known.map_or(Whose::New(&name), |person| Whose::Known(person.id));
    let at = Timestamp::now();
    let day = visit.today();
    let what = [What::Asked { checks: Vec::new() }, What::Answered { answers }];
    let entries: Vec<Entry> = what.into_iter().map(|what| Entry { at, day, what }).collect();
    visit.store.begin(whose, key, visit.now(), &entries).await?;
    Ok(Redirect::to(&format!("/e/{key}/q")).into_response())
}

/// The most characters of a name.
const NAME: usize = 60;

/// What a form calls a person: one line, and not too long.
pub fn name_in(sent: &Sent) -> Option<String> {
    fitting(sent.text("name")?)
}

/// A name on one line, and not too long; none when nothing is left of it.
pub fn fitting(name: &str) -> Option<String> {
    let name = super::form::legible(name).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(name.chars().take(NAME).collect::<String>()).filter(|name| !name.is_empty())
}

async fn by_code(visit: Visit, sent: Sent) -> Response {
    if visit.limits.secrets.check().is_err() {
        return Refusal::new(StatusCode::TOO_MANY_REQUESTS, "unlock-often").page(&visit);
    }
    let code = sent.text("code").unwrap_or_default();
    match visit.store.episode_of_code(code).await {
        Ok(Some(found)) => Redirect::to(&format!("/e/{}/q", found.id)).into_response(),
        Ok(None) => match start_page(&visit, None, &["code"]).await {
            Ok(page) => (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
            Err(refusal) => refusal.page(&visit),
        },
        Err(error) => Refusal::from(error).page(&visit),
    }
}

/// Keeps the language in a cookie, and goes back to where the person was.
async fn language(visit: Visit, sent: Sent) -> Response {
    let language = visit.tongues.choose(sent.text("language").unwrap_or_default()).to_owned();
    let cookie = format!("{LANGUAGE}={language}; Path=/; SameSite=Strict; Max-Age=31536000");
    // The page names itself: browsers send no referrer here. Only a path of ours is led to.
    let is_ours =
        |path: &&str| path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    let back = sent.text("back").filter(is_ours).unwrap_or("/");
    ([(header::SET_COOKIE, cookie)], Redirect::to(back)).into_response()
}

async fn about(visit: Visit) -> Response {
    let t = visit.tongue();
    let title = t.say("about-title");
    let edition = &visit.engine.guideline.texts.edition;
    let body = html! {
        h1 { (title) }
        p.lead { (edition.notice_person.trim()) }
        p { (edition.disclaimer.person.trim()) }
        p { (t.say("about-data")) }
        p { (t.with("about-edition", &[
            ("name", edition.name.clone().into()),
            ("version", edition.version.clone().into()),
            ("content", visit.engine.guideline.content_hash.clone().into()),
        ])) }
    };
    layout::render(&visit, &Page::new(&visit, &title), &body).into_response()
}
