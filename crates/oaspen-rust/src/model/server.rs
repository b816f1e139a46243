//! The server part as a whole, decided.

use std::sync::Arc;

use super::{Docs, ItemPath, Operation, SecurityScheme};
use crate::name::RustIdent;

/// `Server`.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// What is said about it.
    pub docs: Docs,
    /// Where the rest of the part is.
    pub paths: ServerPaths,
    /// Whether some operation asks for a scheme, so that there are principals.
    pub is_secured: bool,
    /// Whether there is a feature `axum`.
    pub has_router: bool,
    /// Whether whoever implements it chooses the paths.
    pub chooses_paths: bool,
}

/// Where the items of the server part are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerPaths {
    /// `Api`.
    pub api: ItemPath,
    /// `Operations`.
    pub operations: ItemPath,
    /// `Authenticator`.
    pub authenticator: ItemPath,
    /// `State`.
    pub state: ItemPath,
    /// `OPERATIONS`.
    pub table: ItemPath,
}

/// `Api` and `Operations`.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// Whether there are principals.
    pub is_secured: bool,
    /// Whether not everything need be implemented: who receives webhooks takes what it likes.
    pub is_partial: bool,
    /// The traits of all tags, in order.
    pub traits: Vec<ItemPath>,
}

/// The trait of one tag.
#[derive(Clone, Debug, PartialEq)]
pub struct TagTrait {
    /// Its name.
    pub ident: RustIdent,
    /// What is said about it.
    pub docs: Docs,
    /// `Api`.
    pub api: ItemPath,
    /// Whether its methods have bodies, which tell that nothing is implemented.
    pub is_partial: bool,
    /// Its operations, in order.
    pub operations: Vec<Arc<Operation>>,
}

/// `Authenticator`.
#[derive(Clone, Debug, PartialEq)]
pub struct Authenticator {
    /// Where the rest of the part is.
    pub paths: ServerPaths,
    /// Schemes that some operation asks for, in order.
    pub schemes: Vec<SecurityScheme>,
    /// Whether two schemes must hold together somewhere.
    pub joins: bool,
}

/// `State` and `OPERATIONS`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispatch {
    /// Where the rest of the part is.
    pub paths: ServerPaths,
    /// Whether there are principals.
    pub is_secured: bool,
    /// Every operation, in order.
    pub operations: Vec<Arc<Operation>>,
}

/// What stands between a request and a trait method.
#[derive(Clone, Debug, PartialEq)]
pub struct Handler {
    /// The operation.
    pub operation: Arc<Operation>,
    /// The trait of its tag.
    pub tag: ItemPath,
    /// Where the rest of the part is.
    pub paths: ServerPaths,
    /// Whether there are principals.
    pub is_secured: bool,
}
