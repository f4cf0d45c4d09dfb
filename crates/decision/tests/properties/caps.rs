//! No plan shows more of a medicine than the table of limits allows (invariants 14 to 16, 26 and
//! 29; pathway e1).

use jiff::ToSpan;
use lumbago_decision::decide::MedicineState;
use lumbago_decision::plan::{Audience, Limits, Plan};
use lumbago_guideline::medicine::Tier;
use lumbago_guideline::recommendation::Direction;
use proptest::prelude::*;

use crate::samples::{calm, finished, sample};
use crate::support::{TODAY, answers, engine, sheet};
use crate::told::{READERS, Told, offered, plan, state_of, tries};

/// One row of the pathway's table: the most in 24 hours and in one dose in milligrams, where the
/// table prints a number, and the longest course and the hard stop in days.
struct Row {
    medicine: &'static str,
    tier: Tier,
    max_24h_mg: Option<f64>,
    single_mg: Option<f64>,
    days_max: u16,
    stop_by_days: u16,
}

const fn row(
    medicine: &'static str,
    tier: Tier,
    mg: Option<(f64, f64)>,
    days_max: u16,
    stop_by_days: u16,
) -> Row {
    let (max_24h_mg, single_mg) = match mg {
        Some((day, dose)) => (Some(day), Some(dose)),
        None => (None, None),
    };
    Row { medicine, tier, max_24h_mg, single_mg, days_max, stop_by_days }
}

const TABLE: [Row; 12] = [
    row("paracetamol", Tier::Person, Some((3000.0, 1000.0)), 5, 10),
    row("paracetamol", Tier::Clinician, Some((4000.0, 1000.0)), 10, 10),
    row("ibuprofen", Tier::Person, Some((1200.0, 400.0)), 5, 10),
    row("ibuprofen", Tier::Clinician, Some((1600.0, 400.0)), 14, 14),
    row("naproxen-sodium", Tier::Person, Some((660.0, 220.0)), 5, 10),
    row("naproxen", Tier::Clinician, Some((1000.0, 500.0)), 14, 14),
    row("celecoxib", Tier::Clinician, Some((400.0, 200.0)), 14, 14),
    row("topical-nsaid", Tier::Person, None, 7, 7),
    row("orphenadrine", Tier::Clinician, Some((200.0, 100.0)), 14, 14),
    row("cyclobenzaprine", Tier::Clinician, Some((15.0, 5.0)), 14, 14),
    row("duloxetine", Tier::Clinician, Some((60.0, 60.0)), 84, 84),
    row("opioid-short-course", Tier::Clinician, None, 3, 7),
];

/// The row for what a reader is shown; a clinician sees the person's row where there is no other.
fn row_of(medicine: &str, reader: Audience) -> &'static Row {
    let find = |tier| TABLE.iter().find(|row| row.medicine == medicine && row.tier == tier);
    let row = match reader {
        Audience::Clinician => find(Tier::Clinician).or_else(|| find(Tier::Person)),
        Audience::Person => find(Tier::Person),
    };
    row.unwrap_or_else(|| panic!("{reader:?} is offered `{medicine}`, which has no row"))
}

/// That nothing printed passes a row.
fn within(limits: &Limits, row: &Row) -> Result<(), TestCaseError> {
    let latest = TODAY.checked_add(i64::from(row.stop_by_days).days()).unwrap();
    let single = limits.single_mg.map(|(_, greatest)| greatest);
    let at_most = |shown: Option<f64>, most: Option<f64>| match (shown, most) {
        (Some(shown), Some(most)) => shown <= most,
        (None, None) => true,
        _ => false,
    };
    prop_assert!(at_most(limits.max_24h_mg, row.max_24h_mg), "{}: {limits:?}", row.medicine);
    prop_assert!(at_most(single, row.single_mg), "{}: {limits:?}", row.medicine);
    prop_assert!(single <= limits.max_24h_mg, "{}: {limits:?}", row.medicine);
    prop_assert!(limits.days_max.is_some_and(|days| days <= row.days_max), "{limits:?}");
    prop_assert!(limits.days.is_some_and(|days| Some(days) <= limits.days_max), "{limits:?}");
    let stop: jiff::civil::Date = limits.stop_by.as_ref().unwrap().parse().unwrap();
    prop_assert!(stop <= latest, "{}: {limits:?}", row.medicine);
    let first: jiff::civil::Date = limits.stop_on.as_ref().unwrap().parse().unwrap();
    prop_assert!(first <= stop, "{}: {limits:?}", row.medicine);
    Ok(())
}

proptest! {
    #![proptest_config(tries(2_500))]

    #[test]
    fn no_plan_shows_more_than_the_table_allows(person in sample(6)) {
        let sheet = person.sheet();
        for reader in READERS {
            for note in offered(&plan(&sheet, reader)) {
                let limits = note.limits.as_ref().expect("what is offered has limits");
                within(limits, row_of(&note.id, reader))?;
            }
        }
    }

    #[test]
    fn whoever_may_weigh_less_than_50_kg_is_shown_the_lower_limits(person in sample(6)) {
        let sheet = person.sheet();
        let told = Told(&sheet);
        let heavy = told.at_least("weight", 50.0)
            || (told.number("weight").is_none() && told.is("under_50kg", &["no"]));
        for reader in READERS {
            let plan = plan(&sheet, reader);
            let Some(note) = offered(&plan).find(|note| note.id == "paracetamol") else { continue };
            let limits = note.limits.as_ref().unwrap();
            if !heavy {
                let weight = told.number("weight").expect("without a weight nothing is offered");
                let single = limits.single_mg.unwrap().1;
                prop_assert!(single <= 15.0 * weight, "{single} mg at {weight} kg");
                let day = limits.max_24h_mg.unwrap();
                prop_assert!(day <= (60.0 * weight).min(2000.0), "{day} mg at {weight} kg");
            }
        }
    }
}

/// A plan for a man of 40 who wants a painkiller and is otherwise well.
fn wanting(lines: &str, reader: Audience) -> Plan {
    let given =
        answers(&["gate-clear", "plain-acute"], &format!("wants_medicine = \"yes\"\n{lines}"));
    plan(&sheet(&finished(given, calm)), reader)
}

fn limits(lines: &str, medicine: &str, reader: Audience) -> Option<Limits> {
    let plan = wanting(lines, reader);
    plan.medicines.iter().find(|note| note.id == medicine)?.limits.clone()
}

/// One dose and 24 hours of paracetamol, in milligrams.
fn paracetamol(lines: &str, reader: Audience) -> Option<(f64, f64)> {
    let limits = limits(lines, "paracetamol", reader)?;
    Some((limits.single_mg?.1, limits.max_24h_mg?))
}

#[test]
fn the_guideline_holds_the_table_of_the_pathway() {
    for entry in &engine().guideline.medicines {
        if entry.body.direction == Direction::Against {
            assert!(entry.body.limit.is_empty(), "{} is never recommended", entry.id);
            continue;
        }
        for limit in &entry.body.limit {
            let reader = match limit.tier {
                Tier::Person => Audience::Person,
                Tier::Clinician => Audience::Clinician,
            };
            let row = row_of(&entry.id, reader);
            assert_eq!(limit.max_24h_mg, row.max_24h_mg, "{}", entry.id);
            assert_eq!(limit.single_mg.map(|mg| mg.greatest), row.single_mg, "{}", entry.id);
            assert_eq!(limit.days_max, Some(row.days_max), "{}", entry.id);
            assert_eq!(limit.stop_by_days, Some(row.stop_by_days), "{}", entry.id);
        }
    }
    for row in TABLE {
        let found = engine().guideline.medicines.iter().any(|entry| {
            entry.id == row.medicine && entry.body.limit.iter().any(|l| l.tier == row.tier)
        });
        assert!(found, "{} is not in the guideline", row.medicine);
    }
}

#[test]
fn every_medicine_of_the_table_is_offered_to_somebody() {
    let fits = [
        ("paracetamol", ""),
        ("ibuprofen", ""),
        ("naproxen-sodium", "region = \"us\"\nallergy_sulfa = \"no\""),
        ("topical-nsaid", "age = 66\nonset_context = \"none\"\nonset_speed = \"gradual\""),
        ("naproxen", ""),
        ("celecoxib", ""),
        ("orphenadrine", RELAXANT),
        ("cyclobenzaprine", RELAXANT_US),
        ("duloxetine", DULOXETINE),
        ("opioid-short-course", OPIOID),
    ];
    for row in &TABLE {
        let (_, lines) = fits.iter().find(|(id, _)| *id == row.medicine).unwrap();
        let reader = match row.tier {
            Tier::Person => Audience::Person,
            Tier::Clinician => Audience::Clinician,
        };
        let plan = wanting(lines, reader);
        let notes = plan.medicines.iter().filter(|note| note.id == row.medicine);
        let why: Vec<_> = notes.map(|note| note.why.join("; ")).collect();
        let state = state_of(&plan, row.medicine);
        // The first of a kind that passes is the only one, and ibuprofen passes wherever these do.
        let one_of_a_kind = ["naproxen-sodium", "naproxen", "celecoxib"];
        let expected = match one_of_a_kind.contains(&row.medicine) {
            true => MedicineState::Blocked,
            false => MedicineState::Offered,
        };
        assert_eq!(state, Some(expected), "{} for {reader:?}: {why:?}", row.medicine);
    }
}

const RELAXANT: &str = "days_since_onset = 8\ncourse = \"same\"\nnsaid_failed_or_blocked = \"yes\"";
const RELAXANT_US: &str = "days_since_onset = 8\ncourse = \"same\"\nregion = \"us\"\n\
                           nsaid_failed_or_blocked = \"yes\"";
const DULOXETINE: &str = "days_since_onset = 100\nage_first_onset = 50\nage = 51\n\
                          course = \"up-and-down\"\nexercise_tried_weeks = 12\n\
                          nsaid_failed_or_blocked = \"yes\"";
const OPIOID: &str = "pain_now = 8\neased_last_24h = \"yes\"\nsevere_function_loss = \"yes\"\n\
                      nsaid_failed_or_blocked = \"yes\"";

#[test]
fn paracetamol_is_lowered_below_50_kg_and_not_from_50_kg() {
    for (reader, usual) in [(Audience::Person, 3000.0), (Audience::Clinician, 4000.0)] {
        let dose = |weight: &str| paracetamol(&format!("weight = {weight}"), reader);
        assert_eq!(dose("50.0"), Some((1000.0, usual)));
        assert_eq!(dose("50.1"), Some((1000.0, usual)));
        assert_eq!(dose("49.9"), Some((748.0, 2000.0)));
        assert_eq!(dose("34.0"), Some((510.0, 2000.0)));
        assert_eq!(dose("33.0"), Some((495.0, 1980.0)));
        assert_eq!(dose("20.0"), Some((300.0, 1200.0)));
    }
}

#[test]
fn a_weight_that_is_told_outweighs_the_question_for_50_kg() {
    let told = |lines| paracetamol(lines, Audience::Person);
    assert_eq!(told("weight = 49.9\nunder_50kg = \"no\""), Some((748.0, 2000.0)));
    assert_eq!(told("weight = 50.0\nunder_50kg = \"yes\""), Some((1000.0, 3000.0)));
}

#[test]
fn without_a_weight_paracetamol_is_offered_only_to_whoever_is_surely_over_50_kg() {
    for reader in READERS {
        let state = |under: &str| {
            let lines = format!("weight = \"unknown\"\nunder_50kg = \"{under}\"");
            state_of(&wanting(&lines, reader), "paracetamol")
        };
        assert_eq!(state("no"), Some(MedicineState::Offered));
        assert_eq!(state("unknown"), Some(MedicineState::Ask));
        assert_eq!(state("yes"), Some(MedicineState::Ask));
    }
}

#[test]
fn each_thing_that_lowers_paracetamol_does_so_from_its_threshold_on() {
    let day = |lines: &str| paracetamol(lines, Audience::Person).map(|(_, day)| day);
    assert_eq!(day("alcohol = 2"), Some(3000.0));
    assert_eq!(day("alcohol = 3"), Some(2000.0));
    assert_eq!(day("alcohol = \"unknown\""), Some(2000.0));
    assert_eq!(day("malnourished = \"yes\""), Some(2000.0));
    assert_eq!(day("malnourished = \"unknown\""), Some(2000.0));
    assert_eq!(day("meds = [\"enzyme-inducer\"]"), Some(2000.0));
    assert_eq!(day("frailty = 5"), Some(3000.0));
    assert_eq!(day("frailty = 6"), Some(2000.0));
    assert_eq!(day("cognitive_impairment = \"yes\""), Some(2000.0));
    assert_eq!(day("liver = \"mild\""), None);
    assert_eq!(day("liver = \"unknown\""), None);
}

#[test]
fn an_ibuprofen_of_2400_mg_is_written_nowhere() {
    for entry in &engine().guideline.medicines {
        for limit in entry.body.limit.iter().filter(|_| entry.id == "ibuprofen") {
            assert!(limit.max_24h_mg.is_some_and(|most| most < 2400.0));
        }
    }
}
