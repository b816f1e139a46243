//! What a caller decides about a run, in code or in a TOML file.

use std::collections::BTreeMap;
use std::ops::Range;

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Sink, SourceMap, Span, nearest};
use oaspen_document::{Extensions, Filter, Uri};
use oaspen_ir::lower::Externals;
use oaspen_rust::model::Dependency;
use oaspen_rust::{CrateSet, Equality, Layout, RuntimeSource, Workspace};
use serde::Deserialize;

use crate::filter_config::FilterFile;
use crate::levels::Levels;
use crate::types_config::{DependencyFile, TypesFile, pointer_of};

/// What a caller decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The API's name, from which crates are named; `None` makes one from the document's title.
    pub name: Option<String>,
    /// The version of the generated crates.
    pub version: String,
    /// What to write.
    pub crates: CrateSet,
    /// Crates or modules.
    pub layout: Layout,
    /// Schemas whose reader takes a JSON number for a string and the other way round.
    pub lenient: Vec<Pointer>,
    /// Types of the caller's in place of the document's.
    pub types: Externals,
    /// Names of types in place of those that are made from the document, by the pointer of the schema.
    pub names: BTreeMap<String, String>,
    /// Which types have `Eq` and `Hash`.
    pub equality: Equality,
    /// What every generated crate depends on besides, so that it can name them.
    pub dependencies: Vec<Dependency>,
    /// Vendor extensions that are acted upon.
    pub extensions: Extensions,
    /// What examples and tests of yours depend on that stand beside the output.
    pub dev_dependencies: Vec<Dependency>,
    /// Whether leaving something out is an error.
    pub strict: bool,
    /// Which findings stop the run, and which are not worth telling.
    pub levels: Levels,
    /// References may name files below this folder rather than the document's own.
    pub root: Option<String>,
    /// References may name files of these origins, such as `https://example.com`.
    pub allow_remote: Vec<String>,
    /// Overlays, which are applied in this order.
    pub overlays: Vec<String>,
    /// Whether an action of an overlay may select nothing.
    pub allow_unmatched: bool,
    /// Which operations are wanted.
    pub filter: Filter,
    /// Whether to make [`crate::Report::effective`].
    pub effective: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            name: None,
            version: "0.1.0".to_owned(),
            crates: CrateSet::ALL,
            layout: Layout::Crates {
                runtime: Self::default_runtime(),
                workspace: Workspace::Own,
            },
            lenient: Vec::new(),
            types: Externals::default(),
            names: BTreeMap::new(),
            equality: Equality::default(),
            dependencies: Vec::new(),
            extensions: Extensions::default(),
            dev_dependencies: Vec::new(),
            strict: false,
            levels: Levels::default(),
            root: None,
            allow_remote: Vec::new(),
            overlays: Vec::new(),
            allow_unmatched: false,
            filter: Filter::default(),
            effective: false,
        }
    }
}

/// The keys of a configuration file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfigFile {
    /// The document that the file is about, relative to the file's own folder. The command and
    /// [`crate::Build`] are told which one to read and do not look at this.
    pub document: Option<String>,
    /// The API's name in kebab case.
    pub name: Option<String>,
    /// The version of the generated crates.
    pub version: Option<String>,
    /// What to write: `types`, `client`, `server`.
    pub crates: Option<Vec<Part>>,
    /// The folder of a copy of the runtime crate, seen from a generated crate.
    pub runtime: Option<String>,
    /// Pointers of schemas, such as `#/components/schemas/Pet/properties/age`, whose reader takes a
    /// JSON number for a string and the other way round.
    #[serde(default)]
    pub lenient: Vec<String>,
    /// Types of yours in place of the document's.
    #[serde(default)]
    pub types: TypesFile,
    /// Names of types, by a component's name or by a schema's pointer, which begins with `#`.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// Which types have `Eq` and `Hash`: `keys`, which is what is without a struct, or `everywhere`.
    pub equality: Option<EqualityFile>,
    /// What generated crates depend on besides, as in a manifest, so that they can name your types.
    #[serde(default)]
    pub dependencies: BTreeMap<String, DependencyFile>,
    /// Vendor extensions that are not to be acted upon.
    #[serde(default)]
    pub extensions: ExtensionsFile,
    /// What examples and tests of yours depend on, as in a manifest, that stand in the folders of generated crates.
    #[serde(default, rename = "dev-dependencies")]
    pub dev_dependencies: BTreeMap<String, DependencyFile>,
    /// Whether leaving something out is an error.
    #[serde(default)]
    pub strict: bool,
    /// Codes of diagnostics that are errors, or `weakened`, or `warnings`.
    #[serde(default)]
    pub deny: Vec<String>,
    /// Codes of diagnostics that are not told, unless they are errors.
    #[serde(default)]
    pub allow: Vec<String>,
    /// References may name files below this folder, relative to the file's own.
    pub root: Option<String>,
    /// References may name files of these origins; see `--allow-remote`.
    #[serde(default, rename = "allow-remote")]
    pub allow_remote: Vec<String>,
    /// Overlays in the order in which they are applied, relative to the file's own folder.
    #[serde(default)]
    pub overlays: Vec<String>,
    /// Whether an action of an overlay may select nothing.
    #[serde(default, rename = "overlay-allow-unmatched")]
    pub overlay_allow_unmatched: bool,
    /// Which operations are wanted.
    #[serde(default)]
    pub filter: FilterFile,
}

/// Vendor extensions; each is acted upon unless it is `false` here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExtensionsFile {
    /// `x-nullable`.
    pub nullable: Option<bool>,
    /// `x-deprecated`, `x-sunset`.
    pub deprecated: Option<bool>,
    /// `x-enum-varnames`, `x-enum-descriptions`, `x-enumNames`, `x-ms-enum`.
    pub enum_names: Option<bool>,
}

impl ExtensionsFile {
    fn apply(self, extensions: &mut Extensions) {
        let written = [
            (self.nullable, &mut extensions.nullable),
            (self.deprecated, &mut extensions.deprecated),
            (self.enum_names, &mut extensions.enum_names),
        ];
        for (value, field) in written {
            *field = value.unwrap_or(*field);
        }
    }
}

/// A part of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The types crate.
    Types,
    /// The client crate.
    Client,
    /// The server crate.
    Server,
}

/// Which types have `Eq` and `Hash`, as [`Equality`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EqualityFile {
    /// Those without a struct inside.
    Keys,
    /// All that can.
    Everywhere,
}

impl From<EqualityFile> for Equality {
    fn from(file: EqualityFile) -> Self {
        match file {
            EqualityFile::Keys => Self::Keys,
            EqualityFile::Everywhere => Self::Everywhere,
        }
    }
}

impl Config {
    /// The runtime crate of this version from the user's registry.
    pub(crate) fn default_runtime() -> RuntimeSource {
        RuntimeSource::Version(env!("CARGO_PKG_VERSION").to_owned())
    }
}

impl ConfigFile {
    /// Reads a configuration; `None` when it cannot be used, which has then been reported.
    pub fn read(sink: &mut Sink, sources: &mut SourceMap, name: &str, text: &str) -> Option<Self> {
        let file = sources.add(name, text);
        let error = match toml::from_str::<Self>(text) {
            Ok(config) => {
                let config = config.seen_from(&Uri::new(name));
                return config.levels(sink).map(|_| config);
            }
            Err(error) => error,
        };
        let Range { start, end } = error.span().unwrap_or(0..0);
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let span = Span::new(file, offset(start), offset(end));
        let message = error
            .message()
            .lines()
            .next()
            .unwrap_or("it is not valid TOML")
            .to_owned();
        let mut diagnostic =
            Diagnostic::new(Code::InvalidConfig, message).at(span, &Pointer::root());
        if let Some(help) = suggestion(&diagnostic.message) {
            diagnostic = diagnostic.help(help);
        }
        sink.push(diagnostic);
        None
    }

    /// The file with its paths relative to the current folder rather than to its own.
    fn seen_from(mut self, file: &Uri) -> Self {
        let folder = file.folder();
        let seen = |path: &String| match (folder, path.starts_with('/')) {
            ("", _) | (_, true) => path.clone(),
            ("/", false) => format!("/{path}"),
            (folder, false) => format!("{folder}/{path}"),
        };
        self.root = self.root.as_ref().map(seen);
        self.overlays = self.overlays.iter().map(seen).collect();
        self
    }

    /// Which findings stop a run; `None` when one has no such name, which is reported.
    fn levels(&self, sink: &mut Sink) -> Option<Levels> {
        Levels::read(sink, &self.deny, &self.allow)
    }

    /// Puts what the file says over what `config` says.
    pub fn apply(&self, config: &mut Config) {
        if let Some(name) = &self.name {
            config.name = Some(name.clone());
        }
        if let Some(version) = &self.version {
            config.version.clone_from(version);
        }
        if let Some(parts) = &self.crates {
            config.crates = crate_set(parts);
        }
        if let (Some(path), Layout::Crates { runtime, .. }) = (&self.runtime, &mut config.layout) {
            *runtime = RuntimeSource::Path(path.clone());
        }
        config
            .lenient
            .extend(self.lenient.iter().map(|text| pointer(text)));
        config.strict |= self.strict;
        if let Some(levels) = self.levels(&mut Sink::new()) {
            config.levels.deny.extend(levels.deny);
            config.levels.allow.extend(levels.allow);
        }
        if self.root.is_some() {
            config.root.clone_from(&self.root);
        }
        config
            .allow_remote
            .extend(self.allow_remote.iter().cloned());
        config.overlays.extend(self.overlays.iter().cloned());
        config.allow_unmatched |= self.overlay_allow_unmatched;
        self.filter.apply(&mut config.filter);
        self.extensions.apply(&mut config.extensions);
        self.types.apply(&mut config.types);
        let names = self.names.iter();
        config
            .names
            .extend(names.map(|(schema, name)| (pointer_of(schema), name.clone())));
        config.equality = self.equality.map_or(config.equality, Equality::from);
        config.dependencies.extend(dependencies(&self.dependencies));
        config
            .dev_dependencies
            .extend(dependencies(&self.dev_dependencies));
    }
}

/// What a message about an unknown word should go on to say.
fn suggestion(message: &str) -> Option<String> {
    let rest = message.strip_prefix("unknown ")?;
    let mut words = rest.split('`').skip(1).step_by(2);
    let near = nearest(words.next()?, words)?;
    Some(format!("did you mean `{near}`?"))
}

fn dependencies(
    written: &BTreeMap<String, DependencyFile>,
) -> impl Iterator<Item = Dependency> + '_ {
    written
        .iter()
        .map(|(name, written)| written.dependency(name))
}

/// The parts named; a client or a server needs the types, so these come along.
pub(crate) fn crate_set(parts: &[Part]) -> CrateSet {
    CrateSet {
        types: true,
        client: parts.contains(&Part::Client),
        server: parts.contains(&Part::Server),
    }
}

/// The pointer of a text such as `#/components/schemas/Pet`.
fn pointer(text: &str) -> Pointer {
    Pointer::from_escaped(text.strip_prefix('#').unwrap_or(text))
}

/// Whether a text can be the start of crate names and the name of a file.
pub(crate) fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters
        .next()
        .is_some_and(|first| first.is_ascii_lowercase())
        && characters
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
        && !text.ends_with('-')
        && text.len() <= 50
}

/// Whether a text is a version as manifests write it: semver.org, §2 and §9.
pub(crate) fn is_version(text: &str) -> bool {
    let (numbers, rest) = match text.find(['-', '+']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let is_number = |part: &str| {
        let leads = part.starts_with('0') && part.len() > 1;
        !part.is_empty()
            && !leads
            && part.len() < 10
            && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_rest = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.');
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_number)
        && rest.len() != 1
        && rest.chars().all(is_rest)
        && !rest.contains("..")
}

/// How many words of a title a name has at most.
const LONGEST_NAME: usize = 5;

/// A name in kebab case, made from a title.
pub(crate) fn name_of_title(title: &str) -> String {
    // `GitHub's` is `github`, not `github-s`.
    let title = title
        .replace("'s", "")
        .replace('\u{2019}', "'")
        .replace("'s", "");
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    let words = title
        .split(|c| !is_letter(c))
        .filter(|word| !word.is_empty());
    let mut words: Vec<String> = match words.clone().count() {
        1 => words.flat_map(humps).collect(),
        _ => words.map(str::to_ascii_lowercase).collect(),
    };
    let is_number = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
    let numbers = words.iter().take_while(|word| is_number(word)).count();
    words.drain(..numbers);
    // What follows the API in a sentence is not its name, and `pets-api-types` would say it twice.
    let api = words.iter().position(|word| word == "api");
    if let Some(at) =
        api.filter(|at| *at > 0 && (words.len() > LONGEST_NAME || at + 1 == words.len()))
    {
        words.truncate(at);
    }
    words.truncate(LONGEST_NAME);
    let name = words.join("-");
    if is_name(&name) {
        name
    } else {
        "api".to_owned()
    }
}

/// The words of `TrainTravelAPI`. A name of two, such as `GitHub`, is a brand's and stays whole.
fn humps(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut humps: Vec<String> = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let is_last = letters
            .get(at + 1)
            .is_none_or(|next| !next.is_ascii_lowercase());
        let starts = letter.is_ascii_uppercase()
            && before.is_none_or(|before| !before.is_ascii_uppercase() || !is_last);
        match humps.last_mut() {
            Some(hump) if !starts => hump.push(letter.to_ascii_lowercase()),
            Some(_) | None => humps.push(letter.to_ascii_lowercase().to_string()),
        }
    }
    if humps.len() > 2 {
        humps
    } else {
        vec![word.to_ascii_lowercase()]
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, ConfigFile, is_name, is_version, name_of_title};
    use oaspen_diagnostics::{Sink, SourceMap};

    #[test]
    fn structs_are_keys_when_asked_for() {
        let document = "openapi: 3.1.0\ninfo: {title: a, version: 1.0.0}\npaths: {}\ncomponents:\n  schemas:\n    \
                        Level: {enum: [low, high]}\n    \
                        Pet: {type: object, properties: {level: {$ref: '#/components/schemas/Level'}}}\n";
        let derives = |written: &str| {
            let (mut sink, mut sources) = (Sink::new(), SourceMap::new());
            let file = ConfigFile::read(&mut sink, &mut sources, "oaspen.toml", written);
            let mut config = Config::default();
            file.expect("it is valid").apply(&mut config);
            let input = crate::Input::from_text("a.yaml", document);
            let files = crate::generate(&input, &config)
                .files
                .expect("it is generated");
            ["level", "pet"].map(|name| {
                let text = files
                    .get(&format!("a-types/src/schemas/{name}.rs"))
                    .expect("it is there");
                text.lines()
                    .any(|line| line.ends_with("PartialEq, Eq, Hash)]"))
            })
        };
        assert_eq!(derives(""), [true, false]);
        assert_eq!(derives("equality = 'everywhere'"), [true, true]);
        assert_eq!(derives("equality = 'keys'"), [true, false]);
    }

    #[test]
    fn titles_become_names() {
        assert_eq!(
            name_of_title("WhatsApp Business messaging API"),
            "whatsapp-business-messaging"
        );
        assert_eq!(name_of_title("2nd Pet Store (v1)"), "pet-store-v1");
        assert_eq!(name_of_title("API"), "api");
        for (title, name) in [
            ("Train Travel API", "train-travel"),
            ("TrainTravelAPI", "train-travel"),
            ("ContentTypesService", "content-types-service"),
            ("OpenAI API", "openai"),
            ("GitHub", "github"),
            (
                "GitHub's official OpenAPI spec + Octokit",
                "github-official-openapi-spec-octokit",
            ),
            ("Spotify Web API with fixes and improvements", "spotify-web"),
            ("Supabase API (v1)", "supabase-api-v1"),
        ] {
            assert_eq!(name_of_title(title), name);
        }
        assert_eq!(name_of_title("宠物"), "api");
        assert!(is_version("1.20.3") && is_version("0.1.0-rc.1"));
        for bad in ["1.2", "abc", "1.0.0\"", "01.0.0", "1.0.0-", ""] {
            assert!(!is_version(bad), "{bad}");
        }
        assert!(
            is_name("a-b2") && !is_name("2a") && !is_name("a-") && !is_name("../a") && !is_name("")
        );
    }

    #[test]
    fn a_file_says_what_is_wrong_with_it_and_where() {
        let (mut sink, mut sources) = (Sink::new(), SourceMap::new());
        let misspelt = "name = 'a'\noverlay = ['x']\n";
        let read = ConfigFile::read(&mut sink, &mut sources, "oaspen.toml", misspelt);
        assert_eq!(read, None);
        let help = sink
            .diagnostics()
            .first()
            .and_then(|found| found.help.clone());
        assert_eq!(help.as_deref(), Some("did you mean `overlays`?"));
        let mut sink = Sink::new();
        let read = ConfigFile::read(
            &mut sink,
            &mut sources,
            "oaspen.toml",
            "name = \"a\"\nnmae = 1\n",
        );
        assert_eq!(read, None);
        let diagnostic = sink.diagnostics().first().cloned().expect("it is reported");
        assert!(
            diagnostic.message.contains("nmae"),
            "{}",
            diagnostic.message
        );
        let span = diagnostic.primary.expect("it has a place");
        let file = sources.get(span.file).expect("the file is known");
        assert_eq!(file.line_column(span.start).line, 2);
    }

    #[test]
    fn a_file_is_put_over_the_defaults() {
        let (mut sink, mut sources) = (Sink::new(), SourceMap::new());
        let text = "name = 'pets'\ncrates = ['client']\nlenient = ['#/components/schemas/Age']\n";
        let file =
            ConfigFile::read(&mut sink, &mut sources, "oaspen.toml", text).expect("it is valid");
        let mut config = Config::default();
        file.apply(&mut config);
        assert_eq!(config.name.as_deref(), Some("pets"));
        assert!(config.crates.types && config.crates.client && !config.crates.server);
        assert_eq!(config.lenient[0].to_string(), "#/components/schemas/Age");
    }
}
