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
    #[command(flatten)]
    pub(super) source: SourceArguments,
    /// The folder to write to.
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// The start of the crates' names, in kebab case; made from the document's title otherwise.
    #[arg(long)]
    pub(super) name: Option<String>,
    /// What to write, separated by commas; the types come along always.
    #[arg(long, value_name = "PART", value_delimiter = ',')]
    pub(super) only: Vec<PartArgument>,
    /// Write a copy of the runtime crate beside the generated ones; that is done unless `--runtime`
    /// or the configuration names one.
    #[arg(long, conflicts_with = "runtime")]
    pub(super) vendor: bool,
    /// The folder of an existing copy of the runtime crate.
    #[arg(long, value_name = "PATH")]
    pub(super) runtime: Option<PathBuf>,
    /// Write nothing and fetch nothing; fail when the folder does not hold what would be written.
    #[arg(long)]
    pub(super) check: bool,
    /// Write to a folder that holds other things, and replace files there that stand in the way.
    #[arg(long)]
    pub(super) force: bool,
    /// Also write the document in one file, as it was really used.
    #[arg(long, value_name = "FILE")]
    pub(super) effective: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub(super) source: SourceArguments,
}

/// What is read, and what is said about it.
#[derive(Debug, Args)]
pub(super) struct SourceArguments {
    /// The document: YAML or JSON, OpenAPI 3.0, 3.1 or 3.2 or Swagger 2.0.
    pub(super) document: String,
    /// A TOML file with more settings.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// References may name files below this folder; the document's own otherwise.
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<String>,
    /// References may name files of this origin, such as `https://example.com`; they are fetched
    /// once and kept beside the document. Can be repeated.
    #[arg(long, value_name = "ORIGIN")]
    pub(super) allow_remote: Vec<String>,
    /// An overlay to apply to the document. Can be repeated; they are applied in order.
    #[arg(long, value_name = "FILE")]
    pub(super) overlay: Vec<String>,
    /// Actions of overlays may select nothing.
    #[arg(long)]
    pub(super) overlay_allow_unmatched: bool,
    /// Keep only operations of a `tag=`, `operation=`, `path=` or `method=`. Can be repeated: one
    /// of each kind must fit. In a path `*` is any text within a segment, `**` any text.
    #[arg(long, value_name = "KIND=VALUE")]
    pub(super) include: Vec<String>,
    /// Leave out operations of a `tag=`, `operation=`, `path=` or `method=`. Can be repeated.
    #[arg(long, value_name = "KIND=VALUE")]
    pub(super) exclude: Vec<String>,
    /// Fail when something of the document would be left out.
    #[arg(long)]
    pub(super) strict: bool,
    /// Take findings for errors: those of a code, or `weakened`, or `warnings`. Can be repeated.
    #[arg(long, value_name = "CODE")]
    pub(super) deny: Vec<String>,
    /// Do not tell findings of a code, unless they are errors. Can be repeated.
    #[arg(long, value_name = "CODE")]
    pub(super) allow: Vec<String>,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t = ColorArgument::Auto)]
    pub(super) color: ColorArgument,
}

/// How to report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, on standard error.
    Human,
    /// For programs, on standard output: one JSON object a line.
    Json,
    /// For programs, on standard output: one SARIF 2.1.0 log.
    Sarif,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorArgument {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    Always,
    Never,
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
