//! The moves of today: those on the person's list, with steps, dose and when to stop.

use lumbago_decision::plan::{ExerciseNote, Plan, WALKING};
use lumbago_episode::What;
use lumbago_episode::log::Did;
use lumbago_guideline::exercise::{Exercise, ExerciseKind};
use maud::{Markup, html};

use super::episode::Episode;
use super::form::{Sent, hidden};
use super::today::{done_today, timer};

fn of<'a>(episode: &'a Episode, id: &str) -> Option<&'a Exercise> {
    let exercises = &episode.visit.engine.guideline.exercises;
    exercises.iter().find(|entry| entry.id == id).map(|entry| &entry.body)
}

/// The moves, and the rest for the mind.
pub fn section(episode: &Episode, plan: &Plan) -> Markup {
    let t = episode.visit.tongue();
    let course = &episode.course;
    let suggested: Vec<&str> =
        plan.first_exercises().into_iter().map(|note| note.id.as_str()).collect();
    let is_listed = |note: &&ExerciseNote| {
        let chosen = course.exercises.contains(&note.id);
        let untouched = !course.exercises_considered.contains(&note.id);
        chosen || (untouched && suggested.contains(&note.id.as_str()))
    };
    let relaxes = |note: &&ExerciseNote| {
        of(episode, &note.id).is_some_and(|body| body.kind == ExerciseKind::Relaxation)
    };
    // Walking has a place of its own.
    let all = || plan.exercises.iter().filter(|note| note.id != WALKING);
    let mut listed: Vec<_> =
        all().filter(|note| !relaxes(note)).filter(|note| is_listed(note)).collect();
    let place = |note: &&ExerciseNote| suggested.iter().position(|id| *id == note.id);
    listed.sort_by_key(|note| place(note).unwrap_or(usize::MAX));
    let others: Vec<_> =
        all().filter(|note| !relaxes(note)).filter(|note| !is_listed(note)).collect();
    let calm: Vec<_> = all().filter(relaxes).collect();
    let daily = &episode.visit.engine.guideline.texts.activity.daily_movement;
    // The words name the moves: they are said only where the plan has these moves.
    let is_daily = plan.phase.as_deref() == Some("acute")
        && daily.exercises.iter().all(|id| plan.exercises.iter().any(|note| note.id == *id));
    html! {
        @if !listed.is_empty() || !others.is_empty() {
            section.card #moves {
                h2 { (t.say("moves-title")) }
                @if is_daily { p { (daily.person.trim()) } }
                @for note in &listed { (one(episode, note, true)) }
                @if !others.is_empty() {
                    details.more {
                        summary { (t.say("moves-more")) }
                        @for note in &others { (one(episode, note, false)) }
                    }
                }
            }
        }
        @if !calm.is_empty() {
            section.card {
                h2 { (t.say("relax-title")) }
                @for note in &calm { (one(episode, note, true)) }
            }
        }
    }
}

fn one(episode: &Episode, note: &ExerciseNote, is_listed: bool) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let body = of(episode, &note.id);
    let calms = body.is_some_and(|body| body.kind == ExerciseKind::Relaxation);
    html! {
        details.move {
            summary { (note.title) " " span.quiet { (note.dose) } }
            (how(episode, &note.id))
            (done_today(episode, &note.id))
            @if let Some(minutes) = body.and_then(|body| body.dose.minutes) {
                (timer(episode, &note.id, minutes))
            }
            (did_form(episode, &note.id))
            @if !calms {
                form method="post" action=(episode.path("today/exercise")) {
                    (hidden(visit))
                    input type="hidden" name="id" value=(note.id);
                    button.plain name="on" value=(if is_listed { "no" } else { "yes" }) {
                        (t.say(if is_listed { "moves-remove" } else { "moves-add" }))
                    }
                }
            }
        }
    }
}

/// How an exercise is done, and when to stop.
pub fn how(episode: &Episode, id: &str) -> Markup {
    let t = episode.visit.tongue();
    let Some(body) = of(episode, id) else { return html! {} };
    let other = |name: &str| of(episode, name).map_or(name.to_owned(), |other| other.title.clone());
    html! {
        ol { li { (body.start) } @for step in &body.steps { li { (step) } } }
        @if !body.breathing.is_empty() { p { (body.breathing) } }
        @if !body.progression.is_empty() { p { (body.progression) } }
        @if !body.easier.is_empty() {
            p { strong { (t.say("moves-easier")) } " " (other(&body.easier)) }
        }
        @if !body.harder.is_empty() {
            p { strong { (t.say("moves-harder")) } " " (other(&body.harder)) }
        }
        @if !body.stop_if.is_empty() {
            p { strong { (t.say("moves-stop")) } }
            ul.stop { @for sign in &body.stop_if { li { (sign) } } }
        }
    }
}

/// One tap that says: I did this.
pub fn did_form(episode: &Episode, id: &str) -> Markup {
    html! {
        form method="post" action=(episode.path("today/did")) {
            (hidden(&episode.visit))
            button name="id" value=(id) { (episode.visit.tongue().say("moves-done")) }
        }
    }
}

/// What was done; none when the guideline knows no such thing.
pub fn did(episode: &Episode, sent: &Sent) -> Option<What> {
    let id = sent.text("id")?;
    let guideline = &episode.visit.engine.guideline;
    let eases = guideline.recommendations.iter().any(|entry| entry.id == id);
    (eases || of(episode, id).is_some()).then(|| {
        What::Did(Did {
            activity: id.to_owned(),
            minutes: None,
            pain_before: None,
            pain_during: None,
        })
    })
}

/// An exercise put on the list or taken off it.
pub fn listed(episode: &Episode, sent: &Sent) -> Option<What> {
    let id = sent.text("id")?;
    of(episode, id)?;
    Some(What::Exercise { id: id.to_owned(), on: sent.text("on")? == "yes" })
}
