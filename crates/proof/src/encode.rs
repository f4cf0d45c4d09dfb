//! The circuit and the space of all inputs as clauses.
//!
//! Per fact: known, unknown ("not sure") or not asked; a choice as one option exactly, a set as
//! free options (perhaps unsure about the others), a number by the thresholds that any rule
//! compares it with, ordered. Per gate: the four bits of its wire, shared where they are equal.
//! Derived numbers are left free: what is proved then holds for the true ones too.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use lumbago_decision::Engine;
use lumbago_decision::circuit::{Atom, Circuit, Gate, GateId};
use lumbago_decision::wire::Wire;
use lumbago_guideline::checklist::Comparison;
use lumbago_guideline::fact::FactId;
use rustsat::solvers::{Solve, SolveIncremental, SolverResult};
use rustsat::types::{Clause, Lit, TernaryVal, Var};
use rustsat_batsat::BasicSolver;

use crate::space::{FactLits, thresholds};

/// One copy of the input space with the circuit on it.
#[derive(Debug, Clone)]
pub struct Copy {
    /// The facts, in the guideline's order.
    pub facts: Vec<FactLits>,
    /// Which red flags were closed.
    pub closed: BTreeMap<u16, Lit>,
    /// The four bits of every gate.
    gates: Vec<[Lit; 4]>,
}

/// Conjunctions (true) and disjunctions (false) that were made already, by what they join.
type Shared = HashMap<(bool, Vec<Lit>), Lit>;

impl Copy {
    /// The bit of a gate that says that it is settled as yes.
    pub fn holds(&self, gate: GateId) -> Option<Lit> {
        self.gates.get(gate.index()).map(|bits| bits[0])
    }

    /// The four bits of every gate, in their order.
    pub fn gates(&self) -> &[[Lit; 4]] {
        &self.gates
    }

    /// All four bits of a gate: certain, definite, possible, open.
    pub fn bits(&self, gate: GateId) -> Option<[Lit; 4]> {
        self.gates.get(gate.index()).copied()
    }
}

/// What was encoded, and a solver of all of it.
///
/// Variables and clauses stand in blocks: a gate's bit with what defines it, a fact with what keeps
/// its literals in order. What a block reads of others can be as it likes: the block has a solution
/// all the same. So a question needs only the blocks that it rests on ([`Cone`](crate::cone::Cone)).
pub struct Encoder<'a> {
    engine: &'a Engine,
    yes: Lit,
    pub(crate) thresholds: BTreeMap<FactId, Vec<i64>>,
    shared: Shared,
    clauses: Vec<Clause>,
    /// For each variable, the first one of its block.
    blocks: Vec<Var>,
    /// For each first variable of a block, the places of its clauses.
    within: Vec<Vec<u32>>,
    /// The places of the clauses that stand in no block.
    loose: Vec<u32>,
    /// The block to which is added.
    block: Option<Var>,
    solver: BasicSolver,
    /// How many clauses the solver was told.
    told: usize,
}

/// The solver gave up; it never does without a limit, so this is a fault of the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SolverFailed(pub String);

impl std::fmt::Display for SolverFailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the solver failed: {}", self.0)
    }
}

pub(crate) type Solved<T> = Result<T, SolverFailed>;

pub(crate) fn failed(error: impl std::fmt::Display) -> SolverFailed {
    SolverFailed(error.to_string())
}

/// Whether a solver finds that all of some literals can hold at once.
pub(crate) fn solved(solver: &mut BasicSolver, all: &[Lit]) -> Solved<bool> {
    match solver.solve_assumps(all).map_err(failed)? {
        SolverResult::Sat => Ok(true),
        SolverResult::Unsat => Ok(false),
        SolverResult::Interrupted => Err(SolverFailed("interrupted".to_owned())),
    }
}

impl<'a> Encoder<'a> {
    /// An empty solver for an engine.
    ///
    /// # Errors
    /// When the solver has no memory left.
    pub fn new(engine: &'a Engine) -> Solved<Self> {
        let mut encoder = Self {
            engine,
            yes: Lit::positive(0),
            thresholds: thresholds(engine),
            shared: Shared::new(),
            clauses: Vec::new(),
            blocks: Vec::new(),
            within: Vec::new(),
            loose: Vec::new(),
            block: None,
            solver: BasicSolver::default(),
            told: 0,
        };
        encoder.yes = encoder.fresh();
        let yes = encoder.yes;
        encoder.in_block(yes, |encoder| encoder.clause(&[yes]))?;
        Ok(encoder)
    }

    pub(crate) fn fresh(&mut self) -> Lit {
        let variable = Var::new(self.variables());
        self.blocks.push(self.block.unwrap_or(variable));
        self.within.push(Vec::new());
        variable.pos_lit()
    }

    /// Makes something in the block of a literal.
    pub(crate) fn in_block<T>(&mut self, of: Lit, make: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.block.replace(self.block_of(of.var()));
        let made = make(self);
        self.block = outer;
        made
    }

    /// The first variable of the block in which a variable stands.
    pub(crate) fn block_of(&self, variable: Var) -> Var {
        self.blocks.get(variable.idx()).copied().unwrap_or(variable)
    }

    /// The places of the clauses of a block, by its first variable.
    pub(crate) fn within(&self, block: Var) -> &[u32] {
        self.within.get(block.idx()).map_or(&[], Vec::as_slice)
    }

    /// The places of the clauses that stand in no block.
    pub(crate) fn loose(&self) -> &[u32] {
        &self.loose
    }

    /// A literal that is always true.
    pub fn yes(&self) -> Lit {
        self.yes
    }

    /// Adds a clause.
    ///
    /// # Errors
    /// When there is no memory left.
    pub fn clause(&mut self, lits: &[Lit]) -> Solved<()> {
        let place = u32::try_from(self.clauses.len()).map_err(failed)?;
        self.clauses.push(lits.iter().copied().collect());
        let block = self.block.and_then(|block| self.within.get_mut(block.idx()));
        block.unwrap_or(&mut self.loose).push(place);
        Ok(())
    }

    /// Every clause, in the order in which they were added: what defines a literal stands before
    /// what reads it.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// The engine whose circuit is encoded.
    pub fn engine(&self) -> &'a Engine {
        self.engine
    }

    /// Leaves the variables below a number to somebody else.
    pub(crate) fn reserve(&mut self, next: u32) {
        while self.variables() < next {
            self.fresh();
        }
    }

    /// How many variables there are; they are numbered from 0.
    pub fn variables(&self) -> u32 {
        u32::try_from(self.blocks.len()).unwrap_or(u32::MAX)
    }

    /// Encodes one copy of the inputs and the circuit.
    ///
    /// # Errors
    /// When the solver has no memory left.
    pub fn copy(&mut self) -> Solved<Copy> {
        let engine = self.engine;
        let mut copy = Copy { facts: Vec::new(), closed: BTreeMap::new(), gates: Vec::new() };
        for (id, fact) in engine.guideline.facts.iter() {
            let lits = self.fact(id, &fact.kind)?;
            copy.facts.push(lits);
        }
        for gate in engine.compiled.circuit.gates() {
            let bits = self.gate(gate, &mut copy)?;
            copy.gates.push(bits);
        }
        Ok(copy)
    }

    /// Encodes another circuit over the facts of a copy: what the two have in common is the same
    /// literals, and costs nothing. Its bounds must be among those of this encoder.
    ///
    /// # Errors
    /// When the solver has no memory left.
    pub fn copy_of(&mut self, circuit: &Circuit, first: &Copy) -> Solved<Copy> {
        let (facts, closed) = (first.facts.clone(), first.closed.clone());
        let mut copy = Copy { facts, closed, gates: Vec::new() };
        for gate in circuit.gates() {
            let bits = self.gate(gate, &mut copy)?;
            copy.gates.push(bits);
        }
        Ok(copy)
    }

    /// Tells numbers apart on both sides of each bound, and not only at it: for circuits in which
    /// a bound may have moved by a step. It is said before any copy is made.
    pub fn widen(&mut self) {
        for cuts in self.thresholds.values_mut() {
            let beside = cuts.iter().flat_map(|cut| [cut - 1, *cut, cut + 1]);
            *cuts = beside.collect::<BTreeSet<_>>().into_iter().collect();
        }
    }

    /// Encodes a second copy in which only some facts are free to differ from a first: all that
    /// does not rest on them is the same literals, and costs nothing.
    ///
    /// # Errors
    /// When the solver has no memory left.
    pub fn copy_with(&mut self, first: &Copy, free: &BTreeSet<FactId>) -> Solved<Copy> {
        let engine = self.engine;
        let mut copy = first.clone();
        for (id, fact) in engine.guideline.facts.iter().filter(|(id, _)| free.contains(id)) {
            let lits = self.fact(id, &fact.kind)?;
            if let Some(slot) = copy.facts.get_mut(id.index()) {
                *slot = lits;
            }
        }
        let mut differs = vec![false; copy.gates.len()];
        for (index, gate) in engine.compiled.circuit.gates().iter().enumerate() {
            let touched = |id: &GateId| differs.get(id.index()).copied().unwrap_or(false);
            let touched = match gate {
                Gate::Constant(_) => false,
                Gate::Atom { atom, .. } => atom.fact().is_some_and(|fact| free.contains(&fact)),
                Gate::And(of) | Gate::Or(of) => of.iter().any(touched),
                Gate::Not(of) | Gate::Settle(_, of) => touched(of),
            };
            if !touched {
                continue;
            }
            let bits = self.gate(gate, &mut copy)?;
            if let (Some(slot), Some(differs)) = (copy.gates.get_mut(index), differs.get_mut(index))
            {
                *differs = *slot != bits;
                *slot = bits;
            }
        }
        Ok(copy)
    }

    fn gate(&mut self, gate: &Gate, copy: &mut Copy) -> Solved<[Lit; 4]> {
        let of = |copy: &Copy, id: &GateId| copy.bits(*id).unwrap_or([!self.yes; 4]);
        Ok(match gate {
            Gate::Constant(wire) => self.constant(*wire),
            Gate::Atom { atom, askable } => self.atom(*atom, *askable, copy)?,
            Gate::And(operands) | Gate::Or(operands) => {
                let is_and = matches!(gate, Gate::And(_));
                let bits: Vec<[Lit; 4]> = operands.iter().map(|id| of(copy, id)).collect();
                let mut out = [self.yes; 4];
                for (position, slot) in out.iter_mut().enumerate() {
                    let lits = bits.iter().filter_map(|bits| bits.get(position).copied()).collect();
                    *slot = self.join(is_and, lits)?;
                }
                out
            }
            Gate::Not(operand) => {
                let [certain, _, _, open] = of(copy, operand);
                [!open, !certain, !certain, !certain]
            }
            Gate::Settle(bit, operand) => [bit.of(of(copy, operand)); 4],
        })
    }

    fn constant(&self, wire: Wire) -> [Lit; 4] {
        let lit = |holds: bool| if holds { self.yes } else { !self.yes };
        [
            lit(wire.is_certain()),
            lit(wire.is_definite()),
            lit(wire.is_possible()),
            lit(wire.is_open()),
        ]
    }

    /// A literal that says that all of some hold.
    ///
    /// # Errors
    /// When the solver has no memory left.
    pub fn all(&mut self, lits: Vec<Lit>) -> Solved<Lit> {
        self.join(true, lits)
    }

    /// A literal that says that any of some holds.
    ///
    /// # Errors
    /// When the solver has no memory left.
    pub fn any(&mut self, lits: Vec<Lit>) -> Solved<Lit> {
        self.join(false, lits)
    }

    /// A literal that says that two differ.
    ///
    /// # Errors
    /// When the solver has no memory left.
    pub fn differ(&mut self, a: Lit, b: Lit) -> Solved<Lit> {
        if a == b {
            return Ok(!self.yes);
        }
        let only = [self.all(vec![a, !b])?, self.all(vec![!a, b])?];
        self.any(only.to_vec())
    }

    /// A literal that says that a fact was asked, whatever the answer.
    ///
    /// # Errors
    /// When the solver has no memory left.
    pub fn asked(&mut self, copy: &Copy, id: FactId) -> Solved<Lit> {
        let lits = copy.facts.get(id.index()).map(|lits| vec![lits.known, lits.unknown]);
        self.any(lits.unwrap_or_default())
    }

    /// The conjunction or disjunction of some literals, made once.
    fn join(&mut self, is_and: bool, mut lits: Vec<Lit>) -> Solved<Lit> {
        let neutral = if is_and { self.yes } else { !self.yes };
        lits.sort_unstable();
        lits.dedup();
        lits.retain(|lit| *lit != neutral);
        let decided =
            lits.contains(&!neutral) || lits.iter().any(|lit| lits.binary_search(&!*lit).is_ok());
        match lits.as_slice() {
            _ if decided => return Ok(!neutral),
            [] => return Ok(neutral),
            [only] => return Ok(*only),
            _ => {}
        }
        let key = (is_and, lits);
        if let Some(known) = self.shared.get(&key) {
            return Ok(*known);
        }
        let out = self.fresh();
        let sign = |lit: Lit| if is_and { lit } else { !lit };
        // Tseitin: and is out -> each, all -> out; or is the same with every sign turned.
        self.in_block(out, |encoder| {
            let mut whole = vec![sign(out)];
            for lit in &key.1 {
                encoder.clause(&[!sign(out), sign(*lit)])?;
                whole.push(!sign(*lit));
            }
            encoder.clause(&whole)
        })?;
        self.shared.insert(key, out);
        Ok(out)
    }

    fn atom(&mut self, atom: Atom, askable: bool, copy: &mut Copy) -> Solved<[Lit; 4]> {
        if let Atom::Closed(flag) = atom {
            let lit = match copy.closed.get(&flag) {
                Some(lit) => *lit,
                None => {
                    let lit = self.fresh();
                    copy.closed.insert(flag, lit);
                    lit
                }
            };
            return Ok([lit; 4]);
        }
        let no = !self.yes;
        let Some(fact) = atom.fact().and_then(|id| copy.facts.get(id.index())).cloned() else {
            return Ok([no; 4]);
        };
        let mut maybe = vec![fact.unknown];
        let told = match atom {
            Atom::Known(_) => return Ok([fact.known; 4]),
            Atom::Asked(_) => {
                let asked = self.join(false, vec![fact.known, fact.unknown])?;
                return Ok([asked; 4]);
            }
            Atom::Unsure(_) => {
                // A set of which nothing is known but that more may apply counts as "not sure".
                let mut nothing: Vec<Lit> = fact.options.iter().map(|option| !*option).collect();
                nothing.push(fact.unsure.unwrap_or(no));
                let nothing = self.join(true, nothing)?;
                let unsure = self.join(false, vec![fact.unknown, nothing])?;
                return Ok([unsure; 4]);
            }
            Atom::Has(_, mask) => {
                let named = fact.options.iter().enumerate();
                let named: Vec<Lit> =
                    named.filter(|(at, _)| mask >> at & 1 == 1).map(|(_, lit)| *lit).collect();
                maybe.extend(fact.unsure);
                self.join(false, named)?
            }
            Atom::IsWord(_) => fact.word.unwrap_or(no),
            Atom::Compares(_, comparison, bound) => {
                let at = |cut: i64| fact.at_least.get(&cut).copied().unwrap_or(no);
                let not_word = fact.word.map_or(self.yes, |word| !word);
                match comparison {
                    Comparison::AtLeast => at(bound),
                    Comparison::Above => at(bound + 1),
                    Comparison::Below => {
                        let number = self.join(true, vec![fact.known, not_word])?;
                        self.join(true, vec![number, !at(bound)])?
                    }
                    Comparison::AtMost => {
                        let number = self.join(true, vec![fact.known, not_word])?;
                        self.join(true, vec![number, !at(bound + 1)])?
                    }
                    Comparison::Equal => self.join(true, vec![at(bound), !at(bound + 1)])?,
                }
            }
            Atom::Closed(_) => no,
        };
        maybe.push(told);
        let possible = self.join(false, maybe.clone())?;
        let open = if askable {
            let not_asked = self.join(true, vec![!fact.known, !fact.unknown])?;
            self.join(false, vec![possible, not_asked])?
        } else {
            possible
        };
        Ok([told, told, possible, open])
    }

    /// A literal of its own.
    pub fn literal(&mut self) -> Lit {
        self.fresh()
    }

    /// Whether all of some literals can hold at once.
    ///
    /// # Errors
    /// When the solver gave up.
    pub fn possible(&mut self, all: &[Lit]) -> Solved<bool> {
        for clause in self.clauses.iter().skip(self.told) {
            self.solver.add_clause_ref(clause).map_err(failed)?;
        }
        self.told = self.clauses.len();
        solved(&mut self.solver, all)
    }

    /// Whether a literal holds in the last solution.
    pub fn is_true(&self, lit: Lit) -> bool {
        matches!(self.solver.lit_val(lit), Ok(TernaryVal::True))
    }
}
