//! Texts that belong to no single rule: urgencies, the warning card, the summary, activity.

pub mod activity;
pub mod care;
pub mod danger;
pub mod edition;
pub mod language;
pub mod signs;
pub mod small_words;
pub mod summary;
pub mod words;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::checklist::Checklist;
use crate::folder::read_toml;
use crate::guideline::FileStanding;
use crate::named::Listing;
use crate::problem::Problem;
use crate::standing::Standing;

/// All of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each type says what it is")]
pub struct Texts {
    pub edition: edition::Edition,
    pub regions: Vec<(String, edition::Region)>,
    pub support: edition::Support,
    pub open_points: edition::OpenPoints,
    pub urgencies: danger::Urgencies,
    pub warning_card: danger::WarningCard,
    pub closing: danger::ClosingRule,
    pub scope: care::Scope,
    pub already_taking: care::AlreadyTaking,
    pub activity: activity::Activity,
    pub summary: summary::Summary,
    pub language: language::Language,
    pub imaging_explained: language::ImagingExplained,
    pub contradictions: care::Contradictions,
    pub danger_words: words::DangerWords,
    pub danger_sentences: words::DangerSentences,
    pub synonyms: words::Synonyms,
    pub answering: words::Answering,
    pub words: small_words::Words,
    pub signs: signs::Signs,
    /// How each file is called in messages, by the names of [`Texts::FILES`].
    pub files: Vec<String>,
}

impl Texts {
    /// The files that hold them.
    pub const FILES: [&str; 20] = [
        "edition.toml",
        "regions.toml",
        "support.toml",
        "open-points.toml",
        "urgencies.toml",
        "warning-card.toml",
        "closing.toml",
        "scope.toml",
        "already-taking.toml",
        "activity.toml",
        "summary.toml",
        "language.toml",
        "imaging-explained.toml",
        "contradictions.toml",
        "danger-words.toml",
        "danger-sentences.toml",
        "synonyms.toml",
        "answering.toml",
        "words.toml",
        "signs.toml",
    ];

    /// Reads them all; `text` gives a file's shown name and text, or reports that it is missing.
    pub(crate) fn read(
        text: &mut dyn FnMut(&str) -> Option<(String, String)>,
    ) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut shown = Vec::new();
        let mut texts = Self::FILES.map(|path| {
            let found = text(path);
            shown.push(found.as_ref().map(|(file, _)| file.clone()).unwrap_or_default());
            found
        });
        let mut next = texts.iter_mut().map(Option::take);
        let mut take = || next.next().flatten();
        let edition = whole(take(), &mut problems);
        let regions = whole::<Listing<edition::Region>>(take(), &mut problems);
        let support = whole(take(), &mut problems);
        let open_points = whole(take(), &mut problems);
        let urgencies = whole(take(), &mut problems);
        let warning_card = whole(take(), &mut problems);
        let closing = whole(take(), &mut problems);
        let scope = whole(take(), &mut problems);
        let already_taking = whole(take(), &mut problems);
        let activity = whole(take(), &mut problems);
        let summary = whole(take(), &mut problems);
        let language = whole(take(), &mut problems);
        let imaging_explained = whole(take(), &mut problems);
        let contradictions = whole(take(), &mut problems);
        let danger_words = whole(take(), &mut problems);
        let danger_sentences = whole(take(), &mut problems);
        let synonyms = whole(take(), &mut problems);
        let answering = whole(take(), &mut problems);
        let words = whole(take(), &mut problems);
        let signs = whole(take(), &mut problems);
        let read = || {
            Some(Self {
                edition: edition?,
                regions: regions?.parts().1.into_iter().map(|(id, _, row)| (id, row)).collect(),
                support: support?,
                open_points: open_points?,
                urgencies: urgencies?,
                warning_card: warning_card?,
                closing: closing?,
                scope: scope?,
                already_taking: already_taking?,
                activity: activity?,
                summary: summary?,
                language: language?,
                imaging_explained: imaging_explained?,
                contradictions: contradictions?,
                danger_words: danger_words?,
                danger_sentences: danger_sentences?,
                synonyms: synonyms?,
                answering: answering?,
                words: words?,
                signs: signs?,
                files: shown,
            })
        };
        match read() {
            Some(texts) if problems.is_empty() => Ok(texts),
            _ => Err(problems),
        }
    }

    /// How a file of [`Texts::FILES`] is called in messages.
    pub fn file<'a>(&'a self, path: &'a str) -> &'a str {
        let index = Self::FILES.iter().position(|file| *file == path);
        index.and_then(|index| self.files.get(index)).map_or(path, String::as_str)
    }

    /// Every condition with the file that it stands in.
    pub(crate) fn checklists_mut(&mut self) -> Vec<(String, &mut Checklist)> {
        let [card, scope, taking, against] =
            ["warning-card.toml", "scope.toml", "already-taking.toml", "contradictions.toml"]
                .map(|path| self.file(path).to_owned());
        let signs = self.warning_card.group.iter_mut().flat_map(|group| &mut group.sign);
        let signs = signs.filter_map(|sign| sign.when.as_mut());
        let parts = [&mut self.scope.plan, &mut self.scope.full_plan, &mut self.scope.neck];
        let entries = self.already_taking.entry.iter_mut().map(|entry| &mut entry.when);
        let pairs = self.contradictions.pair.iter_mut().map(|pair| &mut pair.when);
        parts
            .into_iter()
            .map(|part| (scope.clone(), &mut part.when))
            .chain(entries.map(|when| (taking.clone(), when)))
            .chain(pairs.map(|when| (against.clone(), when)))
            .chain(signs.map(|when| (card.clone(), when)))
            .collect()
    }

    /// The standing of each file, with its shown name.
    pub fn standings(&self) -> Vec<(&str, &dyn Standing)> {
        vec![
            (self.file("edition.toml"), &self.edition),
            (self.file("support.toml"), &self.support),
            (self.file("open-points.toml"), &self.open_points),
            (self.file("urgencies.toml"), &self.urgencies),
            (self.file("warning-card.toml"), &self.warning_card),
            (self.file("closing.toml"), &self.closing),
            (self.file("scope.toml"), &self.scope),
            (self.file("already-taking.toml"), &self.already_taking),
            (self.file("activity.toml"), &self.activity),
            (self.file("summary.toml"), &self.summary),
            (self.file("language.toml"), &self.language),
            (self.file("imaging-explained.toml"), &self.imaging_explained),
            (self.file("contradictions.toml"), &self.contradictions),
            (self.file("danger-words.toml"), &self.danger_words),
            (self.file("danger-sentences.toml"), &self.danger_sentences),
            (self.file("synonyms.toml"), &self.synonyms),
            (self.file("answering.toml"), &self.answering),
            (self.file("words.toml"), &self.words),
            (self.file("signs.toml"), &self.signs),
        ]
    }

    /// The region of a code; the generic wording when it is not listed, never a guessed number.
    pub fn region(&self, code: Option<&str>) -> Option<&edition::Region> {
        let find = |code: &str| self.regions.iter().find(|(id, _)| id == code).map(|(_, row)| row);
        code.and_then(find).or_else(|| find("unknown"))
    }
}

fn whole<T: DeserializeOwned>(
    found: Option<(String, String)>,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let (file, text) = found?;
    read_toml(&file, &text).map_err(|problem| problems.push(problem)).ok()
}

/// The standing of a file that holds many rows, as the others show theirs.
impl Standing for FileStanding {
    fn spec(&self) -> &[String] {
        &self.spec
    }
    fn basis(&self) -> Option<&str> {
        None
    }
    fn sources(&self) -> &[crate::standing::Citation] {
        &self.source
    }
    fn unconfirmed(&self) -> &[crate::standing::Unconfirmed] {
        &self.unconfirmed
    }
    fn review(&self) -> &crate::standing::Review {
        &self.review
    }
    fn cases(&self) -> &[crate::case::RuleCase] {
        &[]
    }
}
