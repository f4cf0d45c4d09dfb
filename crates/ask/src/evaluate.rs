//! Measures the answers on questions whose answers are known.

use lumbago_guideline::Guideline;
use lumbago_guideline::question::{AskedQuestion, QuestionSet};

use crate::answer::{Index, Person};

/// How many of the first statements count.
const FIRST: usize = 3;
/// Into how many blocks the questions are cut, each judged by what was learned from the others.
const BLOCKS: usize = 12;

/// What became of one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged<'q> {
    /// The question.
    pub question: &'q AskedQuestion,
    /// The names of the statements that were told, the best first.
    pub told: Vec<String>,
    /// The specification ids of the red flags that the words raised.
    pub raised: Vec<String>,
    /// The place of the first statement that answers it, from 1.
    pub rank: Option<usize>,
}

impl Judged<'_> {
    /// Whether a statement answers it among the first three; none when nothing should.
    pub fn found(&self) -> Option<bool> {
        let answerable = !self.question.answers.is_empty();
        answerable.then(|| self.rank.is_some_and(|rank| rank <= FIRST))
    }

    /// Whether it was answered although nothing answers it.
    pub fn false_answer(&self) -> bool {
        self.question.not_held && !self.told.is_empty()
    }

    /// The red flags that its words should have raised, and did not.
    pub fn missed(&self) -> Vec<&str> {
        let wanted = self.question.danger.iter().filter(|flag| !self.raised.contains(flag));
        wanted.map(String::as_str).collect()
    }

    /// Whether danger was found in harmless words.
    pub fn false_alarm(&self) -> bool {
        self.question.danger.is_empty() && !self.raised.is_empty()
    }
}

/// What was measured on a set of questions.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Measures {
    /// How many questions statements answer.
    pub answerable: usize,
    /// The share of them with such a statement among the first three, from 0 to 1.
    pub recall_at_3: f64,
    /// The mean of one divided by the place of the first such statement, from 0 to 1.
    pub mean_reciprocal_rank: f64,
    /// How many questions nothing answers.
    pub not_held: usize,
    /// How many of them were answered all the same.
    pub false_answers: usize,
    /// How many questions tell of danger.
    pub dangerous: usize,
    /// How many of them did not raise each of their red flags.
    pub missed_dangers: usize,
    /// How many questions tell of no danger.
    pub harmless: usize,
    /// How many of them raised a red flag.
    pub false_alarms: usize,
}

/// Questions, and what became of each.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation<'q> {
    /// What became of each.
    pub judged: Vec<Judged<'q>>,
}

impl Evaluation<'_> {
    /// What was measured on one set, or on all.
    pub fn measures(&self, set: Option<QuestionSet>) -> Measures {
        let of = || {
            let all = self.judged.iter();
            all.filter(move |judged| set.is_none_or(|set| judged.question.set == set))
        };
        let answerable = of().filter(|judged| judged.found().is_some()).count();
        let found = of().filter(|judged| judged.found() == Some(true)).count();
        let ranks = of().filter(|judged| judged.found().is_some()).filter_map(|judged| judged.rank);
        let reciprocal: f64 = ranks.map(|rank| 1.0 / rank as f64).sum();
        let share = |part: f64| if answerable == 0 { 0.0 } else { part / answerable as f64 };
        let dangerous = of().filter(|judged| !judged.question.danger.is_empty()).count();
        Measures {
            answerable,
            recall_at_3: share(found as f64),
            mean_reciprocal_rank: share(reciprocal),
            not_held: of().filter(|judged| judged.question.not_held).count(),
            false_answers: of().filter(|judged| judged.false_answer()).count(),
            dangerous,
            missed_dangers: of().filter(|judged| !judged.missed().is_empty()).count(),
            harmless: of().count() - dangerous,
            false_alarms: of().filter(|judged| judged.false_alarm()).count(),
        }
    }
}

/// Asks every question, without a plan.
pub fn evaluate<'q>(index: &Index, questions: &'q [AskedQuestion]) -> Evaluation<'q> {
    let judged = questions.iter().map(|question| {
        let answer = index.answer(&question.ask, Person::default());
        let told: Vec<String> = answer.statements.into_iter().map(|told| told.id).collect();
        let mut raised: Vec<String> =
            answer.danger.into_iter().flat_map(|found| found.spec).collect();
        raised.sort();
        raised.dedup();
        let rank = told.iter().position(|id| question.answers.contains(id)).map(|at| at + 1);
        Judged { question, told, raised, rank }
    });
    Evaluation { judged: judged.collect() }
}

/// What the widest net for danger does alone, on questions that it did not learn from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unseen {
    /// How many questions tell of danger.
    pub dangerous: usize,
    /// How many of them it would ask about.
    pub near: usize,
    /// How many of these with one of their red flags among the dangers asked about.
    pub own: usize,
    /// How many questions tell of no danger.
    pub harmless: usize,
    /// How many of them it would ask about.
    pub asked: usize,
}

/// Measures the widest net alone: the questions are cut into blocks in the order of their file, and
/// each block is judged by a net that learned from the others. Questions that stand together were
/// written together, so nothing of a block's style is learned.
pub fn unseen(guideline: &Guideline) -> Unseen {
    let questions = &guideline.questions.question;
    let least = guideline.texts.danger_sentences.least;
    let mut measured = Unseen::default();
    for block in questions.chunks(questions.len().div_ceil(BLOCKS).max(1)) {
        let index = Index::leaving_out(guideline, &|question| block.contains(question));
        for question in block {
            let near = index.nearness(&question.ask).filter(|(nearness, _)| *nearness >= least);
            let is_own = |flag: &&str| question.danger.iter().any(|own| own == flag);
            match question.danger.is_empty() {
                true => {
                    measured.harmless += 1;
                    measured.asked += usize::from(near.is_some());
                }
                false => {
                    measured.dangerous += 1;
                    measured.near += usize::from(near.is_some());
                    let own = near.is_some_and(|(_, flags)| flags.iter().any(is_own));
                    measured.own += usize::from(own);
                }
            }
        }
    }
    measured
}
