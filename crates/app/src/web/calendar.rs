//! The days of the check-ins as a calendar to subscribe to. Its address is a secret of its own: a
//! calendar program has no cookie and knows no passcode. Nothing of health stands in it.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use icalendar::{Calendar, Component, Event, Property};
use jiff::ToSpan;
use lumbago_episode::timetable::timetable;
use maud::{Markup, html};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::App;
use super::episode::Episode;
use super::refusal::Refusal;
use super::visit::{Visit, hex};

/// Where the calendars stand; their token takes the place of the passcode.
pub const PATH: &str = "/calendar/";
/// How the address of a calendar ends.
const ENDING: &str = ".ics";

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new().route("/calendar/{token}", get(feed))
}

/// The token of an episode's calendar: its id, and a seal that only this store can make.
fn token(app: &App, episode: Uuid) -> String {
    let inner = Sha256::new()
        .chain_update(app.secret.as_bytes())
        .chain_update(b"calendar")
        .chain_update(episode.as_bytes())
        .finalize();
    // Hashed twice: nobody can lengthen what was sealed.
    let seal = hex(&Sha256::digest(inner));
    format!("{}{}", episode.simple(), seal.chars().take(32).collect::<String>())
}

/// The episode of a token; none when the seal does not fit.
fn episode_of(app: &App, given: &str) -> Option<Uuid> {
    let id: Uuid = given.get(..32)?.parse().ok()?;
    (token(app, id) == given).then_some(id)
}

/// Explains the calendar and links to it.
pub fn offer(episode: &Episode) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let path = format!("{PATH}{}{ENDING}", token(&visit.app, episode.id));
    // The address that led here leads here again; where the server was told to listen may be a port
    // of its own choice, or every address of this machine.
    let base = match (&visit.options.tls_host, &visit.host) {
        (Some(host), _) => format!("https://{host}"),
        (None, Some(host)) => format!("http://{host}"),
        (None, None) => format!("http://{}", visit.options.listen),
    };
    html! {
        details.card {
            summary { (t.say("calendar-title")) }
            p { (t.say("calendar-lead")) }
            p.address { code { (base) (path) } }
            p.hint { (t.say("calendar-here")) }
            p { a href=(path) { (t.say("calendar-get")) } }
        }
    }
}

async fn feed(visit: Visit, Path(name): Path<String>) -> Response {
    let id = name.strip_suffix(ENDING).and_then(|given| episode_of(&visit.app, given));
    let Some(id) = id else { return Refusal::nowhere().page(&visit) };
    match Episode::load(visit.clone(), id).await {
        Ok(episode) => (
            [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")],
            calendar(&episode).to_string(),
        )
            .into_response(),
        Err(refusal) => refusal.page(&visit),
    }
}

/// The days of what is due and of what comes; checks on one day are one entry.
fn calendar(episode: &Episode) -> Calendar {
    let t = episode.visit.tongue();
    let decision = episode.decision();
    let table = timetable(&episode.visit.engine, &decision, &episode.course, episode.today);
    let mut days: Vec<_> = table.due.iter().chain(&table.coming).map(|due| due.on).collect();
    days.sort_unstable();
    days.dedup();
    // Events travel further than the address that they came from: they may not give it away.
    let seal = hex(&Sha256::digest(token(&episode.visit.app, episode.id)));
    let seal: String = seal.chars().take(16).collect();
    let mut calendar = Calendar::new();
    calendar.name(&t.say("calendar-name"));
    for day in days {
        let mut event = Event::new();
        let plain = |day: jiff::civil::Date| day.strftime("%Y%m%d").to_string();
        let dated = |name: &str, day| {
            let mut property = Property::new(name, plain(day));
            property.add_parameter("VALUE", "DATE");
            property.done()
        };
        event.uid(&format!("{}-{seal}@lumbago", plain(day)));
        event.summary(&t.say("calendar-event"));
        event.append_property(dated("DTSTART", day));
        event.append_property(dated("DTEND", day.checked_add(1.day()).unwrap_or(day)));
        calendar.push(event.done());
    }
    calendar
}
