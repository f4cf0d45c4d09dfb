//! One visit: who asks, in which language, and with which token its forms are sent.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::App;
use super::refusal::Refusal;
use super::spoken::OfVisit;
use super::tongue::Tongue;

/// The cookie that ties forms to a browser.
const COOKIE: &str = "lumbago";
/// The cookie with the language.
pub const LANGUAGE: &str = "lumbago-language";

/// One visit.
#[derive(Clone)]
pub struct Visit {
    /// What every request shares.
    pub app: Arc<App>,
    /// The language of the pages.
    pub language: String,
    /// The guideline with its circuit, in that language.
    pub engine: OfVisit,
    /// The secret of this browser.
    pub browser: String,
    /// The path that was asked for, such as `/help`.
    pub path: String,
    /// The name and port by which this server was asked, such as `127.0.0.1:7100`.
    pub host: Option<String>,
    /// Whether the browser had no secret yet: then the answer sets it.
    pub is_new: bool,
}

impl std::ops::Deref for Visit {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

impl Visit {
    /// Reads the cookies of a request.
    pub fn of(app: Arc<App>, parts: &Parts) -> Self {
        let language = match cookie(parts, LANGUAGE) {
            Some(language) => app.tongues.choose(&language).to_owned(),
            None => {
                let wanted = parts.headers.get(axum::http::header::ACCEPT_LANGUAGE);
                let wanted = wanted.and_then(|wanted| wanted.to_str().ok()).unwrap_or_default();
                app.tongues.choose(wanted).to_owned()
            }
        };
        let known = cookie(parts, &cookie_name(&app)).filter(|secret| is_secret(secret));
        let is_new = known.is_none();
        let engine = OfVisit::new(app.clone(), &language);
        // What was sent by a form cannot be asked for again.
        let reads = matches!(parts.method, Method::GET | Method::HEAD);
        let path = if reads { parts.uri.path() } else { "/" }.to_owned();
        let host = parts.headers.get(axum::http::header::HOST);
        let host = host.and_then(|host| host.to_str().ok()).map(str::to_owned);
        Self { language, engine, browser: known.unwrap_or_else(secret), path, host, is_new, app }
    }

    /// The same visit under a new secret.
    pub fn renewed(&self) -> Self {
        Self { browser: secret(), ..self.clone() }
    }

    /// The words of this visit's language.
    pub fn tongue(&self) -> Tongue<'_> {
        self.app.tongues.tongue(&self.language)
    }

    /// The token of this browser's forms: only pages of ours know it.
    pub fn token(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.app.secret.as_bytes());
        hash.update(self.browser.as_bytes());
        hex(&hash.finalize())
    }

    /// A hash of the browser's secret, under which it may be stored.
    pub fn browser_hash(&self) -> String {
        hex(&Sha256::digest(self.browser.as_bytes()))
    }

    /// The header that sets the browser's secret.
    pub fn set_cookie(&self) -> String {
        // Without TLS a browser refuses the prefix __Host-, which demands a secure connection.
        let secure = if self.app.options.tls_host.is_some() { "; Secure" } else { "" };
        let name = cookie_name(&self.app);
        format!(
            "{name}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000{secure}",
            self.browser
        )
    }
}

fn cookie_name(app: &App) -> String {
    let prefix = if app.options.tls_host.is_some() { "__Host-" } else { "" };
    format!("{prefix}{COOKIE}")
}

fn cookie(parts: &Parts, name: &str) -> Option<String> {
    let headers = parts.headers.get_all(axum::http::header::COOKIE);
    let pairs = headers.into_iter().filter_map(|value| value.to_str().ok());
    pairs
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// 64 hexadecimal digits that nobody can guess (244 bits).
pub fn secret() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

fn is_secret(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl FromRequestParts<Arc<App>> for Visit {
    type Rejection = Refusal;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &Arc<App>,
    ) -> Result<Self, Self::Rejection> {
        // The guard read the cookies already.
        match parts.extensions.get::<Self>() {
            Some(visit) => Ok(visit.clone()),
            None => Ok(Self::of(app.clone(), parts)),
        }
    }
}
