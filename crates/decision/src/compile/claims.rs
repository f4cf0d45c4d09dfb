//! What a decision shows, as gates, for the claims about hazards; nothing that decides reads them.

use std::collections::BTreeSet;
use std::rc::Rc;

use lumbago_guideline::medicine::Tier;
use lumbago_guideline::problem::{Place, did_you_mean};
use lumbago_guideline::recommendation::Direction;
use lumbago_guideline::shown::Shown;
use lumbago_guideline::urgency::Urgency;

use super::{CareWires, Compiler, DangerWires, ListWires, MedicineWires, TierWires};
use crate::circuit::{Atom, Gate, GateId};
use crate::wire::{Bit, Wire};

/// The gates of one claim.
#[derive(Debug, Clone)]
pub struct ClaimWires {
    /// It is broken; settled.
    pub broken: GateId,
    /// Its lines.
    pub list: ListWires,
}

impl Compiler<'_> {
    /// For each hazard, for each claim of the form `never`: a settled gate that holds when the
    /// claim is broken.
    pub(super) fn claims(
        &mut self,
        danger: &DangerWires,
        care: &CareWires,
    ) -> Vec<Vec<ClaimWires>> {
        let guideline = self.guideline;
        self.shown = Some(Rc::new((danger.clone(), care.clone())));
        let mut all = Vec::new();
        for hazard in &guideline.hazards {
            let mut broken = Vec::new();
            for claim in &hazard.body.claim {
                let list = claim.never.as_ref().map(|never| self.list(never)).unwrap_or_default();
                let gate = list.out.unwrap_or_else(|| self.circuit.constant(Wire::NO));
                broken.push(ClaimWires { broken: self.circuit.settle(Bit::Definite, gate), list });
            }
            all.push(broken);
        }
        all
    }

    /// A line about what a decision shows.
    pub(super) fn shown_line(&mut self, shown: &Shown, place: &Place) -> GateId {
        let Some(wires) = self.shown.clone() else {
            return self.wrong(
                "circle",
                place,
                "a rule cannot ask what the decision shows".to_owned(),
                "only the claims of guideline/hazards/ may",
            );
        };
        let (danger, care) = &*wires;
        let guideline = self.guideline;
        match shown {
            Shown::Outcome(word) => self.outcome(word, danger, care),
            Shown::Urgency(least, below) => self.final_urgency(*least, *below, danger, care),
            Shown::Recommendation(id) => {
                let at = guideline.recommendations.iter().position(|entry| entry.id == *id);
                let gate = at.and_then(|at| care.recommendations.get(at)).map(|w| w.applies);
                self.named(gate, "recommendation", id, place)
            }
            Shown::AnyRecommendation(for_it, kind) => {
                let wanted = if *for_it { Direction::For } else { Direction::Against };
                if let Some(kind) = kind {
                    let kinds = guideline.recommendations.iter().map(|r| r.body.kind.word());
                    self.must_be_one_of(kind, kinds.collect(), "kind of recommendation", place);
                }
                let entries = guideline.recommendations.iter().zip(&care.recommendations);
                let gates: Vec<_> = entries
                    .filter(|(entry, _)| entry.body.direction == wanted)
                    .filter(|(entry, _)| {
                        kind.as_ref().is_none_or(|kind| entry.body.kind.word() == kind)
                    })
                    .map(|(_, wires)| wires.applies)
                    .collect();
                self.circuit.or(gates)
            }
            Shown::Medicine(id, tier) => {
                let at = guideline.medicines.iter().position(|entry| entry.id == *id);
                let wires = at.and_then(|at| care.medicines.get(at));
                // A medicine that a tier never sees is never offered in it.
                let never = self.circuit.constant(Wire::NO);
                let gate = wires.map(|wires| offered(wires, *tier).unwrap_or(never));
                self.named(gate, "medicine", id, place)
            }
            Shown::Left(id, tier) => {
                let at = guideline.medicines.iter().position(|entry| entry.id == *id);
                let wires = at.and_then(|at| care.medicines.get(at));
                let left = wires.map(|wires| match of_tier(wires, *tier) {
                    Some(tier) => self.circuit.or([tier.offered, tier.ask]),
                    None => self.circuit.constant(Wire::NO),
                });
                self.named(left, "medicine", id, place)
            }
            Shown::AnyMedicine(class, tier) => {
                if let Some(class) = class {
                    self.must_be_a_class_of_medicines(class, place);
                }
                let gates = self.offered_of(class.as_deref(), *tier, care);
                self.circuit.or(gates)
            }
            Shown::TwoMedicines(class, tier) => {
                self.must_be_a_class_of_medicines(class, place);
                let gates = self.offered_of(Some(class), *tier, care);
                self.circuit.at_least(2, &gates)
            }
            Shown::Imaging(id) => {
                let at = guideline.imaging.iter().position(|entry| entry.id == *id);
                let gate = at.and_then(|at| care.imaging.get(at)).map(|(_, gate)| *gate);
                self.named(gate, "imaging rule", id, place)
            }
            Shown::AnyScan => {
                let rules = guideline.imaging.iter().zip(&care.imaging);
                let scans = rules.filter(|(entry, _)| entry.body.advice.is_a_scan());
                let gates: Vec<_> = scans.map(|(_, (_, gate))| *gate).collect();
                self.circuit.or(gates)
            }
            Shown::Exercise(id) => {
                let at = guideline.exercises.iter().position(|entry| entry.id == *id);
                let gate = at.and_then(|at| care.exercises.get(at)).map(|(_, _, gate)| *gate);
                self.named(gate, "exercise", id, place)
            }
            Shown::AnyExercise => {
                let gates: Vec<_> = care.exercises.iter().map(|(_, _, gate)| *gate).collect();
                self.circuit.or(gates)
            }
            Shown::Check(id) => {
                let at = guideline.follow_up.check.iter().position(|check| check.id == *id);
                let gate = at.and_then(|at| care.checks.get(at)).map(|(_, gate)| *gate);
                self.named(gate, "check", id, place)
            }
            Shown::AnyCheck => {
                let gates: Vec<_> = care.checks.iter().map(|(_, gate)| *gate).collect();
                self.circuit.or(gates)
            }
            Shown::Closed(name) => {
                let flags = guideline.red_flags.iter().enumerate();
                let named: Vec<usize> = flags
                    .filter(|(_, flag)| {
                        name == "any" || flag.id == *name || flag.body.spec.contains(name)
                    })
                    .map(|(index, _)| index)
                    .collect();
                let mut gates = Vec::new();
                for index in &named {
                    let atom = Atom::Closed(u16::try_from(*index).unwrap_or(u16::MAX));
                    gates.push(self.circuit.add(Gate::Atom { atom, askable: false }));
                }
                let closed = self.circuit.or(gates);
                self.named((!named.is_empty()).then_some(closed), "red flag", name, place)
            }
            Shown::CardMisses => self.card_misses(danger, care),
        }
    }

    /// A red flag may be present, now or once more is answered, and no sign that stands for it is
    /// on the warning card. What calls for help needs a sign among those of an emergency, where
    /// there is one; a flag for which no sign stands at all is none that a person could watch for.
    fn card_misses(&mut self, danger: &DangerWires, care: &CareWires) -> GateId {
        let guideline = self.guideline;
        let mut missed = Vec::new();
        for (flag, wires) in guideline.red_flags.iter().zip(&danger.flags) {
            let signs = guideline.texts.warning_card.signs().zip(&care.card);
            let carried: Vec<(Urgency, GateId)> = signs
                .filter(|((_, sign), _)| sign.carries.iter().any(|id| flag.body.spec.contains(id)))
                .map(|((urgency, _), (_, shown))| (urgency, *shown))
                .collect();
            for level in wires.levels.iter().filter(|level| level.urgency >= Urgency::SameDay) {
                let of = |least: Urgency| -> Vec<GateId> {
                    let signs = carried.iter().filter(|(urgency, _)| *urgency >= least);
                    signs.map(|(_, shown)| *shown).collect()
                };
                let mut signs = of(level.urgency);
                if signs.is_empty() {
                    signs = of(Urgency::SameDay);
                }
                let (Some(condition), false) = (level.list.out, signs.is_empty()) else { continue };
                let may_be = self.circuit.settle(Bit::Open, condition);
                let told = self.circuit.or(signs);
                let untold = self.circuit.not(told);
                missed.push(self.circuit.and([may_be, untold]));
            }
        }
        self.circuit.or(missed)
    }

    fn must_be_a_class_of_medicines(&mut self, class: &str, place: &Place) {
        let classes = self.guideline.medicines.iter().map(|entry| entry.body.class.as_str());
        self.must_be_one_of(class, classes.collect(), "class of medicines", place);
    }

    /// A word that nothing carries is a slip: a claim about it would hold whatever happens.
    fn must_be_one_of(&mut self, word: &str, known: BTreeSet<&str>, kind: &str, place: &Place) {
        if !known.contains(word) {
            let listed = format!("known: {}", known.iter().copied().collect::<Vec<_>>().join(", "));
            let help = did_you_mean(word, known, &listed);
            self.wrong("unknown-name", place, format!("unknown {kind} `{word}`"), &help);
        }
    }

    fn named(&mut self, gate: Option<GateId>, kind: &str, id: &str, place: &Place) -> GateId {
        let guideline = self.guideline;
        gate.unwrap_or_else(|| {
            let files = guideline.standing_files();
            let help = did_you_mean(
                id,
                files.iter().map(|(_, id, ..)| *id),
                "`lumbago rules` lists the files of the guideline",
            );
            self.wrong("unknown-name", place, format!("unknown {kind} `{id}`"), &help)
        })
    }

    fn outcome(&mut self, word: &str, danger: &DangerWires, care: &CareWires) -> GateId {
        let [emergency, incomplete, urgent, released] =
            [danger.emergency, care.incomplete, care.urgent, care.released];
        let [no_emergency, complete, calm, unreleased] =
            [emergency, incomplete, urgent, released].map(|gate| self.circuit.not(gate));
        match word {
            "emergency" => emergency,
            "incomplete" => self.circuit.and([no_emergency, incomplete]),
            "same-day" => self.circuit.and([no_emergency, complete, urgent]),
            "planned" => self.circuit.and([no_emergency, complete, calm, released]),
            _ => self.circuit.and([no_emergency, complete, calm, unreleased]),
        }
    }

    /// The final urgency reaches a rank, and not another: only once the interview is complete.
    fn final_urgency(
        &mut self,
        least: u16,
        below: u16,
        danger: &DangerWires,
        care: &CareWires,
    ) -> GateId {
        let at_least = |compiler: &mut Self, rank: u16| {
            let mut gates: Vec<GateId> = danger
                .at_least
                .iter()
                .filter(|(level, _)| level.rank() >= rank)
                .map(|(_, gate)| *gate)
                .collect();
            if rank <= Urgency::Routine.rank() {
                gates.push(care.routine);
            }
            compiler.circuit.or(gates)
        };
        let reached = match least {
            0 => self.circuit.constant(Wire::YES),
            _ => at_least(self, least),
        };
        let above = match below {
            u16::MAX => self.circuit.constant(Wire::NO),
            _ => at_least(self, below),
        };
        let not_above = self.circuit.not(above);
        let complete = self.circuit.not(care.incomplete);
        self.circuit.and([reached, not_above, complete])
    }

    fn offered_of(&mut self, class: Option<&str>, tier: Tier, care: &CareWires) -> Vec<GateId> {
        let entries = self.guideline.medicines.iter().zip(&care.medicines);
        entries
            .filter(|(entry, _)| class.is_none_or(|class| entry.body.class == class))
            .filter_map(|(_, wires)| offered(wires, tier))
            .collect()
    }
}

fn offered(wires: &MedicineWires, tier: Tier) -> Option<GateId> {
    of_tier(wires, tier).map(|tier| tier.offered)
}

fn of_tier(wires: &MedicineWires, tier: Tier) -> Option<TierWires> {
    match tier {
        Tier::Person => wires.person,
        Tier::Clinician => wires.clinician,
    }
}
