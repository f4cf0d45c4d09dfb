//! The hand-over for the clinician who sees the person: one page to print, in clinical words, to be
//! read in a minute. Nothing private stands on it.

use fluent_bundle::FluentValue;
use lumbago_decision::decide::{MedicineState, Presence};
use lumbago_decision::facts::State;
use lumbago_decision::input::as_written;
use lumbago_decision::plan::{Audience, MedicineNote, Plan, UrgencyWord};
use lumbago_episode::carry;
use lumbago_episode::log::Choice;
use lumbago_episode::scores::{Series, series};
use lumbago_guideline::Guideline;
use lumbago_guideline::fact::{Fact, FactId, FactKind, Stage, Who};
use maud::{Markup, html};
use serde_json::Value;

use super::episode::Episode;
use super::field;
use super::tongue::{FIRST, Tongue};

/// The hand-over of a person, with their name where it is at hand.
pub fn article(episode: &Episode, name: Option<&str>) -> Markup {
    let visit = &episode.visit;
    let t = visit.tongue();
    let reader = reader(t);
    let plan = episode.plan(reader);
    let sheet = Told { t, episode, guideline: &visit.engine.guideline, reader };
    html! {
        article.handover {
            header {
                h2 { (t.say("clinician-heading")) }
                p {
                    strong {
                        @match name {
                            Some(name) => { (t.with("clinician-of", &[
                                ("name", name.to_owned().into()),
                                ("day", episode.today.to_string().into()),
                            ])) }
                            None => { (episode.today) }
                        }
                    }
                    ". " (sheet.line(&["age", "sex_at_birth", "weight"])) ". "
                    span.quiet { (t.say(reported(episode))) }
                }
            }
            (outcome(t, plan))
            (sheet.questions())
            (sheet.facts())
            (sheet.analgesia())
            (sheet.scores())
            (sheet.told())
            (sheet.since())
            (sheet.choices())
            footer {
                p {
                    (t.with("clinician-edition", &[
                        ("name", plan.edition.name.clone().into()),
                        ("version", plan.edition.version.clone().into()),
                        ("date", plan.edition.date.clone().into()),
                        ("content", plan.edition.content.chars().take(12).collect::<String>().into()),
                    ]))
                    ". " (plan.caution.text)
                }
            }
        }
    }
}

/// In whose words the page speaks: the guideline's clinical words are in its first language alone,
/// and a page in two languages at once is worse than one in plain words.
fn reader(t: Tongue<'_>) -> Audience {
    if t.language == FIRST { Audience::Clinician } else { Audience::Person }
}

/// Who told it.
fn reported(episode: &Episode) -> &'static str {
    match episode.chosen("role") {
        Some("carer") => "clinician-reported-carer",
        Some("clinician") => "clinician-reported-clinician",
        _ => "clinician-reported",
    }
}

/// What was decided: how soon, the working class, and the red flags that are present or possible.
fn outcome(t: Tongue<'_>, plan: &Plan) -> Markup {
    let of = |state: Presence| {
        plan.red_flags.iter().filter(move |flag| flag.state == state && !flag.private)
    };
    let urgency = match plan.urgency {
        UrgencyWord::Emergency => "emergency",
        UrgencyWord::SameDay => "same-day",
        UrgencyWord::WithinDays => "within-days",
        UrgencyWord::Routine => "routine",
        UrgencyWord::SelfCare => "self-care",
        UrgencyWord::Incomplete => "incomplete",
    };
    let days = FluentValue::from(plan.within_days.unwrap_or_default());
    let class = plan.classes.iter().find(|class| class.leads);
    html! {
        section {
            p {
                strong {
                    (t.say("clinician-urgency")) ": "
                    (t.with(&format!("clinician-outcome-{urgency}"), &[("days", days)])) "."
                }
                @if let Some(class) = class {
                    " " (t.say("clinician-class")) ": " (first_sentence(&class.statement.text))
                }
            }
            @for (state, key) in [
                (Presence::Definite, "clinician-present"),
                (Presence::Possible, "clinician-possible"),
            ] {
                @if of(state).next().is_some() {
                    p.flags {
                        strong { (t.say(key)) ": " }
                        @for (at, flag) in of(state).enumerate() {
                            @if at > 0 { " " }
                            strong { (match plan.audience {
                                Audience::Clinician => flag.concern.as_str(),
                                Audience::Person => first_sentence(&flag.statement.text),
                            }) }
                            " (" (flag.why.join("; ")) ")."
                        }
                    }
                }
            }
            // "None" beside an urgency would tell that there is something private.
            @if plan.red_flags.is_empty() {
                p { (t.say("clinician-no-flags")) }
            }
        }
    }
}

fn first_sentence(text: &str) -> &str {
    match text.split_once(". ") {
        Some((first, _)) => first,
        None => text.trim_end_matches('.'),
    }
}

/// What the person told, for the page.
struct Told<'a> {
    t: Tongue<'a>,
    episode: &'a Episode,
    guideline: &'a Guideline,
    reader: Audience,
}

impl<'a> Told<'a> {
    /// The answer to a question; none for what is private or was not told.
    fn value(&self, id: FactId, fact: &Fact) -> Option<Value> {
        if fact.private {
            return None;
        }
        as_written(&fact.kind, self.episode.sheet.state(id)).map(|raw| carry::json(&raw))
    }

    /// A question and its answer, when it was told.
    fn words(&self, id: FactId, fact: &Fact) -> Option<String> {
        let value = self.value(id, fact)?;
        let asked = self.asked(fact);
        let between = if asked.ends_with('?') { "" } else { ":" };
        Some(format!("{asked}{between} {}", clinical(self.t, fact, &value)))
    }

    /// A question as this page puts it.
    fn asked<'f>(&self, fact: &'f Fact) -> &'f str {
        match self.reader {
            Audience::Person if !fact.ask.is_empty() => &fact.ask,
            _ if fact.ask_clinician.is_empty() => &fact.ask,
            _ => &fact.ask_clinician,
        }
    }

    fn is_denied(&self, id: FactId, fact: &Fact) -> bool {
        self.value(id, fact).is_some_and(|value| field::none_of(fact) == Some(value))
    }

    /// Some facts on one line.
    fn line(&self, names: &[&str]) -> String {
        let found = names.iter().filter_map(|name| self.guideline.facts.find(name));
        let known = found.filter(|(id, _)| *self.episode.sheet.state(*id) != State::Unknown);
        known.filter_map(|(id, fact)| self.words(id, fact)).collect::<Vec<_>>().join("; ")
    }

    /// The questions on which a danger or a medicine rests, and that may apply to this person.
    fn screened(&self) -> Vec<(FactId, &'a Fact)> {
        let engine = &self.episode.visit.engine;
        let values = self.episode.decision().values;
        let applies = |id: FactId| {
            let wires = engine.compiled.applies.get(id.index()).and_then(|wires| wires.as_ref());
            wires.and_then(|wires| wires.out).is_none_or(|gate| values.get(gate).is_open())
        };
        let facts = self.guideline.facts.iter().filter(|(id, fact)| {
            let rests_on = matches!(fact.stage, Stage::Danger | Stage::Gate);
            let is_own = !fact.private && fact.who != Who::Clinician && fact.derived.is_none();
            rests_on && is_own && applies(*id)
        });
        facts.collect()
    }

    /// Facts by group where all of a group are meant, and by name else.
    fn grouped(&self, meant: &[(FactId, &Fact)], screened: &[(FactId, &Fact)]) -> String {
        let is_meant = |name: &String| meant.iter().any(|(_, fact)| fact.id == *name);
        let mut grouped: Vec<&String> = Vec::new();
        let mut told: Vec<&str> = Vec::new();
        for group in &self.guideline.texts.summary.screen {
            let of_person = group.facts.iter().filter(|name| {
                screened.iter().any(|(_, fact)| fact.id == **name) || is_meant(name)
            });
            let of_person: Vec<&String> = of_person.collect();
            let is_whole = of_person.len() > 1 || group.facts.len() == 1;
            let is_new = of_person.iter().any(|name| !grouped.contains(name));
            if is_whole && is_new && of_person.iter().all(|name| is_meant(name)) {
                told.push(&group.clinician);
                grouped.extend(of_person);
            }
        }
        let alone = meant.iter().filter(|(_, fact)| !grouped.contains(&&fact.id));
        told.extend(alone.map(|(_, fact)| self.asked(fact)));
        told.join("; ")
    }

    /// The questions by what became of them: a "not sure" to any, and what was denied or not asked
    /// where a danger or a medicine rests on it. "No" is only what was answered so.
    fn told(&self) -> Markup {
        let screened = self.screened();
        let state = |id: FactId| self.episode.sheet.state(id);
        let of = |keep: &dyn Fn(FactId, &Fact) -> bool| -> Vec<(FactId, &Fact)> {
            screened.iter().filter(|(id, fact)| keep(*id, fact)).copied().collect()
        };
        let denied = of(&|id, fact| self.is_denied(id, fact));
        let unasked = of(&|id, _| *state(id) == State::NotAsked);
        let unsure: Vec<&str> = self
            .guideline
            .facts
            .iter()
            .filter(|(id, fact)| *state(*id) == State::Unknown && !fact.private)
            .filter(|(_, fact)| fact.derived.is_none() && !self.is_score(fact))
            .map(|(_, fact)| self.asked(fact))
            .collect();
        let rows = [
            ("clinician-denied", self.grouped(&denied, &screened)),
            ("clinician-unsure", unsure.join("; ")),
            ("clinician-unasked", self.grouped(&unasked, &screened)),
        ];
        html! {
            section {
                @for (key, line) in rows {
                    @if !line.is_empty() {
                        p { strong { (self.t.say(key)) ": " } (line) }
                    }
                }
            }
        }
    }

    /// Whether a fact is a part of a questionnaire, which is told by its score.
    fn is_score(&self, fact: &Fact) -> bool {
        let forms = self.guideline.questionnaires.iter();
        forms.flat_map(|form| &form.body.items).any(|item| *item == fact.id)
    }

    /// What was told beside that, by the parts of the guideline's hand-over.
    fn facts(&self) -> Markup {
        let parts = &self.guideline.texts.summary.handover;
        let is_news = |id: FactId, fact: &Fact| {
            let is_head = HEAD.contains(&fact.id.as_str());
            !is_head && !self.is_denied(id, fact) && *self.episode.sheet.state(id) != State::Unknown
        };
        let rows: Vec<(&str, Vec<String>)> = parts
            .iter()
            .map(|part| {
                let facts = part.facts.iter().filter_map(|name| self.guideline.facts.find(name));
                let told = facts.filter(|(id, fact)| is_news(*id, fact));
                let told = told.filter_map(|(id, fact)| self.words(id, fact)).collect();
                (part.clinician.as_str(), told)
            })
            .collect();
        let in_parts = |fact: &Fact| parts.iter().any(|part| part.facts.contains(&fact.id));
        let (mut more, mut own) = (Vec::new(), Vec::new());
        for (id, fact) in self.guideline.facts.iter() {
            let known = fact.derived.is_none() && !in_parts(fact) && is_news(id, fact);
            if !known || self.is_score(fact) {
                continue;
            }
            let words = self.words(id, fact);
            if matches!(fact.kind, FactKind::Text | FactKind::Texts) {
                own.extend(words);
            } else {
                more.extend(words);
            }
        }
        html! {
            section {
                @for (title, told) in rows.iter().filter(|(_, told)| !told.is_empty()) {
                    p { strong { (title) ": " } (told.join("; ")) }
                }
                @for (key, told) in [("clinician-more", &more), ("clinician-words", &own)] {
                    @if !told.is_empty() {
                        p { strong { (self.t.say(key)) ": " } (told.join("; ")) }
                    }
                }
            }
        }
    }

    /// What became of each medicine that was considered for the person, and why.
    fn analgesia(&self) -> Markup {
        let reasons = &self.episode.plan(self.reader).medicines;
        let why = |note: &MedicineNote| {
            let same =
                reasons.iter().find(|other| other.id == note.id && other.state == note.state);
            same.map_or(&note.why, |other| &other.why).join("; ")
        };
        let lines: Vec<String> = self
            .episode
            .plan(Audience::Person)
            .medicines
            .iter()
            .map(|note| {
                let limits = note.limits.as_ref();
                let most = limits.and_then(|limits| limits.max_24h_mg);
                let key = match (note.state, most) {
                    (MedicineState::Offered, Some(_)) => "clinician-medicine-offered",
                    (MedicineState::Offered, None) => "clinician-medicine-label",
                    (MedicineState::Ask, _) => "clinician-medicine-ask",
                    (MedicineState::Blocked, _) => "clinician-medicine-blocked",
                };
                let until =
                    limits.and_then(|limits| limits.stop_by.as_ref().or(limits.stop_on.as_ref()));
                let values = [
                    ("what", note.title.clone().into()),
                    ("most", FluentValue::from(most.unwrap_or_default())),
                    ("day", until.cloned().unwrap_or_default().into()),
                    ("why", why(note).into()),
                ];
                self.t.with(key, &values)
            })
            .collect();
        html! {
            @if !lines.is_empty() {
                section {
                    p { strong { (self.t.say("clinician-medicines")) ": " } (lines.join("; ")) }
                }
            }
        }
    }

    /// Who saw the person, what is booked, and answers that were changed after an emergency.
    fn since(&self) -> Markup {
        let t = self.t;
        let course = &self.episode.course;
        let mut lines = Vec::new();
        // What was found may speak of a sign that is private.
        let is_private = |id: &String| {
            self.guideline.red_flags.iter().any(|flag| flag.id == *id && flag.body.private)
        };
        for (_, seen) in &course.seen {
            if seen.flags.iter().any(is_private) {
                continue;
            }
            let since =
                if seen.unchanged { "clinician-seen-unchanged" } else { "clinician-seen-changed" };
            lines.push(t.with(
                "clinician-seen",
                &[
                    ("day", seen.on.to_string().into()),
                    ("by", seen.by.clone().into()),
                    ("team", t.say(&format!("seen-{}", seen.team)).into()),
                    ("test", seen.test.clone().into()),
                    ("result", seen.result.clone().into()),
                    ("since", t.say(since).into()),
                ],
            ));
        }
        for change in &course.corrected {
            let Some((_, fact)) = self.guideline.facts.find(&change.fact) else { continue };
            if fact.private {
                continue;
            }
            lines.push(t.with(
                "clinician-corrected",
                &[
                    ("day", change.on.to_string().into()),
                    ("ask", self.asked(fact).into()),
                    ("before", clinical(t, fact, &change.before).into()),
                    ("why", change.why.clone().into()),
                ],
            ));
        }
        for (with, on) in &course.booked {
            let values = [("with", with.clone().into()), ("day", on.to_string().into())];
            lines.push(t.with("clinician-booked", &values));
        }
        list(&t.say("clinician-course"), &lines)
    }

    /// What was measured, over time.
    fn scores(&self) -> Markup {
        let all = series(self.guideline, &self.episode.course);
        let told: Vec<String> =
            all.iter().filter(|one| !one.fact.private).filter_map(|one| self.score(one)).collect();
        html! {
            @if !told.is_empty() {
                section {
                    p { strong { (self.t.say("clinician-scores")) ": " } (told.join("; ")) }
                }
            }
        }
    }

    /// One measured number: its name and range, its values, when the first and the last were told,
    /// and by how much it must change to matter.
    fn score(&self, one: &Series<'_>) -> Option<String> {
        let (first, last) = (one.points.first()?, one.points.last()?);
        let name = match self.reader {
            Audience::Clinician => self.asked(one.fact),
            Audience::Person => one.title.as_str(),
        };
        let values: Vec<String> = one.points.iter().map(|(_, value)| value.to_string()).collect();
        let key = match (one.points.len() > 1, one.meaningful.is_some()) {
            (false, _) => "clinician-score",
            (true, false) => "clinician-score-course",
            (true, true) => "clinician-score-change",
        };
        Some(self.t.with(
            key,
            &[
                ("name", name.to_owned().into()),
                ("least", FluentValue::from(one.range.0)),
                ("greatest", FluentValue::from(one.range.1)),
                ("values", values.join(" \u{2192} ").into()),
                ("from", first.0.to_string().into()),
                ("to", last.0.to_string().into()),
                ("change", FluentValue::from(one.meaningful.unwrap_or_default())),
            ],
        ))
    }

    /// What the person said to each option, and their goals.
    fn choices(&self) -> Markup {
        let t = self.t;
        let course = &self.episode.course;
        let title = |option: &str| {
            let (kind, id) = option.split_once('/')?;
            match kind {
                "recommendation" => {
                    let mut all = self.guideline.recommendations.iter();
                    all.find(|entry| entry.id == id).map(|entry| entry.body.title.clone())
                }
                "medicine" => {
                    let mut all = self.guideline.medicines.iter();
                    all.find(|entry| entry.id == id).map(|entry| entry.body.title.clone())
                }
                _ => None,
            }
        };
        let mut lines = Vec::new();
        for (choice, key) in [
            (Choice::Chosen, "clinician-chosen"),
            (Choice::Declined, "clinician-declined"),
            (Choice::Undecided, "clinician-undecided"),
        ] {
            let said = course.choices.iter().filter(|(_, said)| **said == choice);
            let titles: Vec<String> = said.filter_map(|(option, _)| title(option)).collect();
            if !titles.is_empty() {
                lines.push(format!("{}: {}", t.say(key), titles.join("; ")));
            }
        }
        let open = course.goals.iter().map(|goal| {
            t.with(
                "clinician-goal",
                &[
                    ("what", goal.what.clone().into()),
                    ("measure", goal.measure.clone().into()),
                    ("day", goal.by.to_string().into()),
                    ("confidence", FluentValue::from(goal.confidence)),
                ],
            )
        });
        let ended = course.ended_goals.iter().map(|(goal, reached)| {
            let key = if *reached { "clinician-goal-reached" } else { "clinician-goal-dropped" };
            t.with(key, &[("what", goal.what.clone().into())])
        });
        html! {
            (list(&t.say("clinician-choices"), &lines))
            (list(&t.say("clinician-goals"), &open.chain(ended).collect::<Vec<_>>()))
        }
    }

    fn questions(&self) -> Markup {
        let notes = &self.episode.course.notes;
        html! {
            section #questions {
                p {
                    strong { (self.t.say("clinician-questions")) ": " }
                    @if notes.is_empty() { (self.t.say("clinician-no-questions")) }
                }
                @if !notes.is_empty() { ol { @for note in notes { li { (note) } } } }
            }
        }
    }
}

/// Facts that stand in the head of the page, or say nothing of the person's health.
const HEAD: [&str; 7] =
    ["age", "sex_at_birth", "weight", "role", "region", "language", "reading_level"];

fn list(title: &str, lines: &[String]) -> Markup {
    html! {
        @if !lines.is_empty() {
            section {
                h3 { (title) }
                ul { @for line in lines { li { (line) } } }
            }
        }
    }
}

/// An answer in clinical words: an option by its name in the guideline, since its label speaks in
/// the person's voice.
fn clinical(t: Tongue<'_>, fact: &Fact, value: &Value) -> String {
    let named = |option: &str| option.replace('-', " ");
    let options = fact.kind.options();
    let is_option = |text: &str| options.iter().any(|option| option == text);
    match value {
        _ if fact.yes_no || t.language != FIRST => field::in_words(t, fact, value),
        Value::String(text) if is_option(text) => named(text),
        Value::Array(list) if !list.is_empty() && !options.is_empty() => {
            let said = list.iter().filter_map(Value::as_str);
            said.map(|text| match is_option(text) {
                true => named(text),
                false => field::in_words(t, fact, &Value::String(text.to_owned())),
            })
            .collect::<Vec<_>>()
            .join(", ")
        }
        _ => field::in_words(t, fact, value),
    }
}
