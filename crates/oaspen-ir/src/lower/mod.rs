//! `Resolved → Ir`: what the keywords mean, one construct a file.
//!
//! After this nobody sees a JSON Schema keyword. Lowering reports what it cannot express and goes
//! on with something wider; it never stops.

mod accept;
mod all_of;
mod array;
mod assertion;
mod body;
mod component;
mod constraint;
mod context;
mod default;
mod direction;
mod docs;
mod enum_names;
mod enumeration;
mod external;
mod family;
mod fixed;
mod grouped;
mod header;
mod hook;
mod implied;
mod json;
mod keyword;
mod lenient;
mod media_type;
mod name;
mod object;
mod operation;
mod operation_id;
mod origin;
mod parameter;
mod part;
mod path;
mod plain;
mod readings;
mod response;
mod scalar;
mod schema;
mod security;
mod sequence;
mod server;
mod style;
mod union;
mod wire;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use oaspen_diagnostics::{Pointer, Sink};
use oaspen_document::Resolved;
use oaspen_document::model::SchemaId;

use self::context::Lower;
use crate::direction::split_directions;
use crate::ir::{External, Ir};

/// What the caller decides about the meaning of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Schemas whose reader takes a JSON number for a string and the other way round, by pointer.
    pub lenient: Vec<Pointer>,
    /// Schemas whose readers keep what they do not know, because examples hold more than the
    /// schema declares: [`oaspen_document::Findings::undeclared_in_examples`].
    pub undeclared_in_examples: BTreeSet<SchemaId>,
    /// Types from outside in place of the document's.
    pub externals: Externals,
}

/// Types from outside the API that the configuration puts in place of the document's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Externals {
    /// By `format`.
    pub formats: BTreeMap<String, External>,
    /// By the schema's pointer, such as `#/components/schemas/Money`.
    pub schemas: BTreeMap<String, External>,
}

/// The meaning of a document.
///
/// What cannot be expressed is reported and made wider; only a pointer of `options` that
/// names no schema is an error.
pub fn lower(sink: &mut Sink, resolved: &Resolved, options: &Options) -> Ir {
    let mut cx = Lower::new(sink, resolved);
    cx.undeclared_in_examples
        .clone_from(&options.undeclared_in_examples);
    cx.externals.clone_from(&options.externals);
    schema::reserve_components(&mut cx);
    keyword::report_keywords(&mut cx);
    direction::report_directions(&mut cx);
    let component_count = cx.types.len();
    family::reserve_bases(&mut cx);
    schema::lower_pending(&mut cx);
    let security_schemes = security::lower_security_schemes(&mut cx);
    let operations = operation::lower_operations(&mut cx);
    let tags = operation::lower_tags(&mut cx, &operations);
    object::lower_parts(&mut cx);
    fixed::lower_fixed(&mut cx);
    lenient::lower_lenient(&mut cx, &options.lenient);
    external::report_unused(&mut cx);
    implied::report_implied(&mut cx);
    readings::report_readings(&mut cx);
    let info = &resolved.info;
    let mut ir = Ir {
        title: info.title.clone(),
        version: info.version.clone(),
        description: docs::first_text([info.description.as_deref(), info.summary.as_deref()]),
        external: resolved
            .external_docs
            .as_ref()
            .map(docs::lower_external_docs),
        servers: server::lower_servers(&resolved.servers),
        tags,
        component_count,
        operations,
        security_schemes,
        types: cx.types,
        request_types: BTreeMap::new(),
    };
    split_directions(sink, &mut ir);
    ir
}
