//! The OpenAPI Object, `info`, `tags`, `externalDocs` and `components`: OAS 3.1 §4.8.1 to §4.8.7.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity};

use super::fields::read_string;
use super::path::{read_path_items, read_path_keys};
use super::schema::read_schema;
use super::security::read_security;
use super::server::read_servers;
use super::{Fields, Place, Read, Referable, read_object};
use crate::model::{
    Components, Contact, Document, ExternalDocs, Id, Info, License, Objects, Tag, Version,
};
use crate::upgrade::swagger::is_swagger;

/// Reads the entry file. The objects stay with `cx` until every reference has been followed.
pub(crate) fn read_document(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Document> {
    let mut fields = Fields::open(cx, place, "an OpenAPI document")?;
    fields.take("openapi");
    let info = fields.expect(cx, "info");
    let paths = if cx.version <= Version::V3_0 {
        fields.expect(cx, "paths")
    } else {
        fields.take("paths")
    };
    // `x-webhooks` is how documents of OpenAPI 3.0 write what 3.1 made a field.
    let extension = fields.take("x-webhooks");
    let webhooks = fields.take("webhooks");
    if let Some(place) = webhooks.as_ref().filter(|_| cx.version < Version::V3_1) {
        note_webhooks(cx, place);
    }
    let webhooks = webhooks.or(extension);
    let components = fields.take("components");
    let path_keys = paths.as_ref().map(read_path_keys).unwrap_or_default();
    let document = Document {
        version: cx.version,
        path_keys,
        info: info.map_or_else(Info::default, |info| read_info(cx, &info)),
        servers: read_servers(cx, &mut fields),
        security: read_security(cx, &mut fields),
        tags: read_tags(cx, &mut fields),
        external_docs: read_external_docs(cx, &mut fields),
        // `components` comes first, so that a schema's id does not depend on who uses it.
        components: components
            .map_or_else(Components::default, |place| read_components(cx, &place)),
        paths: paths
            .and_then(|paths| read_path_items(cx, &paths))
            .unwrap_or_default(),
        webhooks: webhooks
            .and_then(|webhooks| read_path_items(cx, &webhooks))
            .unwrap_or_default(),
        objects: Objects::default(),
        locations: crate::Locations::default(),
    };
    read_dialect(cx, &mut fields);
    fields.unsupported_note(cx, &["$self"]);
    fields.finish(cx);
    Some(document)
}

/// OAS 3.1 §4.8.1 has `webhooks`, 3.0 has not.
fn note_webhooks(cx: &mut Read<'_>, place: &Place<'_>) {
    let message = "`webhooks` belongs to OpenAPI 3.1 and later; it is read so";
    cx.sink.push(
        Diagnostic::new(Code::UnknownKeyword, message)
            .severity(Severity::Note)
            .at(place.node.span, &place.pointer)
            .help("write `openapi: 3.1.0`, or call it `x-webhooks`"),
    );
}

/// OAS 3.1 §4.8.24.5: schemas are read as those of 2020-12, whatever the dialect.
fn read_dialect(cx: &mut Read<'_>, fields: &mut Fields<'_>) {
    let dialect = fields.spanned_string(cx, "jsonSchemaDialect");
    let is_read = |uri: &str| {
        let uri = uri.trim_end_matches('#');
        uri.starts_with("https://spec.openapis.org/oas/3.")
            || uri.ends_with("json-schema.org/draft/2020-12/schema")
    };
    if dialect.is_some_and(|dialect| !is_read(&dialect.value)) {
        fields.unsupported(cx, &["jsonSchemaDialect"]);
    }
}

fn read_info(cx: &mut Read<'_>, place: &Place<'_>) -> Info {
    let Some(mut fields) = Fields::open(cx, place, "an info object") else {
        return Info::default();
    };
    let contact = fields.take("contact");
    let license = fields.take("license");
    let title = fields
        .expect(cx, "title")
        .and_then(|place| read_string(cx, &place));
    let version = fields
        .expect(cx, "version")
        .and_then(|place| read_string(cx, &place));
    let info = Info {
        title: title.map_or_else(String::new, |title| title.value),
        summary: fields.string(cx, "summary"),
        description: fields.string(cx, "description"),
        terms_of_service: fields.string(cx, "termsOfService"),
        contact: contact.and_then(|contact| read_contact(cx, &contact)),
        license: license.and_then(|license| read_license(cx, &license)),
        version: version.map_or_else(String::new, |version| version.value),
        extensions: fields.extensions(),
    };
    fields.finish(cx);
    info
}

/// The text in the place of an object with a name.
fn bare_name(cx: &mut Read<'_>, place: &Place<'_>) -> Option<String> {
    let name = place.node.as_str()?;
    cx.note_reading(place, "an object is expected; this is read as its `name`");
    Some(name.to_owned())
}

fn read_contact(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Contact> {
    if let Some(name) = bare_name(cx, place) {
        return Some(Contact {
            name: Some(name),
            ..Contact::default()
        });
    }
    let mut fields = Fields::open_annotation(cx, place, "a contact")?;
    let contact = Contact {
        name: fields.string(cx, "name"),
        url: fields.string(cx, "url"),
        email: fields.string(cx, "email"),
    };
    fields.finish(cx);
    Some(contact)
}

fn read_license(cx: &mut Read<'_>, place: &Place<'_>) -> Option<License> {
    if let Some(name) = bare_name(cx, place) {
        return Some(License {
            name,
            ..License::default()
        });
    }
    let mut fields = Fields::open_annotation(cx, place, "a license")?;
    let license = License {
        name: fields.string(cx, "name").unwrap_or_default(),
        identifier: fields.string(cx, "identifier"),
        url: fields.string(cx, "url"),
    };
    fields.finish(cx);
    Some(license)
}

fn read_tags(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Vec<Tag> {
    let items = fields.list(cx, "tags");
    items.iter().filter_map(|item| read_tag(cx, item)).collect()
}

fn read_tag(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Tag> {
    if let Some(name) = bare_name(cx, place) {
        return Some(Tag {
            origin: place.origin(),
            name,
            summary: None,
            description: None,
            external_docs: None,
            parent: None,
            kind: None,
        });
    }
    let mut fields = Fields::open_annotation(cx, place, "a tag")?;
    let name = fields.require_string(cx, "name");
    let tag = Tag {
        origin: place.origin(),
        name: name?.value,
        summary: fields.string(cx, "summary"),
        description: fields.string(cx, "description"),
        external_docs: read_external_docs(cx, &mut fields),
        parent: fields.string(cx, "parent"),
        kind: fields.string(cx, "kind"),
    };
    fields.finish(cx);
    Some(tag)
}

/// Reads the field `externalDocs`.
pub(super) fn read_external_docs(
    cx: &mut Read<'_>,
    fields: &mut Fields<'_>,
) -> Option<ExternalDocs> {
    let place = fields.take("externalDocs")?;
    let mut fields = Fields::open_annotation(cx, &place, "external documentation")?;
    let docs = read_external_docs_fields(cx, &mut fields);
    fields.finish(cx);
    docs
}

pub(super) fn read_external_docs_fields(
    cx: &mut Read<'_>,
    fields: &mut Fields<'_>,
) -> Option<ExternalDocs> {
    let description = fields.string(cx, "description");
    let url = fields.require_string(cx, "url");
    Some(ExternalDocs {
        description,
        url: url?.value,
    })
}

fn read_components(cx: &mut Read<'_>, place: &Place<'_>) -> Components {
    let Some(mut fields) = Fields::open(cx, place, "components") else {
        return Components::default();
    };
    if cx.is_filtered {
        // `filter` reads of the others what something refers to.
        return Components {
            security_schemes: read_section(cx, &mut fields),
            ..Components::default()
        };
    }
    let mut schemas = IndexMap::new();
    for (entry, place) in fields.map(cx, "schemas") {
        if let Some(id) = read_schema(cx, &place) {
            schemas.insert(entry.key.clone(), id);
        }
    }
    let components = Components {
        schemas,
        responses: read_section(cx, &mut fields),
        parameters: read_section(cx, &mut fields),
        examples: read_section(cx, &mut fields),
        request_bodies: read_section(cx, &mut fields),
        headers: read_section(cx, &mut fields),
        security_schemes: read_section(cx, &mut fields),
        links: read_section(cx, &mut fields),
        callbacks: read_section(cx, &mut fields),
        path_items: read_section(cx, &mut fields),
    };
    // OAS 3.2 §4.7.1; each is read where it is referred to, for its name is there.
    fields.take("mediaTypes");
    fields.finish(cx);
    components
}

fn read_section<T: Referable>(
    cx: &mut Read<'_>,
    fields: &mut Fields<'_>,
) -> IndexMap<String, Id<T>> {
    let mut section = IndexMap::new();
    for (entry, place) in fields.map(cx, T::SECTION) {
        if let Some(id) = read_object::<T>(cx, &place) {
            section.insert(entry.key.clone(), id);
        }
    }
    section
}

/// The version that a file says it is written in; `None` and a report when it is not read.
pub(crate) fn read_version(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Version> {
    if place.node.entries().is_none() {
        cx.refuse(place, "an OpenAPI document (an object)");
        return None;
    }
    if is_swagger(place.node) {
        return read_swagger_version(cx, place);
    }
    let Some(openapi) = place.node.get("openapi") else {
        cx.report(Code::MissingField, place, "the field `openapi` is missing");
        return None;
    };
    let place = place.child("openapi", openapi);
    let Some(text) = super::fields::read_string(cx, &place).map(|text| text.value) else {
        return report_version(cx, &place, "a version that is no text");
    };
    let mut parts = text.trim().split('.');
    match (parts.next(), parts.next()) {
        (Some("3"), Some("0")) => Some(Version::V3_0),
        (Some("3"), Some("1")) => Some(Version::V3_1),
        (Some("3"), Some("2")) => Some(Version::V3_2),
        (_, _) => report_version(cx, &place, &format!("OpenAPI `{text}`")),
    }
}

fn read_swagger_version(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Version> {
    let place = place.child("swagger", place.node.get("swagger")?);
    let Some(text) = super::fields::read_string(cx, &place).map(|text| text.value) else {
        return report_version(cx, &place, "a version that is no text");
    };
    match text.trim() {
        "2.0" | "2" => Some(Version::V2_0),
        _ => report_version(cx, &place, &format!("Swagger `{text}`")),
    }
}

fn report_version(cx: &mut Read<'_>, place: &Place<'_>, found: &str) -> Option<Version> {
    let message = format!("{found} is not read; OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0 are");
    cx.report(Code::UnsupportedVersion, place, message);
    None
}
