use lumbago_guideline::{folder::Folder, Guideline};
fn main() {
    let f = Folder::read(std::path::Path::new("guideline")).unwrap();
    let c = Folder::read(std::path::Path::new("cases")).unwrap();
    let t = std::time::Instant::now();
    match Guideline::load(&f, &c) {
        Err(ps) => { for p in ps { println!("{p}"); } }
        Ok(g) => { println!("loaded {:?}", t.elapsed());
            let t = std::time::Instant::now();
            match lumbago_decision::compile::compile(&g) { Err(ps) => for p in ps { println!("{p}"); }, Ok(c) => println!("{} gates {:?}", c.circuit.len(), t.elapsed()) } }
    }
}
