//! Today: the small step of the day, the walk, the moves, warmth and rest for the mind, each kept
//! with one tap. It takes a few minutes, and nothing is said of a day that was missed.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use fluent_bundle::FluentValue;
use lumbago_decision::plan::{Plan, WALKING};
use lumbago_episode::What;
use lumbago_episode::ladder::{self, Moved, Standing, WALK};
use lumbago_episode::log::Did;
use lumbago_episode::timetable::{days_between, timetable};
use lumbago_guideline::recommendation::{Kind, Skill};
use lumbago_guideline::texts::activity::{Activity, Rung};
use maud::{Markup, html};

use super::App;
use super::episode::Episode;
use super::form::{Sent, hidden};
use super::goals::{self, Wrong};
use super::layout::{self, Page};
use super::movement;
use super::refusal::Refusal;
use super::{check, day};

/// The most minutes of one walk that a person may log.
const MOST_MINUTES: u16 = 600;
/// The greatest pain.
const MOST_PAIN: u8 = 10;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/e/{episode}/today", get(show))
        .route("/e/{episode}/today/{act}", post(act))
}

async fn show(episode: Episode) -> Response {
    page(&episode, &Wrong::default())
}

/// The page, with what is wrong in a form that was sent.
pub fn page(episode: &Episode, wrong: &Wrong) -> Response {
    if let Some(first) = episode.must_go() {
        return first;
    }
    let visit = &episode.visit;
    let t = visit.tongue();
    let title = t.say("today-title");
    let frame = Page::new(visit, &title).of(episode.id, episode.region()).at("today");
    let plan = episode.plan(episode.audience());
    let activity = &visit.engine.guideline.texts.activity;
    // The steps of the day are made of walks: who may not walk yet gets none.
    let walks = plan.exercises.iter().any(|exercise| exercise.id == WALKING);
    let body = html! {
        h1 { (title) }
        p.quiet { (day::in_words(t, episode.today)) }
        (check::late(episode))
        (due(episode))
        @if episode.course.recovered.is_some() {
            (goals::recovered(episode))
        } @else {
            (goals::well_again(episode))
            (morning(episode))
            @if walks { (step(episode, plan, activity)) }
        }
        @if walks {
            (walk(episode, activity, wrong))
        } @else {
            p.notice { (t.say("today-no-moves")) " "
                a href=(episode.path("plan")) { (t.say("today-see-plan")) } }
        }
        @if !plan.exercises.is_empty() {
            (movement::section(episode, plan))
            (ease(episode, plan))
            p.hint { (activity.pacing.person.trim()) }
        }
        (goals::section(episode, activity, wrong))
        (goals::flare(episode, activity, wrong))
        p.hint { (t.say("today-sources")) " "
            a href=(episode.path("plan")) { (t.say("today-see-plan")) } }
    };
    let page = layout::render(visit, &frame, &body);
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, page).into_response()
}

/// The check-ins that are due, on top.
fn due(episode: &Episode) -> Markup {
    let t = episode.visit.tongue();
    let decision = episode.decision();
    let table = timetable(&episode.visit.engine, &decision, &episode.course, episode.today);
    let waits = check::answerable(&table).next().is_some() || !table.brought_forward.is_empty();
    html! {
        @if waits {
            p.due { (t.say("today-due")) " "
                a.button href=(episode.path("check")) { (t.say("today-due-go")) } }
        }
    }
}

/// How it was this morning: the answer moves the steps.
fn morning(episode: &Episode) -> Markup {
    let t = episode.visit.tongue();
    let Some(since) = ladder::morning_to_tell(&episode.course, episode.today) else {
        return html! {};
    };
    html! {
        section.card #morning {
            h2 { (t.say("morning-title")) }
            p { (t.with("morning-lead", &[("day", day::in_words(t, since).into())])) }
            form method="post" action=(episode.path("today/morning")) {
                (hidden(&episode.visit))
                div.buttons {
                    button name="settled" value="yes" { (t.say("morning-settled")) }
                    button name="settled" value="no" { (t.say("morning-not-settled")) }
                }
            }
        }
    }
}

/// The small step of this day after the first plan.
fn step(episode: &Episode, plan: &Plan, activity: &Activity) -> Markup {
    let t = episode.visit.tongue();
    let of_class = plan.classes.iter().map(|class| Some(&class.id));
    let names = of_class.chain([plan.phase.as_ref()]).flatten();
    let mut found = names
        .filter_map(|name| activity.fortnight.iter().find(|fortnight| fortnight.phase == *name));
    let Some((fortnight, first)) = found.next().zip(episode.course.first_plan()) else {
        return html! {};
    };
    let since = days_between(first, episode.today);
    let text = usize::try_from(since).ok().and_then(|at| fortnight.days.get(at));
    html! {
        section.card.step {
            @match text {
                Some(text) => {
                    h2 { (t.with("step-title", &[("day", FluentValue::from(since + 1))])) }
                    p.lead { (text) }
                }
                None => {
                    h2 { (t.say("step-later-title")) }
                    p { (t.say("step-later")) }
                }
            }
        }
    }
}

fn rung_in_words(episode: &Episode, rung: &Rung) -> String {
    let t = episode.visit.tongue();
    t.with(
        "rung",
        &[
            ("minutes", FluentValue::from(day::minutes(t, rung.minutes))),
            ("times", FluentValue::from(rung.times_per_day)),
            ("days", FluentValue::from(rung.days_per_week)),
        ],
    )
}

/// For so many days it is told why the steps were moved.
const NEWS: i32 = 7;

/// Why the person stands on this rung; nothing where they chose it or just begin.
fn why_moved(episode: &Episode, standing: &Standing<'_>, activity: &Activity) -> Option<String> {
    let t = episode.visit.tongue();
    // What moved the steps is news for a few days only.
    let is_news = standing.since.is_some_and(|since| days_between(since, episode.today) < NEWS);
    let key = match standing.moved {
        _ if !is_news => return None,
        Moved::Up => "moved-up",
        // Below the smallest step there is none to go back to.
        Moved::PainRose if standing.at == 0 => "smallest-pain-rose",
        Moved::NotSettled if standing.at == 0 => "smallest-not-settled",
        Moved::PainRose => "moved-pain-rose",
        Moved::NotSettled => "moved-not-settled",
        Moved::Start | Moved::Chosen => return None,
    };
    Some(t.with(key, &[("points", FluentValue::from(activity.pacing.max_rise))]))
}

/// The name of the form of a walk.
const WALKED: &str = "walk";

fn walk(episode: &Episode, activity: &Activity, wrong: &Wrong) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let Some(standing) = ladder::standing(activity, &episode.course) else { return html! {} };
    let may_go_up = standing.may_step_up(activity, episode.today);
    let minutes = standing.rung.minutes;
    let error = |field: &str| {
        html! { @if let Some(message) = wrong.of(WALKED, field) {
            p.error { (message) }
        } }
    };
    let typed = wrong.typed(WALKED, "minutes").map_or(minutes.to_string(), str::to_owned);
    html! {
        section.card.walk #walk {
            h2 { (t.say("walk-title")) }
            p.lead { (rung_in_words(episode, standing.rung)) }
            @if let Some(why) = why_moved(episode, &standing, activity) { p.moved { (why) } }
            (done_today(episode, WALK))
            (timer(episode, WALK, minutes))
            form method="post" action=(episode.path("today/walk")) {
                (hidden(visit))
                div.field.wrong[wrong.of(WALKED, "minutes").is_some()] {
                    label for="walk-minutes" { (t.say("walk-minutes")) }
                    (error("minutes"))
                    input #walk-minutes type="text" inputmode="numeric" name="minutes" size="4"
                        maxlength="3" value=(typed) data-timer-fills=(WALK)
                        autofocus[wrong.of(WALKED, "minutes").is_some()];
                }
                details.pain open[wrong.typed(WALKED, "before").is_some()] {
                    summary { (t.say("walk-pain")) }
                    p.hint { (t.say("walk-pain-hint")) }
                    (pain(episode, "before", "walk-pain-before", wrong))
                    (pain(episode, "during", "walk-pain-during", wrong))
                }
                div.buttons { button.go { (t.say("walk-done")) } }
            }
            form.steps method="post" action=(episode.path("today/rung")) {
                (hidden(visit))
                input type="hidden" name="from" value=(standing.at);
                div.buttons {
                    @if standing.at > 0 {
                        button name="go" value="down" { (t.say("walk-easier")) }
                    }
                    @if may_go_up { button name="go" value="up" { (t.say("walk-harder")) } }
                }
                @if !may_go_up && !standing.is_top {
                    p.hint { (t.with("walk-not-yet", &[
                        ("days", FluentValue::from(activity.pacing.days_between_steps)),
                    ])) }
                }
            }
            details {
                summary { (t.say("walk-how")) }
                p { (activity.walking.person.trim()) }
                (movement::how(episode, WALKING))
            }
        }
    }
}

/// Buttons from 0 to 10.
fn pain(episode: &Episode, name: &str, ask: &str, wrong: &Wrong) -> Markup {
    let t = episode.visit.tongue();
    let message = wrong.of(WALKED, name);
    let typed = wrong.typed(WALKED, name).unwrap_or_default();
    html! {
        fieldset.field.wrong[message.is_some()] {
            legend { (t.say(ask)) }
            @if let Some(message) = message {
                p.error { (message) }
            }
            div.options.scale {
                @for points in 0..=MOST_PAIN {
                    label.option {
                        input type="radio" name=(name) value=(points)
                            autofocus[message.is_some()] checked[typed == points.to_string()];
                        span { (points) }
                    }
                }
            }
        }
    }
}

/// A number of minutes that a script makes a timer; without one it still says how long.
pub fn timer(episode: &Episode, name: &str, minutes: u16) -> Markup {
    let t = episode.visit.tongue();
    html! {
        div.timer data-timer=(name) data-seconds=(u32::from(minutes) * 60)
            data-start=(t.say("timer-start")) data-pause=(t.say("timer-pause"))
            data-resume=(t.say("timer-resume")) data-stop=(t.say("timer-stop"))
            data-over=(t.say("timer-over")) {
            p.clock { (day::minutes(t, minutes)) }
        }
    }
}

/// What of this was done today.
pub fn done_today(episode: &Episode, activity: &str) -> Markup {
    let t = episode.visit.tongue();
    let today = episode.course.log.iter().filter(|entry| entry.day == episode.today);
    let count = today
        .filter(|entry| matches!(&entry.what, What::Did(did) if did.activity == activity))
        .count();
    html! {
        @if count > 0 {
            p.did { (t.with("did-today", &[("count", FluentValue::from(count))])) }
        }
    }
}

/// Warmth and other comforts that a person can give themselves.
fn ease(episode: &Episode, plan: &Plan) -> Markup {
    let t = episode.visit.tongue();
    let guideline = &episode.visit.engine.guideline;
    let own = |id: &str| {
        guideline.recommendations.iter().any(|entry| {
            entry.id == id && entry.body.kind == Kind::Passive && entry.body.skill == Skill::Self_
        })
    };
    let eases: Vec<_> = plan
        .recommendations
        .iter()
        .filter(|note| note.direction == "for" && own(&note.id))
        .collect();
    html! {
        @if !eases.is_empty() {
            section.card {
                h2 { (t.say("ease-title")) }
                @for note in eases {
                    details.move {
                        summary { (note.title) }
                        p { (note.statement.text.trim()) }
                        (done_today(episode, &note.id))
                        (movement::did_form(episode, &note.id))
                    }
                }
            }
        }
    }
}

async fn act(episode: Episode, Path((_, act)): Path<(String, String)>, sent: Sent) -> Response {
    let visit = episode.visit.clone();
    if let Some(first) = episode.must_go() {
        return first;
    }
    // What is already so is not written again: a second tab may show what no longer holds.
    let stands = |place: &str| episode.go(place);
    let (what, place) = match act.as_str() {
        "walk" => match walked(&episode, &sent) {
            Ok(did) => (Some(What::Did(did)), "today#walk"),
            Err(errors) => return page(&episode, &Wrong::in_form(WALKED, errors, sent)),
        },
        "morning" => {
            if ladder::morning_to_tell(&episode.course, episode.today).is_none() {
                return stands("today#walk");
            }
            let told = sent.text("settled");
            (told.map(|told| What::Morning { settled: told == "yes" }), "today#walk")
        }
        "rung" => match stepped(&episode, &sent) {
            Step::To(rung) => (Some(What::Rung { rung }), "today#walk"),
            Step::Stays => return stands("today#walk"),
            Step::Unknown => (None, "today#walk"),
        },
        "did" => (movement::did(&episode, &sent), "today#moves"),
        "exercise" => (movement::listed(&episode, &sent), "today#moves"),
        _ => return Refusal::nowhere().page(&visit),
    };
    let Some(what) = what else {
        return Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "today-wrong").page(&visit);
    };
    match episode.write(&sent.once().to_string(), vec![what]).await {
        Ok((episode, _)) => episode.go(place),
        Err(refusal) => refusal.page(&visit),
    }
}

/// A walk as it was told, or what is wrong with it by field: one pain without the other says
/// nothing of a rise.
fn walked(episode: &Episode, sent: &Sent) -> Result<Did, Vec<(&'static str, String)>> {
    let t = episode.visit.tongue();
    let mut errors = Vec::new();
    let minutes: Option<u16> = sent.text("minutes").and_then(|text| text.parse().ok());
    let minutes = minutes.filter(|minutes| (1..=MOST_MINUTES).contains(minutes));
    if minutes.is_none() {
        errors.push(("minutes", t.with("walk-wrong-minutes", &[("most", MOST_MINUTES.into())])));
    }
    let fields = ["before", "during"];
    let points = fields.map(|name| {
        let points: Option<u8> = sent.text(name)?.parse().ok();
        points.filter(|points| *points <= MOST_PAIN)
    });
    if fields.iter().any(|name| sent.text(name).is_some()) {
        for (name, points) in fields.into_iter().zip(points) {
            if points.is_none() {
                errors.push((name, t.say("walk-wrong-pain")));
            }
        }
    }
    let [pain_before, pain_during] = points;
    match errors.is_empty() {
        true => Ok(Did { activity: WALK.to_owned(), minutes, pain_before, pain_during }),
        false => Err(errors),
    }
}

/// What a tap on "easier" or "harder" comes to.
enum Step {
    To(usize),
    Stays,
    Unknown,
}

/// One rung up or down from the one that the page showed: a second click goes no further.
fn stepped(episode: &Episode, sent: &Sent) -> Step {
    let activity = &episode.visit.engine.guideline.texts.activity;
    let from: Option<usize> = sent.text("from").and_then(|from| from.parse().ok());
    let standing = ladder::standing(activity, &episode.course);
    let (Some(from), Some(standing)) = (from, standing) else { return Step::Unknown };
    match sent.text("go") {
        Some("down" | "up") if from != standing.at => Step::Stays,
        Some("down") if standing.at > 0 => Step::To(standing.at - 1),
        Some("up") if standing.may_step_up(activity, episode.today) => Step::To(standing.at + 1),
        Some("down" | "up") => Step::Stays,
        _ => Step::Unknown,
    }
}
