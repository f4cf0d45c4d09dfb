use lumbago_guideline::{folder::Folder, Guideline};
fn main() {
    let f = Folder::read(std::path::Path::new("guideline")).unwrap();
    let c = Folder::read(std::path::Path::new("cases")).unwrap();
    let t = std::time::Instant::now();
    match Guideline::load(&f, &c) {
        Err(ps) => { for p in ps { println!("{p}"); } }
        Ok(g) => { println!("loaded {:?}", t.elapsed());
            match lumbago_decision::Engine::new(g) { Err(ps) => for p in ps { println!("{p}"); }, Ok(e) => {
                let (n, ps) = lumbago_decision::check::run_cases(&e);
                for p in &ps { println!("{p}"); }
                println!("{n:?} {} failed", ps.len());
            } } }
    }
}
