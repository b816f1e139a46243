//! Security: the statics of the schemes, who sets credentials and who checks them, what an
//! operation asks for.

use std::collections::BTreeSet;

use oaspen_ir::ir;

use super::DocsWriter;
use super::paths;
use crate::model::{
    Access, Credential, KeyLocation, Part, SchemeKind, SchemeScope, SchemeScopes, SchemeUse,
    SecurityScheme,
};
use crate::name::{Case, Scope, Words};

/// Methods that `ClientBuilder` and `Authenticator` have anyway.
const TAKEN: &[&str] = &[
    "base_url",
    "response_limit",
    "header",
    "middleware",
    "timeout",
    "connect_timeout",
    "retry",
    "transport",
    "build",
    "join",
    "clone",
    "fmt",
    "into",
    "try_into",
];

/// The document's schemes, in order.
pub(super) fn plan_security(ir: &ir::Ir) -> Vec<SecurityScheme> {
    let mut constants = Scope::new();
    let mut modules = Scope::reserving(&["rt"]);
    let mut methods = Scope::reserving(TAKEN);
    let schemes = ir.security_schemes.iter().enumerate();
    schemes
        .map(|(index, scheme)| SecurityScheme {
            scopes: plan_scopes(&mut modules, scheme),
            ..plan_scheme(&mut constants, &mut methods, index, scheme)
        })
        .collect()
}

fn plan_scheme(
    constants: &mut Scope,
    methods: &mut Scope,
    index: usize,
    scheme: &ir::SecurityScheme,
) -> SecurityScheme {
    let words = Words::of(&scheme.name);
    let constant = constants.claim(&words, Case::Screaming);
    let method = methods.claim(&words, Case::Snake);
    let shown = super::docs::code_span(&scheme.name);
    let described = |opening: String| {
        let docs = DocsWriter::new().paragraph(&opening);
        docs.markdown_option(scheme.docs.description.as_deref())
            .finish()
    };
    let with_docs = format!("The same client with other credentials for {shown}.");
    SecurityScheme {
        name: scheme.name.clone(),
        docs: described(format!("Scheme {shown}.")),
        client_docs: described(format!("Sets the credentials for {shown}.")),
        with_docs: DocsWriter::new().paragraph(&with_docs).finish(),
        server_docs: described(format!("Who calls, by the credentials of {shown}.")),
        index,
        path: paths::item(Part::Types, &[paths::SECURITY], constant.clone()),
        constant,
        is_against_self: method.is_against_self(),
        with_method: method.prefixed("with_"),
        method,
        kind: plan_kind(&scheme.kind),
        scopes: None,
        credential: plan_credential(&scheme.kind),
    }
}

/// The scopes of a scheme that lists some; those of OpenID Connect are told elsewhere.
fn plan_scopes(modules: &mut Scope, scheme: &ir::SecurityScheme) -> Option<SchemeScopes> {
    let ir::SchemeKind::OAuth2 { scopes } = &scheme.kind else {
        return None;
    };
    let mut constants = Scope::new();
    let list = scopes.iter().map(|(scope, description)| SchemeScope {
        docs: DocsWriter::new().code(scope).markdown(description).finish(),
        constant: constants.claim(&Words::of(scope), Case::Screaming),
        scope: scope.clone(),
    });
    let docs = format!("Scopes of {}.", super::docs::code_span(&scheme.name));
    (!scopes.is_empty()).then(|| SchemeScopes {
        docs: DocsWriter::new().paragraph(&docs).finish(),
        module: modules.claim(&Words::of(&scheme.name), Case::Snake),
        list: list.collect(),
    })
}

fn plan_kind(kind: &ir::SchemeKind) -> SchemeKind {
    match kind {
        ir::SchemeKind::Basic => SchemeKind::Basic,
        ir::SchemeKind::Bearer { format: _ } => SchemeKind::Bearer,
        ir::SchemeKind::Http(scheme) => SchemeKind::Http(scheme.clone()),
        ir::SchemeKind::ApiKey { location, name } => SchemeKind::ApiKey {
            location: plan_key_location(*location),
            name: name.clone(),
        },
        ir::SchemeKind::OAuth2 { scopes: _ } => SchemeKind::OAuth2,
        ir::SchemeKind::OpenIdConnect { url: _ } => SchemeKind::OpenIdConnect,
        ir::SchemeKind::MutualTls => SchemeKind::MutualTls,
    }
}

/// What a caller of a scheme shows; `None` when nothing in the request is one.
fn plan_credential(kind: &ir::SchemeKind) -> Option<Credential> {
    match kind {
        ir::SchemeKind::Basic => Some(Credential::Basic),
        ir::SchemeKind::Bearer { .. }
        | ir::SchemeKind::OAuth2 { .. }
        | ir::SchemeKind::OpenIdConnect { .. } => Some(Credential::Bearer),
        ir::SchemeKind::Http(scheme) => Some(Credential::Authorization(scheme.clone())),
        ir::SchemeKind::ApiKey { .. } => Some(Credential::ApiKey),
        ir::SchemeKind::MutualTls => None,
    }
}

/// Where a key travels. The reader knows no other places for one.
fn plan_key_location(location: ir::Location) -> KeyLocation {
    match location {
        ir::Location::Header => KeyLocation::Header,
        ir::Location::Cookie => KeyLocation::Cookie,
        ir::Location::Query | ir::Location::QueryString | ir::Location::Path => KeyLocation::Query,
    }
}

/// The alternatives of an operation.
pub(super) fn plan_requirements(
    schemes: &[SecurityScheme],
    operation: &ir::Operation,
) -> Vec<Vec<SchemeUse>> {
    let alternatives = operation.security.iter();
    alternatives
        .map(|alternative| {
            let uses = alternative.schemes.iter();
            uses.filter_map(|scheme_use| {
                Some(SchemeUse {
                    scheme: schemes.get(scheme_use.scheme)?.path.clone(),
                    scopes: scheme_use.scopes.clone(),
                })
            })
            .collect()
        })
        .collect()
}

/// Who may call an operation.
pub(super) fn plan_access(operation: &ir::Operation) -> Access {
    let asks = |alternative: &ir::Alternative| !alternative.schemes.is_empty();
    if !operation.security.iter().any(asks) {
        Access::Open
    } else if operation.security.iter().all(asks) {
        Access::Known
    } else {
        Access::Optional
    }
}

/// The schemes that some operation asks for, in order.
pub(super) fn used_schemes<'a>(
    security: impl Iterator<Item = &'a [ir::Alternative]>,
    schemes: &[SecurityScheme],
) -> Vec<SecurityScheme> {
    let uses = security
        .flatten()
        .flat_map(|alternative| &alternative.schemes);
    let used: BTreeSet<usize> = uses.map(|scheme_use| scheme_use.scheme).collect();
    let schemes = schemes.iter().filter(|scheme| used.contains(&scheme.index));
    schemes.cloned().collect()
}

/// Whether two schemes must hold together somewhere.
pub(super) fn has_joins<'a>(mut security: impl Iterator<Item = &'a [ir::Alternative]>) -> bool {
    let joins = |alternative: &ir::Alternative| alternative.schemes.len() > 1;
    security.any(|alternatives| alternatives.iter().any(joins))
}
