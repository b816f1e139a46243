//! The literal strings of the specification's tables, hostile text, and round trips.

use proptest::prelude::*;

use super::*;
use crate::json::{Value, read_value};

const EMPTY: &str = r#""""#;
const STRING: &str = r#""blue""#;
const ARRAY: &str = r#"["blue","black","brown"]"#;
const OBJECT: &str = r#"{"R":100,"G":200,"B":150}"#;

fn encoding(style: Style, explode: bool) -> Encoding {
    Encoding {
        style,
        explode,
        allow_reserved: false,
    }
}

fn tree(json: &str) -> Value<'_> {
    read_value(json.as_bytes()).unwrap()
}

fn is_pairs(style: Style) -> bool {
    match style {
        Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject => true,
        Style::Simple | Style::Label | Style::Matrix | Style::Cookie => false,
    }
}

fn join(pairs: Vec<(String, String)>) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

/// What the parameter `color` is on the wire, in a query or a path as its style asks.
fn encode(encoding: Encoding, value: &Value<'_>) -> Result<String, ParameterFault> {
    if is_pairs(encoding.style) {
        encode_query("color", encoding, value)
            .map(join)
            .map_err(|error| error.fault)
    } else {
        let text = encode_path("color", encoding, value).map_err(|error| error.fault)?;
        Ok(text.unwrap_or_else(|| "undefined".to_owned()))
    }
}

fn decode(
    encoding: Encoding,
    shape: Shape,
    wire: &str,
) -> Result<Option<Value<'static>>, ParameterFault> {
    if is_pairs(encoding.style) {
        decode_query("color", encoding, shape, &Pairs::of_query(wire)).map_err(|error| error.fault)
    } else {
        decode_path("color", encoding, shape, wire)
            .map(Some)
            .map_err(|error| error.fault)
    }
}

fn shape(value: &Value<'_>) -> Shape {
    match value {
        Value::Array(_) => Shape::Array,
        Value::Object(_) => Shape::Object,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Shape::Scalar,
    }
}

/// The same tree with texts for scalars.
fn texts(value: &Value<'_>) -> Value<'static> {
    match value.clone().into_owned() {
        Value::Array(items) => Value::Array(items.iter().map(texts).collect()),
        Value::Object(members) => Value::Object(
            members
                .into_iter()
                .map(|(key, member)| (key, texts(&member)))
                .collect(),
        ),
        scalar @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => {
            Value::String(scalar_text(&scalar).unwrap().into())
        }
    }
}

/// `json` is written as `wire`, and read back.
#[track_caller]
fn check(style: Style, explode: bool, json: &str, wire: &str) {
    let encoding = encoding(style, explode);
    let value = tree(json);
    assert_eq!(encode(encoding, &value).unwrap(), wire);
    assert_eq!(
        decode(encoding, shape(&value), wire).unwrap(),
        Some(texts(&value))
    );
}

/// OAS 3.1.1 §4.8.12.6, all rows but those that say n/a.
#[test]
fn the_table_of_the_specification() {
    check(Style::Matrix, false, EMPTY, ";color");
    check(Style::Matrix, false, STRING, ";color=blue");
    check(Style::Matrix, false, ARRAY, ";color=blue,black,brown");
    check(Style::Matrix, false, OBJECT, ";color=R,100,G,200,B,150");
    check(Style::Matrix, true, EMPTY, ";color");
    check(Style::Matrix, true, STRING, ";color=blue");
    check(
        Style::Matrix,
        true,
        ARRAY,
        ";color=blue;color=black;color=brown",
    );
    check(Style::Matrix, true, OBJECT, ";R=100;G=200;B=150");
    check(Style::Label, false, EMPTY, ".");
    check(Style::Label, false, STRING, ".blue");
    check(Style::Label, false, ARRAY, ".blue,black,brown");
    check(Style::Label, false, OBJECT, ".R,100,G,200,B,150");
    check(Style::Label, true, EMPTY, ".");
    check(Style::Label, true, STRING, ".blue");
    check(Style::Label, true, ARRAY, ".blue.black.brown");
    check(Style::Label, true, OBJECT, ".R=100.G=200.B=150");
    check(Style::Simple, false, EMPTY, "");
    check(Style::Simple, false, STRING, "blue");
    check(Style::Simple, false, ARRAY, "blue,black,brown");
    check(Style::Simple, false, OBJECT, "R,100,G,200,B,150");
    check(Style::Simple, true, EMPTY, "");
    check(Style::Simple, true, STRING, "blue");
    check(Style::Simple, true, ARRAY, "blue,black,brown");
    check(Style::Simple, true, OBJECT, "R=100,G=200,B=150");
    check(Style::Form, false, EMPTY, "color=");
    check(Style::Form, false, STRING, "color=blue");
    check(Style::Form, false, ARRAY, "color=blue,black,brown");
    check(Style::Form, false, OBJECT, "color=R,100,G,200,B,150");
    check(Style::Form, true, EMPTY, "color=");
    check(Style::Form, true, STRING, "color=blue");
    check(
        Style::Form,
        true,
        ARRAY,
        "color=blue&color=black&color=brown",
    );
    check(Style::Form, true, OBJECT, "R=100&G=200&B=150");
    check(
        Style::SpaceDelimited,
        false,
        ARRAY,
        "color=blue%20black%20brown",
    );
    check(
        Style::SpaceDelimited,
        false,
        OBJECT,
        "color=R%20100%20G%20200%20B%20150",
    );
    check(
        Style::PipeDelimited,
        false,
        ARRAY,
        "color=blue%7Cblack%7Cbrown",
    );
    check(
        Style::PipeDelimited,
        false,
        OBJECT,
        "color=R%7C100%7CG%7C200%7CB%7C150",
    );
    check(
        Style::DeepObject,
        true,
        OBJECT,
        "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    );
}

/// OAS 3.0 §4.7.12.3 has exploded rows for these two.
#[test]
fn exploded_delimited_styles_are_form() {
    check(
        Style::SpaceDelimited,
        true,
        ARRAY,
        "color=blue&color=black&color=brown",
    );
    check(
        Style::PipeDelimited,
        true,
        ARRAY,
        "color=blue&color=black&color=brown",
    );
}

/// RFC 6570 §3.2, where it agrees.
#[test]
fn the_examples_of_uri_templates() {
    check(
        Style::Simple,
        false,
        r#""Hello World!""#,
        "Hello%20World%21",
    );
    check(Style::Simple, false, r#""50%""#, "50%25");
    check(
        Style::Simple,
        false,
        r#"{"semi":";","dot":".","comma":","}"#,
        "semi,%3B,dot,.,comma,%2C",
    );
    check(
        Style::Simple,
        true,
        r#"{"semi":";","dot":".","comma":","}"#,
        "semi=%3B,dot=.,comma=%2C",
    );
    check(
        Style::Matrix,
        true,
        r#"{"semi":";","dot":".","comma":","}"#,
        ";semi=%3B;dot=.;comma=%2C",
    );
    check(
        Style::Form,
        true,
        r#"{"semi":";","dot":".","comma":","}"#,
        "semi=%3B&dot=.&comma=%2C",
    );
    check(Style::Form, false, r#""/foo/bar""#, "color=%2Ffoo%2Fbar");
    check(
        Style::Form,
        false,
        r#""Grüße 😀""#,
        "color=Gr%C3%BC%C3%9Fe%20%F0%9F%98%80",
    );
}

/// RFC 6570 §1.2 and §3.2.2 to §3.2.9: the variables of its examples, called `color` here.
#[test]
fn the_variables_of_uri_templates() {
    let list = r#"["red","green","blue"]"#;
    let base = r#""http://example.com/home/""#;
    for (style, plain, empty, joined) in [
        (Style::Simple, "", "", ","),
        (Style::Label, ".", ".", "."),
        (Style::Matrix, ";color=", ";color", ";color="),
        (Style::Form, "color=", "color=", "&color="),
    ] {
        for explode in [false, true] {
            check(style, explode, r#""value""#, &format!("{plain}value"));
            check(style, explode, r#""50%""#, &format!("{plain}50%25"));
            check(style, explode, EMPTY, empty);
            let hello = format!("{plain}Hello%20World%21");
            check(style, explode, r#""Hello World!""#, &hello);
            let encoded = format!("{plain}http%3A%2F%2Fexample.com%2Fhome%2F");
            check(style, explode, base, &encoded);
        }
        check(style, false, list, &format!("{plain}red,green,blue"));
        let exploded = ["red", "green", "blue"].join(joined);
        check(style, true, list, &format!("{plain}{exploded}"));
    }
    // `{+base}`, as far as a query can hold it.
    let reserved = Encoding {
        allow_reserved: true,
        ..FORM
    };
    let wire = encode(reserved, &tree(base));
    assert_eq!(wire.unwrap(), "color=http://example.com/home/");
    let path = encode(reserved, &tree(r#""/foo/bar""#));
    assert_eq!(path.unwrap(), "color=/foo/bar");
}

#[test]
fn what_has_no_value_is_omitted() {
    for style in [
        Style::Form,
        Style::SpaceDelimited,
        Style::PipeDelimited,
        Style::DeepObject,
    ] {
        for json in ["null", "{}"] {
            assert_eq!(
                encode(encoding(style, true), &tree(json)).unwrap(),
                "",
                "{style:?} {json}"
            );
        }
    }
    assert_eq!(encode(FORM, &tree("[]")).unwrap(), "");
    assert_eq!(encode(SIMPLE, &tree("[]")).unwrap(), "undefined");
    assert_eq!(encode(FORM, &tree("[null,1,null]")).unwrap(), "color=1");
    assert_eq!(
        encode(FORM, &tree(r#"{"a":null,"b":true}"#)).unwrap(),
        "b=true"
    );
    assert_eq!(decode(FORM, Shape::Array, "other=1").unwrap(), None);
    assert_eq!(decode(FORM, Shape::Scalar, "").unwrap(), None);
}

#[test]
fn empty_items_stay() {
    check(Style::Form, true, r#"[""]"#, "color=");
    check(Style::Form, false, r#"["",""]"#, "color=,");
    check(Style::Matrix, true, r#"["",""]"#, ";color;color");
    check(Style::Label, true, r#"["",""]"#, "..");
}

#[test]
fn items_with_delimiters() {
    check(Style::Simple, false, r#"["a,b","c"]"#, "a%2Cb,c");
    check(Style::Label, true, r#"["a.b","c"]"#, ".a%2Eb.c");
    check(Style::Form, false, r#"["a,b","c&d"]"#, "color=a%2Cb,c%26d");
    let spaces = encode(encoding(Style::SpaceDelimited, false), &tree(r#"["a b"]"#));
    assert_eq!(spaces, Err(ParameterFault::Delimiter(' ')));
    let pipes = encode(encoding(Style::PipeDelimited, false), &tree(r#"["a|b"]"#));
    assert_eq!(pipes, Err(ParameterFault::Delimiter('|')));
}

#[test]
fn reserved_characters_stay_but_break_no_pair() {
    let reserved = |explode| Encoding {
        allow_reserved: true,
        ..encoding(Style::Form, explode)
    };
    let all = tree(r#"":/?[]@!$'()*,;= a%#&+""#);
    let wire = encode(reserved(true), &all).unwrap();
    assert_eq!(wire, "color=:/?[]@!$'()*,;=%20a%25%23%26%2B");
    assert_eq!(
        decode(reserved(true), Shape::Scalar, &wire).unwrap(),
        Some(all.into_owned())
    );
    let list = tree(r#"["a,b","/"]"#);
    assert_eq!(encode(reserved(false), &list).unwrap(), "color=a%2Cb,/");
}

#[test]
fn values_that_a_style_cannot_spell() {
    assert_eq!(encode(FORM, &tree("[[1]]")), Err(ParameterFault::Nested));
    assert_eq!(
        encode(SIMPLE, &tree(r#"{"a":{}}"#)),
        Err(ParameterFault::Nested)
    );
    let path = encode_path("color", FORM, &tree("1")).map_err(|error| error.fault);
    assert_eq!(path, Err(ParameterFault::Style(Style::Form)));
}

#[test]
fn deep_objects_go_deeper_than_the_specification() {
    check(
        Style::DeepObject,
        true,
        r#"{"a":{"b":1,"c":["x","y"]}}"#,
        "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bc%5D%5B%5D=x&color%5Ba%5D%5Bc%5D%5B%5D=y",
    );
    check(
        Style::DeepObject,
        true,
        r#"[{"a":"x","b":["y"]},{"a":"z"}]"#,
        "color%5B0%5D%5Ba%5D=x&color%5B0%5D%5Bb%5D%5B%5D=y&color%5B1%5D%5Ba%5D=z",
    );
    check(Style::DeepObject, true, r#"["x"]"#, "color%5B%5D=x");
    check(Style::DeepObject, true, r#""x""#, "color=x");
}

#[test]
fn deep_objects_of_other_writers() {
    let deep = encoding(Style::DeepObject, true);
    let read = |wire| decode(deep, Shape::Object, wire);
    assert_eq!(
        read("color[a][]=1").unwrap(),
        Some(tree(r#"{"a":["1"]}"#).into_owned())
    );
    assert_eq!(
        read("color[a]=1&color[a][b]=2"),
        Err(ParameterFault::Nested)
    );
    assert_eq!(read("colors[a]=1&[x]=1").unwrap(), None);
    for wire in [
        "color=x&color=y",
        "color[]=x&color[]=y",
        "color[0]=x&color[1]=y",
    ] {
        let expected = Some(tree(r#"["x","y"]"#).into_owned());
        assert_eq!(
            decode(deep, Shape::Array, wire).unwrap(),
            expected,
            "{wire}"
        );
    }
    let one = decode(deep, Shape::Array, "color=x").unwrap();
    assert_eq!(one, Some(tree(r#"["x"]"#).into_owned()));
    assert_eq!(read("color=1&color[b]=2"), Err(ParameterFault::Nested));
    let bottomless = format!("color{}=1", "[a]".repeat(50_000));
    assert_eq!(read(&bottomless), Err(ParameterFault::Nested));
    let bottomless = format!("{}1{}", r#"{"a":"#.repeat(20), "}".repeat(20));
    assert_eq!(
        encode(deep, &tree(&bottomless)),
        Err(ParameterFault::Nested)
    );
}

#[test]
fn malformed_text() {
    assert_eq!(
        decode(FORM, Shape::Scalar, "color=1&color=2"),
        Err(ParameterFault::Repeated)
    );
    assert_eq!(
        decode(FORM, Shape::Scalar, "color=%FF"),
        Err(ParameterFault::NotUtf8)
    );
    let flat = encoding(Style::Form, false);
    assert_eq!(
        decode(flat, Shape::Object, "color=a,1,b"),
        Err(ParameterFault::OddLength)
    );
    let label = encoding(Style::Label, false);
    assert_eq!(
        decode(label, Shape::Scalar, "a"),
        Err(ParameterFault::Prefix('.'))
    );
    let matrix = encoding(Style::Matrix, false);
    assert_eq!(
        decode(matrix, Shape::Scalar, ";other=1"),
        Err(ParameterFault::Prefix(';'))
    );
}

#[test]
fn queries_of_other_writers() {
    let spaced = encoding(Style::SpaceDelimited, false);
    let expected = Some(tree(r#"["a","b"]"#).into_owned());
    assert_eq!(decode(spaced, Shape::Array, "color=a+b").unwrap(), expected);
    let piped = encoding(Style::PipeDelimited, false);
    assert_eq!(
        decode(piped, Shape::Array, "&&color=a|b&").unwrap(),
        expected
    );
    assert_eq!(
        decode(FORM, Shape::Scalar, "c%6Flor").unwrap(),
        Some(tree(EMPTY).into_owned())
    );
    let others = Pairs::of_query("a=1&b=2&c[x]=3").without(&["a", "c"]);
    let rest = decode_query("color", FORM, Shape::Object, &others).unwrap();
    assert_eq!(rest, Some(tree(r#"{"b":"2"}"#).into_owned()));
}

#[test]
fn headers_are_not_encoded() {
    let header = |json| encode_header("X-Color", SIMPLE, &tree(json)).map_err(|error| error.fault);
    assert_eq!(header(r#""50% / ü, x""#), Ok(Some("50% / ü, x".to_owned())));
    assert_eq!(header(ARRAY), Ok(Some("blue,black,brown".to_owned())));
    assert_eq!(header(r#"["a,b"]"#), Err(ParameterFault::Delimiter(',')));
    assert_eq!(header("null"), Ok(None));
    let exploded = encoding(Style::Simple, true);
    assert_eq!(
        encode_header("X-Color", exploded, &tree(OBJECT)),
        Ok(Some("R=100,G=200,B=150".to_owned()))
    );
    let read = decode_header("X-Color", SIMPLE, Shape::Array, "blue,  black ,brown");
    assert_eq!(read, Ok(tree(ARRAY).into_owned()));
}

#[test]
fn cookies_are_form() {
    let cookies = encode_cookie("color", FORM, &tree(r#""a b;""#)).unwrap();
    assert_eq!(join(cookies), "color=a%20b%3B");
    let pairs = Pairs::of_cookies(["x=1; color=a%20b+%3B", "y=\"2\""]);
    let color = decode_cookie("color", FORM, Shape::Scalar, &pairs).unwrap();
    assert_eq!(color, Some(Value::String("a b+;".into())));
    assert_eq!(pairs.single("y"), Ok(Some("2".to_owned())));
    assert!(!pairs.contains("z"));
}

/// Cookies that others have set are no reason not to find one's own.
#[test]
fn a_cookie_that_is_no_text_leaves_the_others() {
    let pairs = Pairs::of_cookies([b"a=\xE9%41; \xFF=1; b=\"\xC3\xA9\"\t;;c; d=2".as_slice()]);
    assert_eq!(pairs.single("a"), Err(ParameterFault::NotUtf8));
    assert_eq!(pairs.single("b"), Ok(Some("é".to_owned())));
    assert_eq!(pairs.single("d"), Ok(Some("2".to_owned())));
    assert_eq!(pairs.iter().count(), 3);
}

/// What the cookies of `style: cookie` are, and that they are the value again.
#[track_caller]
fn check_cookie(explode: bool, json: &str, wire: &str) {
    let encoding = encoding(Style::Cookie, explode);
    let value = tree(json);
    let cookies = encode_cookie("color", encoding, &value).unwrap();
    let cookies: Vec<String> = cookies
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    assert_eq!(cookies.join("; "), wire);
    let pairs = Pairs::of_cookies([wire]);
    let read = decode_cookie("color", encoding, shape(&value), &pairs);
    assert_eq!(read, Ok(Some(texts(&value))));
}

/// OAS 3.2 §4.12.6, "Style Examples".
#[test]
fn the_cookie_style() {
    check_cookie(false, EMPTY, "color=");
    check_cookie(false, STRING, "color=blue");
    check_cookie(false, ARRAY, "color=blue,black,brown");
    check_cookie(false, OBJECT, "color=R,100,G,200,B,150");
    check_cookie(true, ARRAY, "color=blue; color=black; color=brown");
    check_cookie(true, OBJECT, "R=100; G=200; B=150");
    check_cookie(true, r#""a%20b c+d='""#, "color=a%20b c+d='");
    let fault = |explode, json| {
        let written = encode_cookie("color", encoding(Style::Cookie, explode), &tree(json));
        written.unwrap_err().fault
    };
    for text in [r#""a;b""#, r#"" a""#, r#""a\nb""#, r#""é""#, r#""\"a\"""#] {
        assert_eq!(fault(true, text), ParameterFault::Characters, "{text}");
    }
    assert_eq!(fault(false, r#"["a,b"]"#), ParameterFault::Delimiter(','));
    assert_eq!(fault(true, r#"{"a b":1}"#), ParameterFault::Characters);
}

#[test]
fn errors_name_the_parameter_and_not_the_value() {
    let error = encode_query("secret", FORM, &tree(r#"[["hunter2"]]"#)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "parameter `secret` holds a list or object inside another"
    );
}

/// Names are not empty and not twice there.
fn values() -> impl Strategy<Value = Value<'static>> {
    let text = || any::<String>().prop_map(|text| Value::String(text.into()));
    let members = prop::collection::btree_map("[a-zß=&.,; \\[\\]]{1,4}", text(), 1..4);
    prop_oneof![
        text(),
        prop::collection::vec(text(), 1..4).prop_map(Value::Array),
        members.prop_map(|members| {
            Value::Object(
                members
                    .into_iter()
                    .map(|(key, value)| (key.into(), value))
                    .collect(),
            )
        }),
    ]
}

/// Values of several levels, none of them empty.
fn deep_values() -> impl Strategy<Value = Value<'static>> {
    let text = any::<String>().prop_map(|text| Value::String(text.into()));
    text.prop_recursive(4, 24, 4, |inner| {
        let members = prop::collection::btree_map("[a-zß=& ]{1,4}", inner.clone(), 1..4);
        prop_oneof![
            prop::collection::vec(inner, 1..4).prop_map(Value::Array),
            members.prop_map(|members| {
                let members = members.into_iter().map(|(key, value)| (key.into(), value));
                Value::Object(members.collect())
            }),
        ]
    })
}

proptest! {
    /// Every style × explode × shape: what encodes decodes to the same.
    #[test]
    fn round_trip(
        value in values(),
        style in prop::sample::select(vec![
            Style::Simple, Style::Label, Style::Matrix, Style::Form,
            Style::SpaceDelimited, Style::PipeDelimited,
        ]),
        explode: bool,
        allow_reserved: bool,
    ) {
        let encoding = Encoding { style, explode, allow_reserved };
        match encode(encoding, &value) {
            Ok(wire) => prop_assert_eq!(decode(encoding, shape(&value), &wire), Ok(Some(value)), "{}", wire),
            Err(ParameterFault::Delimiter(_)) => prop_assert!(!explode),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    /// What encodes as a cookie decodes to the same.
    #[test]
    fn round_trip_cookie(value in values(), explode: bool) {
        let encoding = encoding(Style::Cookie, explode);
        if let Ok(cookies) = encode_cookie("color", encoding, &value) {
            let cookies: Vec<String> = cookies.iter().map(|(key, text)| format!("{key}={text}")).collect();
            let line = cookies.join("; ");
            let pairs = Pairs::of_cookies([line.as_str()]);
            prop_assert_eq!(decode_cookie("color", encoding, shape(&value), &pairs), Ok(Some(value)), "{}", line);
        }
    }

    /// A header carries what it encodes.
    #[test]
    fn round_trip_header(value in values(), explode: bool) {
        let encoding = encoding(Style::Simple, explode);
        if let Ok(Some(text)) = encode_header("X", encoding, &value) {
            let read = decode_header("X", encoding, shape(&value), &text);
            prop_assert_eq!(read, Ok(value), "{}", text);
        }
    }

    /// Names without brackets, which deep objects cannot have, and without numbers.
    #[test]
    fn round_trip_deep_object(value in deep_values()) {
        let encoding = encoding(Style::DeepObject, true);
        let wire = encode(encoding, &value).unwrap();
        prop_assert_eq!(decode(encoding, shape(&value), &wire), Ok(Some(value)));
    }

    /// No text makes a decoder panic.
    #[test]
    fn any_text_ends(wire: String, style in prop::sample::select(vec![
        Style::Simple, Style::Label, Style::Matrix, Style::Form,
        Style::SpaceDelimited, Style::PipeDelimited, Style::DeepObject,
    ]), explode: bool) {
        for shape in [Shape::Scalar, Shape::Array, Shape::Object] {
            let _ = decode(encoding(style, explode), shape, &wire);
            let _ = decode_header("color", SIMPLE, shape, &wire);
        }
        let _ = Pairs::of_cookies([wire.as_str()]);
    }
}

/// RFC 6570 §2.3 and §3.2.1, and the columns `undefined` and `empty` of the style tables of OAS 3.0 to 3.2: what has no
/// value is not there, whatever the style; what is empty is there without a value.
#[test]
fn undefined_and_empty() {
    let styles = [
        (Style::Matrix, ";color", "undefined"),
        (Style::Label, ".", "undefined"),
        (Style::Simple, "", "undefined"),
        (Style::Form, "color=", ""),
    ];
    for (style, empty, undefined) in styles {
        for explode in [false, true] {
            check(style, explode, EMPTY, empty);
            for json in ["null", "[]", "{}", "[null]", r#"{"a":null}"#] {
                let wire = encode(encoding(style, explode), &tree(json));
                assert_eq!(wire.as_deref(), Ok(undefined), "{style:?} {json}");
            }
            // One item is a list like any other.
            let one = encode(encoding(style, explode), &tree(r#"["x"]"#)).unwrap();
            let scalar = encode(encoding(style, explode), &tree(r#""x""#)).unwrap();
            assert_eq!(one, scalar, "{style:?}");
            check(style, explode, r#"["x"]"#, &one);
        }
    }
    for style in [Style::SpaceDelimited, Style::PipeDelimited] {
        for json in ["null", "[]", "{}", "[null]"] {
            assert_eq!(encode(encoding(style, false), &tree(json)).unwrap(), "");
        }
        check(style, false, r#"["x"]"#, "color=x");
    }
}

/// RFC 3986 §2.1 and §2.4, and what forms add to it: a percent sign is data and always escaped, also in what looks like
/// an escape; a plus is data where we write, and a space where others do.
#[test]
fn percent_and_plus() {
    let reserved = Encoding {
        allow_reserved: true,
        ..FORM
    };
    for encoding in [FORM, reserved] {
        for (json, wire) in [
            (r#""%""#, "color=%25"),
            (r#""%25""#, "color=%2525"),
            (r#""%zz""#, "color=%25zz"),
            (r#""a+b c""#, "color=a%2Bb%20c"),
            (r##""#&""##, "color=%23%26"),
            (r#""\u0000\n""#, "color=%00%0A"),
            (r#""日本 é""#, "color=%E6%97%A5%E6%9C%AC%20%C3%A9"),
        ] {
            let value = tree(json);
            assert_eq!(encode(encoding, &value).as_deref(), Ok(wire));
            let read = decode(encoding, Shape::Scalar, wire).unwrap();
            assert_eq!(read, Some(value.into_owned()), "{json}");
        }
        let read = |wire| decode(encoding, Shape::Scalar, wire).unwrap().unwrap();
        assert_eq!(read("color=a+b%20c"), tree(r#""a b c""#));
        assert_eq!(read("color=%"), tree(r#""%""#), "no escape is itself");
        assert_eq!(read("color=%4"), tree(r#""%4""#));
        assert_eq!(read("color=%e6%97%a5"), tree(r#""日""#), "either case");
    }
    // In a path a plus is a plus.
    let path = decode(SIMPLE, Shape::Scalar, "a+b").unwrap().unwrap();
    assert_eq!(path, tree(r#""a+b""#));
}
