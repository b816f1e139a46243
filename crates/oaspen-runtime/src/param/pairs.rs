//! `name=value` pairs: a query, a cookie header or an urlencoded form, split but with the
//! values still encoded, because delimiters inside values must be found before decoding.

use std::borrow::Cow;

use super::percent::escape_others;
use super::{ParameterFault, decode_percent};

/// The pairs of a query, form or cookie header, in order.
#[derive(Clone, Debug, Default)]
pub struct Pairs<'a> {
    pairs: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> Pairs<'a> {
    /// Reads the query of a URL (what follows `?`) or an urlencoded body. `+` is a space, as
    /// forms of browsers write it. A name that is not UTF-8 names nothing and is left out.
    #[must_use]
    pub fn of_query(query: &'a str) -> Self {
        let pairs = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .filter_map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                Some((owned(decode_percent(&spaces(name))?), spaces(value)))
            });
        Self {
            pairs: pairs.collect(),
        }
    }

    /// Reads the values of the `Cookie` headers of a request (RFC 6265 §4.2.1). A value that is not
    /// UTF-8 is kept percent-encoded, so that it is found to be so by whom it belongs to and by
    /// nobody else: a client sends whatever cookies others have set.
    #[must_use]
    pub fn of_cookies<H: AsRef<[u8]> + ?Sized + 'a>(
        headers: impl IntoIterator<Item = &'a H>,
    ) -> Self {
        let headers = headers.into_iter().map(AsRef::as_ref);
        let crumbs = headers.flat_map(|header| header.split(|byte| *byte == b';'));
        let pairs = crumbs.filter_map(|crumb| {
            let crumb = crumb.trim_ascii();
            let equals = crumb.iter().position(|byte| *byte == b'=')?;
            let (name, value) = (crumb.get(..equals)?, crumb.get(equals + 1..)?);
            let value = value
                .strip_prefix(b"\"")
                .and_then(|value| value.strip_suffix(b"\""))
                .unwrap_or(value);
            let name = decode_percent(std::str::from_utf8(name).ok()?)?;
            Some((name, escape_others(value)))
        });
        Self {
            pairs: pairs.collect(),
        }
    }

    /// Whether some pair has this name.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.pairs.iter().any(|(key, _)| key == name)
    }

    /// The same pairs without those of these names, nor `name[…]`: what other parameters claim.
    #[must_use]
    pub fn without(mut self, names: &[&str]) -> Self {
        let claimed = |key: &str| {
            names.iter().any(|name| match key.strip_prefix(name) {
                Some(rest) => rest.is_empty() || rest.starts_with('['),
                None => false,
            })
        };
        self.pairs.retain(|(key, _)| !claimed(key));
        self
    }

    /// The decoded value of the one pair of this name.
    ///
    /// # Errors
    /// When there are several, or the value is not UTF-8.
    pub fn single(&self, name: &str) -> Result<Option<String>, ParameterFault> {
        let mut values = self.raw(name);
        match (values.next(), values.next()) {
            (None, _) => Ok(None),
            (Some(value), None) => decode_value(value).map(Some),
            (Some(_), Some(_)) => Err(ParameterFault::Repeated),
        }
    }

    /// The values of a name, still encoded.
    pub(crate) fn raw(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_ref())
    }

    /// All pairs, names decoded, values still encoded.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .map(|(key, value)| (key.as_ref(), value.as_ref()))
    }
}

/// Undoes percent-encoding of a value.
pub(crate) fn decode_value(value: &str) -> Result<String, ParameterFault> {
    let text = decode_percent(value).ok_or(ParameterFault::NotUtf8)?;
    Ok(text.into_owned())
}

fn spaces(text: &str) -> Cow<'_, str> {
    if text.contains('+') {
        text.replace('+', "%20").into()
    } else {
        text.into()
    }
}

fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}
