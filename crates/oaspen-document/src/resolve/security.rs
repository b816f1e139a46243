//! Security requirements that name schemes nobody declares.
//!
//! Names that say what they are get the scheme that they say. An alternative with any other is left
//! out, and an operation that has no alternative left goes with it: nothing is ever less protected
//! than the document says.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity, Sink, nearest};

use crate::model::{Origin, SecurityRequirement, SecurityScheme, SecuritySchemeKind, Spanned};
use crate::resolved::{Operation, Resolved};

/// Declares what can be guessed and leaves out what can't.
pub(super) fn resolve_security(sink: &mut Sink, resolved: &mut Resolved) {
    for (name, origin) in undeclared(resolved) {
        let declared = &resolved.components.security_schemes;
        let near = nearest(&name.value, declared.keys().map(String::as_str));
        let message = format!("the security scheme `{}` is not declared", name.value);
        let diagnostic = |message: String| {
            Diagnostic::new(Code::UnknownSecurityScheme, message)
                .at(name.span, &origin.pointer)
                .help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "declare it under `components/securitySchemes`".to_owned(),
                })
        };
        // Who misspells a name means another one, which may ask for more.
        match meaning(&name.value).filter(|_| near.is_none()) {
            Some(kind) => {
                let read_as = words(&kind);
                sink.push(diagnostic(format!("{message}; it is read as {read_as}")));
                declare(resolved, &name.value, &origin, kind);
            }
            None => {
                let message = format!("{message}; alternatives with it are left out");
                sink.push(diagnostic(message));
            }
        }
    }
    let mut operations = std::mem::take(&mut resolved.operations);
    leave_out(sink, resolved, &mut operations);
    resolved.operations = operations;
}

/// The same for webhooks and callbacks, whose schemes have been declared by now.
pub(super) fn resolve_security_of_hooks(sink: &mut Sink, resolved: &mut Resolved) {
    let mut hooks = std::mem::take(&mut resolved.hooks);
    for hook in &mut hooks {
        leave_out(sink, resolved, &mut hook.operations);
    }
    resolved.hooks = hooks;
}

/// Every name that is not declared and where it is first asked for.
fn undeclared(resolved: &Resolved) -> Vec<(Spanned<String>, Origin)> {
    let mut names: IndexMap<String, (Spanned<String>, Origin)> = IndexMap::new();
    let others = resolved
        .path_items
        .iter()
        .flat_map(|(_, item)| &item.operations)
        .filter_map(|object| object.security.as_ref());
    let paths = resolved.operations.iter().map(|found| &found.security);
    // What the document asks for is wrong even when every operation overrides it.
    let whole = resolved.security.iter();
    for requirement in paths.chain(others).chain(whole).flatten() {
        for (name, _) in &requirement.schemes {
            if !is_declared(resolved, name) {
                names
                    .entry(name.value.clone())
                    .or_insert_with(|| (name.clone(), requirement.origin.clone()));
            }
        }
    }
    names.into_values().collect()
}

fn is_declared(resolved: &Resolved, name: &Spanned<String>) -> bool {
    let declared = &resolved.components.security_schemes;
    declared.contains_key(&name.value)
}

/// What a name says of itself.
fn meaning(name: &str) -> Option<SecuritySchemeKind> {
    let name = name.to_ascii_lowercase();
    let holds = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let scheme = if holds(&["bearer", "jwt", "oauth"]) {
        "bearer"
    } else if holds(&["basic"]) {
        "basic"
    } else {
        return None;
    };
    Some(SecuritySchemeKind::Http {
        scheme: scheme.to_owned(),
        bearer_format: None,
    })
}

fn words(kind: &SecuritySchemeKind) -> &'static str {
    match kind {
        SecuritySchemeKind::Http { scheme, .. } if scheme == "basic" => "HTTP basic",
        SecuritySchemeKind::Http { .. }
        | SecuritySchemeKind::ApiKey { .. }
        | SecuritySchemeKind::MutualTls
        | SecuritySchemeKind::OAuth2(_)
        | SecuritySchemeKind::OpenIdConnect { .. } => "an HTTP bearer token",
    }
}

fn declare(resolved: &mut Resolved, name: &str, origin: &Origin, kind: SecuritySchemeKind) {
    let id = resolved.security_schemes.push(SecurityScheme {
        origin: origin.clone(),
        description: None,
        kind,
        deprecated: false,
    });
    let declared = &mut resolved.components.security_schemes;
    declared.insert(name.to_owned(), id);
}

/// Leaves out alternatives that cannot be asked for, and operations that have no other.
fn leave_out(sink: &mut Sink, resolved: &Resolved, operations: &mut Vec<Operation>) {
    operations.retain_mut(|operation| {
        let is_known = |requirement: &SecurityRequirement| {
            let mut names = requirement.schemes.iter().map(|(name, _)| name);
            names.all(|name| is_declared(resolved, name))
        };
        let before = operation.security.len();
        operation.security.retain(is_known);
        let is_kept = before == 0 || !operation.security.is_empty();
        if !is_kept {
            report_left_out(sink, operation);
        }
        is_kept
    });
}

fn report_left_out(sink: &mut Sink, operation: &Operation) {
    let message = format!(
        "nothing is known of what protects `{} {}`; the operation is left out",
        operation.method.as_str(),
        operation.path
    );
    let origin = &operation.object.origin;
    sink.push(
        Diagnostic::new(Code::UnknownSecurityScheme, message)
            .at(origin.span, &origin.pointer)
            .severity(Severity::Skipped),
    );
}
