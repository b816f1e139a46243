//! What the caller decides about the output.

use std::collections::BTreeMap;

use crate::model::Dependency;

/// What to write and how the crates find each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The API's name in kebab case; crates are called `<name>-types`, `<name>-client`, `<name>-server`.
    pub name: String,
    /// What the header of every file calls the document: its file name, never an absolute path.
    pub document: String,
    /// The version of the generated crates.
    pub version: String,
    /// What to write.
    pub crates: CrateSet,
    /// Crates or modules.
    pub layout: Layout,
    /// Names of types that the caller chose, by the pointer of the schema: `#/components/schemas/Pet`.
    pub names: BTreeMap<String, String>,
    /// Which types have `Eq` and `Hash`.
    pub equality: Equality,
    /// What every generated crate depends on besides, for the types from outside.
    pub dependencies: Vec<Dependency>,
    /// What the caller's own examples and tests depend on that stand in the folders of generated crates.
    pub dev_dependencies: Vec<Dependency>,
}

/// Which types have `Eq` and `Hash`, of those that can. All have `PartialEq`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Equality {
    /// Those without a struct inside, which is what people use as keys. On structs both are a fifth of
    /// what the compiler takes for large types, and are lost when a document adds a number to one.
    #[default]
    Keys,
    /// All.
    Everywhere,
}

/// Which of the three parts to write. The client and the server need the types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the parts")]
pub struct CrateSet {
    pub types: bool,
    pub client: bool,
    pub server: bool,
}

/// The form of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One crate for each part, side by side, with manifests.
    Crates {
        /// Where the runtime crate is.
        runtime: RuntimeSource,
        /// Whether the crates have a workspace of their own or join one that is there.
        workspace: Workspace,
    },
    /// One file `<name>.rs` with modules `types`, `client`, `server`, wherever it is put.
    Modules,
}

/// Whose workspace the generated crates are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workspace {
    /// A `Cargo.toml` at the root of the output holds them together.
    Own,
    /// They join the user's.
    Joined,
}

/// Where the generated manifests find the runtime crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuntimeSource {
    /// By path, as seen from each generated crate's folder.
    Path(String),
    /// By version from the user's registry.
    Version(String),
}

impl Config {
    /// All three parts as modules of one file; the document is called `<name>.yaml`.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            document: format!("{name}.yaml"),
            name,
            version: "0.1.0".to_owned(),
            crates: CrateSet::ALL,
            layout: Layout::Modules,
            names: BTreeMap::new(),
            equality: Equality::default(),
            dependencies: Vec::new(),
            dev_dependencies: Vec::new(),
        }
    }
}

impl CrateSet {
    /// All three.
    pub const ALL: Self = Self {
        types: true,
        client: true,
        server: true,
    };
}
