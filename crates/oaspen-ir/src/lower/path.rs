//! Path templates: OAS 3.1 §4.8.8.2, and the grammar that OAS 3.2 adds to it.
//!
//! A template is cut into what stands between its slashes, and each of these into pieces. Which
//! parameters are declared is the business of [`super::parameter`].

use crate::ir::{PathSegment, PathTemplate};

/// Cuts a template into pieces; `Err` says why it is none.
pub(super) fn lower_path(text: &str) -> Result<PathTemplate, Problem> {
    let (path, query) = split_query(text);
    let Some(rest) = path.strip_prefix('/') else {
        return Err(Problem::Malformed);
    };
    let mut cut = Cut::default();
    for character in rest.chars() {
        cut.step(character)?;
    }
    Ok(PathTemplate {
        text: text.to_owned(),
        query: query.map_or(Ok(Vec::new()), lower_query)?,
        segments: cut.finish()?,
    })
}

/// Cuts at the first `?` that is in no name of a parameter.
fn split_query(text: &str) -> (&str, Option<&str>) {
    let mut in_braces = false;
    let mark = text.find(|character| {
        in_braces = match character {
            '{' => true,
            '}' => false,
            _ => in_braces,
        };
        character == '?' && !in_braces
    });
    match mark.and_then(|at| text.split_at_checked(at)) {
        Some((path, query)) => (path, query.strip_prefix('?')),
        None => (text, None),
    }
}

/// Pairs that never change. A parameter among them would have two places.
fn lower_query(query: &str) -> Result<Vec<(String, String)>, Problem> {
    if query.contains(['{', '}']) {
        return Err(Problem::NotSent('?'));
    }
    if query.contains('#') {
        return Err(Problem::NotSent('#'));
    }
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let unescaped = |text: &str| unescape(&text.replace('+', " "));
    Ok(pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (unescaped(name), unescaped(value))
        })
        .collect())
}

/// Why a text is no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// No slash at the start, or braces that do not match, or a name that is empty.
    Malformed,
    /// This character begins a query with a parameter in it, or a fragment.
    NotSent(char),
}

/// What has been cut so far.
#[derive(Default)]
struct Cut {
    segments: Vec<Vec<PathSegment>>,
    segment: Vec<PathSegment>,
    piece: String,
    in_braces: bool,
}

impl Cut {
    fn step(&mut self, character: char) -> Result<(), Problem> {
        match (character, self.in_braces) {
            ('{', false) => {
                self.end_literal();
                self.in_braces = true;
            }
            ('{', true) => return Err(Problem::Malformed),
            ('}', true) => self.end_parameter()?,
            ('}', false) => return Err(Problem::Malformed),
            ('/', false) => self.end_segment(),
            // A literal is made of `pchar`: RFC 3986 §3.3.
            ('?' | '#', false) => return Err(Problem::NotSent(character)),
            (other, _) => self.piece.push(other),
        }
        Ok(())
    }

    fn end_literal(&mut self) {
        let piece = std::mem::take(&mut self.piece);
        if !piece.is_empty() {
            self.segment.push(PathSegment::Literal(unescape(&piece)));
        }
    }

    fn end_parameter(&mut self) -> Result<(), Problem> {
        let name = std::mem::take(&mut self.piece);
        if name.is_empty() {
            return Err(Problem::Malformed);
        }
        self.segment.push(PathSegment::Parameter(name));
        self.in_braces = false;
        Ok(())
    }

    fn end_segment(&mut self) {
        self.end_literal();
        self.segments.push(std::mem::take(&mut self.segment));
    }

    fn finish(mut self) -> Result<Vec<Vec<PathSegment>>, Problem> {
        if self.in_braces {
            return Err(Problem::Malformed);
        }
        self.end_segment();
        Ok(self.segments)
    }
}

/// Percent-decodes; what is not valid as such stays as written.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        match escaped_byte(*first, after) {
            Some((byte, after)) => {
                bytes.push(byte);
                rest = after;
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The byte of `%XX` and what follows it.
fn escaped_byte(first: u8, after: &[u8]) -> Option<(u8, &[u8])> {
    if first != b'%' {
        return None;
    }
    let (digits, rest) = after.split_at_checked(2)?;
    let digit = |index: usize| char::from(*digits.get(index)?).to_digit(16);
    let byte = u8::try_from(digit(0)? * 16 + digit(1)?).ok()?;
    Some((byte, rest))
}
