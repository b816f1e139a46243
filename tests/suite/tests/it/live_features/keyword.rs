//! Keywords that are rarely written: definitions within schemas, annotations, flags of 3.0.

use oaspen_runtime::types::{Base64, Bytes};

use super::schema::{check, refused};

#[test]
fn definitions_are_types_where_they_are_referred_to() {
    use generated::schema_definitions::types::Order;
    check(r#"{"lines":[]}"#, Order::new(vec![]));
    let order: Order =
        oaspen_runtime::json::from_str(r#"{"lines":[{"product":"tea"}],"payer":"guest"}"#).unwrap();
    assert_eq!(order.lines[0].product, "tea");
    assert_eq!(order.payer.unwrap().as_str(), "guest");
}

#[test]
fn encodings_of_text_have_types() {
    use generated::schema_annotations::types::Picture;
    let picture = Picture::new()
        .small(Base64::from(b"png".to_vec()))
        .settings("{}");
    check(r#"{"small":"cG5n","settings":"{}"}"#, picture);
    let _: Option<Bytes> = Picture::new().raw;
}

#[test]
fn flags_of_3_0_exclude_the_limit() {
    use generated::validation_exclusive_flags::types::Reading;
    let text = r#"{"celsius":-273.15,"share":0.5}"#;
    check(text, Reading::new().celsius(-273.15).share(0.5));
    let too_little = refused::<Reading>(r#"{"share":0}"#);
    assert_eq!(too_little, "at /share: the number is not greater than 0");
    refused::<Reading>(r#"{"share":1}"#);
    refused::<Reading>(r#"{"celsius":-273.16}"#);
}

#[test]
fn schemas_are_referred_to_by_their_names() {
    use generated::schema_anchors::types::{Couple, Person, Place, PlaceKeeper};
    let home = Place::new().keeper(PlaceKeeper::new().since(7));
    let couple: Couple = vec![Person::new("Ada").address(home), Person::new("Bo")];
    let text = oaspen_runtime::json::to_string(&couple);
    assert_eq!(
        text,
        r#"[{"name":"Ada","address":{"keeper":{"since":7}}},{"name":"Bo"}]"#
    );
}
