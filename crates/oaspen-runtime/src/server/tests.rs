//! The service through a hand-written "generated" server, without a socket.

mod generated;
#[cfg(feature = "axum")]
mod socket;

use std::future::Future;
use std::pin::pin;
use std::task::{Context as TaskContext, Poll, Waker};

use http::header::HeaderMap;
use http::{Request, Response, StatusCode};
use tower_service::Service as _;

use self::generated::{
    Api, Authenticator, Note, Notes, Other, Server, add_note, submit, upload, who_am_i,
};
use super::{
    ApiKey, AuthError, AuthRequest, Basic, Bearer, Context, ErrorCause, InternalError, Limits,
    Options, PeerAddress, Problem, Reply, ReplyStatus, Service,
};
use crate::body::Body;
use crate::info::OperationInfo;

struct Notebook;

impl Api for Notebook {
    type Principal = String;
    type Error = InternalError;
}

impl Notes for Notebook {
    async fn add_note(
        &self,
        context: &Context<String>,
        request: add_note::Request,
    ) -> Result<add_note::Response, InternalError> {
        std::future::ready(()).await;
        let text = format!(
            "{} {:?}",
            context.principal(),
            (request.user, request.tags, request.trace)
        );
        match request.body.text.as_str() {
            "later" => Ok(add_note::Response::Accepted),
            "teapot" => Ok(add_note::Response::Default(StatusCode::IM_A_TEAPOT, text)),
            "fail" => Err("secret text".parse::<i32>().unwrap_err())?,
            "panic" => panic!("a handler panics on purpose"),
            _ => Ok(add_note::Response::Created(Note {
                text,
                stars: request.body.stars,
            })),
        }
    }
}

impl Other for Notebook {
    async fn who_am_i(
        &self,
        context: &Context<Option<String>>,
        request: who_am_i::Request,
    ) -> Result<who_am_i::Response, InternalError> {
        let operation = context
            .extensions()
            .get::<&'static OperationInfo>()
            .unwrap();
        assert_eq!(operation.id, context.operation().id);
        let text = format!("{:?} {request:?} {:?}", context.principal(), context.peer());
        Ok(who_am_i::Response::Ok(text))
    }

    async fn upload(
        &self,
        context: &Context<()>,
        request: upload::Request,
    ) -> Result<upload::Response, InternalError> {
        if context.accepts("application/octet-stream") && request.body.is_some() {
            return Ok(upload::Response::Ok(
                format!("{request:?}").into_bytes().into(),
            ));
        }
        Ok(upload::Response::NoContent)
    }

    async fn submit(
        &self,
        _: &Context<()>,
        request: submit::Request,
    ) -> Result<String, InternalError> {
        Ok(format!("{:?}", request.body))
    }
}

struct Doorman;

impl Authenticator for Doorman {
    type Principal = String;

    async fn bearer(
        &self,
        request: &AuthRequest<'_>,
        credentials: Bearer<'_>,
    ) -> Result<String, AuthError> {
        match credentials.token() {
            "good" => Ok(format!("bearer {:?}", request.scopes())),
            "weak" => Err(AuthError::Forbidden),
            "down" => Err(AuthError::Unavailable("the database is away".into())),
            _ => Err(AuthError::Unauthenticated),
        }
    }

    async fn basic(
        &self,
        request: &AuthRequest<'_>,
        credentials: Basic<'_>,
    ) -> Result<String, AuthError> {
        assert_eq!(request.scheme().name, "basic");
        if credentials.password() == "p:w" {
            Ok(credentials.user().to_owned())
        } else {
            Err(AuthError::Unauthenticated)
        }
    }

    async fn key(&self, _: &AuthRequest<'_>, credentials: ApiKey<'_>) -> Result<String, AuthError> {
        if credentials.key() == "k" {
            Ok("key".to_owned())
        } else {
            Err(AuthError::Unauthenticated)
        }
    }

    fn join(&self, first: String, second: String) -> String {
        format!("{first}+{second}")
    }
}

fn service(options: Options) -> Service {
    Server::new(Notebook, Doorman)
        .options(options)
        .into_service()
}

/// Nothing here ever waits, so one poll per future is enough.
fn wait<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut TaskContext::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a future waits"),
    }
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: String,
    response: Response<()>,
}

impl Answer {
    fn header(&self, name: &str) -> String {
        let values: Vec<_> = self
            .headers
            .get_all(name)
            .iter()
            .map(|value| value.to_str().unwrap())
            .collect();
        values.join(" | ")
    }
}

/// Sends a request: `METHOD path`, then lines `name: value`, then, after an empty line, the body.
fn send_to(mut service: Service, request: &str) -> Answer {
    let (head, body) = request.split_once("\n\n").unwrap_or((request, ""));
    let mut lines = head.lines();
    let (method, uri) = lines.next().unwrap().split_once(' ').unwrap();
    let mut builder = Request::builder().method(method).uri(uri);
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap();
        builder = builder.header(name, value);
    }
    let response = wait(service.call(builder.body(Body::from(body.to_owned())).unwrap())).unwrap();
    let (parts, body) = response.into_parts();
    let body = String::from_utf8(wait(body.collect(usize::MAX)).unwrap().to_vec()).unwrap();
    let (status, headers) = (parts.status.as_u16(), parts.headers.clone());
    Answer {
        status,
        headers,
        body,
        response: Response::from_parts(parts, ()),
    }
}

fn send(request: &str) -> Answer {
    send_to(service(Options::default()), request)
}

#[track_caller]
fn check(request: &str, status: u16, body: &str) -> Answer {
    let answer = send(request);
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (status, body),
        "{request}"
    );
    answer
}

/// A request of `addNote` with a good token, further headers, and a body.
fn note(headers: &str, body: &str) -> String {
    format!("POST /users/7/notes\nauthorization: Bearer good\n{headers}\n\n{body}")
}

const JSON: &str = "content-type: application/json";

#[test]
fn answers_what_is_documented() {
    let answer = check(
        "POST /users/7/notes?tags=a%2Cb&tags=c\nauthorization: bearer good\nx-trace: t\n\
         content-type: application/json; charset=utf-8\n\n{\"text\":\"hi\",\"stars\":5}",
        201,
        r#"{"text":"bearer [\"write\"] (7, Some([\"a,b\", \"c\"]), Some(\"t\"))","stars":5}"#,
    );
    assert_eq!(answer.header("content-type"), "application/json");
    let answer = check(&note(JSON, r#"{"text":"later"}"#), 202, "");
    assert_eq!(answer.header("content-type"), "");
    check(
        &note(JSON, r#"{"text":"teapot"}"#),
        418,
        r#""bearer [\"write\"] (7, None, None)""#,
    );
}

#[test]
fn operation_info_is_for_layers_too() {
    let mut service = service(Options::default());
    let mut request = Request::get("/me?depth=1").body(Body::empty()).unwrap();
    request
        .extensions_mut()
        .insert(PeerAddress("10.0.0.1:80".parse().unwrap()));
    let response = wait(service.call(request)).unwrap();
    assert_eq!(
        response
            .extensions()
            .get::<&'static OperationInfo>()
            .unwrap()
            .id,
        "whoAmI"
    );
    let body = wait(response.into_body().collect(1000)).unwrap();
    assert_eq!(
        body,
        "None Request { depth: 1, filter: None } Some(10.0.0.1:80)"
    );
}

#[test]
fn routes() {
    let answer = check(
        "GET /nothing",
        404,
        r#"{"type":"about:blank","title":"Not Found","status":404,"detail":"there is nothing at this path"}"#,
    );
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let answer = send("DELETE /me");
    assert_eq!(
        (answer.status, answer.header("allow").as_str()),
        (405, "GET, HEAD, OPTIONS")
    );
    let answer = check("OPTIONS /users/7/notes", 204, "");
    assert_eq!(answer.header("allow"), "POST, OPTIONS");
    assert_eq!(send("POST /users/7/notes/").status, 404);
}

#[test]
fn head_is_get_without_a_body() {
    let get = send("GET /me?depth=1");
    let head = check("HEAD /me?depth=1", 200, "");
    assert_eq!(head.header("content-length"), get.body.len().to_string());
    assert_eq!(head.header("content-type"), "text/plain; charset=utf-8");
    check("HEAD /me", 400, "");
}

#[test]
fn base_path() {
    let options = || Options::default().base_path("/v1/");
    assert_eq!(
        send_to(service(options()), "GET /v1/me?depth=1").status,
        200
    );
    assert_eq!(send_to(service(options()), "GET /me?depth=1").status, 404);
    assert_eq!(
        send_to(service(options()), "GET /v11/me?depth=1").status,
        404
    );
    assert_eq!(send_to(service(options()), "GET /v1").status, 404);
}

#[track_caller]
fn check_security(headers: &str, query: &str, status: u16, challenge: &str) -> Answer {
    let request = format!("POST /users/7/notes?{query}\n{JSON}\n{headers}\n\n{{\"text\":\"x\"}}");
    let answer = send(request.replace("\n\n\n", "\n\n").as_str());
    assert_eq!(
        (answer.status, answer.header("www-authenticate").as_str()),
        (status, challenge),
        "{headers} {query}"
    );
    answer
}

const CHALLENGE: &str = "Bearer realm=\"api\" | Basic realm=\"api\", charset=\"UTF-8\" | ApiKey in=\"query\", name=\"key\"";
const CHALLENGE_INVALID: &str = "Bearer realm=\"api\", error=\"invalid_token\" | \
                                 Basic realm=\"api\", charset=\"UTF-8\" | ApiKey in=\"query\", name=\"key\"";
// u:p:w
const BASIC: &str = "authorization: Basic dTpwOnc=";

#[test]
fn alternatives_and_conjunctions() {
    check_security("authorization: Bearer good", "", 201, "");
    check_security("", "", 401, CHALLENGE);
    check_security(BASIC, "", 401, CHALLENGE);
    check_security("", "key=k", 401, CHALLENGE);
    let answer = check_security(BASIC, "key=k", 201, "");
    assert!(answer.body.contains("u+key"), "{}", answer.body);
    check_security(BASIC, "key=x", 401, CHALLENGE_INVALID);
    check_security(BASIC, "key=k&key=k", 401, CHALLENGE_INVALID);
    check_security("authorization: Basic !!!", "key=k", 401, CHALLENGE_INVALID);
    check_security("authorization: Bearer bad", "", 401, CHALLENGE_INVALID);
    check_security("authorization: Bearer weak", "", 403, "");
    check_security(
        "authorization: Bearer good\nauthorization: Bearer good",
        "",
        401,
        CHALLENGE_INVALID,
    );
}

#[test]
fn what_keeps_a_check_from_being_made_is_not_told() {
    let answer = check_security("authorization: Bearer down", "", 503, "");
    assert!(!answer.body.contains("database"), "{}", answer.body);
    let cause = answer.response.extensions().get::<ErrorCause>().unwrap();
    assert_eq!(cause.error().to_string(), "the database is away");
}

#[test]
fn anonymous_comes_last_and_only_without_credentials() {
    let body = |principal: &str| format!("{principal} Request {{ depth: 1, filter: None }} None");
    check("GET /me?depth=1", 200, &body("None"));
    check(
        "GET /me?depth=1\nauthorization: Basic dTpwOnc=",
        200,
        &body("None"),
    );
    check(
        "GET /me?depth=1\nauthorization: Bearer good",
        200,
        &body("Some(\"bearer []\")"),
    );
    let answer = send("GET /me?depth=1\nauthorization: Bearer bad");
    let challenge = "Bearer realm=\"api\", error=\"invalid_token\"";
    assert_eq!(
        (answer.status, answer.header("www-authenticate").as_str()),
        (401, challenge)
    );
}

#[test]
fn security_comes_before_everything_else() {
    let answer = send("POST /users/x/notes\naccept: image/png\ncontent-type: text/html\n\n{");
    assert_eq!(answer.status, 401);
}

#[test]
fn credentials_are_not_printed() {
    let request = Request::get("/?key=hush")
        .header("authorization", "Bearer hush")
        .body(())
        .unwrap();
    let (parts, ()) = request.into_parts();
    let print = |scheme_use| {
        let request = AuthRequest::new(&parts, &add_note::INFO, scheme_use);
        format!(
            "{request:?} {:?} {:?} {:?}",
            request.bearer(),
            request.basic(),
            request.api_key()
        )
    };
    let printed: String = add_note::INFO
        .security
        .iter()
        .copied()
        .flatten()
        .map(print)
        .collect();
    assert!(
        printed.contains("Bearer(…)") && printed.contains("ApiKey(…)"),
        "{printed}"
    );
    assert!(!printed.contains("hush"), "{printed}");
}

#[test]
fn negotiates() {
    assert_eq!(
        send(&note(
            &format!("accept: text/html\n{JSON}"),
            r#"{"text":"x"}"#
        ))
        .status,
        406
    );
    assert_eq!(
        send(&note(
            &format!("accept: text/html, */*;q=0.1\n{JSON}"),
            r#"{"text":"x"}"#
        ))
        .status,
        201
    );
    let answer = send(&note("content-type: text/plain", "hi"));
    assert_eq!(
        (answer.status, answer.header("accept").as_str()),
        (415, "application/json")
    );
    assert_eq!(send(&note("x-other: 1", r#"{"text":"x"}"#)).status, 415);
}

#[test]
fn several_media_types() {
    let put = |rest: &str| send(&format!("PUT /files/a.tar.gz\n{rest}"));
    let answer = put("content-type: image/png\ncookie: session=s\n\npixels");
    assert_eq!(
        answer.body,
        "Request { name: \"a\", extension: \"tar.gz\", session: Some(\"s\"), body: Some(Image(b\"pixels\")) }",
    );
    assert!(
        put("content-type: text/plain\n\nhi")
            .body
            .contains("Some(Text(\"hi\"))")
    );
    assert!(
        put("content-type: image/png")
            .body
            .contains("Some(Image(b\"\"))")
    );
    assert_eq!(put("accept: */*").status, 204);
    assert_eq!(put("content-type: application/json\n\n{}").status, 415);
    assert_eq!(
        put("content-type: text/plain; charset=latin1\n\nhi").status,
        400
    );
}

#[test]
fn forms() {
    let post = |body: &str| {
        send(&format!(
            "POST /forms\ncontent-type: application/x-www-form-urlencoded\n\n{body}"
        ))
    };
    let answer = post("text=a+b%26&stars=3");
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (200, r#"Note(Note { text: "a b&", stars: Some(3) })"#)
    );
    let answer = post("text=a&stars=many");
    assert!(
        answer
            .body
            .contains(r#"{"pointer":"/stars","code":"type","#),
        "{}",
        answer.body
    );
    assert_eq!(answer.status, 422);
    let answer = post("text=a&text=b");
    assert!(
        answer
            .body
            .contains(r#"{"pointer":"/text","code":"syntax","message":"is given more"#),
        "{}",
        answer.body
    );
    assert_eq!(answer.status, 400);
}

/// A multipart body of parts, each `headers CR LF CR LF content`.
fn multipart(parts: &[&str]) -> Answer {
    let parts: String = parts
        .iter()
        .map(|part| format!("--b\r\nContent-Disposition: form-data; {part}\r\n"))
        .collect();
    send(&format!(
        "POST /forms\ncontent-type: multipart/form-data; boundary=b\n\n{parts}--b--"
    ))
}

#[test]
fn multipart_forms() {
    let note = "name=\"note\"\r\nContent-Type: application/json\r\n\r\n{\"text\":\"x\"}";
    let file = "name=\"files\"; filename=\"f\"\r\n\r\nbytes";
    let answer = multipart(&[note, file, file, "name=\"title\"\r\n\r\nT"]);
    let expect = r#"Files(Files { note: Note { text: "x", stars: None }, files: [b"bytes", b"bytes"], title: Some("T") })"#;
    assert_eq!((answer.status, answer.body.as_str()), (200, expect));
    let check = |parts: &[&str], status: u16, expect: &str| {
        let answer = multipart(parts);
        assert!(answer.body.contains(expect), "{}", answer.body);
        assert_eq!(answer.status, status);
    };
    check(
        &[file],
        422,
        r#"{"pointer":"","code":"missing","message":"field `note` is missing"}"#,
    );
    check(
        &[note, note, file],
        422,
        r#"{"pointer":"/note","code":"repeated","#,
    );
    check(
        &["name=\"note\"\r\n\r\n{\"text\":1}"],
        422,
        r#"{"pointer":"/note/text","code":"type","#,
    );
    check(
        &["name=\"note\"\r\n\r\n{"],
        400,
        r#"{"pointer":"/note","code":"syntax","#,
    );
    check(
        &["name=\"note\"\r\n"],
        400,
        r#"{"pointer":"","code":"syntax","#,
    );
}

#[test]
fn limits_the_body() {
    let limited = || service(Options::default().limits(Limits::default().max_body(16)));
    assert_eq!(
        send_to(limited(), &note(JSON, r#"{"text":"12345"}"#)).status,
        201
    );
    let answer = send_to(limited(), &note(JSON, r#"{"text":"123456"}"#));
    assert_eq!(
        (answer.status, answer.body.contains("16 bytes")),
        (413, true)
    );
    assert_eq!(
        send_to(
            limited(),
            &note(&format!("{JSON}\ncontent-length: 17"), "{}")
        )
        .status,
        413
    );
}

#[track_caller]
fn check_body(body: &str, status: u16, errors: &str) {
    let answer = send(&note(JSON, body));
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let errors = format!(r#""errors":[{errors}]}}"#);
    assert!(answer.body.ends_with(&errors), "{}", answer.body);
}

#[test]
fn bodies_that_are_wrong() {
    check_body(
        "",
        400,
        r#"{"pointer":"","code":"missing","message":"the body is missing"}"#,
    );
    check_body(
        r#"{"stars":1}"#,
        422,
        r#"{"pointer":"","code":"missing","message":"the property `text` is missing"}"#,
    );
    check_body(
        r#"{"text":1}"#,
        422,
        r#"{"pointer":"/text","code":"type","message":"expected a string, found the number 1"}"#,
    );
    check_body(
        r#"{"text":"x","stars":null}"#,
        422,
        r#"{"pointer":"/stars","code":"null","message":"null is not allowed; leave the property out"}"#,
    );
    let answer = send(&note(JSON, r#"{"text":"x","more":1}"#));
    assert!(
        answer
            .body
            .contains(r#"{"pointer":"/more","code":"unknown-property","#),
        "{}",
        answer.body
    );
    assert_eq!(answer.status, 422);
    let answer = send(&note(JSON, r#"{"text":"#));
    assert!(
        answer
            .body
            .contains(r#"{"pointer":"","code":"syntax","message":"line 1 "#),
        "{}",
        answer.body
    );
    assert_eq!(answer.status, 400);
}

#[test]
fn a_required_body_is_missing_before_its_media_type_is() {
    let answer = send("POST /forms");
    assert!(
        answer.body.contains("the body is missing"),
        "{}",
        answer.body
    );
    assert_eq!(answer.status, 400);
}

#[test]
fn parameters_that_are_wrong() {
    check(
        "GET /me",
        400,
        r#"{"type":"about:blank","title":"Bad Request","status":400,"detail":"query parameter `depth`: is missing","errors":[{"in":"query","parameter":"depth","code":"missing","message":"is missing"}]}"#,
    );
    let check = |request: &str, expect: &str| {
        let answer = send(request);
        assert_eq!(answer.status, 400);
        assert!(answer.body.contains(expect), "{}", answer.body);
    };
    check(
        "GET /me?depth=1&depth=2",
        r#"{"in":"query","parameter":"depth","code":"syntax","#,
    );
    check(
        "GET /me?depth=x",
        r#"{"in":"query","parameter":"depth","code":"type","#,
    );
    check(
        "GET /me?depth=%FF",
        r#"{"in":"query","parameter":"depth","code":"syntax","#,
    );
    check(
        "GET /me?depth=1&filter={",
        r#"{"in":"query","parameter":"filter","code":"syntax","#,
    );
    check(
        "GET /me?depth=1&filter=%7B%22text%22:1%7D",
        r#"{"in":"query","parameter":"filter","pointer":"/text","code":"type","#,
    );
    check(
        &format!("POST /users/x/notes\nauthorization: Bearer good\n{JSON}\n\n{{\"text\":\"x\"}}"),
        r#"{"in":"path","parameter":"user","code":"type","#,
    );
}

#[test]
fn errors_of_the_program_are_not_told() {
    let bare = r#"{"type":"about:blank","title":"Internal Server Error","status":500}"#;
    let answer = check(&note(JSON, r#"{"text":"fail"}"#), 500, bare);
    let cause = answer.response.extensions().get::<ErrorCause>().unwrap();
    assert_eq!(cause.error().to_string(), "invalid digit found in string");
    check(&note(JSON, r#"{"text":"panic"}"#), 500, bare);
}

#[test]
fn rejections_can_be_told_otherwise() {
    let options = Options::default().rejections(|rejection| {
        let text = format!("{rejection}; allow {:?}", rejection.headers().get("allow"));
        Response::builder()
            .status(rejection.status())
            .body(Body::from(text))
            .unwrap()
    });
    let answer = send_to(service(options), "PUT /me");
    assert_eq!(answer.status, 405);
    assert_eq!(answer.response.headers()["allow"], "GET, HEAD, OPTIONS");
    assert!(
        answer
            .body
            .ends_with("; allow Some(\"GET, HEAD, OPTIONS\")"),
        "{}",
        answer.body
    );
}

#[test]
fn no_content_is_no_content() {
    let options = Options::default().rejections(|_| {
        Response::builder()
            .status(204)
            .body(Body::from("x".to_owned()))
            .unwrap()
    });
    let answer = send_to(service(options), "GET /nothing");
    assert_eq!((answer.status, answer.body.as_str()), (204, ""));
}

#[test]
fn problems_of_users() {
    let problem = Problem::new(409)
        .kind("https://example.com/taken")
        .title("Taken")
        .detail("The name is taken.");
    let problem = problem.instance("/names/7");
    assert_eq!(
        crate::json::to_string(&problem),
        r#"{"type":"https://example.com/taken","title":"Taken","status":409,"detail":"The name is taken.","instance":"/names/7"}"#,
    );
}

#[track_caller]
fn check_status(status: ReplyStatus, sent: u16, cause: Option<&str>) {
    for reply in [
        Reply::empty(status),
        Reply::json(status, "application/json", &"secret"),
        Reply::text(status, "text/plain", &"secret".to_owned()),
        Reply::bytes(status, "image/png", "secret"),
    ] {
        let response = reply.into_response();
        assert_eq!(response.status(), sent);
        let found = response.extensions().get::<ErrorCause>();
        let found = found.map(|cause| cause.error().to_string());
        assert_eq!(found.as_deref(), cause);
        let body = response.into_body();
        let body = String::from_utf8_lossy(body.as_bytes().unwrap()).into_owned();
        assert_eq!(
            cause.is_some(),
            body.contains("Internal Server Error"),
            "{body}"
        );
        assert!(cause.is_none() || !body.contains("secret"), "{body}");
    }
}

#[test]
fn a_status_that_is_documented_apart_is_not_sent() {
    let other = |status: StatusCode| super::other_than(status, &[200, 404], &[5]);
    check_status(other(StatusCode::CONFLICT), 409, None);
    let told = "the handler answered 200 as `default`, and the document has that status apart";
    check_status(other(StatusCode::OK), 500, Some(told));
    let told = "the handler answered 503 as `default`, and the document has that status apart";
    check_status(other(StatusCode::SERVICE_UNAVAILABLE), 500, Some(told));

    let client_error = |status: StatusCode| super::in_range(status, 4, &[404]);
    check_status(client_error(StatusCode::CONFLICT), 409, None);
    let told = "the handler answered 404 as `4XX`, and the document has that status apart";
    check_status(client_error(StatusCode::NOT_FOUND), 500, Some(told));
    let told = "the handler answered 200 as `4XX`, which does not have that status";
    check_status(client_error(StatusCode::OK), 500, Some(told));
}
