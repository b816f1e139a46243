//! Places of the document → places of the Ir.

use oaspen_diagnostics::{Pointer, Span};
use oaspen_document::Resolved;
use oaspen_document::model as doc;

use crate::ir;

/// The same place, as the Ir holds it.
pub(super) fn lower_origin(origin: &doc::Origin) -> ir::Origin {
    ir::Origin {
        pointer: origin.pointer.clone(),
        span: origin.span,
    }
}

/// The place of what nobody wrote: the start of the document.
pub(super) fn nowhere(resolved: &Resolved) -> ir::Origin {
    let first = resolved.schemas.iter().next();
    let span = first.map(|(_, schema)| schema.origin.span);
    let span = span.map_or_else(start_of_first_file, |span| Span::new(span.file, 0, 0));
    let pointer = Pointer::root();
    ir::Origin { pointer, span }
}

fn start_of_first_file() -> Span {
    let file = oaspen_diagnostics::SourceMap::new().add("", "");
    Span::new(file, 0, 0)
}
