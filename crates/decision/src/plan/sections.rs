//! The 20 sections of the written summary (pathway j), each from the notes of the plan.

use lumbago_guideline::recommendation::Kind;
use lumbago_guideline::texts::edition::Resource;
use lumbago_guideline::urgency::Urgency;

use super::blocks::{list, offered, options, text, titled_against, to_do};
use super::build::Draft;
use super::cite::plain;
use super::words::describe;
use crate::decide::{MedicineState, Outcome, Presence};
use crate::facts::{State, Value};
use crate::plan::{
    Audience, Block, CheckNote, Plan, RecommendationNote, SCORES, Section, Statement, WALKING,
};

impl Draft<'_> {
    /// The sections that this plan may have: all, the urgent ones, or those of an unfinished
    /// interview.
    pub fn sections(&mut self, plan: &Plan) -> Vec<Section> {
        let engine = self.engine;
        let summary = &engine.guideline.texts.summary;
        let urgent = matches!(self.decision.outcome, Outcome::Emergency | Outcome::SameDay);
        let mut sections = Vec::new();
        for section in &summary.section {
            let shown = match self.decision.outcome {
                Outcome::Planned => true,
                Outcome::Emergency | Outcome::SameDay => section.urgent,
                Outcome::Incomplete => {
                    section.urgent || section.key == "limits" || section.key == "support"
                }
                Outcome::OutOfScope => {
                    section.urgent
                        || ["follow-up", "support", "sources", "limits"].contains(&&*section.key)
                }
            };
            if !shown {
                continue;
            }
            let mut blocks = self.section(&section.key, plan);
            // A whole plan has all of its sections, so that nobody wonders what was left out.
            let mut intro = section.intro.as_str();
            if blocks.is_empty() && self.decision.outcome == Outcome::Planned {
                let nothing = section.nothing.as_deref().unwrap_or(&summary.say.nothing_here);
                blocks.push(text(&plain(nothing)));
                intro = "";
            }
            if !blocks.is_empty() {
                let mut title = self.for_reader(&section.person, &section.clinician);
                if let Some(other) = self.heading_when_well(&section.key) {
                    title = other.person.as_str();
                    intro = if intro.is_empty() { intro } else { other.intro.as_str() };
                }
                sections.push(Section {
                    number: section.id,
                    key: section.key.clone(),
                    title: title.to_owned(),
                    intro: intro.to_owned(),
                    blocks,
                });
            }
        }
        if urgent {
            sections.push(self.handover(plan));
        }
        sections
    }

    fn section(&mut self, key: &str, plan: &Plan) -> Vec<Block> {
        let words = &self.engine.guideline.texts.words;
        match key {
            "who-and-when" => self.who_and_when(plan),
            "urgency" => self.urgency(plan),
            "found" => self.found(plan),
            "explanation" => self.explanation(plan),
            "course" => self.course(plan),
            "tests" => self.tests(plan),
            "options" => options(words, plan),
            "to-do" => to_do(plan, &self.engine.guideline.texts.summary.say.read_more),
            "medicines" => self.medicine_blocks(plan),
            "not-recommended" => Self::not_recommended(plan),
            "goals" => self.goals(),
            "steps" => self.steps(plan),
            "warning-card" => self.warning_card(),
            "follow-up" => self.follow_up(plan),
            SCORES => self.scores(),
            "support" => self.support(),
            "work-note" => self.work_note(),
            "questions" => self.questions(),
            "sources" => self.source_list(),
            "limits" => self.limits_of_use(),
            _ => Vec::new(),
        }
    }

    fn who_and_when(&self, plan: &Plan) -> Vec<Block> {
        let facts = &self.engine.guideline.facts;
        let texts = &self.engine.guideline.texts;
        let words = &texts.words;
        let mut rows = Vec::new();
        for name in ["age", "sex_at_birth", "role"] {
            if let Some((id, fact)) = facts.find(name) {
                let state = self.sheet.state(id);
                if *state != State::NotAsked {
                    rows.push((fact.ask_clinician.clone(), describe(words, fact, state)));
                }
            }
        }
        let version = texts
            .summary
            .say
            .version
            .replace("{edition}", &plan.edition.version)
            .replace("{content}", &plan.edition.content)
            .replace("{date}", &words.day(&plan.today));
        let mut blocks = vec![Block::Fields { rows }, text(&plain(version))];
        blocks.push(text(&plain(&*texts.summary.say.not_reviewed)));
        blocks
    }

    fn urgency(&mut self, plan: &Plan) -> Vec<Block> {
        let line = &plan.bottom_line;
        let mut blocks = vec![text(&plain(&*line.action))];
        blocks.extend(line.special.iter().map(text));
        blocks.push(text(&plain(&*line.why)));
        if plan.already.is_some() {
            let say = &self.engine.guideline.texts.summary.say;
            blocks.push(text(&plain(&*say.already_certain)));
            let urgencies = &self.engine.guideline.texts.urgencies;
            let already = urgencies.of(self.decision.already);
            blocks.push(text(&plain(self.filled(&already.title))));
            blocks.push(text(&plain(self.filled(&already.person))));
        }
        if self.context.audience == Audience::Clinician {
            let urgencies = &self.engine.guideline.texts.urgencies;
            let clinician = &urgencies.of(self.decision.urgency).clinician;
            blocks.push(text(&self.citer.say(urgencies, clinician)));
        }
        let calm = self.decision.urgency.is_some_and(|urgency| urgency <= Urgency::Routine);
        if !calm {
            blocks.push(list(line.what_to_say.iter().map(|line| plain(&**line)).collect()));
        }
        blocks.push(text(&plain(&*line.meanwhile)));
        if !calm {
            blocks.push(text(&plain(&*line.at_night)));
        }
        if self.decision.outcome == Outcome::OutOfScope {
            blocks.extend(self.out_of_scope());
        }
        blocks
    }

    fn out_of_scope(&mut self) -> Vec<Block> {
        let scope = &self.engine.guideline.texts.scope;
        let holds = |gate| self.decision.values.get(gate).is_certain();
        let care = &self.engine.compiled.care;
        let mut parts = Vec::new();
        if !holds(care.in_scope) {
            parts.push(&scope.plan);
        }
        if holds(care.neck) {
            parts.push(&scope.neck);
        }
        let texts: Vec<_> = parts
            .iter()
            .map(|part| self.for_reader(&part.person, &part.clinician).to_owned())
            .collect();
        texts.iter().map(|told| text(&self.citer.say(scope, told))).collect()
    }

    fn course(&mut self, plan: &Plan) -> Vec<Block> {
        if let Some(outlook) = self.outlook_when_well() {
            return vec![outlook];
        }
        plan.classes.first().map(|class| text(&class.course)).into_iter().collect()
    }

    fn explanation(&self, plan: &Plan) -> Vec<Block> {
        let say = &self.engine.guideline.texts.summary.say;
        let mut blocks: Vec<Block> = Vec::new();
        for (position, class) in plan.classes.iter().enumerate() {
            if position == 1 && class.state == Presence::Possible {
                blocks.push(text(&plain(&*say.also_possible)));
            }
            if plan.classes.len() > 1 {
                blocks.push(Block::Heading { text: class.title.clone() });
            }
            blocks.push(text(&class.statement));
        }
        blocks.push(text(&plain(&*say.uncertain)));
        blocks
    }

    fn tests(&self, plan: &Plan) -> Vec<Block> {
        let say = &self.engine.guideline.texts.summary.say;
        let mut blocks: Vec<Block> = Vec::new();
        if !plan.imaging.iter().any(|note| note.advice != "none" && note.advice != "explain") {
            let is_test = |note: &RecommendationNote| {
                note.direction == "for" && note.kind == Kind::Test.word()
            };
            let none = match plan.recommendations.iter().any(is_test) {
                true => &say.no_scan,
                false => &say.no_tests,
            };
            blocks.push(text(&plain(&**none)));
        }
        blocks.extend(plan.imaging.iter().map(|note| text(&note.statement)));
        blocks
    }

    fn medicine_blocks(&mut self, plan: &Plan) -> Vec<Block> {
        let engine = self.engine;
        let words = &engine.guideline.texts.words;
        let say = &engine.guideline.texts.summary.say;
        let mut blocks = Vec::new();
        if plan.medicines.is_empty() {
            blocks.push(text(&plain(&*say.no_medicines)));
        }
        for note in &plan.medicines {
            blocks.push(Block::Heading { text: note.title.clone() });
            match note.state {
                MedicineState::Offered => blocks.extend(offered(words, note)),
                MedicineState::Ask | MedicineState::Blocked => {
                    let lead = match note.state {
                        MedicineState::Ask => {
                            self.for_reader(&say.ask_first, &say.ask_first_clinician)
                        }
                        _ => &say.not_for_you,
                    };
                    blocks
                        .push(text(&Statement { text: lead.to_owned(), ..note.statement.clone() }));
                    blocks.push(list(Self::names(&note.why)));
                }
            }
        }
        let taking = &engine.guideline.texts.already_taking;
        for index in self.decision.taking.clone() {
            let Some(entry) = taking.entry.get(index) else { continue };
            let told = self.for_reader(&entry.person, &entry.clinician).trim().to_owned();
            blocks.push(text(&self.citer.say_from(&entry.sources, &told)));
        }
        blocks
    }

    fn not_recommended(plan: &Plan) -> Vec<Block> {
        let against = plan.recommendations.iter().filter(|note| note.direction == "against");
        let items: Vec<_> = against.map(titled_against).collect();
        if items.is_empty() { Vec::new() } else { vec![list(items)] }
    }

    fn goals(&mut self) -> Vec<Block> {
        let engine = self.engine;
        let activity = &engine.guideline.texts.activity;
        let mut blocks = Vec::new();
        if let Some((id, _)) = engine.guideline.facts.find("goals")
            && let State::Known(Value::Texts(goals)) = self.sheet.state(id)
        {
            blocks.push(list(Self::names(goals)));
        }
        let steps = &activity.goals.steps;
        // The sources stand once, at the first step.
        let mut items = Self::names(steps);
        if let Some(first) = items.first_mut() {
            *first = self.citer.say(activity, &first.text);
        }
        blocks.push(Block::List { ordered: true, items });
        let prompt = engine.guideline.texts.summary.say.your_goal.clone();
        blocks.push(Block::Lines { prompts: vec![prompt] });
        blocks
    }

    fn steps(&mut self, plan: &Plan) -> Vec<Block> {
        if let Some(steps) = self.steps_when_well() {
            return steps;
        }
        let engine = self.engine;
        let activity = &engine.guideline.texts.activity;
        let of_class = plan.classes.iter().find_map(|class| {
            activity.fortnight.iter().find(|fortnight| fortnight.phase == class.id)
        });
        let of_phase = plan.phase.as_ref().and_then(|phase| {
            activity.fortnight.iter().find(|fortnight| fortnight.phase == *phase)
        });
        let mut blocks = vec![text(&self.citer.say(activity, &activity.pacing.person))];
        if let Some(fortnight) = of_class.or(of_phase) {
            let days = fortnight.days.iter().map(|day| plain(&**day)).collect();
            blocks.push(Block::List { ordered: true, items: days });
        }
        if plan.exercises.iter().any(|note| note.id == WALKING) {
            blocks.push(text(&plain(activity.walking.person.trim())));
        }
        let first = plan.first_exercises().into_iter();
        let named: Vec<_> =
            first.map(|note| plain(format!("{}: {}", note.title, note.dose))).collect();
        if !named.is_empty() {
            blocks.push(list(named));
        }
        blocks
    }

    fn warning_card(&mut self) -> Vec<Block> {
        let engine = self.engine;
        let card = &engine.guideline.texts.warning_card;
        let mut blocks = vec![text(&self.citer.say(card, &card.person))];
        let leads = [(Urgency::Emergency, &card.call_now), (Urgency::SameDay, &card.today)];
        for (urgency, lead) in leads {
            blocks.push(text(&plain(self.filled(lead))));
            for (group, signs) in self.decision.card_signs(card) {
                if group.urgency == urgency {
                    blocks.push(Block::Heading { text: group.title.clone() });
                    blocks.push(list(signs.iter().map(|sign| plain(&*sign.say)).collect()));
                }
            }
        }
        if self.finding("leg_symptoms") {
            let leg = &card.leg_card;
            blocks.push(Block::Heading { text: leg.title.clone() });
            blocks.push(text(&plain(self.filled(&leg.person))));
            blocks.push(list(Self::names(&leg.signs)));
            let check = &card.strength_check;
            blocks.push(Block::Heading { text: check.title.clone() });
            blocks.push(text(&plain(check.person.trim())));
            blocks.push(Block::List { ordered: true, items: Self::names(&check.steps) });
            blocks.push(text(&plain(check.if_same.trim())));
            blocks.push(text(&plain(self.filled(&check.if_worse))));
        }
        blocks
    }

    fn follow_up(&mut self, plan: &Plan) -> Vec<Block> {
        let engine = self.engine;
        let words = &engine.guideline.texts.words;
        let mut items = Vec::new();
        // What is behind is told elsewhere, as answered or as late; unless nothing else is left.
        let past = |note: &&CheckNote| note.on.as_ref().is_some_and(|on| self.is_past(on));
        let all_past = plan.follow_up.iter().all(|note| past(&note));
        for note in plan.follow_up.iter().filter(|note| all_past || !past(note)) {
            let mut statement = note.statement.clone();
            if let Some(on) = &note.on {
                statement.text = format!("{}: {}", words.day(on), statement.text);
            }
            items.push(statement);
        }
        items.extend(self.escalations(false));
        if items.is_empty() {
            return Vec::new();
        }
        let say = &engine.guideline.texts.summary.say;
        // Nobody who is well again can miss a date.
        let last = if self.well_again().is_some() { &say.new_signs } else { &say.missed };
        vec![list(items), text(&plain(&*say.contact)), text(&plain(&**last))]
    }

    fn scores(&self) -> Vec<Block> {
        let guideline = &self.engine.guideline;
        let words = &guideline.texts.words;
        let mut rows = Vec::new();
        let scores = guideline.questionnaires.iter().map(|entry| &entry.body);
        for questionnaire in scores {
            let names = [Some(&questionnaire.score), questionnaire.total.as_ref()];
            for name in names.into_iter().flatten() {
                let Some((id, fact)) = guideline.facts.find(name) else { continue };
                let state = self.sheet.state(id);
                if matches!(state, State::Known(_)) {
                    rows.push((questionnaire.title.clone(), describe(words, fact, state)));
                }
            }
        }
        for name in ["peg_baseline", "peg_fall_percent"] {
            let Some((id, fact)) = guideline.facts.find(name) else { continue };
            let state = self.sheet.state(id);
            if matches!(state, State::Known(_)) {
                rows.push((fact.ask_clinician.clone(), describe(words, fact, state)));
            }
        }
        match rows.is_empty() {
            true => vec![text(&plain(&*guideline.texts.summary.say.no_score))],
            false => vec![Block::Fields { rows }],
        }
    }

    fn support(&self) -> Vec<Block> {
        let region = self.region();
        let support = &self.engine.guideline.texts.support;
        let shown = support.resource.iter().filter(|resource| !resource.private);
        // Whom to call comes first, in a block of its own.
        let (to_call, others): (Vec<_>, Vec<_>) =
            shown.partition(|resource| resource.number.is_some());
        let told = |of: Vec<&Resource>| {
            let rows = of.iter().map(|resource| (resource.title.clone(), resource.told(region)));
            Block::Fields { rows: rows.collect() }
        };
        vec![told(to_call), told(others)]
    }

    fn work_note(&self) -> Vec<Block> {
        let works = self
            .chosen("work_status")
            .is_some_and(|status| ["working", "modified", "off"].contains(&status));
        if !works {
            return Vec::new();
        }
        let note = &self.engine.guideline.texts.summary.work_note;
        vec![
            text(&plain(&*note.consent)),
            list(Self::names(&note.changes)),
            text(&plain(&*self.engine.guideline.texts.activity.work.letter)),
        ]
    }

    fn questions(&self) -> Vec<Block> {
        let guideline = &self.engine.guideline;
        let words = &guideline.texts.words;
        let mut told = Vec::new();
        for name in ["concerns", "beliefs", "hopes", "tried"] {
            let Some((id, fact)) = guideline.facts.find(name) else { continue };
            if let State::Known(_) = self.sheet.state(id) {
                told.push((fact.ask.clone(), describe(words, fact, self.sheet.state(id))));
            }
        }
        let prompts = &guideline.texts.summary.prompt;
        let prompts = prompts.iter().map(|prompt| prompt.text.clone()).collect();
        let mut blocks = Vec::new();
        if !told.is_empty() {
            blocks.push(Block::Fields { rows: told });
        }
        blocks.push(Block::Lines { prompts });
        blocks
    }

    fn source_list(&self) -> Vec<Block> {
        let words = &self.engine.guideline.texts.words;
        let in_part = format!(", {}", words.plan("read-in-part"));
        let reading = words.plan("our-reading");
        let items = self.citer.sources().iter().map(|source| {
            let partly = if source.partly_read { in_part.as_str() } else { "" };
            plain(format!(
                "{}. {}, {} ({}{partly}; {reading}: {})",
                source.title.trim_end_matches('.'),
                source.publisher,
                words.named("year", &source.year),
                words.named("kind", &source.kind),
                words.named("status", &source.status),
            ))
        });
        vec![Block::List { ordered: true, items: items.collect() }]
    }

    fn limits_of_use(&mut self) -> Vec<Block> {
        let engine = self.engine;
        let edition = &engine.guideline.texts.edition;
        let disclaimer = match (self.context.audience, self.chosen("role")) {
            (Audience::Clinician, _) => &edition.disclaimer.clinician,
            (Audience::Person, Some("carer")) => &edition.disclaimer.carer,
            (Audience::Person, _) => &edition.disclaimer.person,
        };
        let limits = &engine.guideline.texts.summary.limits;
        let limits = self.for_reader(&limits.person, &limits.clinician).to_owned();
        let notice = self.for_reader(&edition.notice_person, &edition.notice_clinician).to_owned();
        vec![
            text(&plain(notice.trim())),
            text(&self.citer.say(edition, disclaimer)),
            text(&plain(limits.trim())),
        ]
    }

    /// What the clinician who receives an urgent plan needs.
    fn handover(&self, plan: &Plan) -> Section {
        let guideline = &self.engine.guideline;
        let words = &guideline.texts.words;
        let summary = &guideline.texts.summary;
        let mut rows = Vec::new();
        for part in &summary.handover {
            let mut told: Vec<String> = Vec::new();
            for name in &part.facts {
                let Some((id, fact)) = guideline.facts.find(name) else { continue };
                let state = self.sheet.state(id);
                if *state != State::NotAsked {
                    told.push(format!("{}: {}", fact.ask_clinician, describe(words, fact, state)));
                }
            }
            match part.id.as_str() {
                "reason" => told.extend(
                    plan.red_flags
                        .iter()
                        .filter(|flag| !flag.private)
                        .map(|flag| format!("{} ({})", flag.concern, flag.spec.join(", "))),
                ),
                "not-known" => told.extend(
                    guideline
                        .facts
                        .iter()
                        .filter(|(id, fact)| {
                            *self.sheet.state(*id) == State::Unknown && !fact.private
                        })
                        .map(|(_, fact)| fact.ask_clinician.clone()),
                ),
                _ => {}
            }
            if !told.is_empty() {
                rows.push((part.clinician.clone(), told.join("; ")));
            }
        }
        Section {
            number: 21,
            key: "handover".to_owned(),
            title: summary.handover_title.clone(),
            intro: String::new(),
            blocks: vec![Block::Fields { rows }],
        }
    }
}
