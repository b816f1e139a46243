//! Enums, constants and formats: what a client keeps, what a server refuses, what is written.

use oaspen_runtime::json::{from_str, to_string};
use oaspen_runtime::types::{Number, Text};

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
    check(r#""half""#, Zalando::Other("half".to_owned()));
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

#[test]
fn formats_of_text_are_typed() {
    use generated::schema_formats_text::types::{Address, Host, Key};
    let text = r#"{"id":"67e55044-10b1-426f-9247-bb680e5fe0c8","v4":"192.0.2.1","v6":"2001:db8::1","name":"a.example","home":"https://example.com/%7e?q","see":"../b","uptime":"P1Y2M3DT4H5M6S","price":"19.90","peers":["127.0.0.1"],"seen":{"a":"12:00:00.5Z"}}"#;
    let host: Host = from_str(text).unwrap();
    assert_eq!(host.uptime.unwrap().span().get_months(), 2);
    assert_eq!(host.price, Some("19.9".parse().unwrap()));
    assert_eq!(host.v4, Some([192, 0, 2, 1].into()));
    check(text, host);
    for (text, message) in [
        (
            r#"{"id":"67e5504410b1426f9247bb680e5fe0c8"}"#,
            "at /id: expected a UUID such as ",
        ),
        (
            r#"{"v4":"192.0.2"}"#,
            "at /v4: expected an address such as 192.0.2.1",
        ),
        (
            r#"{"v6":"1.2.3.4"}"#,
            "at /v6: expected an address such as 2001:db8::1",
        ),
        (
            r#"{"uptime":"2 hours"}"#,
            "at /uptime: expected a duration such as P1DT12H",
        ),
        (
            r#"{"price":"1,5"}"#,
            "at /price: expected a decimal number such as 1.50",
        ),
        (r#"{"price":1.5}"#, "at /price: expected a string"),
        (
            r#"{"peers":["127.0.0.1","x"]}"#,
            "at /peers/1: expected an address",
        ),
    ] {
        let found = wrong::<Host>(text);
        assert!(found.starts_with(message), "{found}");
    }
    // Either case is read, lower case is written (RFC 9562 §4).
    let upper: Host = from_str(r#"{"id":"67E55044-10B1-426F-9247-BB680E5FE0C8"}"#).unwrap();
    assert_eq!(
        to_string(&upper),
        r#"{"id":"67e55044-10b1-426f-9247-bb680e5fe0c8"}"#
    );
    for text in [
        r#""192.0.2.1""#,
        r#""::1""#,
        r#""67e55044-10b1-426f-9247-bb680e5fe0c8""#,
    ] {
        check(text, from_str::<Address>(text).unwrap());
    }
    // Nothing in it is on the heap.
    let key: Key =
        from_str(r#"{"id":"67e55044-10b1-426f-9247-bb680e5fe0c8","at":"2024-02-29T12:00:00Z"}"#)
            .unwrap();
    let copied = key;
    assert_eq!(copied, key);
}

#[test]
fn passwords_are_not_shown() {
    use generated::schema_formats_text::types::Login;
    use oaspen_runtime::types::{Presence, Secret};
    let login = Login::new("a@b.example", "hunter2").pin(Presence::Value("0000".into()));
    assert_eq!(
        format!("{login:?}"),
        r#"Login { user: "a@b.example", password: Secret(…), pin: Value(Secret(…)) }"#
    );
    check(
        r#"{"user":"a@b.example","password":"hunter2","pin":"0000"}"#,
        login.clone(),
    );
    assert_eq!(login.password.len(), 7);
    assert_eq!(Secret::into_string(login.password), "hunter2");
}

#[test]
fn integers_have_the_width_that_they_need() {
    use generated::schema_numbers::types::Numbers;
    let text = r#"{"i8":-128,"i64":9223372036854775807,"u8":255,"u64":18446744073709551615,"i128":-170141183460469231731687303715884105728,"wider":4294967295,"unsigned":18446744073709551615,"signed":-1,"whole":3,"exact":1.10,"text":"1.10"}"#;
    let numbers: Numbers = from_str(text).unwrap();
    assert_eq!((numbers.signed, numbers.whole), (Some(-1), Some(3)));
    check(text, numbers);
    for (text, message) in [
        (
            r#"{"i8":128}"#,
            "at /i8: expected an integer from -128 to 127",
        ),
        (
            r#"{"u16":-1}"#,
            "at /u16: expected an integer from 0 to 65535",
        ),
        (r#"{"i32":1.5}"#, "at /i32: expected an integer"),
        (r#"{"f32":1e39}"#, "at /f32: expected a number within f32"),
    ] {
        let found = wrong::<Numbers>(text);
        assert!(found.starts_with(message), "{found}");
    }
}

#[test]
fn types_of_the_users_stand_where_the_configuration_says() {
    use generated::config_types::types::operations::find_order::Request;
    use generated::config_types::types::{Either, Money, Order};
    use std::net::SocketAddr;
    let peer: SocketAddr = "127.0.0.1:80".parse().unwrap();
    let total: Money = any(r#"{"amount":1.50}"#);
    let order = Order {
        peers: Some(vec![peer.into()]),
        ..Order::new(peer, total, 443).meta(any(r#"{"deep":{"er":"x"}}"#))
    };
    assert_eq!(order.peer.port(), 80);
    check(
        r#"{"peer":"127.0.0.1:80","total":{"amount":1.50},"port":443,"peers":["127.0.0.1:80"],"meta":{"deep":{"er":"x"}}}"#,
        order,
    );
    check(r#""127.0.0.1:80""#, Either::from(Text(peer)));
    assert_eq!(Request::new(1).at(peer).at, Some(Text(peer)));
    let found = wrong::<Order>(r#"{"peer":"localhost","total":1,"port":1}"#);
    assert_eq!(
        found,
        r#"at /peer: expected text in its format, found the string "localhost""#
    );
    assert!(
        wrong::<Order>(r#"{"peer":"127.0.0.1:80","total":1,"port":65536}"#)
            .starts_with("at /port: ")
    );
}

/// Each expectation here is met: users are warned of types, of variants and of fields.
#[test]
fn deprecated_types_variants_and_fields_warn_and_work() {
    #[expect(deprecated, reason = "the type is deprecated")]
    use generated::deprecated_everywhere::types::Old;
    use generated::deprecated_everywhere::types::{Colour, Holder, Whole};
    #[expect(deprecated, reason = "the variant is deprecated")]
    let colour = Colour::Crimson;
    let whole = Whole::new("1", colour.clone(), 3);
    #[expect(deprecated, reason = "the field is deprecated")]
    let size = whole.size;
    assert_eq!(size, 3);
    check(r#"{"id":"1","colour":"crimson","size":3}"#, whole.clone());
    #[expect(deprecated, reason = "the type is deprecated")]
    let old = Old::from(whole);
    check(
        r#"{"old":[{"id":"1","colour":"crimson"}]}"#,
        Holder::new().old(vec![old]),
    );
    assert_eq!(Colour::VARIANTS.len(), 2);
}

/// `param-formats.yaml`
mod formats {
    use std::convert::Infallible;

    use generated::param_formats::client::Client;
    use generated::param_formats::server::{Api, Context, Server, Untagged};
    use generated::param_formats::types::operations::touch_host::{Request, RequestBody, Response};
    use oaspen_runtime::private::v1::Method;

    use crate::live_features::{Seen, Sent, Wire};

    const ID: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";

    #[derive(Clone, Default)]
    struct Hosts(Seen<Request>);

    impl Api for Hosts {
        type Error = Infallible;
    }

    impl Untagged for Hosts {
        async fn touch_host(
            &self,
            _: &Context<()>,
            request: Request,
        ) -> Result<Response, Infallible> {
            self.0.note(request);
            Ok(Response::NoContent)
        }
    }

    fn client() -> (Client, Hosts, Seen<Sent>) {
        let api = Hosts::default();
        let (wire, sent) = Wire::new(Server::new(api.clone()).into_service());
        (Client::in_process(wire).build().unwrap(), api, sent)
    }

    #[tokio::test]
    async fn formats_travel_as_text() {
        let (client, api, sent) = client();
        let body = RequestBody::new("s&t", "::1".parse().unwrap());
        let call = client
            .touch_host(ID.parse().unwrap(), body.clone())
            .at("2024-02-29T12:00:00+01:00".parse().unwrap())
            .with_from(vec![
                "10.0.0.1".parse().unwrap(),
                "10.0.0.2".parse().unwrap(),
            ]);
        let call = call
            .price("1.50".parse().unwrap())
            .x_for("PT90M".parse().unwrap());
        call.key("k").await.unwrap();
        let sent = sent.one();
        assert_eq!(
            sent.line,
            "POST /hosts/67e55044-10b1-426f-9247-bb680e5fe0c8?at=2024-02-29T12%3A00%3A00%2B01%3A00&from=10.0.0.1,10.0.0.2&price=1.50"
        );
        assert_eq!(
            (sent.header("x-for"), sent.header("cookie")),
            ("PT90M", "key=k")
        );
        assert_eq!(sent.text(), "secret=s%26t&v6=%3A%3A1");
        let request = api.0.one();
        assert_eq!(request.body, body);
        assert_eq!(request.price.unwrap().as_str(), "1.50");
        assert_eq!(request.key.as_deref(), Some("k"));
    }

    #[tokio::test]
    async fn other_text_is_refused() {
        let (client, api, _) = client();
        for path in [
            "/hosts/7".to_owned(),
            format!("/hosts/{ID}?at=today"),
            format!("/hosts/{ID}?from=10.0.0.1,10"),
            format!("/hosts/{ID}?price=x"),
        ] {
            let answer = client.request(Method::POST, &path).send().await.unwrap();
            assert_eq!(answer.status(), 400, "{path}");
        }
        api.0.none();
    }
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
