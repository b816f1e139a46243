//! Headers of answers: what a handler gives, what travels, what a caller reads.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use oaspen_runtime::body::Body;
use oaspen_runtime::client::{InProcessService, TransportFuture};

/// A service made by hand, which answers everything with these lines.
#[derive(Clone)]
struct Lines {
    status: u16,
    headers: Vec<(&'static str, &'static str)>,
    body: &'static str,
}

impl InProcessService for Lines {
    fn call(&self, _: Request<Body>) -> TransportFuture {
        let mut response = Response::new(Body::bytes(self.body));
        *response.status_mut() = self.status.try_into().unwrap();
        for (name, value) in &self.headers {
            let name = HeaderName::from_static(name);
            let value = HeaderValue::from_static(value);
            response.headers_mut().append(name, value);
        }
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// The lines of a header.
fn lines<'h>(headers: &'h HeaderMap, name: &str) -> Vec<&'h str> {
    let lines = headers.get_all(name).iter();
    lines.map(|line| line.to_str().unwrap()).collect()
}

/// `response-headers.yaml`
mod typed {
    use std::convert::Infallible;

    use axum::http::StatusCode;
    use generated::response_headers::client::{Client, Error};
    use generated::response_headers::server::{Api, Context, Server, Service, Untagged};
    use generated::response_headers::types::Limits;
    use generated::response_headers::types::operations::create_session::{
        self, AcceptedHeaders, CreatedHeaders, CreatedXKind, ErrorHeaders, Headers, Output,
        TooManyRequestsHeaders,
    };
    use generated::response_headers::types::operations::get_session::{
        self, NotModifiedHeaders, OkBody,
    };

    use super::{Lines, lines};
    use crate::live_features::serve;

    /// Answers what it was made with.
    struct Sessions(create_session::Response, get_session::Response);

    impl Api for Sessions {
        type Error = Infallible;
    }

    impl Untagged for Sessions {
        async fn create_session(
            &self,
            _: &Context<()>,
            _: create_session::Request,
        ) -> Result<create_session::Response, Infallible> {
            Ok(self.0.clone())
        }

        async fn get_session(
            &self,
            _: &Context<()>,
            _: get_session::Request,
        ) -> Result<get_session::Response, Infallible> {
            Ok(self.1.clone())
        }
    }

    fn service(created: create_session::Response, got: get_session::Response) -> Service {
        Server::new(Sessions(created, got)).into_service()
    }

    /// A body is enough where no header must be there.
    fn session() -> get_session::Response {
        OkBody::Text("é".to_owned()).into()
    }

    async fn clients(service: Service) -> [Client; 2] {
        let url = serve(service.clone()).await;
        [Client::in_process(service), Client::builder(url)].map(|builder| builder.build().unwrap())
    }

    fn full() -> CreatedHeaders {
        let limits = || Limits::new(3).window("1, h");
        CreatedHeaders::new("/sessions/ü", "2026-01-02T03:04:05Z".parse().unwrap())
            .x_rate(7)
            .set_cookie(vec!["a=1; Path=/".to_owned(), "b=2, 3".to_owned()])
            .x_tags(vec!["x".to_owned(), "y z".to_owned()])
            .x_limits(Limits::new(3).window("1h"))
            .x_trace(limits())
            .x_kind(CreatedXKind::Long)
    }

    #[tokio::test]
    async fn every_form_goes_there_and_back() {
        let given = create_session::Response::Created(Box::new(full()), "id".to_owned());
        for client in clients(service(given, session())).await {
            let answer = client.create_session().await.unwrap();
            assert_eq!(*answer, Output::Created("id".to_owned()));
            let headers = answer.headers();
            let location = std::str::from_utf8(headers["location"].as_bytes());
            assert_eq!(location, Ok("/sessions/ü"));
            assert_eq!(lines(headers, "x-expires"), ["2026-01-02T03:04:05Z"]);
            assert_eq!(lines(headers, "x-rate"), ["7"]);
            assert_eq!(lines(headers, "set-cookie"), ["a=1; Path=/", "b=2, 3"]);
            assert_eq!(lines(headers, "x-tags"), ["x,y z"]);
            assert_eq!(lines(headers, "x-limits"), ["calls=3,window=1h"]);
            assert_eq!(
                lines(headers, "x-trace"),
                [r#"{"calls":3,"window":"1, h"}"#]
            );
            assert_eq!(lines(headers, "content-type"), ["application/json"]);
            let given = full();
            let typed = answer.typed_headers().unwrap();
            assert_eq!(typed.location, Some(given.location));
            assert_eq!(typed.x_expires, Some(given.x_expires));
            assert_eq!(typed.set_cookie, given.set_cookie);
            // Another answer has a number here.
            assert_eq!(typed.x_tags.as_deref(), Some("x,y z"));
            assert_eq!(
                (typed.x_limits, typed.x_trace),
                (given.x_limits, given.x_trace)
            );
            assert_eq!(typed.x_kind, Some(CreatedXKind::Long));
            assert_eq!((typed.x_rate, typed.retry_after), (Some(7), None));
            assert!(
                !format!("{answer:?}").contains("a=1"),
                "a cookie is a secret"
            );
        }
    }

    #[tokio::test]
    async fn what_is_optional_is_left_out() {
        let given = create_session::Response::Accepted(AcceptedHeaders::new(0));
        for client in clients(service(given, session())).await {
            let answer = client.create_session().await.unwrap();
            assert_eq!(*answer, Output::Accepted);
            assert!(!answer.headers().contains_key("retry-after"));
            let typed = answer.typed_headers().unwrap();
            assert_eq!(
                typed,
                Headers {
                    x_rate: Some(0),
                    ..Headers::default()
                }
            );
        }
    }

    #[tokio::test]
    async fn failures_have_theirs() {
        let given = create_session::Response::TooManyRequests(
            TooManyRequestsHeaders::new(60),
            "slowly".to_owned(),
        );
        for client in clients(service(given, session())).await {
            let Err(Error::Api(error)) = client.create_session().await else {
                panic!("a failure")
            };
            assert_eq!(error.status(), 429);
            let typed = error.typed_headers().unwrap();
            assert_eq!(
                typed,
                ErrorHeaders {
                    retry_after: Some(60),
                    ..ErrorHeaders::default()
                }
            );
        }
        let given = create_session::Response::Default(StatusCode::CONFLICT);
        for client in clients(service(given, session())).await {
            let Err(Error::Api(error)) = client.create_session().await else {
                panic!("a failure")
            };
            assert_eq!(error.typed_headers(), Ok(ErrorHeaders::default()));
        }
    }

    #[tokio::test]
    async fn not_modified_is_a_success_without_a_body() {
        let given = get_session::Response::NotModified(NotModifiedHeaders::new("\"a,b\""));
        let created = create_session::Response::Default(StatusCode::CONFLICT);
        for client in clients(service(created, given)).await {
            let answer = client.get_session("1").await.unwrap();
            assert_eq!(answer.status(), 304);
            assert_eq!(*answer, get_session::Output::NotModified);
            let tag = answer.typed_headers().unwrap().e_tag;
            assert_eq!(tag.as_deref(), Some("\"a,b\""));
        }
    }

    #[tokio::test]
    async fn what_cannot_stand_in_a_header_is_not_sent() {
        let created = CreatedHeaders::new(
            "/\r\nSet-Cookie: a=1",
            "2026-01-02T03:04:05Z".parse().unwrap(),
        );
        let given = create_session::Response::Created(Box::new(created), "id".to_owned());
        for client in clients(service(given, session())).await {
            let Err(Error::Api(error)) = client.create_session().await else {
                panic!("a failure")
            };
            assert_eq!(error.status(), 500);
            assert!(!error.headers().contains_key("location"));
            assert!(!error.headers().contains_key("set-cookie"));
        }
    }

    #[tokio::test]
    async fn a_malformed_header_keeps_nobody_from_the_body() {
        let answer = Lines {
            status: 201,
            headers: vec![
                ("content-type", "application/json"),
                ("x-rate", "seven"),
                ("x-trace", "{"),
                ("x-expires", "2026-01-02T03:04:05Z"),
                ("x-limits", "calls"),
                ("x-kind", "odd"),
            ],
            body: "\"id\"",
        };
        let client = Client::in_process(answer).build().unwrap();
        let answer = client.create_session().await.unwrap();
        assert_eq!(*answer, Output::Created("id".to_owned()));
        let error = answer.typed_headers().unwrap_err();
        let faults = error.faults().iter();
        let names: Vec<&str> = faults.map(|fault| fault.name()).collect();
        assert_eq!(names, ["X-Rate", "X-Limits", "X-Trace"]);
        assert_eq!(
            error.to_string(),
            "header `X-Rate` expected an integer, found the string \"seven\"; \
             header `X-Limits` has a name without a value; header `X-Trace` is not JSON"
        );
    }

    #[tokio::test]
    async fn several_lines_are_one_value() {
        let answer = Lines {
            status: 202,
            headers: vec![
                ("x-tags", "a"),
                ("x-tags", "b"),
                ("set-cookie", "a=1"),
                ("x-kind", "odd"),
            ],
            body: "",
        };
        let client = Client::in_process(answer).build().unwrap();
        let typed = client.create_session().await.unwrap().typed_headers();
        let typed = typed.unwrap();
        assert_eq!(typed.x_tags.as_deref(), Some("a, b"));
        assert_eq!(typed.set_cookie, Some(vec!["a=1".to_owned()]));
        let odd = CreatedXKind::Unknown("odd".to_owned());
        assert_eq!(typed.x_kind, Some(odd));
    }
}
