//! Who may know whom, and where the outside world may be touched.

use super::Violation;
use super::source::Source;

/// A word that only some places may use.
struct Rule {
    /// Crates that the rule is about.
    crates: &'static [&'static str],
    /// What may not stand there.
    words: &'static [&'static str],
    /// Paths, or starts of paths, where it may.
    except: &'static [&'static str],
    /// Why.
    reason: &'static str,
}

const GENERATOR: &[&str] = &[
    "oaspen",
    "oaspen-diagnostics",
    "oaspen-document",
    "oaspen-ir",
    "oaspen-rust",
];

const RULES: &[Rule] = &[
    Rule {
        crates: &["oaspen-diagnostics"],
        words: &[
            "oaspen_document",
            "oaspen_ir",
            "oaspen_rust",
            "oaspen_runtime",
        ],
        except: &[],
        reason: "diagnostics know no OpenAPI",
    },
    Rule {
        crates: &["oaspen-document"],
        words: &["oaspen_ir", "oaspen_rust", "oaspen_runtime"],
        except: &[],
        reason: "the document knows no later stage",
    },
    Rule {
        crates: &["oaspen-ir"],
        words: &["oaspen_rust", "oaspen_runtime"],
        except: &[],
        reason: "the meaning of a document is in no language",
    },
    Rule {
        crates: &["oaspen-rust"],
        words: &["oaspen_document"],
        except: &[],
        reason: "the Rust side knows the meaning of a document, not its text",
    },
    Rule {
        crates: &["oaspen-rust"],
        words: &["oaspen_runtime"],
        except: &["crates/oaspen-rust/src/emit/"],
        reason: "only `emit` prints the name of the runtime",
    },
    Rule {
        crates: &["oaspen-runtime"],
        words: &[
            "oaspen_diagnostics",
            "oaspen_document",
            "oaspen_ir",
            "oaspen_rust",
            "oaspen",
        ],
        except: &[],
        reason: "the runtime stands alone",
    },
    Rule {
        crates: GENERATOR,
        words: &[
            "std::fs",
            "std::env",
            "std::process",
            "std::time",
            "SystemTime",
            "println",
            "eprintln",
        ],
        except: &[
            "crates/oaspen/build.rs",
            "crates/oaspen/src/fs/",
            "crates/oaspen/src/build.rs",
            "crates/oaspen/src/main.rs",
            "crates/oaspen/src/cli/",
        ],
        reason: "files, environment, clocks and output belong to the rim",
    },
    Rule {
        crates: GENERATOR,
        words: &["quote", "syn", "prettyplease", "proc_macro2"],
        except: &[
            "crates/oaspen-rust/src/emit/",
            "crates/oaspen-rust/src/print",
        ],
        reason: "tokens are made in `emit` and printed in `print`",
    },
    Rule {
        crates: GENERATOR,
        words: &["HashMap", "HashSet"],
        except: &[],
        reason: "output must not depend on the order of a hash map: use IndexMap or BTreeMap",
    },
];

/// Reports words that stand where they may not.
pub(crate) fn check(source: &Source, violations: &mut Vec<Violation>) {
    if source.is_test() {
        return;
    }
    for rule in RULES {
        let applies = rule.crates.contains(&source.krate.as_str());
        if !applies || rule.except.iter().any(|path| source.path.starts_with(path)) {
            continue;
        }
        for (number, line) in source.text.lines().enumerate() {
            let code = code_of(line);
            for word in rule.words.iter().filter(|word| mentions(code, word)) {
                let message = format!("`{word}` does not belong here: {}", rule.reason);
                violations.push(Violation::new(&source.path, number + 1, message));
            }
        }
    }
}

/// The line without its comment. Strings with `//` in them are cut too, which hides only text.
fn code_of(line: &str) -> &str {
    line.split_once("//").map_or(line, |(code, _)| code)
}

/// Whether `word` is used as a name: as a path's start, a macro or a type.
fn mentions(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let before = code.get(..at).and_then(|text| text.chars().next_back());
        let after = code.get(at + word.len()..).unwrap_or_default();
        let starts = !before
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '"' | '-' | '`' | '.'));
        let is_type = word.chars().next().is_some_and(char::is_uppercase);
        let is_path = word.contains("::");
        let ends = !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        starts && ends && (is_type || is_path || after.starts_with("::") || after.starts_with('!'))
    })
}
