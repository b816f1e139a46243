//! What must hold of every run: all that is written is Rust or TOML, texts of the document stand in
//! literals and documentation alone, and nothing that is shown or written deceives a reader.

use oaspen::Report;
use oaspen_diagnostics::{Colour, render_human};
use proc_macro2::{TokenStream, TokenTree};

use crate::texts::MARKER;

/// Looks at all that a run gives.
///
/// # Errors
///
/// What does not hold.
pub fn check_report(report: &Report) -> Result<(), String> {
    let shown = render_human(&report.diagnostics, &report.sources, Colour::Never);
    if let Some(found) = shown.chars().find(|found| deceives(*found)) {
        return Err(format!("{found:?} is shown in a report:\n{shown}"));
    }
    if report.files.is_some() != (report.summary.errors == 0) {
        return Err("there is neither output nor an error, or both".to_owned());
    }
    for (path, content) in report.files.iter().flat_map(|files| files.iter()) {
        check_path(path)?;
        check_content(path, content).map_err(|problem| format!("{path}: {problem}\n{content}"))?;
    }
    Ok(())
}

/// Files have plain names and stay in their folder.
fn check_path(path: &str) -> Result<(), String> {
    let is_plain = |part: &str| {
        let is_allowed = |found: char| found.is_ascii_alphanumeric() || "._-".contains(found);
        !part.is_empty() && part != ".." && part != "." && part.chars().all(is_allowed)
    };
    if path.split('/').all(is_plain) && !path.contains(MARKER) {
        Ok(())
    } else {
        Err(format!("the output has a file `{path}`"))
    }
}

fn check_content(path: &str, content: &str) -> Result<(), String> {
    if let Some(found) = content.chars().find(|found| deceives(*found)) {
        return Err(format!("{found:?} is in the output"));
    }
    if path.ends_with(".rs") {
        let file = syn::parse_file(content).map_err(|error| error.to_string())?;
        drop(file);
        let tokens = content
            .parse::<TokenStream>()
            .map_err(|error| error.to_string())?;
        check_tokens(tokens)
    } else if path.ends_with(".toml") {
        let table = content
            .parse::<toml::Table>()
            .map_err(|error| error.to_string())?;
        check_keys(&table)
    } else {
        Ok(())
    }
}

/// Documentation comments are literals here; other comments are not seen.
fn check_tokens(tokens: TokenStream) -> Result<(), String> {
    let mut open = vec![tokens];
    while let Some(tokens) = open.pop() {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if ident.to_string().contains(MARKER) => {
                    return Err(format!("`{ident}` is code"));
                }
                TokenTree::Group(group) => open.push(group.stream()),
                TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
    Ok(())
}

fn check_keys(table: &toml::Table) -> Result<(), String> {
    for (key, value) in table {
        if key.contains(MARKER) {
            return Err(format!("`{key}` is a key"));
        }
        if let toml::Value::Table(inner) = value {
            check_keys(inner)?;
        }
    }
    Ok(())
}

/// Whether a character steers a terminal or turns text around.
fn deceives(found: char) -> bool {
    let turns = matches!(found, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (found.is_control() && found != '\n' && found != '\t')
}
