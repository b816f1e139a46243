//! Generation from a `build.rs`: one module tree in `OUT_DIR`.

#![expect(
    clippy::print_stdout,
    reason = "cargo reads what a build script prints"
)]

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

use oaspen_diagnostics::{
    Code, Colour, Diagnostic, Severity, Sink, SourceMap, printable, render_human,
};
use oaspen_rust::{CrateSet, Files, Layout};

use crate::config::name_of_title;
use crate::fs::Remote;
use crate::manifest::missing_runtime;
use crate::{Config, ConfigFile, Input, Report, generate};

/// What to generate in a build script.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), oaspen::BuildError> {
///     oaspen::Build::new("api.yaml").client().emit()
/// }
/// ```
///
/// and in the crate:
///
/// ```ignore
/// mod api {
///     include!(concat!(env!("OUT_DIR"), "/api.rs"));
/// }
/// ```
///
/// The crate depends on `oaspen-runtime`:
///
/// ```toml
/// [dependencies]
/// oaspen-runtime = { path = "…", features = ["client", "reqwest", "rustls", "time", "uuid"] }
/// ```
///
/// with the feature `client` or `server` or both, as it asks for them, `wire` for types alone,
/// `time` and `uuid` where the document has such formats, and for clients `reqwest` and `rustls`,
/// unless they bring a transport of their own. What is missing is told when the crate is built. The
/// document is read again whenever one of its files changes.
#[derive(Clone, Debug)]
pub struct Build {
    document: PathBuf,
    parts: Option<CrateSet>,
    config: Config,
    config_file: Option<PathBuf>,
    module: Option<String>,
    out: Option<PathBuf>,
}

/// Why nothing was generated, as people should read it.
#[derive(Clone)]
pub struct BuildError {
    message: String,
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

// Build scripts that return an error show its `Debug`.
impl fmt::Debug for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "\n{}", self.message)
    }
}

impl std::error::Error for BuildError {}

impl Build {
    /// Types of the document at a path, relative to the crate's folder.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        Self {
            document: document.into(),
            parts: None,
            config: Config::default(),
            config_file: None,
            module: None,
            out: None,
        }
    }

    /// Writes a client too.
    #[must_use]
    pub fn client(mut self) -> Self {
        self.parts_mut().client = true;
        self
    }

    /// Writes server traits too.
    #[must_use]
    pub fn server(mut self) -> Self {
        self.parts_mut().server = true;
        self
    }

    /// Reads a configuration file, relative to the crate's folder.
    #[must_use]
    pub fn config(mut self, path: impl Into<PathBuf>) -> Self {
        self.config_file = Some(path.into());
        self
    }

    /// Names the file to write: `name` gives `name.rs`. Without it, the configuration's `name` is
    /// taken, else the document's file name in lower case.
    #[must_use]
    pub fn module(mut self, name: impl Into<String>) -> Self {
        self.module = Some(name.into());
        self
    }

    /// Fails where something would be left out.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.config.strict = true;
        self
    }

    /// Writes to another folder than `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    fn parts_mut(&mut self) -> &mut CrateSet {
        self.parts.get_or_insert(CrateSet {
            types: true,
            client: false,
            server: false,
        })
    }

    /// Generates, writes, and tells cargo which files it depends on. Warnings of the document are
    /// printed as `cargo::warning`.
    ///
    /// # Errors
    /// When the document or the configuration has an error, or the file cannot be written.
    pub fn emit(self) -> Result<(), BuildError> {
        let crate_folder = env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .unwrap_or_default();
        let out = match self
            .out
            .clone()
            .or_else(|| env::var_os("OUT_DIR").map(PathBuf::from))
        {
            Some(out) => out,
            None => {
                return Err(failure(
                    "`OUT_DIR` is not set: call this from a build script, or name a folder with `out_dir`",
                ));
            }
        };
        let is_included = self.out.is_none();
        let report = self.run(&crate_folder)?;
        print_inputs(&report);
        print_warnings(&report);
        let Some(files) = &report.files else {
            let errors: Vec<Diagnostic> = report
                .diagnostics
                .iter()
                .filter(|found| found.severity == Severity::Error)
                .cloned()
                .collect();
            return Err(failure(&render_human(
                &errors,
                &report.sources,
                Colour::Never,
            )));
        };
        if is_included {
            print_missing(&crate_folder, &report);
        }
        write(&out, files)
    }

    fn run(mut self, crate_folder: &Path) -> Result<Report, BuildError> {
        if let Some(path) = &self.config_file {
            let path = crate_folder.join(path);
            println!("cargo::rerun-if-changed={}", path.display());
            read_config(&path)?.apply(&mut self.config);
        }
        if let Some(parts) = self.parts {
            self.config.crates = parts;
        } else if self.config_file.is_none() {
            self.config.crates = *self.parts_mut();
        }
        let document = crate_folder.join(&self.document);
        let stem = document
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned());
        self.config.layout = Layout::Modules;
        if self.module.is_some() {
            self.config.name = self.module;
        } else if self.config.name.is_none() {
            self.config.name = stem.map(|stem| name_of_title(&stem));
        }
        // A build never fetches; it reads the copies that the command has made.
        let remote = Remote {
            allowed: self.config.allow_remote.clone(),
            fetch: None,
        };
        let input = Input::from_path(&document.to_string_lossy()).remote(remote);
        Ok(generate(&input, &self.config))
    }
}

fn write(out: &Path, files: &Files) -> Result<(), BuildError> {
    crate::fs::write(out, files).map(|_| ()).map_err(|error| {
        let message = format!("cannot write `{}`: {}", error.path.display(), error.reason);
        let diagnostic = Diagnostic::new(Code::UnwritableOutput, message);
        failure(&render_human(
            &[diagnostic],
            &SourceMap::new(),
            Colour::Never,
        ))
    })
}

fn read_config(path: &Path) -> Result<ConfigFile, BuildError> {
    let (mut sink, mut sources) = (Sink::new(), SourceMap::new());
    crate::fs::read_config(&mut sink, &mut sources, path)
        .ok_or_else(|| failure(&render_human(sink.diagnostics(), &sources, Colour::Never)))
}

fn print_inputs(report: &Report) {
    for path in &report.inputs {
        println!("cargo::rerun-if-changed={path}");
    }
}

fn print_warnings(report: &Report) {
    for found in &report.diagnostics {
        if matches!(found.severity, Severity::Skipped | Severity::Weakened) {
            println!("cargo::warning={}", one_line(found, report));
        }
    }
}

/// What the compiler would tell in a hundred errors. A warning, because there are other ways to turn
/// a feature on.
fn print_missing(crate_folder: &Path, report: &Report) {
    let path = crate_folder.join("Cargo.toml");
    println!("cargo::rerun-if-changed={}", path.display());
    let Ok(manifest) = std::fs::read_to_string(path) else {
        return;
    };
    if let Some(missing) = missing_runtime(&manifest, &report.runtime_features) {
        println!("cargo::warning={missing}");
    }
}

/// `file:line:column: message [code]`, because cargo shows a warning as one line.
fn one_line(found: &Diagnostic, report: &Report) -> String {
    let place = found.primary.and_then(|span| {
        let file = report.sources.get(span.file)?;
        let at = file.line_column(span.start);
        Some(format!("{}:{}:{}: ", file.name(), at.line, at.column))
    });
    let message = printable(&found.message);
    format!(
        "{}{message} [{}]",
        place.unwrap_or_default(),
        found.code.info().name
    )
}

fn failure(message: &str) -> BuildError {
    BuildError {
        message: message.to_owned(),
    }
}
