//! Medicines: what is considered, what stops it, and what is offered to whom.

use lumbago_guideline::gate::Blocks;
use lumbago_guideline::medicine::Tier;
use lumbago_guideline::problem::Place;
use lumbago_guideline::recommendation::Direction;

use super::care::{ItemWires, RecommendationWires};
use super::{Compiler, ListWires};
use crate::circuit::GateId;
use crate::wire::{Bit, Wire};

/// The gates of one medicine.
#[derive(Debug, Clone)]
pub struct MedicineWires {
    /// Where it may be considered.
    pub when: ListWires,
    /// It is considered; settled.
    pub considered: GateId,
    /// Its own items.
    pub items: Vec<ItemWires>,
    /// For each reduction, whether it counts; settled.
    pub reductions: Vec<(ListWires, GateId)>,
    /// What becomes of it for a person; none when a person is never shown it.
    pub person: Option<TierWires>,
    /// What becomes of it for a clinician.
    pub clinician: Option<TierWires>,
}

impl MedicineWires {
    /// What becomes of it in a tier.
    pub fn of(&self, tier: Tier) -> Option<TierWires> {
        match tier {
            Tier::Person => self.person,
            Tier::Clinician => self.clinician,
        }
    }
}

/// What becomes of a medicine in one tier, each settled; at most one of the first three holds.
#[derive(Debug, Clone, Copy)]
pub struct TierWires {
    /// It may be taken within its limits.
    pub offered: GateId,
    /// A pharmacist or doctor must be asked first.
    pub ask: GateId,
    /// It must not be taken.
    pub blocked: GateId,
    /// Nothing stands in its way; it is offered unless another of its class is.
    pub passes: GateId,
}

impl Compiler<'_> {
    /// Medicines in the order in which one of a class is chosen: by line, then by name.
    pub(super) fn medicines(
        &mut self,
        released: GateId,
        full: GateId,
        recommendations: &[RecommendationWires],
    ) -> Vec<MedicineWires> {
        let guideline = self.guideline;
        let mut order: Vec<usize> = (0..guideline.medicines.len()).collect();
        order.sort_by_key(|index| {
            guideline.medicines.get(*index).map(|entry| (entry.body.line.unwrap_or(9), &entry.id))
        });
        let mut wires: Vec<Option<MedicineWires>> = vec![None; order.len()];
        for index in order {
            let Some(entry) = guideline.medicines.get(index) else { continue };
            let body = &entry.body;
            let when = self.list(&body.when);
            let fits = when.out.unwrap_or_else(|| self.circuit.constant(Wire::NO));
            let may_fit = self.circuit.settle(Bit::Open, fits);
            let considered = self.circuit.and([released, full, may_fit]);
            // A medicine never stands alone: something to do is joined to it (HF-59).
            let joined: Vec<GateId> = guideline
                .recommendations
                .iter()
                .zip(recommendations)
                .filter(|(other, _)| body.say.self_care.contains(&other.id))
                .filter(|(other, _)| other.body.direction == Direction::For)
                .map(|(_, wires)| wires.applies)
                .collect();
            let joined = self.circuit.or(joined);
            let certainly = self.circuit.settle(Bit::Certain, fits);
            let certainly = self.circuit.and([certainly, joined]);
            let items = self.items(&body.item);
            let mut all = items.clone();
            for gate in &body.gates {
                let place = Place::whole(&entry.file);
                self.gate_named(gate, &place);
                all.extend(self.gate_wires(gate).items);
            }
            let reductions = body
                .reduce
                .iter()
                .map(|reduction| {
                    let list = self.list(&reduction.checklist());
                    let gate = list.out.unwrap_or_else(|| self.circuit.constant(Wire::NO));
                    let counts = self.circuit.settle(Bit::Open, gate);
                    (list, counts)
                })
                .collect();
            let mut tier = |tier: Tier| {
                let shown = body.direction == Direction::For
                    && body.limit.iter().any(|limit| limit.tier == tier);
                shown.then(|| {
                    let earlier: Vec<GateId> = wires
                        .iter()
                        .zip(&guideline.medicines)
                        .filter(|(_, other)| {
                            let class = &other.body.class;
                            *class == body.class || body.not_with.contains(class)
                        })
                        .filter_map(|(wires, _)| {
                            let other = wires.as_ref()?;
                            Some(other.of(tier)?.offered)
                        })
                        .collect();
                    self.tier(tier, considered, certainly, &all, earlier)
                })
            };
            let person = tier(Tier::Person);
            let clinician = tier(Tier::Clinician);
            let made = MedicineWires { when, considered, items, reductions, person, clinician };
            if let Some(slot) = wires.get_mut(index) {
                *slot = Some(made);
            }
        }
        wires.into_iter().flatten().collect()
    }

    fn tier(
        &mut self,
        tier: Tier,
        considered: GateId,
        certainly: GateId,
        items: &[ItemWires],
        earlier: Vec<GateId>,
    ) -> TierWires {
        let blocking = match tier {
            Tier::Person => Blocks::Person,
            Tier::Clinician => Blocks::Everyone,
        };
        let stopped = self.blocking(items, blocking);
        let stopped = self.circuit.settle(Bit::Certain, stopped);
        let anything = self.blocking(items, Blocks::Ask);
        let doubtful = self.circuit.settle(Bit::Open, anything);
        let clear = self.circuit.not(doubtful);
        let passes = self.circuit.and([considered, certainly, clear]);
        // At most one of a class stands in a plan: the first that passes.
        let another = self.circuit.or(earlier);
        let first = self.circuit.not(another);
        let offered = self.circuit.and([passes, first]);
        let not_offered = self.circuit.not(offered);
        let instead = self.circuit.or([stopped, another]);
        let not_stopped = self.circuit.not(instead);
        TierWires {
            offered,
            ask: self.circuit.and([considered, not_stopped, not_offered]),
            blocked: self.circuit.and([considered, instead]),
            passes,
        }
    }
}
