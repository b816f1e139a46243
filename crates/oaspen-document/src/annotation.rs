//! Which keywords only annotate.

/// Whether a keyword only describes a value and never restricts it.
pub(crate) fn is_annotation(keyword: &str) -> bool {
    matches!(
        keyword,
        "title" | "summary" | "description" | "example" | "examples" | "externalDocs" | "$comment"
    )
}
