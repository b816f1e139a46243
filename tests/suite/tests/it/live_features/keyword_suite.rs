//! Keyword by keyword, in the manner of JSON Schema's own test suite: what a server accepts of each
//! schema in `validation-suite-*.yaml` and what it refuses, whatever refuses it, type or condition.
//!
//! Where oaspen differs from JSON Schema on purpose the cases keep away from it: a schema without a
//! `type` that describes the shape of one kind of values has that kind, and formats that are typed are
//! checked.

use oaspen_runtime::json::{Decode, from_slice_checked};

/// The schema, and values as JSON text.
struct Case<'c> {
    schema: &'c str,
    accept: fn(&str) -> Result<(), String>,
    accepted: &'c [&'c str],
    refused: &'c [&'c str],
}

fn accept<T: Decode>(value: &str) -> Result<(), String> {
    let text = format!("{{\"v\":{value}}}");
    let read = from_slice_checked::<T>(text.as_bytes());
    read.map(drop).map_err(|error| error.to_string())
}

#[track_caller]
fn check(cases: &[Case<'_>]) {
    let mut wrong = Vec::new();
    for case in cases {
        for value in case.accepted {
            if let Err(error) = (case.accept)(value) {
                wrong.push(format!("{} refuses {value}: {error}", case.schema));
            }
        }
        for value in case.refused {
            if (case.accept)(value).is_ok() {
                wrong.push(format!("{} accepts {value}", case.schema));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `validation-suite-numbers.yaml`
mod numbers {
    use generated::validation_suite_numbers::types as of;

    use super::{Case, accept, check};

    #[test]
    fn numbers() {
        check(CASES);
    }

    const CASES: &[Case<'static>] = &[
        Case {
            schema: "Whole",
            accept: accept::<of::Whole>,
            accepted: &[r#"1"#, r#"1.0"#, r#"-5"#, r#"0"#],
            refused: &[r#"1.1"#, r#""1""#, r#"{}"#, r#"[]"#, r#"true"#, r#"null"#],
        },
        Case {
            schema: "Number",
            accept: accept::<of::Number>,
            accepted: &[r#"1"#, r#"1.0"#, r#"1.1"#, r#"-0.5e3"#],
            refused: &[r#""1""#, r#"true"#, r#"null"#],
        },
        Case {
            schema: "Minimum",
            accept: accept::<of::Minimum>,
            accepted: &[r#"2.6"#, r#"1.1"#],
            refused: &[r#"0.6"#, r#"1.0999999999999999999999"#],
        },
        Case {
            schema: "MinimumSigned",
            accept: accept::<of::MinimumSigned>,
            accepted: &[r#"-1"#, r#"0"#, r#"-2"#, r#"-2.0"#],
            refused: &[r#"-2.0001"#, r#"-3"#],
        },
        Case {
            schema: "MinimumOfAny",
            accept: accept::<of::MinimumOfAny>,
            accepted: &[r#"2.6"#, r#""x""#, r#"[]"#, r#"null"#],
            refused: &[r#"0.6"#],
        },
        Case {
            schema: "Maximum",
            accept: accept::<of::Maximum>,
            accepted: &[r#"2.6"#, r#"3"#, r#"3.0"#],
            refused: &[r#"3.5"#],
        },
        Case {
            schema: "Above",
            accept: accept::<of::Above>,
            accepted: &[r#"1.2"#],
            refused: &[r#"1.1"#, r#"0.6"#],
        },
        Case {
            schema: "Below",
            accept: accept::<of::Below>,
            accepted: &[r#"2.2"#],
            refused: &[r#"3"#, r#"3.0"#, r#"3.5"#],
        },
        Case {
            schema: "Even",
            accept: accept::<of::Even>,
            accepted: &[r#"10"#, r#"0"#, r#"-4"#],
            refused: &[r#"7"#],
        },
        Case {
            schema: "Quarter",
            accept: accept::<of::Quarter>,
            accepted: &[r#"0.0075"#, r#"0"#, r#"1e3"#],
            refused: &[r#"0.00751"#],
        },
        Case {
            schema: "Tenth",
            accept: accept::<of::Tenth>,
            accepted: &[r#"0.3"#, r#"1.1"#, r#"4.5"#],
            refused: &[r#"0.35"#],
        },
        Case {
            schema: "Cent",
            accept: accept::<of::Cent>,
            accepted: &[r#"12391239123"#, r#"0.29"#, r#"1e30"#],
            refused: &[r#"0.015"#],
        },
        Case {
            schema: "Between",
            accept: accept::<of::Between>,
            accepted: &[r#"1"#, r#"2"#],
            refused: &[r#"0"#, r#"3"#],
        },
        Case {
            schema: "Nearly",
            accept: accept::<of::Nearly>,
            accepted: &[r#"972783798187986.99999999999"#],
            refused: &[r#"972783798187987.00000000001"#, r#"972783798187987"#],
        },
        Case {
            schema: "One",
            accept: accept::<of::One>,
            accepted: &[r#"1"#, r#"1.0"#, r#"1e0"#],
            refused: &[r#"2"#, r#"true"#, r#""1""#, r#"1.5"#],
        },
        Case {
            schema: "Zero",
            accept: accept::<of::Zero>,
            accepted: &[r#"0"#, r#"0.0"#, r#"-0"#],
            refused: &[r#"false"#, r#"[]"#, r#""""#],
        },
        Case {
            schema: "Fixed",
            accept: accept::<of::Fixed>,
            accepted: &[r#"1"#, r#"1.00"#, r#"2.5"#, r#"25e-1"#],
            refused: &[r#"2"#, r#""1""#],
        },
    ];
}

/// `validation-suite-strings.yaml`
mod strings {
    use generated::validation_suite_strings::types as of;

    use super::{Case, accept, check};

    #[test]
    fn texts() {
        check(CASES);
    }

    const CASES: &[Case<'static>] = &[
        Case {
            schema: "Text",
            accept: accept::<of::Text>,
            accepted: &[r#""""#, r#""1""#],
            refused: &[r#"1"#, r#"null"#, r#"[]"#],
        },
        Case {
            schema: "Shortest",
            accept: accept::<of::Shortest>,
            accepted: &[r#""foo""#, r#""fo""#, r#""\ud83d\ude00\ud83d\ude00""#],
            refused: &[r#""f""#, r#""\ud83d\ude00""#, r#""\u00e9""#],
        },
        Case {
            schema: "Longest",
            accept: accept::<of::Longest>,
            accepted: &[r#""f""#, r#""fo""#, r#""\ud83d\udca9\ud83d\udca9""#],
            refused: &[r#""foo""#, r#""\ud83d\udca9\ud83d\udca9\ud83d\udca9""#],
        },
        Case {
            schema: "LengthOfAny",
            accept: accept::<of::LengthOfAny>,
            accepted: &[r#""ab""#, r#"100"#, r#"{}"#],
            refused: &[r#""abc""#, r#""b""#],
        },
        Case {
            schema: "LongestAsDecimal",
            accept: accept::<of::LongestAsDecimal>,
            accepted: &[r#""f""#],
            refused: &[r#""foo""#],
        },
        Case {
            schema: "Exact",
            accept: accept::<of::Exact>,
            accepted: &[r#""abc""#],
            refused: &[r#""ab""#, r#""abcd""#],
        },
        Case {
            schema: "Anchored",
            accept: accept::<of::Anchored>,
            accepted: &[r#""aaa""#, r#""""#],
            refused: &[r#""abc""#, r#""aaa\n""#],
        },
        Case {
            schema: "Anywhere",
            accept: accept::<of::Anywhere>,
            accepted: &[r#""xxaayy""#],
            refused: &[r#""xyz""#],
        },
        Case {
            schema: "Digits",
            accept: accept::<of::Digits>,
            accepted: &[r#""0""#],
            refused: &[r#""\u07c0""#, r#""a""#],
        },
        Case {
            schema: "Words",
            accept: accept::<of::Words>,
            accepted: &[r#""a""#, r#""_""#],
            refused: &[r#""\u00e9""#],
        },
        Case {
            schema: "Spaces",
            accept: accept::<of::Spaces>,
            accepted: &[r#"" ""#, r#""\u00a0""#, r#""\ufeff""#, r#""\u2029""#],
            refused: &[r#""\u0001""#, r#""\u2013""#],
        },
        Case {
            schema: "Astral",
            accept: accept::<of::Astral>,
            accepted: &[r#""\u00e9\u0395""#, r#""\ud835\udc00""#],
            refused: &[r#""1""#],
        },
        Case {
            schema: "Slash",
            accept: accept::<of::Slash>,
            accepted: &[r#""a/b""#],
            refused: &[r#""ab""#],
        },
        Case {
            schema: "Control",
            accept: accept::<of::Control>,
            accepted: &[r#""\u0003""#],
            refused: &[r#""C""#, r#""\\cC""#],
        },
        Case {
            schema: "Empty",
            accept: accept::<of::Empty>,
            accepted: &[r#""""#, r#""a""#],
            refused: &[r#""b""#, r#"null"#],
        },
        Case {
            schema: "Nul",
            accept: accept::<of::Nul>,
            accepted: &[r#""a\u0000b""#],
            refused: &[r#""ab""#, r#""a""#],
        },
        Case {
            schema: "Annotated",
            accept: accept::<of::Annotated>,
            accepted: &[r#""anything""#],
            refused: &[r#"7"#],
        },
    ];
}

/// `validation-suite-arrays.yaml`
mod arrays {
    use generated::validation_suite_arrays::types as of;

    use super::{Case, accept, check};

    #[test]
    fn arrays() {
        check(CASES);
    }

    const CASES: &[Case<'static>] = &[
        Case {
            schema: "List",
            accept: accept::<of::List>,
            accepted: &[r#"[]"#, r#"[1,"a",null]"#],
            refused: &[r#"{}"#, r#""[]""#],
        },
        Case {
            schema: "Least",
            accept: accept::<of::Least>,
            accepted: &[r#"[1]"#],
            refused: &[r#"[]"#],
        },
        Case {
            schema: "Most",
            accept: accept::<of::Most>,
            accepted: &[r#"[1,2]"#, r#"[]"#],
            refused: &[r#"[1,2,3]"#],
        },
        Case {
            schema: "Numbers",
            accept: accept::<of::Numbers>,
            accepted: &[r#"[1,2,3]"#, r#"[]"#, r#"[1.0]"#],
            refused: &[r#"[1,"x"]"#, r#"[null]"#],
        },
        Case {
            schema: "Nothing",
            accept: accept::<of::Nothing>,
            accepted: &[r#"[]"#],
            refused: &[r#"[1]"#, r#"[null]"#],
        },
        Case {
            schema: "Nested",
            accept: accept::<of::Nested>,
            accepted: &[r#"[[[1]],[[2],[3.5]]]"#, r#"[[]]"#],
            refused: &[r#"[[["1"]]]"#, r#"[[1]]"#],
        },
        Case {
            schema: "Pair",
            accept: accept::<of::Pair>,
            accepted: &[r#"[1,"a"]"#, r#"[1,"a",true]"#],
            refused: &[r#"["a",1]"#, r#"[1,2]"#, r#"[1]"#],
        },
        Case {
            schema: "Positions",
            accept: accept::<of::Positions>,
            accepted: &[r#"[]"#, r#"[1]"#, r#"[1,"a"]"#, r#"[1,"a",true]"#],
            refused: &[r#"["a"]"#, r#"[1,2]"#],
        },
        Case {
            schema: "Closed",
            accept: accept::<of::Closed>,
            accepted: &[r#"[1,null]"#],
            refused: &[r#"[1,2,3]"#, r#"["a",1]"#],
        },
        Case {
            schema: "Rest",
            accept: accept::<of::Rest>,
            accepted: &[r#"["x"]"#, r#"["x",2,3]"#],
            refused: &[r#"["x","y"]"#, r#"[2]"#],
        },
        Case {
            schema: "Contains",
            accept: accept::<of::Contains>,
            accepted: &[r#"[3,4,5]"#, r#"[5]"#, r#"["a",6]"#],
            refused: &[r#"[2,3]"#, r#"[]"#],
        },
        Case {
            schema: "ContainsTwo",
            accept: accept::<of::ContainsTwo>,
            accepted: &[r#"[1,1]"#, r#"[1,2,1.0,1]"#],
            refused: &[r#"[1]"#, r#"[1,1,1,1]"#, r#"[]"#],
        },
        Case {
            schema: "ContainsNone",
            accept: accept::<of::ContainsNone>,
            accepted: &[r#"[]"#, r#"[2]"#, r#"[1]"#],
            refused: &[r#"[1,1]"#],
        },
        Case {
            schema: "ContainsItem",
            accept: accept::<of::ContainsItem>,
            accepted: &[r#"[6,2]"#],
            refused: &[r#"[2,4]"#, r#"[3,6]"#, r#"[3]"#],
        },
        Case {
            schema: "Unique",
            accept: accept::<of::Unique>,
            accepted: &[
                r#"[1,2]"#,
                r#"[1,true]"#,
                r#"[0,false]"#,
                r#"[{"a":1},{"a":true}]"#,
                r#"[[1],[true]]"#,
                r#"["1",1]"#,
                r#"[{"a":{"b":1}},{"a":{"b":2}}]"#,
                r#"[{},[],"",null]"#,
            ],
            refused: &[
                r#"[1,1]"#,
                r#"[1,1.0,1]"#,
                r#"[{"a":1,"b":2},{"b":2,"a":1}]"#,
                r#"[[["a"]],[["a"]]]"#,
                r#"["a","a"]"#,
                r#"[{"x":[1.00]},{"x":[1]}]"#,
                r#"[null,null]"#,
            ],
        },
        Case {
            schema: "Both",
            accept: accept::<of::Both>,
            accepted: &[r#"[[1,1]]"#],
            refused: &[r#"[]"#, r#"[1,2]"#],
        },
    ];
}

/// `validation-suite-objects.yaml`
mod objects {
    use generated::validation_suite_objects::types as of;

    use super::{Case, accept, check};

    #[test]
    fn objects() {
        check(CASES);
    }

    const CASES: &[Case<'static>] = &[
        Case {
            schema: "Open",
            accept: accept::<of::Open>,
            accepted: &[r#"{"foo":1,"bar":"b","x":[]}"#, r#"{}"#],
            refused: &[r#"{"foo":"a"}"#, r#"[]"#, r#"{"bar":1}"#],
        },
        Case {
            schema: "OfSeveralKinds",
            accept: accept::<of::OfSeveralKinds>,
            accepted: &[r#"{"foo":1}"#, r#"["a"]"#, r#"1"#, r#""a""#, r#"null"#],
            refused: &[
                r#"{"foo":"a"}"#,
                r#"[]"#,
                r#"[1]"#,
                r#"{"a":1,"b":1,"c":1}"#,
            ],
        },
        Case {
            schema: "Required",
            accept: accept::<of::Required>,
            accepted: &[r#"{"foo":1}"#, r#"{"foo":null}"#],
            refused: &[r#"{}"#, r#"{"bar":1}"#],
        },
        Case {
            schema: "Odd",
            accept: accept::<of::Odd>,
            accepted: &[r#"{"foo\nbar":1,"foo\"bar":1,"foo\\bar":1,"__proto__":1,"toString":1}"#],
            refused: &[r#"{"foo\nbar":1}"#, r#"{"__proto__":1}"#],
        },
        Case {
            schema: "Proto",
            accept: accept::<of::Proto>,
            accepted: &[
                r#"{}"#,
                r#"{"__proto__":12,"toString":{"length":"f"},"constructor":37}"#,
            ],
            refused: &[
                r#"{"__proto__":"foo"}"#,
                r#"{"toString":{"length":37}}"#,
                r#"{"constructor":{"length":37}}"#,
            ],
        },
        Case {
            schema: "Closed",
            accept: accept::<of::Closed>,
            accepted: &[r#"{"foo":1}"#, r#"{}"#],
            refused: &[r#"{"foo":1,"quux":true}"#],
        },
        Case {
            schema: "ClosedByPattern",
            accept: accept::<of::ClosedByPattern>,
            accepted: &[r#"{"foo":1,"vroom":2}"#],
            refused: &[r#"{"foo":1,"quux":1}"#, r#"{"xv":1}"#],
        },
        Case {
            schema: "OthersTyped",
            accept: accept::<of::OthersTyped>,
            accepted: &[r#"{"foo":1,"x":true}"#],
            refused: &[r#"{"foo":1,"x":12}"#],
        },
        Case {
            schema: "Patterned",
            accept: accept::<of::Patterned>,
            accepted: &[r#"{"a":21}"#, r#"{"aaaa":18}"#, r#"{"a":21,"aaaa":18}"#],
            refused: &[
                r#"{"a":"bar"}"#,
                r#"{"aaaa":31}"#,
                r#"{"aaa":"foo","aaaa":31}"#,
            ],
        },
        Case {
            schema: "PatternedToo",
            accept: accept::<of::PatternedToo>,
            accepted: &[r#"{"foo":[1,2]}"#, r#"{"fxo":[1,2]}"#, r#"{"quux":3}"#],
            refused: &[
                r#"{"foo":[1,2,3,4]}"#,
                r#"{"foo":[]}"#,
                r#"{"fxo":[]}"#,
                r#"{"quux":"foo"}"#,
            ],
        },
        Case {
            schema: "FalsePattern",
            accept: accept::<of::FalsePattern>,
            accepted: &[r#"{"foo":1}"#, r#"{}"#],
            refused: &[r#"{"bar":2}"#, r#"{"foo":1,"bar":2}"#, r#"{"foobar":1}"#],
        },
        Case {
            schema: "Names",
            accept: accept::<of::Names>,
            accepted: &[r#"{"f":{},"foo":{}}"#, r#"{}"#],
            refused: &[r#"{"foo":{},"foobar":{}}"#],
        },
        Case {
            schema: "NamesMatch",
            accept: accept::<of::NamesMatch>,
            accepted: &[r#"{"a":{},"aa":{}}"#],
            refused: &[r#"{"aaA":{}}"#],
        },
        Case {
            schema: "NoNames",
            accept: accept::<of::NoNames>,
            accepted: &[r#"{}"#],
            refused: &[r#"{"foo":1}"#],
        },
        Case {
            schema: "Few",
            accept: accept::<of::Few>,
            accepted: &[r#"{"a":1}"#, r#"{"a":1,"b":2}"#],
            refused: &[r#"{}"#, r#"{"a":1,"b":2,"c":3}"#],
        },
        Case {
            schema: "Dependent",
            accept: accept::<of::Dependent>,
            accepted: &[r#"{}"#, r#"{"foo":1}"#, r#"{"foo":1,"bar":2,"quux":3}"#],
            refused: &[
                r#"{"foo":1,"quux":2}"#,
                r#"{"quux":3}"#,
                r#"{"foo\"bar":2}"#,
            ],
        },
        Case {
            schema: "DependentSchema",
            accept: accept::<of::DependentSchema>,
            accepted: &[r#"{"foo":1,"bar":2}"#, r#"{"foo":"quux"}"#],
            refused: &[
                r#"{"foo":"quux","bar":2}"#,
                r#"{"foo":2,"bar":"quux"}"#,
                r#"{"no":1}"#,
            ],
        },
        Case {
            schema: "Deep",
            accept: accept::<of::Deep>,
            accepted: &[r#"6"#, r#"{"foo":12}"#, r#"{"foo":12.0}"#, r#"[]"#],
            refused: &[
                r#"{"foo":false}"#,
                r#"{"foo":12,"boo":42}"#,
                r#"[0]"#,
                r#"null"#,
            ],
        },
        Case {
            schema: "Nested",
            accept: accept::<of::Nested>,
            accepted: &[r#"{"b":[{"c":1.0}],"a":false}"#],
            refused: &[r#"{"a":0,"b":[{"c":1}]}"#, r#"{"a":false,"b":[]}"#],
        },
    ];
}

/// `validation-suite-logic.yaml`
mod logic {
    use generated::validation_suite_logic::types as of;

    use super::{Case, accept, check};

    #[test]
    fn schemas_in_schemas() {
        check(CASES);
    }

    const CASES: &[Case<'static>] = &[
        Case {
            schema: "All",
            accept: accept::<of::All>,
            accepted: &[r#"{"foo":"baz","bar":2}"#],
            refused: &[
                r#"{"foo":"baz"}"#,
                r#"{"bar":2}"#,
                r#"{"foo":"baz","bar":"quux"}"#,
            ],
        },
        Case {
            schema: "AllOfNumbers",
            accept: accept::<of::AllOfNumbers>,
            accepted: &[r#"25"#, r#"20"#],
            refused: &[r#"35"#, r#"19"#],
        },
        Case {
            schema: "AllFalse",
            accept: accept::<of::AllFalse>,
            accepted: &[],
            refused: &[r#""a""#, r#""""#],
        },
        Case {
            schema: "Combined",
            accept: accept::<of::Combined>,
            accepted: &[r#"30"#, r#"60"#],
            refused: &[r#"5"#, r#"10"#, r#"3"#, r#"15"#, r#"2"#, r#"6"#],
        },
        Case {
            schema: "Any",
            accept: accept::<of::Any>,
            accepted: &[r#"1"#, r#""ab""#],
            refused: &[r#"1.5"#, r#""a""#, r#"null"#],
        },
        Case {
            schema: "AnyLength",
            accept: accept::<of::AnyLength>,
            accepted: &[r#""ab""#, r#""abcd""#],
            refused: &[r#""abc""#, r#"1"#],
        },
        Case {
            schema: "AnyObject",
            accept: accept::<of::AnyObject>,
            accepted: &[
                r#"{"bar":2}"#,
                r#"{"foo":"baz"}"#,
                r#"{"foo":"baz","bar":2}"#,
            ],
            refused: &[r#"{"foo":2,"bar":"quux"}"#, r#"{}"#],
        },
        Case {
            schema: "OneLength",
            accept: accept::<of::OneLength>,
            accepted: &[r#""a""#, r#""foobar""#],
            refused: &[r#""foo""#],
        },
        Case {
            schema: "OneNumber",
            accept: accept::<of::OneNumber>,
            accepted: &[r#"1"#, r#"2.5"#],
            refused: &[r#"3"#, r#"1.5"#, r#""3""#],
        },
        Case {
            schema: "OneObject",
            accept: accept::<of::OneObject>,
            accepted: &[r#"{"bar":2}"#, r#"{"foo":"baz"}"#],
            refused: &[r#"{"foo":"baz","bar":2}"#, r#"{}"#],
        },
        Case {
            schema: "OneRequired",
            accept: accept::<of::OneRequired>,
            accepted: &[r#"{"a":1,"b":2}"#, r#"{"a":1,"c":2}"#],
            refused: &[r#"{"a":1}"#, r#"{"a":1,"b":2,"c":3}"#],
        },
        Case {
            schema: "Not",
            accept: accept::<of::Not>,
            accepted: &[r#""a""#, r#"null"#],
            refused: &[r#"true"#],
        },
        Case {
            schema: "NotProperty",
            accept: accept::<of::NotProperty>,
            accepted: &[r#"{"bar":1}"#, r#"{}"#],
            refused: &[r#"{"foo":1}"#],
        },
        Case {
            schema: "NotNot",
            accept: accept::<of::NotNot>,
            accepted: &[r#"5"#, r#"6"#],
            refused: &[r#"4"#],
        },
        Case {
            schema: "If",
            accept: accept::<of::If>,
            accepted: &[r#"-1"#, r#"4"#, r#"0"#],
            refused: &[r#"-100"#, r#"3"#],
        },
        Case {
            schema: "IfThen",
            accept: accept::<of::IfThen>,
            accepted: &[r#"-1"#, r#"3"#],
            refused: &[r#"-100"#],
        },
        Case {
            schema: "IfTrue",
            accept: accept::<of::IfTrue>,
            accepted: &[r#""then""#],
            refused: &[r#""else""#],
        },
        Case {
            schema: "ThenAlone",
            accept: accept::<of::ThenAlone>,
            accepted: &[r#"0"#, r#"12"#],
            refused: &[],
        },
        Case {
            schema: "Chained",
            accept: accept::<of::Chained>,
            accepted: &[r#"-100"#, r#"3"#],
            refused: &[],
        },
        Case {
            schema: "Never",
            accept: accept::<of::Never>,
            accepted: &[],
            refused: &[r#"1"#, r#""a""#, r#"null"#, r#"{}"#],
        },
        Case {
            schema: "Always",
            accept: accept::<of::Always>,
            accepted: &[r#"1"#, r#""a""#, r#"null"#, r#"{}"#, r#"[]"#],
            refused: &[],
        },
        Case {
            schema: "Kinds",
            accept: accept::<of::Kinds>,
            accepted: &[r#"[1]"#, r#"{"a":1}"#, r#"null"#],
            refused: &[r#"1"#, r#""a""#, r#"true"#],
        },
    ];
}

/// `validation-suite-unevaluated.yaml`
mod unevaluated {
    use generated::validation_suite_unevaluated::types as of;

    use super::{Case, accept, check};

    #[test]
    fn what_no_other_keyword_speaks_of() {
        check(CASES);
    }

    const CASES: &[Case<'static>] = &[
        Case {
            schema: "Properties",
            accept: accept::<of::Properties>,
            accepted: &[r#"{}"#, r#"{"foo":"f"}"#],
            refused: &[r#"{"foo":"f","bar":1}"#],
        },
        Case {
            schema: "Typed",
            accept: accept::<of::Typed>,
            accepted: &[r#"{"foo":"foo"}"#, r#"{}"#],
            refused: &[r#"{"foo":"fo"}"#],
        },
        Case {
            schema: "Adjacent",
            accept: accept::<of::Adjacent>,
            accepted: &[r#"{"foo":"f"}"#],
            refused: &[r#"{"foo":"f","bar":"b"}"#],
        },
        Case {
            schema: "Additional",
            accept: accept::<of::Additional>,
            accepted: &[r#"{"foo":1,"bar":2}"#],
            refused: &[],
        },
        Case {
            schema: "InAllOf",
            accept: accept::<of::InAllOf>,
            accepted: &[r#"{"foo":"f","bar":"b"}"#],
            refused: &[r#"{"foo":"f","bar":"b","baz":1}"#],
        },
        Case {
            schema: "InAnyOf",
            accept: accept::<of::InAnyOf>,
            accepted: &[r#"{"foo":1,"bar":2}"#],
            refused: &[r#"{"foo":1}"#, r#"{"foo":1,"bar":2,"quux":3}"#],
        },
        Case {
            schema: "InIf",
            accept: accept::<of::InIf>,
            accepted: &[r#"{"foo":"then","bar":"b"}"#, r#"{"baz":"b"}"#],
            refused: &[
                r#"{"foo":"then","bar":"b","baz":"b"}"#,
                r#"{"foo":"else","baz":"b"}"#,
            ],
        },
        Case {
            schema: "InDependent",
            accept: accept::<of::InDependent>,
            accepted: &[r#"{"foo":1,"bar":"b"}"#],
            refused: &[r#"{"bar":"b"}"#, r#"{"foo":1}"#],
        },
        Case {
            schema: "Cousin",
            accept: accept::<of::Cousin>,
            accepted: &[r#"{}"#],
            refused: &[r#"{"foo":1}"#],
        },
        Case {
            schema: "Items",
            accept: accept::<of::Items>,
            accepted: &[r#"["f"]"#],
            refused: &[r#"["f","b"]"#],
        },
        Case {
            schema: "ItemsTyped",
            accept: accept::<of::ItemsTyped>,
            accepted: &[r#"["f"]"#, r#"[]"#],
            refused: &[r#"[42]"#],
        },
        Case {
            schema: "ItemsUniform",
            accept: accept::<of::ItemsUniform>,
            accepted: &[r#"["f","b"]"#],
            refused: &[r#"[1]"#],
        },
        Case {
            schema: "ItemsContained",
            accept: accept::<of::ItemsContained>,
            accepted: &[r#"[2,3,4,6]"#, r#"[2,4]"#],
            refused: &[r#"[2,3,4,7]"#],
        },
        Case {
            schema: "Tree",
            accept: accept::<of::Tree>,
            accepted: &[r#"{}"#, r#"{"x":{}}"#, r#"{"x":{"x":{}}}"#],
            refused: &[r#"{"x":{},"y":{}}"#, r#"{"x":{"y":{}}}"#],
        },
    ];
}

/// `validation-suite-references.yaml`
mod references {
    use generated::validation_suite_references::types as of;

    use super::{Case, accept, check};

    #[test]
    fn references() {
        check(CASES);
    }

    const CASES: &[Case<'static>] = &[
        Case {
            schema: "Plain",
            accept: accept::<of::Plain>,
            accepted: &[r#"1"#],
            refused: &[r#"0"#, r#""1""#],
        },
        Case {
            schema: "Beside",
            accept: accept::<of::Beside>,
            accepted: &[r#"3"#],
            refused: &[r#"4"#, r#"0"#],
        },
        Case {
            schema: "Twice",
            accept: accept::<of::Twice>,
            accepted: &[r#"1"#],
            refused: &[r#"0"#],
        },
        Case {
            schema: "Circle",
            accept: accept::<of::Circle>,
            accepted: &[r#"{"value":1,"next":{"value":2}}"#],
            refused: &[
                r#"{"value":1,"next":{"value":0}}"#,
                r#"{"value":1,"next":{"vlue":2}}"#,
            ],
        },
        Case {
            schema: "Inside",
            accept: accept::<of::Inside>,
            accepted: &[r#""a""#, r#""""#],
            refused: &[r#""ab""#, r#"1"#],
        },
        Case {
            schema: "Pointer",
            accept: accept::<of::Pointer>,
            accepted: &[r#"2"#],
            refused: &[r#"0"#],
        },
        Case {
            schema: "Items",
            accept: accept::<of::Items>,
            accepted: &[r#"[1,2]"#],
            refused: &[r#"[0]"#],
        },
        Case {
            schema: "NamedRef",
            accept: accept::<of::NamedRef>,
            accepted: &[r#"{"$ref":"a"}"#],
            refused: &[r#"{"$ref":2}"#],
        },
    ];
}
