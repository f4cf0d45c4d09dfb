//! Style, script and pictures, from the executable. Their addresses carry a hash of what they
//! hold, so a browser may keep them for ever.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};

use super::App;
use super::visit::hex;

/// One file.
struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

macro_rules! asset {
    ($name:literal, $kind:literal) => {
        Asset {
            name: $name,
            kind: $kind,
            bytes: include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/", $name)),
        }
    };
}

static ASSETS: [Asset; 3] = [
    asset!("lumbago.css", "text/css; charset=utf-8"),
    asset!("lumbago.js", "text/javascript; charset=utf-8"),
    asset!("icon.svg", "image/svg+xml"),
];

/// A hash over all of them: one change gives all new addresses.
pub static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for asset in &ASSETS {
        hash.update(asset.bytes);
    }
    hash.update(WORKER);
    hex(&hash.finalize()).chars().take(12).collect()
});

static WORKER: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/worker.js"));

/// The address of a file.
pub fn address(name: &str) -> String {
    format!("/assets/{}/{name}", *VERSION)
}

/// Their addresses. The worker that keeps pages for offline use stands at the root, because it may
/// only see what lies below it.
pub fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/assets/{version}/{name}", get(file))
        .route("/worker.js", get(worker))
        .route("/manifest.webmanifest", get(manifest))
        .route("/health", get(|| async { "ok" }))
}

async fn file(Path((_, name)): Path<(String, String)>) -> Response {
    match ASSETS.iter().find(|asset| asset.name == name) {
        Some(asset) => (
            [
                (header::CONTENT_TYPE, asset.kind),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            asset.bytes,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn worker() -> Response {
    let text = String::from_utf8_lossy(WORKER).replace("VERSION", &VERSION);
    let kind = "text/javascript; charset=utf-8";
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], text).into_response()
}

async fn manifest() -> Response {
    let icon = address("icon.svg");
    let text = serde_json::json!({
        "name": "Lumbago",
        "short_name": "Lumbago",
        "start_url": "/",
        "display": "standalone",
        "background_color": "#fbf7f0",
        "theme_color": "#1f5c57",
        "icons": [{ "src": icon, "sizes": "any", "type": "image/svg+xml" }],
    });
    ([(header::CONTENT_TYPE, "application/manifest+json")], text.to_string()).into_response()
}
