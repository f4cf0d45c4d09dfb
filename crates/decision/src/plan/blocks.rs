//! Parts of sections that are made from notes alone.

use lumbago_guideline::texts::small_words::Words;

use super::cite::plain;
use super::short::sentences;
use crate::plan::{Block, Limits, MedicineNote, Plan, RecommendationNote, Statement};

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

/// Kinds of recommendation that are something to know, not something to do.
const TO_KNOW: [&str; 4] = ["education", "review", "referral", "test"];

impl RecommendationNote {
    /// Whether it is a choice with benefit, risk and cost to weigh (HF-42), and not simply what one
    /// does.
    pub fn is_choice(&self) -> bool {
        self.direction == "for" && (self.after_a_check || self.line.is_some_and(|line| line > 1))
    }

    /// Whether it is something to do, rather than something to know.
    pub fn is_to_do(&self) -> bool {
        self.direction == "for" && !TO_KNOW.contains(&self.kind.as_str())
    }
}

/// Something that the person may choose or decline, with what there is to weigh (HF-42).
#[derive(Debug, Clone, PartialEq)]
pub struct PlanChoice<'a> {
    /// By which it is kept, such as `medicine/heat-rub`: its kind and its file name.
    pub id: String,
    /// Its name.
    pub title: &'a str,
    /// What it is.
    pub what: Statement,
    /// What it may bring, what it may harm, what it costs, and how we know.
    pub weighs: [String; 4],
}

impl Plan {
    /// What the person may choose: treatments, and medicines that are offered. What one simply does
    /// is no choice.
    pub fn choices(&self) -> Vec<PlanChoice<'_>> {
        let told = |evidence: &str, certainty: &str| format!("{evidence} ({certainty})");
        let cost = |effort: &str, money: &str| [effort, money].join(" ").trim().to_owned();
        let treatments = self.recommendations.iter().filter(|note| note.is_choice());
        let treatments = treatments.map(|note| PlanChoice {
            id: format!("recommendation/{}", note.id),
            title: &note.title,
            what: titled(note),
            weighs: [
                note.benefit.clone(),
                note.risk.clone(),
                cost(&note.effort, &note.money),
                told(&note.evidence, &note.certainty),
            ],
        });
        let medicines = self.medicines.iter().filter(|note| note.limits.is_some());
        let medicines = medicines.map(|note| PlanChoice {
            id: format!("medicine/{}", note.id),
            title: &note.title,
            what: Statement {
                text: format!("{}: {}", note.title, note.reason),
                ..note.statement.clone()
            },
            weighs: [
                note.benefit.clone(),
                note.risk.clone(),
                cost(&note.effort, &note.money),
                told(&note.evidence, &note.certainty),
            ],
        });
        treatments.chain(medicines).collect()
    }
}

/// The table of choices.
pub(super) fn options(words: &Words, plan: &Plan) -> Vec<Block> {
    let rows: Vec<Vec<Statement>> = plan
        .choices()
        .into_iter()
        .map(|choice| {
            let weighs = choice.weighs.into_iter().map(plain);
            [choice.what].into_iter().chain(weighs).collect()
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let head = ["what", "benefit", "risk", "cost", "evidence"];
    vec![Block::Table { head: head.map(|name| words.plan(name).to_owned()).to_vec(), rows }]
}

impl Plan {
    /// What is advised to know rather than to do: to read when the person likes.
    pub fn to_read(&self) -> impl Iterator<Item = &RecommendationNote> {
        let advised = self.recommendations.iter().filter(|note| note.direction == "for");
        advised.filter(|note| !note.is_choice() && !note.is_to_do())
    }
}

/// What to do, then the names of what there is to know.
pub(super) fn to_do(plan: &Plan, more: &str) -> Vec<Block> {
    let chosen = plan.recommendations.iter().filter(|n| n.direction == "for" && !n.is_choice());
    let doing: Vec<_> = chosen.filter(|note| note.is_to_do()).map(titled).collect();
    let knowing: Vec<_> = plan.to_read().map(|note| note.title.as_str()).collect();
    let mut blocks = Vec::new();
    if !doing.is_empty() {
        blocks.push(list(doing));
    }
    if !knowing.is_empty() {
        blocks.push(text(&plain(format!("{more} {}.", knowing.join("; ")))));
    }
    blocks
}

/// Advice against, short enough for a summary that is read in minutes: what, the first reason, and
/// of the rest what protects, such as "never stop all at once". The rest stands in the note.
pub(super) fn titled_against(note: &RecommendationNote) -> Statement {
    let told = format!("{}: {} {}", note.title, first_sentences(&note.statement.text), note.paper);
    Statement { text: told.trim_end().to_owned(), ..note.statement.clone() }
}

/// The first two sentences of a text.
fn first_sentences(text: &str) -> String {
    sentences(text).into_iter().take(2).collect::<Vec<_>>().join(" ")
}

/// A medicine that may be taken, with everything that is said beside its dose (HF-58 to HF-60).
pub(super) fn offered(words: &Words, note: &MedicineNote) -> Vec<Block> {
    let mut blocks = vec![text(&note.statement)];
    blocks.extend(note.why.iter().map(|why| text(&plain(&**why))));
    blocks.push(Block::Fields { rows: medicine_rows(words, note) });
    blocks
}

/// When a medicine is stopped, on one day; and the limit that a course may never pass, where that
/// is another day or a longer time.
fn stop_rows(words: &Words, limits: &Limits) -> Vec<(String, String)> {
    let named = |name: &str, value: String| (words.plan(name).to_owned(), value);
    let mut rows = Vec::new();
    let form = |name: &str, days: Option<u16>, day: Option<&String>| {
        let days = days.map(|days| words.dose("days", days)).unwrap_or_default();
        let day = day.map(|day| words.day(day)).unwrap_or_default();
        words.plan(name).replace("{days}", &days).replace("{day}", &day)
    };
    if let Some(days) = limits.days {
        let name = if limits.stop_on.is_some() { "stop-after" } else { "stop-after-days" };
        rows.push(named("stop-on", form(name, Some(days), limits.stop_on.as_ref())));
    }
    let last = limits.stop_by.as_ref().filter(|day| Some(*day) != limits.stop_on.as_ref());
    let longest = limits.days_max.filter(|most| limits.days.is_some_and(|days| days < *most));
    let limit = match (longest, last) {
        (Some(_), Some(_)) => Some("limit-both"),
        (Some(_), None) => Some("limit-days"),
        (None, Some(_)) => Some("limit-day"),
        (None, None) => None,
    };
    rows.extend(limit.map(|name| named("limit", form(name, longest, last))));
    rows
}

/// How many doses of each size a day has room for, by the most of it and the hours between; none
/// where there is no choice of sizes.
fn doses_a_day(words: &Words, limits: &Limits, max: f64) -> Option<String> {
    let (least, greatest) =
        limits.single_mg.filter(|(least, most)| *least > 0.0 && least < most)?;
    let room = limits.every_hours.map_or(f64::INFINITY, |hours| DAY_HOURS / hours);
    let told = [least, greatest].map(|dose| {
        let form = words.plan("doses");
        let count = (max / dose).min(room).floor();
        form.replace("{count}", &count.to_string()).replace("{dose}", &format!("{dose} mg"))
    });
    Some(told.join(words.plan("or")))
}

/// The hours of a day.
const DAY_HOURS: f64 = 24.0;

/// The limits of a medicine, as names and values.
pub fn limit_rows(words: &Words, limits: &Limits) -> Vec<(String, String)> {
    let named = |name: &str, value: String| (words.plan(name).to_owned(), value);
    let mg = |mg: f64| format!("{mg} mg");
    let mut rows = Vec::new();
    if let Some((least, greatest)) = limits.single_mg {
        let dose = if least < greatest {
            let form = words.plan("from-to").replace("{least}", &mg(least));
            form.replace("{greatest}", &mg(greatest))
        } else {
            mg(greatest)
        };
        rows.push(named("single", dose));
    }
    if let Some(hours) = limits.every_hours {
        let form = words.dose.get("hours").map_or("", String::as_str);
        rows.push(named("between", form.replace("{count}", &hours.to_string())));
    }
    if let Some(max) = limits.max_24h_mg {
        rows.push(named("max-24h", mg(max)));
        rows.extend(doses_a_day(words, limits, max).map(|told| named("that-is", told)));
    }
    rows.extend(stop_rows(words, limits));
    rows.extend(limits.note.iter().map(|note| named("note", note.clone())));
    rows.extend(limits.reduced_because.iter().map(|why| named("reduced", why.clone())));
    rows
}

/// The limits of a medicine that is offered and what is said beside them, as names and values.
pub fn medicine_rows(words: &Words, note: &MedicineNote) -> Vec<(String, String)> {
    let named = |name: &str, value: String| (words.plan(name).to_owned(), value);
    let mut rows = vec![named("why", note.reason.clone())];
    rows.extend(note.limits.iter().flat_map(|limits| limit_rows(words, limits)));
    rows.push(named("take", note.take.clone()));
    rows.push(named("how-to-stop", note.how_to_stop.clone()));
    for (name, list) in [
        ("watch", &note.watch),
        ("stop-if", &note.stop_if),
        ("do-not-mix", &note.do_not_mix),
        ("goes-with", &note.self_care),
        ("add", &note.add),
    ] {
        if !list.is_empty() {
            rows.push(named(name, list.join("; ")));
        }
    }
    rows.retain(|(_, value)| !value.trim().is_empty());
    rows
}
