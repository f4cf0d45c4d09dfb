//! Questions of the person's own: danger in the words is looked for first and can only raise the
//! urgency; the answer is made of statements of the guideline with their sources, or says that
//! there is none.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use lumbago_ask::{Answer, AnswerStatement, FactAsked, Person};
use lumbago_decision::input::as_written;
use lumbago_decision::plan::Plan;
use lumbago_episode::What;
use lumbago_episode::carry;
use lumbago_episode::log::Given;
use maud::{Markup, html};

use super::App;
use super::episode::Episode;
use super::field::{self, Field, Told};
use super::form::{Sent, hidden};
use super::layout::{self, Page};
use super::plan::LINKS;
use super::questions::{onward, told_of_danger};
use super::visit::Visit;

/// The most characters of a question.
const MOST: usize = 500;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/ask", get(open).post(answered))
        .route("/e/{episode}/ask", get(show).post(ask))
        .route("/e/{episode}/ask/facts", post(facts))
        .route("/e/{episode}/ask/private", get(private))
}

fn cut(text: &str) -> String {
    text.chars().take(MOST).collect()
}

async fn open(visit: Visit) -> Response {
    let t = visit.tongue();
    let title = t.say("ask-title");
    let body = html! { (form(&visit, "/ask", Asks::First)) p.quiet { (t.say("ask-no-episode")) } };
    layout::render(&visit, &Page::new(&visit, &title), &body).into_response()
}

/// Answers without an episode: nothing is kept, and nothing is known of the person.
pub async fn answered(visit: Visit, sent: Sent) -> Response {
    let t = visit.tongue();
    let title = t.say("ask-title");
    let words = cut(sent.text("question").unwrap_or_default());
    if words.is_empty() {
        let body = html! { (form(&visit, "/ask", Asks::Empty)) };
        let page = layout::render(&visit, &Page::new(&visit, &title), &body);
        return (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
    }
    let answer = visit.engine.index().answer(&words, Person { plan: None, region: None });
    let body = html! {
        (told(&visit, &words, &answer, None))
        (form(&visit, "/ask", Asks::Again))
    };
    layout::render(&visit, &Page::new(&visit, &title), &body).into_response()
}

/// Why the form of a question stands on a page.
#[derive(Clone, Copy, PartialEq)]
enum Asks {
    First,
    /// It was sent without words.
    Empty,
    /// It stands below an answer.
    Again,
}

/// The question at the head of a page, or below an answer as another one.
fn form(visit: &Visit, action: &str, asks: Asks) -> Markup {
    let t = visit.tongue();
    html! {
        @if asks != Asks::Again {
            h1 { (t.say("ask-title")) }
            p.lead { (t.say("ask-lead")) }
        } @else {
            h2 { (t.say("ask-more")) }
        }
        form method="post" action=(action) {
            (hidden(visit))
            div.field.wrong[asks == Asks::Empty] {
                label for="question" { (t.say("ask-label")) }
                p.hint { (t.say("ask-hint")) }
                @if asks == Asks::Empty { p.error { (t.say("ask-empty")) } }
                textarea #question name="question" rows="2" maxlength=(MOST)
                    autofocus[asks == Asks::Empty] required {}
            }
            div.buttons { button.go { (t.say("ask-send")) } }
        }
    }
}

async fn show(episode: Episode) -> Response {
    if episode.is_emergency() {
        return onward(&episode);
    }
    let visit = &episode.visit;
    let title = visit.tongue().say("ask-title");
    let last = episode.course.log.iter().rev().find_map(|entry| match &entry.what {
        What::Question { words, danger } => Some((words.as_str(), danger)),
        _ => None,
    });
    let plan = plan_of(&episode);
    let frame = Page::new(visit, &title).of(episode.id, episode.region()).at("ask");
    let body = html! {
        @if let Some((words, danger)) = last {
            @let answer = match words.is_empty() {
                true => visit.engine.index().again(danger, person(&episode, plan)),
                false => answer_to(&episode, words, plan),
            };
            (told(visit, words, &answer, Some(&episode)))
        }
        (form(visit, &episode.path("ask"), if last.is_none() { Asks::First } else { Asks::Again }))
    };
    layout::render(visit, &frame, &body).into_response()
}

/// The plan to which answers are fitted; none while questions are open.
fn plan_of(episode: &Episode) -> Option<&Plan> {
    episode.must_go().is_none().then(|| episode.plan(episode.audience()))
}

fn person<'e>(episode: &'e Episode, plan: Option<&'e Plan>) -> Person<'e> {
    Person { plan, region: episode.chosen("region") }
}

fn answer_to(episode: &Episode, words: &str, plan: Option<&Plan>) -> Answer {
    episode.visit.engine.index().answer(words, person(episode, plan))
}

async fn ask(episode: Episode, sent: Sent) -> Response {
    let visit = episode.visit.clone();
    let words = cut(sent.text("question").unwrap_or_default());
    if words.is_empty() {
        let t = visit.tongue();
        let title = t.say("ask-title");
        let frame = Page::new(&visit, &title).of(episode.id, episode.region()).at("ask");
        let body = html! {
            (form(&visit, &episode.path("ask"), Asks::Empty))
        };
        let page = layout::render(&visit, &frame, &body);
        return (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
    }
    let plan = plan_of(&episode);
    let answer = answer_to(&episode, &words, plan);
    let danger = answer.danger.iter().flat_map(|found| found.flags.iter().cloned()).collect();
    // Words that nobody else must read are not kept. What they tell is shown this once.
    let kept = if answer.private { String::new() } else { words.clone() };
    let what = vec![What::Question { words: kept, danger }];
    match episode.write(&sent.once().to_string(), what).await {
        Ok((episode, _)) if answer.private => {
            let title = visit.tongue().say("ask-title");
            let frame = Page::new(&visit, &title).of(episode.id, episode.region()).at("ask");
            let body = html! {
                (told(&visit, &words, &answer, Some(&episode)))
                (form(&visit, &episode.path("ask"), Asks::Again))
            };
            layout::render(&visit, &frame, &body).into_response()
        }
        Ok((episode, _)) => episode.go("ask"),
        Err(refusal) => refusal.page(&visit),
    }
}

/// An answer as a page shows it: what is urgent, then what to answer now, then the statements.
/// Where it is private, the words that were asked are not shown.
fn told(visit: &Visit, words: &str, answer: &Answer, episode: Option<&Episode>) -> Markup {
    let t = visit.tongue();
    html! {
        article.answer aria-labelledby="asked" {
            h1 #asked {
                @if answer.private { (t.say("ask-label")) } @else { q { (words) } }
            }
            @if let Some(now) = &answer.emergency {
                div.emergency role="alert" {
                    h2 { (now.title) }
                    p.action { (now.action) }
                    @if now.is_number {
                        p { a.call.big href=(format!("tel:{}", now.number.replace(' ', ""))) {
                            (t.say("call")) " " (now.number)
                        } }
                    }
                    h3 { (t.say("what-to-say")) }
                    ul { @for say in &now.what_to_say { li { (say) } } }
                    p { (now.meanwhile) }
                }
            }
            @for note in &answer.notes { p.late { (note) } }
            @for help in &answer.help { p.special { (help) } }
            @if answer.private { (in_private(visit, episode)) }
            @if !answer.ask_now.is_empty() { (ask_now(visit, answer, episode)) }
            @if let Some(none) = &answer.not_held {
                p.lead { (none.say) }
                ul { @for (who, how) in &none.ask { li { strong { (who) ":" } " " (how) } } }
                @if let Some(check) = &none.check {
                    section.card.now {
                        h2 { (t.say("ask-check")) }
                        p { (check.say) }
                        (questions(visit, &check.facts, episode))
                    }
                }
            }
            @for statement in &answer.statements { (one(visit, statement)) }
            @if !answer.sources.is_empty() {
                details.shelf {
                    summary { (t.say("library-sources")) " (" (answer.sources.len()) ")" }
                    ol { @for source in &answer.sources {
                        li value=(source.number) {
                            a href=(format!("/library/source/{}", source.id)) { (source.title) }
                            ", " (source.publisher) ", " (source.year) " (" (source.kind) ")"
                        }
                    } }
                }
            }
            p.status { (answer.always) }
        }
    }
}

fn one(visit: &Visit, statement: &AnswerStatement) -> Markup {
    let t = visit.tongue();
    html! {
        section.card {
            h2 { (statement.title) }
            @if let Some(first) = &statement.first { p { strong { (first) } } }
            p {
                (statement.text)
                @if !statement.cites.is_empty() {
                    " " span.marks { "["
                        (statement.cites.iter().map(u16::to_string).collect::<Vec<_>>().join(", "))
                        @if !statement.unconfirmed.is_empty() { ", *" }
                        @if let (Some(x), Some(at)) = (&statement.disagreement, LINKS.disagreements) {
                            " " a href=(format!("{at}{x}")) { (x) }
                        }
                        "]"
                    }
                }
            }
            @if !statement.why.is_empty() {
                ul { @for why in &statement.why { li { (why) } } }
            }
            @if !statement.fields.is_empty() {
                dl { @for (name, value) in &statement.fields {
                    div { dt { (name) } dd { (value) } }
                } }
            }
            @if !statement.asked_first.is_empty() {
                details {
                    summary { (t.with("ask-first", &[
                        ("count", statement.asked_first.len().into()),
                    ])) }
                    ul { @for fact in &statement.asked_first { li { (fact.ask) } } }
                }
            }
            p.quiet {
                // What stands before the text has said so already.
                @if statement.on_plan == Some(true) && statement.first.is_none() {
                    (t.say("ask-on-plan")) " "
                }
                (t.with("library-status", &[("status", statement.status.clone().into())])) " "
                a href=(format!("/{}", statement.link)) { (t.say("ask-read-more")) }
            }
        }
    }
}

/// The questions that the words point to, to be answered before anything else.
fn ask_now(visit: &Visit, answer: &Answer, episode: Option<&Episode>) -> Markup {
    html! {
        section.card.now {
            h2 { (visit.tongue().say("ask-now")) }
            (questions(visit, &answer.ask_now, episode))
        }
    }
}

/// Questions to be answered at once; without an episode, the way to where they are asked.
fn questions(visit: &Visit, asked: &[FactAsked], episode: Option<&Episode>) -> Markup {
    let facts = asked.iter().map(|asked| asked.fact.as_str());
    match episode {
        Some(episode) => fields(visit, episode, facts),
        None => html! {
            ul { @for fact in asked { li { (fact.ask) } } }
            p { a.button href="/start" { (visit.tongue().say("ask-start")) } }
        },
    }
}

/// Questions with the button that sends their answers.
fn fields<'f>(visit: &Visit, episode: &Episode, facts: impl Iterator<Item = &'f str>) -> Markup {
    let t = visit.tongue();
    let guideline = &visit.engine.guideline;
    let found = facts.filter_map(|name| guideline.facts.find(name));
    let fields = found.map(|(_, fact)| Field {
        fact,
        // Asked anew: what was answered before may have changed.
        value: None,
        error: None,
        typed: None,
        reader: episode.reader(),
        may_be_empty: false,
    });
    html! {
        form method="post" action=(episode.path("ask/facts")) {
            (hidden(visit))
            @for field in fields {
                input type="hidden" name="fact" value=(field.fact.id);
                (field.show(t))
            }
            div.buttons { button.go { (t.say("continue")) } }
        }
    }
}

/// The way to a question that stands on a page of its own, for a moment alone.
fn in_private(visit: &Visit, episode: Option<&Episode>) -> Markup {
    let t = visit.tongue();
    let way = episode.map_or_else(|| "/start".to_owned(), |episode| episode.path("ask/private"));
    html! {
        section.card.now {
            h2 { (t.say("ask-now")) }
            p { a.button href=(way) { (t.say("ask-private")) } }
        }
    }
}

/// The questions that are asked in private, as the interview asks them of everyone.
async fn private(episode: Episode) -> Response {
    let visit = &episode.visit;
    let guideline = &visit.engine.guideline;
    let is_private =
        |name: &&String| guideline.facts.find(name).is_some_and(|(_, fact)| fact.private);
    let pages = guideline.interview.page.iter();
    let pages = pages.filter(|page| page.facts.iter().any(|name| is_private(&name)));
    let title = visit.tongue().say("ask-title");
    let frame = Page::new(visit, &title).of(episode.id, episode.region()).at("ask");
    let body = html! {
        @for page in pages {
            h1 { (page.title) }
            p.lead { (page.intro.trim()) }
            (fields(visit, &episode, page.facts.iter().filter(is_private).map(String::as_str)))
        }
    };
    layout::render(visit, &frame, &body).into_response()
}

/// Takes the answers to what the words of a question pointed to.
async fn facts(episode: Episode, sent: Sent) -> Response {
    let visit = episode.visit.clone();
    let t = visit.tongue();
    let guideline = &visit.engine.guideline;
    let mut answers = Given::new();
    let named: Vec<_> = sent.all("fact").filter_map(|name| guideline.facts.find(name)).collect();
    for (id, fact) in named {
        if let Told::Answer(value) = field::read(t, guideline, fact, &sent) {
            answers.insert(fact.id.clone(), value);
        } else if as_written(&fact.kind, episode.sheet.state(id))
            .is_none_or(|before| field::none_of(fact) == Some(carry::json(&before)))
        {
            // Left out although the words told of it: not sure, never no.
            answers.insert(fact.id.clone(), lumbago_guideline::fact::UNKNOWN.into());
        }
    }
    let what = if answers.is_empty() { Vec::new() } else { vec![What::Answered { answers }] };
    let written = episode.write(&sent.once().to_string(), what).await;
    let episode = match written {
        Ok((episode, _)) => episode,
        Err(refusal) => return refusal.page(&visit),
    };
    match told_of_danger(episode, &sent).await {
        Ok(episode) => onward(&episode),
        Err(refusal) => refusal.page(&visit),
    }
}
