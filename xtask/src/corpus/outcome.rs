//! What becomes of one document: generated in a process of its own, so that time and memory are
//! its own, and described as JSON. Nothing is checked or printed here.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use oaspen::{Config, Report};
use oaspen_diagnostics::{Diagnostic, Severity};
use oaspen_document::node::Node;
use oaspen_ir::ir::Surface;
use serde::{Deserialize, Serialize};

use super::any::unexplained;
use super::{config, input};
use crate::Failure;
use crate::bench::own_usage;

/// The argument by which this program does one document.
pub(crate) const CHILD: &str = "--outcome-of";

/// What a path item may hold besides operations is no key of this list.
const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// What is known of one document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Outcome {
    /// Whether there is output.
    pub(super) is_generated: bool,
    /// The size of the entry file, in bytes.
    pub(super) bytes: u64,
    /// Component schemas.
    pub(super) schemas: Kept,
    /// Operations below `paths`.
    pub(super) operations: Kept,
    /// Operations of webhooks and callbacks in the output.
    pub(super) hooks: usize,
    /// Diagnostics of severity error.
    pub(super) errors: usize,
    /// How often each code weakens something.
    pub(super) weakened: BTreeMap<String, usize>,
    /// What is left out, and why.
    pub(super) skipped: Vec<Skip>,
    /// The pointers of types that are any value though the schema says more, and without a word.
    pub(super) unexplained: Vec<String>,
    /// At how many places there is any value.
    pub(super) any: usize,
    /// Seconds of processor time of generating, writing excluded.
    pub(super) cpu: f64,
    /// Peak memory of generating, in bytes.
    pub(super) peak: f64,
    /// What the compiler said: absent when it was not asked, empty when it was content.
    pub(super) check: Option<Check>,
}

/// How many there are in the document and in the output.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Kept {
    pub(super) before: usize,
    pub(super) after: usize,
}

/// Something left out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Skip {
    pub(super) code: String,
    pub(super) message: String,
    pub(super) pointer: String,
}

/// What compiling the three crates took.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Check {
    /// The first error; `None` when it passes.
    pub(super) failure: Option<String>,
    /// Seconds of processor time, dependencies excluded when they were compiled before.
    pub(super) cpu: f64,
    /// Peak memory of the largest compiler, in bytes.
    pub(super) peak: f64,
}

/// Does one document: writes its crates into a folder, and what is known of it to a file.
pub(crate) fn run_child(path: &str, folder: &str, told: &str) -> Result<(), Failure> {
    let path = Path::new(path);
    let started = Instant::now();
    let report = oaspen::generate(&input(path), &config());
    let (cpu, peak) = own_usage().unwrap_or((started.elapsed().as_secs_f64(), 0.0));
    if let Some(files) = &report.files {
        oaspen::fs::write(Path::new(folder), files)
            .map_err(|error| format!("{}: {}", error.path.display(), error.reason))?;
    }
    let outcome = Outcome {
        cpu,
        peak,
        bytes: std::fs::metadata(path).map_or(0, |found| found.len()),
        ..describe(path, &report)
    };
    let text = serde_json::to_string_pretty(&outcome).map_err(|error| error.to_string())?;
    std::fs::write(told, text).map_err(|error| format!("{told}: {error}"))
}

/// The document is read again as one tree, so that what is counted in it does not come from what
/// the stages kept.
fn describe(path: &Path, report: &Report) -> Outcome {
    let config = Config {
        effective: true,
        ..config()
    };
    let checked = oaspen::check(&input(path), &config, &mut |_| {});
    let tree = checked.effective.as_ref();
    let ir = checked.ir.as_ref();
    let operations = ir.map_or(&[][..], |ir| &ir.operations);
    let own = operations
        .iter()
        .filter(|operation| operation.surface == Surface::Api)
        .count();
    let (any, unexplained) = match (tree, ir) {
        (Some(tree), Some(ir)) => unexplained(tree, ir, &report.diagnostics),
        _ => (0, Vec::new()),
    };
    Outcome {
        is_generated: report.files.is_some(),
        schemas: Kept {
            before: tree.map_or(0, count_schemas),
            after: report.registry.len(),
        },
        operations: Kept {
            before: tree.map_or(0, count_operations),
            after: own,
        },
        hooks: operations.len() - own,
        errors: report.summary.errors,
        weakened: count_weakened(&report.diagnostics),
        skipped: skips(&report.diagnostics),
        unexplained,
        any,
        ..Outcome::default()
    }
}

fn count_schemas(root: &Node) -> usize {
    let schemas = root
        .get("components")
        .and_then(|components| components.get("schemas"));
    let count = |node: Option<&Node>| node.and_then(Node::entries).map_or(0, <[_]>::len);
    count(schemas) + count(root.get("definitions"))
}

fn count_operations(root: &Node) -> usize {
    let paths = root.get("paths").and_then(Node::entries);
    paths
        .unwrap_or_default()
        .iter()
        .filter(|path| path.key.starts_with('/'))
        .map(|path| count_in_item(root, &path.value, 0))
        .sum()
}

/// Path items that are references are followed as far as real ones go.
fn count_in_item(root: &Node, item: &Node, depth: usize) -> usize {
    let own = item.entries().unwrap_or_default();
    let own = own
        .iter()
        .filter(|entry| METHODS.contains(&entry.key.as_str()))
        .count();
    let further = item.get("additionalOperations").and_then(Node::entries);
    let target = item.get("$ref").and_then(Node::as_str);
    let target = target.and_then(|target| super::any::find(root, target));
    let referred = match target {
        Some(target) if depth < 8 => count_in_item(root, target, depth + 1),
        _ => 0,
    };
    own + further.map_or(0, <[_]>::len) + referred
}

fn count_weakened(diagnostics: &[Diagnostic]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for found in diagnostics {
        if found.severity == Severity::Weakened {
            *counts.entry(found.code.info().name.to_owned()).or_default() += 1;
        }
    }
    counts
}

fn skips(diagnostics: &[Diagnostic]) -> Vec<Skip> {
    diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Skipped)
        .map(|found| Skip {
            code: found.code.info().name.to_owned(),
            message: found.message.clone(),
            pointer: found.pointer.to_string(),
        })
        .collect()
}
