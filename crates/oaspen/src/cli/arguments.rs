//! What can be written on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::Part;

/// Turns an OpenAPI document into Rust crates: types, client and server.
#[derive(Debug, Parser)]
#[command(name = "oaspen", version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the crates of a document.
    Generate(GenerateArguments),
    /// Report what is wrong with a document, or what would be left out; write nothing.
    Check(CheckArguments),
    /// Explain a diagnostic, or list all of them.
    Explain {
        /// The code of a diagnostic, such as `ambiguous-union`.
        code: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(super) struct GenerateArguments {
    /// The document: YAML or JSON, OpenAPI 3.0, 3.1 or 3.2 or Swagger 2.0.
    pub(super) document: String,
    /// The folder to write to.
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// The start of the crates' names, in kebab case; made from the document's title otherwise.
    #[arg(long)]
    pub(super) name: Option<String>,
    /// What to write, separated by commas; the types come along always.
    #[arg(long, value_name = "PART", value_delimiter = ',')]
    pub(super) only: Vec<PartArgument>,
    /// A TOML file with more settings.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Write a copy of the runtime crate beside the generated ones; that is done unless `--runtime`
    /// or the configuration names one.
    #[arg(long, conflicts_with = "runtime")]
    pub(super) vendor: bool,
    /// The folder of an existing copy of the runtime crate.
    #[arg(long, value_name = "PATH")]
    pub(super) runtime: Option<PathBuf>,
    /// Write nothing; fail when the folder does not hold what would be written.
    #[arg(long)]
    pub(super) check: bool,
    /// Fail when something of the document would be left out.
    #[arg(long)]
    pub(super) strict: bool,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// The document.
    pub(super) document: String,
    /// A TOML file with more settings.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Fail when something of the document would be left out.
    #[arg(long)]
    pub(super) strict: bool,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

/// How to report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, on standard error.
    Human,
    /// For programs, on standard output: one JSON object a line.
    Json,
}

/// A part of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PartArgument {
    Types,
    Client,
    Server,
}

impl From<PartArgument> for Part {
    fn from(part: PartArgument) -> Self {
        match part {
            PartArgument::Types => Self::Types,
            PartArgument::Client => Self::Client,
            PartArgument::Server => Self::Server,
        }
    }
}
