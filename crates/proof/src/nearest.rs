//! The fewest answers that would have to differ for another urgency.

use lumbago_decision::Engine;
use lumbago_decision::derive::derive;
use lumbago_decision::facts::{FactSheet, State};
use lumbago_guideline::fact::{FactId, FactKind};
use lumbago_guideline::urgency::Urgency;
use rustsat::encodings::CollectClauses;
use rustsat::encodings::card::{BoundUpper, BoundUpperIncremental, Totalizer};
use rustsat::instances::{BasicVarManager, ManageVars};
use rustsat::types::{Clause, Lit, Var};

use crate::encode::SolverFailed;
use crate::search::Search;

/// How often a solution whose scores are not what their parts make them is sent back.
const MOST_ROUNDS: usize = 200;

/// One answer that would differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The fact.
    pub fact: FactId,
    /// What would have to be answered.
    pub to: State,
}

/// A smallest change of answers, and the urgency that it leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Nearest {
    /// The answers that would differ.
    pub changes: Vec<Change>,
    /// The urgency then.
    pub urgency: Urgency,
}

/// What came of looking for the fewest answers that differ.
#[derive(Debug, Clone, PartialEq)]
pub enum Sought {
    /// They were found.
    Found(Nearest),
    /// No answers whatever do it.
    Impossible,
    /// They were not found in so many tries: there may be some.
    GaveUp {
        /// How many.
        tries: usize,
    },
}

/// The fewest answers that would make it more urgent, and the fewest that would make it less so.
/// What was recorded as closed stays so, and "not sure" is never a proposal.
///
/// # Errors
/// When the solver failed.
pub fn nearest(engine: &Engine, sheet: &FactSheet) -> Result<(Sought, Sought), SolverFailed> {
    nearest_within(engine, sheet, MOST_ROUNDS)
}

/// The same, where the search gives up after so many tries.
///
/// # Errors
/// When the solver failed.
pub fn nearest_within(
    engine: &Engine,
    sheet: &FactSheet,
    tries: usize,
) -> Result<(Sought, Sought), SolverFailed> {
    let now = engine.decide(sheet).urgency;
    let mut search = Fewest::new(engine, sheet, tries)?;
    let more = match now {
        Some(Urgency::Emergency) => Sought::Impossible,
        _ => search.find(&|urgency| now.is_none_or(|now| urgency > now))?,
    };
    let less = match now {
        None => Sought::Impossible,
        Some(now) => search.find(&|urgency| urgency < now)?,
    };
    Ok((more, less))
}

struct Fewest<'a> {
    search: Search<'a>,
    /// For each fact that may be answered otherwise, a literal that says that it is.
    differs: Vec<Lit>,
    /// What stays as it is.
    fixed: Vec<Lit>,
    count: Totalizer,
    variables: BasicVarManager,
    /// After how many tries to give up.
    tries: usize,
}

/// Clauses on their way to the solver.
#[derive(Default)]
struct Clauses(Vec<Clause>);

impl CollectClauses for Clauses {
    fn n_clauses(&self) -> usize {
        self.0.len()
    }

    fn extend_clauses<T: IntoIterator<Item = Clause>>(
        &mut self,
        clauses: T,
    ) -> Result<(), rustsat::OutOfMemory> {
        self.0.extend(clauses);
        Ok(())
    }

    fn add_clause(&mut self, clause: Clause) -> Result<(), rustsat::OutOfMemory> {
        self.0.push(clause);
        Ok(())
    }
}

impl<'a> Fewest<'a> {
    fn new(engine: &'a Engine, sheet: &'a FactSheet, tries: usize) -> Result<Self, SolverFailed> {
        let mut search = Search::new(engine, sheet)?;
        let copy = search.copy.clone();
        let mut fixed = search.sensible();
        for (flag, lit) in &copy.closed {
            fixed.push(if sheet.is_closed(*flag) { *lit } else { !*lit });
        }
        let mut differs = Vec::new();
        for ((id, fact), lits) in engine.guideline.facts.iter().zip(&copy.facts) {
            if fact.derived.is_some() {
                continue;
            }
            let as_now = search.encoder.as_on(&copy, id, sheet);
            if matches!(fact.kind, FactKind::Text | FactKind::Texts) {
                fixed.extend(as_now);
                continue;
            }
            let same = search.encoder.all(as_now)?;
            // Another answer is an answer: "not sure" and "not asked" propose nothing.
            search.encoder.clause(&[same, lits.known])?;
            if let Some(unsure) = lits.unsure {
                search.encoder.clause(&[same, !unsure])?;
            }
            differs.push(!same);
        }
        let variables = BasicVarManager::from_next_free(Var::new(search.encoder.variables()));
        let count = differs.iter().copied().collect();
        Ok(Self { search, differs, fixed, count, variables, tries })
    }

    /// Literals under which the urgency is one that is wanted.
    fn urgencies(&mut self, wanted: &dyn Fn(Urgency) -> bool) -> Result<Lit, SolverFailed> {
        let compiled = &self.search.engine.compiled;
        let copy = self.search.copy.clone();
        let not = |gate| copy.holds(gate).map(|lit| !lit);
        let mut any = Vec::new();
        let mut above: Vec<Lit> = Vec::new();
        for (urgency, gate) in &compiled.danger.at_least {
            let Some(reached) = copy.holds(*gate) else { continue };
            // Routine comes from flags, or from what else asks for a visit.
            let reached = match urgency {
                Urgency::Routine => {
                    let routine = copy.holds(compiled.care.routine);
                    self.search
                        .encoder
                        .any([Some(reached), routine].into_iter().flatten().collect())?
                }
                _ => reached,
            };
            if wanted(*urgency) {
                let mut all = above.clone();
                all.push(reached);
                match urgency {
                    Urgency::Emergency => {
                        all = copy.holds(compiled.danger.emergency).into_iter().collect()
                    }
                    _ => all.extend(not(compiled.care.incomplete)),
                }
                any.push(self.search.encoder.all(all)?);
            }
            above.push(!reached);
        }
        if wanted(Urgency::SelfCare) {
            above.extend(not(compiled.care.incomplete));
            any.push(self.search.encoder.all(above)?);
        }
        self.search.encoder.any(any)
    }

    fn find(&mut self, wanted: &dyn Fn(Urgency) -> bool) -> Result<Sought, SolverFailed> {
        let mut all = self.fixed.clone();
        all.push(self.urgencies(wanted)?);
        if !self.search.encoder.possible(&all)? {
            return Ok(Sought::Impossible);
        }
        all.push(self.search.true_scores());
        let mut most = 0;
        for _ in 0..self.tries {
            let mut bounded = all.clone();
            bounded.extend(self.at_most(most)?);
            if !self.search.encoder.possible(&bounded)? {
                most += 1;
                if most > self.differs.len() {
                    return Ok(Sought::Impossible);
                }
                continue;
            }
            let copy = self.search.copy.clone();
            let sheet = self.search.encoder.sheet(&copy, &self.search.near);
            // A score that was told stays as it was told; only answers may differ.
            let facts = &self.search.engine.guideline.facts;
            let mut truth = sheet.clone();
            for (id, _) in facts.iter().filter(|(_, fact)| fact.derived.is_some()) {
                truth.set(id, self.search.near.state(id).clone());
            }
            derive(facts, &mut truth);
            if !self.search.learn_from(&copy, &sheet, &truth)? {
                continue;
            }
            let Some(urgency) = self.search.engine.decide(&sheet).urgency.filter(|u| wanted(*u))
            else {
                continue;
            };
            return Ok(Sought::Found(Nearest { changes: self.changes(&sheet), urgency }));
        }
        Ok(Sought::GaveUp { tries: self.tries })
    }

    /// Literals under which at most so many answers differ.
    fn at_most(&mut self, most: usize) -> Result<Vec<Lit>, SolverFailed> {
        let failed = |error: &dyn std::fmt::Display| SolverFailed(error.to_string());
        let mut clauses = Clauses::default();
        self.variables.increase_next_free(Var::new(self.search.encoder.variables()));
        self.count
            .encode_ub_change(most..=most, &mut clauses, &mut self.variables)
            .map_err(|error| failed(&error))?;
        let next = self.variables.max_var().map_or(0, |highest| highest.idx32() + 1);
        self.search.encoder.reserve(next);
        for clause in &clauses.0 {
            let lits: Vec<Lit> = clause.iter().copied().collect();
            self.search.encoder.clause(&lits)?;
        }
        self.count.enforce_ub(most).map_err(|error| failed(&error))
    }

    fn changes(&self, sheet: &FactSheet) -> Vec<Change> {
        let facts = self.search.engine.guideline.facts.iter();
        let changed = facts.filter(|(id, fact)| {
            fact.derived.is_none() && sheet.state(*id) != self.search.near.state(*id)
        });
        changed.map(|(id, _)| Change { fact: id, to: sheet.state(id).clone() }).collect()
    }
}
