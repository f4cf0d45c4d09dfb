//! `lumbago facts`, `rules` and `sources`: the vocabulary, for people and programs.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use lumbago_guideline::checklist::write_number;
use lumbago_guideline::fact::{Fact, FactKind};
use serde::Serialize;

use crate::cli::ListFormat;
use crate::failure::Failure;
use crate::source;

#[derive(Serialize)]
struct FactRow<'a> {
    id: &'a str,
    answer: String,
    unit: Option<&'a str>,
    options: &'a [String],
    stage: lumbago_guideline::fact::Stage,
    who: lumbago_guideline::fact::Who,
    group: Option<&'a str>,
    computed: bool,
    question: &'a str,
    for_clinicians: &'a str,
    why: &'a str,
    codes: &'a [String],
    spec: &'a [String],
}

/// Lists every fact.
pub fn facts(folder: Option<&Path>, format: ListFormat) -> Result<ExitCode, Failure> {
    let guideline = source::guideline(folder)?;
    let rows: Vec<FactRow<'_>> = guideline.facts.iter().map(|(_, fact)| fact_row(fact)).collect();
    if format == ListFormat::Json {
        return super::say(&super::json(&rows)?);
    }
    let mut out = String::from(
        "Every fact may also be \"unknown\" (not sure); one that is left out was not asked.\n\n",
    );
    for row in rows {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}\n    {}", row.id, row.answer);
        let asked = if row.question.is_empty() { row.for_clinicians } else { row.question };
        let _ = writeln!(out, "    {asked}");
    }
    super::say(&out)
}

fn fact_row(fact: &Fact) -> FactRow<'_> {
    let (answer, unit) = match &fact.kind {
        FactKind::Choice { options } => (options.join(" | "), None),
        FactKind::Set { options } => (format!("none, or some of: {}", options.join(", ")), None),
        FactKind::Number { decimals, unit, least, greatest, word } => {
            let [least, greatest] = [least, greatest].map(|bound| write_number(*bound, *decimals));
            let word = word.as_ref().map(|word| format!(", or {word}")).unwrap_or_default();
            (format!("{least} to {greatest} {unit}{word}"), Some(unit.as_str()))
        }
        FactKind::Text => ("words of your own".to_owned(), None),
        FactKind::Texts => ("a list of words of your own".to_owned(), None),
    };
    FactRow {
        id: &fact.id,
        answer,
        unit,
        options: fact.kind.options(),
        stage: fact.stage,
        who: fact.who,
        group: fact.group.as_deref(),
        computed: fact.derived.is_some(),
        question: &fact.ask,
        for_clinicians: &fact.ask_clinician,
        why: &fact.why,
        codes: &fact.codes,
        spec: &fact.spec,
    }
}

#[derive(Serialize)]
struct RuleRow<'a> {
    kind: &'a str,
    id: &'a str,
    file: &'a str,
    title: &'a str,
    spec: &'a [String],
    sources: Vec<&'a str>,
    unconfirmed: usize,
    cases: usize,
}

/// Lists every rule.
pub fn rules(folder: Option<&Path>, format: ListFormat) -> Result<ExitCode, Failure> {
    let guideline = source::guideline(folder)?;
    let title = |kind: &str, id: &str| -> &str {
        let guideline = &guideline;
        match kind {
            "red-flags" => find(&guideline.red_flags, id).map(|body| body.concern.as_str()),
            "classes" => find(&guideline.classes, id).map(|body| body.title.as_str()),
            "recommendations" => find(&guideline.recommendations, id).map(|b| b.title.as_str()),
            "gates" => find(&guideline.gates, id).map(|body| body.title.as_str()),
            "medicines" => find(&guideline.medicines, id).map(|body| body.title.as_str()),
            "imaging" => find(&guideline.imaging, id).map(|body| body.title.as_str()),
            "exercises" => find(&guideline.exercises, id).map(|body| body.title.as_str()),
            "questionnaires" => find(&guideline.questionnaires, id).map(|b| b.title.as_str()),
            "disagreements" => find(&guideline.disagreements, id).map(|b| b.title.as_str()),
            _ => None,
        }
        .unwrap_or_default()
    };
    let rows: Vec<RuleRow<'_>> = guideline
        .standing_files()
        .into_iter()
        .filter(|(kind, ..)| *kind != "sources")
        .map(|(kind, id, file, standing)| RuleRow {
            kind,
            id,
            file,
            title: title(kind, id),
            spec: standing.spec(),
            sources: standing.sources().iter().map(|source| source.id.as_str()).collect(),
            unconfirmed: standing.unconfirmed().len(),
            cases: standing.cases().len(),
        })
        .collect();
    if format == ListFormat::Json {
        return super::say(&super::json(&rows)?);
    }
    let mut out = String::new();
    let mut kind = "";
    for row in &rows {
        if row.kind != kind {
            kind = row.kind;
            let _ = writeln!(out, "{}{kind}", if out.is_empty() { "" } else { "\n" });
        }
        let star = if row.unconfirmed > 0 { " *" } else { "" };
        let _ = writeln!(out, "  {} - {} [{}]{star}", row.id, row.title, row.spec.join(", "));
    }
    let _ = writeln!(out, "\n* a part rests on general knowledge or cautious judgement");
    super::say(&out)
}

fn find<'a, T>(entries: &'a [lumbago_guideline::Entry<T>], id: &str) -> Option<&'a T> {
    entries.iter().find(|entry| entry.id == id).map(|entry| &entry.body)
}

#[derive(Serialize)]
struct SourceRow<'a> {
    id: &'a str,
    title: &'a str,
    publisher: &'a str,
    year: Option<u16>,
    kind: lumbago_guideline::source::SourceKind,
    reads: lumbago_guideline::source::Reading,
    read_at: &'a [String],
    status: lumbago_guideline::standing::Status,
    cited_by: Vec<&'a str>,
}

/// Lists every source with the files that cite it.
pub fn sources(folder: Option<&Path>, format: ListFormat) -> Result<ExitCode, Failure> {
    let guideline = source::guideline(folder)?;
    let files = guideline.standing_files();
    let rows: Vec<SourceRow<'_>> = guideline
        .sources
        .iter()
        .map(|entry| SourceRow {
            id: &entry.id,
            title: entry.body.title.trim(),
            publisher: &entry.body.publisher,
            year: entry.body.year.0,
            kind: entry.body.kind,
            reads: entry.body.reads,
            read_at: &entry.body.read_at,
            status: entry.body.review.status,
            cited_by: files
                .iter()
                .filter(|(.., standing)| standing.sources().iter().any(|s| s.id == entry.id))
                .map(|(_, _, file, _)| *file)
                .collect(),
        })
        .collect();
    if format == ListFormat::Json {
        return super::say(&super::json(&rows)?);
    }
    let mut out = String::new();
    for (row, entry) in rows.iter().zip(&guideline.sources) {
        let body = &entry.body;
        let _ = writeln!(
            out,
            "{}\n    {}. {}, {} ({}). Cited by {} files.",
            row.id,
            row.title.trim_end_matches('.'),
            row.publisher,
            body.year,
            body.kind.word(),
            row.cited_by.len()
        );
    }
    super::say(&out)
}
