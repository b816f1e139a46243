//! A document on its way through the stages, one by one, with what each took.
//!
//! The pipeline of the `oaspen` crate does the same in one go and has no clock; that both give the
//! same files is tested here.

use std::path::{Path, PathBuf};
use std::time::Instant;

use oaspen::{Files, Input, Layout, RuntimeSource, Workspace};
use oaspen_diagnostics::Sink;
use oaspen_document::{Uri, load, resolve};
use oaspen_ir::facts::analyze;
use oaspen_ir::lower::{Options, lower};
use oaspen_rust::model::RustModel;
use oaspen_rust::{Config, CrateSet, emit, plan};

use super::folder;
use super::synthetic::Synthetic;
use crate::{Failure, root};

/// Documents from elsewhere that are large.
const LARGE: &[&str] = &["github-api.json", "stripe-api.yaml", "openai-api.yaml"];

/// What is measured.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// The API's name, with which its crates begin.
    pub(super) name: String,
    /// The document.
    pub(super) path: PathBuf,
}

/// A document, generated.
#[derive(Clone, Debug)]
pub(super) struct Staged {
    /// What was decided.
    pub(super) model: RustModel,
    /// The output.
    pub(super) files: Files,
    /// Component schemas.
    pub(super) schemas: usize,
    /// Operations.
    pub(super) operations: usize,
    /// The stages in order, and the seconds that each took.
    pub(super) seconds: Vec<(&'static str, f64)>,
}

impl Subject {
    /// The document that this repository is about.
    pub(super) fn whatsapp() -> Self {
        Self {
            name: "whatsapp".to_owned(),
            path: root().join("spec/whatsapp-business.yaml"),
        }
    }

    /// A synthetic document, written to disk.
    pub(super) fn synthetic(name: &str, synthetic: Synthetic) -> Result<Self, Failure> {
        let path = folder().join(format!("{name}.yaml"));
        std::fs::create_dir_all(folder())
            .and_then(|()| std::fs::write(&path, synthetic.document()))
            .map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self {
            name: name.to_owned(),
            path,
        })
    }

    /// The large documents that are there, and the names of those that are not.
    pub(super) fn large() -> (Vec<Self>, Vec<&'static str>) {
        let path = |name: &&str| root().join("../shared/corpus/documents").join(name);
        let (there, missing): (Vec<&str>, Vec<&str>) =
            LARGE.iter().partition(|name| path(name).is_file());
        let subject = |file: &&str| Self {
            name: file.split('-').next().unwrap_or(file).to_owned(),
            path: path(file),
        };
        (there.iter().map(subject).collect(), missing)
    }

    /// Goes through the stages.
    pub(super) fn generate(&self, parts: CrateSet) -> Result<Staged, Failure> {
        let mut sink = Sink::new();
        let mut clock = Clock::start();
        let input = Input::from_path(&self.path.to_string_lossy());
        let entry = Uri::new(&self.path.to_string_lossy());
        let loaded = load(&mut sink, &input, &entry);
        clock.lap("load");
        let resolved = loaded
            .document
            .and_then(|document| resolve(&mut sink, document))
            .ok_or_else(|| format!("{}: cannot be resolved", self.path.display()))?;
        clock.lap("resolve");
        let findings = oaspen_document::check(&mut sink, &resolved, &[]);
        clock.lap("check");
        let options = Options {
            lenient: Vec::new(),
            undeclared_in_examples: findings.undeclared_in_examples,
            ..Options::default()
        };
        let ir = lower(&mut sink, &resolved, &options);
        clock.lap("lower");
        let facts = analyze(&ir);
        clock.lap("facts");
        let model = plan(&mut sink, &ir, &facts, &self.config(parts));
        clock.lap("plan");
        if sink.has_errors() {
            return Err(format!("{}: has errors", self.path.display()));
        }
        let files = emit(&model);
        clock.lap("emit");
        Ok(Staged {
            model,
            files,
            schemas: ir.component_count,
            operations: ir.operations.len(),
            seconds: clock.laps,
        })
    }

    fn config(&self, crates: CrateSet) -> Config {
        Config {
            name: self.name.clone(),
            version: "0.1.0".to_owned(),
            document: file_name(&self.path),
            dependencies: Default::default(),
            dev_dependencies: Default::default(),
            names: Default::default(),
            equality: Default::default(),
            crates,
            layout: Layout::Crates {
                runtime: RuntimeSource::Path(runtime().to_string_lossy().into_owned()),
                workspace: Workspace::Joined,
            },
        }
    }
}

/// The runtime crate of this repository.
pub(super) fn runtime() -> PathBuf {
    root().join("crates/oaspen-runtime")
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Tells what each stage took.
struct Clock {
    last: Instant,
    laps: Vec<(&'static str, f64)>,
}

impl Clock {
    fn start() -> Self {
        Self {
            last: Instant::now(),
            laps: Vec::new(),
        }
    }

    fn lap(&mut self, stage: &'static str) {
        self.laps.push((stage, self.last.elapsed().as_secs_f64()));
        self.last = Instant::now();
    }
}

#[cfg(test)]
mod tests {
    use super::{Subject, runtime};
    use oaspen::{Config, CrateSet, Input, Layout, RuntimeSource, Workspace};

    #[test]
    fn the_stages_give_what_the_pipeline_gives() {
        let subject = Subject::whatsapp();
        let staged = subject.generate(CrateSet::ALL).expect("it has no errors");
        let config = Config {
            name: Some(subject.name.clone()),
            layout: Layout::Crates {
                runtime: RuntimeSource::Path(runtime().to_string_lossy().into_owned()),
                workspace: Workspace::Joined,
            },
            ..Config::default()
        };
        let input = Input::from_path(&subject.path.to_string_lossy());
        let report = oaspen::generate(&input, &config);
        assert_eq!(Some(staged.files), report.files);
    }
}
