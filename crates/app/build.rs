//! Reads and checks the guideline once, when Lumbago is built, and keeps it in the executable: a
//! broken guideline does not build, and starting does not read hundreds of files.

use std::path::Path;

use lumbago_guideline::Guideline;
use lumbago_guideline::folder::Folder;

fn main() {
    // Cargo runs this in the folder of the package. A path from when this was compiled could lead
    // into another clone that shares the target folder, and its guideline would be built in.
    let root = Path::new("../..");
    for folder in ["guideline", "cases"] {
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
    }
    println!("cargo::rerun-if-changed=texts");
    keep("guideline.bin", embedded(root));
    keep("texts.bin", texts(Path::new("texts")));
}

/// Writes what was made to the folder from which the program includes it.
fn keep(name: &str, made: Result<Vec<u8>, Vec<String>>) {
    match made {
        Ok(bytes) => {
            let out = std::env::var_os("OUT_DIR").map(std::path::PathBuf::from);
            let written = out.map(|out| std::fs::write(out.join(name), bytes));
            if !matches!(written, Some(Ok(()))) {
                println!("cargo::error={name} could not be written to OUT_DIR");
            }
        }
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={}", problem.replace('\n', " "));
            }
        }
    }
}

/// The words of the pages: the language, which is the name of the folder, and one Fluent file.
fn texts(root: &Path) -> Result<Vec<u8>, Vec<String>> {
    let told = |error: std::io::Error| vec![format!("texts: {error}")];
    let mut files: Vec<(String, String)> = Vec::new();
    for folder in std::fs::read_dir(root).map_err(told)? {
        let folder = folder.map_err(told)?.path();
        let language = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for file in std::fs::read_dir(&folder).map_err(told)? {
            let file = file.map_err(told)?.path();
            if file.extension().is_some_and(|ending| ending == "ftl") {
                files.push((language.clone(), std::fs::read_to_string(file).map_err(told)?));
            }
        }
    }
    files.sort();
    postcard::to_allocvec(&files).map_err(|error| vec![error.to_string()])
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
