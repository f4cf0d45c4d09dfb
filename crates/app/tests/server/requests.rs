//! Requests that no page of ours sends: foreign sites, odd hosts, odd forms, odd methods.

use crate::support::{Browser, Server, encoded, raw, scratch};
use crate::way;

fn export(browser: &mut Browser) -> String {
    browser.ask("GET", "/yours/export.json", "", b"").unwrap().text()
}

fn begun(test: &str) -> (Server, Browser, String) {
    let server = Server::start(&scratch(test).join("lumbago.db"));
    let mut browser = Browser::at(&server);
    let episode = way::begin(&mut browser, "Sam");
    (server, browser, episode)
}

#[test]
fn a_form_from_another_site_is_refused_and_nothing_is_written() {
    let (_server, mut browser, episode) = begun("foreign");
    let page = browser.place.clone();
    let before = export(&mut browser);
    let fields = way::fields(&browser, &[]);
    let forms = [page.as_str(), "/start", "/yours/delete", "/passcode", "/lock", "/language"];
    let tricks: [&[(&str, &str)]; 5] = [
        &[("origin", "http://evil.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "http://127.0.0.1:1"), ("sec-fetch-site", "same-site")],
    ];
    for trick in tricks {
        browser.headers = trick.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        for path in forms {
            let answer = browser.send_once(path, &fields).unwrap();
            assert_eq!(answer.status, 403, "{path} with {trick:?}");
        }
        let answer = browser.send_file("/yours/import", before.as_bytes());
        assert_eq!(answer.status, 403, "import with {trick:?}");
    }
    browser.headers.clear();
    assert_eq!(export(&mut browser), before);
    browser.headers = vec![("sec-fetch-site".to_owned(), "same-origin".to_owned())];
    assert_eq!(browser.send_once(&page, &fields).unwrap().status, 303, "{episode}");
}

#[test]
fn a_form_without_its_token_is_refused_and_nothing_is_written() {
    let (server, mut browser, _) = begun("token");
    let page = browser.place.clone();
    let before = export(&mut browser);
    let mut fields = way::fields(&browser, &[]);
    for token in [None, Some(""), Some("wrong"), Some(&"0".repeat(64))] {
        fields.retain(|(name, _)| name != "token");
        fields.extend(token.map(|token| ("token".to_owned(), token.to_owned())));
        for path in [page.as_str(), "/start", "/yours/delete", "/passcode", "/lock"] {
            let answer = browser.send_once(path, &fields).unwrap();
            assert_eq!(answer.status, 403, "{path} with {token:?}");
        }
    }
    // The token of another browser is none.
    let mut other = Browser::at(&server);
    other.get("/start");
    fields.retain(|(name, _)| name != "token");
    fields.push(other.hidden()[0].clone());
    assert_eq!(browser.send_once(&page, &fields).unwrap().status, 403);
    browser.page = String::new();
    assert_eq!(browser.send_file("/yours/import", before.as_bytes()).status, 403);
    assert_eq!(export(&mut browser), before);
}

#[test]
fn a_foreign_name_that_leads_here_reads_nothing() {
    let (server, mut browser, _) = begun("host");
    let port = server.address.port();
    for host in [
        "evil.example",
        &format!("evil.example:{port}"),
        "127.0.0.1.evil.example",
        "",
        "localhost.evil.example",
        "10.0.0.1",
        "[::2]",
        "127.0.0.1@evil.example",
    ] {
        browser.headers = vec![("host".to_owned(), host.to_owned())];
        let answer = browser.ask("GET", "/yours/export.json", "", b"").unwrap();
        assert!([400, 421].contains(&answer.status), "{host}: {}", answer.status);
        assert!(!answer.text().contains("Sam"), "{host}");
    }
    for host in ["localhost", &format!("LocalHost:{port}"), "127.0.0.1", "[::1]:99"] {
        browser.headers = vec![("host".to_owned(), host.to_owned())];
        let answer = browser.ask("GET", "/yours", "", b"").unwrap();
        assert_eq!(answer.status, 200, "{host}");
    }
}

#[test]
fn the_way_back_from_the_language_never_leaves_this_app() {
    let (server, mut browser, _) = begun("language");
    let here = server.address;
    for referer in [
        "http://evil.example/steal".to_owned(),
        format!("http://{here}//evil.example/"),
        format!("http://{here}///evil.example/"),
        format!("http://{here}/\\evil.example/"),
        format!("http://{here}/%5cevil.example/"),
        format!("http://{here}/a%0d%0aset-cookie:x=1"),
        "javascript:alert(1)".to_owned(),
        "//evil.example".to_owned(),
        String::new(),
    ] {
        browser.headers = vec![("referer".to_owned(), referer.clone())];
        let mut fields = browser.hidden();
        fields.push(("language".to_owned(), "en".to_owned()));
        let answer = browser.send_once("/language", &fields).unwrap();
        let place = answer.place();
        assert!(place.starts_with('/') && !place.starts_with("//"), "{referer}: {place}");
        assert!(!place.contains('\\'), "{referer}: {place}");
        assert!(answer.header("set-cookie").is_some_and(|cookie| !cookie.contains("x=1")));
    }
}

#[test]
fn only_the_files_of_the_app_are_served_as_such() {
    let (server, mut browser, _) = begun("assets");
    for path in [
        "/assets/x/../../Cargo.toml",
        "/assets/x/..%2f..%2fCargo.toml",
        "/assets/x/%2e%2e/Cargo.toml",
        "/assets/../yours",
        "/assets/x/lumbago.db",
        "/assets/x/lumbago.css%00",
        "/assets/x//etc/passwd",
        "/..%5c..%5cetc/passwd",
    ] {
        let answer = browser.ask("GET", path, "", b"").unwrap();
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.text().contains("[package]") && !answer.text().contains("root:"), "{path}");
    }
    // What is no HTTP gets no page.
    for request in [
        "GET / HTTP/1.1\r\n\r\n",
        "GET /\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
        "GET /yours HTTP/1.1\r\nhost: 127.0.0.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n",
    ] {
        if let Ok(answer) = raw(server.address, request.as_bytes()) {
            assert!(!answer.text().contains("Sam"), "{request:?}");
        }
    }
    assert_eq!(browser.get("/").status, 200, "and the app goes on");
}

#[test]
fn a_method_that_a_page_does_not_know_does_nothing() {
    let (_server, mut browser, episode) = begun("methods");
    let page = browser.place.clone();
    let before = export(&mut browser);
    let body = encoded(&way::fields(&browser, &[]));
    let kind = "application/x-www-form-urlencoded";
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "LUMBAGO"] {
        for path in [page.as_str(), "/yours/delete", "/yours", &episode] {
            let answer = browser.ask(method, path, kind, body.as_bytes()).unwrap();
            assert!([400, 404, 405].contains(&answer.status), "{method} {path}: {}", answer.status);
        }
    }
    // A body does not make a form of a question, nor does a header make a method of another.
    for (name, method) in [("x-http-method-override", "GET"), ("x-http-method-override", "POST")] {
        browser.headers = vec![(name.to_owned(), method.to_owned())];
        browser.ask(method, "/yours/delete", kind, b"_method=POST").unwrap();
        browser.ask("GET", "/yours/delete?_method=POST", kind, body.as_bytes()).unwrap();
    }
    browser.headers.clear();
    assert_eq!(export(&mut browser), before);
}

#[test]
fn odd_forms_are_refused_in_one_sentence() {
    let (server, mut browser, _) = begun("odd");
    let page = browser.place.clone();
    let before = export(&mut browser);
    let form = "application/x-www-form-urlencoded";
    let token = browser.hidden()[0].1.clone();
    let huge = vec![b'a'; 300 * 1024];
    let many = format!("token={token}&{}", "f.age=x&".repeat(20_000)).into_bytes();
    let bodies: [(&str, &[u8], &[u16]); 7] = [
        ("application/json", b"{\"token\":\"x\"}", &[415]),
        ("text/plain", b"token=x", &[415]),
        ("multipart/form-data; boundary=x", b"--x--", &[415]),
        (form, &huge, &[413]),
        (form, b"%%%=%zz&\xff\xfe=\x00", &[403]),
        (form, b"", &[403]),
        (form, &many, &[422]),
    ];
    for (kind, body, statuses) in bodies {
        let answer = browser.ask("POST", &page, kind, body).unwrap();
        assert!(
            statuses.contains(&answer.status),
            "{kind} of {} bytes: {}",
            body.len(),
            answer.status
        );
    }
    assert_eq!(export(&mut browser), before);
    // A long address and long headers do no harm either.
    let long = format!("/{}", "a".repeat(60_000));
    assert!(browser.ask("GET", &long, "", b"").is_ok_and(|a| [404, 414, 431].contains(&a.status)));
    assert_eq!(browser.get("/").status, 200);
    assert!(!server.said.lock().unwrap().contains("panicked"));
}

#[test]
fn a_flood_of_forms_is_slowed_down() {
    let (_server, mut browser, _) = begun("flood");
    let fields = browser.hidden();
    let statuses: Vec<u16> = (0..3000)
        .map(|_| browser.send_once("/language", &fields).unwrap().status)
        .take_while(|status| *status != 429)
        .collect();
    assert!(statuses.len() < 3000, "{} forms went through", statuses.len());
    assert_eq!(browser.get("/help").status, 200, "reading goes on");
}
