//! The command line: arguments in, files and reports out, an exit status.
//!
//! Reports go to standard error for people and to standard output for programs; the summary is the
//! last line. Exit status 0: written, or nothing to report but warnings. 1: errors, or drift.
//! 2: the command line itself is wrong.

mod arguments;
#[cfg(feature = "fetch")]
mod fetch;
mod output;
mod path;

use std::ffi::OsString;
use std::io::{Write as _, stderr, stdout};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser as _;
use oaspen_diagnostics::{Code, Diagnostic, Sink, SourceMap, catalogue_markdown, explain, nearest};
use oaspen_document::node::Node;

use crate::config::crate_set;
use crate::filter_config::select;
use crate::fs::{Fetch, Remote, Takeover, WriteError};
use crate::{
    Config, ConfigFile, Files, Input, Layout, Levels, Report, RuntimeSource, Spelling,
    generate_with_progress, runtime_files, write_node,
};
use arguments::{Arguments, CheckArguments, Command, GenerateArguments, SourceArguments};
use output::{Output, Progress};

/// Runs the command and returns its exit status.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match arguments.command {
        Command::Generate(arguments) => run_generate(&arguments),
        Command::Check(arguments) => run_check(&arguments),
        Command::Explain { code } => run_explain(code.as_deref()),
    }
}

fn run_generate(arguments: &GenerateArguments) -> ExitCode {
    let started = Instant::now();
    let output = &Output::new(&arguments.source);
    let (config, is_vendored) = match config(arguments) {
        Ok(config) => config,
        Err((sink, sources)) => return output.failed(sink.diagnostics(), &sources),
    };
    let mut progress = Progress::new(output);
    let input = input(&arguments.source, &config, !arguments.check);
    let mut report = generate_with_progress(&input, &config, &mut |stage| progress.show(stage));
    progress.clear();
    output.diagnostics(&report.diagnostics, &report.sources);
    let Some(mut files) = report.files.take() else {
        output.summary(&report, "nothing written", started);
        return ExitCode::FAILURE;
    };
    if is_vendored {
        files.extend(runtime_files());
    }
    let result = if arguments.check {
        compare(output, &arguments.out, &files)
    } else {
        write(output, arguments, &files, report.effective.as_ref())
    };
    match result {
        Ok(done) => {
            output.summary(&report, &done, started);
            ExitCode::SUCCESS
        }
        Err(what) => {
            output.summary(&report, what, started);
            ExitCode::FAILURE
        }
    }
}

fn write(
    output: &Output,
    arguments: &GenerateArguments,
    files: &Files,
    effective: Option<&Node>,
) -> Result<String, &'static str> {
    if let (Some(path), Some(node)) = (&arguments.effective, effective)
        && let Err(error) = write_effective(path, node)
    {
        unwritable(output, "write", &error);
        return Err("not written");
    }
    let out = arguments.out.as_path();
    let takeover = if arguments.force {
        Takeover::Forced
    } else {
        Takeover::Refused
    };
    match crate::fs::write_as(out, files, takeover) {
        Ok(written) => {
            let removed = match written.removed {
                0 => String::new(),
                count => format!(", {count} removed"),
            };
            Ok(format!(
                "{} files in {} ({} changed{removed})",
                files.len(),
                out.display(),
                written.changed
            ))
        }
        Err(error) => {
            unwritable(output, "write", &error);
            Err("not written")
        }
    }
}

fn compare(output: &Output, out: &Path, files: &Files) -> Result<String, &'static str> {
    match crate::fs::compare(out, files) {
        Ok(drifts) if drifts.is_empty() => Ok(format!(
            "{} files in {} are up to date",
            files.len(),
            out.display()
        )),
        Ok(drifts) => {
            let (found, sources) = crate::fs::describe(out, &drifts);
            output.some_diagnostics(&found, &sources);
            Err("not up to date: generate again and commit the result")
        }
        Err(error) => {
            unwritable(output, "compare with", &error);
            Err("not compared")
        }
    }
}

fn unwritable(output: &Output, what: &str, error: &WriteError) {
    let path = error.path.display();
    let message = format!("cannot {what} `{path}`: {}", error.reason);
    let diagnostic = Diagnostic::new(Code::UnwritableOutput, message);
    output.diagnostics(&[diagnostic], &SourceMap::new());
}

fn run_check(arguments: &CheckArguments) -> ExitCode {
    let started = Instant::now();
    let output = &Output::new(&arguments.source);
    let config = match source_config(&arguments.source) {
        Ok(config) => config,
        Err((sink, sources)) => return output.failed(sink.diagnostics(), &sources),
    };
    let mut progress = Progress::new(output);
    // Naming and planning have something to say too, so the output is made and thrown away.
    let input = input(&arguments.source, &config, false);
    let report: Report = generate_with_progress(&input, &config, &mut |stage| progress.show(stage));
    progress.clear();
    output.diagnostics(&report.diagnostics, &report.sources);
    output.summary(&report, "checked", started);
    if report.files.is_some() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn run_explain(code: Option<&str>) -> ExitCode {
    let Some(name) = code else {
        return print(&catalogue_markdown());
    };
    if let Some(code) = Code::from_name(name) {
        return print(&explain(code));
    }
    let names = Code::ALL.iter().map(|code| code.info().name);
    let near = nearest(name, names).map(|near| format!(" did you mean `{near}`?"));
    let name: String = name.chars().flat_map(char::escape_debug).collect();
    let message = format!(
        "error: there is no diagnostic `{name}`;{} `oaspen explain` lists all of them",
        near.unwrap_or_default()
    );
    let _ = writeln!(stderr(), "{message}");
    ExitCode::from(2)
}

/// Prints what was asked for. A closed pipe is no error of ours.
fn print(text: &str) -> ExitCode {
    let _ = stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

type Failed = (Sink, SourceMap);

/// The configuration, and whether a copy of the runtime is to be written.
fn config(arguments: &GenerateArguments) -> Result<(Config, bool), Failed> {
    let mut config = source_config(&arguments.source)?;
    config.effective = arguments.effective.is_some();
    if let Some(name) = &arguments.name {
        config.name = Some(name.clone());
    }
    if !arguments.only.is_empty() {
        let parts: Vec<_> = arguments.only.iter().map(|part| (*part).into()).collect();
        config.crates = crate_set(&parts);
    }
    let Layout::Crates { runtime, .. } = &mut config.layout else {
        return Ok((config, false));
    };
    if let Some(folder) = &arguments.runtime {
        check_runtime(folder)?;
        *runtime = RuntimeSource::Path(path::seen_from_crate(&arguments.out, folder));
        return Ok((config, false));
    }
    // As long as the runtime is in no registry, output without a copy of it could not be built.
    let is_vendored = arguments.vendor || *runtime == Config::default_runtime();
    if is_vendored {
        *runtime = RuntimeSource::Path(format!("../{}", crate::vendor::FOLDER));
    }
    Ok((config, is_vendored))
}

/// The configuration as far as it is about what is read.
fn source_config(arguments: &SourceArguments) -> Result<Config, Failed> {
    let mut config = read_config(arguments.config.as_deref())?;
    let mut sink = Sink::new();
    config.strict |= arguments.strict;
    if let Some(levels) = Levels::read(&mut sink, &arguments.deny, &arguments.allow) {
        config.levels.deny.extend(levels.deny);
        config.levels.allow.extend(levels.allow);
    }
    if let Some(root) = &arguments.root {
        config.root = Some(path::seen_like(&arguments.document, root));
    }
    config
        .allow_remote
        .extend(arguments.allow_remote.iter().cloned());
    config.overlays.extend(arguments.overlay.iter().cloned());
    config.allow_unmatched |= arguments.overlay_allow_unmatched;
    let includes = arguments.include.iter().map(|word| (word, true));
    let excludes = arguments.exclude.iter().map(|word| (word, false));
    for (word, is_included) in includes.chain(excludes) {
        let filter = &mut config.filter;
        let selection = if is_included {
            &mut filter.include
        } else {
            &mut filter.exclude
        };
        if let Err(problem) = select(selection, word) {
            sink.push(
                Diagnostic::new(Code::InvalidConfig, problem)
                    .help("write `tag=NAME`, `operation=ID`, `path=PATTERN` or `method=METHOD`"),
            );
        }
    }
    if sink.has_errors() {
        return Err((sink, SourceMap::new()));
    }
    Ok(config)
}

/// The document, with what of the network it may see.
fn input(arguments: &SourceArguments, config: &Config, may_fetch: bool) -> Input {
    #[cfg(feature = "fetch")]
    let fetch: Option<Fetch> = Some(fetch::fetch);
    #[cfg(not(feature = "fetch"))]
    let fetch: Option<Fetch> = None;
    Input::from_path(&arguments.document).remote(Remote {
        allowed: config.allow_remote.clone(),
        fetch: fetch.filter(|_| may_fetch),
    })
}

/// Writes the document in one file, as JSON or YAML by the file's name.
fn write_effective(path: &Path, node: &Node) -> Result<(), WriteError> {
    let is_json = path
        .extension()
        .is_some_and(|extension| extension == "json");
    let spelling = if is_json {
        Spelling::Json
    } else {
        Spelling::Yaml
    };
    std::fs::write(path, write_node(node, spelling)).map_err(|error| WriteError {
        path: path.to_owned(),
        reason: error.to_string(),
    })
}

fn check_runtime(folder: &Path) -> Result<(), Failed> {
    if folder.join("Cargo.toml").is_file() {
        return Ok(());
    }
    let mut sink = Sink::new();
    let message = format!("`{}` does not hold the runtime crate", folder.display());
    sink.push(
        Diagnostic::new(Code::UnreadableFile, message)
            .help("name a folder with a copy of it, or leave `--runtime` out to have one written"),
    );
    Err((sink, SourceMap::new()))
}

fn read_config(path: Option<&Path>) -> Result<Config, Failed> {
    let mut config = Config::default();
    let (mut sink, mut sources) = (Sink::new(), SourceMap::new());
    let Some(path) = path else { return Ok(config) };
    match crate::fs::read_config(&mut sink, &mut sources, path) {
        Some(file) => ConfigFile::apply(&file, &mut config),
        None => return Err((sink, sources)),
    }
    Ok(config)
}
