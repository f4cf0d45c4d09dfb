//! Conditions as checklists of plain lines, such as `age >= 65 years`.

use serde::{Deserialize, Deserializer, Serialize};

use crate::fact::{FactId, FactKind, Facts, NONE, UNKNOWN};
use crate::problem::{Place, Problem, did_you_mean};
use crate::shown::Shown;
use crate::urgency::Urgency;

/// A condition: everything that is present must hold. See `guideline/README.md`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Every one of these must hold.
    #[serde(default)]
    pub all: Vec<Item>,
    /// At least one of these must hold.
    #[serde(default)]
    pub any: Vec<Item>,
    /// None of these may hold; an excuse counts only when it is certain.
    #[serde(default)]
    pub none: Vec<Item>,
    /// How many of `of` must hold.
    #[serde(default)]
    pub at_least: Option<u16>,
    /// What `at_least` counts.
    #[serde(default)]
    pub of: Vec<Item>,
    /// Holds whatever the answers are.
    #[serde(default)]
    pub always: bool,
}

impl Checklist {
    /// Every item, whatever list it stands in.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.all.iter().chain(&self.any).chain(&self.none).chain(&self.of)
    }

    /// Every item, to be resolved.
    pub fn items_mut(&mut self) -> impl Iterator<Item = &mut Item> {
        self.all.iter_mut().chain(&mut self.any).chain(&mut self.none).chain(&mut self.of)
    }

    /// Whether nothing is written in it.
    pub fn is_empty(&self) -> bool {
        self.items().next().is_none() && !self.always
    }
}

/// Whatever holds a checklist: its four lists as they are written.
pub trait Lists {
    /// `all`, `any`, `none` and `of`.
    fn lists(&self) -> [&[Item]; 4];
}

impl Lists for Checklist {
    fn lists(&self) -> [&[Item]; 4] {
        [&self.all, &self.any, &self.none, &self.of]
    }
}

/// Something that carries one checklist among its own keys, such as a level of a red flag.
macro_rules! with_checklist {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
            /// Every one of these must hold.
            #[serde(default)]
            pub all: Vec<$crate::checklist::Item>,
            /// At least one of these must hold.
            #[serde(default)]
            pub any: Vec<$crate::checklist::Item>,
            /// None of these may hold.
            #[serde(default)]
            pub none: Vec<$crate::checklist::Item>,
            /// How many of `of` must hold.
            #[serde(default)]
            pub at_least: Option<u16>,
            /// What `at_least` counts.
            #[serde(default)]
            pub of: Vec<$crate::checklist::Item>,
            /// Holds whatever the answers are.
            #[serde(default)]
            pub always: bool,
        }

        impl $crate::checklist::Lists for $name {
            fn lists(&self) -> [&[$crate::checklist::Item]; 4] {
                [&self.all, &self.any, &self.none, &self.of]
            }
        }

        impl $name {
            /// The condition that stands among the other keys.
            pub fn checklist(&self) -> $crate::checklist::Checklist {
                $crate::checklist::Checklist {
                    all: self.all.clone(),
                    any: self.any.clone(),
                    none: self.none.clone(),
                    at_least: self.at_least,
                    of: self.of.clone(),
                    always: self.always,
                }
            }

            /// The same with another condition.
            #[must_use]
            pub fn with(&self, list: $crate::checklist::Checklist) -> Self {
                let $crate::checklist::Checklist { all, any, none, at_least, of, always } = list;
                Self { all, any, none, at_least, of, always, ..self.clone() }
            }

            /// Every item of the condition, to be resolved.
            pub fn items_mut(&mut self) -> impl Iterator<Item = &mut $crate::checklist::Item> {
                self.all.iter_mut().chain(&mut self.any).chain(&mut self.none).chain(&mut self.of)
            }
        }
    };
}
pub(crate) use with_checklist;

/// One plain line of a checklist.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// The line as it was written.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// What it asks; [`Test::Unresolved`] only before the guideline has been resolved.
    pub test: Test,
    /// The byte offset at which it was read, from which `place` is made.
    #[serde(skip)]
    offset: usize,
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// The form in which a checked guideline is kept inside the executable.
        #[derive(Deserialize)]
        struct Kept {
            text: String,
            place: Place,
            test: Test,
        }
        if deserializer.is_human_readable() {
            let read = toml::Spanned::<String>::deserialize(deserializer)?;
            let offset = read.span().start;
            let text = read.into_inner();
            Ok(Self { text, place: Place::default(), test: Test::Unresolved, offset })
        } else {
            let Kept { text, place, test } = Kept::deserialize(deserializer)?;
            Ok(Self { text, place, test, offset: 0 })
        }
    }
}

/// How a number is compared with a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `>`
    Above,
    /// `<=`
    AtMost,
    /// `<`
    Below,
    /// `=`
    Equal,
}

impl Comparison {
    /// Whether `value` stands in this relation to `bound`.
    pub fn holds(self, value: i64, bound: i64) -> bool {
        match self {
            Self::AtLeast => value >= bound,
            Self::Above => value > bound,
            Self::AtMost => value <= bound,
            Self::Below => value < bound,
            Self::Equal => value == bound,
        }
    }
}

/// What one line asks of the facts, of a named part of the guideline, or of the urgency.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Test {
    /// Not yet resolved.
    Unresolved,
    /// A choice has one of these options.
    Is(FactId, Vec<u16>),
    /// A set contains one of these options.
    Has(FactId, Vec<u16>),
    /// A set contains anything.
    HasAny(FactId),
    /// A number stands in a relation to a constant, in the fact's smallest step (see [`FactKind`]).
    Compares(FactId, Comparison, i64),
    /// A number fact was answered with its word instead of a number.
    IsWord(FactId),
    /// The fact has a value.
    Known(FactId),
    /// The answer was "not sure".
    Unsure(FactId),
    /// A named finding.
    Finding(String),
    /// Any red flag with this file name or specification id.
    RedFlag(String),
    /// Each red flag of a group, for counting.
    RedFlagGroup(String),
    /// Any red flag, outside combinations, at a within-days level.
    AnyWithinDays,
    /// Any red flag that is not routine is possible.
    AnyFlagOpen,
    /// A class is present.
    Class(String),
    /// A gate blocks for everyone.
    Gate(String),
    /// Something that a decision shows; only claims about hazards may ask for it.
    Shown(Shown),
    /// A line settled on its possible bit: a "not sure" could make it hold.
    Possibly(Box<Test>),
    /// A line settled on its certain bit: it holds whatever is unknown.
    Certainly(Box<Test>),
    /// The rank of the overall urgency of danger is at least the first number, and below the
    /// second.
    Urgency(u16, u16),
    /// The same of the urgency that would hold if every "not sure" were the worst answer.
    WorstUrgency(u16, u16),
}

impl Test {
    /// The fact that is asked about; none for what is named.
    pub fn fact(&self) -> Option<FactId> {
        match self {
            Self::Is(fact, _)
            | Self::Has(fact, _)
            | Self::HasAny(fact)
            | Self::Compares(fact, _, _)
            | Self::IsWord(fact)
            | Self::Known(fact)
            | Self::Unsure(fact) => Some(*fact),
            _ => None,
        }
    }
}

impl Item {
    /// Reads the line's meaning, and where it stands in `text`, the file that it was read from.
    ///
    /// # Errors
    /// A problem with place and remedy when the line is not understood.
    pub fn resolve(&mut self, facts: &Facts, file: &str, text: &str) -> Result<(), Problem> {
        self.place = Place::at(file, text, self.offset);
        self.test = read_line(&self.text, facts).map_err(|(message, help)| {
            Problem::error("condition", self.place.clone(), message).help(help)
        })?;
        Ok(())
    }
}

type Misread = (String, String);

/// The meaning of one line of a checklist.
///
/// # Errors
/// What is wrong, and the remedy.
pub fn read_line(line: &str, facts: &Facts) -> Result<Test, Misread> {
    let words: Vec<&str> = line.split_whitespace().collect();
    if let Some(shown) = Shown::read(&words) {
        return Ok(Test::Shown(shown));
    }
    match words.as_slice() {
        ["possibly", rest @ ..] => Ok(Test::Possibly(Box::new(read_line(&rest.join(" "), facts)?))),
        ["certainly", rest @ ..] => {
            Ok(Test::Certainly(Box::new(read_line(&rest.join(" "), facts)?)))
        }
        ["shown-urgency", sign, level @ ..] => match read_urgency(sign, level)? {
            Test::Urgency(least, below) => Ok(Test::Shown(Shown::Urgency(least, below))),
            other => Ok(other),
        },
        ["red-flag", name] => Ok(Test::RedFlag((*name).to_owned())),
        ["red-flag-group", name] => Ok(Test::RedFlagGroup((*name).to_owned())),
        ["any-red-flag", "within-days"] => Ok(Test::AnyWithinDays),
        ["any-red-flag", "open"] => Ok(Test::AnyFlagOpen),
        ["class", name] => Ok(Test::Class((*name).to_owned())),
        ["gate", name] => Ok(Test::Gate((*name).to_owned())),
        ["urgency", sign, level @ ..] => read_urgency(sign, level),
        ["worst-urgency", sign, level @ ..] => match read_urgency(sign, level)? {
            Test::Urgency(least, below) => Ok(Test::WorstUrgency(least, below)),
            other => Ok(other),
        },
        [name] => Ok(Test::Finding((*name).to_owned())),
        [name, rest @ ..] => read_fact_line(name, rest, facts),
        [] => {
            Err(("an empty line in a checklist".into(), "remove it, or write a condition".into()))
        }
    }
}

/// `within-days` stands for every number of days: the ranks from the lowest to the highest.
fn read_urgency(sign: &str, level: &[&str]) -> Result<Test, Misread> {
    let level = level.join(" ");
    let urgency = Urgency::read(&level).ok_or_else(|| {
        (format!("unknown urgency `{level}`"), format!("levels are {}", Urgency::NAMES))
    })?;
    let lowest = urgency.rank();
    let highest = match level.as_str() {
        "within-days" | "within days" => Urgency::WithinDays(1).rank(),
        _ => lowest,
    };
    let top = u16::MAX;
    Ok(match sign {
        "is" => Test::Urgency(lowest, highest + 1),
        other => match read_sign(other)? {
            Comparison::AtLeast => Test::Urgency(lowest, top),
            Comparison::Above => Test::Urgency(highest + 1, top),
            Comparison::AtMost => Test::Urgency(0, highest + 1),
            Comparison::Below => Test::Urgency(0, lowest),
            Comparison::Equal => Test::Urgency(lowest, highest + 1),
        },
    })
}

fn read_sign(sign: &str) -> Result<Comparison, Misread> {
    match sign {
        ">=" => Ok(Comparison::AtLeast),
        ">" => Ok(Comparison::Above),
        "<=" => Ok(Comparison::AtMost),
        "<" => Ok(Comparison::Below),
        "=" => Ok(Comparison::Equal),
        other => Err((
            format!("`{other}` is not a comparison"),
            "write `is`, `has`, `>=`, `>`, `<=`, `<` or `=`".into(),
        )),
    }
}

fn read_fact_line(name: &str, rest: &[&str], facts: &Facts) -> Result<Test, Misread> {
    let Some((id, fact)) = facts.find(name) else {
        return Err((
            format!("unknown fact `{name}`"),
            did_you_mean(name, facts.ids(), "facts are listed in guideline/facts/"),
        ));
    };
    let mismatch = |expected: &str| {
        (format!("`{name} {}` does not fit `{name}`", rest.join(" ")), expected.to_owned())
    };
    match (rest, &fact.kind) {
        (["is", "known"], _) => Ok(Test::Known(id)),
        (["is", UNKNOWN], _) => Ok(Test::Unsure(id)),
        (["is", values @ ..], FactKind::Choice { options }) => {
            Ok(Test::Is(id, read_options(name, values, options)?))
        }
        (["is", word], FactKind::Number { word: Some(own), .. }) if word == own => {
            Ok(Test::IsWord(id))
        }
        (["has", "any"], FactKind::Set { .. }) => Ok(Test::HasAny(id)),
        (["has", values @ ..], FactKind::Set { options }) => {
            Ok(Test::Has(id, read_options(name, values, options)?))
        }
        ([sign, number, unit @ ..], FactKind::Number { decimals, unit: own, .. }) => {
            let comparison = read_sign(sign)?;
            let value = read_number(number, *decimals)
                .ok_or_else(|| mismatch(&format!("a number with at most {decimals} decimals")))?;
            let unit = unit.join(" ");
            if unit != *own {
                return Err((
                    format!("`{name}` is measured in `{own}`, not in `{unit}`"),
                    format!("write `{name} {sign} {number} {own}`"),
                ));
            }
            Ok(Test::Compares(id, comparison, value))
        }
        (_, kind) => Err(mismatch(&kind.how_to_ask(name))),
    }
}

fn read_options(name: &str, words: &[&str], options: &[String]) -> Result<Vec<u16>, Misread> {
    let mut found = Vec::new();
    for word in words.iter().filter(|word| **word != "or") {
        let position = options.iter().position(|option| option == word).ok_or_else(|| {
            let listed = format!("`{name}` may be {}", options.join(", "));
            let listed = if *word == NONE { format!("{listed} (use `has any`)") } else { listed };
            (
                format!("unknown answer `{word}` of `{name}`"),
                did_you_mean(word, options.iter().map(String::as_str), &listed),
            )
        })?;
        found.push(u16::try_from(position).unwrap_or(u16::MAX));
    }
    if found.is_empty() {
        return Err((format!("`{name}` is compared with nothing"), "name an answer".into()));
    }
    Ok(found)
}

/// A decimal numeral as a whole number of steps of 10^-decimals; nothing when it does not fit.
pub fn read_number(numeral: &str, decimals: u8) -> Option<i64> {
    let (negative, digits) = match numeral.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, numeral),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let places = usize::from(decimals);
    if fraction.len() > places {
        return None;
    }
    let value: i64 = format!("{whole}{fraction:0<places$}").parse().ok()?;
    Some(if negative { -value } else { value })
}

/// The opposite of [`read_number`]: 380 with one decimal is `38.0`.
pub fn write_number(value: i64, decimals: u8) -> String {
    let places = usize::from(decimals);
    if places == 0 {
        return value.to_string();
    }
    let sign = if value < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    format!("{sign}{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_keep_their_decimals() {
        assert_eq!(read_number("38.0", 1), Some(380));
        assert_eq!(read_number("38", 1), Some(380));
        assert_eq!(read_number("2.59", 2), Some(259));
        assert_eq!(read_number("-3.5", 1), Some(-35));
        assert_eq!(read_number("38.05", 1), None);
        assert_eq!(read_number("1e3", 0), None);
        assert_eq!(write_number(380, 1), "38.0");
        assert_eq!(write_number(-5, 1), "-0.5");
        assert_eq!(write_number(7, 0), "7");
    }
}
