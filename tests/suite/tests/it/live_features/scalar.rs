//! Enums, constants and formats: what a client keeps, what a server refuses, what is written.

use oaspen_runtime::json::{from_str, to_string};
use oaspen_runtime::types::Number;

use super::schema::{any, check, check_tolerant, refused, wrong};

#[test]
fn enums_of_every_kind_keep_what_they_do_not_list() {
    use generated::schema_enum_kinds::types::{Accepted, Mixed, Rate, Unsigned, Wide};
    check("0.5", Rate::N0Point5);
    check("1.25", Rate::N1Point25);
    // Equal numbers are one value, written as the document does.
    assert_eq!(from_str("1.250"), Ok(Rate::N1Point25));
    assert_eq!(from_str("-20e-1"), Ok(Rate::Minus2));
    assert_eq!((Rate::Minus2.as_f64(), Rate::N1.as_str()), (-2.0, "1"));
    let other: Number = "0.10".parse().unwrap();
    check_tolerant("0.10", Rate::Unknown(other.clone()));
    assert_eq!(Number::from(Rate::from(other.clone())), other);
    assert_eq!(
        refused::<Rate>("0.10"),
        "expected one of 0.5, 1, 1.25, -2, found the number 0.10"
    );
    check("true", Accepted::True);
    check_tolerant("false", Accepted::Unknown(false));
    assert_eq!(
        refused::<Accepted>("false"),
        "expected one of true, found false"
    );
    check("18446744073709551615", Unsigned::N18446744073709551615);
    check_tolerant("7", Unsigned::Unknown(7));
    assert!(wrong::<Unsigned>("-1").contains("from 0 to 18446744073709551615"));
    check("-1", Wide::Minus1);
    check("100", Wide::N100);
    assert_eq!(
        Wide::from(18_446_744_073_709_551_615).as_i128(),
        u64::MAX.into()
    );
    for (text, value) in [
        (r#""auto""#, Mixed::Auto),
        (r#""1""#, Mixed::N1),
        ("1", Mixed::N1_2),
        ("true", Mixed::True),
        ("[1,2]", Mixed::Array),
        (r#"{"a":{"b":"c\"d"}}"#, Mixed::Object),
        ("{}", Mixed::Object2),
    ] {
        check(text, value);
    }
    assert_eq!(Mixed::from(any("1.50")), Mixed::N1Point5);
    check_tolerant("[2]", Mixed::Unknown(any("[2]")));
    assert!(refused::<Mixed>("[2]").starts_with(r#"expected one of "auto", "1", 1, 1.5, true, "#));
}

#[test]
fn null_among_the_values_is_null() {
    use generated::schema_enum_kinds::types::{Holder, HolderOrNull, Rate};
    use oaspen_runtime::types::Presence;
    let holder = Holder::new(Rate::N1, None, true).or_null(Presence::Null);
    check(
        r#"{"rate":1,"mixed":null,"absent":null,"answer":true,"or_null":null}"#,
        holder.clone(),
    );
    check(
        r#"{"rate":1,"mixed":null,"absent":null,"answer":true,"or_null":2}"#,
        holder.or_null(HolderOrNull::N2),
    );
}

#[test]
fn extensions_name_describe_and_open_enums() {
    use generated::schema_enum_extensions::types::{Country, Microsoft, Nswag, Zalando};
    assert_eq!(Nswag::from(2), Nswag::SecondOne);
    assert_eq!(
        (Microsoft::Flat.as_str(), Microsoft::Deep.as_str()),
        ("f", "d")
    );
    check(r#""open""#, Zalando::Open);
    // The list is open on purpose: a server takes other values too.
    check(r#""half""#, Zalando::Unknown("half".to_owned()));
    for country in Country::VARIANTS {
        assert_eq!(Country::from(country.as_str()), *country);
    }
    for other in ["", "AA", "ZZ", "zz ", "ÿ"] {
        assert_eq!(Country::from(other), Country::Unknown(other.to_owned()));
    }
    assert_eq!(
        refused::<Country>(r#""XX""#),
        r#"expected one of "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO" and 33 more, found the string "XX""#
    );
}

#[test]
fn constants_need_not_be_set() {
    use generated::schema_constant::types::{Event, EventKind, EventOptional, Ping, Pong};
    let event = Event::new("7");
    let text = r#"{"kind":"created","version":2,"size":1.5,"sure":true,"nothing":null,"origin":{"x":0,"y":[0,1]},"id":"7"}"#;
    check(text, event.clone());
    check(
        &text
            .replace('}', "},")
            .replace("},,", "},")
            .replace(r#""7"},"#, r#""7","optional":"later"}"#),
        event.optional(EventOptional::Later),
    );
    check(r#"{"kind":"pong"}"#, Pong::default());
    check(r#"{"kind":"ping","version":null}"#, Ping::new(None));
    // A client keeps another value, a server refuses it.
    let other = text.replace("created", "deleted");
    assert_eq!(
        from_str::<Event>(&other).unwrap().kind,
        EventKind::Unknown("deleted".to_owned())
    );
    for (right, wrong) in [
        (r#""created""#, r#""deleted""#),
        (":2", ":3"),
        ("1.5", "1.25"),
        ("true", "false"),
        ("[0,1]", "[1,0]"),
    ] {
        let message = refused::<Event>(&text.replace(right, wrong));
        assert!(message.contains("expected one of"), "{message}");
    }
}

#[test]
fn a_branch_knows_its_discriminator() {
    use generated::schema_one_of_discriminator_set::types::{Bird, Cat, Circle, Dog, Pet, Plane};
    check(r#"{"type":"cat","lives":9}"#, Pet::from(Cat::new(9)));
    // Two values lead to the branch, or two unions call it differently: it has to be said.
    check(r#"{"type":"puppy"}"#, Pet::from(Dog::new("puppy")));
    check(r#"{"type":"bird"}"#, Pet::from(Bird::new("bird")));
    assert_eq!(to_string(&Plane::default()), r#"{"type":"fixed-wing"}"#);
    assert_eq!(to_string(&Circle::default()), r#"{"type":"Circle"}"#);
}

/// `param-enums.yaml`
mod parameters {
    use std::convert::Infallible;

    use generated::param_enums::client::Client;
    use generated::param_enums::server::{Api, Context, Server, Untagged};
    use generated::param_enums::types::operations::find_rate::{
        Depth, KindsItem, Rate, Request, Response, Sure, Width, XVersion,
    };
    use oaspen_runtime::private::v1::Method;

    use crate::live_features::{Seen, Sent, Wire, check_problem};

    #[derive(Clone, Default)]
    struct Rates(Seen<Request>);

    impl Api for Rates {
        type Error = Infallible;
    }

    impl Untagged for Rates {
        async fn find_rate(
            &self,
            _: &Context<()>,
            request: Request,
        ) -> Result<Response, Infallible> {
            self.0.note(request);
            Ok(Response::NoContent)
        }
    }

    fn client() -> (Client, Rates, Seen<Sent>) {
        let api = Rates::default();
        let (wire, sent) = Wire::new(Server::new(api.clone()).into_service());
        (Client::in_process(wire).build().unwrap(), api, sent)
    }

    #[tokio::test]
    async fn enums_travel_as_text() {
        let (client, api, sent) = client();
        let request = Request::new(Rate::N0Point5)
            .width(Width::N18446744073709551615)
            .sure(Sure::True)
            .depth(Depth::N2)
            .kinds(vec![KindsItem::A, KindsItem::N1])
            .x_version(XVersion::N2);
        let call = client
            .find_rate(Rate::N0Point5)
            .width(u64::MAX)
            .sure(true)
            .depth(Depth::N2);
        let call = call.kinds(vec![KindsItem::A, KindsItem::N1]).x_version(2);
        call.await.unwrap();
        let sent = sent.one();
        assert_eq!(
            (sent.line.as_str(), sent.header("x-version")),
            (
                "GET /rates/0.5?width=18446744073709551615&sure=true&depth=2&kinds=a,1",
                "2"
            )
        );
        assert_eq!(api.0.one(), request);
    }

    #[tokio::test]
    async fn a_server_takes_what_is_listed() {
        let (client, api, _) = client();
        for (path, detail) in [
            (
                "/rates/2",
                r#"path parameter `rate`: expected one of 0.5, 1, found the string "2""#,
            ),
            (
                "/rates/1?width=1",
                r#"query parameter `width`: expected one of 0, 18446744073709551615, found the string "1""#,
            ),
            (
                "/rates/1?sure=false",
                r#"query parameter `sure`: expected one of true, found the string "false""#,
            ),
            (
                "/rates/1?depth=3",
                r#"query parameter `depth`: expected one of "full", 1, 2, false, found the string "3""#,
            ),
        ] {
            let answer = client.request(Method::GET, path).send().await.unwrap();
            let (_, parameter) = detail.split_once('`').unwrap();
            let (parameter, _) = parameter.split_once('`').unwrap();
            let (place, _) = detail.split_once(' ').unwrap();
            check_problem(
                &answer,
                400,
                detail,
                &format!("{place} {parameter} unknown-value"),
            );
        }
        api.0.none();
    }
}
