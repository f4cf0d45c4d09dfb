//! The guideline as it is beside the changed one, in one solver: whether the two can ever show
//! something else, and the plainest case in which they do.

use lumbago_decision::Engine;
use lumbago_decision::check::{Observed, Read, Reading};
use lumbago_decision::facts::{FactSheet, State};
use lumbago_decision::input::{as_written, read_sheet};
use lumbago_guideline::answers::{Answers, Given};
use lumbago_guideline::case::RuleCase;
use rustsat::types::Lit;

use crate::encode::{Copy, Encoder, Solved};
use crate::search::Search;

/// How often a solution with impossible scores is sent back.
const MOST_ROUNDS: usize = 40;
/// After so many base cases a case that is plain enough is taken.
const ENOUGH: usize = 3;

/// A base case that others are laid on; without a name, nobody who was asked nothing.
#[derive(Debug, Clone)]
pub(super) struct Near {
    pub like: Option<String>,
    pub like_gate: Option<String>,
    pub sheet: FactSheet,
    /// The literal of the scores near it.
    scores: Option<Lit>,
}

/// Two circuits over the same facts.
pub(super) struct Differ<'a> {
    base: &'a Engine,
    search: Search<'a>,
    sensible: Vec<Lit>,
    nears: Vec<Near>,
}

/// What a case is found from: nobody, or a whole interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    Nobody,
    Interview,
}

impl<'a> Differ<'a> {
    pub fn new(base: &'a Engine) -> Solved<Self> {
        let mut encoder = Encoder::new(base)?;
        encoder.widen();
        let mut nears = nears(base);
        nears.iter_mut().for_each(|near| near.scores = Some(encoder.literal()));
        let unasked = FactSheet::unasked(base.guideline.facts.len());
        let mut search = Search::with(encoder, &unasked)?;
        // A case gives answers, and leaves the scores to be reckoned.
        search.scores_told = false;
        let sensible = search.sensible();
        Ok(Self { base, search, sensible, nears })
    }

    /// The changed circuit over the same facts.
    pub fn changed(&mut self, engine: &Engine) -> Solved<Copy> {
        let Search { encoder, copy, .. } = &mut self.search;
        encoder.copy_of(&engine.compiled.circuit, copy)
    }

    /// A literal that says that one thing is read otherwise from the changed circuit; none when it
    /// never is.
    pub fn differs(
        &mut self,
        engine: &Engine,
        changed: &Copy,
        seen: &Observed,
    ) -> Solved<Option<Lit>> {
        let (before, after) = (seen.readings(self.base), seen.readings(engine));
        let mut any = Vec::new();
        let Search { encoder, copy, .. } = &mut self.search;
        for (was, is) in before.iter().zip(&after) {
            let (was, is) = (literal(encoder, was, copy)?, literal(encoder, is, changed)?);
            if was != is {
                any.push(encoder.differ(was, is)?);
            }
        }
        let no = !encoder.yes();
        let lit = encoder.any(any)?;
        Ok((lit != no).then_some(lit))
    }

    /// A literal that says that a reading of the guideline as it is holds.
    pub fn holds(&mut self, reading: &Reading) -> Solved<Lit> {
        let Search { encoder, copy, .. } = &mut self.search;
        literal(encoder, reading, copy)
    }

    /// Whether some literals can hold at once, in answers of which none clash and with the scores
    /// that follow from them. What could not be settled is possible.
    pub fn possible(&mut self, all: &[Lit]) -> Solved<bool> {
        let Some((near, scores)) = self.nears.first().and_then(|n| Some((&n.sheet, n.scores?)))
        else {
            return Ok(true);
        };
        self.search.move_to(near, scores);
        let mut all = [&self.sensible[..], all].concat();
        if !self.search.encoder.possible(&all)? {
            return Ok(false);
        }
        all.push(self.search.true_scores());
        let copy = self.search.copy.clone();
        for _ in 0..MOST_ROUNDS {
            if !self.search.encoder.possible(&all)? {
                return Ok(false);
            }
            let sheet = self.search.encoder.sheet(&copy, &self.search.near);
            if self.search.learn_scores(&copy, &sheet)? {
                return Ok(true);
            }
        }
        Ok(true)
    }

    /// The base cases, and nobody.
    pub fn nears(&self) -> &[Near] {
        &self.nears
    }

    /// The case with the fewest answers beside a base case in which some literals hold; `clash`
    /// when its answers may clash. No flag is closed unless there is no such case.
    pub fn plainest(
        &mut self,
        all: &[Lit],
        from: From,
        clash: bool,
    ) -> Solved<Option<(RuleCase, usize)>> {
        let closed: Vec<Lit> = self.search.copy.closed.values().map(|closed| !*closed).collect();
        let mut wanted = if clash { Vec::new() } else { self.sensible.clone() };
        wanted.extend(all);
        let open = [&wanted[..], &closed[..]].concat();
        if self.search.encoder.possible(&open)?
            && let Some(found) = self.plainest_near(&open, from)?
        {
            return Ok(Some(found));
        }
        self.plainest_near(&wanted, from)
    }

    fn plainest_near(&mut self, all: &[Lit], from: From) -> Solved<Option<(RuleCase, usize)>> {
        let mut best: Option<(RuleCase, usize)> = None;
        let nears: Vec<Near> = self.nears.clone();
        let nears = nears.iter().filter(|near| near.like.is_none() == (from == From::Nobody));
        for (tried, near) in nears.enumerate() {
            let size = best.as_ref().map(|(_, size)| *size);
            if size.is_some_and(|size| size <= if tried < ENOUGH { 3 } else { 6 }) {
                break;
            }
            let mut wanted = all.to_vec();
            wanted.extend(self.asked(&near.sheet)?);
            let Some(scores) = near.scores else { continue };
            self.search.move_to(&near.sheet, scores);
            let Some((sheet, true)) = self.search.case(&wanted)? else { continue };
            let Some(case) = self.beside(near, &sheet) else { continue };
            let size = case.given.0.len() + case.closed.len();
            if best.as_ref().is_none_or(|(_, least)| size < *least) {
                best = Some((case, size));
            }
        }
        Ok(best)
    }

    /// That what a base case asked stays asked: a case can say other answers, and not fewer.
    fn asked(&mut self, near: &FactSheet) -> Solved<Vec<Lit>> {
        let Search { encoder, copy, engine, .. } = &mut self.search;
        let copy = copy.clone();
        let asked = engine
            .guideline
            .facts
            .iter()
            .filter(|(id, fact)| fact.derived.is_none() && *near.state(*id) != State::NotAsked);
        asked.map(|(id, _)| encoder.asked(&copy, id)).collect()
    }

    /// A base case with what is answered otherwise.
    fn beside(&self, near: &Near, sheet: &FactSheet) -> Option<RuleCase> {
        let guideline = &self.base.guideline;
        let mut case = near.case();
        for (id, fact) in guideline.facts.iter() {
            if fact.derived.is_none() && sheet.state(id) != near.sheet.state(id) {
                let value = as_written(&fact.kind, sheet.state(id))?;
                case.given.0.push(Given { name: fact.id.clone(), offset: 0, value });
            }
        }
        let flags = (0u16..).zip(&guideline.red_flags).filter(|(at, _)| sheet.is_closed(*at));
        case.closed = flags.map(|(_, flag)| flag.id.clone()).collect();
        Some(case)
    }
}

impl Near {
    /// The base case itself, as a case.
    pub fn case(&self) -> RuleCase {
        RuleCase {
            name: String::new(),
            like: self.like.clone(),
            like_gate: self.like_gate.clone(),
            given: Answers::default(),
            closed: Vec::new(),
            item: None,
            then: String::new(),
        }
    }
}

/// A literal that says that a reading holds in a copy.
fn literal(encoder: &mut Encoder<'_>, reading: &Reading, copy: &Copy) -> Solved<Lit> {
    let of = |read: &Read| copy.bits(read.0).and_then(|bits| bits.get(read.1).copied());
    let any = encoder.any(reading.any.iter().filter_map(of).collect())?;
    let none = reading.none.iter().filter_map(of).map(|lit| !lit);
    let all = reading.all.iter().filter_map(of).chain(none);
    let all: Vec<Lit> = std::iter::once(any).chain(all).collect();
    encoder.all(all)
}

/// Nobody, and the base cases with every gate question answered harmlessly.
fn nears(base: &Engine) -> Vec<Near> {
    let guideline = &base.guideline;
    let sheet = FactSheet::unasked(guideline.facts.len());
    let mut nears = vec![Near { like: None, like_gate: None, sheet, scores: None }];
    let gate = Some("clear".to_owned());
    for like in guideline.bases.keys().filter(|name| *name != "gate-clear") {
        let answers = guideline.answers_of(Some(like), gate.as_deref(), &Answers::default());
        let read = answers.ok().and_then(|a| read_sheet(guideline, &a, like, "", None).ok());
        nears.extend(read.map(|sheet| Near {
            like: Some(like.clone()),
            like_gate: gate.clone(),
            sheet,
            scores: None,
        }));
    }
    nears
}
