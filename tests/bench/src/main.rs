//! What generated code costs beside hand-written code. Each part of the benchmark prints a table
//! and writes the figures to `target/bench/<part>.json`.

mod client;
mod net;
mod server;

use std::error::Error;

/// A part failed; what it has to say.
type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["client", options @ ..] => client::run(options),
        ["server", options @ ..] => server::run(options),
        ["peer", role] => net::peer::run(role),
        _ => Err("usage: oaspen-bench client|server [--quick] [--only generated|by-hand]".into()),
    }
}
