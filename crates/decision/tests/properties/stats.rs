use crate::samples::*;
use crate::support::*;
use lumbago_decision::plan::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

#[test]
fn stats() {
    let mut runner = TestRunner::deterministic();
    let s = sample(10);
    let mut fails: BTreeMap<String, (usize, String, usize)> = BTreeMap::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for n in 0..60000 {
        let x = s.new_tree(&mut runner).unwrap().current();
        let sheet = x.sheet();
        for audience in [Audience::Person, Audience::Clinician] {
            let r = release(engine(), &sheet, Context { audience, today: Some(TODAY) });
            if n < 3000 {
                *counts
                    .entry(format!("{:?} {:?}", r.plan.urgency, r.plan.within_days))
                    .or_default() += 1;
            }
            for f in r.failures {
                let e = fails.entry(f.to_string()).or_insert((0, format!("{x:?}"), 999));
                e.0 += 1;
                if x.changes.len() < e.2 {
                    e.1 = format!("{x:?}");
                    e.2 = x.changes.len();
                }
            }
        }
    }
    println!("{counts:#?} {fails:#?}");
    let s = wild_sheet();
    let mut fails: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..3000 {
        let sheet = s.new_tree(&mut runner).unwrap().current();
        let r = release(
            engine(),
            &sheet,
            Context { audience: Audience::Clinician, today: Some(TODAY) },
        );
        for f in r.failures {
            *fails.entry(f.to_string()).or_default() += 1;
        }
    }
    println!("{fails:#?}");
}
