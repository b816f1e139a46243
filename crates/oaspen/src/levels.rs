//! Which findings stop a run, and which are not told.

use std::collections::BTreeSet;

use oaspen_diagnostics::{Code, Diagnostic, Severity, Sink, nearest};

/// Severities that the caller changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// What is an error.
    pub deny: BTreeSet<Deny>,
    /// What is not told unless it is an error.
    pub allow: BTreeSet<Code>,
}

/// Findings that are errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deny {
    /// Those of a code.
    Code(Code),
    /// Whatever is typed or enforced less than the document says.
    Weakened,
    /// Whatever is left out or weakened.
    Warnings,
}

impl Levels {
    /// Reads names of codes, and the words `weakened` and `warnings` among those to deny; `None`
    /// when there is no such name, which is reported.
    pub fn read(sink: &mut Sink, deny: &[String], allow: &[String]) -> Option<Self> {
        let denied: Vec<Option<Deny>> = deny
            .iter()
            .map(|word| match word.as_str() {
                "weakened" => Some(Deny::Weakened),
                "warnings" => Some(Deny::Warnings),
                name => code(sink, name).map(Deny::Code),
            })
            .collect();
        let allowed: Vec<Option<Code>> = allow.iter().map(|name| code(sink, name)).collect();
        Some(Self {
            deny: denied.into_iter().collect::<Option<_>>()?,
            allow: allowed.into_iter().collect::<Option<_>>()?,
        })
    }

    /// The severity of a finding; `None` when it is not told.
    pub(crate) fn severity(&self, found: &Diagnostic, strict: bool) -> Option<Severity> {
        let is_warning = matches!(found.severity, Severity::Skipped | Severity::Weakened);
        let is_denied = self.deny.contains(&Deny::Code(found.code))
            || (self.deny.contains(&Deny::Weakened) && found.severity == Severity::Weakened)
            || (self.deny.contains(&Deny::Warnings) && is_warning)
            || (strict && found.severity == Severity::Skipped);
        let is_allowed = self.allow.contains(&found.code) && found.severity != Severity::Error;
        match (is_allowed, is_denied) {
            // Who allows one code means it in spite of what is denied as a whole.
            (true, _) => None,
            (false, true) => Some(Severity::Error),
            (false, false) => Some(found.severity),
        }
    }
}

fn code(sink: &mut Sink, name: &str) -> Option<Code> {
    let code = Code::from_name(name);
    if code.is_none() {
        let message = format!("there is no diagnostic `{name}`");
        let mut diagnostic = Diagnostic::new(Code::InvalidConfig, message);
        let names = Code::ALL.iter().map(|code| code.info().name);
        if let Some(near) = nearest(name, names) {
            diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
        }
        sink.push(diagnostic);
    }
    code
}

#[cfg(test)]
mod tests {
    use super::Levels;
    use oaspen_diagnostics::{Code, Diagnostic, Severity, Sink};

    #[test]
    fn levels_are_changed_by_name() {
        let words = |words: &[&str]| {
            words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
        };
        let of = |deny: &[&str], allow: &[&str], code, strict| {
            let levels = Levels::read(&mut Sink::new(), &words(deny), &words(allow));
            let found = Diagnostic::new(code, "x");
            levels
                .expect("the names are right")
                .severity(&found, strict)
        };
        let weakened = Code::EmptyEnum;
        let error = Some(Severity::Error);
        assert_eq!(of(&["weakened"], &[], weakened, false), error);
        assert_eq!(
            of(&["warnings"], &[], Code::UnsupportedMediaType, false),
            error
        );
        assert_eq!(of(&["weakened"], &["empty-enum"], weakened, false), None);
        assert_eq!(of(&["untyped-body"], &[], Code::UntypedBody, false), error);
        assert_eq!(of(&[], &["drift"], Code::Drift, false), error);
        assert_eq!(of(&[], &[], Code::UnsupportedMediaType, true), error);
        let mut sink = Sink::new();
        assert_eq!(Levels::read(&mut sink, &words(&["emty-enum"]), &[]), None);
        let help = sink
            .diagnostics()
            .first()
            .and_then(|found| found.help.clone());
        assert_eq!(help.as_deref(), Some("did you mean `empty-enum`?"));
    }
}
