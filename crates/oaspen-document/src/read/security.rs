//! Security schemes and requirements: OAS 3.1 §4.8.27 to §4.8.30.

use super::bare::read_listed;
use super::fields::{read_map, read_string};
use super::{Fields, Place, Read};
use crate::model::{
    Location, OAuthFlow, OAuthFlows, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
    Spanned,
};
use crate::node::Value;

/// Reads the field `security`; `None` when it is not written.
pub(super) fn read_security(
    cx: &mut Read<'_>,
    fields: &mut Fields<'_>,
) -> Option<Vec<SecurityRequirement>> {
    let place = fields.take("security")?;
    // What protects is not left out because it cannot be read.
    if matches!(place.node.value, Value::Bool(_) | Value::Number(_)) {
        cx.refuse(&place, "a list");
        return None;
    }
    let items = read_listed(cx, &place)?;
    Some(
        items
            .iter()
            .filter_map(|item| read_requirement(cx, item))
            .collect(),
    )
}

fn read_requirement(cx: &mut Read<'_>, place: &Place<'_>) -> Option<SecurityRequirement> {
    if let Some(name) = place.node.as_str() {
        return Some(bare_requirement(cx, place, name));
    }
    if !matches!(place.node.value, Value::Map(_)) {
        cx.refuse(place, "a security requirement (an object)");
        return None;
    }
    let mut schemes = Vec::new();
    for (entry, place) in read_map(cx, place)? {
        let name = Spanned {
            value: entry.key.clone(),
            span: entry.key_span,
        };
        schemes.push((name, read_scopes(cx, &place)));
    }
    Some(SecurityRequirement {
        origin: place.origin(),
        schemes,
    })
}

/// What a caller must be allowed. Nothing of it is left out, because then more callers would be.
fn read_scopes(cx: &mut Read<'_>, place: &Place<'_>) -> Vec<String> {
    let scopes = match &place.node.value {
        Value::Null => return Vec::new(),
        Value::List(_) | Value::String(_) => read_listed(cx, place).unwrap_or_default(),
        Value::Bool(_) | Value::Number(_) | Value::Map(_) => {
            cx.refuse(place, "a list of scopes");
            return Vec::new();
        }
    };
    let mut names = Vec::new();
    for scope in &scopes {
        match scope.node.as_str() {
            Some(name) => names.push(name.to_owned()),
            None => cx.refuse(scope, "a scope (a string)"),
        }
    }
    names
}

/// The name of a scheme in the place of a requirement of it.
fn bare_requirement(cx: &mut Read<'_>, place: &Place<'_>, name: &str) -> SecurityRequirement {
    let message = "an object is expected; this is read as the name of a scheme";
    cx.note_reading(place, message);
    let name = Spanned {
        value: name.to_owned(),
        span: place.node.span,
    };
    SecurityRequirement {
        origin: place.origin(),
        schemes: vec![(name, Vec::new())],
    }
}

#[derive(Clone, Copy)]
enum Kind {
    ApiKey,
    Http,
    MutualTls,
    OAuth2,
    OpenIdConnect,
    /// An HTTP scheme by its own name, as Swagger 2.0 wrote `basic`.
    Scheme(&'static str),
}

pub(super) fn read_security_scheme(cx: &mut Read<'_>, place: &Place<'_>) -> Option<SecurityScheme> {
    let mut fields = Fields::open(cx, place, "a security scheme")?;
    let kind = fields.require(cx, "type")?;
    let place_of_kind = kind;
    let kind = cx.word_offering(
        &place_of_kind,
        &[
            ("apiKey", Kind::ApiKey),
            ("http", Kind::Http),
            ("mutualTLS", Kind::MutualTls),
            ("oauth2", Kind::OAuth2),
            ("openIdConnect", Kind::OpenIdConnect),
            ("basic", Kind::Scheme("basic")),
            ("bearer", Kind::Scheme("bearer")),
        ],
        5,
    )?;
    let kind = match kind {
        Kind::ApiKey => read_api_key(cx, &mut fields),
        Kind::Http => read_http(cx, &mut fields),
        Kind::MutualTls => Some(SecuritySchemeKind::MutualTls),
        Kind::Scheme(scheme) => {
            let message = format!("`{scheme}` is a `scheme` of the type `http`; it is read so");
            cx.note_reading(&place_of_kind, message);
            fields.take("scheme");
            Some(SecuritySchemeKind::Http {
                scheme: scheme.to_owned(),
                bearer_format: fields.string(cx, "bearerFormat"),
            })
        }
        Kind::OAuth2 => read_oauth2(cx, &mut fields),
        Kind::OpenIdConnect => fields
            .require_string(cx, "openIdConnectUrl")
            .map(|url| SecuritySchemeKind::OpenIdConnect { url: url.value }),
    };
    let description = fields.string(cx, "description");
    let deprecated = fields.flag(cx, "deprecated");
    fields.unsupported_note(cx, &["oauth2MetadataUrl"]);
    fields.finish(cx);
    Some(SecurityScheme {
        origin: place.origin(),
        description,
        kind: kind?,
        deprecated,
    })
}

fn read_api_key(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Option<SecuritySchemeKind> {
    let name = fields.require_string(cx, "name");
    let place = fields.require(cx, "in")?;
    let location = cx.word(
        &place,
        &[
            ("query", Location::Query),
            ("header", Location::Header),
            ("cookie", Location::Cookie),
        ],
    )?;
    Some(SecuritySchemeKind::ApiKey {
        name: name?.value,
        location,
    })
}

fn read_http(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Option<SecuritySchemeKind> {
    let bearer_format = fields.string(cx, "bearerFormat");
    let scheme = fields.require_string(cx, "scheme")?;
    Some(SecuritySchemeKind::Http {
        // RFC 9110 §11.1: the scheme's name is case-insensitive.
        scheme: scheme.value.to_ascii_lowercase(),
        bearer_format,
    })
}

fn read_oauth2(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Option<SecuritySchemeKind> {
    let place = fields.require(cx, "flows")?;
    let mut flows = Fields::open(cx, &place, "OAuth flows")?;
    let mut flow = |cx: &mut Read<'_>, key| {
        let place = flows.take(key)?;
        read_flow(cx, &place)
    };
    let read = OAuthFlows {
        implicit: flow(cx, "implicit"),
        password: flow(cx, "password"),
        client_credentials: flow(cx, "clientCredentials"),
        authorization_code: flow(cx, "authorizationCode"),
        device_authorization: flow(cx, "deviceAuthorization"),
    };
    flows.finish(cx);
    Some(SecuritySchemeKind::OAuth2(Box::new(read)))
}

fn read_flow(cx: &mut Read<'_>, place: &Place<'_>) -> Option<OAuthFlow> {
    let mut fields = Fields::open(cx, place, "an OAuth flow")?;
    let mut flow = OAuthFlow {
        authorization_url: fields.string(cx, "authorizationUrl"),
        token_url: fields.string(cx, "tokenUrl"),
        refresh_url: fields.string(cx, "refreshUrl"),
        device_authorization_url: fields.string(cx, "deviceAuthorizationUrl"),
        ..OAuthFlow::default()
    };
    for (entry, place) in fields.map(cx, "scopes") {
        if let Some(text) = read_string(cx, &place) {
            flow.scopes.insert(entry.key.clone(), text.value);
        }
    }
    fields.finish(cx);
    Some(flow)
}
