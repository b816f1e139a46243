//! The repository's large document: what is wrong with it was counted by another validator.

use std::collections::BTreeSet;

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Sink};
use oaspen_document::{Uri, check, load, resolve};

use crate::common;

/// What is reported of the document; nothing when it is not there.
fn diagnostics(lenient: &[&str]) -> Option<Vec<Diagnostic>> {
    let path = common::workspace().join("spec/whatsapp-business.yaml");
    if !path.is_file() {
        println!("skipped: there is no {}", path.display());
        return None;
    }
    let lenient: Vec<Pointer> = lenient
        .iter()
        .map(|field| Pointer::from_escaped(format!("/components/schemas/{field}")))
        .collect();
    let mut sink = Sink::new();
    let loaded = load(&mut sink, &common::Disk, &Uri::new(&path.to_string_lossy()));
    let resolved = resolve(&mut sink, loaded.document?)?;
    check(&mut sink, &resolved, &lenient);
    Some(sink.into_sorted())
}

/// The component schemas whose own examples do not fit.
fn bad_components(diagnostics: &[Diagnostic]) -> BTreeSet<String> {
    let prefix = "/components/schemas/";
    of(diagnostics, Code::ExampleMismatch)
        .filter_map(|diagnostic| diagnostic.pointer.as_str().strip_prefix(prefix))
        .filter_map(|rest| rest.split('/').next())
        .map(str::to_owned)
        .collect()
}

fn of(diagnostics: &[Diagnostic], code: Code) -> impl Iterator<Item = &Diagnostic> {
    diagnostics
        .iter()
        .filter(move |diagnostic| diagnostic.code == code)
}

#[test]
fn the_examples_that_do_not_fit_are_found() {
    let Some(found) = diagnostics(&[]) else {
        return;
    };
    let bad: Vec<String> = bad_components(&found).into_iter().collect();
    assert_eq!(
        bad,
        [
            "Application-Settings",
            "Date-Time-Component",
            "Date-Time-Object",
            "Media",
            "Request-Code-Request-Body",
            "Set-Shards-Request-Body",
            "Webhooks",
        ]
    );
    assert_eq!(of(&found, Code::DefaultMismatch).count(), 1);
    assert_eq!(of(&found, Code::InvalidMediaType).count(), 1);
}

#[test]
fn lenient_fields_fit() {
    let lenient = [
        "Date-Time-Component/properties/day_of_week",
        "Set-Shards-Request-Body/properties/shards",
        "Webhooks/properties/max_concurrent_requests",
        "Application-Settings/properties/callback_backoff_delay_ms",
        "Application-Settings/properties/max_callback_backoff_delay_ms",
    ];
    let Some(found) = diagnostics(&lenient) else {
        return;
    };
    let bad: Vec<String> = bad_components(&found).into_iter().collect();
    assert_eq!(
        bad,
        ["Application-Settings", "Media", "Request-Code-Request-Body"]
    );
    assert_eq!(of(&found, Code::DefaultMismatch).count(), 0);
}
