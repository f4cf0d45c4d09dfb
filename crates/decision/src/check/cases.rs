//! The cases inside guideline files, and the whole encounters of `cases/`.

use lumbago_guideline::Entry;
use lumbago_guideline::case::{Encounter, RuleCase};
use lumbago_guideline::fact::{FactId, Stage};
use lumbago_guideline::problem::{Place, Problem};
use lumbago_guideline::recommendation::Direction;
use lumbago_guideline::urgency::Urgency;

use super::borders::borders;
use super::sheets::{sheet_of, sheet_of_encounter};
use crate::circuit::{GateId, Values};
use crate::compile::GateWires;
use crate::decide::{Engine, MedicineState, Outcome, Presence};
use crate::facts::{FactSheet, State};
use crate::wire::Wire;

/// How many cases there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CaseCounts {
    /// Inside guideline files.
    pub in_rules: usize,
    /// On borders.
    pub borders: usize,
    /// Whole encounters.
    pub encounters: usize,
}

/// Runs every case; each that fails is a problem with its place.
pub fn run_cases(engine: &Engine) -> (CaseCounts, Vec<Problem>) {
    let mut runner = Runner::new(engine, None);
    runner.in_rules();
    for entry in &engine.guideline.encounters {
        runner.encounter(entry);
    }
    let (borders, unread) = borders(engine);
    runner.counts.borders = borders.len();
    runner.problems.extend(unread);
    runner.problems.extend(borders.iter().filter_map(|border| border.failure(engine)));
    (runner.counts, runner.problems)
}

/// The facts of every case of a guideline, read once, to try them on changed copies of it whose
/// facts and cases are the same.
#[derive(Debug, Clone)]
pub struct CaseSheets(Vec<CaseSheet>);

/// A case inside a file, with the facts that it describes.
#[derive(Debug, Clone)]
pub struct CaseSheet {
    /// The file, as messages call it.
    pub file: String,
    /// The case.
    pub case: RuleCase,
    /// Its facts; none when they cannot be read.
    pub sheet: Option<FactSheet>,
}

impl CaseSheets {
    /// Reads them.
    pub fn new(engine: &Engine) -> Self {
        let mut sheets = Vec::new();
        let mut runner = Runner::new(engine, None);
        runner.read = Some(&mut sheets);
        runner.in_rules();
        Self(sheets)
    }

    /// The cases, in the order in which they run.
    pub fn iter(&self) -> impl Iterator<Item = &CaseSheet> {
        self.0.iter()
    }

    /// The first case inside the files that `wanted` accepts that fails.
    pub fn first_failure(&self, engine: &Engine, wanted: &dyn Fn(&str) -> bool) -> Option<Problem> {
        let mut runner = Runner::new(engine, Some(Quick { sheets: self, wanted }));
        runner.in_rules();
        runner.problems.into_iter().next()
    }
}

/// The first thing that an encounter expects and does not get.
pub fn encounter_failure(engine: &Engine, entry: &Entry<Encounter>) -> Option<String> {
    failures(engine, entry).into_iter().next().map(|(message, _)| message)
}

/// Cases that were read before, of some files, until one fails.
struct Quick<'a> {
    sheets: &'a CaseSheets,
    wanted: &'a dyn Fn(&str) -> bool,
}

struct Runner<'a> {
    engine: &'a Engine,
    counts: CaseCounts,
    problems: Vec<Problem>,
    quick: Option<Quick<'a>>,
    read: Option<&'a mut Vec<CaseSheet>>,
}

/// One case with what is needed to say where it stands.
struct At<'a> {
    file: &'a str,
    case: &'a RuleCase,
}

impl At<'_> {
    fn problem(&self, message: &str, help: &str) -> Problem {
        let message = format!("case `{}`: {message}", self.case.name);
        Problem::error("case", Place::whole(self.file), message).help(help)
    }
}

impl<'a> Runner<'a> {
    fn new(engine: &'a Engine, quick: Option<Quick<'a>>) -> Self {
        let counts = CaseCounts::default();
        Self { engine, counts, problems: Vec::new(), quick, read: None }
    }

    /// Every case inside a file, always in the same order.
    fn in_rules(&mut self) {
        self.findings();
        self.red_flags();
        self.plain_conditions();
        self.recommendations();
        self.gates();
        self.medicines();
        self.follow_up();
    }

    fn sheet(&mut self, at: &At<'_>) -> Option<(FactSheet, Values)> {
        let position = self.counts.in_rules;
        self.counts.in_rules += 1;
        if let Some(Quick { sheets, wanted }) = &self.quick {
            if !self.problems.is_empty() || !wanted(at.file) {
                return None;
            }
            let sheet = sheets.0.get(position)?.sheet.clone()?;
            let values = self.engine.compiled.circuit.evaluate(&sheet);
            return Some((sheet, values));
        }
        if let Some(read) = &mut self.read {
            let sheet = sheet_of(&self.engine.guideline, at.case, at.file).ok();
            read.push(CaseSheet { file: at.file.to_owned(), case: at.case.clone(), sheet });
            return None;
        }
        match sheet_of(&self.engine.guideline, at.case, at.file) {
            Ok(sheet) => {
                let values = self.engine.compiled.circuit.evaluate(&sheet);
                Some((sheet, values))
            }
            Err(problems) => {
                for problem in problems {
                    let help = problem.help.unwrap_or_default();
                    self.problems.push(at.problem(&problem.message, &help));
                }
                None
            }
        }
    }

    fn expect(&mut self, at: &At<'_>, sheet: &FactSheet, values: &Values, gate: GateId) {
        let wire = values.get(gate);
        let is = state_word(wire);
        let then = at.case.then.as_str();
        let fits = match then.split_once(' ') {
            Some(("ask", fact)) => {
                ["ask", "absent"].contains(&is) && self.could_raise(sheet, values, gate, fact)
            }
            _ => then == is,
        };
        if !fits {
            let could = match is {
                "ask" => format!(" (open: {})", self.open_facts(sheet, gate).join(", ")),
                _ => String::new(),
            };
            self.problems.push(at.problem(
                &format!("expected `{then}`, found `{is}`{could}"),
                "mend the rule or the case; `lumbago explain` shows each line",
            ));
        }
    }

    /// The unasked facts that a gate reads, whatever stands between.
    fn open_facts(&self, sheet: &FactSheet, gate: GateId) -> Vec<String> {
        let facts = &self.engine.guideline.facts;
        let circuit = &self.engine.compiled.circuit;
        let unasked = |fact: &FactId| *sheet.state(*fact) == State::NotAsked;
        circuit
            .facts_read_by(gate)
            .into_iter()
            .filter(unasked)
            .map(|id| facts.name(id).to_owned())
            .collect()
    }

    /// Whether an unasked fact is among those that could still make a gate hold. One that nobody
    /// must be asked leaves the gate closed, and can raise it all the same.
    fn could_raise(&self, sheet: &FactSheet, values: &Values, gate: GateId, fact: &str) -> bool {
        let facts = &self.engine.guideline.facts;
        let offered = facts
            .find(fact)
            .is_some_and(|(_, fact)| matches!(fact.stage, Stage::Optional | Stage::Clinician));
        let open = values.get(gate).is_open() || offered;
        open && self.open_facts(sheet, gate).iter().any(|open| open == fact)
    }

    fn findings(&mut self) {
        let engine = self.engine;
        for (finding, case) in engine.guideline.finding_cases() {
            let at = At { file: &finding.place.file, case };
            let position = engine.guideline.findings.iter().position(|f| f.id == finding.id);
            let gate = position.and_then(|p| engine.compiled.findings.get(p)?.out);
            let (Some((sheet, values)), Some(gate)) = (self.sheet(&at), gate) else { continue };
            let before = self.problems.len();
            self.expect(&at, &sheet, &values, gate);
            if let Some(problem) = self.problems.get_mut(before) {
                problem.place = finding.place.clone();
                problem.message = format!("finding `{}`: {}", finding.id, problem.message);
            }
        }
    }

    fn red_flags(&mut self) {
        let engine = self.engine;
        let flags = engine.guideline.red_flags.iter().zip(&engine.compiled.danger.flags);
        for (entry, wires) in flags {
            for case in &entry.body.case {
                let at = At { file: &entry.file, case };
                let Some((sheet, values)) = self.sheet(&at) else { continue };
                match Urgency::read(&case.then) {
                    None => self.expect(&at, &sheet, &values, wires.present),
                    Some(expected) => {
                        let present = wires
                            .levels
                            .iter()
                            .filter(|level| values.get(level.holds).is_definite())
                            .map(|level| level.urgency)
                            .max();
                        if present != Some(expected) {
                            let found = present.map_or_else(
                                || state_word(values.get(wires.present)).to_owned(),
                                |urgency| urgency.to_string(),
                            );
                            self.problems.push(at.problem(
                                &format!("expected `{expected}`, found `{found}`"),
                                "mend the level or the case",
                            ));
                        }
                    }
                }
            }
        }
    }

    /// The kinds whose cases ask whether one condition holds.
    fn plain_conditions(&mut self) {
        let engine = self.engine;
        let guideline = &engine.guideline;
        let care = &engine.compiled.care;
        for (entry, wires) in guideline.classes.iter().zip(&care.classes) {
            for case in &entry.body.case {
                self.plain(&entry.file, case, wires.out);
            }
        }
        for (entry, (wires, _)) in guideline.imaging.iter().zip(&care.imaging) {
            for case in &entry.body.case {
                self.plain(&entry.file, case, wires.out);
            }
        }
        for (entry, (_, _, suggested)) in guideline.exercises.iter().zip(&care.exercises) {
            for case in &entry.body.case {
                let at = At { file: &entry.file, case };
                let Some((_, values)) = self.sheet(&at) else { continue };
                self.yes_or_no(&at, values.get(*suggested).is_certain());
            }
        }
    }

    fn plain(&mut self, file: &str, case: &RuleCase, gate: Option<GateId>) {
        let at = At { file, case };
        let (Some((sheet, values)), Some(gate)) = (self.sheet(&at), gate) else { return };
        self.expect(&at, &sheet, &values, gate);
    }

    /// For what is shown or not shown; `ask FACT` and `possible` mean not shown.
    fn yes_or_no(&mut self, at: &At<'_>, shown: bool) {
        let expected = at.case.then == "present";
        if shown != expected {
            let found = if shown { "present" } else { "absent" };
            self.problems.push(at.problem(
                &format!("expected `{}`, found `{found}`", at.case.then),
                "mend the file or the case",
            ));
        }
    }

    fn recommendations(&mut self) {
        let engine = self.engine;
        for (index, entry) in engine.guideline.recommendations.iter().enumerate() {
            for case in &entry.body.case {
                let at = At { file: &entry.file, case };
                let Some((_, values)) = self.sheet(&at) else { continue };
                let decision = engine.read(values);
                let made = decision.recommendations.iter().find(|made| made.index == index);
                let found = match made {
                    None => "absent".to_owned(),
                    Some(made) => made_word(entry.body.direction, made.line, &case.then),
                };
                let not_shown =
                    found == "absent" && (case.then.starts_with("ask ") || case.then == "possible");
                if found != case.then && !not_shown {
                    self.problems.push(at.problem(
                        &format!("expected `{}`, found `{found}`", case.then),
                        "mend the file or the case",
                    ));
                }
            }
        }
    }

    fn gates(&mut self) {
        let engine = self.engine;
        for (entry, wires) in engine.guideline.gates.iter().zip(&engine.compiled.care.gates) {
            for case in &entry.body.case {
                let at = At { file: &entry.file, case };
                let Some((_, values)) = self.sheet(&at) else { continue };
                let mut found = vec![gate_word(wires, &values)];
                if let Some(item) = &case.item {
                    let position = entry.body.item.iter().position(|own| own.id == *item);
                    match position.and_then(|position| wires.items.get(position)) {
                        Some(own) => {
                            let wire = own.list.out.map_or(Wire::NO, |gate| values.get(gate));
                            found = vec![item_word(own.blocks, wire)];
                        }
                        None => {
                            let message = format!("there is no item `{item}`");
                            self.problems.push(at.problem(&message, "name an item of this gate"));
                            continue;
                        }
                    }
                }
                if found.iter().any(|found| *found != case.then) {
                    self.problems.push(at.problem(
                        &format!("expected `{}`, found `{}`", case.then, found.join(", ")),
                        "mend the item or the case",
                    ));
                }
            }
        }
    }

    fn medicines(&mut self) {
        let engine = self.engine;
        for (entry, wires) in engine.guideline.medicines.iter().zip(&engine.compiled.care.medicines)
        {
            for case in &entry.body.case {
                let at = At { file: &entry.file, case };
                let Some((_, values)) = self.sheet(&at) else { continue };
                let (tier, then) = match case.then.split_once(' ') {
                    Some((then, "clinician")) => (wires.clinician, then),
                    _ => (wires.person.or(wires.clinician), case.then.as_str()),
                };
                let found = match Engine::medicine_state(&values, tier) {
                    Some(MedicineState::Offered) => "offered",
                    Some(MedicineState::Ask) => "ask",
                    Some(MedicineState::Blocked) => "blocked",
                    None => "absent",
                };
                if found != then {
                    self.problems.push(at.problem(
                        &format!("expected `{}`, found `{found}`", case.then),
                        "mend the file or the case",
                    ));
                }
            }
        }
    }

    fn follow_up(&mut self) {
        let engine = self.engine;
        let care = &engine.compiled.care;
        let follow_up = &engine.guideline.follow_up;
        let taking = &engine.guideline.texts.already_taking;
        let escalations = follow_up.escalation.iter().map(|row| row.id.as_str());
        let checks = follow_up.check.iter().map(|row| row.id.as_str());
        let rows: Vec<_> = escalations
            .zip(&care.escalations)
            .chain(checks.zip(&care.checks))
            .map(|(id, (wires, _))| (id, wires.out))
            .collect();
        let entries: Vec<_> = taking
            .entry
            .iter()
            .zip(&care.taking)
            .map(|(entry, (wires, _))| (entry.id.as_str(), wires.out))
            .collect();
        let taking_file = "already-taking.toml";
        let files = [
            (engine.guideline.follow_up_file.as_str(), &follow_up.case, rows),
            (taking_file, &taking.case, entries),
        ];
        for (file, cases, rows) in files {
            for case in cases {
                let item = case.item.as_deref().unwrap_or_default();
                let gate = rows.iter().find(|(id, _)| *id == item).and_then(|(_, gate)| *gate);
                if gate.is_none() {
                    let at = At { file, case };
                    self.problems
                        .push(at.problem(&format!("there is no row `{item}`"), "name one"));
                }
                self.plain(file, case, gate);
            }
        }
    }

    fn encounter(&mut self, entry: &Entry<Encounter>) {
        self.counts.encounters += 1;
        for (message, help) in failures(self.engine, entry) {
            self.problems
                .push(Problem::error("encounter", Place::whole(&entry.file), message).help(help));
        }
    }
}

/// What an encounter expects and does not get.
fn failures(engine: &Engine, entry: &Entry<Encounter>) -> Vec<(String, String)> {
    let body = &entry.body;
    let sheet = match sheet_of_encounter(&engine.guideline, entry) {
        Ok(sheet) => sheet,
        Err(problems) => {
            return problems
                .into_iter()
                .map(|problem| (problem.message, problem.help.unwrap_or_default()))
                .collect();
        }
    };
    let clash = engine.contradictions(&sheet).first().copied();
    let sheet = engine.doubting(&sheet);
    let decision = engine.decide(&sheet);
    if let Some(clash) = clash.filter(|_| decision.outcome != Outcome::Emergency) {
        let help = format!("look again at {}", clash.facts.join(" and "));
        return vec![(clash.person.trim().to_owned(), help)];
    }
    let mut failed = Vec::new();
    let mut fail = |what: String| {
        failed.push((what, "read the pathway again, then mend the rule or the case".to_owned()));
    };
    let expected = &body.expect;
    let word = decision.urgency.map_or("incomplete", Urgency::word);
    let days = decision.urgency.and_then(Urgency::days);
    if word != expected.urgency || (expected.within_days.is_some() && days != expected.within_days)
    {
        let flags: Vec<_> = decision
            .flags
            .iter()
            .filter_map(|flag| {
                let entry = engine.guideline.red_flags.get(flag.index)?;
                Some(format!("{} {} {:?}", entry.id, flag.urgency, flag.presence))
            })
            .collect();
        let open: Vec<_> =
            decision.ask_next.iter().map(|id| engine.guideline.facts.name(*id)).collect();
        fail(format!(
            "expected urgency `{}` {:?}, found `{word}` {days:?}; flags: {flags:?}; open: {open:?}",
            expected.urgency, expected.within_days
        ));
    }
    for (wanted, presence) in
        [(&expected.red_flags, Presence::Definite), (&expected.possible, Presence::Possible)]
    {
        for name in wanted {
            let found = decision.flags.iter().any(|flag| {
                flag.presence == presence
                    && engine.guideline.red_flags.get(flag.index).is_some_and(|entry| {
                        entry.id == *name || entry.body.spec.iter().any(|spec| spec == name)
                    })
            });
            if !found {
                fail(format!("expected red flag `{name}` {presence:?}"));
            }
        }
    }
    for name in &expected.classes {
        let found = decision.classes.iter().any(|(index, _)| {
            engine.guideline.classes.get(*index).is_some_and(|entry| entry.id == *name)
        });
        if !found {
            fail(format!("expected class `{name}`"));
        }
    }
    for (names, direction, word) in [
        (&expected.recommends, Direction::For, "for"),
        (&expected.advises_against, Direction::Against, "against"),
    ] {
        for name in names {
            let entries = &engine.guideline.recommendations;
            let mut made = decision.recommendations.iter().filter_map(|m| entries.get(m.index));
            if !made.any(|entry| entry.id == *name && entry.body.direction == direction) {
                fail(format!("expected recommendation {word} `{name}`"));
            }
        }
    }
    let due: Vec<&str> = decision
        .checks
        .iter()
        .filter_map(|index| engine.guideline.follow_up.check.get(*index))
        .map(|check| check.id.as_str())
        .collect();
    for name in expected.checks.iter().filter(|name| !due.contains(&name.as_str())) {
        fail(format!("expected check `{name}`, found {due:?}"));
    }
    if let Some(wanted) = &expected.imaging {
        let shown =
            decision.imaging.iter().filter_map(|index| engine.guideline.imaging.get(*index));
        let shown: Vec<&str> = shown.map(|entry| entry.id.as_str()).collect();
        if shown != *wanted {
            fail(format!("expected imaging {wanted:?} and no other, found {shown:?}"));
        }
    }
    for (name, wanted) in &expected.medicines {
        let position = engine.guideline.medicines.iter().position(|entry| entry.id == *name);
        let state = position.and_then(|position| engine.medicine(position)).and_then(|wires| {
            Engine::medicine_state(&decision.values, wires.person.or(wires.clinician))
        });
        let found = match state {
            Some(MedicineState::Offered) => "offered",
            Some(MedicineState::Ask) => "ask",
            Some(MedicineState::Blocked) => "blocked",
            None => "absent",
        };
        // What is not shown at all cannot be taken either.
        if found != wanted && (found, wanted.as_str()) != ("absent", "blocked") {
            fail(format!("expected medicine `{name}` {wanted}, found {found}"));
        }
    }
    failed
}

/// One for something stands in a line, which a case need not name; one against stands in none.
pub(super) fn made_word(direction: Direction, line: Option<u8>, then: &str) -> String {
    match (direction, line) {
        (Direction::For, Some(line)) if then != "present" => format!("line {line}"),
        (Direction::For, None) => "for it, in no line".to_owned(),
        _ => "present".to_owned(),
    }
}

pub(super) fn state_word(wire: Wire) -> &'static str {
    match wire {
        wire if wire.is_definite() => "present",
        wire if wire.is_possible() => "possible",
        wire if wire.is_open() => "ask",
        _ => "absent",
    }
}

pub(super) fn gate_word(wires: &GateWires, values: &Values) -> &'static str {
    let value = |gate: Option<GateId>| gate.map_or(Wire::NO, |gate| values.get(gate));
    if value(wires.everyone).is_certain() {
        "blocked"
    } else if value(wires.person).is_certain() {
        "person"
    } else if value(wires.any).is_open() {
        "ask"
    } else {
        "passes"
    }
}

pub(super) fn item_word(blocks: lumbago_guideline::gate::Blocks, wire: Wire) -> &'static str {
    use lumbago_guideline::gate::Blocks;
    match (wire.is_certain(), wire.is_open(), blocks) {
        (true, _, Blocks::Everyone) => "blocked",
        (true, _, Blocks::Person) => "person",
        (_, true, _) => "ask",
        _ => "passes",
    }
}
