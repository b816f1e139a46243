//! Real and hostile documents are lowered without a panic and in good time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use oaspen_diagnostics::Sink;
use oaspen_document::{LoadError, Loader, Uri, load, resolve};

use crate::ir::{Reason, Shape};
use crate::lower::{Options, lower};

pub(in crate::lower) struct Folder(pub(in crate::lower) PathBuf);

impl Loader for Folder {
    fn load(&self, uri: &Uri) -> Result<String, LoadError> {
        std::fs::read_to_string(self.0.join(uri.to_string())).map_err(|_| LoadError::NotFound)
    }
}

pub(in crate::lower) fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .flat_map(|path| {
            if !path.is_dir() {
                return vec![path];
            }
            let inner = std::fs::read_dir(path).into_iter().flatten().flatten();
            inner
                .map(|entry| entry.path())
                .filter(|path| path.is_file())
                .collect()
        })
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end == "yaml" || end == "json")
        })
        .collect();
    paths.sort();
    paths
}

/// How long one document may take in a debug build.
const LONGEST: Duration = Duration::from_secs(60);

fn lower_all(folder: &str) {
    let corpus = std::env::var_os("OASPEN_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"),
        PathBuf::from,
    );
    let folder = corpus.join(folder);
    if !folder.is_dir() {
        println!("skipped: OASPEN_CORPUS does not name a folder");
        return;
    }
    lower_folder(&folder);
}

fn lower_folder(folder: &Path) {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for path in documents(folder) {
        let mut sink = Sink::new();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let loader = Folder(path.parent().unwrap().to_owned());
        let loaded = load(&mut sink, &loader, &Uri::new(&name));
        let Some(resolved) = loaded
            .document
            .and_then(|document| resolve(&mut sink, document))
        else {
            continue;
        };
        let mut sink = Sink::new();
        let started = Instant::now();
        let ir = lower(&mut sink, &resolved, &Options::default());
        let took = started.elapsed();
        assert!(took < LONGEST, "{name} took {took:?}");
        for ty in &ir.types {
            if let Shape::Union(union) = &ty.shape {
                let reason = match &union.plan.reason {
                    Reason::Discriminator(_) => "discriminator".to_owned(),
                    Reason::Constant(_) => "constant".to_owned(),
                    Reason::Order { .. } => "order".to_owned(),
                    other @ (Reason::Single
                    | Reason::Kind
                    | Reason::RequiredKey
                    | Reason::Mixed) => {
                        format!("{other:?}")
                    }
                };
                *reasons.entry(reason).or_default() += 1;
            }
        }
        let diagnostics = sink.into_sorted();
        let is_bounded =
            |code: oaspen_diagnostics::Code| code == oaspen_diagnostics::Code::DepthLimit;
        let bounded = diagnostics
            .iter()
            .find(|diagnostic| is_bounded(diagnostic.code));
        assert!(
            folder.ends_with("hostile") || bounded.is_none(),
            "{name}: {bounded:?}"
        );
        eprintln!(
            "{name}: {} types, {} reports, {took:?}",
            ir.types.len(),
            diagnostics.len()
        );
        for diagnostic in &diagnostics {
            *codes.entry(diagnostic.code.info().name).or_default() += 1;
            if std::env::var_os("OASPEN_SHOW_REPORTS").is_some() {
                eprintln!(
                    "  {} {}: {}",
                    diagnostic.code.info().name,
                    diagnostic.pointer,
                    diagnostic.message
                );
            }
        }
    }
    eprintln!("{codes:#?}\n{reasons:#?}");
}

#[test]
fn own_hostile_documents_are_lowered_in_good_time() {
    lower_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/hostile"));
}

#[test]
fn hostile_documents_are_lowered_in_good_time() {
    lower_all("hostile");
}

#[test]
fn real_documents_are_lowered_in_good_time() {
    if std::env::var_os("OASPEN_CORPUS_FULL").is_none() {
        println!("skipped: OASPEN_CORPUS_FULL is not set");
        return;
    }
    lower_all("documents");
}
