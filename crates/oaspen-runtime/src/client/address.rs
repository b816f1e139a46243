//! Where an API is, as callers say it: a URL of their own, or a server that the document names.

/// A URL, or one of the document's servers.
///
/// A URL holds for all operations. A server of the document does not for operations that have
/// servers of their own: OAS 3.1 §4.8.9.1 and §4.8.10.1 let those win.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub(super) url: String,
    pub(super) is_of_document: bool,
}

impl From<String> for Address {
    fn from(url: String) -> Self {
        Self {
            url,
            is_of_document: false,
        }
    }
}

impl From<&str> for Address {
    fn from(url: &str) -> Self {
        Self::from(url.to_owned())
    }
}

impl From<&String> for Address {
    fn from(url: &String) -> Self {
        Self::from(url.clone())
    }
}

/// A server that the document names: a URL template, and what its variables are (OAS 3.1 §4.8.5,
/// §4.8.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerAddress {
    template: &'static str,
    /// Where the document is, which a relative URL stands behind.
    origin: String,
    values: Vec<(&'static str, String)>,
}

impl ServerAddress {
    /// A server with the defaults of its variables.
    #[must_use]
    pub fn new(template: &'static str, defaults: &[(&'static str, &str)]) -> Self {
        let values = defaults.iter();
        Self {
            template,
            origin: String::new(),
            values: values
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
        }
    }

    /// Sets the origin of a relative URL, such as `https://example.com`.
    #[must_use]
    pub fn at(self, origin: impl Into<String>) -> Self {
        Self {
            origin: origin.into(),
            ..self
        }
    }

    /// Sets a variable.
    pub fn set(&mut self, name: &str, value: &str) {
        let values = self.values.iter_mut();
        for (_, old) in values.filter(|(known, _)| *known == name) {
            value.clone_into(old);
        }
    }

    /// The URL, with the variables in their places.
    fn url(&self) -> String {
        let mut url = String::new();
        let mut rest = self.template;
        while let Some((before, after)) = rest.split_once('{') {
            url.push_str(before);
            let Some((name, behind)) = after.split_once('}') else {
                rest = after;
                break;
            };
            let value = self.values.iter().find(|(known, _)| *known == name);
            url.push_str(value.map_or("", |(_, value)| value));
            rest = behind;
        }
        url.push_str(rest);
        url
    }
}

impl From<ServerAddress> for Address {
    fn from(server: ServerAddress) -> Self {
        let url = server.url();
        let url = if url.starts_with("//") {
            // RFC 3986 §4.2: the scheme is the document's, which nobody here knows.
            format!("https:{url}")
        } else if server.origin.is_empty() {
            url
        } else {
            let origin = server.origin.trim_end_matches('/');
            format!("{origin}/{}", url.trim_start_matches('/'))
        };
        Self {
            url,
            is_of_document: true,
        }
    }
}
