//! Documents of a corpus beside the repository, real ones and ones made to do harm. Without the
//! corpus the tests say that they were skipped.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use oaspen_diagnostics::{Colour, Severity, Sink, render_human};
use oaspen_document::{Uri, check, load, resolve};

use crate::common;

/// The corpus: the folder that `OASPEN_CORPUS` names, else one beside the repository.
fn corpus() -> Option<PathBuf> {
    let folder = match std::env::var_os("OASPEN_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => common::workspace().join("../shared/corpus"),
    };
    if !folder.is_dir() {
        println!("skipped: OASPEN_CORPUS does not name a folder");
        return None;
    }
    Some(folder)
}

/// What becomes of a document.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    Accepted,
    Warned,
    Refused,
}

/// Runs every stage of this crate and renders what was said.
fn run(path: &Path) -> (Fate, String, Duration) {
    let started = Instant::now();
    let mut sink = Sink::new();
    let entry = Uri::new(&path.to_string_lossy());
    let loaded = load(&mut sink, &common::Disk, &entry);
    let resolved = loaded
        .document
        .and_then(|document| resolve(&mut sink, document));
    let is_resolved = resolved.is_some();
    if let Some(resolved) = resolved {
        check(&mut sink, &resolved, &[]);
    }
    let diagnostics = sink.into_sorted();
    let text = render_human(&diagnostics, &loaded.sources, Colour::Never);
    let worst = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.severity)
        .min();
    let fate = match worst {
        Some(Severity::Error) => Fate::Refused,
        Some(Severity::Skipped | Severity::Weakened | Severity::Note) => Fate::Warned,
        None => Fate::Accepted,
    };
    assert!(
        is_resolved || fate == Fate::Refused,
        "{}: given up without a word",
        path.display()
    );
    (fate, text, started.elapsed())
}

#[test]
fn hostile_documents_end_as_they_must() {
    let Some(corpus) = corpus() else { return };
    let table = std::fs::read_to_string(corpus.join("hostile.tsv")).unwrap();
    let mut wrong = Vec::new();
    for row in table.lines().skip(1) {
        let mut columns = row.split('\t');
        let (file, _, must) = (
            columns.next().unwrap(),
            columns.next(),
            columns.next().unwrap(),
        );
        let (fate, text, time) = run(&corpus.join("hostile").join(file));
        assert!(time < Duration::from_secs(20), "{file} took {time:?}");
        let (word, _) = must.split_once(':').unwrap_or((must, ""));
        let allowed = match fate {
            Fate::Refused => must.contains("REJECT"),
            Fate::Warned => {
                !word.starts_with("REJECT") || must.contains("WARN") || must.contains("ACCEPT")
            }
            Fate::Accepted => word.contains("ACCEPT"),
        };
        if !allowed && !LATER.contains(&file) {
            wrong.push(format!("{file}: {fate:?}, must {must}\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is odd about these is for later stages to notice: they are sound documents.
const LATER: &[&str] = &[
    "f03-enum-mixed.yaml",
    "f09-bad-regex.yaml",
    "f16-allof-conflict.yaml",
];

#[test]
fn real_documents_are_read() {
    if std::env::var_os("OASPEN_CORPUS_FULL").is_none() {
        println!("skipped: OASPEN_CORPUS_FULL is not set");
        return;
    }
    let Some(corpus) = corpus() else { return };
    for path in common::files_below(&corpus.join("documents"), &["yaml", "yml", "json"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        let head: String = text.chars().take(2_000).collect();
        // Parts of documents are read with their documents.
        if !head.contains("openapi") {
            continue;
        }
        let (_, _, time) = run(&path);
        assert!(
            time < Duration::from_secs(120),
            "{} took {time:?}",
            path.display()
        );
    }
}
