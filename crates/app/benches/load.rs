//! The app under load, from a second process: start-up, weight of pages, memory, processor time,
//! throughput at full speed and latency at a steady rate, over 64 connections. Prints figures;
//! asserts none.
//!
//! `cargo bench -p lumbago --bench load`. The latency at a steady rate is counted from the moment at
//! which a request was due, so a slow answer also counts for those that had to wait behind it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(dead_code, reason = "the browser of the tests can do more than is measured here")]

#[path = "../tests/server/support.rs"]
mod support;
#[path = "../tests/server/way.rs"]
mod way;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use support::{Browser, Server, scratch};

/// Connections that are open at once.
const CONNECTIONS: u32 = 64;
/// Requests per second of the steady load, over all connections.
const RATE: u32 = 1_000;
/// How long each load lasts.
const LASTS: Duration = Duration::from_secs(8);

fn main() {
    let folder = scratch("load");
    let mut starts: Vec<Duration> =
        (0..10).map(|round| start_up(&folder.join(format!("{round}.db")))).collect();
    starts.sort();
    println!(
        "start-up, from spawn to the first page: {:?} (median of 10, new data file)",
        starts[5]
    );

    let server = Server::start(&folder.join("lumbago.db"));
    let mut browser = Browser::at(&server);
    println!("memory after start: {} kB", resident(server.id()));
    let asking = way::begin(&mut browser, "Sam");
    way::answer_all_until(&mut browser, "field-very_unwell");
    let question = browser.place.clone();
    let planned = way::to_the_plan(&mut browser, "Alex", &[]);
    let cookie = browser.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>();
    let cookie = cookie.join("; ");
    assert!(question.starts_with(&asking));

    for (name, path) in [("question page", question), ("plan page", format!("{planned}/plan"))] {
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {}\r\ncookie: {cookie}\r\naccept-encoding: gzip, br\r\n\r\n",
            server.address
        );
        let mut one = Connection::open(server.address);
        println!("\n{name}");
        println!("  weight: {} bytes, as sent on this machine: not compressed", one.ask(&request));
        let alone: Vec<Duration> = (0..200).map(|_| timed(|| one.ask(&request))).collect();
        told("one after the other", alone, None);
        let before = worked(server.id());
        let steady = load(server.address, &request, Some(RATE));
        let each = (worked(server.id()) - before) / u32::try_from(steady.len()).unwrap();
        told("steady", steady, Some(LASTS));
        println!("  processor time of the app for each request: {each:?}");
        told("full speed", load(server.address, &request, None), Some(LASTS));
        println!("  memory: {} kB", resident(server.id()));
    }
    for name in 0..PEOPLE {
        let episode = way::to_the_plan(&mut browser, &format!("Person {name}"), &[]);
        for page in ["plan", "clinician"] {
            assert_eq!(browser.get(&format!("{episode}/{page}")).status, 200);
        }
    }
    println!("\nmemory after the plans of {PEOPLE} more people: {} kB", resident(server.id()));
}

/// More people than the app keeps in memory.
const PEOPLE: u32 = 20;

/// The processor time of a process so far, as Linux counts it in hundredths of a second.
fn worked(process: u32) -> Duration {
    let told = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after_name = told.rsplit(") ").next().unwrap_or_default();
    let ticks = after_name.split(' ').skip(11).take(2).map(|ticks| ticks.parse().unwrap_or(0));
    Duration::from_millis(10 * ticks.sum::<u64>())
}

/// From the start of the process to its first whole page.
fn start_up(data: &std::path::Path) -> Duration {
    let begun = Instant::now();
    let server = Server::start(data);
    assert_eq!(Browser::at(&server).get("/start").status, 200);
    begun.elapsed()
}

/// Resident memory in kB, as Linux tells it.
fn resident(process: u32) -> String {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.map_or("unknown".to_owned(), |line| line.trim().trim_end_matches(" kB").to_owned())
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

/// Latencies of all requests over all connections, at a rate or as fast as answers come.
fn load(address: SocketAddr, request: &str, rate: Option<u32>) -> Vec<Duration> {
    let begun = Instant::now() + Duration::from_millis(100);
    let worker = |number: u32| {
        let mut connection = Connection::open(address);
        let mut latencies = Vec::new();
        for round in 0.. {
            let due = match rate {
                Some(rate) => {
                    let nth = f64::from(round * CONNECTIONS + number);
                    begun + Duration::from_secs_f64(nth / f64::from(rate))
                }
                None => Instant::now().max(begun),
            };
            if due > begun + LASTS {
                break;
            }
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            connection.ask(request);
            latencies.push(due.elapsed());
        }
        latencies
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            (0..CONNECTIONS).map(|number| scope.spawn(move || worker(number))).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    })
}

fn told(name: &str, mut latencies: Vec<Duration>, over: Option<Duration>) {
    latencies.sort();
    let at = |part: usize| latencies[(latencies.len() * part / 1000).min(latencies.len() - 1)];
    let rate = over.map(|over| latencies.len() as f64 / over.as_secs_f64());
    let rate = rate.map_or(String::new(), |rate| format!(" {rate:.0} requests per second,"));
    println!("  {name}:{rate} p50 {:?}, p99 {:?}, most {:?}", at(500), at(990), at(1000));
}

/// A connection that stays open.
struct Connection(BufReader<TcpStream>);

impl Connection {
    fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self(BufReader::new(stream))
    }

    /// Sends a request, reads the whole answer, and gives the length of its body.
    fn ask(&mut self, request: &str) -> usize {
        self.0.get_mut().write_all(request.as_bytes()).unwrap();
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        assert!(line.contains(" 200 "), "{line}");
        let mut length = None;
        loop {
            line.clear();
            self.0.read_line(&mut line).unwrap();
            match line.trim_end().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.parse().ok();
                }
                Some(_) => {}
                None => break,
            }
        }
        match length {
            Some(length) => self.skip(length),
            None => self.chunks(),
        }
    }

    fn chunks(&mut self) -> usize {
        let mut all = 0;
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).unwrap();
            let size = usize::from_str_radix(line.trim_end(), 16).unwrap();
            self.skip(size + 2);
            if size == 0 {
                return all;
            }
            all += size;
        }
    }

    fn skip(&mut self, length: usize) -> usize {
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).unwrap();
        length
    }
}
