//! Everything in a guideline that decides, and its small changes.

use std::collections::BTreeSet;

use lumbago_guideline::Guideline;
use lumbago_guideline::checklist::{Checklist, Test};
use lumbago_guideline::class::Route;
use lumbago_guideline::fact::Stage;
use lumbago_guideline::gate::{Blocks, GateItem};
use lumbago_guideline::imaging::ImagingAdvice;
use lumbago_guideline::problem::Place;
use lumbago_guideline::recommendation::{Direction, Skill};
use lumbago_guideline::red_flag::Closing;
use lumbago_guideline::urgency::Urgency;

use super::doses::{medicine_changes, reduction_changes};
use super::lists::changes;
use super::{Mutant, Told, Works};

/// Every small change of a guideline, in the order of its parts.
pub fn mutants(guideline: &Guideline) -> Vec<Mutant> {
    let mut sites = Sites { guideline, found: Vec::new() };
    sites.findings();
    sites.red_flags();
    sites.classes();
    sites.recommendations();
    sites.gates();
    sites.medicines();
    sites.imaging();
    sites.exercises();
    sites.follow_up();
    sites.texts();
    sites.facts();
    sites.found
}

struct Sites<'g> {
    guideline: &'g Guideline,
    found: Vec<Mutant>,
}

impl Sites<'_> {
    /// A value takes the place of another.
    fn value<T: 'static>(
        &mut self,
        place: Place,
        what: String,
        mut value: T,
        slot: impl Fn(&mut Guideline) -> Option<&mut T> + 'static,
    ) {
        let edit = Box::new(move |guideline: &mut Guideline| {
            if let Some(slot) = slot(guideline) {
                std::mem::swap(slot, &mut value);
            }
        });
        self.found.push(Mutant { place, what, edit, works: Works::Beside });
    }

    /// Every change of a checklist; `made` puts a changed one into what holds it.
    fn list<T: 'static>(
        &mut self,
        file: &str,
        name: &str,
        list: &Checklist,
        made: impl Fn(Checklist) -> T,
        slot: impl Fn(&mut Guideline) -> Option<&mut T> + Copy + 'static,
    ) {
        for changed in changes(list, &self.guideline.facts) {
            let place = changed.place.unwrap_or_else(|| Place::whole(file));
            let what = match name {
                "" => changed.what,
                name => format!("{name}: {}", changed.what),
            };
            self.value(place, what, made(changed.list), slot);
            self.works(Works::ByGates);
        }
    }

    /// How the last change works.
    fn works(&mut self, works: Works) {
        if let Some(mutant) = self.found.last_mut() {
            mutant.works = works;
        }
    }

    fn findings(&mut self) {
        for (at, finding) in self.guideline.findings.iter().enumerate() {
            let list = finding.body.checklist();
            let made = |list| finding.body.with(list);
            self.list(&finding.place.file, &finding.id, &list, made, move |g| {
                g.findings.get_mut(at).map(|finding| &mut finding.body)
            });
        }
    }

    /// The groups of red flags that some line counts; the others are for browsing alone.
    fn counted_groups(&self) -> BTreeSet<String> {
        let guideline = self.guideline;
        let findings = guideline.findings.iter().map(|finding| finding.checklist());
        let levels = guideline.red_flags.iter().flat_map(|flag| &flag.body.level);
        let mut groups = BTreeSet::new();
        for list in findings.chain(levels.map(|level| level.checklist())) {
            for item in list.items() {
                if let Test::RedFlagGroup(group) = &item.test {
                    groups.insert(group.clone());
                }
            }
        }
        groups
    }

    fn red_flags(&mut self) {
        let counted = self.counted_groups();
        for (at, entry) in self.guideline.red_flags.iter().enumerate() {
            for (row, level) in entry.body.level.iter().enumerate() {
                let name = format!("level {}", row + 1);
                let made = |list| level.with(list);
                let list = level.checklist();
                self.list(&entry.file, &name, &list, made, move |g| {
                    g.red_flags.get_mut(at)?.body.level.get_mut(row)
                });
                let place = first_place(&list, &entry.file);
                for other in neighbours(level.urgency) {
                    let what = format!("{name}: urgency {} becomes {other}", level.urgency);
                    self.value(place.clone(), what, other, move |g| {
                        Some(&mut g.red_flags.get_mut(at)?.body.level.get_mut(row)?.urgency)
                    });
                    self.works(Works::ByGates);
                }
            }
            let whole = Place::whole(&entry.file);
            if entry.body.closing == Closing::EmergencyTeam {
                let (what, closing) = ("closed by any clinician", Closing::Clinician);
                self.value(whole.clone(), what.to_owned(), closing, move |g| {
                    Some(&mut g.red_flags.get_mut(at)?.body.closing)
                });
            }
            if counted.contains(&entry.body.group) {
                let none = "no-group".to_owned();
                self.value(whole.clone(), "leaves its group".to_owned(), none, move |g| {
                    Some(&mut g.red_flags.get_mut(at)?.body.group)
                });
                self.works(Works::ByGates);
            }
            if entry.body.private {
                self.value(whole, "no longer private".to_owned(), false, move |g| {
                    Some(&mut g.red_flags.get_mut(at)?.body.private)
                });
            }
        }
    }

    fn classes(&mut self) {
        let mut ranks: Vec<u16> = self.guideline.classes.iter().map(|c| c.body.rank).collect();
        ranks.sort_unstable();
        for (at, entry) in self.guideline.classes.iter().enumerate() {
            let body = &entry.body;
            let when = |list| list;
            self.list(&entry.file, "when", &body.when, when, move |g| {
                Some(&mut g.classes.get_mut(at)?.body.when)
            });
            let whole = Place::whole(&entry.file);
            let route = if body.route == Route::Plan { Route::Clinician } else { Route::Plan };
            let what = format!(
                "route becomes {}",
                if route == Route::Plan { "plan" } else { "clinician" }
            );
            self.value(whole.clone(), what, route, move |g| {
                Some(&mut g.classes.get_mut(at)?.body.route)
            });
            self.works(Works::ByGates);
            if body.visit.is_some() {
                self.value(whole.clone(), "visit dropped".to_owned(), None, move |g| {
                    Some(&mut g.classes.get_mut(at)?.body.visit)
                });
                self.works(Works::ByGates);
            }
            let below = ranks.iter().rev().find(|rank| **rank < body.rank);
            if let Some(below) = below.map(|below| below.saturating_sub(1)) {
                self.value(whole, "ranks below the next class".to_owned(), below, move |g| {
                    Some(&mut g.classes.get_mut(at)?.body.rank)
                });
                self.works(Works::ByGates);
            }
        }
    }

    fn recommendations(&mut self) {
        for (at, entry) in self.guideline.recommendations.iter().enumerate() {
            let body = &entry.body;
            let whole = Place::whole(&entry.file);
            for (row, place) in body.place.iter().enumerate() {
                let name = format!("place {}", row + 1);
                let list = place.checklist();
                let made = |list| place.with(list);
                self.list(&entry.file, &name, &list, made, move |g| {
                    g.recommendations.get_mut(at)?.body.place.get_mut(row)
                });
                if let Some(line) = place.line {
                    for other in [line - 1, line + 1].into_iter().filter(|l| (1..=3).contains(l)) {
                        let what = format!("{name}: line {line} becomes {other}");
                        let place = first_place(&list, &entry.file);
                        self.value(place, what, Some(other), move |g| {
                            let body = &mut g.recommendations.get_mut(at)?.body;
                            Some(&mut body.place.get_mut(row)?.line)
                        });
                        self.works(Works::ByGates);
                    }
                }
            }
            if let Some(unless) = &body.unless {
                let file = &entry.file;
                self.list(
                    file,
                    "unless",
                    unless,
                    |list| list,
                    move |g| g.recommendations.get_mut(at)?.body.unless.as_mut(),
                );
            }
            let other = opposite(body.direction);
            self.value(whole.clone(), "the other direction".to_owned(), other, move |g| {
                Some(&mut g.recommendations.get_mut(at)?.body.direction)
            });
            if body.skill == Skill::Clinician {
                self.value(whole, "skill becomes self".to_owned(), Skill::Self_, move |g| {
                    Some(&mut g.recommendations.get_mut(at)?.body.skill)
                });
            }
        }
    }

    fn gates(&mut self) {
        for (at, entry) in self.guideline.gates.iter().enumerate() {
            for (row, item) in entry.body.item.iter().enumerate() {
                self.gate_item(&entry.file, item, move |g| {
                    g.gates.get_mut(at)?.body.item.get_mut(row)
                });
            }
            for (row, add) in entry.body.add.iter().enumerate() {
                let name = format!("add {}", add.id);
                let made = |list| add.with(list);
                let list = add.checklist();
                self.list(&entry.file, &name, &list, made, move |g| {
                    g.gates.get_mut(at)?.body.add.get_mut(row)
                });
            }
        }
    }

    fn gate_item(
        &mut self,
        file: &str,
        item: &GateItem,
        slot: impl Fn(&mut Guideline) -> Option<&mut GateItem> + Copy + 'static,
    ) {
        let name = format!("item {}", item.id);
        let list = item.checklist();
        self.list(file, &name, &list, |list| item.with(list), slot);
        let others: &[(Blocks, &str)] = match item.blocks {
            Blocks::Ask => &[(Blocks::Person, "person")],
            Blocks::Person => &[(Blocks::Ask, "ask"), (Blocks::Everyone, "everyone")],
            Blocks::Everyone => &[(Blocks::Person, "person")],
        };
        for (other, word) in others {
            let changed = GateItem { blocks: *other, ..item.clone() };
            self.value(first_place(&list, file), format!("{name}: blocks {word}"), changed, slot);
        }
    }

    fn medicines(&mut self) {
        for (at, entry) in self.guideline.medicines.iter().enumerate() {
            let body = &entry.body;
            let file = entry.file.as_str();
            let whole = Place::whole(file);
            self.list(
                file,
                "when",
                &body.when,
                |list| list,
                move |g| Some(&mut g.medicines.get_mut(at)?.body.when),
            );
            for (row, item) in body.item.iter().enumerate() {
                self.gate_item(file, item, move |g| {
                    g.medicines.get_mut(at)?.body.item.get_mut(row)
                });
            }
            for (what, changed, works) in medicine_changes(body) {
                self.value(whole.clone(), what, changed, move |g| {
                    Some(&mut g.medicines.get_mut(at)?.body)
                });
                self.works(works);
            }
            for (row, reduce) in body.reduce.iter().enumerate() {
                let name = format!("reduction {}", row + 1);
                let list = reduce.checklist();
                let made = |list| reduce.with(list);
                self.list(file, &name, &list, made, move |g| {
                    g.medicines.get_mut(at)?.body.reduce.get_mut(row)
                });
                for (what, changed) in reduction_changes(reduce) {
                    let place = first_place(&list, file);
                    self.value(place, format!("{name}: {what}"), changed, move |g| {
                        g.medicines.get_mut(at)?.body.reduce.get_mut(row)
                    });
                    self.works(Works::InDose(Told { tier: None, reduction: Some(row) }));
                }
            }
        }
    }

    fn imaging(&mut self) {
        for (at, entry) in self.guideline.imaging.iter().enumerate() {
            let body = &entry.body;
            self.list(
                &entry.file,
                "when",
                &body.when,
                |list| list,
                move |g| Some(&mut g.imaging.get_mut(at)?.body.when),
            );
            let (other, word) = match body.advice {
                ImagingAdvice::MriEmergency => (ImagingAdvice::Mri, "mri"),
                ImagingAdvice::None => (ImagingAdvice::Mri, "mri"),
                _ => (ImagingAdvice::None, "none"),
            };
            let what = format!("advice becomes {word}");
            self.value(Place::whole(&entry.file), what, other, move |g| {
                Some(&mut g.imaging.get_mut(at)?.body.advice)
            });
        }
    }

    fn exercises(&mut self) {
        for (at, entry) in self.guideline.exercises.iter().enumerate() {
            let body = &entry.body;
            self.list(
                &entry.file,
                "when",
                &body.when,
                |list| list,
                move |g| Some(&mut g.exercises.get_mut(at)?.body.when),
            );
            if let Some(not) = &body.not_when {
                self.list(
                    &entry.file,
                    "not_when",
                    not,
                    |list| list,
                    move |g| g.exercises.get_mut(at)?.body.not_when.as_mut(),
                );
            }
        }
    }

    fn follow_up(&mut self) {
        let follow_up = &self.guideline.follow_up;
        let file = self.guideline.follow_up_file.as_str();
        let whole = Place::whole(file);
        let latest = &follow_up.latest;
        let days = [latest.same_day, latest.acute, latest.subacute, latest.chronic];
        for ((name, days), slot) in
            ["same-day", "acute", "subacute", "chronic"].into_iter().zip(days).zip(0..)
        {
            let what = format!("latest {name}: a day later");
            self.value(whole.clone(), what, days + 1, move |g| {
                let latest = &mut g.follow_up.latest;
                [&mut latest.same_day, &mut latest.acute, &mut latest.subacute, &mut latest.chronic]
                    .into_iter()
                    .nth(slot)
            });
        }
        for (row, check) in follow_up.check.iter().enumerate() {
            let name = format!("check {}", check.id);
            self.list(
                file,
                &name,
                &check.when,
                |list| list,
                move |g| Some(&mut g.follow_up.check.get_mut(row)?.when),
            );
            let place = first_place(&check.when, file);
            if let Some(day) = check.day {
                let what = format!("{name}: a day later");
                self.value(place.clone(), what, Some(day + 1), move |g| {
                    Some(&mut g.follow_up.check.get_mut(row)?.day)
                });
            }
            if let Some(every) = check.every_days {
                let what = format!("{name}: comes a day later each time");
                self.value(place, what, Some(every + 1), move |g| {
                    Some(&mut g.follow_up.check.get_mut(row)?.every_days)
                });
            }
        }
        for (row, escalation) in follow_up.escalation.iter().enumerate() {
            let name = format!("escalation {}", escalation.id);
            self.list(
                file,
                &name,
                &escalation.when,
                |list| list,
                move |g| Some(&mut g.follow_up.escalation.get_mut(row)?.when),
            );
            for other in escalation.urgency.map(neighbours).unwrap_or_default() {
                let what = format!("{name}: urgency becomes {other}");
                let place = first_place(&escalation.when, file);
                self.value(place, what, Some(other), move |g| {
                    Some(&mut g.follow_up.escalation.get_mut(row)?.urgency)
                });
            }
        }
        for (row, overdue) in follow_up.overdue.iter().enumerate() {
            for other in neighbours(overdue.becomes) {
                let what = format!("overdue {}: becomes {other}", overdue.urgency);
                self.value(whole.clone(), what, other, move |g| {
                    Some(&mut g.follow_up.overdue.get_mut(row)?.becomes)
                });
            }
        }
    }

    fn texts(&mut self) {
        let texts = &self.guideline.texts;
        let files: Vec<String> = [
            "urgencies.toml",
            "closing.toml",
            "scope.toml",
            "already-taking.toml",
            "contradictions.toml",
        ]
        .map(|name| self.guideline.interview_file.replace("interview.toml", name))
        .to_vec();
        let [urgencies, closing, scope, taking, against] = files.as_slice() else { return };
        let softening = &texts.urgencies.softening;
        let steps = [softening.emergency, softening.same_day, softening.within_days];
        for ((name, step), slot) in
            ["emergency", "same-day", "within-days"].into_iter().zip(steps).zip(0..)
        {
            for other in neighbours(step) {
                let what = format!("softening of {name}: becomes {other}");
                self.value(Place::whole(urgencies), what, other, move |g| {
                    let softening = &mut g.texts.urgencies.softening;
                    [&mut softening.emergency, &mut softening.same_day, &mut softening.within_days]
                        .into_iter()
                        .nth(slot)
                });
            }
        }
        for days in [texts.closing.days.saturating_sub(1), texts.closing.days + 1] {
            let what = format!("days becomes {days}");
            self.value(Place::whole(closing), what, days, |g| Some(&mut g.texts.closing.days));
        }
        for other in neighbours(texts.closing.closed_emergency_team) {
            let what = format!("closed_emergency_team becomes {other}");
            self.value(Place::whole(closing), what, other, |g| {
                Some(&mut g.texts.closing.closed_emergency_team)
            });
        }
        let parts = [
            ("plan", &texts.scope.plan),
            ("full-plan", &texts.scope.full_plan),
            ("neck", &texts.scope.neck),
        ];
        for ((name, part), slot) in parts.into_iter().zip(0..) {
            self.list(
                scope,
                name,
                &part.when,
                |list| list,
                move |g| {
                    let scope = &mut g.texts.scope;
                    let parts = [&mut scope.plan, &mut scope.full_plan, &mut scope.neck];
                    parts.into_iter().nth(slot).map(|part| &mut part.when)
                },
            );
        }
        for (row, kind) in texts.scope.full_plan.kinds.iter().enumerate() {
            let mut kinds = texts.scope.full_plan.kinds.clone();
            kinds.remove(row);
            let what = format!("full-plan: kind {} dropped", kind.word());
            self.value(Place::whole(scope), what, kinds, |g| {
                Some(&mut g.texts.scope.full_plan.kinds)
            });
            self.works(Works::ByGates);
        }
        for (row, entry) in texts.already_taking.entry.iter().enumerate() {
            let name = format!("entry {}", entry.id);
            self.list(
                taking,
                &name,
                &entry.when,
                |list| list,
                move |g| Some(&mut g.texts.already_taking.entry.get_mut(row)?.when),
            );
            let other =
                if entry.route >= Urgency::Routine { Urgency::SelfCare } else { Urgency::Routine };
            let what = format!("{name}: route becomes {other}");
            self.value(first_place(&entry.when, taking), what, other, move |g| {
                Some(&mut g.texts.already_taking.entry.get_mut(row)?.route)
            });
        }
        for (row, pair) in texts.contradictions.pair.iter().enumerate() {
            let name = format!("pair {}", pair.id);
            self.list(
                against,
                &name,
                &pair.when,
                |list| list,
                move |g| Some(&mut g.texts.contradictions.pair.get_mut(row)?.when),
            );
        }
    }

    fn facts(&mut self) {
        for (id, fact) in self.guideline.facts.iter() {
            let file = fact.place.file.as_str();
            if matches!(fact.stage, Stage::Danger | Stage::Plan | Stage::Gate) {
                let what = format!("{}: need not be asked", fact.id);
                self.value(fact.place.clone(), what, Stage::Optional, move |g| {
                    Some(&mut g.facts.get_mut(id)?.stage)
                });
            }
            if let Some(when) = &fact.when {
                let name = format!("{} when", fact.id);
                self.list(
                    file,
                    &name,
                    when,
                    |list| list,
                    move |g| g.facts.get_mut(id)?.when.as_mut(),
                );
            }
            let name = format!("{} plausible_no", fact.id);
            match &fact.plausible_no {
                Some(plausible) => {
                    self.list(
                        file,
                        &name,
                        plausible,
                        |list| list,
                        move |g| g.facts.get_mut(id)?.plausible_no.as_mut(),
                    );
                }
                None if fact.stage == Stage::Danger => {
                    let always = Checklist { always: true, ..Checklist::default() };
                    let what = format!("{}: not sure counts as no", fact.id);
                    self.value(fact.place.clone(), what, Some(always), move |g| {
                        Some(&mut g.facts.get_mut(id)?.plausible_no)
                    });
                    self.works(Works::ByGates);
                }
                None => {}
            }
        }
    }
}

/// Where the first line of a condition stands.
fn first_place(list: &Checklist, file: &str) -> Place {
    list.items().next().map_or_else(|| Place::whole(file), |item| item.place.clone())
}

pub(super) fn opposite(direction: Direction) -> Direction {
    match direction {
        Direction::For => Direction::Against,
        Direction::Against => Direction::For,
    }
}

/// The urgencies one step above and one step below.
fn neighbours(urgency: Urgency) -> Vec<Urgency> {
    match urgency {
        Urgency::Emergency => vec![Urgency::SameDay],
        Urgency::SameDay => vec![Urgency::Emergency, Urgency::WithinDays(1)],
        Urgency::WithinDays(1) => vec![Urgency::SameDay, Urgency::WithinDays(2)],
        Urgency::WithinDays(14) => vec![Urgency::WithinDays(13), Urgency::Routine],
        Urgency::WithinDays(days) => {
            vec![Urgency::WithinDays(days - 1), Urgency::WithinDays(days + 1)]
        }
        Urgency::Routine => vec![Urgency::WithinDays(14), Urgency::SelfCare],
        Urgency::SelfCare => vec![Urgency::Routine],
    }
}
