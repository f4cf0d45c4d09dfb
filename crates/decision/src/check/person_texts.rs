//! Every text of the guideline that a person may read, collected in one place.

use lumbago_guideline::Guideline;
use lumbago_guideline::fact::Who;
use lumbago_guideline::recommendation::OptionRow;
use lumbago_guideline::texts::activity::Activity;
use lumbago_guideline::texts::danger::UrgencyText;
use lumbago_guideline::texts::summary::Summary;
use lumbago_guideline::texts::words::Answering;

use super::files::shown;

/// One text that a person may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonText<'g> {
    /// The file that it stands in, as messages call it.
    pub file: String,
    /// Where in that file, such as `say.person` or `[age] ask`.
    pub label: String,
    /// The text.
    pub text: &'g str,
}

/// Every text that a person may read, file by file. What only a clinician reads is left out:
/// clinicians' words, facts that only a clinician enters, and what explains a decision to an
/// author.
pub fn person_texts(guideline: &Guideline) -> Vec<PersonText<'_>> {
    let mut texts = Collected { texts: Vec::new(), file: String::new() };
    texts.questions(guideline);
    texts.danger(guideline);
    texts.care(guideline);
    texts.treatment(guideline);
    texts.course(guideline);
    texts.around(guideline);
    texts.texts
}

struct Collected<'g> {
    texts: Vec<PersonText<'g>>,
    /// The file from which texts are being taken.
    file: String,
}

impl<'g> Collected<'g> {
    fn one(&mut self, label: impl Into<String>, text: &'g str) {
        if !text.trim().is_empty() {
            self.texts.push(PersonText { file: self.file.clone(), label: label.into(), text });
        }
    }

    fn all(&mut self, label: &str, texts: impl IntoIterator<Item = &'g String>) {
        for text in texts {
            self.one(label, text);
        }
    }

    fn option(&mut self, row: &'g OptionRow) {
        let OptionRow { how, benefit, risk, effort, money, certainty: _, evidence } = row;
        let parts = [
            ("option.how", how),
            ("option.benefit", benefit),
            ("option.risk", risk),
            ("option.effort", effort),
            ("option.money", money),
            ("option.evidence", evidence),
        ];
        for (label, text) in parts {
            self.one(label, text);
        }
    }

    fn questions(&mut self, guideline: &'g Guideline) {
        for (_, fact) in guideline.facts.iter().filter(|(_, fact)| fact.who != Who::Clinician) {
            self.file.clone_from(&fact.place.file);
            for (key, text) in [("ask", &fact.ask), ("why", &fact.why), ("help", &fact.help)] {
                self.one(format!("[{}] {key}", fact.id), text);
            }
            self.all(&format!("[{}] options", fact.id), &fact.labels);
        }
        self.file.clone_from(&guideline.interview_file);
        for page in guideline.interview.page.iter().filter(|page| page.who != Who::Clinician) {
            for (key, text) in [("title", &page.title), ("intro", &page.intro), ("why", &page.why)]
            {
                self.one(format!("page `{}` {key}", page.id), text);
            }
        }
        for entry in &guideline.questionnaires {
            self.file.clone_from(&entry.file);
            self.one("title", &entry.body.title);
            self.one("say.person", &entry.body.say.person);
        }
        self.file = shown(guideline, "contradictions.toml");
        for pair in &guideline.texts.contradictions.pair {
            self.one(format!("pair `{}` person", pair.id), &pair.person);
        }
    }

    fn danger(&mut self, guideline: &'g Guideline) {
        for entry in &guideline.red_flags {
            self.file.clone_from(&entry.file);
            self.one("say.person", &entry.body.say.person);
            self.all("say.action", &entry.body.say.action);
        }
        let texts = &guideline.texts;
        self.file = shown(guideline, "urgencies.toml");
        let urgencies = &texts.urgencies;
        self.one("number_unknown", &urgencies.number_unknown);
        self.urgency("emergency", &urgencies.emergency);
        self.urgency("same-day", &urgencies.same_day);
        self.urgency("within-days", &urgencies.within_days);
        self.urgency("routine", &urgencies.routine);
        self.urgency("self-care", &urgencies.self_care);
        self.urgency("incomplete", &urgencies.incomplete);
        self.file = shown(guideline, "warning-card.toml");
        let card = &texts.warning_card;
        self.one("title", &card.title);
        self.one("person", &card.person);
        self.one("call_now", &card.call_now);
        self.one("today", &card.today);
        for group in &card.group {
            self.one(format!("group `{}` title", group.id), &group.title);
            self.all(&format!("group `{}` signs", group.id), &group.signs);
        }
        self.one("leg-card title", &card.leg_card.title);
        self.one("leg-card person", &card.leg_card.person);
        self.all("leg-card signs", &card.leg_card.signs);
        let check = &card.strength_check;
        self.one("strength-check title", &check.title);
        self.one("strength-check person", &check.person);
        self.all("strength-check steps", &check.steps);
        self.one("strength-check if_same", &check.if_same);
        self.one("strength-check if_worse", &check.if_worse);
        self.file = shown(guideline, "closing.toml");
        self.one("say.person", &texts.closing.say.person);
        self.all("say.action", &texts.closing.say.action);
    }

    fn urgency(&mut self, name: &str, text: &'g UrgencyText) {
        let parts = [
            ("title", &text.title),
            ("person", &text.person),
            ("why", &text.why),
            ("meanwhile", &text.meanwhile),
            ("at_night", &text.at_night),
            ("check", &text.check),
            ("overdue", &text.overdue),
        ];
        for (key, text) in parts {
            self.one(format!("{name} {key}"), text);
        }
        self.all(&format!("{name} person_one_day"), &text.person_one_day);
        self.all(&format!("{name} what_to_say"), &text.what_to_say);
    }

    fn care(&mut self, guideline: &'g Guideline) {
        for entry in &guideline.classes {
            self.file.clone_from(&entry.file);
            self.one("title", &entry.body.title);
            self.one("say.person", &entry.body.say.person);
            self.one("say.course", &entry.body.say.course);
        }
        for entry in &guideline.recommendations {
            self.file.clone_from(&entry.file);
            self.one("title", &entry.body.title);
            self.one("say.person", &entry.body.say.person);
            self.option(&entry.body.option);
        }
        for entry in &guideline.exercises {
            self.file.clone_from(&entry.file);
            let body = &entry.body;
            self.one("title", &body.title);
            self.one("start", &body.start);
            self.all("steps", &body.steps);
            self.one("breathing", &body.breathing);
            self.one("progression", &body.progression);
            self.one("easier", &body.easier);
            self.one("harder", &body.harder);
            self.all("stop_if", &body.stop_if);
            self.one("equipment", &body.equipment);
            self.one("why_not", &body.why_not);
        }
        for entry in &guideline.disagreements {
            self.file.clone_from(&entry.file);
            self.one("title", &entry.body.title);
            self.one("resolution.person", &entry.body.resolution.person);
        }
    }

    fn treatment(&mut self, guideline: &'g Guideline) {
        for entry in &guideline.gates {
            self.file.clone_from(&entry.file);
            for item in &entry.body.item {
                self.one(format!("item `{}` person", item.id), &item.person);
            }
            for add in &entry.body.add {
                self.one(format!("add `{}` person", add.id), &add.person);
            }
        }
        for entry in &guideline.medicines {
            self.file.clone_from(&entry.file);
            let body = &entry.body;
            self.one("title", &body.title);
            self.all("goes_with", &body.goes_with);
            for item in &body.item {
                self.one(format!("item `{}` person", item.id), &item.person);
            }
            for reduction in &body.reduce {
                self.one("reduce person", &reduction.person);
            }
            self.one("say.person", &body.say.person);
            self.one("say.reason", &body.say.reason);
            self.one("say.take", &body.say.take);
            self.all("say.watch", &body.say.watch);
            self.all("say.stop_if", &body.say.stop_if);
            self.all("say.do_not_mix", &body.say.do_not_mix);
            self.one("say.how_to_stop", &body.say.how_to_stop);
            body.option.iter().for_each(|row| self.option(row));
        }
        for entry in &guideline.imaging {
            self.file.clone_from(&entry.file);
            self.one("title", &entry.body.title);
            self.one("say.person", &entry.body.say.person);
        }
        self.file = shown(guideline, "already-taking.toml");
        for entry in &guideline.texts.already_taking.entry {
            self.one(format!("entry `{}` person", entry.id), &entry.person);
        }
        self.file = shown(guideline, "imaging-explained.toml");
        let explained = &guideline.texts.imaging_explained;
        self.one("title", &explained.title);
        for seen in &explained.age_matched {
            self.one(format!("age_matched {} person", seen.age), &seen.person);
        }
        self.one("why_not person", &explained.why_not.person);
        self.one("chance person", &explained.chance.person);
        self.all("when_it_helps person", &explained.when_it_helps.person);
        self.all("when_it_helps ask", &explained.when_it_helps.ask);
        let result = &explained.if_you_have_a_result;
        self.one("if_you_have_a_result person", &result.person);
        self.one("if_you_have_a_result changed_by", &result.changed_by);
    }

    fn course(&mut self, guideline: &'g Guideline) {
        self.file.clone_from(&guideline.follow_up_file);
        let follow_up = &guideline.follow_up;
        for check in &follow_up.check {
            self.one(format!("check `{}` person", check.id), &check.person);
        }
        for escalation in &follow_up.escalation {
            self.one(format!("escalation `{}` person", escalation.id), &escalation.person);
        }
        self.one("missed person", &follow_up.missed.person);
        for row in &follow_up.overdue {
            self.one(format!("overdue `{}` person", row.urgency), &row.person);
        }
        self.file = shown(guideline, "activity.toml");
        self.activity(&guideline.texts.activity);
    }

    fn activity(&mut self, activity: &'g Activity) {
        self.one("title", &activity.title);
        self.one("pacing person", &activity.pacing.person);
        self.one("pause person", &activity.pause.person);
        self.all("graded steps", &activity.graded.steps);
        self.one("daily_movement person", &activity.daily_movement.person);
        self.one("programme person", &activity.programme.person);
        self.one("weekly_target person", &activity.weekly_target.person);
        self.one("walking person", &activity.walking.person);
        for fortnight in &activity.fortnight {
            self.all(&format!("fortnight `{}`", fortnight.phase), &fortnight.days);
        }
        self.one("flare message", &activity.flare.message);
        self.one("flare keep", &activity.flare.keep);
        self.all("flare days", &activity.flare.days);
        self.all("flare ask_for_help", &activity.flare.ask_for_help);
        self.one("relapse person", &activity.relapse.person);
        self.all("relapse steps", &activity.relapse.steps);
        for advice in activity.prevention.iter().chain(&activity.self_care) {
            self.one("advice what", &advice.what);
            self.one("advice person", &advice.person);
        }
        self.all("goals steps", &activity.goals.steps);
        for goal in &activity.goal {
            self.one("goal what", &goal.what);
            self.one("goal measure", &goal.measure);
        }
        self.one("work person", &activity.work.person);
        self.one("work safety_critical", &activity.work.safety_critical);
        self.one("work vibration", &activity.work.vibration);
        self.one("work letter", &activity.work.letter);
        for stage in &activity.work_stage {
            self.one(format!("work_stage `{}` person", stage.id), &stage.person);
        }
    }

    fn around(&mut self, guideline: &'g Guideline) {
        let texts = &guideline.texts;
        self.file = shown(guideline, "edition.toml");
        self.one("notice_person", &texts.edition.notice_person);
        self.one("disclaimer.person", &texts.edition.disclaimer.person);
        self.one("disclaimer.carer", &texts.edition.disclaimer.carer);
        self.file = shown(guideline, "support.toml");
        for resource in &texts.support.resource {
            self.one(format!("resource `{}` title", resource.id), &resource.title);
            self.one(format!("resource `{}` person", resource.id), &resource.person);
        }
        self.file = shown(guideline, "scope.toml");
        let scope = &texts.scope;
        let parts = [("plan", &scope.plan), ("full_plan", &scope.full_plan), ("neck", &scope.neck)];
        for (name, part) in parts {
            self.one(format!("{name} person"), &part.person);
        }
        self.file = shown(guideline, "language.toml");
        self.one("pain person", &texts.language.pain.person);
        for term in &texts.language.term {
            self.one(format!("term `{}` plain", term.hard), &term.plain);
        }
        self.file = shown(guideline, "danger-words.toml");
        for danger in &texts.danger_words.danger {
            self.one(format!("danger `{}` about", danger.id), &danger.about);
        }
        self.file = shown(guideline, "answering.toml");
        self.answering(&texts.answering);
        self.file = shown(guideline, "summary.toml");
        self.summary(&texts.summary);
    }

    fn answering(&mut self, answering: &'g Answering) {
        let say = &answering.say;
        let sentences = [
            ("always", &say.always),
            ("nothing_fits", &say.nothing_fits),
            ("danger", &say.danger),
            ("emergency", &say.emergency),
            ("waits", &say.waits),
            ("plan_emergency", &say.plan_emergency),
            ("plan_urgent", &say.plan_urgent),
            ("on_plan", &say.on_plan),
            ("not_on_plan", &say.not_on_plan),
            ("medicine_not_offered", &say.medicine_not_offered),
            ("medicine_unasked", &say.medicine_unasked),
        ];
        for (name, text) in sentences {
            self.one(format!("say.{name}"), text);
        }
        for topic in &answering.topic {
            self.one(format!("topic `{}` person", topic.id), &topic.person);
        }
    }

    fn summary(&mut self, summary: &'g Summary) {
        self.one("title", &summary.title);
        for section in &summary.section {
            self.one(format!("section {} person", section.id), &section.person);
            self.one(format!("section {} intro", section.id), &section.intro);
        }
        let say = &summary.say;
        let sentences = [
            ("uncertain", &say.uncertain),
            ("not_sure", &say.not_sure),
            ("not_a_no", &say.not_a_no),
            ("no_medicines", &say.no_medicines),
            ("no_medicines_urgent", &say.no_medicines_urgent),
            ("no_tests", &say.no_tests),
            ("none_found", &say.none_found),
            ("not_reviewed", &say.not_reviewed),
            ("overdue", &say.overdue),
            ("no_emergency_number", &say.no_emergency_number),
            ("missed_urgent", &say.missed_urgent),
            ("missed", &say.missed),
            ("contact", &say.contact),
            ("new_signs", &say.new_signs),
            ("disagree", &say.disagree),
            ("choice_open", &say.choice_open),
            ("private", &say.private),
            ("version", &say.version),
        ];
        for (name, text) in sentences {
            self.one(format!("say.{name}"), text);
        }
        self.one("limits person", &summary.limits.person);
        self.one("work_note consent", &summary.work_note.consent);
        self.one("work_note text", &summary.work_note.text);
        self.one("work_note safety_critical", &summary.work_note.safety_critical);
        self.all("work_note changes", &summary.work_note.changes);
        for prompt in &summary.prompt {
            self.one("prompt", &prompt.text);
        }
    }
}
