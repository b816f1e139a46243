//! What a media type says: RFC 9110 §8.3.1, and the ranges of §12.5.1.
//!
//! One answer for every stage: checks and lowering ask here whether a body is JSON.

/// `type/subtype` in lower case, without parameters; `None` when the text is no media type.
pub fn essence_of(text: &str) -> Option<String> {
    let (essence, _) = text.split_once(';').unwrap_or((text, ""));
    let (kind, subtype) = essence.trim().split_once('/')?;
    (is_token(kind) && is_token(subtype)).then(|| essence.trim().to_ascii_lowercase())
}

/// Whether an essence is `application/json`, its old name, or has the suffix of RFC 6839 §3.1.
pub fn is_json(essence: &str) -> bool {
    matches!(essence, "application/json" | "text/json") || essence.ends_with("+json")
}

/// Whether an essence is a range that includes JSON: frameworks write them where they mean it.
pub fn is_json_range(essence: &str) -> bool {
    matches!(essence, "*/*" | "application/*")
}

/// Whether the values of a media type, as a document writes it, are JSON or may be it.
pub fn may_be_json(text: &str) -> bool {
    essence_of(text).is_some_and(|essence| is_json(&essence) || is_json_range(&essence))
}

/// `type/subtype`, either of which may be `*` for a range, and parameters.
pub fn is_media_type(text: &str) -> bool {
    let (_, mut rest) = text.split_once(';').unwrap_or((text, ""));
    if essence_of(text).is_none() {
        return false;
    }
    while !rest.trim().is_empty() {
        match after_parameter(rest) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

/// What follows a parameter and its `;`; an empty one is allowed by RFC 9110 §5.6.6.
fn after_parameter(text: &str) -> Option<&str> {
    let text = text.trim_start();
    if let Some(after) = text.strip_prefix(';') {
        return Some(after);
    }
    let (name, value) = text.split_once('=')?;
    let end = match value.strip_prefix('"') {
        Some(quoted) => end_of_quoted(quoted)? + 1,
        None => value.find(';').unwrap_or(value.len()),
    };
    let (value, after) = value.split_at_checked(end)?;
    let is_value = value.starts_with('"') || is_token(value.trim_end());
    let after = after.trim_start();
    let after = if after.is_empty() {
        after
    } else {
        after.strip_prefix(';')?
    };
    (is_token(name) && is_value).then_some(after)
}

/// The offset after the quote that ends a quoted string: RFC 9110 §5.6.4.
fn end_of_quoted(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// RFC 9110 §5.6.2.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_have_two_tokens_and_parameters() {
        for good in [
            "application/json",
            "*/*",
            "text/*",
            "audio/ogg; codecs=opus",
            "application/vnd.a.b+json;v=1; charset=\"utf-8\"",
            "text/plain;",
            "a/b; profile=\"x;y\" ; c=d",
            "a/b; profile=\"\\\"\"",
        ] {
            assert!(is_media_type(good), "{good}");
        }
        for bad in [
            "codecs=opus",
            "json",
            "",
            "a/b/c",
            "a/b; c=\"d",
            "text/",
            "/x",
            "text/plain; x",
            "a b/c",
        ] {
            assert!(!is_media_type(bad), "{bad}");
        }
    }

    #[test]
    fn json_is_known_by_its_suffix() {
        for name in [
            "Application/JSON; charset=utf-8",
            "application/problem+json",
            "text/json",
            "*/*",
            "application/*",
        ] {
            assert!(may_be_json(name), "{name}");
        }
        assert!(is_json("text/json") && !is_json("*/*"));
        for name in ["application/xml", "text/plain", "text/*", "json"] {
            assert!(!may_be_json(name), "{name}");
        }
    }
}
