//! Version 1 of the door for generated code: re-exports only, no item of its own.
//!
//! A name that generated code uses is never removed from here nor changed in meaning. A name that
//! neither emitters nor macros write is not here, so that it can change.

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "server")]
pub mod server;

#[cfg(feature = "axum")]
pub use axum;
pub use http::{Method, StatusCode};

pub use crate::info::{ApiKeyLocation, OperationInfo, SchemeKind, SchemeUse, SecurityScheme};
pub use crate::json::lenient::{lenient_scalar, lenient_string};
pub use crate::json::{
    Decode, DecodeResult, Encode, Kinds, Literal, Rule, Test, UnionPlan, View, Writer, decodes,
    reread,
};
pub use crate::macros::{enum_integer, enum_text, unknown_integer, unknown_text};
#[cfg(feature = "wire")]
pub use crate::param::{Encoding, FORM, SIMPLE, Shape, Style};
pub use crate::types::{Any, Base64, Bytes, Map, Number, Prefixed, Presence};
#[cfg(feature = "time")]
pub use crate::types::{Date, DateTime, Time};
#[cfg(feature = "client")]
pub use crate::{__call as call, __client_builder as client_builder};
pub use crate::{__integer_enum as integer_enum, __serde as serde, __string_enum as string_enum};

#[cfg(feature = "serde")]
pub use crate::json::serde::{deserialize, serialize};
#[cfg(feature = "serde")]
pub use serde_core;
