//! Runtime expressions: where a request says that callbacks are to go. OAS 3.1 §4.8.20.4.
//!
//! What a response would tell (`$response`) is not known here.

use super::context::Context;
use super::incoming::query_pairs;
use crate::json::{Encode, Value, encode_value, to_string};
use crate::param::encode_component;

impl<P> Context<P> {
    /// The URL that a callback of this request goes to: what the `URL` of a callback's module says,
    /// with the parts of the request put in. `None` when the request does not have one of them.
    ///
    /// `body` is the body of the typed request, or `&()` where there is none. A value that is not at
    /// the start of the URL is percent-encoded, so that it cannot change the rest.
    ///
    /// Strangers choose such URLs: whether one may be called is for the server to decide.
    #[must_use]
    pub fn callback_url(&self, expression: &str, body: &dyn Encode) -> Option<String> {
        if let Some(name) = expression.strip_prefix('$') {
            return self.evaluate(name, body);
        }
        let mut url = String::new();
        let mut rest = expression;
        while let Some((before, after)) = rest.split_once("{$") {
            let (name, after) = after.split_once('}')?;
            url.push_str(before);
            let value = self.evaluate(name, body)?;
            if url.is_empty() {
                url.push_str(&value);
            } else {
                url.push_str(&encode_component(&value));
            }
            rest = after;
        }
        url.push_str(rest);
        Some(url)
    }

    fn evaluate(&self, name: &str, body: &dyn Encode) -> Option<String> {
        match name {
            "url" => return Some(self.uri().to_string()),
            "method" => return Some(self.method().to_string()),
            _ => {}
        }
        let source = name.strip_prefix("request.")?;
        if let Some(name) = source.strip_prefix("header.") {
            let value = self.headers().get(name)?;
            return value.to_str().ok().map(str::to_owned);
        }
        if let Some(name) = source.strip_prefix("query.") {
            return query_pairs(self.uri()).single(name).ok().flatten();
        }
        if let Some(name) = source.strip_prefix("path.") {
            return self.path_parameter(name);
        }
        let pointer = source.strip_prefix("body")?;
        match pointer.strip_prefix('#') {
            Some(pointer) => find(&encode_value(body).ok()?, pointer),
            None if pointer.is_empty() => Some(to_string(body)),
            None => None,
        }
    }
}

/// The text of the scalar at a JSON pointer (RFC 6901).
fn find(value: &Value<'_>, pointer: &str) -> Option<String> {
    let mut found = value;
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        found = match found {
            Value::Object(_) => found.get(&token)?,
            Value::Array(items) => items.get(token.parse::<usize>().ok()?)?,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
        };
    }
    match found {
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(text) | Value::String(text) => Some(text.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;
    use crate::info::OperationInfo;

    static INFO: OperationInfo = OperationInfo {
        id: "subscribe",
        method: "GET",
        path: "/a/{id}",
        tags: &[],
        consumes: &[],
        body_required: false,
        produces: &[],
        security: &[],
        deprecated: false,
    };

    #[track_caller]
    fn check(expression: &str, expected: Option<&str>) {
        let request = Request::get("/a/b%2Fc?tenant=x%20y&flag")
            .header("x-url", "https://example.com/cb")
            .body(())
            .unwrap();
        let (parts, ()) = request.into_parts();
        let path = vec![("id", "b%2Fc".to_owned())];
        let context = Context::new((), &INFO, Box::new(parts), path);
        let body = crate::types::Map::from_iter([
            ("url".to_owned(), "https://example.com/cb?a=b".to_owned()),
            ("a/b".to_owned(), "1".to_owned()),
        ]);
        let url = context.callback_url(expression, &body);
        assert_eq!(url.as_deref(), expected, "{expression}");
    }

    #[test]
    fn parts_of_the_request_are_put_in() {
        check("{$request.body#/url}", Some("https://example.com/cb?a=b"));
        check("$request.header.X-Url", Some("https://example.com/cb"));
        check(
            "{$request.header.x-url}/more",
            Some("https://example.com/cb/more"),
        );
        check("http://x/{$method}", Some("http://x/GET"));
        check("http://x/{$request.path.id}", Some("http://x/b%2Fc"));
        check("http://x/{$request.body#/a~1b}", Some("http://x/1"));
        check("http://fixed", Some("http://fixed"));
    }

    #[test]
    fn values_that_do_not_begin_the_url_are_encoded() {
        check("http://x/{$request.query.tenant}", Some("http://x/x%20y"));
        check(
            "http://x?u={$request.body#/url}",
            Some("http://x?u=https%3A%2F%2Fexample.com%2Fcb%3Fa%3Db"),
        );
    }

    #[test]
    fn what_is_missing_is_no_url() {
        for expression in [
            "{$request.body#/other}",
            "{$request.body#/url/deeper}",
            "{$request.query.other}",
            "{$response.body#/url}",
            "{$request.header.x-other}",
            "{$request.bodyless}",
            "{$request.body#/url",
        ] {
            check(expression, None);
        }
    }
}
