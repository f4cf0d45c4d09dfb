//! The library: every recommendation, medicine, exercise, question and source as a readable page,
//! with its status and links both ways.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use lumbago_ask::library::{LibraryEntry, Link, Shelf};
use maud::{Markup, html};

use super::App;
use super::day;
use super::layout::{self, Page};
use super::refusal::Refusal;
use super::tongue::Tongue;
use super::visit::Visit;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new().route("/library", get(shelves)).route("/library/{kind}/{name}", get(entry))
}

async fn shelves(visit: Visit) -> Response {
    let t = visit.tongue();
    let title = t.say("library-title");
    let library = visit.library();
    let ways = [
        ("library-by-treatment", &library.by_treatment),
        ("library-by-phase", &library.by_phase),
        ("library-by-question", &library.by_question),
    ];
    let others: Vec<Shelf> = ["class", "imaging", "red-flag", "disagreement", "source"]
        .into_iter()
        .map(|kind| Shelf {
            title: t.say(&format!("library-kind-{kind}")),
            entries: library
                .entries
                .iter()
                .filter(|entry| entry.kind.word() == kind && !entry.private)
                .map(|entry| Link { id: entry.id.clone(), title: entry.title.clone() })
                .collect(),
        })
        .collect();
    let body = html! {
        h1 { (title) }
        p.lead { (t.say("library-lead")) }
        p { a.button href="/ask" { (t.say("library-ask")) } }
        @for (key, shelves) in ways {
            section {
                h2 { (t.say(key)) }
                @for shelf in shelves { (folded(&t.say_or(&shelf.title, "shelf"), shelf)) }
            }
        }
        section {
            h2 { (t.say("library-more")) }
            @for shelf in &others { (folded(&shelf.title, shelf)) }
        }
    };
    layout::render(&visit, &Page::new(&visit, &title).class("library"), &body).into_response()
}

fn folded(title: &str, shelf: &Shelf) -> Markup {
    html! {
        details.shelf {
            summary { (title) " " span.quiet { "(" (shelf.entries.len()) ")" } }
            (links(&shelf.entries))
        }
    }
}

fn links(links: &[Link]) -> Markup {
    html! {
        ul { @for link in links {
            li { a href=(format!("/library/{}", link.id)) { (link.title) } }
        } }
    }
}

async fn entry(visit: Visit, Path((kind, name)): Path<(String, String)>) -> Response {
    match visit.library().entry(&format!("{kind}/{name}")) {
        Some(entry) => page(&visit, entry).into_response(),
        None => Refusal::nowhere().page(&visit),
    }
}

/// The most letters of a text that needs no shorter one beside it.
const SHORT: usize = 400;

/// Whether an entry begins with a text that is as short as its points, and says the same.
fn says_itself_short(entry: &LibraryEntry) -> bool {
    let first = entry.body.first().filter(|passage| passage.heading.is_empty());
    match (first.map(|passage| passage.texts.as_slice()), entry.key_points.first()) {
        (Some([text]), Some(point)) => text.len() < SHORT && text.starts_with(point.as_str()),
        _ => false,
    }
}

/// A day of the guideline as people write it.
fn in_words(t: Tongue<'_>, day: &str) -> String {
    day.parse().map_or_else(|_| day.to_owned(), |day| day::in_words(t, day))
}

fn page(visit: &Visit, entry: &LibraryEntry) -> Markup {
    let t = visit.tongue();
    let kind = t.say(&format!("library-one-{}", entry.kind.word()));
    let body = html! {
        p.back { a href="/library" { (t.say("library-back")) } }
        p.kind { (kind) }
        h1 { (entry.title) }
        p.status {
            (t.with("library-status", &[("status", entry.status.clone().into())])) " "
            @if let Some(by) = &entry.reviewer {
                (t.with("library-reviewed", &[("by", by.clone().into())])) " "
            }
            @if let Some(due) = &entry.next_review {
                (t.with("library-due", &[("day", in_words(t, due).into())]))
            }
        }
        @if !entry.key_points.is_empty() && !says_itself_short(entry) {
            section.key {
                h2 { (t.say("library-key")) }
                ul { @for point in &entry.key_points { li { (point) } } }
            }
        }
        @for passage in &entry.body {
            section {
                @if !passage.heading.is_empty() { h2 { (passage.heading) } }
                @match passage.texts.as_slice() {
                    [one] => { p { (one) } }
                    many => { ul { @for text in many { li { (text) } } } }
                }
            }
        }
        @if let Some(disagreement) = &entry.disagreement {
            p {
                (t.say("library-disagree")) " "
                a href=(format!("/library/disagreement/{disagreement}")) { (disagreement) }
            }
        }
        @if !entry.unconfirmed.is_empty() {
            section {
                h2 { (t.say("library-unconfirmed")) }
                ul { @for what in &entry.unconfirmed { li { (what) } } }
            }
        }
        @if !entry.sources.is_empty() {
            section {
                h2 { (t.say("library-sources")) }
                ul { @for source in &entry.sources {
                    li {
                        a href=(format!("/library/source/{}", source.id)) { (source.title) }
                        ", " (source.publisher) ", " (source.year) " (" (source.kind)
                        @if !source.at.is_empty() { "; " (source.at) }
                        @if source.partly_read { "; " (t.say("library-partly")) }
                        ")"
                    }
                } }
            }
        }
        @for (key, list) in [("library-uses", &entry.uses), ("library-used-by", &entry.used_by)] {
            @if !list.is_empty() {
                details.shelf { summary { (t.say(key)) " (" (list.len()) ")" } (links(list)) }
            }
        }
    };
    layout::render(visit, &Page::new(visit, &entry.title).class("library"), &body)
}
