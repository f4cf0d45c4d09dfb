//! A worse answer never makes it less urgent (invariants 3, 4 and 47; pathway, "Three-valued
//! answers").

use std::collections::BTreeSet;
use std::sync::LazyLock;

use lumbago_decision::Engine;
use lumbago_decision::decide::Presence;
use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_guideline::class::Route;
use lumbago_guideline::fact::{FactId, FactKind, Stage};
use lumbago_guideline::hazard::Keeps;
use lumbago_guideline::texts::signs::Worse;
use lumbago_guideline::urgency::Urgency;
use proptest::prelude::*;
use proptest::sample::select;

use crate::bearing::{DANGER, PLAUSIBILITY, denial, options};
use crate::samples::{Change, Finish, Sample, known, sample, state};
use crate::support::engine;
use crate::told::{fact, tries};

/// Numbers of which more, or less, is worse, as `signs.toml` says for the urgency; what a derived
/// number is made from is among them.
fn numbers(worse: Worse) -> Vec<FactId> {
    let Engine { guideline, .. } = engine();
    let told = guideline.texts.signs.number.iter();
    let told =
        told.filter(|number| number.worse == worse && number.keeps != Some(Keeps::Medicines));
    let asked = |id: &FactId| guideline.facts.get(*id).is_some_and(|fact| fact.derived.is_none());
    told.map(|number| fact(&number.fact)).filter(asked).collect()
}

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

/// Whether a routine visit is due only because it is not clear yet what this is: `UNDETERMINED ->
/// clinician`, and `Neck pain is out of scope`. One more sign can make that clear, and then the
/// visit falls away, which no red flag had asked for.
fn is_only_unclear(sheet: &FactSheet) -> bool {
    let Engine { guideline, compiled } = engine();
    let decision = engine().decide(sheet);
    let asked_for = decision.classes.iter().any(|(class, _)| {
        let class = &guideline.classes[*class];
        let visit = class.body.route == Route::Clinician || class.body.visit.is_some();
        visit && class.id != "undetermined"
    });
    let taking = decision
        .taking
        .iter()
        .any(|entry| guideline.texts.already_taking.entry[*entry].route >= Urgency::Routine);
    let unclear =
        decision.classes.iter().any(|(class, _)| guideline.classes[*class].id == "undetermined");
    let neck = decision.values.get(compiled.care.neck).is_certain();
    danger(sheet) == 0 && (unclear || neck) && !asked_for && !taking
}

/// The urgency that is shown; none while questions are open.
fn shown(sheet: &FactSheet) -> Option<Urgency> {
    engine().decide(sheet).urgency
}

/// What is certain already, but for what softens a "not sure": that gives way to the flag that it
/// softens, as soon as the "not sure" is no longer plausible.
fn certain(sheet: &FactSheet) -> Option<Urgency> {
    let decision = engine().decide(sheet);
    let flags = decision.flags.iter().filter(|flag| {
        let group = &engine().guideline.red_flags[flag.index].body.group;
        flag.presence == Presence::Definite && group != PLAUSIBILITY
    });
    flags.map(|flag| flag.urgency).max()
}

/// That a change of answers lowered neither the danger nor what is shown.
fn not_lower(before: &FactSheet, after: &FactSheet) -> Result<(), TestCaseError> {
    prop_assert!(danger(before) <= danger(after), "{:?} -> {:?}", shown(before), shown(after));
    if let (Some(old), Some(new)) = (shown(before), shown(after)) {
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
    let unnamed: Vec<_> = found.iter().filter(|fact| !CALM_NOBODY.contains(fact)).collect();
    assert!(unnamed.is_empty(), "these feed an excuse that nobody named: {unnamed:?}");
    for (name, calming, why) in EXCUSES {
        let held = &engine().guideline.texts.signs.held;
        assert!(held.iter().any(|held| held.fact == name), "signs.toml does not hold {name}");
        let id = fact(name);
        let declared = engine().guideline.facts.get(id).unwrap();
        for (option, state) in options(declared) {
            if calming.contains(&option) {
                assert!(DANGER.excuses(id, &state), "{name} {option} excuses nothing: {why}");
            }
        }
    }
}

/// The same, but for a visit that was due only because it was not clear what this is.
fn not_lower_unless_it_gets_clear(
    before: &FactSheet,
    after: &FactSheet,
) -> Result<(), TestCaseError> {
    if is_only_unclear(before) { Ok(()) } else { not_lower(before, after) }
}

proptest! {
    #![proptest_config(tries(2_500))]

    #[test]
    fn a_danger_sign_that_turns_from_no_to_yes_never_lowers_the_urgency(
        person in sample(8),
        (no, yes) in select(ACCUSATIONS.clone()),
    ) {
        let (before, after) = (person.with(&no).sheet(), person.with(&yes).sheet());
        not_lower_unless_it_gets_clear(&before, &after)?;
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
        (one, other) in two_answers(unscored()),
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
    fn a_worse_number_never_lowers_what_the_flags_say(
        person in sample(8),
        (one, other) in two_answers(
            [Worse::More, Worse::Less].into_iter().flat_map(numbers).collect(),
        ),
    ) {
        let (State::Known(Value::Number(a)), State::Known(Value::Number(b))) = (&one.1, &other.1)
        else {
            return Ok(());
        };
        let more_is_worse = numbers(Worse::More).contains(&one.0);
        let (milder, worse) = if (a < b) == more_is_worse { (one, other) } else { (other, one) };
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
        let after = person.with(&list(has | more, false)).sheet();
        not_lower_unless_it_gets_clear(&before, &after)?;
        not_lower(&before, &person.with(&list(*has, true)).sheet())?;
    }

    #[test]
    fn a_score_that_is_told_never_hides_the_parts_that_were_told(
        person in sample(6),
        parts in prop::collection::vec(part(), 1..4),
        score in select(scores()).prop_flat_map(|id| {
            known(id).prop_map(move |value| Change(id, State::Known(value)))
        }),
    ) {
        let person = parts.iter().fold(person, |person, part| person.with(part));
        let unscored = scores().into_iter().fold(person, |person, id| {
            person.with(&Change(id, State::NotAsked))
        });
        let before = danger(&unscored.sheet());
        prop_assert!(before <= danger(&unscored.with(&score).sheet()));
    }

    #[test]
    fn answering_an_open_question_lowers_nothing_that_is_certain_but_by_an_excuse(
        person in sample(8),
        told in select(questions())
            .prop_flat_map(|id| state(id).prop_map(move |state| Change(id, state))),
    ) {
        let person = Sample { finish: Finish::Open, ..person };
        let before = certain(&person.with(&Change(told.0, State::NotAsked)).sheet());
        let after = certain(&person.with(&told).sheet());
        let excused = DANGER.excuses(told.0, &told.1);
        prop_assert!(excused || before <= after, "already {before:?} -> {after:?}");
    }

    #[test]
    fn what_is_certain_already_is_the_most_urgent_flag_that_is_present(person in sample(8)) {
        let sheet = person.sheet();
        let decision = engine().decide(&sheet);
        let present = decision.flags.iter().filter(|flag| flag.presence == Presence::Definite);
        prop_assert_eq!(decision.already, present.map(|flag| flag.urgency).max());
    }
}

/// The derived numbers that a red flag reads.
fn scores() -> Vec<FactId> {
    let questions = questions();
    DANGER.facts().into_iter().filter(|id| !questions.contains(id)).collect()
}

/// What those are made from.
fn parts() -> Vec<FactId> {
    let facts = &engine().guideline.facts;
    let derived = scores().into_iter().filter_map(|id| facts.get(id)?.derived.as_ref());
    derived.flat_map(|derivation| derivation.of.clone()).collect()
}

/// The questions whose whole bearing stands in the circuit: no derived number is made from them.
fn unscored() -> Vec<FactId> {
    let parts = parts();
    DANGER.facts().into_iter().filter(|id| !parts.contains(id)).collect()
}

/// An answer from which a derived number is made.
fn part() -> impl Strategy<Value = Change> {
    select(parts())
        .prop_flat_map(|id| known(id).prop_map(move |value| Change(id, State::Known(value))))
}

/// The questions that a red flag reads; a derived number is none.
fn questions() -> Vec<FactId> {
    let derived =
        |id: &FactId| engine().guideline.facts.get(*id).is_some_and(|fact| fact.derived.is_some());
    DANGER.facts().into_iter().filter(|id| !derived(id)).collect()
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
