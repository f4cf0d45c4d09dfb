//! The pages in Spanish, from the start to an emergency at the first question.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt;

use super::{App, Limits, Options, Tongues, router, secret};
use crate::{source, store};

/// A browser that asks in a language.
struct Browser {
    app: Arc<App>,
    cookies: String,
}

/// What came back: the status, where it leads to, and the page.
struct Answer {
    status: StatusCode,
    to: String,
    page: String,
}

impl Browser {
    async fn new(language: &str) -> Self {
        let file = std::env::temp_dir().join(format!("lumbago-{}.db", uuid::Uuid::new_v4()));
        let app = App {
            engine: source::engine(None).unwrap(),
            store: store::open(&file).await.unwrap(),
            tongues: Tongues::load().unwrap(),
            options: Options {
                listen: "127.0.0.1:7100".parse().unwrap(),
                tls_host: None,
                today: Some(jiff::civil::date(2026, 11, 21)),
            },
            secret: secret(),
            limits: Limits::default(),
            turn: tokio::sync::Mutex::default(),
            made: super::Made::default(),
            kept: super::Kept::default(),
        };
        let cookies = format!("lumbago-language={language}; lumbago={}", secret());
        Self { app: Arc::new(app), cookies }
    }

    async fn send(&self, request: axum::http::request::Builder, body: String) -> Answer {
        let request = request
            .header(header::HOST, "127.0.0.1:7100")
            .header(header::COOKIE, &self.cookies)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let sent = router(self.app.clone()).oneshot(request.body(Body::from(body)).unwrap());
        let answer = sent.await.unwrap();
        let to = answer.headers().get(header::LOCATION);
        let to = to.map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        Answer { status, to, page: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), String::new()).await
    }

    /// Sends a form with the token and the key of the page that holds it.
    async fn post(&self, path: &str, page: &str, fields: &str) -> Answer {
        let of = |name: &str| {
            let at = page.find(&format!("name=\"{name}\" value=\"")).expect("the page has a form");
            page[at..].split('"').nth(3).unwrap()
        };
        let body = format!("token={}&once={}&{fields}", of("token"), of("once"));
        self.send(Request::post(path), body).await
    }
}

/// The part of a page between two marks.
fn part<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let start = page.find(from).unwrap_or_else(|| panic!("{from} is not in {page}"));
    let end = page[start..].find(to).unwrap_or_else(|| panic!("{to} is not after {from}"));
    &page[start..start + end]
}

/// A page stands in Spanish alone: nothing on it is marked as English, and no text of the first
/// language of the pages or of the guideline stands on it.
#[track_caller]
fn is_spanish(browser: &Browser, page: &str) {
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"es\">"), "{page}");
    let main = part(page, "<main", "</main>");
    assert!(!main.contains("lang=\"en\""), "{main}");
    for wording in browser.app.engine.guideline.person_wording() {
        let text = wording.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let told = maud::html! { (text) }.into_string();
        let is_long = text.matches(' ').count() >= 2;
        assert!(!is_long || !main.contains(&told), "{}: {told}", wording.label);
    }
    for word in [" the ", " you ", " your ", " and ", " of "] {
        assert!(!main.contains(word), "{word:?} in {main}");
    }
}

#[test]
fn every_text_for_a_person_has_its_spanish() {
    let guideline = source::engine(None).unwrap().guideline;
    let left = guideline.in_language("es").unwrap().left;
    let in_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let wording = guideline.person_wording();
    assert!(wording.len() > 3000, "the texts are read");
    // A text without a blank may be the name of a file, or a word of both languages.
    let lacks: Vec<_> = wording
        .iter()
        .map(|wording| (&wording.file, &wording.label, in_one_line(&wording.text)))
        .filter(|(_, _, text)| text.contains(' ') && left.contains(text))
        .collect();
    assert!(lacks.is_empty(), "add them to a file of languages/es: {lacks:#?}");
}

#[tokio::test]
async fn an_emergency_at_the_first_question_is_told_in_spanish() {
    let browser = Browser::new("es").await;
    let start = browser.get("/start").await;
    is_spanish(&browser, &start.page);
    let begun = browser
        .post("/start", &start.page, "name=Ana&role=person&region=es&reading_level=plain")
        .await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER);
    let mut at = browser.get(&begun.to).await.to;
    // The first pages ask who it is; then comes the first danger.
    for _ in 0..4 {
        let asked = browser.get(&at).await;
        is_spanish(&browser, &asked.page);
        let fields = match at.rsplit('/').next().unwrap() {
            "about-you" => "f.age=40&f.sex_at_birth=female",
            "pregnancy" => "f.pregnant=no&f.postpartum.word=na&f.gestation.word=unknown",
            _ => "f.saddle_numb=yes",
        };
        at = browser.post(&at, &asked.page, fields).await.to;
        if at.ends_with("/emergency") {
            break;
        }
    }
    let emergency = browser.get(&at).await;
    is_spanish(&browser, &emergency.page);
    let page = &emergency.page;
    assert!(page.contains("<h1>Pide ayuda de emergencia ahora</h1>"), "{page}");
    assert!(page.contains("href=\"tel:112\">Llama al 112</a>"), "{page}");
    let told = part(page, "Lo que nos contaste", "</section>");
    assert!(told.contains("en la zona que toca una silla de montar? Sí"), "{told}");
    let say = part(page, "Qué decir", "</section>");
    assert!(say.contains("Tengo dolor de espalda y una señal de alarma."), "{say}");
    let mistake = browser.get(&format!("{at}/mistake")).await;
    is_spanish(&browser, &mistake.page);
}

#[tokio::test]
async fn the_signs_that_need_help_stand_in_spanish_without_any_answer() {
    let browser = Browser::new("es").await;
    let help = browser.get("/help").await;
    is_spanish(&browser, &help.page);
    let panel = part(&help.page, "<details class=\"help-now\">", "</details>");
    assert!(panel.contains("En una emergencia llama al número de emergencias de tu zona"));
    is_spanish(&browser, &browser.get("/about").await.page);
}

#[tokio::test]
async fn a_new_language_leads_back_to_the_same_page_and_never_elsewhere() {
    let browser = Browser::new("en").await;
    let help = browser.get("/help").await;
    assert!(help.page.contains("name=\"back\" value=\"/help\""));
    let chosen = browser.post("/language", &help.page, "language=es&back=/help").await;
    assert_eq!(chosen.to, "/help");
    for foreign in ["//evil.example", "https://evil.example", "/%5Cevil.example"] {
        let chosen =
            browser.post("/language", &help.page, &format!("language=es&back={foreign}")).await;
        assert_eq!(chosen.to, "/", "{foreign}");
    }
}

#[tokio::test]
async fn an_answer_stands_in_spanish_held_or_not_and_so_does_an_emergency() {
    let browser = Browser::new("es").await;
    let open = browser.get("/ask").await;
    for (question, says) in [
        ("que+colchon+compro", "Lumbago no tiene"),
        ("knee+pain", "Lumbago trata"),
        ("no+puedo+orinar", "Has escrito sobre"),
    ] {
        let told = browser.post("/ask", &open.page, &format!("question={question}")).await;
        assert_eq!(told.status, StatusCode::OK);
        is_spanish(&browser, &told.page);
        assert!(told.page.contains(says), "{}", told.page);
    }
}
