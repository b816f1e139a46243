//! Request bodies: JSON, text, bytes, and one of several media types.

/// `body-json.yaml`
mod json {
    use std::convert::Infallible;

    use generated::body_json::client::{Client, Error};
    use generated::body_json::server::{Api, Context, Limits, Pets, Server};
    use generated::body_json::types::Pet;
    use generated::body_json::types::operations::{create_pet, touch_pets};
    use oaspen_runtime::private::v1::Method;

    use crate::live_features::{Canned, Seen, Sent, Wire, check_problem, header};

    #[derive(Clone, Default)]
    struct Shop {
        created: Seen<Pet>,
        touched: Seen<Option<touch_pets::RequestBody>>,
    }

    impl Api for Shop {
        type Error = Infallible;
    }

    impl Pets for Shop {
        async fn create_pet(
            &self,
            _: &Context<()>,
            request: create_pet::Request,
        ) -> Result<create_pet::Response, Infallible> {
            self.created.note(request.body.clone());
            Ok(request.body.into())
        }

        async fn touch_pets(
            &self,
            _: &Context<()>,
            request: touch_pets::Request,
        ) -> Result<touch_pets::Response, Infallible> {
            self.touched.note(request.body);
            Ok(touch_pets::Response::NoContent)
        }
    }

    fn client() -> (Client, Shop, Seen<Sent>) {
        let api = Shop::default();
        let limits = Limits::default().max_body(64);
        let (wire, sent) = Wire::new(Server::new(api.clone()).limits(limits).into_service());
        (Client::in_process(wire).build().unwrap(), api, sent)
    }

    #[tokio::test]
    async fn a_required_body_goes_there_and_back() {
        let (client, api, sent) = client();
        let pet = Pet::new("\"é\"\n😀").age(i32::MIN);
        let created = client.create_pet(pet.clone()).await.unwrap();
        assert_eq!((created.status().as_u16(), &*created), (201, &pet));
        assert_eq!(api.created.one(), pet);
        let sent = sent.one();
        assert_eq!(
            (sent.line.as_str(), sent.header("content-type")),
            ("POST /pets", "application/json")
        );
        assert_eq!(sent.header("accept"), "application/json");
        assert_eq!(sent.text(), r#"{"name":"\"é\"\n😀","age":-2147483648}"#);
    }

    #[tokio::test]
    async fn an_optional_body_may_be_absent() {
        let (client, api, sent) = client();
        assert_eq!(client.touch_pets().await.unwrap().status(), 204);
        assert_eq!(api.touched.one(), None);
        let without = sent.one();
        assert_eq!(
            (without.header("content-type"), without.text().as_str()),
            ("", "")
        );
        client
            .touch_pets()
            .body(touch_pets::RequestBody::new())
            .await
            .unwrap();
        assert_eq!(api.touched.one(), Some(touch_pets::RequestBody::new()));
        assert_eq!(sent.one().text(), "{}");
    }

    async fn check(text: &str, status: u16, detail: &str, violation: &str) {
        let (client, api, _) = client();
        let call = client
            .request(Method::POST, "/pets")
            .body("application/json", text.to_owned());
        check_problem(&call.await.unwrap(), status, detail, violation);
        api.created.none();
    }

    #[tokio::test]
    async fn what_is_no_pet_is_refused() {
        check(
            "{\"name\":",
            400,
            "line 1 column 9: the text ends within a value",
            "syntax",
        )
        .await;
        check(
            r#"{"name":5}"#,
            422,
            "at /name: expected a string, found the number 5",
            "/name type",
        )
        .await;
        check("{}", 422, "the property `name` is missing", "missing").await;
        check("[]", 422, "expected an object, found an array of 0", "type").await;
        check(
            r#"{"name":"a","age":null}"#,
            422,
            "at /age: null is not allowed; leave the property out",
            "/age null",
        )
        .await;
        let range = "at /age: expected an integer from -2147483648 to 2147483647, found the number 2147483648";
        check(r#"{"name":"a","age":2147483648}"#, 422, range, "/age range").await;
        check(
            r#"{"name":"a","age":1.5}"#,
            422,
            "at /age: expected an integer, found the number 1.5",
            "/age type",
        )
        .await;
        check("", 400, "the body is missing", "missing").await;
        check(&" ".repeat(65), 413, "a body may have 64 bytes", "").await;
    }

    #[tokio::test]
    async fn media_types_are_looked_at() {
        let (client, api, _) = client();
        let post = |media| {
            client
                .request(Method::POST, "/pets")
                .body(media, r#"{"name":"a"}"#.to_owned())
        };
        for media in [
            "application/json; charset=utf-8",
            "Application/JSON",
            "application/merge-patch+json",
        ] {
            assert_eq!(post(media).await.unwrap().status(), 201, "{media}");
            api.created.one();
        }
        for media in ["text/plain", "application/jsonp", "json", ""] {
            check_problem(
                &post(media).await.unwrap(),
                415,
                "bodies are of the types application/json",
                "",
            );
        }
        let unwanted = post("application/json").header("accept", "text/html, application/json;q=0");
        check_problem(
            &unwanted.await.unwrap(),
            406,
            "answers are of the types application/json",
            "",
        );
        let wanted = post("application/json").header("accept", "text/html, */*;q=0.1");
        assert_eq!(wanted.await.unwrap().status(), 201);
        api.created.one();
    }

    #[tokio::test]
    async fn other_methods_and_paths_are_answered() {
        let (client, api, _) = client();
        let answer = client.request(Method::PUT, "/pets").await.unwrap();
        check_problem(
            &answer,
            405,
            "this path answers to POST, PATCH, OPTIONS",
            "",
        );
        assert_eq!(header(&answer, "allow"), "POST, PATCH, OPTIONS");
        assert_eq!(
            client
                .request(Method::HEAD, "/pets")
                .await
                .unwrap()
                .status(),
            405
        );
        let answer = client.request(Method::OPTIONS, "/pets").await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), header(&answer, "allow")),
            (204, "POST, PATCH, OPTIONS")
        );
        for path in ["/", "/pets/", "/pets/1", "/Pets"] {
            let answer = client.request(Method::POST, path).await.unwrap();
            check_problem(&answer, 404, "there is nothing at this path", "");
        }
        api.created.none();
    }

    async fn ask(answer: Canned) -> Result<Pet, Error<Infallible>> {
        let client = Client::in_process(answer).build().unwrap();
        client
            .create_pet(Pet::new("a"))
            .await
            .map(|pet| pet.into_inner())
    }

    #[tokio::test]
    async fn the_client_forgives_what_a_newer_server_sends() {
        let text = r#"{"name":"a","age":null,"new":{"key":[1]}}"#;
        assert_eq!(
            ask(Canned::new(201, "application/json", text))
                .await
                .unwrap(),
            Pet::new("a")
        );
        assert_eq!(
            ask(Canned::new(201, "", text)).await.unwrap(),
            Pet::new("a")
        );
    }

    #[tokio::test]
    async fn the_client_says_what_is_wrong_with_an_answer() {
        let error = ask(Canned::new(
            201,
            "application/json",
            r#"{"name":"a","age":"1"}"#,
        ))
        .await
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            "createPet: 201 Created, but the body is not as documented: at /age: expected an integer, found the string \"1\"; the body: {\"name\":\"a\",\"age\":\"1\"}"
        );
        let Error::Decode(error) = error else {
            panic!("{error}")
        };
        assert_eq!(
            (error.error().pointer().as_str(), &error.body()[..8]),
            ("/age", &b"{\"name\":"[..])
        );
        let error = ask(Canned::new(200, "application/json", r#"{"name":"a"}"#))
            .await
            .unwrap_err();
        assert!(
            matches!(&error, Error::Unexpected(answer) if answer.body() == r#"{"name":"a"}"#),
            "{error}"
        );
        let error = ask(Canned::new(201, "text/html", "<h1>Login</h1>"))
            .await
            .unwrap_err();
        assert!(matches!(&error, Error::Unexpected(_)), "{error}");
        assert_eq!(
            error.to_string(),
            "createPet: undocumented answer 201 Created: <h1>Login</h1>"
        );
    }
}

/// `body-several-media-types.yaml`
mod several_media_types {
    use std::convert::Infallible;

    use generated::body_several_media_types::client::Client;
    use generated::body_several_media_types::server::{Api, Context, Server, Untagged};
    use generated::body_several_media_types::types::Link;
    use generated::body_several_media_types::types::operations::upload_media::{
        Body, Request, Response,
    };
    use oaspen_runtime::private::v1::Method;
    use oaspen_runtime::types::Bytes;

    use crate::live_features::{Seen, Sent, Wire, check_problem, header};

    #[derive(Clone, Default)]
    struct Media(Seen<Body>);

    impl Api for Media {
        type Error = Infallible;
    }

    impl Untagged for Media {
        async fn upload_media(
            &self,
            _: &Context<()>,
            request: Request,
        ) -> Result<Response, Infallible> {
            self.0.note(request.body);
            Ok(Link::new("/1").into())
        }
    }

    fn client() -> (Client, Media, Seen<Sent>) {
        let api = Media::default();
        let (wire, sent) = Wire::new(Server::new(api.clone()).into_service());
        (Client::in_process(wire).build().unwrap(), api, sent)
    }

    /// Bytes are read at the handler; what they are read as is told by the variant.
    async fn check(body: Body, media_type: &str, content: &[u8]) {
        let (client, api, sent) = client();
        let kind = std::mem::discriminant(&body);
        assert_eq!(client.upload_media(body).await.unwrap().href, "/1");
        let sent = sent.one();
        assert_eq!(
            (sent.header("content-type"), &sent.body[..]),
            (media_type, content)
        );
        let arrived = api.0.one();
        assert_eq!(std::mem::discriminant(&arrived), kind);
        match arrived {
            Body::ImagePng(body) | Body::AudioOgg(body) | Body::CodecsOpus(body) => {
                assert_eq!(body.collect(100).await.unwrap(), content);
            }
            Body::Json(link) => assert_eq!(link, Link::new("é")),
            Body::Text(text) => assert_eq!(text.as_bytes(), content),
        }
    }

    #[tokio::test]
    async fn the_variant_names_the_media_type() {
        check(
            Body::ImagePng(b"\x89PNG"[..].into()),
            "image/png",
            b"\x89PNG",
        )
        .await;
        check(Body::AudioOgg(Bytes::new().into()), "audio/ogg", b"").await;
        check(
            // JSON is what a value of its type is sent as.
            Body::from(Link::new("é")),
            "application/json",
            "{\"href\":\"é\"}".as_bytes(),
        )
        .await;
        check(
            Body::Text("é\n".into()),
            "text/plain; charset=utf-8",
            "é\n".as_bytes(),
        )
        .await;
    }

    /// The document's author tore `audio/ogg; codecs=opus` apart. Both ends know the piece.
    #[tokio::test]
    async fn a_torn_media_type_is_kept() {
        check(Body::CodecsOpus(b"O"[..].into()), "codecs=opus", b"O").await;
    }

    #[tokio::test]
    async fn other_media_types_are_refused() {
        let (client, api, _) = client();
        let post = |media| {
            client
                .request(Method::POST, "/media")
                .body(media, "x".to_owned())
        };
        for media in ["image/gif", "audio", "codecs=vorbis", ""] {
            let answer = post(media).await.unwrap();
            let types = "image/png, audio/ogg, codecs=opus, application/json, text/plain";
            check_problem(
                &answer,
                415,
                &format!("bodies are of the types {types}"),
                "",
            );
            assert_eq!(header(&answer, "accept"), types);
        }
        api.0.none();
        assert_eq!(post("IMAGE/PNG; q=1").await.unwrap().status(), 200);
        assert!(matches!(api.0.one(), Body::ImagePng(_)));
        let answer = post("application/json").await.unwrap();
        assert_eq!(answer.status(), 400);
        api.0.none();
    }
}

/// `body-text-and-bytes.yaml`
mod text_and_bytes {
    use std::convert::Infallible;

    use generated::body_text_and_bytes::client::{Client, Error};
    use generated::body_text_and_bytes::server::{Api, Context, Server, Untagged};
    use generated::body_text_and_bytes::types::operations::{put_blob, put_note};
    use oaspen_runtime::private::v1::Method;
    use oaspen_runtime::types::Bytes;

    use crate::live_features::{Canned, Seen, Sent, Wire, check_problem};

    #[derive(Clone)]
    struct Echo;

    impl Api for Echo {
        type Error = Infallible;
    }

    impl Untagged for Echo {
        async fn put_note(
            &self,
            _: &Context<()>,
            request: put_note::Request,
        ) -> Result<put_note::Response, Infallible> {
            Ok(request.body.into())
        }

        async fn put_blob(
            &self,
            _: &Context<()>,
            request: put_blob::Request,
        ) -> Result<put_blob::Response, Infallible> {
            Ok(request.body.into())
        }
    }

    fn client() -> (Client, Seen<Sent>) {
        let (wire, sent) = Wire::new(Server::new(Echo).into_service());
        (Client::in_process(wire).build().unwrap(), sent)
    }

    #[tokio::test]
    async fn text_travels_as_utf_8() {
        let (client, sent) = client();
        for text in ["", "\"é\"\r\n\u{feff}😀", "12", "null"] {
            let answer = client.put_note(text).await.unwrap();
            assert_eq!(*answer, text);
            assert_eq!(
                answer.headers()["content-type"],
                "text/plain; charset=utf-8"
            );
            let sent = sent.one();
            assert_eq!(
                (sent.header("content-type"), sent.text().as_str()),
                ("text/plain; charset=utf-8", text)
            );
        }
    }

    #[tokio::test]
    async fn bytes_travel_as_they_are() {
        let (client, sent) = client();
        let all: Bytes = (0..=u8::MAX).collect();
        for bytes in [all, Bytes::new()] {
            let answer = client.put_blob(bytes.clone()).await.unwrap();
            assert_eq!(answer.headers()["content-type"], "image/png");
            let body = answer.into_inner().collect(1000).await.unwrap();
            assert_eq!(body, bytes);
            let sent = sent.one();
            assert_eq!(
                (sent.header("content-type"), &sent.body),
                ("application/octet-stream", &bytes)
            );
        }
    }

    #[tokio::test]
    async fn other_charsets_are_refused() {
        let (client, _) = client();
        let put = |media, bytes: &'static [u8]| {
            client
                .request(Method::PUT, "/note")
                .body(media, Bytes::from_static(bytes))
        };
        let answer = put("text/plain; charset=iso-8859-1", b"\xe9")
            .await
            .unwrap();
        check_problem(
            &answer,
            400,
            "the charset \"iso-8859-1\" is not supported",
            "syntax",
        );
        let answer = put("text/plain", b"\xe9").await.unwrap();
        check_problem(&answer, 400, "the text is not UTF-8", "syntax");
        let answer = put("text/plain;charset=\"UTF-8\"", "é".as_bytes())
            .await
            .unwrap();
        assert_eq!(answer.into_inner(), "é");
    }

    #[tokio::test]
    async fn the_client_says_when_an_answer_is_no_text() {
        let latin = Canned::new(200, "text/plain; charset=latin1", &b"\xe9"[..]);
        let client = Client::in_process(latin).build().unwrap();
        let error = client.put_note("").await.unwrap_err();
        assert!(
            matches!(&error, Error::Decode(answer) if *answer.body() == b"\xe9"[..]),
            "{error}"
        );
        let answer = client.put_blob(Bytes::new()).await.unwrap().into_inner();
        assert_eq!(answer.collect(1).await.unwrap(), b"\xe9"[..]);
    }
}

/// What all media types carry is had at once.
mod same_payload {
    use std::convert::Infallible;

    use generated::body_same_payload::client::Client;
    use generated::body_same_payload::server::{Api, Context, Server, Untagged};
    use generated::body_same_payload::types::Photo;
    use generated::body_same_payload::types::operations::put_photo::{
        Body, OkBody, Request, Response,
    };

    #[derive(Clone)]
    struct Photos;

    impl Api for Photos {
        type Error = Infallible;
    }

    impl Untagged for Photos {
        async fn put_photo(
            &self,
            _: &Context<()>,
            request: Request,
        ) -> Result<Response, Infallible> {
            let kind = request.body.media_type();
            let bytes = request.body.into_inner().collect(100).await;
            let length = bytes.map_or(0, |bytes| i64::try_from(bytes.len()).unwrap_or(0));
            let photo = Photo::new(1, length).kind(kind);
            Ok(OkBody::ApplicationHalJson(Box::new(photo)).into())
        }
    }

    #[tokio::test]
    async fn media_type_and_payload_are_told_without_a_match() {
        let service = Server::new(Photos).into_service();
        let client = Client::in_process(service).build().unwrap();
        let cases = [
            (Body::ImagePng("ab".into()), "image/png", 2),
            (Body::Image("c".into()), "image/*", 1),
        ];
        for (body, kind, length) in cases {
            let call = client.put_photo(body);
            let call = match kind {
                "image/png" => call,
                _ => call.header("content-type", "image/gif"),
            };
            let answer = call.await.unwrap().into_inner();
            assert_eq!(answer.media_type(), "application/hal+json");
            // `new` takes what is required in the document's order.
            assert_eq!(answer.into_inner(), Photo::new(1, length).kind(kind));
        }
    }
}

/// `body-opaque.yaml`
mod opaque {
    use generated::body_opaque::client::Client;
    use generated::body_opaque::server::{Api, Context, Rejection, Server, Untagged};
    use generated::body_opaque::types::operations::{place_order, send_form};
    use generated::body_opaque::types::{Order, OrderAddress};

    use crate::live_features::{Seen, Wire};

    #[derive(Clone, Default)]
    struct Shop(Seen<Order>);

    impl Api for Shop {
        type Error = Rejection;
    }

    impl Untagged for Shop {
        /// Gives what it gets, of which it knows nothing.
        async fn place_order(
            &self,
            _: &Context<()>,
            request: place_order::Request,
        ) -> Result<place_order::Response, Rejection> {
            Ok(request.body.into())
        }

        async fn send_form(
            &self,
            _: &Context<()>,
            request: send_form::Request,
        ) -> Result<send_form::Response, Rejection> {
            self.0.note(request.body);
            Ok(send_form::Response::NoContent)
        }
    }

    #[tokio::test]
    async fn xml_is_whatever_bytes_it_is() {
        let (wire, sent) = Wire::new(Server::new(Shop::default()).into_service());
        let client = Client::in_process(wire).build().unwrap();
        let order = "<order>é</order>";
        let answer = client.place_order(order).await.unwrap().into_inner();
        assert_eq!(answer.collect(64).await.unwrap(), order);
        let sent = sent.one();
        assert_eq!(sent.header("content-type"), "application/xml");
    }

    #[tokio::test]
    async fn parts_are_written_by_their_type() {
        let api = Shop::default();
        let (wire, sent) = Wire::new(Server::new(api.clone()).into_service());
        let client = Client::in_process(wire).build().unwrap();
        let address = OrderAddress::new().street("é");
        let order = Order::new(vec!["a".to_owned(), "b|c".to_owned()]).address(address);
        client.send_form(order.clone()).await.unwrap();
        assert_eq!(api.0.one(), order);
        let text = String::from_utf8_lossy(&sent.one().body).into_owned();
        assert!(text.contains("\r\n\r\nb|c\r\n"), "{text}");
        assert!(text.contains("\r\n\r\n{\"street\":\"é\"}\r\n"), "{text}");
    }
}
