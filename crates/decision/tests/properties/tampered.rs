//! The safety check finds what is wrong: a good plan, spoilt in one place, breaks the invariant of
//! that place. So the check cannot be silently empty.

use lumbago_decision::Engine;
use lumbago_decision::decide::{Decision, MedicineState, Presence};
use lumbago_decision::facts::FactSheet;
use lumbago_decision::invariants::violations;
use lumbago_decision::plan::{
    ClassNote, Context, ImagingNote, Limits, MedicineNote, Plan, RecommendationNote, RedFlagNote,
    Released, Statement, UrgencyWord, release,
};
use lumbago_guideline::urgency::Urgency;

use crate::samples::{calm, finished};
use crate::support::{TODAY, answers, engine, sheet};
use crate::told::{READERS, offered};

/// A plan that passes, with what it was made from.
#[derive(Clone)]
struct Good {
    sheet: FactSheet,
    decision: Decision<'static>,
    plan: Plan,
}

impl Good {
    /// The plan of a base case with these answers, which must pass.
    fn of(like: &str, lines: &str) -> Self {
        let lines = format!("wants_medicine = \"yes\"\nregion = \"us\"\n{lines}");
        let given = finished(answers(&["gate-clear", like], &lines), calm);
        let sheet = sheet(&given);
        let decision = engine().decide(&sheet);
        let context = Context { audience: READERS[0], today: Some(TODAY), begun: None };
        let released = release(engine(), &sheet, context);
        assert!(released.failures.is_empty(), "{:?}", released.failures);
        Self { sheet, decision, plan: released.plan }
    }

    /// Which invariants it breaks.
    fn breaks(&self) -> Vec<u8> {
        let context = Context { audience: READERS[0], today: Some(TODAY), begun: None };
        let found = violations(engine(), &self.sheet, &self.decision, context, &self.plan);
        found.into_iter().map(|violation| violation.number).collect()
    }

    /// That it breaks this invariant once its plan is spoilt.
    fn spoilt(&self, number: u8, how: &str, spoil: impl FnOnce(&mut Plan)) {
        let mut spoilt = self.clone();
        spoil(&mut spoilt.plan);
        assert!(spoilt.plan != self.plan, "{how}: nothing was changed");
        let found = spoilt.breaks();
        assert!(found.contains(&number), "{how}: {number} expected, {found:?} found");
    }
}

/// A man of 40 who wants a painkiller.
fn ordinary() -> Good {
    Good::of("plain-acute", "")
}

fn sciatica() -> Good {
    Good::of("sciatica", "")
}

/// Shaken by thoughts of ending life, and seen today.
fn same_day() -> Good {
    Good::of("plain-acute", "self_harm = \"thoughts\"")
}

fn emergency() -> Good {
    Good::of("plain-acute", "saddle_numb = \"yes\"")
}

fn unfinished() -> Good {
    let mut answers = answers(&["plain-acute"], "");
    answers.0.retain(|given| given.name != "fever");
    let sheet = sheet(&answers);
    let decision = engine().decide(&sheet);
    let context = Context { audience: READERS[0], today: Some(TODAY), begun: None };
    Good { plan: release(engine(), &sheet, context).plan, sheet, decision }
}

fn limits(plan: &mut Plan) -> &mut Limits {
    plan.medicines.iter_mut().find_map(|note| note.limits.as_mut()).expect("one is offered")
}

fn medicine(plan: &mut Plan) -> &mut MedicineNote {
    let offered = plan.medicines.iter_mut();
    offered.into_iter().find(|note| note.state == MedicineState::Offered).expect("one is offered")
}

/// A recommendation of another kind, in the shape of one that the plan makes.
fn recommendation(kind: &str) -> RecommendationNote {
    let own = ordinary().plan.recommendations.into_iter();
    let mut first = own.into_iter().find(|note| note.direction == "for").unwrap();
    first.kind = kind.to_owned();
    first
}

/// A medicine that a plan offers.
fn ibuprofen() -> MedicineNote {
    let plan = ordinary().plan;
    let note = offered(&plan).find(|note| note.id == "ibuprofen").cloned();
    note.expect("it is offered to an ordinary person")
}

fn scan(cause: &str) -> ImagingNote {
    ImagingNote {
        id: "mri".to_owned(),
        title: "MRI".to_owned(),
        advice: "mri".to_owned(),
        statement: Statement { text: "An MRI.".to_owned(), cites: vec![1], ..Statement::default() },
        cause: cause.to_owned(),
        changes: String::new(),
    }
}

fn class(id: &str) -> ClassNote {
    ClassNote { id: id.to_owned(), ..ordinary().plan.classes.remove(0) }
}

#[test]
fn an_untouched_plan_breaks_nothing() {
    for good in [ordinary(), sciatica(), same_day(), emergency(), unfinished()] {
        assert_eq!(good.breaks(), Vec::<u8>::new());
    }
}

#[test]
fn an_urgency_that_was_lowered_is_found() {
    for (number, good) in [(1, emergency()), (2, same_day())] {
        let mut lowered = good.clone();
        lowered.decision.urgency = Some(Urgency::SelfCare);
        assert!(lowered.breaks().contains(&number), "{:?}", lowered.breaks());
        assert!(lowered.breaks().contains(&3), "{:?}", lowered.breaks());
    }
    let mut visit = Good::of("plain-acute", "height_loss = \"yes\"");
    visit.decision.urgency = Some(Urgency::Routine);
    assert!(visit.breaks().contains(&3), "{:?}", visit.breaks());
}

#[test]
fn a_plan_that_shows_less_urgency_than_was_decided_is_found() {
    for good in [emergency(), same_day(), Good::of("plain-acute", "height_loss = \"yes\"")] {
        let mut lowered = good.clone();
        lowered.plan.urgency = UrgencyWord::SelfCare;
        lowered.plan.within_days = None;
        let found = lowered.breaks();
        assert!(found.iter().any(|number| (1..=3).contains(number)), "{found:?}");
    }
}

#[test]
fn a_visit_that_is_shown_for_a_later_day_is_found() {
    Good::of("plain-acute", "height_loss = \"yes\"").spoilt(3, "a day later", |plan| {
        plan.within_days = plan.within_days.map(|days| days + 1);
    });
}

#[test]
fn a_possible_emergency_that_ends_low_is_found() {
    let mut unsure = Good::of("plain-acute", "saddle_numb = \"unknown\"");
    unsure.decision.urgency = Some(Urgency::WithinDays(1));
    assert!(unsure.breaks().contains(&6), "{:?}", unsure.breaks());
}

#[test]
fn an_overdose_and_a_suicide_plan_that_are_no_emergency_are_found() {
    for (number, lines) in [(11, "painkiller_excess = \"yes\""), (12, "self_harm = \"plan\"")] {
        let mut lowered = Good::of("plain-acute", lines);
        lowered.decision.urgency = Some(Urgency::SameDay);
        assert!(lowered.breaks().contains(&number), "{:?}", lowered.breaks());
    }
}

#[test]
fn anything_that_treats_in_an_urgent_or_unfinished_plan_is_found() {
    for (name, good) in
        [("emergency", emergency()), ("same day", same_day()), ("unfinished", unfinished())]
    {
        good.spoilt(6, name, |plan| plan.recommendations.push(recommendation("active")));
        good.spoilt(28, name, |plan| plan.medicines.push(ibuprofen()));
        good.spoilt(1, name, |plan| plan.exercises = ordinary().plan.exercises);
    }
    same_day().spoilt(42, "work", |plan| plan.recommendations.push(recommendation("work")));
    emergency().spoilt(1, "another section", |plan| {
        let section = ordinary().plan.summary.into_iter().find(|part| part.key == "to-do");
        plan.summary.extend(section);
    });
}

#[test]
fn an_ordinary_name_for_a_back_with_an_open_flag_is_found() {
    same_day().spoilt(7, "nonspecific", |plan| plan.classes.push(class("nonspecific")));
}

#[test]
fn a_missing_card_number_or_section_is_found() {
    for good in [ordinary(), same_day(), emergency(), unfinished()] {
        good.spoilt(9, "no card", |plan| plan.summary.retain(|part| part.key != "warning-card"));
        good.spoilt(9, "no number", |plan| plan.bottom_line.emergency_number.clear());
    }
    for section in 1..=20 {
        ordinary().spoilt(49, "a section", |plan| plan.summary.retain(|s| s.number != section));
    }
    emergency().spoilt(49, "urgency", |plan| plan.summary.retain(|part| part.key != "urgency"));
}

#[test]
fn care_for_a_child_and_a_dose_for_somebody_under_18_are_found() {
    let child = Good::of("plain-acute", "age = 15");
    child.spoilt(10, "recommends", |plan| plan.recommendations.push(recommendation("active")));
    child.spoilt(10, "exercises", |plan| plan.exercises = ordinary().plan.exercises);
    Good::of("plain-acute", "age = 17").spoilt(10, "dose", |plan| plan.medicines.push(ibuprofen()));
}

#[test]
fn a_daily_limit_above_that_of_every_reader_is_found() {
    ordinary().spoilt(14, "day", |plan| {
        limits(plan).max_24h_mg = limits(plan).max_24h_mg.map(|most| most + 1000.0);
    });
}

#[test]
fn a_daily_limit_above_that_of_this_reader_is_found() {
    ordinary().spoilt(14, "one milligram", |plan| {
        limits(plan).max_24h_mg = limits(plan).max_24h_mg.map(|most| most + 1.0);
    });
}

#[test]
fn a_single_dose_above_its_limit_is_found() {
    ordinary().spoilt(14, "one dose", |plan| {
        limits(plan).single_mg = limits(plan).single_mg.map(|(least, most)| (least, most + 1.0));
    });
}

#[test]
fn a_shorter_time_between_doses_is_found() {
    ordinary().spoilt(14, "hours", |plan| limits(plan).every_hours = Some(1.0));
}

#[test]
fn limits_that_are_missing_or_out_of_place_are_found() {
    let good = ordinary();
    good.spoilt(14, "no day", |plan| limits(plan).max_24h_mg = None);
    good.spoilt(14, "no limits", |plan| medicine(plan).limits = None);
    good.spoilt(14, "not offered", |plan| medicine(plan).state = MedicineState::Ask);
}

#[test]
fn a_limit_that_was_not_lowered_is_found() {
    Good::of("plain-acute", "alcohol = 3").spoilt(15, "alcohol", |plan| {
        limits(plan).max_24h_mg = Some(3000.0);
    });
    Good::of("plain-acute", "weight = 40.0").spoilt(15, "40 kg", |plan| {
        let light = plan.medicines.iter_mut().find(|note| note.id == "paracetamol").unwrap();
        light.limits.as_mut().unwrap().max_24h_mg = Some(3000.0);
    });
}

#[test]
fn a_course_without_an_end_is_found() {
    ordinary().spoilt(25, "no end", |plan| limits(plan).stop_by = None);
}

#[test]
fn a_course_that_ends_late_is_found() {
    ordinary().spoilt(26, "date", |plan| limits(plan).stop_by = Some("2027-06-01".to_owned()));
}

#[test]
fn a_course_that_is_over_is_found() {
    let yesterday = TODAY.yesterday().unwrap().to_string();
    ordinary().spoilt(26, "over", |plan| limits(plan).stop_by = Some(yesterday));
}

#[test]
fn a_course_that_is_long_is_found() {
    ordinary().spoilt(26, "days", |plan| limits(plan).days_max = Some(30));
}

#[test]
fn two_of_a_kind_and_what_did_not_pass_its_gate_are_found() {
    ordinary().spoilt(17, "twice", |plan| plan.medicines.push(ibuprofen()));
    for lines in ["gi = [\"ulcer-now\"]", "diabetes = \"yes\"", "liver = \"unknown\""] {
        let blocked = Good::of("plain-acute", lines);
        blocked.spoilt(18, lines, |plan| {
            plan.medicines.retain(|note| note.id != "ibuprofen");
            plan.medicines.push(ibuprofen());
        });
    }
}

#[test]
fn a_medicine_that_is_never_recommended_is_found() {
    ordinary().spoilt(21, "diclofenac", |plan| medicine(plan).id = "diclofenac-oral".to_owned());
}

#[test]
fn a_medicine_that_the_guideline_does_not_hold_is_found() {
    ordinary().spoilt(21, "morphine", |plan| medicine(plan).id = "morphine".to_owned());
}

#[test]
fn a_medicine_without_watch_exit_or_company_is_found() {
    let good = ordinary();
    good.spoilt(25, "watch", |plan| medicine(plan).watch.clear());
    good.spoilt(25, "how to stop", |plan| medicine(plan).how_to_stop.clear());
    good.spoilt(25, "self-care", |plan| medicine(plan).self_care.clear());
}

#[test]
fn bed_rest_and_devices_are_found() {
    ordinary().spoilt(31, "rest", |plan| plan.recommendations.push(recommendation("rest")));
    ordinary().spoilt(33, "device", |plan| plan.recommendations.push(recommendation("device")));
}

#[test]
fn a_recommendation_for_what_the_guideline_advises_against_is_found() {
    let mut traction = recommendation("passive");
    traction.id = "traction".to_owned();
    ordinary().spoilt(33, "traction", |plan| plan.recommendations.push(traction));
}

#[test]
fn a_scan_without_a_cause_or_against_the_advice_is_found() {
    ordinary().spoilt(32, "no cause", |plan| plan.imaging.push(scan("")));
    ordinary().spoilt(32, "against", |plan| plan.imaging.push(scan("disc")));
}

#[test]
fn a_plan_without_anything_active_is_found() {
    for good in [ordinary(), sciatica(), Good::of("stenosis", "")] {
        good.spoilt(34, "passive", |plan| plan.recommendations.retain(|n| n.kind != "active"));
    }
}

#[test]
fn hands_on_treatment_with_an_open_flag_is_found() {
    let flagged = Good::of("plain-acute", "height_loss = \"yes\"");
    flagged.spoilt(35, "hands on", |plan| plan.recommendations.push(recommendation("hands-on")));
}

#[test]
fn hands_on_treatment_behind_a_gate_that_is_not_clear_is_found() {
    let doubtful = Good::of("plain-acute", "osteoporosis = \"unknown\"");
    doubtful.spoilt(35, "weak bones?", |plan| {
        let mut massage = recommendation("hands-on");
        massage.id = "massage".to_owned();
        plan.recommendations.push(massage);
    });
}

#[test]
fn leg_pain_without_its_card_or_its_self_check_is_found() {
    for id in ["leg-warning-card", "strength-self-check"] {
        sciatica().spoilt(38, id, |plan| plan.recommendations.retain(|note| note.id != id));
    }
}

#[test]
fn a_plan_at_which_nobody_looks_again_is_found() {
    for good in [ordinary(), sciatica(), same_day(), emergency()] {
        good.spoilt(39, "no check", |plan| plan.follow_up.clear());
    }
    ordinary().spoilt(39, "late", |plan| plan.follow_up.retain(|check| check.in_days > Some(14)));
}

#[test]
fn low_mood_and_high_risk_without_an_answer_are_found() {
    let low = "phq2_interest = 2\nphq2_down = 2";
    let without = |plan: &mut Plan| {
        plan.recommendations.retain(|n| !["mind", "psychological"].contains(&n.kind.as_str()));
    };
    Good::of("plain-subacute", low).spoilt(41, "mood", without);
    let high = "start_back_total = 8\nstart_back_sub = 4";
    Good::of("plain-subacute", high).spoilt(41, "risk", without);
}

#[test]
fn a_claim_without_a_source_is_found() {
    let bare = |statement: &mut Statement| {
        statement.cites.clear();
        statement.unconfirmed = false;
    };
    ordinary().spoilt(44, "no source", |plan| bare(&mut plan.recommendations[0].statement));
    emergency().spoilt(44, "no source", |plan| bare(&mut plan.red_flags[0].statement));
}

#[test]
fn a_number_that_leads_to_no_source_is_found() {
    ordinary().spoilt(44, "dangling", |plan| {
        plan.recommendations[0].statement.cites = vec![999];
    });
}

#[test]
fn a_plan_that_does_not_name_its_edition_is_found() {
    ordinary().spoilt(48, "edition", |plan| plan.edition.content.clear());
}

#[test]
fn a_private_answer_that_is_told_is_found() {
    let home = Good::of("plain-acute", "unsafe_home = \"yes\"");
    home.spoilt(50, "why", |plan| {
        let private: &mut RedFlagNote = plan.red_flags.iter_mut().find(|f| f.private).unwrap();
        assert_eq!(private.state, Presence::Definite);
        private.why.push("someone is hurting you".to_owned());
    });
}

#[test]
fn a_plan_that_fails_only_sends_to_a_clinician_and_keeps_its_card() {
    let mut guideline = engine().guideline.clone();
    for entry in &mut guideline.recommendations {
        entry.body.source.clear();
        entry.body.unconfirmed.clear();
    }
    let unfounded = Engine::new(guideline).unwrap();
    for (good, urgency) in [(ordinary(), UrgencyWord::Routine), (sciatica(), UrgencyWord::Routine)]
    {
        let context = Context { audience: READERS[0], today: Some(TODAY), begun: None };
        let Released { plan, failures } = release(&unfounded, &good.sheet, context);
        assert!(failures.iter().any(|failure| failure.number == 44), "{failures:?}");
        assert_eq!(plan.urgency, urgency);
        assert_eq!(plan.caution.failures.len(), failures.len());
        assert!(plan.recommendations.is_empty() && plan.medicines.is_empty());
        assert!(plan.exercises.is_empty() && plan.imaging.is_empty());
        assert!(plan.summary.iter().any(|section| section.key == "warning-card"));
    }
}
