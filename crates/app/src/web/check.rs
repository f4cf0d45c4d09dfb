//! Check-ins: what is due, what comes and what was missed; the start of a round of questions; an
//! appointment; and the calendar to subscribe to.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use fluent_bundle::FluentValue;
use jiff::civil::Date;
use lumbago_episode::What;
use lumbago_episode::overdue::{open, overdue};
use lumbago_episode::timetable::{Due, Timetable, timetable};
use lumbago_guideline::follow_up::Within;
use maud::{Markup, html};

use super::App;
use super::calendar;
use super::day;
use super::episode::Episode;
use super::form::{Sent, hidden};
use super::goals::well_again;
use super::layout::{self, Page};

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/e/{episode}/check", get(show))
        .route("/e/{episode}/check/start", post(start))
        .route("/e/{episode}/check/booked", post(book))
}

/// The due checks that questions answer; recovery is told with one tap instead.
pub fn answerable<'a, 'g>(table: &'a Timetable<'g>) -> impl Iterator<Item = &'a Due<'g>> {
    table.due.iter().filter(|due| due.check.within != Some(Within::Recovery))
}

/// What became of an urgency that nobody acted on in time; nothing while there is time.
pub fn late(episode: &Episode) -> Markup {
    let guideline = &episode.visit.engine.guideline;
    let urgency = episode.urgency;
    let row = overdue(guideline, &episode.course, urgency, episode.today);
    let Some(row) = row else { return html! {} };
    let title = &guideline.texts.urgencies.of(Some(row.becomes)).title;
    let is_raised = Some(row.becomes) > urgency;
    html! {
        div.late role="alert" {
            @if is_raised { p { strong { (title) } } }
            p { strong { (row.person.trim()) } }
        }
    }
}

async fn show(episode: Episode) -> Response {
    page(&episode, None)
}

fn page(episode: &Episode, wrong: Option<&str>) -> Response {
    if let Some(first) = episode.must_go() {
        return first;
    }
    let visit = &episode.visit;
    let t = visit.tongue();
    let title = t.say("check-title");
    let frame = Page::new(visit, &title).of(episode.id, episode.region()).at("check");
    let decision = episode.decision();
    let table = timetable(&visit.engine, &decision, &episode.course, episode.today);
    let follow_up = &visit.engine.guideline.follow_up;
    let waits = answerable(&table).next().is_some();
    let overdue_days = table.overdue_days(episode.today);
    let body = html! {
        h1 { (title) }
        (late(episode))
        (well_again(episode))
        @if !table.brought_forward.is_empty() {
            section.card.today {
                h2 { (t.say("check-forward")) }
                @for escalation in &table.brought_forward { p { (escalation.person.trim()) } }
                p { (t.say("check-forward-lead")) }
                (begin(episode, "forward", "check-forward-go", true))
            }
        }
        section.card {
            h2 { (t.say("check-due")) }
            @if waits {
                ul.checks { @for due in answerable(&table) { (row(episode, due)) } }
                @if overdue_days > 0 { p { (follow_up.missed.person.trim()) } }
                (begin(episode, "due", "check-answer", true))
            } @else {
                p { (t.say("check-none-due")) }
            }
        }
        section.card {
            h2 { (t.say("check-changed")) }
            p { (t.say("check-changed-lead")) }
            (begin(episode, "all", "check-changed-go", false))
        }
        (appointment(episode, wrong))
        @if !table.coming.is_empty() {
            section.card {
                h2 { (t.say("check-coming")) }
                ul.checks { @for due in &table.coming { (row(episode, due)) } }
            }
        }
        @if !table.missed.is_empty() {
            section.card {
                h2 { (t.say("check-missed")) }
                p { (t.say("check-missed-lead")) }
                ul.checks { @for due in &table.missed { (row(episode, due)) } }
            }
        }
        (calendar::offer(episode))
    };
    let page = layout::render(visit, &frame, &body);
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    (status, page).into_response()
}

fn row(episode: &Episode, due: &Due<'_>) -> Markup {
    let t = episode.visit.tongue();
    let late = (episode.today - due.on).get_days();
    html! {
        li {
            strong { (day::in_words(t, due.on)) }
            @if late > 0 {
                " " span.overdue {
                    (t.with("check-overdue", &[("days", FluentValue::from(late))]))
                }
            }
            br;
            (due.check.person.trim())
        }
    }
}

/// The button that begins a round.
fn begin(episode: &Episode, round: &str, key: &str, is_main: bool) -> Markup {
    html! {
        form method="post" action=(episode.path("check/start")) {
            (hidden(&episode.visit))
            input type="hidden" name="round" value=(round);
            div.buttons {
                button.go[is_main] { (episode.visit.tongue().say(key)) }
            }
        }
    }
}

/// The appointment that an urgency or a visit asks for.
fn appointment(episode: &Episode, wrong: Option<&str>) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let by = open(&visit.engine.guideline, &episode.course);
    let booked = &episode.course.booked;
    html! {
        section.card #booked {
            h2 { (t.say("booked-title")) }
            @if let Some(by) = by {
                p { (t.with("booked-by", &[("day", day::in_words(t, by.by).into())])) }
            }
            @for (with, on) in booked {
                p.did { (t.with("booked-told", &[
                    ("with", with.clone().into()),
                    ("day", day::in_words(t, *on).into()),
                ])) }
                @if *on < episode.today && by.is_some() {
                    p { (t.say("booked-past")) " "
                        a href=(episode.path("plan")) { (t.say("today-see-plan")) } }
                }
            }
            details open[wrong.is_some()] {
                summary { (t.say("booked-add")) }
                form method="post" action=(episode.path("check/booked")) {
                    (hidden(visit))
                    @if let Some(wrong) = wrong { p.error { (wrong) } }
                    div.field.wrong[wrong.is_some()] {
                        label for="with" { (t.say("booked-with")) }
                        input #with type="text" name="with" maxlength="80" autocomplete="off"
                            autofocus[wrong.is_some()];
                    }
                    div.field.wrong[wrong.is_some()] {
                        label for="on" { (t.say("booked-on")) }
                        input #on type="date" name="on";
                    }
                    div.buttons { button { (t.say("booked-keep")) } }
                }
            }
        }
    }
}

/// Begins a round: all that is due, or everything anew when something changed.
async fn start(episode: Episode, sent: Sent) -> Response {
    // A round that is under way goes on; in danger nothing else is begun.
    if let Some(first) = episode.must_go() {
        return first;
    }
    let visit = episode.visit.clone();
    let checks: Vec<String> = {
        let decision = episode.decision();
        let table = timetable(&visit.engine, &decision, &episode.course, episode.today);
        match sent.text("round") {
            Some("due") => answerable(&table).map(|due| due.check.id.clone()).collect(),
            // The review that comes forward: of what was told today it repeats danger alone.
            Some("forward") => {
                table.brought_forward().map(|check| check.id.clone()).into_iter().collect()
            }
            _ => Vec::new(),
        }
    };
    if sent.text("round") == Some("due") && checks.is_empty() {
        return episode.go("check");
    }
    match episode.write(&sent.once().to_string(), vec![What::Asked { checks }]).await {
        Ok((episode, _)) => episode.go("q"),
        Err(refusal) => refusal.page(&visit),
    }
}

async fn book(episode: Episode, sent: Sent) -> Response {
    let visit = episode.visit.clone();
    let with = sent.text("with").map(|with| with.chars().take(80).collect::<String>());
    let on: Option<Date> = sent.text("on").and_then(|on| on.parse().ok());
    let (Some(with), Some(on)) = (with, on) else {
        return page(&episode, Some(&visit.tongue().say("booked-wrong")));
    };
    match episode.write(&sent.once().to_string(), vec![What::Booked { with, on }]).await {
        Ok((episode, _)) => episode.go("check#booked"),
        Err(refusal) => refusal.page(&visit),
    }
}
