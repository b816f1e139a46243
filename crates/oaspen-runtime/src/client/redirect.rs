//! Redirects that the document does not have (RFC 9110 §15.4). They are followed within an
//! origin: another one must never see credentials, which may be in any header, so such a redirect
//! is itself the answer.

use http::header::{CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_TYPE, LOCATION};
use http::uri::Parts;
use http::{Method, Uri};

use super::answer::Answer;
use super::execute::Ready;
use crate::body::Body;

/// Whether an answer is a redirect, followed or not.
pub(super) fn is_redirect(answer: &Answer) -> bool {
    answer.status_code().is_redirection() && answer.headers().contains_key(LOCATION)
}

/// The request that a redirect asks for; `None` when it is none or may not be followed.
pub(super) fn redirect(
    before: &Ready,
    body: Option<Body>,
    answer: &Answer,
) -> Option<(Ready, Body)> {
    let location = answer.headers().get(LOCATION)?.to_str().ok()?;
    let mut ready = Ready {
        method: before.method.clone(),
        uri: resolve(&before.uri, location)?,
        headers: before.headers.clone(),
    };
    let becomes_get = match answer.status() {
        // RFC 9110 §15.4.2, §15.4.3: a POST becomes a GET, for historical reasons.
        301 | 302 => before.method == Method::POST,
        303 => before.method != Method::HEAD,
        307 | 308 => false,
        _ => return None,
    };
    if !becomes_get {
        return Some((ready, body?));
    }
    ready.method = Method::GET;
    for name in [CONTENT_TYPE, CONTENT_ENCODING, CONTENT_LANGUAGE] {
        ready.headers.remove(name);
    }
    Some((ready, Body::empty()))
}

/// The URL that `location` means, if it is of the same origin.
fn resolve(base: &Uri, location: &str) -> Option<Uri> {
    let (location, _fragment) = location.split_once('#').unwrap_or((location, ""));
    let absolute: Uri = if location.starts_with("//") {
        format!("{}:{location}", base.scheme_str()?).parse().ok()?
    } else if location.contains("://") && !location.starts_with(['/', '?']) {
        location.parse().ok()?
    } else {
        let path = if location.starts_with('/') {
            location.to_owned()
        } else if location.starts_with('?') || location.is_empty() {
            format!("{}{location}", base.path())
        } else {
            let (directory, _) = base.path().rsplit_once('/')?;
            format!("{directory}/{location}")
        };
        let mut parts = Parts::default();
        parts.scheme = base.scheme().cloned();
        parts.authority = base.authority().cloned();
        parts.path_and_query = Some(path.parse().ok()?);
        Uri::from_parts(parts).ok()?
    };
    (origin(&absolute)? == origin(base)?).then_some(absolute)
}

/// RFC 6454 §4.
fn origin(uri: &Uri) -> Option<(&str, String, u16)> {
    let scheme = uri.scheme_str()?;
    let port = uri
        .port_u16()
        .unwrap_or(if scheme == "https" { 443 } else { 80 });
    Some((scheme, uri.host()?.to_ascii_lowercase(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(location: &str, expected: Option<&str>) {
        let base = "https://h/v1/users?a=b".parse().unwrap();
        let resolved = resolve(&base, location).map(|uri| uri.to_string());
        assert_eq!(resolved.as_deref(), expected);
    }

    #[test]
    fn locations_within_the_origin() {
        check("/x?y#z", Some("https://h/x?y"));
        check("x", Some("https://h/v1/x"));
        check("?c", Some("https://h/v1/users?c"));
        check("https://H:443/x", Some("https://H:443/x"));
        check("//h/x", Some("https://h/x"));
        check(
            "/login?next=https://other/",
            Some("https://h/login?next=https://other/"),
        );
        check("https://other/x", None);
        check("//other/x", None);
        check("http://h/x", None);
        check("https://h:8443/x", None);
        check("https://h@other/x", None);
        check("\\\\other/x", Some("https://h/v1/\\\\other/x"));
        check("https:\\\\other", Some("https://h/v1/https:\\\\other"));
    }
}
