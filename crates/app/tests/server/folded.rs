//! What the server keeps in memory of a log is never an older one, nor another person's.

use crate::support::{Browser, Server, scratch};
use crate::way;

/// A page without what is new each time it is made: the keys of its forms.
fn without_keys(page: &str) -> String {
    let parts: Vec<&str> = page.split("name=\"once\" value=\"").collect();
    let rest = |part: &&str| part.split_once('"').unwrap().1.to_owned();
    parts[0].to_owned() + &parts[1..].iter().map(rest).collect::<String>()
}

#[test]
fn an_answer_shows_on_the_plan_at_once_and_an_emergency_takes_its_place() {
    let server = Server::start(&scratch("folded-new").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let episode = way::begin(&mut browser, "Sam");
    way::answer_all_until(&mut browser, "field-saddle_numb");
    let danger = browser.place.clone();
    way::answer_all(&mut browser, &[("wants_medicine", "yes")]);
    let place = browser.place.clone();
    browser.post(&place, &[]);
    let plan = format!("{episode}/plan");
    browser.get(&plan);
    let before = without_keys(&browser.page);
    browser.get(&plan);
    assert_eq!(without_keys(&browser.page), before, "the same log gives the same page");
    let choice = before.split("name=\"choice.").nth(1).unwrap().split('"').next().unwrap();
    let choice = format!("choice.{choice}");
    let declined = format!("name=\"{choice}\" value=\"declined\" checked");
    assert!(!browser.page.contains(&declined));
    browser.post(&format!("{episode}/plan/choice"), &[(&choice, "declined")]);
    browser.get(&plan);
    assert!(browser.page.contains(&declined));
    browser.get(&danger);
    browser.post(&danger, &[("f.saddle_numb", "yes")]);
    browser.get(&plan);
    assert_eq!(browser.place, format!("{episode}/emergency"));
}

#[test]
fn people_who_ask_at_the_same_time_each_see_their_own_plan() {
    let server = Server::start(&scratch("folded-two").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let signs = [("age", "66"), ("weight_loss", "yes"), ("weight_loss_kg", "3")];
    let plans = [("Sam", &signs[..]), ("Alex", &[])].map(|(name, other)| {
        let episode = way::to_the_plan(&mut browser, name, other);
        (format!("{episode}/plan"), without_keys(&browser.page))
    });
    assert_ne!(plans[0].1, plans[1].1);
    std::thread::scope(|scope| {
        for (path, page) in plans.iter().chain(&plans) {
            let mut tab = Browser::at(&server);
            tab.cookies.clone_from(&browser.cookies);
            scope.spawn(move || {
                for _ in 0..30 {
                    tab.get(path);
                    assert_eq!(without_keys(&tab.page), *page);
                }
            });
        }
    });
}

#[test]
fn who_was_deleted_is_gone_also_from_memory() {
    let server = Server::start(&scratch("folded-gone").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let episode = way::to_the_plan(&mut browser, "Sam", &[]);
    browser.get("/yours/delete");
    browser.post("/yours/delete", &[]);
    assert_eq!(browser.get(&format!("{episode}/plan")).status, 404);
}
