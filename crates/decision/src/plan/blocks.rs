//! Parts of sections that are made from notes alone.

use super::cite::plain;
use super::words::in_words;
use crate::plan::{Block, MedicineNote, Plan, RecommendationNote, Statement};

/// A paragraph.
pub(super) fn text(statement: &Statement) -> Block {
    Block::Text { statement: statement.clone() }
}

/// A list whose order does not count.
pub(super) fn list(items: Vec<Statement>) -> Block {
    Block::List { ordered: false, items }
}

/// A recommendation with its name before it.
fn titled(note: &RecommendationNote) -> Statement {
    Statement { text: format!("{}: {}", note.title, note.statement.text), ..note.statement.clone() }
}

/// Whether a recommendation is a choice, and not simply what one does.
fn is_choice(note: &RecommendationNote) -> bool {
    note.direction == "for" && (note.after_a_check || note.line.is_some_and(|line| line > 1))
}

/// The table of choices, each with what it may bring, harm and cost (HF-42).
pub(super) fn options(plan: &Plan) -> Vec<Block> {
    let rows: Vec<Vec<Statement>> = plan
        .recommendations
        .iter()
        .filter(|note| is_choice(note))
        .map(|note| {
            let cost = [note.effort.as_str(), note.money.as_str()].join(" ");
            vec![
                titled(note),
                plain(&*note.benefit),
                plain(&*note.risk),
                plain(cost.trim()),
                plain(format!("{} ({})", note.evidence, note.certainty)),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let head = ["What", "What it may bring", "What may harm", "What it costs", "How we know"];
    vec![Block::Table { head: head.map(str::to_owned).to_vec(), rows }]
}

/// Kinds of recommendation that are something to know, not something to do.
const TO_KNOW: [&str; 4] = ["education", "review", "referral", "test"];

/// What to do, then the names of what there is to know.
pub(super) fn to_do(plan: &Plan, more: &str) -> Vec<Block> {
    let chosen = || plan.recommendations.iter().filter(|n| n.direction == "for" && !is_choice(n));
    let to_know = |note: &&RecommendationNote| TO_KNOW.contains(&note.kind.as_str());
    let doing: Vec<_> = chosen().filter(|note| !to_know(note)).map(titled).collect();
    let knowing: Vec<_> = chosen().filter(to_know).map(|note| note.title.as_str()).collect();
    let mut blocks = Vec::new();
    if !doing.is_empty() {
        blocks.push(list(doing));
    }
    if !knowing.is_empty() {
        blocks.push(text(&plain(format!("{more} {}.", knowing.join("; ")))));
    }
    blocks
}

/// Advice against, short enough for a summary that is read in minutes: what, and the first
/// reason. The rest stands in the note.
pub(super) fn titled_against(note: &RecommendationNote) -> Statement {
    Statement {
        text: format!("{}: {}", note.title, first_sentences(&note.statement.text)),
        ..note.statement.clone()
    }
}

/// The first two sentences of a text.
fn first_sentences(text: &str) -> &str {
    let mut ends = text.match_indices(['.', '?', '!']).filter(|(at, mark)| {
        let after = text.get(at + mark.len()..).unwrap_or_default();
        after.is_empty() || after.starts_with(char::is_whitespace)
    });
    match ends.nth(1) {
        Some((at, mark)) => text.get(..at + mark.len()).unwrap_or(text),
        None => text,
    }
}

/// A medicine that may be taken, with everything that is said beside its dose (HF-58 to HF-60).
pub(super) fn offered(note: &MedicineNote) -> Vec<Block> {
    vec![text(&note.statement), Block::Fields { rows: medicine_rows(note) }]
}

/// The limits of a medicine that is offered and what is said beside them, as names and values.
pub fn medicine_rows(note: &MedicineNote) -> Vec<(String, String)> {
    let mut rows = vec![("Why".to_owned(), note.reason.clone())];
    if let Some(limits) = &note.limits {
        let mg = |mg: f64| format!("{mg} mg");
        if let Some((least, greatest)) = limits.single_mg {
            let dose = if least < greatest {
                format!("{} to {}", mg(least), mg(greatest))
            } else {
                mg(greatest)
            };
            rows.push(("One dose".to_owned(), dose));
        }
        if let Some(hours) = limits.every_hours {
            rows.push(("At least between doses".to_owned(), format!("{hours} hours")));
        }
        if let Some(max) = limits.max_24h_mg {
            rows.push(("Never more in 24 hours than".to_owned(), mg(max)));
        }
        if let Some(days) = limits.days {
            let until = limits
                .stop_on
                .as_ref()
                .map(|day| format!(" ({})", in_words(day)))
                .unwrap_or_default();
            rows.push(("Stop and look back after".to_owned(), format!("{days} days{until}")));
        }
        if let Some(day) = &limits.stop_by {
            rows.push(("Stop whatever happens by".to_owned(), in_words(day)));
        }
        rows.extend(limits.note.iter().map(|note| ("Note".to_owned(), note.clone())));
        rows.extend(
            limits.reduced_because.iter().map(|why| ("Lower because".to_owned(), why.clone())),
        );
    }
    rows.push(("How to take it".to_owned(), note.take.clone()));
    rows.push(("How to stop".to_owned(), note.how_to_stop.clone()));
    for (name, list) in [
        ("Look out for", &note.watch),
        ("Stop and get help if", &note.stop_if),
        ("Do not mix with", &note.do_not_mix),
        ("Goes with", &note.self_care),
        ("Add", &note.add),
    ] {
        if !list.is_empty() {
            rows.push((name.to_owned(), list.join("; ")));
        }
    }
    rows.retain(|(_, value)| !value.trim().is_empty());
    rows
}
