//! The circuit and the space of all inputs as clauses.
//!
//! Per fact: known, unknown ("not sure") or not asked; a choice as one option exactly, a set as
//! free options (perhaps unsure about the others), a number by the thresholds that any rule
//! compares it with, ordered. Per gate: the four bits of its wire, shared where they are equal.
//! Derived numbers are left free: what is proved then holds for the true ones too.

use std::collections::{BTreeMap, HashMap};

use lumbago_decision::Engine;
use lumbago_decision::circuit::{Atom, Gate, GateId};
use lumbago_decision::facts::{FactSheet, State, Value};
use lumbago_decision::wire::{Bit, Wire};
use lumbago_guideline::checklist::Comparison;
use lumbago_guideline::fact::{FactId, FactKind};
use rustsat::solvers::{Solve, SolveIncremental, SolverResult};
use rustsat::types::{Clause, Lit, TernaryVal, Var};
use rustsat_batsat::BasicSolver;

/// The variables of one fact.
#[derive(Debug, Clone)]
pub struct FactLits {
    /// It has a value.
    pub known: Lit,
    /// It was answered with "not sure".
    pub unknown: Lit,
    /// A choice's or a set's options.
    pub options: Vec<Lit>,
    /// For a set: the others are unknown rather than absent.
    pub unsure: Option<Lit>,
    /// For a number: it carries its word instead.
    pub word: Option<Lit>,
    /// For a number: it is at least this many steps, in rising order.
    pub at_least: BTreeMap<i64, Lit>,
}

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

impl Copy {
    /// The bit of a gate that says that it is settled as yes.
    pub fn holds(&self, gate: GateId) -> Option<Lit> {
        self.gates.get(gate.index()).map(|bits| bits[0])
    }

    /// All four bits of a gate: certain, definite, possible, open.
    pub fn bits(&self, gate: GateId) -> Option<[Lit; 4]> {
        self.gates.get(gate.index()).copied()
    }
}

/// A solver with what was encoded into it.
pub struct Encoder<'a> {
    engine: &'a Engine,
    solver: BasicSolver,
    next: u32,
    yes: Lit,
    thresholds: BTreeMap<FactId, Vec<i64>>,
}

/// The solver gave up; it never does without a limit, so this is a fault of the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SolverFailed(pub String);

impl std::fmt::Display for SolverFailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the solver failed: {}", self.0)
    }
}

type Solved<T> = Result<T, SolverFailed>;

fn failed(error: impl std::fmt::Display) -> SolverFailed {
    SolverFailed(error.to_string())
}

impl<'a> Encoder<'a> {
    /// An empty solver for an engine.
    ///
    /// # Errors
    /// When the solver has no memory left.
    pub fn new(engine: &'a Engine) -> Solved<Self> {
        let mut thresholds: BTreeMap<FactId, Vec<i64>> = BTreeMap::new();
        for gate in engine.compiled.circuit.gates() {
            if let Gate::Atom { atom: Atom::Compares(fact, comparison, bound), .. } = gate {
                let cuts = thresholds.entry(*fact).or_default();
                match comparison {
                    Comparison::AtLeast | Comparison::Below => cuts.push(*bound),
                    Comparison::Above | Comparison::AtMost => cuts.push(bound + 1),
                    Comparison::Equal => cuts.extend([*bound, bound + 1]),
                }
            }
        }
        for cuts in thresholds.values_mut() {
            cuts.sort_unstable();
            cuts.dedup();
        }
        let mut encoder = Self {
            engine,
            solver: BasicSolver::default(),
            next: 0,
            yes: Lit::positive(0),
            thresholds,
        };
        encoder.yes = encoder.fresh();
        let yes = encoder.yes;
        encoder.clause(&[yes])?;
        Ok(encoder)
    }

    fn fresh(&mut self) -> Lit {
        let lit = Lit::positive(self.next);
        self.next += 1;
        lit
    }

    /// A literal that is always true.
    pub fn yes(&self) -> Lit {
        self.yes
    }

    /// Adds a clause.
    ///
    /// # Errors
    /// When the solver has no memory left.
    pub fn clause(&mut self, lits: &[Lit]) -> Solved<()> {
        self.solver.add_clause(lits.iter().copied().collect::<Clause>()).map_err(failed)
    }

    /// How many variables there are.
    pub fn variables(&self) -> u32 {
        self.next
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
        let mut shared: HashMap<(bool, Vec<Lit>), Lit> = HashMap::new();
        for gate in engine.compiled.circuit.gates() {
            let bits = self.gate(gate, &mut copy, &mut shared)?;
            copy.gates.push(bits);
        }
        Ok(copy)
    }

    fn fact(&mut self, id: FactId, kind: &FactKind) -> Solved<FactLits> {
        let known = self.fresh();
        let unknown = self.fresh();
        self.clause(&[!known, !unknown])?;
        let mut lits = FactLits {
            known,
            unknown,
            options: Vec::new(),
            unsure: None,
            word: None,
            at_least: BTreeMap::new(),
        };
        match kind {
            FactKind::Choice { options } => {
                lits.options = options.iter().map(|_| self.fresh()).collect();
                let mut one = lits.options.clone();
                one.push(!known);
                self.clause(&one)?;
                for (position, option) in lits.options.iter().enumerate() {
                    self.clause(&[!*option, known])?;
                    for other in lits.options.iter().skip(position + 1) {
                        self.clause(&[!*option, !*other])?;
                    }
                }
            }
            FactKind::Set { options } => {
                lits.options = options.iter().map(|_| self.fresh()).collect();
                let unsure = self.fresh();
                for option in lits.options.iter().chain([&unsure]) {
                    self.clause(&[!*option, known])?;
                }
                lits.unsure = Some(unsure);
            }
            FactKind::Number { least, greatest, word, .. } => {
                let numeric = match word {
                    None => known,
                    Some(_) => {
                        let word = self.fresh();
                        self.clause(&[!word, known])?;
                        lits.word = Some(word);
                        let numeric = self.fresh();
                        self.clause(&[!numeric, known])?;
                        self.clause(&[!numeric, !word])?;
                        self.clause(&[numeric, !known, word])?;
                        numeric
                    }
                };
                let cuts = self.thresholds.get(&id).cloned().unwrap_or_default();
                let mut below: Option<Lit> = None;
                for cut in cuts {
                    let lit = if cut <= *least {
                        numeric
                    } else if cut > *greatest {
                        !self.yes
                    } else {
                        let lit = self.fresh();
                        self.clause(&[!lit, numeric])?;
                        if let Some(lower) = below {
                            self.clause(&[!lit, lower])?;
                        }
                        lit
                    };
                    below = Some(lit);
                    lits.at_least.insert(cut, lit);
                }
            }
            FactKind::Text | FactKind::Texts => {}
        }
        Ok(lits)
    }

    fn gate(
        &mut self,
        gate: &Gate,
        copy: &mut Copy,
        shared: &mut HashMap<(bool, Vec<Lit>), Lit>,
    ) -> Solved<[Lit; 4]> {
        let of = |copy: &Copy, id: &GateId| copy.bits(*id).unwrap_or([!self.yes; 4]);
        Ok(match gate {
            Gate::Constant(wire) => self.constant(*wire),
            Gate::Atom { atom, askable } => self.atom(*atom, *askable, copy, shared)?,
            Gate::And(operands) | Gate::Or(operands) => {
                let is_and = matches!(gate, Gate::And(_));
                let bits: Vec<[Lit; 4]> = operands.iter().map(|id| of(copy, id)).collect();
                let mut out = [self.yes; 4];
                for (position, slot) in out.iter_mut().enumerate() {
                    let lits = bits.iter().filter_map(|bits| bits.get(position).copied()).collect();
                    *slot = self.join(is_and, lits, shared)?;
                }
                out
            }
            Gate::Not(operand) => {
                let [certain, _, _, open] = of(copy, operand);
                [!open, !certain, !certain, !certain]
            }
            Gate::Settle(bit, operand) => {
                let [certain, definite, possible, open] = of(copy, operand);
                [match bit {
                    Bit::Certain => certain,
                    Bit::Definite => definite,
                    Bit::Possible => possible,
                    Bit::Open => open,
                }; 4]
            }
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

    /// The conjunction or disjunction of some literals, made once.
    fn join(
        &mut self,
        is_and: bool,
        mut lits: Vec<Lit>,
        shared: &mut HashMap<(bool, Vec<Lit>), Lit>,
    ) -> Solved<Lit> {
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
        if let Some(known) = shared.get(&(is_and, lits.clone())) {
            return Ok(*known);
        }
        let out = self.fresh();
        let sign = |lit: Lit| if is_and { lit } else { !lit };
        // Tseitin: and is out -> each, all -> out; or is the same with every sign turned.
        let mut whole = vec![sign(out)];
        for lit in &lits {
            self.clause(&[!sign(out), sign(*lit)])?;
            whole.push(!sign(*lit));
        }
        self.clause(&whole)?;
        shared.insert((is_and, lits), out);
        Ok(out)
    }

    fn atom(
        &mut self,
        atom: Atom,
        askable: bool,
        copy: &mut Copy,
        shared: &mut HashMap<(bool, Vec<Lit>), Lit>,
    ) -> Solved<[Lit; 4]> {
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
                let asked = self.join(false, vec![fact.known, fact.unknown], shared)?;
                return Ok([asked; 4]);
            }
            Atom::Unsure(_) => {
                // A set of which nothing is known but that more may apply counts as "not sure".
                let mut nothing: Vec<Lit> = fact.options.iter().map(|option| !*option).collect();
                nothing.push(fact.unsure.unwrap_or(no));
                let nothing = self.join(true, nothing, shared)?;
                let unsure = self.join(false, vec![fact.unknown, nothing], shared)?;
                return Ok([unsure; 4]);
            }
            Atom::Has(_, mask) => {
                let named = fact.options.iter().enumerate();
                let named: Vec<Lit> =
                    named.filter(|(at, _)| mask >> at & 1 == 1).map(|(_, lit)| *lit).collect();
                maybe.extend(fact.unsure);
                self.join(false, named, shared)?
            }
            Atom::IsWord(_) => fact.word.unwrap_or(no),
            Atom::Compares(_, comparison, bound) => {
                let at = |cut: i64| fact.at_least.get(&cut).copied().unwrap_or(no);
                let number = |this: &mut Self, shared: &mut HashMap<(bool, Vec<Lit>), Lit>| {
                    let not_word = fact.word.map_or(this.yes, |word| !word);
                    this.join(true, vec![fact.known, not_word], shared)
                };
                match comparison {
                    Comparison::AtLeast => at(bound),
                    Comparison::Above => at(bound + 1),
                    Comparison::Below => {
                        let number = number(self, shared)?;
                        self.join(true, vec![number, !at(bound)], shared)?
                    }
                    Comparison::AtMost => {
                        let number = number(self, shared)?;
                        self.join(true, vec![number, !at(bound + 1)], shared)?
                    }
                    Comparison::Equal => {
                        self.join(true, vec![at(bound), !at(bound + 1)], shared)?
                    }
                }
            }
            Atom::Closed(_) => no,
        };
        maybe.push(told);
        let possible = self.join(false, maybe.clone(), shared)?;
        let open = if askable {
            let not_asked = self.join(true, vec![!fact.known, !fact.unknown], shared)?;
            self.join(false, vec![possible, not_asked], shared)?
        } else {
            possible
        };
        Ok([told, told, possible, open])
    }

    /// A literal of its own.
    pub fn literal(&mut self) -> Lit {
        self.fresh()
    }

    /// Under a condition, a fact is the same in two copies.
    ///
    /// # Errors
    /// When the solver has no memory left.
    pub fn same(&mut self, condition: Lit, a: &FactLits, b: &FactLits) -> Solved<()> {
        let never = !self.yes;
        self.same_unless(condition, never, a, b)
    }

    /// Under a condition, and unless something holds, a fact is the same in two copies.
    ///
    /// # Errors
    /// When the solver has no memory left.
    pub fn same_unless(
        &mut self,
        condition: Lit,
        unless: Lit,
        a: &FactLits,
        b: &FactLits,
    ) -> Solved<()> {
        let pairs = [(a.known, b.known), (a.unknown, b.unknown)]
            .into_iter()
            .chain(a.options.iter().copied().zip(b.options.iter().copied()))
            .chain(a.unsure.into_iter().zip(b.unsure))
            .chain(a.word.into_iter().zip(b.word))
            .chain(a.at_least.values().copied().zip(b.at_least.values().copied()));
        for (left, right) in pairs {
            self.clause(&[!condition, unless, !left, right])?;
            self.clause(&[!condition, unless, left, !right])?;
        }
        Ok(())
    }

    /// Whether all of some literals can hold at once.
    ///
    /// # Errors
    /// When the solver gave up.
    pub fn possible(&mut self, all: &[Lit]) -> Solved<bool> {
        match self.solver.solve_assumps(all).map_err(failed)? {
            SolverResult::Sat => Ok(true),
            SolverResult::Unsat => Ok(false),
            SolverResult::Interrupted => Err(SolverFailed("interrupted".to_owned())),
        }
    }

    fn is_true(&self, lit: Lit) -> bool {
        matches!(self.solver.lit_val(lit), Ok(TernaryVal::True))
    }

    /// The facts of the last solution.
    pub fn sheet(&self, copy: &Copy) -> FactSheet {
        let facts = &self.engine.guideline.facts;
        let mut sheet = FactSheet::unasked(facts.len());
        for ((id, fact), lits) in facts.iter().zip(&copy.facts) {
            let state = if self.is_true(lits.unknown) {
                State::Unknown
            } else if self.is_true(lits.known) {
                State::Known(self.value(&fact.kind, lits))
            } else {
                State::NotAsked
            };
            sheet.set(id, state);
        }
        for (flag, lit) in &copy.closed {
            if self.is_true(*lit) {
                sheet.close(*flag);
            }
        }
        sheet
    }

    fn value(&self, kind: &FactKind, lits: &FactLits) -> Value {
        let chosen = || (0u16..).zip(&lits.options).filter(|(_, lit)| self.is_true(**lit));
        match kind {
            FactKind::Choice { .. } => {
                Value::Choice(chosen().map(|(option, _)| option).next().unwrap_or(0))
            }
            FactKind::Set { .. } => Value::Set {
                has: chosen().fold(0, |has, (option, _)| {
                    has | 1u64.checked_shl(u32::from(option)).unwrap_or(0)
                }),
                unsure: lits.unsure.is_some_and(|lit| self.is_true(lit)),
            },
            FactKind::Number { least, greatest, .. } => {
                if lits.word.is_some_and(|word| self.is_true(word)) {
                    return Value::Word;
                }
                let reached = lits.at_least.iter().filter(|(_, lit)| self.is_true(**lit));
                let number = reached.map(|(cut, _)| *cut).max().unwrap_or(*least);
                Value::Number(number.clamp(*least, *greatest))
            }
            FactKind::Text => Value::Text(String::new()),
            FactKind::Texts => Value::Texts(Vec::new()),
        }
    }

    /// The literals that make a fact of a copy what it is on a sheet.
    pub fn as_on(&self, copy: &Copy, id: FactId, sheet: &FactSheet) -> Vec<Lit> {
        let Some(lits) = copy.facts.get(id.index()) else { return Vec::new() };
        let is = |lit: Lit, holds: bool| if holds { lit } else { !lit };
        match sheet.state(id) {
            State::NotAsked => vec![!lits.known, !lits.unknown],
            State::Unknown => vec![lits.unknown],
            State::Known(value) => {
                let mut all = vec![lits.known];
                match value {
                    Value::Choice(option) => {
                        all.extend(lits.options.get(usize::from(*option)).copied());
                    }
                    Value::Set { has, unsure } => {
                        let options = lits.options.iter().enumerate();
                        all.extend(options.map(|(at, lit)| is(*lit, has >> at & 1 == 1)));
                        all.extend(lits.unsure.map(|lit| is(lit, *unsure)));
                    }
                    Value::Number(number) => {
                        all.extend(lits.word.map(|word| !word));
                        all.extend(lits.at_least.iter().map(|(cut, lit)| is(*lit, number >= cut)));
                    }
                    Value::Word => all.extend(lits.word),
                    Value::Text(_) | Value::Texts(_) => {}
                }
                all
            }
        }
    }

    /// The highest variable, for whoever reads a whole solution.
    pub fn highest(&self) -> Option<Var> {
        self.next.checked_sub(1).map(Var::new)
    }
}
