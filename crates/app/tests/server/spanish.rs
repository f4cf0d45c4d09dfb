//! Every page in Spanish: what stands on it in English is named as English, and no more than that.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Browser, Server, scratch};
use crate::way;

/// Small words of English that are no words of Spanish.
const ENGLISH: [&str; 34] = [
    "the", "and", "you", "your", "with", "for", "of", "is", "are", "not", "this", "that", "from",
    "what", "when", "who", "how", "it", "if", "or", "was", "have", "be", "can", "which", "their",
    "by", "to", "in", "on", "at", "an", "than", "pain",
];

/// The name of the guideline: names stay as they are.
const NAME: &str = "Lumbago back pain guideline";

/// The texts of a page outside of elements that name English as their language.
fn texts(page: &str) -> Vec<String> {
    let main = page.split("<body").nth(1).unwrap_or(page);
    let mut found = Vec::new();
    // The element that is in English, and how often its name is open within it.
    let mut english: Option<(String, usize)> = None;
    for part in main.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name: String =
            tag.trim_start_matches('/').chars().take_while(|c| c.is_alphanumeric()).collect();
        let closes = tag.starts_with('/');
        match &mut english {
            Some((open, depth)) if *open == name => {
                *depth = if closes { *depth - 1 } else { *depth + 1 };
                if *depth == 0 {
                    english = None;
                }
            }
            None if !closes && tag.contains("lang=\"en\"") => english = Some((name, 1)),
            _ => {}
        }
        if english.is_none() {
            // What is told to those who do not see the page.
            for name in ["aria-label", "title", "alt", "placeholder"] {
                let told = tag.split(&format!(" {name}=\"")).nth(1);
                found.extend(told.and_then(|rest| rest.split('"').next()).map(str::to_owned));
            }
        }
        if english.is_none() && !text.trim().is_empty() {
            found.push(text.trim().to_owned());
        }
    }
    found
}

fn is_english(text: &str) -> bool {
    let text = text.replace(NAME, "");
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let small: BTreeSet<String> = words.filter(|word| ENGLISH.contains(&word.as_str())).collect();
    !small.is_empty()
}

fn links(page: &str) -> Vec<String> {
    let all = page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    all.filter(|place| place.starts_with('/') && !place.starts_with("/assets/"))
        .map(|place| place.split('#').next().unwrap().to_owned())
        .collect()
}

/// Opens every page to which the open ones lead, and tells what stands in English on them.
fn walk(browser: &mut Browser, mut open: Vec<String>, most: usize) -> BTreeMap<String, String> {
    let mut seen = BTreeSet::new();
    let mut left = BTreeMap::new();
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) || seen.len() > most {
            continue;
        }
        let answer = browser.get(&path);
        let kind = answer.header("content-type").unwrap_or_default().to_owned();
        if !kind.starts_with("text/html") || answer.header("content-disposition").is_some() {
            continue;
        }
        assert!(answer.status == 200, "{path}: {}", answer.status);
        let page = answer.text();
        open.extend(links(&page));
        for text in texts(&page).into_iter().filter(|text| is_english(text)) {
            left.entry(text).or_insert_with(|| path.clone());
        }
    }
    assert!(seen.len() > 10, "the pages were found: {seen:?}");
    left
}

fn spanish(server: &Server) -> Browser {
    let mut browser = Browser::at(server);
    browser.cookies.insert("lumbago-language".to_owned(), "es".to_owned());
    browser
}

#[test]
fn no_page_on_the_way_of_a_person_holds_english_that_is_not_named_so() {
    let server = Server::start(&scratch("spanish").join("lumbago.db"));
    let mut browser = spanish(&server);
    let mut left = BTreeMap::new();
    let episode = way::begin(&mut browser, "Ana");
    for _ in 0..60 {
        for text in texts(&browser.page).into_iter().filter(|text| is_english(text)) {
            left.entry(text).or_insert_with(|| browser.place.clone());
        }
        if !browser.place.contains("/q/") {
            break;
        }
        let place = browser.place.clone();
        let fields = way::fields(&browser, &[("wants_medicine", "yes")]);
        browser.send(&place, &fields);
    }
    assert_eq!(browser.place, format!("{episode}/answers"));
    let place = browser.place.clone();
    browser.post(&place, &[]);
    let pages = ["plan", "today", "check", "scores", "ask", "clinician", "letter", "help"];
    let mut open: Vec<String> = pages.iter().map(|page| format!("{episode}/{page}")).collect();
    open.extend(["/", "/start", "/about", "/yours", "/yours/delete", "/help"].map(str::to_owned));
    left.extend(walk(&mut browser, open, 150));
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn no_page_of_the_library_holds_english_that_is_not_named_so() {
    let server = Server::start(&scratch("spanish-library").join("lumbago.db"));
    let left = walk(&mut spanish(&server), vec!["/library".to_owned()], 1000);
    assert!(left.is_empty(), "{left:#?}");
}
