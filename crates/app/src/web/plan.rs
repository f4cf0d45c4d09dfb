//! The plan: bottom line first, then its sections, each statement with its sources; the person's
//! own choice beside each option.

use std::sync::Arc;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jiff::civil::Date;
use lumbago_decision::plan::{Plan, PlanChoice, Section, UrgencyWord};
use lumbago_episode::What;
use lumbago_episode::log::Choice;
use lumbago_page::{Frame, Links, blocks, paper, section, statement};
use maud::{Markup, html};

use super::App;
use super::episode::Episode;
use super::form::{Sent, hidden};
use super::layout::{self, Page};
use super::tongue::Tongue;
use super::{changed, check, day, seen};

/// Where a disagreement is told.
pub const LINKS: Links<'static> = Links { disagreements: Some("/library/disagreement/") };

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/e/{episode}/plan", get(show))
        .route("/e/{episode}/plan/print", get(print))
        .route("/e/{episode}/plan/large", get(large))
        .route("/e/{episode}/plan/download", get(download))
        .route("/e/{episode}/plan/choice", post(choose))
}

async fn show(episode: Episode) -> Response {
    page(&episode, &seen::Form::default())
}

/// The page, with the form that tells who saw the person about an urgent sign.
pub fn page(episode: &Episode, form: &seen::Form) -> Response {
    if let Some(first) = episode.must_go() {
        return first;
    }
    let visit = &episode.visit;
    let t = visit.tongue();
    let plan = episode.plan(episode.audience());
    let frame = Page::new(visit, &plan.bottom_line.title)
        .of(episode.id, episode.region())
        .at("plan")
        .class("plan");
    let body = html! {
        (check::late(episode))
        (seen::took_place(episode, plan))
        (bottom_line(episode, plan))
        (changed::section(episode, plan))
        p.status { (plan.caution.text) }
        @for failure in &plan.caution.failures { p.failure { (failure) } }
        nav.tools.no-print {
            a href=(episode.path("plan/print")) { (t.say("print-plan")) } " "
            a href=(episode.path("plan/large")) { (t.say("print-large")) } " "
            a href=(episode.path("plan/download")) { (t.say("download-plan")) }
        }
        @for part in &plan.summary {
            (folded(part, is_open(part, plan), &match part.key.as_str() {
                "options" => html! { (blocks(part, LINKS)) (choices(episode, plan)) },
                "to-do" => html! { (blocks(part, LINKS)) (to_read(t, plan)) },
                _ => blocks(part, LINKS),
            }))
        }
        (somebody_saw(episode, plan, form))
        (code(episode))
    };
    let status = if form.is_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    (status, layout::render(visit, &frame, &body)).into_response()
}

/// The sections that stand open: what the person does, and why. Every other one is a tap away, and
/// all are open on paper.
const OPEN: [&str; 6] = ["found", "explanation", "course", "to-do", "medicines", "follow-up"];

/// Whether a section stands open. That nothing was found is said on top already.
fn is_open(part: &Section, plan: &Plan) -> bool {
    let tells = part.key != "found" || !plan.red_flags.is_empty();
    tells && OPEN.contains(&part.key.as_str())
}

/// The whole words of what the list of things to do names only by its title.
fn to_read(t: Tongue<'_>, plan: &Plan) -> Markup {
    html! {
        @if plan.to_read().next().is_some() {
            details.to-read.no-print {
                summary { (t.say("plan-to-read")) }
                @for note in plan.to_read() {
                    h3 { (note.title) }
                    p { (statement(&note.statement, LINKS)) }
                }
            }
        }
    }
}

/// A section that can be folded. Its id stands inside, so that a link to it opens it.
fn folded(part: &Section, is_open: bool, body: &Markup) -> Markup {
    html! {
        details.part.(part.key) open[is_open] {
            summary { h2 { (part.title) } }
            div.inside id=(part.key) { (body) }
        }
    }
}

/// What to do, by when, and why; it stands first on every page of the plan.
pub fn bottom_line(episode: &Episode, plan: &Plan) -> Markup {
    let t = episode.visit.tongue();
    let line = &plan.bottom_line;
    html! {
        div.bottom-line.(word(plan.urgency)) {
            h1 { (line.title) }
            p.action { (line.action) }
            @for special in &line.special { p.special { (statement(special, LINKS)) } }
            @if let Some(day) = answered_on(episode) {
                p { (t.with("plan-answers-of", &[("day", day::in_words(t, day).into())])) }
            }
            @if !line.why.is_empty() { p { (line.why) } }
            @if plan.urgency == UrgencyWord::SameDay {
                h2 { (t.say("what-to-say")) }
                ul { @for say in &line.what_to_say { li { (say) } } }
                p { (line.meanwhile) }
                p { (line.at_night) }
            }
        }
    }
}

/// The day of the newest answers, when it is not today.
fn answered_on(episode: &Episode) -> Option<Date> {
    let newest = episode.course.round()?.answers.values().map(|(_, day)| *day).max()?;
    (newest < episode.today).then_some(newest)
}

fn word(urgency: UrgencyWord) -> &'static str {
    match urgency {
        UrgencyWord::Emergency => "now",
        UrgencyWord::SameDay => "same-day",
        UrgencyWord::WithinDays => "within-days",
        UrgencyWord::Routine | UrgencyWord::Incomplete => "routine",
        UrgencyWord::SelfCare => "self-care",
    }
}

/// Where the person writes down who saw them about an urgent sign.
fn somebody_saw(episode: &Episode, plan: &Plan, form: &seen::Form) -> Markup {
    let t = episode.visit.tongue();
    let asks = matches!(plan.urgency, UrgencyWord::SameDay | UrgencyWord::WithinDays);
    html! {
        @if asks && !seen::open(episode, plan).is_empty() {
            details.seen.no-print open[form.is_wrong()] {
                summary { (t.say("seen-title")) }
                (seen::section(episode, plan, form))
            }
        }
    }
}

fn code(episode: &Episode) -> Markup {
    let t = episode.visit.tongue();
    html! {
        p.code.no-print { (t.say("code-yours")) " " strong { (episode.code) } }
    }
}

/// The person's own choice beside each option.
fn choices(episode: &Episode, plan: &Plan) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let options = plan.choices();
    html! {
        @if !options.is_empty() {
            details.choices.no-print #choices {
                summary { (t.say("choices-title")) }
                form method="post" action=(episode.path("plan/choice")) {
                    (hidden(visit))
                    @for PlanChoice { id, title, .. } in &options {
                        fieldset.choice {
                            legend { (title) }
                            div.options.short {
                                @for (choice, key) in CHOICES {
                                    label.option {
                                        input type="radio" name=(format!("choice.{id}")) value=(key)
                                            checked[episode.course.choices.get(id) == Some(&choice)];
                                        span { (t.say(&format!("choice-{key}"))) }
                                    }
                                }
                            }
                        }
                    }
                    div.buttons { button.go { (t.say("choices-keep")) } }
                }
            }
        }
    }
}

/// What the person chose so far, to print; nothing while nothing was chosen.
fn chosen(episode: &Episode, plan: &Plan) -> Markup {
    let t = episode.visit.tongue();
    let made: Vec<(&str, &str)> = plan
        .choices()
        .into_iter()
        .filter_map(|PlanChoice { id, title, .. }| {
            let choice = episode.course.choices.get(&id)?;
            let (_, key) = CHOICES.iter().find(|(known, _)| known == choice)?;
            Some((title, *key))
        })
        .collect();
    html! {
        @if !made.is_empty() {
            section.chosen {
                h3 { (t.say("choices-made")) }
                ul {
                    @for (title, key) in made { li { (title) ": " (t.say(&format!("choice-{key}"))) } }
                }
            }
        }
    }
}

const CHOICES: [(Choice, &str); 3] =
    [(Choice::Chosen, "chosen"), (Choice::Declined, "declined"), (Choice::Undecided, "undecided")];

async fn choose(episode: Episode, sent: Sent) -> Response {
    let visit = episode.visit.clone();
    let guideline = &visit.engine.guideline;
    let known = guideline
        .recommendations
        .iter()
        .map(|entry| format!("recommendation/{}", entry.id))
        .chain(guideline.medicines.iter().map(|entry| format!("medicine/{}", entry.id)));
    let what: Vec<What> = known
        .filter_map(|option| {
            let said = sent.text(&format!("choice.{option}"))?;
            let (choice, _) = CHOICES.into_iter().find(|(_, key)| *key == said)?;
            let is_new = episode.course.choices.get(&option) != Some(&choice);
            is_new.then_some(What::Chosen { option, choice })
        })
        .collect();
    match episode.write(&sent.once().to_string(), what).await {
        Ok((episode, _)) => episode.go("plan#choices"),
        Err(refusal) => refusal.page(&visit),
    }
}

async fn print(episode: Episode) -> Response {
    printed(&episode, "print")
}

async fn large(episode: Episode) -> Response {
    printed(&episode, "print large")
}

/// A page to print: what is needed on paper, with no ways and no forms.
fn printed(episode: &Episode, class: &'static str) -> Response {
    if let Some(first) = episode.must_go() {
        return first;
    }
    let visit = &episode.visit;
    let t = visit.tongue();
    let plan = episode.plan(episode.audience());
    let frame =
        Page::new(visit, &plan.bottom_line.title).of(episode.id, episode.region()).class(class);
    let body = html! {
        p.no-print {
            a href=(episode.path("plan")) { (t.say("back")) } " "
            button.print type="button" data-print="1" { (t.say("print")) }
        }
        (bottom_line(episode, plan))
        p.status { (plan.caution.text) }
        div.sections {
            @for part in &paper(plan) {
                (section(part, Links::default()))
                @if part.key == "to-do" { (chosen(episode, plan)) }
            }
            p.whole { (t.say("print-whole")) " " (t.say("plan-legend")) }
        }
    };
    layout::render(visit, &frame, &body).into_response()
}

/// The plan as one file that needs nothing else.
async fn download(episode: Episode) -> Response {
    if let Some(first) = episode.must_go() {
        return first;
    }
    let plan = episode.plan(episode.audience());
    let t = episode.visit.tongue();
    let legend = t.say("plan-legend");
    let frame = Frame { language: t.language, legend: &legend };
    let page = lumbago_page::html_in(plan, frame);
    let page = episode.visit.engine.marked(&page).unwrap_or(page);
    let name = format!("attachment; filename=\"lumbago-plan-{}.html\"", episode.today);
    (
        [
            (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, name),
        ],
        page,
    )
        .into_response()
}
