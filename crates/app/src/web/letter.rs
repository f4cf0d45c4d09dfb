//! The letter for work: only with consent, with what an employer needs and nothing of the person's
//! health, and never while somebody must see the person first (invariant k42).

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jiff::civil::Date;
use lumbago_decision::facts::{State, Value};
use lumbago_decision::plan::Audience;
use lumbago_episode::What;
use lumbago_episode::log::{Choice, Letter};
use lumbago_episode::timetable::days_between;
use lumbago_guideline::texts::activity::WorkStage;
use lumbago_guideline::urgency::Urgency;
use maud::{Markup, html};

use super::App;
use super::day;
use super::episode::Episode;
use super::form::{Sent, hidden};
use super::layout::{self, Page};
use super::refusal::Refusal;

/// The longest that a letter may hold, in days.
const LONGEST: i32 = 366;
/// How long a letter holds at least when the person names no other day, in days: the two weeks of the
/// plan's steps.
const USUAL: i32 = 14;
/// The least number of days to the review that the letter names: a look at a medicine is none.
const REVIEW: i32 = 7;
/// The most characters of a name in the letter.
const NAME: usize = 120;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/e/{episode}/letter", get(show).post(agree))
        .route("/e/{episode}/letter/end", post(end))
}

/// A letter on its way: what was filled in so far, and what is wrong with it.
struct Draft {
    letter: Letter,
    until: String,
    wrong: Vec<(&'static str, &'static str)>,
}

/// Why there can be no letter now: a redirect, or a page that says so.
fn barred(episode: &Episode) -> Option<Response> {
    if let Some(first) = episode.must_go() {
        return Some(first);
    }
    let works = episode
        .chosen("work_status")
        .is_some_and(|status| ["working", "modified", "off"].contains(&status));
    let urgency = episode.urgency;
    let key = match urgency {
        None | Some(Urgency::Emergency | Urgency::SameDay) => "letter-not-now",
        _ if !works => "letter-no-work",
        _ => return None,
    };
    let visit = &episode.visit;
    let t = visit.tongue();
    let title = t.say("letter-title");
    let frame = Page::new(visit, &title).of(episode.id, episode.region()).at("clinician");
    let body = html! {
        h1 { (title) }
        p.lead { (t.say(key)) }
        p { a.button href=(episode.path("plan")) { (t.say("letter-back")) } }
    };
    Some((StatusCode::CONFLICT, layout::render(visit, &frame, &body)).into_response())
}

async fn show(episode: Episode) -> Response {
    if let Some(response) = barred(&episode) {
        return response;
    }
    let letter = match &episode.course.consented {
        Some((on, letter)) if holds(letter, episode.today) => {
            return written(&episode, *on, letter).into_response();
        }
        // One that has ended is not printed again: the person looks at it anew.
        Some((_, ended)) => ended.clone(),
        None => match episode.visit.store.person(episode.person).await {
            Ok(person) => {
                let name = person.map(|person| person.name).unwrap_or_default();
                Letter { name, ..Letter::default() }
            }
            Err(error) => return Refusal::from(error).page(&episode.visit),
        },
    };
    let until = review_after(&episode, USUAL).or_else(|| later(episode.today, USUAL));
    let until = until.map(|day| day.to_string()).unwrap_or_default();
    form(&episode, &Draft { letter, until, wrong: Vec::new() }).into_response()
}

/// Whether a letter still holds, and all that it says was kept when the person agreed.
fn holds(letter: &Letter, today: Date) -> bool {
    letter.steps.is_some() && letter.until.is_some_and(|until| until >= today)
}

/// The first day, so many days from now or later, on which somebody looks again, as the plan has it.
fn review_after(episode: &Episode, days: i32) -> Option<Date> {
    let plan = episode.plan(Audience::Person);
    let due = plan.follow_up.iter().filter_map(|check| check.on.as_ref()?.parse().ok());
    due.filter(|day: &Date| days_between(episode.today, *day) >= days).min()
}

fn later(today: Date, days: i32) -> Option<Date> {
    today.checked_add(jiff::Span::new().days(days)).ok()
}

fn form(episode: &Episode, draft: &Draft) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let guideline = &visit.engine.guideline;
    let note = &guideline.texts.summary.work_note;
    let title = t.say("letter-title");
    let frame = Page::new(visit, &title).of(episode.id, episode.region()).at("clinician");
    let wrong = |name: &str| {
        draft.wrong.iter().find(|(field, _)| *field == name).map(|(_, key)| t.say(key))
    };
    let error = |name: &str| {
        html! {
            @if let Some(text) = wrong(name) { p.error id=(format!("{name}-error")) { (text) } }
        }
    };
    let letter = &draft.letter;
    let body = html! {
        p.back { a href=(episode.path("clinician")) { (t.say("back")) } }
        h1 { (title) }
        p.lead { (t.say("letter-lead")) }
        @if episode.course.consented.is_some() { p.notice { (t.say("letter-ended")) } }
        form method="post" action=(episode.path("letter")) novalidate {
            (hidden(visit))
            div.field.wrong[wrong("name").is_some()] {
                label for="name" { (t.say("letter-name")) }
                (error("name"))
                input #name name="name" maxlength=(NAME) autocomplete="name" value=(letter.name)
                    autofocus[wrong("name").is_some()]
                    aria-describedby="name-error";
            }
            div.field {
                label for="employer" { (t.say("letter-employer")) }
                input #employer name="employer" maxlength=(NAME) autocomplete="organization"
                    value=(letter.employer);
            }
            fieldset.field.wrong[wrong("change").is_some()] {
                legend { (t.say("letter-changes")) }
                (error("change"))
                div.options {
                    @for change in &note.changes {
                        label.option {
                            input type="checkbox" name="change" value=(change)
                                autofocus[wrong("change").is_some()]
                                checked[letter.changes.contains(change)];
                            span { (change) }
                        }
                    }
                }
            }
            @if let Some(stage) = stage(episode) {
                p { (t.say("letter-also")) " " (stage.person) }
            }
            div.field.wrong[wrong("until").is_some()] {
                label for="until" { (t.say("letter-until")) }
                (error("until"))
                input #until type="date" name="until" value=(draft.until)
                    min=(episode.today) autofocus[wrong("until").is_some()]
                    aria-describedby="until-error";
            }
            @if episode.chosen("safety_critical_job") == Some("yes") {
                label.option {
                    input type="checkbox" name="alertness" value="yes" checked[letter.alertness];
                    span { (t.say("letter-alertness")) }
                }
            }
            fieldset.field.wrong[wrong("consent").is_some()] {
                legend { (note.consent) }
                (error("consent"))
                label.option {
                    input type="checkbox" name="consent" value="yes"
                        autofocus[wrong("consent").is_some()];
                    span { (t.say("letter-consent")) }
                }
            }
            div.buttons { button.go { (t.say("letter-write")) } }
        }
    };
    layout::render(visit, &frame, &body)
}

/// Takes the person's consent, and keeps what the letter says with it.
async fn agree(episode: Episode, sent: Sent) -> Response {
    if let Some(response) = barred(&episode) {
        return response;
    }
    let visit = episode.visit.clone();
    let known = &visit.engine.guideline.texts.summary.work_note.changes;
    let line = |name: &str| -> String {
        let text = sent.text(name).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAME).collect()
    };
    let until: Option<Date> = sent.text("until").and_then(|day| day.parse().ok());
    let until = until.filter(|day| (0..=LONGEST).contains(&days_between(episode.today, *day)));
    let letter = Letter {
        name: line("name"),
        employer: line("employer"),
        changes: known
            .iter()
            .filter(|change| sent.all("change").any(|sent| sent == change.as_str()))
            .cloned()
            .collect(),
        until,
        alertness: sent.has("alertness") && episode.chosen("safety_critical_job") == Some("yes"),
        steps: Some(stage(&episode).map(|stage| stage.person.clone()).unwrap_or_default()),
        review: review_after(&episode, REVIEW),
    };
    let mut wrong = Vec::new();
    for (is_wrong, field, key) in [
        (letter.name.is_empty(), "name", "letter-name-missing"),
        (letter.changes.is_empty(), "change", "letter-changes-missing"),
        (until.is_none(), "until", "letter-until-wrong"),
        (sent.text("consent") != Some("yes"), "consent", "letter-consent-missing"),
    ] {
        if is_wrong {
            wrong.push((field, key));
        }
    }
    if !wrong.is_empty() {
        let until = sent.text("until").unwrap_or_default().to_owned();
        let page = form(&episode, &Draft { letter, until, wrong });
        return (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
    }
    match episode.write(&sent.once().to_string(), vec![What::Consented(letter)]).await {
        Ok((episode, _)) => episode.go("letter"),
        Err(refusal) => refusal.page(&visit),
    }
}

/// The person no longer agrees.
async fn end(episode: Episode, sent: Sent) -> Response {
    let visit = episode.visit.clone();
    let what = match episode.course.consented {
        Some(_) => vec![What::ConsentEnded],
        None => Vec::new(),
    };
    match episode.write(&sent.once().to_string(), what).await {
        Ok((episode, _)) => episode.go("letter"),
        Err(refusal) => refusal.page(&visit),
    }
}

fn written(episode: &Episode, on: Date, letter: &Letter) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let title = t.say("letter-title");
    let frame = Page::new(visit, &title)
        .of(episode.id, episode.region())
        .at("clinician")
        .class("letter-page");
    let body = html! {
        div.no-print {
            p.back { a href=(episode.path("clinician")) { (t.say("back")) } }
            h1 { (title) }
            p.lead { (t.say("letter-print-hint")) }
            p.tools { button.print type="button" data-print="1" { (t.say("print")) } }
        }
        article.letter {
            @for line in text(episode, on, letter).lines().filter(|line| !line.trim().is_empty()) {
                p { (line) }
            }
        }
        form.no-print method="post" action=(episode.path("letter/end")) {
            (hidden(visit))
            div.buttons { button { (t.say("letter-end")) } }
            p.hint { (t.say("letter-end-hint")) }
        }
    };
    layout::render(visit, &frame, &body)
}

/// The letter, in the guideline's words.
fn text(episode: &Episode, on: Date, letter: &Letter) -> String {
    let guideline = &episode.visit.engine.guideline;
    let note = &guideline.texts.summary.work_note;
    let told = |on: Date| day::in_words(episode.visit.tongue(), on);
    let until = letter.until.map(told).unwrap_or_default();
    let review = letter.review.map_or_else(|| until.clone(), told);
    let blank = "_".repeat(30);
    let employer = if letter.employer.is_empty() { &blank } else { &letter.employer };
    let safety = if letter.alertness { note.safety_critical.as_str() } else { "" };
    let on = told(on);
    let changes = letter.changes.join(", ");
    // What the person declined since is not said in their name.
    let steps = letter.steps.as_deref().unwrap_or_default();
    let stages = &guideline.texts.activity.work_stage;
    let is_declined = |stage: &WorkStage| declines(episode, &stage.advice);
    let stays = stages.iter().filter(|stage| stage.from_day_off == 0).any(is_declined);
    let off = stages.iter().filter(|stage| stage.person == steps).any(is_declined);
    let advice = if stays { "" } else { note.advice.as_str() };
    let planned = if off || steps.is_empty() { "" } else { note.planned.as_str() };
    let steps = steps.trim_end_matches('.');
    let places: [(&str, &str); 11] = [
        ("{advice}", advice),
        ("{planned}", planned),
        ("{safety}", safety),
        ("{from}", &on),
        ("{until}", &until),
        ("{changes}", &changes),
        ("{steps}", steps),
        ("{review}", &review),
        ("{date}", &on),
        ("{status}", &note.status),
        ("{employer}", employer),
    ];
    let filled =
        places.iter().fold(note.text.clone(), |text, (place, with)| text.replace(place, with));
    filled.replace("{name}", &letter.name)
}

/// Whether the person said no to a recommendation.
fn declines(episode: &Episode, recommendation: &str) -> bool {
    let option = format!("recommendation/{recommendation}");
    episode.course.choices.get(&option) == Some(&Choice::Declined)
}

/// The stage of help with work at which the person is; none where they declined what it advises.
fn stage(episode: &Episode) -> Option<&WorkStage> {
    let guideline = &episode.visit.engine.guideline;
    let off = guideline.facts.find("days_off").and_then(|(id, _)| match episode.sheet.state(id) {
        State::Known(Value::Number(days)) => u16::try_from(*days).ok(),
        _ => None,
    });
    let off = match episode.chosen("work_status") {
        Some("working") => 0,
        // Whoever works with changes, or is off, is past the first stage.
        _ => off.unwrap_or(1).max(1),
    };
    let stages = guideline.texts.activity.work_stage.iter();
    let reached = stages.filter(|stage| stage.from_day_off <= off);
    reached.max_by_key(|stage| stage.from_day_off).filter(|stage| !declines(episode, &stage.advice))
}
