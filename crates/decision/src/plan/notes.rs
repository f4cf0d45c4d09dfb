//! The single notes of a plan: one red flag, one recommendation, one medicine.

use jiff::civil::Date;
use lumbago_guideline::class::ClassSaid;
use lumbago_guideline::exercise::ExerciseKind;
use lumbago_guideline::medicine::{Medicine, Tier};
use lumbago_guideline::recommendation::{Direction, OptionRow};
use lumbago_guideline::red_flag::{Instead, Said};
use lumbago_guideline::urgency::Urgency;
use serde::Serialize;

use super::build::{Draft, after};
use super::cite::plain;
use super::short::on_paper;
use crate::compile::{ItemWires, MedicineWires};
use crate::decide::{Engine, MedicineState, Presence};
use crate::dose::dose;
use crate::plan::{
    Audience, CheckNote, ClassNote, ExerciseNote, ImagingNote, Limits, MedicineNote,
    RecommendationNote, RedFlagNote, Statement, UrgencyWord, WALKING,
};
use crate::wire::Wire;

/// The most moves to begin with; the plan itself holds all that fit.
const FIRST_EXERCISES: usize = 4;

impl<'a> Draft<'a> {
    /// Either text, whichever the reader is for.
    pub fn for_reader<'t>(&self, person: &'t str, clinician: &'t str) -> &'t str {
        match self.context.audience {
            Audience::Clinician if !clinician.is_empty() => clinician,
            _ => person,
        }
    }

    pub fn red_flags(&mut self) -> Vec<RedFlagNote> {
        let engine = self.engine;
        let flags = self.decision.flags.clone();
        let mut notes = Vec::new();
        for flag in flags {
            let Some(entry) = engine.guideline.red_flags.get(flag.index) else { continue };
            let body = &entry.body;
            // What is private is told in its neutral words alone, whoever reads.
            let text = match body.private {
                true => &body.say.person,
                false => self.for_reader(&body.say.person, &body.say.clinician),
            };
            let statement = self.citer.say(body, text);
            let why = if body.private { Vec::new() } else { self.teller().tell(&flag.why) };
            let urgency = match flag.presence {
                Presence::Definite => Some(flag.urgency),
                Presence::Possible => engine.guideline.texts.urgencies.softening.of(flag.urgency),
            };
            let urgency = urgency.unwrap_or(Urgency::SelfCare);
            notes.push(RedFlagNote {
                id: entry.id.clone(),
                spec: body.spec.clone(),
                state: flag.presence,
                concern: body.concern.clone(),
                urgency: word_of(Some(urgency)),
                within_days: urgency.days(),
                why,
                statement,
                private: body.private,
            });
        }
        notes
    }

    pub fn classes(&mut self) -> Vec<ClassNote> {
        let engine = self.engine;
        let classes = self.decision.classes.clone();
        let mut notes: Vec<ClassNote> = Vec::new();
        for (index, state) in classes {
            let Some(entry) = engine.guideline.classes.get(index) else { continue };
            let body = &entry.body;
            let text = self.for_reader(&body.say.person, &body.say.clinician);
            notes.push(ClassNote {
                id: entry.id.clone(),
                state,
                title: body.title.clone(),
                leads: notes.is_empty(),
                statement: self.citer.say(body, text),
                course: self.citer.say(body, &self.outlook(&body.say)),
            });
        }
        notes
    }

    pub fn recommendations(&mut self) -> Vec<RecommendationNote> {
        let engine = self.engine;
        let made = self.decision.recommendations.clone();
        let mut notes = Vec::new();
        for made in made {
            let Some(entry) = engine.guideline.recommendations.get(made.index) else { continue };
            let body = &entry.body;
            let text = self.for_reader(&body.say.person, &body.say.clinician);
            notes.push(RecommendationNote {
                id: entry.id.clone(),
                title: body.title.clone(),
                direction: word(&body.direction),
                kind: word(&body.kind),
                line: made.line,
                strength: word(&body.strength),
                after_a_check: body.skill == lumbago_guideline::recommendation::Skill::Clinician,
                statement: self.citer.say(body, text),
                paper: on_paper(
                    &engine.guideline.texts.words,
                    body.direction == Direction::For,
                    text,
                ),
                how: body.option.how.clone(),
                benefit: body.option.benefit.clone(),
                risk: body.option.risk.clone(),
                effort: body.option.effort.clone(),
                money: body.option.money.clone(),
                certainty: word(&body.option.certainty),
                evidence: body.option.evidence.clone(),
                why: self.teller().tell_advice(&made.why),
                sources: body.source.iter().map(|source| source.id.clone()).collect(),
            });
        }
        // What is done first stands first; what is strong before what depends.
        notes.sort_by_key(|note| (note.line.unwrap_or(9), note.strength != "strong"));
        notes
    }

    /// Medicines that were considered for this reader; those never recommended are told as
    /// advice against.
    pub fn medicines(&mut self) -> Vec<MedicineNote> {
        let engine = self.engine;
        let wires = &engine.compiled.care.medicines;
        let mut notes = Vec::new();
        for (entry, wires) in engine.guideline.medicines.iter().zip(wires) {
            if entry.body.direction == Direction::Against {
                continue;
            }
            let tier = match (self.context.audience, wires.clinician) {
                (Audience::Clinician, Some(_)) => Tier::Clinician,
                _ => Tier::Person,
            };
            let Some(state) = Engine::medicine_state(&self.decision.values, wires.of(tier)) else {
                continue;
            };
            notes.push(self.medicine(&entry.id, &entry.body, wires, tier, state));
        }
        notes
    }

    fn medicine(
        &mut self,
        id: &str,
        body: &Medicine,
        wires: &MedicineWires,
        tier: Tier,
        state: MedicineState,
    ) -> MedicineNote {
        let engine = self.engine;
        let limits = match state {
            MedicineState::Offered => self.limits(id, body, wires, tier),
            _ => None,
        };
        let (state, limits, why) = self.as_of_today(body, wires, tier, (state, limits));
        let text = self.for_reader(&body.say.person, &body.say.clinician);
        let titles = |ids: &[String]| {
            let named = engine.guideline.recommendations.iter();
            let named: Vec<_> = named.filter(|entry| ids.contains(&entry.id)).collect();
            named.into_iter().map(|entry| entry.body.title.clone()).collect()
        };
        let of = |part: fn(&OptionRow) -> &String| {
            body.option.as_ref().map(part).cloned().unwrap_or_default()
        };
        MedicineNote {
            id: id.to_owned(),
            title: body.title.clone(),
            state,
            limits,
            why,
            add: self.additions(body),
            statement: self.citer.say(body, text),
            reason: body.say.reason.clone(),
            take: body.say.take.clone(),
            watch: body.say.watch.clone(),
            stop_if: body.say.stop_if.clone(),
            do_not_mix: body.say.do_not_mix.clone(),
            how_to_stop: body.say.how_to_stop.clone(),
            self_care: titles(&body.say.self_care),
            goes_with: body.goes_with.clone(),
            benefit: of(|row| &row.benefit),
            risk: of(|row| &row.risk),
            effort: of(|row| &row.effort),
            money: of(|row| &row.money),
            certainty: body.option.as_ref().map(|row| word(&row.certainty)).unwrap_or_default(),
            evidence: of(|row| &row.evidence),
        }
    }

    /// What becomes of a medicine by its dates, and why. A course that ended goes on with nobody's
    /// leave but a pharmacist's or a doctor's (k26), and so does another of its kind.
    fn as_of_today(
        &self,
        body: &Medicine,
        wires: &MedicineWires,
        tier: Tier,
        (state, limits): (MedicineState, Option<Limits>),
    ) -> (MedicineState, Option<Limits>, Vec<String>) {
        let say = &self.engine.guideline.texts.summary.say;
        let day = |day: &str| self.engine.guideline.texts.words.day(day);
        if let Some(last) = limits.as_ref().and_then(|limits| self.ended(limits)) {
            let text = self.for_reader(&say.course_over, &say.course_over_clinician);
            let why = vec![text.replace("{date}", &day(last))];
            return (MedicineState::Ask, None, why);
        }
        if let Some(first) = limits.as_ref().and_then(|limits| limits.stop_on.as_deref())
            && self.is_past(first)
        {
            let why = vec![say.first_course_over.replace("{date}", &day(first))];
            return (state, limits, why);
        }
        let why = self.in_the_way(body, wires, state);
        if !why.is_empty() || state != MedicineState::Blocked {
            return (state, limits, why);
        }
        // Nothing blocks it but another of its kind.
        match self.ended_of_kind(body, tier) {
            Some((other, last)) => {
                let text =
                    self.for_reader(&say.course_of_another, &say.course_of_another_clinician);
                let text = text.replace("{medicine}", &other).replace("{date}", &day(&last));
                let mut why = vec![text];
                why.extend(self.in_the_way(body, wires, MedicineState::Ask));
                (MedicineState::Ask, None, why)
            }
            None => (state, limits, vec![say.one_of_a_kind.clone()]),
        }
    }

    /// The last day of a course, where it is over.
    fn ended<'l>(&self, limits: &'l Limits) -> Option<&'l str> {
        limits.stop_by.as_deref().filter(|last| self.is_past(last))
    }

    /// The medicine of the same kind that stands in the plan and whose course is over: its name and
    /// its last day.
    fn ended_of_kind(&self, body: &Medicine, tier: Tier) -> Option<(String, String)> {
        let all = self.engine.guideline.medicines.iter();
        let mut all = all.zip(&self.engine.compiled.care.medicines);
        all.find_map(|(other, wires)| {
            let class = &other.body.class;
            if *class != body.class && !body.not_with.contains(class) {
                return None;
            }
            let state = Engine::medicine_state(&self.decision.values, wires.of(tier))?;
            let limits = match state {
                MedicineState::Offered => self.limits(&other.id, &other.body, wires, tier)?,
                _ => return None,
            };
            Some((other.body.title.clone(), self.ended(&limits)?.to_owned()))
        })
    }

    /// Whether a day lies before the day of the plan.
    pub fn is_past(&self, day: &str) -> bool {
        let day = day.parse::<Date>().ok();
        day.zip(self.context.today).is_some_and(|(day, today)| day < today)
    }

    /// What blocks a medicine, or what is not known yet and must be asked first.
    fn in_the_way(
        &self,
        body: &Medicine,
        wires: &MedicineWires,
        state: MedicineState,
    ) -> Vec<String> {
        let engine = self.engine;
        let own = body.item.iter().zip(&wires.items);
        let gates = engine.guideline.gates.iter().zip(&engine.compiled.care.gates);
        let gates = gates.filter(|(gate, _)| body.gates.contains(&gate.id));
        let shared = gates.flat_map(|(gate, wires)| gate.body.item.iter().zip(&wires.items));
        let value = |item: &ItemWires| item.list.out.map(|gate| self.decision.values.get(gate));
        own.chain(shared)
            .filter(|(_, item)| match (state, value(item)) {
                (MedicineState::Blocked, Some(wire)) => wire.is_certain(),
                (MedicineState::Ask, Some(wire)) => wire.is_open(),
                _ => false,
            })
            .map(|(item, wires)| {
                let text = self.for_reader(&item.person, &item.clinician);
                self.as_known(text, value(wires))
            })
            .collect()
    }

    /// A reason as it is known: what nobody told is never told back as a fact.
    fn as_known(&self, text: &str, wire: Option<Wire>) -> String {
        match wire {
            Some(wire) if !wire.is_definite() => {
                self.engine.guideline.texts.words.maybe(text.trim())
            }
            _ => text.trim().to_owned(),
        }
    }

    fn additions(&self, body: &Medicine) -> Vec<String> {
        let engine = self.engine;
        let gates = engine.guideline.gates.iter().zip(&engine.compiled.care.gates);
        let mut add = Vec::new();
        for (gate, wires) in gates.filter(|(gate, _)| body.gates.contains(&gate.id)) {
            for (addition, wires) in gate.body.add.iter().zip(&wires.additions) {
                if wires.out.is_some_and(|gate| self.decision.values.get(gate).is_open()) {
                    add.push(self.for_reader(&addition.person, &addition.clinician).to_owned());
                }
            }
        }
        add
    }

    /// The least of all limits that apply, and why a limit is lower than usual.
    fn limits(
        &self,
        id: &str,
        body: &Medicine,
        wires: &MedicineWires,
        tier: Tier,
    ) -> Option<Limits> {
        let began = self.context.course_of(id);
        let day = |days: Option<u16>| began.zip(days).and_then(|(day, days)| after(day, days));
        let values = &self.decision.values;
        let dose = dose(self.engine, self.sheet, values, body, wires, tier)?;
        let reasons = dose.reduced_by.iter().filter_map(|at| {
            let (reduction, (list, _)) = body.reduce.get(*at).zip(wires.reductions.get(*at))?;
            let wire = list.out.map(|gate| values.get(gate));
            Some(self.as_known(self.for_reader(&reduction.person, &reduction.clinician), wire))
        });
        Some(Limits {
            single_mg: dose.single_mg,
            every_hours: dose.limit.every_hours,
            max_24h_mg: dose.max_24h_mg,
            days: dose.days,
            days_max: dose.days_max,
            stop_on: day(dose.days).map(|day| day.to_string()),
            stop_by: day(dose.stop_by_days).map(|day| day.to_string()),
            reduced_because: reasons.collect(),
            note: dose.limit.note.clone(),
        })
    }

    pub fn imaging(&mut self) -> Vec<ImagingNote> {
        let engine = self.engine;
        let rules = self.decision.imaging.clone();
        let mut notes = Vec::new();
        for index in rules {
            let Some(entry) = engine.guideline.imaging.get(index) else { continue };
            let body = &entry.body;
            let text = self.for_reader(&body.say.person, &body.say.clinician);
            notes.push(ImagingNote {
                id: entry.id.clone(),
                title: body.title.clone(),
                advice: word(&body.advice),
                statement: self.citer.say(body, text),
                cause: body.say.cause.clone(),
                changes: body.say.changes.clone(),
            });
        }
        notes
    }

    pub fn exercises(&mut self) -> Vec<ExerciseNote> {
        let engine = self.engine;
        let first = self.first_exercises();
        let place = |id: &String| first.iter().zip(1u8..).find(|(known, _)| *known == id);
        let mut notes: Vec<ExerciseNote> = self
            .decision
            .exercises
            .iter()
            .filter_map(|index| engine.guideline.exercises.get(*index))
            .map(|entry| {
                let mut steps = vec![entry.body.start.clone()];
                steps.extend(entry.body.steps.iter().cloned());
                ExerciseNote {
                    id: entry.id.clone(),
                    title: entry.body.title.clone(),
                    kind: word(&entry.body.kind),
                    level: entry.body.level,
                    steps,
                    dose: super::words::dose(&engine.guideline.texts.words, &entry.body.dose),
                    stop_if: entry.body.stop_if.clone(),
                    first: place(&entry.id).map(|(_, place)| place),
                }
            })
            .collect();
        notes.sort_by_key(|note| note.level);
        notes
    }

    /// The moves to begin with: those of the guideline's daily movement while pain is new, else the
    /// easiest. Walking and what calms have places of their own.
    fn first_exercises(&self) -> Vec<String> {
        let guideline = &self.engine.guideline;
        let fit = self.decision.exercises.iter();
        let mut fit: Vec<_> = fit.filter_map(|index| guideline.exercises.get(*index)).collect();
        fit.retain(|entry| entry.id != WALKING && entry.body.kind != ExerciseKind::Relaxation);
        let daily = guideline.texts.activity.daily_movement.exercises.iter();
        let is_new = self.phase() == Some("acute");
        let mut first: Vec<String> = daily
            .filter(|id| is_new && fit.iter().any(|entry| entry.id == **id))
            .cloned()
            .collect();
        fit.sort_by_key(|entry| entry.body.level);
        fit.retain(|entry| !first.contains(&entry.id));
        first.extend(fit.into_iter().map(|entry| entry.id.clone()));
        first.truncate(FIRST_EXERCISES);
        first
    }

    /// What most likely happens next, by how long the pain has lasted; both where nobody can say.
    fn outlook(&self, say: &ClassSaid) -> String {
        let both = &self.engine.guideline.texts.summary.say.both_outlooks;
        match (&say.course_long, self.phase()) {
            (Some(long), Some("chronic")) => long.clone(),
            (Some(long), None) => [both, &say.course, long].map(|text| text.trim()).join(" "),
            _ => say.course.clone(),
        }
    }

    pub fn checks(&mut self) -> Vec<CheckNote> {
        use lumbago_guideline::follow_up::Within;
        let engine = self.engine;
        let due = self.decision.checks.clone();
        let mut notes = Vec::new();
        for index in due {
            let Some(check) = engine.guideline.follow_up.check.get(index) else { continue };
            let in_days = match (check.day, check.within) {
                (Some(day), _) => Some(day),
                (None, Some(Within::Urgency)) => Some(match self.decision.urgency {
                    Some(Urgency::WithinDays(days)) => u16::from(days),
                    _ => 0,
                }),
                (None, _) => None,
            };
            let text = self.for_reader(&check.person, &check.clinician);
            let mut statement = self.citer.say(&engine.guideline.follow_up, text);
            if !check.sources.is_empty() {
                statement.cites = self.citer.say_from(&check.sources, text).cites;
            }
            notes.push(CheckNote {
                id: check.id.clone(),
                on: self
                    .context
                    .check_from(check)
                    .zip(in_days)
                    .and_then(|(day, days)| after(day, days))
                    .map(|day| day.to_string()),
                in_days,
                every_days: check.every_days,
                who: check.who.clone(),
                owner: check.owner.clone(),
                what: check.what.clone(),
                if_not_better: check.if_not_better.clone(),
                statement,
            });
        }
        notes.sort_by_key(|note| note.in_days.unwrap_or(u16::MAX));
        notes
    }

    /// What brings a review forward, and is told: what stands on top of the plan, or the rest.
    pub fn escalations(&mut self, on_top: bool) -> Vec<Statement> {
        let engine = self.engine;
        let follow_up = &engine.guideline.follow_up;
        let mut told = Vec::new();
        for index in self.decision.escalations.clone() {
            let escalation = follow_up.escalation.get(index);
            let Some(escalation) = escalation.filter(|row| row.on_top == on_top) else { continue };
            // What only may be so brings the review forward too, and is not told as a fact.
            let wires = engine.compiled.care.escalations.get(index);
            let gate = wires.and_then(|(list, _)| list.out);
            if !gate.is_some_and(|gate| self.decision.values.get(gate).is_definite()) {
                continue;
            }
            let text = self.for_reader(&escalation.person, &escalation.clinician).trim().to_owned();
            told.push(match escalation.sources.is_empty() {
                true => self.citer.say(follow_up, &text),
                false => self.citer.say_from(&escalation.sources, &text),
            });
        }
        told
    }

    /// What the red flags that decide the urgency ask for instead of its usual action.
    pub fn own_actions(&self) -> Vec<String> {
        let mut actions: Vec<String> = Vec::new();
        for action in self.deciding().filter_map(|said| said.action.as_ref()) {
            let action = self.filled(action);
            if !actions.contains(&action) {
                actions.push(action);
            }
        }
        actions
    }

    /// What is said of the red flags that decide how soon.
    fn deciding(&self) -> impl Iterator<Item = &'a Said> {
        let guideline = &self.engine.guideline;
        let deciding = self.decision.flags.iter().filter(|flag| {
            flag.presence == Presence::Definite && Some(flag.urgency) == self.decision.urgency
        });
        deciding.filter_map(|flag| Some(&guideline.red_flags.get(flag.index)?.body.say))
    }

    /// The words in place of the urgency's, where every sign that decides has its own.
    pub fn instead(&self) -> Option<&'a Instead> {
        let mut own = self.deciding().map(|said| said.instead.as_ref());
        let first = own.next()??;
        own.all(|instead| instead.is_some()).then_some(first)
    }

    /// Where to find help that some red flags name beside the action.
    pub fn special_help(&mut self) -> Vec<Statement> {
        let engine = self.engine;
        let region = self.region();
        let mut help: Vec<Statement> = Vec::new();
        for flag in self.decision.flags.iter() {
            let Some(entry) = engine.guideline.red_flags.get(flag.index) else { continue };
            for resource in &engine.guideline.texts.support.resource {
                if !entry.body.support.contains(&resource.id) {
                    continue;
                }
                let text = resource.told(region);
                if !help.iter().any(|known| known.text == text) {
                    help.push(self.citer.say(&engine.guideline.texts.support, &text));
                }
            }
        }
        help
    }

    /// A list of plain names as statements.
    pub fn names(texts: &[String]) -> Vec<Statement> {
        texts.iter().map(plain).collect()
    }
}

/// The word of the JSON contract; none stands for an unfinished interview.
pub fn word_of(urgency: Option<Urgency>) -> UrgencyWord {
    match urgency {
        None => UrgencyWord::Incomplete,
        Some(Urgency::Emergency) => UrgencyWord::Emergency,
        Some(Urgency::SameDay) => UrgencyWord::SameDay,
        Some(Urgency::WithinDays(_)) => UrgencyWord::WithinDays,
        Some(Urgency::Routine) => UrgencyWord::Routine,
        Some(Urgency::SelfCare) => UrgencyWord::SelfCare,
    }
}

/// The word that a guideline file uses for one of its fixed words.
fn word(value: &impl Serialize) -> String {
    // A unit variant writes itself as its own name; anything else would be a mistake of ours.
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
