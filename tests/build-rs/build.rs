//! Generates the module that `src/lib.rs` includes.

fn main() -> Result<(), oaspen::BuildError> {
    oaspen::Build::new("pets.yaml")
        .client()
        .server()
        .strict()
        .emit()
}
