//! What each entry says, kind by kind.

use lumbago_guideline::disagreement::Position;
use lumbago_guideline::fact::Who;
use lumbago_guideline::recommendation::{Direction, OptionRow};
use lumbago_guideline::standing::Standing;
use lumbago_guideline::urgency::Urgency;
use lumbago_guideline::{Entry, Guideline};

use super::links::{disagreement, sources_of};
use super::medicines::{in_the_way, medicine};
use super::names::Names;
use super::{EntryKind, LibraryEntry, Link, Passage, SourceShown, shown, standing_of};
use crate::statement::{Kind, statements};

/// How many sentences of a text are its key points.
pub(super) const KEY_POINTS: usize = 2;
/// The most letters of a text that is a key point as it is.
const SHORT: usize = 400;

/// Every entry, kind by kind, without its links.
pub(super) fn entries(guideline: &Guideline) -> Vec<LibraryEntry> {
    let mut shelf = Shelves { guideline, entries: Vec::new() };
    shelf.care();
    shelf.medicines();
    shelf.danger();
    shelf.questions();
    shelf.grounds();
    shelf.texts();
    let names = Names::new(guideline);
    shelf.entries.iter_mut().for_each(|entry| names.tell(entry));
    shelf.entries
}

struct Shelves<'g> {
    guideline: &'g Guideline,
    entries: Vec<LibraryEntry>,
}

impl Shelves<'_> {
    /// Adds an entry; its key points are the first sentences of the first passage. A short first
    /// passage without a heading is told there alone.
    fn add(
        &mut self,
        kind: EntryKind,
        id: String,
        title: &str,
        topic: &str,
        by: &dyn Standing,
        body: Vec<Passage>,
    ) -> Option<&mut LibraryEntry> {
        let mut body: Vec<Passage> = body.into_iter().filter(Passage::says_something).collect();
        let first = body.first().and_then(|passage| passage.texts.first());
        let is_short = first.is_some_and(|text| text.len() < SHORT);
        let is_led = body.first().is_some_and(|passage| passage.heading.is_empty());
        let most = if is_led && is_short { usize::MAX } else { KEY_POINTS };
        let key_points = first.map(|text| sentences(text, most)).unwrap_or_default();
        if is_led && is_short {
            body.remove(0);
        }
        let standing = standing_of(self.guideline, by);
        self.entries.push(LibraryEntry {
            id,
            kind,
            title: title.to_owned(),
            topic: topic.to_owned(),
            key_points,
            body,
            ..standing
        });
        self.entries.last_mut()
    }

    fn care(&mut self) {
        let guideline = self.guideline;
        for Entry { id, body, .. } in &guideline.recommendations {
            let against = body.direction == Direction::Against;
            let topic = body.kind.word();
            let mut passages = vec![passage("", [&body.say.person])];
            passages.extend(option(&body.option));
            let id = EntryKind::Recommendation.id(id);
            let kind = EntryKind::Recommendation;
            let entry = self.add(kind, id, &body.title, topic, body, passages);
            if let Some(entry) = entry {
                entry.against = against;
            }
        }
        for Entry { id, body, .. } in &guideline.exercises {
            let dose = lumbago_decision::plan::dose(&guideline.texts.words, &body.dose);
            let steps = std::iter::once(&body.start).chain(&body.steps);
            let passages = vec![
                passage("steps", steps),
                passage("breathing", [&body.breathing]),
                passage("how-much", [&dose]),
                passage("progression", [&body.progression]),
                passage("exercise-stop", &body.stop_if),
                passage("equipment", [&body.equipment]),
                passage("why-not", [&body.why_not]),
            ];
            let id = EntryKind::Exercise.id(id);
            let kind = EntryKind::Exercise;
            let entry = self.add(kind, id, &body.title, kind.word(), body, passages);
            if let Some(entry) = entry {
                // How much, and for whom not: what to do stands right below.
                entry.key_points = vec![dose];
                entry.key_points.extend(sentences(&body.why_not, KEY_POINTS));
            }
        }
        for Entry { id, body, .. } in &guideline.classes {
            let course = body.say.courses();
            let passages = vec![passage("", [&body.say.person]), passage("course", [&course])];
            let id = EntryKind::Class.id(id);
            self.add(EntryKind::Class, id, &body.title, "class", body, passages);
        }
        for Entry { id, body, .. } in &guideline.imaging {
            let passages = vec![
                passage("", [&body.say.person]),
                passage("scan-cause", [&body.say.cause]),
                passage("scan-changes", [&body.say.changes]),
            ];
            let id = EntryKind::Imaging.id(id);
            self.add(EntryKind::Imaging, id, &body.title, "scan", body, passages);
        }
    }

    fn medicines(&mut self) {
        let guideline = self.guideline;
        for Entry { id, body, .. } in &guideline.medicines {
            let (key_points, passages) = medicine(guideline, body);
            let (kind, id) = (EntryKind::Medicine, EntryKind::Medicine.id(id));
            let entry = self.add(kind, id, &body.title, kind.word(), body, passages);
            if let Some(entry) = entry {
                entry.key_points = key_points;
                entry.against = body.direction == Direction::Against;
            }
        }
        for Entry { id, body, .. } in &guideline.gates {
            let items: Vec<_> = body.item.iter().collect();
            let id = EntryKind::Gate.id(id);
            let entry =
                self.add(EntryKind::Gate, id, &body.title, "gate", body, in_the_way(&items));
            if let Some(entry) = entry {
                // Its lists are all that it says.
                entry.key_points.clear();
            }
        }
    }

    fn danger(&mut self) {
        for Entry { id, body, .. } in &self.guideline.red_flags {
            let mut urgencies: Vec<String> =
                body.level.iter().map(|level| self.urgency(level.urgency)).collect();
            urgencies.dedup();
            let passages = vec![
                passage("", [&body.say.person]),
                passage("action", &body.say.action),
                passage("urgency", &urgencies),
            ];
            let id = EntryKind::RedFlag.id(id);
            let entry =
                self.add(EntryKind::RedFlag, id, &body.concern, &body.group, body, passages);
            if let Some(entry) = entry {
                entry.private = body.private;
            }
        }
    }

    /// How soon somebody must be seen, as a plan says it.
    fn urgency(&self, urgency: Urgency) -> String {
        let texts = &self.guideline.texts.urgencies;
        match urgency {
            Urgency::Emergency => texts.emergency.title.clone(),
            Urgency::SameDay => texts.same_day.title.clone(),
            Urgency::WithinDays(days) => {
                let form = self.guideline.texts.words.plan("seen-within");
                form.replace("{count}", &days.to_string())
            }
            Urgency::Routine => texts.routine.title.clone(),
            Urgency::SelfCare => texts.self_care.title.clone(),
        }
    }

    fn questions(&mut self) {
        let guideline = self.guideline;
        for (_, fact) in guideline.facts.iter() {
            if fact.who == Who::Clinician || fact.ask.is_empty() || fact.derived.is_some() {
                continue;
            }
            let Some(standing) = guideline.standings.get(&fact.place.file) else { continue };
            let passages = vec![
                passage("why-ask", [&fact.why]),
                passage("help", [&fact.help]),
                passage("answers", &fact.labels),
            ];
            let id = EntryKind::Question.id(&fact.id);
            let entry =
                self.add(EntryKind::Question, id, &fact.ask, "question", standing, passages);
            if let Some(entry) = entry {
                // Why it is asked is all that it says: it stands below under its heading.
                entry.key_points.clear();
                entry.private = fact.private;
            }
        }
    }

    /// What explains, and stands in no file of its own. Its id is the one under which it answers
    /// questions.
    fn texts(&mut self) {
        for held in statements(self.guideline) {
            if self.entries.iter().any(|entry| entry.id == held.id) {
                continue;
            }
            let text = match held.kind {
                // A word is told under its own heading.
                Kind::Word => held.text.split_once(": ").map_or(&*held.text, |(_, plain)| plain),
                _ => &held.text,
            };
            let key_points = sentences(text, usize::MAX);
            let sources = held.sources.iter().filter_map(|id| self.guideline.source(id));
            self.entries.push(LibraryEntry {
                id: held.id,
                kind: EntryKind::Text,
                title: held.title,
                key_points,
                topic: held.kind.word().to_owned(),
                sources: sources.map(|source| shown(source, "")).collect(),
                disagreement: held
                    .disagreement
                    .map(|basis| Link { id: EntryKind::Disagreement.id(&basis), title: basis }),
                status: held.status,
                unconfirmed: held.unconfirmed,
                ..LibraryEntry::default()
            });
        }
    }

    /// The sources of some positions, each once.
    fn said_by(&self, positions: &[Position]) -> Vec<SourceShown> {
        let mut found: Vec<SourceShown> = Vec::new();
        for position in positions {
            for id in sources_of(self.guideline, position) {
                let source = self.guideline.source(id).map(|source| shown(source, ""));
                let is_new = |source: &SourceShown| found.iter().all(|known| known != source);
                if let Some(source) = source.filter(is_new) {
                    found.push(source);
                }
            }
        }
        found
    }

    /// What some of the sources say, with their names.
    fn position(&self, position: &Position) -> String {
        let mut names: Vec<String> = Vec::new();
        for id in sources_of(self.guideline, position) {
            let Some(source) = self.guideline.source(id) else { continue };
            let dated = format!("{}, {}", source.body.publisher, source.body.year);
            if !names.contains(&dated) {
                names.push(dated);
            }
        }
        format!("{} ({})", position.says.trim(), names.join("; "))
    }

    fn grounds(&mut self) {
        let guideline = self.guideline;
        for Entry { id, body, .. } in &guideline.disagreements {
            let says: Vec<String> =
                body.position.iter().map(|position| self.position(position)).collect();
            let passages = vec![
                passage("", [&body.resolution.person]),
                Passage { in_first: true, ..passage("positions", &says) },
                Passage { in_first: true, ..passage("decided", [&body.resolution.decided]) },
                Passage { in_first: true, ..passage("why-decided", [&body.resolution.why]) },
            ];
            let id = disagreement(body, id);
            let (kind, title) = (EntryKind::Disagreement, &body.title);
            let sources = self.said_by(&body.position);
            let entry = self.add(kind, id, title, "disagreement", body, passages);
            if let Some(entry) = entry {
                entry.sources = sources;
            }
        }
        for found in &guideline.sources {
            let Entry { id, body, .. } = found;
            let read = body.last_read.as_ref().map(ToString::to_string);
            let of = |heading: &str, texts: &[String]| Passage {
                in_first: true,
                ..passage(heading, texts)
            };
            let passages = vec![
                of("publisher", std::slice::from_ref(&body.publisher)),
                of("source-says", &body.says),
                of("source-known", &body.gk),
                of("read-at", &body.read_at),
                passage("last-read", &read),
                of("remark", std::slice::from_ref(&body.note)),
            ];
            let id = EntryKind::Source.id(id);
            let topic = body.kind.word().replace(' ', "-");
            let entry = self.add(EntryKind::Source, id, &body.title, &topic, body, passages);
            if let Some(entry) = entry {
                // It names itself: what kind of text, by whom, and from when.
                entry.key_points.clear();
                entry.sources = vec![shown(found, "")];
            }
        }
    }
}

pub(super) fn option(row: &OptionRow) -> Vec<Passage> {
    vec![
        passage("how", [&row.how]),
        passage("benefit", [&row.benefit]),
        passage("risk", [&row.risk]),
        passage("effort", [&row.effort]),
        passage("money", [&row.money]),
        passage("evidence", [&row.evidence]),
    ]
}

impl Passage {
    fn says_something(&self) -> bool {
        !(self.texts.is_empty() && self.fields.is_empty())
    }
}

pub(super) fn passage<'a>(heading: &str, texts: impl IntoIterator<Item = &'a String>) -> Passage {
    let texts = texts.into_iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    Passage {
        heading: heading.to_owned(),
        texts: texts.map(str::to_owned).collect(),
        ..Passage::default()
    }
}

/// The first sentences of a text.
pub(super) fn sentences(text: &str, most: usize) -> Vec<String> {
    let all = lumbago_decision::plan::sentences(text).into_iter();
    all.take(most).map(str::to_owned).collect()
}
