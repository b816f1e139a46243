//! Generates the types of `bench.yaml` that the measurements use.

fn main() -> Result<(), oaspen::BuildError> {
    oaspen::Build::new("bench.yaml").strict().emit()
}
