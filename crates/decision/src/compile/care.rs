//! Classes, gates, medicines, recommendations, imaging, exercises and follow-up.

use lumbago_guideline::class::Route;
use lumbago_guideline::fact::Stage;
use lumbago_guideline::gate::{Blocks, GateItem};
use lumbago_guideline::imaging::ImagingAdvice;
use lumbago_guideline::problem::{Place, did_you_mean};
use lumbago_guideline::recommendation::{Direction, Skill};
use lumbago_guideline::urgency::Urgency;

use super::{Building, Compiler, DangerWires, ListWires, MedicineWires};
use crate::circuit::GateId;
use crate::wire::{Bit, Wire};

/// The gates of everything that a plan is made of; what says "settled" is yes or no.
#[derive(Debug, Clone)]
pub struct CareWires {
    /// Every question that a plan needs and that may apply was asked; settled.
    pub plan_asked: GateId,
    /// The interview is not finished, or two answers clash, and no emergency is present: no plan;
    /// settled.
    pub incomplete: GateId,
    /// A clinician must see the person today, or help is called; settled.
    pub urgent: GateId,
    /// A plan of care may be shown: danger was looked for, none is urgent, the questions are
    /// answered, none clash, and the person is certainly in scope; settled.
    pub released: GateId,
    /// The person is certainly old enough for a plan; settled.
    pub in_scope: GateId,
    /// The person is certainly old enough for more than triage and explanation; settled.
    pub full_scope: GateId,
    /// What is out of scope may be meant; settled.
    pub neck: GateId,
    /// Something other than a red flag asks for a clinician at a routine visit; settled.
    pub routine: GateId,
    /// What may ask for it; each settled, and whether or not a plan is ready.
    pub visits: Vec<(Visit, GateId)>,
    /// The classes, in the guideline's order.
    pub classes: Vec<ListWires>,
    /// The gates.
    pub gates: Vec<GateWires>,
    /// The recommendations.
    pub recommendations: Vec<RecommendationWires>,
    /// The medicines.
    pub medicines: Vec<MedicineWires>,
    /// Imaging: the condition, and whether it is advised (settled).
    pub imaging: Vec<(ListWires, GateId)>,
    /// Exercises: when, when not, and whether suggested (settled).
    pub exercises: Vec<(ListWires, Option<ListWires>, GateId)>,
    /// The timetable: the condition, and whether the check is due (settled).
    pub checks: Vec<(ListWires, GateId)>,
    /// The person is well again: what eases pain ends (settled).
    pub recovered: GateId,
    /// What brings a review forward.
    pub escalations: Vec<(ListWires, GateId)>,
    /// What is said of medicines already taken: the condition, and whether it is said (settled).
    pub taking: Vec<(ListWires, GateId)>,
    /// The signs of the warning card, in the order of the file: whom each can meet, and whether it
    /// is shown (settled). Whatever may still be so is shown.
    pub card: Vec<(ListWires, GateId)>,
}

/// Something other than a red flag that asks for a routine visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visit {
    /// The class of this position.
    Class(usize),
    /// What is said of a medicine that is taken already, by its position.
    Taking(usize),
    /// What is out of scope may be meant.
    OutOfScope,
}

/// The gates of one gate of the guideline.
#[derive(Debug, Clone, Default)]
pub struct GateWires {
    /// What blocks.
    pub items: Vec<ItemWires>,
    /// What must be added.
    pub additions: Vec<ListWires>,
    /// Something blocks everyone.
    pub everyone: Option<GateId>,
    /// Something blocks a person.
    pub person: Option<GateId>,
    /// Something blocks, or asks that somebody be asked first.
    pub any: Option<GateId>,
}

/// The gates of one item of a gate.
#[derive(Debug, Clone)]
pub struct ItemWires {
    /// Its condition.
    pub list: ListWires,
    /// Whom it blocks.
    pub blocks: Blocks,
}

/// The gates of one recommendation.
#[derive(Debug, Clone)]
pub struct RecommendationWires {
    /// Its places.
    pub places: Vec<ListWires>,
    /// For each place, whether it applies there; settled.
    pub applies_at: Vec<GateId>,
    /// What stands in its way.
    pub unless: Option<ListWires>,
    /// It is made; settled.
    pub applies: GateId,
}

impl Compiler<'_> {
    pub(super) fn care(&mut self, danger: &DangerWires) -> CareWires {
        let guideline = self.guideline;
        let scope = &guideline.texts.scope;
        let plan_asked = self.all_asked(Stage::Plan);
        let in_scope = self.certain(&scope.plan.when);
        let full_scope = self.certain(&scope.full_plan.when);
        let neck = self.possible(&scope.neck.when);
        let same_day = self.urgency_at_least(Urgency::SameDay.rank(), false);
        let urgent = self.circuit.settle(Bit::Possible, same_day);
        let calm = self.circuit.not(urgent);
        let clash = self.clash();
        let no_clash = self.circuit.not(clash);
        let ready = self.circuit.and([danger.danger_asked, plan_asked, calm, no_clash]);
        let released = self.circuit.and([ready, in_scope]);

        let no_emergency = self.circuit.not(danger.emergency);
        let danger_missing = self.circuit.not(danger.danger_asked);
        let plan_missing = self.circuit.not(plan_asked);
        let plan_missing = self.circuit.and([plan_missing, calm, in_scope]);
        let asked_again = self.circuit.and([clash, calm]);
        let missing = self.circuit.or([danger_missing, plan_missing, asked_again]);
        let incomplete = self.circuit.and([no_emergency, missing]);

        let gates = guideline.gates.iter().map(|gate| self.gate_wires(&gate.id)).collect();
        let classes = self.all_classes();
        let recovered = self.certain(&guideline.follow_up.recovery.when);
        let unwell = self.circuit.not(recovered);
        let recommendations = self.recommendations(released, full_scope, unwell);
        let treated = self.circuit.and([released, unwell]);
        let medicines = self.medicines(treated, full_scope, &recommendations);
        let looked = self.circuit.or([danger.emergency, danger.danger_asked]);
        let mut imaging: Vec<_> = guideline
            .imaging
            .iter()
            .map(|rule| {
                let (when, possible) = self.shown_when(&rule.body.when, looked);
                // A scan needs a reason that is there, not one that may be (IM-11).
                let shown = match (rule.body.advice.is_a_scan(), when.out) {
                    (true, Some(gate)) => {
                        let definite = self.circuit.settle(Bit::Definite, gate);
                        self.circuit.and([looked, definite])
                    }
                    _ => possible,
                };
                (when, shown)
            })
            .collect();
        // What is advised is not advised against at the same time, on a "not sure" or for another
        // reason.
        let rules = || guideline.imaging.iter().map(|rule| rule.body.advice);
        let scans: Vec<GateId> = rules()
            .zip(&imaging)
            .filter(|(advice, _)| advice.is_a_scan())
            .map(|(_, (_, shown))| *shown)
            .collect();
        let any_scan = self.circuit.or(scans);
        let no_scan = self.circuit.not(any_scan);
        for (advice, (_, shown)) in rules().zip(&mut imaging) {
            if advice == ImagingAdvice::None {
                *shown = self.circuit.and([*shown, no_scan]);
            }
        }
        let care = self.circuit.and([released, full_scope]);
        let exercises = guideline
            .exercises
            .iter()
            .map(|exercise| {
                let (when, shown) = self.shown_when(&exercise.body.when, care);
                let not_when = exercise.body.not_when.as_ref().map(|not| self.list(not));
                let clear = self.not_even_open(not_when.as_ref());
                let suggested = self.circuit.and([shown, clear]);
                (when, not_when, suggested)
            })
            .collect();
        let checks = guideline
            .follow_up
            .check
            .iter()
            .map(|check| self.shown_when(&check.when, looked))
            .collect();
        let escalations = guideline
            .follow_up
            .escalation
            .iter()
            .map(|escalation| self.shown_when(&escalation.when, looked))
            .collect();
        let taking: Vec<_> = guideline
            .texts
            .already_taking
            .entry
            .iter()
            .map(|entry| self.shown_when(&entry.when, ready))
            .collect();
        let (routine, visits) = self.routine(ready, neck, &taking);
        CareWires {
            plan_asked,
            incomplete,
            urgent,
            released,
            in_scope,
            full_scope,
            neck,
            routine,
            visits,
            classes,
            gates,
            recommendations,
            medicines,
            imaging,
            exercises,
            checks,
            recovered,
            escalations,
            taking,
            card: self.card(),
        }
    }

    /// Which signs of the warning card can meet this person: all that are not surely ruled out.
    fn card(&mut self) -> Vec<(ListWires, GateId)> {
        let guideline = self.guideline;
        let mut shown = Vec::new();
        for (_, sign) in guideline.texts.warning_card.signs() {
            let list = match &sign.when {
                Some(when) => self.list(when),
                None => ListWires {
                    out: Some(self.circuit.constant(Wire::YES)),
                    ..ListWires::default()
                },
            };
            let gate = list.out.unwrap_or_else(|| self.circuit.constant(Wire::YES));
            let open = self.circuit.settle(Bit::Open, gate);
            shown.push((list, open));
        }
        shown
    }

    /// That two answers clash. They are refused before they come here; if they were not, the
    /// interview would not be finished (k13).
    fn clash(&mut self) -> GateId {
        let guideline = self.guideline;
        let mut clashes = Vec::new();
        for pair in &guideline.texts.contradictions.pair {
            let gate = self.out(&pair.when);
            clashes.push(self.circuit.settle(Bit::Definite, gate));
        }
        self.circuit.or(clashes)
    }

    fn certain(&mut self, list: &lumbago_guideline::checklist::Checklist) -> GateId {
        let gate = self.out(list);
        self.circuit.settle(Bit::Certain, gate)
    }

    fn possible(&mut self, list: &lumbago_guideline::checklist::Checklist) -> GateId {
        let gate = self.out(list);
        self.circuit.settle(Bit::Possible, gate)
    }

    /// A condition, and whether it may hold while a plan is shown.
    fn shown_when(
        &mut self,
        list: &lumbago_guideline::checklist::Checklist,
        shown: GateId,
    ) -> (ListWires, GateId) {
        let wires = self.list(list);
        let gate = wires.out.unwrap_or_else(|| self.circuit.constant(Wire::NO));
        let possible = self.circuit.settle(Bit::Possible, gate);
        let both = self.circuit.and([shown, possible]);
        (wires, both)
    }

    /// That a condition cannot hold, whatever is still unknown or unasked.
    fn not_even_open(&mut self, list: Option<&ListWires>) -> GateId {
        match list.and_then(|list| list.out) {
            None => self.circuit.constant(Wire::YES),
            Some(gate) => {
                let open = self.circuit.settle(Bit::Open, gate);
                self.circuit.not(open)
            }
        }
    }

    fn all_classes(&mut self) -> Vec<ListWires> {
        let guideline = self.guideline;
        guideline
            .classes
            .iter()
            .map(|class| {
                self.class(&class.id, &Place::whole(&class.file));
                self.class_lists.get(&class.id).cloned().unwrap_or_default()
            })
            .collect()
    }

    /// A named class.
    pub(super) fn class(&mut self, name: &str, place: &Place) -> GateId {
        match self.classes.get(name) {
            Some(Building::Done(gate)) => return *gate,
            Some(Building::UnderWay) => {
                return self.wrong(
                    "circle",
                    place,
                    format!("the class `{name}` depends on itself"),
                    "a class may only mention classes that do not mention it",
                );
            }
            None => {}
        }
        let guideline = self.guideline;
        let Some(class) = guideline.classes.iter().find(|class| class.id == name) else {
            let known = guideline.classes.iter().map(|class| class.id.as_str());
            let help = did_you_mean(name, known, "classes are the files of guideline/classes/");
            return self.wrong("unknown-name", place, format!("unknown class `{name}`"), &help);
        };
        self.classes.insert(name.to_owned(), Building::UnderWay);
        let list = self.list(&class.body.when);
        let gate = list.out.unwrap_or_else(|| self.circuit.constant(Wire::NO));
        self.classes.insert(name.to_owned(), Building::Done(gate));
        self.class_lists.insert(name.to_owned(), list);
        gate
    }

    /// That anything in a gate blocks, or asks that somebody be asked first.
    pub(super) fn gate_named(&mut self, name: &str, place: &Place) -> GateId {
        let guideline = self.guideline;
        if !guideline.gates.iter().any(|gate| gate.id == name) {
            let known = guideline.gates.iter().map(|gate| gate.id.as_str());
            let help = did_you_mean(name, known, "gates are the files of guideline/gates/");
            return self.wrong("unknown-name", place, format!("unknown gate `{name}`"), &help);
        }
        let wires = self.gate_wires(name);
        wires.any.unwrap_or_else(|| self.circuit.constant(Wire::NO))
    }

    pub(super) fn gate_wires(&mut self, name: &str) -> GateWires {
        if let Some(done) = self.gates.get(name) {
            return done.clone();
        }
        let guideline = self.guideline;
        let Some(gate) = guideline.gates.iter().find(|gate| gate.id == name) else {
            return GateWires::default();
        };
        let items = self.items(&gate.body.item);
        let additions = gate.body.add.iter().map(|add| self.list(&add.checklist())).collect();
        let wires = GateWires {
            everyone: Some(self.blocking(&items, Blocks::Everyone)),
            person: Some(self.blocking(&items, Blocks::Person)),
            any: Some(self.blocking(&items, Blocks::Ask)),
            items,
            additions,
        };
        self.gates.insert(name.to_owned(), wires.clone());
        wires
    }

    pub(super) fn items(&mut self, items: &[GateItem]) -> Vec<ItemWires> {
        items
            .iter()
            .map(|item| ItemWires { list: self.list(&item.checklist()), blocks: item.blocks })
            .collect()
    }

    /// That an item blocks whose reach is at least `least`.
    pub(super) fn blocking(&mut self, items: &[ItemWires], least: Blocks) -> GateId {
        let gates: Vec<_> = items
            .iter()
            .filter(|item| item.blocks >= least)
            .filter_map(|item| item.list.out)
            .collect();
        self.circuit.or(gates)
    }

    fn recommendations(
        &mut self,
        released: GateId,
        full: GateId,
        unwell: GateId,
    ) -> Vec<RecommendationWires> {
        let guideline = self.guideline;
        let ends = &guideline.follow_up.recovery.ends;
        let outside = &guideline.texts.scope.full_plan.kinds;
        let mut all = Vec::new();
        for entry in &guideline.recommendations {
            let body = &entry.body;
            let places: Vec<_> =
                body.place.iter().map(|place| self.list(&place.checklist())).collect();
            let unless = body.unless.as_ref().map(|unless| self.list(unless));
            let careful = body.direction == Direction::For
                && (body.kind.needs_certainty() || body.skill == Skill::Clinician);
            let bit = if careful { Bit::Definite } else { Bit::Possible };
            let clear = self.not_even_open(unless.as_ref());
            let mut shown = vec![released, clear];
            if !outside.contains(&body.kind) && body.direction == Direction::For {
                shown.push(full);
            }
            if ends.contains(&entry.id) {
                shown.push(unwell);
            }
            let shown = self.circuit.and(shown);
            let applies_at: Vec<_> = places
                .iter()
                .map(|place| {
                    let holds = place.out.unwrap_or_else(|| self.circuit.constant(Wire::NO));
                    let holds = self.circuit.settle(bit, holds);
                    self.circuit.and([shown, holds])
                })
                .collect();
            let applies = self.circuit.or(applies_at.iter().copied());
            all.push(RecommendationWires { places, applies_at, unless, applies });
        }
        all
    }

    /// A routine visit is due to more than red flags: a class whose plan a clinician makes, an
    /// urgent class whose red flag was closed, a medicine that should be looked at, or something
    /// that is out of scope.
    fn routine(
        &mut self,
        ready: GateId,
        neck: GateId,
        taking: &[(ListWires, GateId)],
    ) -> (GateId, Vec<(Visit, GateId)>) {
        let guideline = self.guideline;
        let mut visits = vec![(Visit::OutOfScope, neck)];
        for (at, class) in guideline.classes.iter().enumerate() {
            if class.body.route != Route::Plan || class.body.visit.is_some() {
                let gate = self.class(&class.id, &Place::whole(&class.file));
                visits.push((Visit::Class(at), self.circuit.settle(Bit::Possible, gate)));
            }
        }
        let entries = guideline.texts.already_taking.entry.iter().zip(taking);
        for (at, (entry, (_, said))) in entries.enumerate() {
            if entry.route >= Urgency::Routine {
                visits.push((Visit::Taking(at), *said));
            }
        }
        let any = self.circuit.or(visits.iter().map(|(_, gate)| *gate));
        (self.circuit.and([ready, any]), visits)
    }
}
