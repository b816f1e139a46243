//! Operations of small documents, as the dump shows them after lowering.

mod body;
mod diagnostics;
mod dump_text;
mod operation;
mod parameter;
mod response;
mod security;
mod unenforced;

use oaspen_diagnostics::Sink;
use oaspen_document::{MemoryLoader, Uri, load, resolve};
use oaspen_ir::lower::Options;
use oaspen_ir::{dump, ir::Ir, lower};

/// Lowers a document whose `openapi` and `info` are filled in; gives the diagnostics too.
#[track_caller]
#[expect(
    clippy::panic,
    reason = "a test document that cannot be resolved is a wrong test"
)]
fn lower_text(version: &str, text: &str) -> (Ir, String) {
    let text = format!("openapi: {version}\ninfo: {{title: T, version: '1'}}\n{text}");
    let loader = MemoryLoader::new().with("api.yaml", text);
    let mut sink = Sink::new();
    let loaded = load(&mut sink, &loader, &Uri::new("api.yaml"));
    let Some(resolved) = loaded
        .document
        .and_then(|document| resolve(&mut sink, document))
    else {
        panic!("not resolved: {:#?}", sink.diagnostics());
    };
    let ir = lower(&mut sink, &resolved, &Options::default());
    let mut shown = String::new();
    for diagnostic in sink.into_sorted() {
        let name = diagnostic.code.info().name;
        shown.push_str(&format!(
            "{:?} {name} {}: {}\n",
            diagnostic.severity, diagnostic.pointer, diagnostic.message
        ));
    }
    (ir, shown)
}

/// The operations of a 3.1 document, followed by the diagnostics.
#[track_caller]
fn show(text: &str) -> String {
    show_version("3.1.0", text)
}

/// The operations of a document, followed by the diagnostics.
#[track_caller]
fn show_version(version: &str, text: &str) -> String {
    let (ir, diagnostics) = lower_text(version, text);
    let mut shown = dump(&ir, None);
    let kinds = ["\noperation ", "\nwebhook ", "\ncallback "];
    let start = kinds.iter().filter_map(|kind| shown.find(kind)).min();
    let start = start.map_or(shown.len(), |start| start + 1);
    shown.drain(..start);
    format!("{shown}{diagnostics}")
}

/// The same for one operation `get /` with these fields, without its first line.
#[track_caller]
fn show_get(fields: &str) -> String {
    show_method("get", fields)
}

/// The same for one operation `post /` with these fields.
#[track_caller]
fn show_post(fields: &str) -> String {
    show_method("post", fields)
}

#[track_caller]
fn show_method(method: &str, fields: &str) -> String {
    let text = format!("paths: {{/: {{{method}: {{operationId: op, {fields}}}}}}}");
    let shown = show(&text);
    match shown.split_once('\n') {
        Some((first, rest)) if first.starts_with("operation op") => rest.to_owned(),
        Some(_) | None => format!("no operation\n{shown}"),
    }
}
