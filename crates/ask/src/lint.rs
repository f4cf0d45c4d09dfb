//! Whether the names in the files of this crate exist: `danger-words.toml`,
//! `danger-sentences.toml`, `synonyms.toml`, `answering.toml`, and the questions in `cases/`.
//!
//! Rules: `unknown-name`, `danger-level`, `danger-near`, `heading`, `question`.

use std::collections::BTreeSet;

use lumbago_guideline::Guideline;
use lumbago_guideline::problem::{Place, Problem, did_you_mean};
use lumbago_guideline::texts::words::SameWords;

use crate::phrase::{Gap, Lexicon};
use crate::statement::{Held, statements};

/// Names of one kind, in one file.
struct Known<'g> {
    what: &'static str,
    names: BTreeSet<&'g str>,
    listed: &'static str,
}

impl Known<'_> {
    fn check<'n>(
        &self,
        file: &str,
        field: &str,
        names: impl IntoIterator<Item = &'n String>,
    ) -> Vec<Problem> {
        let unknown = names.into_iter().filter(|name| !self.names.contains(name.as_str()));
        let problem = |name: &String| {
            let help = did_you_mean(name, self.names.iter().copied(), self.listed);
            let message = format!("{field}: unknown {} `{name}`", self.what);
            Problem::error("unknown-name", Place::whole(file), message).help(help)
        };
        unknown.map(problem).collect()
    }
}

/// What is wrong in these files.
pub fn lint(guideline: &Guideline) -> Vec<Problem> {
    let held = statements(guideline);
    let known = Known {
        what: "statement",
        names: held.iter().map(|held| held.id.as_str()).collect(),
        listed: "a statement is a kind and a name, such as `recommendation/heat`",
    };
    let mut problems = danger(guideline);
    let texts = &guideline.texts;
    let file = texts.file("synonyms.toml");
    for row in &texts.synonyms.called {
        problems.extend(known.check(file, "called, statements", &row.statements));
    }
    for entry in guideline.languages.iter().flat_map(|language| &language.files) {
        for row in &entry.body.called {
            problems.extend(known.check(&entry.file, "called, statements", &row.statements));
        }
    }
    problems.extend(answering(guideline));
    problems.extend(headings(guideline, &held, &known));
    problems.extend(questions(guideline, &known));
    problems
}

fn danger(guideline: &Guideline) -> Vec<Problem> {
    let file = guideline.texts.file("danger-words.toml");
    let flags = Known {
        what: "red flag",
        names: guideline.red_flags.iter().map(|flag| flag.id.as_str()).collect(),
        listed: "red flags are the files of guideline/red-flags/",
    };
    let facts = Known {
        what: "fact",
        names: guideline.facts.ids().collect(),
        listed: "facts are listed in guideline/facts/",
    };
    let words = &guideline.texts.danger_words;
    let mut problems = Vec::new();
    let dangers = Known {
        what: "danger",
        names: words.danger.iter().map(|entry| entry.id.as_str()).collect(),
        listed: "dangers are the `[[danger]]` of danger-words.toml",
    };
    problems.extend(dangers.check(file, "general, danger", [&words.general.danger]));
    let sentences = guideline.texts.file("danger-sentences.toml");
    for told in &guideline.texts.danger_sentences.told {
        problems.extend(dangers.check(sentences, "told, danger", [&told.danger]));
    }
    problems.extend(dangers.check(file, "age, danger", [&words.age.danger]));
    let topics = Known {
        what: "topic",
        names: guideline.texts.answering.topic.iter().map(|topic| topic.id.as_str()).collect(),
        listed: "topics are the `[[topic]]` of answering.toml",
    };
    problems.extend(topics.check(file, "age, topic", [&words.age.topic]));
    for entry in guideline.languages.iter().flat_map(|language| &language.files) {
        for spoken in &entry.body.danger {
            problems.extend(dangers.check(&entry.file, "danger, id", [&spoken.id]));
            let phrases = spoken.sure.iter().chain(&spoken.maybe).chain(&spoken.near);
            let field = format!("danger `{}`, phrases", spoken.id);
            problems.extend(groups(&entry.file, &field, phrases, &entry.body.same));
        }
    }
    for entry in &words.danger {
        let field = |name: &str| format!("danger `{}`, {name}", entry.id);
        problems.extend(flags.check(file, &field("flags"), &entry.flags));
        problems.extend(facts.check(file, &field("facts"), &entry.facts));
        let phrases = entry.sure.iter().chain(&entry.maybe).chain(&entry.near);
        problems.extend(groups(file, &field("phrases"), phrases, &words.same));
        for phrase in entry.near.iter().filter(|phrase| !phrase.contains(" + ")) {
            let message = format!("{}: `{phrase}` has one part alone", field("near"));
            let help = "write two parts with ` + ` between them, or move it to `maybe`";
            problems.push(Problem::error("danger-near", Place::whole(file), message).help(help));
        }
        let mut named = guideline.red_flags.iter().filter(|flag| entry.flags.contains(&flag.id));
        let has = |urgency| urgency == entry.level;
        if !named.any(|flag| flag.body.level.iter().any(|level| has(level.urgency))) {
            let message = format!(
                "danger `{}`: none of its red flags has the level `{}`",
                entry.id, entry.level
            );
            let help = "write a level that one of the red flags under `flags` has";
            problems.push(Problem::error("danger-level", Place::whole(file), message).help(help));
        }
    }
    problems
}

/// The groups that phrases name.
fn groups<'p>(
    file: &str,
    field: &str,
    phrases: impl Iterator<Item = &'p String>,
    same: &[SameWords],
) -> Vec<Problem> {
    let mut lexicon = Lexicon::default();
    let names = || same.iter().map(|group| group.name.as_str());
    let wrong = |phrase: &'p String| {
        let message = match lexicon.phrase(phrase, same, Gap::Wide) {
            Err(name) => {
                let help = did_you_mean(&name, names(), "groups are the `[[same]]` of this file");
                let message = format!("{field}: unknown group `<{name}>` in `{phrase}`");
                return Some(
                    Problem::error("unknown-name", Place::whole(file), message).help(help),
                );
            }
            Ok(read) if read.is_empty() => format!("{field}: the phrase `{phrase}` says nothing"),
            Ok(_) => return None,
        };
        let help = "write words, `a/b`, `<group>`, and ` + ` between two parts";
        Some(Problem::error("unknown-name", Place::whole(file), message).help(help))
    };
    phrases.filter_map(wrong).collect()
}

fn answering(guideline: &Guideline) -> Vec<Problem> {
    let file = guideline.texts.file("answering.toml");
    let resources = Known {
        what: "resource",
        names: guideline.texts.support.resource.iter().map(|one| one.id.as_str()).collect(),
        listed: "resources are listed in guideline/support.toml",
    };
    let answering = &guideline.texts.answering;
    let mut problems = resources.check(file, "ask", &answering.ask);
    let facts = Known {
        what: "fact",
        names: guideline.facts.iter().map(|(_, fact)| fact.id.as_str()).collect(),
        listed: "facts are listed in guideline/facts/",
    };
    for doubt in &answering.doubt {
        problems.extend(facts.check(file, "doubt, facts", &doubt.facts));
        problems.extend(groups(file, "doubt, phrases", doubt.phrases.iter(), &[]));
    }
    for topic in &answering.topic {
        let field = |name: &str| format!("topic `{}`, {name}", topic.id);
        problems.extend(resources.check(file, &field("ask"), &topic.ask));
        let phrases = topic.phrases.iter().chain(&topic.unless);
        problems.extend(groups(file, &field("phrases"), phrases, &[]));
    }
    let topics = Known {
        what: "topic",
        names: answering.topic.iter().map(|topic| topic.id.as_str()).collect(),
        listed: "topics are the `[[topic]]` of answering.toml",
    };
    problems.extend(topics.check(file, "body_check, topics", &answering.body_check.topics));
    problems.extend(groups(file, "body_check, words", answering.body_check.words.iter(), &[]));
    problems
}

/// Whether each heading belongs to a statement, and each statement has one.
fn headings(guideline: &Guideline, held: &[Held], known: &Known<'_>) -> Vec<Problem> {
    let file = guideline.texts.file("answering.toml");
    let mut problems = known.check(file, "heading", guideline.texts.answering.heading.keys());
    for statement in held.iter().filter(|statement| statement.title.is_empty()) {
        let message = format!("the statement `{}` has no heading", statement.id);
        let help = "add it to `[heading]`, with its translations in languages/";
        problems.push(Problem::error("heading", Place::whole(file), message).help(help));
    }
    problems
}

fn questions(guideline: &Guideline, known: &Known<'_>) -> Vec<Problem> {
    let file = "cases/questions.toml";
    let flags = guideline.red_flags.iter().flat_map(|flag| &flag.body.spec);
    let flags = Known {
        what: "red flag",
        names: flags.map(String::as_str).collect(),
        listed: "a red flag is named by its `spec` in guideline/red-flags/",
    };
    let mut problems = Vec::new();
    for question in &guideline.questions.question {
        let field = |name: &str| format!("`{}`, {name}", question.ask);
        problems.extend(known.check(file, &field("answers"), &question.answers));
        problems.extend(flags.check(file, &field("danger"), &question.danger));
        let answered = !question.answers.is_empty();
        let dangerous = !question.danger.is_empty();
        let both = question.not_held && answered || question.harmless && dangerous;
        let neither = !question.not_held && !question.harmless && !answered && !dangerous;
        if both || neither {
            let message =
                format!("`{}` must be answered, not held, harmless or a danger", question.ask);
            let help = "give `answers`, `not_held = true`, `harmless = true` or `danger`; no \
                        answers beside not held, no danger beside harmless";
            problems.push(Problem::error("question", Place::whole(file), message).help(help));
        }
    }
    problems
}
