//! What has no Rust type of its own, told to people.

use oaspen_diagnostics::{Code, Diagnostic};
use oaspen_ir::ir::{Shape, Type};

use super::Cx;
use super::types::head_of;

/// Reports every type that is typed more loosely than the document says.
pub(crate) fn report_loose_types(cx: &mut Cx<'_>) {
    let ir = cx.ir;
    for ty in &ir.types {
        if let Some(message) = loose(ty) {
            let diagnostic = Diagnostic::new(Code::UnsupportedKeyword, message);
            cx.sink
                .push(diagnostic.at(ty.origin.span, &ty.origin.pointer));
        }
    }
}

fn loose(ty: &Type) -> Option<&'static str> {
    match &ty.shape {
        Shape::Tuple(tuple) if head_of(tuple).len() < tuple.items.len() => {
            Some("of `prefixItems` only the first 12 have types of their own")
        }
        Shape::Struct(_)
        | Shape::Enum(_)
        | Shape::Union(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => None,
    }
}
