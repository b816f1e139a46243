//! Unions by tags that are no text or are inherited, and unions of all sorts of things.

use oaspen_runtime::json::from_str;
use oaspen_runtime::types::{Map, Presence};

use super::schema::{any, check, check_tolerant, refused};

#[test]
fn tags_are_of_the_kind_of_their_property() {
    use generated::schema_one_of_tags::types::{Numbered, Off, On, One, Switch, Two};
    check(r#"{"version":1}"#, Numbered::One(One::new(1)));
    for version in [2, 3] {
        check(
            &format!(r#"{{"version":{version},"more":"m"}}"#),
            Numbered::from(Two::new(version).more("m")),
        );
    }
    let text = r#"{"version":"1"}"#;
    check_tolerant(text, Numbered::Unknown(any(text)));
    assert!(refused::<Numbered>(text).contains("key `version` = 2 or 3"));
    check(
        r#"{"enabled":true,"level":4}"#,
        Switch::from(On::new(true).level(4)),
    );
    check(r#"{"enabled":false}"#, Switch::from(Off::new(false)));
}

#[test]
fn inherited_lists_are_told_apart_by_names() {
    use generated::schema_one_of_tags::types::{BankAccount, Base, BaseKind, CreditCard, Method};
    let card = CreditCard::new().number("4");
    check(
        r#"{"kind":"credit_card","number":"4"}"#,
        Method::from(card.clone()),
    );
    check(
        r#"{"kind":"bank_account"}"#,
        Method::BankAccount(BankAccount::new()),
    );
    assert_eq!(Base::from(card), Base::new(BaseKind::CreditCard));
}

#[test]
fn unions_hold_unions_enums_arrays_and_maps() {
    use generated::schema_one_of_nested::types::{
        Card, Cash, Day, Holder, Immediate, Labels, Month, Only, Order, Payment, Transfer, When,
    };
    let card = Payment::from(Immediate::from(Card::new("4")));
    check(r#"{"card":"4"}"#, card.clone());
    check(
        r#"{"cash":5}"#,
        Payment::from(Immediate::from(Cash::new(5))),
    );
    check(r#"{"iban":"DE"}"#, Payment::from(Transfer::new("DE")));
    assert!(matches!(from_str(r#""free""#), Ok(Payment::Enum(_))));
    check(
        r#"[{"card":"4"},null]"#,
        Payment::from(vec![Some(card.clone()), None]),
    );
    check(r#"{"payment":null}"#, Holder::new(None));
    check(
        r#"{"payment":{"card":"4"},"again":null}"#,
        Holder {
            again: Presence::Null,
            ..Holder::new(Some(card))
        },
    );
    check(r#""monday""#, When::from(Day::Monday));
    check(r#""may""#, When::from(Month::May));
    check_tolerant(r#""noon""#, When::Unknown(any(r#""noon""#)));
    let only: Only = Card::new("4");
    check(r#"{"card":"4"}"#, only);
    let order: Order = from_str(r#"{"id":"1","url":"u"}"#).unwrap();
    let Order::Online(online) = order else {
        panic!("the title names the branch");
    };
    assert_eq!((online.id.as_str(), online.url.as_str()), ("1", "u"));
    check(r#""a""#, Labels::from("a".to_owned()));
    let labels = Map::from_iter([("a".to_owned(), "b".to_owned())]);
    check(r#"{"a":"b"}"#, Labels::from(labels));
}
