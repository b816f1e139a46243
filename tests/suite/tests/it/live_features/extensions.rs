//! Vendor extensions: `schema-extensions.yaml`, and the same document with
//! `config-extensions.toml`, which does not act upon them.

use generated::config_extensions::types as plain;
use generated::schema_extensions::types::operations::list_pets;
use generated::schema_extensions::types::{Pet, Size};
use oaspen_runtime::json::{from_slice, to_string};
use oaspen_runtime::types::Presence;

#[test]
fn x_nullable_is_nullable() {
    let pet: Pet = from_slice(br#"{"name":null,"nick":null,"size":"s"}"#).unwrap();
    assert_eq!(pet.name, None);
    assert_eq!(pet.nick, Presence::Null);
    let text = r#"{"name":null,"nick":null,"size":"s"}"#;
    assert_eq!(to_string(&pet), text);
    let pet: Result<plain::Pet, _> = from_slice(text.as_bytes());
    assert!(pet.unwrap_err().to_string().contains("name"));
}

#[test]
fn x_deprecated_is_deprecated() {
    assert!(list_pets::INFO.deprecated);
    let info = &generated::config_extensions::types::operations::list_pets::INFO;
    assert!(!info.deprecated);
}

#[test]
fn extensions_name_the_values_of_enums() {
    assert_eq!(Size::Small.as_str(), "s");
    assert_eq!(plain::Size::S.as_str(), "s");
}
