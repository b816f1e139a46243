//! Where something stands in the document.

use oaspen_diagnostics::{Pointer, Span};

/// A place. Two places are equal when their pointers are, so that the same API
/// in another spelling is an equal [`super::Ir`].
#[derive(Clone, Debug)]
pub struct Origin {
    /// The JSON pointer, shown in doc comments.
    pub pointer: Pointer,
    /// The bytes, for diagnostics.
    pub span: Span,
}

impl PartialEq for Origin {
    fn eq(&self, other: &Self) -> bool {
        self.pointer == other.pointer
    }
}
impl Eq for Origin {}
