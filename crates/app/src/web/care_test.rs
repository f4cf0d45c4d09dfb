//! The pages of a course, driven without a network: a real store in a temporary file, and the real
//! guideline.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops when something is not so")]

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use jiff::civil::{Date, date};
use lumbago_decision::plan::UrgencyWord;
use lumbago_episode::log::{Did, Given};
use lumbago_episode::{Course, Entry, What, carry};
use serde_json::json;
use tower::ServiceExt;
use uuid::Uuid;

use super::episode::Episode;
use super::visit::Visit;
use super::{App, Limits, Options, Tongues, router};
use crate::store;

const START: Date = date(2026, 11, 21);
const EPISODE: Uuid = Uuid::from_u128(7);
const BROWSER: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// A server on a day, with one person who answered as a base case does on the first day.
struct House {
    app: Arc<App>,
    file: std::path::PathBuf,
}

impl Drop for House {
    fn drop(&mut self) {
        for ending in ["db", "db-wal", "db-shm"] {
            let _ = std::fs::remove_file(self.file.with_extension(ending));
        }
    }
}

impl House {
    async fn on(today: Date) -> Self {
        let name = format!("lumbago-test-{}.db", Uuid::new_v4());
        let file = std::env::temp_dir().join(name);
        let store = store::open(&file).await.unwrap();
        let app = App {
            engine: crate::source::engine(None).unwrap_or_else(|_| panic!("the guideline")),
            store,
            tongues: Tongues::load().unwrap(),
            options: Options {
                listen: ([127, 0, 0, 1], 7130).into(),
                tls_host: None,
                today: Some(today),
            },
            secret: "a secret of the tests".to_owned(),
            limits: Limits::default(),
            turn: tokio::sync::Mutex::default(),
            made: super::Made::default(),
            kept: super::Kept::default(),
        };
        let house = Self { app: Arc::new(app), file };
        house.app.store.begin(store::Whose::New("Sam"), EPISODE, 0, &[]).await.unwrap();
        let mut answers: Given = BTreeMap::new();
        for given in &house.app.engine.guideline.bases["plain-acute"].0 {
            answers.insert(given.name.clone(), carry::json(&given.value));
        }
        for item in ["peg_pain", "peg_enjoyment", "peg_activity"] {
            answers.insert(item.to_owned(), json!(6));
        }
        house.round(START, &[], answers).await;
        house
    }

    async fn write(&self, day: Date, what: Vec<What>) {
        let at = jiff::Timestamp::UNIX_EPOCH;
        let entries: Vec<Entry> = what.into_iter().map(|what| Entry { at, day, what }).collect();
        let form = Uuid::new_v4().to_string();
        self.app.store.append(EPISODE, &form, &entries).await.unwrap();
    }

    /// A finished round of questions.
    async fn round(&self, day: Date, checks: &[&str], answers: Given) {
        let checks = checks.iter().map(|check| (*check).to_owned()).collect();
        self.write(day, vec![What::Asked { checks }, What::Answered { answers }]).await;
        self.shows(day).await;
    }

    /// What was decided is shown.
    async fn shows(&self, day: Date) {
        let visit = Visit::of(self.app.clone(), &request("GET", "/", "").into_parts().0);
        let episode = Episode::load(visit, EPISODE).await.unwrap_or_else(|_| panic!("an episode"));
        self.write(day, vec![What::Shown(episode.shown())]).await;
    }

    async fn course(&self) -> Course {
        Course::of(self.app.store.log(EPISODE).await.unwrap())
    }

    async fn ask(&self, request: Request<Body>) -> (StatusCode, String) {
        let answer = router(self.app.clone()).oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), 1 << 24).await.unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    async fn get(&self, page: &str) -> (StatusCode, String) {
        self.ask(request("GET", &format!("/e/{EPISODE}/{page}"), "")).await
    }

    async fn post(&self, page: &str, fields: &str) -> (StatusCode, String) {
        let visit = Visit::of(self.app.clone(), &request("GET", "/", "").into_parts().0);
        let body = format!("token={}&once={}&{fields}", visit.token(), Uuid::new_v4());
        self.ask(request("POST", &format!("/e/{EPISODE}/{page}"), &body)).await
    }
}

fn request(method: &str, path: &str, body: &str) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "localhost:7130")
        .header(header::COOKIE, format!("lumbago={BROWSER}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))
        .unwrap()
}

/// What a person reads in the middle of a page: its words, one line for each part.
fn words(page: &str) -> String {
    let main = page.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
    let mut text = String::new();
    let mut in_tag = true;
    let mut tag = String::new();
    for letter in main.chars() {
        match letter {
            '<' => (in_tag, tag) = (true, String::new()),
            '>' => {
                in_tag = false;
                let name = tag.split(' ').next().unwrap_or_default();
                let inline = ["a", "/a", "strong", "/strong", "span", "/span", "code", "/code"];
                text.push(if inline.contains(&name) { ' ' } else { '\n' });
            }
            _ if in_tag => tag.push(letter),
            _ => text.push(letter),
        }
    }
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The answers of a plain check on day 7, with these scores.
fn peg(house: &House, points: u8) -> Given {
    let guideline = &house.app.engine.guideline;
    let check = guideline.follow_up.check.iter().find(|check| check.id == "day-7").unwrap();
    let base = &guideline.bases["plain-acute"].0;
    let asked = base.iter().filter(|given| check.asks.contains(&given.name));
    let mut given: Given =
        asked.map(|given| (given.name.clone(), carry::json(&given.value))).collect();
    for item in ["peg_pain", "peg_enjoyment", "peg_activity", "pain_now"] {
        given.insert(item.to_owned(), json!(points));
    }
    given
}

#[tokio::test]
async fn the_first_day_has_a_small_step_a_walk_and_moves() {
    let house = House::on(START).await;
    let (status, page) = house.get("today").await;
    assert_eq!(status, StatusCode::OK);
    let words = words(&page);
    for part in ["Day 1: your small step", "5 minutes, once a day", "Your moves", "Pelvic tilt"] {
        assert!(words.contains(part), "{part}: {words}");
    }
}

#[tokio::test]
async fn a_walk_that_hurt_too_much_goes_back_one_step_and_says_why() {
    let house = House::on(START).await;
    house.post("today/rung", "from=0&go=up").await;
    house.post("today/rung", "from=1&go=up").await;
    let (status, _) = house.post("today/walk", "minutes=7&before=3&during=6").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, page) = house.get("today").await;
    assert!(words(&page).contains("Your pain rose by more than 2 points, so we go back one step."));
    assert!(page.contains("name=\"from\" value=\"1\""));
}

#[tokio::test]
async fn a_walk_that_hurt_too_much_on_the_smallest_step_goes_back_to_none() {
    let house = House::on(START).await;
    house.post("today/walk", "minutes=5&before=3&during=6").await;
    let (_, page) = house.get("today").await;
    let told = words(&page);
    assert!(told.contains("so the smallest step is right for now"), "{told}");
    assert!(!told.contains("we go back one step"), "{told}");
    assert!(told.contains("5 minutes, once a day, on 7 days a week"), "{told}");
}

#[tokio::test]
async fn why_the_steps_were_moved_is_told_for_a_few_days_only() {
    let house = House::on(date(2026, 12, 3)).await;
    let walk = Did {
        activity: "walk".to_owned(),
        minutes: Some(5),
        pain_before: Some(3),
        pain_during: Some(6),
    };
    house.write(START, vec![What::Did(walk)]).await;
    let (_, page) = house.get("today").await;
    assert!(!words(&page).contains("Your pain rose"));
}

#[tokio::test]
async fn a_walk_of_no_length_is_refused_and_nothing_is_kept() {
    let house = House::on(START).await;
    let before = house.course().await.log.len();
    for wrong in ["minutes=0", "minutes=many", "minutes=5&before=11", "minutes=601"] {
        let (status, _) = house.post("today/walk", wrong).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    assert_eq!(house.course().await.log.len(), before);
}

#[tokio::test]
async fn a_walk_with_half_its_pain_names_the_other_half_and_keeps_what_was_typed() {
    let house = House::on(START).await;
    let before = house.course().await.log.len();
    let (status, page) = house.post("today/walk", "minutes=7&during=10").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = page.split("today/walk\"").nth(1).unwrap().split("</form>").next().unwrap();
    let [asks, told] = ["Before the walk", "The most during the walk"]
        .map(|legend| form.split(legend).nth(1).unwrap().split("</fieldset>").next().unwrap());
    assert!(asks.contains("class=\"error\""), "{asks}");
    assert!(!told.contains("class=\"error\"") && told.contains("value=\"10\" checked"), "{told}");
    assert!(form.contains("value=\"7\""), "{form}");
    assert_eq!(house.course().await.log.len(), before);
}

#[tokio::test]
async fn a_morning_that_was_told_and_a_step_that_may_not_be_taken_write_nothing() {
    let house = House::on(date(2026, 11, 22)).await;
    let walk =
        Did { activity: "walk".to_owned(), minutes: Some(5), pain_before: None, pain_during: None };
    house.write(START, vec![What::Rung { rung: 3 }, What::Did(walk)]).await;
    for _ in 0..2 {
        let (status, _) = house.post("today/morning", "settled=no").await;
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
    let count = house.course().await.log.len();
    let mornings = house.course().await.log;
    let mornings = mornings.iter().filter(|entry| matches!(entry.what, What::Morning { .. }));
    assert_eq!(mornings.count(), 1, "the second tab told nothing new");
    for stale in ["from=2&go=up", "from=3&go=down", "from=0&go=up"] {
        let (status, _) = house.post("today/rung", stale).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{stale}");
        assert_eq!(house.course().await.log.len(), count, "{stale} moves nothing");
    }
}

#[tokio::test]
async fn well_again_is_taken_only_where_the_answers_say_so() {
    let house = House::on(START).await;
    let (status, _) = house.post("recovered", "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(house.course().await.recovered, None, "the pain is at 5");
    let answers = [("pain_now".to_owned(), json!(0)), ("course".to_owned(), json!("better"))];
    house.round(START, &["recovered"], answers.into()).await;
    house.post("recovered", "").await;
    assert_eq!(house.course().await.recovered, Some(START));
}

#[tokio::test]
async fn the_plan_after_recovery_is_about_staying_well() {
    let house = House::on(START).await;
    let answers = [("pain_now".to_owned(), json!(0)), ("course".to_owned(), json!("better"))];
    house.round(START, &["recovered"], answers.into()).await;
    let (_, before) = house.get("plan").await;
    assert!(before.contains("After 2 weeks, meet"), "until they say so the reviews go on");
    house.post("recovered", "").await;
    let (status, plan) = house.get("plan").await;
    assert_eq!(status, StatusCode::OK);
    let recovery = &house.app.engine.guideline.follow_up.recovery;
    assert!(plan.contains(&recovery.title) && plan.contains("plan for bad days"));
    for gone in ["After 2 weeks, meet", "gets in the way more", "Warmth on the sore area:"] {
        assert!(!plan.contains(gone), "{gone}");
    }
    house.post("again", "").await;
    assert_eq!(house.course().await.recovered, None, "the pain came back: all is asked anew");
}

#[tokio::test]
async fn today_and_the_plan_name_the_same_moves() {
    let house = House::on(START).await;
    let (_, plan) = house.get("plan").await;
    let (_, today) = house.get("today").await;
    let listed = today.split("id=\"moves\"").nth(1).unwrap();
    let (listed, others) = listed.split_once("class=\"more\"").unwrap();
    let steps = plan.split("id=\"steps\"").nth(1).unwrap().split("</details>").next().unwrap();
    let exercises = &house.app.engine.guideline.exercises;
    let titles = exercises.iter().map(|entry| entry.body.title.as_str());
    let named: Vec<&str> = titles.filter(|title| steps.contains(&format!("{title}:"))).collect();
    assert!(!named.is_empty());
    for title in named {
        assert!(listed.contains(title) && !others.contains(&format!("{title} <")), "{title}");
    }
}

#[tokio::test]
async fn the_plan_after_a_visit_is_kept_with_its_day() {
    let house = House::on(START).await;
    let answers = [("temperature".to_owned(), json!("unknown"))].into();
    house.write(START, vec![What::Answered { answers }]).await;
    house.shows(START).await;
    let told = house.course().await;
    let (shown, _) = told.last_shown().unwrap();
    assert_eq!(shown.urgency, UrgencyWord::WithinDays, "the story needs a sign for some days");
    let flags: String = shown.red_flags.iter().map(|flag| format!("&flag={flag}")).collect();
    let seen = format!("by=Dr+Lee&team=clinician&on={START}&test=blood&result=fine&unchanged=");
    house.post("emergency/seen", &format!("{seen}no{flags}")).await;
    let worse = house.course().await;
    assert_eq!(worse.log.len(), told.log.len() + 1, "it got worse: nothing else is shown");
    house.post("emergency/seen", &format!("{seen}yes{flags}")).await;
    let closed = house.course().await;
    let (shown, day) = closed.last_shown().unwrap();
    assert_ne!(shown.urgency, UrgencyWord::WithinDays);
    assert_eq!((*day, closed.showings().count()), (START, told.showings().count() + 1));
}

#[tokio::test]
async fn a_goal_without_a_measure_names_the_field_and_keeps_the_rest() {
    let house = House::on(START).await;
    let fields = "id=new&what=Cook+for+friends&measure=&day=2026-12-01&confidence=8";
    let (status, page) = house.post("goals", fields).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("value=\"Cook for friends\""));
    assert!(house.course().await.goals.is_empty());
}

#[tokio::test]
async fn a_goal_that_one_is_not_sure_of_is_to_be_made_smaller() {
    let house = House::on(START).await;
    let fields = "id=new&what=Cook&measure=one+meal&day=2026-12-01&confidence=6";
    house.post("goals", fields).await;
    let (_, page) = house.get("today").await;
    assert!(words(&page).contains("Make it smaller"));
}

#[tokio::test]
async fn check_ins_that_were_forgotten_are_shown_as_overdue() {
    let house = House::on(date(2026, 11, 30)).await;
    let (status, page) = house.get("check").await;
    assert_eq!(status, StatusCode::OK);
    let words = words(&page);
    for part in ["28 November 2026", "(waiting for 2 days)", "Answer now", "5 December 2026"] {
        assert!(words.contains(part), "{part}: {words}");
    }
}

#[tokio::test]
async fn a_look_at_everything_asks_danger_first_and_its_scores_last() {
    let house = House::on(date(2026, 11, 28)).await;
    let (status, _) = house.post("check/start", "round=all").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, page) = house.get("q/own-peg").await;
    assert!(page.is_empty() || !page.contains("field-peg_pain"), "danger is still open");
    let base = &house.app.engine.guideline.bases["plain-acute"].0;
    let answers = base.iter().map(|given| (given.name.clone(), carry::json(&given.value)));
    let answers = answers.filter(|(name, _)| !name.starts_with("peg_")).collect();
    house.write(date(2026, 11, 28), vec![What::Answered { answers }]).await;
    let answer = router(house.app.clone())
        .oneshot(request("GET", &format!("/e/{EPISODE}/q"), ""))
        .await
        .unwrap();
    let place = answer.headers()[header::LOCATION].to_str().unwrap().to_owned();
    assert!(place.ends_with("/q/own-peg"), "{place}");
    let (status, _) = house.post("q/own-peg", "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "leaving out is said, not done");
    let (status, _) = house.post("q/own-peg", "skip=1").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn scores_are_told_before_and_now_in_words_chart_and_table() {
    let house = House::on(date(2026, 11, 28)).await;
    house.round(date(2026, 11, 28), &["day-7"], peg(&house, 2)).await;
    let (status, page) = house.get("scores").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("<svg class=\"chart\""));
    assert!(!page.contains("style="));
    let told = words(&page);
    assert!(told.contains("6 at the start, 2 now. That is better, by enough to notice."), "{told}");
    let (_, plan) = house.get("plan").await;
    assert!(words(&plan).contains("What changed and why"));
}

#[tokio::test]
async fn a_calendar_needs_its_token_and_names_nothing_of_health() {
    let house = House::on(START).await;
    let (_, page) = house.get("check").await;
    let path = page.split("href=\"/calendar/").nth(1).unwrap().split('"').next().unwrap();
    let (status, calendar) = house.ask(request("GET", &format!("/calendar/{path}"), "")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(calendar.contains("SUMMARY:Lumbago check-in"));
    assert!(!calendar.to_lowercase().contains("pain"));
    let wrong = format!("/calendar/{}.ics", "0".repeat(64));
    assert_eq!(house.ask(request("GET", &wrong, "")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn something_done_twice_by_a_double_click_counts_once() {
    let house = House::on(START).await;
    let visit = Visit::of(house.app.clone(), &request("GET", "/", "").into_parts().0);
    let body = format!("token={}&once={}&minutes=5", visit.token(), Uuid::from_u128(9));
    for _ in 0..2 {
        house.ask(request("POST", &format!("/e/{EPISODE}/today/walk"), &body)).await;
    }
    let walks = house.course().await.log;
    let walks = walks.iter().filter(|entry| matches!(&entry.what, What::Did(Did { .. })));
    assert_eq!(walks.count(), 1);
}

#[tokio::test]
async fn when_the_day_turns_the_plan_is_made_anew() {
    let mut house = House::on(START).await;
    let (_, before) = house.get("plan").await;
    let (_, same) = house.get("plan").await;
    assert_eq!(words(&same), words(&before));
    // After six weeks the pain is no longer acute.
    let later = START.checked_add(jiff::Span::new().weeks(6)).unwrap();
    Arc::get_mut(&mut house.app).unwrap().options.today = Some(later);
    let (_, turned) = house.get("plan").await;
    assert_ne!(words(&turned), words(&before));
    house.app.kept.forget();
    let (_, anew) = house.get("plan").await;
    assert_eq!(words(&turned), words(&anew), "as it is without any memory");
}
