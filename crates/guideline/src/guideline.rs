//! The whole guideline, read and resolved.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::answers::Answers;
use crate::case::{Borders, Encounter, RuleCase};
use crate::checklist::{Checklist, Item};
use crate::class::Class;
use crate::disagreement::Disagreement;
use crate::exercise::Exercise;
use crate::fact::Facts;
use crate::finding::{Finding, FindingBody};
use crate::folder::{Folder, read_toml};
use crate::follow_up::FollowUp;
use crate::gate::Gate;
use crate::hazard::Hazard;
use crate::imaging::Imaging;
use crate::interview::Interview;
use crate::medicine::Medicine;
use crate::named::Listing;
use crate::problem::{Place, Problem, shorten};
use crate::question::Questions;
use crate::questionnaire::Questionnaire;
use crate::recommendation::Recommendation;
use crate::red_flag::RedFlag;
use crate::source::{Claim, ClaimBody, Feature, Source};
use crate::standing::{Citation, Review, Standing, Status, Unconfirmed};
use crate::texts::Texts;
use crate::texts::edition::Region;
use crate::translation::Language;

/// One file of the guideline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry<T> {
    /// The file's name without its ending.
    pub id: String,
    /// The file, as messages call it.
    pub file: String,
    /// What it holds.
    pub body: T,
}

/// The standing of a file that holds many rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileStanding {
    /// The ids of the specification that it carries.
    pub spec: Vec<String>,
    /// What it rests on.
    pub source: Vec<Citation>,
    /// What nobody has confirmed.
    pub unconfirmed: Vec<Unconfirmed>,
    /// Who reviewed it.
    pub review: Review,
}

/// Everything in the guideline folder, with every name resolved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Guideline {
    /// A hash of every file: the edition that an answer was decided with.
    pub content_hash: String,
    /// Facts, asked and derived.
    pub facts: Facts,
    /// Named conditions.
    pub findings: Vec<Finding>,
    /// Red flags.
    pub red_flags: Vec<Entry<RedFlag>>,
    /// Classes.
    pub classes: Vec<Entry<Class>>,
    /// Recommendations for and against.
    pub recommendations: Vec<Entry<Recommendation>>,
    /// Gates.
    pub gates: Vec<Entry<Gate>>,
    /// Medicines.
    pub medicines: Vec<Entry<Medicine>>,
    /// Imaging.
    pub imaging: Vec<Entry<Imaging>>,
    /// Exercises.
    pub exercises: Vec<Entry<Exercise>>,
    /// Questionnaires.
    pub questionnaires: Vec<Entry<Questionnaire>>,
    /// Timetable and escalation.
    pub follow_up: FollowUp,
    /// How that file is called in messages.
    pub follow_up_file: String,
    /// The order of the questions.
    pub interview: Interview,
    /// How that file is called in messages.
    pub interview_file: String,
    /// What must never happen.
    pub hazards: Vec<Entry<Hazard>>,
    /// Settled disagreements.
    pub disagreements: Vec<Entry<Disagreement>>,
    /// Sources.
    pub sources: Vec<Entry<Source>>,
    /// The claims of the source documents.
    pub claims: Vec<Claim>,
    /// What the software itself carries.
    pub features: Vec<Feature>,
    /// Texts that belong to no single rule.
    pub texts: Texts,
    /// The standing of the files that hold many rows.
    pub standings: BTreeMap<String, FileStanding>,
    /// The languages beside the first one.
    pub languages: Vec<Language>,
    /// Whole encounters, from the folder `cases` beside the guideline.
    pub encounters: Vec<Entry<Encounter>>,
    /// Base cases that others are laid over.
    pub bases: BTreeMap<String, Answers>,
    /// Border cases, from `cases/borders/`.
    pub borders: Vec<Entry<Borders>>,
    /// Questions as people ask them, from `cases/questions.toml`.
    pub questions: Questions,
}

/// Reads, collects problems instead of stopping at the first, and resolves names.
struct Reader<'a> {
    folder: &'a Folder,
    problems: Vec<Problem>,
    standings: BTreeMap<String, FileStanding>,
    read: BTreeSet<String>,
}

impl Reader<'_> {
    fn text(&mut self, path: &str) -> Option<(String, String)> {
        let shown = self.folder.shown(path);
        self.read.insert(path.to_owned());
        match self.folder.files.get(path) {
            Some(text) => Some((shown, text.clone())),
            None => {
                self.problems.push(
                    Problem::error("missing-file", Place::whole(&shown), "this file is missing")
                        .help("guideline/README.md lists the files of a guideline"),
                );
                None
            }
        }
    }

    fn whole<T: DeserializeOwned>(&mut self, path: &str) -> Option<T> {
        let (file, text) = self.text(path)?;
        read_toml(&file, &text).map_err(|problem| self.problems.push(problem)).ok()
    }

    fn listing<T: DeserializeOwned>(&mut self, path: &str) -> Vec<(String, usize, T)> {
        let Some(listing) = self.whole::<Listing<T>>(path) else { return Vec::new() };
        let (standing, rows) = listing.parts();
        self.standings.insert(self.folder.shown(path), standing);
        rows
    }

    fn each<T: DeserializeOwned>(&mut self, dir: &str) -> Vec<Entry<T>> {
        let mut entries = Vec::new();
        for (id, path, text) in self.folder.within(dir) {
            self.read.insert(path.to_owned());
            let file = self.folder.shown(path);
            match read_toml(&file, text) {
                Ok(body) => entries.push(Entry { id: id.to_owned(), file, body }),
                Err(problem) => self.problems.push(problem),
            }
        }
        entries
    }

    fn facts(&mut self) -> Facts {
        let mut facts = Facts::default();
        let mut files: Vec<(String, String)> = Vec::new();
        for (_, path, text) in self.folder.within("facts") {
            self.read.insert(path.to_owned());
            files.push((self.folder.shown(path), text.to_owned()));
        }
        let regions = self.regions();
        for (file, text) in &files {
            match facts.read(file, text, &regions) {
                Ok(standing) => drop(self.standings.insert(file.clone(), standing)),
                Err(found) => self.problems.extend(found),
            }
        }
        if let Some((file, text)) = self.text("derived.toml") {
            match facts.read_derived(&file, &text) {
                Ok(standing) => drop(self.standings.insert(file, standing)),
                Err(found) => self.problems.extend(found),
            }
        }
        let folder = self.folder;
        facts.resolve(&|file| text_of(folder, file).to_owned(), &mut self.problems);
        facts
    }

    /// The code and the name of every region, except the one for "not told".
    fn regions(&mut self) -> Vec<(String, String)> {
        let before = self.problems.len();
        let rows = self.listing::<Region>("regions.toml");
        if self.problems.len() > before {
            // The fact gets a stand-in: the mistake was told.
            return vec![("unread".to_owned(), String::new())];
        }
        let told = rows.into_iter().filter(|(_, _, region)| !region.generic);
        told.map(|(code, _, region)| (code, region.name)).collect()
    }

    fn findings(&mut self) -> Vec<Finding> {
        let rows = self.listing::<FindingBody>("findings.toml");
        let file = self.folder.shown("findings.toml");
        let text = text_of(self.folder, &file);
        rows.into_iter()
            .map(|(id, offset, body)| Finding { id, place: Place::at(&file, text, offset), body })
            .collect()
    }

    /// The folders of `languages/`, one for each language.
    fn languages(&mut self) -> Vec<Language> {
        let below = self.folder.files.keys().filter_map(|path| path.strip_prefix("languages/"));
        let ids: BTreeSet<String> =
            below.filter_map(|path| Some(path.split_once('/')?.0.to_owned())).collect();
        let read = |id: String| {
            let files = self.each(&format!("languages/{id}"));
            Language { id, files }
        };
        ids.into_iter().map(read).collect()
    }

    fn claims(&mut self) -> Vec<Claim> {
        /// A claims file: the source, and one table for each claim.
        #[derive(Deserialize)]
        struct ClaimFile {
            source: String,
            #[serde(flatten)]
            claims: BTreeMap<String, ClaimBody>,
        }
        let mut claims = Vec::new();
        for entry in self.each::<ClaimFile>("claims") {
            let ClaimFile { source, claims: rows } = entry.body;
            claims.extend(rows.into_iter().map(|(id, body)| Claim {
                id,
                source: source.clone(),
                body,
            }));
        }
        claims
    }

    fn features(&mut self) -> Vec<Feature> {
        /// The features, under one review.
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Features {
            feature: Vec<Feature>,
            review: Review,
        }
        let Some(file) = self.whole::<Features>("features.toml") else { return Vec::new() };
        let reviewed = |feature: Feature| Feature { review: file.review.clone(), ..feature };
        file.feature.into_iter().map(reviewed).collect()
    }

    fn left_over(&mut self) {
        for path in self.folder.files.keys() {
            let elsewhere = path.starts_with("measures/");
            if !self.read.contains(path) && !elsewhere {
                self.problems.push(
                    Problem::error(
                        "unknown-file",
                        Place::whole(&self.folder.shown(path)),
                        "nothing reads this file",
                    )
                    .help("guideline/README.md lists the folders and files of a guideline"),
                );
            }
        }
    }
}

fn text_of<'a>(folder: &'a Folder, shown: &str) -> &'a str {
    let below = shown.strip_prefix(&folder.name).and_then(|path| path.strip_prefix('/'));
    folder.files.get(below.unwrap_or(shown)).map_or("", String::as_str)
}

impl Guideline {
    /// Reads a guideline from its folder, and the encounters from the folder of cases.
    ///
    /// # Errors
    /// Every problem that was found, with place and remedy; what was read is not returned then.
    pub fn load(folder: &Folder, cases: &Folder) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader {
            folder,
            problems: Vec::new(),
            standings: BTreeMap::new(),
            read: BTreeSet::new(),
        };
        let facts = reader.facts();
        let findings = reader.findings();
        let red_flags = reader.each("red-flags");
        let classes = reader.each("classes");
        let recommendations = reader.each("recommendations");
        let gates = reader.each("gates");
        let medicines = reader.each("medicines");
        let imaging = reader.each("imaging");
        let exercises = reader.each("exercises");
        let questionnaires = reader.each("questionnaires");
        let follow_up = reader.whole("follow-up.toml");
        let interview = reader.whole("interview.toml");
        let hazards = reader.each("hazards");
        let disagreements = reader.each("disagreements");
        let sources = reader.each("sources");
        let claims = reader.claims();
        let features = reader.features();
        let languages = reader.languages();
        let texts = Texts::read(&mut |path| reader.text(path));
        reader.left_over();
        let Reader { mut problems, standings, .. } = reader;
        let texts = texts.map_err(|found| problems.extend(found)).ok();
        let Cases { encounters, bases, borders, questions } = read_cases(cases, &mut problems);
        // A file that two readers need tells its fault once.
        let mut told = BTreeSet::new();
        problems.retain(|problem| told.insert(problem.clone()));
        let (Some(follow_up), Some(interview), Some(texts)) = (follow_up, interview, texts) else {
            return Err(problems);
        };
        let mut guideline = Self {
            content_hash: folder.content_hash(),
            facts,
            findings,
            red_flags,
            classes,
            recommendations,
            gates,
            medicines,
            imaging,
            exercises,
            questionnaires,
            follow_up,
            follow_up_file: folder.shown("follow-up.toml"),
            interview,
            interview_file: folder.shown("interview.toml"),
            hazards,
            disagreements,
            sources,
            claims,
            features,
            texts,
            standings,
            languages,
            encounters,
            bases,
            borders,
            questions,
        };
        guideline.resolve(folder, &mut problems);
        problems.extend(guideline.withdrawn());
        if problems.is_empty() { Ok(guideline) } else { Err(problems) }
    }

    /// Every part that stands on sources and under a review, with its file. The rows of one file
    /// share its review.
    pub fn standing_parts(&self) -> Vec<(&str, &dyn Standing)> {
        let files =
            self.standing_files().into_iter().map(|(_, _, file, standing)| (file, standing));
        let rows = self.standings.iter();
        let rows = rows.map(|(file, standing)| (file.as_str(), standing as &dyn Standing));
        let whole: [(&str, &dyn Standing); 2] =
            [(&self.follow_up_file, &self.follow_up), (&self.interview_file, &self.interview)];
        files.chain(rows).chain(self.texts.standings()).chain(whole).collect()
    }

    /// The files that no named clinician approved, in the order of their names.
    pub fn unapproved(&self) -> BTreeSet<&str> {
        let parts = self.standing_parts().into_iter();
        let open = parts.filter(|(_, part)| part.review().status != Status::Approved);
        open.map(|(file, _)| file).collect()
    }

    /// What is withdrawn must decide nothing, and nothing may rest on it unseen.
    fn withdrawn(&self) -> BTreeSet<Problem> {
        let parts = self.standing_parts().into_iter();
        let withdrawn = parts.filter(|(_, part)| part.review().status == Status::Withdrawn);
        let told = withdrawn.map(|(file, _)| {
            let message = "it is `withdrawn`, and would still decide";
            Problem::error("withdrawn", Place::whole(file), message)
                .help("take the file out of the guideline, and what names it")
        });
        told.collect()
    }

    /// Gives every line of every checklist its meaning and its place.
    fn resolve(&mut self, folder: &Folder, problems: &mut Vec<Problem>) {
        let facts = self.facts.clone();
        self.each_item_mut(&mut |file, item| {
            let text = text_of(folder, file);
            problems.extend(item.resolve(&facts, file, text).err());
        });
        for Entry { file, body, .. } in &self.hazards {
            problems.extend(body.problems(file));
        }
        problems.extend(self.follow_up.problems(&self.follow_up_file));
        let signs = &self.texts.signs;
        problems.extend(signs.problems(&facts, self.texts.file("signs.toml")));
    }

    /// Visits every line of every checklist with the file that it stands in; those in facts are
    /// resolved with the facts themselves.
    fn each_item_mut(&mut self, visit: &mut dyn FnMut(&str, &mut Item)) {
        fn list(visit: &mut dyn FnMut(&str, &mut Item), file: &str, list: &mut Checklist) {
            list.items_mut().for_each(|item| visit(file, item));
        }
        for finding in &mut self.findings {
            let file = finding.place.file.clone();
            finding.body.items_mut().for_each(|item| visit(&file, item));
        }
        for Entry { file, body, .. } in &mut self.red_flags {
            for level in &mut body.level {
                level.items_mut().for_each(|item| visit(file, item));
            }
        }
        for Entry { file, body, .. } in &mut self.classes {
            list(visit, file, &mut body.when);
        }
        for Entry { file, body, .. } in &mut self.recommendations {
            for place in &mut body.place {
                place.items_mut().for_each(|item| visit(file, item));
            }
            body.unless.iter_mut().for_each(|unless| list(visit, file, unless));
        }
        for Entry { file, body, .. } in &mut self.gates {
            for item in &mut body.item {
                item.items_mut().for_each(|item| visit(file, item));
            }
            for add in &mut body.add {
                add.items_mut().for_each(|item| visit(file, item));
            }
        }
        for Entry { file, body, .. } in &mut self.medicines {
            list(visit, file, &mut body.when);
            for item in &mut body.item {
                item.items_mut().for_each(|item| visit(file, item));
            }
            for reduction in &mut body.reduce {
                reduction.items_mut().for_each(|item| visit(file, item));
            }
        }
        for Entry { file, body, .. } in &mut self.imaging {
            list(visit, file, &mut body.when);
        }
        for Entry { file, body, .. } in &mut self.exercises {
            list(visit, file, &mut body.when);
            body.not_when.iter_mut().for_each(|not| list(visit, file, not));
        }
        for Entry { file, body, .. } in &mut self.hazards {
            for never in body.claim.iter_mut().filter_map(|claim| claim.never.as_mut()) {
                list(visit, file, never);
            }
        }
        let follow_up_file = self.follow_up_file.clone();
        for checklist in self.follow_up.conditions_mut() {
            list(visit, &follow_up_file, checklist);
        }
        for (file, checklist) in self.texts.checklists_mut() {
            list(visit, &file, checklist);
        }
        let interview_file = self.interview_file.clone();
        for page in &mut self.interview.page {
            page.when.iter_mut().for_each(|when| list(visit, &interview_file, when));
        }
    }

    /// The source of an id.
    pub fn source(&self, id: &str) -> Option<&Entry<Source>> {
        self.sources.iter().find(|entry| entry.id == id)
    }

    /// The disagreement that carries a specification id such as `X06`.
    pub fn disagreement(&self, spec: &str) -> Option<&Entry<Disagreement>> {
        self.disagreements.iter().find(|entry| entry.body.spec.iter().any(|own| own == spec))
    }

    /// The answers of a case, laid over the base cases that it names.
    ///
    /// # Errors
    /// The name of a base case that does not exist.
    pub fn answers_of(
        &self,
        like: Option<&str>,
        like_gate: Option<&str>,
        given: &Answers,
    ) -> Result<Answers, String> {
        let mut answers = Answers::default();
        let gate = like_gate.map(|name| if name == "clear" { "gate-clear" } else { name });
        for base in [gate, like].into_iter().flatten() {
            let found = self.bases.get(base).ok_or_else(|| {
                format!("there is no base case `{}` in cases/base/", shorten(base))
            })?;
            answers = answers.overlaid(found);
        }
        Ok(answers.overlaid(given))
    }

    /// Every file that carries sources, a review and cases, with its kind's folder.
    pub fn standing_files(&self) -> Vec<(&str, &str, &str, &dyn Standing)> {
        fn all<'a, T: Standing>(
            kind: &'static str,
            entries: &'a [Entry<T>],
        ) -> impl Iterator<Item = (&'a str, &'a str, &'a str, &'a dyn Standing)> {
            entries.iter().map(move |entry| {
                (kind, entry.id.as_str(), entry.file.as_str(), &entry.body as &dyn Standing)
            })
        }
        let mut files = Vec::new();
        files.extend(all("red-flags", &self.red_flags));
        files.extend(all("classes", &self.classes));
        files.extend(all("recommendations", &self.recommendations));
        files.extend(all("gates", &self.gates));
        files.extend(all("medicines", &self.medicines));
        files.extend(all("imaging", &self.imaging));
        files.extend(all("exercises", &self.exercises));
        files.extend(all("questionnaires", &self.questionnaires));
        files.extend(all("hazards", &self.hazards));
        files.extend(all("disagreements", &self.disagreements));
        files.extend(all("sources", &self.sources));
        for language in &self.languages {
            files.extend(all("languages", &language.files));
        }
        files
    }

    /// The cases of the findings, which stand many to a file.
    pub fn finding_cases(&self) -> impl Iterator<Item = (&Finding, &RuleCase)> {
        self.findings.iter().flat_map(|finding| finding.body.case.iter().map(move |c| (finding, c)))
    }
}

/// What the folder of cases holds.
#[derive(Default)]
struct Cases {
    encounters: Vec<Entry<Encounter>>,
    bases: BTreeMap<String, Answers>,
    borders: Vec<Entry<Borders>>,
    questions: Questions,
}

fn read_cases(folder: &Folder, problems: &mut Vec<Problem>) -> Cases {
    let mut cases = Cases::default();
    for (path, text) in &folder.files {
        let file = folder.shown(path);
        let Some(id) = path.strip_suffix(".toml") else { continue };
        let read = if id == "questions" {
            read_toml::<Questions>(&file, text).map(|questions| cases.questions = questions)
        } else if let Some(base) = id.strip_prefix("base/") {
            read_toml::<Answers>(&file, text)
                .map(|answers| drop(cases.bases.insert(base.to_owned(), answers)))
        } else if let Some(of) = id.strip_prefix("borders/") {
            let id = of.to_owned();
            read_toml::<Borders>(&file, text)
                .map(|body| cases.borders.push(Entry { id, file: file.clone(), body }))
        } else {
            read_toml::<Encounter>(&file, text).map(|body| {
                cases.encounters.push(Entry { id: id.to_owned(), file: file.clone(), body })
            })
        };
        problems.extend(read.err());
    }
    cases
}
