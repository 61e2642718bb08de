//! Answers to requests: who may ask, and what they get.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CONTENT_TYPE, HOST, HeaderName, ORIGIN};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::live::{self, POLICY};
use super::pages::Shown;

/// What every answer says, whatever it is.
const HEADERS: [(&str, &str); 6] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("cache-control", "no-store"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
];

/// How often a stream without news shows that it is alive.
const ALIVE: Duration = Duration::from_secs(20);

/// Who this server is.
struct Server {
    shown: Arc<Shown>,
    /// The values of a `Host` header that mean this server, without letter case.
    hosts: [String; 2],
}

pub(super) fn router(shown: Arc<Shown>, port: u16) -> Router {
    let server = Arc::new(Server { shown, hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")] });
    Router::new().fallback(answer).layer(middleware::from_fn_with_state(Arc::clone(&server), guard)).with_state(server)
}

/// Lets nobody in but a browser that was pointed here, and puts the common headers on every answer.
async fn guard(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let mut response = if !server.is_meant(&request) {
        (StatusCode::MISDIRECTED_REQUEST, "this server answers to its own address alone\n").into_response()
    } else if request.method() != Method::GET && request.method() != Method::HEAD {
        (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")], "only GET and HEAD\n").into_response()
    } else {
        next.run(request).await
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    let Some(path) = decoded(request.uri().path().strip_prefix('/').unwrap_or_default()) else {
        return server.missing();
    };
    match path.as_str() {
        live::EVENTS if !server.is_own_page(&request) => {
            (StatusCode::FORBIDDEN, "events are for pages of this server alone\n").into_response()
        }
        live::EVENTS => server.events(),
        live::SCRIPT => typed(live::SCRIPT, live::SCRIPT_TEXT.into()),
        live::STYLE => typed(live::STYLE, live::STYLE_TEXT.into()),
        "" => server.page("index.html"),
        path => server.page(path),
    }
}

impl Server {
    /// Whether the request names this server, exactly once: a name that another site made point here does not.
    fn is_meant(&self, request: &Request) -> bool {
        let mut hosts = request.headers().get_all(HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
        let is_own = |host: &str| self.hosts.iter().any(|own| host.eq_ignore_ascii_case(own));
        // A request may also name its target in full; then that counts as well.
        host.to_str().is_ok_and(is_own) && request.uri().authority().is_none_or(|target| is_own(target.as_str()))
    }

    /// Whether a page of this server asks: another site's page says where it comes from.
    fn is_own_page(&self, request: &Request) -> bool {
        let text = |name: &str| request.headers().get_all(name).iter().map(HeaderValue::to_str).collect::<Vec<_>>();
        let is_own =
            |origin: &str| origin.strip_prefix("http://").is_some_and(|host| self.hosts.iter().any(|own| own == host));
        let origins = text(ORIGIN.as_str()).into_iter().all(|origin| origin.is_ok_and(is_own));
        origins && text("sec-fetch-site").into_iter().all(|site| site.is_ok_and(|site| site == "same-origin"))
    }

    fn page(&self, path: &str) -> Response {
        let (bytes, state) = self.shown.find(path);
        match bytes {
            Some(bytes) if path.ends_with(".html") => typed(path, live::with_script(&bytes, state)),
            Some(bytes) => typed(path, bytes.to_vec()),
            None if path == "index.html" => typed(path, live::placeholder("The plan cannot be shown yet", state)),
            None => self.missing(),
        }
    }

    /// A page that is not there may come back with the next change, so it listens too.
    fn missing(&self) -> Response {
        let (_, state) = self.shown.find("");
        let page = typed("missing.html", live::placeholder("There is no such page", state));
        (StatusCode::NOT_FOUND, page).into_response()
    }

    fn events(&self) -> Response {
        let events = WatchStream::from_changes(self.shown.events());
        let events = events.map(|text| Ok::<_, Infallible>(Event::default().data(text)));
        Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE)).into_response()
    }
}

fn typed(path: &str, bytes: Vec<u8>) -> Response {
    ([(CONTENT_TYPE, kind(path))], bytes).into_response()
}

/// The type of a file by its ending; what is not known is for saving, never for showing.
fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/atom+xml; charset=utf-8",
        "svg" => "image/svg+xml",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// A path with its `%20` read, once. It is only ever looked up among the names of files, so nothing in it leads
/// anywhere; what is no text names no file.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        let [high, low, tail @ ..] = rest else { return None };
        bytes.push(u8::try_from(digit(high)? * 16 + digit(low)?).ok()?);
        rest = tail;
    }
    String::from_utf8(bytes).ok()
}
