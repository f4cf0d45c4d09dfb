//! The look over all answers before the plan is made, with a way to change each.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use lumbago_decision::input::as_written;
use lumbago_episode::What;
use lumbago_episode::asked::{self, Own};
use lumbago_episode::carry;
use maud::{Markup, html};

use super::App;
use super::episode::Episode;
use super::field;
use super::form::{Sent, hidden};
use super::layout::{self, Page};
use super::questions::{onward, own_title};

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new().route("/e/{episode}/answers", get(show).post(confirm))
}

async fn show(episode: Episode) -> Response {
    if episode.is_emergency() || episode.is_open() {
        return onward(&episode);
    }
    page(&episode).into_response()
}

fn page(episode: &Episode) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let title = t.say("answers-title");
    let frame = Page::new(visit, &title).of(episode.id, episode.region()).class("asking");
    let guideline = &visit.engine.guideline;
    let round = episode.course.round();
    let decision = episode.decision();
    let mut own = asked::own(&visit.engine, &episode.course, &decision);
    for page in asked::by_choice(guideline) {
        if own.iter().all(|known| known.id != page.id) {
            own.push(page);
        }
    }
    let told = |name: &str| {
        let (id, fact) = guideline.facts.find(name)?;
        round?.answers.get(name)?;
        let value = carry::json(&as_written(&fact.kind, episode.sheet.state(id))?);
        Some((fact, field::in_words(t, fact, &value)))
    };
    let names = |page: &Own<'_>| {
        let facts = page.facts.iter().filter_map(|id| guideline.facts.get(*id));
        facts.map(|fact| fact.id.clone()).collect::<Vec<_>>()
    };
    let pages = guideline.interview.page.iter();
    let pages = pages.map(|page| (page.id.clone(), page.title.clone(), page.facts.clone()));
    let own_pages = own.iter().map(|page| (page.id.clone(), own_title(t, page), names(page)));
    let parts: Vec<_> = pages
        .chain(own_pages)
        .map(|(id, title, facts)| {
            let rows: Vec<_> = facts.iter().filter_map(|name| told(name)).collect();
            (id, title, rows)
        })
        .collect();
    let offered: Vec<&Own<'_>> = own
        .iter()
        .filter(|page| {
            page.questionnaire.is_some() && names(page).iter().all(|name| told(name).is_none())
        })
        .collect();
    let body = html! {
        h1 { (title) }
        p.lead { (t.say("answers-lead")) }
        @for (id, title, rows) in &parts {
            @if !rows.is_empty() {
                section.answers {
                    h2 { (title) }
                    dl {
                        @for (fact, answer) in rows {
                            div {
                                dt { (fact.ask) }
                                dd {
                                    @if fact.private {
                                        details {
                                            summary { (t.say("answers-private")) }
                                            (answer)
                                        }
                                    } @else { (answer) }
                                }
                            }
                        }
                    }
                    p {
                        a href=(episode.path(&format!("q/{id}"))) {
                            (t.say("change")) " "
                            span.quiet { (title) }
                        }
                    }
                }
            }
        }
        @if !offered.is_empty() {
            details.offered {
                summary { (t.say("offered-title")) }
                p.hint { (t.say("offered-lead")) }
                ul {
                    @for page in &offered {
                        li {
                            a href=(episode.path(&format!("q/{}", page.id))) {
                                (own_title(t, page))
                            }
                            @if let Some(of) = page.questionnaire {
                                " " span.quiet { (of.say.person.trim()) }
                            }
                        }
                    }
                }
            }
        }
        form method="post" action=(episode.path("answers")) {
            (hidden(visit))
            div.buttons { button.go { (t.say("answers-confirm")) } }
        }
    };
    layout::render(visit, &frame, &body)
}

async fn confirm(episode: Episode, sent: Sent) -> Response {
    if episode.is_emergency() || episode.is_open() {
        return onward(&episode);
    }
    finish(episode, &sent.once().to_string()).await
}

/// Ends the round: what it comes to is written down as shown, and the plan follows.
pub async fn finish(episode: Episode, form: &str) -> Response {
    let visit = episode.visit.clone();
    let mut what = Vec::new();
    if episode.course.is_asking() {
        what.push(What::Shown(episode.shown()));
    }
    match episode.write(form, what).await {
        Ok((episode, _)) => episode.go("plan"),
        Err(refusal) => refusal.page(&visit),
    }
}
