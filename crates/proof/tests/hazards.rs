//! The safety case on the guideline as it is, and on copies with one fault planted in each.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]

mod support;

use std::collections::BTreeSet;

use lumbago_decision::Engine;
use lumbago_guideline::Guideline;
use lumbago_guideline::checklist::Test;
use lumbago_guideline::fact::Who;
use lumbago_guideline::folder::Folder;
use lumbago_guideline::hazard::Assured;
use lumbago_proof::{HazardResult, Verdict, prove};
use support::{engine, folder};

fn proved(guideline: &Folder, spec: Option<&str>) -> (Engine, Vec<HazardResult>) {
    let (engine, near) = engine(guideline);
    let wanted = |entry: &lumbago_guideline::Entry<lumbago_guideline::hazard::Hazard>| {
        spec.is_none_or(|spec| entry.body.spec.iter().any(|own| own == spec))
    };
    let results = prove(&engine, &near, &wanted, &mut |_| {}).unwrap();
    (engine, results)
}

#[test]
fn every_claim_holds_for_every_possible_input() {
    let (engine, results) = proved(&folder("guideline"), None);
    let broken: Vec<_> = results
        .iter()
        .flat_map(|hazard| hazard.claims.iter().map(move |claim| (&hazard.id, claim)))
        .filter(|(_, claim)| !matches!(claim.verdict, Verdict::Proved))
        .map(|(hazard, claim)| format!("{hazard}: {}", claim.id))
        .collect();
    assert!(broken.is_empty(), "{broken:?}");
    let by_proof = |assured: Assured| {
        engine.guideline.hazards.iter().filter(move |hazard| hazard.body.assured == assured)
    };
    let count = by_proof(Assured::Proved).count();
    assert!(count >= 40, "only {count} hazards are proved");
    assert!(by_proof(Assured::Proved).all(|hazard| !hazard.body.claim.is_empty()));
}

#[test]
fn every_invariant_of_the_specification_has_a_hazard() {
    let (engine, _) = proved(&folder("guideline"), Some("none"));
    let carried = |number: u8| {
        let spec = format!("k{number}");
        engine.guideline.hazards.iter().any(|hazard| hazard.body.spec.contains(&spec))
    };
    let missing: Vec<u8> = (1..=52).filter(|number| !carried(*number)).collect();
    assert!(missing.is_empty(), "no hazard for {missing:?}");
}

/// The shipped guideline with a text replaced in one file.
fn with(file: &str, from: &str, to: &str) -> Folder {
    let mut guideline = folder("guideline");
    let text = guideline.files.get_mut(file).unwrap_or_else(|| panic!("no file {file}"));
    assert!(text.contains(from), "{file} no longer holds {from}");
    *text = text.replacen(from, to, 1);
    guideline
}

/// The claims of an invariant that a faulty guideline breaks.
fn broken_in(guideline: &Folder, spec: &str) -> Vec<String> {
    let (engine, results) = proved(guideline, Some(spec));
    let mut broken = Vec::new();
    for claim in results.iter().flat_map(|hazard| &hazard.claims) {
        if let Verdict::Broken { facts, after, .. } = &claim.verdict {
            // The case that breaks it is a whole one: it can be decided like any other.
            engine.decide(facts);
            // Of two cases the second differs, and only in a few answers.
            if let Some(after) = after {
                let ids = engine.guideline.facts.iter().map(|(id, _)| id);
                let changed = ids.filter(|id| facts.state(*id) != after.state(*id)).count();
                assert!((1..8).contains(&changed), "{changed} answers differ");
            }
            broken.push(claim.id.clone());
        }
    }
    broken
}

/// Plants a fault in one file, and returns the claims of an invariant that it breaks.
fn broken_by(file: &str, from: &str, to: &str, spec: &str) -> Vec<String> {
    broken_in(&with(file, from, to), spec)
}

/// One test for each planted fault, so that the report names it.
macro_rules! planted {
    ($($name:ident: $file:literal, $from:literal => $to:literal, $spec:literal;)*) => {$(
        #[test]
        fn $name() {
            let broken = broken_by($file, $from, $to, $spec);
            assert!(!broken.is_empty(), "the fault went unseen");
        }
    )*};
}

planted! {
    without_its_anticoagulant_item_the_nsaid_gate_breaks_a_claim:
        "gates/nsaid.toml",
        "any = [\"meds has anticoagulant or warfarin\", \"anticoag_or_bleeding is yes\"]"
            => "any = [\"meds has lithium\"]", "k19";
    a_numb_saddle_that_is_only_same_day_breaks_a_claim:
        "red-flags/rf-01-saddle-numbness.toml",
        "urgency = \"emergency\"" => "urgency = \"same day\"", "k1";
    a_scan_in_week_three_breaks_a_claim:
        "findings.toml",
        "\"days_since_onset >= 42 days\",\n  \"exercise_tried_weeks >= 6 weeks\""
            => "\"days_since_onset >= 15 days\",\n  \"exercise_tried_weeks >= 6 weeks\"", "k32";
    recommending_bed_rest_breaks_a_claim:
        "recommendations/bed-rest.toml",
        "direction = \"against\"" => "direction = \"for\"", "k31";
    a_possible_emergency_that_is_only_routine_breaks_a_claim:
        "urgencies.toml", "emergency   = \"same day\"" => "emergency   = \"routine\"", "k6";
    a_plan_of_care_for_a_twelve_year_old_breaks_a_claim:
        "scope.toml", "when.all = [\"age >= 16 years\"]" => "when.all = [\"age >= 12 years\"]", "k10";
    an_opioid_shown_to_a_person_breaks_a_claim:
        "medicines/opioid-short-course.toml", "tier = \"clinician\"" => "tier = \"person\"", "k22";
    hands_on_treatment_of_weak_bones_breaks_a_claim:
        "gates/hands-on.toml",
        "any = [\"weak_bone\", \"height_loss is yes\"]" => "any = [\"limp is yes\"]", "k35";
    an_nsaid_in_pregnancy_breaks_a_claim:
        "gates/nsaid.toml", "gestation >= 20 weeks" => "gestation >= 40 weeks", "k18";
    a_suicide_plan_that_is_only_routine_breaks_a_claim:
        "red-flags/rf-55-suicide-plan.toml",
        "urgency = \"emergency\"" => "urgency = \"routine\"", "k12";
    a_sign_that_excuses_another_breaks_a_claim:
        "red-flags/rf-33-sore-spine-bone.toml",
        "any = [\"midline_bone_pain is severe\"]"
            => "any = [\"midline_bone_pain is severe\"]\nnone = [\"cough_blood is yes\"]", "k3";
    a_worse_weakness_that_excuses_breaks_a_claim:
        "red-flags/rf-33-sore-spine-bone.toml",
        "any = [\"midline_bone_pain is severe\"]"
            => "any = [\"midline_bone_pain is severe\"]\nnone = [\"leg_weak is slight\"]", "k3";
    a_second_item_of_a_list_that_excuses_breaks_a_claim:
        "red-flags/rf-33-sore-spine-bone.toml",
        "any = [\"midline_bone_pain is severe\"]"
            => "any = [\"midline_bone_pain is severe\"]\nnone = [\"body_signs has thirst\"]", "k46";
    a_number_that_excuses_breaks_a_claim:
        "red-flags/rf-33-sore-spine-bone.toml",
        "any = [\"midline_bone_pain is severe\"]"
            => "any = [\"midline_bone_pain is severe\"]\nnone = [\"crp >= 10 mg/L\"]", "k40";
    a_score_that_excuses_breaks_a_claim:
        "red-flags/rf-33-sore-spine-bone.toml",
        "any = [\"midline_bone_pain is severe\"]"
            => "any = [\"midline_bone_pain is severe\"]\nnone = [\"paracetamol_mg_per_kg > 10 mg/kg\"]", "k3";
    not_sure_of_a_plan_question_that_excuses_breaks_a_claim:
        "red-flags/rf-33-sore-spine-bone.toml",
        "any = [\"midline_bone_pain is severe\"]"
            => "any = [\"midline_bone_pain is severe\"]\nnone = [\"buttock_pain is unknown\"]", "k4";
    not_sure_that_takes_a_routine_visit_away_breaks_a_claim:
        "classes/axspa-possible.toml", "[when]" => "[when]\nnone = [\"psoriasis_ever is unknown\"]",
        "k4";
    a_red_flag_that_reads_who_answers_breaks_a_claim:
        "red-flags/rf-33-sore-spine-bone.toml",
        "any = [\"midline_bone_pain is severe\"]"
            => "any = [\"midline_bone_pain is severe\"]\nnone = [\"role is carer\"]", "k5";
    a_clash_that_is_no_longer_known_breaks_a_claim:
        "contradictions.toml", "when.all = [\"heart_failure is none\", \"nyha >= 1 class\"]"
            => "when.all = [\"heart_failure is none\", \"nyha >= 4 class\"]", "k13";
    a_gel_that_an_allergy_no_longer_keeps_from_a_clinician_breaks_a_claim:
        "gates/topical-nsaid.toml", "id = \"allergy\"\nblocks = \"everyone\""
            => "id = \"allergy\"\nblocks = \"person\"", "k18";
    a_gel_in_late_pregnancy_breaks_a_claim:
        "gates/topical-nsaid.toml", "gestation >= 20 weeks" => "gestation >= 40 weeks", "k18";
    a_gate_question_before_an_nsaid_that_is_gone_breaks_a_claim:
        "gates/nsaid.toml", "heart_surgery is planned or last-14-days" => "epilepsy is yes", "k18";
    hands_on_treatment_without_asking_for_lost_height_breaks_a_claim:
        "gates/hands-on.toml", "any = [\"weak_bone\", \"height_loss is yes\"]"
            => "any = [\"weak_bone\"]", "k35";
    warmth_without_asking_for_the_circulation_breaks_a_claim:
        "gates/heat.toml", "any = [\"leg_circulation has any\"]" => "any = [\"limp is yes\"]",
        "k36";
    an_nsaid_that_a_bleed_no_longer_keeps_from_a_clinician_breaks_a_claim:
        "gates/nsaid.toml", "id = \"ulcer-or-bleed\"\nblocks = \"everyone\""
            => "id = \"ulcer-or-bleed\"\nblocks = \"person\"", "k18";
}

/// Makes the question of a fact one that need not be asked.
fn made_optional(guideline: &mut Folder, fact: &str) {
    let head = format!("[{fact}]\n");
    let text = guideline
        .files
        .values_mut()
        .find(|text| text.contains(&head) && text.contains("stage = \"danger\""));
    let text = text.unwrap_or_else(|| panic!("no fact {fact}"));
    let (before, own) = text.split_once(&head).unwrap();
    let own = own.replacen("stage = \"danger\"", "stage = \"optional\"", 1);
    *text = format!("{before}{head}{own}");
}

#[test]
fn every_danger_question_that_is_made_optional_breaks_its_own_claim() {
    let facts = [
        "neck_stiff_light_hurts",
        "cough_blood",
        "yellow_skin",
        "red_painful_eye",
        "blister_rash",
        "kidney_special",
        "little_urine",
        "aorta_conditions",
        "flank_colic",
        "height_loss",
        "past_fragility_fracture",
        "course",
        "site",
    ];
    let mut guideline = folder("guideline");
    facts.iter().for_each(|fact| made_optional(&mut guideline, fact));
    let broken = broken_in(&guideline, "k6");
    let missed: Vec<_> =
        facts.iter().filter(|fact| !broken.contains(&fact.replace('_', "-"))).collect();
    assert!(missed.is_empty(), "{missed:?} went unseen: {broken:?}");
}

/// Read by red flags, and never asked for of everybody: an answer that is not there counts as no
/// sign, and `fever` is asked.
const NOT_ASKED_OF_ALL: [&str; 1] = ["temperature"];

#[test]
fn every_question_that_a_red_flag_reads_has_a_claim_that_it_was_put() {
    let (engine, _) = engine(&folder("guideline"));
    let compiled = &engine.compiled;
    let flags = compiled.danger.flags.iter().map(|flag| flag.present);
    let read: BTreeSet<_> = flags.flat_map(|flag| compiled.circuit.facts_read_by(flag)).collect();
    let hazards = engine.guideline.hazards.iter();
    let hazards = hazards.filter(|hazard| hazard.id.starts_with("k06-plan-without-asking"));
    let claims = hazards.flat_map(|hazard| &hazard.body.claim);
    let lines = claims.flat_map(|claim| claim.never.iter().flat_map(|never| &never.none));
    let known = lines.filter(|line| matches!(line.test, Test::Known(_)));
    let claimed: BTreeSet<_> = known.filter_map(|line| line.test.fact()).collect();
    let missing: Vec<&str> = read
        .difference(&claimed)
        .filter_map(|id| engine.guideline.facts.get(*id))
        .filter(|fact| fact.derived.is_none() && fact.who != Who::Clinician)
        .map(|fact| fact.id.as_str())
        .filter(|id| !NOT_ASKED_OF_ALL.contains(id))
        .collect();
    assert!(missing.is_empty(), "no claim that these were asked: {missing:?}");
}

#[test]
fn two_copies_that_cannot_differ_prove_nothing() {
    let mut renamed = folder("guideline");
    for text in renamed.files.values_mut() {
        *text = text.replace("reading_level", "reading_depth");
    }
    let order = "[[order]]\nfact = \"self_harm\"\nanswers = [\"none\", \"thoughts\", \"plan\"]\n";
    let untold = with("signs.toml", order, "");
    for (guideline, spec, told) in [(renamed, "k5", "reading_level"), (untold, "k3", "self_harm")] {
        let (_, results) = proved(&guideline, Some(spec));
        let two_copy = results.iter().flat_map(|hazard| &hazard.claims);
        let empty = two_copy.filter_map(|claim| match &claim.verdict {
            Verdict::Empty { line } => Some(line.clone()),
            _ => None,
        });
        let empty: Vec<String> = empty.collect();
        assert!(empty.iter().any(|line| line.contains(told)), "{spec}: {empty:?}");
    }
}

#[test]
fn an_overdue_row_that_calms_or_is_missing_is_refused() {
    let row = "[[overdue]]\nurgency = \"same day\"\nbecomes = \"same day\"";
    let becomes = |word: &str| row.replace("becomes = \"same day\"", word);
    let days = "urgency = \"within days\"\nbecomes = \"same day\"";
    for (from, to, told) in [
        (row, becomes("becomes = \"routine\""), "less than `same day`"),
        (row, row.replacen("same day", "routine", 1), "must be said once"),
        (days, days.replace("\"same day\"", "\"within 3 days\""), "less than `same day`"),
    ] {
        let guideline = with("follow-up.toml", from, &to);
        let problems = Guideline::load(&guideline, &folder("cases")).map(|_| ()).unwrap_err();
        let told_so = problems.iter().any(|problem| problem.to_string().contains(told));
        assert!(told_so, "{told}: {problems:?}");
    }
}

/// The shipped guideline with one hazard of its own beside the others.
fn with_hazard(assured: &str, claims: &str) -> Folder {
    let mut guideline = folder("guideline");
    let some = &guideline.files["hazards/k17-two-nsaids-in-a-plan.toml"];
    let (head, rest) = some.split_once("[[claim]]").unwrap();
    let (_, tail) = rest.split_once("[[unconfirmed]]").unwrap();
    let head = head.replace("spec = [\"k17\"", "spec = [\"planted\"");
    let head = head.replace("assured = \"proved\"", assured);
    let text = format!("{head}{claims}\n[[unconfirmed]]{tail}");
    guideline.files.insert("hazards/k99-planted.toml".to_owned(), text);
    guideline
}

#[test]
fn a_claim_whose_lines_cannot_hold_together_is_not_proved() {
    for never in [
        "never.all = [\"outcome is planned\", \"age < 16 years\", \"age >= 65 years\"]",
        "never.all = [\"outcome is planned\", \"outcome is emergency\"]",
        "never.all = [\"shown-urgency >= same-day\", \"shown-urgency < routine\"]",
        "never.all = [\"any scan\", \"fever is yes\"]\nnever.none = [\"fever is known\"]",
        "never.all = [\"age < 16 years\"]\nnever.any = [\"any scan\", \"age > 70 years\"]",
    ] {
        let claim = format!("[[claim]]\nid = \"planted\"\n{never}\n");
        let guideline = with_hazard("assured = \"proved\"", &claim);
        let (_, results) = proved(&guideline, Some("planted"));
        let verdict = &results[0].claims[0].verdict;
        assert!(!matches!(verdict, Verdict::Proved), "{never}: {verdict:?}");
        assert!(!results[0].is_proved());
    }
}

#[test]
fn a_hazard_that_claims_nothing_or_something_unknown_is_refused() {
    let claim = |lines: &str| format!("[[claim]]\nid = \"planted\"\n{lines}\n");
    let proved = "assured = \"proved\"";
    for (assured, claims, told) in [
        (proved, String::new(), "claims nothing"),
        (proved, claim(""), "claims nothing"),
        (proved, claim("never.all = []"), "claims nothing"),
        (proved, claim("two_copy = \"reader\""), "does not say what is kept"),
        (proved, claim("keeps = \"urgency\""), "compares nothing"),
        ("assured = \"tested\"", String::new(), "where"),
        ("assured = \"tested\"", claim("never.all = [\"any scan\"]"), "not assured by proof"),
        (
            proved,
            claim("never.all = [\"any medicine class nsiad offered to person\"]"),
            "unknown class of medicines `nsiad`",
        ),
        (
            proved,
            claim("never.all = [\"any recommendation kind handson for\", \"osteoporosis is yes\"]"),
            "unknown kind of recommendation `handson`",
        ),
    ] {
        let loaded = Guideline::load(&with_hazard(assured, &claims), &folder("cases"));
        let problems = loaded.and_then(Engine::new).map(|_| ()).unwrap_err();
        let told_so = problems.iter().any(|problem| problem.to_string().contains(told));
        assert!(told_so, "{told}: {problems:?}");
    }
}
