//! Security schemes and what operations ask.

use super::{lower_text, show};
use insta::assert_snapshot;
use oaspen_ir::dump;

#[test]
fn schemes_stay_in_order() {
    let (ir, _) = lower_text(
        "3.1.0",
        r"
paths: {}
components:
  securitySchemes:
    z: {type: http, scheme: Basic, description: Z}
    bearer: {type: http, scheme: bearer, bearerFormat: JWT}
    digest: {type: http, scheme: Digest}
    key: {type: apiKey, in: cookie, name: sid}
    tls: {type: mutualTLS}
    openid: {type: openIdConnect, openIdConnectUrl: https://example.com}
    oauth:
      type: oauth2
      flows:
        implicit: {authorizationUrl: u, scopes: {read: Read, write: Write}}
        clientCredentials: {tokenUrl: u, scopes: {read: Again, admin: Admin}}
",
    );
    assert_snapshot!(dump(&ir, None), @r#"
    api "T" version "1"
    scheme "z" basic -- "Z"
    scheme "bearer" bearer "JWT"
    scheme "digest" http "digest"
    scheme "key" api key in cookie "sid"
    scheme "tls" mutual tls
    scheme "openid" openid "https://example.com"
    scheme "oauth" oauth2 {"read": "Read", "write": "Write", "admin": "Admin"}
    "#);
}

const SCHEMES: &str = "components: {securitySchemes: {a: {type: http, scheme: basic}, b: {type: http, scheme: bearer}}}";

#[test]
fn requirements_are_alternatives_of_schemes() {
    assert_snapshot!(show(&format!(r"
security: [{{a: []}}]
paths:
  /:
    get: {{operationId: inherits}}
    put: {{operationId: asks, security: [{{a: [], b: [read, write]}}, {{b: []}}, {{}}]}}
    post: {{operationId: free, security: []}}
{SCHEMES}
")), @r#"
    operation inherits: GET / at #/paths/~1/get
      security a

    operation asks: PUT / at #/paths/~1/put
      security a and b(read, write) or b or nothing

    operation free: POST / at #/paths/~1/post
    "#);
}

#[test]
fn an_unknown_scheme_leaves_nothing_unprotected() {
    assert_snapshot!(show(&format!(r"
paths: {{/: {{get: {{operationId: op, security: [{{a: []}}, {{c: [], d: []}}]}}}}}}
{SCHEMES}
")), @r#"
    operation op: GET / at #/paths/~1/get
      security a
    Weakened unknown-security-scheme #/paths/~1/get/security/1: the security scheme `c` is not declared; alternatives with it are left out
    Weakened unknown-security-scheme #/paths/~1/get/security/1: the security scheme `d` is not declared; alternatives with it are left out
    "#);
}
