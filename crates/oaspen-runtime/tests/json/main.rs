//! The JSON half of the runtime, seen from outside: as people and as generated code see it.
#![cfg(test)]

mod any;
mod contract;
mod errors;
mod round_trip;
mod scalars;
#[cfg(feature = "serde")]
mod serde;
mod syntax;
#[cfg(feature = "time")]
mod time;
mod unions;
