//! `lumbago plan` and `lumbago schema`.

use std::path::Path;
use std::process::ExitCode;

use jiff::civil::Date;
use lumbago_decision::plan::{Audience, Context, Plan, Released, release};

use crate::cli::{PlanFormat, Reader};
use crate::failure::{Failure, code};
use crate::source;

/// Makes the plan for one case and writes it.
pub fn run(
    folder: Option<&Path>,
    case: &Path,
    reader: Reader,
    format: PlanFormat,
    today: Option<Date>,
) -> Result<ExitCode, Failure> {
    let engine = source::engine(folder)?;
    let person = source::person(&engine, case, today)?;
    let audience = match reader {
        Reader::Person => Audience::Person,
        Reader::Clinician => Audience::Clinician,
    };
    let context = Context { audience, today: Some(person.today), begun: None };
    show(&release(&engine, &person.sheet, context), format)
}

/// Writes a plan; one that failed its safety check says so in the exit code too.
pub fn show(released: &Released, format: PlanFormat) -> Result<ExitCode, Failure> {
    let plan = &released.plan;
    let text = match format {
        PlanFormat::Text => lumbago_page::text(plan),
        PlanFormat::Markdown => lumbago_page::markdown(plan),
        PlanFormat::Html => lumbago_page::html(plan),
        PlanFormat::Json => super::json(plan)?,
    };
    super::say(&text)?;
    for failure in &released.failures {
        eprintln!("the plan did not pass its safety check: {failure}");
    }
    Ok(match released.failures.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(code::UNSAFE_PLAN),
    })
}

/// Writes the JSON Schema of a plan.
pub fn schema() -> Result<ExitCode, Failure> {
    super::say(&super::json(&schemars::schema_for!(Plan))?)
}
