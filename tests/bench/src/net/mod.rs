//! What the parts `client` and `server` have in common: the generated module, the same types by
//! hand, the process at the other end, and the meter.

pub(crate) mod by_hand;
pub(crate) mod meter;
pub(crate) mod peer;

#[expect(
    unreachable_pub,
    dead_code,
    unused_imports,
    reason = "a generated module of a program, not of a library"
)]
pub(crate) mod api {
    include!(concat!(env!("OUT_DIR"), "/net.rs"));
}

/// What calls show.
pub(crate) const TOKEN: &str = "0123456789abcdef0123456789abcdef";

/// Whose orders are asked for.
pub(crate) const CUSTOMER: &str = "c-20481";

/// How many orders make an answer of which size.
pub(crate) const SIZES: [(&str, i32); 3] = [
    ("answer of 0.3 kB", 1),
    ("answer of 1 kB", 4),
    ("answer of 20 kB", 80),
];

/// Calls that are under way at the same time, each on its own connection.
pub(crate) const CONNECTIONS: usize = 8;
