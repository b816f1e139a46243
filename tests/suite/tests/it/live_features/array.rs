//! Arrays: tuples with more behind them, unions of arrays, and arrays that hold themselves.

use oaspen_runtime::json::from_str;
use oaspen_runtime::types::{AtLeast, Prefixed, Presence};

use super::schema::{any, check, check_tolerant, refused, wrong};

#[test]
fn tuples_may_be_followed_by_more() {
    use generated::schema_tuple_rest::types::{Chain, Loose, Row, Table, Wide, Wider};
    let row: Row = Prefixed::new(("a".to_owned(), 1), vec![true, false]);
    check(r#"["a",1,true,false]"#, row.clone());
    check(r#"{"rows":[["a",1,true,false]]}"#, Table::new(vec![row]));
    check::<Row>(r#"["a",1]"#, ("a".to_owned(), 1).into());
    assert_eq!(
        wrong::<Row>(r#"["a"]"#),
        "expected an array of at least 2, found an array of 1"
    );
    assert_eq!(
        wrong::<Row>(r#"["a",1,2]"#),
        "at /2: expected true or false, found the number 2"
    );
    check::<Loose>(
        r#"["a",{"b":1}]"#,
        Prefixed::new(("a".to_owned(),), vec![any(r#"{"b":1}"#)]),
    );
    let text = r#"["a",1,"b",2,"c",3,"d",4,"e",5,"f",6]"#;
    let wide: Wide = from_str(text).unwrap();
    assert_eq!(wide.11, 6);
    check(text, wide);
    let text = r#"["a",1,"b",2,"c",3,"d",4,"e",5,"f",6,true]"#;
    let wider: Wider = from_str(text).unwrap();
    assert_eq!((wider.head.11, &wider.rest), (6, &vec![any("true")]));
    check(text, wider);
    let chain: Chain = from_str(r#"["a",["b"],["c",["d"]]]"#).unwrap();
    check(r#"["a",["b"],["c",["d"]]]"#, chain);
}

#[test]
fn arrays_are_told_apart_by_their_first_item() {
    use generated::schema_one_of_arrays::types::{Part, Prompt, Strictly};
    check(r#""a""#, Prompt::from("a".to_owned()));
    check(
        r#"["a","b"]"#,
        Prompt::from(vec!["a".to_owned(), "b".to_owned()]),
    );
    check("[1,2]", Prompt::from(vec![1, 2]));
    check("[[1],[2]]", Prompt::from(vec![vec![1], vec![2]]));
    check("[]", Prompt::from(Vec::<String>::new()));
    assert_eq!(
        wrong::<Prompt>(r#"[1,"a"]"#),
        "at /1: expected an integer, found the string \"a\""
    );
    check_tolerant("[true]", Prompt::Unknown(any("[true]")));
    assert!(refused::<Prompt>("[true]").contains("an array that begins with an integer"));
    check(r#"[{"text":"t"}]"#, Strictly::from(vec![Part::new("t")]));
    check_tolerant("[]", Strictly::Unknown(any("[]")));
    assert!(!refused::<Strictly>("[]").is_empty());
}

#[test]
fn cycles_of_every_kind_can_be_built() {
    use generated::schema_recursive_forms::types::{
        Chicken, Comment, Directory, Egg, Filter, Negated, Nested, Term,
    };
    let first = Chicken::new().egg(Egg::new(None));
    let chicken = Chicken::new().egg(Egg::new(Some(first)));
    check(r#"{"egg":{"from":{"egg":{"from":null}}}}"#, chicken);
    let directory: Directory = from_str(r#"{"a":{"b":{}}}"#).unwrap();
    check(r#"{"a":{"b":{}}}"#, directory);
    let term = Filter::from(Term::new("x"));
    let not = Filter::from(Negated::new(term));
    check(r#"[{"not":{"field":"x"}}]"#, Filter::from(vec![not]));
    check(
        r#"{"field":"c","parent":{"field":"p"},"replies":[{"field":"r"}]}"#,
        Comment::new("c")
            .parent(Comment::new("p"))
            .replies(vec![Comment::new("r")]),
    );
    let inner = Nested(AtLeast((Some("b".to_owned()), None)));
    let outer = Nested(AtLeast((Some("a".to_owned()), Some(Box::new(inner)))));
    check(r#"["a",["b"]]"#, outer);
}

#[test]
fn tuples_may_end_early() {
    use generated::schema_tuple_shorter::types::{Drawing, Line, Point, Reply};
    check::<Point>("[1.5,2.5]", AtLeast((1.5, 2.5, None)));
    check::<Point>("[1.5,2.5,3.5]", (1.5, 2.5, Some(3.5)).into());
    assert_eq!(
        wrong::<Point>("[1]"),
        "expected an array of 2 to 3, found an array of 1"
    );
    check::<Reply>("[]", AtLeast::default());
    check::<Reply>(
        r#"["a"]"#,
        AtLeast((Some("a".to_owned()), Presence::Absent)),
    );
    check::<Reply>(
        r#"["a",null]"#,
        AtLeast((Some("a".to_owned()), Presence::Null)),
    );
    let head = AtLeast(("a".to_owned(), None));
    check::<Line>(r#"["a"]"#, head.clone().into());
    check::<Line>(
        r#"["a",1,true]"#,
        Prefixed::new(AtLeast(("a".to_owned(), Some(1))), vec![true]),
    );
    let drawing = Drawing::new(vec![AtLeast((0.5, 1.5, None))]).lines(vec![head.into()]);
    check(r#"{"points":[[0.5,1.5]],"lines":[["a"]]}"#, drawing);
}

#[test]
fn null_is_not_a_position_that_is_left_out() {
    use generated::schema_tuple_shorter::types::{Drawing, Point};
    use oaspen_runtime::json::{Decode, from_slice_checked};
    fn told<T: Decode>(text: &str) -> String {
        let read = from_slice_checked::<T>(text.as_bytes());
        read.map_or_else(|error| error.to_string(), |_| String::new())
    }
    assert_eq!(told::<Point>("[1,2]"), "");
    assert!(told::<Drawing>(r#"{"points":[[1,2,null]]}"#).starts_with("at /points/0/2"));
    assert!(told::<Drawing>(r#"{"points":[],"lines":[["",1]]}"#).starts_with("at /lines/0/0"));
}
