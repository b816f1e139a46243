//! The keywords that the reader of schemas asks for, told by the reader itself.
//!
//! Not here: what becomes of them. The reader is run on a schema that says nothing, so that this list
//! cannot differ from what is read.

use std::collections::BTreeSet;

use oaspen_diagnostics::{Sink, SourceMap, Span};

use super::document::read_external_docs_fields;
use super::schema::{read_discriminator_fields, read_effectless, read_known};
use super::{Fields, Place, Read};
use crate::MemoryLoader;
use crate::files::Files;
use crate::node::{Node, Value};
use crate::upgrade::OLD_KEYWORDS;

/// Every keyword of a schema that is read, in any version of OpenAPI, sorted. Those of the objects
/// within it are written with a dot: `discriminator.mapping`. Every other keyword is reported as
/// `unknown-keyword`, unless it begins with `x-`.
#[must_use]
pub fn schema_keywords() -> BTreeSet<String> {
    let mut keywords: BTreeSet<String> = OLD_KEYWORDS.iter().map(ToString::to_string).collect();
    keywords.extend(asked("", |cx, fields| {
        read_known(cx, fields);
        read_effectless(cx, fields);
    }));
    keywords.extend(asked("discriminator.", |cx, fields| {
        read_discriminator_fields(cx, fields);
    }));
    keywords.extend(asked("externalDocs.", |cx, fields| {
        read_external_docs_fields(cx, fields);
    }));
    keywords
}

/// What a reader asks for of an object that says nothing.
fn asked(prefix: &str, read: impl FnOnce(&mut Read<'_>, &mut Fields<'_>)) -> Vec<String> {
    let (mut sink, loader) = (Sink::new(), MemoryLoader::new());
    let file = SourceMap::new().add("", String::new());
    let node = Node {
        span: Span::new(file, 0, 0),
        value: Value::Map(Vec::new()),
    };
    let place = Place {
        node: &node,
        pointer: oaspen_diagnostics::Pointer::root(),
    };
    let mut cx = Read::new(&mut sink, Files::new(&loader, ""));
    let Some(mut fields) = Fields::open(&mut cx, &place, "an object") else {
        return Vec::new();
    };
    read(&mut cx, &mut fields);
    let known = fields.known().iter();
    known.map(|key| format!("{prefix}{key}")).collect()
}
