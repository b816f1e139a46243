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
    /// A place on the network, or of another scheme.
    Remote,
    /// An absolute path.
    Absolute,
}

impl Uri {
    /// The URI of a path; `.` and `..` are taken out, `\` becomes `/`.
    pub fn new(path: &str) -> Self {
        Self(normalise(&path.replace('\\', "/")))
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
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
        if file_part.starts_with("//") {
            return FilePart::Remote;
        }
        if file_part.starts_with(['/', '\\']) || has_scheme(file_part, "file") {
            return FilePart::Absolute;
        }
        let scheme = file_part.split_once(':').map(|(scheme, _)| scheme);
        if scheme.is_some_and(|scheme| scheme.chars().all(|c| c.is_ascii_alphanumeric())) {
            return FilePart::Remote;
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
        check("b.yaml", "https://example.com/c.yaml", FilePart::Remote);
        check("b.yaml", "//example.com/c.yaml", FilePart::Remote);
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
