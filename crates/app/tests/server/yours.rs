//! Taking everything along, bringing it in again, and deleting.

use serde_json::{Value, json};

use crate::support::{Browser, Server, scratch};
use crate::way;

fn export(browser: &mut Browser) -> Value {
    let answer = browser.ask("GET", "/yours/export.json", "", b"").unwrap();
    serde_json::from_slice(&answer.bytes).unwrap()
}

fn import(browser: &mut Browser, text: &str) -> u16 {
    browser.get("/yours");
    browser.send_file("/yours/import", text.as_bytes()).status
}

fn fresh(test: &str) -> (Server, Browser) {
    let server = Server::start(&scratch(test).join("lumbago.db"));
    let browser = Browser::at(&server);
    (server, browser)
}

#[test]
fn what_was_taken_along_comes_in_again_as_it_was() {
    let (_server, mut browser) = fresh("roundtrip");
    let episode = way::to_the_plan(&mut browser, "Sam", &[]);
    way::begin(&mut browser, "=Alex, \"the second\"");
    browser.get(&format!("{episode}/clinician"));
    let words = ("words", "Why does it hurt\nat night?");
    browser.post(&format!("{episode}/clinician/note"), &[words]);
    let answer = browser.ask("GET", "/yours/export.json", "", b"").unwrap();
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(
        answer.header("content-disposition"),
        Some("attachment; filename=\"lumbago-2026-11-21.json\"")
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let before = answer.text();

    let (_second, mut other) = fresh("roundtrip-second");
    assert_eq!(import(&mut other, &before), 200);
    assert!(other.page.contains("2 spells of back pain came in"), "{}", other.page);
    assert_eq!(export(&mut other).to_string(), export(&mut browser).to_string());
    other.get(&format!("{episode}/plan"));
    assert!(other.place.ends_with("/plan"), "the plan is there, too");
    // Twice is once.
    assert_eq!(import(&mut other, &before), 200);
    assert!(other.page.contains("was here already"));
    assert_eq!(export(&mut other).to_string(), export(&mut browser).to_string());

    let table = browser.ask("GET", "/yours/export.csv", "", b"").unwrap().text();
    assert!(table.starts_with("person,episode,at,day,kind,name,value\r\n"));
    assert!(table.contains("\"answered\",\"age\",\"40\"\r\n"));
    assert!(table.contains("\"'=Alex, \"\"the second\"\"\""), "no cell is run as a formula");
}

#[test]
fn what_was_added_elsewhere_comes_in_and_what_went_on_here_stays() {
    let (_server, mut browser) = fresh("grown");
    let episode = way::to_the_plan(&mut browser, "Sam", &[]);
    let before = export(&mut browser).to_string();
    let (_second, mut other) = fresh("grown-second");
    assert_eq!(import(&mut other, &before), 200);
    for words in ["Can I lift?", "Can I swim?"] {
        browser.get(&format!("{episode}/clinician"));
        browser.post(&format!("{episode}/clinician/note"), &[("words", words)]);
    }
    browser.get("/");
    let person = crate::support::between(&browser.page, "/start?person=");
    browser.get(&format!("/start?person={person}"));
    let fields = [("person", person.as_str()), ("role", "person"), ("region", "gb")];
    browser.post("/start", &fields);

    // The other device gets what was added, under the same person.
    assert_eq!(import(&mut other, &export(&mut browser).to_string()), 200);
    assert!(other.page.contains("One spell of back pain came in"), "{}", other.page);
    assert!(other.page.contains("One spell of back pain that was here has grown"));
    assert_eq!(export(&mut other), export(&mut browser));

    // An older file takes nothing away.
    assert_eq!(import(&mut other, &before), 200);
    assert!(other.page.contains("was here already"));
    assert_eq!(export(&mut other), export(&mut browser));

    // Where both went on, each keeps its own, and says so.
    for (device, words) in [(&mut browser, "Here"), (&mut other, "There")] {
        device.get(&format!("{episode}/clinician"));
        device.post(&format!("{episode}/clinician/note"), &[("words", words)]);
    }
    let kept = export(&mut other);
    assert_eq!(import(&mut other, &export(&mut browser).to_string()), 200);
    assert!(other.page.contains("is here in another way"), "{}", other.page);
    assert_eq!(export(&mut other), kept);
}

#[test]
fn a_file_with_other_letters_is_refused_and_one_with_a_mark_in_front_is_read() {
    let (_server, mut browser) = fresh("letters");
    way::begin(&mut browser, "José");
    let file = export(&mut browser).to_string();
    let (_second, mut other) = fresh("letters-second");
    other.get("/yours");
    let latin: Vec<u8> = file.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(other.send_file("/yours/import", &latin).status, 422);
    assert!(other.page.contains("not one that Lumbago wrote"));
    assert_eq!(import(&mut other, &format!("\u{feff}{file}")), 200);
    assert_eq!(export(&mut other).to_string(), file);
}

#[test]
fn a_broken_or_foreign_file_is_refused_in_one_sentence_and_nothing_is_stored() {
    let (_server, mut browser) = fresh("broken");
    way::to_the_plan(&mut browser, "Sam", &[]);
    let before = export(&mut browser);
    let whole = before.to_string();
    // As if it came from elsewhere: a new episode in front, so that half of it could be stored.
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut archive = before.clone();
        let mut second = archive["people"][0]["episodes"][0].clone();
        archive["people"][0]["episodes"][0]["id"] = json!("00000000-0000-4000-8000-000000000001");
        change(&mut second);
        archive["people"][0]["episodes"].as_array_mut().unwrap().push(second);
        archive.to_string()
    };
    let files = [
        ("", "Please choose a file"),
        ("a shopping list", "not one that Lumbago wrote"),
        (&whole[..whole.len() / 2], "not one that Lumbago wrote"),
        ("{\"resourceType\":\"Bundle\"}", "not one that Lumbago wrote"),
        (&"[".repeat(5000), "not one that Lumbago wrote"),
        (&whole.replacen("\"form\":1", "\"form\":2", 1), "another version"),
        (&changed(&|episode| episode["id"] = json!("../x")), "without a proper mark"),
        (&changed(&|episode| episode["log"][1]["day"] = json!("9999-12-31")), "a date"),
        (&changed(&|episode| episode["log"][1]["kind"] = json!("hacked")), "not one that Lumbago"),
        (&changed(&|episode| episode["log"][1]["at"] = json!("yesterday")), "not one that Lumbago"),
    ];
    for (file, sentence) in files {
        assert_eq!(import(&mut browser, file), 422, "{sentence}");
        assert!(browser.page.contains("id=\"file-error\""), "the page names the field");
        assert!(browser.page.contains(sentence), "{sentence}");
        assert_eq!(export(&mut browser), before, "nothing was stored: {sentence}");
    }
    browser.get("/yours");
    // The server may hang up on it before all of it was sent.
    let kind = "multipart/form-data; boundary=cut";
    let huge = browser.ask("POST", "/yours/import", kind, &vec![b' '; 33 * 1024 * 1024]);
    assert!(huge.map_or(true, |answer| answer.status == 413));
    let answer = browser.send_file("/yours/import", b"\xff\xfe\x00\x00");
    assert!([403, 422].contains(&answer.status));
    assert_eq!(export(&mut browser), before);
}

#[test]
fn an_answer_that_no_longer_fits_is_kept_and_asked_again() {
    let (_server, mut browser) = fresh("misfit");
    let episode = way::to_the_plan(&mut browser, "Sam", &[]);
    let mut archive = export(&mut browser);
    let log = archive["people"][0]["episodes"][0]["log"].as_array_mut().unwrap();
    let fever = log.iter_mut().find(|entry| entry["answers"].get("fever").is_some()).unwrap();
    fever["answers"]["fever"] = json!("a little");
    fever["answers"]["moon_phase"] = json!("full");

    let (_second, mut other) = fresh("misfit-second");
    assert_eq!(import(&mut other, &archive.to_string()), 200);
    assert!(other.page.contains("2 answers in it no longer fit"), "{}", other.page);
    assert_eq!(export(&mut other), archive, "it is kept as it was");
    other.get(&format!("{episode}/q"));
    assert!(other.place.contains("/q/"), "it counts as not asked: {}", other.place);
    assert!(other.page.contains("field-fever"), "{}", other.place);
}

#[test]
fn one_person_is_deleted_and_the_others_stay() {
    let (_server, mut browser) = fresh("one");
    way::begin(&mut browser, "Sam");
    way::begin(&mut browser, "Alex");
    browser.get("/yours");
    let place = crate::support::between(&browser.page, "class=\"danger\" href=\"");
    browser.get(&place);
    assert!(browser.page.contains("Delete Sam?"), "it is asked first");
    assert!(export(&mut browser).to_string().contains("Sam"));
    for _ in 0..2 {
        let answer = browser.post(&place, &[]);
        assert_eq!(answer.status, 200);
        assert!(answer.header("clear-site-data").is_some());
        let left = export(&mut browser);
        assert_eq!(left["people"].as_array().unwrap().len(), 1, "sent twice, deleted once");
        assert_eq!(left["people"][0]["name"], "Alex");
    }
}

#[test]
fn what_is_deleted_is_gone_from_the_file() {
    let folder = scratch("all");
    let data = folder.join("lumbago.db");
    let server = Server::start(&data);
    let mut browser = Browser::at(&server);
    way::to_the_plan(&mut browser, "Wilhelmina", &[]);
    browser.get("/yours/delete");
    assert!(browser.page.contains("Delete everything?"));
    let answer = browser.post("/yours/delete", &[]);
    assert!(answer.header("clear-site-data").is_some());
    assert_eq!(export(&mut browser)["people"], json!([]));
    for entry in std::fs::read_dir(&folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let found = bytes.windows(10).any(|part| part == b"Wilhelmina");
        assert!(!found, "her name is nowhere on the disk");
    }
    // It goes on as new.
    way::begin(&mut browser, "Sam");
}

#[test]
fn a_person_is_renamed_to_one_plain_line() {
    let (_server, mut browser) = fresh("rename");
    way::begin(&mut browser, "Sam");
    browser.get("/yours");
    let place = crate::support::between(&browser.page, "action=\"/yours/person/");
    let place = format!("/yours/person/{place}");
    browser.post(&place, &[("name", " Sam\u{0}\u{202e}uel \r\n\t the\u{7} first ")]);
    assert_eq!(export(&mut browser)["people"][0]["name"], "Samuel the first");
    browser.post(&place, &[("name", &"x".repeat(5000))]);
    assert_eq!(export(&mut browser)["people"][0]["name"], "x".repeat(60));
    for nothing in ["", "   ", "\u{0}\u{202e}"] {
        let answer = browser.post(&place, &[("name", nothing)]);
        assert_eq!(answer.status, 422);
        assert!(browser.page.contains("Please give a name."));
    }
    let answer = browser.post("/yours/person/not-a-person/name", &[("name", "Eve")]);
    assert_eq!(answer.status, 404);
}
