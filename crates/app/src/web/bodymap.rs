//! A drawing of the back of a body to point at where it hurts. The list beside it says the same:
//! the drawing only ticks its boxes, so nothing is lost without it.

use lumbago_guideline::fact::Fact;
use maud::{Markup, html};

use super::tongue::Tongue;

/// Where each option lies on the drawing: the option, then the outline of the part.
const PARTS: [(&str, &str); 13] = [
    ("neck", "M88 44h24v18H88z"),
    ("thoracic", "M72 64h56v62H72z"),
    ("low", "M78 140h44v34H78z"),
    ("flank-left", "M56 128h20v40H56z"),
    ("flank-right", "M124 128h20v40h-20z"),
    ("buttock", "M66 178h68v36H66z"),
    ("thigh-left", "M62 220h34v74H62z"),
    ("thigh-right", "M104 220h34v74h-34z"),
    ("below-knee-left", "M66 300h28v86H66z"),
    ("below-knee-right", "M106 300h28v86h-28z"),
    ("chest", "M224 70h52v50h-52z"),
    ("belly", "M224 126h52v46h-52z"),
    ("groin", "M228 178h44v24h-44z"),
];

/// Whether a question is about places on the body.
pub fn is_for(fact: &Fact) -> bool {
    let options = fact.kind.options();
    !options.is_empty() && options.iter().all(|option| PARTS.iter().any(|(id, _)| id == option))
}

/// The drawing. Hidden from those who listen: the list is theirs, and says the same.
pub fn picture(t: Tongue<'_>, name: &str) -> Markup {
    html! {
        div.bodymap data-for=(name) hidden {
            p.hint { (t.say("body-map")) }
            svg viewBox="20 0 290 400" aria-hidden="true" focusable="false" {
                g.figure {
                    circle cx="100" cy="26" r="20";
                    path d="M86 46h28l6 14 28 10 10 90-14 2-10-60-4 60 6 50-8 176h-22l-6-150-6 150H72l-8-176 6-50-4-60-10 60-14-2 10-90 28-10z";
                    circle cx="250" cy="26" r="20";
                    path d="M236 46h28l6 14 28 10 10 90-14 2-10-60-4 60 6 50-8 176h-22l-6-150-6 150h-22l-8-176 6-50-4-60-10 60-14-2 10-90 28-10z";
                }
                text x="100" y="398" { (t.say("body-back")) }
                text x="250" y="398" { (t.say("body-front")) }
                @for (option, outline) in PARTS {
                    path.part data-option=(option) d=(outline) {}
                }
            }
        }
    }
}
