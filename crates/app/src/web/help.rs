//! Help now: the signs that need help, and whom to call. Works without any answer.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use lumbago_decision::decide::Decision;
use lumbago_guideline::texts::danger::{CardGroup, CardSign};
use lumbago_guideline::texts::edition::Region;
use lumbago_guideline::urgency::Urgency;
use maud::{Markup, html};

use super::App;
use super::episode::Episode;
use super::layout::{self, Page, number};
use super::visit::Visit;

/// The addresses.
pub fn router() -> Router<Arc<App>> {
    Router::new().route("/help", get(for_all)).route("/e/{episode}/help", get(for_one))
}

async fn for_all(visit: Visit) -> Response {
    let t = visit.tongue();
    let title = t.say("help-title");
    let region = visit.engine.guideline.texts.region(None);
    layout::render(&visit, &Page::new(&visit, &title), &signs(&visit, region, None)).into_response()
}

async fn for_one(episode: Episode) -> Response {
    let visit = &episode.visit;
    let title = visit.tongue().say("help-title");
    let decision = episode.decision();
    let frame = Page::new(visit, &title).of(episode.id, episode.region());
    layout::render(visit, &frame, &signs(visit, episode.region(), Some(&decision))).into_response()
}

/// The warning card: whole, or for one person.
fn signs(visit: &Visit, region: Option<&Region>, of: Option<&Decision<'_>>) -> Markup {
    let t = visit.tongue();
    let texts = &visit.engine.guideline.texts;
    let card = &texts.warning_card;
    let called = match region.filter(|region| !region.generic) {
        Some(region) => region.emergency.as_str(),
        None => texts.urgencies.number_unknown.as_str(),
    };
    let groups: Vec<(&CardGroup, Vec<&CardSign>)> = match of {
        Some(decision) => decision.card_signs(card),
        None => card.group.iter().map(|group| (group, group.sign.iter().collect())).collect(),
    };
    let fill = |text: &str| text.trim().replace("{number}", called);
    html! {
        h1 { (t.say("help-title")) }
        p.call-line { (t.say("help-now-call")) " " (number(visit, region)) }
        p.lead { (card.person.trim()) }
        section.card.now {
            h2 { (fill(&card.call_now)) }
            @for (group, signs) in groups.iter().filter(|(of, _)| of.urgency == Urgency::Emergency) {
                h3 { (group.title) }
                ul { @for sign in signs { li { (fill(&sign.say)) } } }
            }
        }
        section.card.today {
            h2 { (fill(&card.today)) }
            @for (group, signs) in groups.iter().filter(|(of, _)| of.urgency != Urgency::Emergency) {
                h3 { (group.title) }
                ul { @for sign in signs { li { (fill(&sign.say)) } } }
            }
        }
    }
}
