//! The guideline in the language of a visit: the same circuit and so the same decisions, with
//! other words; and the mark on what a language still lacks.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::{Arc, OnceLock, RwLock};

use aho_corasick::{AhoCorasick, MatchKind};
use lumbago_ask::Index;
use lumbago_ask::library::Library;
use lumbago_decision::Engine;

use super::App;

/// The guideline in one language other than the first.
pub struct Translated {
    engine: Engine,
    /// Finds what stands in the first language still; none when nothing does.
    left: Option<AhoCorasick>,
    /// Answers questions; made when the first is asked.
    index: OnceLock<Index>,
    /// Every page of the library; made when the first is asked for.
    library: OnceLock<Library>,
}

/// Every language that was asked for so far: each is made once.
#[derive(Default)]
pub struct Spoken(RwLock<BTreeMap<String, Option<Arc<Translated>>>>);

impl Spoken {
    /// The guideline in a language; none for the first one and for one that it does not hold.
    pub fn get(&self, engine: &Engine, language: &str) -> Option<Arc<Translated>> {
        if language == super::tongue::FIRST {
            return None;
        }
        // A panic elsewhere cannot leave a language half made: the map only gains whole ones.
        let known = self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(found) = known.get(language) {
            return found.clone();
        }
        drop(known);
        let made = engine.in_language(language).map(|(engine, left)| {
            let (left, index, library) = (finder(&left), OnceLock::new(), OnceLock::new());
            Arc::new(Translated { engine, left, index, library })
        });
        let mut known = self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        known.entry(language.to_owned()).or_insert(made).clone()
    }
}

/// The engine of a visit.
#[derive(Clone)]
pub struct OfVisit {
    app: Arc<App>,
    translated: Option<Arc<Translated>>,
}

impl OfVisit {
    /// The engine in a language.
    pub fn new(app: Arc<App>, language: &str) -> Self {
        let translated = app.tongues.spoken.get(&app.engine, language);
        Self { app, translated }
    }

    /// What answers questions, in that language; what it finds in them is the same in each.
    pub fn index(&self) -> &Index {
        let first = &self.app.engine.guideline;
        match self.translated.as_deref() {
            Some(told) => told.index.get_or_init(|| Index::told_in(first, &told.engine.guideline)),
            None => self.app.index(),
        }
    }

    /// Every page of the library, in that language.
    pub fn library(&self) -> &Library {
        match self.translated.as_deref() {
            Some(told) => told.library.get_or_init(|| Library::new(&told.engine.guideline)),
            None => self.app.library(),
        }
    }

    /// A page with a mark on each sentence that stands in the first language still, and whether
    /// there was one.
    pub fn marked(&self, page: &str) -> Option<String> {
        mark(self.translated.as_ref()?.left.as_ref()?, page)
    }
}

impl Deref for OfVisit {
    type Target = Engine;

    fn deref(&self) -> &Engine {
        match &self.translated {
            Some(translated) => &translated.engine,
            None => &self.app.engine,
        }
    }
}

/// Finds the sentences of texts as they stand in HTML. A text is looked for sentence by sentence,
/// because a page may show only its first one, or fill in a place.
fn finder(left: &BTreeSet<String>) -> Option<AhoCorasick> {
    let parts = left.iter().flat_map(|text| text.split_inclusive(['.', '?', '!', ';', ':']));
    let parts = parts.flat_map(|part| part.split(['{', '}']));
    // A single word is too often a word of the other language as well.
    let sentences: BTreeSet<String> = parts
        .map(|part| maud::html! { (part.trim()) }.into_string())
        .filter(|part| part.contains(' ') && part.chars().any(char::is_alphabetic))
        .collect();
    if sentences.is_empty() {
        return None;
    }
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(sentences).ok()
}

/// Puts each match that stands in the text of a page, as whole words, into an element that names
/// the language. None when there is no match.
fn mark(left: &AhoCorasick, page: &str) -> Option<String> {
    let mut marked = String::with_capacity(page.len() + page.len() / 4);
    let mut done = 0;
    for found in left.find_iter(page) {
        let (before, after) = (page.get(..found.start())?, page.get(found.end()..)?);
        let in_a_word = before.ends_with(char::is_alphanumeric)
            || (after.starts_with(char::is_alphanumeric)
                && page.get(..found.end())?.ends_with(char::is_alphanumeric));
        if in_a_word || !in_text(before) {
            continue;
        }
        marked.push_str(page.get(done..found.start())?);
        marked.push_str("<span lang=\"");
        marked.push_str(super::tongue::FIRST);
        marked.push_str("\">");
        marked.push_str(page.get(found.start()..found.end())?);
        marked.push_str("</span>");
        done = found.end();
    }
    if done == 0 {
        return None;
    }
    marked.push_str(page.get(done..)?);
    Some(marked)
}

/// Whether what follows is text, and not inside a tag or an element that holds no other element.
fn in_text(before: &str) -> bool {
    let Some(open) = before.rfind('<') else { return true };
    let tag = before.get(open + 1..).unwrap_or_default();
    let bare = ["option", "textarea", "title"];
    tag.contains('>') && !bare.iter().any(|name| tag.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(page: &str) -> Option<String> {
        let left =
            BTreeSet::from(["Keep moving. Rest a little.".to_owned(), "Warm packs".to_owned()]);
        mark(&finder(&left).unwrap(), page)
    }

    #[test]
    fn what_is_left_in_the_first_language_is_marked_sentence_by_sentence() {
        assert_eq!(
            marked("<p title=\"Warm packs\">Hola. Rest a little. Warm packs: Yoga</p>").unwrap(),
            "<p title=\"Warm packs\">Hola. <span lang=\"en\">Rest a little.</span> \
             <span lang=\"en\">Warm packs</span>: Yoga</p>"
        );
    }

    #[test]
    fn a_page_in_one_language_and_the_inside_of_a_choice_stay_as_they_are() {
        assert_eq!(marked("<p>Sigue en movimiento.</p>"), None);
        assert_eq!(marked("<option value=\"1\">Warm packs</option>"), None);
    }
}
