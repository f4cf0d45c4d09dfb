//! What one gate of the circuit carries: four nested answers to "does it hold?".

/// Four bits, each implying the next:
///
/// | bit | holds when |
/// |---|---|
/// | certain  | every completion of what is unknown or unasked makes it hold |
/// | definite | it holds with unknown accusers read as no and uncertain excuses read as absent |
/// | possible | some value of the "not sure" answers makes it hold |
/// | open     | some value of those, or of the questions not yet asked, makes it hold |
///
/// That the four are nested is what makes "unknown is never no" true by construction: turning a
/// No into Unknown can set bits of an accusation and clear bits of an excuse, never the reverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Wire(u8);

impl Wire {
    /// It cannot hold.
    pub const NO: Self = Self(0b0000);
    /// It holds.
    pub const YES: Self = Self(0b1111);
    /// "Not sure": it may hold.
    pub const UNKNOWN: Self = Self(0b1100);
    /// Not asked yet: an answer could make it hold.
    pub const NOT_ASKED: Self = Self(0b1000);

    const CERTAIN: u8 = 0b0001;
    const DEFINITE: u8 = 0b0010;
    const POSSIBLE: u8 = 0b0100;
    const OPEN: u8 = 0b1000;

    /// [`Wire::YES`] or [`Wire::NO`].
    pub const fn settled(holds: bool) -> Self {
        if holds { Self::YES } else { Self::NO }
    }

    /// The bits, for whoever encodes them (bit 0 certain, 1 definite, 2 possible, 3 open).
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether it holds whatever is still unknown.
    pub const fn is_certain(self) -> bool {
        self.0 & Self::CERTAIN != 0
    }

    /// Whether it is present.
    pub const fn is_definite(self) -> bool {
        self.0 & Self::DEFINITE != 0
    }

    /// Whether a "not sure" could make it present, or it is present.
    pub const fn is_possible(self) -> bool {
        self.0 & Self::POSSIBLE != 0
    }

    /// Whether any answer still to come could make it present, or it is present.
    pub const fn is_open(self) -> bool {
        self.0 & Self::OPEN != 0
    }

    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The absence of an excuse: it is certain only when the excuse is not even open, and counts
    /// as present unless the excuse is certain.
    #[must_use]
    pub const fn not(self) -> Self {
        let certain = if self.is_open() { 0 } else { Self::CERTAIN };
        let others =
            if self.is_certain() { 0 } else { Self::DEFINITE | Self::POSSIBLE | Self::OPEN };
        Self(certain | others)
    }

    /// All four bits made equal to one of them.
    #[must_use]
    pub const fn settle(self, bit: Bit) -> Self {
        Self::settled(match bit {
            Bit::Certain => self.is_certain(),
            Bit::Definite => self.is_definite(),
            Bit::Possible => self.is_possible(),
            Bit::Open => self.is_open(),
        })
    }
}

/// One of the four answers that a [`Wire`] carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bit {
    /// See [`Wire`].
    Certain,
    /// See [`Wire`].
    Definite,
    /// See [`Wire`].
    Possible,
    /// See [`Wire`].
    Open,
}

impl Bit {
    /// What stands for this answer among four that stand in its order.
    pub fn of<T>(self, [certain, definite, possible, open]: [T; 4]) -> T {
        match self {
            Self::Certain => certain,
            Self::Definite => definite,
            Self::Possible => possible,
            Self::Open => open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Wire; 5] = [Wire::NO, Wire::NOT_ASKED, Wire::UNKNOWN, Wire(0b1110), Wire::YES];

    #[test]
    fn every_operation_keeps_the_four_bits_nested() {
        for a in ALL {
            for b in ALL {
                for made in [a.and(b), a.or(b), a.not(), a.settle(Bit::Possible)] {
                    assert!(ALL.contains(&made), "{a:?} {b:?} made {made:?}");
                }
            }
        }
    }

    #[test]
    fn an_unknown_excuse_does_not_excuse() {
        assert!(Wire::UNKNOWN.not().is_definite());
        assert!(!Wire::UNKNOWN.not().is_certain());
        assert_eq!(Wire::YES.not(), Wire::NO);
        assert_eq!(Wire::NO.not(), Wire::YES);
    }
}
