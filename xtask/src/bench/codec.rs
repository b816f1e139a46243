//! `codec`: decoding and encoding, against `serde_json` with derives.

use super::Options;
use super::table::Table;
use crate::Failure;

/// Measures nothing yet.
pub(super) fn run(_options: Options) -> Result<Vec<Table>, Failure> {
    Ok(Vec::new())
}
