//! `Ir + Facts → RustModel`: takes every decision, and prints nothing.
//!
//! Names are claimed first and for all types, so that a type can be named before it is planned.

mod address;
mod body;
#[cfg(test)]
mod chain_tests;
mod checks;
mod client;
mod constraints;
mod conversion;
mod default;
mod deprecated;
mod direction;
mod docs;
mod enums;
mod equality;
mod field;
mod header;
mod items;
mod json;
mod markdown;
mod module;
mod names;
mod numbered;
mod operation;
mod operations;
mod order;
mod package;
mod parameter;
mod parts;
mod paths;
mod report;
mod request;
mod response;
mod security;
mod server;
mod size;
mod spelling;
mod structs;
mod tags;
#[cfg(test)]
mod tests;
mod types;
mod unions;

use std::cell::RefCell;
use std::collections::BTreeSet;

use oaspen_diagnostics::Sink;
use oaspen_ir::facts::Facts;
use oaspen_ir::ir::{Ir, TypeId};

pub(crate) use docs::DocsWriter;
pub(crate) use field::{FieldSpec, plan_field};
pub(crate) use names::Names;

use crate::Config;
use crate::model::{Layout, RustModel};

/// What the planning of everything needs.
pub(crate) struct Cx<'a> {
    /// Where to report.
    pub(crate) sink: &'a mut Sink,
    /// What the API means.
    pub(crate) ir: &'a Ir,
    /// What is known of its types.
    pub(crate) facts: &'a Facts,
    /// What the caller decided.
    pub(crate) config: &'a Config,
    /// The names of types and modules.
    pub(crate) names: Names,
    /// How large types are.
    sizes: size::Sizes,
    /// Which Rust types types are.
    spellings: spelling::Spellings,
    /// Which types of answers become types of requests.
    conversions: direction::Conversions,
    /// Types of which not everything is checked.
    unchecked: RefCell<BTreeSet<TypeId>>,
}

/// Decides the whole output. What cannot be typed as the document says is reported to `sink` and
/// typed more loosely.
pub fn plan(sink: &mut Sink, ir: &Ir, facts: &Facts, config: &Config) -> RustModel {
    let names = Names::claim(sink, ir, facts, &config.names);
    let mut cx = Cx {
        sink,
        ir,
        facts,
        config,
        names,
        sizes: size::Sizes::measure(ir, facts),
        spellings: spelling::Spellings::find(ir, facts),
        conversions: direction::Conversions::find(ir, facts),
        unchecked: RefCell::default(),
    };
    report::report_loose_types(&mut cx);
    let mut parts = parts::plan_parts(&mut cx);
    deprecated::mark_modules(&cx, &mut parts);
    checks::report_unchecked(&mut cx);
    RustModel {
        name: package::api_name(config),
        document: docs::one_line(&config.document),
        layout: match &config.layout {
            crate::Layout::Crates { workspace, .. } => Layout::Crates {
                workspace: match workspace {
                    crate::Workspace::Own => {
                        Some(parts.iter().map(|part| part.package.name.clone()).collect())
                    }
                    crate::Workspace::Joined => None,
                },
            },
            crate::Layout::Modules => Layout::Modules {
                file: format!("{}.rs", package::api_name(config).replace('-', "_")),
            },
        },
        schemas: parts::plan_schema_types(&cx),
        recursion_limit: size::recursion_limit(oaspen_ir::facts::depth(ir)),
        parts,
    }
}
