//! Finds a case that shows something, as near to a plain case as it can be, and replays it.

use std::cell::OnceCell;

use lumbago_decision::Engine;
use lumbago_decision::circuit::GateId;
use lumbago_decision::derive::derive;
use lumbago_decision::facts::{FactSheet, State};
use lumbago_decision::input::read_sheet;
use lumbago_guideline::case::Encounter;
use lumbago_guideline::fact::FactId;
use rustsat::types::Lit;

use crate::cone::Cone;
use crate::encode::{Copy, Encoder, Solved};
use crate::met::{Met, Shows};

/// How often a solution with impossible scores is sent back.
const MOST_ROUNDS: usize = 40;

/// One copy of the input space, and the plain case near which a person can read what is found.
pub(crate) struct Search<'a> {
    pub engine: &'a Engine,
    pub near: FactSheet,
    pub encoder: Encoder<'a>,
    pub copy: Copy,
    /// Under this literal scores are what their parts make them, as far as that was learnt.
    true_scores: Lit,
    /// Whether a score may be told without its parts.
    pub scores_told: bool,
    cases: OnceCell<Vec<FactSheet>>,
    /// The cases of the guideline, the plain case, and solutions.
    met: Option<Met>,
    /// What was asked of whether something can be met.
    meeting: Cone,
}

impl<'a> Search<'a> {
    pub fn new(engine: &'a Engine, near: &FactSheet) -> Solved<Self> {
        Self::with(Encoder::new(engine)?, near)
    }

    /// The same with an encoder into which nothing was encoded yet.
    pub fn with(mut encoder: Encoder<'a>, near: &FactSheet) -> Solved<Self> {
        let engine = encoder.engine();
        let copy = encoder.copy()?;
        let true_scores = encoder.literal();
        let near = near.clone();
        Ok(Self {
            engine,
            near,
            encoder,
            copy,
            true_scores,
            scores_told: true,
            cases: OnceCell::new(),
            met: None,
            meeting: Cone::default(),
        })
    }

    /// A literal under which scores are what their parts make them, as far as that was learnt.
    pub fn true_scores(&self) -> Lit {
        self.true_scores
    }

    /// Goes to another plain case. What was learnt of scores near the last one holds there alone,
    /// as numbers are read as near to the plain case as they can be; it has its own literal.
    pub fn move_to(&mut self, near: &FactSheet, true_scores: Lit) {
        self.near.clone_from(near);
        self.true_scores = true_scores;
    }

    /// The whole encounters that the guideline carries.
    pub fn cases(&self) -> &[FactSheet] {
        self.cases.get_or_init(|| cases(self.engine))
    }

    /// Literals under which no two answers clash, as in a case that `lumbago plan` accepts. What
    /// was closed is left free.
    pub fn sensible(&self) -> Vec<Lit> {
        let clashes = self.engine.compiled.contradictions.iter().filter_map(|list| list.out);
        let clashes = clashes.filter_map(|gate| self.copy.holds(gate)).map(|clash| !clash);
        clashes.collect()
    }

    /// A case in which all of some literals hold, near to the plain case, and whether its scores
    /// are what their parts make them; none when there is no such case even with free scores.
    pub fn case(&mut self, all: &[Lit]) -> Solved<Option<(FactSheet, bool)>> {
        let copy = self.copy.clone();
        if !self.encoder.possible(all)? {
            return Ok(None);
        }
        let mut wanted = all.to_vec();
        wanted.push(self.true_scores);
        for _ in 0..MOST_ROUNDS {
            if !self.encoder.possible(&wanted)? {
                break;
            }
            let mut kept = wanted.clone();
            self.approach(&mut kept, &copy)?;
            let sheet = self.encoder.sheet(&copy, &self.near);
            if self.learn_scores(&copy, &sheet)? {
                return Ok(Some((sheet, true)));
            }
        }
        let mut kept = all.to_vec();
        self.approach(&mut kept, &copy)?;
        Ok(Some((self.encoder.sheet(&copy, &self.near), false)))
    }

    /// A case that `lumbago plan` accepts in which some gates are present; none when there is none.
    pub fn sensible_case(&mut self, gates: &[GateId]) -> Solved<Option<FactSheet>> {
        let mut all = self.sensible();
        for gate in gates {
            let Some([_, definite, ..]) = self.copy.bits(*gate) else { return Ok(None) };
            all.push(definite);
        }
        Ok(self.case(&all)?.map(|(facts, _)| facts))
    }

    /// Whether every score of a sheet is what its parts make it; if not, the solver is told.
    pub fn learn_scores(&mut self, copy: &Copy, sheet: &FactSheet) -> Solved<bool> {
        let mut derived = sheet.clone();
        if !self.scores_told {
            for (id, _) in self.engine.guideline.facts.iter().filter(|(_, f)| f.derived.is_some()) {
                derived.set(id, State::NotAsked);
            }
        }
        derive(&self.engine.guideline.facts, &mut derived);
        self.learn_from(copy, sheet, &derived)
    }

    /// The same, where the scores ought to be those of another sheet with the same answers.
    pub fn learn_from(
        &mut self,
        copy: &Copy,
        sheet: &FactSheet,
        derived: &FactSheet,
    ) -> Solved<bool> {
        let facts = &self.engine.guideline.facts;
        let mut agrees = true;
        for (id, fact) in facts.iter() {
            let Some(derivation) = &fact.derived else { continue };
            if derived.state(id) == sheet.state(id) {
                continue;
            }
            let heard = self.encoder.as_on(copy, id, sheet);
            let made = self.encoder.as_on(copy, id, derived);
            if heard == made {
                continue;
            }
            agrees = false;
            let mut parts = vec![!self.true_scores];
            for part in &derivation.of {
                parts.extend(self.encoder.as_on(copy, *part, derived).iter().map(|lit| !*lit));
            }
            for lit in made {
                let mut clause = parts.clone();
                clause.push(lit);
                self.encoder.clause(&clause)?;
            }
        }
        Ok(agrees)
    }

    /// Adds to some literals those of the plain case, as many as can hold with them; the last
    /// solution then shows them all.
    pub fn approach(&mut self, kept: &mut Vec<Lit>, copy: &Copy) -> Solved<()> {
        let mut groups: Vec<Vec<Lit>> = vec![copy.closed.values().map(|closed| !*closed).collect()];
        let ids = (0u16..).map(FactId).take(copy.facts.len());
        groups.extend(ids.clone().map(|id| self.encoder.as_on(copy, id, &self.near)));
        // Of a set that must differ as few options as can be, and as few flags closed.
        let sets = ids.filter(|id| copy.facts.get(id.index()).is_some_and(|f| f.unsure.is_some()));
        let options = sets.flat_map(|id| self.encoder.as_on(copy, id, &self.near));
        groups.extend(options.map(|lit| vec![lit]));
        groups.extend(copy.closed.values().map(|closed| vec![!*closed]));
        self.keep(kept, &groups)?;
        self.encoder.possible(kept)?;
        Ok(())
    }

    /// Keeps a list of groups if it can hold, else each half of it as far as that can.
    fn keep(&mut self, kept: &mut Vec<Lit>, groups: &[Vec<Lit>]) -> Solved<()> {
        let before = kept.len();
        kept.extend(groups.iter().flatten());
        if kept.len() == before || self.encoder.possible(kept)? {
            return Ok(());
        }
        kept.truncate(before);
        if groups.len() > 1 {
            let (first, second) = groups.split_at(groups.len() / 2);
            self.keep(kept, first)?;
            self.keep(kept, second)?;
        }
        Ok(())
    }

    /// Whether some gates can be present, and others (false) not certain, in one case. A case that
    /// was met tells, and else the solver, whose solution is then one more that was met.
    pub fn together(&mut self, wanted: &[(GateId, bool)]) -> Solved<bool> {
        let mut met = self.met.take().unwrap_or_else(|| self.met_in_cases());
        let possible = met.holds(wanted) || self.meets(wanted, &mut met)?;
        self.met = Some(met);
        Ok(possible)
    }

    fn meets(&mut self, wanted: &[(GateId, bool)], met: &mut Met) -> Solved<bool> {
        let lits = wanted.iter().filter_map(|(gate, holds)| {
            let [certain, definite, ..] = self.copy.bits(*gate)?;
            Some(if *holds { definite } else { !certain })
        });
        let lits: Vec<Lit> = lits.collect();
        if !self.meeting.possible(&self.encoder, &lits)? {
            return Ok(false);
        }
        met.add(self.copy.gates().iter().map(|[certain, definite, ..]| Shows {
            present: self.meeting.value(*definite) == Some(true),
            uncertain: self.meeting.value(*certain) == Some(false),
        }));
        Ok(true)
    }

    /// The cases of the guideline, and the plain case.
    fn met_in_cases(&self) -> Met {
        let circuit = &self.engine.compiled.circuit;
        let mut met = Met::new(circuit.len());
        for sheet in self.cases().iter().chain([&self.near]) {
            met.add(
                circuit.evaluate_all(sheet).iter().map(|wire| Shows {
                    present: wire.is_definite(),
                    uncertain: !wire.is_certain(),
                }),
            );
        }
        met
    }
}

/// The whole encounters that the guideline carries.
fn cases(engine: &Engine) -> Vec<FactSheet> {
    let guideline = &engine.guideline;
    let encounters = guideline.encounters.iter().filter_map(|entry| {
        let Encounter { like, like_gate, facts, .. } = &entry.body;
        let answers = guideline.answers_of(like.as_deref(), like_gate.as_deref(), facts).ok()?;
        read_sheet(guideline, &answers, &entry.file, "", None).ok()
    });
    encounters.collect()
}

/// Whether every score of a sheet is what its parts make it.
pub(crate) fn true_scores(engine: &Engine, facts: &FactSheet) -> bool {
    let mut derived = facts.clone();
    derive(&engine.guideline.facts, &mut derived);
    derived == *facts
}
