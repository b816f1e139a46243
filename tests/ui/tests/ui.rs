//! What the compiler says to someone who uses generated code wrongly, and programs that are right.

#[test]
fn programs_compile_or_fail_as_they_should() {
    let cases = trybuild::TestCases::new();
    cases.pass("pass/*.rs");
    cases.compile_fail("fail/*.rs");
}
