//! The JSON half of the runtime, seen from outside: as people and as generated code see it.
#![cfg(test)]

mod agreement;
mod any;
mod contract;
mod duplicates;
mod errors;
mod extremes;
mod merge;
mod round_trip;
mod scalars;
#[cfg(feature = "serde")]
mod serde;
mod syntax;
#[cfg(feature = "time")]
mod time;
mod unions;
