//! Where the API is: origin and base path, and how paths are joined to it.

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};

/// An origin and a path without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BaseUrl {
    scheme: Scheme,
    authority: Authority,
    path: String,
}

impl BaseUrl {
    /// Reads a URL; what is wrong with it is told in words, without repeating it.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        if text.contains('#') {
            return Err("it has a fragment");
        }
        let uri: Uri = text.parse().map_err(|_| "it is no URL")?;
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err("it does not begin with http:// or https://");
        };
        if ![Scheme::HTTP, Scheme::HTTPS].contains(scheme) {
            return Err("it does not begin with http:// or https://");
        }
        if authority.as_str().contains('@') {
            return Err("it has credentials; give them to the client's builder");
        }
        if uri.query().is_some() {
            return Err("it has a query");
        }
        Ok(Self {
            scheme: scheme.clone(),
            authority: authority.clone(),
            path: uri.path().trim_end_matches('/').to_owned(),
        })
    }

    /// The place of another server of the document, whose URL may be relative (OAS 3.1 §4.8.5).
    pub(super) fn resolve(&self, server: &str) -> Result<Self, &'static str> {
        if server.starts_with("//") {
            return Self::parse(&format!("{}:{server}", self.scheme));
        }
        if server.contains("://") {
            return Self::parse(server);
        }
        let path = server.trim_matches('/');
        let slash = if path.is_empty() { "" } else { "/" };
        Ok(Self {
            path: format!("{slash}{path}"),
            ..self.clone()
        })
    }

    /// The URL of `path`, encoded already, with an encoded query.
    pub(super) fn join(&self, path: &str, query: &str) -> Result<Uri, &'static str> {
        let path = path.trim_start_matches('/');
        // RFC 3986 §5.2.4: dot segments are removed on the way, so they would name another path.
        if path.split('/').any(is_dots) {
            return Err("a segment of the path is `.` or `..`");
        }
        let mark = if query.is_empty() { "" } else { "?" };
        let text = [&self.path, "/", path, mark, query].concat();
        let origin = self.scheme.as_str().len() + "://".len() + self.authority.as_str().len();
        if origin + text.len() > LONGEST {
            return Err(MALFORMED);
        }
        // The origin was read once and for all, so only what comes behind it is.
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        let text = Bytes::from(text);
        parts.path_and_query = Some(PathAndQuery::from_maybe_shared(text).map_err(|_| MALFORMED)?);
        Uri::from_parts(parts).map_err(|_| MALFORMED)
    }
}

/// Reads a whole URL and adds an encoded query to its own; what is wrong with it is told in words,
/// without repeating it.
pub(super) fn read_url(text: &str, query: &str) -> Result<Uri, &'static str> {
    let (text, own) = text.split_once('?').unwrap_or((text, ""));
    let BaseUrl {
        scheme, authority, ..
    } = BaseUrl::parse(text)?;
    let uri: Uri = text.parse().map_err(|_| MALFORMED)?;
    if own.contains('#') {
        return Err("it has a fragment");
    }
    let queries = [own, query].into_iter().filter(|query| !query.is_empty());
    let query = queries.collect::<Vec<_>>().join("&");
    let mark = if query.is_empty() { "" } else { "?" };
    let path = [uri.path(), mark, &query].concat();
    let uri = Uri::builder().scheme(scheme).authority(authority);
    uri.path_and_query(path).build().map_err(|_| MALFORMED)
}

const MALFORMED: &str = "the URL is malformed or too long";

/// As many bytes as [`Uri`] reads of a whole URL.
const LONGEST: usize = u16::MAX as usize - 1;

/// Whether a segment is `.` or `..`, however its dots are spelled.
fn is_dots(segment: &str) -> bool {
    let mut rest = segment;
    let mut dots = 0;
    while let Some(after) = strip_dot(rest) {
        (rest, dots) = (after, dots + 1);
    }
    rest.is_empty() && (1..=2).contains(&dots)
}

fn strip_dot(text: &str) -> Option<&str> {
    let spellings = [".", "%2e", "%2E"];
    spellings.iter().find_map(|dot| text.strip_prefix(dot))
}
