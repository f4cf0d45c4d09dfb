//! A solver that is told only what its questions rest on.
//!
//! A solution gives a value to every variable that its solver knows, so that one about a single
//! fact costs as much as one about the whole circuit. Here a question brings with it the blocks of
//! its own literals, the blocks that these read, and so on down: its cone of influence. The answer
//! is that of all clauses, for a solution of the cone is part of one of the whole:
//!
//! - A block of a gate's bit defines one literal by others; whatever these are, it has a value.
//! - A block of a fact speaks of that fact alone, and has a solution.
//! - A block of a second copy's fact also reads the first copy's; being the same as there is a
//!   solution.
//! - Clauses that stand in no block come with every question.

use std::collections::HashMap;
use std::num::NonZeroU32;

use rustsat::solvers::Solve;
use rustsat::types::{Clause, Lit, TernaryVal, Var};
use rustsat_batsat::BasicSolver;

use crate::encode::{Encoder, Solved, failed, solved};

/// The cones of influence of the questions that were put to it. They are put about one encoder.
#[derive(Debug, Default)]
pub struct Cone {
    solver: BasicSolver,
    /// What the solver calls each variable, counted from 1; none for one that no question rested
    /// on. The first variable of a block has a name when the solver was told the block.
    names: Vec<Option<NonZeroU32>>,
    /// How many names there are.
    named: u32,
    /// How many of the clauses that stand in no block it was told.
    loose: usize,
    /// Pairs of literals, and whether the first brings the second.
    brought: HashMap<(Lit, Lit), bool>,
}

impl Cone {
    /// Whether all of some literals can hold at once.
    ///
    /// # Errors
    /// When the solver gave up.
    pub fn possible(&mut self, encoder: &Encoder<'_>, all: &[Lit]) -> Solved<bool> {
        self.possible_to(encoder, all, &|_| false)
    }

    /// The same with nothing of what is below some variables but what was learnt of them: what is
    /// impossible without it is so with it; what is possible may not be.
    pub(crate) fn possible_to(
        &mut self,
        encoder: &Encoder<'_>,
        all: &[Lit],
        is_leaf: &dyn Fn(Var) -> bool,
    ) -> Solved<bool> {
        self.tell(encoder, all, is_leaf)?;
        let all: Vec<Lit> = all.iter().filter_map(|lit| self.name(*lit)).collect();
        solved(&mut self.solver, &all)
    }

    /// Whether one literal brings another. The bits of questions about one fact are few: most pairs
    /// were asked before, or need no asking.
    ///
    /// # Errors
    /// When the solver gave up.
    pub fn brings(&mut self, encoder: &Encoder<'_>, one: Lit, other: Lit) -> Solved<bool> {
        if one == other || other == encoder.yes() || one == !encoder.yes() {
            return Ok(true);
        }
        if let Some(known) = self.brought.get(&(one, other)) {
            return Ok(*known);
        }
        let brings = !self.possible(encoder, &[one, !other])?;
        self.brought.insert((one, other), brings);
        Ok(brings)
    }

    /// Whether a literal holds in the last solution; none where that leaves it open.
    pub fn value(&self, lit: Lit) -> Option<bool> {
        match self.solver.lit_val(self.name(lit)?) {
            Ok(TernaryVal::True) => Some(true),
            Ok(TernaryVal::False) => Some(false),
            _ => None,
        }
    }

    /// Tells the solver what some literals rest on, but not what is below some variables.
    pub(crate) fn tell(
        &mut self,
        encoder: &Encoder<'_>,
        lits: &[Lit],
        is_leaf: &dyn Fn(Var) -> bool,
    ) -> Solved<()> {
        match self.names.is_empty() {
            true => self.names = vec![None; encoder.variables() as usize],
            false => self.names.resize(encoder.variables() as usize, None),
        }
        let mut open: Vec<Var> = Vec::new();
        for lit in lits {
            self.open(encoder, lit.var(), &mut open);
        }
        let mut clauses = encoder.loose().get(self.loose..).unwrap_or_default();
        self.loose += clauses.len();
        loop {
            for clause in clauses.iter().filter_map(|at| encoder.clauses().get(*at as usize)) {
                for lit in clause {
                    self.open(encoder, lit.var(), &mut open);
                }
                self.learn(clause.iter())?;
            }
            let Some(block) = open.pop() else { return Ok(()) };
            clauses = if is_leaf(block) { &[] } else { encoder.within(block) };
        }
    }

    /// Gives a variable and its block a name where they have none; a block that had none is opened.
    fn open(&mut self, encoder: &Encoder<'_>, variable: Var, open: &mut Vec<Var>) {
        let block = encoder.block_of(variable);
        open.extend(self.give_name(block).then_some(block));
        self.give_name(variable);
    }

    /// Whether a variable had no name; it has one now.
    fn give_name(&mut self, variable: Var) -> bool {
        let Some(name @ None) = self.names.get_mut(variable.idx()) else { return false };
        self.named += 1;
        *name = NonZeroU32::new(self.named);
        true
    }

    /// A literal as the solver calls it.
    fn name(&self, lit: Lit) -> Option<Lit> {
        let name = self.names.get(lit.vidx()).copied().flatten()?;
        Some(Lit::new(name.get() - 1, lit.is_neg()))
    }

    /// Tells the solver a clause, or what follows from the clauses; nothing where it speaks of what
    /// no question rested on.
    pub(crate) fn learn<'l>(&mut self, lits: impl IntoIterator<Item = &'l Lit>) -> Solved<()> {
        let clause: Option<Clause> = lits.into_iter().map(|lit| self.name(*lit)).collect();
        clause.map_or(Ok(()), |clause| self.solver.add_clause_ref(&clause).map_err(failed))
    }
}
