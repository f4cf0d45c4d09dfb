//! The library as a browser meets it: shelves, what a few words find, and one medicine.

use crate::support::{Browser, Server, scratch};

fn addresses(page: &str) -> Vec<String> {
    let main = page.split("<main").nth(1).unwrap();
    let all = main.split("href=\"/library/").skip(1);
    all.map(|rest| format!("/library/{}", rest.split('"').next().unwrap())).collect()
}

#[test]
fn every_entry_is_two_taps_away_and_every_way_leads_to_a_page() {
    let server = Server::start(&scratch("library").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let shelves = addresses(&browser.get("/library").text());
    assert!(shelves.len() > 40, "{shelves:?}");
    let mut entries = std::collections::BTreeSet::new();
    for shelf in &shelves {
        let answer = browser.get(shelf);
        assert_eq!(answer.status, 200, "{shelf}");
        entries.extend(addresses(&answer.text()));
    }
    for wanted in ["medicine/ibuprofen", "imaging/im-03-persistent-leg-pain", "question/fever"] {
        assert!(entries.contains(&format!("/library/{wanted}")), "{wanted}");
    }
    assert!(entries.len() > 400, "{}", entries.len());
    for entry in &entries {
        assert_eq!(browser.get(entry).status, 200, "{entry}");
    }
}

#[test]
fn a_few_words_find_their_page_without_a_script() {
    let server = Server::start(&scratch("library-find").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    for (words, wanted) in [
        ("ibuprofen", "/library/medicine/ibuprofen"),
        ("sciatica scan", "/library/disagreement/X30"),
        ("sleep", "/library/recommendation/sleep-plan"),
        ("PARACETAMOL", "/library/medicine/paracetamol"),
    ] {
        browser.get("/library");
        let found = browser.post("/library", &[("question", words)]);
        assert_eq!(found.status, 200);
        let found = addresses(&found.text());
        assert!(found.iter().take(8).any(|place| place == wanted), "{words}: {found:?}");
        assert!(browser.page.contains(&format!("value=\"{words}\"")), "the words are kept");
    }
    browser.get("/library");
    let none = browser.post("/library", &[("question", "xylophone")]).text();
    assert!(none.contains("Nothing holds these words") && none.contains("/ask"), "{none}");
}

#[test]
fn danger_in_the_words_that_are_looked_for_comes_first() {
    let server = Server::start(&scratch("library-danger").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    browser.get("/library");
    let page = browser.post("/library", &[("question", "I cannot feel my bottom and wet myself")]);
    let page = page.text();
    assert!(page.contains("class=\"emergency\""), "{page}");
    assert!(!page.contains("Nothing holds these words"), "{page}");
}

#[test]
fn a_medicine_says_first_in_short_then_who_must_leave_it_and_then_how_much() {
    let server = Server::start(&scratch("library-medicine").join("lumbago.db"));
    let page = Browser::at(&server).get("/library/medicine/ibuprofen").text();
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is not in {page}"));
    let parts = [
        at("In short"),
        at("Do not take it if"),
        at("You have heart failure."),
        at("Only after a doctor says yes"),
        at("How much at most"),
        at("Never more in 24 hours than</dt><dd>1200 mg"),
        at("How to stop"),
        at("Stop and get help if"),
        at("Do not mix with"),
    ];
    assert!(parts.is_sorted(), "{parts:?}");
}

#[test]
fn the_calendar_names_the_address_that_led_to_it() {
    let server = Server::start(&scratch("calendar").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let episode = crate::way::to_the_plan(&mut browser, "Robin", &[]);

    let page = browser.get(&format!("{episode}/check")).text();
    let whole = page.split("<code>http://").nth(1).unwrap().split('<').next().unwrap();
    assert!(whole.starts_with(&format!("{}/calendar/", server.address)), "{whole}");
    let path = whole.split_once('/').map(|(_, path)| format!("/{path}")).unwrap();
    assert!(browser.get(&path).text().starts_with("BEGIN:VCALENDAR"));
}
