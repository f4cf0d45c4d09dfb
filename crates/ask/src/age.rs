//! An age in the words of a question that is too young for a plan.

use lumbago_guideline::texts::words::AgeTold;

use crate::aside::{any_at, plain};
use crate::phrase::{Found, Heard};

/// How such an age is told.
#[derive(Debug, Clone)]
pub(crate) struct Age {
    danger: String,
    under: usize,
    before: Vec<Vec<String>>,
    between: Vec<Vec<String>>,
    past: Vec<Vec<String>>,
    leads: Vec<Vec<String>>,
    years: Vec<Vec<String>>,
    lasting: Vec<Vec<String>>,
    behind: Vec<Vec<String>>,
    units: Vec<Vec<String>>,
    things: Vec<Vec<String>>,
    school: Vec<Vec<String>>,
    numbers: Vec<Vec<String>>,
}

/// The most words between "i am" and a number.
const BETWEEN: usize = 2;

impl Age {
    pub fn new(of: &AgeTold) -> Self {
        Self {
            danger: of.danger.clone(),
            under: of.under.into(),
            before: plain(&of.before),
            between: plain(&of.between),
            past: plain(&of.past),
            leads: plain(&of.leads),
            years: plain(&of.years),
            lasting: plain(&of.lasting),
            behind: plain(&of.behind),
            units: plain(&of.units),
            things: plain(&of.things),
            school: plain(&of.school),
            numbers: of.numbers.clone(),
        }
    }

    /// Whether a danger is the one that such an age tells of.
    pub fn is_of(&self, danger: &str) -> bool {
        self.danger == danger
    }

    /// Where such an age is told.
    pub fn find(&self, heard: &Heard, counts: &dyn Fn(usize) -> bool) -> Option<Found> {
        (0..heard.words.len()).filter(|at| counts(*at)).find_map(|at| {
            if let Some(length) = any_at(heard, &self.school, at) {
                return Some(vec![(at, at + length.saturating_sub(1))]);
            }
            let (years, is_glued) = self.years(heard, at)?;
            let young = (1..self.under).contains(&years);
            let is_thing = |at: usize| any_at(heard, &self.things, at).is_some();
            let told = || match any_at(heard, &self.behind, at + 1) {
                Some(length) => !is_thing(at + 1 + length) && !self.is_past(heard, at),
                None if is_glued => !is_thing(at + 1) && !self.is_past(heard, at),
                None => match any_at(heard, &self.years, at + 1) {
                    Some(length) if self.is_led_to(heard, at, &self.leads) => {
                        any_at(heard, &self.lasting, at + 1 + length).is_none()
                    }
                    _ => {
                        let is_other = any_at(heard, &self.units, at + 1).is_some();
                        !is_other && self.is_led_to(heard, at, &self.before)
                    }
                },
            };
            (young && told()).then(|| vec![(at, at)])
        })
    }

    /// Whether "i am", or the like, stands before a number.
    fn is_led_to(&self, heard: &Heard, at: usize, words: &[Vec<String>]) -> bool {
        let clause = |at: usize| heard.words.get(at).map(|word| word.clause);
        (0..=BETWEEN).any(|gap| {
            let Some(end) = at.checked_sub(gap) else { return false };
            let filled = (end..at).all(|between| any_at(heard, &self.between, between).is_some());
            let led = |before: &Vec<String>| {
                let start = end.checked_sub(before.len())?;
                let stands = any_at(heard, std::slice::from_ref(before), start).is_some();
                let is_told = stands && clause(start) == clause(at) && !self.is_past(heard, start);
                is_told.then_some(())
            };
            filled && words.iter().any(|before| led(before).is_some())
        })
    }

    /// Whether words of the past stand right before a place.
    fn is_past(&self, heard: &Heard, at: usize) -> bool {
        self.past.iter().any(|past| {
            let start = at.checked_sub(past.len());
            start.is_some_and(|at| any_at(heard, std::slice::from_ref(past), at).is_some())
        })
    }

    /// The number at a place, and whether "years" is glued to it, as in `13yo`.
    fn years(&self, heard: &Heard, at: usize) -> Option<(usize, bool)> {
        let text = heard.words.get(at)?.text.as_str();
        if let Ok(number) = text.parse() {
            return Some((number, false));
        }
        let digits = text.trim_end_matches(char::is_alphabetic);
        let glued = text.strip_prefix(digits).filter(|_| !digits.is_empty());
        if let (Some(unit), Ok(number)) = (glued, digits.parse()) {
            let is_years = self.behind.iter().any(|behind| **behind == [unit.to_owned()]);
            return is_years.then_some((number, true));
        }
        let in_words = self.numbers.iter().find_map(|row| row.iter().position(|own| own == text));
        in_words.map(|place| (place + 1, false))
    }
}
