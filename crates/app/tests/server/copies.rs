//! `lumbago backup` and `restore`, and data files of earlier versions.

use std::path::Path;
use std::process::Output;

use sea_orm::{ConnectionTrait, Database};

use crate::support::{Browser, Server, lumbago, scratch};
use crate::way;

fn run(command: &str, file: &Path, data: &Path) -> Output {
    lumbago().arg(command).arg(file).arg("--data").arg(data).output().unwrap()
}

fn told(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_owned()).unwrap();
    text(&output.stdout) + &text(&output.stderr)
}

fn export(browser: &mut Browser) -> String {
    browser.ask("GET", "/yours/export.json", "", b"").unwrap().text()
}

#[test]
fn a_copy_made_while_the_app_runs_brings_everything_back() {
    let folder = scratch("backup");
    let (data, copy) = (folder.join("lumbago.db"), folder.join("copy.db"));
    let server = Server::start(&data);
    let mut browser = Browser::at(&server);
    way::to_the_plan(&mut browser, "Sam", &[]);
    let before = export(&mut browser);

    let output = run("backup", &copy, &data);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(told(&output).contains("written and read back: 1 people, 1 episodes"));

    // What comes after the copy is not in it.
    way::begin(&mut browser, "Alex");
    drop(server);
    let output = run("restore", &copy, &data);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert!(told(&output).contains("what was there is kept as"));
    let server = Server::start(&data);
    browser.moved(&server);
    assert_eq!(export(&mut browser), before);

    // And what was there before can be brought back, too.
    drop(server);
    let aside = folder.join("lumbago.db.before-restore");
    assert_eq!(run("restore", &aside, &folder.join("other.db")).status.code(), Some(0));
    let server = Server::start(&folder.join("other.db"));
    browser.moved(&server);
    assert!(export(&mut browser).contains("Alex"));
}

#[test]
fn a_restore_under_a_running_app_is_refused() {
    let folder = scratch("restore-running");
    let (data, copy) = (folder.join("lumbago.db"), folder.join("copy.db"));
    let server = Server::start(&data);
    let mut browser = Browser::at(&server);
    way::begin(&mut browser, "Sam");
    assert_eq!(run("backup", &copy, &data).status.code(), Some(0));
    let output = run("restore", &copy, &data);
    assert_eq!(output.status.code(), Some(5), "{}", told(&output));
    assert!(told(&output).contains("help: "), "{}", told(&output));
    way::begin(&mut browser, "Alex");
    assert!(export(&mut browser).contains("Alex"), "the app goes on with its own file");
}

#[test]
fn a_damaged_copy_is_refused_and_the_store_stays_as_it_was() {
    let folder = scratch("damaged");
    let (data, copy) = (folder.join("lumbago.db"), folder.join("copy.db"));
    let server = Server::start(&data);
    let mut browser = Browser::at(&server);
    way::to_the_plan(&mut browser, "Sam", &[]);
    assert_eq!(run("backup", &copy, &data).status.code(), Some(0));
    let before = export(&mut browser);
    drop(server);

    let whole = std::fs::read(&copy).unwrap();
    let mut scratched = whole.clone();
    for byte in &mut scratched[whole.len() / 2..whole.len() / 2 + 3000] {
        *byte = !*byte;
    }
    let halves = [
        ("scratched", scratched),
        ("half", whole[..whole.len() / 2].to_vec()),
        ("text", b"this is no database at all, only a line of text".to_vec()),
        ("empty", Vec::new()),
    ];
    for (name, bytes) in halves {
        let broken = folder.join(name);
        std::fs::write(&broken, bytes).unwrap();
        let output = run("restore", &broken, &data);
        assert_eq!(output.status.code(), Some(5), "{name}: {}", told(&output));
        assert!(!told(&output).contains("panicked"), "{name}: {}", told(&output));
    }
    assert_eq!(run("restore", &folder.join("missing"), &data).status.code(), Some(5));
    let left: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("restor"))
        .collect();
    assert_eq!(left, [""; 0], "nothing is left lying about");
    let server = Server::start(&data);
    browser.moved(&server);
    assert_eq!(export(&mut browser), before);
}

#[test]
fn a_copy_never_writes_over_a_file() {
    let folder = scratch("existing");
    let (data, copy) = (folder.join("lumbago.db"), folder.join("copy.db"));
    drop(Server::start(&data));
    std::fs::write(&copy, "mine").unwrap();
    let output = run("backup", &copy, &data);
    assert_eq!(output.status.code(), Some(5), "{}", told(&output));
    assert!(told(&output).contains("there is such a file already"), "{}", told(&output));
    assert_eq!(std::fs::read_to_string(&copy).unwrap(), "mine");

    let output = run("backup", &folder.join("new.db"), &folder.join("nothing.db"));
    assert_eq!(output.status.code(), Some(5), "{}", told(&output));
    assert!(told(&output).contains("nothing was kept yet"));
    assert!(!folder.join("nothing.db").exists(), "asking for a copy makes no store");
}

#[test]
fn a_store_that_was_not_closed_is_no_copy() {
    let folder = scratch("not-closed");
    let data = folder.join("lumbago.db");
    let server = Server::start(&data);
    let mut browser = Browser::at(&server);
    way::begin(&mut browser, "Sam");
    let before = export(&mut browser);
    server.kill();
    let output = run("restore", &data, &folder.join("other.db"));
    assert_eq!(output.status.code(), Some(5), "{}", told(&output));
    assert!(told(&output).contains("lumbago backup"), "it names the remedy: {}", told(&output));
    assert!(!folder.join("other.db").exists());

    // The remedy works.
    assert_eq!(run("backup", &folder.join("copy.db"), &data).status.code(), Some(0));
    let output = run("restore", &folder.join("copy.db"), &folder.join("other.db"));
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let server = Server::start(&folder.join("other.db"));
    browser.moved(&server);
    assert_eq!(export(&mut browser), before);
}

#[test]
fn a_file_with_an_odd_name_is_that_file_and_no_other() {
    let folder = scratch("odd-names");
    let data = folder.join("my data?mode=ro %41.db");
    let server = Server::start(&data);
    let mut browser = Browser::at(&server);
    way::begin(&mut browser, "Sam");
    for name in ["copy 1.db", "copy%201.db", "it's #1.db"] {
        let output = run("backup", &folder.join(name), &data);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        way::begin(&mut browser, "Alex");
    }
    drop(server);
    let names = ["copy 1.db", "copy%201.db", "it's #1.db"];
    for (episodes, name) in names.into_iter().enumerate() {
        let output = run("restore", &folder.join(name), &folder.join("other.db"));
        let held = format!("{} episodes", episodes + 1);
        assert!(told(&output).contains(&held), "{name}: {}", told(&output));
    }
}

#[test]
fn what_a_restore_kept_is_deleted_with_everything() {
    let folder = scratch("kept");
    let (data, copy) = (folder.join("lumbago.db"), folder.join("copy.db"));
    let server = Server::start(&data);
    let mut browser = Browser::at(&server);
    way::begin(&mut browser, "Samantha");
    assert_eq!(run("backup", &copy, &data).status.code(), Some(0));
    drop(server);
    for _ in 0..2 {
        assert_eq!(run("restore", &copy, &data).status.code(), Some(0));
    }
    assert!(folder.join("lumbago.db.before-restore-2").exists());
    let server = Server::start(&data);
    browser.moved(&server);
    browser.get("/yours/delete");
    assert_eq!(browser.post("/yours/delete", &[]).status, 200);
    drop(server);
    std::fs::remove_file(&copy).unwrap();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let name = b"Samantha";
        assert!(!bytes.windows(name.len()).any(|part| part == name), "{path:?}");
    }
}

#[cfg(unix)]
#[test]
fn nobody_else_on_the_machine_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let folder = scratch("modes");
    let data = folder.join("lumbago.db");
    let server = Server::start(&data);
    let mut browser = Browser::at(&server);
    way::begin(&mut browser, "Sam");
    assert_eq!(run("backup", &folder.join("copy.db"), &data).status.code(), Some(0));
    let restored = folder.join("restored.db");
    assert_eq!(run("restore", &folder.join("copy.db"), &restored).status.code(), Some(0));
    let mut seen = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.path());
        seen += 1;
    }
    assert!(seen >= 4, "the store, its log, the copy, and what was restored");
}

/// The tables and rows of a data file as each released version wrote it.
const EARLIER: [(&str, &str); 1] = [("v1", include_str!("../fixtures/store-v1.sql"))];

#[test]
fn a_data_file_of_every_earlier_version_opens_with_all_that_it_holds() {
    for (version, dump) in EARLIER {
        let data = scratch(&format!("migration-{version}")).join("lumbago.db");
        let url = format!("sqlite://{}?mode=rwc", data.display());
        let write = async {
            let db = Database::connect(url).await.unwrap();
            db.execute_unprepared(dump).await.unwrap();
            db.close().await.unwrap();
        };
        tokio::runtime::Runtime::new().unwrap().block_on(write);
        let server = Server::start(&data);
        let mut browser = Browser::at(&server);
        browser.get("/");
        assert!(browser.page.contains("Robin"), "{version}: {}", browser.page);
        let archive: serde_json::Value = serde_json::from_str(&export(&mut browser)).unwrap();
        let episode = &archive["people"][0]["episodes"][0];
        let log = episode["log"].as_array().unwrap();
        assert!(log.iter().any(|entry| entry["kind"] == "shown"), "{version}");
        let plan = browser.get(&format!("/e/{}/plan", episode["id"].as_str().unwrap()));
        assert_eq!(plan.status, 200);
        assert!(browser.place.ends_with("/plan"), "{version}: its plan is still there");
    }
}
