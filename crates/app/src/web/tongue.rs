//! The words of the pages, in Fluent files: one folder under `texts/` for each language. Clinical
//! words come from the guideline and never stand there.

use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

static TEXTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/texts.bin"));

/// The language in which everything is written first.
pub const FIRST: &str = "en";

/// Every language.
pub struct Tongues {
    bundles: BTreeMap<String, FluentBundle<FluentResource>>,
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
        Ok(Self { bundles })
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
