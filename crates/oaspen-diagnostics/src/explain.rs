//! The catalogue as text: one entry for a terminal, all of it for `docs/diagnostics.md`.

use crate::{Code, Severity};

/// A document for each code, from `spec/diagnostics`; written by `codegen`.
const EXAMPLES: &str = include_str!("examples.txt");
/// What stands before the name of a code in it.
const MARK: &str = "\n=== ";

/// What a code means and what to do about it, with an example, in a few lines of text.
pub fn explain(code: Code) -> String {
    let info = code.info();
    let example = example(code).map_or_else(String::new, |example| {
        let lines = example.lines().map(|line| match line {
            "" => "\n".to_owned(),
            line => format!("    {line}\n"),
        });
        format!("This gives it:\n\n{}\n", lines.collect::<String>())
    });
    format!(
        "{}: {}\n\n{}\n\n{example}{}{}\n",
        info.name,
        info.summary,
        info.explanation,
        meaning(info.severity),
        after_space(info.otherwise)
    )
}

/// A document that gives a code; `None` for codes that do not come from a document.
pub fn example(code: Code) -> Option<&'static str> {
    let mut sections = EXAMPLES.split(MARK).skip(1);
    sections.find_map(|section| {
        let (name, text) = section.split_once('\n')?;
        (name == code.info().name).then(|| text.trim_end())
    })
}

/// The whole catalogue as Markdown, one section for each code in the catalogue's order.
pub fn catalogue_markdown() -> String {
    let mut text = String::from(
        "# Diagnostics\n\n\
         Every diagnostic has a stable name. `oaspen explain NAME` prints its section with an \
         example.\n\n\
         `--format json` writes one object a line, which `diagnostics.schema.json` describes; \
         `--format sarif` one log of SARIF 2.1.0. `--deny NAME` makes an error of a diagnostic, as \
         `--deny weakened` and `--deny warnings` do of many; `--allow NAME` does not tell it.\n\n\
         | severity | meaning |\n|---|---|\n",
    );
    for severity in Severity::ALL {
        text.push_str(&format!(
            "| {} | {} |\n",
            severity.as_str(),
            meaning(*severity)
        ));
    }
    for code in Code::ALL {
        let info = code.info();
        text.push_str(&format!(
            "\n## {}\n\n*{}.* {}\n\n{}\n",
            info.name,
            info.severity.as_str(),
            info.summary,
            info.explanation
        ));
        if !info.otherwise.is_empty() {
            text.push_str(&format!("\n*{}*\n", info.otherwise));
        }
    }
    text
}

fn after_space(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!(" {text}")
    }
}

const fn meaning(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "This is an error: nothing is written.",
        Severity::Skipped => {
            "What needs this is left out, the rest is written; with `--strict` it is an error."
        }
        Severity::Weakened => {
            "The output is written, but less is typed or enforced than the document says."
        }
        Severity::Note => "This is worth knowing; the output loses nothing.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_names_every_code_once() {
        let text = catalogue_markdown();
        for code in Code::ALL {
            let heading = format!("\n## {}\n", code.info().name);
            assert_eq!(text.matches(&heading).count(), 1, "{heading}");
            assert_eq!(Code::from_name(code.info().name), Some(*code));
        }
        assert_eq!(Code::from_name("no-such-code"), None);
    }

    #[test]
    fn names_are_kebab_case_and_sentences_end() {
        for code in Code::ALL {
            let info = code.info();
            assert!(
                info.name
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            );
            assert!(
                info.summary.ends_with('.') && info.explanation.ends_with('.'),
                "{}",
                info.name
            );
        }
    }

    #[test]
    fn an_explanation_says_what_becomes_of_the_output_and_shows_an_example() {
        let text = explain(Code::EmptyEnum);
        let head = "empty-enum: An `enum` lists no value.\n\n\
             Nothing could be valid. The keyword is ignored.\n\nThis gives it:\n\n    openapi: ";
        assert!(text.starts_with(head), "{text}");
        assert!(text.ends_with(
            "\n\nThe output is written, but less is typed or enforced than the document says.\n"
        ));
        assert_eq!(example(Code::Drift), None);
    }
}
