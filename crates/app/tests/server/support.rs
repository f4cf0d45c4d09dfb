//! A running server, and a browser without a screen: cookies, forms, nothing else.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The day on which every test runs.
pub const TODAY: &str = "2026-11-21";

/// A running `lumbago serve`; it ends with the test.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// Everything it wrote to standard output and standard error.
    pub said: Arc<Mutex<String>>,
}

impl Server {
    /// Starts it on a data file.
    pub fn start(data: &Path) -> Self {
        Self::with(data, &["--listen", "127.0.0.1:0"])
    }

    /// Starts it with options of a test's own.
    pub fn with(data: &Path, options: &[&str]) -> Self {
        let mut child = serve(data, options).spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let found = line.split("http://").nth(1).and_then(|rest| rest.split(' ').next());
        let Some(found) = found else {
            let mut told = String::new();
            child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
            panic!("it did not start: {line}{told}");
        };
        let mut address: SocketAddr = found.parse().unwrap();
        if address.ip().is_unspecified() {
            address.set_ip([127, 0, 0, 1].into());
        }
        keep(out, said.clone());
        keep(child.stderr.take().unwrap(), said.clone());
        Self { child, address, said }
    }

    /// Ends it as a power cut does.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn keep(from: impl Read + Send + 'static, into: Arc<Mutex<String>>) {
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            let mut into = into.lock().unwrap();
            into.push_str(&line);
            into.push('\n');
        }
    });
}

/// `lumbago serve` on a data file; the day is [`TODAY`] unless the options name another.
pub fn serve(data: &Path, options: &[&str]) -> Command {
    let mut command = lumbago();
    command.args(["serve", "--data"]).arg(data).args(options);
    if !options.contains(&"--today") {
        command.args(["--today", TODAY]);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The executable, in the repository's root.
pub fn lumbago() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lumbago"));
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    command
}

/// An empty folder of a test's own.
pub fn scratch(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("server").join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn place(&self) -> &str {
        self.header("location").unwrap_or_default()
    }
}

/// Sends the bytes of a request as they are.
pub fn raw(address: SocketAddr, request: &[u8]) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.write_all(request)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let lost = || std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "half an answer");
    let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").ok_or_else(lost)?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).ok_or_else(lost)?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let body = &bytes[end + 4..];
    let is_chunked = headers.iter().any(|(_, value)| value == "chunked");
    let length = headers.iter().find(|(name, _)| name == "content-length");
    if length.is_some_and(|(_, length)| body.len() < length.parse().unwrap()) {
        return Err(lost());
    }
    let body = if is_chunked { chunks(body).ok_or_else(lost)? } else { body.to_owned() };
    Ok(Answer { status: status.parse().unwrap(), headers, bytes: body })
}

fn chunks(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = rest.windows(2).position(|part| part == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..line]).ok()?, 16).ok()?;
        rest = rest.get(line + 2..)?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size + 2..)?;
    }
}

/// A browser.
pub struct Browser {
    address: SocketAddr,
    /// Its cookies.
    pub cookies: BTreeMap<String, String>,
    /// The page that it shows.
    pub page: String,
    /// The address of that page.
    pub place: String,
    /// Headers that it sends with every request.
    pub headers: Vec<(String, String)>,
}

impl Browser {
    pub fn at(server: &Server) -> Self {
        Self {
            address: server.address,
            cookies: BTreeMap::new(),
            page: String::new(),
            place: String::new(),
            headers: Vec::new(),
        }
    }

    /// The same browser after the server was started again.
    pub fn moved(&mut self, server: &Server) {
        self.address = server.address;
    }

    /// One request, without following where it leads.
    pub fn ask(
        &mut self,
        method: &str,
        path: &str,
        kind: &str,
        body: &[u8],
    ) -> std::io::Result<Answer> {
        let mut head = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
        let has = |name: &str| self.headers.iter().any(|(known, _)| known == name);
        if !has("host") {
            head += &format!("host: {}\r\n", self.address);
        }
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            head += &format!("cookie: {}\r\n", pairs.join("; "));
        }
        if !kind.is_empty() {
            head += &format!("content-type: {kind}\r\ncontent-length: {}\r\n", body.len());
        }
        let request = [head.as_bytes(), b"\r\n", body].concat();
        let answer = raw(self.address, &request)?;
        for (_, value) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let pair = value.split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        Ok(answer)
    }

    /// Opens a page, and follows where it leads.
    pub fn get(&mut self, path: &str) -> Answer {
        let answer = self.ask("GET", path, "", b"").unwrap();
        self.follow(path, answer)
    }

    fn follow(&mut self, path: &str, answer: Answer) -> Answer {
        if answer.status == 303 {
            let place = answer.place().to_owned();
            return self.get(&place);
        }
        path.clone_into(&mut self.place);
        self.page = String::from_utf8_lossy(&answer.bytes).into_owned();
        answer
    }

    /// The hidden fields of the page's forms.
    pub fn hidden(&self) -> Vec<(String, String)> {
        ["token", "once"]
            .map(|name| {
                (name.to_owned(), between(&self.page, &format!("name=\"{name}\" value=\"")))
            })
            .to_vec()
    }

    /// Sends a form of the page, and follows where it leads.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = self.hidden();
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.send(path, &all)
    }

    /// Sends exactly these fields, and follows where it leads.
    pub fn send(&mut self, path: &str, fields: &[(String, String)]) -> Answer {
        let answer = self.send_once(path, fields).unwrap();
        self.follow(path, answer)
    }

    /// Sends exactly these fields, and stays.
    pub fn send_once(
        &mut self,
        path: &str,
        fields: &[(String, String)],
    ) -> std::io::Result<Answer> {
        let body = encoded(fields);
        self.ask("POST", path, "application/x-www-form-urlencoded", body.as_bytes())
    }

    /// Sends a file with the form of the page.
    pub fn send_file(&mut self, path: &str, bytes: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in self.hidden() {
            let head = format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend_from_slice(format!("{head}{value}\r\n").as_bytes());
        }
        body.extend_from_slice(
            b"--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\
              content-type: application/json\r\n\r\n",
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--cut--\r\n");
        let answer = self.ask("POST", path, "multipart/form-data; boundary=cut", &body).unwrap();
        self.follow(path, answer)
    }
}

/// What stands between a beginning and the next quote.
pub fn between(page: &str, beginning: &str) -> String {
    let rest = page.split(beginning).nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// Fields as a form sends them.
pub fn encoded(fields: &[(String, String)]) -> String {
    let percent = |text: &str| {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                    char::from(byte).to_string()
                }
                _ => format!("%{byte:02X}"),
            })
            .collect::<String>()
    };
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", percent(name), percent(value)))
        .collect::<Vec<_>>()
        .join("&")
}
