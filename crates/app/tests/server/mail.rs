//! A small mail server.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A mail server on this machine; it ends with the test.
pub struct MailServer {
    port: u16,
    told: Receiver<String>,
}

impl MailServer {
    /// One that answers so to the address that a mail goes to, such as `250 fine`.
    pub fn that_says(to_recipient: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (tell, told) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if tell.send(takes(stream, to_recipient)).is_err() {
                    break;
                }
            }
        });
        Self { port, told }
    }

    /// The options that send reminders to it.
    pub fn options(&self) -> [String; 6] {
        let smtp = format!("smtp://127.0.0.1:{}", self.port);
        ["--smtp", &smtp, "--from", "lumbago@example.org", "--to", "sam@example.org"]
            .map(str::to_owned)
    }

    /// All that the next visitor said, once they have left.
    pub fn next(&self) -> String {
        self.told.recv_timeout(Duration::from_secs(60)).expect("somebody comes")
    }

    /// Whether nobody else came so far.
    pub fn is_alone(&self) -> bool {
        self.told.try_recv().is_err()
    }
}

fn takes(mut stream: TcpStream, to_recipient: &str) -> String {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let (mut told, mut in_message) = (String::new(), false);
    let _ = stream.write_all(b"220 test\r\n");
    while let Some(Ok(line)) = lines.next() {
        told.push_str(&line);
        told.push('\n');
        let answer = match line.as_str() {
            "." => "250 taken",
            _ if in_message => continue,
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ if line.starts_with("RCPT") => to_recipient,
            _ => "250 fine",
        };
        in_message = line == "DATA";
        if stream.write_all(format!("{answer}\r\n").as_bytes()).is_err() || line == "QUIT" {
            break;
        }
    }
    told
}
