//! The server reminds of a check-in by mail, once a day and not of health; the command shares its
//! memory.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::mail::MailServer;
use crate::support::{Browser, Server, lumbago, scratch};
use crate::way;

/// A data file with somebody of whom a check is due on 28 November.
fn with_a_plan(test: &str) -> PathBuf {
    let data = scratch(test).join("lumbago.db");
    let server = Server::start(&data);
    way::to_the_plan(&mut Browser::at(&server), "Sam", &[]);
    data
}

fn server_on(data: &Path, day: &str, mail: &MailServer) -> Server {
    let mail = mail.options();
    let mut options = vec!["--listen", "127.0.0.1:0", "--today", day];
    options.extend(mail.iter().map(String::as_str));
    Server::with(data, &options)
}

/// What `lumbago remind` says on a day.
fn command_on(data: &Path, day: &str, mail: &MailServer) -> String {
    let mut command = lumbago();
    command.args(["remind", "--today", day, "--data"]).arg(data).args(mail.options());
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

/// Waits until the server has said something.
fn until_said(server: &Server, words: &str) -> String {
    let begun = Instant::now();
    loop {
        let said = server.said.lock().unwrap().clone();
        if said.contains(words) {
            return said;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{words} is not in {said}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_server_that_is_started_when_a_check_is_due_sends_one_mail_without_a_word_of_health() {
    let data = with_a_plan("remind-due");
    let mail = MailServer::that_says("250 fine");
    let server = server_on(&data, "2026-11-28", &mail);
    let told = mail.next();
    assert!(told.contains("RCPT TO:<sam@example.org>"), "{told}");
    assert!(told.contains("A check-in is due."), "{told}");
    for word in ["pain", "back", "plan", "medicine"] {
        assert!(!told.to_lowercase().contains(word), "{word}: {told}");
    }
    assert_eq!(Browser::at(&server).get("/").status, 200);
}

#[test]
fn neither_the_server_nor_the_command_sends_a_second_mail_on_that_day() {
    let data = with_a_plan("remind-once");
    let mail = MailServer::that_says("250 fine");
    let server = server_on(&data, "2026-11-28", &mail);
    until_said(&server, "a reminder was sent");
    assert_eq!(command_on(&data, "2026-11-28", &mail), "A reminder was sent today already.\n");
    drop(server);
    assert_eq!(command_on(&data, "2026-11-29", &mail), "A reminder was sent.\n", "a second try");
    assert_eq!(command_on(&data, "2026-11-29", &mail), "A reminder was sent today already.\n");
    assert_eq!(command_on(&data, "2026-11-24", &mail), "Nothing is due.\n");
    for _ in 0..2 {
        assert!(mail.next().contains("A check-in is due."));
    }
    assert!(mail.is_alone());
}

#[test]
fn when_the_mail_server_refuses_the_log_names_nobody_and_the_app_goes_on() {
    let data = with_a_plan("remind-refused");
    let refuses = MailServer::that_says("550 sam@example.org is unknown here");
    let server = server_on(&data, "2026-11-28", &refuses);
    let said = until_said(&server, "a reminder was not sent");
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("reminder")).collect();
    assert_eq!(
        lines,
        ["lumbago: a reminder was not sent, and is tried again within an hour: the mail server \
          refused it with 550"]
    );
    assert!(!said.contains("sam@") && !said.contains("Sam"), "{said}");
    assert_eq!(Browser::at(&server).get("/").status, 200);
    drop(server);
    // What was refused counts as not sent.
    let takes = MailServer::that_says("250 fine");
    let _server = server_on(&data, "2026-11-28", &takes);
    assert!(takes.next().contains("A check-in is due."));
}

#[test]
fn a_server_does_not_start_with_an_address_that_is_none() {
    let data = with_a_plan("remind-address");
    let mut command = crate::support::serve(&data, &["--listen", "127.0.0.1:0"]);
    command.args(["--smtp", "smtp://127.0.0.1:9", "--from", "a@example.org", "--to", "nobody"]);
    let ended = command.output().unwrap();
    assert!(!ended.status.success());
    let told = String::from_utf8(ended.stderr).unwrap();
    assert!(told.contains("--to"), "{told}");
}
