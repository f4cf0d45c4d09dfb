//! Reads and checks the guideline once, when Lumbago is built, and keeps it in the executable: a
//! broken guideline does not build, and starting does not read hundreds of files.

use std::path::Path;

use lumbago_guideline::Guideline;
use lumbago_guideline::folder::Folder;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for folder in ["guideline", "cases"] {
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
    }
    match embedded(&root) {
        Ok(bytes) => {
            let out = std::env::var_os("OUT_DIR").map(std::path::PathBuf::from);
            let written = out.map(|out| std::fs::write(out.join("guideline.bin"), bytes));
            if !matches!(written, Some(Ok(()))) {
                println!("cargo::error=the guideline could not be written to OUT_DIR");
            }
        }
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={}", problem.replace('\n', " "));
            }
        }
    }
}

fn embedded(root: &Path) -> Result<Vec<u8>, Vec<String>> {
    let read = |name: &str| {
        let mut folder =
            Folder::read(&root.join(name)).map_err(|problem| vec![problem.to_string()])?;
        // Messages name the folders as they are called in the repository.
        folder.name = name.to_owned();
        Ok::<_, Vec<String>>(folder)
    };
    let guideline = Guideline::load(&read("guideline")?, &read("cases")?)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    postcard::to_allocvec(&guideline).map_err(|error| vec![error.to_string()])
}
