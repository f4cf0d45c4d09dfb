//! The ids by which authors name a rule, a claim or a disagreement, told as the names that a
//! reader knows.

use std::collections::BTreeMap;

use lumbago_guideline::Guideline;

use super::LibraryEntry;

/// The name behind each id, such as the heading of `X06`.
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    /// Reads them off a guideline.
    pub fn new(guideline: &Guideline) -> Self {
        let mut names = BTreeMap::new();
        for claim in &guideline.claims {
            if let Some(source) = guideline.source(&claim.source) {
                let dated = format!("{}, {}", source.body.publisher, source.body.year);
                names.insert(claim.id.clone(), dated);
            }
        }
        for entry in &guideline.disagreements {
            names.extend(entry.body.spec.iter().map(|id| (id.clone(), entry.body.title.clone())));
        }
        for entry in &guideline.imaging {
            let own = entry.body.spec.iter().filter(|id| id.starts_with("IM-"));
            names.extend(own.map(|id| (id.clone(), entry.body.title.clone())));
        }
        for entry in &guideline.red_flags {
            let own = entry.body.spec.iter().filter(|id| id.starts_with("RF-"));
            names.extend(own.map(|id| (id.clone(), entry.body.concern.clone())));
        }
        Self(names)
    }

    /// Tells every text of an entry without ids.
    pub fn tell(&self, entry: &mut LibraryEntry) {
        let texts = entry.body.iter_mut().flat_map(|passage| &mut passage.texts);
        let cited = entry.sources.iter_mut().map(|source| &mut source.at);
        let all = texts.chain(&mut entry.key_points).chain(&mut entry.unconfirmed).chain(cited);
        all.for_each(|text| *text = self.told(text));
    }

    /// A text without ids: in brackets they are left out, elsewhere the name stands in quotes.
    fn told(&self, text: &str) -> String {
        let mut told = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(" (") {
            let Some((inner, end)) = after.split_once(')') else { break };
            told.push_str(before);
            if !inner.split(", ").all(|word| self.is_id(word)) {
                told.push_str(" (");
                told.push_str(inner);
                told.push(')');
            }
            rest = end;
        }
        told.push_str(rest);
        let is_part = |c: char| c.is_alphanumeric() || c == '-';
        let mut words = String::with_capacity(told.len());
        let mut left = told.as_str();
        while !left.is_empty() {
            let end = left.find(|c| !is_part(c)).unwrap_or(left.len());
            let (word, after) = left.split_at_checked(end).unwrap_or((left, ""));
            match self.0.get(word) {
                Some(name) => words.push_str(&format!("“{name}”")),
                None => words.push_str(word),
            }
            let between = after.find(is_part).unwrap_or(after.len());
            let (marks, next) = after.split_at_checked(between).unwrap_or((after, ""));
            words.push_str(marks);
            left = next;
        }
        words
    }

    /// Whether a word is an id: one with a name, or of the specification, such as `d6`.
    fn is_id(&self, word: &str) -> bool {
        let short = word.strip_prefix(|c: char| c.is_ascii_lowercase()).unwrap_or_default();
        let is_short = !short.is_empty() && short.chars().all(|c| c.is_ascii_digit());
        self.0.contains_key(word) || is_short
    }
}
