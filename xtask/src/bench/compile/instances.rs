//! Libraries that read and write every component schema, so that the compiler must produce machine
//! code for all of it: serde's implementations are generic and cost nothing until they are used.

use std::fmt::Write as _;

use oaspen_rust::model::RustModel;

use super::derives::item_name;

/// `lib.rs` of a crate that uses `<name>-types` or `<name>-derives`.
pub(super) fn write_library(model: &RustModel, types: &str) -> String {
    let krate = format!("{}-{types}", model.name).replace('-', "_");
    let mut text = String::new();
    for (number, schema) in model.schemas.iter().enumerate() {
        let path = item_name(&schema.path).replacen("crate", &format!("::{krate}"), 1);
        let _ = match types {
            "types" => write_generated(&mut text, number, &path),
            _ => write_derived(&mut text, number, &path),
        };
    }
    text
}

fn write_generated(text: &mut String, number: usize, path: &str) -> std::fmt::Result {
    writeln!(
        text,
        "pub fn read_{number}(json: &[u8]) -> Result<{path}, oaspen_runtime::json::DecodeError> {{\n    \
         oaspen_runtime::json::from_slice(json)\n}}\n\
         pub fn write_{number}(value: &{path}) -> Vec<u8> {{\n    \
         oaspen_runtime::json::to_vec(value)\n}}"
    )
}

fn write_derived(text: &mut String, number: usize, path: &str) -> std::fmt::Result {
    writeln!(
        text,
        "pub fn read_{number}(json: &[u8]) -> Result<{path}, serde_json::Error> {{\n    \
         serde_json::from_slice(json)\n}}\n\
         pub fn write_{number}(value: &{path}) -> Result<Vec<u8>, serde_json::Error> {{\n    \
         serde_json::to_vec(value)\n}}"
    )
}
