//! Somebody saw the person about an urgent sign: the form that tells who, when and what, and what
//! is kept of it (RF-92).

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use jiff::civil::Date;
use lumbago_decision::plan::{Plan, RedFlagNote};
use lumbago_episode::What;
use lumbago_episode::log::Seen;
use lumbago_episode::looks::{Look, Looks};
use lumbago_guideline::red_flag::EMERGENCY_TEAM;
use maud::{Markup, html};

use super::App;
use super::day;
use super::episode::Episode;
use super::form::{Sent, hidden};
use super::questions::onward;
use super::refusal::Refusal;
use super::{emergency, plan};

/// The most characters of a field.
const MOST_LETTERS: usize = 300;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new().route("/e/{episode}/emergency/seen", post(seen))
}

/// The form as it was sent, and what it lacks; nothing of both when it is shown first.
#[derive(Default)]
pub struct Form {
    typed: Sent,
    lacks: Vec<(&'static str, String)>,
}

impl Form {
    /// Whether it lacks something.
    pub fn is_wrong(&self) -> bool {
        !self.lacks.is_empty()
    }

    fn lack(&self, name: &str) -> Option<&str> {
        let found = self.lacks.iter().find(|(lack, _)| *lack == name);
        found.map(|(_, message)| message.as_str())
    }

    fn error(&self, name: &str) -> Markup {
        html! {
            @if let Some(message) = self.lack(name) { p.error { (message) } }
        }
    }

    fn has(&self, name: &str, value: &str) -> bool {
        self.typed.all(name).any(|typed| typed == value)
    }
}

/// The signs that somebody still has to look into: those that nobody closed and, once no emergency
/// stands, those that an emergency team closed and no clinician saw the person about since.
pub fn open<'a>(episode: &Episode, plan: &'a Plan) -> Vec<&'a RedFlagNote> {
    let looks = Looks::of(&episode.visit.engine.guideline, &episode.course);
    let waits = |id: &str| looks.at(id).is_some_and(Look::waits) && !episode.is_emergency();
    plan.red_flags.iter().filter(|note| !is_closed(episode, &note.id) || waits(&note.id)).collect()
}

/// Whether a sign is closed; one that only an emergency team may close stays on the plan then, less
/// urgent.
fn is_closed(episode: &Episode, flag: &str) -> bool {
    let all = &episode.visit.engine.guideline.red_flags;
    let at = all.iter().position(|known| known.id == flag);
    at.and_then(|at| u16::try_from(at).ok()).is_some_and(|at| episode.sheet.is_closed(at))
}

/// That the visit which an emergency team's look leaves took place; nothing while a sign still
/// waits for somebody. The urgency stays as it is: a record of such a visit lowers nothing.
pub fn took_place(episode: &Episode, plan: &Plan) -> Markup {
    let t = episode.visit.tongue();
    let looks = Looks::of(&episode.visit.engine.guideline, &episode.course);
    let visits = plan.red_flags.iter().filter_map(|note| looks.at(&note.id)?.visit);
    let last = visits.max_by_key(|visit| visit.on).filter(|_| open(episode, plan).is_empty());
    html! {
        @if let Some(visit) = last {
            p.notice { (t.with("seen-took-place", &[
                ("by", visit.by.clone().into()),
                ("day", day::in_words(t, visit.on).into()),
            ])) }
        }
    }
}

/// The form in which it is written down who saw the person, and about which of the signs.
pub fn section(episode: &Episode, plan: &Plan, form: &Form) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let text = |name: &'static str, kind: &'static str| {
        html! {
            div.field.wrong[form.lack(name).is_some()] {
                label for=(format!("seen-{name}")) { (t.say(&format!("seen-{name}"))) }
                (form.error(name))
                input id=(format!("seen-{name}")) type=(kind) name=(name) maxlength=(MOST_LETTERS)
                    value=(form.typed.text(name).unwrap_or_default()) autocomplete="off"
                    autofocus[form.lack(name).is_some()]
                    max=[(kind == "date").then(|| episode.today.to_string())] required;
            }
        }
    };
    let choice = |name: &'static str, options: [(&str, &str); 2]| {
        html! {
            fieldset.field.wrong[form.lack(name).is_some()] {
                legend { (t.say(&format!("seen-{name}"))) }
                (form.error(name))
                div.options {
                    @for (value, key) in options {
                        label.option {
                            input type="radio" name=(name) value=(value)
                                autofocus[form.lack(name).is_some()] checked[form.has(name, value)];
                            span { (t.say(key)) }
                        }
                    }
                }
            }
        }
    };
    let flags = open(episode, plan);
    html! {
        // An emergency says so on top.
        @if let Some(stays) = why_it_stays(episode, &flags).filter(|_| !episode.is_emergency()) {
            p.late { (stays) }
        }
        p { (t.say("seen-lead")) }
        form method="post" action=(episode.path("emergency/seen")) novalidate {
            (hidden(visit))
            @if let [flag] = flags.as_slice() {
                input type="hidden" name="flag" value=(flag.id);
            } @else {
                (signs(episode, &flags, form))
            }
            (text("by", "text"))
            (choice("team", [(EMERGENCY_TEAM, "seen-emergency-team"), ("clinician", "seen-clinician")]))
            (text("on", "date"))
            (text("test", "text"))
            (text("result", "text"))
            (choice("unchanged", [("yes", "seen-same"), ("no", "seen-changed")]))
            div.buttons { button.go { (t.say("seen-send")) } }
        }
    }
}

/// One look may answer for one sign and not for another: the person says for which.
fn signs(episode: &Episode, flags: &[&RedFlagNote], form: &Form) -> Markup {
    let t = episode.visit.tongue();
    html! {
        fieldset.field.wrong[form.lack("flag").is_some()] {
            legend { (t.say("seen-flag")) }
            p.hint { (t.say("seen-flag-hint")) }
            (form.error("flag"))
            div.options {
                @for flag in flags {
                    label.option {
                        input type="checkbox" name="flag" value=(flag.id)
                            autofocus[form.lack("flag").is_some()] checked[form.has("flag", &flag.id)];
                        span {
                            @if flag.private {
                                (t.say("seen-private"))
                            } @else {
                                @for why in &flag.why { strong { (why) } " " }
                                (flag.statement.text)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Why a sign still stands although somebody saw the person about it since it was told.
pub fn why_it_stays(episode: &Episode, flags: &[&RedFlagNote]) -> Option<String> {
    let t = episode.visit.tongue();
    let guideline = &episode.visit.engine.guideline;
    let stands = |id: &String| flags.iter().any(|flag| flag.id == *id);
    let seen = episode.course.seen_now().filter(|seen| seen.flags.iter().any(stands)).last()?;
    let needs_team = guideline.red_flags.iter().any(|flag| {
        !flag.body.closing.accepts(&seen.team) && seen.flags.contains(&flag.id) && stands(&flag.id)
    });
    let left = guideline.texts.closing.closed_emergency_team.days().unwrap_or_default();
    let waits = seen.flags.iter().filter(|id| stands(id)).all(|id| is_closed(episode, id));
    Some(match () {
        () if waits => t.with("seen-stays-visit", &[("days", left.into())]),
        () if !seen.unchanged => t.say("seen-stays-changed"),
        () if needs_team => t.say("seen-stays-team"),
        () => t.with("seen-stays-old", &[("days", guideline.texts.closing.days.into())]),
    })
}

async fn seen(episode: Episode, sent: Sent) -> Response {
    let visit = episode.visit.clone();
    let t = visit.tongue();
    let mut lacks = Vec::new();
    let mut told = |name: &'static str| match sent.text(name) {
        Some(text) => text.chars().take(MOST_LETTERS).collect::<String>(),
        None => {
            lacks.push((name, t.say("seen-missing")));
            String::new()
        }
    };
    let [by, test, result] = ["by", "test", "result"].map(&mut told);
    let mut chosen = |name: &'static str, options: [&str; 2]| {
        let found = sent.text(name).filter(|value| options.contains(value));
        if found.is_none() {
            lacks.push((name, t.say("error-choose")));
        }
        found.unwrap_or_default().to_owned()
    };
    let team = chosen("team", [EMERGENCY_TEAM, "clinician"]);
    let unchanged = chosen("unchanged", ["yes", "no"]) == "yes";
    let day: Option<Date> = sent.text("on").and_then(|on| on.parse().ok());
    let on = day.filter(|day| *day <= episode.today);
    if on.is_none() {
        lacks.push(("on", t.say("seen-day-wrong")));
    }
    let plan = episode.plan(episode.audience());
    let standing = open(&episode, plan);
    let flags: Vec<String> = standing
        .iter()
        .filter(|flag| sent.all("flag").any(|named| named == flag.id))
        .map(|flag| flag.id.clone())
        .collect();
    let looks = Looks::of(&visit.engine.guideline, &episode.course);
    let waited = flags.iter().filter_map(|flag| looks.at(flag)).filter(|look| look.waits());
    if on.zip(waited.map(|look| look.closed.on).max()).is_some_and(|(on, closed)| on < closed) {
        lacks.push(("on", t.say("seen-day-before")));
    }
    // A form that was sent twice finds its signs closed already.
    if standing.is_empty() {
        return onward(&episode);
    }
    if flags.is_empty() {
        lacks.push(("flag", t.say("seen-flag-missing")));
    }
    let (Some(on), true) = (on, lacks.is_empty()) else {
        let form = Form { typed: sent, lacks };
        return match episode.is_emergency() {
            true => {
                let page = emergency::page(&episode, &form);
                (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
            }
            false => plan::page(&episode, &form),
        };
    };
    let seen = Seen { by, team, on, test, result, flags, unchanged };
    match episode.write(&sent.once().to_string(), vec![What::Seen(seen)]).await {
        Ok((episode, _)) => match shown_anew(episode, &sent).await {
            Ok(episode) => onward(&episode),
            Err(refusal) => refusal.page(&visit),
        },
        Err(refusal) => refusal.page(&visit),
    }
}

/// Writes down the plan that a visit led to, so that its days are counted from now on and stay;
/// nothing while the urgency is the same, or questions are open.
async fn shown_anew(episode: Episode, sent: &Sent) -> Result<Episode, Refusal> {
    let before = episode.course.round().and_then(|round| round.shown.as_ref());
    let Some((before, _)) = before.filter(|_| !episode.is_open()) else { return Ok(episode) };
    let now = episode.shown();
    if (now.urgency, now.within_days) == (before.urgency, before.within_days) {
        return Ok(episode);
    }
    let form = format!("{}/seen", sent.once());
    Ok(episode.write(&form, vec![What::Shown(now)]).await?.0)
}
