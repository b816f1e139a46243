//! Which types travel in requests and which in responses.

use super::edges::parts_of;
use super::walk::reach;
use crate::ir::{Content, ContentKind, Header, Ir, Operation, Shape, TypeId};

/// The directions of a type.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage {
    pub(crate) in_request: bool,
    pub(crate) in_response: bool,
}

pub(crate) fn find_usage(ir: &Ir) -> Vec<Usage> {
    let edges: Vec<Vec<usize>> = ir
        .types
        .iter()
        .map(|ty| {
            let parts = parts_of(&ty.shape).into_iter().map(|part| part.id);
            parts.chain(seen_as(&ty.shape)).map(TypeId::index).collect()
        })
        .collect();
    let requests = ir.operations.iter().flat_map(types_of_request);
    let in_request = reach(&edges, requests.map(TypeId::index));
    let responses = ir.operations.iter().flat_map(types_of_response);
    let in_response = reach(&edges, responses.map(TypeId::index));
    in_request
        .into_iter()
        .zip(in_response)
        .map(|(in_request, in_response)| Usage {
            in_request,
            in_response,
        })
        .collect()
}

/// The types that a value may be seen as.
fn seen_as(shape: &Shape) -> Vec<TypeId> {
    if let Shape::Struct(object) = shape {
        object.any_of.clone()
    } else {
        Vec::new()
    }
}

fn types_of_request(operation: &Operation) -> Vec<TypeId> {
    let parameters = operation.parameters.iter().map(|parameter| parameter.ty.id);
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    parameters
        .chain(contents.flat_map(types_of_content))
        .collect()
}

fn types_of_response(operation: &Operation) -> Vec<TypeId> {
    let mut types = Vec::new();
    for response in &operation.responses {
        types.extend(types_of_headers(&response.headers));
        types.extend(response.contents.iter().flat_map(types_of_content));
    }
    types
}

fn types_of_content(content: &Content) -> Vec<TypeId> {
    match &content.kind {
        ContentKind::Json(ty)
        | ContentKind::Text(ty)
        | ContentKind::Form { ty, .. }
        | ContentKind::Items { ty, .. }
        | ContentKind::Multipart { ty, .. } => vec![ty.id],
        ContentKind::Bytes => Vec::new(),
    }
}

fn types_of_headers(headers: &[Header]) -> impl Iterator<Item = TypeId> {
    headers.iter().map(|header| header.ty.id)
}
