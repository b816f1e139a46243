//! Objects: absent and null, properties without a field, properties with odd names.

use super::schema::{any, check, refused, wrong};
use oaspen_runtime::json::{from_str, to_string};
use oaspen_runtime::types::Map;

/// `schema-object-null-and-absent.yaml`
mod null_and_absent {
    use std::convert::Infallible;

    use generated::schema_object_null_and_absent::client::Client;
    use generated::schema_object_null_and_absent::server::{Api, Context, Server, Untagged};
    use generated::schema_object_null_and_absent::types::operations::patch_card::{
        Request, Response,
    };
    use generated::schema_object_null_and_absent::types::{
        Owner, Patch, PatchByEnum, Whole, WholeRequired,
    };
    use oaspen_runtime::types::{Map, Presence};

    use super::{check, refused, wrong};
    use crate::live_features::{Seen, Wire};

    #[derive(Clone, Default)]
    struct Cards(Seen<Patch>);

    impl Api for Cards {
        type Error = Infallible;
    }

    impl Untagged for Cards {
        async fn patch_card(
            &self,
            _: &Context<()>,
            request: Request,
        ) -> Result<Response, Infallible> {
            self.0.note(request.body.clone());
            Ok(request.body.into())
        }
    }

    fn full() -> Patch {
        Patch::new()
            .by_type(1)
            .by_one_of(Owner::new().name(Presence::Null))
            .by_any_of(true)
            .by_enum(PatchByEnum::Red)
            .by_ref("r".to_owned())
            .by_all_of("a".to_owned())
            .list(vec![None, Some("l".to_owned())])
            .map(Map::from_iter([("m".to_owned(), None)]))
            .narrowed("n")
    }

    const FULL: &str = r#"{"by_type":1,"by_one_of":{"name":null},"by_any_of":true,"by_enum":"red","by_ref":"r","by_all_of":"a","list":[null,"l"],"map":{"m":null},"narrowed":"n"}"#;

    fn null() -> Patch {
        Patch {
            by_type: Presence::Null,
            by_one_of: Presence::Null,
            by_any_of: Presence::Null,
            by_enum: Presence::Null,
            by_ref: Presence::Null,
            by_all_of: Presence::Null,
            list: Presence::Null,
            map: None,
            narrowed: None,
        }
    }

    const NULL: &str = r#"{"by_type":null,"by_one_of":null,"by_any_of":null,"by_enum":null,"by_ref":null,"by_all_of":null,"list":null}"#;

    #[tokio::test]
    async fn a_patch_says_three_things_in_both_directions() {
        let api = Cards::default();
        let (wire, sent) = Wire::new(Server::new(api.clone()).into_service());
        let client = Client::in_process(wire).build().unwrap();
        for (patch, text) in [(Patch::new(), "{}"), (null(), NULL), (full(), FULL)] {
            let answer = client.patch_card(patch.clone()).await.unwrap();
            assert_eq!(sent.one().text(), text);
            assert_eq!(api.0.one(), patch);
            assert_eq!(*answer, patch);
        }
    }

    #[test]
    fn what_must_be_there_may_be_null() {
        let whole = Whole::new(WholeRequired {
            by_type: None,
            by_one_of: None,
            by_any_of: None,
            by_enum: None,
            by_ref: None,
            by_all_of: None,
            list: None,
            narrowed: "n".to_owned(),
        });
        check(
            &format!("{},\"narrowed\":\"n\"}}", NULL.trim_end_matches('}')),
            whole,
        );
        let text = NULL.replace("\"list\":null", "\"list\":null,\"narrowed\":null");
        assert!(wrong::<Whole>(&text).contains("at /narrowed: expected a string, found null"));
        let text = NULL.replace("\"by_ref\":null,", "");
        assert_eq!(wrong::<Whole>(&text), "the property `by_ref` is missing");
        let message = refused::<Patch>(r#"{"narrowed":null}"#);
        assert_eq!(
            message,
            "at /narrowed: null is not allowed; leave the property out"
        );
    }
}

#[test]
fn properties_without_a_field_are_kept_as_they_are_typed() {
    use generated::schema_object_additional_nested::types::{
        Anything, Demanded, DemandedTyped, Everything, Headers, Listed, ListedValue, Mixed,
        Nothing, Scores,
    };
    let scores: Scores = Map::from_iter([(
        "a".to_owned(),
        Map::from_iter([("b".to_owned(), vec![1, 2])]),
    )]);
    check(r#"{"a":{"b":[1,2]}}"#, scores);
    let anything: Anything = Map::from_iter([("a".to_owned(), any("[null]"))]);
    check(r#"{"a":[null]}"#, anything);
    check("{}", Nothing::new());
    assert_eq!(
        refused::<Nothing>(r#"{"a":1}"#),
        "at /a: no property is allowed here"
    );
    let headers: Headers = Map::from_iter([("x-a".to_owned(), "1".to_owned())]);
    check(r#"{"x-a":"1"}"#, headers);
    let everything: Everything = Map::from_iter([("a".to_owned(), 1)]);
    check(r#"{"a":1}"#, everything);
    let mixed = Mixed {
        additional: Map::from_iter([("n-1".to_owned(), any("1"))]),
        ..Mixed::new().id("i")
    };
    check(r#"{"id":"i","n-1":1}"#, mixed);
    let mut listed = Listed::new();
    let value = ListedValue {
        additional: Map::from_iter([("s".to_owned(), "t".to_owned())]),
        ..ListedValue::new(1)
    };
    listed.additional.insert("x".to_owned(), value);
    check(r#"{"x":{"n":1,"s":"t"}}"#, listed);
    check(r#"{"id":"i","kind":[1]}"#, Demanded::new("i", any("[1]")));
    assert_eq!(
        wrong::<Demanded>(r#"{"id":"i"}"#),
        "the property `kind` is missing"
    );
    let demanded = DemandedTyped {
        additional: Map::from_iter([("more".to_owned(), 2)]),
        ..DemandedTyped::new(1)
    };
    check(r#"{"total":1,"more":2}"#, demanded);
    assert_eq!(
        wrong::<DemandedTyped>(r#"{"total":"x"}"#),
        r#"at /total: expected an integer, found the string "x""#
    );
}

#[test]
fn odd_names_are_told_apart() {
    use generated::naming_properties::types::Odd;
    let odd = Odd::new("e", "s")
        .r#type("t")
        .self_2("S")
        .plus_1(1)
        .minus_1(-1)
        .größe(2)
        .名前("n")
        .foo_bar("1")
        .foo_bar_2("2")
        .foo_bar_3("3")
        .additional("a")
        .with_new("new")
        .with_default("d")
        .with_into_request("i")
        .with_clone("c")
        .with_new_2("w")
        .quo_te("q");
    let odd = Odd {
        additional_3: Map::from_iter([("more".to_owned(), "m".to_owned())]),
        ..odd
    };
    let text = concat!(
        r#"{"":"e","type":"t","self":"s","Self":"S","+1":1,"-1":-1,"größe":2,"名前":"n","#,
        r#""fooBar":"1","foo_bar":"2","FooBar":"3","additional":"a","new":"new","default":"d","#,
        r#""into_request":"i","clone":"c","with_new":"w","quo\"te\\\n":"q","more":"m"}"#
    );
    check(text, odd.clone());
    assert_eq!(to_string(&from_str::<Odd>(text).unwrap()), text);
    assert_eq!(odd.crate_, None);
}

/// `schema-never.yaml`
mod never {
    use std::convert::Infallible;

    use generated::schema_never::client::Client;
    use generated::schema_never::server::{Api, Context, Server, Untagged};
    use generated::schema_never::types::operations::{add_note, put_impossible, send_form};
    use generated::schema_never::types::{Impossible, Note, NoteEither};
    use oaspen_runtime::json::{from_str, to_string};
    use oaspen_runtime::private::v1::Method;

    use crate::live_features::{check_problem, serve};

    #[derive(Clone)]
    struct Notes;

    impl Api for Notes {
        type Error = Infallible;
    }

    impl Untagged for Notes {
        async fn add_note(
            &self,
            _: &Context<()>,
            request: add_note::Request,
        ) -> Result<add_note::Response, Infallible> {
            assert_eq!((request.old, request.x_old), (None, None));
            Ok(request.body.into())
        }

        async fn put_impossible(
            &self,
            _: &Context<()>,
            request: put_impossible::Request,
        ) -> Result<put_impossible::Response, Infallible> {
            request.q.absurd()
        }

        async fn send_form(
            &self,
            _: &Context<()>,
            request: send_form::Request,
        ) -> Result<send_form::Response, Infallible> {
            assert_eq!(request.body.text, "hi");
            Ok(send_form::Response::NoContent)
        }
    }

    #[tokio::test]
    async fn can_be_absent_and_nothing_else() {
        let url = serve(Server::new(Notes).into_service()).await;
        let client = Client::builder(url).build().unwrap();
        let note = Note::new("hi")
            .list(Vec::new())
            .either(NoteEither::from("x".to_owned()));
        assert_eq!(*client.add_note(note.clone()).await.unwrap(), note);
        assert_eq!(
            client.send_form(Note::new("hi")).await.unwrap().status(),
            204
        );
        let sent = client
            .request(Method::POST, "/notes")
            .query("old", "1")
            .json(&note);
        let refused = sent.await.unwrap();
        let detail = "query parameter `old`: expected nothing, because the schema allows no value, found the number 1";
        check_problem(&refused, 400, detail, "query old type");
        let put = client.request(Method::PUT, "/impossible/1?q=2");
        assert_eq!(put.await.unwrap().status(), 400);
    }

    #[test]
    fn cannot_be_read() {
        let error = from_str::<Impossible>(r#"{"a":1,"c":2}"#).unwrap_err();
        assert!(error.to_string().contains("/a"), "{error}");
        let note = from_str::<Note>(r#"{"text":"a","gone":1}"#);
        assert!(note.is_err(), "{note:?}");
        assert_eq!(to_string(&Note::new("a")), r#"{"text":"a"}"#);
    }
}
