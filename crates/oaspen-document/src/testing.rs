//! What the tests of every stage share: documents in memory and reports in one line each.

use oaspen_diagnostics::{Diagnostic, Severity, Sink, SourceMap};

use crate::model::{SchemaId, SchemaObject};
use crate::resolved::Resolved;
use crate::{MemoryLoader, Uri, load, resolve};

/// A document and what was said about it.
pub(crate) struct Outcome {
    pub(crate) resolved: Option<Resolved>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) report: String,
}

/// Loads and resolves `a.yaml` of some files, then runs one more stage.
pub(crate) fn run(files: &[(&str, &str)], stage: impl FnOnce(&mut Sink, &mut Resolved)) -> Outcome {
    let loader = files
        .iter()
        .fold(MemoryLoader::new(), |loader, (name, text)| {
            loader.with(name, *text)
        });
    let mut sink = Sink::new();
    let entry = files.first().map_or("a.yaml", |(name, _)| *name);
    let loaded = load(&mut sink, &loader, &Uri::new(entry));
    let resolved = loaded
        .document
        .and_then(|document| resolve(&mut sink, document));
    let resolved = resolved.map(|mut resolved| {
        stage(&mut sink, &mut resolved);
        resolved
    });
    let diagnostics = sink.into_sorted();
    let report = report(&diagnostics, &loaded.sources);
    Outcome {
        resolved,
        diagnostics,
        report,
    }
}

/// One line each: severity, code, place, pointer, message and help.
pub(crate) fn report(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
    let lines: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| line(diagnostic, sources))
        .collect();
    lines.join("\n")
}

fn line(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Skipped | Severity::Weakened => "warning",
        Severity::Note => "note",
    };
    let place = diagnostic.primary.and_then(|span| {
        let file = sources.get(span.file)?;
        let place = file.line_column(span.start);
        Some(format!(" {}:{}:{}", file.name(), place.line, place.column))
    });
    let help = diagnostic.help.as_ref().map(|help| format!(" ({help})"));
    format!(
        "{severity}[{}]{} {}: {}{}",
        diagnostic.code.info().name,
        place.unwrap_or_default(),
        diagnostic.pointer,
        diagnostic.message,
        help.unwrap_or_default()
    )
}

/// A document of 3.1 around component schemas.
pub(crate) fn with_schemas(version: &str, schemas: &str) -> String {
    let indented: String = schemas
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    format!(
        "openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{indented}"
    )
}

/// A document of 3.1 around paths.
pub(crate) fn with_paths(paths: &str) -> String {
    let indented: String = paths.lines().map(|line| format!("  {line}\n")).collect();
    format!("openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n{indented}")
}

/// The keywords of a component schema.
#[track_caller]
pub(crate) fn schema<'r>(resolved: &'r Resolved, name: &str) -> &'r SchemaObject<SchemaId> {
    let id = resolved.components.schemas[name];
    resolved.schemas[id].object().unwrap()
}
