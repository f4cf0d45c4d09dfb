//! Numbers the sources of a plan in the order in which statements first name them.

use lumbago_guideline::source::{Reading, Source};
use lumbago_guideline::standing::{Day, Standing, Status};
use lumbago_guideline::{Entry, Guideline};

use crate::plan::{SourceNote, Statement};

/// Hands out numbers to sources, and remembers what is unconfirmed or overdue.
pub(super) struct Citer<'g> {
    guideline: &'g Guideline,
    today: Option<jiff::civil::Date>,
    numbered: Vec<SourceNote>,
    pub unconfirmed: usize,
    pub overdue: Vec<String>,
}

impl<'g> Citer<'g> {
    pub fn new(guideline: &'g Guideline, today: Option<jiff::civil::Date>) -> Self {
        Self { guideline, today, numbered: Vec::new(), unconfirmed: 0, overdue: Vec::new() }
    }

    /// A statement of a file, with that file's sources.
    pub fn say(&mut self, file: &dyn Standing, text: &str) -> Statement {
        let cites = self.numbers(file.sources().iter().map(|citation| citation.id.as_str()));
        let unconfirmed = !file.unconfirmed().is_empty();
        self.unconfirmed += usize::from(unconfirmed);
        if let (Some(today), Some(Day(due))) = (self.today, &file.review().due)
            && *due < today
            && !self.overdue.iter().any(|known| known == text)
        {
            self.overdue.push(text.to_owned());
        }
        Statement {
            text: text.trim().to_owned(),
            cites,
            unconfirmed,
            disagreement: file.basis().map(str::to_owned),
        }
    }

    /// A statement that rests on sources by name.
    pub fn say_from(&mut self, ids: &[String], text: &str) -> Statement {
        let cites = self.numbers(ids.iter().map(String::as_str));
        Statement { text: text.trim().to_owned(), cites, ..Statement::default() }
    }

    fn numbers<'a>(&mut self, ids: impl Iterator<Item = &'a str>) -> Vec<u16> {
        let mut numbers: Vec<u16> = ids.filter_map(|id| self.number(id)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn number(&mut self, id: &str) -> Option<u16> {
        if let Some(known) = self.numbered.iter().find(|source| source.id == id) {
            return Some(known.number);
        }
        let source = self.guideline.source(id)?;
        let number = u16::try_from(self.numbered.len() + 1).ok()?;
        self.numbered.push(SourceNote::of(source, number));
        Some(number)
    }

    /// The sources in the order of their numbers.
    pub fn sources(&self) -> &[SourceNote] {
        &self.numbered
    }
}

impl SourceNote {
    /// A source with the number by which it is named.
    pub fn of(source: &Entry<Source>, number: u16) -> Self {
        let Entry { id, body, .. } = source;
        Self {
            number,
            id: id.clone(),
            title: body.title.clone(),
            publisher: body.publisher.clone(),
            year: body.year.to_string(),
            kind: body.kind.word().to_owned(),
            partly_read: body.reads == Reading::Partial,
            status: status_word(body.review.status).to_owned(),
        }
    }
}

/// A statement that is no clinical claim, such as a heading or a name.
pub(super) fn plain(text: impl Into<String>) -> Statement {
    Statement { text: text.into(), ..Statement::default() }
}

/// A review status as it is shown.
pub fn status_word(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Submitted => "submitted",
        Status::UnderReview => "under review",
        Status::Approved => "approved",
        Status::Withdrawn => "withdrawn",
    }
}
