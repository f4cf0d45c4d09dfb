//! The library: every recommendation, medicine, exercise, question and source as a readable page,
//! with its status and links both ways.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use lumbago_ask::Person;
use lumbago_ask::library::{EntryKind, LibraryEntry, Link, Passage, Shelf, SourceShown};
use maud::{Markup, html};

use super::App;
use super::ask;
use super::day;
use super::form::{Sent, hidden};
use super::layout::{self, Page};
use super::refusal::Refusal;
use super::tongue::{FIRST, Tongue};
use super::visit::Visit;

/// The most characters of what is looked for, and the most entries that are shown for it.
const MOST_CHARACTERS: usize = 200;
const MOST_FOUND: usize = 30;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/library", get(shelves).post(find))
        .route("/library/shelf/{name}", get(shelf))
        .route("/library/{kind}/{name}", get(entry))
}

/// A word as the pages say it.
fn told(t: Tongue<'_>, shelf: &Shelf) -> String {
    match shelf.name.strip_prefix("kind-") {
        Some(kind) => t.say(&format!("library-kind-{kind}")),
        None => t.say_or(&shelf.title, "shelf"),
    }
}

/// The form that finds entries by words. It asks as any other form does: what somebody looks for
/// may tell of their health, and no address keeps it.
fn finder(visit: &Visit, words: &str) -> Markup {
    let t = visit.tongue();
    html! {
        form.find method="post" action="/library" role="search" {
            (hidden(visit))
            div.field {
                label for="find" { (t.say("library-find")) }
                p.hint #find-hint { (t.say("library-find-hint")) }
                input #find type="text" name="question" maxlength=(MOST_CHARACTERS) value=(words)
                    aria-describedby="find-hint" autocomplete="off" required;
            }
            div.buttons { button.go { (t.say("library-find-go")) } }
        }
    }
}

async fn shelves(visit: Visit) -> Response {
    let t = visit.tongue();
    let title = t.say("library-title");
    let library = visit.engine.library();
    let ways = [
        ("library-by-treatment", &library.by_treatment),
        ("library-by-phase", &library.by_phase),
        ("library-more", &library.behind),
        ("library-by-question", &library.by_question),
    ];
    let body = html! {
        h1 { (title) }
        p.lead { (t.say("library-lead")) }
        (finder(&visit, ""))
        p { a href="/ask" { (t.say("library-ask")) } }
        @for (key, shelves) in ways {
            section {
                h2 { (t.say(key)) }
                ul.shelves { @for shelf in shelves {
                    li {
                        a href=(format!("/library/shelf/{}", shelf.name)) { (told(t, shelf)) }
                        " " span.quiet { "(" (shelf.count()) ")" }
                    }
                } }
            }
        }
    };
    layout::render(&visit, &Page::new(&visit, &title).class("library"), &body).into_response()
}

async fn shelf(visit: Visit, Path(name): Path<String>) -> Response {
    let t = visit.tongue();
    let mut shelves = visit.engine.library().shelves();
    let Some(shelf) = shelves.find(|shelf| shelf.name == name) else {
        return Refusal::nowhere().page(&visit);
    };
    let title = told(t, shelf);
    let named = |word: &str| match name.as_str() {
        "kind-source" => t.say(&format!("source-kinds-{word}")),
        "kind-red-flag" => t.say(&format!("flags-{word}")),
        "kind-text" => t.say(&format!("texts-{word}")),
        _ => t.say_or(word, "shelf"),
    };
    let body = html! {
        p.back { a href="/library" { (t.say("library-back")) } }
        h1 { (title) }
        @if shelf.parts.len() > 2 {
            nav.within aria-label=(t.say("library-within")) {
                ul { @for (at, part) in shelf.parts.iter().enumerate() {
                    @if !part.heading.is_empty() {
                        li { a href=(format!("#part-{at}")) { (named(&part.heading)) } }
                    }
                } }
            }
        }
        @for (at, part) in shelf.parts.iter().enumerate() {
            section #(format!("part-{at}")) {
                @if !part.heading.is_empty() { h2 { (named(&part.heading)) } }
                (links(t, &part.entries))
            }
        }
    };
    layout::render(&visit, &Page::new(&visit, &title).class("library"), &body).into_response()
}

/// Finds entries by words. Danger is looked for first: then the answer is that of a question.
async fn find(visit: Visit, sent: Sent) -> Response {
    let t = visit.tongue();
    let words: String =
        sent.text("question").unwrap_or_default().chars().take(MOST_CHARACTERS).collect();
    let answer = visit.engine.index().answer(&words, Person { plan: None, region: None });
    if !answer.danger.is_empty() || answer.private {
        return ask::answered(visit, sent).await;
    }
    let library = visit.engine.library();
    // What answers the words as a question comes first; then whatever holds them.
    let answers = answer.statements.iter().filter_map(|statement| library.entry(&statement.id));
    let mut found: Vec<Link> =
        answers.map(|entry| Link { id: entry.id.clone(), title: entry.title.clone() }).collect();
    for link in library.find(&words) {
        if !found.contains(&link) {
            found.push(link);
        }
    }
    let title = t.with("library-found", &[("count", found.len().into())]);
    found.truncate(MOST_FOUND);
    let body = html! {
        p.back { a href="/library" { (t.say("library-back")) } }
        h1 { (title) }
        ul.links { @for link in &found {
            li {
                a href=(format!("/library/{}", link.id)) { (heading(t, &link.id, &link.title)) }
                @if let Some(entry) = library.entry(&link.id) {
                    " " span.quiet { (one(t, entry.kind)) }
                }
            }
        } }
        (finder(&visit, &words))
        p { a.button href="/ask" { (t.say("library-ask")) } }
    };
    layout::render(&visit, &Page::new(&visit, &title).class("library"), &body).into_response()
}

fn one(t: Tongue<'_>, kind: EntryKind) -> String {
    t.say(&format!("library-one-{}", kind.word()))
}

/// The heading of an entry: a text without one in the guideline has it here.
fn heading(t: Tongue<'_>, id: &str, title: &str) -> String {
    let key = format!("text-{}", id.replace('/', "-"));
    let said = t.say(&key);
    if said == key { title.to_owned() } else { said }
}

fn links(t: Tongue<'_>, links: &[Link]) -> Markup {
    let lang = |link: &Link| link.id.starts_with("source/").then(|| foreign(t)).flatten();
    html! {
        ul.links { @for link in links {
            li {
                a lang=[lang(link)] href=(format!("/library/{}", link.id)) {
                    (heading(t, &link.id, &link.title))
                }
            }
        } }
    }
}

async fn entry(visit: Visit, Path((kind, name)): Path<(String, String)>) -> Response {
    match visit.engine.library().entry(&format!("{kind}/{name}")) {
        Some(entry) => page(&visit, entry).into_response(),
        None => Refusal::nowhere().page(&visit),
    }
}

/// A day of the guideline as people write it.
fn in_words(t: Tongue<'_>, day: &str) -> String {
    day.parse().map_or_else(|_| day.to_owned(), |day| day::in_words(t, day))
}

/// The mark on a text that stands in the first language alone.
fn foreign(t: Tongue<'_>) -> Option<&'static str> {
    (t.language != FIRST).then_some(FIRST)
}

fn page(visit: &Visit, entry: &LibraryEntry) -> Markup {
    let t = visit.tongue();
    let is_source = entry.kind == EntryKind::Source;
    let title = heading(t, &entry.id, &entry.title);
    let title_is = if is_source { foreign(t) } else { None };
    let body = html! {
        p.back { a href="/library" { (t.say("library-back")) } }
        p.kind { (one(t, entry.kind)) }
        h1 lang=[title_is] { (title) }
        @if let (true, Some(own)) = (is_source, entry.sources.first()) {
            p.lead { (kind_and_year(t, own)) }
        }
        @if !entry.key_points.is_empty() {
            section.key {
                h2 { (t.say("library-key")) }
                ul { @for point in &entry.key_points { li { (point) } } }
                @if entry.body.iter().any(|passage| passage.heading == NOT_FOR) {
                    p { a href=(format!("#{NOT_FOR}")) { (t.say("library-not-for")) } }
                }
            }
        }
        p.status {
            (t.with("library-status", &[("status", entry.status.clone().into())])) " "
            @if let Some(by) = &entry.reviewer {
                (t.with("library-reviewed", &[("by", by.clone().into())])) " "
            }
            @if let Some(due) = &entry.next_review {
                (t.with("library-due", &[("day", in_words(t, due).into())]))
            }
        }
        @for part in &entry.body { (passage(t, part)) }
        @if let Some(disagreement) = &entry.disagreement {
            p {
                (t.say("library-disagree")) " "
                a href=(format!("/library/{}", disagreement.id)) { (disagreement.title) }
            }
        }
        @if !entry.unconfirmed.is_empty() {
            section {
                h2 { (t.say("library-unconfirmed")) }
                ul lang=[foreign(t)] { @for what in &entry.unconfirmed { li { (what) } } }
            }
        }
        @if !entry.sources.is_empty() && !is_source {
            section {
                h2 { (t.say("library-sources")) }
                ul { @for source in &entry.sources { li { (cited(t, source)) } } }
            }
        }
        @for (key, list) in [("library-uses", &entry.uses), ("library-used-by", &entry.used_by)] {
            @if !list.is_empty() {
                details.shelf {
                    summary { (t.say(key)) " (" (list.len()) ")" }
                    (by_kind(t, list))
                }
            }
        }
    };
    layout::render(visit, &Page::new(visit, &title).class("library"), &body)
}

/// The passage that says who must leave a medicine alone.
const NOT_FOR: &str = "not-for";

fn passage(t: Tongue<'_>, passage: &Passage) -> Markup {
    let lang = if passage.in_first { foreign(t) } else { None };
    let lead = match passage.heading.as_str() {
        NOT_FOR => Some("library-lead-not-for"),
        "not-alone" => Some("library-lead-not-alone"),
        "ask-first" => Some("library-lead-ask-first"),
        "dose" => Some("library-lead-dose"),
        _ => None,
    };
    html! {
        section id=[(!passage.heading.is_empty()).then_some(&passage.heading)] {
            @if !passage.heading.is_empty() {
                h2 { (t.say(&format!("library-part-{}", passage.heading))) }
            }
            @if let Some(lead) = lead { p { (t.say(lead)) } }
            @match passage.texts.as_slice() {
                [] => {}
                [one] => { p lang=[lang] { (one_text(t, passage, one)) } }
                many => { ul lang=[lang] { @for text in many { li { (text) } } } }
            }
            @if !passage.fields.is_empty() {
                dl { @for (name, value) in &passage.fields {
                    div { dt { (name) } dd { (value) } }
                } }
            }
        }
    }
}

/// A single text; a day as people write it.
fn one_text(t: Tongue<'_>, passage: &Passage, text: &str) -> String {
    if passage.heading == "last-read" { in_words(t, text) } else { text.to_owned() }
}

/// What kind of text a source is, and from when.
fn kind_and_year(t: Tongue<'_>, source: &SourceShown) -> String {
    let kind = t.say(&format!("source-kind-{}", source.kind));
    let year = source.year.map_or_else(|| t.say("source-no-date"), |year| year.to_string());
    format!("{kind}, {year}")
}

fn cited(t: Tongue<'_>, source: &SourceShown) -> Markup {
    html! {
        a lang=[foreign(t)] href=(format!("/library/{}", source.id)) { (source.title) }
        ". " span lang=[foreign(t)] { (source.publisher) }
        ". " (kind_and_year(t, source))
        @if !source.at.is_empty() { "; " span lang=[foreign(t)] { (source.at) } }
        @if source.partly_read { "; " (t.say("library-partly")) }
        "."
    }
}

/// Ways to other entries, under the names of their kinds.
fn by_kind(t: Tongue<'_>, all: &[Link]) -> Markup {
    let mut kinds: Vec<(&str, Vec<Link>)> = Vec::new();
    for link in all {
        let kind = link.id.split('/').next().unwrap_or_default();
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, links)) => links.push(link.clone()),
            None => kinds.push((kind, vec![link.clone()])),
        }
    }
    html! {
        @for (kind, list) in &kinds {
            h3 { (t.say(&format!("library-kind-{kind}"))) }
            (links(t, list))
        }
    }
}
