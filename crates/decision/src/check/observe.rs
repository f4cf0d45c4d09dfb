//! What a case of each kind may expect of a decision: for border cases, and for whoever looks for
//! a new case.

mod readings;
mod words;

pub use readings::{Read, Reading};
pub use words::observe;

use lumbago_guideline::Guideline;
use lumbago_guideline::fact::FactId;
use lumbago_guideline::follow_up::Latest;
use lumbago_guideline::medicine::Tier;

use crate::circuit::GateId;
use crate::compile::CareWires;

/// Something of which a case may say what must come of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observed {
    /// The file that such a case stands in.
    pub file: String,
    /// In a file of many rows, the key and the name of the row, such as `item` and `weak-bones`.
    pub row: Option<(&'static str, String)>,
    at: At,
}

impl Observed {
    /// Whether it is part of what a person or a clinician is shown; a finding is a step on the way.
    pub fn is_shown(&self) -> bool {
        !matches!(self.at, At::Finding(_))
    }

    /// Whether a case shows it with only a few questions answered; else it is part of a plan, and
    /// a case needs a whole interview.
    pub fn stands_alone(&self) -> bool {
        !matches!(
            self.at,
            At::Urgency | At::Recommendation(_) | At::Medicine(_) | At::Dose(..) | At::Exercise(_)
        )
    }

    /// Whether it is a dose for this reader.
    pub fn is_dose_for(&self, tier: Tier) -> bool {
        matches!(self.at, At::Dose(_, of) if of == tier)
    }

    /// Whether it is a dose, which is told only of what is offered.
    pub fn is_dose(&self) -> bool {
        matches!(self.at, At::Dose(..))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Urgency,
    Finding(usize),
    RedFlag(usize),
    Class(usize),
    Recommendation(usize),
    Gate(usize),
    GateItem(usize, usize),
    Addition(usize, usize),
    Medicine(usize),
    /// An item of the medicine's own.
    Own(usize, usize),
    Dose(usize, Tier),
    Imaging(usize),
    Exercise(usize),
    Check(usize),
    Escalation(usize),
    Taking(usize),
    Asked(FactId),
    Clash(usize),
    Scope(Part),
    /// The latest day of a first check.
    Latest(Band),
    /// What becomes of an urgency that was not acted on.
    Overdue(usize),
    /// For how many days a closed flag stays closed.
    ClosedFor,
}

/// The parts of the scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Plan,
    Full,
    Neck,
}

impl Part {
    const ALL: [(&str, Self); 3] =
        [("plan", Self::Plan), ("full-plan", Self::Full), ("neck", Self::Neck)];

    fn gate(self, care: &CareWires) -> Option<GateId> {
        Some(match self {
            Self::Plan => care.in_scope,
            Self::Full => care.full_scope,
            Self::Neck => care.neck,
        })
    }
}

/// The plans of which the latest day of a first check is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Band {
    SameDay,
    Acute,
    Subacute,
    Chronic,
}

impl Band {
    const ALL: [(&str, Self); 4] = [
        ("same-day", Self::SameDay),
        ("acute", Self::Acute),
        ("subacute", Self::Subacute),
        ("chronic", Self::Chronic),
    ];

    fn days(self, latest: &Latest) -> u16 {
        match self {
            Self::SameDay => latest.same_day,
            Self::Acute => latest.acute,
            Self::Subacute => latest.subacute,
            Self::Chronic => latest.chronic,
        }
    }
}

/// Everything of which a case may say what must come of it.
pub fn observed(guideline: &Guideline) -> Vec<Observed> {
    let mut found = Vec::new();
    let mut add = |file: &str, row: Option<(&'static str, &str)>, at: At| {
        let row = row.map(|(key, name)| (key, name.to_owned()));
        found.push(Observed { file: file.to_owned(), row, at });
    };
    let g = guideline;
    add(&super::files::shown(g, "urgencies.toml"), None, At::Urgency);
    for (at, finding) in g.findings.iter().enumerate() {
        add(&finding.place.file, Some(("finding", &finding.id)), At::Finding(at));
    }
    g.red_flags.iter().enumerate().for_each(|(at, e)| add(&e.file, None, At::RedFlag(at)));
    g.classes.iter().enumerate().for_each(|(at, e)| add(&e.file, None, At::Class(at)));
    let recommendations = g.recommendations.iter().enumerate();
    recommendations.for_each(|(at, e)| add(&e.file, None, At::Recommendation(at)));
    for (at, entry) in g.gates.iter().enumerate() {
        add(&entry.file, None, At::Gate(at));
        for (row, item) in entry.body.item.iter().enumerate() {
            add(&entry.file, Some(("item", &item.id)), At::GateItem(at, row));
        }
        for (row, item) in entry.body.add.iter().enumerate() {
            add(&entry.file, Some(("item", &item.id)), At::Addition(at, row));
        }
    }
    for (at, entry) in g.medicines.iter().enumerate() {
        add(&entry.file, None, At::Medicine(at));
        for (row, item) in entry.body.item.iter().enumerate() {
            add(&entry.file, Some(("item", &item.id)), At::Own(at, row));
        }
        for limit in &entry.body.limit {
            let reader = match limit.tier {
                Tier::Person => "person",
                Tier::Clinician => "clinician",
            };
            add(&entry.file, Some(("dose", reader)), At::Dose(at, limit.tier));
        }
    }
    g.imaging.iter().enumerate().for_each(|(at, e)| add(&e.file, None, At::Imaging(at)));
    g.exercises.iter().enumerate().for_each(|(at, e)| add(&e.file, None, At::Exercise(at)));
    for (at, row) in g.follow_up.check.iter().enumerate() {
        add(&g.follow_up_file, Some(("escalation", &row.id)), At::Check(at));
    }
    for (at, row) in g.follow_up.escalation.iter().enumerate() {
        add(&g.follow_up_file, Some(("escalation", &row.id)), At::Escalation(at));
    }
    for (name, band) in Band::ALL {
        add(&g.follow_up_file, Some(("latest", name)), At::Latest(band));
    }
    for (at, row) in g.follow_up.overdue.iter().enumerate() {
        add(&g.follow_up_file, Some(("overdue", &row.urgency.to_string())), At::Overdue(at));
    }
    add(&super::files::shown(g, "closing.toml"), None, At::ClosedFor);
    for (name, part) in Part::ALL {
        add(&super::files::shown(g, "scope.toml"), Some(("part", name)), At::Scope(part));
    }
    let taking = super::files::shown(g, "already-taking.toml");
    for (at, row) in g.texts.already_taking.entry.iter().enumerate() {
        add(&taking, Some(("entry", &row.id)), At::Taking(at));
    }
    for (id, fact) in g.facts.iter().filter(|(_, fact)| fact.derived.is_none()) {
        add(&fact.place.file, Some(("fact", &fact.id)), At::Asked(id));
    }
    let clashes = super::files::shown(g, "contradictions.toml");
    for (at, pair) in g.texts.contradictions.pair.iter().enumerate() {
        add(&clashes, Some(("pair", &pair.id)), At::Clash(at));
    }
    found
}
