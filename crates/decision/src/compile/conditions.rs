//! Checklists as gates.

use lumbago_guideline::checklist::{Checklist, Item, Test};
use lumbago_guideline::fact::{FactId, Stage};
use lumbago_guideline::problem::{Place, did_you_mean};

use super::{Building, Compiler};
use crate::circuit::{Atom, Gate, GateId};
use crate::wire::{Bit, Wire};

/// The gates of a checklist: the whole, and each line in the order in which it is written (for
/// `none`, the line itself and not its absence).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListWires {
    /// The whole; none only for a list that was never compiled.
    pub out: Option<GateId>,
    /// The lines of `all`.
    pub all: Vec<GateId>,
    /// The lines of `any`.
    pub any: Vec<GateId>,
    /// The lines of `none`.
    pub none: Vec<GateId>,
    /// The lines of `of`.
    pub of: Vec<GateId>,
}

impl Compiler<'_> {
    /// A checklist: all of its parts that are present must hold.
    pub(super) fn list(&mut self, list: &Checklist) -> ListWires {
        let all: Vec<_> = list.all.iter().map(|item| self.item(item)).collect();
        let any: Vec<_> = list.any.iter().map(|item| self.item(item)).collect();
        let none: Vec<_> = list.none.iter().map(|item| self.item(item)).collect();
        let of: Vec<_> = list.of.iter().map(|item| self.item(item)).collect();
        let mut parts = all.clone();
        if !any.is_empty() {
            parts.push(self.circuit.or(any.iter().copied()));
        }
        for excuse in &none {
            parts.push(self.circuit.not(*excuse));
        }
        if let Some(least) = list.at_least {
            let counted = self.counted(&list.of);
            parts.push(self.circuit.at_least(usize::from(least), &counted));
        }
        let out =
            if list.is_empty() { self.circuit.constant(Wire::NO) } else { self.circuit.and(parts) };
        ListWires { out: Some(out), all, any, none, of }
    }

    /// The gate of a checklist, where its lines are not needed.
    pub(super) fn out(&mut self, list: &Checklist) -> GateId {
        let wires = self.list(list);
        wires.out.unwrap_or_else(|| self.circuit.constant(Wire::NO))
    }

    /// What `at_least` counts: a line that names a group of red flags counts each of them.
    fn counted(&mut self, of: &[Item]) -> Vec<GateId> {
        let mut counted = Vec::new();
        for item in of {
            match &item.test {
                Test::RedFlagGroup(group) => {
                    counted.extend(self.flags_of_group(group, &item.place));
                }
                _ => counted.push(self.item(item)),
            }
        }
        counted
    }

    /// One line.
    pub(super) fn item(&mut self, item: &Item) -> GateId {
        let place = &item.place;
        let gate = match &item.test {
            Test::Is(fact, options) | Test::Has(fact, options) => {
                let mask = options.iter().fold(0, |mask, option| mask | bit(*option));
                self.about(*fact, Atom::Has(*fact, mask), place)
            }
            Test::HasAny(fact) => self.about(*fact, Atom::Has(*fact, u64::MAX), place),
            Test::Compares(fact, comparison, value) => {
                self.about(*fact, Atom::Compares(*fact, *comparison, *value), place)
            }
            Test::IsWord(fact) => self.about(*fact, Atom::IsWord(*fact), place),
            Test::Known(fact) => self.atom(Atom::Known(*fact)),
            Test::Unsure(fact) => self.atom(Atom::Unsure(*fact)),
            Test::Finding(name) => self.finding(name, place),
            Test::RedFlag(name) => {
                let flags = self.flags_named(name, place);
                self.circuit.or(flags)
            }
            Test::RedFlagGroup(group) => {
                let flags = self.flags_of_group(group, place);
                self.circuit.or(flags)
            }
            Test::AnyWithinDays => self.any_within_days(),
            Test::AnyFlagOpen => self.any_flag_open(),
            Test::Class(name) => self.class(name, place),
            Test::Gate(name) => self.gate_named(name, place),
            Test::Urgency(least, below) => self.urgency_line(*least, *below, false, place),
            Test::WorstUrgency(least, below) => self.urgency_line(*least, *below, true, place),
            Test::Shown(shown) => self.shown_line(shown, place),
            Test::Possibly(inner) => self.settled_line(item, inner, Bit::Possible),
            Test::Certainly(inner) => self.settled_line(item, inner, Bit::Certain),
            Test::Unresolved => self.wrong(
                "condition",
                place,
                format!("`{}` was never resolved", item.text),
                "load the guideline with Guideline::load",
            ),
        };
        self.circuit.remember(gate, place);
        gate
    }

    fn settled_line(&mut self, item: &Item, inner: &Test, bit: Bit) -> GateId {
        let mut line = item.clone();
        line.test = inner.clone();
        let gate = self.item(&line);
        self.circuit.settle(bit, gate)
    }

    pub(super) fn atom(&mut self, atom: Atom) -> GateId {
        let askable = atom
            .fact()
            .and_then(|fact| self.guideline.facts.get(fact))
            .is_some_and(|fact| matches!(fact.stage, Stage::Danger | Stage::Plan | Stage::Gate));
        self.circuit.add(Gate::Atom { atom, askable })
    }

    /// A question to a fact's value. A fact that cannot apply accuses only when it was told all
    /// the same; neither does an unsure answer in the closed list of plausible noes.
    fn about(&mut self, fact: FactId, atom: Atom, place: &Place) -> GateId {
        let raw = self.atom(atom);
        self.circuit.remember(raw, place);
        let mut filters = vec![raw];
        filters.extend(self.applies(fact));
        if let Some(plausible) =
            self.guideline.facts.get(fact).and_then(|fact| fact.plausible_no.as_ref())
        {
            let plausible = if plausible.always {
                self.circuit.constant(Wire::YES)
            } else {
                self.out(plausible)
            };
            // Only "not sure" is excused: a question that was not put stays open.
            let certainly = self.circuit.settle(Bit::Certain, plausible);
            let accuses = self.circuit.not(certainly);
            let asked = self.atom(Atom::Asked(fact));
            let stays_open = self.circuit.not(asked);
            filters.push(self.circuit.or([accuses, stays_open]));
        }
        if let [only] = filters.as_slice() {
            return *only;
        }
        let told = self.circuit.settle(Bit::Certain, raw);
        let filtered = self.circuit.and(filters);
        self.circuit.or([told, filtered])
    }

    /// Whether a fact may apply; none when it always does.
    pub(super) fn applies(&mut self, fact: FactId) -> Option<GateId> {
        let guideline = self.guideline;
        let declared = guideline.facts.get(fact)?;
        let when = declared.when.as_ref()?;
        match self.applies_gates.get(&fact) {
            Some(Building::Done(gate)) => return Some(*gate),
            Some(Building::UnderWay) => {
                let message = format!("whether `{}` applies depends on itself", declared.id);
                return Some(self.wrong(
                    "circle",
                    &declared.place,
                    message,
                    "let its `when` mention only facts that are asked before it",
                ));
            }
            None => {}
        }
        self.applies_gates.insert(fact, Building::UnderWay);
        let list = self.list(when);
        let gate = list.out;
        if let Some(gate) = gate {
            self.applies_gates.insert(fact, Building::Done(gate));
        }
        self.applies_lists.insert(fact, list);
        gate
    }

    /// A named finding.
    pub(super) fn finding(&mut self, name: &str, place: &Place) -> GateId {
        match self.finding_gates.get(name) {
            Some(Building::Done(gate)) => return *gate,
            Some(Building::UnderWay) => {
                return self.wrong(
                    "circle",
                    place,
                    format!("the finding `{name}` depends on itself"),
                    "a finding may only mention findings that do not mention it",
                );
            }
            None => {}
        }
        let guideline = self.guideline;
        let Some(finding) = guideline.findings.iter().find(|finding| finding.id == name) else {
            let known = guideline.findings.iter().map(|finding| finding.id.as_str());
            let help = did_you_mean(
                name,
                known.chain(guideline.facts.ids()),
                "findings are listed in guideline/findings.toml; a fact needs `is`, `has` or a sign",
            );
            return self.wrong("unknown-name", place, format!("unknown finding `{name}`"), &help);
        };
        self.finding_gates.insert(name.to_owned(), Building::UnderWay);
        let list = self.list(&finding.checklist());
        let gate = list.out.unwrap_or_else(|| self.circuit.constant(Wire::NO));
        self.circuit.remember(gate, &finding.place);
        self.finding_gates.insert(name.to_owned(), Building::Done(gate));
        self.finding_lists.insert(name.to_owned(), list);
        gate
    }

    /// The urgency lies at a rank of at least `least`, and below `below`; the `worst` is the one
    /// that no doubt softens.
    fn urgency_line(&mut self, least: u16, below: u16, worst: bool, place: &Place) -> GateId {
        if !self.urgency_ready {
            return self.wrong(
                "circle",
                place,
                "a red flag, or a finding that one uses, cannot ask for the urgency".to_owned(),
                "the urgency is made from the red flags; name the red flags instead",
            );
        }
        let reached = match least {
            0 => self.circuit.constant(Wire::YES),
            _ => self.urgency_at_least(least, worst),
        };
        if below == u16::MAX {
            return reached;
        }
        let above = self.urgency_at_least(below, worst);
        let not_above = self.circuit.not(above);
        self.circuit.and([reached, not_above])
    }
}

/// The bit of an option; options past 63 have none and are refused when facts are read.
fn bit(option: u16) -> u64 {
    1u64.checked_shl(u32::from(option)).unwrap_or(0)
}
