//! What an entry says of a medicine: for whom it is not, how much of it at most, when to stop.
//! All of it is read off the gates and limits by which a plan offers it or does not.

use lumbago_decision::plan::{Limits, limit_rows};
use lumbago_guideline::Guideline;
use lumbago_guideline::checklist::{Item, Lists};
use lumbago_guideline::gate::{Blocks, Gate, GateItem};
use lumbago_guideline::medicine::{Limit, Medicine, Reduction, Tier};
use lumbago_guideline::recommendation::Direction;
use lumbago_guideline::texts::small_words::Words;

use super::Passage;
use super::entries::{KEY_POINTS, option, passage, sentences};

/// The passages of a medicine, and what matters most of them.
pub(super) fn medicine(guideline: &Guideline, medicine: &Medicine) -> (Vec<String>, Vec<Passage>) {
    let say = &medicine.say;
    let words = &guideline.texts.words;
    let is_offered = medicine.direction == Direction::For;
    let named = |gate: &&lumbago_guideline::Entry<Gate>| medicine.gates.contains(&gate.id);
    let gates = guideline.gates.iter().filter(named).flat_map(|gate| &gate.body.item);
    let items: Vec<&GateItem> = gates.chain(&medicine.item).filter(|_| is_offered).collect();
    let mut body = vec![passage("", [&say.person])];
    body.extend(in_the_way(&items));
    if is_offered {
        body.extend(doses(words, medicine, &items));
    }
    body.extend([
        passage("take", [&say.take]),
        passage("how-to-stop", [&say.how_to_stop]),
        passage("stop-if", &say.stop_if),
        passage("do-not-mix", &say.do_not_mix),
        passage("watch", &say.watch),
        passage("goes-with", &goes_with(guideline, medicine)),
        passage("why-given", [&say.reason]),
    ]);
    body.extend(medicine.option.iter().flat_map(option));
    let mut points = sentences(&say.person, KEY_POINTS);
    let most = of_a_person(medicine).and_then(|limit| limit.max_24h_mg).filter(|_| is_offered);
    points.extend(most.map(|most| format!("{}: {most} mg", words.plan("max-24h"))));
    points.extend(sentences(&say.how_to_stop, KEY_POINTS));
    (points, body)
}

/// What it belongs with: a recommendation by its heading, or words.
fn goes_with(guideline: &Guideline, medicine: &Medicine) -> Option<String> {
    let named = medicine.goes_with.as_ref()?;
    let found = guideline.recommendations.iter().find(|entry| entry.id == *named);
    Some(found.map_or(named, |entry| &entry.body.title).clone())
}

/// What stands in the way, by whom it stops: everyone, a person alone, nobody before they asked.
pub(super) fn in_the_way(items: &[&GateItem]) -> Vec<Passage> {
    let of = |blocks: Blocks| {
        let mut texts: Vec<&String> = Vec::new();
        for item in items.iter().filter(|item| item.blocks == blocks) {
            if !texts.contains(&&item.person) {
                texts.push(&item.person);
            }
        }
        texts
    };
    vec![
        passage("not-for", of(Blocks::Everyone)),
        passage("not-alone", of(Blocks::Person)),
        passage("ask-first", of(Blocks::Ask)),
    ]
}

/// The limits of what a person may take without a clinician.
fn of_a_person(medicine: &Medicine) -> Option<&Limit> {
    medicine.limit.iter().find(|limit| limit.tier == Tier::Person)
}

fn doses(words: &Words, medicine: &Medicine, items: &[&GateItem]) -> Vec<Passage> {
    let Some(limit) = of_a_person(medicine) else {
        return vec![passage("by-doctor", [&words.plan("by-doctor").to_owned()])];
    };
    let days = |name: &str, days: Option<u16>| {
        days.map(|days| (words.plan(name).to_owned(), words.dose("days", days)))
    };
    let mut fields = limit_rows(words, &limits(limit));
    fields.extend(days("longest", limit.days_max.filter(|_| limit.days.is_none())));
    let stop_by = limit.stop_by_days.filter(|stop| Some(*stop) != limit.days_max);
    fields.extend(days("stop-whatever", stop_by));
    let reductions = medicine.reduce.iter().filter(|reduction| {
        reduction.tier.is_none_or(|tier| tier == Tier::Person) && !is_stopped(reduction, items)
    });
    let lower: Vec<String> =
        reductions.filter_map(|reduction| lowered(words, limit, reduction)).collect();
    vec![
        Passage { heading: "dose".to_owned(), fields, ..Passage::default() },
        passage("lower-dose", &lower),
    ]
}

fn limits(limit: &Limit) -> Limits {
    Limits {
        single_mg: limit.single_mg.map(|single| (single.least, single.greatest)),
        every_hours: limit.every_hours,
        max_24h_mg: limit.max_24h_mg,
        days: limit.days,
        days_max: limit.days_max,
        stop_on: None,
        stop_by: None,
        reduced_because: Vec::new(),
        note: limit.note.clone(),
    }
}

/// Whether all that would lower a dose stops the medicine anyway: then no dose is told with it.
fn is_stopped(reduction: &Reduction, items: &[&GateItem]) -> bool {
    let [all, any, none, of] = reduction.lists();
    let stops = |line: &Item| {
        items.iter().filter(|item| item.blocks != Blocks::Ask).any(|item| {
            let [all, any, none, of] = item.lists();
            let alone = all.is_empty() && none.is_empty() && of.is_empty();
            alone && any.iter().any(|other| other.test == line.test)
        })
    };
    all.is_empty() && none.is_empty() && of.is_empty() && any.iter().all(stops)
}

/// Who may take less, and how much; none where nothing is less than usual.
fn lowered(words: &Words, limit: &Limit, reduction: &Reduction) -> Option<String> {
    let per_kg = |mg: f64| words.plan("per-kg").replace("{amount}", &format!("{mg} mg"));
    let most = reduction.max_24h_mg.filter(|most| limit.max_24h_mg.is_none_or(|max| *most < max));
    let longest = reduction.days_max.filter(|days| limit.days_max.is_none_or(|max| *days < max));
    let parts = [
        reduction.single_mg_per_kg.map(|mg| ("single", per_kg(mg))),
        most.map(|most| ("max-24h", format!("{most} mg"))),
        reduction.max_24h_mg_per_kg.map(|mg| ("max-24h", per_kg(mg))),
        longest.map(|days| ("longest", words.dose("days", days))),
    ];
    let told: Vec<String> = parts
        .into_iter()
        .flatten()
        .map(|(name, value)| format!("{}: {value}.", words.plan(name)))
        .collect();
    (!told.is_empty()).then(|| format!("{} {}", reduction.person.trim(), told.join(" ")))
}
