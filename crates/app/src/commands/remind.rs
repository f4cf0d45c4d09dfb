//! `lumbago remind`: one mail when a check-in is due. It says that much and nothing of health: a
//! mail passes through many hands.

use std::process::ExitCode;

use jiff::civil::Date;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{Message, SmtpTransport, Transport};
use lumbago_decision::Engine;
use lumbago_episode::timetable::timetable;
use lumbago_episode::{Course, carry};

use crate::cli::Remind;
use crate::failure::Failure;
use crate::source;
use crate::store::{self, Store};
use crate::web::Tongues;

/// The setting that holds the day of the last reminder.
const REMINDED: &str = "reminded";

/// Sends a reminder when something is due and none was sent on this day.
pub fn run(folder: Option<&std::path::Path>, options: &Remind) -> Result<ExitCode, Failure> {
    let engine = source::engine(folder)?;
    let data = super::serve::kept_data_file(options.data.as_deref())?;
    let today = options.today.unwrap_or_else(|| jiff::Zoned::now().date());
    let runtime = super::serve::runtime()?;
    let store = runtime.block_on(store::open(&data))?;
    let sent_before = runtime.block_on(store.setting(REMINDED))?;
    if sent_before.as_deref() == Some(today.to_string().as_str()) {
        return super::say("A reminder was sent today already.\n");
    }
    if !runtime.block_on(is_due(&engine, &store, today))? {
        return super::say("Nothing is due.\n");
    }
    send(options)?;
    // Written after the mail left: one mail too many is better than one too few.
    runtime.block_on(store.set(REMINDED, Some(&today.to_string())))?;
    super::say(&format!("A reminder was sent to {}.\n", options.to))
}

/// Whether a check-in of anybody is due, and still within the tries of the guideline.
async fn is_due(engine: &Engine, store: &Store, today: Date) -> Result<bool, Failure> {
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

fn send(options: &Remind) -> Result<(), Failure> {
    let tongues = Tongues::load().map_err(Failure::Outside)?;
    let t = tongues.tongue(tongues.choose(&options.language));
    let told = |error: &dyn std::fmt::Display| {
        Failure::Outside(format!(
            "the reminder could not be sent: {error}\n  help: look at --smtp, --from and --to; the \
             URL may be smtps://USER:PASSWORD@HOST, or smtp://HOST:PORT on this machine"
        ))
    };
    let mailbox = |address: &str| address.parse::<Mailbox>().map_err(|error| told(&error));
    let message = Message::builder()
        .from(mailbox(&options.from)?)
        .to(mailbox(&options.to)?)
        .subject(t.say("mail-subject"))
        .header(ContentType::TEXT_PLAIN)
        .body(t.say("mail-body"))
        .map_err(|error| told(&error))?;
    let transport = SmtpTransport::from_url(&options.smtp).map_err(|error| told(&error))?.build();
    transport.send(&message).map_err(|error| told(&error))?;
    Ok(())
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

    #[test]
    fn a_reminder_reaches_the_mail_server_and_tells_nothing_of_health() {
        let (port, takes) = server();
        let options = Remind {
            smtp: format!("smtp://127.0.0.1:{port}"),
            from: "lumbago@example.org".to_owned(),
            to: "sam@example.org".to_owned(),
            data: None,
            language: "en".to_owned(),
            today: None,
        };
        assert!(send(&options).is_ok());
        let told = takes.join().unwrap();
        assert!(told.contains("RCPT TO:<sam@example.org>"), "{told}");
        assert!(told.contains("Subject: Lumbago check-in"), "{told}");
        assert!(told.contains("A check-in is due."), "{told}");
        for word in ["pain", "back", "plan", "medicine"] {
            assert!(!told.to_lowercase().contains(word), "{word}: {told}");
        }
    }

    /// The days after 21 November on which something is due of somebody who was shown this.
    fn due_after(urgency: UrgencyWord, checks: &[&str], answered: &[&str]) -> Vec<i8> {
        let folder = std::env::temp_dir().join(format!("lumbago-remind-{}", Uuid::new_v4()));
        std::fs::create_dir(&folder).unwrap();
        let engine = source::engine(None).unwrap_or_else(|_| panic!("the guideline"));
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
        let due = super::super::serve::runtime().ok().unwrap().block_on(async {
            let store = store::open(&folder.join("lumbago.db")).await.unwrap();
            store.begin(store::Whose::New("Sam"), Uuid::from_u128(7), 0, &log).await.unwrap();
            let mut due = Vec::new();
            for day in 21..=31i8 {
                let today = date(2026, 11, 21).checked_add(jiff::Span::new().days(day - 21));
                if is_due(&engine, &store, today.unwrap()).await.ok().unwrap() {
                    due.push(day);
                }
            }
            due
        });
        std::fs::remove_dir_all(folder).unwrap();
        due
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
