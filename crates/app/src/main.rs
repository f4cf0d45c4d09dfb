use lumbago_guideline::{folder::Folder, Guideline};
use lumbago_decision::plan::*;
fn main() {
    let f = Folder::read(std::path::Path::new("guideline")).unwrap();
    let c = Folder::read(std::path::Path::new("cases")).unwrap();
    let g = match Guideline::load(&f, &c) { Err(ps) => { for p in ps { println!("{p}"); } return } Ok(g) => g };
    let e = match lumbago_decision::Engine::new(g) { Err(ps) => { for p in ps {println!("{p}")} return }, Ok(e) => e };
    let mut bad = 0;
    for en in &e.guideline.encounters {
        for audience in [Audience::Person, Audience::Clinician] {
        let a = e.guideline.answers_of(en.body.like.as_deref(), en.body.like_gate.as_deref(), &en.body.facts).unwrap();
        let Ok(s) = lumbago_decision::input::read_sheet(&e.guideline, &a, "", "", None) else { println!("{} unreadable", en.id); continue };
        let r = release(&e, &s, Context { audience, today: Some("2026-11-21".parse().unwrap()) });
        if !r.failures.is_empty() { bad += 1; println!("{} {:?}", en.id, r.failures.iter().map(|f| f.to_string()).collect::<Vec<_>>()); }
        if std::env::args().nth(1).as_deref() == Some(&en.id) && audience == Audience::Person { println!("{}", lumbago_page::text(&r.plan)); std::fs::write("/tmp/plan.html", lumbago_page::html(&r.plan)).unwrap(); }
        }
    }
    println!("{bad} bad");
}
