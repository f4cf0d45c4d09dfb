//! The short check-in: signs at a glance, then one page, then the plan.

use crate::support::{Browser, Server, scratch};
use crate::way;

/// A week after the first plan, on the first page of the check-in that is due.
fn a_week_later(test: &str) -> (Server, Browser, String) {
    let data = scratch(test).join("lumbago.db");
    let server = Server::start(&data);
    let mut browser = Browser::at(&server);
    let episode = way::to_the_plan(&mut browser, "Sam", &[]);
    server.kill();
    let server = Server::with(&data, &["--listen", "127.0.0.1:0", "--today", "2026-11-28"]);
    browser.moved(&server);
    browser.get(&format!("{episode}/check"));
    browser.post(&format!("{episode}/check/start"), &[("round", "due")]);
    assert_eq!(browser.place, format!("{episode}/q/own-signs"));
    (server, browser, episode)
}

#[test]
fn none_of_these_and_one_page_lead_to_the_plan() {
    let (_server, mut browser, episode) = a_week_later("signs-none");
    browser.post(&format!("{episode}/q/own-signs"), &[("none", "1")]);
    assert_eq!(browser.place, format!("{episode}/q/own-now"));
    let fields = way::fields(&browser, &[]);
    browser.send(&format!("{episode}/q/own-now"), &fields);
    assert_eq!(browser.place, format!("{episode}/plan"), "{}", browser.page);
    assert!(browser.page.contains("What changed and why"), "{}", browser.page);
}

#[test]
fn a_page_on_which_nothing_is_ticked_nor_denied_is_asked_again() {
    let (_server, mut browser, episode) = a_week_later("signs-empty");
    let answer = browser.post(&format!("{episode}/q/own-signs"), &[]);
    assert_eq!(answer.status, 422);
    assert!(browser.page.contains("Nothing is ticked."), "{}", browser.page);
    browser.get(&format!("{episode}/q"));
    assert_eq!(browser.place, format!("{episode}/q/own-signs"), "nothing was taken for a no");
}

#[test]
fn a_ticked_sign_is_asked_in_full_and_a_yes_to_it_is_an_emergency() {
    let (_server, mut browser, episode) = a_week_later("signs-tick");
    // Whatever button is pressed, what is ticked counts.
    let fields = [("sign", "saddle_numb"), ("none", "1")];
    browser.post(&format!("{episode}/q/own-signs"), &fields);
    assert_eq!(browser.place, format!("{episode}/q/cauda-equina"));
    browser.get(&format!("{episode}/plan"));
    assert_eq!(browser.place, format!("{episode}/q/cauda-equina"), "no plan before it is told");
    browser.post(&format!("{episode}/q/cauda-equina"), &[("f.saddle_numb", "yes")]);
    assert_eq!(browser.place, format!("{episode}/emergency"));
}

#[test]
fn a_sign_that_is_ticked_after_it_was_denied_is_open_again() {
    let (_server, mut browser, episode) = a_week_later("signs-again");
    browser.post(&format!("{episode}/q/own-signs"), &[("none", "1")]);
    assert_eq!(browser.place, format!("{episode}/q/own-now"));
    browser.get(&format!("{episode}/q/own-signs"));
    browser.post(&format!("{episode}/q/own-signs"), &[("sign", "bladder_leak")]);
    assert_eq!(browser.place, format!("{episode}/q/cauda-equina"), "{}", browser.page);
    browser.get(&format!("{episode}/plan"));
    assert_eq!(browser.place, format!("{episode}/q/cauda-equina"), "the earlier no is gone");
}
