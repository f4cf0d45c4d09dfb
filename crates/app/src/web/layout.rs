//! The frame of every page: head, help-now panel, ways to go, foot.

use lumbago_guideline::texts::edition::Region;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use uuid::Uuid;

use super::asset;
use super::tongue::FIRST;
use super::visit::Visit;

/// What a page says of itself.
pub struct Page<'a> {
    title: &'a str,
    episode: Option<Uuid>,
    here: &'static str,
    class: &'static str,
    region: Option<&'a Region>,
    has_ways: bool,
}

impl<'a> Page<'a> {
    /// A page with a title.
    pub fn new(visit: &'a Visit, title: &'a str) -> Self {
        let region = visit.engine.guideline.texts.region(None);
        Self { title, episode: None, here: "", class: "", region, has_ways: false }
    }

    /// It belongs to an episode, whose country decides the emergency number.
    pub fn of(mut self, episode: Uuid, region: Option<&'a Region>) -> Self {
        self.episode = Some(episode);
        self.region = region;
        self
    }

    /// Shows the ways to the other pages of the episode, and which one this is.
    pub fn at(mut self, here: &'static str) -> Self {
        self.here = here;
        self.has_ways = true;
        self
    }

    /// A class for the style of the page.
    pub fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }
}

/// The emergency number as a link to call it, or words where none is known.
pub fn number(visit: &Visit, region: Option<&Region>) -> Markup {
    match region.filter(|region| !region.generic) {
        Some(region) => html! {
            a.call href=(format!("tel:{}", region.emergency.replace(' ', ""))) {
                (region.emergency)
            }
        },
        None => html! { (visit.engine.guideline.texts.urgencies.number_unknown) },
    }
}

/// A whole page.
pub fn render(visit: &Visit, page: &Page<'_>, body: &Markup) -> Markup {
    let t = visit.tongue();
    // What the guideline lacks in this language is named as such, for eyes and for speech.
    let marked = visit.engine.marked(&body.0);
    let has_foreign = t.language != FIRST && body.0.contains(&format!("lang=\"{FIRST}\""));
    let help = match page.episode {
        Some(id) => format!("/e/{id}/help"),
        None => "/help".to_owned(),
    };
    html! {
        (DOCTYPE)
        html lang=(t.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (page.title) " - Lumbago" }
                link rel="stylesheet" href=(asset::address("lumbago.css"));
                link rel="icon" type="image/svg+xml" href=(asset::address("icon.svg"));
                link rel="manifest" href="/manifest.webmanifest";
                script src=(asset::address("lumbago.js")) defer {}
            }
            body class=(page.class) {
                a.skip href="#main" { (t.say("skip")) }
                header.top {
                    a.brand href="/" { "Lumbago" }
                    details.help-now {
                        summary { (t.say("help-now")) }
                        div {
                            p { (t.say("help-now-call")) " " (number(visit, page.region)) }
                            p { (t.say("help-now-when")) }
                            p { a href=(help) { (t.say("help-now-signs")) } }
                        }
                    }
                }
                @if let (Some(id), true) = (page.episode, page.has_ways) {
                    nav.ways aria-label=(t.say("ways")) {
                        ul {
                            @for (name, path) in WAYS {
                                li {
                                    a href=(format!("/e/{id}/{path}"))
                                        aria-current=[(page.here == name).then_some("page")] {
                                        (t.say(&format!("way-{name}")))
                                    }
                                }
                            }
                        }
                    }
                }
                (offline(visit))
                main #main tabindex="-1" {
                    @if marked.is_some() || has_foreign {
                        p.notice.foreign { (t.say("foreign-parts")) }
                    }
                    @match &marked {
                        Some(marked) => { (PreEscaped(marked)) }
                        None => { (body) }
                    }
                }
                footer.bottom {
                    p { (t.say("foot-status")) }
                    p {
                        a href="/" { (t.say("foot-home")) } " · "
                        a href="/library" { (t.say("foot-library")) } " · "
                        a href="/yours" { (t.say("foot-yours")) } " · "
                        a href="/about" { (t.say("foot-about")) }
                    }
                    @if visit.tongues.languages().count() > 1 {
                        form.languages method="post" action="/language" {
                            (super::form::hidden(visit))
                            input type="hidden" name="back" value=(visit.path);
                            @for language in visit.tongues.languages() {
                                button.plain name="language" value=(language) lang=(language)
                                    aria-current=[(language == t.language).then_some("true")] {
                                    (visit.tongues.tongue(language).say("language-name"))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What is said without the network, hidden until the worker or the script shows one of its
/// sentences: only they know that the app did not answer. They fill in `{saved}`.
fn offline(visit: &Visit) -> Markup {
    let t = visit.tongue();
    html! {
        div.offline role="status" hidden {
            p data-offline="kept" hidden { (t.with("offline-kept", &[("when", "{saved}".into())])) }
            p data-offline="other" hidden { (t.say("offline-other")) }
            p data-offline="lost" hidden { (t.say("offline-lost")) }
            p data-offline="unsent" hidden { (t.say("offline-unsent")) }
            p data-offline="unkept" hidden { (t.say("offline-unkept")) }
            p { (t.say("help-now-when")) " " a href="/help" { (t.say("help-now-signs")) } }
        }
    }
}

/// The pages of an episode: name, then path.
const WAYS: [(&str, &str); 6] = [
    ("plan", "plan"),
    ("today", "today"),
    ("check", "check"),
    ("scores", "scores"),
    ("ask", "ask"),
    ("clinician", "clinician"),
];
