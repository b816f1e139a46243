//! The stages, one after the other: the only place that decides to stop.

use std::collections::BTreeSet;

use oaspen_diagnostics::{Code, Diagnostic, Severity, Sink, SourceMap};
use oaspen_document::node::Node;
use oaspen_document::{LoadOptions, Resolved, Uri, load_with, resolve};
use oaspen_ir::facts::{Facts, analyze};
use oaspen_ir::ir::Ir;
use oaspen_ir::lower::{Options, lower};
use oaspen_rust::{Files, emit, plan};

use crate::config::{is_name, is_version, name_of_title};
use crate::types_config::check_types;
use crate::{Config, Input};

/// What is being done, for people who wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are the stages")]
pub enum Stage {
    Read,
    Check,
    Lower,
    Plan,
    Emit,
}

/// What a run gives.
#[derive(Clone, Debug)]
pub struct Report {
    /// The output; `None` when there was an error.
    pub files: Option<Files>,
    /// What was found, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that diagnostics point into.
    pub sources: SourceMap,
    /// Paths of all files that were asked for, found or not, the entry first.
    pub inputs: Vec<String>,
    /// The document in one file, as it was really used, when the configuration asks for it and
    /// there was no error.
    pub effective: Option<Node>,
    /// Counts.
    pub summary: Summary,
    /// The pointer of every component schema and the Rust path of the type it became.
    pub registry: Vec<(String, String)>,
    /// The features of the runtime that the output calls for, sorted.
    pub runtime_features: BTreeSet<String>,
}

/// Counts of one run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Component schemas.
    pub schemas: usize,
    /// Operations in the output, with those of webhooks and callbacks; none that was left out, by
    /// whichever stage.
    pub operations: usize,
    /// Diagnostics of severity error.
    pub errors: usize,
    /// Things left out.
    pub skipped: usize,
    /// Things typed or enforced less than the document says.
    pub weakened: usize,
    /// Things worth knowing.
    pub notes: usize,
}

/// A document as far as its meaning.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The meaning; `None` when the document cannot be resolved.
    pub ir: Option<Ir>,
    /// What was found so far, in the order of finding.
    pub sink: Sink,
    /// The texts that diagnostics point into.
    pub sources: SourceMap,
    /// Paths of all files that were asked for.
    pub inputs: Vec<String>,
    /// The document in one file, when the configuration asks for it.
    pub effective: Option<Node>,
}

/// Turns a document into files in memory.
pub fn generate(input: &Input, config: &Config) -> Report {
    generate_with_progress(input, config, &mut |_| {})
}

/// The same, telling what is being done.
pub fn generate_with_progress(
    input: &Input,
    config: &Config,
    progress: &mut dyn FnMut(Stage),
) -> Report {
    let mut checked = check(input, config, progress);
    let mut registry = Vec::new();
    let mut runtime_features = BTreeSet::new();
    let files = checked.ir.as_ref().and_then(|ir| {
        let name = crate_name(&mut checked.sink, config, ir)?;
        check_version(&mut checked.sink, config)?;
        progress(Stage::Plan);
        let rust_config = rust_config(input, config, name);
        let facts: Facts = analyze(ir);
        let model = plan(&mut checked.sink, ir, &facts, &rust_config);
        if stops(&checked.sink, config) {
            return None;
        }
        progress(Stage::Emit);
        registry = model
            .schema_paths()
            .map(|(pointer, path)| (pointer.to_owned(), path))
            .collect();
        runtime_features = model.runtime_features();
        Some(emit(&model))
    });
    let mut report = report(checked, config, files);
    report.registry = registry;
    report.runtime_features = runtime_features;
    report
}

/// Reads a document, checks it and finds out what it means.
pub fn check(input: &Input, config: &Config, progress: &mut dyn FnMut(Stage)) -> Checked {
    let mut sink = Sink::new();
    progress(Stage::Read);
    let options = load_options(input, config);
    let input = &input.root(&options.root).with_beside(&options.overlays);
    let loaded = load_with(&mut sink, input, input.entry(), &options);
    let resolved = loaded
        .document
        .and_then(|document| resolve(&mut sink, document));
    let ir = resolved.map(|resolved| meaning(&mut sink, resolved, config, progress));
    Checked {
        ir,
        sink,
        sources: loaded.sources,
        inputs: loaded.files.iter().map(|uri| input.path_of(uri)).collect(),
        effective: loaded.effective,
    }
}

fn load_options(input: &Input, config: &Config) -> LoadOptions {
    let root = config.root.as_deref().map(Uri::new);
    let overlays = config.overlays.iter();
    LoadOptions {
        root: root.map_or_else(
            || input.root_folder().to_owned(),
            |root| root.as_str().to_owned(),
        ),
        overlays: overlays.map(|path| Uri::new(path)).collect(),
        allow_unmatched: config.allow_unmatched,
        filter: config.filter.clone(),
        extensions: config.extensions,
        effective: config.effective,
    }
}

fn meaning(
    sink: &mut Sink,
    resolved: Resolved,
    config: &Config,
    progress: &mut dyn FnMut(Stage),
) -> Ir {
    progress(Stage::Check);
    let findings = oaspen_document::check(sink, &resolved, &config.lenient);
    check_types(sink, &config.types);
    progress(Stage::Lower);
    let options = Options {
        lenient: config.lenient.clone(),
        undeclared_in_examples: findings.undeclared_in_examples,
        externals: config.types.clone(),
    };
    lower(sink, &resolved, &options)
}

impl Checked {
    /// Ends a run that wants no output.
    pub fn into_report(self, config: &Config) -> Report {
        report(self, config, None)
    }
}

fn report(checked: Checked, config: &Config, files: Option<Files>) -> Report {
    let found = checked.sink.into_sorted();
    let told = found.into_iter().filter_map(|diagnostic| {
        let severity = config.levels.severity(&diagnostic, config.strict)?;
        Some(diagnostic.severity(severity))
    });
    let diagnostics: Vec<Diagnostic> = told.collect();
    let count = |severity| {
        let same = |diagnostic: &&Diagnostic| diagnostic.severity == severity;
        diagnostics.iter().filter(same).count()
    };
    let ir = checked.ir.as_ref();
    let summary = Summary {
        schemas: ir.map_or(0, |ir| ir.component_count),
        operations: ir.map_or(0, |ir| ir.operations.len()),
        errors: count(Severity::Error),
        skipped: count(Severity::Skipped),
        weakened: count(Severity::Weakened),
        notes: count(Severity::Note),
    };
    Report {
        files: files.filter(|_| summary.errors == 0),
        effective: checked.effective.filter(|_| summary.errors == 0),
        diagnostics,
        sources: checked.sources,
        inputs: checked.inputs,
        summary,
        registry: Vec::new(),
        runtime_features: BTreeSet::new(),
    }
}

fn stops(sink: &Sink, config: &Config) -> bool {
    sink.diagnostics().iter().any(|diagnostic| {
        config.levels.severity(diagnostic, config.strict) == Some(Severity::Error)
    })
}

/// Reports a version that no manifest can hold.
fn check_version(sink: &mut Sink, config: &Config) -> Option<()> {
    if is_version(&config.version) {
        return Some(());
    }
    let message = format!("`{}` is not a version of a crate", config.version);
    sink.push(
        Diagnostic::new(Code::InvalidConfig, message)
            .help("write three numbers, such as `1.0.0`, with a pre-release after `-` if need be"),
    );
    None
}

fn crate_name(sink: &mut Sink, config: &Config, ir: &Ir) -> Option<String> {
    let Some(name) = &config.name else {
        return Some(name_of_title(&ir.title));
    };
    if is_name(name) {
        return Some(name.clone());
    }
    let message = format!("`{name}` cannot be the start of a crate's name, or the name of a file");
    sink.push(
        Diagnostic::new(Code::InvalidConfig, message)
            .help("use up to 50 lower-case letters, digits and hyphens, beginning with a letter"),
    );
    None
}

fn rust_config(input: &Input, config: &Config, name: String) -> oaspen_rust::Config {
    oaspen_rust::Config {
        name,
        version: config.version.clone(),
        document: input.file_name().to_owned(),
        crates: config.crates,
        layout: config.layout.clone(),
        names: config.names.clone(),
        equality: config.equality,
        dependencies: config.dependencies.clone(),
        dev_dependencies: config.dev_dependencies.clone(),
    }
}
