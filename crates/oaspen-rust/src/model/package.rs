//! What a generated manifest says.

/// A package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its name, which is its folder's too.
    pub name: String,
    /// Its version.
    pub version: String,
    /// `description`, one line.
    pub description: String,
    /// Its dependencies, in order of name.
    pub dependencies: Vec<Dependency>,
    /// What the caller's own examples and tests in its folder depend on, in order of name.
    pub dev_dependencies: Vec<Dependency>,
    /// Its features, in order of name.
    pub features: Vec<Feature>,
}

/// A dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The package.
    pub name: String,
    /// Where it is.
    pub source: DependencySource,
    /// What is turned on, in order of name.
    pub features: Vec<String>,
    /// Whether only a feature turns it on.
    pub optional: bool,
}

/// Where a dependency is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DependencySource {
    /// By path, as seen from the package's folder.
    Path(String),
    /// By version.
    Version(String),
}

/// A feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// What it turns on.
    pub enables: Vec<String>,
}
