//! The output of every document in `spec/naming`, one module each: it has to compile without a
//! warning. Not here: what the names are, which the suite's snapshots show.

#![deny(warnings, clippy::all)]

include!(concat!(env!("OUT_DIR"), "/documents.rs"));
