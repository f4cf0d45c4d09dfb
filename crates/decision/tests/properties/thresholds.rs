//! At every threshold of the pathway the outcome changes, exactly there and nowhere else.

use std::fmt::Debug;

use lumbago_decision::Engine;
use lumbago_decision::compile::TierWires;
use lumbago_decision::decide::{Decision, MedicineState, Outcome};
use lumbago_decision::facts::FactSheet;
use lumbago_guideline::urgency::Urgency;

use crate::samples::{calm, finished};
use crate::support::{answers, engine, sheet};
use crate::told::fact;

/// A man of 40 who is otherwise well and wants a painkiller, with these answers.
fn person(lines: &str) -> FactSheet {
    let bases = ["gate-clear", "plain-acute"];
    let given = answers(&bases, &format!("wants_medicine = \"yes\"\n{lines}"));
    sheet(&finished(given, calm))
}

/// Where something changes while one number runs over a range, with what it is from there on.
fn changes<T: PartialEq + Debug>(
    range: std::ops::RangeInclusive<i64>,
    outcome: impl Fn(i64) -> T,
) -> Vec<(i64, T)> {
    let mut changes: Vec<(i64, T)> = Vec::new();
    for number in range {
        let now = outcome(number);
        if changes.last().is_none_or(|(_, before)| *before != now) {
            changes.push((number, now));
        }
    }
    changes
}

/// The urgency of one red flag alone.
fn flag(spec: &str, lines: &str) -> Option<Urgency> {
    let sheet = person(lines);
    let decision = engine().decide(&sheet);
    let flags = decision.flags.iter();
    let own = flags.filter(|flag| {
        let body = &engine().guideline.red_flags[flag.index].body;
        body.spec.iter().any(|own| own == spec)
    });
    own.map(|flag| flag.urgency).max()
}

fn decided<T>(lines: &str, read: impl Fn(&Decision<'_>) -> T) -> T {
    read(&engine().decide(&person(lines)))
}

/// What becomes of a medicine in a tier.
fn medicine(id: &str, clinician: bool, lines: &str) -> Option<MedicineState> {
    let Engine { guideline, compiled } = engine();
    let at = guideline.medicines.iter().position(|entry| entry.id == id).unwrap();
    let wires = &compiled.care.medicines[at];
    let tier: Option<TierWires> = if clinician { wires.clinician } else { wires.person };
    decided(lines, |decision| Engine::medicine_state(&decision.values, tier))
}

fn finding(name: &str, lines: &str) -> bool {
    let Engine { guideline, compiled } = engine();
    let at = guideline.findings.iter().position(|finding| finding.id == name).unwrap();
    let gate = compiled.findings[at].out.unwrap();
    decided(lines, |decision| decision.values.get(gate).is_certain())
}

const BLOCKED: Option<MedicineState> = Some(MedicineState::Blocked);
const ASK: Option<MedicineState> = Some(MedicineState::Ask);
const OFFERED: Option<MedicineState> = Some(MedicineState::Offered);

#[test]
fn pain_is_acute_to_day_27_subacute_to_day_84_and_chronic_from_day_85() {
    let phases = ["acute", "subacute", "chronic"];
    let phase = |day: i64| {
        let lines = format!("days_since_onset = {day}");
        phases.iter().find(|phase| finding(phase, &lines)).copied()
    };
    let expected = [(0, Some("acute")), (28, Some("subacute")), (85, Some("chronic"))];
    assert_eq!(changes(0..=400, phase), expected);
}

#[test]
fn an_nsaid_of_ones_own_ends_with_day_84() {
    let state = |day: i64| {
        let lines = format!("days_since_onset = {day}\nage_first_onset = 30");
        medicine("ibuprofen", false, &lines)
    };
    assert_eq!(changes(0..=200, state), [(0, OFFERED), (85, BLOCKED)]);
}

#[test]
fn no_improvement_counts_from_day_42() {
    let level = |day: i64| flag("RF-62", &format!("days_since_onset = {day}\ncourse = \"same\""));
    assert_eq!(changes(0..=200, level), [(0, None), (42, Some(Urgency::WithinDays(7)))]);
}

#[test]
fn the_advice_on_scans_changes_on_day_42() {
    let advice = |day: i64| {
        decided(&format!("days_since_onset = {day}"), |decision| {
            let ids = decision.imaging.iter();
            let ids = ids.map(|at| engine().guideline.imaging[*at].body.spec[0].as_str());
            ids.filter(|id| ["IM-1", "IM-2"].contains(id)).collect::<Vec<_>>()
        })
    };
    assert_eq!(changes(0..=200, advice), [(0, vec!["IM-1"]), (42, vec!["IM-2"])]);
}

#[test]
fn lasting_pain_is_a_flag_from_60_years_and_28_days() {
    let by_age = |age: i64| flag("RF-17", &format!("age = {age}\ndays_since_onset = 28"));
    assert_eq!(changes(18..=120, by_age), [(18, None), (60, Some(Urgency::WithinDays(14)))]);
    let by_day = |day: i64| flag("RF-17", &format!("age = 60\ndays_since_onset = {day}"));
    assert_eq!(changes(0..=200, by_day), [(0, None), (28, Some(Urgency::WithinDays(14)))]);
}

#[test]
fn sudden_torso_pain_is_an_emergency_from_60_and_from_50_with_a_risk() {
    let sudden = "sudden_severe_torso = \"yes\"\nmechanical = \"no\"\nonset_context = \"none\"";
    let bare = |age: i64| flag("RF-37", &format!("{sudden}\nage = {age}\naaa_risk = []"));
    let same_day = Some(Urgency::SameDay);
    let emergency = Some(Urgency::Emergency);
    assert_eq!(changes(18..=120, bare), [(18, same_day), (60, emergency)]);
    let risk =
        |age: i64| flag("RF-37", &format!("{sudden}\nage = {age}\naaa_risk = [\"ever-smoked\"]"));
    assert_eq!(changes(18..=120, risk), [(18, same_day), (50, emergency)]);
}

#[test]
fn nobody_starts_an_nsaid_alone_from_65_on() {
    let state = |age: i64| medicine("ibuprofen", false, &format!("age = {age}"));
    assert_eq!(changes(18..=120, state), [(18, OFFERED), (65, BLOCKED)]);
}

#[test]
fn no_relaxant_is_offered_from_65_on() {
    let lines = "days_since_onset = 8\ncourse = \"same\"\nnsaid_failed_or_blocked = \"yes\"";
    let state = |age: i64| medicine("orphenadrine", true, &format!("{lines}\nage = {age}"));
    assert_eq!(changes(18..=120, state), [(18, OFFERED), (65, BLOCKED)]);
}

#[test]
fn a_small_injury_is_a_flag_from_65_on() {
    let level = |age: i64| flag("RF-31", &format!("age = {age}\ntrauma = \"minor\""));
    assert_eq!(changes(18..=120, level), [(18, None), (65, Some(Urgency::WithinDays(2)))]);
}

/// A woman of 30 who is pregnant and wants a painkiller.
fn pregnant(weeks: i64) -> String {
    format!(
        "sex_at_birth = \"female\"\nage = 30\npregnant = \"yes\"\ngestation = {weeks}\n\
         postpartum = \"na\"\ntrying_to_conceive = \"no\""
    )
}

#[test]
fn every_nsaid_is_blocked_for_everyone_from_week_20_and_for_a_person_in_every_week() {
    for id in ["ibuprofen", "topical-nsaid"] {
        let person = |weeks: i64| medicine(id, false, &pregnant(weeks));
        assert_eq!(changes(0..=43, person), [(0, BLOCKED)], "{id}");
        let clinician = |weeks: i64| medicine(id, true, &pregnant(weeks));
        assert_eq!(changes(0..=43, clinician), [(0, ASK), (20, BLOCKED)], "{id}");
    }
}

#[test]
fn kidney_function_blocks_an_nsaid_below_30_and_asks_below_60() {
    let clinician = |egfr: i64| medicine("ibuprofen", true, &format!("egfr = {egfr}"));
    assert_eq!(changes(0..=200, clinician), [(0, BLOCKED), (30, ASK), (60, OFFERED)]);
    let person = |egfr: i64| medicine("ibuprofen", false, &format!("egfr = {egfr}"));
    assert_eq!(changes(0..=200, person), [(0, BLOCKED), (60, OFFERED)]);
}

#[test]
fn a_full_weight_begins_at_50_kg() {
    let lines = |tenths: i64| format!("weight = {}.{}", tenths / 10, tenths % 10);
    let light = |tenths: i64| !finding("weight_ok", &lines(tenths));
    assert_eq!(changes(400..=600, light), [(400, true), (500, false)]);
}

#[test]
fn more_than_200_ml_after_voiding_is_an_emergency() {
    let level = |volume: i64| flag("RF-06", &format!("post_void_volume = {volume}"));
    assert_eq!(changes(0..=2000, level), [(0, None), (201, Some(Urgency::Emergency))]);
}

#[test]
fn a_volume_of_200_ml_or_less_takes_no_symptom_back() {
    for volume in [0, 200, 201] {
        let lines = format!("post_void_volume = {volume}\nbladder_retention = \"yes\"");
        assert_eq!(decided(&lines, |decision| decision.urgency), Some(Urgency::Emergency));
    }
}

#[test]
fn a_plan_of_care_begins_at_16_and_a_dose_at_18() {
    let scope = |age: i64| {
        decided(&format!("age = {age}"), |decision| {
            let care = &engine().compiled.care;
            let holds = |gate| decision.values.get(gate).is_certain();
            (decision.outcome == Outcome::Planned, holds(care.full_scope))
        })
    };
    let expected = [(0, (false, false)), (16, (true, false)), (18, (true, true))];
    assert_eq!(changes(0..=120, scope), expected);
    for id in ["paracetamol", "ibuprofen"] {
        let state = |age: i64| medicine(id, false, &format!("age = {age}"));
        assert_eq!(changes(0..=60, state), [(0, None), (18, OFFERED)], "{id}");
    }
}

#[test]
fn a_fever_begins_at_38_degrees() {
    let lines = |tenths: i64| format!("temperature = {}.{}", tenths / 10, tenths % 10);
    let level = |tenths: i64| flag("RF-23", &lines(tenths));
    assert_eq!(changes(340..=430, level), [(340, None), (380, Some(Urgency::SameDay))]);
}

#[test]
fn hours_in_bed_count_from_20_of_24_and_40_of_48() {
    let day = |hours: i64| flag("RF-60", &format!("bed_hours_last_24 = {hours}"));
    assert_eq!(changes(0..=24, day), [(0, None), (20, Some(Urgency::SameDay))]);
    let both = |hours: i64| flag("RF-61", &format!("bed_hours_last_48 = {hours}"));
    assert_eq!(changes(8..=48, both), [(8, None), (40, Some(Urgency::SameDay))]);
}

#[test]
fn paracetamol_is_an_overdose_above_4000_mg_and_above_75_mg_per_kg() {
    let level = |mg: i64, weight: &str| {
        let lines = "meds = [\"paracetamol\"]\npainkiller_excess = \"no\"".to_owned();
        flag("RF-58", &format!("{lines}\nparacetamol_24h = {mg}\nweight = {weight}"))
    };
    let emergency = Some(Urgency::Emergency);
    assert_eq!(changes(3990..=4010, |mg| level(mg, "75.0")), [(3990, None), (4001, emergency)]);
    assert_eq!(changes(2990..=3010, |mg| level(mg, "40.0")), [(2990, None), (3001, emergency)]);
}

#[test]
fn the_other_numbers_of_the_nsaid_gate_turn_at_their_thresholds() {
    let alcohol = |drinks: i64| medicine("ibuprofen", false, &format!("alcohol = {drinks}"));
    assert_eq!(changes(0..=50, alcohol), [(0, OFFERED), (3, BLOCKED)]);
    let days = |days: i64| medicine("ibuprofen", false, &format!("nsaid_days_30 = {days}"));
    assert_eq!(changes(0..=30, days), [(0, OFFERED), (11, BLOCKED)]);
    let months = |months: i64| {
        let lines = format!("cv_event = [\"heart-attack\"]\ncv_event_months = {months}");
        medicine("ibuprofen", true, &lines)
    };
    assert_eq!(changes(0..=60, months), [(0, BLOCKED), (13, ASK)]);
}

#[test]
fn low_mood_and_high_risk_count_from_their_cut_offs() {
    let mood = |score: i64| {
        let lines = "days_since_onset = 30\nphq2_interest = 0\nphq2_down = 0";
        let mut sheet = person(lines);
        use lumbago_decision::facts::{State, Value};
        sheet.set(fact("phq2_score"), State::Known(Value::Number(score)));
        let Engine { guideline, compiled } = engine();
        let at = guideline.findings.iter().position(|f| f.id == "mood_positive").unwrap();
        engine().decide(&sheet).values.get(compiled.findings[at].out.unwrap()).is_certain()
    };
    assert_eq!(changes(0..=6, mood), [(0, false), (3, true)]);
    let risk = |total: i64, sub: i64| {
        let lines = format!("start_back_total = {total}\nstart_back_sub = {sub}");
        let groups = ["risk_low", "risk_medium", "risk_high"];
        groups.into_iter().find(|group| finding(group, &lines))
    };
    assert_eq!(
        changes(0..=9, |total| risk(total, 3)),
        [(0, Some("risk_low")), (4, Some("risk_medium"))]
    );
    assert_eq!(
        changes(0..=5, |sub| risk(5, sub)),
        [(0, Some("risk_medium")), (4, Some("risk_high"))]
    );
}
