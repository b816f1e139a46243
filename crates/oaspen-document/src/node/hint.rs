//! What to do about text that is no YAML. The parser says where it gave up; the mistake is most often
//! a line above, or in how far a line is indented.

/// The way out of what a parser complains of, after the text before the place.
pub(super) fn way_out(complaint: &str, before: &str) -> Option<&'static str> {
    let line = before.rsplit('\n').next().unwrap_or_default();
    if complaint.contains("mapping values are not allowed") {
        // A second colon of a line is part of its text; the first one follows on a line without.
        return Some(if line.contains(": ") {
            "put text that holds `: ` in quotes"
        } else {
            "look at the line above: a `:` is missing there, or it is indented differently"
        });
    }
    let is_indentation = ["expected key", "expected '-'"]
        .iter()
        .any(|expected| complaint.contains(&format!("did not find {expected}")));
    if is_indentation {
        return Some("this line is indented differently from those that it belongs to");
    }
    if complaint.contains("tab") {
        return Some("indent with spaces");
    }
    complaint
        .contains("unknown anchor")
        .then_some("put text that begins with `*` in quotes")
}
