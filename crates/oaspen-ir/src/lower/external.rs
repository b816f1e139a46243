//! Types from outside the API that the configuration puts in place of the document's.

use oaspen_diagnostics::{Code, Diagnostic};

use super::all_of::View;
use super::context::{Lower, Operand, Pending};
use super::lenient::push_unmatched;
use crate::ir::External;

/// The type for a schema that the configuration names by its pointer.
pub(super) fn external_schema(cx: &mut Lower<'_>, pending: &Pending) -> Option<External> {
    let [Operand::Schema(id)] = pending.source.as_slice() else {
        return None;
    };
    if cx.externals.schemas.is_empty() {
        return None;
    }
    let pointer = cx.schema(*id).origin.pointer.to_string();
    let external = cx.externals.schemas.get(&pointer)?.clone();
    cx.used_externals.insert(pointer);
    Some(external)
}

/// The type for what has a format that the configuration names.
pub(super) fn external_format(cx: &mut Lower<'_>, view: &View) -> Option<External> {
    let format = view.format.as_deref()?;
    let external = cx.externals.formats.get(format)?.clone();
    cx.used_externals.insert(format.to_owned());
    Some(external)
}

/// A name that matches nothing is a slip of the pen.
pub(super) fn report_unused(cx: &mut Lower<'_>) {
    let used = &cx.used_externals;
    let formats = cx.externals.formats.keys();
    let formats = formats
        .filter(|format| !used.contains(*format))
        .map(|format| {
            format!(
                "`types.formats` names `{format}`, which no schema that is used has as its format"
            )
        });
    let formats: Vec<String> = formats.collect();
    let schemas = cx.externals.schemas.keys();
    let schemas = schemas.filter(|pointer| !used.contains(*pointer));
    let schemas: Vec<String> = schemas.cloned().collect();
    for message in formats {
        cx.sink.push(Diagnostic::new(Code::InvalidConfig, message));
    }
    for pointer in schemas {
        let message = format!(
            "`types.schemas` names `{pointer}`, where there is no schema with a type of its own"
        );
        push_unmatched(cx, &pointer, message);
    }
}
