//! Medicines: limits, gates, what to watch, how to stop.

use serde::{Deserialize, Deserializer, Serialize};

use crate::checklist::{Checklist, with_checklist};
use crate::gate::GateItem;
use crate::recommendation::{Direction, OptionRow};
use crate::standing::with_standing;

with_standing! {
    /// One medicine.
    pub struct Medicine {
        /// Its name.
        pub title: String,
        /// At most one product of a class stands in a plan.
        pub class: String,
        /// Classes of which none may stand in the same plan.
        #[serde(default)]
        pub not_with: Vec<String>,
        /// The options of the fact `meds` that mean that a person already takes this class.
        #[serde(default)]
        pub meds: Option<String>,
        /// For, or never recommended.
        pub direction: Direction,
        /// First, second or third line.
        #[serde(default)]
        pub line: Option<u8>,
        /// The gates that it must pass.
        #[serde(default)]
        pub gates: Vec<String>,
        /// What it belongs with.
        #[serde(default)]
        pub goes_with: Option<String>,
        /// Where it may be considered at all.
        pub when: Checklist,
        /// What stands in its way beside its gates.
        #[serde(default)]
        pub item: Vec<GateItem>,
        /// Its limits, one for each tier that it is for.
        #[serde(default)]
        pub limit: Vec<Limit>,
        /// What lowers a limit.
        #[serde(default)]
        pub reduce: Vec<Reduction>,
        /// What is said.
        pub say: MedicineSaid,
        /// Its row in the table of options.
        #[serde(default)]
        pub option: Option<OptionRow>,
    }
}

/// Who sees a medicine's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// The person.
    Person,
    /// A clinician.
    Clinician,
}

/// The limits of a medicine for one tier; a missing number is "as the label says".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Who sees them.
    pub tier: Tier,
    /// A single dose in milligrams: the least and the greatest.
    #[serde(default)]
    pub single_mg: Option<Milligrams>,
    /// The least number of hours between doses.
    #[serde(default)]
    pub every_hours: Option<f64>,
    /// The most in 24 hours, in milligrams.
    #[serde(default)]
    pub max_24h_mg: Option<f64>,
    /// The first course, in days.
    #[serde(default)]
    pub days: Option<u16>,
    /// The longest course, in days.
    #[serde(default)]
    pub days_max: Option<u16>,
    /// The day by which it is stopped whatever happens.
    #[serde(default)]
    pub stop_by_days: Option<u16>,
    /// What no number says.
    #[serde(default)]
    pub note: Option<String>,
}

/// One dose or a range of doses, in milligrams.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Milligrams {
    /// The least.
    pub least: f64,
    /// The greatest.
    pub greatest: f64,
}

impl<'de> Deserialize<'de> for Milligrams {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            One(f64),
            Range([f64; 2]),
        }
        #[derive(Deserialize)]
        struct Kept {
            least: f64,
            greatest: f64,
        }
        if deserializer.is_human_readable() {
            Ok(match Written::deserialize(deserializer)? {
                Written::One(dose) => Self { least: dose, greatest: dose },
                Written::Range([least, greatest]) => Self { least, greatest },
            })
        } else {
            let Kept { least, greatest } = Kept::deserialize(deserializer)?;
            Ok(Self { least, greatest })
        }
    }
}

with_checklist! {
    /// What lowers a medicine's limits; it counts unless it certainly does not apply.
    pub struct Reduction {
        /// The most in 24 hours, in milligrams.
        #[serde(default)]
        pub max_24h_mg: Option<f64>,
        /// The most in one dose, in milligrams for each kilogram of weight.
        #[serde(default)]
        pub single_mg_per_kg: Option<f64>,
        /// The most in 24 hours, in milligrams for each kilogram of weight.
        #[serde(default)]
        pub max_24h_mg_per_kg: Option<f64>,
        /// The longest course, in days.
        #[serde(default)]
        pub days_max: Option<u16>,
        /// Whom it concerns; everyone when left out.
        #[serde(default)]
        pub tier: Option<Tier>,
        /// The reason in plain words.
        pub person: String,
        /// The reason for a clinician.
        #[serde(default)]
        pub clinician: String,
    }
}

/// What is said about a medicine.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MedicineSaid {
    /// In plain words.
    pub person: String,
    /// For a clinician.
    pub clinician: String,
    /// Why it is given.
    #[serde(default)]
    pub reason: String,
    /// How it is taken.
    #[serde(default)]
    pub take: String,
    /// What to look out for.
    #[serde(default)]
    pub watch: Vec<String>,
    /// When to stop at once.
    #[serde(default)]
    pub stop_if: Vec<String>,
    /// What not to mix it with.
    #[serde(default)]
    pub do_not_mix: Vec<String>,
    /// How it is stopped.
    #[serde(default)]
    pub how_to_stop: String,
    /// The recommendations that it is joined to (HF-59).
    #[serde(default)]
    pub self_care: Vec<String>,
}
