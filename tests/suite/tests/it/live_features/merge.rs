//! `allOf` and the kind of `anyOf` that is one struct: what members and branches say together.

use oaspen_runtime::json::from_str;
use oaspen_runtime::types::Map;

use super::schema::{any, check, check_tolerant, refused, wrong};

#[test]
fn members_narrow_each_other() {
    use generated::schema_all_of_merged::types::{
        Closed, Counted, Either, EitherWithA, Narrowed, NarrowedInner, NarrowedKind, RowsItem,
    };
    check(
        r#"{"id":"1","size":2,"kind":"b","tags":["ab"],"inner":{"x":1,"y":"z"},"note":"n"}"#,
        Narrowed::new("1", 2, NarrowedKind::B)
            .tags(vec!["ab".to_owned()])
            .inner(NarrowedInner::new(1, "z"))
            .note("n"),
    );
    assert_eq!(
        wrong::<Narrowed>(r#"{"id":"1","size":2.5,"kind":"b"}"#),
        "at /size: expected an integer, found the number 2.5"
    );
    assert!(refused::<Narrowed>(r#"{"id":"1","size":2,"kind":"a"}"#).contains("at /kind"));
    assert_eq!(
        wrong::<Narrowed>(r#"{"id":"1","size":2,"kind":"b","inner":{"x":1}}"#),
        "at /inner: the property `y` is missing"
    );
    check(r#"{"a":"ab"}"#, Closed::new().a("ab"));
    assert!(refused::<Closed>(r#"{"b":1}"#).contains("allowed are `a`"));
    let counted = Counted {
        additional: Map::from_iter([("more".to_owned(), 4)]),
        ..Counted::new(3)
    };
    check(r#"{"total":3,"more":4}"#, counted);
    assert!(wrong::<Counted>(r#"{"total":"3"}"#).starts_with("at /total"));
    check(r#"[{"a":"x"}]"#, vec![RowsItem::new("x")]);
    let first: Either = from_str(r#"{"id":"1","a":"x"}"#).unwrap();
    assert_eq!(first, Either::from(EitherWithA::new("1", "x")));
    assert_eq!(
        wrong::<Either>(r#"{"a":"x"}"#),
        "the property `id` is missing"
    );
}

#[test]
fn properties_may_have_to_be_there_together() {
    use generated::schema_demanded_properties::types::{Payment, Place};
    check(r#"{"city":"Ulm"}"#, Place::new().city("Ulm"));
    let place = Place::new().latitude(48.5).longitude(10.5);
    check(r#"{"latitude":48.5,"longitude":10.5}"#, place.clone());
    check(
        r#"{"city":"Ulm","latitude":48.5,"longitude":10.5}"#,
        place.city("Ulm"),
    );
    check_tolerant(r#"{"latitude":48.5}"#, Place::new().latitude(48.5));
    assert_eq!(
        refused::<Place>(r#"{"latitude":48.5}"#),
        "one of these must be there: `city`, `latitude` and `longitude`"
    );
    check(r#"{"amount":1,"card":"c"}"#, Payment::new(1).card("c"));
    let both = Payment::new(1).card("c").account("a");
    check_tolerant(r#"{"amount":1,"card":"c","account":"a"}"#, both);
    assert_eq!(
        refused::<Payment>(r#"{"amount":1,"card":"c","account":"a"}"#),
        "exactly one of these must be there: `card`, `account`"
    );
    assert!(
        refused::<Payment>(r#"{"amount":1}"#).starts_with("exactly one of these must be there")
    );
}

#[test]
fn a_value_may_be_several_branches_at_once() {
    use generated::schema_any_of_objects::types::{
        Colour, Contact, Kind, KindBranch1, KindBranch2, Mailed, Options, Reach, Size,
    };
    let both = Options::new().colour("red").size(3);
    check(r#"{"colour":"red","size":3}"#, both.clone());
    assert_eq!(both.to_colour(), Some(Colour::new().colour("red")));
    assert_eq!(both.to_size(), Some(Size::new().size(3)));
    check(r#"{}"#, Options::new());
    assert_eq!(Options::from(Size::new().size(3)), Options::new().size(3));

    let reach = Reach::new("1").email("e").phone("p");
    check(r#"{"id":"1","email":"e","phone":"p"}"#, reach);
    check_tolerant(r#"{"id":"1"}"#, Reach::new("1"));
    assert_eq!(
        refused::<Reach>(r#"{"id":"1"}"#),
        "the value fits none of 2 alternatives"
    );

    check(
        r#"{"name":"n","email":"e"}"#,
        Contact::from(Mailed::new("n", "e")),
    );
    check_tolerant(r#"{"name":"n"}"#, Contact::Unknown(any(r#"{"name":"n"}"#)));
    check(r#"{"at":"noon"}"#, Kind::from(KindBranch1::new("noon")));
    check(r#"{"at":12}"#, Kind::from(KindBranch2::new(12)));
}
