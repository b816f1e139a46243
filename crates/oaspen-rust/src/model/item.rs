//! Items of a module.

use std::sync::Arc;

use super::{
    Address, Api, Authenticator, Check, Client, ClientMethods, Constructor, Dispatch, Docs, Enum,
    Handler, Operation, SecurityScheme, Server, Struct, TagTrait, Ty, Union,
};
use crate::name::RustIdent;

/// An item with all that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// An object.
    Struct(Struct),
    /// Constants.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// Another name for a type.
    Alias(Alias),
    /// A type of its own around another.
    Newtype(Newtype),
    /// `INFO`, `Request`, `Output`, `Error`, `Response` of an operation.
    Operation(Arc<Operation>),
    /// The statics of all security schemes.
    Security(Vec<SecurityScheme>),
    /// The servers that the document names.
    Addresses(Vec<Address>),
    /// The client.
    Client(Client),
    /// The client's methods of one tag.
    ClientMethods(ClientMethods),
    /// The call of an operation.
    Call(Arc<Operation>),
    /// The traits that hold for all operations.
    Api(Api),
    /// The trait of one tag.
    TagTrait(TagTrait),
    /// Who may call.
    Authenticator(Authenticator),
    /// The server.
    Server(Server),
    /// Which handler an operation has.
    Dispatch(Dispatch),
    /// The handler of an operation.
    Handler(Handler),
}

impl Item {
    /// The names of the types it declares that are made of the document's words; other names are
    /// chosen so that they hide nothing.
    pub fn declared(&self) -> Vec<&RustIdent> {
        match self {
            Self::Struct(Struct {
                ident, constructor, ..
            }) => match constructor {
                Constructor::Named(required) => vec![ident, required],
                Constructor::Empty | Constructor::Preset | Constructor::Arguments => {
                    vec![ident]
                }
            },
            Self::Enum(Enum { ident, .. })
            | Self::Union(Union { ident, .. })
            | Self::Alias(Alias { ident, .. })
            | Self::Newtype(Newtype { ident, .. }) => vec![ident],
            Self::Operation(_)
            | Self::Security(_)
            | Self::Addresses(_)
            | Self::Client(_)
            | Self::ClientMethods(_)
            | Self::Call(_)
            | Self::Api(_)
            | Self::TagTrait(_)
            | Self::Authenticator(_)
            | Self::Server(_)
            | Self::Dispatch(_)
            | Self::Handler(_) => Vec::new(),
        }
    }
}

/// `pub type A = T;`
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// What is said about it.
    pub docs: Docs,
    /// Whether the document says not to use it.
    pub deprecated: bool,
    /// Its name.
    pub ident: RustIdent,
    /// What it stands for.
    pub ty: Ty,
}

/// `pub struct A(pub T);`, read and written as `T` is.
#[derive(Clone, Debug, PartialEq)]
pub struct Newtype {
    /// What is said about it.
    pub docs: Docs,
    /// Whether the document says not to use it.
    pub deprecated: bool,
    /// Its name.
    pub ident: RustIdent,
    /// Its derives.
    pub derives: Vec<Derive>,
    /// What it holds.
    pub ty: Ty,
    /// What is checked of its values.
    pub checks: Vec<Check>,
}

/// A derived trait of the standard library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the traits")]
pub enum Derive {
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
}
