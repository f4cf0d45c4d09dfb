//! Nothing in the guideline is empty: for every rule a case in which it is shown, found by the
//! solver and replayed by the running engine.

use lumbago_decision::Engine;
use lumbago_decision::circuit::GateId;
use lumbago_decision::facts::FactSheet;
use lumbago_guideline::checklist::Lists;
use lumbago_guideline::problem::{Place, Problem};

use crate::encode::SolverFailed;
use crate::search::Search;

/// Something that the guideline may show.
#[derive(Debug, Clone)]
pub struct Target {
    /// What it is, such as ``the class `radicular` ``.
    pub what: String,
    /// Where it is written.
    pub place: Place,
    gate: GateId,
}

/// A target with the case that shows it.
#[derive(Debug, Clone)]
pub struct Witness {
    /// What is shown.
    pub target: Target,
    /// The case; none when no input whatever shows it.
    pub facts: Option<FactSheet>,
    /// Whether the running engine shows it in this very case.
    pub replayed: bool,
}

/// Everything that may be shown: every level of every red flag, class, place of a recommendation,
/// offer of a medicine in each tier, imaging rule, exercise, check, escalation and word about a
/// medicine that is taken already.
pub fn targets(engine: &Engine) -> Vec<Target> {
    let guideline = &engine.guideline;
    let care = &engine.compiled.care;
    let mut targets = Vec::new();
    let mut add = |what: String, place: Place, gate: Option<GateId>| {
        targets.extend(gate.map(|gate| Target { what, place, gate }));
    };
    let line_of = |lists: &dyn Lists, file: &str| {
        let first = lists.lists().into_iter().flatten().next();
        first.map_or_else(|| Place::whole(file), |line| line.place.clone())
    };
    for (entry, wires) in guideline.red_flags.iter().zip(&engine.compiled.danger.flags) {
        for (at, wires) in wires.levels.iter().enumerate() {
            let (closed, place) = match entry.body.level.get(at) {
                Some(level) => ("", line_of(level, &entry.file)),
                None => (", once an emergency team closed it", Place::whole(&entry.file)),
            };
            let what =
                format!("the level `{}` of the red flag `{}`{closed}", wires.urgency, entry.id);
            add(what, place, Some(wires.holds));
        }
    }
    for (entry, wires) in guideline.classes.iter().zip(&care.classes) {
        let place = line_of(&entry.body.when, &entry.file);
        add(format!("the class `{}`", entry.id), place, wires.out);
    }
    for (entry, wires) in guideline.recommendations.iter().zip(&care.recommendations) {
        for (written, gate) in entry.body.place.iter().zip(&wires.applies_at) {
            let at = written.line.map(|line| format!(" in line {line}")).unwrap_or_default();
            let what = format!("the recommendation `{}`{at}", entry.id);
            add(what, line_of(written, &entry.file), Some(*gate));
        }
    }
    for (entry, wires) in guideline.medicines.iter().zip(&care.medicines) {
        for (reader, tier) in [("a person", wires.person), ("a clinician", wires.clinician)] {
            // One of a class stands in a plan; another must be able to stand there all the same.
            let what = format!("the offer of the medicine `{}` to {reader}", entry.id);
            add(what, line_of(&entry.body.when, &entry.file), tier.map(|tier| tier.passes));
        }
    }
    for (entry, (_, shown)) in guideline.imaging.iter().zip(&care.imaging) {
        let place = line_of(&entry.body.when, &entry.file);
        add(format!("the imaging rule `{}`", entry.id), place, Some(*shown));
    }
    for (entry, (_, _, shown)) in guideline.exercises.iter().zip(&care.exercises) {
        let place = line_of(&entry.body.when, &entry.file);
        add(format!("the exercise `{}`", entry.id), place, Some(*shown));
    }
    let file = &guideline.follow_up_file;
    for (row, (_, due)) in guideline.follow_up.check.iter().zip(&care.checks) {
        add(format!("the check `{}`", row.id), line_of(&row.when, file), Some(*due));
    }
    for (row, (_, due)) in guideline.follow_up.escalation.iter().zip(&care.escalations) {
        add(format!("the escalation `{}`", row.id), line_of(&row.when, file), Some(*due));
    }
    targets
}

/// A case near the plain one for every target that `wanted` accepts.
///
/// # Errors
/// When the solver failed.
pub fn witnesses(
    engine: &Engine,
    near: &FactSheet,
    wanted: &dyn Fn(&Target) -> bool,
    done: &mut dyn FnMut(&Witness),
) -> Result<Vec<Witness>, SolverFailed> {
    let mut search = Search::new(engine, near)?;
    let mut found = Vec::new();
    for target in targets(engine).into_iter().filter(wanted) {
        let facts = search.sensible_case(&[target.gate])?;
        let replayed = facts.as_ref().is_some_and(|facts| {
            engine.decide(facts).values.get(target.gate).is_definite()
                && engine.contradictions(facts).is_empty()
        });
        let witness = Witness { target, facts, replayed };
        done(&witness);
        found.push(witness);
    }
    Ok(found)
}

/// Everything that no input whatever shows.
///
/// # Errors
/// When the solver failed.
pub(crate) fn unreachable(search: &mut Search<'_>) -> Result<Vec<Problem>, SolverFailed> {
    let mut problems = Vec::new();
    for target in targets(search.engine) {
        if !search.together(&[(target.gate, true)])? {
            let message = format!("{} is shown to nobody, whatever is answered", target.what);
            problems.push(
                Problem::error("unreachable", target.place, message)
                    .help("its lines exclude one another, or what must come first: mend them"),
            );
        }
    }
    Ok(problems)
}
