//! Names of files, as references see them: `/`-separated, relative or absolute, normalised.

use std::fmt;

/// The place of one file. The loader knows what it means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uri(String);

/// What the part of a `$ref` before `#` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FilePart {
    /// The file that holds the reference.
    Same,
    /// Another file.
    Other(Uri),
    /// A place on the network.
    Remote(Uri),
    /// A place of another scheme.
    Unreachable,
    /// An absolute path.
    Absolute,
}

impl Uri {
    /// The URI of a path; `.` and `..` are taken out, `\` becomes `/`. The address of a file on the
    /// network begins with `http://` or `https://`.
    pub fn new(path: &str) -> Self {
        if let Some((origin, path)) = split_url(path) {
            let (path, query) = path.split_once('?').unwrap_or((path, ""));
            let question = if query.is_empty() { "" } else { "?" };
            let path = normalise(&format!("/{path}"));
            return Self(format!("{}{path}{question}{query}", origin.to_lowercase()));
        }
        Self(normalise(&path.replace('\\', "/")))
    }

    /// The origin of a file on the network, such as `https://example.com`; `None` for other files.
    pub fn origin(&self) -> Option<&str> {
        split_url(&self.0).map(|(origin, _)| origin)
    }

    /// Words that tell the file from others: its name without the extension, then its folders from
    /// the inside out. A name that says nothing is left out.
    pub(crate) fn qualifiers(&self) -> impl Iterator<Item = String> {
        let path = split_url(&self.0).map_or(self.0.as_str(), |(_, path)| path);
        let path = path.split('?').next().unwrap_or_default();
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let names = parts.iter().rev().enumerate().map(|(depth, part)| {
            let name = match part.rsplit_once('.') {
                Some((stem, _)) if depth == 0 && !stem.is_empty() => stem,
                Some(_) | None => part,
            };
            name.to_owned()
        });
        let names: Vec<String> = names
            .filter(|name| !matches!(name.as_str(), ".." | "index" | "_index"))
            .collect();
        names.into_iter()
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without its folder.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The path of the folder, without a slash at its end; empty for the current folder.
    pub fn folder(&self) -> &str {
        match self.0.rsplit_once('/') {
            Some(("", _)) => "/",
            Some((folder, _)) => folder,
            None => "",
        }
    }

    /// Whether the file lies in this folder or below it.
    pub(crate) fn is_below(&self, folder: &str) -> bool {
        match folder {
            "" => !self.0.starts_with("../") && !self.0.starts_with('/'),
            "/" => self.0.starts_with('/'),
            _ => self.0.strip_prefix(folder).is_some_and(|rest| {
                rest.starts_with('/') && !(folder.ends_with("..") && rest.starts_with("/.."))
            }),
        }
    }

    /// The file that the part of a reference before `#` names, seen from this file.
    pub(crate) fn follow(&self, file_part: &str) -> FilePart {
        if file_part.is_empty() {
            return FilePart::Same;
        }
        if let Some(url) = join_url(&self.0, file_part) {
            let uri = Self::new(&url);
            return if uri == *self {
                FilePart::Same
            } else {
                FilePart::Remote(uri)
            };
        }
        if file_part.starts_with("//") {
            return FilePart::Unreachable;
        }
        if file_part.starts_with(['/', '\\']) || has_scheme(file_part, "file") {
            return FilePart::Absolute;
        }
        let scheme = file_part.split_once(':').map(|(scheme, _)| scheme);
        if scheme.is_some_and(|scheme| scheme.chars().all(|c| c.is_ascii_alphanumeric())) {
            return FilePart::Unreachable;
        }
        let Some(path) = percent_decode(file_part) else {
            return FilePart::Other(Self::new(file_part));
        };
        let joined = match self.folder() {
            "" => path,
            "/" => format!("/{path}"),
            folder => format!("{folder}/{path}"),
        };
        let uri = Self::new(&joined);
        if uri == *self {
            FilePart::Same
        } else {
            FilePart::Other(uri)
        }
    }
}

impl fmt::Display for Uri {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The current folder has no other name.
        formatter.write_str(if self.0.is_empty() { "." } else { &self.0 })
    }
}

/// The origin and the rest of an address on the network.
fn split_url(text: &str) -> Option<(&str, &str)> {
    let after = ["https://", "http://"].iter().find_map(|scheme| {
        let start = text.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(scheme.len())
    })?;
    let rest = text.get(after..)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (origin, path) = text.split_at(after + end);
    Some((origin, path.strip_prefix('/').unwrap_or(path)))
}

/// A reference seen from an address on the network: RFC 3986 §5.2, without dot segments taken out.
/// `None` when the result is no such address.
pub(crate) fn join_url(base: &str, reference: &str) -> Option<String> {
    if split_url(reference).is_some() {
        return Some(reference.to_owned());
    }
    let (origin, path) = split_url(base)?;
    if let Some(rest) = reference.strip_prefix("//") {
        let scheme = origin.split("//").next()?;
        return Some(format!("{scheme}//{rest}"));
    }
    let first = reference.split('/').next().unwrap_or_default();
    if first.contains(':') {
        return None;
    }
    if reference.starts_with('/') {
        return Some(format!("{origin}{reference}"));
    }
    let path = path.split('?').next().unwrap_or_default();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let slash = if folder.is_empty() { "" } else { "/" };
    Some(format!("{origin}/{folder}{slash}{reference}"))
}

fn has_scheme(text: &str, scheme: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(before, _)| before.eq_ignore_ascii_case(scheme))
}

fn normalise(path: &str) -> String {
    let absolute = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            // Nothing lies above the root.
            ".." if absolute => {}
            other => parts.push(other),
        }
    }
    let joined = parts.join("/");
    if absolute {
        format!("/{joined}")
    } else {
        joined
    }
}

/// The text of percent-encoded UTF-8; `None` when an escape is broken.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(base: &str, reference: &str, expected: FilePart) {
        assert_eq!(Uri::new(base).follow(reference), expected);
    }

    #[test]
    fn references_are_relative_to_their_file() {
        check("a/b.yaml", "c.yaml", FilePart::Other(Uri::new("a/c.yaml")));
        check("a/b.yaml", "../c.yaml", FilePart::Other(Uri::new("c.yaml")));
        check(
            "b.yaml",
            "../c.yaml",
            FilePart::Other(Uri::new("../c.yaml")),
        );
        check("a/b.yaml", "./b.yaml", FilePart::Same);
        check(
            "/x/b.yaml",
            "my%20file.yaml",
            FilePart::Other(Uri::new("/x/my file.yaml")),
        );
        let remote = |url: &str| FilePart::Remote(Uri::new(url));
        check(
            "b.yaml",
            "https://example.com/c.yaml",
            remote("https://example.com/c.yaml"),
        );
        check("b.yaml", "//example.com/c.yaml", FilePart::Unreachable);
        check("b.yaml", "ftp://example.com/c.yaml", FilePart::Unreachable);
        let base = "https://Example.com/a/b.yaml";
        check(base, "../c.yaml", remote("https://example.com/c.yaml"));
        check(
            base,
            "/c.yaml?x=1",
            remote("https://example.com/c.yaml?x=1"),
        );
        check(base, "//other/c.yaml", remote("https://other/c.yaml"));
        check(base, "file:///etc/passwd", FilePart::Absolute);
        check("b.yaml", "/etc/passwd", FilePart::Absolute);
        check("b.yaml", "file:///etc/passwd", FilePart::Absolute);
    }

    #[test]
    fn what_lies_below_a_folder() {
        assert!(Uri::new("a/b.yaml").is_below(""));
        assert!(Uri::new("a/b.yaml").is_below("a"));
        assert!(!Uri::new("ab/b.yaml").is_below("a"));
        assert!(!Uri::new("../b.yaml").is_below(""));
        assert!(!Uri::new("/b.yaml").is_below(""));
        assert!(Uri::new("../b.yaml").is_below(".."));
        assert!(!Uri::new("../../b.yaml").is_below(".."));
    }

    #[test]
    fn broken_escapes_are_noticed() {
        assert_eq!(percent_decode("a%20b%C3%A9").as_deref(), Some("a bé"));
        assert_eq!(percent_decode("a%zz"), None);
        assert_eq!(percent_decode("a%2"), None);
        assert_eq!(percent_decode("%ff"), None);
    }
}
