//! The hand-over: one page to print for the clinician who sees the person, in clinical words.
//! Nothing private stands on it.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use fluent_bundle::FluentValue;
use lumbago_decision::decide::Presence;
use lumbago_decision::facts::State;
use lumbago_decision::input::as_written;
use lumbago_decision::plan::{Audience, Plan};
use lumbago_episode::log::Choice;
use lumbago_episode::scores::series;
use lumbago_episode::{What, carry};
use lumbago_guideline::Guideline;
use lumbago_guideline::fact::{Fact, FactId, FactKind, Stage, Who};
use maud::{Markup, html};
use serde_json::Value;

use super::App;
use super::episode::Episode;
use super::field;
use super::form::{Sent, hidden};
use super::layout::{self, Page};
use super::refusal::Refusal;
use super::tongue::Tongue;

/// The most characters of a question for the clinician.
const NOTE: usize = 500;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/e/{episode}/clinician", get(show))
        .route("/e/{episode}/clinician/note", post(note))
}

async fn show(episode: Episode) -> Response {
    if let Some(first) = episode.must_go() {
        return first;
    }
    match page(&episode, None).await {
        Ok(page) => page.into_response(),
        Err(refusal) => refusal.page(&episode.visit),
    }
}

/// Keeps a question that the person has for the clinician.
async fn note(episode: Episode, sent: Sent) -> Response {
    let visit = episode.visit.clone();
    let words = sent.text("words").unwrap_or_default().to_owned();
    let key = match words.chars().count() {
        0 => Some("clinician-note-missing"),
        count if count > NOTE => Some("clinician-note-long"),
        _ => None,
    };
    if let Some(key) = key {
        // Danger first, also where the page was open before it was told.
        if let Some(first) = episode.must_go() {
            return first;
        }
        return match page(&episode, Some((key, &words))).await {
            Ok(page) => (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
            Err(refusal) => refusal.page(&visit),
        };
    }
    match episode.write(&sent.once().to_string(), vec![What::Note { words }]).await {
        Ok((episode, _)) => episode.go("clinician#questions"),
        Err(refusal) => refusal.page(&visit),
    }
}

async fn page(episode: &Episode, wrong: Option<(&'static str, &str)>) -> Result<Markup, Refusal> {
    let visit = &episode.visit;
    let t = visit.tongue();
    let title = t.say("clinician-title");
    let name = visit.store.person(episode.person).await?.map(|person| person.name);
    let plan = episode.plan(Audience::Clinician);
    let sheet = Told { t, episode, guideline: &visit.engine.guideline };
    let frame = Page::new(visit, &title)
        .of(episode.id, episode.region())
        .at("clinician")
        .class("handover-page");
    let body = html! {
        div.no-print {
            h1 { (title) }
            p.lead { (t.say("clinician-lead")) }
            p.tools {
                button.print type="button" data-print="1" { (t.say("print")) } " "
                a href=(episode.path("letter")) { (t.say("clinician-letter")) }
            }
        }
        article.handover {
            header {
                h2 { (t.say("clinician-heading")) }
                p {
                    strong { (t.with("clinician-of", &[
                        ("name", name.unwrap_or_default().into()),
                        ("day", episode.today.to_string().into()),
                    ])) }
                    " " (sheet.line(&["age", "sex_at_birth", "weight"]))
                }
                p.quiet { (t.say(reported(episode))) }
            }
            (flags(t, plan))
            (sheet.told())
            (sheet.facts())
            (sheet.since())
            (sheet.scores())
            (sheet.choices())
            (sheet.questions())
            footer {
                p { (t.with("clinician-edition", &[
                    ("name", plan.edition.name.clone().into()),
                    ("version", plan.edition.version.clone().into()),
                    ("date", plan.edition.date.clone().into()),
                    ("content", plan.edition.content.chars().take(12).collect::<String>().into()),
                ])) }
                p { (plan.caution.text) }
            }
        }
        (note_form(episode, wrong))
    };
    Ok(layout::render(visit, &frame, &body))
}

/// Who told it.
fn reported(episode: &Episode) -> &'static str {
    match episode.chosen("role") {
        Some("carer") => "clinician-reported-carer",
        Some("clinician") => "clinician-reported-clinician",
        _ => "clinician-reported",
    }
}

/// What was decided: how soon, and the red flags that are present or possible.
fn flags(t: Tongue<'_>, plan: &Plan) -> Markup {
    let of = |state: Presence| {
        plan.red_flags.iter().filter(move |flag| flag.state == state && !flag.private)
    };
    html! {
        section {
            h3 { (t.say("clinician-urgency")) ": " (plan.bottom_line.title) }
            @for (state, key) in [
                (Presence::Definite, "clinician-present"),
                (Presence::Possible, "clinician-possible"),
            ] {
                @if of(state).next().is_some() {
                    h4 { (t.say(key)) }
                    ul {
                        @for flag in of(state) {
                            li {
                                strong { (flag.concern) } " (" (flag.spec.join(", ")) ") "
                                (flag.why.join("; "))
                            }
                        }
                    }
                }
            }
            // "None" beside an urgency would tell that there is something private.
            @if plan.red_flags.is_empty() {
                p { (t.say("clinician-no-flags")) }
            }
        }
    }
}

/// What the person told, for the page.
struct Told<'a> {
    t: Tongue<'a>,
    episode: &'a Episode,
    guideline: &'a Guideline,
}

impl<'a> Told<'a> {
    /// The answer to a question; none for what is private or was not told.
    fn value(&self, id: FactId, fact: &Fact) -> Option<Value> {
        if fact.private {
            return None;
        }
        as_written(&fact.kind, self.episode.sheet.state(id)).map(|raw| carry::json(&raw))
    }

    /// A question and its answer, when it was told.
    fn words(&self, id: FactId, fact: &Fact) -> Option<String> {
        let value = self.value(id, fact)?;
        Some(format!("{}: {}", asked(fact), clinical(self.t, fact, &value)))
    }

    fn is_denied(&self, id: FactId, fact: &Fact) -> bool {
        self.value(id, fact).is_some_and(|value| field::none_of(fact) == Some(value))
    }

    /// Some facts on one line.
    fn line(&self, names: &[&str]) -> String {
        let found = names.iter().filter_map(|name| self.guideline.facts.find(name));
        found.filter_map(|(id, fact)| self.words(id, fact)).collect::<Vec<_>>().join("; ")
    }

    /// The questions by what became of them: a "not sure" to any, and what was denied or not asked
    /// where a danger or a medicine rests on it. "No" is only what was answered so.
    fn told(&self) -> Markup {
        let rests_on = |fact: &Fact| matches!(fact.stage, Stage::Danger | Stage::Gate);
        let of = |keep: &dyn Fn(FactId, &Fact) -> bool| {
            let facts = self.guideline.facts.iter().filter(|(_, fact)| {
                !fact.private && fact.who != Who::Clinician && fact.derived.is_none()
            });
            let kept = facts.filter(|(id, fact)| keep(*id, fact));
            kept.map(|(_, fact)| asked(fact)).collect::<Vec<_>>().join("; ")
        };
        let state = |id| self.episode.sheet.state(id);
        let engine = &self.episode.visit.engine;
        let values = self.episode.decision().values;
        // Whether it may apply to this person at all.
        let applies = |fact: &Fact| {
            let position = self.guideline.facts.iter().position(|(_, known)| known.id == fact.id);
            let wires =
                position.and_then(|position| engine.compiled.applies.get(position)?.as_ref());
            wires.and_then(|wires| wires.out).is_none_or(|gate| values.get(gate).is_open())
        };
        let rows = [
            ("clinician-denied", of(&|id, fact| rests_on(fact) && self.is_denied(id, fact))),
            ("clinician-unsure", of(&|id, _| *state(id) == State::Unknown)),
            (
                "clinician-unasked",
                of(&|id, fact| rests_on(fact) && *state(id) == State::NotAsked && applies(fact)),
            ),
        ];
        html! {
            section {
                @for (key, line) in rows {
                    @if !line.is_empty() {
                        p { strong { (self.t.say(key)) ": " } (line) }
                    }
                }
            }
        }
    }

    /// What was told beside that, by the parts of the guideline's hand-over.
    fn facts(&self) -> Markup {
        let parts = &self.guideline.texts.summary.handover;
        let is_news = |id: FactId, fact: &Fact| {
            !self.is_denied(id, fact) && *self.episode.sheet.state(id) != State::Unknown
        };
        let rows: Vec<(&str, Vec<String>)> = parts
            .iter()
            .map(|part| {
                let facts = part.facts.iter().filter_map(|name| self.guideline.facts.find(name));
                let told = facts.filter(|(id, fact)| is_news(*id, fact));
                let told = told.filter_map(|(id, fact)| self.words(id, fact)).collect();
                (part.clinician.as_str(), told)
            })
            .collect();
        let in_parts = |fact: &Fact| parts.iter().any(|part| part.facts.contains(&fact.id));
        let is_score = |fact: &Fact| {
            let forms = self.guideline.questionnaires.iter();
            forms.flat_map(|form| &form.body.items).any(|item| *item == fact.id)
        };
        let (mut more, mut own) = (Vec::new(), Vec::new());
        for (id, fact) in self.guideline.facts.iter() {
            let known = fact.derived.is_none() && !in_parts(fact) && is_news(id, fact);
            if !known || HEAD.contains(&fact.id.as_str()) || is_score(fact) {
                continue;
            }
            let words = self.words(id, fact);
            if matches!(fact.kind, FactKind::Text | FactKind::Texts) {
                own.extend(words);
            } else {
                more.extend(words);
            }
        }
        html! {
            section {
                h3 { (self.t.say("clinician-facts")) }
                @for (title, told) in rows.iter().filter(|(_, told)| !told.is_empty()) {
                    p { strong { (title) ": " } (told.join("; ")) }
                }
                @for (key, told) in [("clinician-more", &more), ("clinician-words", &own)] {
                    @if !told.is_empty() {
                        p { strong { (self.t.say(key)) ": " } (told.join("; ")) }
                    }
                }
            }
        }
    }

    /// Who saw the person, what is booked, and answers that were changed after an emergency.
    fn since(&self) -> Markup {
        let t = self.t;
        let course = &self.episode.course;
        let mut lines = Vec::new();
        // What was found may speak of a sign that is private.
        let is_private = |id: &String| {
            self.guideline.red_flags.iter().any(|flag| flag.id == *id && flag.body.private)
        };
        for (_, seen) in &course.seen {
            if seen.flags.iter().any(is_private) {
                continue;
            }
            let since =
                if seen.unchanged { "clinician-seen-unchanged" } else { "clinician-seen-changed" };
            lines.push(t.with(
                "clinician-seen",
                &[
                    ("day", seen.on.to_string().into()),
                    ("by", seen.by.clone().into()),
                    ("team", t.say(&format!("seen-{}", seen.team)).into()),
                    ("test", seen.test.clone().into()),
                    ("result", seen.result.clone().into()),
                    ("since", t.say(since).into()),
                ],
            ));
        }
        for change in &course.corrected {
            let Some((_, fact)) = self.guideline.facts.find(&change.fact) else { continue };
            if fact.private {
                continue;
            }
            lines.push(t.with(
                "clinician-corrected",
                &[
                    ("day", change.on.to_string().into()),
                    ("ask", asked(fact).into()),
                    ("before", clinical(t, fact, &change.before).into()),
                    ("why", change.why.clone().into()),
                ],
            ));
        }
        for (with, on) in &course.booked {
            let values = [("with", with.clone().into()), ("day", on.to_string().into())];
            lines.push(t.with("clinician-booked", &values));
        }
        list(&t.say("clinician-course"), &lines)
    }

    /// What was measured, first and last.
    fn scores(&self) -> Markup {
        let t = self.t;
        let all = series(self.guideline, &self.episode.course);
        let measured: Vec<_> = all.iter().filter(|one| !one.fact.private).collect();
        html! {
            @if !measured.is_empty() {
                section {
                    h3 { (t.say("clinician-scores")) }
                    div.wide {
                        table {
                            thead { tr {
                                th scope="col" { (t.say("clinician-measure")) }
                                th scope="col" { (t.say("clinician-first")) }
                                th scope="col" { (t.say("clinician-last")) }
                                th scope="col" { (t.say("clinician-change")) }
                            } }
                            tbody {
                                @for one in measured {
                                    @if let (Some(first), Some(last)) =
                                        (one.points.first(), one.points.last()) {
                                        tr {
                                            th scope="row" {
                                                (match one.fact.ask_clinician.as_str() {
                                                    "" => one.title.as_str(),
                                                    asked => asked,
                                                })
                                                " (" (t.with("clinician-range", &[
                                                    ("least", FluentValue::from(one.range.0)),
                                                    ("greatest", FluentValue::from(one.range.1)),
                                                ])) ")"
                                            }
                                            td data-label=(t.say("clinician-first")) { (first.1) " (" (first.0) ")" }
                                            td data-label=(t.say("clinician-last")) {
                                                @if one.points.len() > 1 { (last.1) " (" (last.0) ")" }
                                            }
                                            td data-label=(t.say("clinician-change")) {
                                                @if let Some(change) = one.meaningful {
                                                    (format!("{change:.1}"))
                                                }
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// What the person said to each option, and their goals.
    fn choices(&self) -> Markup {
        let t = self.t;
        let course = &self.episode.course;
        let title = |option: &str| {
            let (kind, id) = option.split_once('/')?;
            match kind {
                "recommendation" => {
                    let mut all = self.guideline.recommendations.iter();
                    all.find(|entry| entry.id == id).map(|entry| entry.body.title.clone())
                }
                "medicine" => {
                    let mut all = self.guideline.medicines.iter();
                    all.find(|entry| entry.id == id).map(|entry| entry.body.title.clone())
                }
                _ => None,
            }
        };
        let mut lines = Vec::new();
        for (choice, key) in [
            (Choice::Chosen, "clinician-chosen"),
            (Choice::Declined, "clinician-declined"),
            (Choice::Undecided, "clinician-undecided"),
        ] {
            let said = course.choices.iter().filter(|(_, said)| **said == choice);
            let titles: Vec<String> = said.filter_map(|(option, _)| title(option)).collect();
            if !titles.is_empty() {
                lines.push(format!("{}: {}", t.say(key), titles.join("; ")));
            }
        }
        let open = course.goals.iter().map(|goal| {
            t.with(
                "clinician-goal",
                &[
                    ("what", goal.what.clone().into()),
                    ("measure", goal.measure.clone().into()),
                    ("day", goal.by.to_string().into()),
                    ("confidence", FluentValue::from(goal.confidence)),
                ],
            )
        });
        let ended = course.ended_goals.iter().map(|(goal, reached)| {
            let key = if *reached { "clinician-goal-reached" } else { "clinician-goal-dropped" };
            t.with(key, &[("what", goal.what.clone().into())])
        });
        html! {
            (list(&t.say("clinician-choices"), &lines))
            (list(&t.say("clinician-goals"), &open.chain(ended).collect::<Vec<_>>()))
        }
    }

    fn questions(&self) -> Markup {
        let notes = &self.episode.course.notes;
        html! {
            section #questions {
                h3 { (self.t.say("clinician-questions")) }
                @if notes.is_empty() {
                    p.quiet { (self.t.say("clinician-no-questions")) }
                } @else {
                    ol { @for note in notes { li { (note) } } }
                }
            }
        }
    }
}

/// Facts that stand in the head of the page, or say nothing of the person's health.
const HEAD: [&str; 6] = ["age", "sex_at_birth", "weight", "region", "language", "reading_level"];

fn list(title: &str, lines: &[String]) -> Markup {
    html! {
        @if !lines.is_empty() {
            section {
                h3 { (title) }
                ul { @for line in lines { li { (line) } } }
            }
        }
    }
}

/// A question as clinicians put it.
fn asked(fact: &Fact) -> &str {
    if fact.ask_clinician.is_empty() { &fact.ask } else { &fact.ask_clinician }
}

/// An answer in clinical words: an option by its name in the guideline, since its label speaks in
/// the person's voice.
fn clinical(t: Tongue<'_>, fact: &Fact, value: &Value) -> String {
    let named = |option: &str| option.replace('-', " ");
    let options = fact.kind.options();
    let is_option = |text: &str| options.iter().any(|option| option == text);
    match value {
        _ if fact.yes_no => field::in_words(t, fact, value),
        Value::String(text) if is_option(text) => named(text),
        Value::Array(list) if !list.is_empty() && !options.is_empty() => {
            let said = list.iter().filter_map(Value::as_str);
            said.map(|text| match is_option(text) {
                true => named(text),
                false => field::in_words(t, fact, &Value::String(text.to_owned())),
            })
            .collect::<Vec<_>>()
            .join(", ")
        }
        _ => field::in_words(t, fact, value),
    }
}

fn note_form(episode: &Episode, wrong: Option<(&'static str, &str)>) -> Markup {
    let t = episode.visit.tongue();
    html! {
        form.no-print method="post" action=(episode.path("clinician/note")) novalidate {
            (hidden(&episode.visit))
            div.field.wrong[wrong.is_some()] {
                label for="words" { (t.say("clinician-note-title")) }
                p.hint #words-hint { (t.say("clinician-note-label")) }
                @if let Some((key, _)) = wrong { p.error #words-error { (t.say(key)) } }
                textarea #words name="words" rows="3" maxlength=(NOTE) autofocus[wrong.is_some()]
                    aria-invalid=[wrong.map(|_| "true")] aria-describedby="words-hint words-error" {
                    @if let Some((_, words)) = wrong { (words) }
                }
            }
            div.buttons { button.go { (t.say("clinician-note-send")) } }
        }
    }
}
