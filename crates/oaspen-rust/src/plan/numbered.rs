//! Names that the caller chose, and those that got a number because they were taken.

use std::collections::BTreeMap;

use oaspen_diagnostics::{Code, Diagnostic, Severity, Sink, nearest_pointer};
use oaspen_ir::ir::{NameStep, Origin, Type};

use crate::name::{RustIdent, Words};

/// A type that is not called what it would be.
pub(super) struct Numbered<'a> {
    pub(super) wanted: String,
    pub(super) ident: RustIdent,
    pub(super) origin: &'a Origin,
}

/// The name that the caller chose for a type, by the pointer of its schema. Where that means two
/// types, the other one's ends as it would have.
pub(super) fn chosen_words(chosen: &BTreeMap<String, String>, ty: &Type) -> Option<Words> {
    if chosen.is_empty() {
        return None;
    }
    let mut words = Words::of(chosen.get(&ty.origin.pointer.to_string())?);
    for step in &ty.name.steps {
        match step {
            NameStep::Base => words = words.join(&Words::of("base")),
            NameStep::Request => words = words.join(&Words::of("request")),
            NameStep::Property(_)
            | NameStep::Parameter(_)
            | NameStep::Item
            | NameStep::Value
            | NameStep::Branch(_)
            | NameStep::Title(_)
            | NameStep::Constant(_)
            | NameStep::Key(_)
            | NameStep::Position(_)
            | NameStep::RequestBody
            | NameStep::Response(_)
            | NameStep::Media(_) => {}
        }
    }
    Some(words)
}

/// Reports names that were chosen for nothing.
pub(super) fn report_unmatched<'a>(
    sink: &mut Sink,
    chosen: &BTreeMap<String, String>,
    named: impl Iterator<Item = &'a Type>,
) {
    if chosen.is_empty() {
        return;
    }
    let pointers: Vec<String> = named.map(|ty| ty.origin.pointer.to_string()).collect();
    for pointer in chosen.keys().filter(|pointer| !pointers.contains(pointer)) {
        let message =
            format!("`names` has `{pointer}`, where there is no schema with a type of its own");
        let diagnostic = Diagnostic::new(Code::InvalidConfig, message);
        let near = nearest_pointer(pointer, pointers.iter().map(String::as_str));
        sink.push(match near {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic,
        });
    }
}

/// Tells of types that share a name, and how to choose another.
pub(super) fn report_numbered(sink: &mut Sink, numbered: &[Numbered<'_>]) {
    for Numbered {
        wanted,
        ident,
        origin,
    } in numbered
    {
        let message = format!(
            "the name `{wanted}` is taken, so this type is `{}`",
            ident.as_str()
        );
        let help = format!(
            "choose another name in the configuration, under `[names]`: `\"{}\" = \"…\"`",
            origin.pointer
        );
        sink.push(
            Diagnostic::new(Code::NumberedName, message)
                .severity(Severity::Note)
                .at(origin.span, &origin.pointer)
                .help(help),
        );
    }
}
