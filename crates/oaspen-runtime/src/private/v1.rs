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

#[cfg(feature = "wire")]
pub use crate::body::{Body, EventStream, File, ItemStream};
pub use crate::check::Check;
pub use crate::enums::{
    EnumOptions, enum_json, is_number, listed_json, listed_number, nearest_float, unknown_boolean,
    unknown_json, unknown_number,
};
pub use crate::info::{ApiKeyLocation, OperationInfo, SchemeKind, SchemeUse, SecurityScheme};
pub use crate::json::lenient::{
    lenient_scalar, lenient_scalar_or_null, lenient_scalars, lenient_scalars_or_null,
    lenient_string, lenient_string_or_null, lenient_strings, lenient_strings_or_null,
};
pub use crate::json::{
    Decode, DecodeResult, Encode, IntoRequest, Kinds, Literal, Rule, Test, UnionPlan, View, Writer,
    decodes, reads_as, reread, rest,
};
pub use crate::macros::{enum_integer, unknown_integer};
#[cfg(feature = "wire")]
pub use crate::param::{Encoding, FORM, HeaderForm, SIMPLE, Shape, Style};
pub use std::net::{Ipv4Addr, Ipv6Addr};

#[cfg(feature = "serde-types")]
pub use crate::types::Serde;
#[cfg(feature = "uuid")]
pub use crate::types::Uuid;
pub use crate::types::{
    Any, AtLeast, Base64, Bytes, Decimal, Map, Never, Number, Prefixed, Presence, Secret, Text,
};
#[cfg(feature = "time")]
pub use crate::types::{Date, DateTime, Duration, Time};
pub use crate::{
    __boolean_enum as boolean_enum, __json_enum as json_enum, __number_enum as number_enum,
};
#[cfg(feature = "client")]
pub use crate::{
    __client_base_url as client_base_url, __client_builder as client_builder,
    __client_call as client_call, __client_server as client_server,
};
pub use crate::{__integer_enum as integer_enum, __serde as serde, __string_enum as string_enum};

#[cfg(feature = "serde")]
pub use crate::json::serde::{deserialize, serialize};
#[cfg(feature = "serde")]
pub use serde_core;
