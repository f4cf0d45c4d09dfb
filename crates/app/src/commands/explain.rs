//! `lumbago explain`: why a rule fired, what another answer would change, what is nearest, and which
//! questions were needed.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use jiff::civil::Date;
use lumbago_decision::Engine;
use lumbago_decision::explain::{Explainer, Explanation};
use lumbago_decision::outline::Outline;
use lumbago_decision::plan::describe;
use lumbago_decision::wire::Wire;
use lumbago_guideline::answers::{Answers, Given, Raw};
use lumbago_guideline::fact::{FactId, FactKind};
use lumbago_guideline::problem::{Place, Problem, did_you_mean};
use lumbago_guideline::urgency::Urgency;
use lumbago_proof::interview::shortest;
use lumbago_proof::nearest::{Nearest, Sought, nearest};

use crate::failure::Failure;
use crate::source::{self, Person};

/// What was asked.
pub struct Asked<'a> {
    /// One rule; all red flags that are present or possible when none.
    pub rule: Option<&'a str>,
    /// Answers to try, as `fact=value`.
    pub what_if: &'a [String],
    /// Whether to look for the smallest change of the urgency.
    pub nearest: bool,
    /// Whether to count the questions that are needed.
    pub shortest: bool,
}

/// Explains a case.
pub fn run(
    folder: Option<&Path>,
    case: &Path,
    asked: &Asked<'_>,
    today: Option<Date>,
) -> Result<ExitCode, Failure> {
    let engine = source::engine(folder)?;
    let person = source::person(&engine, case, today)?;
    let mut out = String::new();
    let plain = asked.what_if.is_empty() && !asked.nearest && !asked.shortest;
    if plain || asked.rule.is_some() {
        rules(&engine, &person, asked.rule, &mut out)?;
    }
    if !asked.what_if.is_empty() {
        what_if(&engine, &person, asked.what_if, &mut out)?;
    }
    if asked.nearest {
        tell_nearest(&engine, &person, &mut out)?;
    }
    if asked.shortest {
        tell_shortest(&engine, &person, &mut out)?;
    }
    super::say(&out)
}

fn rules(
    engine: &Engine,
    person: &Person,
    rule: Option<&str>,
    out: &mut String,
) -> Result<(), Failure> {
    let decision = engine.decide(&person.sheet);
    let explainer = Explainer { engine, sheet: &person.sheet, values: &decision.values };
    let names: Vec<String> = match rule {
        Some(rule) => vec![rule.to_owned()],
        None => decision
            .flags
            .iter()
            .filter_map(|flag| Some(engine.guideline.red_flags.get(flag.index)?.id.clone()))
            .collect(),
    };
    // Writing to a String cannot fail.
    let _ = writeln!(out, "urgency: {}", urgency_word(decision.urgency));
    if names.is_empty() {
        let _ = writeln!(out, "no red flag is present or possible");
    }
    for name in &names {
        let found = explainer.rules(name);
        if found.is_empty() {
            let files = engine.guideline.standing_files();
            let known: Vec<&str> = files.iter().map(|(_, id, ..)| *id).collect();
            return Err(Problem::error(
                "name",
                Place::whole(name),
                format!("unknown rule `{name}`"),
            )
            .help(did_you_mean(name, known, "`lumbago rules` lists them"))
            .into());
        }
        found.iter().for_each(|explanation| tell(explanation, out));
    }
    Ok(())
}

fn tell(explanation: &Explanation, out: &mut String) {
    let Explanation { kind, id, title, file, state, .. } = explanation;
    let _ = writeln!(out, "\n{kind} {id}: {}\n  {title}\n  {file}", state_word(*state));
    for part in &explanation.parts {
        let _ = writeln!(out, "  {}: {}", part.name, state_word(part.state));
        for line in &part.lines {
            let indent = "  ".repeat(line.depth + 2);
            match (line.state, &line.place) {
                (Some(state), Some(place)) => {
                    let answer =
                        line.answer.as_ref().map(|a| format!(" - answer: {a}")).unwrap_or_default();
                    let _ = writeln!(
                        out,
                        "{indent}[{}] {}{answer}  ({place})",
                        state_word(state),
                        line.text
                    );
                }
                _ => drop(writeln!(out, "{indent}{}", line.text)),
            }
        }
    }
    for source in &explanation.sources {
        let _ = writeln!(out, "  source: {source}");
    }
    for part in &explanation.unconfirmed {
        let _ = writeln!(out, "  unconfirmed: {part}");
    }
    if let Some((title, decided)) = &explanation.disagreement {
        let _ = writeln!(out, "  disagreement {title}: {decided}");
    }
}

fn state_word(wire: Wire) -> &'static str {
    match wire {
        wire if wire.is_definite() => "yes",
        wire if wire.is_possible() => "possible: an answer was not sure",
        wire if wire.is_open() => "open: not asked yet",
        _ => "no",
    }
}

fn urgency_word(urgency: Option<Urgency>) -> String {
    urgency.map_or_else(|| "incomplete".to_owned(), |urgency| urgency.to_string())
}

fn what_if(
    engine: &Engine,
    person: &Person,
    changes: &[String],
    out: &mut String,
) -> Result<(), Failure> {
    let mut over = Vec::new();
    for change in changes {
        let Some((name, value)) = change.split_once('=') else {
            let problem =
                Problem::error("what-if", Place::whole(change), format!("`{change}` is no answer"));
            return Err(problem.help("write fact=value, for example fever=yes").into());
        };
        let (name, value) = (name.trim(), value.trim());
        let kind = engine.guideline.facts.find(name).map(|(_, fact)| &fact.kind);
        over.push(Given { name: name.to_owned(), offset: 0, value: typed(kind, value) });
    }
    let answers = person.answers.overlaid(&Answers(over));
    let sheet = source::checked(engine, &answers, "--what-if", "", person.today)?;
    let before = Outline::of(engine, &engine.decide(&person.sheet));
    let after = Outline::of(engine, &engine.decide(&sheet));
    let changed = before.changes(&after);
    let _ = writeln!(out, "with {}:", changes.join(", "));
    if changed.is_empty() {
        let _ = writeln!(out, "  nothing would change");
    }
    for change in changed {
        let _ = writeln!(out, "  {change}");
    }
    Ok(())
}

/// A value of the command line in the form that its fact has; commas part the members of a set.
fn typed(kind: Option<&FactKind>, value: &str) -> Raw {
    match kind {
        Some(FactKind::Number { .. }) if value.starts_with(|c: char| c.is_ascii_digit()) => {
            Raw::Number(value.to_owned())
        }
        Some(FactKind::Set { .. } | FactKind::Texts) => {
            Raw::List(value.split(',').map(|part| Raw::Text(part.trim().to_owned())).collect())
        }
        _ => Raw::Text(value.to_owned()),
    }
}

fn tell_nearest(engine: &Engine, person: &Person, out: &mut String) -> Result<(), Failure> {
    let now = engine.decide(&person.sheet).urgency;
    let _ = writeln!(out, "urgency now: {}", urgency_word(now));
    let (more, less) =
        nearest(engine, &person.sheet).map_err(|failed| Failure::Outside(failed.to_string()))?;
    for (word, found) in [("more urgent", more), ("less urgent", less)] {
        match found {
            Sought::Found(found) => tell_change(engine, person, word, &found, out),
            Sought::Impossible => drop(writeln!(out, "{word}: no other answers do that")),
            Sought::GaveUp { tries } => {
                let _ =
                    writeln!(out, "{word}: not found in {tries} tries; there may be such answers");
            }
        }
    }
    Ok(())
}

fn tell_change(engine: &Engine, person: &Person, word: &str, found: &Nearest, out: &mut String) {
    let _ = writeln!(out, "{word} ({}) with:", found.urgency);
    for change in &found.changes {
        let Some(fact) = engine.guideline.facts.get(change.fact) else { continue };
        let words = &engine.guideline.texts.words;
        let now = describe(words, fact, person.sheet.state(change.fact));
        let then = describe(words, fact, &change.to);
        let _ = writeln!(out, "  {}: {then} (now: {now})", fact.id);
    }
}

fn tell_shortest(engine: &Engine, person: &Person, out: &mut String) -> Result<(), Failure> {
    let found =
        shortest(engine, &person.sheet).map_err(|failed| Failure::Outside(failed.to_string()))?;
    let names = |facts: &[FactId]| {
        let names: Vec<&str> = facts.iter().map(|id| engine.guideline.facts.name(*id)).collect();
        names.join(", ")
    };
    let _ = writeln!(out, "questions in the interview as it is written: {}", found.written.len());
    let _ = writeln!(
        out,
        "needless, given the answers before them: {} {}",
        found.needless.len(),
        names(&found.needless)
    );
    let _ = writeln!(
        out,
        "needed when what settles most is asked first: {} ({} fewer)",
        found.shortest.len(),
        found.written.len().saturating_sub(found.shortest.len())
    );
    let _ = writeln!(out, "in this order: {}", names(&found.shortest));
    let unanswered: Vec<FactId> = found.unanswered.iter().copied().collect();
    if !unanswered.is_empty() {
        let _ = writeln!(
            out,
            "not answered in this case, and taken as not sure: {}",
            names(&unanswered)
        );
    }
    let _ = writeln!(
        out,
        "A question is needless only when it is proved that no answer to it can change what is\n\
         decided, whatever the later answers are. Danger comes first in both orders, and a\n\
         question of danger that can matter is always asked. Nobody is asked less for it: this\n\
         only counts. An answer also stands in the page for a clinician."
    );
    Ok(())
}
