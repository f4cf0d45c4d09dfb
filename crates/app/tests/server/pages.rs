//! Every page: no inline script or style, a strict policy, nothing personal in an address.

use crate::support::{Answer, Browser, Server, scratch};
use crate::way;

/// What no page may hold: a script or a style of its own, or anything from another host.
fn assert_clean(path: &str, page: &str) {
    let lower = page.to_lowercase();
    for tag in lower.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        // What stands in quotes is no attribute.
        let bare: String = tag.split('"').step_by(2).collect::<Vec<_>>().join("\"\"");
        let name = tag.split([' ', '\n', '/']).next().unwrap();
        assert_ne!(name, "style", "{path}: {tag}");
        assert!(name != "script" || tag.contains("src=\"/assets/"), "{path}: {tag}");
        for attribute in bare.split([' ', '\n']).skip(1) {
            let key = attribute.split('=').next().unwrap();
            assert!(key != "style" && !key.starts_with("on"), "{path}: {tag}");
        }
        for key in ["src=\"", "action=\"", "srcset=\""] {
            let place = tag.split(key).nth(1);
            assert!(place.is_none_or(|place| place.starts_with('/')), "{path}: {tag}");
        }
        assert!(!(name == "link" && tag.contains("href=\"http")), "{path}: {tag}");
        assert!(!tag.contains("javascript:"), "{path}: {tag}");
    }
}

fn assert_strict(path: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy").unwrap_or_default();
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ] {
        assert!(policy.contains(part), "{path}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{path}: {policy}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
    assert_eq!(answer.header("referrer-policy"), Some("same-origin"), "{path}");
}

/// The pages to which a page links, without those that change something.
fn links(page: &str) -> Vec<String> {
    let all = page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    all.filter(|place| place.starts_with('/') && !place.starts_with("/assets/"))
        .map(|place| place.split('#').next().unwrap().to_owned())
        .collect()
}

#[test]
fn no_page_holds_a_script_or_style_of_its_own() {
    let server = Server::start(&scratch("pages").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let mut open = vec!["/".to_owned(), "/unlock".to_owned(), "/nowhere".to_owned()];
    // Three episodes: asked half, planned, and an emergency.
    open.push(way::begin(&mut browser, "Robin") + "/q");
    open.push(way::to_the_plan(&mut browser, "Robin", &[]) + "/plan");
    let emergency = way::begin(&mut browser, "Robin");
    way::answer_all(&mut browser, &[("saddle_numb", "yes"), ("bladder_retention", "yes")]);
    assert_eq!(browser.place, format!("{emergency}/emergency"));
    open.push(emergency + "/emergency");
    let mut seen = std::collections::BTreeSet::new();
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) || seen.len() > 150 {
            continue;
        }
        let answer = browser.get(&path);
        assert!([200, 404, 409].contains(&answer.status), "{path}: {}", answer.status);
        assert_strict(&path, &answer);
        let kind = answer.header("content-type").unwrap_or_default().to_owned();
        if !kind.starts_with("text/html") || answer.header("content-disposition").is_some() {
            continue;
        }
        let page = answer.text();
        assert_clean(&path, &page);
        assert!(!path.contains("Robin"), "a name in an address");
        open.extend(links(&page));
    }
    assert!(seen.len() > 15, "the pages were found: {seen:?}");
    let said = server.said.lock().unwrap().clone();
    assert!(!said.contains("Robin") && !said.contains("saddle"), "personal words in the log");
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn cookies_are_out_of_reach_of_scripts_and_other_sites() {
    let data = scratch("cookies").join("lumbago.db");
    let server = Server::start(&data);
    let answer = Browser::at(&server).get("/start");
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("lumbago="), "{cookie}");
    for flag in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(flag), "{cookie}");
    }
    assert!(answer.header("strict-transport-security").is_none());
    crate::passcode::set(&mut Browser::at(&server));
    drop(server);

    let options = ["--listen", "127.0.0.1:0", "--tls-host", "back.example.org"];
    let server = Server::with(&data, &options);
    let mut browser = Browser::at(&server);
    browser.headers = vec![("host".to_owned(), "back.example.org".to_owned())];
    let answer = browser.get("/help");
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-lumbago=") && cookie.contains("; Secure"), "{cookie}");
    assert_eq!(answer.header("strict-transport-security"), Some("max-age=31536000"));
}

#[test]
fn pages_are_compressed_for_others_and_come_as_they_are_on_this_machine() {
    let data = scratch("compressed").join("lumbago.db");
    let server = Server::start(&data);
    let gzip = ("accept-encoding".to_owned(), "gzip".to_owned());
    let mut browser = Browser::at(&server);
    crate::passcode::set(&mut browser);
    browser.headers = vec![gzip.clone()];
    assert_eq!(browser.ask("GET", "/help", "", b"").unwrap().header("content-encoding"), None);
    drop(server);

    let options = ["--listen", "127.0.0.1:0", "--tls-host", "back.example.org"];
    let server = Server::with(&data, &options);
    browser.moved(&server);
    browser.headers.push(("host".to_owned(), "back.example.org".to_owned()));
    let answer = browser.ask("GET", "/help", "", b"").unwrap();
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
}

#[test]
fn what_a_person_writes_is_shown_as_text() {
    let server = Server::start(&scratch("markup").join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let name = "<script>alert(1)</script>\" onfocus=\"x";
    let episode = way::to_the_plan(&mut browser, name, &[]);
    browser.get(&format!("{episode}/clinician"));
    let words = "</textarea><img src=x onerror=alert(1)>{{7*7}}";
    browser.post(&format!("{episode}/clinician/note"), &[("words", words)]);
    for path in [
        "/",
        "/yours",
        &format!("{episode}/clinician"),
        &format!("{episode}/letter"),
        "/start?person=\"><script>alert(1)</script>",
    ] {
        let path = path.replace([' ', '"', '<', '>'], "%22");
        let answer = browser.get(&path);
        assert_eq!(answer.status, 200, "{path}");
        assert_clean(&path, &answer.text());
        assert!(!answer.text().contains("<img"), "{path}");
    }
    assert!(browser.get(&format!("{episode}/clinician")).text().contains("&lt;img src=x"));
}
