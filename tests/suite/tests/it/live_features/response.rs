//! Answers: by status, by media type, and those that the document does not have.

/// `response-several-statuses.yaml`
mod several_statuses {
    use std::convert::Infallible;

    use generated::response_several_statuses::client::{Client, Error};
    use generated::response_several_statuses::server::{Api, Context, Server, Untagged};
    use generated::response_several_statuses::types::operations::request_code::{
        self, Output, Request, Response,
    };
    use generated::response_several_statuses::types::{Account, Problem};
    use oaspen_runtime::private::v1::StatusCode;

    use crate::live_features::Canned;

    /// Answers what it was made with.
    #[derive(Clone)]
    struct Codes(Response);

    impl Api for Codes {
        type Error = Infallible;
    }

    impl Untagged for Codes {
        async fn request_code(&self, _: &Context<()>, _: Request) -> Result<Response, Infallible> {
            Ok(self.0.clone())
        }
    }

    /// What the client makes of an answer, and its status.
    async fn ask(response: Response) -> (u16, Result<Output, request_code::Error>) {
        let service = Server::new(Codes(response)).into_service();
        let client = Client::in_process(service).build().unwrap();
        match client.request_code().await {
            Ok(answer) => (answer.status().as_u16(), Ok(answer.into_inner())),
            Err(Error::Api(error)) => (error.status().as_u16(), Err(error.into_body())),
            Err(error) => panic!("{error}"),
        }
    }

    #[tokio::test]
    async fn successes_are_told_apart_by_status() {
        assert_eq!(ask(Response::Created).await, (201, Ok(Output::Created)));
        let account = Account::new("é");
        assert_eq!(
            ask(account.clone().into()).await,
            (202, Ok(Output::Accepted(account)))
        );
    }

    #[tokio::test]
    async fn failures_are_told_apart_by_code_then_range_then_default() {
        let problem = Problem::new("no");
        let not_found = request_code::Error::NotFound(problem.clone());
        assert_eq!(
            ask(Response::NotFound(problem.clone())).await,
            (404, Err(not_found))
        );
        let mistake = request_code::Error::ClientError(problem.clone());
        for status in [StatusCode::BAD_REQUEST, StatusCode::CONFLICT] {
            let response = Response::ClientError(status, problem.clone());
            assert_eq!(ask(response).await, (status.as_u16(), Err(mistake.clone())));
        }
        for status in [StatusCode::INTERNAL_SERVER_ERROR, StatusCode::FOUND] {
            let response = Response::Default(status, "é: later".to_owned());
            let default = request_code::Error::Default("é: later".to_owned());
            assert_eq!(ask(response).await, (status.as_u16(), Err(default)));
        }
    }

    #[tokio::test]
    async fn a_status_that_is_documented_apart_is_not_sent() {
        let problem = Problem::new("no");
        for response in [
            Response::Default(StatusCode::CREATED, "é".to_owned()),
            Response::Default(StatusCode::CONFLICT, "é".to_owned()),
            Response::ClientError(StatusCode::NOT_FOUND, problem.clone()),
            Response::ClientError(StatusCode::BAD_GATEWAY, problem),
        ] {
            let (status, answer) = ask(response).await;
            assert_eq!(status, 500);
            assert!(
                format!("{answer:?}").contains("Internal Server Error"),
                "{answer:?}"
            );
        }
    }

    #[tokio::test]
    async fn errors_name_operation_status_and_body() {
        let answer = Canned::new(429, "application/json", r#"{"message":"slowly"}"#);
        let error = Client::in_process(answer)
            .build()
            .unwrap()
            .request_code()
            .await
            .unwrap_err();
        assert_eq!(
            (error.operation(), error.status()),
            ("requestCode", Some(StatusCode::TOO_MANY_REQUESTS))
        );
        assert!(error.is_retryable());
        assert_eq!(
            error.to_string(),
            "requestCode: 429 Too Many Requests: ClientError(Problem { message: \"slowly\" })"
        );
    }

    #[tokio::test]
    async fn a_documented_status_with_another_body_is_no_such_answer() {
        let ask = async |answer| {
            Client::in_process(answer)
                .build()
                .unwrap()
                .request_code()
                .await
                .unwrap_err()
        };
        let error = ask(Canned::new(404, "text/html", "<html>")).await;
        assert!(
            matches!(&error, Error::Unexpected(answer) if answer.body() == "<html>"),
            "{error}"
        );
        let error = ask(Canned::new(404, "application/json", "{}")).await;
        let Error::Decode(answer) = &error else {
            panic!("{error}")
        };
        assert_eq!(
            answer.error().to_string(),
            "the property `message` is missing"
        );
        assert_eq!(
            std::error::Error::source(&error).unwrap().to_string(),
            answer.error().to_string()
        );
    }
}

/// `response-several-media-types.yaml`
mod several_media_types {
    use generated::response_several_media_types::client::{Client, Error};
    use generated::response_several_media_types::server::{
        Api, Context, Problem, Server, Untagged,
    };
    use generated::response_several_media_types::types::operations::get_stats::{
        OkBody, Request, Response,
    };
    use oaspen_runtime::private::v1::Method;
    use oaspen_runtime::server::InternalError;
    use oaspen_runtime::types::{Any, Bytes, Map};

    use crate::live_features::{Canned, Seen, Sent, Wire, check_problem, header};

    #[derive(Clone)]
    struct Stats;

    impl Api for Stats {
        type Error = InternalError;
    }

    impl Untagged for Stats {
        /// By `Accept`, unless `format` says otherwise.
        async fn get_stats(
            &self,
            context: &Context<()>,
            request: Request,
        ) -> Result<Response, InternalError> {
            let media = ["application/json", "text/plain", "image/png"];
            match (request.format.as_deref(), context.preferred(&media)) {
                (Some("wrong"), _) => Err("the password is hunter2")?,
                (Some("panic"), _) => panic!("on purpose"),
                (Some("png"), _) | (None, Some(2)) => Ok(image().into()),
                (None, Some(1)) => Ok(text().into()),
                (Some(_) | None, _) => Ok(json().into()),
            }
        }
    }

    /// An answer, once it has been read.
    #[derive(Debug, PartialEq)]
    enum Read {
        Json(Map<Any>),
        Text(String),
        ImagePng(Bytes),
    }

    async fn read(body: OkBody) -> Read {
        match body {
            OkBody::Json(json) => Read::Json(json),
            OkBody::Text(text) => Read::Text(text),
            OkBody::ImagePng(body) => Read::ImagePng(body.collect(100).await.unwrap()),
        }
    }

    fn json() -> OkBody {
        OkBody::Json(Map::from_iter([("sent".to_owned(), Any::from(7_i64))]))
    }

    fn text() -> OkBody {
        OkBody::Text("sent é 7\n".to_owned())
    }

    fn image() -> OkBody {
        OkBody::ImagePng(b"\x89PNG\0"[..].into())
    }

    fn client() -> (Client, Seen<Sent>) {
        let (wire, sent) = Wire::new(Server::new(Stats).into_service());
        (Client::in_process(wire).build().unwrap(), sent)
    }

    #[tokio::test]
    async fn the_caller_asks_and_the_handler_chooses() {
        let (client, sent) = client();
        let all = "application/json, text/plain, image/png";
        let answer = client.get_stats().await.unwrap();
        assert_eq!(sent.one().header("accept"), all);
        assert_eq!(answer.headers()["content-type"], "application/json");
        assert_eq!(read(answer.into_inner()).await, read(json()).await);
        let answer = client.get_stats().accept("text/plain").await.unwrap();
        assert_eq!(sent.one().header("accept"), "text/plain");
        assert_eq!(
            answer.headers()["content-type"],
            "text/plain; charset=utf-8"
        );
        assert_eq!(read(answer.into_inner()).await, read(text()).await);
        let answer = client
            .get_stats()
            .accept("application/json;q=0.5, image/*")
            .await
            .unwrap();
        assert_eq!(read(answer.into_inner()).await, read(image()).await);
        let answer = client.get_stats().format("png").await.unwrap();
        assert_eq!(sent.0.lock().unwrap().len(), 2);
        assert_eq!(read(answer.into_inner()).await, read(image()).await);
    }

    #[tokio::test]
    async fn what_is_not_offered_is_refused() {
        let (client, _) = client();
        let types = "answers are of the types application/json, text/plain, image/png";
        let get = |accept| {
            client
                .request(Method::GET, "/stats")
                .header("accept", accept)
        };
        check_problem(&get("text/html").await.unwrap(), 406, types, "");
        check_problem(&get("*/*;q=0").await.unwrap(), 406, types, "");
        assert_eq!(
            header(
                &get("image/png, text/*;q=0.1").await.unwrap(),
                "content-type"
            ),
            "image/png"
        );
    }

    async fn ask(answer: Canned) -> Result<Read, String> {
        let client = Client::in_process(answer).build().unwrap();
        match client.get_stats().await {
            Ok(answer) => Ok(read(answer.into_inner()).await),
            Err(Error::Unexpected(answer)) => Err(answer.to_string()),
            Err(error) => panic!("{error}"),
        }
    }

    #[tokio::test]
    async fn the_answer_is_read_as_what_it_says_to_be() {
        assert_eq!(
            ask(Canned::new(200, "Text/Plain; charset=UTF-8", "sent é 7\n")).await,
            Ok(read(text()).await)
        );
        let named = "Application/JSON; charset=utf-8";
        assert_eq!(
            ask(Canned::new(200, named, r#"{"sent":7}"#)).await,
            Ok(read(json()).await)
        );
        assert_eq!(
            ask(Canned::new(200, "image/png", &b"\x89PNG\0"[..])).await,
            Ok(read(image()).await)
        );
        assert_eq!(
            ask(Canned::new(200, "", r#"{"sent":7}"#)).await,
            Ok(read(json()).await)
        );
    }

    #[tokio::test]
    async fn what_the_document_does_not_have_is_unexpected() {
        assert_eq!(
            ask(Canned::new(200, "application/stats+json", r#"{"sent":7}"#)).await,
            Err(r#"200 OK: {"sent":7}"#.to_owned())
        );
        assert_eq!(
            ask(Canned::new(200, "image/gif", "GIF")).await,
            Err("200 OK: 3 bytes of image/gif".to_owned())
        );
        assert_eq!(
            ask(Canned::new(204, "", "")).await,
            Err("204 No Content".to_owned())
        );
        let page = Canned::new(503, "application/json", r#"{"sent":7}"#);
        assert_eq!(
            ask(page.clone()).await,
            Err("503 Service Unavailable: {\"sent\":7}".to_owned())
        );
        let error = Client::in_process(page)
            .build()
            .unwrap()
            .get_stats()
            .await
            .unwrap_err();
        assert!(error.is_retryable());
        assert_eq!(
            (error.operation(), error.status().unwrap().as_u16()),
            ("getStats", 503)
        );
    }

    #[tokio::test]
    async fn nothing_is_told_of_what_a_handler_fails_with() {
        let (client, _) = client();
        for format in ["wrong", "panic"] {
            let error = client.get_stats().format(format).await.unwrap_err();
            let Error::Unexpected(answer) = error else {
                panic!("{error}")
            };
            assert_eq!(answer.headers()["content-type"], "application/problem+json");
            let text = String::from_utf8(answer.body().to_vec()).unwrap();
            assert_eq!(
                text,
                r#"{"type":"about:blank","title":"Internal Server Error","status":500}"#
            );
        }
    }

    /// Answers every call with a problem of its own.
    struct Broken;

    impl Api for Broken {
        type Error = Problem;
    }

    impl Untagged for Broken {
        async fn get_stats(&self, _: &Context<()>, _: Request) -> Result<Response, Problem> {
            let problem = Problem::new(409_u16)
                .kind("https://example.com/busy")
                .detail("é");
            Err(problem.extension("until", Any::from(7_i64)))
        }
    }

    #[tokio::test]
    async fn a_handler_may_fail_with_a_problem() {
        let client = Client::in_process(Server::new(Broken).into_service())
            .build()
            .unwrap();
        let Err(Error::Unexpected(answer)) = client.get_stats().await else {
            panic!("a failure")
        };
        assert_eq!(
            String::from_utf8(answer.body().to_vec()).unwrap(),
            r#"{"type":"https://example.com/busy","title":"Conflict","status":409,"detail":"é","until":7}"#
        );
    }
}
