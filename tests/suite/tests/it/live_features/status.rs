//! Statuses that are no ordinary answers, and links: in process and over a socket.

/// `response-statuses.yaml`
mod statuses {
    use std::convert::Infallible;

    use axum::http::StatusCode;
    use generated::response_statuses::client::Client;
    use generated::response_statuses::server::{Api, Context, Server, Service, Untagged};
    use generated::response_statuses::types::operations::add_thing::{
        Headers, Output, SeeOtherHeaders,
    };
    use generated::response_statuses::types::operations::count_things::OkHeaders;
    use generated::response_statuses::types::operations::{
        add_thing, count_things, get_thing, list_things,
    };
    use oaspen_runtime::private::v1::Method;

    use crate::live_features::{header, serve};

    struct Shelf(add_thing::Response);

    impl Api for Shelf {
        type Error = Infallible;
    }

    impl Untagged for Shelf {
        async fn count_things(
            &self,
            _: &Context<()>,
            _: count_things::Request,
        ) -> Result<count_things::Response, Infallible> {
            Ok(count_things::Response::Ok(OkHeaders::new(7)))
        }

        async fn list_things(
            &self,
            _: &Context<()>,
            _: list_things::Request,
        ) -> Result<list_things::Response, Infallible> {
            Ok("all".to_owned().into())
        }

        async fn add_thing(
            &self,
            _: &Context<()>,
            _: add_thing::Request,
        ) -> Result<add_thing::Response, Infallible> {
            Ok(self.0.clone())
        }

        async fn get_thing(
            &self,
            _: &Context<()>,
            request: get_thing::Request,
        ) -> Result<get_thing::Response, Infallible> {
            Ok(request.id.into())
        }
    }

    async fn clients(response: add_thing::Response) -> [Client; 2] {
        let service: Service = Server::new(Shelf(response)).into_service();
        let url = serve(service.clone()).await;
        [Client::in_process(service), Client::builder(url)].map(|builder| builder.build().unwrap())
    }

    #[tokio::test]
    async fn head_has_headers_and_no_body() {
        for client in clients(add_thing::Response::ResetContent).await {
            let answer = client.count_things().await.unwrap();
            assert_eq!((answer.status().as_u16(), *answer), (200, ()));
            assert_eq!(answer.typed_headers().unwrap().x_total, 7);
        }
    }

    #[tokio::test]
    async fn head_is_answered_where_get_is_documented() {
        for client in clients(add_thing::Response::ResetContent).await {
            let answer = client.request(Method::HEAD, "/things/it").await.unwrap();
            assert_eq!((answer.status().as_u16(), answer.len()), (200, 0));
            assert_eq!(header(&answer, "content-length"), "2");
            assert_eq!(header(&answer, "content-type"), "text/plain; charset=utf-8");
            assert_eq!(*client.get_thing("it").await.unwrap(), "it");
        }
    }

    #[tokio::test]
    async fn a_documented_redirect_is_given_to_the_caller() {
        let there = SeeOtherHeaders::new("/things/1");
        for client in clients(add_thing::Response::SeeOther(there.clone())).await {
            let answer = client.add_thing().await.unwrap();
            assert_eq!(
                (answer.status().as_u16(), &*answer),
                (303, &Output::SeeOther)
            );
            let headers = answer.typed_headers().unwrap();
            assert_eq!(
                headers,
                Headers {
                    location: Some("/things/1".to_owned())
                }
            );
        }
    }

    #[tokio::test]
    async fn ranges_are_the_rest_of_their_hundred() {
        for client in clients(add_thing::Response::ResetContent).await {
            let answer = client.add_thing().await.unwrap();
            assert_eq!(
                (answer.status().as_u16(), &*answer),
                (205, &Output::ResetContent)
            );
        }
        let added = add_thing::Response::Success(StatusCode::CREATED, "é".to_owned());
        for client in clients(added).await {
            let answer = client.add_thing().await.unwrap();
            let success = Output::Success("é".to_owned());
            assert_eq!((answer.status().as_u16(), &*answer), (201, &success));
            assert_eq!(answer.typed_headers(), Ok(Headers { location: None }));
        }
    }
}

/// `response-links.yaml`
mod links {
    use generated::response_links::client::Client;
    use generated::response_links::types::User;

    use crate::live_features::Canned;
    use crate::root;

    #[tokio::test]
    async fn links_are_told_where_the_operation_is() {
        let answer = Canned::new(201, "application/json", r#"{"id":"7"}"#);
        let client = Client::in_process(answer).build().unwrap();
        assert_eq!(*client.add_user().await.unwrap(), User::new("7"));
        let source = root().join("tests/generated/src/response_links.rs");
        let source = std::fs::read_to_string(source).unwrap();
        let again =
            "/// Link `Again` of `201`: `getUser` with `id` = `$response.body#/id`, `page` = `1`.";
        assert_eq!(
            source.matches(again).count(),
            2,
            "of the method, of the handler"
        );
        let orders = "/// Link `Orders` of `201`: `https://orders.example.com/openapi.yaml#/paths/~1orders/post` \
                      with the body = `{\"user\": \"$response.body#/id\"}`.";
        assert_eq!(source.matches(orders).count(), 2);
    }
}

/// Compressed answers, of the document `response-statuses.yaml`.
mod compression {
    use axum::Router;
    use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE};
    use axum::http::{HeaderMap, StatusCode};
    use axum::routing::get;
    use generated::response_statuses::client::Client;
    use tokio::net::TcpListener;

    const GZIP: &[u8] = &[
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 83, 202, 76, 81, 2, 0, 65, 167, 136, 184, 4, 0, 0, 0,
    ];
    const DEFLATE: &[u8] = &[120, 156, 83, 202, 76, 81, 2, 0, 2, 177, 1, 18];

    /// Answers in the coding that the path asks for, when the caller takes it.
    async fn answer(coding: &'static str, bytes: &'static [u8], headers: HeaderMap) -> Answer {
        let accepted = headers[ACCEPT_ENCODING].to_str().unwrap();
        assert!(accepted.contains(coding), "{accepted}");
        let headers = [(CONTENT_ENCODING, coding), (CONTENT_TYPE, "text/plain")];
        (StatusCode::OK, headers, bytes)
    }

    type Headers = [(axum::http::HeaderName, &'static str); 2];
    type Answer = (StatusCode, Headers, &'static [u8]);

    #[tokio::test]
    async fn what_is_compressed_is_read() {
        let router = Router::new()
            .route("/gzip/things", get(|headers| answer("gzip", GZIP, headers)))
            .route(
                "/deflate/things",
                get(|headers| answer("deflate", DEFLATE, headers)),
            );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        for coding in ["gzip", "deflate"] {
            let client = Client::builder(format!("http://{address}/{coding}"));
            let things = client.build().unwrap().list_things().await.unwrap();
            assert_eq!(*things, "\"id\"");
            assert!(!things.headers().contains_key(CONTENT_ENCODING));
        }
    }
}
