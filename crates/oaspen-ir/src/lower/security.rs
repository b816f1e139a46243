//! Security schemes and requirements: OAS 3.1 §4.8.27 to §4.8.30.
//!
//! A requirement that cannot be understood never makes an operation less protected: it is left out
//! together with its operation.

use std::collections::BTreeMap;

use oaspen_document::model as doc;

use super::context::Lower;
use super::origin::lower_origin;
use crate::ir::{self, Alternative, SchemeKind, SchemeUse};

/// The schemes under `components`, in document order.
pub(super) fn lower_security_schemes(cx: &mut Lower<'_>) -> Vec<ir::SecurityScheme> {
    let resolved = cx.resolved;
    resolved
        .components
        .security_schemes
        .iter()
        .filter_map(|(name, id)| Some(lower_scheme(name, resolved.security_schemes.get(*id)?)))
        .collect()
}

fn lower_scheme(name: &str, scheme: &doc::SecurityScheme) -> ir::SecurityScheme {
    ir::SecurityScheme {
        name: name.to_owned(),
        origin: lower_origin(&scheme.origin),
        docs: ir::Docs {
            description: scheme.description.clone(),
            deprecated: scheme.deprecated,
            ..ir::Docs::default()
        },
        kind: lower_kind(&scheme.kind),
    }
}

fn lower_kind(kind: &doc::SecuritySchemeKind) -> SchemeKind {
    match kind {
        doc::SecuritySchemeKind::ApiKey { name, location } => SchemeKind::ApiKey {
            location: *location,
            name: name.clone(),
        },
        doc::SecuritySchemeKind::Http {
            scheme,
            bearer_format,
        } => match scheme.as_str() {
            "basic" => SchemeKind::Basic,
            "bearer" => SchemeKind::Bearer {
                format: bearer_format.clone(),
            },
            other => SchemeKind::Http(other.to_owned()),
        },
        doc::SecuritySchemeKind::MutualTls => SchemeKind::MutualTls,
        doc::SecuritySchemeKind::OAuth2(flows) => SchemeKind::OAuth2 {
            scopes: lower_scopes(flows),
        },
        doc::SecuritySchemeKind::OpenIdConnect { url } => {
            SchemeKind::OpenIdConnect { url: url.clone() }
        }
    }
}

/// Every scope of every flow once, with the first description.
fn lower_scopes(flows: &doc::OAuthFlows) -> Vec<(String, String)> {
    let mut scopes: indexmap::IndexMap<&str, &str> = indexmap::IndexMap::new();
    let flows = [
        &flows.implicit,
        &flows.password,
        &flows.client_credentials,
        &flows.authorization_code,
        &flows.device_authorization,
    ];
    for (scope, description) in flows.into_iter().flatten().flat_map(|flow| &flow.scopes) {
        scopes.entry(scope).or_insert(description);
    }
    scopes
        .into_iter()
        .map(|(scope, description)| (scope.to_owned(), description.to_owned()))
        .collect()
}

/// Where each scheme stands in [`ir::Ir::security_schemes`].
pub(super) type SchemeIndex<'a> = BTreeMap<&'a str, usize>;

/// The positions of the declared schemes, by name.
pub(super) fn index_schemes(components: &doc::Components) -> SchemeIndex<'_> {
    let names = components.security_schemes.keys().enumerate();
    names.map(|(index, name)| (name.as_str(), index)).collect()
}

/// What an operation asks of its caller; `None` when it names a scheme that is not declared, which
/// the document's check has reported.
pub(super) fn lower_security(
    schemes: &SchemeIndex<'_>,
    requirements: &[doc::SecurityRequirement],
) -> Option<Vec<Alternative>> {
    requirements
        .iter()
        .map(|requirement| lower_requirement(schemes, requirement))
        .collect()
}

fn lower_requirement(
    schemes: &SchemeIndex<'_>,
    requirement: &doc::SecurityRequirement,
) -> Option<Alternative> {
    let uses = requirement.schemes.iter().map(|(name, scopes)| {
        Some(SchemeUse {
            scheme: *schemes.get(name.value.as_str())?,
            scopes: scopes.clone(),
        })
    });
    Some(Alternative {
        schemes: uses.collect::<Option<_>>()?,
    })
}
