use crate::bearing::*;
use crate::support::*;
use lumbago_decision::facts::State;

#[test]
fn stats() {
    let e = engine();
    for id in DANGER.facts() {
        let f = e.guideline.facts.get(id).unwrap();
        if let Some(no) = denial(f) {
            if !DANGER.no_calmer(id, &no, &State::Unknown) { println!("UNKNOWN {}", f.id); }
            for (name, s) in options(f) {
                if !DANGER.no_calmer(id, &no, &s) { println!("OPTION {} {name}", f.id); }
                if s != no && !DANGER.no_calmer(id, &State::Unknown, &s) { println!("   from unknown {} {name}", f.id); }
            }
        } else { println!("no denial: {} {:?}", f.id, f.kind); }
    }
    let mut total = 0u64;
    for (i, flag) in e.compiled.danger.flags.iter().enumerate() {
        let q = Questions::of(&e.compiled.circuit, flag.levels.iter().map(|l| l.holds));
        let cone = e.compiled.circuit.bearing(flag.levels.iter().map(|l| l.holds)).len();
        let k = q.facts().len();
        total += 3u64.pow(k.min(12) as u32) * cone as u64;
        println!("{} k={} cone={}", e.guideline.red_flags[i].id, k, cone);
    }
    println!("total {total}");
}
