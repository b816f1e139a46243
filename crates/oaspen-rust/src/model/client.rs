//! The client part as a whole, decided.

use std::sync::Arc;

use super::{Docs, ItemPath, Operation, SecurityScheme};

/// `Client` and `ClientBuilder`.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// What is said about it.
    pub docs: Docs,
    /// Whether each call says itself where it goes.
    pub is_called_by_url: bool,
    /// Schemes that some operation asks for, in order.
    pub schemes: Vec<SecurityScheme>,
}

/// The methods of one tag.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientMethods {
    /// What is said about the tag.
    pub docs: Docs,
    /// `Client`.
    pub client: ItemPath,
    /// Its operations, in order.
    pub operations: Vec<Arc<Operation>>,
}
