//! Words of a question that tell of no danger: everyday expressions, what is denied, what is said
//! to be well, and what is told of somebody else. In doubt a word counts: unknown is never no.

use std::collections::BTreeSet;

use lumbago_guideline::texts::words::{DangerWords, OthersTold};

use crate::phrase::Heard;
use crate::words::words;

/// Words that follow each other, exactly as they are written.
type Plain = Vec<String>;

/// How many words after a word of doubt a phrase of `sure` may begin.
const SHORTLY: usize = 3;

/// The most words of one thing in a list.
const SHORT: usize = 6;

/// What leaves words out of the count.
#[derive(Debug, Clone)]
pub(crate) struct Aside {
    denies: Vec<Plain>,
    doubt: Vec<Plain>,
    everyday: Vec<Everyday>,
    well: Vec<Plain>,
    undoes: Vec<Plain>,
    unsure: Vec<Plain>,
    long_ago: Vec<Plain>,
    softens: Vec<Plain>,
    others: Others,
}

/// An everyday expression: its words, and what must follow them, which counts as ever.
#[derive(Debug, Clone)]
struct Everyday {
    words: Plain,
    before: Vec<Plain>,
}

#[derive(Debug, Clone)]
struct Others {
    who: Vec<Plain>,
    did: Vec<Plain>,
    own: Vec<Plain>,
    theirs: Vec<Plain>,
    ends: Vec<Plain>,
}

/// Texts as the words of a question are cut.
pub(crate) fn plain(texts: &[String]) -> Vec<Plain> {
    let cut = |text: &String| words(text).into_iter().map(|word| word.text).collect();
    texts.iter().map(cut).collect()
}

impl Aside {
    pub fn new(of: &DangerWords) -> Self {
        let OthersTold { who, did, own, theirs, ends } = &of.others;
        Self {
            denies: plain(&of.denies),
            doubt: plain(&of.doubt),
            everyday: of.everyday.iter().map(|text| Everyday::new(text)).collect(),
            well: plain(&of.well),
            undoes: plain(&of.undoes),
            unsure: plain(&of.unsure),
            long_ago: plain(&of.long_ago),
            softens: plain(&of.softens),
            others: Others {
                who: plain(who),
                did: plain(did),
                own: plain(own),
                theirs: plain(theirs),
                ends: plain(ends),
            },
        }
    }

    /// Which words of a question count.
    pub fn counted(&self, heard: &Heard) -> Vec<bool> {
        let said = (0..heard.words.len()).flat_map(|at| {
            let said = self.everyday.iter().filter(move |own| own.is_said(heard, at));
            said.flat_map(move |own| at..at + own.words.len())
        });
        let everyday: BTreeSet<usize> = said.collect();
        let well = self.well(heard);
        let others = self.others.told(heard);
        let counts = |at: usize| {
            let set_aside = everyday.contains(&at) || others.contains(&at);
            let no_sign = || well.contains(&at) || self.is_denied(heard, at);
            !(set_aside || no_sign() && !self.is_doubtful(heard, at))
        };
        (0..heard.words.len()).map(counts).collect()
    }

    /// Whether words in its clause leave a doubt about what a word tells: shortly before it, of
    /// long ago (unless a word such as "now" or "since" stands in that clause, too), said in jest
    /// or of what is usual, or where it is one of a list that is denied as a whole, as in "no fever, chest pain or weakness".
    pub fn is_unsure(&self, heard: &Heard, at: usize) -> bool {
        let stands = |start: usize, runs: &[Plain]| {
            clause_of(heard, start) == clause_of(heard, at) && any_at(heard, runs, start).is_some()
        };
        let whole = 0..heard.words.len();
        let long_ago = whole.clone().any(|start| stands(start, &self.long_ago));
        let anew = || whole.clone().any(|start| stands(start, &self.doubt));
        let goes_on = || (at..heard.words.len()).any(|start| stands(start, &self.unsure));
        (at.saturating_sub(SHORTLY)..at).any(|start| stands(start, &self.unsure))
            || long_ago && !anew()
            || whole.clone().any(|start| stands(start, &self.softens))
            || self.follows_denied(heard, at) && goes_on()
    }

    /// Whether short clauses alone stand between the clause of a word and one that denies.
    fn follows_denied(&self, heard: &Heard, at: usize) -> bool {
        let mut own = clause_of(heard, at);
        while let Some(before) = own.and_then(|clause| clause.checked_sub(1)) {
            let stands = |at: &usize| clause_of(heard, *at) == Some(before);
            let words: Vec<usize> = (0..heard.words.len()).filter(stands).collect();
            if words.is_empty() || words.len() > SHORT {
                return false;
            }
            if words.iter().any(|at| any_at(heard, &self.denies, *at).is_some()) {
                return true;
            }
            own = Some(before);
        }
        false
    }

    /// The places of the words that say that something is well. A word before them in the clause
    /// that may turn them round, and is no part of such words itself, undoes them.
    fn well(&self, heard: &Heard) -> BTreeSet<usize> {
        let all = places(heard, &self.well);
        let undone = |at: usize| {
            let clause = clause_of(heard, at);
            let before = (0..at).filter(|before| clause_of(heard, *before) == clause);
            let mut free = before.filter(|before| !all.contains(before));
            free.any(|before| any_at(heard, &self.undoes, before).is_some())
        };
        all.iter().copied().filter(|at| !undone(*at)).collect()
    }

    /// Whether a word of doubt stands in the clause of a word, or first in the next clause.
    fn is_doubtful(&self, heard: &Heard, at: usize) -> bool {
        let Some(clause) = clause_of(heard, at) else { return false };
        let stands = |doubt: &Plain, start: usize| {
            let own = clause_of(heard, start);
            let before = start.checked_sub(1).and_then(|before| heard.words.get(before));
            let first = before.is_none_or(|word| Some(word.clause) != own);
            let counts =
                own == Some(clause) || first && before.is_some_and(|word| word.clause == clause);
            counts && stands_at(heard, doubt, start)
        };
        self.doubt.iter().any(|doubt| (0..heard.words.len()).any(|start| stands(doubt, start)))
    }

    /// Whether what begins at a word is denied right before it, in the same clause.
    fn is_denied(&self, heard: &Heard, at: usize) -> bool {
        self.denies.iter().any(|denial| {
            let Some(start) = at.checked_sub(denial.len()) else { return false };
            stands_at(heard, denial, start) && clause_of(heard, start) == clause_of(heard, at)
        })
    }
}

impl Everyday {
    /// Reads `hot bath`, or `wee + stumble/walk`.
    fn new(text: &str) -> Self {
        let (own, before) = text.split_once(" + ").unwrap_or((text, ""));
        let cut = |text: &str| words(text).into_iter().map(|word| word.text).collect();
        let before = before.split('/').filter(|text| !text.is_empty()).map(cut).collect();
        Self { words: cut(own), before }
    }

    /// Whether it is said at a place.
    fn is_said(&self, heard: &Heard, at: usize) -> bool {
        let followed = || any_at(heard, &self.before, at + self.words.len()).is_some();
        stands_at(heard, &self.words, at) && (self.before.is_empty() || followed())
    }
}

impl Others {
    /// The places of what is told of somebody whom the question is not about.
    fn told(&self, heard: &Heard) -> BTreeSet<usize> {
        let whole = 0..heard.words.len();
        let is_own = |at: usize| any_at(heard, &self.own, at).is_some();
        let is_theirs = |at: usize| any_at(heard, &self.theirs, at).is_some();
        let mut told = BTreeSet::new();
        for start in whole.clone() {
            let clause = clause_of(heard, start);
            let begins = start.checked_sub(1).is_none_or(|at| clause_of(heard, at) != clause);
            let Some(who) = any_at(heard, &self.who, start).filter(|_| begins) else { continue };
            if any_at(heard, &self.did, start + who).is_none() {
                continue;
            }
            let behind = (start + who..heard.words.len()).take_while(|at| {
                clause_of(heard, *at) == clause && any_at(heard, &self.ends, *at).is_none()
            });
            let behind: BTreeSet<usize> = behind.collect();
            let is_rest = |at: &usize| !(start..start + who).contains(at) && !behind.contains(at);
            let rest: Vec<usize> = whole.clone().filter(is_rest).collect();
            let is_about_own = rest.iter().any(|at| is_own(*at));
            let is_about_them = rest.iter().any(|at| is_theirs(*at));
            if is_about_own && !is_about_them && !behind.iter().any(|at| is_own(*at)) {
                told.extend(start..start + who);
                told.extend(behind);
            }
        }
        told
    }
}

fn clause_of(heard: &Heard, at: usize) -> Option<usize> {
    heard.words.get(at).map(|word| word.clause)
}

/// The places of all words of these runs.
fn places(heard: &Heard, runs: &[Plain]) -> BTreeSet<usize> {
    let at = (0..heard.words.len()).flat_map(|at| {
        let found = runs.iter().filter(move |run| stands_at(heard, run, at));
        found.flat_map(move |run| at..at + run.len())
    });
    at.collect()
}

/// The length of a run that stands at a place: of the longest.
pub(crate) fn any_at(heard: &Heard, runs: &[Plain], at: usize) -> Option<usize> {
    runs.iter().filter(|run| stands_at(heard, run, at)).map(Vec::len).max()
}

/// Whether words stand at a place, exactly as they are written.
fn stands_at(heard: &Heard, run: &[String], at: usize) -> bool {
    let words = at.checked_add(run.len()).and_then(|end| heard.words.get(at..end));
    let is_run =
        |words: &[crate::words::Word]| words.iter().zip(run).all(|(word, own)| word.text == *own);
    !run.is_empty() && words.is_some_and(is_run)
}
