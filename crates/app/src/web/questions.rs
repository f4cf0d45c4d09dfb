//! The questions: one page for each thing, danger first, each answer kept at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use fluent_bundle::FluentValue;
use lumbago_decision::facts::State;
use lumbago_decision::input::as_written;
use lumbago_episode::asked::{self, Own};
use lumbago_episode::brief::{Brief, NOW, SIGNS};
use lumbago_episode::carry;
use lumbago_episode::log::{Given, What};
use lumbago_guideline::fact::{Fact, FactId, Stage};
use lumbago_guideline::interview::{Page as Questions, Style};
use maud::{Markup, html};
use serde_json::Value;

use super::App;
use super::episode::Episode;
use super::field::{self, Field, Told};
use super::form::{Sent, hidden};
use super::home::AT_START;
use super::layout::{self, Page};
use super::refusal::Refusal;
use super::review;
use super::signs;
use super::tongue::Tongue;
use crate::store::Written;

/// The page on which answers that clash are asked again.
pub const CLASH: &str = "again";

/// The addresses of the questions.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/e/{episode}/q", get(next))
        .route(&format!("/e/{{episode}}/q/{SIGNS}"), get(signs::show).post(signs::answer))
        .route("/e/{episode}/q/{page}", get(show).post(answer))
        .route("/e/{episode}/q/{page}/keep", post(keep))
}

/// Leads to the page that comes next.
async fn next(episode: Episode) -> Response {
    onward(&episode)
}

/// Where the person goes now: help, what clashes, the next page, or the look over all answers.
pub fn onward(episode: &Episode) -> Response {
    if episode.is_emergency() {
        return episode.go("emergency");
    }
    if !episode.clashes.is_empty() {
        return episode.go(&format!("q/{CLASH}"));
    }
    match episode.next_step() {
        Some(next) => episode.go(&format!("q/{}", next.id)),
        None if episode.course.is_asking() => episode.go("answers"),
        None => episode.go("plan"),
    }
}

/// The questions that stand on a page now.
struct OnPage<'a> {
    title: String,
    intro: String,
    why: String,
    offers_none: bool,
    /// None for a page of the interview.
    own: Option<Leaving>,
    facts: Vec<(FactId, &'a Fact)>,
}

/// How a question of an own page is left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaving {
    /// By a button that says so.
    ByButton,
    /// By leaving it empty.
    Empty,
    /// By leaving it empty, where the guideline needs no answer; all else must be answered.
    IfOptional,
}

/// What a page of its own is called.
pub fn own_title(t: Tongue<'_>, own: &Own<'_>) -> String {
    match own.questionnaire {
        Some(questionnaire) => questionnaire.title.clone(),
        None if own.is_forms => t.say("own-forms"),
        None => t.say("own-more"),
    }
}

/// What a short check-in asks beside the signs.
fn now_on_page(episode: &Episode) -> Option<OnPage<'_>> {
    let (engine, t) = (&episode.visit.engine, episode.visit.tongue());
    let brief = Brief::of(engine, &episode.course, &episode.decision())?;
    let facts: Vec<_> =
        brief.now.iter().filter_map(|id| Some((*id, engine.guideline.facts.get(*id)?))).collect();
    (!facts.is_empty()).then(|| OnPage {
        title: t.say("own-now"),
        intro: t.say("own-now-lead"),
        why: String::new(),
        offers_none: false,
        own: Some(Leaving::IfOptional),
        facts,
    })
}

fn own_on_page<'a>(episode: &'a Episode, name: &str) -> Option<OnPage<'a>> {
    if name == NOW {
        return now_on_page(episode);
    }
    let engine = &episode.visit.engine;
    let t = episode.visit.tongue();
    let own = asked::own_page(engine, &episode.course, &episode.decision(), name)?;
    let facts: Vec<_> =
        own.facts.iter().filter_map(|id| Some((*id, engine.guideline.facts.get(*id)?))).collect();
    let intro = match own.questionnaire {
        Some(questionnaire) => questionnaire.say.person.clone(),
        None if own.is_forms => t.say("own-forms-lead"),
        None => t.say("own-more-lead"),
    };
    Some(OnPage {
        title: own_title(t, &own),
        intro,
        why: String::new(),
        offers_none: facts.len() > 1 && facts.iter().all(|(_, fact)| fact.yes_no),
        own: Some(if own.is_forms { Leaving::Empty } else { Leaving::ByButton }),
        facts,
    })
}

fn on_page<'a>(episode: &'a Episode, name: &str) -> Option<OnPage<'a>> {
    let guideline = &episode.visit.engine.guideline;
    let t = episode.visit.tongue();
    if name == CLASH {
        let facts: Vec<_> = episode
            .clashes
            .iter()
            .flat_map(|clash| &clash.facts)
            .filter_map(|name| guideline.facts.find(name))
            .collect();
        let mut seen = std::collections::BTreeSet::new();
        let facts: Vec<_> = facts.into_iter().filter(|(id, _)| seen.insert(*id)).collect();
        let said: Vec<&str> = episode.clashes.iter().map(|clash| clash.person.trim()).collect();
        return (!facts.is_empty()).then(|| OnPage {
            title: t.say("clash-title"),
            intro: said.join(" "),
            why: t.say("clash-why"),
            offers_none: false,
            own: None,
            facts,
        });
    }
    if asked::is_own(name) {
        return own_on_page(episode, name);
    }
    let page = guideline.interview.page.iter().find(|page| page.id == name)?;
    let facts = facts_of(episode, page);
    (!facts.is_empty()).then(|| OnPage {
        title: page.title.clone(),
        intro: page.intro.clone(),
        why: page.why.clone(),
        offers_none: page.style == Style::Group
            && facts.len() > 1
            && facts
                .iter()
                .all(|(_, fact)| fact.stage == Stage::Optional || field::none_of(fact).is_some()),
        own: None,
        facts,
    })
}

/// What is open on a page, and what was answered on it in this round: a page that is loaded again
/// with half of its answers kept shows them too.
fn facts_of<'a>(episode: &'a Episode, page: &Questions) -> Vec<(FactId, &'a Fact)> {
    let guideline = &episode.visit.engine.guideline;
    let all: Vec<_> = page.facts.iter().filter_map(|name| guideline.facts.find(name)).collect();
    let decision = episode.decision();
    let is_open = |id: &FactId| decision.ask_next.contains(id);
    let answered = |fact: &Fact| {
        episode.course.round().is_some_and(|round| round.answers.contains_key(&fact.id))
    };
    let optional = |id: &FactId, fact: &Fact| {
        fact.stage == Stage::Optional
            && fact.derived.is_none()
            && *episode.sheet.state(*id) == State::NotAsked
    };
    let open = all.iter().any(|(id, _)| is_open(id));
    // What the first page asked is asked again only by whoever comes back to change it.
    let shown = |fact: &Fact| answered(fact) && !(open && AT_START.contains(&fact.id.as_str()));
    all.into_iter().filter(|(id, fact)| is_open(id) || shown(fact) || optional(id, fact)).collect()
}

async fn show(episode: Episode, Path((_, name)): Path<(String, String)>) -> Response {
    if episode.is_emergency() {
        return episode.go("emergency");
    }
    if !episode.clashes.is_empty() && name != CLASH {
        return episode.go(&format!("q/{CLASH}"));
    }
    match on_page(&episode, &name) {
        Some(page) => page_of(&episode, &name, &page, &BTreeMap::new()).into_response(),
        None if known(&episode, &name) => onward(&episode),
        None => Refusal::nowhere().page(&episode.visit),
    }
}

fn known(episode: &Episode, name: &str) -> bool {
    name == CLASH
        || asked::is_own(name)
        || episode.visit.engine.guideline.interview.page.iter().any(|page| page.id == name)
}

/// What was told on a page that cannot be taken as it is: the fact, then what is wrong.
type Wrong = BTreeMap<String, (Vec<String>, String)>;

/// Whether questions opened after a plan was shown, because days went by.
fn opened_by_time(episode: &Episode) -> bool {
    let shown = episode.course.round().and_then(|round| round.shown.as_ref());
    episode.is_open() && shown.is_some_and(|(_, day)| *day < episode.today)
}

fn page_of(episode: &Episode, name: &str, page: &OnPage<'_>, wrong: &Wrong) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let title = if wrong.is_empty() {
        page.title.clone()
    } else {
        format!("{}: {}", t.say("error-mark"), page.title)
    };
    let frame = Page::new(visit, &title).of(episode.id, episode.region()).class("asking");
    let left = episode.pages_left();
    let done = answered(episode).count();
    let fields: Vec<Field<'_>> = page
        .facts
        .iter()
        .map(|(id, fact)| {
            let mended = wrong.get(&fact.id);
            Field {
                fact,
                value: as_written(&fact.kind, episode.sheet.state(*id))
                    .map(|raw| carry::json(&raw))
                    .or_else(|| told_before(episode, fact))
                    .filter(|_| name != CLASH),
                error: mended.map(|(_, message)| message.clone()),
                typed: mended.map(|(typed, _)| typed.clone()),
                reader: episode.reader(),
                may_be_empty: page.own != Some(Leaving::ByButton) && fact.stage == Stage::Optional,
            }
        })
        .collect();
    let body = html! {
        @if let Some(before) = page_before(episode, name) {
            p.back { a href=(episode.path(&format!("q/{before}"))) { (t.say("back")) } }
        }
        @if !wrong.is_empty() {
            div.summary.error role="alert" {
                h2 { (t.say("error-summary")) }
                ul {
                    @for field in fields.iter().filter(|field| field.error.is_some()) {
                        li {
                            a href=(format!("#field-{}", field.fact.id)) { (field.ask()) }
                            " " (field.error.as_deref().unwrap_or_default())
                        }
                    }
                }
            }
        }
        div.progress {
            p.left #left { (t.with("pages-left", &[("count", FluentValue::from(left))])) }
            progress max=(done + left) value=(done) aria-labelledby="left" {}
        }
        h1 { (page.title) }
        @if episode.chosen("role") == Some("carer") { p.hint { (t.say("asked-of-a-carer")) } }
        @if opened_by_time(episode) { p.hint { (t.say("opened-by-time")) } }
        @if !page.intro.is_empty() { p.lead { (page.intro.trim()) } }
        @if !page.why.is_empty() {
            details.why { summary { (t.say("why-asked")) } p { (page.why) } }
        }
        form.questions method="post" action=(episode.path(&format!("q/{name}"))) novalidate
            data-keep=(episode.path(&format!("q/{name}/keep"))) {
            (hidden(visit))
            @if page.offers_none && fields.len() > 3 {
                p { button.none name="none" value="1" { (t.say("none-apply")) } }
            }
            @for field in &fields { (field.show(t)) }
            div.buttons {
                button.go { (t.say("continue")) }
                @if page.offers_none {
                    button.none name="none" value="1" { (t.say("none-apply")) }
                }
                @if page.own == Some(Leaving::ByButton) {
                    button name="skip" value="1" { (t.say("own-skip")) }
                }
            }
        }
        p.hint { (t.say("kept-at-once")) }
    };
    layout::render(visit, &frame, &body)
}

/// What was told in this round, also where other answers made the question needless since.
fn told_before(episode: &Episode, fact: &Fact) -> Option<Value> {
    episode.course.round()?.answers.get(&fact.id).map(|(value, _)| value.clone())
}

/// The pages on which something was answered in this round, with their places.
fn answered(episode: &Episode) -> impl Iterator<Item = (usize, &Questions)> {
    let answers = episode.course.round().map(|round| &round.answers);
    let is_told = move |fact: &String| answers.is_some_and(|told| told.contains_key(fact));
    let pages = episode.visit.engine.guideline.interview.page.iter().enumerate();
    pages.filter(move |(_, page)| page.facts.iter().any(is_told))
}

/// The page before this one that was answered in this round.
fn page_before<'a>(episode: &'a Episode, name: &str) -> Option<&'a str> {
    let brief = Brief::of(&episode.visit.engine, &episode.course, &episode.decision());
    if brief.is_some_and(|brief| !brief.signs.is_empty()) {
        return Some(SIGNS);
    }
    let pages = &episode.visit.engine.guideline.interview.page;
    let here = pages.iter().position(|page| page.id == name).unwrap_or(pages.len());
    answered(episode).filter(|(place, _)| *place < here).last().map(|(_, page)| page.id.as_str())
}

async fn answer(episode: Episode, Path((_, name)): Path<(String, String)>, sent: Sent) -> Response {
    let visit = episode.visit.clone();
    if !known(&episode, &name) {
        return Refusal::nowhere().page(&visit);
    }
    if episode.is_emergency() {
        return onward(&episode);
    }
    // A page that was answered in another tab already has nothing left to ask.
    let Some(page) = on_page(&episode, &name) else { return onward(&episode) };
    let (given, mut wrong) = told(&episode, &page, &sent);
    let mut skipped = Vec::new();
    if !sent.has("none") {
        for (_, fact) in &page.facts {
            if given.contains_key(&fact.id) || wrong.contains_key(&fact.id) {
                continue;
            }
            let leaves = match page.own {
                Some(Leaving::ByButton) => sent.has("skip"),
                Some(Leaving::Empty) => true,
                Some(Leaving::IfOptional) => fact.stage == Stage::Optional,
                None => false,
            };
            if leaves {
                skipped.push(fact.id.clone());
            } else if page.own.is_some() || fact.stage != Stage::Optional {
                wrong.insert(fact.id.clone(), (Vec::new(), visit.tongue().say("error-missing")));
            }
        }
    }
    drop(page);
    let episode = match take(episode, &sent, given, skipped).await {
        Ok(episode) => episode,
        Err(refusal) => return refusal.page(&visit),
    };
    let episode = match told_of_danger(episode, &sent).await {
        Ok(episode) => episode,
        Err(refusal) => return refusal.page(&visit),
    };
    // The second page of a short check-in is its last, and shows what is told: it ends the round.
    if name == NOW && wrong.is_empty() && !episode.is_open() && !episode.is_emergency() {
        return review::finish(episode, &format!("{}/finish", sent.once())).await;
    }
    if episode.is_emergency() || wrong.is_empty() {
        return onward(&episode);
    }
    match on_page(&episode, &name) {
        Some(page) => {
            let page = page_of(&episode, &name, &page, &wrong);
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
        None => onward(&episode),
    }
}

/// Writes down what a page told.
async fn take(
    episode: Episode,
    sent: &Sent,
    given: Given,
    skipped: Vec<String>,
) -> Result<Episode, Refusal> {
    let told = news(&episode, given.clone());
    let mut what = Vec::new();
    if !told.is_empty() {
        what.push(What::Answered { answers: told });
    }
    if !skipped.is_empty() {
        what.push(What::Skipped { facts: skipped });
    }
    let (episode, written) = episode.write(&sent.once().to_string(), what).await?;
    // An answer that was changed, and changed back on the same page, counts as the page says now.
    let again = news(&episode, given);
    if written == Written::Now || again.is_empty() {
        return Ok(episode);
    }
    let form = uuid::Uuid::new_v4().to_string();
    Ok(episode.write(&form, vec![What::Answered { answers: again }]).await?.0)
}

/// What a form tells of the questions on a page: what fits, and what does not.
fn told(episode: &Episode, page: &OnPage<'_>, sent: &Sent) -> (Given, Wrong) {
    let t = episode.visit.tongue();
    let guideline = &episode.visit.engine.guideline;
    let none = sent.has("none") && page.offers_none;
    let mut given = Given::new();
    let mut wrong = Wrong::new();
    for (_, fact) in &page.facts {
        match field::read(t, guideline, fact, sent) {
            Told::Answer(value) => {
                let no = field::none_of(fact);
                if none && no.as_ref().is_some_and(|no| *no != value) {
                    let message = t.say("error-none-and-some");
                    wrong.insert(fact.id.clone(), (Vec::new(), message));
                }
                // A sign that was ticked counts, whatever button was pressed.
                given.insert(fact.id.clone(), value);
            }
            Told::Nothing if none && (page.own.is_some() || fact.stage != Stage::Optional) => {
                given.extend(field::none_of(fact).map(|no| (fact.id.clone(), no)));
            }
            Told::Nothing => {}
            Told::Wrong(typed, message) => {
                wrong.insert(fact.id.clone(), (typed, message));
            }
        }
    }
    (given, wrong)
}

/// What was not told in this round already: a page that is sent again changes nothing, and a sign
/// that somebody has looked at since does not become new by it.
pub fn news(episode: &Episode, mut given: Given) -> Given {
    let round = episode.course.round();
    given.retain(|name, value| {
        let known = round.and_then(|round| round.answers.get(name));
        known.is_none_or(|(known, _)| known != value)
    });
    given
}

/// Writes down that an emergency was shown, at the moment it is.
pub async fn told_of_danger(episode: Episode, sent: &Sent) -> Result<Episode, Refusal> {
    if !episode.is_emergency() || !episode.course.is_asking() {
        return Ok(episode);
    }
    let shown = episode.shown();
    let form = format!("{}/emergency", sent.once());
    Ok(episode.write(&form, vec![What::Shown(shown)]).await?.0)
}

/// Keeps what is ticked on a page, without leaving it; says where to go when it is dangerous.
async fn keep(episode: Episode, Path((_, name)): Path<(String, String)>, sent: Sent) -> Response {
    let visit = episode.visit.clone();
    let emergency = episode.path("emergency");
    if episode.is_emergency() {
        return (StatusCode::OK, emergency).into_response();
    }
    let Some(page) = on_page(&episode, &name) else {
        return StatusCode::NO_CONTENT.into_response();
    };
    let (given, _) = told(&episode, &page, &sent);
    drop(page);
    let given = news(&episode, given);
    if given.is_empty() {
        return StatusCode::NO_CONTENT.into_response();
    }
    // Each change is a form of its own.
    let form = uuid::Uuid::new_v4().to_string();
    let written = episode.write(&form, vec![What::Answered { answers: given }]).await;
    let episode = match written {
        Ok((episode, _)) => episode,
        Err(Refusal::Danger(_)) => return (StatusCode::OK, emergency).into_response(),
        Err(refusal) => return refusal.page(&visit),
    };
    match told_of_danger(episode, &sent).await {
        Ok(episode) if episode.is_emergency() => (StatusCode::OK, emergency).into_response(),
        Ok(_) => StatusCode::NO_CONTENT.into_response(),
        Err(refusal) => refusal.page(&visit),
    }
}
