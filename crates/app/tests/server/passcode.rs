//! The passcode lock, and who may listen where.

use crate::support::{Browser, Server, scratch, serve};
use crate::way;

const CODE: &str = "sunny hill";

/// Sets a passcode.
pub fn set(browser: &mut Browser) {
    browser.get("/yours");
    let answer = browser.post("/passcode", &[("passcode", CODE), ("again", CODE)]);
    assert_eq!((answer.status, browser.place.as_str()), (200, "/yours"));
    assert!(browser.page.contains("locked with a passcode"));
}

fn unlock(browser: &mut Browser, code: &str) -> u16 {
    browser.get("/unlock");
    browser.post("/unlock", &[("passcode", code)]).status
}

#[test]
fn who_does_not_know_the_passcode_sees_nothing_but_help() {
    let server = Server::start(&scratch("locked").join("lumbago.db"));
    let mut mine = Browser::at(&server);
    let episode = way::to_the_plan(&mut mine, "Sam", &[]);
    set(&mut mine);
    mine.get(&format!("{episode}/plan"));
    assert!(mine.place.ends_with("/plan"), "whoever set it stays inside");

    let mut other = Browser::at(&server);
    let pages = ["plan", "q", "answers", "clinician", "letter", "help", "plan/download"];
    let mut shut: Vec<String> = pages.iter().map(|page| format!("{episode}/{page}")).collect();
    shut.extend(
        [
            "/",
            "/start",
            "/yours",
            "/yours/export.json",
            "/yours/export.csv",
            "/yours/delete",
            "/nowhere",
            "/unlock/",
            "//unlock",
            "/help/../yours",
            "/UNLOCK",
        ]
        .map(str::to_owned),
    );
    for path in shut {
        let answer = other.ask("GET", &path, "", b"").unwrap();
        assert_eq!((answer.status, answer.place()), (303, "/unlock"), "{path}");
        assert!(answer.header("clear-site-data").is_some(), "what was kept goes, too: {path}");
    }
    for open in ["/unlock", "/help", "/about"] {
        let answer = other.get(open);
        assert_eq!(answer.status, 200, "{open}");
        assert!(!other.page.contains("Sam"), "{open}");
    }
    other.get("/unlock");
    for path in ["/yours/delete", "/passcode", "/lock", "/code", "/start"] {
        let answer = other.send_once(path, &other.hidden()).unwrap();
        assert_eq!((answer.status, answer.place()), (303, "/unlock"), "{path}");
    }
    let answer = other.send_file("/yours/import", b"{}");
    assert_eq!((answer.status, other.place.as_str()), (200, "/unlock"));
}

#[test]
fn the_passcode_lets_in_again_and_again_and_a_wrong_one_does_not() {
    let server = Server::start(&scratch("unlock").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    way::begin(&mut browser, "Sam");
    set(&mut browser);
    for _ in 0..2 {
        let before = browser.cookies.clone();
        assert_eq!(unlock(&mut browser, CODE), 200);
        assert_eq!(browser.place, "/", "in the same browser, twice");
        assert_ne!(browser.cookies, before, "whoever knew the old cookie is not let in with it");
    }
    let mut other = Browser::at(&server);
    assert_eq!(unlock(&mut other, "rainy hill"), 422);
    assert_eq!(unlock(&mut other, ""), 422);
    other.get("/");
    assert_eq!(other.place, "/unlock");

    let answer = browser.post("/lock", &[]);
    assert!(answer.header("clear-site-data").is_some(), "what was kept for offline use goes");
    browser.get("/");
    assert_eq!(browser.place, "/unlock");
}

#[test]
fn guessing_is_slow() {
    let server = Server::start(&scratch("guessing").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    set(&mut browser);
    let mut other = Browser::at(&server);
    let mut statuses: Vec<u16> = (0..14).map(|_| unlock(&mut other, "000000")).collect();
    statuses.dedup();
    assert_eq!(statuses, [422, 429]);
}

#[test]
fn only_who_knows_the_passcode_changes_or_removes_it() {
    let server = Server::start(&scratch("change").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    set(&mut browser);
    let new = [("passcode", "other hill"), ("again", "other hill")];
    for present in [None, Some("wrong one")] {
        let mut fields = new.to_vec();
        fields.extend(present.map(|code| ("present", code)));
        assert_eq!(browser.post("/passcode", &fields).status, 422);
        fields.push(("remove", "1"));
        assert_eq!(browser.post("/passcode", &fields).status, 422);
        assert!(browser.page.contains("present-error"), "the page names the field");
    }
    for (fields, field) in [
        ([("present", CODE), ("passcode", "short"), ("again", "short")], "passcode-error"),
        ([("present", CODE), ("passcode", "other hill"), ("again", "anther hill")], "again-error"),
    ] {
        assert_eq!(browser.post("/passcode", &fields).status, 422);
        assert!(browser.page.contains(field));
    }
    let fields = [("present", CODE), ("passcode", "other hill"), ("again", "other hill")];
    browser.post("/passcode", &fields);
    assert_eq!(browser.place, "/yours");
    let mut other = Browser::at(&server);
    assert_eq!(unlock(&mut other, CODE), 422);
    assert_eq!(unlock(&mut other, "other hill"), 200);
    browser.get("/yours");
    assert_eq!(browser.place, "/yours");
    browser.post("/passcode", &[("present", "other hill"), ("remove", "1")]);
    let mut third = Browser::at(&server);
    third.get("/yours");
    assert_eq!(third.place, "/yours", "the lock is gone");
}

#[test]
fn without_a_passcode_it_does_not_listen_where_others_reach_it() {
    let data = scratch("open").join("lumbago.db");
    let elsewhere = ["--listen", "0.0.0.0:0"];
    let behind = ["--listen", "127.0.0.1:0", "--tls-host", "back.example.org"];
    for (options, named) in [(&elsewhere[..], "0.0.0.0:0"), (&behind[..], "back.example.org")] {
        let output = serve(&data, options).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(5), "{told}");
        assert!(told.contains(&format!("refused: {named} can be reached by others")), "{told}");
        assert!(told.contains("set a passcode"), "{told}");
        assert_eq!(output.stdout, b"");
    }
}

#[test]
fn a_server_that_others_reach_never_loses_its_lock() {
    let data = scratch("reached").join("lumbago.db");
    let server = Server::start(&data);
    let mut browser = Browser::at(&server);
    set(&mut browser);
    drop(server);
    let server = Server::with(&data, &["--listen", "0.0.0.0:0"]);
    browser.moved(&server);
    browser.get("/yours");
    let said = server.said.lock().unwrap().clone();
    assert!(said.contains("is not encrypted"), "{said}");
    assert!(!browser.page.contains("name=\"remove\""));
    let answer = browser.post("/passcode", &[("present", CODE), ("remove", "1")]);
    assert_eq!(answer.status, 422);
    browser.get("/yours/delete");
    browser.post("/yours/delete", &[]);
    let mut other = Browser::at(&server);
    other.get("/yours");
    assert_eq!(other.place, "/unlock", "after everything was deleted, too");
}
