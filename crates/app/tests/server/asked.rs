//! A question of the person's own, as its page answers it.

use crate::support::{Browser, Server, scratch};
use crate::way;

fn planned(test: &str) -> (Server, Browser, String) {
    let server = Server::start(&scratch(test).join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let episode = way::to_the_plan(&mut browser, "Sam", &[]);
    (server, browser, episode)
}

/// Asks a question on the page of an episode.
fn ask(browser: &mut Browser, episode: &str, question: &str) {
    browser.get(&format!("{episode}/ask"));
    browser.post(&format!("{episode}/ask"), &[("question", question)]);
}

#[test]
fn where_nothing_is_held_a_short_check_is_asked_with_the_number_to_call() {
    let (_server, mut browser, episode) = planned("asked-check");
    ask(&mut browser, &episode, "my eyebrows are thin, which pencil");
    assert!(browser.page.contains("A short check of your body"), "{}", browser.page);
    assert!(browser.page.contains("call 999."), "{}", browser.page);
    assert!(browser.page.contains("id=\"field-chest_pain_breathless\""));
    browser.post(
        &format!("{episode}/ask/facts"),
        &[("fact", "saddle_numb"), ("f.saddle_numb", "yes")],
    );
    assert_eq!(browser.place, format!("{episode}/emergency"));
}

#[test]
fn that_something_is_on_the_plan_is_said_once_on_its_card() {
    let (_server, mut browser, episode) = planned("asked-once");
    ask(&mut browser, &episode, "is walking good for me");
    let cards = browser.page.split("<section class=\"card\">").skip(1);
    let said: Vec<usize> = cards.map(|card| card.matches("on your plan.").count()).collect();
    assert!(said.contains(&1) && said.iter().all(|times| *times <= 1), "{said:?}");
}
