//! `lumbago ask`: the interview in the terminal. It stops at once for an emergency, keeps every
//! answer as it is given, and ends in the plan.

mod keep;
mod question;

use std::io::{BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

use jiff::civil::Date;
use lumbago_decision::Engine;
use lumbago_decision::facts::FactSheet;
use lumbago_decision::input::read_sheet;
use lumbago_decision::interview::{NextPage, next_page};
use lumbago_decision::plan::{Audience, Context, release};
use lumbago_guideline::answers::{Answers, Given, Raw, read_answers};
use lumbago_guideline::fact::Who;
use lumbago_guideline::problem::{Place, Problem};

use self::question::Reply;
use crate::cli::PlanFormat;
use crate::failure::Failure;
use crate::source;

/// Asks, page after page.
pub fn run(
    folder: Option<&Path>,
    save: Option<&Path>,
    today: Option<Date>,
) -> Result<ExitCode, Failure> {
    let engine = source::engine(folder)?;
    let today = today.unwrap_or_else(|| jiff::Zoned::now().date());
    let answers = match save {
        Some(path) if path.exists() => kept_before(path)?,
        _ => Answers::default(),
    };
    let mut interview = Interview { engine: &engine, today, save, answers, pages: Vec::new() };
    let sheet = interview.sheet()?;
    let resumed = !interview.answers.0.is_empty();
    let mut out = std::io::stdout().lock();
    let mut input = std::io::stdin().lock();
    greet(&engine, resumed, &mut out)?;
    let finished = interview.ask_all(sheet, &mut input, &mut out)?;
    drop(out);
    match finished {
        Some(sheet) => {
            let context = Context { audience: Audience::Person, today: Some(today), begun: None };
            super::plan::show(&release(&engine, &sheet, context), PlanFormat::Text)
        }
        None => super::say(&match save {
            Some(path) => format!(
                "\nYour answers are kept. To go on: lumbago ask --save {}\n",
                path.display()
            ),
            None => {
                "\nStopped. Nothing was kept; use --save FILE to keep your answers.\n".to_owned()
            }
        }),
    }
}

fn kept_before(path: &Path) -> Result<Answers, Failure> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Problem::error("file", Place::whole(&file), format!("cannot be read: {error}"))
            .help("name a file that `lumbago ask --save` wrote, or one that does not exist yet")
    })?;
    Ok(read_answers(&file, &text)?)
}

fn greet(engine: &Engine, resumed: bool, out: &mut impl Write) -> Result<(), Failure> {
    let edition = &engine.guideline.texts.edition;
    writeln!(out, "{}", edition.notice_person.trim())?;
    writeln!(
        out,
        "\nWe look for danger first. Type ? for not sure, back to go back a page, why to hear why\n\
         we ask, stop to stop. Every question may be answered with not sure."
    )?;
    if resumed {
        writeln!(out, "Going on from the answers that you gave before.")?;
    }
    Ok(())
}

struct Interview<'a> {
    engine: &'a Engine,
    today: Date,
    save: Option<&'a Path>,
    answers: Answers,
    /// The names that each page answered, so that one can go back.
    pages: Vec<Vec<String>>,
}

impl Interview<'_> {
    fn sheet(&self) -> Result<FactSheet, Failure> {
        let file =
            self.save.map_or_else(|| "answers".to_owned(), |path| path.display().to_string());
        Ok(read_sheet(&self.engine.guideline, &self.answers, &file, "", Some(self.today))?)
    }

    /// The facts at the end; none when the person stopped or the input ended.
    fn ask_all(
        &mut self,
        mut sheet: FactSheet,
        input: &mut impl BufRead,
        out: &mut impl Write,
    ) -> Result<Option<FactSheet>, Failure> {
        loop {
            for clash in self.engine.contradictions(&sheet) {
                writeln!(out, "\n{} We ask both again.", clash.person.trim())?;
                self.answers.0.retain(|given| !clash.facts.contains(&given.name));
            }
            sheet = self.sheet()?;
            let reader = match self.answered("role") {
                Some(Raw::Text(role)) if role == "clinician" => Who::Clinician,
                _ => Who::Person,
            };
            let Some(next) = next_page(self.engine, &sheet, reader) else {
                return Ok(Some(sheet));
            };
            match self.ask_page(&next, reader, input, out)? {
                Reply::Answers(given) => {
                    self.pages.push(given.iter().map(|given| given.name.clone()).collect());
                    self.answers = self.answers.overlaid(&Answers(given));
                }
                Reply::Back => {
                    let names = self.pages.pop().unwrap_or_default();
                    self.answers.0.retain(|given| !names.contains(&given.name));
                }
                Reply::Stop => return Ok(None),
            }
            if let Some(path) = self.save {
                keep::keep(path, &self.answers)?;
            }
            sheet = self.sheet()?;
        }
    }

    fn answered(&self, name: &str) -> Option<&Raw> {
        self.answers.0.iter().find(|given| given.name == name).map(|given| &given.value)
    }

    fn ask_page(
        &self,
        next: &NextPage<'_>,
        reader: Who,
        input: &mut impl BufRead,
        out: &mut impl Write,
    ) -> Result<Reply, Failure> {
        let page = next.page;
        let left = match next.left {
            1 => "last page".to_owned(),
            left => format!("about {left} pages left"),
        };
        writeln!(out, "\n{} ({left})\n{}", page.title, page.intro)?;
        let facts =
            next.facts.iter().filter_map(|id| self.engine.guideline.facts.get(*id)).collect();
        let mut asker = question::Asker { page, reader, input, out };
        asker.page(facts)
    }
}

/// An answer by name.
fn given(name: &str, value: Raw) -> Given {
    Given { name: name.to_owned(), offset: 0, value }
}
