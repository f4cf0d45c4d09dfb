//! All claims as one formula in DIMACS form, which no assignment satisfies exactly when every
//! claim holds: any solver can be asked for a proof of that, and any checker for whether it is one.

use std::fmt::Write;

use lumbago_decision::Engine;
use lumbago_decision::facts::FactSheet;
use lumbago_guideline::hazard::Keeps;
use rustsat::types::Lit;

use crate::encode::SolverFailed;
use crate::search::Search;
use crate::two_copy::breach;

/// The claims as one formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// How many claims it denies.
    pub claims: usize,
    /// How many clauses it has.
    pub clauses: usize,
    /// The formula, in DIMACS form.
    pub dimacs: String,
}

/// The circuit, and that at least one claim is broken.
///
/// # Errors
/// When there is no memory left.
pub fn formula(engine: &Engine, near: &FactSheet) -> Result<Formula, SolverFailed> {
    let mut search = Search::new(engine, near)?;
    let mut broken: Vec<Lit> = Vec::new();
    let mut two_copy = Vec::new();
    for (hazard, wires) in engine.guideline.hazards.iter().zip(&engine.compiled.claims) {
        for (claim, wires) in hazard.body.claim.iter().zip(wires) {
            match claim.two_copy {
                None => broken.extend(search.copy.holds(wires.broken)),
                Some(how) => two_copy.push((how, claim.keeps.unwrap_or(Keeps::Urgency))),
            }
        }
    }
    let claims = broken.len() + two_copy.len();
    let mut made = Vec::new();
    for (how, keeps) in two_copy {
        if made.contains(&(how, keeps)) {
            continue;
        }
        made.push((how, keeps));
        // What compares nothing is no proof, so the formula then has a solution.
        let compared = breach(&mut search, how, keeps)?;
        let yes = search.encoder.yes();
        broken.push(compared.map_or(Ok(yes), |compared| search.encoder.all(compared.all))?);
    }
    let any = search.encoder.any(broken)?;
    search.encoder.clause(&[any])?;
    let clauses = search.encoder.clauses();
    let mut dimacs = format!("p cnf {} {}\n", search.encoder.variables(), clauses.len());
    for clause in clauses {
        for lit in clause.iter() {
            let number = i64::try_from(lit.vidx()).unwrap_or(i64::MAX).saturating_add(1);
            // Writing to a String cannot fail.
            let _ = write!(dimacs, "{} ", if lit.is_neg() { -number } else { number });
        }
        dimacs.push_str("0\n");
    }
    Ok(Formula { claims, clauses: clauses.len(), dimacs })
}
