//! A drawing of the body, from behind and from the front, to point at where it hurts. The list
//! beside it says the same: the drawing only ticks its boxes, so nothing is lost without it.

use lumbago_guideline::fact::Fact;
use maud::{Markup, html};

use super::tongue::Tongue;

/// The outline of a body without its head, around the middle line.
const OUTLINE: &str = "M-9 45C-9 56-13 60-26 64C-43 67-51 75-53 92C-56 122-61 148-67 176 \
    C-69 188-72 197-69 206C-66 213-57 211-55 203C-53 194-52 187-51 180 \
    C-45 156-39 132-36 108C-36 128-31 140-31 154C-32 170-39 182-40 202 \
    C-41 236-37 264-33 288C-36 312-33 338-26 368C-26 377-32 383-31 390 \
    C-25 393-15 393-10 390C-9 384-12 376-12 368C-8 336-8 312-9 288C-6 262-3 240 0 218 \
    C3 240 6 262 9 288C8 312 8 336 12 368C12 376 9 384 10 390C15 393 25 393 31 390 \
    C32 383 26 377 26 368C33 338 36 312 33 288C37 264 41 236 40 202C39 182 32 170 31 154 \
    C31 140 36 128 36 108C39 132 45 156 51 180C52 187 53 194 55 203C57 211 66 213 69 206 \
    C72 197 69 188 67 176C61 148 56 122 53 92C51 75 43 67 26 64C13 60 9 56 9 45Z";

/// The parts seen from behind, where the left of the drawing is the person's left: the option,
/// then its outline.
const BACK: [(&str, &str); 10] = [
    ("neck", "M-9 44h18v14q0 5 5 7h-28q5-2 5-7z"),
    ("thoracic", "M-27 69q27-6 54 0q5 24 3 51h-60q-2-27 3-51z"),
    ("low", "M-15 128h30q3 20 4 40h-38q1-20 4-40z"),
    ("flank-left", "M-34 126h15q-3 20-4 38h-13q4-14 2-38z"),
    ("flank-right", "M34 126h-15q3 20 4 38h13q-4-14-2-38z"),
    ("buttock", "M-37 174h74q4 20 2 36q-20 14-39 2q-19 12-39-2q-2-16 2-36z"),
    ("thigh-left", "M-39 220q18 10 35 3q-4 30-6 58h-24q-4-30-5-61z"),
    ("thigh-right", "M39 220q-18 10-35 3q4 30 6 58h24q4-30 5-61z"),
    ("below-knee-left", "M-34 292h25q1 36-3 72h-13q-8-36-9-72z"),
    ("below-knee-right", "M34 292h-25q-1 36 3 72h13q8-36 9-72z"),
];
/// The parts seen from the front, where the left of the drawing is the person's right.
const FRONT: [(&str, &str); 7] = [
    ("chest", "M-29 70q29-6 58 0q4 22 3 46h-64q-1-24 3-46z"),
    ("belly", "M-32 123h64q-3 24 4 50h-72q7-26 4-50z"),
    ("groin", "M-37 180h74l1 14q-14 10-26 22q-12-4-12-4t-12 4q-12-12-26-22z"),
    ("thigh-right", "M-39 206q8 5 20 17 6 4 14 4q-3 26-5 54h-24q-5-36-5-75z"),
    ("thigh-left", "M39 206q-8 5-20 17-6 4-14 4q3 26 5 54h24q5-36 5-75z"),
    ("below-knee-right", "M-34 292h25q1 36-3 72h-13q-8-36-9-72z"),
    ("below-knee-left", "M34 292h-25q-1 36 3 72h13q8-36 9-72z"),
];

/// Whether a question is about places on the body.
pub fn is_for(fact: &Fact) -> bool {
    let options = fact.kind.options();
    let is_drawn = |option: &String| BACK.iter().chain(&FRONT).any(|(part, _)| part == option);
    !options.is_empty() && options.iter().all(is_drawn)
}

/// The drawing. Hidden from those who listen: the list is theirs, and says the same.
pub fn picture(t: Tongue<'_>, name: &str) -> Markup {
    html! {
        div.bodymap data-for=(name) hidden {
            p.hint { (t.say("body-map")) }
            svg viewBox="0 0 320 428" aria-hidden="true" focusable="false" {
                (figure("translate(82 8)", &BACK))
                (figure("translate(238 8)", &FRONT))
                text x="82" y="424" { (t.say("body-back")) }
                text x="238" y="424" { (t.say("body-front")) }
                @for (x, key) in [(16, "body-left"), (139, "body-right"), (181, "body-right"),
                    (304, "body-left")] {
                    text.side x=(x) y="236" { (t.say(key)) }
                }
            }
        }
    }
}

fn figure(place: &str, parts: &[(&str, &str)]) -> Markup {
    html! {
        g transform=(place) {
            ellipse.figure cx="0" cy="27" rx="18" ry="22" {}
            path.figure d=(OUTLINE) {}
            @for (option, outline) in parts { path.part data-option=(option) d=(outline) {} }
        }
    }
}
