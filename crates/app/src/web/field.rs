//! A question as fields of a form, and the answer read back from what was sent.

use fluent_bundle::FluentValue;
pub use lumbago_episode::brief::none_of;
use lumbago_episode::carry;
use lumbago_guideline::Guideline;
use lumbago_guideline::fact::{Fact, FactKind, NONE, Stage, UNKNOWN, Who};
use maud::{Markup, html};
use serde_json::Value;

use super::bodymap;
use super::form::Sent;
use super::tongue::Tongue;

/// A scale with at most so many steps is shown as buttons, not as a number to type.
const MOST_BUTTONS: i64 = 11;

/// Answers with at most so many letters stand beside each other, also on a phone.
const SHORT: usize = 14;

/// Other units in which people know a number: the unit of the fact, the other one, its factor and
/// what is taken off first.
const OTHER_UNITS: [(&str, &str, f64, f64); 8] = [
    ("days", "weeks", 7.0, 0.0),
    ("days", "months", 30.0, 0.0),
    ("days", "years", 365.0, 0.0),
    ("kg", "lb", 0.453_592_37, 0.0),
    ("kg", "st", 6.350_293_18, 0.0),
    ("cm", "in", 2.54, 0.0),
    ("degC", "degF", 5.0 / 9.0, 32.0),
    ("metres", "yards", 0.9144, 0.0),
];

/// One question on a page.
pub struct Field<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// The answer so far.
    pub value: Option<Value>,
    /// What is wrong with what was sent.
    pub error: Option<String>,
    /// What was typed, when it did not fit.
    pub typed: Option<Vec<String>>,
    /// Who answers.
    pub reader: Who,
    /// Whether leaving it empty is a way to leave it out.
    pub may_be_empty: bool,
}

/// The name of a fact's field.
pub fn name_of(fact: &Fact) -> String {
    format!("f.{}", fact.id)
}

impl Field<'_> {
    fn is(&self, option: &str) -> bool {
        match &self.value {
            Some(Value::String(text)) => text == option,
            Some(Value::Array(list)) if list.is_empty() => option == NONE,
            Some(Value::Array(list)) => list.iter().any(|item| item == option),
            Some(Value::Number(number)) => number.to_string() == option,
            _ => false,
        }
    }

    /// The question, in the words of whoever answers.
    pub fn ask(&self) -> &str {
        match self.reader {
            Who::Clinician if !self.fact.ask_clinician.is_empty() => &self.fact.ask_clinician,
            _ => &self.fact.ask,
        }
    }

    /// The fields.
    pub fn show(&self, t: Tongue<'_>) -> Markup {
        let fact = self.fact;
        let name = name_of(fact);
        let hint = format!("{name}-hint");
        let has_hint = !fact.help.is_empty() || self.error.is_some();
        html! {
            fieldset.field.wrong[self.error.is_some()] id=(format!("field-{}", fact.id))
                aria-describedby=[has_hint.then_some(hint.as_str())] {
                legend { (self.ask()) }
                @if has_hint {
                    div id=(hint) {
                        @if let Some(error) = &self.error {
                            p.error { (error) }
                        }
                        @if !fact.help.is_empty() { p.hint { (fact.help.trim()) } }
                    }
                }
                (self.body(t, &name))
                @if self.may_be_empty && !matches!(fact.kind, FactKind::Set { .. }) {
                    p.hint { (t.say("optional")) }
                }
                @if !fact.why.is_empty() {
                    details.why { summary { (t.say("why-asked")) } p { (fact.why) } }
                }
            }
        }
    }

    fn body(&self, t: Tongue<'_>, name: &str) -> Markup {
        let fact = self.fact;
        match &fact.kind {
            FactKind::Choice { options } => {
                let short = options.len() <= 2 && fact.labels.iter().all(|l| l.len() <= SHORT);
                html! {
                    div.options.short[short] {
                        @for (option, label) in options.iter().zip(&fact.labels) {
                            (self.radio(name, option, &option_label(t, fact, option, label)))
                        }
                        (self.radio(name, UNKNOWN, &t.say("not-sure")))
                    }
                }
            }
            FactKind::Set { options } => html! {
                @if bodymap::is_for(fact) { (bodymap::picture(t, name)) }
                div.options {
                    @for (option, label) in options.iter().zip(&fact.labels) {
                        (self.check(name, option, label))
                    }
                    (self.check(name, NONE, &t.say("none-of-these")))
                    (self.check(name, UNKNOWN, &t.say("not-sure-others")))
                }
            },
            FactKind::Number { decimals: 0, least, greatest, word: None, .. }
                if greatest - least < MOST_BUTTONS =>
            {
                html! {
                    div.options.scale {
                        @for number in *least..=*greatest {
                            (self.radio(name, &number.to_string(), &number.to_string()))
                        }
                        (self.radio(name, UNKNOWN, &t.say("not-sure")))
                    }
                }
            }
            FactKind::Number { unit, word, decimals, .. } => {
                self.number(t, name, unit, word.as_deref(), *decimals)
            }
            FactKind::Text | FactKind::Texts => {
                let text = match (&self.value, &self.typed) {
                    (_, Some(typed)) => typed.join("\n"),
                    (Some(Value::String(text)), _) => text.clone(),
                    (Some(Value::Array(list)), _) => {
                        list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n")
                    }
                    _ => String::new(),
                };
                html! { textarea name=(name) rows="3" maxlength="2000"
                aria-label=(fact.ask) { (text) } }
            }
        }
    }

    fn number(
        &self,
        t: Tongue<'_>,
        name: &str,
        unit: &str,
        word: Option<&str>,
        decimals: u8,
    ) -> Markup {
        let typed = match (&self.typed, &self.value) {
            (Some(typed), _) => typed.first().cloned().unwrap_or_default(),
            (_, Some(Value::Number(number))) => number.to_string(),
            _ => String::new(),
        };
        let others: Vec<&str> = OTHER_UNITS
            .iter()
            .filter(|(own, ..)| *own == unit && offers_units(self.fact))
            .map(|(_, other, ..)| *other)
            .collect();
        let mode = if decimals == 0 { "numeric" } else { "decimal" };
        html! {
            div.number {
                input type="text" inputmode=(mode) name=(name) value=(typed) size="7" maxlength="12"
                    autocomplete="off" aria-label=(self.fact.ask)
                    aria-invalid=[self.error.is_some().then_some("true")];
                @if others.is_empty() {
                    @if !unit.is_empty() { span.unit { (unit_word(t, unit)) } }
                } @else {
                    select name=(format!("{name}.unit")) aria-label=(t.say("unit")) {
                        option value=(unit) { (unit_word(t, unit)) }
                        @for other in others { option value=(other) { (unit_word(t, other)) } }
                    }
                }
            }
            div.options {
                @if let Some(word) = word {
                    (self.check(&format!("{name}.word"), word, &t.say(&format!("word-{word}"))))
                }
                // What may be left out needs no "not sure": nobody is sure of a number they never
                // measured, and that alone says nothing about danger.
                @if self.fact.stage != Stage::Optional {
                    (self.check(&format!("{name}.word"), UNKNOWN, &t.say("not-sure")))
                }
            }
        }
    }

    fn radio(&self, name: &str, option: &str, label: &str) -> Markup {
        html! {
            label.option {
                input type="radio" name=(name) value=(option) checked[self.is(option)];
                span { (label) }
            }
        }
    }

    fn check(&self, name: &str, option: &str, label: &str) -> Markup {
        html! {
            label.option {
                input type="checkbox" name=(name) value=(option) checked[self.is(option)];
                span { (label) }
            }
        }
    }
}

/// A plain yes and no are words of the page; every other option is the guideline's.
fn option_label(t: Tongue<'_>, fact: &Fact, option: &str, label: &str) -> String {
    if fact.yes_no { t.say(option) } else { label.to_owned() }
}

fn offers_units(fact: &Fact) -> bool {
    // A span of some weeks is told in its own unit; one of years is not.
    !matches!(&fact.kind, FactKind::Number { unit, greatest, .. } if unit == "days" && *greatest <= 365)
}

fn unit_word(t: Tongue<'_>, unit: &str) -> String {
    let key = format!("unit-{}", unit.to_lowercase().replace(['/', '^', '.'], "-"));
    let said = t.say(&key);
    if said == key { unit.to_owned() } else { said }
}

/// What a form says about one question.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// Nothing was said.
    Nothing,
    /// An answer that fits.
    Answer(Value),
    /// Something that does not fit: what was typed, and what is wrong with it.
    Wrong(Vec<String>, String),
}

/// Reads the answer to a question from a form.
pub fn read(t: Tongue<'_>, guideline: &Guideline, fact: &Fact, sent: &Sent) -> Told {
    let name = name_of(fact);
    let raw = match &fact.kind {
        FactKind::Choice { .. } => sent.text(&name).map(|text| Value::String(text.to_owned())),
        FactKind::Set { .. } => {
            let named: Vec<&str> = sent.all(&name).collect();
            match named.as_slice() {
                [] => None,
                [only] if *only == NONE => Some(Value::Array(Vec::new())),
                [only] if *only == UNKNOWN => Some(Value::String(UNKNOWN.to_owned())),
                some if some.contains(&NONE) => {
                    let typed = some.iter().map(|text| (*text).to_owned()).collect();
                    return Told::Wrong(typed, t.say("error-none-and-some"));
                }
                some => Some(Value::Array(
                    some.iter().map(|text| Value::String((*text).to_owned())).collect(),
                )),
            }
        }
        FactKind::Number { unit, decimals, .. } => match sent.text(&format!("{name}.word")) {
            Some(word) if sent.text(&name).is_none() => Some(Value::String(word.to_owned())),
            Some(_) => {
                let typed = sent.text(&name).map(str::to_owned).into_iter().collect();
                return Told::Wrong(typed, t.say("error-number-and-not-sure"));
            }
            None => match sent.text(&name) {
                None => None,
                Some(text) if text == UNKNOWN => Some(Value::String(UNKNOWN.to_owned())),
                Some(text) => {
                    let other = sent.text(&format!("{name}.unit")).unwrap_or(unit);
                    match number(text, unit, other, *decimals) {
                        Some(number) => Some(number),
                        None => return Told::Wrong(vec![text.to_owned()], wrong(t, fact)),
                    }
                }
            },
        },
        FactKind::Text => sent.text(&name).map(|text| Value::String(text.to_owned())),
        FactKind::Texts => sent.text(&name).map(|text| {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            Value::Array(lines.map(|line| Value::String(line.to_owned())).collect())
        }),
    };
    let Some(value) = raw else { return Told::Nothing };
    match carry::check(guideline, &fact.id, &value) {
        Ok(()) => Told::Answer(value),
        Err(_) => Told::Wrong(sent.all(&name).map(str::to_owned).collect(), wrong(t, fact)),
    }
}

/// A number as people write it, in the unit of its fact. None for what is no number.
fn number(text: &str, unit: &str, given: &str, decimals: u8) -> Option<Value> {
    let plain = text.trim().replace(',', ".");
    if given == unit {
        let is_plain = plain.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '-');
        let number: serde_json::Number = plain.parse().ok().filter(|_| is_plain)?;
        return Some(Value::Number(number));
    }
    let (_, _, factor, less) =
        OTHER_UNITS.iter().find(|(own, other, ..)| *own == unit && *other == given)?;
    let number: f64 = plain.parse().ok().filter(|number: &f64| number.is_finite())?;
    let scale = 10f64.powi(i32::from(decimals));
    let own = ((number - less) * factor * scale).round() / scale;
    if decimals == 0 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a float of a form saturates, and the \
                                                            range is checked next"
        )]
        return Some(Value::from(own as i64));
    }
    serde_json::Number::from_f64(own).map(Value::Number)
}

/// What is wrong, and what would be right.
fn wrong(t: Tongue<'_>, fact: &Fact) -> String {
    match &fact.kind {
        FactKind::Number { decimals, unit, least, greatest, .. } => {
            let scale = 10f64.powi(i32::from(*decimals));
            t.with(
                "error-number",
                &[
                    ("least", FluentValue::from((*least as f64 / scale).to_string())),
                    ("greatest", FluentValue::from((*greatest as f64 / scale).to_string())),
                    ("unit", FluentValue::from(unit_word(t, unit))),
                ],
            )
        }
        FactKind::Text | FactKind::Texts => t.say("error-text"),
        _ => t.say("error-choose"),
    }
}

/// An answer in words.
pub fn in_words(t: Tongue<'_>, fact: &Fact, value: &Value) -> String {
    let label = |option: &str| {
        if option == UNKNOWN {
            return t.say("not-sure");
        }
        let options = fact.kind.options().iter();
        let found = options.zip(&fact.labels).find(|(known, _)| *known == option);
        found.map_or_else(
            || option.to_owned(),
            |(option, label)| option_label(t, fact, option, label),
        )
    };
    match value {
        Value::String(text) => match &fact.kind {
            FactKind::Text => text.clone(),
            FactKind::Number { word: Some(word), .. } if word == text => {
                t.say(&format!("word-{word}"))
            }
            _ => label(text),
        },
        Value::Array(list) if list.is_empty() => t.say("none-of-these"),
        Value::Array(list) => {
            list.iter().filter_map(Value::as_str).map(label).collect::<Vec<_>>().join(", ")
        }
        Value::Number(number) => match &fact.kind {
            FactKind::Number { unit, .. } => {
                format!("{number} {}", unit_word(t, unit)).trim().to_owned()
            }
            _ => number.to_string(),
        },
        Value::Bool(yes) => t.say(if *yes { "yes" } else { "no" }),
        other => other.to_string(),
    }
}
