//! What each entry says, kind by kind.

use lumbago_guideline::fact::Who;
use lumbago_guideline::medicine::Medicine;
use lumbago_guideline::recommendation::{Direction, OptionRow};
use lumbago_guideline::standing::Standing;
use lumbago_guideline::{Entry, Guideline};

use super::links::disagreement;
use super::{EntryKind, LibraryEntry, Passage, standing_of};

/// How many sentences of a text are its key points.
const KEY_POINTS: usize = 2;

/// Every entry, kind by kind, without its links.
pub(super) fn entries(guideline: &Guideline) -> Vec<LibraryEntry> {
    let mut shelf = Shelves { guideline, entries: Vec::new() };
    shelf.care();
    shelf.medicines();
    shelf.danger();
    shelf.questions();
    shelf.grounds();
    shelf.entries
}

struct Shelves<'g> {
    guideline: &'g Guideline,
    entries: Vec<LibraryEntry>,
}

impl Shelves<'_> {
    /// Adds an entry; its key points are the first sentences of the first passage.
    fn add(
        &mut self,
        kind: EntryKind,
        id: String,
        title: &str,
        topic: &str,
        by: &dyn Standing,
        body: Vec<Passage>,
    ) -> Option<&mut LibraryEntry> {
        let body: Vec<Passage> =
            body.into_iter().filter(|passage| !passage.texts.is_empty()).collect();
        let first = body.first().and_then(|passage| passage.texts.first());
        let key_points = first.map(|text| sentences(text, KEY_POINTS)).unwrap_or_default();
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
            let topic = if against { "against" } else { body.kind.word() };
            let mut passages = vec![passage("", [&body.say.person])];
            passages.extend(option(&body.option));
            let id = EntryKind::Recommendation.id(id);
            self.add(EntryKind::Recommendation, id, &body.title, topic, body, passages);
        }
        for Entry { id, body, .. } in &guideline.exercises {
            let dose = lumbago_decision::plan::dose(&guideline.texts.words, &body.dose);
            let steps = std::iter::once(&body.start).chain(&body.steps);
            let passages = vec![
                passage("What to do", steps),
                passage("How to breathe", [&body.breathing]),
                passage("How much", [&dose]),
                passage("How to go on", [&body.progression]),
                passage("Stop if", &body.stop_if),
                passage("What you need", [&body.equipment]),
                passage("Not for everyone", [&body.why_not]),
            ];
            let id = EntryKind::Exercise.id(id);
            self.add(EntryKind::Exercise, id, &body.title, "exercise", body, passages);
        }
        for Entry { id, body, .. } in &guideline.classes {
            let course = body.say.courses();
            let passages = vec![
                passage("", [&body.say.person]),
                passage("What most likely happens next", [&course]),
            ];
            let id = EntryKind::Class.id(id);
            self.add(EntryKind::Class, id, &body.title, "class", body, passages);
        }
        for Entry { id, body, .. } in &guideline.imaging {
            let passages = vec![
                passage("", [&body.say.person]),
                passage("What is looked for", [&body.say.cause]),
                passage("What a result would change", [&body.say.changes]),
            ];
            let id = EntryKind::Imaging.id(id);
            self.add(EntryKind::Imaging, id, &body.title, "scan", body, passages);
        }
    }

    fn medicines(&mut self) {
        let guideline = self.guideline;
        for Entry { id, body, .. } in &guideline.medicines {
            let against = body.direction == Direction::Against;
            let topic = if against { "against" } else { "medicine" };
            let id = EntryKind::Medicine.id(id);
            self.add(EntryKind::Medicine, id, &body.title, topic, body, medicine(body));
        }
        for Entry { id, body, .. } in &guideline.gates {
            let reasons = body.item.iter().map(|item| &item.person);
            let passages = vec![passage("Ask first, or not at all, if", reasons)];
            let id = EntryKind::Gate.id(id);
            self.add(EntryKind::Gate, id, &body.title, "gate", body, passages);
        }
    }

    fn danger(&mut self) {
        for Entry { id, body, .. } in &self.guideline.red_flags {
            let mut urgencies: Vec<String> =
                body.level.iter().map(|level| level.urgency.to_string()).collect();
            urgencies.dedup();
            let passages = vec![
                passage("", [&body.say.person]),
                passage("What to do", &body.say.action),
                passage("How urgent it can be", &urgencies),
            ];
            let id = EntryKind::RedFlag.id(id);
            let entry =
                self.add(EntryKind::RedFlag, id, &body.concern, &body.group, body, passages);
            if let Some(entry) = entry {
                entry.private = body.private;
            }
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
                passage("Why we ask", [&fact.why]),
                passage("Help", [&fact.help]),
                passage("Answers", &fact.labels),
            ];
            let id = EntryKind::Question.id(&fact.id);
            let entry =
                self.add(EntryKind::Question, id, &fact.ask, "question", standing, passages);
            if let Some(entry) = entry {
                entry.private = fact.private;
            }
        }
    }

    fn grounds(&mut self) {
        let guideline = self.guideline;
        for Entry { id, body, .. } in &guideline.disagreements {
            let passages = vec![
                passage("", [&body.resolution.person]),
                passage("Who says what", body.position.iter().map(|position| &position.says)),
                passage("What was decided", [&body.resolution.decided]),
                passage("Why", [&body.resolution.why]),
            ];
            let id = disagreement(body, id);
            let (kind, title) = (EntryKind::Disagreement, &body.title);
            self.add(kind, id, title, "disagreement", body, passages);
        }
        for Entry { id, body, .. } in &guideline.sources {
            let dated = format!("{}, {}, {}", body.publisher, body.year, body.kind.word());
            let read = body.last_read.as_ref().map(ToString::to_string);
            let passages = vec![
                passage("", [&dated]),
                passage("What was read there", &body.says),
                passage("General knowledge about it", &body.gk),
                passage("Where it was read", &body.read_at),
                passage("Last read", &read),
                passage("Remark", [&body.note]),
            ];
            let id = EntryKind::Source.id(id);
            self.add(EntryKind::Source, id, &body.title, body.kind.word(), body, passages);
        }
    }
}

/// What is said of a medicine, without its doses: those stand in a person's own plan alone.
fn medicine(medicine: &Medicine) -> Vec<Passage> {
    let say = &medicine.say;
    let mut passages = vec![
        passage("", [&say.person]),
        passage("Why it is given", [&say.reason]),
        passage("Look out for", &say.watch),
        passage("Stop and get help if", &say.stop_if),
        passage("Do not mix with", &say.do_not_mix),
    ];
    passages.extend(medicine.option.iter().flat_map(option));
    passages
}

fn option(row: &OptionRow) -> Vec<Passage> {
    vec![
        passage("How it works", [&row.how]),
        passage("What it may bring", [&row.benefit]),
        passage("What may harm", [&row.risk]),
        passage("What it asks of you", [&row.effort]),
        passage("What it costs", [&row.money]),
        passage("How we know", [&row.evidence]),
    ]
}

fn passage<'a>(heading: &str, texts: impl IntoIterator<Item = &'a String>) -> Passage {
    let texts = texts.into_iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    Passage { heading: heading.to_owned(), texts: texts.map(str::to_owned).collect() }
}

/// The first sentences of a text.
fn sentences(text: &str, most: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while found.len() < most && !rest.is_empty() {
        let end = rest.match_indices(['.', '?', '!']).find_map(|(at, mark)| {
            let end = at + mark.len();
            let after = rest.get(end..)?;
            (after.is_empty() || after.starts_with(char::is_whitespace)).then_some(end)
        });
        let (sentence, after) =
            rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, ""));
        found.push(sentence.trim().to_owned());
        rest = after.trim_start();
    }
    found
}
