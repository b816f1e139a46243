//! What generated code needs, by version. Nothing here is meant for people.

pub mod v1;
