//! The output, decided: every name, type, impl, module, feature and dependency. Data only.

mod address;
mod answer;
mod check;
mod client;
mod direction;
mod docs;
mod enums;
mod field;
mod header;
mod item;
mod module;
mod operation;
mod package;
mod security;
mod server;
mod structs;
mod ty;
mod unions;
mod wire;

use std::collections::BTreeSet;

pub use address::{Address, AddressValue, AddressValues, AddressVariable};
pub use answer::{
    Answer, Answers, InnerPayload, Outcome, OutcomeType, PayloadAccess, PayloadEnum,
    PayloadVariant, Statuses, StreamedAnswer, Wrapping,
};
pub use check::{Check, Pattern};
pub use client::{Client, ClientMethods};
pub use direction::{StructIntoRequest, Transfer, UnionIntoRequest, UnionTransfer};
pub use docs::Docs;
pub use enums::{Enum, EnumValue, EnumVariant};
pub use field::{
    Argument, Boxing, Codec, DefaultAccessor, DefaultValue, Field, Fixed, Presence, Reader,
};
pub use header::{HeaderField, HeaderForm, HeaderSet, SideHeaders, VariantHeaders};
pub use item::{Alias, Derive, Item, Newtype};
pub use module::{Module, Prelude, Use, Visibility};
pub use operation::{
    Access, Call, CallSetter, Operation, OperationInfo, OperationPaths, PathPiece, SchemeUse,
    Surface,
};
pub use package::{Dependency, DependencySource, Feature, Package};
pub use security::{
    Credential, KeyLocation, SchemeKind, SchemeScope, SchemeScopes, SecurityScheme,
};
pub use server::{Api, Authenticator, Dispatch, Handler, Server, ServerPaths, TagTrait};
pub use structs::{
    Additional, AsBranch, BranchFrom, Constructor, ObjectCodec, PartFrom, Struct, Unknown,
};
pub use ty::{ExternalAround, ExternalTy, ItemPath, Part, Primitive, RuntimeType, Ty};
pub use unions::{Kind, Kinds, Literal, Rule, Test, Through, Union, UnionPlan, UnionVariant};
pub use wire::{
    Body, BodyCodec, BodyPart, Content, FormField, ItemFraming, Multipart, Parameter,
    ParameterEncoding, ParameterLocation, ParameterStyle, PartCodec, StreamedContents, ValueShape,
};

/// Everything that is to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct RustModel {
    /// The API's name in kebab case, with which the names of its crates begin.
    pub name: String,
    /// The document, as the header of every file calls it.
    pub document: String,
    /// Crates or modules.
    pub layout: Layout,
    /// The parts, in the order types, client, server.
    pub parts: Vec<PartModel>,
    /// The type of every component schema, in document order.
    pub schemas: Vec<SchemaType>,
    /// How deep the compiler has to follow types, when that is deeper than it does by itself.
    pub recursion_limit: Option<usize>,
}

/// The form of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A folder for each part.
    Crates {
        /// The folders of a workspace of their own, when they have one.
        workspace: Option<Vec<String>>,
    },
    /// One file.
    Modules {
        /// Its name, without folder.
        file: String,
    },
}

/// One crate, or one of the modules that stand for the crates.
#[derive(Clone, Debug, PartialEq)]
pub struct PartModel {
    /// Which one.
    pub part: Part,
    /// Its manifest; only written for crates.
    pub package: Package,
    /// `lib.rs` and what is below.
    pub root: Module,
}

/// Where the type of a component schema is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaType {
    /// The component's JSON pointer, with `#`.
    pub pointer: String,
    /// Its type in the types part.
    pub path: ItemPath,
}

impl RustModel {
    /// The component schemas with the path of each one's type as a crate of the user's writes it:
    /// `::petstore_types::Pet`. For layout modules the path is relative to the file's module:
    /// `types::Pet`.
    pub fn schema_paths(&self) -> impl Iterator<Item = (&str, String)> {
        self.schemas
            .iter()
            .map(|schema| (schema.pointer.as_str(), self.public_path(&schema.path)))
    }

    /// The features of the runtime that the parts turn on, which who includes modules has to do.
    pub fn runtime_features(&self) -> BTreeSet<String> {
        let dependencies = self
            .parts
            .iter()
            .flat_map(|part| &part.package.dependencies);
        dependencies
            .filter(|dependency| dependency.name == "oaspen-runtime")
            .flat_map(|dependency| dependency.features.iter().cloned())
            .collect()
    }

    /// The name in Rust of a part's crate.
    pub fn library(&self, part: Part) -> String {
        format!("{}_{}", self.name, part.module()).replace('-', "_")
    }

    fn public_path(&self, path: &ItemPath) -> String {
        let mut text = match &self.layout {
            Layout::Crates { .. } => format!("::{}", self.library(path.part)),
            Layout::Modules { .. } => path.part.module().to_owned(),
        };
        for ident in path.modules.iter().chain(std::iter::once(&path.ident)) {
            text.push_str("::");
            text.push_str(ident.as_str());
        }
        text
    }
}
