//! The linter on the real guideline, with one fault planted in memory at a time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use lumbago_decision::Engine;
use lumbago_decision::check::{check, coverage, long_lines};
use lumbago_guideline::Guideline;
use lumbago_guideline::folder::Folder;
use lumbago_guideline::problem::{Problem, Severity};

/// The guideline and its cases as texts.
#[derive(Clone)]
struct Texts {
    guideline: Folder,
    cases: Folder,
}

static REAL: LazyLock<Texts> = LazyLock::new(|| {
    let read = |path: &str| Folder::read(&Path::new("../..").join(path)).unwrap();
    Texts { guideline: read("guideline"), cases: read("cases") }
});

static FOUND_IN_REAL: LazyLock<Vec<Problem>> = LazyLock::new(|| REAL.clone().problems());

impl Texts {
    fn real() -> Self {
        REAL.clone()
    }

    fn file(&mut self, path: &str) -> &mut String {
        let folder = if path.starts_with("cases/") { &mut self.cases } else { &mut self.guideline };
        let path = path.strip_prefix("cases/").unwrap_or(path);
        folder.files.get_mut(path).unwrap_or_else(|| panic!("there is no {path}"))
    }

    /// Replaces the first place where a text stands.
    fn edit(mut self, path: &str, from: &str, to: &str) -> Self {
        let file = self.file(path);
        assert!(file.contains(from), "{path} no longer holds {from:?}: plant the fault elsewhere");
        *file = file.replacen(from, to, 1);
        self
    }

    fn append(mut self, path: &str, text: &str) -> Self {
        self.file(path).push_str(text);
        self
    }

    /// Removes the table that holds a line, from its heading to the next one.
    fn remove_table(mut self, path: &str, line: &str) -> Self {
        let file = self.file(path);
        let at = file.find(line).unwrap_or_else(|| panic!("{path} no longer holds {line:?}"));
        let start = file[..=at].rfind("\n[").unwrap() + 1;
        let end = file[at + 1..].find("\n[").map_or(file.len(), |end| at + 1 + end + 1);
        file.replace_range(start..end, "");
        self
    }

    fn load(&self) -> Guideline {
        Guideline::load(&self.guideline, &self.cases).expect("the planted fault can be read")
    }

    fn problems(&self) -> Vec<Problem> {
        let engine = Engine::new(self.load()).expect("the planted fault can be compiled");
        let mut report = check(&engine, Some(jiff::civil::date(2026, 11, 21)));
        report.add(long_lines(&self.guideline));
        report.add(long_lines(&self.cases));
        report.problems
    }

    /// What is found beyond what the guideline has anyway; lines may have moved.
    fn new_problems(&self) -> Vec<Problem> {
        let key = |problem: &Problem| {
            (problem.place.file.clone(), problem.rule.clone(), problem.message.clone())
        };
        let before: BTreeSet<_> = FOUND_IN_REAL.iter().map(key).collect();
        self.problems().into_iter().filter(|problem| !before.contains(&key(problem))).collect()
    }

    /// The same without what a changed text means for its translations.
    fn new_faults(&self) -> Vec<Problem> {
        let mut found = self.new_problems();
        found.retain(|problem| !LANGUAGES.contains(&problem.rule.as_str()));
        found
    }

    /// Exactly one rule reports the fault, and names the culprit.
    #[track_caller]
    fn is_reported_as(&self, rule: &str, severity: Severity, culprit: &str) {
        let about_languages = LANGUAGES.contains(&rule);
        let found = if about_languages { self.new_problems() } else { self.new_faults() };
        assert!(!found.is_empty(), "nothing reports it");
        for problem in &found {
            assert_eq!(problem.rule, rule, "{problem}");
            assert_eq!(problem.severity, severity, "{problem}");
            assert!(problem.message.contains(culprit), "{problem}");
        }
    }

    #[track_caller]
    fn is_an_error(&self, rule: &str, culprit: &str) {
        self.is_reported_as(rule, Severity::Error, culprit);
    }

    #[track_caller]
    fn is_a_warning(&self, rule: &str, culprit: &str) {
        self.is_reported_as(rule, Severity::Warning, culprit);
    }
}

/// The rules about translations.
const LANGUAGES: [&str; 2] = ["stale-translation", "untranslated"];
const HEAT: &str = "recommendations/heat.toml";
const FIRST_SPELL: &str = "red-flags/rf-54-first-episode-after-60.toml";

#[test]
fn the_guideline_as_it_stands_has_no_error() {
    let errors: Vec<String> = FOUND_IN_REAL
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| format!("[{}] {problem}", problem.rule))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn a_report_says_the_same_twice() {
    assert_eq!(Texts::real().problems(), *FOUND_IN_REAL);
}

#[test]
fn a_case_that_expects_something_else_fails() {
    Texts::real()
        .edit(
            FIRST_SPELL,
            "first_ever = \"unknown\" }\nthen  = \"possible\"",
            "first_ever = \"unknown\" }\nthen  = \"ask age\"",
        )
        .is_an_error("case", "expected `ask age`, found `possible`");
    Texts::real()
        .edit("cases/strain-on-day-3.toml", "urgency = \"self-care\"", "urgency = \"same-day\"")
        .is_an_error("encounter", "expected urgency `same-day`");
}

#[test]
fn a_source_that_does_not_exist_dangles() {
    Texts::real()
        .edit(HEAT, "id = \"acp-2017\"", "id = \"acp-2071\"")
        .is_an_error("dangling-source", "`acp-2071`");
    Texts::real()
        .edit("already-taking.toml", "\"cdc-2022-opioids\"", "\"cdc-2022-opioid\"")
        .is_an_error("dangling-source", "`cdc-2022-opioid`");
    Texts::real()
        .edit("disagreements/x06-heat-or-cold.toml", "[\"acp-2017\"]", "[\"acp-2016\"]")
        .is_an_error("dangling-source", "`acp-2016`");
}

#[test]
fn a_claim_that_does_not_exist_or_belongs_to_another_document_dangles() {
    Texts::real()
        .edit(HEAT, "claims = [\"PT-15\"]", "claims = [\"PT-15\", \"PT-99\"]")
        .is_an_error("dangling-claim", "unknown claim `PT-99`");
    Texts::real()
        .edit(HEAT, "claims = [\"PT-15\"]", "claims = [\"PT-15\", \"HF-04\"]")
        .is_an_error("dangling-claim", "cited under `unsigned-page`");
    Texts::real()
        .edit(
            "disagreements/x06-heat-or-cold.toml",
            "claims = [\"CC16-06\"",
            "claims = [\"CC61-06\", \"CC16-06\"",
        )
        .is_an_error("dangling-claim", "`CC61-06`");
}

#[test]
fn a_source_that_nobody_cites_says_why_it_is_here() {
    let mut texts = Texts::real();
    let copy = texts.file("sources/acp-2017.toml").clone();
    let path = "sources/nobody-cites-this.toml".to_owned();
    texts.guideline.files.insert(path.clone(), copy.clone());
    texts.is_an_error("unused-source", "`nobody-cites-this`");
    texts.guideline.files.insert(path, format!("uncited = \"read for its methods\"\n{copy}"));
    assert_eq!(texts.new_problems(), []);
}

#[test]
fn a_clinical_file_rests_on_something() {
    Texts::real()
        .remove_table("red-flags/rf-66-coughing-blood.toml", "[[unconfirmed]]")
        .is_an_error("no-source", "names no source");
}

#[test]
fn names_outside_of_conditions_exist() {
    let faults = [
        ("red-flags/rf-15-cancer-history.toml", "basis = \"X38\"", "basis = \"X83\""),
        (HEAT, "goes_with = \"stay-active\"", "goes_with = \"stay-activ\""),
        (
            "medicines/ibuprofen.toml",
            "self_care = [\"stay-active\"",
            "self_care = [\"stay-activ\", \"stay-active\"",
        ),
        ("exercises/bird-dog.toml", "easier = \"cat-camel\"", "easier = \"cat-camels\""),
        ("activity.toml", "exercises = [\"gentle-bend\"", "exercises = [\"gentle-bends\""),
        ("warning-card.toml", "carries = [\"RF-01\"", "carries = [\"RF-00\", \"RF-01\""),
        ("interview.toml", "facts = [\"role\"", "facts = [\"rolle\", \"role\""),
        ("questionnaires/peg.toml", "items = [\"peg_pain\"", "items = [\"peg_pane\""),
        ("questionnaires/peg.toml", "score = \"peg_score\"", "score = \"peg_scores\""),
        ("summary.toml", "\"days_since_onset\", \"onset_speed\"", "\"days_since_onsets\""),
        ("follow-up.toml", "asks = []", "asks = [\"pain_nowhere\"]"),
        ("contradictions.toml", "facts = [\"sex_at_birth\"", "facts = [\"sex_at_births\""),
        (
            "disagreements/x06-heat-or-cold.toml",
            "\"recommendations/heat\"",
            "\"recommendations/heet\"",
        ),
        ("edition.toml", "default_region = \"unknown\"", "default_region = \"unknwon\""),
        ("open-points.toml", "touches = [\"sources/va-dod-2017\"", "touches = [\"sources/va-dod\""),
    ];
    for (path, from, to) in faults {
        let planted = Texts::real().edit(path, from, to);
        let culprit = to.split('"').nth(1).unwrap();
        planted.is_an_error("unknown-name", &format!("`{culprit}`"));
    }
}

#[test]
fn an_unknown_name_is_met_with_the_nearest_one() {
    let texts =
        Texts::real().edit(HEAT, "goes_with = \"stay-active\"", "goes_with = \"stay-activ\"");
    let found = texts.new_problems();
    assert!(found[0].help.as_ref().unwrap().contains("did you mean `stay-active`?"), "{found:?}");
}

#[test]
fn a_claim_that_nothing_carries_is_a_gap() {
    let mut texts = Texts::real();
    let claim = "CC20-08";
    for (path, text) in &mut texts.guideline.files {
        if !path.starts_with("claims/") {
            *text =
                text.replace(&format!("\"{claim}\", "), "").replace(&format!("\"{claim}\""), "");
        }
    }
    texts.is_an_error("claim-coverage", claim);
}

#[test]
fn coverage_lists_each_claim_once() {
    let guideline = REAL.load();
    let listed: Vec<String> = coverage(&guideline).into_iter().map(|(claim, _)| claim).collect();
    let claims: Vec<String> = guideline.claims.iter().map(|claim| claim.id.clone()).collect();
    assert_eq!(listed, claims);
    assert!(listed.len() > 100);
}

#[test]
fn a_review_is_due_and_not_overdue() {
    Texts::real()
        .edit(HEAT, "due = 2029-11-01", "due = 2026-11-20")
        .is_a_warning("review-overdue", "`2026-11-20`");
    Texts::real().edit(HEAT, "due = 2029-11-01", "").is_an_error("no-due-date", "due");
    let today = Texts::real().edit(HEAT, "due = 2029-11-01", "due = 2026-11-21");
    assert_eq!(today.new_problems(), [], "a review that is due today is not overdue");
}

#[test]
fn an_approval_has_a_name_and_a_day() {
    let status = "status = \"submitted\"";
    Texts::real()
        .edit(HEAT, status, "status = \"approved\"\nby = \"Dr A\"")
        .is_an_error("approval", "`approved`");
    Texts::real()
        .edit(HEAT, status, "status = \"submitted\"\nby = \"Dr A\"\non = 2026-11-01")
        .is_an_error("approval", "not `approved`");
    let approved = "status = \"approved\"\nby = \"Dr A\"\non = 2026-11-01";
    assert_eq!(Texts::real().edit(HEAT, status, approved).new_problems(), []);
}

#[test]
fn a_text_for_a_person_frightens_nobody() {
    let plant = |words| Texts::real().edit(HEAT, "Use a warm pack", words);
    plant("Your Worn disc likes it.\nUse a warm pack").is_an_error("frightening-word", "`worn`");
    plant("It is out of\nline.\nUse a warm pack").is_an_error("frightening-word", "`out of line`");
    let harmless = plant("Use unworn pads");
    assert_eq!(harmless.new_faults(), [], "only whole words count");
    let clinician =
        Texts::real().edit(HEAT, "Superficial heat", "Not for worn discs.\nSuperficial heat");
    assert_eq!(clinician.new_faults(), [], "only what a person reads counts");
}

#[test]
fn a_text_for_a_person_is_easy_to_read() {
    let sentence = "Superficial thermotherapy applications considerably facilitate individuals'\n\
        progressive musculoskeletal rehabilitation, notwithstanding physiological variability,\n\
        inflammatory manifestations, or pharmacological interventions.\n";
    let plant = |times: usize| {
        let words = format!("{}Use a warm pack", sentence.repeat(times));
        Texts::real().edit(HEAT, "Use a warm pack", &words)
    };
    plant(1).is_a_warning("reading-age", "years old");
    plant(8).is_an_error("reading-age", "years old");
}

#[test]
fn texts_for_a_person_come_from_every_kind_of_file() {
    let guideline = REAL.load();
    let texts = guideline.person_wording();
    let kind = |file: &str| {
        let path = file.strip_prefix("../../guideline/").unwrap();
        path.split('/').next().unwrap().to_owned()
    };
    let kinds: BTreeSet<String> = texts.iter().map(|text| kind(&text.file)).collect();
    let expected = "activity.toml already-taking.toml answering.toml classes closing.toml \
        contradictions.toml danger-words.toml disagreements edition.toml exercises facts follow-up.toml gates imaging \
        imaging-explained.toml interview.toml language.toml medicines questionnaires \
        recommendations red-flags regions.toml scope.toml summary.toml support.toml urgencies.toml \
        warning-card.toml words.toml";
    assert_eq!(kinds, expected.split_whitespace().map(str::to_owned).collect());
    for entry in &guideline.red_flags {
        assert!(texts.iter().any(|text| text.text == entry.body.say.person));
        assert!(!texts.iter().any(|text| text.text == entry.body.say.clinician));
    }
}

const SPANISH: &str = "languages/es/urgencies.toml";

#[test]
fn a_language_holds_every_text_of_an_urgent_page_and_every_question() {
    Texts::real()
        .remove_table(SPANISH, "en = \"Say when each sign began.\"")
        .is_an_error("untranslated", "Say when each sign began.");
    Texts::real()
        .remove_table("languages/es/questions-nerve.toml", "en = \"Is a leg or foot weak?\"")
        .is_an_error("untranslated", "Is a leg or foot weak?");
}

#[test]
fn a_translation_of_a_text_that_changed_is_stale() {
    let pair = "\n[[text]]\nen = \"Say when every sign began.\"\nto = \"Di algo.\"\n";
    let stale = Texts::real().append(SPANISH, pair);
    stale.is_an_error("stale-translation", "Say when every sign began.");
    let help = stale.new_problems().remove(0).to_string();
    assert!(help.contains("did you mean `Say when each sign began.`"), "{help}");
    // A text that changes in the guideline loses its translation, and says so at both ends.
    let changed =
        Texts::real().edit("urgencies.toml", "Say when each sign began.", "Say when it began.");
    let rules: BTreeSet<String> =
        changed.new_problems().into_iter().map(|problem| problem.rule).collect();
    assert_eq!(rules, ["stale-translation", "untranslated"].map(str::to_owned).into());
}

#[test]
fn a_translation_fills_in_the_same_places_and_stands_once() {
    Texts::real()
        .edit(SPANISH, "con una señal que hay que revisar", "con {days} que hay que revisar")
        .is_an_error("placeholder", "I have back pain");
    let again = "\n[[text]]\nen = \"Say when each sign began.\"\nto = \"Di algo.\"\n";
    Texts::real()
        .append(SPANISH, again)
        .is_an_error("double-translation", "Say when each sign began.");
    let elsewhere = "\n[[text]]\nat = \"support person\"\nen = \"Say when each sign began.\"\n\
        to = \"Di algo.\"\n";
    Texts::real()
        .append(SPANISH, elsewhere)
        .is_an_error("stale-translation", "Say when each sign began.");
}

#[test]
fn both_sides_of_a_threshold_are_tried() {
    Texts::real()
        .remove_table(FIRST_SPELL, "name  = \"60, first time ever\"")
        .is_an_error("threshold-cases", "`age` at 60");
    Texts::real()
        .edit(FIRST_SPELL, "given = { age = 61,", "given = { age = 62,")
        .is_an_error("threshold-cases", "`age` at 61");
    Texts::real()
        .remove_table("classes/radicular.toml", "name  = \"shooting pain, aged 17\"")
        .is_a_warning("threshold-cases", "`age` at 17");
}

#[test]
fn bands_follow_each_other_from_end_to_end() {
    let odi = "questionnaires/odi.toml";
    let faults = [
        ("from = 21", "from = 20", "overlaps"),
        ("from = 21", "from = 22", "gap"),
        ("from = 0,", "from = 1,", "gap"),
        ("to = 100", "to = 101", "outside"),
        ("to = 100", "to = 99", "below the greatest"),
    ];
    for (from, to, culprit) in faults {
        Texts::real().edit(odi, from, to).is_an_error("overlapping-thresholds", culprit);
    }
}

#[test]
fn two_levels_never_share_a_condition() {
    let texts = Texts::real().edit(
        FIRST_SPELL,
        "[say]",
        "[[level]]\nurgency = \"routine\"\nall = [\"age > 60 years\", \"first_ever is yes\"]\n[say]",
    );
    let rules: Vec<String> = texts.new_problems().into_iter().map(|found| found.rule).collect();
    // The softer level can never be the highest, so that no case can show it either.
    assert_eq!(rules, ["missing-case", "overlapping-thresholds"]);
}

#[test]
fn each_rule_has_the_cases_that_prove_it() {
    Texts::real()
        .remove_table(FIRST_SPELL, "name  = \"70, cannot remember\"")
        .remove_table(FIRST_SPELL, "name  = \"70, earlier spells not yet asked\"")
        .is_an_error("missing-case", "unknown");
    Texts::real()
        .remove_table(HEAT, "name = \"a patch on one leg is numb\"")
        .remove_table(HEAT, "name = \"the sore skin is red and hot\"")
        .remove_table(HEAT, "name = \"cancer now, the same pain for months\"")
        .is_a_warning("missing-case", "`absent`");
    Texts::real()
        .append(
            "gates/paracetamol.toml",
            "\n[[item]]\nid = \"left-handed\"\nblocks = \"ask\"\n\
            all = [\"wants_procedure is yes\", \"role is carer\"]\nperson = \"You are.\"\n\
            clinician = \"Is.\"\n",
        )
        .is_a_warning("missing-case", "`left-handed`");
}

#[test]
fn a_condition_holds_for_somebody_and_not_for_everybody() {
    Texts::real()
        .append(
            "findings.toml",
            "\n[nobody]\nmeans = \"Nobody\"\nall = [\"osteoporosis is yes\", \
            \"osteoporosis is no\"]\n",
        )
        .is_an_error("never-fires", "`nobody`");
    Texts::real()
        .append("findings.toml", "\n[everybody]\nmeans = \"Everybody\"\nalways = true\n")
        .is_a_warning("always-fires", "`everybody`");
}

#[test]
fn what_no_case_shows_is_searched_for() {
    // Nobody wrote a sheet with all of these answers.
    let rare = Texts::real().append(
        "findings.toml",
        "\n[rare]\nmeans = \"Rare\"\nall = [\"rare_danger\", \"psoas_sign is yes\", \
         \"region is nz\"]\nany = [\"yellow_skin is yes\"]\nnone = [\"rare_excuse\"]\n\
         [rare_danger]\nmeans = \"A\"\nall = [\"cough_blood is yes\", \"self_harm is plan\"]\n\
         [rare_excuse]\nmeans = \"B\"\nany = [\"role is person or carer\", \"porphyria is no\"]\n",
    );
    assert_eq!(rare.new_problems(), []);
}

#[test]
fn the_interview_asks_everything_once_and_in_time() {
    Texts::real()
        .edit("interview.toml", "\"role\", \"age\", ", "\"role\", ")
        .is_an_error("interview", "`age`");
    Texts::real()
        .edit("interview.toml", "facts = [\"pregnant\"", "facts = [\"age\", \"pregnant\"")
        .is_an_error("interview", "`age` is asked more than once");
    Texts::real()
        .edit("interview.toml", "stage = \"plan\"", "stage = \"gate\"")
        .is_an_error("interview", "stage");
}

#[test]
fn a_line_fits_in_a_hundred_columns() {
    Texts::real()
        .append(HEAT, &format!("# {}\n", "x".repeat(98)))
        .append("cases/strain-on-day-3.toml", &format!("# {}\n", "é".repeat(99)))
        .is_a_warning("file-length", "101 columns");
}

#[test]
fn the_plain_case_by_which_pages_are_counted_fits_the_facts() {
    Texts::real()
        .edit("interview.toml", "mechanical = \"yes\"", "mechanicals = \"yes\"")
        .is_an_error("answer", "`mechanicals`");
}
