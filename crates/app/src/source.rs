//! Where the guideline and a case come from.

use std::io::Read;
use std::path::Path;

use lumbago_decision::Engine;
use lumbago_decision::decide::Outcome;
use lumbago_decision::facts::FactSheet;
use lumbago_decision::input::{read_case, read_sheet};
use lumbago_guideline::Guideline;
use lumbago_guideline::answers::{Answers, GREATEST_ANSWERS_BYTES};
use lumbago_guideline::folder::Folder;
use lumbago_guideline::problem::{Place, Problem};

use crate::failure::Failure;

static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/guideline.bin"));

/// The guideline in the executable, or the one in a folder (with its cases beside it).
pub fn guideline(folder: Option<&Path>) -> Result<Guideline, Failure> {
    let Some(folder) = folder else {
        return postcard::from_bytes(EMBEDDED)
            .map_err(|error| Failure::Outside(format!("the embedded guideline: {error}")));
    };
    let guideline = Folder::read(folder)?;
    let beside = folder.parent().unwrap_or(Path::new(".")).join("cases");
    let beside = if beside.as_os_str() == "cases" { Path::new("cases") } else { &beside };
    let cases = if beside.is_dir() { Folder::read(beside)? } else { Folder::default() };
    Ok(Guideline::load(&guideline, &cases)?)
}

/// The engine of a guideline.
pub fn engine(folder: Option<&Path>) -> Result<Engine, Failure> {
    Ok(Engine::new(guideline(folder)?)?)
}

/// One person's case, checked.
pub struct Person {
    /// The facts.
    pub sheet: FactSheet,
    /// The answers as they were written.
    pub answers: Answers,
    /// The day: what was asked for, else what the case says, else today's.
    pub today: jiff::civil::Date,
}

/// Reads a case from a file, or from standard input for `-`.
pub fn person(
    engine: &Engine,
    path: &Path,
    today: Option<jiff::civil::Date>,
) -> Result<Person, Failure> {
    let (file, text) = text(path)?;
    let case = read_case(&engine.guideline, &file, &text)?;
    let today = today.or(case.today).unwrap_or_else(|| jiff::Zoned::now().date());
    let sheet = checked(engine, &case.answers, &file, &text, today)?;
    Ok(Person { sheet, answers: case.answers, today })
}

/// The facts of some answers; contradictions are refused, as every other mistake.
pub fn checked(
    engine: &Engine,
    answers: &Answers,
    file: &str,
    text: &str,
    today: jiff::civil::Date,
) -> Result<FactSheet, Failure> {
    let sheet = read_sheet(&engine.guideline, answers, file, text, Some(today))?;
    let contradictions = engine.contradictions(&sheet);
    let clashes: Vec<Problem> = contradictions
        .iter()
        .map(|clash| {
            let named = |name: &&String| answers.0.iter().any(|given| given.name == **name);
            let first = clash.facts.iter().find(named);
            let place = answers
                .0
                .iter()
                .find(|given| Some(&given.name) == first)
                .map_or_else(|| Place::whole(file), |given| Place::at(file, text, given.offset));
            let facts: Vec<String> = clash.facts.iter().map(|name| format!("`{name}`")).collect();
            Problem::error("contradiction", place, clash.person.trim())
                .help(format!("look again at {}", facts.join(" and ")))
        })
        .collect();
    if clashes.is_empty() {
        return Ok(sheet);
    }
    // If help must be called all the same, that is what is said.
    let doubted = engine.doubting(&sheet);
    match engine.decide(&doubted).outcome {
        Outcome::Emergency => {
            for clash in &clashes {
                eprintln!("{clash}");
            }
            Ok(doubted)
        }
        _ => Err(Failure::Input(clashes)),
    }
}

/// The text of a case; never more than a case may hold is kept in memory.
fn text(path: &Path) -> Result<(String, String), Failure> {
    let standard_input = path.as_os_str() == "-";
    let file =
        if standard_input { "standard input".to_owned() } else { path.display().to_string() };
    let unreadable = |error: std::io::Error| {
        Problem::error("file", Place::whole(&file), format!("cannot be read: {error}"))
            .help("name a TOML or JSON file of answers, or - for standard input")
    };
    let reader: Box<dyn Read> = if standard_input {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(path).map_err(unreadable)?)
    };
    let mut bytes = Vec::new();
    let most = GREATEST_ANSWERS_BYTES as u64 + 1;
    reader.take(most).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > GREATEST_ANSWERS_BYTES {
        return Err(Problem::error(
            "too-large",
            Place::whole(&file),
            "the file is larger than 1 MiB",
        )
        .help("a case holds one person's answers; give one file for each person")
        .into());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((file, text)),
        Err(_) => Err(Problem::error("syntax", Place::whole(&file), "this is no text (UTF-8)")
            .help("a case is a TOML or JSON file of answers")
            .into()),
    }
}
