//! The safety case on the guideline as it is, and on copies with one fault planted in each.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]

mod support;

use lumbago_decision::Engine;
use lumbago_guideline::Guideline;
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

/// Plants a fault in one file, and returns the claims of an invariant that it breaks.
fn broken_by(file: &str, from: &str, to: &str, spec: &str) -> Vec<String> {
    let mut guideline = folder("guideline");
    let text = guideline.files.get_mut(file).unwrap_or_else(|| panic!("no file {file}"));
    assert!(text.contains(from), "{file} no longer holds {from}");
    *text = text.replacen(from, to, 1);
    let (engine, results) = proved(&guideline, Some(spec));
    let mut broken = Vec::new();
    for claim in results.iter().flat_map(|hazard| &hazard.claims) {
        if let Verdict::Broken { facts, .. } = &claim.verdict {
            // The case that breaks it is a whole one: it can be decided like any other.
            engine.decide(facts);
            broken.push(claim.id.clone());
        }
    }
    broken
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
