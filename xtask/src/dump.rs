//! `dump STAGE FILE [--pointer P]`: a document as one of the stages sees it.

use std::fs;

use oaspen::{Config, Input};
use oaspen_diagnostics::{Colour, Sink, SourceMap, render_human};

use crate::Failure;

/// Prints the dump and, on standard error, what the stages up to it report.
pub(crate) fn run(arguments: &[&str]) -> Result<(), Failure> {
    let (stage, file, pointer) = match arguments {
        [stage, file] => (*stage, *file, None),
        [stage, file, "--pointer", pointer] => (*stage, *file, Some(*pointer)),
        _ => {
            return Err(
                "usage: cargo xtask dump node|document|ir|model FILE [--pointer P]".to_owned(),
            );
        }
    };
    let text = match stage {
        "node" => dump_node(file)?,
        "document" => dump_document(file)?,
        "ir" => dump_ir(file)?,
        "model" => dump_model(file)?,
        _ => {
            return Err(format!(
                "there is no stage `{stage}`: node, document, ir, model"
            ));
        }
    };
    match pointer {
        None => println!("{text}"),
        Some(pointer) => println!("{}", paragraphs_about(&text, pointer)),
    }
    Ok(())
}

fn dump_node(file: &str) -> Result<String, Failure> {
    let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let (mut sink, mut sources) = (Sink::new(), SourceMap::new());
    let id = sources.add(file, text);
    let node = sources
        .get(id)
        .and_then(|source| oaspen_document::node::read_node(&mut sink, id, source));
    eprint!(
        "{}",
        render_human(sink.diagnostics(), &sources, Colour::Never)
    );
    Ok(format!("{node:#?}"))
}

fn dump_document(file: &str) -> Result<String, Failure> {
    let mut sink = Sink::new();
    let input = Input::from_path(file);
    let loaded = oaspen_document::load(&mut sink, &input, &oaspen_document::Uri::new(file));
    eprint!(
        "{}",
        render_human(sink.diagnostics(), &loaded.sources, Colour::Never)
    );
    let document = loaded.document.ok_or("the document cannot be read")?;
    Ok(format!("{document:#?}"))
}

fn dump_ir(file: &str) -> Result<String, Failure> {
    let config = Config::default();
    let checked = oaspen::check(&Input::from_path(file), &config, &mut |_| {});
    eprint!(
        "{}",
        render_human(checked.sink.diagnostics(), &checked.sources, Colour::Never)
    );
    let ir = checked.ir.ok_or("the document cannot be resolved")?;
    let facts = oaspen_ir::facts::analyze(&ir);
    Ok(oaspen_ir::dump::dump(&ir, Some(&facts)))
}

fn dump_model(file: &str) -> Result<String, Failure> {
    let report = oaspen::generate(&Input::from_path(file), &Config::default());
    eprint!(
        "{}",
        render_human(&report.diagnostics, &report.sources, Colour::Never)
    );
    let files = report.files.ok_or("the document has errors")?;
    Ok(files
        .iter()
        .map(|(path, content)| format!("==> {path} <==\n{content}\n"))
        .collect())
}

/// The paragraphs of a dump that mention a pointer.
fn paragraphs_about(text: &str, pointer: &str) -> String {
    let about: Vec<&str> = text
        .split("\n\n")
        .filter(|paragraph| paragraph.contains(pointer))
        .collect();
    about.join("\n\n")
}
