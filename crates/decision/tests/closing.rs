//! Red flags that were looked into and closed (RF-92): by whom, for how long, and what is left.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once when something is not as it says"
)]

mod support;

use jiff::ToSpan;
use jiff::civil::Date;
use lumbago_decision::decide::Presence;
use lumbago_guideline::problem::Problem;
use lumbago_guideline::red_flag::Closing;
use lumbago_guideline::urgency::Urgency;
use support::{TODAY, answers, engine, sheet, try_sheet};

/// The flags that only the emergency team can close, as the pathway lists them.
const EMERGENCY_TEAM: [&str; 16] = [
    "RF-01", "RF-02", "RF-03", "RF-04", "RF-05", "RF-06", "RF-11", "RF-13", "RF-20", "RF-21",
    "RF-22", "RF-36", "RF-37", "RF-38", "RF-39", "RF-55",
];

/// A record as a file holds it.
struct Record {
    flag: &'static str,
    on: String,
    team: &'static str,
    unchanged: Option<&'static str>,
}

impl Record {
    fn of(flag: &'static str, days_ago: i64, team: &'static str) -> Self {
        let on = day(days_ago);
        Self { flag, on: on.to_string(), team, unchanged: Some("yes") }
    }

    fn unchanged(self, answer: Option<&'static str>) -> Self {
        Self { unchanged: answer, ..self }
    }

    fn written(&self) -> String {
        let unchanged = match self.unchanged {
            Some(answer) => format!("unchanged = \"{answer}\"\n"),
            None => String::new(),
        };
        format!(
            "[[closed]]\nflag = \"{}\"\non = \"{}\"\nby = \"Dr Okafor\"\ntest = \"MRI\"\n\
             result = \"no compression\"\nteam = \"{}\"\n{unchanged}",
            self.flag, self.on, self.team
        )
    }
}

fn day(days_ago: i64) -> Date {
    TODAY.checked_sub(days_ago.days()).unwrap()
}

/// The urgency of a man of 40 who is otherwise well, with these answers and records.
fn urgency(lines: &str, records: &[Record]) -> Option<Urgency> {
    let records: String = records.iter().map(Record::written).collect();
    engine().decide(&sheet(&answers(&["plain-acute"], &format!("{lines}\n{records}")))).urgency
}

fn refused(record: &str) -> Problem {
    let problems = try_sheet(&answers(&["plain-acute"], record)).map(|_| ()).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.into_iter().next().unwrap()
}

const SHORTER: &str = "height_loss = \"yes\"";
const SADDLE: &str = "saddle_numb = \"yes\"";

#[test]
fn without_a_record_the_flags_of_these_tests_are_there() {
    assert_eq!(urgency(SHORTER, &[]), Some(Urgency::WithinDays(14)));
    assert_eq!(urgency(SADDLE, &[]), Some(Urgency::Emergency));
}

#[test]
fn an_ordinary_flag_stays_closed_for_90_days_and_no_longer() {
    for days_ago in [0, 1, 89, 90] {
        let record = Record::of("RF-34", days_ago, "clinician");
        assert_eq!(urgency(SHORTER, &[record]), Some(Urgency::SelfCare), "{days_ago} days ago");
    }
    for days_ago in [91, 400, -1] {
        let record = Record::of("RF-34", days_ago, "clinician");
        assert_eq!(
            urgency(SHORTER, &[record]),
            Some(Urgency::WithinDays(14)),
            "{days_ago} days ago"
        );
    }
}

#[test]
fn a_sign_that_changed_or_may_have_changed_opens_its_flag_again() {
    for unchanged in [Some("no"), Some("unknown"), None] {
        let record = Record::of("RF-34", 10, "clinician").unchanged(unchanged);
        let left = urgency(SHORTER, &[record]);
        assert_eq!(left, Some(Urgency::WithinDays(14)), "unchanged = {unchanged:?}");
        let record = Record::of("RF-01", 10, "emergency-team").unchanged(unchanged);
        let left = urgency(SADDLE, &[record]);
        assert_eq!(left, Some(Urgency::Emergency), "unchanged = {unchanged:?}");
    }
}

#[test]
fn a_record_closes_its_own_flag_and_no_other() {
    let record = Record::of("RF-17", 10, "clinician");
    assert_eq!(urgency(SHORTER, &[record]), Some(Urgency::WithinDays(14)));
    let both = format!("{SHORTER}\nself_harm = \"thoughts\"");
    let record = Record::of("RF-34", 10, "clinician");
    assert_eq!(urgency(&both, &[record]), Some(Urgency::SameDay));
}

#[test]
fn after_the_emergency_team_a_clinician_still_sees_the_person_within_a_day() {
    for days_ago in [0, 90] {
        let record = Record::of("RF-01", days_ago, "emergency-team");
        let left = urgency(SADDLE, &[record]);
        assert_eq!(left, Some(Urgency::WithinDays(1)), "{days_ago} days ago");
    }
    let record = Record::of("RF-01", 91, "emergency-team");
    assert_eq!(urgency(SADDLE, &[record]), Some(Urgency::Emergency));
}

#[test]
fn a_record_for_a_sign_that_is_gone_leaves_nothing() {
    let record = Record::of("RF-01", 10, "emergency-team");
    assert_eq!(urgency("", &[record]), Some(Urgency::SelfCare));
}

#[test]
fn a_clinician_cannot_close_what_only_the_emergency_team_can() {
    for flag in EMERGENCY_TEAM {
        let problem = refused(&Record::of(flag, 1, "clinician").written());
        assert!(problem.message.contains(flag), "{problem}");
        assert!(problem.help.as_deref().unwrap_or_default().contains("emergency team"));
    }
}

#[test]
fn the_emergency_team_alone_closes_exactly_the_flags_of_the_pathway() {
    let flags = engine().guideline.red_flags.iter();
    let own = flags.filter(|flag| flag.body.closing == Closing::EmergencyTeam);
    let mut own: Vec<&str> = own.flat_map(|flag| &flag.body.spec).map(String::as_str).collect();
    own.retain(|spec| spec.starts_with("RF-"));
    own.sort_unstable();
    own.dedup();
    assert_eq!(own, EMERGENCY_TEAM);
}

#[test]
fn a_record_that_lacks_something_is_refused_with_its_place_and_a_remedy() {
    let whole = Record::of("RF-34", 1, "clinician").written();
    for part in ["flag", "on", "by", "test", "result"] {
        let lines = whole.lines().filter(|line| !line.starts_with(&format!("{part} =")));
        let record: String = lines.map(|line| format!("{line}\n")).collect();
        let problem = refused(&format!("{SHORTER}\n{record}"));
        assert!(problem.message.contains(part), "{problem}");
        assert!(problem.help.is_some(), "{problem}");
        assert_eq!(problem.place.file, "case.toml");
    }
    for part in ["by", "test", "result"] {
        let lines = whole.lines().map(|line| match line.starts_with(&format!("{part} =")) {
            true => format!("{part} = \"  \"\n"),
            false => format!("{line}\n"),
        });
        refused(&format!("{SHORTER}\n{}", lines.collect::<String>()));
    }
}

#[test]
fn a_record_of_an_unknown_flag_or_day_is_refused_with_a_remedy() {
    let problem = refused(&Record::of("RF-034", 1, "clinician").written());
    assert!(problem.message.contains("RF-034") && problem.help.is_some(), "{problem}");
    let record = Record { on: "last week".to_owned(), ..Record::of("RF-34", 1, "clinician") };
    assert!(refused(&record.written()).help.is_some_and(|help| help.contains("2026")));
}

#[test]
fn a_closed_flag_is_not_told_as_found() {
    let record = Record::of("RF-34", 1, "clinician").written();
    let sheet = sheet(&answers(&["plain-acute"], &format!("{SHORTER}\n{record}")));
    let decision = engine().decide(&sheet);
    let named = |id: usize| engine().guideline.red_flags[id].id.starts_with("rf-34");
    assert!(!decision.flags.iter().any(|flag| named(flag.index)));
}

#[test]
fn what_the_emergency_team_closed_is_told_at_its_lower_level() {
    let record = Record::of("RF-01", 1, "emergency-team").written();
    let sheet = sheet(&answers(&["plain-acute"], &format!("{SADDLE}\n{record}")));
    let decision = engine().decide(&sheet);
    let flag = decision
        .flags
        .iter()
        .find(|flag| engine().guideline.red_flags[flag.index].id.starts_with("rf-01"))
        .expect("it is still told");
    assert_eq!((flag.presence, flag.urgency), (Presence::Definite, Urgency::WithinDays(1)));
}
