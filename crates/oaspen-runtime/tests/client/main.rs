//! A client as the generator is to print it, against services in this process and, with feature
//! `reqwest`, over sockets.
#![cfg(test)]

mod answers;
mod generated;
mod in_process;
mod middleware;
mod service;
#[cfg(feature = "reqwest")]
mod socket;
mod tokens;
#[cfg(feature = "tracing")]
mod traces;
#[cfg(feature = "reqwest")]
mod transports;
