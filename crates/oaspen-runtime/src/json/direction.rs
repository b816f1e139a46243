//! From what answers carry to what requests carry, where `readOnly` and `writeOnly` make two types
//! of one schema: here for what may stand around such a type.

use crate::types::{Map, Presence};

/// A type of answers that holds all that a request needs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold all that a request needs",
    note = "it may have a method `into_request` that takes what is missing"
)]
pub trait IntoRequest {
    /// What requests carry.
    type Request;

    /// As a request carries it.
    fn into_request(self) -> Self::Request;
}

impl<T: IntoRequest> IntoRequest for Option<T> {
    type Request = Option<T::Request>;

    fn into_request(self) -> Self::Request {
        self.map(T::into_request)
    }
}

impl<T: IntoRequest> IntoRequest for Presence<T> {
    type Request = Presence<T::Request>;

    fn into_request(self) -> Self::Request {
        self.map(T::into_request)
    }
}

impl<T: IntoRequest> IntoRequest for Box<T> {
    type Request = Box<T::Request>;

    fn into_request(self) -> Self::Request {
        Box::new(T::into_request(*self))
    }
}

impl<T: IntoRequest> IntoRequest for Vec<T> {
    type Request = Vec<T::Request>;

    fn into_request(self) -> Self::Request {
        self.into_iter().map(T::into_request).collect()
    }
}

impl<T: IntoRequest> IntoRequest for Map<T> {
    type Request = Map<T::Request>;

    fn into_request(self) -> Self::Request {
        self.into_iter()
            .map(|(name, value)| (name, value.into_request()))
            .collect()
    }
}
