//! Answers as somebody wrote them, checked against the facts: every mistake gets its place and
//! its remedy, and one mistake is enough for no plan.

use lumbago_guideline::Guideline;
use lumbago_guideline::answers::{Answers, Given, KEEP_ONE, Raw, read_answers};
use lumbago_guideline::case::Encounter;
use lumbago_guideline::checklist::{read_number, write_number};
use lumbago_guideline::fact::{FactId, FactKind, Facts, NONE, UNKNOWN};
use lumbago_guideline::problem::{Place, Problem, did_you_mean, is_steering, shorten};

use crate::facts::{FactSheet, State, Value};

/// A record that a red flag was looked into (RF-92).
const CLOSED: &str = "closed";
/// After so many mistakes the rest is not read: it is no case, and telling takes time too.
const MOST_PROBLEMS: usize = 100;

/// Checks answers and writes them on a sheet, derived numbers included.
///
/// `today` is needed for the age of closing records; without it none counts.
///
/// # Errors
/// Every answer that does not fit its fact, with place and remedy.
pub fn read_sheet(
    guideline: &Guideline,
    answers: &Answers,
    file: &str,
    text: &str,
    today: Option<jiff::civil::Date>,
) -> Result<FactSheet, Vec<Problem>> {
    let facts = &guideline.facts;
    let mut sheet = FactSheet::unasked(facts.len());
    let mut problems = Vec::new();
    let mut seen: std::collections::BTreeSet<&str> = std::collections::BTreeSet::new();
    for given in &answers.0 {
        let place = || Place::at(file, text, given.offset);
        if problems.len() >= MOST_PROBLEMS {
            problems.push(
                Problem::error("answer", place(), "the rest of the answers was not read")
                    .help("mend the mistakes above first"),
            );
            break;
        }
        if !seen.insert(&given.name) {
            let message = format!("`{}` is answered twice", shorten(&given.name));
            problems.push(Problem::error("duplicate", place(), message).help(KEEP_ONE));
            continue;
        }
        if given.name == CLOSED {
            crate::closing::read(guideline, given, &place(), today, &mut sheet, &mut problems);
            continue;
        }
        match read_given(facts, given) {
            Ok(states) => states.into_iter().for_each(|(id, state)| sheet.set(id, state)),
            Err((message, help)) => {
                problems.push(Problem::error("answer", place(), message).help(help));
            }
        }
    }
    crate::derive::derive(facts, &mut sheet);
    if problems.is_empty() { Ok(sheet) } else { Err(problems) }
}

/// A state as somebody would write it; none for a question that was not put.
pub fn as_written(kind: &FactKind, state: &State) -> Option<Raw> {
    let option = |at: usize| kind.options().get(at).cloned().map(Raw::Text);
    Some(match (state, kind) {
        (State::NotAsked, _) => return None,
        (State::Unknown, _) => Raw::Text(UNKNOWN.to_owned()),
        (State::Known(Value::Choice(chosen)), _) => option(usize::from(*chosen))?,
        (State::Known(Value::Set { has, unsure }), kind) => {
            let named = (0..kind.options().len()).filter(|at| has >> at & 1 == 1);
            let mut all: Vec<Raw> = named.filter_map(option).collect();
            if *unsure {
                all.push(Raw::Text(UNKNOWN.to_owned()));
            }
            Raw::List(all)
        }
        (State::Known(Value::Number(number)), FactKind::Number { decimals, .. }) => {
            Raw::Number(write_number(*number, *decimals))
        }
        (State::Known(Value::Number(number)), _) => Raw::Number(number.to_string()),
        (State::Known(Value::Word), FactKind::Number { word, .. }) => Raw::Text(word.clone()?),
        (State::Known(Value::Word), _) => return None,
        (State::Known(Value::Text(text)), _) => Raw::Text(text.clone()),
        (State::Known(Value::Texts(texts)), _) => {
            Raw::List(texts.iter().cloned().map(Raw::Text).collect())
        }
    })
}

/// A case as a person or a program gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The answers, laid over the base cases that the file names.
    pub answers: Answers,
    /// The day on which they were given, when the file says so.
    pub today: Option<jiff::civil::Date>,
}

/// Reads a case from the text of a TOML or JSON file: either answers alone, or a whole encounter
/// as in `cases/`, with its answers in a table `facts`.
///
/// # Errors
/// One problem with place and remedy when the text cannot be read.
pub fn read_case(guideline: &Guideline, file: &str, text: &str) -> Result<Case, Problem> {
    let answers = read_answers(file, text)?;
    let has_facts =
        answers.0.iter().any(|given| given.name == "facts" && matches!(given.value, Raw::Table(_)));
    if !has_facts {
        return Ok(Case { answers, today: None });
    }
    let own = |name: &str| -> Result<Option<(Place, &str)>, Problem> {
        let Some(given) = answers.0.iter().find(|given| given.name == name) else {
            return Ok(None);
        };
        let place = Place::at(file, text, given.offset);
        match &given.value {
            Raw::Text(text) => Ok(Some((place, text))),
            other => {
                Err(Problem::error("answer", place, format!("`{name}` cannot be {}", shown(other)))
                    .help("it is a text"))
            }
        }
    };
    for given in &answers.0 {
        if !Encounter::OWN_KEYS.contains(&given.name.as_str()) {
            let place = Place::at(file, text, given.offset);
            let message = format!("`{}` does not belong here", shorten(&given.name));
            let help = "answers stand in the table `[facts]` of this file";
            return Err(Problem::error("answer", place, message).help(help));
        }
    }
    let facts = facts_of(file, text, &answers);
    let today = match own("today")? {
        None => None,
        Some((place, day)) => Some(day.parse().map_err(|_| {
            Problem::error("answer", place, format!("`{}` is not a day", shorten(day)))
                .help("write it like 2026-11-21")
        })?),
    };
    let [like, gate] = [own("like")?, own("like_gate")?];
    let named = like.as_ref().or(gate.as_ref());
    let place = named.map_or_else(|| Place::whole(file), |(place, _)| place.clone());
    let [like, gate] = [like, gate].map(|base| base.map(|(_, name)| name));
    let answers = guideline.answers_of(like, gate, &facts).map_err(|message| {
        let known: Vec<&str> = guideline.bases.keys().map(String::as_str).collect();
        Problem::error("answer", place, message)
            .help(format!("the base cases are {}", known.join(", ")))
    })?;
    Ok(Case { answers, today })
}

/// The table `facts`; with a place for each answer where the file is TOML.
fn facts_of(file: &str, text: &str, answers: &Answers) -> Answers {
    /// The part of an encounter that is read again for the places of its answers.
    #[derive(serde::Deserialize)]
    struct OnlyFacts {
        facts: Answers,
    }
    if let Ok(OnlyFacts { facts }) = lumbago_guideline::folder::read_toml(file, text) {
        return facts;
    }
    let Some(Given { offset, value: Raw::Table(rows), .. }) =
        answers.0.iter().find(|given| given.name == "facts")
    else {
        return Answers::default();
    };
    Answers::placed(rows.clone(), text, *offset)
}

type Misfit = (String, String);

fn read_given(facts: &Facts, given: &Given) -> Result<Vec<(FactId, State)>, Misfit> {
    if let Some((id, fact)) = facts.find(&given.name) {
        let state = read_value(&fact.id, &fact.kind, &given.value)?;
        return Ok(vec![(id, state)]);
    }
    let members: Vec<_> = facts.group(&given.name).collect();
    if !members.is_empty() {
        return read_group(&given.name, &members, &given.value);
    }
    let known = facts.ids().chain(facts.groups());
    Err((
        format!("unknown fact `{}`", shorten(&given.name)),
        did_you_mean(&given.name, known, "`lumbago facts` lists every fact that may be answered"),
    ))
}

/// A group as a list in the order of its facts, or as a table by name without the group's own.
fn read_group(
    group: &str,
    members: &[(FactId, &lumbago_guideline::fact::Fact)],
    value: &Raw,
) -> Result<Vec<(FactId, State)>, Misfit> {
    let short = |id: &str| {
        id.strip_prefix(group).map_or(id, |rest| rest.trim_start_matches('_')).to_owned()
    };
    match value {
        Raw::Text(word) if word == UNKNOWN => {
            Ok(members.iter().map(|(id, _)| (*id, State::Unknown)).collect())
        }
        Raw::List(values) if values.len() == members.len() => members
            .iter()
            .zip(values)
            .map(|((id, fact), value)| Ok((*id, read_value(&fact.id, &fact.kind, value)?)))
            .collect(),
        Raw::List(values) => Err((
            format!("`{group}` has {} answers, not {}", members.len(), values.len()),
            format!("give {} values, or name them one by one", members.len()),
        )),
        Raw::Table(rows) => rows
            .iter()
            .map(|(name, value)| {
                let found = members.iter().find(|(_, fact)| {
                    short(&fact.id) == *name
                        || fact.id == *name
                        || fact.id.ends_with(&format!("_{name}"))
                });
                let Some((id, fact)) = found else {
                    let names: Vec<String> = members.iter().map(|(_, f)| short(&f.id)).collect();
                    return Err((
                        format!("`{group}` has no part `{}`", shorten(name)),
                        format!("its parts are {}", names.join(", ")),
                    ));
                };
                Ok((*id, read_value(&fact.id, &fact.kind, value)?))
            })
            .collect(),
        other => Err((
            format!("`{group}` is several answers, not {}", other.kind()),
            "give a list in their order, or a table by name".into(),
        )),
    }
}

/// An answer of a fact: `unknown` is always possible, and so is `none` for a set.
///
/// # Errors
/// What does not fit, and the remedy.
pub fn read_value(name: &str, kind: &FactKind, value: &Raw) -> Result<State, Misfit> {
    if matches!(value, Raw::Text(word) if normal(word) == UNKNOWN) {
        return Ok(State::Unknown);
    }
    let expected = |wanted: &str| {
        Err((
            format!("`{name}` cannot be {}", shown(value)),
            format!("it is {wanted}, or \"unknown\" for not sure"),
        ))
    };
    match (kind, value) {
        (FactKind::Choice { options }, Raw::Bool(yes)) if options.iter().any(|o| o == "yes") => {
            choice(name, options, if *yes { "yes" } else { "no" })
        }
        (FactKind::Choice { options }, Raw::Text(word)) => choice(name, options, word),
        (FactKind::Choice { options }, _) => expected(&format!("one of {}", options.join(", "))),
        (FactKind::Set { options }, Raw::Text(word)) => set(name, options, &[word.as_str()]),
        (FactKind::Set { options }, Raw::List(values)) => {
            let mut words = Vec::new();
            for value in values {
                let Raw::Text(word) = value else {
                    return expected("a list of words");
                };
                words.push(word.as_str());
            }
            set(name, options, &words)
        }
        (FactKind::Set { options }, _) => {
            expected(&format!("a list of some of {}", options.join(", ")))
        }
        (FactKind::Number { word: Some(own), .. }, Raw::Text(word)) if normal(word) == *own => {
            Ok(State::Known(Value::Word))
        }
        (FactKind::Number { decimals, unit, least, greatest, .. }, value) => {
            let whole = if *decimals == 0 { "whole " } else { "" };
            let [from, to] = [least, greatest].map(|bound| write_number(*bound, *decimals));
            let range = format!("a {whole}number from {from} to {to} {unit}");
            let range = range.trim_end();
            let Raw::Number(numeral) = value else { return expected(range) };
            match read_number(numeral, *decimals) {
                Some(number) if (least..=greatest).contains(&&number) => {
                    Ok(State::Known(Value::Number(number)))
                }
                Some(_) => Err((
                    format!("`{name}` cannot be {}: it is out of range", shorten(numeral)),
                    format!("it is {range}"),
                )),
                None if *decimals == 0 => expected(range),
                None => {
                    let plural = if *decimals == 1 { "" } else { "s" };
                    expected(&format!("{range} with at most {decimals} decimal{plural}"))
                }
            }
        }
        (FactKind::Text, text @ Raw::Text(_)) => Ok(State::Known(Value::Text(plain(text)))),
        (FactKind::Texts, text @ Raw::Text(_)) => Ok(State::Known(Value::Texts(vec![plain(text)]))),
        (FactKind::Texts, Raw::List(list)) => {
            Ok(State::Known(Value::Texts(list.iter().map(plain).collect())))
        }
        (FactKind::Text, _) => expected("a text"),
        (FactKind::Texts, _) => expected("a list of texts"),
    }
}

/// A word in the form of an option: small letters, with hyphens.
fn normal(word: &str) -> String {
    word.trim().to_lowercase().replace([' ', '_'], "-")
}

fn choice(name: &str, options: &[String], word: &str) -> Result<State, Misfit> {
    let position = position(name, options, word)?;
    Ok(State::Known(Value::Choice(position)))
}

fn set(name: &str, options: &[String], words: &[&str]) -> Result<State, Misfit> {
    let mut has = 0u64;
    let mut unsure = false;
    for word in words {
        match normal(word).as_str() {
            UNKNOWN => unsure = true,
            NONE if words.len() > 1 => {
                return Err((
                    format!("`{name}` cannot be none and something else"),
                    "remove \"none\", or the other answers".into(),
                ));
            }
            NONE => {}
            _ => has |= 1u64.checked_shl(u32::from(position(name, options, word)?)).unwrap_or(0),
        }
    }
    Ok(State::Known(Value::Set { has, unsure }))
}

fn position(name: &str, options: &[String], word: &str) -> Result<u16, Misfit> {
    let wanted = normal(word);
    options
        .iter()
        .position(|option| *option == wanted)
        .and_then(|position| u16::try_from(position).ok())
        .ok_or_else(|| {
            let listed = format!("it is one of {}, or unknown", options.join(", "));
            (
                format!("`{name}` cannot be `{}`", shorten(word)),
                did_you_mean(&wanted, options.iter().map(String::as_str), &listed),
            )
        })
}

fn shown(value: &Raw) -> String {
    match value {
        Raw::Text(word) => format!("`{}`", shorten(word)),
        Raw::Number(numeral) => shorten(numeral).into_owned(),
        Raw::Bool(yes) => yes.to_string(),
        other => other.kind().to_owned(),
    }
}

/// Words of the person's own, whatever form they came in; what would steer the terminal or the
/// page on which they are shown becomes a blank.
fn plain(value: &Raw) -> String {
    match value {
        Raw::Text(text) => text.replace(is_steering, " "),
        Raw::Number(numeral) => numeral.clone(),
        Raw::Bool(yes) => yes.to_string(),
        Raw::Null => String::new(),
        Raw::List(list) => list.iter().map(plain).collect::<Vec<_>>().join(", "),
        Raw::Table(rows) => rows
            .iter()
            .map(|(name, value)| format!("{}: {}", name.replace(is_steering, " "), plain(value)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}
