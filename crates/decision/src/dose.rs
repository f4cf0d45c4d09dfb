//! The dose of a medicine: the least of all limits that apply (pathway e, rule 6).

use lumbago_guideline::fact::FactKind;
use lumbago_guideline::medicine::{Limit, Medicine, Tier};

use crate::circuit::Values;
use crate::compile::MedicineWires;
use crate::decide::Engine;
use crate::facts::{FactSheet, State, Value};

/// What may be taken, for one person and one reader.
#[derive(Debug, Clone, PartialEq)]
pub struct Dose<'g> {
    /// The limits before anything lowered them.
    pub limit: &'g Limit,
    /// A single dose in milligrams: the least and the greatest.
    pub single_mg: Option<(f64, f64)>,
    /// The most in 24 hours, in milligrams.
    pub max_24h_mg: Option<f64>,
    /// The first course, in days.
    pub days: Option<u16>,
    /// The longest course, in days.
    pub days_max: Option<u16>,
    /// After so many days it is stopped whatever happens.
    pub stop_by_days: Option<u16>,
    /// What lowered it: positions among the medicine's reductions.
    pub reduced_by: Vec<usize>,
}

/// The dose of a medicine in a tier; none when the medicine is not for it.
pub fn dose<'g>(
    engine: &Engine,
    sheet: &FactSheet,
    values: &Values,
    body: &'g Medicine,
    wires: &MedicineWires,
    tier: Tier,
) -> Option<Dose<'g>> {
    let limit = body.limit.iter().find(|limit| limit.tier == tier)?;
    let weight_kg = number(engine, sheet, "weight");
    let mut single_mg = limit.single_mg.map(|single| (single.least, single.greatest));
    let mut max_24h_mg = limit.max_24h_mg;
    let mut days_max = limit.days_max;
    let mut shortened = false;
    let mut reduced_by = Vec::new();
    let reductions = body.reduce.iter().zip(&wires.reductions).enumerate();
    for (at, (reduction, (_, counts))) in reductions {
        let concerns = reduction.tier.is_none_or(|of| of == tier);
        if !concerns || !values.get(*counts).is_certain() {
            continue;
        }
        let per_kg = |mg: Option<f64>| Some((mg? * weight_kg?).floor());
        let caps = [reduction.max_24h_mg, per_kg(reduction.max_24h_mg_per_kg)];
        for cap in caps.into_iter().flatten() {
            max_24h_mg = Some(max_24h_mg.map_or(cap, |known| known.min(cap)));
        }
        if let Some(cap) = per_kg(reduction.single_mg_per_kg) {
            single_mg = single_mg.map(|(least, greatest)| (least.min(cap), greatest.min(cap)));
        }
        if let Some(days) = reduction.days_max {
            shortened = true;
            days_max = Some(days_max.map_or(days, |known| known.min(days)));
        }
        reduced_by.push(at);
    }
    // No single dose may pass what a whole day allows.
    if let (Some((least, greatest)), Some(max)) = (single_mg, max_24h_mg) {
        single_mg = Some((least.min(max), greatest.min(max)));
    }
    Some(Dose {
        limit,
        single_mg,
        max_24h_mg,
        days: limit.days.map(|days| days_max.map_or(days, |max| days.min(max))),
        days_max,
        // A course that was shortened ends for good when it ends.
        stop_by_days: if shortened { days_max } else { limit.stop_by_days.or(days_max) },
        reduced_by,
    })
}

impl Dose<'_> {
    /// The numbers in one line, as a case states them; what the label says is left out.
    pub fn line(&self) -> String {
        let mut parts = Vec::new();
        if let Some((least, greatest)) = self.single_mg {
            parts.push(match least < greatest {
                true => format!("{least} to {greatest} mg"),
                false => format!("{greatest} mg"),
            });
        }
        let mut add = |number: Option<String>, before: &str, after: &str| {
            parts.extend(number.map(|number| format!("{before}{number}{after}")));
        };
        let days = |days: Option<u16>| days.map(|days| days.to_string());
        add(self.limit.every_hours.map(|hours| hours.to_string()), "every ", " h");
        add(self.max_24h_mg.map(|most| most.to_string()), "", " mg in 24 h");
        add(days(self.days), "", " days");
        add(days(self.days_max), "at most ", " days");
        add(days(self.stop_by_days), "stop by day ", "");
        match parts.is_empty() {
            true => "as the label says".to_owned(),
            false => parts.join(", "),
        }
    }
}

/// A number fact in its unit.
fn number(engine: &Engine, sheet: &FactSheet, name: &str) -> Option<f64> {
    let (id, fact) = engine.guideline.facts.find(name)?;
    match (sheet.state(id), &fact.kind) {
        (State::Known(Value::Number(steps)), FactKind::Number { decimals, .. }) => {
            Some(*steps as f64 / 10f64.powi(i32::from(*decimals)))
        }
        _ => None,
    }
}
