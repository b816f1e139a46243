//! Component schemas as YAML → the types they become, as compact text.

pub(super) mod corpus;
mod object;
pub(super) mod plan;
mod scalar;
pub(super) mod show;
mod union;
mod wrapper;

use std::time::Instant;

use oaspen_diagnostics::{Diagnostic, Pointer, Sink};
use oaspen_document::{MemoryLoader, Resolved, Uri, load, resolve};

use super::{Options, lower};
use crate::ir::Ir;

/// A document of these component schemas.
pub(super) fn document(schemas: &str) -> String {
    let indented: String = schemas
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{indented}"
    )
}

pub(super) fn resolved(text: &str) -> Resolved {
    let mut sink = Sink::new();
    let loader = MemoryLoader::new().with("api.yaml", text);
    let loaded = load(&mut sink, &loader, &Uri::new("api.yaml"));
    let resolved = loaded
        .document
        .and_then(|document| resolve(&mut sink, document));
    resolved.unwrap_or_else(|| panic!("the document is not valid: {:?}", sink.diagnostics()))
}

/// The meaning of component schemas, and what was reported.
pub(super) fn lowered(schemas: &str, lenient: &[&str]) -> (Ir, Vec<Diagnostic>) {
    let resolved = resolved(&document(schemas));
    let options = Options {
        externals: crate::lower::Externals::default(),
        lenient: lenient
            .iter()
            .map(|text| Pointer::from_escaped(*text))
            .collect(),
        ..Options::default()
    };
    let mut sink = Sink::new();
    let started = Instant::now();
    let ir = lower(&mut sink, &resolved, &options);
    assert!(started.elapsed().as_secs() < 20, "lowering took too long");
    (ir, sink.into_sorted())
}

/// The types of component schemas as text, and what was reported.
pub(super) fn types(schemas: &str) -> String {
    let (ir, diagnostics) = lowered(schemas, &[]);
    let mut text = show::show_types(&ir);
    for diagnostic in &diagnostics {
        text.push_str(&show::show_diagnostic(diagnostic));
    }
    text
}
