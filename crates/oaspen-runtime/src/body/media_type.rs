//! Media types (RFC 9110 §8.3) and how a documented one, which may be a range, fits an actual
//! one. Types and parameter names compare without regard to case.

/// A media type or range, read from text and borrowing from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MediaType<'a> {
    kind: &'a str,
    subtype: &'a str,
    parameters: &'a str,
}

impl<'a> MediaType<'a> {
    /// Reads `type/subtype; name=value`. `None` when it is none.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
        let (kind, subtype) = essence.trim().split_once('/')?;
        (is_token(kind) && is_token(subtype)).then_some(Self {
            kind,
            subtype,
            parameters,
        })
    }

    /// What stands before the slash.
    #[must_use]
    pub fn kind(&self) -> &'a str {
        self.kind
    }

    /// What stands after the slash, with its suffix.
    #[must_use]
    pub fn subtype(&self) -> &'a str {
        self.subtype
    }

    /// The structured syntax suffix (RFC 6838 §4.2.8), such as `json` of `problem+json`.
    #[must_use]
    pub fn suffix(&self) -> Option<&'a str> {
        self.subtype.rsplit_once('+').map(|(_, suffix)| suffix)
    }

    /// Whether its content is JSON: `application/json`, `text/json`, or `+json`.
    #[must_use]
    pub fn is_json(&self) -> bool {
        self.subtype.eq_ignore_ascii_case("json")
            || self
                .suffix()
                .is_some_and(|suffix| suffix.eq_ignore_ascii_case("json"))
    }

    /// The value of a parameter, unquoted.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<String> {
        self.parameters()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The parameters, values unquoted.
    pub fn parameters(&self) -> impl Iterator<Item = (&'a str, String)> + use<'a> {
        Self::parameters_of(self.parameters)
    }

    /// Reads `name=value; name="value"`, as other headers have it too.
    pub(crate) fn parameters_of(
        mut rest: &'a str,
    ) -> impl Iterator<Item = (&'a str, String)> + use<'a> {
        std::iter::from_fn(move || {
            loop {
                rest = rest.trim_start_matches([';', ' ', '\t']);
                if rest.is_empty() {
                    return None;
                }
                let (name, after) = split_at_any(rest, &['=', ';']);
                let Some(value) = after.strip_prefix('=') else {
                    rest = after;
                    continue;
                };
                let (value, after) = read_value(value);
                rest = after;
                return Some((name.trim(), value));
            }
        })
    }

    /// How well this documented type or range fits `actual`: `None` when it does not, more is
    /// better.
    fn fit(&self, actual: &MediaType<'_>) -> Option<u8> {
        let parameters_fit = self.parameters().all(|(name, value)| {
            // What a charset asks for is seen when the body is decoded; the other two say
            // nothing about the content.
            let free = ["charset", "boundary", "q"];
            free.iter().any(|free| name.eq_ignore_ascii_case(free))
                || actual
                    .parameter(name)
                    .is_some_and(|actual| actual.eq_ignore_ascii_case(&value))
        });
        if !parameters_fit {
            return None;
        }
        if self.kind == "*" {
            return (self.subtype == "*").then_some(0);
        }
        if self.kind.eq_ignore_ascii_case(actual.kind) {
            if self.subtype.eq_ignore_ascii_case(actual.subtype) {
                let specific = self.parameters.trim().is_empty();
                return Some(if specific { 3 } else { 4 });
            }
            if self.subtype == "*" {
                return Some(1);
            }
        }
        (self.is_plain_json() && actual.is_json()).then_some(2)
    }

    /// Whether this type is `actual`, or this range has it in it. Parameters are not compared, and
    /// a suffix is a part of the name.
    #[must_use]
    pub fn contains(&self, actual: &MediaType<'_>) -> bool {
        let kind = self.kind == "*" || self.kind.eq_ignore_ascii_case(actual.kind);
        let subtype = self.subtype == "*" || self.subtype.eq_ignore_ascii_case(actual.subtype);
        kind && subtype
    }

    fn is_plain_json(&self) -> bool {
        self.kind.eq_ignore_ascii_case("application") && self.subtype.eq_ignore_ascii_case("json")
    }

    /// Whether this documented type or range fits `actual`: `application/json` fits
    /// `application/json; charset=utf-8` and any `+json`, `image/*` fits `image/png`.
    #[must_use]
    pub fn fits(&self, actual: &MediaType<'_>) -> bool {
        self.fit(actual).is_some()
    }
}

/// Which of the documented types and ranges fits `actual` best: the most specific one. What is no
/// media type fits only where the document says the same, as with `codecs=opus` that was torn off.
#[must_use]
pub fn choose_media_type(documented: &[&str], actual: &str) -> Option<usize> {
    // The usual case: one type, and that to the letter.
    if let [only] = documented
        && *only == actual
        && !actual.is_empty()
    {
        return Some(0);
    }
    let Some(actual) = MediaType::parse(actual) else {
        let is_same = |torn: &&str| !torn.is_empty() && torn.eq_ignore_ascii_case(actual.trim());
        return documented.iter().position(is_same);
    };
    let mut best: Option<(u8, usize)> = None;
    for (index, documented) in documented.iter().enumerate() {
        let Some(fit) = MediaType::parse(documented).and_then(|range| range.fit(&actual)) else {
            continue;
        };
        if best.is_none_or(|(so_far, _)| fit > so_far) {
            best = Some((fit, index));
        }
    }
    best.map(|(_, index)| index)
}

/// Whether a content type says that the content is JSON.
#[must_use]
pub fn is_json(content_type: &str) -> bool {
    MediaType::parse(content_type).is_some_and(|media_type| media_type.is_json())
}

/// RFC 9110 §5.6.2.
fn is_token(text: &str) -> bool {
    let is_character =
        |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_character)
}

fn split_at_any<'a>(text: &'a str, stops: &[char]) -> (&'a str, &'a str) {
    text.split_at(text.find(stops).unwrap_or(text.len()))
}

/// A token or a quoted string, and what follows it.
fn read_value(text: &str) -> (String, &str) {
    let Some(quoted) = text.trim_start().strip_prefix('"') else {
        let (value, rest) = split_at_any(text, &[';']);
        return (value.trim().to_owned(), rest);
    };
    let mut value = String::new();
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => match characters.next() {
                Some(escaped @ ('"' | '\\')) => value.push(escaped),
                // Names of files are often sent with bare backslashes.
                other => value.extend(std::iter::once('\\').chain(other)),
            },
            other => value.push(other),
        }
    }
    (value, characters.as_str())
}
