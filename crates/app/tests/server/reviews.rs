//! Reviews over days: the real server is started again on another day.

use crate::support::{Browser, Server, scratch};
use crate::way;

#[test]
fn an_answer_that_is_changed_moves_no_review() {
    let data = scratch("reviews").join("lumbago.db");
    let server = Server::start(&data);
    let mut browser = Browser::at(&server);
    let episode = way::to_the_plan(&mut browser, "Sam", &[]);
    server.kill();
    let server = Server::with(&data, &["--listen", "127.0.0.1:0", "--today", "2026-11-27"]);
    browser.moved(&server);
    browser.get(&format!("{episode}/answers"));
    let pages: Vec<String> = browser
        .page
        .split(&format!("{episode}/q/"))
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    let place = pages.iter().map(|page| format!("{episode}/q/{page}")).find(|place| {
        browser.get(place);
        browser.page.contains("id=\"field-pain_now\"")
    });
    let place = place.expect("a page asks for the pain");
    let fields = way::fields(&browser, &[("pain_now", "4")]);
    browser.send(&place, &fields);
    assert_eq!(browser.place, format!("{episode}/answers"));
    browser.post(&format!("{episode}/answers"), &[]);
    assert_eq!(browser.place, format!("{episode}/plan"));
    browser.get(&format!("{episode}/check"));
    assert!(browser.page.contains("28 November 2026"), "a week after the first plan");
    assert!(browser.page.contains("5 December 2026"), "two weeks after it");
    assert!(!browser.page.contains("4 December 2026"), "a week after the changed answer");
}
