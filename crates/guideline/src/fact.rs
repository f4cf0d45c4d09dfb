//! Facts: everything a rule may mention, with the question that obtains it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::checklist::{Checklist, read_number};
use crate::guideline::FileStanding;
use crate::named::{Listing, Named};
use crate::problem::{Place, Problem};

/// The answer "not sure", possible for every fact.
pub const UNKNOWN: &str = "unknown";
/// The answer "none of these", possible for every set.
pub const NONE: &str = "none";
/// The options that deny what a question asks for; a question offers one of them at most.
pub const DENIALS: [&str; 3] = ["no", NONE, "never"];

/// The fact whose options are the codes of `regions.toml`.
const REGION: &str = "region";

/// The position of a fact in [`Facts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactId(pub u16);

impl FactId {
    /// The position as an index.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What kind of value a fact has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FactKind {
    /// Exactly one of these; a yes-no fact is a choice of `yes` and `no`.
    Choice {
        /// The ids of the options, in order.
        options: Vec<String>,
    },
    /// Any number of these.
    Set {
        /// The ids of the options, in order; at most 64.
        options: Vec<String>,
    },
    /// A number, kept as a whole number of steps of 10^-decimals.
    Number {
        /// How many decimals are kept.
        decimals: u8,
        /// The unit; empty for a bare count.
        unit: String,
        /// The least value possible, in steps.
        least: i64,
        /// The greatest value possible, in steps.
        greatest: i64,
        /// A word that may stand instead of a number, such as `none` for a walking limit.
        word: Option<String>,
    },
    /// Words of the person's own; no rule reads them.
    Text,
    /// A list of such texts.
    Texts,
}

impl FactKind {
    /// The option that denies what is asked for; none where no option does.
    pub fn denial(&self) -> Option<&str> {
        let options = self.options().iter().map(String::as_str);
        options.into_iter().find(|option| DENIALS.contains(option))
    }

    /// How a condition asks about such a fact.
    pub fn how_to_ask(&self, name: &str) -> String {
        match self {
            Self::Choice { options } => format!("write `{name} is {}`", options.join("` or `")),
            Self::Set { .. } => format!("write `{name} has ...` or `{name} has any`"),
            Self::Number { unit, .. } => format!("write `{name} >= NUMBER {unit}`"),
            Self::Text | Self::Texts => "no rule may read free text".to_owned(),
        }
    }

    /// The options of a choice or a set; empty for other kinds.
    pub fn options(&self) -> &[String] {
        match self {
            Self::Choice { options } | Self::Set { options } => options,
            _ => &[],
        }
    }
}

/// When a fact must have been asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Before anything is said that is not an emergency.
    Danger,
    /// Before a plan is made.
    Plan,
    /// Before a medicine or a treatment is offered.
    Gate,
    /// Never of a person: a clinician may enter it.
    Clinician,
    /// It may be left out.
    Optional,
}

/// Who can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// The person, or a carer for the person.
    Person,
    /// A clinician.
    Clinician,
    /// Either.
    Either,
}

/// What becomes of an answer as days pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OverTime {
    /// It may change: a full review asks again.
    #[default]
    Changes,
    /// It stays what it was.
    Lasts,
    /// It grows with the calendar, in its own unit: `days`, `weeks`, `months` or `years`.
    Grows,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// The name that rules and inputs use.
    pub id: String,
    /// Where it is declared.
    pub place: Place,
    /// What kind of value it has.
    pub kind: FactKind,
    /// Whether the value is a plain yes or no.
    pub yes_no: bool,
    /// The words a person reads for each option, in order.
    pub labels: Vec<String>,
    /// Who can answer it.
    pub who: Who,
    /// When it must have been asked.
    pub stage: Stage,
    /// Specification ids.
    pub spec: Vec<String>,
    /// The question in plain words.
    pub ask: String,
    /// The question for a clinician.
    pub ask_clinician: String,
    /// The sign that it asks for, in a few words of the person's own; empty where it asks for none.
    pub sign: String,
    /// Why it is asked, for a person.
    pub why: String,
    /// A further help text.
    pub help: String,
    /// Codes of other vocabularies, such as `LOINC 30525-0`.
    pub codes: Vec<String>,
    /// The name under which several facts can be given as one list.
    pub group: Option<String>,
    /// Its answer is never printed, nor told as a reason.
    pub private: bool,
    /// What becomes of its answer as days pass.
    pub over_time: OverTime,
    /// It is asked only if this may hold.
    pub when: Option<Checklist>,
    /// When this certainly holds, an unsure answer does not accuse (the closed list of pathway b).
    pub plausible_no: Option<Checklist>,
    /// How it is computed, when it is not asked.
    pub derived: Option<Derivation>,
}

/// How a number is computed from other facts before anything is decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Derivation {
    /// The formula.
    pub how: Formula,
    /// What it is computed from, in order.
    pub of: Vec<FactId>,
    /// The weights of a sum; all 1 when empty.
    pub weights: Vec<i64>,
    /// A factor for a ratio.
    pub times: i64,
    /// A number that is added to a sum.
    pub plus: i64,
    /// The fact that keeps the first value of this number in an episode.
    pub baseline: Option<FactId>,
}

/// The formulas by which scores are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    /// The (weighted) sum; a yes counts 1.
    Sum,
    /// The mean.
    Mean,
    /// The least.
    Least,
    /// The first divided by the second, times `times`.
    Ratio,
    /// The first less the second.
    Difference,
    /// How much the second is below the first, in percent of the first.
    PercentFall,
    /// Kilograms divided by the square of metres, from kilograms and centimetres.
    Bmi,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFact {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    unit: String,
    range: Option<[f64; 2]>,
    decimals: Option<u8>,
    word: Option<String>,
    who: Who,
    stage: Stage,
    #[serde(default)]
    spec: Vec<String>,
    ask: String,
    #[serde(default)]
    ask_clinician: String,
    #[serde(default)]
    sign: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    help: String,
    #[serde(default)]
    codes: Vec<String>,
    group: Option<String>,
    #[serde(default)]
    private: bool,
    #[serde(default)]
    over_time: OverTime,
    when: Option<Checklist>,
    plausible_no: Option<Checklist>,
    #[serde(default)]
    options: Named<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDerived {
    how: Formula,
    of: Vec<String>,
    #[serde(default)]
    weights: Vec<i64>,
    times: Option<i64>,
    #[serde(default)]
    plus: i64,
    baseline: Option<String>,
    range: [f64; 2],
    #[serde(default)]
    unit: String,
    decimals: Option<u8>,
    means: String,
    #[serde(default)]
    spec: Vec<String>,
    #[serde(default)]
    codes: Vec<String>,
}

/// All facts, asked and derived, in the order of their files.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    list: Vec<Fact>,
    by_id: HashMap<String, FactId>,
}

impl Facts {
    /// Every fact with its id.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        (0u16..).map(FactId).zip(&self.list)
    }

    /// Every fact, to change its words.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Fact> {
        self.list.iter_mut()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The fact of an id that was made by this set of facts.
    pub fn get(&self, id: FactId) -> Option<&Fact> {
        self.list.get(id.index())
    }

    /// The same, to be changed in place; its name must stay.
    pub fn get_mut(&mut self, id: FactId) -> Option<&mut Fact> {
        self.list.get_mut(id.index())
    }

    /// The name of a fact; empty for an id of another set of facts.
    pub fn name(&self, id: FactId) -> &str {
        self.get(id).map_or("", |fact| fact.id.as_str())
    }

    /// The fact of a name.
    pub fn find(&self, name: &str) -> Option<(FactId, &Fact)> {
        let id = *self.by_id.get(name)?;
        Some((id, self.list.get(id.index())?))
    }

    /// All names.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|fact| fact.id.as_str())
    }

    /// The members of a group, in order.
    pub fn group<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (FactId, &'a Fact)> {
        self.iter().filter(move |(_, fact)| fact.group.as_deref() == Some(name))
    }

    /// The names of all groups, each once.
    pub fn groups(&self) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.list.iter().filter_map(|fact| fact.group.as_deref()).collect();
        names.dedup();
        names
    }

    fn add(&mut self, fact: Fact) -> Result<(), Problem> {
        if let Some((_, first)) = self.find(&fact.id) {
            return Err(Problem::error(
                "duplicate",
                fact.place.clone(),
                format!("the fact `{}` is declared twice", fact.id),
            )
            .help(format!("it is first declared at {}", first.place)));
        }
        let Ok(number) = u16::try_from(self.list.len()) else {
            return Err(Problem::error("facts", fact.place, "more than 65,535 facts"));
        };
        self.by_id.insert(fact.id.clone(), FactId(number));
        self.list.push(fact);
        Ok(())
    }

    /// Adds the facts of one file of `facts/`.
    ///
    /// # Errors
    /// Every declaration that cannot be understood.
    /// The options of the fact `region` are the codes of `regions.toml`.
    pub fn read(
        &mut self,
        file: &str,
        text: &str,
        regions: &[(String, String)],
    ) -> Result<FileStanding, Vec<Problem>> {
        let raw: Listing<RawFact> = crate::folder::read_toml(file, text).map_err(|p| vec![p])?;
        let mut problems = Vec::new();
        let (standing, rows) = raw.parts();
        for (id, offset, mut raw) in rows {
            let place = Place::at(file, text, offset);
            if id == REGION {
                let named = |(code, name): &(String, String)| (code.clone(), 0, name.clone());
                raw.options = Named(regions.iter().map(named).collect());
                // Regions that could not be read were told already.
                if regions.is_empty() {
                    raw.options = Named(vec![(UNKNOWN.to_owned(), 0, String::new())]);
                }
            }
            let added = kind_of(&raw, &place).and_then(|(kind, yes_no)| {
                let labels = if yes_no {
                    vec!["Yes".to_owned(), "No".to_owned()]
                } else {
                    raw.options.0.iter().map(|(_, _, label)| label.clone()).collect()
                };
                self.add(Fact {
                    id,
                    place,
                    kind,
                    yes_no,
                    labels,
                    who: raw.who,
                    stage: raw.stage,
                    spec: raw.spec,
                    ask: raw.ask,
                    ask_clinician: raw.ask_clinician,
                    sign: raw.sign,
                    why: raw.why,
                    help: raw.help,
                    codes: raw.codes,
                    group: raw.group,
                    private: raw.private,
                    over_time: raw.over_time,
                    when: raw.when,
                    plausible_no: raw.plausible_no,
                    derived: None,
                })
            });
            problems.extend(added.err());
        }
        if problems.is_empty() { Ok(standing) } else { Err(problems) }
    }

    /// Adds the numbers of `derived.toml`, each from facts that stand before it.
    ///
    /// # Errors
    /// Every declaration that cannot be understood.
    pub fn read_derived(&mut self, file: &str, text: &str) -> Result<FileStanding, Vec<Problem>> {
        let raw: Listing<RawDerived> = crate::folder::read_toml(file, text).map_err(|p| vec![p])?;
        let mut problems = Vec::new();
        let (standing, rows) = raw.parts();
        for (id, offset, raw) in rows {
            let place = Place::at(file, text, offset);
            let mut of = Vec::new();
            for name in raw.of.iter().chain(&raw.baseline) {
                match self.find(name) {
                    Some((found, _)) => of.push(found),
                    None => problems.push(
                        Problem::error(
                            "unknown-name",
                            place.clone(),
                            format!("unknown fact `{name}`"),
                        )
                        .help("a derived number is computed from facts declared before it"),
                    ),
                }
            }
            let baseline = raw.baseline.is_some().then(|| of.pop()).flatten();
            let decimals = raw.decimals.unwrap_or(0);
            let added = number_kind(decimals, raw.unit, raw.range, None, &place).and_then(|kind| {
                self.add(Fact {
                    id,
                    place,
                    kind,
                    yes_no: false,
                    labels: Vec::new(),
                    who: Who::Either,
                    stage: Stage::Optional,
                    spec: raw.spec,
                    ask: String::new(),
                    ask_clinician: raw.means,
                    sign: String::new(),
                    why: String::new(),
                    help: String::new(),
                    codes: raw.codes,
                    group: None,
                    private: false,
                    over_time: OverTime::Changes,
                    when: None,
                    plausible_no: None,
                    derived: Some(Derivation {
                        how: raw.how,
                        of,
                        weights: raw.weights,
                        times: raw.times.unwrap_or(1),
                        plus: raw.plus,
                        baseline,
                    }),
                })
            });
            problems.extend(added.err());
        }
        if problems.is_empty() { Ok(standing) } else { Err(problems) }
    }

    /// Resolves the conditions that stand in the facts themselves.
    pub(crate) fn resolve(&mut self, texts: &dyn Fn(&str) -> String, problems: &mut Vec<Problem>) {
        let known = self.clone();
        for fact in &mut self.list {
            let file = fact.place.file.clone();
            if fact.when.is_none() && fact.plausible_no.is_none() {
                continue;
            }
            let text = texts(&file);
            for list in [&mut fact.when, &mut fact.plausible_no].into_iter().flatten() {
                for item in list.items_mut() {
                    problems.extend(item.resolve(&known, &file, &text).err());
                }
            }
        }
    }
}

fn kind_of(raw: &RawFact, place: &Place) -> Result<(FactKind, bool), Problem> {
    let calendar = ["days", "weeks", "months", "years"];
    if raw.over_time == OverTime::Grows
        && (raw.kind != "integer" || !calendar.contains(&raw.unit.as_str()))
    {
        let message = "only a whole number of days, weeks, months or years grows over time";
        return Err(Problem::error("fact", place.clone(), message)
            .help("give it such a unit, or leave `over_time` out"));
    }
    let options: Vec<String> = raw.options.0.iter().map(|(id, _, _)| id.clone()).collect();
    let wrong = |message: String, help: &str| {
        Err(Problem::error("fact", place.clone(), message).help(help.to_owned()))
    };
    match raw.kind.as_str() {
        "yes-no" => {
            Ok((FactKind::Choice { options: vec!["yes".to_owned(), "no".to_owned()] }, true))
        }
        "choice" | "set" if options.is_empty() => {
            wrong(format!("a {} needs its options", raw.kind), "add a table `[ID.options]`")
        }
        "choice" => Ok((FactKind::Choice { options }, false)),
        "set" if options.len() > 64 => {
            wrong("a set has at most 64 options".into(), "split it into two facts")
        }
        "set" => Ok((FactKind::Set { options }, false)),
        "integer" | "decimal" => {
            let Some(range) = raw.range else {
                return wrong("a number needs its range".into(), "add `range = [least, greatest]`");
            };
            let decimals = raw.decimals.unwrap_or(if raw.kind == "decimal" { 1 } else { 0 });
            number_kind(decimals, raw.unit.clone(), range, raw.word.clone(), place)
                .map(|kind| (kind, false))
        }
        "text" => Ok((FactKind::Text, false)),
        "text-list" => Ok((FactKind::Texts, false)),
        other => wrong(
            format!("unknown type `{other}`"),
            "it is one of yes-no, choice, set, integer, decimal, text, text-list",
        ),
    }
}

fn number_kind(
    decimals: u8,
    unit: String,
    range: [f64; 2],
    word: Option<String>,
    place: &Place,
) -> Result<FactKind, Problem> {
    let [least, greatest] = range.map(|bound| read_number(&bound.to_string(), decimals));
    match (least, greatest) {
        (Some(least), Some(greatest)) if least < greatest && decimals <= 3 => {
            Ok(FactKind::Number { decimals, unit, least, greatest, word })
        }
        _ => Err(Problem::error("fact", place.clone(), "the range is not two numbers that rise")
            .help("write `range = [least, greatest]`, with no more decimals than the fact has")),
    }
}
