//! A border case that tells a change from the guideline as it is: what an author adds to catch it.

use lumbago_decision::check::{Border, Observed, observe, sheet_of};
use lumbago_decision::circuit::Values;
use lumbago_decision::facts::FactSheet;
use lumbago_guideline::answers::{Given, Raw};
use lumbago_guideline::case::RuleCase;
use rustsat::types::Lit;

use super::Mutant;
use super::catch::Bench;
use super::differ::From;
use crate::encode::{Copy, Solved};

/// How many things that only a plan shows are tried, when nothing in the file itself differs.
const MOST_ELSEWHERE: usize = 8;
/// With so many answers a case of which nothing else was asked is plain enough.
const FEW: usize = 8;

impl Bench<'_> {
    /// What a case in the file of a change can state of it: of the row that is changed alone,
    /// where it is one of many.
    pub(super) fn own(&self, mutant: &Mutant) -> Vec<Observed> {
        // What stands before the colon names the row, such as "check day-7" or "overdue same day";
        // what stands behind it may name another.
        let head = mutant.what.split(':').next().unwrap_or_default();
        let head = format!(" {head} ");
        let of_row = |row: &str| head.contains(&format!(" {row} "));
        let of_file = self.every.iter().filter(|seen| seen.file == mutant.place.file);
        let rows = of_file.clone().filter_map(|seen| seen.row.as_ref());
        let named = rows.clone().any(|(key, row)| *key != "dose" && of_row(row));
        let own = of_file.filter(|seen| match &seen.row {
            Some((key, row)) if *key != "dose" && named => of_row(row),
            _ => true,
        });
        own.cloned().collect()
    }

    /// Under a change: a case that tells it from the guideline as it is, with as few answers
    /// beside a base case as the solver finds; none when no case of this form can.
    pub(super) fn telling(
        &mut self,
        copy: &Copy,
        touched: &[bool],
        by_gates: bool,
        own: &[Observed],
    ) -> Solved<Option<Border>> {
        for seen in own {
            let Some(lit) = self.differ.differs(&self.engine, copy, seen)? else { continue };
            if let Some(border) = self.solved(&[lit], seen)? {
                return Ok(Some(border));
            }
        }
        if !by_gates {
            if let Some(border) = self.as_it_is(own) {
                return Ok(Some(border));
            }
            if let Some(border) = self.while_it_holds(own)? {
                return Ok(Some(border));
            }
        }
        let others = self.every.iter().zip(touched);
        let others = others.filter(|(seen, touched)| **touched && seen.is_shown());
        let others: Vec<Observed> = others.map(|(seen, _)| seen.clone()).collect();
        let mut tried = 0;
        for seen in &others {
            let Some(lit) = self.differ.differs(&self.engine, copy, seen)? else { continue };
            tried += 1;
            if tried > MOST_ELSEWHERE {
                break;
            }
            if let Some(border) = self.solved(&[lit], seen)? {
                return Ok(Some(border));
            }
        }
        Ok(None)
    }

    /// A case that the solver finds.
    fn solved(&mut self, all: &[Lit], seen: &Observed) -> Solved<Option<Border>> {
        let clash = seen.row.as_ref().is_some_and(|(key, _)| *key == "pair");
        if !clash && !self.differ.possible(all)? {
            return Ok(None);
        }
        let from = |from: From, bench: &mut Self| -> Solved<Option<Border>> {
            let case = bench.differ.plainest(all, from, clash)?;
            Ok(case.and_then(|(case, _)| bench.border(case, seen)))
        };
        let alone = match seen.stands_alone() {
            true => from(From::Nobody, self)?,
            false => None,
        };
        let size = |border: &Border| border.case.given.0.len() + border.case.closed.len();
        if alone.as_ref().is_some_and(|border| size(border) <= FEW) {
            return Ok(alone);
        }
        // What needs many answers is told sooner beside a whole interview.
        let beside = from(From::Interview, self)?;
        Ok([alone, beside].into_iter().flatten().min_by_key(size))
    }

    /// A case in which something holds that is read of it, for a change of what is told with it:
    /// a number, a dose, as it is or as a reduction makes it.
    fn while_it_holds(&mut self, own: &[Observed]) -> Solved<Option<Border>> {
        for seen in own {
            for reading in seen.readings(self.base) {
                let holds = self.differ.holds(&reading)?;
                if let Some(border) = self.solved(&[holds], seen)? {
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

    /// The case, if it tells the two apart, without what it can do without.
    fn border(&self, mut case: RuleCase, seen: &Observed) -> Option<Border> {
        self.told_by(&case, seen)?;
        for at in (0..case.closed.len()).rev() {
            let mut fewer = case.clone();
            fewer.closed.remove(at);
            if self.told_by(&fewer, seen).is_some() {
                case = fewer;
            }
        }
        for at in (0..case.given.0.len()).rev() {
            let mut fewer = case.clone();
            fewer.given.0.remove(at);
            if self.told_by(&fewer, seen).is_some() {
                case = fewer;
            }
        }
        for at in 0..case.given.0.len() {
            let options = case.given.0.get(at).map_or(0, |given| match &given.value {
                Raw::List(list) => list.len(),
                _ => 0,
            });
            for option in (0..options).rev() {
                let mut fewer = case.clone();
                if let Some(Given { value: Raw::List(list), .. }) = fewer.given.0.get_mut(at) {
                    list.remove(option);
                }
                if self.told_by(&fewer, seen).is_some() {
                    case = fewer;
                }
            }
        }
        let (sheet, then) = self.told_by(&case, seen)?;
        let item = seen.row.as_ref().map(|(_, row)| row.clone());
        let case = RuleCase { item, then, ..case };
        Some(Border { file: String::new(), of: seen.clone(), case, sheet })
    }

    /// What a case says of the guideline as it is and not of the changed one; no answers clash.
    fn told_by(&self, case: &RuleCase, seen: &Observed) -> Option<(FactSheet, String)> {
        let sheet = sheet_of(&self.base.guideline, case, "").ok()?;
        let clash = seen.row.as_ref().is_some_and(|(key, _)| *key == "pair");
        if !clash && !self.base.contradictions(&sheet).is_empty() {
            return None;
        }
        let [was, is] = [self.base, &self.engine].map(|engine| words(engine, &sheet, seen));
        let then = was.into_iter().find(|word| !is.contains(word))?;
        Some((sheet, then))
    }
}

fn words(engine: &lumbago_decision::Engine, sheet: &FactSheet, seen: &Observed) -> Vec<String> {
    let mut values = Values::default();
    engine.compiled.circuit.evaluate_into(sheet, &mut values);
    observe(engine, sheet, &values, seen)
}
