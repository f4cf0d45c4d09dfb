//! Numbers that are computed from facts before the circuit: scores, falls, ratios.

use lumbago_guideline::fact::{Derivation, Fact, FactKind, Facts, Formula};

use crate::facts::{FactSheet, State, Value};

/// Computes every derived number whose parts are known. One that was told directly is kept only
/// where it cannot be computed: a told total may not hide the parts that were told.
/// A part that is unknown makes the number unknown, one that was not asked leaves it unasked.
pub fn derive(facts: &Facts, sheet: &mut FactSheet) {
    for (id, fact) in facts.iter() {
        let Some(derivation) = &fact.derived else { continue };
        let computed = compute(facts, fact, derivation, sheet);
        let is_known = matches!(computed, State::Known(_));
        if is_known || *sheet.state(id) == State::NotAsked {
            sheet.set(id, computed);
        }
    }
}

fn compute(facts: &Facts, fact: &Fact, derivation: &Derivation, sheet: &FactSheet) -> State {
    let mut parts = Vec::new();
    let mut missing = None;
    for id in &derivation.of {
        match (sheet.state(*id), facts.get(*id).map(|fact| &fact.kind)) {
            (State::Known(value), Some(kind)) => match as_number(value, kind) {
                Some(number) => parts.push(Some(number)),
                None => return State::NotAsked,
            },
            // A person who is not sure makes the score uncertain, which outweighs "not asked".
            (State::Unknown, _) => {
                missing = Some(State::Unknown);
                parts.push(None);
            }
            _ => {
                missing = missing.or(Some(State::NotAsked));
                parts.push(None);
            }
        }
    }
    let optional = derivation.how == Formula::Least
        || (derivation.how == Formula::Sum
            && !derivation.weights.is_empty()
            && derivation.plus == 0);
    let told: Vec<f64> = parts.iter().flatten().copied().collect();
    match missing {
        Some(state) if !optional || told.is_empty() => return state,
        _ => {}
    }
    let FactKind::Number { decimals, least, greatest, .. } = fact.kind else {
        return State::NotAsked;
    };
    let Some(result) = formula(derivation, &parts, &told) else { return State::Unknown };
    let steps = result * 10f64.powi(i32::from(decimals));
    // Rounded to the careful side: a ratio that measures danger up, a fall that measures success
    // down. The small slack keeps exact values exact in binary arithmetic.
    let steps = match derivation.how {
        Formula::Ratio => (steps - 1e-6).ceil(),
        Formula::PercentFall => (steps + 1e-6).floor(),
        _ => steps.round(),
    };
    // A score outside its range is the nearer end of the range.
    #[expect(clippy::cast_possible_truncation, reason = "clamped to the range of the fact")]
    let steps = steps.clamp(least as f64, greatest as f64) as i64;
    State::Known(Value::Number(steps))
}

fn formula(derivation: &Derivation, parts: &[Option<f64>], told: &[f64]) -> Option<f64> {
    let sum: f64 = match derivation.weights.as_slice() {
        [] => told.iter().sum(),
        weights => parts
            .iter()
            .zip(weights)
            .map(|(part, weight)| part.unwrap_or(0.0) * *weight as f64)
            .sum(),
    };
    let result = match (derivation.how, told) {
        (Formula::Sum, _) => sum + derivation.plus as f64,
        (Formula::Mean, [_, ..]) => sum / told.len() as f64,
        (Formula::Least, [_, ..]) => told.iter().copied().fold(f64::INFINITY, f64::min),
        (Formula::Difference, [first, second]) => first - second,
        (Formula::Ratio, [first, second]) => derivation.times as f64 * first / second,
        (Formula::PercentFall, [before, now]) => 100.0 * (before - now) / before,
        (Formula::Bmi, [weight, height]) => weight / (height / 100.0).powi(2),
        _ => return None,
    };
    result.is_finite().then_some(result)
}

/// A number as it is; a yes as 1 and a no as 0; nothing for what is no number.
fn as_number(value: &Value, kind: &FactKind) -> Option<f64> {
    match (value, kind) {
        (Value::Number(steps), FactKind::Number { decimals, .. }) => {
            Some(*steps as f64 / 10f64.powi(i32::from(*decimals)))
        }
        (Value::Choice(option), FactKind::Choice { options }) => {
            match options.get(usize::from(*option)).map(String::as_str) {
                Some("yes") => Some(1.0),
                Some("no") => Some(0.0),
                _ => None,
            }
        }
        _ => None,
    }
}
