//! The safety invariants of pathway (k) that can be read off a finished plan. They are checked on
//! every plan that is built; one that breaks any never leaves.

use jiff::civil::Date;
use lumbago_guideline::fact::FactKind;
use lumbago_guideline::medicine::{Medicine, Tier};
use lumbago_guideline::recommendation::Direction;
use lumbago_guideline::urgency::Urgency;

use crate::compile::MedicineWires;
use crate::decide::{Decision, Engine, MedicineState, Outcome, Presence};
use crate::facts::{FactSheet, State, Value};
use crate::plan::{Audience, Context, Limits, MedicineNote, Plan, UrgencyWord, after, word_of};

/// An invariant that a plan breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Its number in pathway (k).
    pub number: u8,
    /// What breaks it.
    pub what: String,
}

impl std::fmt::Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "invariant {}: {}", self.number, self.what)
    }
}

/// Every invariant that a plan breaks; empty for a plan that may leave.
pub fn violations(
    engine: &Engine,
    sheet: &FactSheet,
    decision: &Decision<'_>,
    context: Context<'_>,
    plan: &Plan,
) -> Vec<Violation> {
    let mut checker = Checker { engine, sheet, decision, context, plan, found: Vec::new() };
    checker.urgency();
    checker.what_an_urgent_plan_shows();
    checker.age();
    checker.medicines();
    checker.content();
    checker.follow_up();
    checker.information();
    checker.found
}

struct Checker<'a> {
    engine: &'a Engine,
    sheet: &'a FactSheet,
    decision: &'a Decision<'a>,
    context: Context<'a>,
    plan: &'a Plan,
    found: Vec<Violation>,
}

impl Checker<'_> {
    fn hold(&mut self, number: u8, holds: bool, what: &str) {
        if !holds {
            self.found.push(Violation { number, what: what.to_owned() });
        }
    }

    fn flag_is_present(&self, spec: &str) -> bool {
        self.plan
            .red_flags
            .iter()
            .any(|flag| flag.state == Presence::Definite && flag.spec.iter().any(|own| own == spec))
    }

    fn finding(&self, name: &str) -> bool {
        let found = self.engine.guideline.findings.iter().zip(&self.engine.compiled.findings);
        let mut named = found.filter(|(finding, _)| finding.id == name);
        named.any(|(_, wires)| {
            wires.out.is_some_and(|gate| self.decision.values.get(gate).is_definite())
        })
    }

    /// 1, 2, 3, 6, 11 and 12, reckoned anew from the red flags and not from the urgency gates.
    fn urgency(&mut self) {
        let softening = &self.engine.guideline.texts.urgencies.softening;
        let highest = self.decision.flags.iter().filter_map(|flag| match flag.presence {
            Presence::Definite => Some(flag.urgency),
            Presence::Possible => softening.of(flag.urgency),
        });
        let highest = highest.max();
        let definite = self.decision.flags.iter().filter(|f| f.presence == Presence::Definite);
        let emergency = definite.clone().any(|flag| flag.urgency == Urgency::Emergency);
        let urgency = self.decision.urgency;
        let is_emergency = urgency == Some(Urgency::Emergency);
        self.hold(1, emergency == is_emergency, "an emergency is present and not shown as one");
        let shown = word_of(urgency) == self.plan.urgency
            && urgency.and_then(Urgency::days) == self.plan.within_days;
        self.hold(3, shown, "the plan shows another urgency than was decided");
        if let Some(urgency) = urgency {
            self.hold(3, Some(urgency) >= highest, "the urgency is below that of a red flag");
            let same_day = definite.clone().any(|flag| flag.urgency >= Urgency::SameDay);
            self.hold(2, !same_day || urgency >= Urgency::SameDay, "a same-day flag ends lower");
            let possible =
                self.decision.flags.iter().any(|flag| flag.urgency == Urgency::Emergency);
            self.hold(
                6,
                !possible || urgency >= Urgency::SameDay,
                "a possible emergency ends lower",
            );
        }
        let overdose = self.flag_is_present("RF-58");
        self.hold(11, !overdose || is_emergency, "an overdose is no emergency");
        let suicide_plan = self.flag_is_present("RF-55");
        self.hold(12, !suicide_plan || is_emergency, "a suicide plan is no emergency");
    }

    /// 1, 6, 28, 42 and 49.
    fn what_an_urgent_plan_shows(&mut self) {
        let plan = self.plan;
        let planned = self.decision.outcome == Outcome::Planned;
        self.hold(6, planned || plan.recommendations.is_empty(), "recommendations without a plan");
        self.hold(28, planned || plan.medicines.is_empty(), "medicines without a plan");
        self.hold(1, planned || plan.exercises.is_empty(), "exercises without a plan");
        let urgent = [UrgencyWord::Emergency, UrgencyWord::SameDay].contains(&plan.urgency);
        let work = plan.recommendations.iter().any(|note| note.kind == "work");
        self.hold(42, !urgent || !work, "work advice while a flag is open");
        let expected: Vec<u8> = match self.decision.outcome {
            Outcome::Planned => (1..=20).collect(),
            Outcome::Emergency | Outcome::SameDay => vec![1, 2, 3, 13],
            _ => Vec::new(),
        };
        let has = |number: &u8| plan.summary.iter().any(|section| section.number == *number);
        self.hold(49, expected.iter().all(has), "the summary lacks a section");
        let only_urgent = plan.summary.iter().all(|section| {
            let allowed = expected.contains(&section.number) || section.key == "handover";
            allowed || !urgent
        });
        self.hold(1, only_urgent, "an urgent plan shows something else");
        let card = plan.summary.iter().any(|section| section.key == "warning-card");
        self.hold(9, card, "the warning card is missing");
        let number = &plan.bottom_line.emergency_number;
        self.hold(9, !number.is_empty(), "the emergency number is missing");
    }

    /// 10, and the scope of the guideline.
    fn age(&mut self) {
        let holds = |gate| self.decision.values.get(gate).is_certain();
        let care = &self.engine.compiled.care;
        let nothing = self.plan.recommendations.is_empty()
            && self.plan.exercises.is_empty()
            && self.plan.medicines.is_empty();
        self.hold(10, holds(care.in_scope) || nothing, "a plan of care for somebody too young");
        let dosed = self.plan.medicines.iter().any(|note| note.limits.is_some());
        self.hold(10, holds(care.full_scope) || !dosed, "a dose for somebody too young");
    }

    /// 14 to 30: what is offered passed every gate, and no number is above its file's.
    fn medicines(&mut self) {
        let engine = self.engine;
        let mut classes = Vec::new();
        for note in &self.plan.medicines {
            let found = engine.guideline.medicines.iter().position(|entry| entry.id == note.id);
            let Some((entry, wires)) = found.and_then(|position| {
                Some((engine.guideline.medicines.get(position)?, engine.medicine(position)?))
            }) else {
                self.hold(21, false, &format!("{} is no medicine of the guideline", note.id));
                continue;
            };
            let body = &entry.body;
            let offered = note.state == MedicineState::Offered;
            self.hold(14, offered || note.limits.is_none(), "a dose for what is not offered");
            if !offered {
                continue;
            }
            self.hold(17, !classes.contains(&body.class), "two medicines of one class");
            classes.push(body.class.clone());
            let gates = engine.guideline.gates.iter().zip(&engine.compiled.care.gates);
            let shared = gates.filter(|(gate, _)| body.gates.contains(&gate.id));
            let open = shared
                .flat_map(|(_, wires)| &wires.items)
                .chain(&wires.items)
                .filter_map(|item| item.list.out)
                .any(|gate| self.decision.values.get(gate).is_open());
            self.hold(18, !open, &format!("{} passes a gate that is not clear", note.id));
            let against = Direction::Against;
            self.hold(21, body.direction != against, &format!("{} is never recommended", note.id));
            let Some(limits) = &note.limits else {
                self.hold(14, false, &format!("{} is offered without limits", note.id));
                continue;
            };
            self.limits(note, limits, body);
            self.reductions(note, limits, body, wires);
            let dated = self.plan.today.is_empty() || limits.stop_by.is_some();
            self.hold(25, dated, &format!("{} has no stop date", note.id));
            let told = !note.watch.is_empty() && !note.how_to_stop.is_empty();
            self.hold(25, told, &format!("{} lacks what to watch or how to stop", note.id));
            self.hold(25, !note.self_care.is_empty(), &format!("{} stands alone", note.id));
        }
    }

    /// 14, 16 and 26: no number is looser than the file's for this reader.
    fn limits(&mut self, note: &MedicineNote, limits: &Limits, body: &Medicine) {
        let of = |tier: Tier| body.limit.iter().find(|limit| limit.tier == tier);
        let own = match self.plan.audience {
            Audience::Clinician => of(Tier::Clinician).or_else(|| of(Tier::Person)),
            Audience::Person => of(Tier::Person),
        };
        let Some(own) = own else {
            self.hold(14, false, &format!("{} has no limit for this reader", note.id));
            return;
        };
        let at_most = |shown: Option<f64>, own: Option<f64>| match (shown, own) {
            (Some(shown), Some(own)) => shown <= own,
            (shown, own) => shown.is_none() && own.is_none(),
        };
        let single = limits.single_mg.map(|(_, most)| most);
        let within = at_most(limits.max_24h_mg, own.max_24h_mg)
            && at_most(single, own.single_mg.map(|single| single.greatest))
            && at_most(own.every_hours, limits.every_hours);
        self.hold(14, within, &format!("{} is above its limit", note.id));
        let days = |shown: Option<u16>, own: Option<u16>| match (shown, own) {
            (Some(shown), Some(own)) => shown <= own,
            _ => true,
        };
        let last = own.stop_by_days.or(own.days_max);
        let began = self.context.course_of(&note.id);
        let latest = began.zip(last).and_then(|(began, days)| after(began, days));
        let ends = limits.stop_by.as_ref().and_then(|day| day.parse::<Date>().ok());
        let in_time = match (ends, latest) {
            (Some(ends), Some(latest)) => ends <= latest,
            _ => true,
        };
        let over = self.context.today.zip(ends).is_some_and(|(today, ends)| ends < today);
        self.hold(26, !over, &format!("the course of {} is over", note.id));
        let short = days(limits.days, own.days) && days(limits.days_max, own.days_max);
        self.hold(26, short && in_time, &format!("{} goes on too long", note.id));
    }

    /// 15 and 29: what lowers a limit has lowered it.
    fn reductions(
        &mut self,
        note: &MedicineNote,
        limits: &Limits,
        body: &Medicine,
        wires: &MedicineWires,
    ) {
        let weight = self.engine.guideline.facts.find("weight").and_then(|(id, fact)| {
            match (self.sheet.state(id), &fact.kind) {
                (State::Known(Value::Number(steps)), FactKind::Number { decimals, .. }) => {
                    Some(*steps as f64 / 10f64.powi(i32::from(*decimals)))
                }
                _ => None,
            }
        });
        let lowered = body.reduce.iter().zip(&wires.reductions).all(|(reduction, (_, counts))| {
            let concerns = reduction.tier.is_none_or(|tier| {
                (tier == Tier::Clinician) == (self.plan.audience == Audience::Clinician)
            });
            if !concerns || !self.decision.values.get(*counts).is_certain() {
                return true;
            }
            let per_kg = |mg: Option<f64>| Some(mg? * weight?);
            let below = |shown: Option<f64>, cap: Option<f64>| match (shown, cap) {
                (_, None) => true,
                (Some(shown), Some(cap)) => shown <= cap,
                (None, Some(_)) => false,
            };
            below(limits.max_24h_mg, reduction.max_24h_mg)
                && below(limits.max_24h_mg, per_kg(reduction.max_24h_mg_per_kg))
                && below(limits.single_mg.map(|(_, m)| m), per_kg(reduction.single_mg_per_kg))
        });
        self.hold(15, lowered, &format!("{} ignores a reduction", note.id));
    }

    /// What the guideline advises for and against, hands-on treatment among it.
    fn directions(&mut self) {
        let engine = self.engine;
        for note in &self.plan.recommendations {
            let found = engine.guideline.recommendations.iter().position(|e| e.id == note.id);
            let Some((entry, wires)) = found.and_then(|at| {
                let wires = engine.compiled.care.recommendations.get(at)?;
                Some((engine.guideline.recommendations.get(at)?, wires))
            }) else {
                self.hold(44, false, &format!("{} is no file of the guideline", note.id));
                self.hold(35, note.kind != "hands-on", "hands-on treatment of no file");
                continue;
            };
            let for_it = entry.body.direction == Direction::For;
            let same = for_it == (note.direction == "for");
            self.hold(33, same, &format!("{} is turned round", note.id));
            let own_kind = note.kind != "hands-on" || entry.body.kind.word() == note.kind;
            self.hold(35, own_kind, &format!("{} is no hands-on treatment", note.id));
            let open = wires.unless.as_ref().and_then(|unless| unless.out);
            let clear = open.is_none_or(|gate| !self.decision.values.get(gate).is_open());
            self.hold(35, clear, &format!("{} stands behind a gate that is not clear", note.id));
        }
    }

    /// 7, 31 to 35, 38 and 41.
    fn content(&mut self) {
        self.directions();
        let plan = self.plan;
        let for_ = || plan.recommendations.iter().filter(|note| note.direction == "for");
        self.hold(31, for_().all(|note| note.kind != "rest"), "bed rest is recommended");
        let pregnant = plan.classes.iter().any(|class| class.id == "pregnancy-related");
        let device = for_().any(|note| note.kind == "device");
        self.hold(33, !device || pregnant, "a device is recommended");
        let scan = |note: &&crate::plan::ImagingNote| {
            !["none", "explain", "review", "specialist"].contains(&note.advice.as_str())
        };
        let scans: Vec<_> = plan.imaging.iter().filter(scan).collect();
        self.hold(
            32,
            scans.iter().all(|n| !n.cause.is_empty()),
            "a scan without a suspected cause",
        );
        let none = plan.imaging.iter().any(|note| note.advice == "none");
        self.hold(32, scans.is_empty() || !none, "a scan is advised and advised against");
        if self.decision.outcome == Outcome::Planned {
            let own = ["nonspecific", "radicular", "stenosis"];
            let plannable = plan.classes.iter().any(|class| own.contains(&class.id.as_str()));
            let full = self.decision.values.get(self.engine.compiled.care.full_scope).is_certain();
            let active = for_().any(|note| note.kind == "active");
            self.hold(34, !plannable || !full || active, "nothing active is in the plan");
            let mood = for_().any(|note| ["mind", "psychological"].contains(&note.kind.as_str()));
            self.hold(
                41,
                !self.finding("mood_positive") || !full || mood,
                "low mood goes unanswered",
            );
            let psychological = for_().any(|note| note.kind == "psychological");
            self.hold(
                41,
                !self.finding("risk_high") || !full || psychological,
                "high risk unanswered",
            );
        }
        let unsafe_class = plan.classes.iter().any(|class| class.id == "nonspecific")
            && [UrgencyWord::Emergency, UrgencyWord::SameDay].contains(&plan.urgency);
        self.hold(7, !unsafe_class, "called ordinary while a flag is open");
        let flag_open = self
            .decision
            .flags
            .iter()
            .any(|flag| flag.presence == Presence::Definite && flag.urgency > Urgency::Routine);
        let hands_on = for_().any(|note| note.kind == "hands-on");
        self.hold(35, !hands_on || !flag_open, "hands-on treatment while a flag is open");
        let radicular = plan.classes.iter().any(|class| class.id == "radicular");
        let has = |id: &str| for_().any(|note| note.id == id);
        let warned = has("leg-warning-card") && has("strength-self-check");
        self.hold(38, !radicular || warned, "leg pain without its card and self-check");
    }

    /// 39: somebody looks again in time.
    fn follow_up(&mut self) {
        let latest = &self.engine.guideline.follow_up.latest;
        let earliest = self.plan.follow_up.iter().filter_map(|check| check.in_days).min();
        // Who is well again needs no further review of this pain (pathway g).
        let recovered = self.decision.values.get(self.engine.compiled.care.recovered).is_certain();
        let excepted = self.plan.classes.iter().any(|class| latest.except.contains(&class.id));
        let excepted = excepted || recovered;
        let limit = match (self.decision.outcome, self.decision.urgency) {
            (Outcome::Incomplete, _) => None,
            (_, Some(Urgency::Emergency | Urgency::SameDay)) => Some(latest.same_day),
            (_, Some(Urgency::WithinDays(days))) => Some(u16::from(days)),
            (Outcome::Planned, _) if !excepted => match self.plan.phase.as_deref() {
                Some("subacute") => Some(latest.subacute),
                Some("chronic") => Some(latest.chronic),
                _ => Some(latest.acute),
            },
            _ => None,
        };
        let dated = self.plan.follow_up.iter().all(|check| {
            let mut rows = self.engine.guideline.follow_up.check.iter();
            let row = rows.find(|row| row.id == check.id);
            let from = row.and_then(|row| self.context.check_from(row));
            let shown = check.on.as_ref().and_then(|on| on.parse::<Date>().ok());
            match (from, check.in_days, shown) {
                (Some(from), Some(days), Some(shown)) => after(from, days) == Some(shown),
                _ => true,
            }
        });
        self.hold(39, dated, "a check stands at another day than it falls due");
        let in_time = limit.is_none_or(|limit| earliest.is_some_and(|day| day <= limit));
        self.hold(39, in_time, "nobody looks again in time");
    }

    /// 44, 48 and 50.
    fn information(&mut self) {
        let rests = |statement: &crate::plan::Statement| {
            let resolved = statement
                .cites
                .iter()
                .all(|number| self.plan.sources.iter().any(|source| source.number == *number));
            resolved && (!statement.cites.is_empty() || statement.unconfirmed)
        };
        let statements = self
            .plan
            .red_flags
            .iter()
            .map(|flag| &flag.statement)
            .chain(self.plan.recommendations.iter().map(|note| &note.statement))
            .chain(self.plan.medicines.iter().map(|note| &note.statement))
            .chain(self.plan.imaging.iter().map(|note| &note.statement));
        let unfounded: Vec<_> =
            statements.filter(|statement| !rests(statement)).map(|s| s.text.clone()).collect();
        self.hold(44, unfounded.is_empty(), &format!("no source: {}", unfounded.join(" / ")));
        self.hold(48, !self.plan.edition.content.is_empty(), "the edition is not named");
        let private = self.plan.red_flags.iter().filter(|flag| flag.private);
        self.hold(50, private.clone().all(|flag| flag.why.is_empty()), "a private answer is shown");
        let home = self.engine.guideline.facts.find("unsafe_home");
        let told = home.is_some_and(|(id, fact)| {
            let known = matches!(self.sheet.state(id), State::Known(Value::Choice(0)));
            let ask = [fact.ask.as_str(), fact.ask_clinician.as_str()];
            known && self.plan.summary.iter().any(|section| mentions(section, &ask))
        });
        self.hold(50, !told, "an answer on safety at home would be printed");
    }
}

/// Whether a section quotes a question.
fn mentions(section: &crate::plan::Section, questions: &[&str]) -> bool {
    use crate::plan::Block;
    let quoted = |text: &str| questions.iter().any(|q| !q.is_empty() && text.contains(q));
    section.blocks.iter().any(|block| match block {
        Block::Text { statement } => quoted(&statement.text),
        Block::List { items, .. } => items.iter().any(|item| quoted(&item.text)),
        Block::Fields { rows } => rows.iter().any(|(name, value)| quoted(name) || quoted(value)),
        _ => false,
    })
}
