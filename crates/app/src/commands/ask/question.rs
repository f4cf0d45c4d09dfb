//! One page of questions: shown, answered, and asked again when an answer is not understood.

use std::io::{BufRead, Write};

use lumbago_decision::input::read_value;
use lumbago_guideline::answers::{Given, Raw};
use lumbago_guideline::fact::{Fact, FactKind, UNKNOWN, Who};
use lumbago_guideline::interview::{Page, Style};

use super::given;
use crate::failure::Failure;

/// The longest line that is read; what is longer is no answer.
const LONGEST_LINE: u64 = 10_000;

/// What a page brought.
pub enum Reply {
    /// Answers.
    Answers(Vec<Given>),
    /// The person wants to go back a page.
    Back,
    /// The person stopped, or the input ended.
    Stop,
}

/// What one line brought.
enum Typed {
    Words(String),
    Back,
    Stop,
}

/// Asks the questions of one page.
pub struct Asker<'a, R, W> {
    /// The page.
    pub page: &'a Page,
    /// Who answers.
    pub reader: Who,
    /// Where answers come from.
    pub input: &'a mut R,
    /// Where questions go.
    pub out: &'a mut W,
}

impl<R: BufRead, W: Write> Asker<'_, R, W> {
    /// Asks what is still open on the page.
    pub fn page(&mut self, facts: Vec<&Fact>) -> Result<Reply, Failure> {
        let (together, alone): (Vec<&Fact>, Vec<&Fact>) =
            facts.into_iter().partition(|fact| self.page.style == Style::Group && fact.yes_no);
        let mut answers = Vec::new();
        if together.len() > 1 {
            match self.group(&together)? {
                Reply::Answers(given) => answers.extend(given),
                other => return Ok(other),
            }
        }
        let single = if together.len() == 1 { together } else { Vec::new() };
        for fact in single.into_iter().chain(alone) {
            match self.fact(fact)? {
                Reply::Answers(given) => answers.extend(given),
                other => return Ok(other),
            }
        }
        Ok(Reply::Answers(answers))
    }

    /// Several danger signs as one list, with "none of these" and "not sure".
    fn group(&mut self, facts: &[&Fact]) -> Result<Reply, Failure> {
        let lines: Vec<&str> = facts.iter().map(|fact| asked(fact, self.reader)).collect();
        loop {
            self.numbered(&lines)?;
            let words = match self
                .line("Which of these? Numbers, 0 for none of these, ? for not sure: ")?
            {
                Typed::Words(words) => words,
                Typed::Back => return Ok(Reply::Back),
                Typed::Stop => return Ok(Reply::Stop),
            };
            if words == "?" {
                writeln!(self.out, "Then one by one, in your own time.")?;
                return self.one_by_one(facts);
            }
            let Some(numbers) = numbers(&words, facts.len()) else {
                writeln!(self.out, "Please type numbers from the list, 0 for none, or ?.")?;
                continue;
            };
            let answer = |position: usize| if numbers.contains(&position) { "yes" } else { "no" };
            let answers = facts.iter().enumerate().map(|(position, fact)| {
                given(&fact.id, Raw::Text(answer(position + 1).to_owned()))
            });
            return Ok(Reply::Answers(answers.collect()));
        }
    }

    /// Each sign by itself: the second way of asking, after "not sure" for all.
    fn one_by_one(&mut self, facts: &[&Fact]) -> Result<Reply, Failure> {
        let mut answers = Vec::new();
        for fact in facts {
            match self.fact(fact)? {
                Reply::Answers(given) => answers.extend(given),
                other => return Ok(other),
            }
        }
        Ok(Reply::Answers(answers))
    }

    fn fact(&mut self, fact: &Fact) -> Result<Reply, Failure> {
        loop {
            writeln!(self.out, "\n{}", asked(fact, self.reader))?;
            if !fact.help.is_empty() {
                writeln!(self.out, "{}", fact.help.trim())?;
            }
            let labels: Vec<&str> = fact.labels.iter().map(String::as_str).collect();
            let prompt = match &fact.kind {
                FactKind::Choice { .. } => {
                    self.numbered(&labels)?;
                    "One number, or ? for not sure: ".to_owned()
                }
                FactKind::Set { .. } => {
                    self.numbered(&labels)?;
                    "Numbers, 0 for none of these, ? for not sure: ".to_owned()
                }
                FactKind::Number { unit, word, .. } => {
                    let word = word.as_ref().map(|word| format!(", or {word}")).unwrap_or_default();
                    format!("A number ({unit}){word}, or ? for not sure: ")
                }
                FactKind::Text | FactKind::Texts => {
                    "In your own words, or ? to leave it: ".to_owned()
                }
            };
            let words = match self.line(&prompt)? {
                Typed::Words(words) if words == "why" => {
                    writeln!(self.out, "{}", fact.why)?;
                    continue;
                }
                Typed::Words(words) => words,
                Typed::Back => return Ok(Reply::Back),
                Typed::Stop => return Ok(Reply::Stop),
            };
            match understood(fact, &words) {
                Ok(value) => return Ok(Reply::Answers(vec![given(&fact.id, value)])),
                Err(remedy) => writeln!(self.out, "{remedy}")?,
            }
        }
    }

    fn numbered(&mut self, lines: &[&str]) -> Result<(), Failure> {
        for (position, line) in lines.iter().enumerate() {
            writeln!(self.out, "  {:>2}  {line}", position + 1)?;
        }
        Ok(())
    }

    /// One line that says something; empty lines are asked again.
    fn line(&mut self, prompt: &str) -> Result<Typed, Failure> {
        loop {
            write!(self.out, "{prompt}")?;
            self.out.flush()?;
            let mut bytes = Vec::new();
            let limited = &mut std::io::Read::take(&mut *self.input, LONGEST_LINE);
            if limited.read_until(b'\n', &mut bytes)? == 0 {
                return Ok(Typed::Stop);
            }
            let line = String::from_utf8_lossy(&bytes).trim().to_owned();
            match line.to_lowercase().as_str() {
                "" => {}
                "back" => return Ok(Typed::Back),
                "stop" | "quit" | "exit" => return Ok(Typed::Stop),
                "why" if !self.page.why.is_empty() => {
                    writeln!(self.out, "{}", self.page.why)?;
                }
                _ => return Ok(Typed::Words(line)),
            }
        }
    }
}

fn asked(fact: &Fact, reader: Who) -> &str {
    match reader {
        Who::Clinician if !fact.ask_clinician.is_empty() => &fact.ask_clinician,
        _ => &fact.ask,
    }
}

/// Whole numbers from 1 to `most`; an empty list for 0; none when it is not understood.
fn numbers(words: &str, most: usize) -> Option<Vec<usize>> {
    let mut numbers = Vec::new();
    for word in words.split([' ', ',']).filter(|word| !word.is_empty()) {
        match word.parse() {
            Ok(0) if words.trim() == "0" => return Some(Vec::new()),
            Ok(number) if (1..=most).contains(&number) => numbers.push(number),
            _ => return None,
        }
    }
    Some(numbers)
}

/// What was typed, as a value that fits the fact; else what to type instead.
fn understood(fact: &Fact, words: &str) -> Result<Raw, String> {
    let option = |number: usize| {
        fact.kind.options().get(number.wrapping_sub(1)).map(|option| Raw::Text(option.clone()))
    };
    let value = match &fact.kind {
        _ if words == "?" => Raw::Text(UNKNOWN.to_owned()),
        FactKind::Choice { options } => numbers(words, options.len())
            .and_then(|numbers| match numbers.as_slice() {
                [number] => option(*number),
                _ => None,
            })
            .unwrap_or_else(|| Raw::Text(words.to_owned())),
        FactKind::Set { options } => match numbers(words, options.len()) {
            Some(numbers) => Raw::List(numbers.into_iter().filter_map(option).collect()),
            None => Raw::List(words.split(',').map(|w| Raw::Text(w.trim().to_owned())).collect()),
        },
        FactKind::Number { .. } if words.starts_with(|c: char| c.is_ascii_digit()) => {
            Raw::Number(words.replace(',', "."))
        }
        _ => Raw::Text(words.to_owned()),
    };
    match read_value(&fact.id, &fact.kind, &value) {
        Ok(_) => Ok(value),
        Err((_, remedy)) => Err(format!("That was not understood: {remedy}.")),
    }
}
