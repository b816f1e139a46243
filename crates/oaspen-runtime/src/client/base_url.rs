//! Where the API is: origin and base path, and how paths are joined to it.

use http::Uri;

/// An origin and a path without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BaseUrl {
    origin: String,
    path: String,
}

impl BaseUrl {
    /// Reads a URL; what is wrong with it is told in words, without repeating it.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        if text.contains('#') {
            return Err("it has a fragment");
        }
        let uri: Uri = text.parse().map_err(|_| "it is no URL")?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err("it does not begin with http:// or https://");
        };
        if !["http", "https"].contains(&scheme) {
            return Err("it does not begin with http:// or https://");
        }
        if authority.as_str().contains('@') {
            return Err("it has credentials; give them to the client's builder");
        }
        if uri.query().is_some() {
            return Err("it has a query");
        }
        let path = uri.path().trim_end_matches('/').to_owned();
        Ok(Self {
            origin: format!("{scheme}://{authority}"),
            path,
        })
    }

    /// The URL of `path`, encoded already, with an encoded query.
    pub(super) fn join(&self, path: &str, query: &str) -> Result<Uri, &'static str> {
        let path = path.trim_start_matches('/');
        // RFC 3986 §5.2.4: dot segments are removed on the way, so they would name another path.
        let is_dots = |segment: &str| matches!(segment, "." | "..");
        if path
            .split('/')
            .any(|segment| is_dots(&segment.to_ascii_lowercase().replace("%2e", ".")))
        {
            return Err("a segment of the path is `.` or `..`");
        }
        let mark = if query.is_empty() { "" } else { "?" };
        let text = format!("{}{}/{path}{mark}{query}", self.origin, self.path);
        text.parse().map_err(|_| "the URL is malformed or too long")
    }
}
