//! What a person needs of a plan on paper: what to do and not to do, medicines with their limits,
//! the next two weeks, the dates, whom to call and the warning card. Long explanations stay on the
//! screen; nothing that protects is left off.

use std::collections::BTreeSet;

use lumbago_decision::plan::{Block, Plan, RecommendationNote, Section, Statement};

/// The sections of a whole plan that stand on paper, in the order in which they are needed there.
const ON_PAPER: [&str; 13] = [
    "found",
    "tests",
    "to-do",
    "options",
    "medicines",
    "not-recommended",
    "goals",
    "steps",
    FOLLOW_UP,
    "support",
    "warning-card",
    SOURCES,
    WHO,
];
const FOLLOW_UP: &str = "follow-up";
const SOURCES: &str = "sources";
const WHO: &str = "who-and-when";

/// The sections of a plan for paper. A plan that is not whole, because somebody must see the person
/// first, is short already: all of it stands there, the sources in short form at its end.
pub fn paper(plan: &Plan) -> Vec<Section> {
    let is_whole = plan.summary.iter().any(|section| section.key == "to-do");
    let named = |key: &str| plan.summary.iter().find(|section| section.key == key);
    let mut kept: Vec<Section> = match is_whole {
        true => ON_PAPER.iter().filter_map(|key| named(key)).cloned().collect(),
        false => {
            let (last, first): (Vec<&Section>, Vec<&Section>) = plan
                .summary
                .iter()
                .partition(|section| [SOURCES, WHO].contains(&section.key.as_str()));
            first.into_iter().chain(last).cloned().collect()
        }
    };
    for section in &mut kept {
        section.intro.clear();
        if is_whole {
            section.blocks = of_whole(plan, section);
        }
    }
    let cited: BTreeSet<u16> = kept.iter().filter(|of| of.key != SOURCES).flat_map(cites).collect();
    for section in kept.iter_mut().filter(|section| section.key == SOURCES) {
        section.blocks = short_sources(plan, &cited);
    }
    kept.retain(|section| !section.blocks.is_empty());
    kept
}

/// What of a section of a whole plan stands on paper.
fn of_whole(plan: &Plan, section: &Section) -> Vec<Block> {
    let blocks = &section.blocks;
    match section.key.as_str() {
        // That there was no sign is said on top.
        "found" => {
            let told = plan.red_flags.iter().map(|flag| flag.statement.clone());
            listed(told.collect())
        }
        // That no scan is needed stands among what is not advised.
        "tests" => {
            let advised = plan
                .imaging
                .iter()
                .filter(|note| note.advice != "none" && note.advice != "explain");
            listed(advised.map(|note| note.statement.clone()).collect())
        }
        "to-do" => {
            let doing = plan.recommendations.iter().filter(|note| !note.is_choice());
            listed(doing.filter(|note| note.is_to_do()).map(short).collect())
        }
        "not-recommended" => {
            let against = plan.recommendations.iter().filter(|note| note.direction == "against");
            listed(against.map(short).collect())
        }
        "medicines" => blocks.iter().map(|block| without_reasons(plan, block)).collect(),
        "options" => {
            let choices = plan.recommendations.iter().filter(|note| note.is_choice());
            listed(choices.map(|note| named(&note.title)).collect())
        }
        // The person's own goals, and a line to write one on.
        "goals" => {
            let own = lists(blocks).take_while(|block| !is_ordered(block));
            let lines = blocks.iter().filter(|block| matches!(block, Block::Lines { .. }));
            own.chain(lines).cloned().collect()
        }
        FOLLOW_UP => lists(blocks).take(1).cloned().collect(),
        // Whom to call; the rest is no matter of hours.
        "support" => blocks.iter().take(1).cloned().collect(),
        _ => blocks.clone(),
    }
}

fn lists(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    blocks.iter().filter(|block| matches!(block, Block::List { .. }))
}

fn is_ordered(block: &Block) -> bool {
    matches!(block, Block::List { ordered: true, .. })
}

/// A list, unless it is empty.
fn listed(items: Vec<Statement>) -> Vec<Block> {
    match items.is_empty() {
        true => Vec::new(),
        false => vec![Block::List { ordered: false, items }],
    }
}

/// Advice in its short form.
fn short(note: &RecommendationNote) -> Statement {
    let text = match note.paper.as_str() {
        "" => note.title.clone(),
        told => format!("{}: {told}", note.title),
    };
    Statement { text, ..note.statement.clone() }
}

/// What is said of a medicine without why it is given and what goes with it: both stand elsewhere.
fn without_reasons(plan: &Plan, block: &Block) -> Block {
    let Block::Fields { rows } = block else { return block.clone() };
    let is_reason = |value: &str| {
        plan.medicines.iter().any(|of| of.reason == value || of.self_care.join("; ") == value)
    };
    Block::Fields { rows: rows.iter().filter(|(_, value)| !is_reason(value)).cloned().collect() }
}

/// A name alone.
fn named(text: &str) -> Statement {
    Statement { text: text.to_owned(), ..Statement::default() }
}

/// The sources that a section names.
fn cites(section: &Section) -> Vec<u16> {
    let statements = section.blocks.iter().flat_map(|block| match block {
        Block::Text { statement } => vec![statement],
        Block::List { items, .. } => items.iter().collect(),
        Block::Table { rows, .. } => rows.iter().flatten().collect(),
        Block::Heading { .. } | Block::Fields { .. } | Block::Lines { .. } => Vec::new(),
    });
    statements.flat_map(|statement| statement.cites.iter().copied()).collect()
}

/// The sources that are named on the paper, by the numbers of the whole plan: who, when and what
/// kind of text; and where our reading of it stands, when that is not as for the whole edition.
fn short_sources(plan: &Plan, cited: &BTreeSet<u16>) -> Vec<Block> {
    let rows: Vec<(String, String)> = plan
        .sources
        .iter()
        .filter(|source| cited.contains(&source.number))
        .map(|source| {
            let status = match source.status == plan.caution.status {
                true => String::new(),
                false => format!("; {}", source.status),
            };
            let told = format!("{}, {} ({}{status})", source.publisher, source.year, source.kind);
            (source.number.to_string(), told)
        })
        .collect();
    match rows.is_empty() {
        true => Vec::new(),
        false => vec![Block::Fields { rows }],
    }
}
