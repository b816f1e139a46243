//! Schemas: how the generated types read and write JSON, forgiving as a client and strict as a
//! server.

use std::fmt::Debug;

use oaspen_runtime::json::{
    Decode, DecodeError, Encode, ErrorKind, from_slice_checked, from_slice_strict, from_str,
    to_string,
};
use oaspen_runtime::types::{Any, Map, Presence};

/// A text that both ways of reading understand as `value`, and that is written as it was.
#[track_caller]
pub(super) fn check<T: Decode + Encode + PartialEq + Debug>(text: &str, value: T) {
    assert_eq!(
        from_slice_strict::<T>(text.as_bytes()).as_ref(),
        Ok(&value),
        "strictly"
    );
    check_tolerant(text, value);
}

/// A text that a client reads as `value`, and writes as it was.
#[track_caller]
pub(super) fn check_tolerant<T: Decode + Encode + PartialEq + Debug>(text: &str, value: T) {
    assert_eq!(to_string(&value), text);
    assert_eq!(from_str::<T>(text), Ok(value), "tolerantly");
}

/// A text that a server refuses: what it says.
#[track_caller]
pub(super) fn refused<T: Decode + Debug>(text: &str) -> String {
    from_slice_checked::<T>(text.as_bytes())
        .unwrap_err()
        .to_string()
}

/// A text that nobody reads: what both say, which is the same.
#[track_caller]
pub(super) fn wrong<T: Decode + Debug>(text: &str) -> String {
    let message = from_str::<T>(text).unwrap_err().to_string();
    assert_eq!(refused::<T>(text), message);
    message
}

pub(super) fn any(text: &str) -> Any {
    text.parse().unwrap()
}

#[test]
fn presence_has_three_states() {
    use generated::schema_object_presence::types::Profile;
    let least = Profile::new("1", None);
    assert_eq!(least.birthday, Presence::Absent);
    check(r#"{"id":"1","note":null}"#, least.clone());
    check(
        r#"{"id":"1","note":"n","nickname":"k","birthday":"b"}"#,
        Profile::new("1", Some("n".to_owned()))
            .nickname("k")
            .birthday("b"),
    );
    check(
        r#"{"id":"1","note":null,"birthday":null}"#,
        Profile {
            birthday: Presence::Null,
            ..least.clone()
        },
    );
    // An optional property that may not be null: null reads as absent, or is refused.
    let text = r#"{"id":"1","note":null,"nickname":null}"#;
    assert_eq!(from_str(text), Ok(least));
    assert_eq!(
        refused::<Profile>(text),
        "at /nickname: null is not allowed; leave the property out"
    );
    assert_eq!(
        wrong::<Profile>(r#"{"id":"1"}"#),
        "the property `note` is missing"
    );
    assert_eq!(
        wrong::<Profile>(r#"{"id":null,"note":null}"#),
        "at /id: expected a string, found null"
    );
}

#[test]
fn every_spelling_of_nullable_takes_null() {
    use generated::schema_object_nullable_spellings::types::{Car, Colour, Owner};
    check(
        r#"{"owner":null,"colour":null,"keeper":null}"#,
        Car::new(None, None, None),
    );
    let (owner, keeper) = (Owner::new().name("o"), Owner::new());
    let car = Car::new(Some(owner), Some(Colour::Red), Some(keeper)).doors(3);
    check(
        r#"{"owner":{"name":"o"},"colour":"red","keeper":{},"doors":3}"#,
        car,
    );
    let doorless = Car {
        doors: Presence::Null,
        ..Car::new(None, None, None)
    };
    check(
        r#"{"owner":null,"colour":null,"keeper":null,"doors":null}"#,
        doorless,
    );
    assert_eq!(
        wrong::<Car>(r#"{"owner":null,"colour":null}"#),
        "the property `keeper` is missing"
    );
}

#[test]
fn additional_properties_are_typed_free_closed_or_silent() {
    use generated::schema_object_additional_properties::types::{Closed, Free, Silent, Typed};
    let typed = Typed {
        additional: Map::from_iter([("n".to_owned(), 7)]),
        ..Typed::new().id("1")
    };
    check(r#"{"id":"1","n":7}"#, typed);
    assert_eq!(
        wrong::<Typed>(r#"{"n":1,"a/b":"x"}"#),
        "at /a~1b: expected an integer, found the string \"x\""
    );
    let free = Map::from_iter([("n".to_owned(), any(r#"{"deep":[1.50]}"#))]);
    check(
        r#"{"id":"1","n":{"deep":[1.50]}}"#,
        Free {
            additional: free,
            ..Free::new().id("1")
        },
    );
    let text = r#"{"new":1,"id":"1"}"#;
    assert_eq!(from_str(text), Ok(Closed::new().id("1")));
    assert_eq!(
        refused::<Closed>(text),
        "at /new: the property is not allowed; allowed are `id`"
    );
    check(r#"{"id":"1"}"#, Silent::new().id("1"));
    assert_eq!(
        from_slice_strict(text.as_bytes()),
        Ok(Silent::new().id("1"))
    );
}

#[test]
fn undeclared_keys_that_an_example_shows_survive() {
    use generated::schema_undeclared_in_example::types::System;
    let text = r#"{"kind":"user_changed","users":["one","two"],"operator":"three"}"#;
    let system: System = from_str(text).unwrap();
    assert_eq!(
        system.additional["users"].as_array().map(<[Any]>::len),
        Some(2)
    );
    check(text, system);
}

#[test]
fn maps_and_any_keep_order_and_numbers() {
    use generated::schema_map::types::{Anything, Cell, Counters, FreeForm, Matrix};
    check(
        r#"{"b":1,"a":-9223372036854775808}"#,
        Counters::from_iter([("b".to_owned(), 1), ("a".to_owned(), i64::MIN)]),
    );
    let row = Map::from_iter([("r".to_owned(), Cell::new(0.5))]);
    check(
        r#"{"m":{"r":{"value":0.5}},"n":{}}"#,
        Matrix::from_iter([("m".to_owned(), row), ("n".to_owned(), Map::new())]),
    );
    assert_eq!(
        wrong::<Matrix>(r#"{"m":{"r":{"value":"x"}}}"#),
        "at /m/r/value: expected a number, found the string \"x\""
    );
    let text = r#"{"z":1e400,"a":0.10000000000000000001,"":[null,"\u0000"]}"#;
    check::<Anything>(text, any(text));
    check::<FreeForm>(text, any(text).as_object().unwrap().clone());
    check::<Anything>("null", any("null"));
    assert_eq!(
        wrong::<FreeForm>("[]"),
        "expected an object, found an array of 0"
    );
}

#[test]
fn lists_and_tuples_have_their_lengths() {
    use generated::schema_array::types::{Grid, Holder, Names, Pair, Untyped};
    check::<Names>(r#"["a","b"]"#, vec!["a".to_owned(), "b".to_owned()]);
    check::<Grid>("[[],[0.5,-0.0]]", vec![vec![], vec![0.5, -0.0]]);
    check::<Untyped>(r#"[null,{"a":[]}]"#, vec![any("null"), any(r#"{"a":[]}"#)]);
    check::<Pair>(r#"["a",1]"#, ("a".to_owned(), 1));
    check(
        r#"{"names":[],"pair":["a",1]}"#,
        Holder::new(Vec::new()).pair(("a".to_owned(), 1)),
    );
    assert_eq!(
        wrong::<Grid>("[[1],[2,null]]"),
        "at /1/1: expected a number, found null"
    );
    assert_eq!(
        wrong::<Pair>(r#"["a"]"#),
        "expected an array of 2, found an array of 1"
    );
    assert_eq!(
        wrong::<Holder>(r#"{"names":[],"pair":[1,1]}"#),
        "at /pair/0: expected a string, found the number 1"
    );
    // `items: false`: a newer server may send more.
    assert_eq!(from_str::<Pair>(r#"["a",1,2]"#), Ok(("a".to_owned(), 1)));
    assert_eq!(
        refused::<Pair>(r#"["a",1,2]"#),
        "expected an array of 2, found an array of 3"
    );
}

#[test]
fn defaults_are_not_written_back() {
    use generated::schema_defaults::types::operations::list_runs::Request;
    use generated::schema_defaults::types::{Order, Settings, SettingsCode, SettingsLevel};
    check(r#"{"mode":"fast"}"#, Settings::new("fast"));
    let all = Settings::new("m")
        .retries(3)
        .persist(true)
        .ratio(0.5)
        .level(SettingsLevel::Low)
        .names(Vec::new());
    check(
        r#"{"mode":"m","retries":3,"persist":true,"ratio":0.5,"level":"low","names":[]}"#,
        all,
    );
    assert_eq!(wrong::<Settings>("{}"), "the property `mode` is missing");
    let absent = Settings::new("m");
    assert_eq!(absent.retries_or_default(), 3);
    assert!(absent.persist_or_default());
    assert!((absent.ratio_or_default() - 0.5).abs() < f64::EPSILON);
    assert_eq!(absent.level_or_default_2(), SettingsLevel::Low);
    assert_eq!(absent.names_or_default(), [""; 0]);
    assert_eq!(absent.offset_or_default(), -1);
    assert!((absent.weight_or_default() - 1.0).abs() < f32::EPSILON);
    assert_eq!(absent.code_or_default(), SettingsCode::N2);
    // `null` is a value of its own.
    assert_eq!(absent.limit_or_default(), Some(9));
    assert_eq!(absent.clone().limit(None).limit_or_default(), None);
    assert_eq!(absent.note_or_default(), Some("none"));
    assert_eq!(
        absent.clone().note("n".to_owned()).note_or_default(),
        Some("n")
    );
    let there = absent.retries(0).persist(false).names(vec!["n".to_owned()]);
    assert_eq!(there.retries_or_default(), 0);
    assert!(!there.persist_or_default());
    assert_eq!(there.names_or_default(), ["n"]);
    assert_eq!(Request::new().limit_or_default(), 20);
    assert_eq!(Request::new().order_or_default(), Order::Newest);
}

#[test]
fn recursion_ends() {
    use generated::schema_recursive::types::{Expression, Negation, Node, Tree};
    let leaf = Node::new("b");
    let tree = Node::new("a")
        .with_next(leaf.clone())
        .children(vec![leaf.clone(), leaf]);
    check(
        r#"{"value":"a","next":{"value":"b"},"children":[{"value":"b"},{"value":"b"}]}"#,
        tree,
    );
    let message = wrong::<Node>(r#"{"value":"a","children":[{"value":"b","next":{}}]}"#);
    assert_eq!(
        message,
        "at /children/0/next: the property `value` is missing"
    );
    let twice = Negation::new(Negation::new("x".to_owned()));
    check(r#"{"not":{"not":"x"}}"#, Expression::from(twice));
    check(
        "[[],[[]]]",
        Tree(vec![Tree(vec![]), Tree(vec![Tree(vec![])])]),
    );
    // Deeper than any stack should be asked for.
    let deep = "[".repeat(100_000);
    assert_eq!(
        from_str::<Tree>(&deep).unwrap_err().kind(),
        ErrorKind::Depth
    );
}

#[test]
fn all_of_is_one_struct_and_its_parts() {
    use generated::schema_all_of::types::{Named, Response, User, UserRequired, Wrapper};
    let user = User::new("n").errors(vec!["e".to_owned()]).age(7);
    check(r#"{"errors":["e"],"name":"n","age":7}"#, user.clone());
    assert_eq!(
        Response::from(user.clone()),
        Response::new().errors(vec!["e".to_owned()])
    );
    assert_eq!(Named::from(user.clone()), Named::new("n"));
    let wrapper: Wrapper = user;
    assert_eq!(wrapper.age, Some(7));
    check(r#"{"name":"n","age":7}"#, UserRequired::new("n", 7));
    assert_eq!(
        wrong::<UserRequired>(r#"{"name":"n"}"#),
        "the property `age` is missing"
    );
    assert_eq!(wrong::<User>("{}"), "the property `name` is missing");
}

#[test]
fn formats_are_exact() {
    use generated::schema_scalar_formats::types::Formats;
    let text = "{\"flag\":true,\"plain\":-9223372036854775808,\"small\":-2147483648,\
        \"large\":9223372036854775807,\"unsigned\":4294967295,\"huge\":18446744073709551615,\
        \"single\":0.1,\"double\":0.1,\"moment\":\"2024-02-29T23:59:59.000000001+05:30\",\
        \"day\":\"2024-02-29\",\"raw\":\"é\",\"encoded\":\"AAH/\",\"id\":\"67e55044-10b1-426f-9247-bb680e5fe0c8\",\
        \"secret\":\"s\",\"odd\":\"ACME\",\"mismatch\":\"12\"}";
    let formats: Formats = from_slice_strict(text.as_bytes()).unwrap();
    assert_eq!(
        (formats.single, formats.double, formats.huge),
        (Some(0.1_f32), Some(0.1_f64), Some(u64::MAX))
    );
    assert_eq!(
        formats.moment.unwrap().timestamp().to_string(),
        "2024-02-29T18:29:59.000000001Z"
    );
    assert_eq!(formats.encoded.as_ref().unwrap().as_ref(), [0, 1, 255]);
    check(text, formats);
    check("{}", Formats::new());
    assert_eq!(
        wrong::<Formats>(r#"{"day":"2023-02-29"}"#)
            .split(": ")
            .next(),
        Some("at /day")
    );
    for text in [
        r#"{"unsigned":-1}"#,
        r#"{"huge":18446744073709551616}"#,
        r#"{"small":2147483648}"#,
        r#"{"single":1e39}"#,
    ] {
        let error: DecodeError = from_str::<Formats>(text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Range, "{text}: {error}");
    }
    for text in [
        r#"{"moment":"2024-02-29"}"#,
        r#"{"day":"today"}"#,
        r#"{"encoded":"%"}"#,
    ] {
        let error: DecodeError = from_str::<Formats>(text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Format, "{text}: {error}");
    }
    assert_eq!(
        wrong::<Formats>(r#"{"mismatch":12}"#),
        "at /mismatch: expected a string, found the number 12"
    );
    assert_eq!(
        wrong::<Formats>(r#"{"plain":1.5}"#),
        "at /plain: expected an integer, found the number 1.5"
    );
    assert_eq!(from_str(r#"{"plain":1.0}"#), Ok(Formats::new().plain(1)));
}

#[test]
fn deprecated_things_still_work() {
    use generated::schema_deprecated::types::Current;
    #[expect(deprecated, reason = "that is what is tested")]
    use generated::schema_deprecated::types::Old;
    #[expect(deprecated, reason = "that is what is tested")]
    let new = Current::new("1").file("f");
    #[expect(deprecated, reason = "that is what is tested")]
    let old = Old::new().id("1");
    check(r#"{"id":"1"}"#, old);
    check(r#"{"id":"1","file":"f"}"#, new);
}

#[test]
fn descriptions_change_nothing() {
    use generated::schema_docs::types::Page;
    check(r#"{"next":"n"}"#, Page::new().with_next("n"));
}

#[test]
fn inline_schemas_are_types_of_their_own() {
    use generated::schema_inline_names::types::{
        Order, OrderItemsItem, OrderLabelsValue, OrderTtl, OrderTtl2,
    };
    let labels = Map::from_iter([("l".to_owned(), OrderLabelsValue::new().text("t"))]);
    let order = Order::new()
        .ttl(OrderTtl2::new().seconds(1))
        .items(vec![OrderItemsItem::new().sku("s")])
        .labels(labels);
    check(
        r#"{"ttl":{"seconds":1},"items":[{"sku":"s"}],"labels":{"l":{"text":"t"}}}"#,
        order,
    );
    check(r#"{"unrelated":true}"#, OrderTtl::new().unrelated(true));
}

#[test]
fn names_that_clash_are_told_apart_on_the_wire() {
    use generated::naming_schemas::types::{
        self as names, Mod, N1st, Rt, Self_, UserName, UserName2,
    };
    check(
        r#"{"user-name":"1","userName":"2","user_name":"3"}"#,
        UserName::new()
            .user_name("1")
            .user_name_2("2")
            .user_name_3("3"),
    );
    check(
        r#"{"":"1","@id":"2","$ref":"3","3d":4.0}"#,
        UserName2::new().empty("1").id("2").r#ref("3").n3d(4.0),
    );
    check(
        r#"{"+1":1,"-1":2,"日本":"3"}"#,
        N1st::new().plus_1(1).minus_1(2).日本("3"),
    );
    check(
        r#"{"match":"1","fn":"2"}"#,
        Mod::new().r#match("1").r#fn("2"),
    );
    check(
        r#"{"crate":"1","super":"2"}"#,
        Self_::new().crate_("1").super_("2"),
    );
    check(
        r#"{"new":"1","default":"2","decode":"3"}"#,
        Rt {
            new: Some("1".into()),
            default: Some("2".into()),
            decode: Some("3".into()),
        },
    );
    let vec = names::Vec::new().self_("1").r#type("2").r#async(true);
    check(
        r#"{"vec":{"self":"1","type":"2","async":true}}"#,
        names::String::new(vec),
    );
    check(
        r#"{"option":{"some":"1"},"ok":"2"}"#,
        names::Result::new()
            .option(names::Option::new().some("1"))
            .ok("2"),
    );
    check(r#""Self""#, names::Some::Self_);
    check(
        r#"{"next":{"next":"x"}}"#,
        names::Box::new(names::Box::new("x".to_owned())),
    );
    let text = r#"{"encode":"1","additional":"2","more":3}"#;
    let value: names::Any = from_str(text).unwrap();
    assert_eq!(value.additional.as_deref(), Some("2"));
    check(text, value);
}

#[test]
fn serde_does_the_same() {
    use generated::schema_enum_string::types::Status;
    use generated::schema_object_presence::types::Profile;
    use generated::schema_one_of_kind::types::Amount;
    use generated::schema_scalar_formats::types::Formats;
    let profile = Profile {
        birthday: Presence::Null,
        ..Profile::new("1", None)
    };
    let text = r#"{"id":"1","note":null,"birthday":null}"#;
    assert_eq!(serde_json::to_string(&profile).unwrap(), text);
    assert_eq!(serde_json::from_str::<Profile>(text).unwrap(), profile);
    assert_eq!(
        serde_json::to_value(Formats::new().huge(u64::MAX)).unwrap()["huge"],
        u64::MAX
    );
    let mixed: Vec<Amount> = serde_json::from_str(r#"[1,1.5,true,["a"],null]"#).unwrap();
    assert_eq!(
        serde_json::to_string(&mixed).unwrap(),
        r#"[1,1.5,true,["a"],null]"#
    );
    assert_eq!(
        serde_json::from_str::<Status>(r#""new""#).unwrap(),
        Status::from("new")
    );
    let error = serde_json::from_str::<Profile>(r#"{"id":1,"note":null}"#).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("at /id: expected a string, found the number 1"),
        "{error}"
    );
    let yaml = serde_yaml::to_string(&profile).unwrap();
    assert_eq!(serde_yaml::from_str::<Profile>(&yaml).unwrap(), profile);
}

#[test]
fn what_is_only_documented_changes_nothing_on_the_wire() {
    use generated::docs_of_parameters::types::Pet;

    let text = r#"{"id":"1","password":"x","":"nameless","sizes":{"a":[-1]}}"#;
    let pet: Pet = from_str(text).unwrap();
    assert_eq!(pet.empty.as_deref(), Some("nameless"));
    assert_eq!(to_string(&pet), text);
}

#[test]
fn the_configuration_makes_readers_lenient() {
    use generated::config_lenient::types::Job;
    use oaspen_runtime::json::{from_slice_checked, from_str, to_string};
    let job = from_str::<Job>(r#"{"day":7,"count":"3","delay":"12","words":[1,"x"]}"#);
    let read = Job::new(Some("7".to_owned()), Some(3))
        .delay(12)
        .words(vec!["1".to_owned(), "x".to_owned()]);
    assert_eq!(job.as_ref().unwrap(), &read);
    assert_eq!(
        to_string(&read),
        r#"{"day":"7","count":3,"delay":12,"words":["1","x"]}"#
    );
    check(r#"{"day":null,"count":null}"#, Job::new(None, None));
    assert_eq!(
        wrong::<Job>(r#"{"day":1}"#),
        "the property `count` is missing"
    );
    // A boolean is no text.
    assert!(from_str::<Job>(r#"{"day":true,"count":3}"#).is_err());
    // What is checked is the value that was meant.
    let checked = |text: &str| from_slice_checked::<Job>(text.as_bytes()).is_ok();
    assert!(checked(r#"{"day":12,"count":"5"}"#) && checked(r#"{"day":null,"count":null}"#));
    assert!(!checked(r#"{"day":123,"count":1}"#) && !checked(r#"{"day":1,"count":"6"}"#));
}

#[test]
fn names_of_the_configuration_go_before_the_documents() {
    use generated::config_names::types::{Animal, Availability, PetStatus, operations::list_pets};
    check(r#"{"status":"sold"}"#, Animal::new(Availability::Sold));
    check(r#"{"since":"s"}"#, PetStatus::new().since("s"));
    let all = list_pets::All::new(vec![Animal::new(Availability::Available)]);
    check(r#"{"pets":[{"status":"available"}]}"#, all);
}
