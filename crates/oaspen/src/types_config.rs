//! The tables of a configuration file about types of the user's own, and what they depend on.

use std::collections::BTreeMap;

use oaspen_diagnostics::{Code, Diagnostic, Sink};
use oaspen_ir::ir::{External, ExternalCodec};
use oaspen_ir::lower::Externals;
use oaspen_rust::model::{Dependency, DependencySource};
use serde::Deserialize;

/// The table `types`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypesFile {
    /// By `format`.
    #[serde(default)]
    pub formats: BTreeMap<String, TypeFile>,
    /// By a component's name, or by a schema's pointer, which begins with `#`.
    #[serde(default)]
    pub schemas: BTreeMap<String, TypeFile>,
}

/// A type: its path, or a table of its path and how it is read and written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum TypeFile {
    /// `"::money::Money"`, which has the runtime's traits.
    Path(String),
    /// `{ type = "::uuid::Uuid", codec = "text" }`
    Table(TypeTable),
}

/// A type with its codec.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeTable {
    /// Its path.
    #[serde(rename = "type")]
    pub path: String,
    /// How it is read and written.
    pub codec: CodecFile,
}

/// How values of a type are read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CodecFile {
    /// By the runtime's `Decode` and `Encode`.
    Own,
    /// As text, by `FromStr` and `Display`.
    Text,
    /// By serde's traits.
    Serde,
}

/// A dependency as manifests write it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum DependencyFile {
    /// `"1.0"`
    Version(String),
    /// `{ path = "../money", features = ["serde"] }`
    Table(DependencyTable),
}

/// A dependency with more than its version.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DependencyTable {
    /// Where it is, seen from a generated crate; what has none has a version.
    pub path: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// What is turned on.
    #[serde(default)]
    pub features: Vec<String>,
}

impl TypesFile {
    /// Puts what the file says over what `types` says.
    pub(crate) fn apply(&self, types: &mut Externals) {
        let formats = self.formats.iter();
        types
            .formats
            .extend(formats.map(|(format, written)| (format.clone(), written.external())));
        let schemas = self.schemas.iter();
        types
            .schemas
            .extend(schemas.map(|(name, written)| (pointer_of(name), written.external())));
    }
}

/// A component is called by its name alone.
pub(crate) fn pointer_of(name: &str) -> String {
    if name.starts_with('#') {
        name.to_owned()
    } else {
        let escaped = name.replace('~', "~0").replace('/', "~1");
        format!("#/components/schemas/{escaped}")
    }
}

impl TypeFile {
    fn external(&self) -> External {
        match self {
            Self::Path(path) => External {
                name: path.clone(),
                codec: ExternalCodec::Own,
            },
            Self::Table(TypeTable { path, codec }) => External {
                name: path.clone(),
                codec: match codec {
                    CodecFile::Own => ExternalCodec::Own,
                    CodecFile::Text => ExternalCodec::Text,
                    CodecFile::Serde => ExternalCodec::Serde,
                },
            },
        }
    }
}

impl DependencyFile {
    pub(crate) fn dependency(&self, name: &str) -> Dependency {
        let (source, features) = match self {
            Self::Version(version) => (DependencySource::Version(version.clone()), Vec::new()),
            Self::Table(table) => {
                let any = || "*".to_owned();
                let source = match &table.path {
                    Some(path) => DependencySource::Path(path.clone()),
                    None => DependencySource::Version(table.version.clone().unwrap_or_else(any)),
                };
                (source, table.features.clone())
            }
        };
        Dependency {
            name: name.to_owned(),
            source,
            features,
            optional: false,
        }
    }
}

/// Reports what is no path of a type.
pub(crate) fn check_types(sink: &mut Sink, types: &Externals) {
    let named = types.formats.values().chain(types.schemas.values());
    for wrong in named.filter(|external| !is_path(&external.name)) {
        let message = format!("`{}` is not the path of a type", wrong.name);
        sink.push(
            Diagnostic::new(Code::InvalidConfig, message)
                .help("write a path such as `::money::Money`, without parameters"),
        );
    }
}

/// Whether a text is names with `::` between them.
fn is_path(text: &str) -> bool {
    let is_name = |part: &str| {
        let mut characters = part.chars();
        let first = characters.next();
        first.is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
            && characters.all(|other| other.is_ascii_alphanumeric() || other == '_')
            && part != "_"
    };
    text.strip_prefix("::")
        .unwrap_or(text)
        .split("::")
        .all(is_name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{DependencyFile, TypesFile, is_path, pointer_of};
    use crate::{Config, Input, generate};
    use oaspen_ir::ir::ExternalCodec;
    use oaspen_ir::lower::Externals;

    #[test]
    fn types_are_named_by_path() {
        for good in ["::money::Money", "crate::a::B", "Money"] {
            assert!(is_path(good), "{good}");
        }
        for bad in ["", "::", "a::", "Vec<u8>", "a b", "::a;::b", "1a", "_"] {
            assert!(!is_path(bad), "{bad}");
        }
    }

    #[test]
    fn names_that_match_nothing_are_errors() {
        let text = "openapi: 3.1.0\ninfo: {title: a, version: 1.0.0}\npaths: {}\ncomponents:\n  schemas:\n    A: {type: string, format: x}\n    B: {type: object, properties: {a: {$ref: '#/components/schemas/A'}}}\n";
        let written = "formats = { x = '::m::X', y = '::m::Y' }\n[schemas]\nC = '::m::C'\n'#/components/schemas/B/properties/a' = '::m<u8>'\n";
        let file: TypesFile = toml::from_str(written).expect("it is valid");
        let mut config = Config::default();
        file.apply(&mut config.types);
        let report = generate(&Input::from_text("a.yaml", text), &config);
        let found = report.diagnostics.iter();
        let found: Vec<&str> = found.map(|found| found.message.as_str()).collect();
        assert_eq!(
            found,
            [
                "`::m<u8>` is not the path of a type",
                "`types.formats` names `y`, which no schema that is used has as its format",
                "`types.schemas` names `#/components/schemas/B/properties/a`, where there is no schema with a type of its own",
                "`types.schemas` names `#/components/schemas/C`, where there is no schema with a type of its own",
            ]
        );
    }

    #[test]
    fn what_is_misspelt_gets_its_neighbour() {
        let text = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Pet: {type: object, properties: {age: {type: integer}}}\n";
        for keys in [
            "[names]\nPett = 'Animal'\n",
            "[types.schemas]\nPett = '::m::Pet'\n",
            "lenient = ['#/components/schemas/Pett']\n",
        ] {
            let file: crate::ConfigFile = toml::from_str(keys).expect("it is valid");
            let mut config = Config::default();
            file.apply(&mut config);
            let report = generate(&Input::from_text("a.yaml", text), &config);
            let helps: Vec<_> = report.diagnostics.iter().map(|found| &found.help).collect();
            let help = Some("did you mean `#/components/schemas/Pet`?".to_owned());
            assert_eq!(helps, [&help], "{keys}");
        }
    }

    #[test]
    fn chosen_names_that_match_nothing_are_errors() {
        let text = "openapi: 3.1.0\ninfo: {title: a, version: 1.0.0}\npaths: {}\ncomponents:\n  schemas:\n    B: {type: object, properties: {a: {type: string}}}\n";
        let file: crate::ConfigFile = toml::from_str(
            "[names]\nC = 'D'\nB = 'E'\n'#/components/schemas/B/properties/a' = 'F'\n",
        )
        .expect("it is valid");
        let mut config = Config::default();
        file.apply(&mut config);
        let report = generate(&Input::from_text("a.yaml", text), &config);
        let found = report.diagnostics.iter();
        let found: Vec<&str> = found.map(|found| found.message.as_str()).collect();
        assert_eq!(
            found,
            [
                "`names` has `#/components/schemas/B/properties/a`, where there is no schema with a type of its own",
                "`names` has `#/components/schemas/C`, where there is no schema with a type of its own",
            ]
        );
    }

    #[test]
    fn dependencies_go_into_every_manifest() {
        let text = "openapi: 3.1.0\ninfo: {title: a, version: 1.0.0}\npaths: {}\n";
        let written = "money = '1.0'\nother = { path = '../other', features = ['x'] }\n";
        let file: BTreeMap<String, DependencyFile> = toml::from_str(written).expect("it is valid");
        let dependencies: Vec<_> = file
            .iter()
            .map(|(name, file)| file.dependency(name))
            .collect();
        let config = Config {
            dev_dependencies: dependencies.clone(),
            dependencies,
            ..Config::default()
        };
        let files = generate(&Input::from_text("a.yaml", text), &config).files;
        let files = files.expect("it is generated");
        let manifest = files.get("a-types/Cargo.toml").expect("it is there");
        assert!(
            manifest.contains("money = { version = \"1.0\" }\n"),
            "{manifest}"
        );
        let other = "other = { path = \"../other\", features = [\"x\"] }\n";
        let (_, dev) = manifest
            .split_once("\n[dev-dependencies]\n")
            .expect("there is a section for examples and tests");
        let (dev, _) = dev.split_once("\n[lints").expect("lints come last");
        assert_eq!(dev, format!("money = {{ version = \"1.0\" }}\n{other}"));
        assert!(manifest.contains(&format!("{other}\n[dev")), "{manifest}");
    }

    #[test]
    fn a_table_says_how_a_type_is_read() {
        let text = "schemas.Money = '::m::Money'\nformats.x = { type = '::m::X', codec = 'text' }";
        let file: TypesFile = toml::from_str(text).expect("it is valid");
        let mut types = Externals::default();
        file.apply(&mut types);
        assert_eq!(
            types.schemas["#/components/schemas/Money"].name,
            "::m::Money"
        );
        assert_eq!(types.formats["x"].codec, ExternalCodec::Text);
        assert_eq!(pointer_of("a/b"), "#/components/schemas/a~1b");
    }
}
