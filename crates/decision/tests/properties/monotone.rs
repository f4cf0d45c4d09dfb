//! A worse answer never makes it less urgent (invariants 3, 4 and 47; pathway, "Three-valued
//! answers").

use std::collections::BTreeSet;
use std::sync::LazyLock;

use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_guideline::fact::{FactId, FactKind, Stage};
use lumbago_guideline::urgency::Urgency;
use proptest::prelude::*;
use proptest::sample::select;

use crate::bearing::{DANGER, denial, options};
use crate::samples::{Change, Finish, Sample, known, sample, state};
use crate::support::{engine, fact, tries};

/// The answers that make a red flag less urgent, with the pathway's own words for why.
const EXCUSES: [(&str, &[&str], &str); 8] = [
    ("mechanical", &["yes"], "RF-18 `not mechanical`; RF-37 `clearly mechanical`"),
    ("onset_context", &["lift-twist", "fall"], "RF-37 `began with a lift or fall`"),
    ("eased_last_24h", &["yes"], "RF-60 `that nothing tried in the last 24 h has eased`"),
    ("relief_sit_or_bend", &["yes"], "RF-05, RF-43 `only on walking, eased by sitting`"),
    ("legs_bad_only_walking", &["yes"], "(m) `symptoms present only on walking do not fire`"),
    ("leg_weak_examined", &["yes"], "RF-10 `if never examined and onset <7 days -> S`"),
    ("leak_only_on_strain", &["yes"], "RF-02 `Leak only on coughing or straining`"),
    ("pregnant", &["yes"], "RF-02 `during pregnancy -> S instead of E`"),
];

/// Answers that feed an excuse in the circuit and calm nobody, which is tried below with all
/// others: they decide whether the question for an excuse is put, or whether "not sure" to
/// another may be plausible, or they hand over to a flag that is more urgent.
const CALM_NOBODY: [&str; 15] = [
    "spine_surgery_ever",
    "weight_loss",
    "saddle_numb",
    "bladder_retention",
    "bladder_sense",
    "bladder_leak",
    "bowel_change",
    "site",
    "leg_pain_both",
    "leg_weak",
    "leg_numb",
    "sexual_change",
    "meds",
    "very_unwell",
    "dehydrated",
];

fn is_excuse(name: &str, option: &str) -> bool {
    EXCUSES.iter().any(|(fact, options, _)| *fact == name && options.contains(&option))
}

/// Every accusing answer of every question that a red flag reads: the fact, its denial, and the
/// option.
static ACCUSATIONS: LazyLock<Vec<(Change, Change)>> = LazyLock::new(|| {
    let facts = &engine().guideline.facts;
    let mut all = Vec::new();
    for id in DANGER.facts() {
        let Some(fact) = facts.get(id) else { continue };
        let Some(denied) = denial(fact) else { continue };
        for (name, option) in options(fact) {
            if option != denied && !is_excuse(&fact.id, name) {
                all.push((Change(id, denied.clone()), Change(id, option)));
            }
        }
    }
    all
});

/// Questions that can be denied.
static DENIABLE: LazyLock<Vec<Change>> = LazyLock::new(|| {
    let facts = engine().guideline.facts.iter();
    facts.filter_map(|(id, fact)| Some(Change(id, denial(fact)?))).collect()
});

/// What the red flags alone say: what is present, and what "not sure" adds; 0 for nothing.
fn danger(sheet: &FactSheet) -> u16 {
    let values = engine().compiled.circuit.evaluate(sheet);
    let levels = &engine().compiled.danger.at_least;
    rank(levels.iter().find(|(_, gate)| values.get(*gate).is_certain()).map(|(level, _)| *level))
}

fn rank(urgency: Option<Urgency>) -> u16 {
    urgency.map_or(0, Urgency::rank)
}

/// The urgency that is shown, and what is certain already.
fn shown(sheet: &FactSheet) -> (Option<Urgency>, Option<Urgency>) {
    let decision = engine().decide(sheet);
    (decision.urgency, decision.already)
}

/// That a change of answers lowered neither the danger nor what is shown.
fn not_lower(before: &FactSheet, after: &FactSheet) -> Result<(), TestCaseError> {
    prop_assert!(danger(before) <= danger(after), "{:?} -> {:?}", shown(before), shown(after));
    if let ((Some(old), _), (Some(new), _)) = (shown(before), shown(after)) {
        prop_assert!(old <= new, "shown: {old} -> {new}");
    }
    Ok(())
}

#[test]
fn the_only_answers_that_can_calm_are_those_that_the_pathway_names() {
    let mut found = BTreeSet::new();
    for id in DANGER.facts() {
        let Some(fact) = engine().guideline.facts.get(id) else { continue };
        let Some(denied) = denial(fact) else { continue };
        for (name, option) in options(fact) {
            if !DANGER.no_calmer(id, &denied, &option) && !is_excuse(&fact.id, name) {
                found.insert(fact.id.as_str());
            }
        }
    }
    let unnamed: Vec<_> =
        found.iter().filter(|fact| !CALM_NOBODY.contains(fact)).collect();
    assert!(unnamed.is_empty(), "these feed an excuse that nobody named: {unnamed:?}");
    for (name, calming, why) in EXCUSES {
        let id = fact(name);
        let declared = engine().guideline.facts.get(id).unwrap();
        for (option, state) in options(declared) {
            if calming.contains(&option) {
                assert!(DANGER.excuses(id, &state), "{name} {option} excuses nothing: {why}");
            }
        }
    }
}

proptest! {
    #![proptest_config(tries(4_000))]

    #[test]
    fn a_danger_sign_that_turns_from_no_to_yes_never_lowers_the_urgency(
        person in sample(8),
        (no, yes) in select(ACCUSATIONS.clone()),
    ) {
        not_lower(&person.with(&no).sheet(), &person.with(&yes).sheet())?;
    }

    #[test]
    fn any_answer_that_turns_from_no_to_not_sure_never_lowers_the_urgency(
        person in sample(8),
        no in select(DENIABLE.clone()),
    ) {
        let unsure = Change(no.0, State::Unknown);
        not_lower(&person.with(&no).sheet(), &person.with(&unsure).sheet())?;
    }

    #[test]
    fn an_answer_that_accuses_no_less_never_lowers_what_the_flags_say(
        person in sample(8),
        (one, other) in two_answers(DANGER.facts()),
    ) {
        let no_calmer = |a: &Change, b: &Change| DANGER.no_calmer(a.0, &a.1, &b.1);
        let (milder, worse) = match (no_calmer(&one, &other), no_calmer(&other, &one)) {
            (true, _) => (one, other),
            (_, true) => (other, one),
            _ => return Ok(()),
        };
        let before = danger(&person.with(&milder).sheet());
        let after = danger(&person.with(&worse).sheet());
        prop_assert!(before <= after, "{before} -> {after} from {milder:?} to {worse:?}");
    }

    #[test]
    fn one_more_thing_on_a_list_never_lowers_the_urgency(
        person in sample(8),
        (some, others) in two_answers(lists()),
    ) {
        let (State::Known(Value::Set { has, .. }), State::Known(Value::Set { has: more, .. })) =
            (&some.1, &others.1)
        else {
            return Ok(());
        };
        let list = |has, unsure| Change(some.0, State::Known(Value::Set { has, unsure }));
        let before = person.with(&list(*has, false)).sheet();
        not_lower(&before, &person.with(&list(has | more, false)).sheet())?;
        not_lower(&before, &person.with(&list(*has, true)).sheet())?;
    }

    #[test]
    fn answering_an_open_question_lowers_nothing_that_is_certain_but_by_an_excuse(
        person in sample(8),
        told in select(DANGER.facts())
            .prop_flat_map(|id| state(id).prop_map(move |state| Change(id, state))),
    ) {
        let person = Sample { finish: Finish::Open, ..person };
        let before = shown(&person.with(&Change(told.0, State::NotAsked)).sheet()).1;
        let after = shown(&person.with(&told).sheet()).1;
        let excused = DANGER.excuses(told.0, &told.1);
        prop_assert!(excused || before <= after, "already {before:?} -> {after:?}");
    }
}

/// Two answers to the same question.
fn two_answers(facts: Vec<FactId>) -> impl Strategy<Value = (Change, Change)> {
    select(facts).prop_flat_map(|id| {
        let one = move || known(id).prop_map(move |value| Change(id, State::Known(value)));
        (one(), one())
    })
}

/// The lists that a red flag reads.
fn lists() -> Vec<FactId> {
    let kind = |id: &FactId| engine().guideline.facts.get(*id).map(|fact| &fact.kind);
    let mut lists = DANGER.facts();
    lists.retain(|id| matches!(kind(id), Some(FactKind::Set { .. })));
    lists
}

#[test]
fn every_danger_question_that_can_be_denied_is_tried() {
    let tried: BTreeSet<FactId> = ACCUSATIONS.iter().map(|(no, _)| no.0).collect();
    let read = DANGER.facts();
    let missed: Vec<&str> = engine()
        .guideline
        .facts
        .iter()
        .filter(|(id, fact)| fact.stage == Stage::Danger && read.contains(id))
        .filter(|(id, fact)| denial(fact).is_some() && !tried.contains(id))
        .map(|(_, fact)| fact.id.as_str())
        .collect();
    let excuses: Vec<&str> = EXCUSES.iter().map(|(name, ..)| *name).collect();
    let missed: Vec<_> = missed.into_iter().filter(|name| !excuses.contains(name)).collect();
    assert!(missed.is_empty(), "{missed:?}");
}
