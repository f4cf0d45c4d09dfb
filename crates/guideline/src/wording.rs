//! Every text of the guideline that somebody may read, with its place: what the checks of words
//! look at, and what a language translates.

use crate::Guideline;
use crate::fact::Who;
use crate::recommendation::OptionRow;
use crate::texts::activity::Activity;
use crate::texts::danger::UrgencyText;
use crate::texts::small_words::Words;
use crate::texts::summary::Summary;
use crate::texts::words::Answering;

/// Who reads a text, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// A person, in a question, on an urgent page, or to find help: every language that is offered
    /// must hold it.
    Urgent,
    /// A person, in a calm plan: where a language lacks it, the first language stands in.
    Calm,
    /// Only a clinician.
    Clinician,
}

/// One text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The file that it stands in, as messages call it.
    pub file: String,
    /// Where in that file, such as `say.person` or `[age] ask`.
    pub label: String,
    /// Who reads it, and when.
    pub used: Use,
    /// The text.
    pub text: String,
}

impl Guideline {
    /// Every text, file by file. What explains a decision to an author is left out.
    pub fn wording(&self) -> Vec<Wording> {
        let mut all = Vec::new();
        // One walk finds texts and replaces them, so that neither can forget one.
        self.clone().each_wording(&mut |place, text| {
            all.push(Wording { text: text.clone(), ..place.clone() });
        });
        all
    }

    /// Every text that a person may read.
    pub fn person_wording(&self) -> Vec<Wording> {
        let mut all = self.wording();
        all.retain(|wording| wording.used != Use::Clinician);
        all
    }

    /// Visits every text that is not empty; the place's own `text` is left empty.
    pub(crate) fn each_wording(&mut self, visit: &mut dyn FnMut(&Wording, &mut String)) {
        let root = self.interview_file.strip_suffix("interview.toml").unwrap_or_default();
        let root = root.to_owned();
        let mut walk = Walk { visit, root, file: String::new(), used: Use::Urgent };
        walk.questions(self);
        walk.danger(self);
        walk.care(self);
        walk.treatment(self);
        walk.course(self);
        walk.around(self);
        walk.words(&mut self.texts.words);
    }
}

struct Walk<'v> {
    visit: &'v mut dyn FnMut(&Wording, &mut String),
    /// What stands before the path of each file in messages.
    root: String,
    /// The file whose texts are being visited.
    file: String,
    used: Use,
}

impl Walk<'_> {
    fn at(&mut self, path: &str) {
        self.file = format!("{}{path}", self.root);
    }

    fn visit(&mut self, label: String, used: Use, text: &mut String) {
        if !text.trim().is_empty() {
            let place = Wording { file: self.file.clone(), label, used, text: String::new() };
            (self.visit)(&place, text);
        }
    }

    fn one(&mut self, label: impl Into<String>, text: &mut String) {
        self.visit(label.into(), self.used, text);
    }

    fn clinician(&mut self, label: impl Into<String>, text: &mut String) {
        self.visit(label.into(), Use::Clinician, text);
    }

    fn all<'t>(&mut self, label: &str, texts: impl IntoIterator<Item = &'t mut String>) {
        for text in texts {
            self.one(label, text);
        }
    }

    fn option(&mut self, row: &mut OptionRow) {
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

    fn questions(&mut self, guideline: &mut Guideline) {
        for fact in guideline.facts.iter_mut() {
            self.file.clone_from(&fact.place.file);
            let asked = if fact.who == Who::Clinician { Use::Clinician } else { Use::Urgent };
            self.used = asked;
            for (key, text) in [
                ("ask", &mut fact.ask),
                ("sign", &mut fact.sign),
                ("why", &mut fact.why),
                ("help", &mut fact.help),
            ] {
                self.one(format!("[{}] {key}", fact.id), text);
            }
            self.all(&format!("[{}] options", fact.id), &mut fact.labels);
            self.used = Use::Clinician;
            self.one(format!("[{}] ask_clinician", fact.id), &mut fact.ask_clinician);
        }
        self.file.clone_from(&guideline.interview_file);
        for page in &mut guideline.interview.page {
            self.used = if page.who == Who::Clinician { Use::Clinician } else { Use::Urgent };
            for (key, text) in
                [("title", &mut page.title), ("intro", &mut page.intro), ("why", &mut page.why)]
            {
                self.one(format!("page `{}` {key}", page.id), text);
            }
        }
        // A finding is told as a reason where no answer behind it can be.
        let findings = &mut guideline.findings;
        for finding in findings {
            self.file.clone_from(&finding.place.file);
            self.clinician(format!("[{}] means", finding.id), &mut finding.body.means);
        }
        self.used = Use::Calm;
        for entry in &mut guideline.questionnaires {
            self.file.clone_from(&entry.file);
            self.one("title", &mut entry.body.title);
            self.one("say.person", &mut entry.body.say.person);
        }
        self.used = Use::Urgent;
        self.at("contradictions.toml");
        for pair in &mut guideline.texts.contradictions.pair {
            self.one(format!("pair `{}` person", pair.id), &mut pair.person);
        }
    }

    fn danger(&mut self, guideline: &mut Guideline) {
        self.used = Use::Urgent;
        for entry in &mut guideline.red_flags {
            self.file.clone_from(&entry.file);
            self.one("say.person", &mut entry.body.say.person);
            self.all("say.action", &mut entry.body.say.action);
            if let Some(instead) = &mut entry.body.say.instead {
                self.one("say.instead.why", &mut instead.why);
                self.all("say.instead.what_to_say", &mut instead.what_to_say);
                self.one("say.instead.meanwhile", &mut instead.meanwhile);
            }
            self.clinician("concern", &mut entry.body.concern);
            self.clinician("say.clinician", &mut entry.body.say.clinician);
        }
        let texts = &mut guideline.texts;
        self.at("urgencies.toml");
        let urgencies = &mut texts.urgencies;
        self.one("number_unknown", &mut urgencies.number_unknown);
        self.urgency("emergency", &mut urgencies.emergency);
        self.urgency("same-day", &mut urgencies.same_day);
        self.urgency("within-days", &mut urgencies.within_days);
        self.urgency("routine", &mut urgencies.routine);
        self.urgency("self-care", &mut urgencies.self_care);
        self.urgency("incomplete", &mut urgencies.incomplete);
        self.at("warning-card.toml");
        let card = &mut texts.warning_card;
        self.one("title", &mut card.title);
        self.one("person", &mut card.person);
        self.one("call_now", &mut card.call_now);
        self.one("today", &mut card.today);
        for group in &mut card.group {
            self.one(format!("group `{}` title", group.id), &mut group.title);
            let signs = group.sign.iter_mut().map(|sign| &mut sign.say);
            self.all(&format!("group `{}` signs", group.id), signs);
        }
        self.one("leg-card title", &mut card.leg_card.title);
        self.one("leg-card person", &mut card.leg_card.person);
        self.all("leg-card signs", &mut card.leg_card.signs);
        let check = &mut card.strength_check;
        self.one("strength-check title", &mut check.title);
        self.one("strength-check person", &mut check.person);
        self.all("strength-check steps", &mut check.steps);
        self.one("strength-check if_same", &mut check.if_same);
        self.one("strength-check if_worse", &mut check.if_worse);
        self.at("closing.toml");
        self.one("say.person", &mut texts.closing.say.person);
        self.all("say.action", &mut texts.closing.say.action);
        self.at("regions.toml");
        for (code, region) in &mut texts.regions {
            self.one(format!("[{code}] name"), &mut region.name);
            // Only there are they words: elsewhere they are numbers and names of services.
            if region.generic {
                self.one(format!("[{code}] emergency"), &mut region.emergency);
                self.all(&format!("[{code}] crisis"), &mut region.crisis);
                self.all(&format!("[{code}] poison"), &mut region.poison);
                self.all(&format!("[{code}] advice"), &mut region.advice);
            }
        }
    }

    fn urgency(&mut self, name: &str, text: &mut UrgencyText) {
        let parts = [
            ("title", &mut text.title),
            ("person", &mut text.person),
            ("why", &mut text.why),
            ("meanwhile", &mut text.meanwhile),
            ("at_night", &mut text.at_night),
            ("check", &mut text.check),
            ("overdue", &mut text.overdue),
        ];
        for (key, text) in parts {
            self.one(format!("{name} {key}"), text);
        }
        self.all(&format!("{name} person_one_day"), &mut text.person_one_day);
        self.all(&format!("{name} what_to_say"), &mut text.what_to_say);
        self.clinician(format!("{name} clinician"), &mut text.clinician);
    }

    fn care(&mut self, guideline: &mut Guideline) {
        self.used = Use::Calm;
        for entry in &mut guideline.classes {
            self.file.clone_from(&entry.file);
            self.one("title", &mut entry.body.title);
            self.one("say.person", &mut entry.body.say.person);
            self.one("say.course", &mut entry.body.say.course);
            self.all("say.course_long", &mut entry.body.say.course_long);
        }
        for entry in &mut guideline.recommendations {
            self.file.clone_from(&entry.file);
            self.one("title", &mut entry.body.title);
            self.one("say.person", &mut entry.body.say.person);
            self.option(&mut entry.body.option);
        }
        for entry in &mut guideline.exercises {
            self.file.clone_from(&entry.file);
            let body = &mut entry.body;
            self.one("title", &mut body.title);
            self.one("start", &mut body.start);
            self.all("steps", &mut body.steps);
            self.one("breathing", &mut body.breathing);
            self.one("progression", &mut body.progression);
            self.one("easier", &mut body.easier);
            self.one("harder", &mut body.harder);
            self.all("stop_if", &mut body.stop_if);
            self.one("equipment", &mut body.equipment);
            self.one("why_not", &mut body.why_not);
        }
        for entry in &mut guideline.disagreements {
            self.file.clone_from(&entry.file);
            self.one("title", &mut entry.body.title);
            self.one("resolution.person", &mut entry.body.resolution.person);
        }
    }

    fn treatment(&mut self, guideline: &mut Guideline) {
        self.used = Use::Calm;
        for entry in &mut guideline.gates {
            self.file.clone_from(&entry.file);
            self.one("title", &mut entry.body.title);
            for item in &mut entry.body.item {
                self.one(format!("item `{}` person", item.id), &mut item.person);
            }
            for add in &mut entry.body.add {
                self.one(format!("add `{}` person", add.id), &mut add.person);
            }
        }
        for entry in &mut guideline.medicines {
            self.file.clone_from(&entry.file);
            let body = &mut entry.body;
            self.one("title", &mut body.title);
            self.all("goes_with", &mut body.goes_with);
            for item in &mut body.item {
                self.one(format!("item `{}` person", item.id), &mut item.person);
            }
            for reduction in &mut body.reduce {
                self.one("reduce person", &mut reduction.person);
            }
            self.one("say.person", &mut body.say.person);
            self.one("say.reason", &mut body.say.reason);
            self.one("say.take", &mut body.say.take);
            self.all("say.watch", &mut body.say.watch);
            self.all("say.stop_if", &mut body.say.stop_if);
            self.all("say.do_not_mix", &mut body.say.do_not_mix);
            self.one("say.how_to_stop", &mut body.say.how_to_stop);
            body.option.iter_mut().for_each(|row| self.option(row));
        }
        for entry in &mut guideline.imaging {
            self.file.clone_from(&entry.file);
            self.one("title", &mut entry.body.title);
            self.one("say.person", &mut entry.body.say.person);
            self.one("say.cause", &mut entry.body.say.cause);
            self.one("say.changes", &mut entry.body.say.changes);
        }
        self.at("already-taking.toml");
        for entry in &mut guideline.texts.already_taking.entry {
            self.one(format!("entry `{}` person", entry.id), &mut entry.person);
        }
        self.at("imaging-explained.toml");
        let explained = &mut guideline.texts.imaging_explained;
        self.one("title", &mut explained.title);
        for seen in &mut explained.age_matched {
            self.one(format!("age_matched {} person", seen.age), &mut seen.person);
        }
        self.one("why_not person", &mut explained.why_not.person);
        self.one("chance person", &mut explained.chance.person);
        self.all("when_it_helps person", &mut explained.when_it_helps.person);
        self.all("when_it_helps ask", &mut explained.when_it_helps.ask);
        let result = &mut explained.if_you_have_a_result;
        self.one("if_you_have_a_result person", &mut result.person);
        self.one("if_you_have_a_result changed_by", &mut result.changed_by);
    }

    fn course(&mut self, guideline: &mut Guideline) {
        self.used = Use::Urgent;
        self.file.clone_from(&guideline.follow_up_file);
        let follow_up = &mut guideline.follow_up;
        for check in &mut follow_up.check {
            self.one(format!("check `{}` person", check.id), &mut check.person);
        }
        for escalation in &mut follow_up.escalation {
            self.one(format!("escalation `{}` person", escalation.id), &mut escalation.person);
        }
        let recovery = &mut follow_up.recovery;
        self.one("recovery title", &mut recovery.title);
        self.one("recovery person", &mut recovery.person);
        self.one("recovery why", &mut recovery.why);
        for section in &mut recovery.section {
            self.one(format!("recovery section `{}` person", section.key), &mut section.person);
            self.one(format!("recovery section `{}` intro", section.key), &mut section.intro);
        }
        self.one("missed person", &mut follow_up.missed.person);
        for row in &mut follow_up.overdue {
            self.one(format!("overdue `{}` person", row.urgency), &mut row.person);
        }
        self.used = Use::Calm;
        self.at("activity.toml");
        self.activity(&mut guideline.texts.activity);
    }

    fn activity(&mut self, activity: &mut Activity) {
        self.one("title", &mut activity.title);
        self.one("pacing person", &mut activity.pacing.person);
        self.one("pause person", &mut activity.pause.person);
        self.all("graded steps", &mut activity.graded.steps);
        self.one("daily_movement person", &mut activity.daily_movement.person);
        self.one("programme person", &mut activity.programme.person);
        self.one("weekly_target person", &mut activity.weekly_target.person);
        self.one("walking person", &mut activity.walking.person);
        for fortnight in &mut activity.fortnight {
            self.all(&format!("fortnight `{}`", fortnight.phase), &mut fortnight.days);
        }
        self.one("flare message", &mut activity.flare.message);
        self.one("flare keep", &mut activity.flare.keep);
        self.all("flare days", &mut activity.flare.days);
        self.all("flare ask_for_help", &mut activity.flare.ask_for_help);
        self.one("relapse person", &mut activity.relapse.person);
        self.all("relapse steps", &mut activity.relapse.steps);
        for advice in activity.prevention.iter_mut().chain(&mut activity.self_care) {
            self.one("advice what", &mut advice.what);
            self.one("advice person", &mut advice.person);
        }
        self.all("goals steps", &mut activity.goals.steps);
        for goal in &mut activity.goal {
            self.one("goal what", &mut goal.what);
            self.one("goal measure", &mut goal.measure);
        }
        self.one("work person", &mut activity.work.person);
        self.one("work safety_critical", &mut activity.work.safety_critical);
        self.one("work vibration", &mut activity.work.vibration);
        self.one("work letter", &mut activity.work.letter);
        for stage in &mut activity.work_stage {
            self.one(format!("work_stage `{}` person", stage.id), &mut stage.person);
        }
    }

    fn around(&mut self, guideline: &mut Guideline) {
        // What others wrote keeps its own name in every language.
        for entry in &mut guideline.sources {
            self.file.clone_from(&entry.file);
            self.clinician("title", &mut entry.body.title);
            self.clinician("publisher", &mut entry.body.publisher);
        }
        self.used = Use::Urgent;
        let texts = &mut guideline.texts;
        self.at("edition.toml");
        self.one("notice_person", &mut texts.edition.notice_person);
        self.one("disclaimer.person", &mut texts.edition.disclaimer.person);
        self.one("disclaimer.carer", &mut texts.edition.disclaimer.carer);
        self.at("support.toml");
        for resource in &mut texts.support.resource {
            self.one(format!("resource `{}` title", resource.id), &mut resource.title);
            self.one(format!("resource `{}` person", resource.id), &mut resource.person);
        }
        self.at("scope.toml");
        let scope = &mut texts.scope;
        let parts = [
            ("plan", &mut scope.plan),
            ("full_plan", &mut scope.full_plan),
            ("neck", &mut scope.neck),
        ];
        for (name, part) in parts {
            self.one(format!("{name} person"), &mut part.person);
        }
        self.at("danger-words.toml");
        for danger in &mut texts.danger_words.danger {
            self.one(format!("danger `{}` about", danger.id), &mut danger.about);
        }
        self.at("answering.toml");
        self.answering(&mut texts.answering);
        self.used = Use::Calm;
        self.at("language.toml");
        self.one("pain person", &mut texts.language.pain.person);
        for term in &mut texts.language.term {
            self.one(format!("term `{}` plain", term.hard), &mut term.plain);
        }
        self.used = Use::Urgent;
        self.at("summary.toml");
        self.summary(&mut texts.summary);
    }

    fn answering(&mut self, answering: &mut Answering) {
        for (name, text) in &mut answering.heading {
            self.one(format!("heading `{name}`"), text);
        }
        self.one("body_check say", &mut answering.body_check.say);
        let say = &mut answering.say;
        for (name, text) in [
            ("always", &mut say.always),
            ("nothing_fits", &mut say.nothing_fits),
            ("danger", &mut say.danger),
            ("alike", &mut say.alike),
            ("private", &mut say.private),
            ("emergency", &mut say.emergency),
            ("waits", &mut say.waits),
            ("plan_emergency", &mut say.plan_emergency),
            ("plan_urgent", &mut say.plan_urgent),
            ("on_plan", &mut say.on_plan),
            ("not_on_plan", &mut say.not_on_plan),
            ("medicine_not_offered", &mut say.medicine_not_offered),
            ("medicine_unasked", &mut say.medicine_unasked),
            ("medicine_doubt", &mut say.medicine_doubt),
        ] {
            self.one(format!("say.{name}"), text);
        }
        for topic in &mut answering.topic {
            self.one(format!("topic `{}` person", topic.id), &mut topic.person);
        }
    }

    fn summary(&mut self, summary: &mut Summary) {
        self.one("title", &mut summary.title);
        for section in &mut summary.section {
            self.one(format!("section {} person", section.id), &mut section.person);
            self.one(format!("section {} intro", section.id), &mut section.intro);
            if let Some(nothing) = &mut section.nothing {
                self.one(format!("section {} nothing", section.id), nothing);
            }
            self.clinician(format!("section {} clinician", section.id), &mut section.clinician);
        }
        self.one("handover_title", &mut summary.handover_title);
        for part in &mut summary.handover {
            self.clinician(format!("handover `{}`", part.id), &mut part.clinician);
        }
        for part in &mut summary.screen {
            self.clinician(format!("screen `{}`", part.id), &mut part.clinician);
        }
        let say = &mut summary.say;
        let sentences = [
            ("uncertain", &mut say.uncertain),
            ("not_sure", &mut say.not_sure),
            ("not_a_no", &mut say.not_a_no),
            ("no_medicines", &mut say.no_medicines),
            ("no_medicines_urgent", &mut say.no_medicines_urgent),
            ("no_scan", &mut say.no_scan),
            ("no_tests", &mut say.no_tests),
            ("none_found", &mut say.none_found),
            ("not_reviewed", &mut say.not_reviewed),
            ("overdue", &mut say.overdue),
            ("no_emergency_number", &mut say.no_emergency_number),
            ("missed_urgent", &mut say.missed_urgent),
            ("missed", &mut say.missed),
            ("contact", &mut say.contact),
            ("new_signs", &mut say.new_signs),
            ("disagree", &mut say.disagree),
            ("choice_open", &mut say.choice_open),
            ("private", &mut say.private),
            ("version", &mut say.version),
            ("one_of_a_kind", &mut say.one_of_a_kind),
            ("course_over", &mut say.course_over),
            ("course_of_another", &mut say.course_of_another),
            ("first_course_over", &mut say.first_course_over),
            ("when_to_ask", &mut say.when_to_ask),
            ("both_outlooks", &mut say.both_outlooks),
            ("told_signs", &mut say.told_signs),
            ("action_beside", &mut say.action_beside),
            ("possible_signs", &mut say.possible_signs),
            ("meanwhile_no_review", &mut say.meanwhile_no_review),
            ("no_warning", &mut say.no_warning),
            ("looked_for", &mut say.looked_for),
            ("not_sure_about", &mut say.not_sure_about),
            ("read_more", &mut say.read_more),
            ("ask_first", &mut say.ask_first),
            ("not_for_you", &mut say.not_for_you),
            ("no_dose_urgent", &mut say.no_dose_urgent),
            ("also_possible", &mut say.also_possible),
            ("your_goal", &mut say.your_goal),
            ("no_score", &mut say.no_score),
            ("already_certain", &mut say.already_certain),
            ("nothing_here", &mut say.nothing_here),
            ("failed", &mut say.failed),
        ];
        for (name, text) in sentences {
            self.one(format!("say.{name}"), text);
        }
        for (name, text) in [
            ("course_over_clinician", &mut say.course_over_clinician),
            ("course_of_another_clinician", &mut say.course_of_another_clinician),
            ("ask_first_clinician", &mut say.ask_first_clinician),
        ] {
            self.clinician(format!("say.{name}"), text);
        }
        self.one("limits person", &mut summary.limits.person);
        self.one("work_note consent", &mut summary.work_note.consent);
        self.one("work_note text", &mut summary.work_note.text);
        self.one("work_note advice", &mut summary.work_note.advice);
        self.one("work_note planned", &mut summary.work_note.planned);
        self.one("work_note status", &mut summary.work_note.status);
        self.one("work_note safety_critical", &mut summary.work_note.safety_critical);
        self.all("work_note changes", &mut summary.work_note.changes);
        for prompt in &mut summary.prompt {
            self.one("prompt", &mut prompt.text);
        }
    }

    fn words(&mut self, words: &mut Words) {
        self.used = Use::Urgent;
        self.at("words.toml");
        for (group, rows) in [("answer", &mut words.answer), ("unit", &mut words.unit)] {
            for (name, text) in rows {
                self.one(format!("{group}.{name}"), text);
            }
        }
        self.all("date.months", &mut words.date.months);
        self.one("date.form", &mut words.date.form);
        self.one("date.that_day", &mut words.date.that_day);
        // Without it a text shortened in another language would lose what protects.
        self.one("protects", &mut words.protects);
        self.used = Use::Calm;
        for (group, rows) in [("dose", &mut words.dose), ("plan", &mut words.plan)] {
            for (name, text) in rows {
                self.one(format!("{group}.{name}"), text);
            }
        }
    }
}
