//! `lumbago safety`: the safety case as one page that a clinical safety officer can read.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use lumbago_decision::check::{UnconfirmedIn, unconfirmed};
use lumbago_guideline::hazard::{Assured, Hazard};
use lumbago_guideline::standing::{Grounds, Status, Unconfirmed};
use lumbago_guideline::{Entry, Guideline};

use crate::failure::Failure;
use crate::source;

/// What stands in front: the same for every edition, but for the counts below it.
const FRONT: &str = "\
<!-- Made by `lumbago safety` from guideline/. Do not edit: change the guideline and run
     `cargo run -p lumbago -- safety > SAFETY.md`. -->

# The safety case

What may go wrong with Lumbago, what stands in its way, how far that is shown, and what nobody has
judged yet. It has the form of a hazard log as ISO 14971 and DCB0129 ask for one. It was written by
engineers. **No clinical safety officer is named, no clinician has approved any part of it, and
Lumbago is not a medical device.**

## Scope

It is about the decision: from a person's answers to an urgency, a plan and its follow-up, made by
one circuit that is compiled from `guideline/`. It is not about where Lumbago runs, who may use it,
a network, or a record system.

## How a claim is shown

- **Proved**: each hazard is written as claims of the form \"this never holds\". The circuit that
  decides, and every possible input to it (each fact known, not sure or not asked, each red flag
  closed or not), become clauses for a solver. It looks for an input that breaks the claim. There is
  none. `lumbago prove` does this again in some seconds, and the tests do it on every run. A claim
  counts as failed, not as proved, when the answers that it presumes cannot be given together, when
  the outcome or urgency that it presumes never comes, or when it compares two sets of answers that
  cannot differ. A hazard that claims nothing is refused when the guideline is read.
- **By types**: what would be wrong cannot be written in the program at all.
- **Tested**: cases, properties on made-up people, or the safety check on every finished plan.

## What a proof does not show

- That the guideline is right. It shows that the decision never does what the claim forbids. A
  claim that nobody thought of is not there, and a threshold that is wrong is proved as written.
- That the order of the answers in `guideline/signs.toml` is right. \"One more sign lowers nothing\"
  is proved for that order, and not for the answers that are named there as excuses, each with the
  place in the specification that lets it calm. Nor is it for an answer that says less than it
  seems: one that is not the worst, in place of none, denies the worse ones.
- That answers are true, or that a person understood the question.
- Anything that is reckoned beside the circuit: scores before it (they are left free, so that what
  is proved holds for each value of them), doses, dates and words after it. Those are tested.
- That the solver and the encoding have no fault. What the solver finds is run again by the
  decision itself; what it does not find rests on its word.
- That people do what the plan says, or that the one who is called comes.
";

/// Prints the safety case.
pub fn run(folder: Option<&Path>) -> Result<ExitCode, Failure> {
    super::say(&safety(&source::guideline(folder)?))
}

fn safety(guideline: &Guideline) -> String {
    let mut out = FRONT.to_owned();
    let marked = unconfirmed(guideline);
    counts(&mut out, guideline, &marked);
    hazards(&mut out, guideline);
    decisions(&mut out, guideline, &marked);
    out
}

fn counts(out: &mut String, guideline: &Guideline, marked: &[UnconfirmedIn<'_>]) {
    let hazards = &guideline.hazards;
    let of = |how: Assured| hazards.iter().filter(|entry| entry.body.assured == how).count();
    let claims: usize = hazards.iter().map(|entry| entry.body.claim.len()).sum();
    let edition = &guideline.texts.edition;
    let marks: usize = marked.iter().map(|file| file.parts.len()).sum();
    let approved = hazards.iter().filter(|entry| entry.body.status == Status::Approved).count();
    let _ = write!(
        out,
        "\n## In numbers\n\nEdition {} of {} ({}).\n\n\
         | | |\n|---|---:|\n\
         | hazards | {} |\n\
         | proved for every possible input | {} |\n\
         | kept out by types | {} |\n\
         | tested | {} |\n\
         | claims in all | {claims} |\n\
         | hazards that a clinician approved | {approved} |\n\
         | parts of the guideline marked as unconfirmed | {marks} |\n\
         | points open for a clinician | {} |\n",
        edition.version,
        edition.date,
        status(edition.status),
        hazards.len(),
        of(Assured::Proved),
        of(Assured::Types),
        of(Assured::Tested),
        guideline.texts.open_points.point.len(),
    );
}

fn hazards(out: &mut String, guideline: &Guideline) {
    out.push_str(
        "\n## Hazards\n\nSeverity and likelihood use the words of DCB0129. The risk that stays is \
         the severity with the\nlikelihood after the controls; both are a judgement of engineers \
         [EJ].\n\n\
         | hazard | cause and harm | controls | shown by | status | risk that stays | owner |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for entry in &guideline.hazards {
        let Hazard { spec, hazard, cause, harm, controls, owner, .. } = &entry.body;
        let body = &entry.body;
        let _ = writeln!(
            out,
            "| **{}** [{}]({}) ({}) | {}. *Harm*: {}. | {} | {} | {} | {}: {} (before: {}) | {} |",
            cell(hazard),
            short(&entry.id),
            entry.file,
            spec.join(", "),
            cell(cause).trim_end_matches('.'),
            cell(harm).trim_end_matches('.'),
            controls.iter().map(|control| cell(control)).collect::<Vec<_>>().join("; "),
            shown_by(entry),
            status(body.status),
            body.severity.word(),
            body.likelihood_after.word(),
            body.likelihood_before.word(),
            cell(owner),
        );
    }
}

/// How a hazard is assured, and where.
fn shown_by(entry: &Entry<Hazard>) -> String {
    let body = &entry.body;
    let place = cell(&body.place);
    let claims = body.claim.len();
    let proof = match claims {
        0 => String::new(),
        1 => format!("`lumbago prove {}`, 1 claim", entry.id),
        _ => format!("`lumbago prove {}`, {claims} claims", entry.id),
    };
    let word = match body.assured {
        Assured::Proved => "proved",
        Assured::Types => "types",
        Assured::Tested => "tested",
    };
    let parts: Vec<String> = [place, proof].into_iter().filter(|part| !part.is_empty()).collect();
    format!("**{word}**: {}", parts.join("; "))
}

fn decisions(out: &mut String, guideline: &Guideline, marked: &[UnconfirmedIn<'_>]) {
    out.push_str("\n## What still needs a clinician's decision\n\n### Open points\n\n");
    for point in &guideline.texts.open_points.point {
        let _ = writeln!(
            out,
            "{}. **{}** Now: {} ({}: `{}`)",
            point.number,
            cell(&point.question),
            cell(&point.now),
            point.spec.join(", "),
            point.touches.join("`, `"),
        );
    }
    let (judged, others): (Vec<_>, Vec<_>) =
        marked.iter().partition(|file| file.path.starts_with("hazards/"));
    out.push_str(
        "\n### Severity and likelihood\n\nA clinical safety officer must judge these, and name an \
         owner. Nobody has. The files, by what\nis marked in them:\n\n",
    );
    let mut same: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for file in judged {
        let parts: Vec<String> = file.parts.iter().map(mark).collect();
        let id = file.path.strip_prefix("hazards/").unwrap_or(&file.path);
        same.entry(parts.join("; ")).or_default().push(short(id));
    }
    for (what, mut files) in same {
        let many = files.len();
        files.dedup();
        let _ = writeln!(out, "- {what}: {many} hazards, of {}", files.join(", "));
    }
    let accepted: Vec<_> = others.iter().filter(|file| file.accepted_by.is_some()).collect();
    let _ = write!(
        out,
        "\n### Parts that rest on no source that was read\n\n\
         [GK] is general knowledge, [EJ] a judgement of engineers on the cautious side. Invariant \
         k52 asks\nthat each is listed in the release notes with the clinician who accepted it. \
         This is that list:\nof {} files, {} were accepted by a clinician.\n",
        others.len(),
        match accepted.len() {
            0 => "none".to_owned(),
            some => some.to_string(),
        },
    );
    let mut kind = "";
    for file in others {
        let (of, name) = file.path.split_once('/').unwrap_or(("whole files", &file.path));
        if of != kind {
            let _ = write!(out, "\n#### {of}\n\n");
            kind = of;
        }
        let parts: Vec<String> = file.parts.iter().map(mark).collect();
        let by = file.accepted_by.map(|by| format!(" (accepted by {by})")).unwrap_or_default();
        let _ = writeln!(out, "- `{name}`: {}{by}", parts.join("; "));
    }
}

fn mark(part: &Unconfirmed) -> String {
    let kind = match part.kind {
        Grounds::GeneralKnowledge => "GK",
        Grounds::EngineeringJudgement => "EJ",
    };
    format!("[{kind}] {}", cell(&part.what))
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Submitted => "submitted, not reviewed",
        Status::UnderReview => "under review",
        Status::Approved => "approved",
        Status::Withdrawn => "withdrawn",
    }
}

/// The number of the invariant at the head of a file's name, such as `k18`.
fn short(id: &str) -> &str {
    id.split('-').next().unwrap_or(id)
}

/// Words on one line, fit for a cell of a table.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
