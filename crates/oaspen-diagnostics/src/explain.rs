//! The catalogue as text: one entry for a terminal, all of it for `docs/diagnostics.md`.

use crate::{Code, Severity};

/// What a code means and what to do about it, in a few lines of text.
pub fn explain(code: Code) -> String {
    let info = code.info();
    format!(
        "{}: {}\n\n{}\n\n{}\n",
        info.name,
        info.summary,
        info.explanation,
        meaning(info.severity)
    )
}

/// The whole catalogue as Markdown, one section for each code in the catalogue's order.
pub fn catalogue_markdown() -> String {
    let mut text = String::from(
        "# Diagnostics\n\n\
         Every diagnostic has a stable name. `oaspen explain NAME` prints its section.\n\n\
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
    }
    text
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
    fn an_explanation_says_what_becomes_of_the_output() {
        assert_eq!(
            explain(Code::EmptyEnum),
            "empty-enum: An `enum` lists no value.\n\n\
             Nothing could be valid. The keyword is ignored.\n\n\
             The output is written, but less is typed or enforced than the document says.\n"
        );
    }
}
