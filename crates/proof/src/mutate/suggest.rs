//! A border case that tells a change from the guideline as it is: what an author adds to catch it.

use lumbago_decision::check::{Border, Observed, observe, path_of, sheet_of};
use lumbago_decision::circuit::Values;
use lumbago_decision::facts::FactSheet;
use lumbago_guideline::case::RuleCase;
use rustsat::types::Lit;

use super::Mutant;
use super::catch::Bench;
use super::differ::From;
use crate::encode::Solved;

/// How many things that only a plan shows are tried, when nothing in the file itself differs.
const MOST_ELSEWHERE: usize = 8;

/// A case that passes as the guideline is, and fails with the change.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The file of the guideline that it speaks of, such as `exercises/bridge`.
    pub path: String,
    /// The word for the row that it names.
    pub key: Option<&'static str>,
    /// The case.
    pub case: RuleCase,
}

impl Bench<'_> {
    /// A case that tells a change from the guideline as it is, with as few answers beside a base
    /// case as the solver finds; none when no case of this form can. It is kept: a change that it
    /// catches too asks for no other.
    ///
    /// # Errors
    /// When the solver failed.
    pub fn suggest(&mut self, mutant: &mut Mutant) -> Solved<Option<Suggestion>> {
        let of_row = |row: &str| mutant.what.split([':', ' ']).any(|word| word == row);
        let (own, others): (Vec<_>, Vec<_>) =
            self.every.iter().cloned().partition(|seen| seen.file == mutant.place.file);
        let rows = own.iter().filter_map(|seen| seen.row.as_ref());
        let named = rows.clone().any(|(key, row)| *key != "dose" && of_row(row));
        let own: Vec<Observed> = own
            .into_iter()
            .filter(|seen| match &seen.row {
                Some((key, row)) if *key != "dose" && named => of_row(row),
                _ => true,
            })
            .collect();
        let found = self.changed(mutant, |bench| bench.telling(&own, &others));
        let Some(found) = found else { return Ok(None) };
        let Some(border) = found? else { return Ok(None) };
        let Border { of, case, .. } = border.clone();
        self.borders.push(border);
        let path = path_of(&self.base.guideline, &of.file);
        Ok(Some(Suggestion { path, key: of.row.map(|(key, _)| key), case }))
    }

    /// Under a change: what tells it apart.
    fn telling(&mut self, own: &[Observed], others: &[Observed]) -> Solved<Option<Border>> {
        let copy = self.differ.changed(&self.engine)?;
        for seen in own {
            let Some(lit) = self.differ.differs(&self.engine, &copy, seen)? else { continue };
            if let Some(border) = self.solved(&[lit], seen)? {
                return Ok(Some(border));
            }
        }
        if let Some(border) = self.as_it_is(own) {
            return Ok(Some(border));
        }
        if let Some(border) = self.dose(own)? {
            return Ok(Some(border));
        }
        let mut tried = 0;
        for seen in others.iter().filter(|seen| seen.is_shown()) {
            let Some(lit) = self.differ.differs(&self.engine, &copy, seen)? else { continue };
            tried += 1;
            if tried > MOST_ELSEWHERE {
                break;
            }
            if let Some(border) = self.solved(&[lit], seen)? {
                return Ok(Some(border));
            }
        }
        Ok(self.as_it_is(others))
    }

    /// A case that the solver finds.
    fn solved(&mut self, all: &[Lit], seen: &Observed) -> Solved<Option<Border>> {
        let clash = seen.row.as_ref().is_some_and(|(key, _)| *key == "pair");
        if !clash && !self.differ.possible(all)? {
            return Ok(None);
        }
        let first = if seen.stands_alone() { From::Nobody } else { From::Interview };
        for from in [first, From::Interview] {
            if let Some((case, _)) = self.differ.plainest(all, from, clash)?
                && let Some(border) = self.border(case, seen)
            {
                return Ok(Some(border));
            }
            if from == From::Interview {
                break;
            }
        }
        Ok(None)
    }

    /// A reduced dose, for a change of a number that only a reduction brings.
    fn dose(&mut self, own: &[Observed]) -> Solved<Option<Border>> {
        for seen in own.iter().filter(|seen| seen.is_dose()) {
            let gates: Vec<_> =
                seen.gates(&self.engine).into_iter().map(|(gate, _)| gate).collect();
            let Some((offered, reductions)) = gates.split_last() else { continue };
            for reduction in reductions {
                let all = self.differ.literals(&[*offered, *reduction]);
                if let Some(border) = self.solved(&all, seen)? {
                    return Ok(Some(border));
                }
            }
        }
        Ok(None)
    }

    /// A base case, as it is.
    fn as_it_is(&self, watched: &[Observed]) -> Option<Border> {
        self.differ
            .nears()
            .iter()
            .find_map(|near| watched.iter().find_map(|seen| self.border(near.case(), seen)))
    }

    /// The case, if it tells the two apart.
    fn border(&self, case: RuleCase, seen: &Observed) -> Option<Border> {
        let sheet = sheet_of(&self.base.guideline, &case, "").ok()?;
        let [was, is] = [self.base, &self.engine].map(|engine| words(engine, &sheet, seen));
        let then = was.into_iter().find(|word| !is.contains(word))?;
        let item = seen.row.as_ref().map(|(_, row)| row.clone());
        let case = RuleCase { item, then, ..case };
        Some(Border { file: String::new(), of: seen.clone(), case, sheet })
    }
}

fn words(engine: &lumbago_decision::Engine, sheet: &FactSheet, seen: &Observed) -> Vec<String> {
    let mut values = Values::default();
    engine.compiled.circuit.evaluate_into(sheet, &mut values);
    observe(engine, sheet, &values, seen)
}
