//! `lumbago mutate`: which small changes of the guideline nothing catches.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use lumbago_decision::Engine;
use lumbago_decision::check::path_of;
use lumbago_decision::input::read_sheet;
use lumbago_decision::plan::{Audience, Context, release};
use lumbago_guideline::Entry;
use lumbago_guideline::case::Encounter;
use lumbago_guideline::folder::read_toml;
use lumbago_proof::encode::SolverFailed;
use lumbago_proof::mutate::{Bench, Caught, Mutant, mutants};
use serde::Deserialize;

use super::borders;
use crate::failure::{Failure, code};
use crate::source;

/// The survivors that are accepted, each with a reason.
const SURVIVORS: &str = include_str!("../../../../docs/survivors.toml");
/// How that file is called in messages.
const SURVIVORS_FILE: &str = "docs/survivors.toml";

/// What was asked for.
pub struct Asked<'a> {
    /// Only so many changes.
    pub sample: Option<usize>,
    /// Only changes of files whose path contains this.
    pub file: Option<&'a str>,
    /// Only the cases and the encounters.
    pub quick: bool,
    /// With a case for each survivor.
    pub suggest: bool,
    /// Write those cases into the folder of cases beside the guideline.
    pub write: bool,
    /// The percentage below which it fails.
    pub at_least: f64,
}

/// The list of accepted survivors.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Survivors {
    #[serde(default)]
    accepted: Vec<Accepted>,
}

/// Survivors that are accepted for one reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Accepted {
    /// Why nothing needs to catch them.
    why: String,
    /// Their names: file and change.
    changes: Vec<String>,
}

/// Tries the changes, and tells of those that survive.
pub fn run(folder: Option<&Path>, asked: &Asked<'_>) -> Result<ExitCode, Failure> {
    let engine = source::engine(folder)?;
    let near = super::prove::near(&engine)?;
    let accepted = accepted()?;
    let all = mutants(&engine.guideline);
    let mut surprises = gone(&all, &accepted);
    let mut wanted = chosen(all, asked);
    let mut bench = Bench::new(&engine, &near, asked.quick, &reads).map_err(failed)?;
    bench.suggesting = asked.suggest;
    let (started, of) = (Instant::now(), wanted.len());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let terminal = std::io::stderr().is_terminal();
    for (done, mutant) in wanted.iter_mut().enumerate() {
        if terminal {
            let mut err = std::io::stderr().lock();
            // A progress line that nobody can see is no failure.
            let _ = write!(
                err,
                "\r{done} of {of} changes tried, {:.0} s ",
                started.elapsed().as_secs_f64()
            );
        }
        let before = bench.borders().len();
        let caught = bench.try_out(mutant).map_err(failed)?;
        for new in bench.borders().get(before..).unwrap_or_default() {
            let path = path_of(&engine.guideline, &new.of.file);
            let key = new.of.row.as_ref().map(|(key, _)| *key);
            println!("# {}\n\"{path}\" = [\n{}\n]", mutant.name(), new.case.row(key));
        }
        *counts.entry(word(&caught)).or_default() += 1;
        let why = accepted.get(mutant.name().as_str());
        match (&caught, why) {
            (Caught::Survived, None) => {
                surprises += 1;
                println!("SURVIVED  {}: {}", mutant.place, mutant.what);
            }
            (Caught::Survived, Some(why)) => {
                println!("accepted  {}: {} ({why})", mutant.place, mutant.what);
            }
            (_, Some(_)) => {
                surprises += 1;
                println!("STALE     {}: {} is {}", mutant.place, mutant.what, word(&caught));
            }
            _ => {}
        }
    }
    if terminal {
        eprintln!();
    }
    if let (true, Some(folder)) = (asked.write, folder) {
        let cases = folder.parent().unwrap_or(Path::new(".")).join("cases");
        for file in borders::write(&engine, &cases, bench.borders())? {
            println!("wrote {file}");
        }
    }
    told(&counts, of, started, surprises, asked.at_least)
}

fn failed(failed: SolverFailed) -> Failure {
    Failure::Outside(failed.to_string())
}

fn told(
    counts: &BTreeMap<&str, usize>,
    of: usize,
    started: Instant,
    surprises: usize,
    at_least: f64,
) -> Result<ExitCode, Failure> {
    let count = |caught: &Caught| counts.get(word(caught)).copied().unwrap_or(0);
    let [equivalent, survived] = [count(&Caught::Equivalent), count(&Caught::Survived)];
    let effective = of - equivalent;
    let percent = match effective {
        0 => 100.0,
        some => 100.0 * (some - survived) as f64 / some as f64,
    };
    let how: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    println!(
        "{of} changes in {:.0} s: {}\n{percent:.1} % of the {effective} that change anything are \
         caught; {surprises} differ from {SURVIVORS_FILE}",
        started.elapsed().as_secs_f64(),
        how.join(", "),
    );
    Ok(if percent < at_least { ExitCode::from(code::FOUND) } else { ExitCode::SUCCESS })
}

fn word(caught: &Caught) -> &'static str {
    match caught {
        Caught::DoesNotCompile => "caught as they do not compile",
        Caught::Case(_) => "caught by a case",
        Caught::Border(_) => "caught by a border case",
        Caught::Encounter(_) => "caught by an encounter",
        Caught::Proof(_) => "caught by a proof",
        Caught::Lint(_) => "caught by the linter",
        Caught::Plan(_) => "caught by a rendered plan",
        Caught::Equivalent => "equivalent",
        Caught::Survived => "survived",
    }
}

/// The changes that were asked for; of a sample always the same, whatever their order.
fn chosen(all: Vec<Mutant>, asked: &Asked<'_>) -> Vec<Mutant> {
    let of_file = |mutant: &Mutant| asked.file.is_none_or(|file| mutant.place.file.contains(file));
    let mut chosen: Vec<Mutant> = all.into_iter().filter(of_file).collect();
    if let Some(sample) = asked.sample.filter(|sample| *sample < chosen.len()) {
        chosen.sort_by_cached_key(|mutant| {
            let mut hasher = DefaultHasher::new();
            mutant.name().hash(&mut hasher);
            hasher.finish()
        });
        chosen.truncate(sample);
    }
    chosen
}

/// Tells of accepted survivors that are no change of this guideline any more, and counts them.
fn gone(all: &[Mutant], accepted: &BTreeMap<String, String>) -> usize {
    let names: BTreeSet<String> = all.iter().map(Mutant::name).collect();
    let gone: Vec<&String> = accepted.keys().filter(|name| !names.contains(*name)).collect();
    for name in &gone {
        println!("STALE     {name}: there is no such change");
    }
    gone.len()
}

fn accepted() -> Result<BTreeMap<String, String>, Failure> {
    let list: Survivors = read_toml(SURVIVORS_FILE, SURVIVORS)?;
    let rows = list.accepted.into_iter();
    Ok(rows
        .flat_map(|row| row.changes.into_iter().map(move |name| (name, row.why.clone())))
        .collect())
}

/// How the plan of an encounter reads, for both readers, as the rendered plans keep it.
fn reads(engine: &Engine, entry: &Entry<Encounter>) -> String {
    let body = &entry.body;
    let guideline = &engine.guideline;
    let answers =
        guideline.answers_of(body.like.as_deref(), body.like_gate.as_deref(), &body.facts);
    let Ok(answers) = answers else { return String::new() };
    let today = body.today.as_ref().map(|day| day.0);
    let Ok(sheet) = read_sheet(guideline, &answers, &entry.file, "", today) else {
        return String::new();
    };
    let sheet = engine.doubting(&sheet);
    let context = Context { audience: Audience::Person, today, begun: None };
    lumbago_page::markdown(&release(engine, &sheet, context).plan)
}
