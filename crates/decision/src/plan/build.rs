//! Builds a plan, checks the safety invariants on it, and lets it out only when they hold.

use std::collections::BTreeMap;

use jiff::civil::Date;
use lumbago_guideline::follow_up::{Check, Within};
use lumbago_guideline::standing::Status;
use lumbago_guideline::texts::edition::Region;
use lumbago_guideline::urgency::Urgency;

use super::cite::{Citer, status_word};
use super::notes::word_of;
use super::words::Teller;
use crate::decide::{Decision, Engine, Outcome};
use crate::facts::{FactSheet, State, Value};
use crate::invariants::{self, Violation};
use crate::plan::{Audience, BottomLine, Caution, CheckNote, EditionNote, Plan, Question, Section};

/// What a plan depends on beside the answers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// For whom it is written.
    pub audience: Audience,
    /// The day on which it is made; without it the plan has no dates.
    pub today: Option<Date>,
    /// What began before that day; none for somebody who is met for the first time.
    pub begun: Option<&'a Begun>,
}

/// The days from which a plan counts, for somebody who is followed up: a date that was told does
/// not move by looking again. What is not in it begins on the day of the plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Begun {
    /// The day of the first plan; the reviews are counted from it (pathway g).
    pub reviews: Option<Date>,
    /// The day on which the urgency that holds was first told.
    pub urgency: Option<Date>,
    /// The first day of each course of medicine that goes on, by the medicine.
    pub medicines: BTreeMap<String, Date>,
}

impl<'a> Context<'a> {
    /// The day from which some days are counted.
    fn since(self, begun: impl FnOnce(&'a Begun) -> Option<Date>) -> Option<Date> {
        let today = self.today?;
        Some(self.begun.and_then(begun).unwrap_or(today))
    }

    /// The day on which the course of a medicine began.
    pub(crate) fn course_of(self, medicine: &str) -> Option<Date> {
        self.since(|begun| begun.medicines.get(medicine).copied())
    }

    /// The day from which a check is counted: an urgent one from when the urgency was told.
    pub(crate) fn check_from(self, check: &Check) -> Option<Date> {
        match check.within {
            Some(Within::Urgency) => self.urgency_from(),
            _ => self.since(|begun| begun.reviews),
        }
    }

    /// The day on which the urgency was first told.
    fn urgency_from(self) -> Option<Date> {
        self.since(|begun| begun.urgency)
    }
}

/// A day so many days after another.
pub(crate) fn after(day: Date, days: u16) -> Option<Date> {
    day.checked_add(jiff::Span::new().days(i64::from(days))).ok()
}

/// A plan that may be shown, and the invariants that its first draft broke.
#[derive(Debug, Clone)]
pub struct Released {
    /// The plan; after a failure it only sends the person to a clinician.
    pub plan: Plan,
    /// What failed, to be reported to whoever maintains the guideline.
    pub failures: Vec<Violation>,
}

/// Decides and builds the plan. A draft that breaks an invariant never leaves: the plan becomes
/// "contact a clinician", at no lower urgency.
pub fn release(engine: &Engine, sheet: &FactSheet, context: Context<'_>) -> Released {
    let decision = engine.decide(sheet);
    let plan = Draft::new(engine, sheet, &decision, context).plan();
    let failures = invariants::violations(engine, sheet, &decision, context, &plan);
    if failures.is_empty() {
        return Released { plan, failures };
    }
    let plan = fallback(engine, &decision, plan, &failures);
    Released { plan, failures }
}

/// What is left of a plan that failed: who to contact, the warning card, and why.
fn fallback(engine: &Engine, decision: &Decision<'_>, plan: Plan, failures: &[Violation]) -> Plan {
    let texts = &engine.guideline.texts;
    let urgency = decision.urgency.unwrap_or(Urgency::SameDay).max(Urgency::Routine);
    let say = texts.urgencies.of(Some(urgency));
    let kept =
        |section: &Section| ["who-and-when", "warning-card", "limits"].contains(&&*section.key);
    Plan {
        urgency: word_of(Some(urgency)),
        within_days: urgency.days(),
        bottom_line: BottomLine {
            title: say.title.clone(),
            why: texts.summary.say.failed.clone(),
            ..plan.bottom_line
        },
        recommendations: Vec::new(),
        medicines: Vec::new(),
        imaging: Vec::new(),
        exercises: Vec::new(),
        follow_up: Vec::new(),
        summary: plan.summary.into_iter().filter(kept).collect(),
        caution: Caution {
            failures: failures.iter().map(ToString::to_string).collect(),
            ..plan.caution
        },
        ..plan
    }
}

/// A plan in the making.
pub(super) struct Draft<'a> {
    pub engine: &'a Engine,
    pub sheet: &'a FactSheet,
    pub decision: &'a Decision<'a>,
    pub context: Context<'a>,
    pub citer: Citer<'a>,
}

impl<'a> Draft<'a> {
    fn new(
        engine: &'a Engine,
        sheet: &'a FactSheet,
        decision: &'a Decision<'a>,
        context: Context<'a>,
    ) -> Self {
        let citer = Citer::new(&engine.guideline, context.today);
        Self { engine, sheet, decision, context, citer }
    }

    pub fn teller(&self) -> Teller<'a> {
        Teller {
            engine: self.engine,
            sheet: self.sheet,
            values: &self.decision.values,
            audience: self.context.audience,
        }
    }

    /// The option that was chosen for a fact.
    pub fn chosen(&self, name: &str) -> Option<&'a str> {
        let (id, fact) = self.engine.guideline.facts.find(name)?;
        match self.sheet.state(id) {
            State::Known(Value::Choice(option)) => {
                fact.kind.options().get(usize::from(*option)).map(String::as_str)
            }
            _ => None,
        }
    }

    /// Whether a named finding is present or possible.
    pub fn finding(&self, name: &str) -> bool {
        let found = self.engine.guideline.findings.iter().zip(&self.engine.compiled.findings);
        let mut named = found.filter(|(finding, _)| finding.id == name);
        named.any(|(_, wires)| {
            wires.out.is_some_and(|gate| self.decision.values.get(gate).is_possible())
        })
    }

    /// Whether a named finding is present.
    pub fn finding_is_definite(&self, name: &str) -> bool {
        let found = self.engine.guideline.findings.iter().zip(&self.engine.compiled.findings);
        let mut named = found.filter(|(finding, _)| finding.id == name);
        named.any(|(_, wires)| {
            wires.out.is_some_and(|gate| self.decision.values.get(gate).is_definite())
        })
    }

    /// How long the pain has lasted, by its name; none where nobody can say.
    pub fn phase(&self) -> Option<&'static str> {
        let phases = ["acute", "subacute", "chronic"];
        phases.into_iter().find(|phase| self.finding_is_definite(phase))
    }

    pub fn region(&self) -> Option<&'a Region> {
        self.engine.guideline.texts.region(self.chosen("region"))
    }

    pub fn emergency_number(&self) -> (&'a str, bool) {
        let unknown = self.engine.guideline.texts.urgencies.number_unknown.as_str();
        match self.region() {
            Some(region) if !region.generic => (region.emergency.as_str(), true),
            _ => (unknown, false),
        }
    }

    /// A text with its places filled in.
    pub fn filled(&self, text: &str) -> String {
        let words = &self.engine.guideline.texts.words;
        let days = self.decision.urgency.and_then(Urgency::days);
        let date = self.context.urgency_from().zip(days);
        let date = date.and_then(|(told, days)| after(told, u16::from(days)));
        text.trim()
            .replace("{number}", self.emergency_number().0)
            .replace("{days}", &days.map(|days| days.to_string()).unwrap_or_default())
            .replace(
                "{date}",
                &date
                    .map_or_else(|| words.date.that_day.clone(), |day| words.day(&day.to_string())),
            )
    }

    fn plan(mut self) -> Plan {
        let engine = self.engine;
        let edition = &engine.guideline.texts.edition;
        let planned = self.decision.outcome == Outcome::Planned;
        let shown =
            |show: bool, text: Option<&'static str>| text.filter(|_| show).map(str::to_owned);
        let red_flags = self.red_flags();
        let classes = self.classes();
        let recommendations = self.recommendations();
        let medicines = self.medicines();
        let imaging = self.imaging();
        let exercises = self.exercises();
        let follow_up = self.checks();
        let bottom_line = self.bottom_line(&follow_up);
        let phase = self.phase();
        let risk_group = [("risk_low", "low"), ("risk_high", "high"), ("risk_medium", "medium")]
            .into_iter()
            .find(|(finding, _)| self.finding_is_definite(finding))
            .map(|(_, group)| group);
        let already = match self.decision.outcome {
            Outcome::Incomplete => self.decision.already.map(|urgency| word_of(Some(urgency))),
            _ => None,
        };
        let mut plan = Plan {
            edition: EditionNote {
                name: edition.name.clone(),
                version: edition.version.clone(),
                date: edition.date.to_string(),
                content: engine.guideline.content_hash.clone(),
            },
            today: self.context.today.map(|day| day.to_string()).unwrap_or_default(),
            audience: self.context.audience,
            urgency: word_of(self.decision.urgency),
            within_days: self.decision.urgency.and_then(Urgency::days),
            already,
            bottom_line,
            red_flags,
            classes: if planned { classes } else { Vec::new() },
            phase: shown(planned, phase),
            risk_group: shown(planned, risk_group),
            recommendations,
            medicines,
            imaging,
            exercises,
            follow_up,
            summary: Vec::new(),
            sources: Vec::new(),
            ask_next: self.ask_next(),
            caution: Caution {
                status: status_word(edition.status).to_owned(),
                approved: edition.status == Status::Approved,
                text: self.for_reader(&edition.notice_person, &edition.notice_clinician).to_owned(),
                unconfirmed: 0,
                overdue: Vec::new(),
                failures: Vec::new(),
            },
        };
        plan.summary = self.sections(&plan);
        plan.sources = self.citer.sources().to_vec();
        plan.caution.unconfirmed = self.citer.unconfirmed;
        plan.caution.overdue = std::mem::take(&mut self.citer.overdue);
        plan
    }

    fn bottom_line(&mut self, follow_up: &[CheckNote]) -> BottomLine {
        let texts = &self.engine.guideline.texts;
        let say = texts.urgencies.of(self.decision.urgency);
        let one_day = self.decision.urgency == Some(Urgency::WithinDays(1));
        let person = match &say.person_one_day {
            Some(text) if one_day => text,
            _ => &say.person,
        };
        let (number, is_number) = self.emergency_number();
        // What a flag asks for replaces the usual action: two instructions would contradict.
        let own = self.own_actions();
        // Where somebody else should be seen, nothing says that no visit is needed.
        let beside = self.escalations(true);
        let calm = self.decision.urgency == Some(Urgency::SelfCare);
        let person = match calm && !beside.is_empty() {
            true => &texts.summary.say.action_beside,
            false => person,
        };
        let well = self.simply_well();
        let (title, person, why) = match well {
            Some(well) => (&well.title, &well.person, &well.why),
            None => (&say.title, person, &say.why),
        };
        let action = if own.is_empty() { self.filled(person) } else { own.join(" ") };
        let instead = self.instead();
        let (why, what_to_say, meanwhile) = match instead {
            Some(own) => (&own.why, &own.what_to_say, &own.meanwhile),
            None => (why, &say.what_to_say, &say.meanwhile),
        };
        // Who needs no review is sent to none.
        let no_review = follow_up.iter().all(|check| check.in_days.is_none());
        let meanwhile = match calm && no_review {
            true => &texts.summary.say.meanwhile_no_review,
            false => meanwhile,
        };
        let mut special = self.special_help();
        special.extend(beside);
        BottomLine {
            title: self.filled(title),
            action,
            why: self.filled(why),
            special,
            what_to_say: what_to_say.iter().map(|line| self.filled(line)).collect(),
            meanwhile: self.filled(meanwhile),
            at_night: self.filled(&say.at_night),
            emergency_number: number.to_owned(),
            is_number,
        }
    }

    /// What is still to be asked, in the order of the interview.
    fn ask_next(&self) -> Vec<Question> {
        let guideline = &self.engine.guideline;
        let mut questions = Vec::new();
        for page in &guideline.interview.page {
            for name in &page.facts {
                let Some((id, fact)) = guideline.facts.find(name) else { continue };
                if self.decision.ask_next.contains(&id) {
                    questions.push(Question {
                        fact: fact.id.clone(),
                        page: page.id.clone(),
                        ask: self.for_reader(&fact.ask, &fact.ask_clinician).to_owned(),
                        why: fact.why.clone(),
                    });
                }
            }
        }
        questions
    }
}
