//! The small changes of one checklist.

use lumbago_guideline::checklist::{Checklist, Comparison, Item, Test, write_number};
use lumbago_guideline::fact::{FactKind, Facts};
use lumbago_guideline::problem::Place;

/// A checklist that differs in one thing.
pub(super) struct Changed {
    /// The line that was changed, where it is one.
    pub place: Option<Place>,
    /// What was changed.
    pub what: String,
    /// What it became.
    pub list: Checklist,
}

type Part = fn(&mut Checklist) -> &mut Vec<Item>;

const PARTS: [(&str, Part); 4] = [
    ("all", |list| &mut list.all),
    ("any", |list| &mut list.any),
    ("none", |list| &mut list.none),
    ("of", |list| &mut list.of),
];

/// Every small change of a checklist.
pub(super) fn changes(list: &Checklist, facts: &Facts) -> Vec<Changed> {
    let mut found = Vec::new();
    let mut add = |place: Option<&Item>, what: String, list: Checklist| {
        found.push(Changed { place: place.map(|item| item.place.clone()), what, list });
    };
    let first = list.items().next();
    if list.always {
        add(None, "`always` dropped".to_owned(), Checklist { always: false, ..list.clone() });
    }
    if list.items().count() > 1 {
        add(first, "never holds".to_owned(), Checklist::default());
    }
    for (name, part) in PARTS {
        let items = part(&mut list.clone()).clone();
        for (position, item) in items.iter().enumerate() {
            let mut without = list.clone();
            part(&mut without).remove(position);
            add(Some(item), format!("`{}` dropped from {name}", item.text), without);
            for (what, test) in other_tests(&item.test, facts) {
                let mut with = list.clone();
                if let Some(slot) = part(&mut with).get_mut(position) {
                    slot.test = test;
                }
                add(Some(item), format!("`{}` in {name}: {what}", item.text), with);
            }
        }
    }
    if list.all.len() > 1 {
        let mut flipped = list.clone();
        flipped.any.append(&mut flipped.all);
        add(first, "all becomes any".to_owned(), flipped);
    }
    if list.any.len() > 1 {
        let mut flipped = list.clone();
        flipped.all.append(&mut flipped.any);
        add(list.any.first(), "any becomes all".to_owned(), flipped);
    }
    if let Some(least) = list.at_least {
        for other in [least.saturating_sub(1), least + 1] {
            let changed = Checklist { at_least: Some(other), ..list.clone() };
            add(first, format!("at_least {least} becomes {other}"), changed);
        }
    }
    found
}

/// The tests that are one step away: a threshold moved, an option left out.
fn other_tests(test: &Test, facts: &Facts) -> Vec<(String, Test)> {
    match test {
        Test::Compares(id, comparison, bound) => {
            let Some(FactKind::Number { decimals, least, greatest, .. }) =
                facts.get(*id).map(|fact| &fact.kind)
            else {
                return Vec::new();
            };
            let possible = |bound: &i64| match comparison {
                // A threshold that no value, or every value, reaches is no threshold.
                Comparison::AtLeast | Comparison::Below => (*least..=*greatest + 1).contains(bound),
                Comparison::Above | Comparison::AtMost => (*least - 1..=*greatest).contains(bound),
                Comparison::Equal => (*least..=*greatest).contains(bound),
            };
            [bound - 1, bound + 1]
                .into_iter()
                .filter(possible)
                .map(|bound| {
                    let what = format!("becomes {}", write_number(bound, *decimals));
                    (what, Test::Compares(*id, *comparison, bound))
                })
                .collect()
        }
        Test::Is(id, options) | Test::Has(id, options) if options.len() > 1 => {
            let names = facts.get(*id).map(|fact| fact.kind.options()).unwrap_or_default();
            let without = |position: usize| {
                let mut fewer = options.clone();
                let gone = fewer.remove(position);
                let name = names.get(usize::from(gone)).map_or("", String::as_str);
                let test = match test {
                    Test::Is(..) => Test::Is(*id, fewer),
                    _ => Test::Has(*id, fewer),
                };
                (format!("without {name}"), test)
            };
            (0..options.len()).map(without).collect()
        }
        Test::Possibly(inner) => wrapped(inner, facts, Test::Possibly),
        Test::Certainly(inner) => wrapped(inner, facts, Test::Certainly),
        _ => Vec::new(),
    }
}

fn wrapped(inner: &Test, facts: &Facts, wrap: fn(Box<Test>) -> Test) -> Vec<(String, Test)> {
    let others = other_tests(inner, facts).into_iter();
    others.map(|(what, test)| (what, wrap(Box::new(test)))).collect()
}
