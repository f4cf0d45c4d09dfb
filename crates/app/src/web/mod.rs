//! The person's app: `lumbago serve`. One router for each noun; every page is made on the server
//! and works without JavaScript. What is medicine comes from the plan and the guideline; what
//! stands here is form alone.

mod ask;
mod asset;
mod bodymap;
mod calendar;
#[cfg(test)]
mod care_test;
mod changed;
mod check;
mod clinician;
mod day;
mod emergency;
mod episode;
mod field;
mod folded;
mod form;
mod goals;
mod guard;
mod handover;
mod help;
mod home;
mod layout;
mod letter;
mod library;
mod movement;
mod passcode;
mod plan;
mod questions;
mod refusal;
mod review;
mod scores;
mod seen;
mod signs;
#[cfg(test)]
mod spanish_tests;
mod spoken;
mod today;
mod tongue;
mod visit;
mod yours;

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use jiff::civil::Date;
use lumbago_ask::Index;
use lumbago_ask::library::Library;
use lumbago_decision::Engine;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

pub use self::folded::Kept;
pub use self::guard::Limits;
pub use self::passcode::is_set as has_passcode;
pub use self::tongue::Tongues;
pub use self::visit::secret;
use crate::failure::Failure;
use crate::store::Store;

/// The most that a form may hold, in bytes; an import may hold more.
const FORM_BYTES: usize = 256 * 1024;
/// The most that an import may hold, in bytes.
const IMPORT_BYTES: usize = 32 * 1024 * 1024;

/// What every request shares.
pub struct App {
    /// The guideline with its circuit.
    pub engine: Engine,
    /// What is kept.
    pub store: Store,
    /// The words of the pages.
    pub tongues: Tongues,
    /// How the server was started.
    pub options: Options,
    /// A secret that only this store knows: it makes the tokens of forms.
    pub secret: String,
    /// Counts attempts.
    pub limits: Limits,
    /// Whoever writes to an episode takes it first.
    pub turn: tokio::sync::Mutex<()>,
    /// What is made from the guideline when it is first asked for: starting stays quick.
    pub made: Made,
    /// What logs came to when they were last asked for.
    pub kept: Kept,
}

/// What is made from the guideline when it is first asked for.
#[derive(Default)]
pub struct Made {
    index: OnceLock<Index>,
    library: OnceLock<Library>,
}

/// How the server was started.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it listens.
    pub listen: SocketAddr,
    /// A proxy in front of it speaks TLS, under this name.
    pub tls_host: Option<String>,
    /// A day to use instead of today's.
    pub today: Option<Date>,
}

impl Options {
    /// Whether others can reach it: then there must be a passcode. A proxy in front hides what is
    /// said on the way; it does not ask who is there.
    pub fn needs_passcode(&self) -> bool {
        !self.listen.ip().is_loopback() || self.tls_host.is_some()
    }

    /// Whether it can be reached from other machines without TLS.
    pub fn is_in_the_clear(&self) -> bool {
        !self.listen.ip().is_loopback() && self.tls_host.is_none()
    }
}

impl App {
    /// The person's day.
    pub fn today(&self) -> Date {
        self.options.today.unwrap_or_else(|| jiff::Zoned::now().date())
    }

    /// The search over all statements.
    pub fn index(&self) -> &Index {
        self.made.index.get_or_init(|| Index::new(&self.engine.guideline))
    }

    /// Every page of the library.
    pub fn library(&self) -> &Library {
        self.made.library.get_or_init(|| Library::new(&self.engine.guideline))
    }

    /// Whether others can reach it: then there must be a passcode.
    pub fn needs_passcode(&self) -> bool {
        self.options.needs_passcode()
    }

    /// Now, in milliseconds since 1970.
    pub fn now(&self) -> i64 {
        jiff::Timestamp::now().as_millisecond()
    }
}

/// All pages.
pub fn router(app: Arc<App>) -> Router {
    let pages = Router::new()
        .merge(home::router())
        .merge(passcode::router())
        .merge(questions::router())
        .merge(review::router())
        .merge(emergency::router())
        .merge(seen::router())
        .merge(plan::router())
        .merge(help::router())
        .merge(library::router())
        .merge(ask::router())
        .merge(today::router())
        .merge(goals::router())
        .merge(check::router())
        .merge(scores::router())
        .merge(calendar::router())
        .merge(clinician::router())
        .merge(letter::router())
        .merge(yours::router())
        .fallback(refusal::nowhere)
        .layer(RequestBodyLimitLayer::new(FORM_BYTES))
        .merge(yours::import_router().layer(RequestBodyLimitLayer::new(IMPORT_BYTES)));
    pages
        .layer(axum::middleware::from_fn_with_state(app.clone(), guard::guard))
        .merge(asset::router())
        .layer(axum::middleware::from_fn_with_state(app.clone(), guard::headers))
        .layer(compression(app.needs_passcode()))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(30)))
        .layer(CatchPanicLayer::custom(refusal::panicked))
        .with_state(app)
}

/// Pages are compressed for others. On this machine alone nothing is gained by it but waiting.
fn compression(goes_out: bool) -> CompressionLayer<impl Predicate> {
    let worth = DefaultPredicate::new()
        .and(move |_: StatusCode, _: Version, _: &HeaderMap, _: &Extensions| goes_out);
    // A page is small whatever the level; what counts is how soon it comes.
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(worth)
}

/// Listens until it is told to stop.
pub async fn serve(app: Arc<App>, told: impl FnOnce(SocketAddr)) -> Result<(), Failure> {
    let listen = app.options.listen;
    let listener = tokio::net::TcpListener::bind(listen).await.map_err(|error| {
        Failure::Outside(format!(
            "cannot listen on {listen}: {error}\n  help: another program may use that port; \
             choose one with --listen 127.0.0.1:PORT"
        ))
    })?;
    told(listener.local_addr()?);
    axum::serve(listener, router(app)).with_graceful_shutdown(stopped()).await?;
    Ok(())
}

/// Ends when the program is told to stop.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}
