//! A statement fitted to a person: what the plan says of it, or what must be asked first.

use lumbago_decision::decide::MedicineState;
use lumbago_decision::plan::{Plan, UrgencyWord, medicine_rows};
use lumbago_guideline::Guideline;
use lumbago_guideline::texts::small_words::Words;
use lumbago_guideline::texts::words::AnsweringSaid;

use crate::statement::{Held, Kind};
use crate::words::words;

/// The fixed sentences around a statement.
#[derive(Debug, Clone)]
pub(crate) struct Sentences {
    /// Those of `answering.toml`.
    pub say: AnsweringSaid,
    /// Before a medicine that somebody must be asked about.
    pub ask_first: String,
    /// Before a medicine that is blocked.
    pub not_for_you: String,
    /// How limits are told.
    pub words: Words,
}

impl Sentences {
    /// Those of a guideline.
    pub fn new(guideline: &Guideline) -> Self {
        let say = &guideline.texts.summary.say;
        Self {
            say: guideline.texts.answering.say.clone(),
            ask_first: say.ask_first.clone(),
            not_for_you: say.not_for_you.clone(),
            words: guideline.texts.words.clone(),
        }
    }
}

/// What is told of a statement to this person.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Fitted {
    /// What comes before the statement: what the plan says of it.
    pub first: Option<String>,
    /// The statement, in the words of the plan where it has them.
    pub text: String,
    /// Why a medicine is blocked, or what must be asked about it.
    pub why: Vec<String>,
    /// Limits and cautions of a medicine that the plan offers; empty for every other.
    pub fields: Vec<(String, String)>,
    /// Whether the plan holds it; none without a plan.
    pub on_plan: Option<bool>,
}

/// Whether a plan sends its person to somebody before any treatment, or is not finished.
pub(crate) fn comes_first(plan: &Plan) -> bool {
    matches!(plan.urgency, UrgencyWord::Emergency | UrgencyWord::SameDay | UrgencyWord::Incomplete)
}

/// Fits a statement to a plan; none when it may not be told to this person.
pub(crate) fn fit(held: &Held, plan: Option<&Plan>, sentences: &Sentences) -> Option<Fitted> {
    let say = &sentences.say;
    let plain = Fitted { text: held.text.clone(), ..Fitted::default() };
    let name = held.name();
    let first = |sentence: &str, on_plan: Option<bool>| {
        Some(Fitted { first: Some(sentence.to_owned()), on_plan, ..plain.clone() })
    };
    // An amount is told only as part of the plan that offers the medicine.
    if held.kind != Kind::Medicine && names_an_amount(&held.text) {
        return None;
    }
    let Some(plan) = plan else {
        return match held.kind {
            Kind::Medicine if !held.against => first(&say.medicine_unasked, None),
            _ => Some(plain),
        };
    };
    match held.kind {
        Kind::Medicine if !held.against => {
            let Some(note) = plan.medicines.iter().find(|note| note.id == name) else {
                return first(&say.medicine_not_offered, Some(false));
            };
            let text = note.statement.text.clone();
            let why = note.why.clone();
            Some(match note.state {
                MedicineState::Offered => Fitted {
                    first: Some(say.on_plan.clone()),
                    text,
                    fields: medicine_rows(&sentences.words, note),
                    on_plan: Some(true),
                    ..plain
                },
                MedicineState::Ask => Fitted {
                    first: Some(sentences.ask_first.clone()),
                    text,
                    why,
                    on_plan: Some(false),
                    ..plain
                },
                MedicineState::Blocked => Fitted {
                    first: Some(sentences.not_for_you.clone()),
                    text,
                    why,
                    on_plan: Some(false),
                    ..plain
                },
            })
        }
        Kind::Recommendation => {
            let note = plan.recommendations.iter().find(|note| note.id == name);
            match note {
                Some(note) => {
                    let told = (!held.against).then(|| say.on_plan.clone());
                    let text = note.statement.text.clone();
                    Some(Fitted { first: told, text, on_plan: Some(true), ..plain })
                }
                None if held.against || held.teaches => Some(plain),
                None => first(&say.not_on_plan, Some(false)),
            }
        }
        Kind::Exercise => match plan.exercises.iter().any(|note| note.id == name) {
            true => first(&say.on_plan, Some(true)),
            false => first(&say.not_on_plan, Some(false)),
        },
        Kind::Class => {
            let note = plan.classes.iter().find(|note| note.id == name);
            let told = note.map(|note| format!("{} {}", note.statement.text, note.course.text));
            let on_plan = told.is_some().then_some(true);
            Some(Fitted { text: told.unwrap_or(plain.text), on_plan, ..Fitted::default() })
        }
        _ => Some(plain),
    }
}

/// Whether a text names an amount of a medicine.
fn names_an_amount(text: &str) -> bool {
    let words = words(text);
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let together = words.iter().any(|word| word.text.strip_suffix("mg").is_some_and(is_number));
    let apart = words.windows(2).any(|pair| match pair {
        [number, unit] => is_number(&number.text) && unit.text == "mg",
        _ => false,
    });
    together || apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_a_number_with_its_unit() {
        let unit = "mg";
        assert!(names_an_amount(&format!("at most 3000 {unit} in 24 hours")));
        assert!(names_an_amount(&format!("never 400{unit} at once")));
        assert!(!names_an_amount("for 24 hours"));
    }
}
