//! Generates what is measured.

fn main() -> Result<(), oaspen::BuildError> {
    oaspen::Build::new("bench.yaml").strict().emit()?;
    let api = oaspen::Build::new("net.yaml");
    api.client().server().strict().emit()
}
