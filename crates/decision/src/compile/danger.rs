//! Red flags, and the urgency that follows from them.

use lumbago_guideline::fact::Stage;
use lumbago_guideline::problem::{Place, did_you_mean};
use lumbago_guideline::red_flag::Closing;
use lumbago_guideline::urgency::Urgency;

use super::{Compiler, ListWires};
use crate::circuit::{Atom, Gate, GateId};
use crate::wire::{Bit, Wire};

/// The groups whose flags are made from other flags, or only soften a "not sure".
const COMBINATION: &str = "combination";
/// See [`COMBINATION`].
pub(crate) const PLAUSIBILITY: &str = "plausibility";
/// The group of a clinician's own concern, which RF-91 adds to other flags and not to itself.
const CONCERN: &str = "concern";

/// The gates of all red flags and of the urgency.
#[derive(Debug, Clone)]
pub struct DangerWires {
    /// The red flags, in the guideline's order.
    pub flags: Vec<FlagWires>,
    /// The urgency is at least this, most urgent first; each gate is settled.
    pub at_least: Vec<(Urgency, GateId)>,
    /// The same, from what is present alone, whatever was not asked.
    pub already: Vec<(Urgency, GateId)>,
    /// An emergency is present: nothing else is shown.
    pub emergency: GateId,
    /// Every danger question that may apply was asked.
    pub danger_asked: GateId,
}

/// The gates of one red flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagWires {
    /// Its levels in the order of the file; an emergency team's closing adds one at the end.
    pub levels: Vec<LevelWires>,
    /// It is present at any level.
    pub present: GateId,
}

/// The gates of one level of a red flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelWires {
    /// How urgent it is.
    pub urgency: Urgency,
    /// Its condition.
    pub list: ListWires,
    /// The condition, unless the flag is closed.
    pub holds: GateId,
}

impl Compiler<'_> {
    pub(super) fn danger(&mut self) -> DangerWires {
        for index in 0..self.guideline.red_flags.len() {
            self.flag(index);
        }
        self.urgency_ready = true;
        let mut levels: Vec<Urgency> = vec![Urgency::Emergency, Urgency::SameDay, Urgency::Routine];
        levels.extend((1..=14).map(Urgency::WithinDays));
        levels.sort_unstable_by(|a, b| b.cmp(a));
        let at_least: Vec<_> = levels
            .iter()
            .map(|level| (*level, self.urgency_now(level.rank(), Bit::Possible)))
            .collect();
        let already = levels
            .iter()
            .map(|level| (*level, self.urgency_now(level.rank(), Bit::Definite)))
            .collect();
        let emergency = self.urgency_now(Urgency::Emergency.rank(), Bit::Definite);
        let danger_asked = self.all_asked(Stage::Danger);
        let flags = self.flags.iter().flatten().cloned().collect();
        DangerWires { flags, at_least, already, emergency, danger_asked }
    }

    fn flag(&mut self, index: usize) -> Option<FlagWires> {
        if let Some(done) = self.flags.get(index)? {
            return Some(done.clone());
        }
        let guideline = self.guideline;
        let entry = guideline.red_flags.get(index)?;
        let under_way = self.flags_under_way.get_mut(index)?;
        if std::mem::replace(under_way, true) {
            self.wrong(
                "circle",
                &Place::whole(&entry.file),
                format!("the red flag `{}` depends on itself", entry.id),
                "a combination may not count its own group",
            );
            return None;
        }
        let closed_atom = Atom::Closed(u16::try_from(index).unwrap_or(u16::MAX));
        let closed = self.circuit.add(Gate::Atom { atom: closed_atom, askable: false });
        let open = self.circuit.not(closed);
        let mut levels = Vec::new();
        for level in &entry.body.level {
            let list = self.list(&level.checklist());
            let condition = list.out.unwrap_or_else(|| self.circuit.constant(Wire::NO));
            let holds = self.circuit.and([condition, open]);
            self.circuit.remember(holds, &Place::whole(&entry.file));
            levels.push(LevelWires { urgency: level.urgency, list, holds });
        }
        if entry.body.closing == Closing::EmergencyTeam {
            let conditions: Vec<_> = levels.iter().filter_map(|level| level.list.out).collect();
            let any = self.circuit.or(conditions);
            // A doubt leaves this visit as the sign itself does, and nothing softer (RF-92).
            let any = self.circuit.settle(Bit::Possible, any);
            levels.push(LevelWires {
                urgency: guideline.texts.closing.closed_emergency_team,
                list: ListWires { out: Some(any), ..ListWires::default() },
                holds: self.circuit.and([any, closed]),
            });
        }
        let present = self.circuit.or(levels.iter().map(|level| level.holds).collect::<Vec<_>>());
        let wires = FlagWires { levels, present };
        if let Some(slot) = self.flags.get_mut(index) {
            *slot = Some(wires.clone());
        }
        Some(wires)
    }

    /// The red flags with this file name, or that carry this specification id.
    pub(super) fn flags_named(&mut self, name: &str, place: &Place) -> Vec<GateId> {
        let guideline = self.guideline;
        let named: Vec<usize> = guideline
            .red_flags
            .iter()
            .enumerate()
            .filter(|(_, flag)| flag.id == name || flag.body.spec.iter().any(|own| own == name))
            .map(|(index, _)| index)
            .collect();
        if named.is_empty() {
            let known = guideline.red_flags.iter().map(|flag| flag.id.as_str());
            let help = did_you_mean(name, known, "red flags are the files of guideline/red-flags/");
            self.wrong("unknown-name", place, format!("unknown red flag `{name}`"), &help);
        }
        named.into_iter().filter_map(|index| Some(self.flag(index)?.present)).collect()
    }

    /// Each red flag of a group.
    pub(super) fn flags_of_group(&mut self, group: &str, place: &Place) -> Vec<GateId> {
        let guideline = self.guideline;
        let members: Vec<usize> = guideline
            .red_flags
            .iter()
            .enumerate()
            .filter(|(_, flag)| flag.body.group == group)
            .map(|(index, _)| index)
            .collect();
        if members.is_empty() {
            let known = guideline.red_flags.iter().map(|flag| flag.body.group.as_str());
            let help = did_you_mean(group, known, "groups are listed in guideline/README.md");
            self.wrong("unknown-name", place, format!("unknown group `{group}`"), &help);
        }
        members.into_iter().filter_map(|index| Some(self.flag(index)?.present)).collect()
    }

    /// The levels of every flag that is no combination, no softened "not sure" and no concern.
    fn own_levels(&mut self, of: fn(Urgency) -> bool) -> Vec<GateId> {
        let guideline = self.guideline;
        let mut gates = Vec::new();
        for (index, flag) in guideline.red_flags.iter().enumerate() {
            if [COMBINATION, PLAUSIBILITY, CONCERN].contains(&flag.body.group.as_str()) {
                continue;
            }
            let levels = self.flag(index).map(|wires| wires.levels).unwrap_or_default();
            gates.extend(levels.iter().filter(|level| of(level.urgency)).map(|level| level.holds));
        }
        gates
    }

    pub(super) fn any_within_days(&mut self) -> GateId {
        let levels = self.own_levels(|urgency| urgency.days().is_some());
        self.circuit.or(levels)
    }

    pub(super) fn any_flag_open(&mut self) -> GateId {
        let levels = self.own_levels(|urgency| urgency > Urgency::Routine);
        self.circuit.or(levels)
    }

    /// The urgency reaches a rank: by what is present, and (for [`Bit::Possible`]) by what a "not
    /// sure" could make present, one step softer (pathway, "Three-valued answers").
    fn urgency_now(&mut self, rank: u16, bit: Bit) -> GateId {
        let guideline = self.guideline;
        let mut reached = Vec::new();
        for (urgency, holds) in self.all_levels() {
            reached.push((urgency, self.circuit.settle(Bit::Definite, holds)));
            let softened = guideline.texts.urgencies.softening.of(urgency);
            if let Some(softer) = softened.filter(|_| bit != Bit::Definite) {
                reached.push((softer, self.circuit.settle(bit, holds)));
            }
        }
        self.reaching(rank, reached)
    }

    /// The urgency reaches a rank, as a line of a checklist: certain and present by what is
    /// known now, open by what an unasked question could bring. The `worst` is not softened by a
    /// doubt.
    pub(super) fn urgency_at_least(&mut self, rank: u16, worst: bool) -> GateId {
        if let Some(gate) = self.urgency_lines.get(&(rank, worst)) {
            return *gate;
        }
        let now = match worst {
            true => self.levels_reach(rank, Bit::Possible),
            false => self.urgency_now(rank, Bit::Possible),
        };
        let later = self.levels_reach(rank, Bit::Open);
        let only_open = self.circuit.constant(Wire::NOT_ASKED);
        let later = self.circuit.and([later, only_open]);
        let gate = self.circuit.or([now, later]);
        self.urgency_lines.insert((rank, worst), gate);
        gate
    }

    /// Some level of at least a rank holds, as far as a bit says, as urgent as it is.
    fn levels_reach(&mut self, rank: u16, bit: Bit) -> GateId {
        let mut reached = Vec::new();
        for (urgency, holds) in self.all_levels() {
            reached.push((urgency, self.circuit.settle(bit, holds)));
        }
        self.reaching(rank, reached)
    }

    /// Every level of every flag, and the gate that says that it holds.
    fn all_levels(&self) -> Vec<(Urgency, GateId)> {
        let levels = self.flags.iter().flatten().flat_map(|flag| &flag.levels);
        levels.map(|level| (level.urgency, level.holds)).collect()
    }

    /// One of some gates reaches a rank. Each urgency rests on the one above it, so that the
    /// circuit reads no flag once for every urgency.
    fn reaching(&mut self, rank: u16, mut gates: Vec<(Urgency, GateId)>) -> GateId {
        gates.retain(|(urgency, _)| urgency.rank() >= rank);
        gates.sort_by_key(|(urgency, gate)| (std::cmp::Reverse(*urgency), *gate));
        let mut reached = self.circuit.constant(Wire::NO);
        for same in gates.chunk_by(|a, b| a.0 == b.0) {
            let these = same.iter().map(|(_, gate)| *gate);
            reached = self.circuit.or(std::iter::once(reached).chain(these));
        }
        reached
    }
}
