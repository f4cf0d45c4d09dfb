//! What stands before every page: who may ask at all, how often, and what a browser may do with
//! the answer.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

use super::refusal::Refusal;
use super::visit::Visit;
use super::{App, passcode};

/// How often something may be tried.
pub struct Limits {
    /// Forms sent, by all together.
    pub forms: DefaultDirectRateLimiter,
    /// Passcodes and codes tried, by all together.
    pub secrets: DefaultDirectRateLimiter,
}

impl Default for Limits {
    fn default() -> Self {
        let number = |number: u32| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        Self {
            forms: RateLimiter::direct(Quota::per_second(number(50)).allow_burst(number(500))),
            secrets: RateLimiter::direct(Quota::per_minute(number(10)).allow_burst(number(10))),
        }
    }
}

/// Lets a request through to its page, or refuses it.
pub async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visit = Visit::of(app.clone(), &parts);
    if !is_our_host(&app, &parts.headers) {
        return Refusal::new(StatusCode::MISDIRECTED_REQUEST, "refusal-host").page(&visit);
    }
    let writes = !matches!(parts.method, Method::GET | Method::HEAD);
    if writes && is_foreign(&parts.headers) {
        return Refusal::new(StatusCode::FORBIDDEN, "refusal-foreign").page(&visit);
    }
    if writes && app.limits.forms.check().is_err() {
        return Refusal::new(StatusCode::TOO_MANY_REQUESTS, "refusal-often").page(&visit);
    }
    match passcode::is_shut_out(&visit, parts.uri.path()).await {
        Ok(false) => {}
        // What the browser kept for offline use is locked away, too.
        Ok(true) => return ([passcode::CLEAR], Redirect::to(passcode::PATH)).into_response(),
        Err(error) => return Refusal::from(error).page(&visit),
    }
    let set = visit.is_new.then(|| visit.set_cookie());
    parts.extensions.insert(visit);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(value) = set.and_then(|set| HeaderValue::from_str(&set).ok()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    // Pages hold what a person told, and Back must ask anew: an answer since may have made it an
    // emergency. So no cache may keep them; the worker keeps its own copies for offline use.
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Whether the request names this server: a foreign name that leads here (DNS rebinding) may not
/// read what a person told.
fn is_our_host(app: &App, headers: &axum::http::HeaderMap) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(Ok(host)), None) = (hosts.next().map(|host| host.to_str()), hosts.next()) else {
        return false;
    };
    let host = host.to_ascii_lowercase();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => name,
        _ => &host,
    };
    let is_tls = |own: &str| own.eq_ignore_ascii_case(&host) || own.eq_ignore_ascii_case(name);
    if name == "localhost" || app.options.tls_host.as_deref().is_some_and(is_tls) {
        return true;
    }
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    let own = app.options.listen.ip();
    // Where it listens on every address, any number is its own: what leads here from elsewhere is
    // a name.
    bare.parse().is_ok_and(|ip: IpAddr| ip.is_loopback() || own.is_unspecified() || ip == own)
}

/// Whether a browser says that another site sends this form.
fn is_foreign(headers: &axum::http::HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    // What the browser itself says of the request comes first: a page that tells no referrer has
    // the origin "null" even on its own site.
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return !["same-origin", "none"].contains(&site);
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => {
            origin.split_once("://").is_none_or(|(_, origin)| origin != host)
        }
        _ => false,
    }
}

/// What a browser may do with an answer: no foreign content, no inline script, no frames.
pub async fn headers(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if app.options.tls_host.is_some() {
        // A year: the proxy in front speaks TLS, and nothing of this host ever does without.
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
             connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
             base-uri 'none'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        // Not "no-referrer": with it a browser sends `Origin: null` with our own forms.
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
        ),
    ] {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    response
}
