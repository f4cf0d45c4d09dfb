//! Cases that were met: what holds in one of them can hold, and no solver need be asked.

use lumbago_decision::circuit::GateId;

/// How many cases one word holds.
const LANES: usize = 64;

/// Cases, 64 to a word, with what each shows of every gate.
#[derive(Debug)]
pub(crate) struct Met {
    gates: usize,
    blocks: Vec<Block>,
    cases: usize,
}

/// For each gate, the cases in which it is present, and those in which it is not certain.
#[derive(Debug)]
struct Block {
    present: Vec<u64>,
    uncertain: Vec<u64>,
}

/// What a case shows of a gate; of a case that says nothing of it, neither.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Shows {
    pub present: bool,
    pub uncertain: bool,
}

impl Met {
    /// No case yet, of so many gates.
    pub fn new(gates: usize) -> Self {
        Self { gates, blocks: Vec::new(), cases: 0 }
    }

    /// Adds a case by what it shows of every gate, in their order.
    pub fn add(&mut self, gates: impl Iterator<Item = Shows>) {
        let lane = self.cases % LANES;
        if lane == 0 {
            let [present, uncertain] = [(); 2].map(|()| vec![0; self.gates]);
            self.blocks.push(Block { present, uncertain });
        }
        self.cases += 1;
        let Some(block) = self.blocks.last_mut() else { return };
        let words = block.present.iter_mut().zip(&mut block.uncertain);
        for ((present, uncertain), shows) in words.zip(gates) {
            *present |= u64::from(shows.present) << lane;
            *uncertain |= u64::from(shows.uncertain) << lane;
        }
    }

    /// Whether there was a case with some gates present, and others (false) not certain.
    pub fn holds(&self, wanted: &[(GateId, bool)]) -> bool {
        self.blocks.iter().any(|block| {
            let lanes = wanted.iter().map(|(gate, holds)| {
                let words = if *holds { &block.present } else { &block.uncertain };
                words.get(gate.index()).copied().unwrap_or(0)
            });
            lanes.fold(u64::MAX, |all, lanes| all & lanes) != 0
        })
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test stops at once when something is not as it says")]
mod tests {
    use super::*;
    use crate::support::{engine, folder};

    #[test]
    fn what_no_single_case_shows_was_not_met() {
        let (engine, _) = engine(&folder("guideline"));
        let gates: Vec<GateId> = engine.compiled.circuit.ids().take(2).collect();
        let [first, second] = [gates[0], gates[1]];
        let present = |present| Shows { present, uncertain: !present };
        let mut met = Met::new(2);
        assert!(!met.holds(&[(first, true)]), "nothing was met yet");
        // More cases than one word holds.
        for _ in 0..LANES + 1 {
            met.add([present(true), present(false)].into_iter());
        }
        met.add([Shows::default(), present(true)].into_iter());
        assert!(met.holds(&[(first, true)]) && met.holds(&[(second, true)]));
        assert!(met.holds(&[(first, true), (second, false)]));
        assert!(!met.holds(&[(first, true), (second, true)]), "in no single case");
        assert!(!met.holds(&[(first, false)]), "of the last case nothing is known of it");
    }
}
