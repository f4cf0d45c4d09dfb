//! One person's facts through the circuit: what holds, and why.

use std::collections::BTreeSet;

use lumbago_guideline::Guideline;
use lumbago_guideline::checklist::{Item, Lists};
use lumbago_guideline::fact::FactId;
use lumbago_guideline::problem::Problem;
use lumbago_guideline::texts::care::Contradiction;
use lumbago_guideline::texts::danger::{CardGroup, CardSign, WarningCard};
use lumbago_guideline::urgency::Urgency;

use crate::circuit::{GateId, Values};
use crate::compile::{Compiled, ListWires, MedicineWires, TierWires, compile};
use crate::facts::{FactSheet, State};
use crate::wire::{Bit, Wire};

/// A guideline with its circuit: everything that a decision needs.
#[derive(Debug, Clone)]
pub struct Engine {
    /// The guideline.
    pub guideline: Guideline,
    /// Its circuit.
    pub compiled: Compiled,
}

/// How far one gets with these facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Help is called now; nothing else is shown.
    Emergency,
    /// A clinician must see the person today; nothing else is planned.
    SameDay,
    /// Questions are open; no plan.
    Incomplete,
    /// A plan may be shown.
    Planned,
    /// Danger was looked for; a plan of care is for a clinician to make.
    OutOfScope,
}

/// Whether a rule is present or only possible.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// It is present.
    Definite,
    /// A "not sure" could make it present.
    Possible,
}

impl Presence {
    fn of(wire: Wire) -> Option<Self> {
        match wire {
            wire if wire.is_definite() => Some(Self::Definite),
            wire if wire.is_possible() => Some(Self::Possible),
            _ => None,
        }
    }
}

/// What becomes of a medicine.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum MedicineState {
    /// It may be taken within its limits.
    Offered,
    /// A pharmacist or doctor must be asked first.
    Ask,
    /// It must not be taken.
    Blocked,
}

/// A red flag that is present or possible.
#[derive(Debug, Clone)]
pub struct FlagFinding<'g> {
    /// Its position in the guideline.
    pub index: usize,
    /// Whether it is present.
    pub presence: Presence,
    /// Its most urgent level that is so.
    pub urgency: Urgency,
    /// The lines that made it so.
    pub why: Vec<&'g Item>,
}

/// A recommendation that is made.
#[derive(Debug, Clone)]
pub struct Made<'g> {
    /// Its position in the guideline.
    pub index: usize,
    /// Its first line among the places that apply; none for one against.
    pub line: Option<u8>,
    /// The lines that made it apply.
    pub why: Vec<&'g Item>,
}

/// What was decided; positions are positions in the guideline's lists.
#[derive(Debug, Clone)]
pub struct Decision<'g> {
    /// How far one gets.
    pub outcome: Outcome,
    /// The overall urgency; none while questions are open.
    pub urgency: Option<Urgency>,
    /// What is present already, whatever the open questions bring.
    pub already: Option<Urgency>,
    /// Red flags, the most urgent first.
    pub flags: Vec<FlagFinding<'g>>,
    /// Classes that are present or possible, the highest rank first.
    pub classes: Vec<(usize, Presence)>,
    /// Recommendations for and against, in the guideline's order.
    pub recommendations: Vec<Made<'g>>,
    /// Imaging that is advised or advised against.
    pub imaging: Vec<usize>,
    /// Exercises that may be suggested.
    pub exercises: Vec<usize>,
    /// Checks of the timetable that fall due.
    pub checks: Vec<usize>,
    /// What brings a review forward.
    pub escalations: Vec<usize>,
    /// What is said of medicines already taken.
    pub taking: Vec<usize>,
    /// The signs of the warning card that the answers do not rule out.
    pub card: Vec<usize>,
    /// Facts that still have to be asked, in the guideline's order.
    pub ask_next: Vec<FactId>,
    /// The value of every gate.
    pub values: Values,
}

impl Decision<'_> {
    /// The groups of the warning card with the signs that this person can get; a group of which
    /// none is left is left out.
    pub fn card_signs<'c>(&self, card: &'c WarningCard) -> Vec<(&'c CardGroup, Vec<&'c CardSign>)> {
        let mut at = 0..;
        let mut found = Vec::new();
        for group in &card.group {
            let places = group.sign.iter().zip(&mut at);
            let signs: Vec<_> = places.filter(|(_, at)| self.card.contains(at)).collect();
            if !signs.is_empty() {
                found.push((group, signs.into_iter().map(|(sign, _)| sign).collect()));
            }
        }
        found
    }
}

impl Engine {
    /// Compiles a guideline.
    ///
    /// # Errors
    /// Every name that does not exist and every circle of names.
    pub fn new(guideline: Guideline) -> Result<Self, Vec<Problem>> {
        let compiled = compile(&guideline)?;
        Ok(Self { guideline, compiled })
    }

    /// Itself in another language of its guideline: the same circuit, and so the same decisions,
    /// with other words; and the texts that the language lacks. None for an unknown language.
    pub fn in_language(&self, id: &str) -> Option<(Self, BTreeSet<String>)> {
        let translated = self.guideline.in_language(id)?;
        let engine = Self { guideline: translated.guideline, compiled: self.compiled.clone() };
        Some((engine, translated.left))
    }

    /// Decides; total: every sheet gets a decision.
    pub fn decide(&self, sheet: &FactSheet) -> Decision<'_> {
        let values = self.compiled.circuit.evaluate(sheet);
        self.read(values)
    }

    /// Answers on a sheet that cannot all be true; they are asked again before anything else.
    pub fn contradictions(&self, sheet: &FactSheet) -> Vec<&Contradiction> {
        let values = self.compiled.circuit.evaluate(sheet);
        let pairs = self.guideline.texts.contradictions.pair.iter();
        pairs
            .zip(&self.compiled.contradictions)
            .filter(|(_, wires)| wires.out.is_some_and(|gate| values.get(gate).is_certain()))
            .map(|(pair, _)| pair)
            .collect()
    }

    /// The sheet with everything that clashes taken as not sure: a slip may not silence what is
    /// dangerous all the same.
    pub fn doubting(&self, sheet: &FactSheet) -> FactSheet {
        let mut doubted = sheet.clone();
        for name in self.contradictions(sheet).iter().flat_map(|clash| &clash.facts) {
            if let Some((id, _)) = self.guideline.facts.find(name) {
                doubted.set(id, State::Unknown);
            }
        }
        doubted
    }

    /// Reads a decision from the values of the gates.
    pub fn read(&self, values: Values) -> Decision<'_> {
        let Compiled { danger, care, needed, .. } = &self.compiled;
        let holds = |gate| values.get(gate).is_certain();
        let outcome = self.outcome(&values);
        let urgency = self.urgency(&values);
        let already = reached(&danger.already, &values);
        let positions = |list: &[(ListWires, _)]| {
            let due = list.iter().enumerate().filter(|(_, (_, gate))| holds(*gate));
            due.map(|(index, _)| index).collect::<Vec<_>>()
        };
        let exercises = care.exercises.iter().enumerate();
        let ask_next = self
            .guideline
            .facts
            .iter()
            .zip(needed)
            .filter(|(_, gate)| gate.is_some_and(&holds))
            .map(|((id, _), _)| id)
            .collect();
        Decision {
            outcome,
            urgency,
            already,
            flags: self.flags(&values),
            classes: self.classes(&values),
            recommendations: self.recommendations(&values),
            imaging: positions(&care.imaging),
            exercises: exercises
                .filter(|(_, (_, _, gate))| holds(*gate))
                .map(|(index, _)| index)
                .collect(),
            checks: positions(&care.checks),
            escalations: positions(&care.escalations),
            taking: positions(&care.taking),
            card: positions(&care.card),
            ask_next,
            values,
        }
    }

    /// How far one gets.
    fn outcome(&self, values: &Values) -> Outcome {
        let Compiled { danger, care, .. } = &self.compiled;
        let holds = |gate| values.get(gate).is_certain();
        if holds(danger.emergency) {
            Outcome::Emergency
        } else if holds(care.incomplete) {
            Outcome::Incomplete
        } else if holds(care.urgent) {
            Outcome::SameDay
        } else if holds(care.released) {
            Outcome::Planned
        } else {
            Outcome::OutOfScope
        }
    }

    /// The overall urgency alone; none while questions are open.
    pub fn urgency(&self, values: &Values) -> Option<Urgency> {
        let Compiled { danger, care, .. } = &self.compiled;
        let by_danger = reached(&danger.at_least, values);
        match self.outcome(values) {
            Outcome::Emergency => Some(Urgency::Emergency),
            Outcome::Incomplete => None,
            _ if by_danger.is_none() && values.get(care.routine).is_certain() => {
                Some(Urgency::Routine)
            }
            _ => Some(by_danger.unwrap_or(Urgency::SelfCare)),
        }
    }

    fn flags(&self, values: &Values) -> Vec<FlagFinding<'_>> {
        let mut found = Vec::new();
        let flags = self.guideline.red_flags.iter().zip(&self.compiled.danger.flags);
        for (index, (entry, wires)) in flags.enumerate() {
            let Some(presence) = Presence::of(values.get(wires.present)) else { continue };
            let of_level = |at: usize| wires.levels.get(at).map(|level| values.get(level.holds));
            let best = wires
                .levels
                .iter()
                .enumerate()
                .filter(|(at, _)| of_level(*at).and_then(Presence::of) == Some(presence))
                .max_by_key(|(_, level)| level.urgency);
            let Some((at, level)) = best else { continue };
            let why = match entry.body.level.get(at) {
                Some(written) => reasons(written, &level.list, values),
                None => Vec::new(),
            };
            found.push(FlagFinding { index, presence, urgency: level.urgency, why });
        }
        found.sort_by_key(|flag| (std::cmp::Reverse(flag.urgency), flag.presence, flag.index));
        found
    }

    fn classes(&self, values: &Values) -> Vec<(usize, Presence)> {
        let classes = self.guideline.classes.iter().zip(&self.compiled.care.classes).enumerate();
        let mut found: Vec<_> = classes
            .filter_map(|(index, (class, wires))| {
                let presence = Presence::of(values.get(wires.out?))?;
                Some((std::cmp::Reverse(class.body.rank), index, presence))
            })
            .collect();
        found.sort_by_key(|(rank, index, _)| (*rank, *index));
        found.into_iter().map(|(_, index, presence)| (index, presence)).collect()
    }

    /// The class that stands first among those that are present or possible.
    pub(crate) fn leading_class(&self, values: &Values) -> Option<usize> {
        self.classes(values).first().map(|(index, _)| *index)
    }

    fn recommendations(&self, values: &Values) -> Vec<Made<'_>> {
        let entries =
            self.guideline.recommendations.iter().zip(&self.compiled.care.recommendations);
        let mut made = Vec::new();
        for (index, (entry, wires)) in entries.enumerate() {
            if !values.get(wires.applies).is_certain() {
                continue;
            }
            let first = entry
                .body
                .place
                .iter()
                .zip(&wires.places)
                .zip(&wires.applies_at)
                .filter(|(_, gate)| values.get(**gate).is_certain())
                .min_by_key(|((place, _), _)| place.line.unwrap_or(u8::MAX));
            let Some(((place, list), _)) = first else { continue };
            made.push(Made { index, line: place.line, why: reasons(place, list, values) });
        }
        made
    }

    /// What becomes of a medicine in a tier; none when it is not considered there.
    pub fn medicine_state(values: &Values, tier: Option<TierWires>) -> Option<MedicineState> {
        let tier = tier?;
        let holds = |gate| values.get(gate).is_certain();
        match () {
            () if holds(tier.blocked) => Some(MedicineState::Blocked),
            () if holds(tier.ask) => Some(MedicineState::Ask),
            () if holds(tier.offered) => Some(MedicineState::Offered),
            () => None,
        }
    }

    /// The wires of a medicine by its position.
    pub fn medicine(&self, index: usize) -> Option<&MedicineWires> {
        self.compiled.care.medicines.get(index)
    }
}

/// The most urgent level that is reached.
fn reached(levels: &[(Urgency, GateId)], values: &Values) -> Option<Urgency> {
    levels.iter().find(|(_, gate)| values.get(*gate).is_certain()).map(|(level, _)| *level)
}

/// The lines of a checklist that speak for it: those that are present or possible and accuse.
pub fn reasons<'g>(written: &'g impl Lists, wires: &ListWires, values: &Values) -> Vec<&'g Item> {
    let [all, any, _, of] = written.lists();
    let lists = [(all, &wires.all), (any, &wires.any), (of, &wires.of)];
    let lines = lists.into_iter().flat_map(|(items, gates)| items.iter().zip(gates));
    lines
        .filter(|(_, gate)| values.get(**gate).settle(Bit::Possible).is_certain())
        .map(|(item, _)| item)
        .collect()
}
