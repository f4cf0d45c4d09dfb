//! Files whose tables are rows with names, such as facts and findings, kept in their order.

use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use crate::guideline::FileStanding;
use crate::standing::{Citation, Review, Unconfirmed};

/// The rows of a table: name, byte offset of the name, and what it holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Named<T>(pub Vec<(String, usize, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rows<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Rows<T> {
            type Value = Named<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a table of names")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut rows = Vec::new();
                while let Some(name) = map.next_key::<toml::Spanned<String>>()? {
                    let offset = name.span().start;
                    rows.push((name.into_inner(), offset, map.next_value()?));
                }
                Ok(Named(rows))
            }
        }
        deserializer.deserialize_map(Rows(PhantomData))
    }
}

/// A file of named rows under one standing for all of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Listing<T> {
    pub spec: Vec<String>,
    pub source: Vec<Citation>,
    pub unconfirmed: Vec<Unconfirmed>,
    pub review: Review,
    pub rows: Vec<(String, usize, T)>,
}

impl<T> Listing<T> {
    /// The standing of the file, and its rows.
    pub fn parts(self) -> (FileStanding, Vec<(String, usize, T)>) {
        let Self { spec, source, unconfirmed, review, rows } = self;
        (FileStanding { spec, source, unconfirmed, review }, rows)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Listing<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rows<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Rows<T> {
            type Value = Listing<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a table of names")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut listing = Listing {
                    spec: Vec::new(),
                    source: Vec::new(),
                    unconfirmed: Vec::new(),
                    review: Review::default(),
                    rows: Vec::new(),
                };
                while let Some(name) = map.next_key::<toml::Spanned<String>>()? {
                    let offset = name.span().start;
                    match name.get_ref().as_str() {
                        "spec" => listing.spec = map.next_value()?,
                        "source" => listing.source = map.next_value()?,
                        "unconfirmed" => listing.unconfirmed = map.next_value()?,
                        "review" => listing.review = map.next_value()?,
                        _ => listing.rows.push((name.into_inner(), offset, map.next_value()?)),
                    }
                }
                Ok(listing)
            }
        }
        deserializer.deserialize_map(Rows(PhantomData))
    }
}
