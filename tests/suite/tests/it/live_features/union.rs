//! Enums and unions: which variant a value is, what is kept of values that no variant has, and what
//! is refused.

use oaspen_runtime::json::{ErrorKind, from_slice_strict, from_str, to_string};
use oaspen_runtime::types::{Map, Presence};

use super::schema::{any, check, check_tolerant, refused, wrong};

#[test]
fn string_enums_keep_what_they_do_not_know() {
    use generated::schema_enum_string::types::{Day, Holder, HolderInline, Odd, Status};
    check(
        r#"{"status":"valid","inline":"no_wait"}"#,
        Holder::new(Status::Valid).inline("no_wait"),
    );
    // A value that is called unknown is listed; what is not listed is another variant.
    check(r#""unknown""#, Status::Unknown);
    check_tolerant(r#""later""#, Status::Other("later".to_owned()));
    assert_eq!(Status::from("later"), Status::Other("later".to_owned()));
    let message =
        r#"at /status: expected one of "processing", "valid", "unknown", found the string "later""#;
    assert_eq!(refused::<Holder>(r#"{"status":"later"}"#), message);
    assert_eq!(
        from_slice_strict::<Status>(br#""later""#)
            .unwrap_err()
            .kind(),
        ErrorKind::UnknownValue
    );
    check(r#""2""#, Day::Tuesday);
    assert_eq!(wrong::<Day>("2"), "expected a string, found the number 2");
    assert_eq!(
        (Day::Monday.to_string(), "2".parse()),
        ("1".to_owned(), Ok(Day::Tuesday))
    );
    for odd in Odd::VARIANTS {
        check(&to_string(odd.as_str()), odd.clone());
    }
    let texts: Vec<&str> = Odd::VARIANTS.iter().map(Odd::as_str).collect();
    assert_eq!(
        texts,
        [
            "+1",
            "-1",
            "",
            "a",
            "A",
            "image.",
            "two words",
            "self",
            "日本"
        ]
    );
    assert_eq!(Odd::from("Self"), Odd::Unknown("Self".to_owned()));
    assert_eq!(
        HolderInline::VARIANTS,
        [HolderInline::Wait, HolderInline::NoWait]
    );
}

#[test]
fn integer_enums_are_numbers() {
    use generated::schema_enum_integer::types::{Level, Port, Single};
    for (text, port) in [("80", Port::N80), ("443", Port::N443), ("-1", Port::Minus1)] {
        check(text, port);
    }
    assert_eq!(from_str("8e1"), Ok(Port::N80));
    check("2", Level::High);
    check_tolerant("8080", Port::Unknown(8080));
    assert_eq!(
        refused::<Port>("8080"),
        "expected one of 80, 443, -1, found the number 8080"
    );
    assert_eq!(
        wrong::<Port>(r#""80""#),
        "expected an integer, found the string \"80\""
    );
    assert_eq!((i64::from(Port::Minus1), Port::from(443)), (-1, Port::N443));
    check(r#"{"version":2,"port":80}"#, Single::new(80));
    assert_eq!(
        refused::<Single>(r#"{"version":3,"port":80}"#),
        "at /version: expected one of 2, found the number 3"
    );
}

#[test]
fn unions_are_told_apart_by_kind() {
    use generated::schema_one_of_kind::types::{Amount, Health, Limit, State};
    check(r#""connected""#, Health::State(State::Connected));
    let map = Map::from_iter([("db".to_owned(), State::Disconnected)]);
    check(r#"{"db":"disconnected"}"#, Health::from(map));
    check_tolerant("[1]", Health::Unknown(any("[1]")));
    assert_eq!(
        refused::<Health>("[1]"),
        "expected one of State (a string), Map (an object), found an array of 1"
    );
    check_tolerant(
        r#""asleep""#,
        Health::State(State::Unknown("asleep".to_owned())),
    );
    assert_eq!(
        refused::<Health>(r#"{"db":"asleep"}"#),
        r#"at /db: expected one of "connected", "disconnected", found the string "asleep""#
    );
    check("7", Amount::Integer(7));
    check("7.5", Amount::Number(7.5));
    check("false", Amount::Boolean(false));
    check(r#"["a"]"#, Amount::List(vec!["a".to_owned()]));
    // What no i64 holds is a number all the same.
    assert_eq!(from_str("1e30"), Ok(Amount::Number(1e30)));
    check_tolerant("null", Amount::Unknown(any("null")));
    check(r#"{"value":null}"#, Limit::new(None));
    check(r#"{"value":7}"#, Limit::new(Some(7.into())));
    check(
        r#"{"value":"all"}"#,
        Limit::new(Some("all".to_owned().into())),
    );
    assert_eq!(
        refused::<Limit>(r#"{"value":7.5}"#),
        "at /value: expected one of Integer (an integer), String (a string), found the number 7.5"
    );
}

#[test]
fn unions_are_told_apart_by_a_discriminator() {
    use generated::schema_one_of_discriminator::types::{Cat, Dog, Pet};
    check(
        r#"{"kind":"feline","lives":9}"#,
        Pet::Feline(Cat::new().lives(9)),
    );
    check(
        r#"{"kind":"Dog","good":true}"#,
        Pet::from(Dog::new().good(true)),
    );
    // Keys may stand in any order, and the discriminator beats what else fits.
    assert_eq!(
        from_str(r#"{"good":true,"kind":"feline"}"#),
        Ok(Pet::Feline(Cat::new()))
    );
    check_tolerant(
        r#"{"kind":"fish","fins":2}"#,
        Pet::Unknown(any(r#"{"kind":"fish","fins":2}"#)),
    );
    let message = refused::<Pet>(r#"{"kind":"fish"}"#);
    assert_eq!(
        message,
        r#"expected one of Feline (key `kind` = "feline"), Dog (key `kind` = "Dog"), found an object"#
    );
    assert_eq!(
        wrong::<Pet>(r#"{"kind":"feline","lives":"9"}"#),
        "at /lives: expected an integer, found the string \"9\""
    );
}

#[test]
fn alternatives_that_extend_their_union_are_types_of_their_own() {
    use generated::schema_one_of_extended::types::{Animal, Bird, Fish};
    check(
        r#"{"kind":"bird","name":"Wren","wingspan":15}"#,
        Animal::from(Bird::new("Wren").wingspan(15)),
    );
    check(
        r#"{"kind":"fish","name":"Carp","depth":2}"#,
        Animal::Fish(Fish::new("Carp", 2)),
    );
    assert!(refused::<Animal>(r#"{"kind":"bird"}"#).contains("name"));
}

#[test]
fn unions_are_told_apart_by_a_constant() {
    use generated::schema_one_of_constant::types::Event;
    let kinds = ["created", "deleted", "purged"].map(|kind| {
        let text = format!(r#"{{"type":"{kind}","id":"1","reason":"r"}}"#);
        let event: Event = from_slice_strict(text.as_bytes()).unwrap();
        match event {
            Event::Created(event) => format!("first {}", event.r#type),
            Event::Deleted(event) => format!("second {} {}", event.r#type, event.reason),
            Event::Unknown(other) => panic!("{other}"),
        }
    });
    assert_eq!(
        kinds,
        ["first created", "second deleted r", "second purged r"]
    );
    check_tolerant(
        r#"{"type":"moved"}"#,
        Event::Unknown(any(r#"{"type":"moved"}"#)),
    );
    let message = refused::<Event>("{}");
    assert!(
        message.contains("`type` = \"created\"") && message.contains("\"deleted\" or \"purged\""),
        "{message}"
    );
    assert_eq!(
        wrong::<Event>(r#"{"type":"deleted","id":"1"}"#),
        "the property `reason` is missing"
    );
}

#[test]
fn unions_are_told_apart_by_a_required_key() {
    use generated::schema_one_of_required_key::types::{Config, Image, ImageById, ImageByLink};
    check(
        r#"{"id":"1","caption":"c"}"#,
        Image::ById(ImageById::new("1").caption("c")),
    );
    check(r#"{"link":"l"}"#, Image::from(ImageByLink::new("l")));
    let neither = r#"{"caption":"c"}"#;
    check_tolerant(neither, Image::Unknown(any(neither)));
    assert_eq!(
        refused::<Image>(neither),
        "expected one of ById (key `id`), ByLink (key `link`), found an object"
    );
    assert_eq!(
        wrong::<Image>(r#"{"id":1}"#),
        "at /id: expected a string, found the number 1"
    );
    for (text, bearer) in [
        (r#"{"bearer":"b","user":"u"}"#, true),
        (r#"{"user":"u"}"#, false),
        ("{}", false),
    ] {
        let config: Config = from_slice_strict(text.as_bytes()).unwrap();
        assert_eq!(matches!(config, Config::Bearer(_)), bearer, "{text}");
        assert_eq!(matches!(config, Config::Basic(_)), !bearer, "{text}");
    }
}

#[test]
fn branches_are_called_by_what_tells_them_apart() {
    use generated::schema_one_of_names::types::{
        Contact, ContactWithName, ContactWithPhone, Source, SourceBankAccount, SourceCard,
        SourceCash, SourceOldCard,
    };
    check(r#"{"kind":"card"}"#, Source::Card(SourceCard::new()));
    check(
        r#"{"kind":"bank_account"}"#,
        Source::BankAccount(SourceBankAccount::new()),
    );
    check(r#"{"kind":"cash"}"#, Source::Cash(SourceCash::new()));
    check(
        r#"{"kind":"old_card"}"#,
        Source::OldCard(SourceOldCard::new()),
    );
    check(
        r#"{"phone":"1"}"#,
        Contact::WithPhone(ContactWithPhone::new("1")),
    );
    check(
        r#"{"name":"n"}"#,
        Contact::WithName(ContactWithName::new("n")),
    );
}

#[test]
fn what_travels_one_way_is_no_evidence_in_the_other() {
    use generated::schema_one_of_one_way::types::{
        Login, Payment, PaymentRequest, Source, SourceCard, SourceCardObject, SourceCardRequest,
        SourceRequest,
    };
    let card = SourceCard::new("1", 2030);
    check(
        r#"{"source":{"object":"card","number":"1","year":2030}}"#,
        Payment::new(card.clone().object(SourceCardObject::Card)),
    );
    check(
        r#"{"source":{"number":"1","year":2030}}"#,
        Payment::new(card),
    );
    let bank = r#"{"source":{"object":"bank_account","number":"1"},"login":{"changed":"c"}}"#;
    let bank: Payment = from_slice_strict(bank.as_bytes()).unwrap();
    assert!(matches!(bank.source, Source::BankAccount(_)));
    assert!(matches!(bank.login, Some(Login::WithPassword(_))));
    let asked = SourceCardRequest::new("1", "123", 2030);
    check(
        r#"{"source":{"number":"1","cvc":"123","year":2030}}"#,
        PaymentRequest::new(SourceRequest::Card(asked)),
    );
}

#[test]
fn ambiguous_unions_go_by_order_and_by_what_only_one_knows() {
    use generated::schema_one_of_ambiguous::types::{Circle, Round, Shape};
    check(r#"{"radius":1.5}"#, Shape::Circle(Circle::new(1.5)));
    check(
        r#"{"radius":1.5,"label":"l"}"#,
        Shape::Round(Round::new(1.5).label("l")),
    );
    check_tolerant("true", Shape::Unknown(any("true")));
    assert!(refused::<Shape>("true").starts_with("expected one of Round ("));
}

#[test]
fn open_enums_take_any_text() {
    use generated::schema_open_enum::types::{Dated, Extended, Holder, Model, Nullable};
    check(r#""small""#, Model::Small);
    check(r#""custom""#, Model::Other("custom".to_owned()));
    assert_eq!(Model::VARIANTS, [Model::Small, Model::Large]);
    check(r#""huge""#, Extended::Huge);
    check(r#""small""#, Extended::Small);
    check(
        r#"{"model":"large","level":null}"#,
        Holder {
            level: Presence::Null,
            ..Holder::new("large")
        },
    );
    check(
        r#"{"model":"m","level":"mid"}"#,
        Holder::new("m").level(Nullable::from("mid")),
    );
    assert!(matches!(from_str(r#""today""#), Ok(Dated::Enum(_))));
    assert!(matches!(from_str(r#""2020-02-01""#), Ok(Dated::Date(_))));
    assert!(!refused::<Dated>(r#""soon""#).is_empty());
}
