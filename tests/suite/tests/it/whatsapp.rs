//! What is reported about the WhatsApp document, exactly, with the place of each.

use oaspen::{Config, ConfigFile, Input, Report, generate};
use oaspen_diagnostics::{Code, Sink, SourceMap};

use crate::root;

fn report(with_config: bool) -> Report {
    let mut config = Config::default();
    if with_config {
        let (mut sink, mut sources) = (Sink::new(), SourceMap::new());
        let path = root().join("spec/oaspen.toml");
        let file = oaspen::fs::read_config(&mut sink, &mut sources, &path).expect("it is valid");
        ConfigFile::apply(&file, &mut config);
    }
    let text =
        std::fs::read_to_string(root().join("spec/whatsapp-business.yaml")).expect("it is there");
    generate(&Input::from_text("whatsapp-business.yaml", text), &config)
}

/// One line for each: place, severity, code, pointer.
fn lines(report: &Report) -> String {
    let mut lines = Vec::new();
    for found in &report.diagnostics {
        let place = found.primary.and_then(|span| {
            let file = report.sources.get(span.file)?;
            let at = file.line_column(span.start);
            Some(format!("{}:{}:{}", file.name(), at.line, at.column))
        });
        let place = place.unwrap_or_default();
        let name = found.code.info().name;
        lines.push(format!(
            "{place} {:?} {name}: {}",
            found.severity, found.message
        ));
    }
    lines.join("\n")
}

#[test]
fn every_quirk_is_reported_with_its_place() {
    insta::assert_snapshot!("whatsapp", lines(&report(true)));
}

/// How many of the 144 component schemas have a diagnostic of this code about their example.
fn schemas_with(report: &Report, code: Code) -> usize {
    let mut schemas: Vec<String> = report
        .diagnostics
        .iter()
        .filter(|found| found.code == code)
        .filter_map(|found| {
            let mut tokens = found.pointer.tokens();
            let in_schemas = tokens.next()? == "components" && tokens.next()? == "schemas";
            in_schemas.then(|| tokens.next()).flatten()
        })
        .collect();
    schemas.sort();
    schemas.dedup();
    schemas.len()
}

#[test]
fn bad_examples_are_those_that_an_independent_check_finds() {
    let report = report(false);
    assert_eq!(schemas_with(&report, Code::ExampleMismatch), 7);
    assert_eq!(schemas_with(&report, Code::DefaultMismatch), 1);
    // Those that fit both branches of `Config`, which asks for exactly one.
    assert_eq!(schemas_with(&report, Code::AmbiguousExample), 5);
}
