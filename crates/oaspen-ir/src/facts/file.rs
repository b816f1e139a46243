//! Which types of bytes are files: parts of a multipart body, which have a name and headers of their own.

use super::walk::reach;
use crate::ir::{Content, ContentKind, Ir, Scalar, Shape, TypeId};

pub(super) fn find_files(ir: &Ir) -> Vec<bool> {
    let bodies = ir
        .operations
        .iter()
        .filter_map(|operation| operation.body.as_ref());
    let contents = bodies.flat_map(|body| &body.contents);
    let forms = reach_through(ir, contents.filter_map(form_of), is_passed);
    let forms = ir.types.iter().zip(forms).filter(|(_, is_form)| *is_form);
    let fields = forms.flat_map(|(ty, _)| match &ty.shape {
        Shape::Struct(object) => object.fields.as_slice(),
        Shape::Union(_)
        | Shape::Enum(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => &[],
    });
    let parts = reach_through(ir, fields.map(|field| field.ty.id), is_of_parts);
    let is_bytes = |shape: &Shape| *shape == Shape::Scalar(Scalar::Binary);
    let types = ir.types.iter().zip(parts);
    types
        .map(|(ty, is_part)| is_part && is_bytes(&ty.shape))
        .collect()
}

fn form_of(content: &Content) -> Option<TypeId> {
    match &content.kind {
        ContentKind::Multipart { ty, .. } => Some(ty.id),
        ContentKind::Json(_)
        | ContentKind::Form { .. }
        | ContentKind::Text(_)
        | ContentKind::Items { .. }
        | ContentKind::Bytes => None,
    }
}

/// A form may be any branch of a union.
fn is_passed(shape: &Shape) -> bool {
    matches!(shape, Shape::Alias(_) | Shape::Union(_))
}

/// Each item of a list is a part.
fn is_of_parts(shape: &Shape) -> bool {
    matches!(shape, Shape::Alias(_) | Shape::List(_))
}

/// What is reached from these through shapes of one kind.
fn reach_through(
    ir: &Ir,
    starts: impl Iterator<Item = TypeId>,
    passes: fn(&Shape) -> bool,
) -> Vec<bool> {
    let edges = ir.types.iter().map(|ty| {
        let parts = super::edges::parts_of(&ty.shape);
        let passed = parts.into_iter().filter(|_| passes(&ty.shape));
        passed.map(|part| part.id.index()).collect()
    });
    reach(&edges.collect::<Vec<_>>(), starts.map(TypeId::index))
}
