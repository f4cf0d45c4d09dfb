//! Reminders: one mail when a check-in is due. It says that much and nothing of health: a mail
//! passes through many hands. The command `lumbago remind` and the server send them alike.

use std::time::Duration;

use jiff::civil::Date;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::Error as SmtpError;
use lettre::{Message, SmtpTransport, Transport};
use lumbago_decision::Engine;
use lumbago_episode::timetable::timetable;
use lumbago_episode::{Course, carry};

use crate::cli::Mail;
use crate::failure::Failure;
use crate::store::{Store, StoreError};
use crate::web::{App, Tongues};

/// The setting that holds the day of the last reminder.
const REMINDED: &str = "reminded";
/// The hour of the person's day from which the server sends a reminder; when it is started it looks
/// at once.
const HOUR: i8 = 9;
/// How often the server looks whether that hour has come, or tries again what failed. A clock that
/// stood still while the machine slept puts it off by no more than this.
const LOOKS_EVERY: Duration = Duration::from_secs(60 * 60);

/// Where reminders go, and what they say.
#[derive(Debug, Clone)]
pub struct Mailer {
    transport: SmtpTransport,
    from: Mailbox,
    to: Mailbox,
    subject: String,
    body: String,
}

impl Mailer {
    /// Reads the options; none where no address is named to send to.
    ///
    /// # Errors
    /// An address or the URL of the mail server that cannot be read.
    pub fn new(options: &Mail, tongues: &Tongues) -> Result<Option<Self>, Failure> {
        let (Some(to), Some(from), Some(smtp)) = (&options.to, &options.from, &options.smtp) else {
            return Ok(None);
        };
        let mailbox = |address: &str| address.parse::<Mailbox>().map_err(|error| unsent(&error));
        let transport = SmtpTransport::from_url(smtp).map_err(|error| unsent(&error))?.build();
        let t = tongues.tongue(tongues.choose(&options.language));
        let (subject, body) = (t.say("mail-subject"), t.say("mail-body"));
        Ok(Some(Self { transport, from: mailbox(from)?, to: mailbox(to)?, subject, body }))
    }

    /// Hands a reminder to the mail server, beside whatever else is done: it may take a minute.
    async fn send(&self) -> Result<(), Unsent> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(self.to.clone())
            .subject(&self.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(self.body.clone())
            .map_err(|error| Unsent::Unwritten(error.to_string()))?;
        let (tell, told) = tokio::sync::oneshot::channel();
        let transport = self.transport.clone();
        // A thread of its own: a server that stops does not wait for it.
        std::thread::spawn(move || tell.send(transport.send(&message).map(drop)));
        match told.await {
            Ok(sent) => sent.map_err(Unsent::Mail),
            Err(gone) => Err(Unsent::Unwritten(gone.to_string())),
        }
    }
}

/// What became of a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminded {
    /// Nothing is due.
    NothingDue,
    /// One was sent on this day before.
    Before,
    /// It was sent.
    Now,
}

/// Why a reminder was not sent.
#[derive(Debug)]
pub enum Unsent {
    /// The store failed.
    Store(StoreError),
    /// No mail could be made, or nothing was heard of it.
    Unwritten(String),
    /// The mail server did not take it.
    Mail(SmtpError),
}

impl From<StoreError> for Unsent {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Unsent> for Failure {
    fn from(unsent: Unsent) -> Self {
        match unsent {
            Unsent::Store(error) => error.into(),
            Unsent::Unwritten(error) => self::unsent(&error),
            Unsent::Mail(error) => self::unsent(&error),
        }
    }
}

fn unsent(error: &dyn std::fmt::Display) -> Failure {
    Failure::Outside(format!(
        "the reminder could not be sent: {error}\n  help: look at --smtp, --from and --to; the URL \
         may be smtps://USER:PASSWORD@HOST, or smtp://HOST:PORT on this machine"
    ))
}

impl Unsent {
    /// Why, in words for a log that others may read: what a mail server answers may name a person.
    fn for_the_log(&self) -> String {
        match self {
            Self::Store(_) => "the data file could not be read or written".to_owned(),
            Self::Unwritten(_) => "the mail could not be written".to_owned(),
            Self::Mail(error) => match error.status() {
                Some(code) => format!("the mail server refused it with {code}"),
                None if error.is_tls() => "the mail server could not be trusted".to_owned(),
                None => "the mail server could not be reached".to_owned(),
            },
        }
    }
}

/// Sends a reminder when something is due and none was sent on this day.
///
/// # Errors
/// When the store or the mail server failed: then it may be tried again.
pub async fn remind(
    engine: &Engine,
    store: &Store,
    mailer: &Mailer,
    today: Date,
) -> Result<Reminded, Unsent> {
    let before = store.setting(REMINDED).await?;
    if before.as_deref() == Some(today.to_string().as_str()) {
        return Ok(Reminded::Before);
    }
    if !is_due(engine, store, today).await? {
        return Ok(Reminded::NothingDue);
    }
    mailer.send().await?;
    // Written after the mail left: one mail too many is better than one too few.
    store.set(REMINDED, Some(&today.to_string())).await?;
    Ok(Reminded::Now)
}

/// Reminds once a day for as long as the server runs.
pub async fn daily(app: &App, mailer: &Mailer) {
    let mut done: Option<Date> = None;
    let mut looks = tokio::time::interval(LOOKS_EVERY);
    let mut is_start = true;
    loop {
        looks.tick().await;
        let today = app.today();
        let is_time = std::mem::take(&mut is_start) || jiff::Zoned::now().hour() >= HOUR;
        if !is_time || done == Some(today) {
            continue;
        }
        match remind(&app.engine, &app.store, mailer, today).await {
            Ok(became) => {
                done = Some(today);
                if became == Reminded::Now {
                    eprintln!("lumbago: a reminder was sent");
                }
            }
            Err(unsent) => eprintln!(
                "lumbago: a reminder was not sent, and is tried again within an hour: {}",
                unsent.for_the_log()
            ),
        }
    }
}

/// Whether a check-in of anybody is due, and still within the tries of the guideline.
async fn is_due(engine: &Engine, store: &Store, today: Date) -> Result<bool, StoreError> {
    let tries = i32::from(engine.guideline.follow_up.missed.tries);
    for person in store.people().await? {
        for episode in store.episodes(person.id).await? {
            let course = Course::of(store.log(episode.id).await?);
            let decision = engine.decide(&carry::sheet(engine, &course, today));
            let table = timetable(engine, &decision, &course, today);
            let late = |due: &lumbago_episode::timetable::Due<'_>| (today - due.on).get_days();
            if table.due.iter().any(|due| (0..=tries).contains(&late(due))) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops when something is not so")]

    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;

    use jiff::Timestamp;
    use jiff::civil::date;
    use lumbago_decision::plan::UrgencyWord;
    use lumbago_episode::log::Shown;
    use lumbago_episode::{Entry, What};
    use uuid::Uuid;

    use super::*;
    use crate::{source, store};

    /// A mail server that takes one message and gives back all that it was told.
    fn server() -> (u16, std::thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let takes = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let mut told = String::new();
            let mut in_message = false;
            stream.write_all(b"220 test\r\n").unwrap();
            while let Some(Ok(line)) = lines.next() {
                told.push_str(&line);
                told.push('\n');
                let answer = match line.as_str() {
                    "." => "250 taken\r\n",
                    _ if in_message => continue,
                    "DATA" => "354 go on\r\n",
                    "QUIT" => "221 bye\r\n",
                    _ => "250 fine\r\n",
                };
                in_message = line == "DATA";
                stream.write_all(answer.as_bytes()).unwrap();
                if line == "QUIT" {
                    break;
                }
            }
            told
        });
        (port, takes)
    }

    fn mailer(port: u16) -> Mailer {
        let options = Mail {
            smtp: Some(format!("smtp://127.0.0.1:{port}")),
            from: Some("lumbago@example.org".to_owned()),
            to: Some("sam@example.org".to_owned()),
            language: "en".to_owned(),
        };
        let tongues = Tongues::load().unwrap();
        Mailer::new(&options, &tongues).ok().flatten().unwrap()
    }

    fn run<T>(work: impl Future<Output = T>) -> T {
        crate::commands::runtime().ok().unwrap().block_on(work)
    }

    #[test]
    fn a_reminder_reaches_the_mail_server_and_tells_nothing_of_health() {
        let (port, takes) = server();
        assert!(run(mailer(port).send()).is_ok());
        let told = takes.join().unwrap();
        assert!(told.contains("RCPT TO:<sam@example.org>"), "{told}");
        assert!(told.contains("Subject: Lumbago check-in"), "{told}");
        assert!(told.contains("A check-in is due."), "{told}");
        for word in ["pain", "back", "plan", "medicine"] {
            assert!(!told.to_lowercase().contains(word), "{word}: {told}");
        }
    }

    #[test]
    fn what_the_mail_server_refused_is_sent_at_the_next_try_and_then_no_more_that_day() {
        let house = House::new(UrgencyWord::SelfCare, &["day-7"], &[]);
        let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let (port, takes) = server();
        let (engine, today) =
            (source::engine(None).unwrap_or_else(|_| panic!("the guideline")), date(2026, 11, 28));
        run(async {
            let store = house.store().await;
            let unsent = remind(&engine, &store, &mailer(closed), today).await.unwrap_err();
            assert_eq!(unsent.for_the_log(), "the mail server could not be reached");
            let now = remind(&engine, &store, &mailer(port), today).await.unwrap();
            assert_eq!(now, Reminded::Now);
            // No server listens any more: a second mail would fail.
            let again = remind(&engine, &store, &mailer(closed), today).await.unwrap();
            assert_eq!(again, Reminded::Before);
            let early = date(2026, 11, 24);
            let early = remind(&engine, &store, &mailer(closed), early).await.unwrap();
            assert_eq!(early, Reminded::NothingDue);
        });
        assert!(takes.join().unwrap().contains("A check-in is due."));
    }

    /// A data file with somebody who was shown this on 21 November; it goes with the test.
    struct House(std::path::PathBuf);

    impl Drop for House {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    impl House {
        fn new(urgency: UrgencyWord, checks: &[&str], answered: &[&str]) -> Self {
            let folder = std::env::temp_dir().join(format!("lumbago-remind-{}", Uuid::new_v4()));
            std::fs::create_dir(&folder).unwrap();
            let house = Self(folder);
            let shown = || {
                What::Shown(Shown {
                    urgency,
                    within_days: None,
                    edition: String::new(),
                    red_flags: Vec::new(),
                    outline: checks.iter().map(|check| format!("check {check}")).collect(),
                })
            };
            let mut log = vec![(21, What::Asked { checks: Vec::new() }), (21, shown())];
            if !answered.is_empty() {
                let checks = answered.iter().map(|check| (*check).to_owned()).collect();
                log.extend([(28, What::Asked { checks }), (28, shown())]);
            }
            let at = Timestamp::UNIX_EPOCH;
            let log: Vec<Entry> = log
                .into_iter()
                .map(|(day, what)| Entry { at, day: date(2026, 11, day), what })
                .collect();
            run(async {
                let store = house.store().await;
                store.begin(store::Whose::New("Sam"), Uuid::from_u128(7), 0, &log).await.unwrap();
            });
            house
        }

        async fn store(&self) -> Store {
            store::open(&self.0.join("lumbago.db")).await.unwrap()
        }
    }

    /// The days after 21 November on which something is due of somebody who was shown this.
    fn due_after(urgency: UrgencyWord, checks: &[&str], answered: &[&str]) -> Vec<i8> {
        let engine = source::engine(None).unwrap_or_else(|_| panic!("the guideline"));
        let house = House::new(urgency, checks, answered);
        run(async {
            let store = house.store().await;
            let mut due = Vec::new();
            for day in 21..=31i8 {
                let today = date(2026, 11, 21).checked_add(jiff::Span::new().days(day - 21));
                if is_due(&engine, &store, today.unwrap()).await.unwrap() {
                    due.push(day);
                }
            }
            due
        })
    }

    #[test]
    fn a_check_is_reminded_of_on_its_day_and_for_two_more_tries() {
        assert_eq!(due_after(UrgencyWord::SelfCare, &["day-7"], &[]), [28, 29, 30]);
    }

    #[test]
    fn a_check_that_was_answered_is_not_reminded_of() {
        assert!(due_after(UrgencyWord::SelfCare, &["day-7"], &["day-7"]).is_empty());
    }

    #[test]
    fn who_was_sent_for_help_is_asked_whether_they_reached_it() {
        assert_eq!(due_after(UrgencyWord::Emergency, &["reach-help"], &[]), [22, 23, 24]);
    }
}
