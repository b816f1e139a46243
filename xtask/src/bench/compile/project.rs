//! A workspace below `target/bench/compile`: generated crates beside the same thing written by hand.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use oaspen::{CrateSet, Files};

use super::super::deadline::Deadline;
use super::super::folder;
use super::super::measure::{Cost, measure_compilers, run};
use super::super::subject::{Staged, Subject, runtime};
use super::{calls, derives, instances};
use crate::{Failure, root};

/// What cargo does with a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// `cargo check`.
    Check,
    /// `cargo build --release`.
    Release,
}

/// A workspace that is written and whose dependencies are known.
pub(super) struct Project {
    folder: PathBuf,
    name: String,
    /// What was generated.
    pub(super) staged: Staged,
}

/// The manifest of a crate by its dependencies, one a line.
fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n{dependencies}"
    )
}

const SERDE: &str = "serde = { version = \"1\", features = [\"derive\"] }\n";
const SERDE_JSON: &str = "serde_json = \"1\"\n";
/// Without encryption, as the generated client here, so that it is not built for this.
const REQWEST: &str = "reqwest = { version = \"0.13\", default-features = false, features = [\"json\", \"query\"] }\n";

impl Project {
    /// The types crate of a document, and the same types with derives.
    pub(super) fn of_types(subject: &Subject) -> Result<Self, Failure> {
        let parts = CrateSet {
            client: false,
            server: false,
            ..CrateSet::ALL
        };
        let staged = subject.generate(parts)?;
        let name = &subject.name;
        let mut files = hand_written_types(name, &staged);
        let generated = format!("{name}-types = {{ path = \"../{name}-types\" }}\n");
        let derived = format!("{name}-derives = {{ path = \"../{name}-derives\" }}\n");
        let runtime = format!("oaspen-runtime = {{ path = {:?} }}\n", runtime());
        let library = |krate: &str| instances::write_library(&staged.model, krate);
        add(
            &mut files,
            &format!("{name}-types-used"),
            &(generated + &runtime),
            &library("types"),
        );
        let dependencies = derived + SERDE_JSON;
        add(
            &mut files,
            &format!("{name}-derives-used"),
            &dependencies,
            &library("derives"),
        );
        Self::write(subject, staged, files)
    }

    /// The types and client crates of a document, derives with an `async fn` for each operation,
    /// and two programs that call every operation.
    pub(super) fn of_client(subject: &Subject) -> Result<Self, Failure> {
        let parts = CrateSet {
            server: false,
            ..CrateSet::ALL
        };
        let staged = subject.generate(parts)?;
        let name = &subject.name;
        let mut files = hand_written_types(name, &staged);
        let derived = format!("{name}-derives = {{ path = \"../{name}-derives\" }}\n");
        let dependencies = format!("{REQWEST}{SERDE_JSON}{derived}percent-encoding = \"2\"\n");
        let text = calls::write_functions(&staged.model);
        add(&mut files, &format!("{name}-calls"), &dependencies, &text);
        let generated = format!(
            "{name}-client = {{ path = \"../{name}-client\", default-features = false, features = [\"reqwest\"] }}\n"
        );
        add_program(
            &mut files,
            &format!("{name}-client-used"),
            &generated,
            &calls::write_generated_use(&staged.model),
        );
        let hand_written = format!("{derived}{name}-calls = {{ path = \"../{name}-calls\" }}\n");
        add_program(
            &mut files,
            &format!("{name}-calls-used"),
            &hand_written,
            &calls::write_hand_written_use(&staged.model),
        );
        Self::write(subject, staged, files)
    }

    fn write(subject: &Subject, staged: Staged, hand_written: Files) -> Result<Self, Failure> {
        let folder = folder().join("compile").join(&subject.name);
        let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
        let _ = fs::remove_dir_all(&folder);
        let mut members = Vec::new();
        for (path, text) in staged.files.iter().chain(hand_written.iter()) {
            if let Some(member) = path.strip_suffix("/Cargo.toml") {
                members.push(member.to_owned());
            }
            let path = folder.join(path);
            let parent = path.parent().unwrap_or(&folder);
            fs::create_dir_all(parent)
                .and_then(|()| fs::write(&path, text))
                .map_err(failed)?;
        }
        let workspace = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
        // The versions of this repository's lock file, so that nothing is fetched for most.
        fs::write(folder.join("Cargo.toml"), workspace)
            .and_then(|()| fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")))
            .map_err(failed)?;
        let project = Self {
            folder,
            name: subject.name.clone(),
            staged,
        };
        project.lock()?;
        Ok(project)
    }

    /// Completes the lock file, without the network where possible.
    fn lock(&self) -> Result<(), Failure> {
        run(self.cargo("tree").args(["--quiet", "--offline"]))
            .or_else(|_| run(self.cargo("tree").arg("--quiet")))
    }

    fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .arg(command)
            .env("CARGO_TARGET_DIR", folder().join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS")
            .current_dir(&self.folder);
        cargo
    }

    /// What the compiler takes for some crates of the workspace, by the ends of their names, the
    /// last of which needs the others.
    pub(super) fn compile(
        &self,
        mode: Mode,
        crates: &[&str],
        deadline: Deadline,
    ) -> Result<Vec<Cost>, Failure> {
        self.touch(crates)?;
        let last = crates.last().copied().unwrap_or_default();
        let mut cargo = self.cargo(match mode {
            Mode::Check => "check",
            Mode::Release => "build",
        });
        if mode == Mode::Release {
            cargo.arg("--release");
        }
        let package = format!("{}-{last}", self.name);
        cargo.args(["--quiet", "--offline", "--package", &package]);
        if last == "client" {
            cargo.args(["--no-default-features", "--features", "reqwest"]);
        }
        let costs = measure_compilers(&mut cargo, &folder().join("costs"), deadline)?;
        let cost = |end: &&str| {
            let name = format!("{}-{end}", self.name).replace('-', "_");
            let found = costs.iter().find(|(krate, _)| *krate == name);
            found
                .map(|(_, cost)| *cost)
                .ok_or_else(|| format!("{name} was not compiled"))
        };
        crates.iter().map(cost).collect()
    }

    /// Makes cargo compile crates again.
    fn touch(&self, crates: &[&str]) -> Result<(), Failure> {
        for end in crates {
            let source = self.folder.join(format!("{}-{end}", self.name)).join("src");
            let path = ["lib.rs", "main.rs"].map(|file| source.join(file));
            for path in path.iter().filter(|path| path.is_file()) {
                touch(path).map_err(|error| format!("{}: {error}", path.display()))?;
            }
        }
        Ok(())
    }
}

fn touch(path: &Path) -> std::io::Result<()> {
    File::options()
        .append(true)
        .open(path)?
        .set_modified(SystemTime::now())
}

fn hand_written_types(name: &str, staged: &Staged) -> Files {
    let mut files = Files::new();
    let text = derives::write_types(&staged.model);
    let dependencies = format!("{SERDE}{SERDE_JSON}");
    add(&mut files, &format!("{name}-derives"), &dependencies, &text);
    files
}

fn add(files: &mut Files, name: &str, dependencies: &str, library: &str) {
    files.insert(format!("{name}/Cargo.toml"), manifest(name, dependencies));
    files.insert(format!("{name}/src/lib.rs"), library.to_owned());
}

fn add_program(files: &mut Files, name: &str, dependencies: &str, program: &str) {
    files.insert(format!("{name}/Cargo.toml"), manifest(name, dependencies));
    files.insert(format!("{name}/src/main.rs"), program.to_owned());
}
