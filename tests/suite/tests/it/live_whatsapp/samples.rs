//! Values that several cases send: from the document's examples where it has some.

use oaspen_runtime::json;
use oaspen_runtime::types::{Any, Bytes, Map};
use whatsapp_client::types;

/// Bytes that are no text, and that contain what separates the parts of a multipart body.
pub(super) fn binary() -> Bytes {
    let bytes: Vec<u8> = (0..=u8::MAX).chain(*b"\r\n--boundary--\r\n\r\n").collect();
    bytes.into()
}

/// A certificate's text, with both ends of lines and a letter beyond ASCII.
pub(super) fn certificate() -> Bytes {
    Bytes::from_static(
        "-----BEGIN CERTIFICATE-----\r\nMIIä\n-----END CERTIFICATE-----\n".as_bytes(),
    )
}

/// An object that the document says nothing of.
pub(super) fn any_object() -> Map<Any> {
    let text = r#"{"uptime": 12.50, "nodes": [null, true, "a\"b"], "large": 123456789012345678901234567890}"#;
    json::from_str(text).expect("it is JSON")
}

pub(super) fn strings<const N: usize>(strings: [&str; N]) -> Vec<String> {
    strings.map(str::to_owned).into()
}

pub(super) fn meta() -> types::Meta {
    let meta = types::Meta::new().version("whatsapp-business-api-client-version");
    meta.api_status(types::MetaApiStatus::Stable)
}

/// A documented failure.
pub(super) fn failure() -> types::Response {
    let error = types::Error::new().code(1234).title("error-code-title");
    let errors = vec![
        error.details("optional-detailed-error-message"),
        types::Error::new().code(-1),
    ];
    types::Response::new().meta(meta()).errors(errors)
}

pub(super) fn business_profile() -> types::BusinessProfile {
    types::BusinessProfile::new(
        "<Business Profile Email>",
        "<Business Profile Address>",
        "<Business Profile Vertical>",
        strings(["https://www.whatsapp.com", "https://www.facebook.com"]),
        "two lines\nwith a \"quote\" and \u{1F4DE}",
    )
}

pub(super) fn media_providers() -> Vec<types::MediaProvider> {
    let basic = types::Basic::new()
        .username("your-username")
        .password("your-password");
    let first = types::MediaProvider::new()
        .name("your-first-provider")
        .r#type("www");
    let second = types::MediaProvider::new()
        .name("your-second-provider")
        .r#type("www");
    vec![
        first.config(types::ConfigBasic::new().basic(basic)),
        second.config(types::ConfigBearer::new("your-bearer-token")),
    ]
}

pub(super) fn groups() -> types::GroupsResponse {
    let group = types::Group::new()
        .id("your-group-idX")
        .creation_time(123_456_789);
    types::GroupsResponse::new()
        .meta(meta())
        .groups(vec![group, types::Group::new()])
}

pub(super) fn users() -> types::UserResponse {
    types::UserResponse::new().users(vec![types::UserResponseItem::new().username("username")])
}

/// [`binary`], with what a client says of a file that has no name or media type.
pub(super) fn file() -> oaspen_runtime::body::File {
    let file = oaspen_runtime::body::File::new(binary());
    file.named("File").of_type("application/octet-stream")
}
