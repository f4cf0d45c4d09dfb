//! The statements of the guideline that may answer a question, each under one name.

use lumbago_guideline::exercise::Exercise;
use lumbago_guideline::medicine::Medicine;
use lumbago_guideline::recommendation::{Direction, Kind as Advice, OptionRow};
use lumbago_guideline::standing::Standing;
use lumbago_guideline::texts::small_words::Words;
use lumbago_guideline::{Entry, Guideline};
use serde::Serialize;

/// What kind of statement it is; the word stands before its name, as in `recommendation/heat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Advice for or against something.
    Recommendation,
    /// A medicine.
    Medicine,
    /// An exercise.
    Exercise,
    /// A kind of back pain: what it is, and what most likely happens next.
    Class,
    /// A point on which sources disagree, and what was decided.
    Disagreement,
    /// A rule about scans.
    Imaging,
    /// What scans show and do not show.
    Scans,
    /// Moving, pacing, work, setbacks and goals.
    Activity,
    /// What is said of a medicine that somebody takes already.
    Taking,
    /// Signs to act on.
    WarningSigns,
    /// When somebody looks again.
    Review,
    /// Where to find help.
    Support,
    /// A hard word explained.
    Word,
    /// How pain is explained.
    Explained,
}

impl Kind {
    /// The word that stands before the names of its statements.
    pub fn word(self) -> &'static str {
        match self {
            Self::Recommendation => "recommendation",
            Self::Medicine => "medicine",
            Self::Exercise => "exercise",
            Self::Class => "class",
            Self::Disagreement => "disagreement",
            Self::Imaging => "imaging",
            Self::Scans => "scans",
            Self::Activity => "activity",
            Self::Taking => "taking",
            Self::WarningSigns => "warning-signs",
            Self::Review => "review",
            Self::Support => "support",
            Self::Word => "word",
            Self::Explained => "explained",
        }
    }

    /// Whether it only explains, so that it may be told before a danger is looked into.
    pub fn only_explains(self) -> bool {
        match self {
            Self::Recommendation | Self::Medicine | Self::Exercise => false,
            Self::Disagreement | Self::Activity => false,
            Self::Class | Self::Imaging | Self::Scans | Self::Taking | Self::WarningSigns => true,
            Self::Review | Self::Support | Self::Word | Self::Explained => true,
        }
    }
}

/// One statement, apart from the guideline that it was taken from.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Its name, such as `recommendation/heat`.
    pub id: String,
    /// What kind it is.
    pub kind: Kind,
    /// Its heading.
    pub title: String,
    /// What it says to a person.
    pub text: String,
    /// Whether it advises against something.
    pub against: bool,
    /// Whether it only teaches, so that it harms nobody whose plan does not hold it.
    pub teaches: bool,
    /// What else stands in its file: only searched.
    pub(crate) more: String,
    /// The file that holds it, below the guideline's folder, such as `recommendations/heat`.
    pub file: String,
    /// The files of its sources.
    pub sources: Vec<String>,
    /// The review status of its file.
    pub status: String,
    /// The parts that no source was read for.
    pub unconfirmed: Vec<String>,
    /// The disagreement that settled it.
    pub disagreement: Option<String>,
}

impl Held {
    /// The name of its file, without its kind, such as `heat`.
    pub(crate) fn name(&self) -> &str {
        self.id.split_once('/').map_or(self.id.as_str(), |(_, name)| name)
    }

    /// Takes the words of the same statement in another language; its name stays.
    pub(crate) fn tell_as(&mut self, spoken: Self) {
        self.title = spoken.title;
        self.text = spoken.text;
        self.unconfirmed = spoken.unconfirmed;
    }
}

/// Every statement of a guideline, in the order of the kinds.
pub fn statements(guideline: &Guideline) -> Vec<Held> {
    let mut held = Collected { held: Vec::new() };
    held.rules(guideline);
    held.treatment(guideline);
    held.texts(guideline);
    held.held
}

struct Collected {
    held: Vec<Held>,
}

impl Collected {
    fn one(
        &mut self,
        kind: Kind,
        name: &str,
        title: &str,
        text: String,
        file: &str,
        by: &dyn Standing,
    ) -> Option<&mut Held> {
        let sources = by.sources().iter().map(|citation| citation.id.clone()).collect();
        self.held.push(Held {
            id: format!("{}/{name}", kind.word()),
            kind,
            title: title.to_owned(),
            text: text.trim().to_owned(),
            against: false,
            teaches: false,
            more: String::new(),
            file: file.to_owned(),
            sources,
            status: lumbago_decision::plan::status_word(by.review().status).to_owned(),
            unconfirmed: by.unconfirmed().iter().map(|part| part.what.trim().to_owned()).collect(),
            disagreement: by.basis().map(str::to_owned),
        });
        self.held.last_mut()
    }

    fn rules(&mut self, guideline: &Guideline) {
        for Entry { id, body, .. } in &guideline.recommendations {
            let file = format!("recommendations/{id}");
            let text = body.say.person.clone();
            let held = self.one(Kind::Recommendation, id, &body.title, text, &file, body);
            let Some(held) = held else { continue };
            held.more = option_words(&body.option);
            held.against = body.direction == Direction::Against;
            held.teaches = body.kind == Advice::Education;
        }
        for Entry { id, body, .. } in &guideline.classes {
            let text = joined([&body.say.person, &body.say.courses()]);
            self.one(Kind::Class, id, &body.title, text, &format!("classes/{id}"), body);
        }
        for Entry { id, body, .. } in &guideline.disagreements {
            let file = format!("disagreements/{id}");
            let name = body.spec.first().unwrap_or(id);
            let text = body.resolution.person.clone();
            let held = self.one(Kind::Disagreement, name, &body.title, text, &file, body);
            let Some(held) = held else { continue };
            // A disagreement stands on the sources of its positions.
            held.sources.extend(body.position.iter().flat_map(|says| says.sources.clone()));
            let claims = body.position.iter().flat_map(|says| &says.claims);
            for claim in claims.filter_map(|id| guideline.claims.iter().find(|c| c.id == *id)) {
                held.sources.push(claim.source.clone());
            }
            held.sources.sort();
            held.sources.dedup();
            held.disagreement = Some(name.clone());
            held.more = body.position.iter().map(|says| says.says.as_str()).collect();
        }
        for Entry { id, body, .. } in &guideline.imaging {
            let text = body.say.person.clone();
            self.one(Kind::Imaging, id, &body.title, text, &format!("imaging/{id}"), body);
        }
    }

    fn treatment(&mut self, guideline: &Guideline) {
        for Entry { id, body, .. } in &guideline.medicines {
            let file = format!("medicines/{id}");
            let text = body.say.person.clone();
            let held = self.one(Kind::Medicine, id, &body.title, text, &file, body);
            let Some(held) = held else { continue };
            held.more = medicine_words(body);
            held.against = body.direction == Direction::Against;
        }
        for Entry { id, body, .. } in &guideline.exercises {
            let file = format!("exercises/{id}");
            let text = exercise_text(&guideline.texts.words, body);
            let held = self.one(Kind::Exercise, id, &body.title, text, &file, body);
            let Some(held) = held else { continue };
            held.more = joined([&body.why_not, &body.progression]);
        }
        let taking = &guideline.texts.already_taking;
        for entry in &taking.entry {
            let title = heading(guideline, Kind::Taking, &entry.id);
            let (kind, text) = (Kind::Taking, entry.person.clone());
            let held = self.one(kind, &entry.id, title, text, "already-taking", taking);
            let Some(held) = held else { continue };
            held.sources.clone_from(&entry.sources);
        }
    }

    fn texts(&mut self, guideline: &Guideline) {
        let texts = &guideline.texts;
        let scans = &texts.imaging_explained;
        let aged: Vec<&str> = scans.age_matched.iter().map(|seen| seen.person.trim()).collect();
        let result = &scans.if_you_have_a_result;
        let told = [
            ("why-not", scans.why_not.person.clone()),
            ("chance", scans.chance.person.clone()),
            ("when-it-helps", scans.when_it_helps.person.join(" ")),
            ("result", joined([&result.person, &result.changed_by])),
            ("age-matched", aged.join(" ")),
        ];
        for (name, text) in told {
            let title = heading(guideline, Kind::Scans, name);
            self.one(Kind::Scans, name, title, text, "imaging-explained", scans);
        }
        for (name, text) in activity(guideline) {
            let title = heading(guideline, Kind::Activity, name);
            self.one(Kind::Activity, name, title, text, "activity", &texts.activity);
        }
        let card = &texts.warning_card;
        for group in &card.group {
            let text = joined(group.sign.iter().map(|sign| &sign.say));
            let (kind, title) = (Kind::WarningSigns, &group.title);
            self.one(kind, &group.id, title, text, "warning-card", card);
        }
        let leg = &card.leg_card;
        let text = format!("{} {}", leg.person.trim(), leg.signs.join(" "));
        self.one(Kind::WarningSigns, "leg-card", &leg.title, text, "warning-card", card);
        let follow_up = &guideline.follow_up;
        let checks = follow_up.check.iter().map(|row| (&row.id, &row.person, &row.sources));
        let sooner = follow_up.escalation.iter().map(|row| (&row.id, &row.person, &row.sources));
        for (id, person, sources) in checks.chain(sooner) {
            let title = heading(guideline, Kind::Review, id);
            let held = self.one(Kind::Review, id, title, person.clone(), "follow-up", follow_up);
            let Some(held) = held else { continue };
            if !sources.is_empty() {
                held.sources.clone_from(sources);
            }
        }
        for resource in texts.support.resource.iter().filter(|resource| !resource.private) {
            let text = resource.person.clone();
            let (kind, title) = (Kind::Support, &resource.title);
            self.one(kind, &resource.id, title, text, "support", &texts.support);
        }
        for term in &texts.language.term {
            let name = slug(&term.hard);
            let text = format!("{}: {}.", term.told(), term.plain);
            self.one(Kind::Word, &name, term.told(), text, "language", &texts.language);
        }
        let pain = texts.language.pain.person.clone();
        let title = heading(guideline, Kind::Explained, "pain");
        self.one(Kind::Explained, "pain", title, pain, "language", &texts.language);
    }
}

/// The heading of a statement whose file gives it none; empty where there is none, as the linter
/// tells.
fn heading<'g>(guideline: &'g Guideline, kind: Kind, name: &str) -> &'g str {
    let id = format!("{}/{name}", kind.word());
    guideline.texts.answering.heading.get(&id).map(String::as_str).unwrap_or_default()
}

/// The parts of `activity.toml`.
fn activity(guideline: &Guideline) -> Vec<(&'static str, String)> {
    let activity = &guideline.texts.activity;
    let advice = |list: &[lumbago_guideline::texts::activity::Advice]| {
        let told = list.iter().map(|advice| format!("{}: {}", advice.what, advice.person.trim()));
        told.collect::<Vec<_>>().join(" ")
    };
    let flare = &activity.flare;
    let flare_text = format!(
        "{} {} {} {}",
        flare.message.trim(),
        flare.keep.trim(),
        flare.days.join(" "),
        flare.ask_for_help.join(" ")
    );
    let relapse = &activity.relapse;
    let relapse_text = format!("{} {}", relapse.person.trim(), relapse.steps.join(" "));
    let work = &activity.work;
    let work_text = joined([&work.person, &work.safety_critical, &work.vibration, &work.letter]);
    vec![
        ("pacing", activity.pacing.person.clone()),
        ("pause", activity.pause.person.clone()),
        ("graded", activity.graded.steps.join(" ")),
        ("daily-movement", activity.daily_movement.person.clone()),
        ("programme", activity.programme.person.clone()),
        ("weekly-target", activity.weekly_target.person.clone()),
        ("walking", activity.walking.person.clone()),
        ("flare", flare_text),
        ("relapse", relapse_text),
        ("prevention", advice(&activity.prevention)),
        ("goals", activity.goals.steps.join(" ")),
        ("work", work_text),
        ("self-care", advice(&activity.self_care)),
    ]
}

fn option_words(row: &OptionRow) -> String {
    joined([&row.how, &row.benefit, &row.risk, &row.evidence])
}

fn medicine_words(medicine: &Medicine) -> String {
    let say = &medicine.say;
    let lists = [&say.watch, &say.stop_if, &say.do_not_mix];
    let lists = lists.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(". ");
    let option = medicine.option.as_ref().map(option_words).unwrap_or_default();
    joined([&say.reason, &lists, &say.how_to_stop, &option])
}

fn exercise_text(words: &Words, exercise: &Exercise) -> String {
    let dose = lumbago_decision::plan::dose(words, &exercise.dose);
    let steps = exercise.steps.join(" ");
    let stop = exercise.stop_if.join(" ");
    format!("{} {steps} How much: {dose}. Stop if: {stop}", exercise.start.trim())
}

fn joined<'a>(texts: impl IntoIterator<Item = &'a String>) -> String {
    let texts = texts.into_iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join(" ")
}

/// Words as a name: `cauda equina` as `cauda-equina`.
fn slug(words: &str) -> String {
    let letters = words.to_lowercase();
    letters
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}
