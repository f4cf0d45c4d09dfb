//! The words of the pages, in Fluent files: one folder under `texts/` for each language. Clinical
//! words come from the guideline and never stand there.

use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::spoken::Spoken;

static TEXTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/texts.bin"));

/// The language in which everything is written first.
pub const FIRST: &str = "en";

/// Every language.
pub struct Tongues {
    bundles: BTreeMap<String, FluentBundle<FluentResource>>,
    /// The guideline in the languages that were asked for.
    pub(super) spoken: Spoken,
}

impl Tongues {
    /// Reads the Fluent files in the executable.
    ///
    /// # Errors
    /// The first mistake in them.
    pub fn load() -> Result<Self, String> {
        let files: Vec<(String, String)> =
            postcard::from_bytes(TEXTS).map_err(|error| format!("the texts: {error}"))?;
        let mut bundles = BTreeMap::new();
        for (language, text) in files {
            let id: LanguageIdentifier =
                language.parse().map_err(|error| format!("texts/{language}: {error}"))?;
            let resource = FluentResource::try_new(text)
                .map_err(|(_, errors)| format!("texts/{language}: {errors:?}"))?;
            let bundle = bundles
                .entry(language.clone())
                .or_insert_with(|| FluentBundle::new_concurrent(vec![id]));
            // Pages are plain HTML: marks of direction around each value would only clutter it.
            bundle.set_use_isolating(false);
            bundle
                .add_resource(resource)
                .map_err(|errors| format!("texts/{language}: {errors:?}"))?;
        }
        Ok(Self { bundles, spoken: Spoken::default() })
    }

    /// The languages, the first one first.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        std::iter::once(FIRST)
            .chain(self.bundles.keys().map(String::as_str).filter(|name| *name != FIRST))
    }

    /// The best language for what a browser asks, such as `es-MX,es;q=0.9`.
    pub fn choose(&self, wanted: &str) -> &str {
        wanted
            .split(',')
            .filter_map(|part| part.split([';', '-']).next())
            .find_map(|short| {
                self.bundles.get_key_value(short.trim()).map(|(name, _)| name.as_str())
            })
            .unwrap_or(FIRST)
    }

    /// One language.
    pub fn tongue<'a>(&'a self, language: &str) -> Tongue<'a> {
        let known = self.bundles.get_key_value(language);
        let first = self.bundles.get_key_value(FIRST);
        let (language, bundle) = match known.or(first) {
            Some((name, bundle)) => (name.as_str(), Some(bundle)),
            None => (FIRST, None),
        };
        Tongue { language, bundle, first: first.map(|(_, bundle)| bundle) }
    }
}

/// One language, with the first one behind it.
#[derive(Clone, Copy)]
pub struct Tongue<'a> {
    /// Its code, such as `en`.
    pub language: &'a str,
    bundle: Option<&'a FluentBundle<FluentResource>>,
    first: Option<&'a FluentBundle<FluentResource>>,
}

impl Tongue<'_> {
    /// A text by its key. A missing text shows as its key, which a test looks for.
    pub fn say(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text of a word that has one under a prefix, such as `shelf-acute`; else the word itself.
    pub fn say_or(&self, word: &str, prefix: &str) -> String {
        let key = format!("{prefix}-{word}");
        let said = self.say(&key);
        if said == key { word.to_owned() } else { said }
    }

    /// A text with values in it.
    pub fn with(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set((*name).to_owned(), value.clone());
        }
        for bundle in [self.bundle, self.first].into_iter().flatten() {
            let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
                continue;
            };
            let mut errors = Vec::new();
            return bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
        }
        key.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Each key of a language with the values that its text fills in.
    fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
        let files: Vec<(String, String)> = postcard::from_bytes(TEXTS).unwrap();
        let mut keys = BTreeMap::new();
        let mut key = String::new();
        for line in files.iter().filter(|(of, _)| of == language).flat_map(|(_, f)| f.lines()) {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                key = line.split('=').next().unwrap().trim().to_owned();
                assert!(keys.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
            }
            // A comment belongs to no text.
            if line.starts_with('#') {
                continue;
            }
            let values = line.split('$').skip(1);
            let name =
                |rest: &str| rest.split(|c: char| !c.is_alphanumeric()).next().map(str::to_owned);
            keys.entry(key.clone()).or_default().extend(values.filter_map(name));
        }
        keys.remove("");
        keys
    }

    /// Every literal that the code of the pages says.
    fn said() -> BTreeSet<String> {
        let mut said = BTreeSet::new();
        for file in std::fs::read_dir("src/web").unwrap() {
            let file = file.unwrap().path();
            if file.extension().is_none_or(|ending| ending != "rs") {
                continue;
            }
            let code = std::fs::read_to_string(file).unwrap();
            for call in ["say(", "with(", "Refusal::new("] {
                for (at, _) in code.match_indices(call) {
                    let rest = code[at + call.len()..].trim_start();
                    let arguments = rest.split(')').next().unwrap();
                    let literal = match call {
                        "Refusal::new(" => arguments.split('"').nth(1),
                        _ => rest.strip_prefix('"').and_then(|rest| rest.split('"').next()),
                    };
                    said.extend(literal.map(str::to_owned));
                }
            }
        }
        // `starts_with("...")` and the like end in the same letters.
        let is_key = |key: &String| {
            key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
                && key.starts_with(|c: char| c.is_ascii_lowercase())
        };
        said.retain(|key| is_key(key) && key.len() > 1);
        said
    }

    #[test]
    fn every_language_has_the_same_keys_and_fills_in_the_same_values() {
        let tongues = Tongues::load().unwrap();
        let first = keys(FIRST);
        assert!(first.len() > 100, "the texts are read");
        for language in tongues.languages().filter(|language| *language != FIRST) {
            let other = keys(language);
            let lacks: Vec<_> = first.keys().filter(|key| !other.contains_key(*key)).collect();
            let more: Vec<_> = other.keys().filter(|key| !first.contains_key(*key)).collect();
            assert!(lacks.is_empty(), "{language} lacks {lacks:?}");
            assert!(more.is_empty(), "{language} holds what {FIRST} does not: {more:?}");
            for (key, values) in &first {
                assert_eq!(values, &other[key], "the values of {key} in {language}");
            }
        }
    }

    #[test]
    fn every_text_that_the_pages_say_exists() {
        let first = keys(FIRST);
        let said = said();
        assert!(said.contains("continue") && said.len() > 60, "the code is read: {said:?}");
        let missing: Vec<_> = said.iter().filter(|key| !first.contains_key(*key)).collect();
        assert!(missing.is_empty(), "no text for {missing:?}");
    }

    #[test]
    fn a_word_that_stands_for_a_number_has_a_text() {
        let guideline = crate::source::engine(None).unwrap().guideline;
        let first = keys(FIRST);
        for (_, fact) in guideline.facts.iter() {
            if let lumbago_guideline::fact::FactKind::Number { word: Some(word), .. } = &fact.kind {
                assert!(first.contains_key(&format!("word-{word}")), "{}: {word}", fact.id);
            }
        }
    }

    #[test]
    fn a_browser_gets_the_first_of_its_languages_that_there_is() {
        let tongues = Tongues::load().unwrap();
        assert_eq!(tongues.choose("es-MX,es;q=0.9,en;q=0.8"), "es");
        assert_eq!(tongues.choose("fr,en;q=0.8"), "en");
        assert_eq!(tongues.choose(""), FIRST);
    }
}
