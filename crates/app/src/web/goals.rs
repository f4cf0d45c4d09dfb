//! Goals about doing, the plan for bad days, and what holds after recovery.

use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use axum::routing::post;
use fluent_bundle::FluentValue;
use jiff::civil::Date;
use lumbago_episode::What;
use lumbago_episode::log::Goal;
use lumbago_guideline::follow_up::{Check, Within};
use lumbago_guideline::texts::activity::Activity;
use maud::{Markup, html};
use uuid::Uuid;

use super::App;
use super::episode::Episode;
use super::form::{Sent, hidden};
use super::refusal::Refusal;
use super::{day, today};

/// The most characters of a goal or an activity.
const MOST_LETTERS: usize = 120;
/// The greatest confidence.
const SURE: u8 = 10;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/e/{episode}/goals", post(set))
        .route("/e/{episode}/goals/end", post(end))
        .route("/e/{episode}/kept", post(keep))
        .route("/e/{episode}/recovered", post(recover))
        .route("/e/{episode}/again", post(again))
}

/// What does not fit in a form that was sent: the form, then the field and what is wrong with it.
#[derive(Default)]
pub struct Wrong {
    form: String,
    errors: Vec<(&'static str, String)>,
    typed: Sent,
}

impl Wrong {
    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// What does not fit in a form, and the form as it was sent.
    pub fn in_form(form: &str, errors: Vec<(&'static str, String)>, typed: Sent) -> Self {
        Self { form: form.to_owned(), errors, typed }
    }

    /// What was typed in a field of a form; none where another form was sent.
    pub fn typed(&self, form: &str, field: &str) -> Option<&str> {
        (self.form == form).then(|| self.typed.text(field).unwrap_or_default())
    }

    /// What is wrong with a field of a form.
    pub fn of(&self, form: &str, field: &str) -> Option<&str> {
        let found = self.errors.iter().find(|(name, _)| self.form == form && *name == field);
        found.map(|(_, message)| message.as_str())
    }
}

/// The goals, each with its measure, its day and how sure the person is.
pub fn section(episode: &Episode, activity: &Activity, wrong: &Wrong) -> Markup {
    let t = episode.visit.tongue();
    let [_, most] = activity.goals.number;
    let course = &episode.course;
    let may_add = course.goals.len() < usize::from(most);
    html! {
        section.card #goals {
            h2 { (t.say("goals-title")) }
            @if course.goals.is_empty() { p { (t.say("goals-none")) } }
            @for goal in &course.goals { (one(episode, activity, goal, wrong)) }
            @for (goal, reached) in &course.ended_goals {
                @if *reached {
                    p.did { (t.with("goals-reached", &[("what", goal.what.clone().into())])) }
                }
            }
            @if may_add {
                details open[wrong.form == "new"] {
                    summary { (t.say("goal-add")) }
                    ol { @for step in &activity.goals.steps { li { (step) } } }
                    (form(episode, None, wrong))
                    p.hint { (t.say("goal-examples")) }
                    ul.hint {
                        @for example in &activity.goal { li { (example.what) ": " (example.measure) } }
                    }
                }
            } @else {
                p.hint { (t.say("goals-enough")) }
            }
        }
    }
}

fn one(episode: &Episode, activity: &Activity, goal: &Goal, wrong: &Wrong) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let told = t.with(
        "goal-by",
        &[
            ("measure", goal.measure.clone().into()),
            ("day", day::in_words(t, goal.by).into()),
            ("confidence", FluentValue::from(goal.confidence)),
        ],
    );
    let is_unsure = goal.confidence < activity.goals.confidence_at_least;
    html! {
        div.goal {
            p { strong { (goal.what) } br; (told) }
            @if is_unsure { p.moved { (t.say("goal-smaller")) } }
            form method="post" action=(episode.path("goals/end")) {
                (hidden(visit))
                input type="hidden" name="id" value=(goal.id);
                div.buttons {
                    button name="reached" value="yes" { (t.say("goal-reached")) }
                    button.plain name="reached" value="no" { (t.say("goal-dropped")) }
                }
            }
            details open[is_unsure || wrong.form == goal.id] {
                summary { (t.say("goal-change")) }
                (form(episode, Some(goal), wrong))
            }
        }
    }
}

fn form(episode: &Episode, goal: Option<&Goal>, wrong: &Wrong) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let id = goal.map_or("new", |goal| goal.id.as_str());
    let typed = |name: &str, known: String| wrong.typed(id, name).map_or(known, str::to_owned);
    let known = |part: fn(&Goal) -> String| goal.map(part).unwrap_or_default();
    let sure = typed("confidence", known(|goal| goal.confidence.to_string()));
    let error = |name: &str| {
        html! { @if let Some(message) = wrong.of(id, name) {
            p.error { (message) }
        } }
    };
    let field = |name: &str, kind: &str, value: String| {
        html! {
            div.field.wrong[wrong.of(id, name).is_some()] {
                label for=(format!("{name}-{id}")) { (t.say(&format!("goal-{name}"))) }
                (error(name))
                input id=(format!("{name}-{id}")) type=(kind) name=(name) value=(value)
                    maxlength=(MOST_LETTERS) autocomplete="off"
                    autofocus[wrong.of(id, name).is_some()];
            }
        }
    };
    html! {
        form method="post" action=(episode.path("goals")) novalidate {
            (hidden(visit))
            input type="hidden" name="id" value=(id);
            (field("what", "text", typed("what", known(|goal| goal.what.clone()))))
            (field("measure", "text", typed("measure", known(|goal| goal.measure.clone()))))
            (field("day", "date", typed("day", known(|goal| goal.by.to_string()))))
            fieldset.field.wrong[wrong.of(id, "confidence").is_some()] {
                legend { (t.say("goal-confidence")) }
                (error("confidence"))
                div.options.scale {
                    @for points in 0..=SURE {
                        label.option {
                            input type="radio" name="confidence" value=(points)
                                autofocus[wrong.of(id, "confidence").is_some()]
                                checked[sure == points.to_string()];
                            span { (points) }
                        }
                    }
                }
            }
            div.buttons { button.go { (t.say("goal-keep")) } }
        }
    }
}

/// The plan for bad days.
pub fn flare(episode: &Episode, activity: &Activity, wrong: &Wrong) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let flare = &activity.flare;
    let kept = &episode.course.kept;
    html! {
        section.card #flare {
            h2 { (t.say("flare-title")) }
            p { (flare.message) }
            @if !kept.is_empty() {
                p { (t.say("flare-kept")) }
                ul { @for name in kept { li { strong { (name) } } } }
            }
            details open[wrong.form == "flare"] {
                summary { (flare.keep) }
                @if let Some(message) = wrong.of("flare", "activity") {
                    p.error { (message) }
                }
                form method="post" action=(episode.path("kept")) {
                    (hidden(visit))
                    @for number in 0..usize::from(flare.keep_activities) {
                        div.field {
                            label for=(format!("activity-{number}")) {
                                (t.with("flare-activity", &[("number", (number + 1).into())]))
                            }
                            input id=(format!("activity-{number}")) type="text" name="activity"
                                maxlength=(MOST_LETTERS) autocomplete="off"
                                autofocus[wrong.form == "flare"]
                                value=(kept.get(number).map(String::as_str).unwrap_or_default());
                        }
                    }
                    div.buttons { button.go { (t.say("flare-keep")) } }
                }
            }
            details {
                summary { (t.say("flare-days")) }
                ol { @for told in &flare.days { li { (told) } } }
                h3 { (t.say("flare-help")) }
                ul { @for told in &flare.ask_for_help { li { (told) } } }
            }
        }
    }
}

/// The check that asks whether the person is well again, once their answers say so.
fn recovery(episode: &Episode) -> Option<&Check> {
    let decision = episode.decision();
    let checks = &episode.visit.engine.guideline.follow_up.check;
    let mut due = decision.checks.iter().filter_map(|index| checks.get(*index));
    due.find(|check| check.within == Some(Within::Recovery))
}

/// Asks whether the person is well again, once their answers say so.
pub fn well_again(episode: &Episode) -> Markup {
    let t = episode.visit.tongue();
    html! {
        @if let Some(check) = recovery(episode).filter(|_| episode.course.recovered.is_none()) {
            section.card {
                p.lead { (check.person.trim()) }
                form method="post" action=(episode.path("recovered")) {
                    (hidden(&episode.visit))
                    div.buttons { button.go { (t.say("recovered-ask")) } }
                }
            }
        }
    }
}

/// What a person who has recovered keeps: the plan for a relapse, and what keeps them well.
pub fn recovered(episode: &Episode) -> Markup {
    let t = episode.visit.tongue();
    let activity = &episode.visit.engine.guideline.texts.activity;
    html! {
        section.card.well {
            h2 { (t.say("recovered-title")) }
            p { (activity.relapse.person.trim()) }
            ol { @for step in &activity.relapse.steps { li { (step) } } }
            h3 { (t.say("recovered-stay")) }
            dl {
                @for advice in &activity.prevention {
                    div { dt { (advice.what) } dd { (advice.person) } }
                }
            }
            form method="post" action=(episode.path("again")) {
                (hidden(&episode.visit))
                p { (t.say("recovered-again-lead")) }
                div.buttons { button { (t.say("recovered-again")) } }
            }
        }
    }
}

async fn set(episode: Episode, sent: Sent) -> Response {
    let visit = episode.visit.clone();
    let t = visit.tongue();
    let [_, most] = visit.engine.guideline.texts.activity.goals.number;
    let asked = sent.text("id").unwrap_or("new").to_owned();
    let known = episode.course.goals.iter().any(|goal| goal.id == asked);
    if !known && episode.course.goals.len() >= usize::from(most) {
        return episode.go("today#goals");
    }
    let mut errors = Vec::new();
    let mut text = |name: &'static str| {
        let told = sent.text(name).filter(|told| told.chars().count() <= MOST_LETTERS);
        if told.is_none() {
            errors.push((name, t.say("goal-wrong-text")));
        }
        told.unwrap_or_default().to_owned()
    };
    let (what, measure) = (text("what"), text("measure"));
    let by: Option<Date> = sent.text("day").and_then(|day| day.parse().ok());
    let by = by.filter(|by| *by >= episode.today);
    if by.is_none() {
        errors.push(("day", t.say("goal-wrong-day")));
    }
    let sure: Option<u8> = sent.text("confidence").and_then(|sure| sure.parse().ok());
    let sure = sure.filter(|sure| *sure <= SURE);
    if sure.is_none() {
        errors.push(("confidence", t.say("goal-wrong-confidence")));
    }
    let (Some(by), Some(confidence), true) = (by, sure, errors.is_empty()) else {
        return today::page(&episode, &Wrong::in_form(&asked, errors, sent));
    };
    let id = if known { asked } else { Uuid::new_v4().to_string() };
    let goal = Goal { id, what, measure, by, confidence };
    written(episode, &sent, What::Goal(goal), "today#goals").await
}

async fn end(episode: Episode, sent: Sent) -> Response {
    let id = sent.text("id").unwrap_or_default().to_owned();
    let reached = sent.text("reached") == Some("yes");
    written(episode, &sent, What::GoalEnded { id, reached }, "today#goals").await
}

async fn keep(episode: Episode, sent: Sent) -> Response {
    let t = episode.visit.tongue();
    let wanted = usize::from(episode.visit.engine.guideline.texts.activity.flare.keep_activities);
    let activities: Vec<String> = sent
        .all("activity")
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| name.chars().take(MOST_LETTERS).collect())
        .collect();
    if activities.len() != wanted {
        let errors = vec![("activity", t.say("flare-wrong"))];
        return today::page(&episode, &Wrong::in_form("flare", errors, sent));
    }
    written(episode, &sent, What::Kept { activities }, "today#flare").await
}

async fn recover(episode: Episode, sent: Sent) -> Response {
    // Only answers say so, and danger is looked for first.
    if let Some(first) = episode.must_go() {
        return first;
    }
    // A page that was still open in another tab may ask what no longer holds.
    if recovery(&episode).is_none() {
        return episode.go("today");
    }
    written(episode, &sent, What::Recovered, "today").await
}

async fn again(episode: Episode, sent: Sent) -> Response {
    if let Some(first) = episode.must_go() {
        return first;
    }
    written(episode, &sent, What::Asked { checks: Vec::new() }, "q").await
}

async fn written(episode: Episode, sent: &Sent, what: What, place: &str) -> Response {
    let visit = episode.visit.clone();
    match episode.write(&sent.once().to_string(), vec![what]).await {
        Ok((episode, _)) => episode.go(place),
        Err(refusal) => Refusal::page(refusal, &visit),
    }
}
