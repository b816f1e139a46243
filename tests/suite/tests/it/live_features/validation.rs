//! What documents demand beyond types: a server refuses everything that is wrong at once, with place
//! and code.

use axum::http::Request;
use oaspen_runtime::body::Body;
use oaspen_runtime::client::InProcessService;
use oaspen_runtime::json::{Decode, from_slice_checked, from_str};
use serde_json::Value;

/// Places and codes of everything that is wrong with a text as a `T`.
fn wrong<T: Decode>(text: &str) -> Vec<String> {
    match from_slice_checked::<T>(text.as_bytes()) {
        Ok(_) => Vec::new(),
        Err(error) => error
            .all()
            .map(|error| format!("{} {}", error.pointer(), error.kind().code()))
            .collect(),
    }
}

#[track_caller]
fn check<T: Decode>(text: &str, expect: &[&str]) {
    assert_eq!(wrong::<T>(text), expect, "{text}");
    let is_condition = |error: &&str| !error.ends_with(" type") && !error.ends_with(" missing");
    if expect.iter().all(is_condition) {
        assert!(from_str::<T>(text).is_ok(), "a client reads {text}");
    }
}

/// The status of an answer, then place and code of each violation.
async fn refusal(service: &impl InProcessService, request: Request<Body>) -> String {
    let response = service.call(request).await.unwrap();
    let status = response.status().as_u16();
    let body = response.into_body().collect(1 << 20).await.unwrap();
    let mut told = vec![status.to_string()];
    if let Ok(problem) = serde_json::from_slice::<Value>(&body) {
        for error in problem["errors"].as_array().into_iter().flatten() {
            let word = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
            let place = match word("in").as_str() {
                "" => word("pointer"),
                location => format!("{location}:{}{}", word("parameter"), word("pointer")),
            };
            told.push(format!("{place} {}", word("code")));
        }
    }
    told.join(", ")
}

fn post(target: &str, media_type: &str, body: &str) -> Request<Body> {
    let request = Request::post(target).header("Content-Type", media_type);
    request.body(Body::from(body.to_owned())).unwrap()
}

/// `validation-scalars.yaml`
mod scalars {
    use std::convert::Infallible;

    use generated::validation_scalars::server::{Api, Context, Server, Untagged};
    use generated::validation_scalars::types::Thing;
    use generated::validation_scalars::types::operations::put_thing::{Request, Response};
    use oaspen_runtime::validate;

    use super::{check, post, refusal};

    struct Things;

    impl Api for Things {
        type Error = Infallible;
    }

    impl Untagged for Things {
        async fn put_thing(&self, _: &Context<()>, _: Request) -> Result<Response, Infallible> {
            Ok(Response::NoContent)
        }
    }

    #[test]
    fn every_violation_is_told() {
        check::<Thing>(
            r#"{"name":"é","age":151,"ratio":1,"price":0.015,"code":"12345","alias":"","level":2}"#,
            &[
                "/level unknown-value",
                "/name min-length",
                "/age maximum",
                "/ratio exclusive-maximum",
                "/price multiple-of",
                "/code max-length",
                "/alias min-length",
            ],
        );
        check::<Thing>(
            r#"{"name":"abcdef","age":-1,"ratio":0}"#,
            &[
                "/name max-length",
                "/age minimum",
                "/ratio exclusive-minimum",
            ],
        );
    }

    #[test]
    fn limits_themselves_are_kept() {
        for text in [
            r#"{"name":"éé","age":0,"ratio":0.5,"price":19.99,"alias":null,"level":1.0}"#,
            r#"{"name":"12345","age":150,"price":1e20,"size":9}"#,
        ] {
            check::<Thing>(text, &[]);
        }
    }

    #[test]
    fn what_is_wrong_with_types_is_told_beside() {
        check::<Thing>(
            r#"{"age":151,"size":"abc"}"#,
            &[" missing", "/age maximum", "/size max-length"],
        );
        check::<Thing>(
            r#"{"name":"ab","age":"x","size":10}"#,
            &["/age type", "/size maximum"],
        );
    }

    #[test]
    fn a_value_is_checked_on_demand() {
        assert!(validate(&Thing::new("ab")).is_ok());
        let error = validate(&Thing::new("a").age(200)).unwrap_err();
        assert_eq!(error.all().count(), 2);
        assert_eq!(
            error.to_string(),
            "at /name: the string is shorter than 2 characters"
        );
    }

    #[tokio::test]
    async fn parameters_and_body_are_refused_at_once() {
        let service = Server::new(Things).into_service();
        let mut request = post(
            "/things/12345?limit=101&tags=ab&tags=c&tags=de",
            "application/json",
            r#"{"name":"a"}"#,
        );
        request
            .headers_mut()
            .insert("X-Trace", "12".parse().unwrap());
        assert_eq!(
            refusal(&service, request).await,
            "400, path:code max-length, query:limit maximum, query:tags max-items, \
             query:tags/1 min-length, header:X-Trace pattern, /name min-length",
        );
        let request = post(
            "/things/1234?limit=100",
            "application/json",
            r#"{"name":"a","age":151}"#,
        );
        assert_eq!(
            refusal(&service, request).await,
            "422, /name min-length, /age maximum"
        );
        let request = post(
            "/things/1234?limit=0x",
            "application/json",
            r#"{"name":"a"}"#,
        );
        assert_eq!(
            refusal(&service, request).await,
            "400, query:limit type, /name min-length"
        );
        let request = post(
            "/things/1234?limit=100",
            "application/json",
            r#"{"name":"ab"}"#,
        );
        assert_eq!(refusal(&service, request).await, "204");
    }

    #[test]
    fn the_number_of_violations_is_limited() {
        use generated::validation_arrays::types::Names;
        let long = vec!["\"long\""; 100].join(",");
        let text = format!("{{\"pair\":[\"\",[{long}]]}}");
        let told = super::wrong::<generated::validation_arrays::types::Arrays>(&text);
        assert_eq!(told.len(), 65);
        assert_eq!(told.last().map(String::as_str), Some(" more"));
        assert_eq!(Names::new(), Vec::<String>::new());
    }
}

/// `validation-pattern.yaml`
mod pattern {
    use generated::validation_pattern::types::Patterns;

    use super::check;

    #[test]
    fn patterns_are_those_of_ecma_262() {
        for text in [
            r#"{"digits":"123","words":"a\u00a0b","part":"abbc","path":"/x","letters":"Éa"}"#,
            r#"{"line":"one line","both":"abz","escaped":"AB\n","slow":"aaaa","ahead":"no digit"}"#,
        ] {
            check::<Patterns>(text, &[]);
        }
        check::<Patterns>(
            r#"{"digits":"12٣","words":"é b","part":"ac","path":"x","letters":"éa"}"#,
            &[
                "/digits pattern",
                "/words pattern",
                "/part pattern",
                "/path pattern",
                "/letters pattern",
            ],
        );
        check::<Patterns>(
            r#"{"line":"two\nlines","both":"ab","escaped":"AB"}"#,
            &["/line pattern", "/both pattern", "/escaped pattern"],
        );
    }

    #[test]
    fn no_text_takes_long() {
        let text = format!("{{\"slow\":\"{}b\"}}", "a".repeat(100_000));
        check::<Patterns>(&text, &["/slow pattern"]);
    }
}

/// `validation-arrays.yaml`
mod arrays {
    use generated::validation_arrays::types::Arrays;

    use super::check;

    #[test]
    fn arrays_are_counted_and_compared() {
        check::<Arrays>(
            r#"{"few":[],"different":[1,{"a":1,"b":[]},{"b":[],"a":1.0}]}"#,
            &["/few min-items", "/different unique-items"],
        );
        check::<Arrays>(
            r#"{"few":["","","",""],"different":[1,"1",true,null]}"#,
            &["/few max-items"],
        );
        check::<Arrays>(
            r#"{"one":[9],"some":["x"]}"#,
            &["/one contains", "/some min-contains"],
        );
        check::<Arrays>(
            r#"{"one":[1,10],"some":["x","x","x","x"]}"#,
            &["/some max-contains"],
        );
    }

    #[test]
    fn positions_have_conditions_of_their_own() {
        check::<Arrays>(
            r#"{"head":["a",-1,1],"pair":["",["abcd","","x"]]}"#,
            &[
                "/head/2 type",
                "/head/1 minimum",
                "/pair/0 min-length",
                "/pair/1 max-items",
                "/pair/1/0 max-length",
            ],
        );
        check::<Arrays>(
            r#"{"head":["a",1,true],"pair":["a",[]],"rest":["a",1,2]}"#,
            &[],
        );
        check::<Arrays>(r#"{"rest":["a",1,"b"]}"#, &["/rest/2 not-allowed"]);
    }
}

/// `validation-objects.yaml`
mod objects {
    use generated::validation_objects::types::{Card, Closed, Contact, Settings};

    use super::check;

    #[test]
    fn properties_are_counted_and_named() {
        check::<Settings>(r#"{"labels":{}}"#, &["/labels min-properties"]);
        check::<Settings>(
            r#"{"labels":{"a":"1","b":"2","c":"3","D":"45678"}}"#,
            &[
                "/labels max-properties",
                "/labels/D property-names",
                "/labels/D max-length",
            ],
        );
        check::<Settings>(r#"{"name":"a","x-a":"b","n-b":0}"#, &[]);
        check::<Settings>(
            r#"{"x-a":1,"n-b":-1,"z":0}"#,
            &["/x-a type", "/n-b minimum", "/z not-allowed"],
        );
    }

    #[test]
    fn properties_demand_each_other() {
        check::<Card>(r#"{"number":"1","owner":"ab","address":"c"}"#, &[]);
        check::<Card>(r#"{"number":"1","owner":"a"}"#, &[" dependent-required"]);
        check::<Card>(r#"{"owner":"a","address":"c"}"#, &["/owner min-length"]);
        check::<Contact>(r#"{"mail":"a"}"#, &[]);
        check::<Contact>(r#"{"name":"a"}"#, &[" any-of"]);
        check::<Contact>(r#"{"mail":"a","phone":"b"}"#, &[" not"]);
    }

    #[test]
    fn what_no_member_speaks_of_is_refused() {
        check::<Closed>(r#"{"id":1,"own":"a"}"#, &[]);
        check::<Closed>(
            r#"{"id":0,"other":1}"#,
            &["/other not-allowed", "/id minimum"],
        );
    }
}

/// `validation-conditional.yaml`
mod conditional {
    use generated::validation_conditional::types::{Address, Level};

    use super::check;

    #[test]
    fn a_condition_chooses_what_holds() {
        check::<Address>(r#"{"country":"NL","code":"1234"}"#, &[]);
        check::<Address>(r#"{"country":"NL"}"#, &[" missing"]);
        check::<Address>(
            r#"{"country":"NL","code":"123","note":"none"}"#,
            &["/code pattern", "/note not"],
        );
        check::<Address>(
            r#"{"country":"BE","code":"1234","note":0}"#,
            &["/code max-length", "/note not"],
        );
    }

    #[test]
    fn exactly_one_alternative_holds() {
        let level: Level = 9;
        assert_eq!(Address::new("BE").level(level).level, Some(9));
        check::<Address>(r#"{"country":"BE","level":9}"#, &[]);
        check::<Address>(r#"{"country":"BE","level":5}"#, &["/level one-of"]);
        check::<Address>(r#"{"country":"BE","level":6}"#, &["/level one-of"]);
    }

    #[test]
    fn another_name_may_demand_more() {
        check::<Address>(
            r#"{"country":"BE","home":{"country":"BE","note":1}}"#,
            &["/home not"],
        );
        check::<Address>(r#"{"country":"BE","note":1}"#, &[]);
    }
}

/// `validation-nested.yaml`
mod nested {
    use std::convert::Infallible;

    use generated::validation_nested::server::{Api, Context, Server, Untagged};
    use generated::validation_nested::types::Node;
    use generated::validation_nested::types::operations::add_nodes::{Request, Response};

    use super::{check, post, refusal};

    struct Nodes;

    impl Api for Nodes {
        type Error = Infallible;
    }

    impl Untagged for Nodes {
        async fn add_nodes(&self, _: &Context<()>, _: Request) -> Result<Response, Infallible> {
            Ok(Response::NoContent)
        }
    }

    #[test]
    fn conditions_hold_at_any_depth() {
        check::<Node>(
            r#"{"name":"","next":{"name":"a","next":{"name":""}},"value":{"amount":0},
                "named":{"x/y":{"name":"","value":""}},"many":["a","b"]}"#,
            &[
                "/name min-length",
                "/next/next/name min-length",
                "/value/amount minimum",
                "/named/x~1y/name min-length",
                "/named/x~1y/value min-length",
                "/many max-items",
            ],
        );
    }

    #[tokio::test]
    async fn every_kind_of_body_is_checked() {
        let service = Server::new(Nodes).into_service();
        let refused = |media_type: &'static str, body: &'static str| {
            refusal(&service, post("/nodes", media_type, body))
        };
        let json = "application/json";
        assert_eq!(refused(json, "[]").await, "422,  min-items");
        assert_eq!(
            refused(json, r#"[{"name":"a"},{"name":""}]"#).await,
            "422, /1/name min-length"
        );
        assert_eq!(refused(json, r#"[{"name":"a"}]"#).await, "204");
        let form = "application/x-www-form-urlencoded";
        assert_eq!(
            refused(form, "name=&count=6&tags=a&tags=b").await,
            "422, /name min-length, /count maximum, /tags max-items",
        );
        let parts = "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n\r\n\
                     --b\r\nContent-Disposition: form-data; name=\"count\"\r\n\r\n6\r\n--b--";
        assert_eq!(
            refused("multipart/form-data; boundary=b", parts).await,
            "422, /name min-length, /count maximum",
        );
    }
}

/// `validation-directions.yaml`
mod directions {
    use generated::validation_directions::types::{Note, NoteRequest};

    use super::check;

    #[test]
    fn nothing_is_asked_of_what_does_not_travel() {
        check::<NoteRequest>(r#"{"name":"a","label":"b"}"#, &[]);
        // What comes all the same is passed over, whatever it is.
        check::<NoteRequest>(r#"{"id":"x","name":"a","label":"b"}"#, &[]);
        check::<NoteRequest>(r#"{}"#, &[]);
        check::<NoteRequest>(r#"{"name":"a"}"#, &[" dependent-required"]);
        check::<NoteRequest>(r#"{"more":"x"}"#, &["/more min-length"]);
        check::<Note>(r#"{"id":"x"}"#, &[" min-properties", "/id min-length"]);
    }
}

/// `validation-unions.yaml`
mod unions {
    use generated::validation_unions::types::Holder;

    use super::check;

    #[test]
    fn a_value_may_satisfy_any_branch_that_reads_it() {
        for accepted in [
            r#"{"range":5,"word":"ab","kind":0}"#,
            r#"{"range":150,"word":"abcd","kind":"x"}"#,
        ] {
            check::<Holder>(accepted, &[]);
        }
        check::<Holder>(
            r#"{"range":50,"word":"abc","kind":""}"#,
            &["/range maximum", "/word max-length", "/kind min-length"],
        );
        check::<Holder>(r#"{"kind":-1}"#, &["/kind minimum"]);
    }

    #[test]
    fn a_condition_may_allow_several_kinds() {
        check::<Holder>(r#"{"limits":{"most":5}}"#, &[]);
        check::<Holder>(r#"{"limits":{"most":true}}"#, &["/limits not"]);
        check::<Holder>(r#"{"limits":{"most":"5"}}"#, &["/limits not"]);
    }
}

/// `validation-unions-by-keys.yaml`
mod unions_by_keys {
    use std::fmt::Write as _;

    use generated::validation_unions_by_keys::types::{Holder, HolderAddress, Tree};
    use oaspen_runtime::json::{from_slice, from_slice_strict};

    use super::check;

    #[test]
    fn what_the_first_branch_refuses_may_be_another() {
        let wrong_street = r#"{"address":{"street":5,"box":7}}"#;
        check::<Holder>(wrong_street, &[]);
        for read in [from_slice::<Holder>, from_slice_strict::<Holder>] {
            let holder = read(wrong_street.as_bytes());
            let address = holder.map(|holder| holder.address);
            assert!(matches!(address, Ok(Some(HolderAddress::WithBox(_)))));
        }
        check::<Holder>(r#"{"address":{"street":5}}"#, &["/address/street type"]);
        check::<Holder>(
            r#"{"address":{"street":"x","box":7}}"#,
            &["/address one-of"],
        );
        check::<Holder>(r#"{"address":{"street":"x","box":0}}"#, &[]);
        check::<Holder>(r#"{"shape":{"x":1,"radius":"2"}}"#, &[]);
        check::<Holder>(r#"{"shape":{"x":1,"radius":2}}"#, &["/shape one-of"]);
        check::<Holder>(r#"{"note":{"text":true}}"#, &[]);
        check::<Holder>(r#"{"note":{"text":4,"code":5}}"#, &[]);
        check::<Holder>(r#"{"note":{"text":"longer"}}"#, &["/note/text max-length"]);
    }

    #[test]
    fn values_beside_a_union_satisfy_it() {
        check::<Holder>(r#"{"listed":"a"}"#, &[]);
        check::<Holder>(r#"{"listed":["x"]}"#, &["/listed any-of"]);
    }

    #[test]
    fn nested_second_thoughts_take_linear_time() {
        for last in ["\"x\"", "1", "null"] {
            let mut text = String::new();
            for _ in 0..60 {
                text.push_str(r#"{"left":true,"right":"x","next":"#);
            }
            write!(text, r#"{{"left":{last}}}"#).unwrap();
            text.push_str(&"}".repeat(60));
            let tree: Result<Tree, _> = from_slice_strict(text.as_bytes());
            assert!(tree.is_err());
        }
        let mut text = String::from(r#"{"right":"y"}"#);
        for _ in 0..60 {
            text = format!(r#"{{"right":"x","left":"z","next":{text}}}"#);
        }
        let tree: Result<Tree, _> = from_slice_strict(text.as_bytes());
        assert!(matches!(tree, Ok(Tree::WithRight(_))));
    }
}

/// `validation-one-of.yaml`
mod one_of {
    use generated::validation_one_of::types::{Amount, Contact, Told};
    use oaspen_runtime::json::{Decode, from_str};

    use super::check;

    #[test]
    fn a_value_of_two_branches_is_refused() {
        check::<Contact>(r#"{"address":"a@b.c"}"#, &[]);
        check::<Contact>(r#"{"number":"112"}"#, &[]);
        // The conditions of the second do not hold, so only the first does.
        check::<Contact>(r#"{"address":"a@b.c","number":"1"}"#, &[]);
        check::<Contact>(r#"{"address":"a@b.c","number":"112"}"#, &[" one-of"]);
        check::<Amount>(r#"{"value":3}"#, &[]);
        check::<Amount>(r#"{"value":5}"#, &[]);
        check::<Amount>(
            r#"{"value":15,"contact":{"address":"","number":"112"}}"#,
            &["/value one-of", "/contact one-of"],
        );
        check::<Amount>(r#"{"value":7}"#, &["/value multiple-of"]);
    }

    #[test]
    fn a_client_takes_the_first_branch() {
        let both = from_str(r#"{"address":"a@b.c","number":"112"}"#);
        assert!(matches!(both, Ok(Contact::Mail(_))));
    }

    #[test]
    fn branches_that_exclude_each_other_are_not_tried() {
        assert!(Told::checks().is_empty());
        check::<Told>(r#"{"kind":"b","x":1}"#, &[]);
    }
}
