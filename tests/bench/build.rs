//! Generates what the benchmarks measure.

fn main() -> Result<(), oaspen::BuildError> {
    oaspen::Build::new("net.yaml")
        .client()
        .server()
        .strict()
        .emit()
}
