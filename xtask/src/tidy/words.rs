//! Module docs, names that say nothing, and attributes that hide.

use super::Violation;
use super::source::Source;

/// Endings of type names that say nothing about the type.
const EMPTY_NAMES: &[&str] = &["Manager", "Helper", "Util", "Utils", "Converter"];

/// Reports missing module docs, empty names and blanket attributes.
pub(crate) fn check(source: &Source, violations: &mut Vec<Violation>) {
    let starts_with_docs = source.text.lines().find(|line| !line.trim().is_empty());
    if !starts_with_docs.is_some_and(|line| line.starts_with("//!")) {
        let message = "the file does not begin with `//!`: say what is here and what is not";
        violations.push(Violation::new(&source.path, 1, message));
    }
    for (number, line) in source.text.lines().enumerate() {
        check_line(source, number + 1, line.trim_start(), violations);
    }
}

fn check_line(source: &Source, number: usize, line: &str, violations: &mut Vec<Violation>) {
    if line.starts_with("#[allow(") || line.starts_with("#![allow(") {
        let message = "`allow` hides: mend it, or say why with `#[expect(…, reason = …)]`";
        violations.push(Violation::new(&source.path, number, message));
    }
    if source.is_generator() && (line.starts_with("todo!(") || line.starts_with("unimplemented!("))
    {
        violations.push(Violation::new(&source.path, number, "unfinished"));
    }
    let Some(name) = declared_type(line) else {
        return;
    };
    if let Some(ending) = EMPTY_NAMES.iter().find(|ending| name.ends_with(**ending)) {
        let message = format!("`{name}`: a name that ends in `{ending}` says nothing");
        violations.push(Violation::new(&source.path, number, message));
    }
}

/// The name of the type that a line declares.
fn declared_type(line: &str) -> Option<&str> {
    let line = ["pub(crate) ", "pub(super) ", "pub "]
        .iter()
        .find_map(|visibility| line.strip_prefix(visibility))
        .unwrap_or(line);
    let rest = ["struct ", "enum ", "trait "]
        .iter()
        .find_map(|keyword| line.strip_prefix(keyword))?;
    rest.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .next()
}
