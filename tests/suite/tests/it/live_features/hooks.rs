//! Webhooks and callbacks: the generated sender calls the generated receiver.

/// `hooks-webhooks.yaml`
mod webhooks {
    use generated::hooks_webhooks::client::Error;
    use generated::hooks_webhooks::client::webhooks::Client;
    use generated::hooks_webhooks::server::webhooks::{
        Api, AuthError, AuthRequest, Authenticator, Bearer, Server, Webhooks,
    };
    use generated::hooks_webhooks::server::{Context, Problem, StatusCode};
    use generated::hooks_webhooks::types::Pet;
    use generated::hooks_webhooks::types::webhooks::{delete_pet_sold, new_pet, pet_sold};
    use oaspen_runtime::server::{OperationInfo, Parts};
    use oaspen_runtime::types::{Bytes, Uuid};

    use crate::live_features::{Seen, Sent, Wire};

    /// Receives two of the three.
    #[derive(Clone, Default)]
    struct Shop(Seen<String>);

    impl Api for Shop {
        type Principal = String;
        type Error = Problem;

        fn not_received(&self, operation: &'static OperationInfo) -> Problem {
            Problem::new(StatusCode::NOT_IMPLEMENTED).detail(operation.id)
        }
    }

    impl Webhooks for Shop {
        async fn new_pet(
            &self,
            _: &Context<()>,
            request: new_pet::Request,
        ) -> Result<new_pet::Response, Problem> {
            let new_pet::Request {
                x_delivery,
                attempt,
                body,
            } = request;
            self.0
                .note(format!("{x_delivery} {attempt:?} {}", body.name));
            Ok(match body.name.as_str() {
                "again" => new_pet::Response::Gone,
                _ => new_pet::Response::Ok,
            })
        }

        async fn pet_sold(
            &self,
            context: &Context<String>,
            request: pet_sold::Request,
        ) -> Result<pet_sold::Response, Problem> {
            self.0
                .note(format!("{} {:?}", context.principal(), request.body));
            Ok(pet_sold::Response::Success(StatusCode::ACCEPTED))
        }
    }

    struct Keeper;

    impl Authenticator for Keeper {
        type Principal = String;

        async fn token(
            &self,
            _: &AuthRequest<'_>,
            credentials: Bearer<'_>,
        ) -> Result<String, AuthError> {
            match credentials.token() {
                "good" => Ok("the shop".to_owned()),
                _ => Err(AuthError::Unauthenticated),
            }
        }
    }

    fn receiver() -> (Server<Shop, Keeper>, Shop) {
        let shop = Shop::default();
        (Server::new(shop.clone(), Keeper), shop)
    }

    fn sender(server: Server<Shop, Keeper>) -> (Client, Seen<Sent>) {
        let (wire, sent) = Wire::new(server.into_service());
        let client = Client::in_process(wire).token("good").build().unwrap();
        (client, sent)
    }

    #[tokio::test]
    async fn a_webhook_goes_to_the_url_of_the_call() {
        let (server, shop) = receiver();
        let (client, sent) = sender(server);
        let call = client.new_pet("http://shop/newPet", Uuid::nil(), Pet::new("Tom"));
        let answer = call.attempt(2).await.unwrap();
        assert_eq!(answer.status(), 200);
        let sent = sent.one();
        assert_eq!(sent.line, "POST /newPet?attempt=2");
        assert_eq!(sent.text(), r#"{"name":"Tom"}"#);
        assert_eq!(sent.header("authorization"), "");
        let nil = "00000000-0000-0000-0000-000000000000";
        assert_eq!(shop.0.one(), format!("{nil} Some(2) Tom"));
    }

    #[tokio::test]
    async fn an_answer_that_the_document_has_is_typed() {
        let (client, _) = sender(receiver().0);
        let call = client.new_pet("http://shop/newPet", Uuid::nil(), Pet::new("again"));
        let error = call.await.unwrap_err();
        assert!(matches!(error, Error::Api(error) if error.status() == 410));
    }

    #[tokio::test]
    async fn only_a_webhook_that_says_so_asks_who_calls() {
        let (server, shop) = receiver();
        let (client, sent) = sender(server);
        let url = "http://shop/pet%2Fsold";
        let answer = client.pet_sold(url).await.unwrap();
        assert_eq!(answer.status(), 202);
        assert_eq!(sent.one().header("authorization"), "Bearer good");
        assert_eq!(shop.0.one(), "the shop None");
        let error = client.with_token("bad").pet_sold(url).await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(error) if error.status() == 401));
        shop.0.none();
    }

    #[tokio::test]
    async fn what_is_not_implemented_is_answered_in_one_place() {
        let (client, _) = sender(receiver().0);
        #[expect(deprecated, reason = "the document says so")]
        let call = client.delete_pet_sold("http://shop/pet%2Fsold");
        let Error::Unexpected(error) = call.await.unwrap_err() else {
            panic!("the answer is not documented");
        };
        assert_eq!(error.status(), 501);
        let body = String::from_utf8_lossy(error.body());
        assert!(body.contains("DELETE pet/sold"), "{body}");
    }

    #[tokio::test]
    async fn the_receiver_chooses_its_paths() {
        let (server, shop) = receiver();
        let server = server
            .base_path("/in")
            .path(&new_pet::INFO, "/pets/{new}")
            .path(&pet_sold::INFO, "/pets/{new}");
        let (client, sent) = sender(server);
        let url = "http://shop/in/pets/%7Bnew%7D?tenant=a";
        let call = client.new_pet(url, Uuid::nil(), Pet::new("Tom"));
        call.attempt(1).await.unwrap();
        let line = "POST /in/pets/%7Bnew%7D?tenant=a&attempt=1";
        assert_eq!(sent.one().line, line);
        shop.0.one();
        client.pet_sold(url).await.unwrap();
        shop.0.one();
        // The path that it had is nobody's.
        let call = client.new_pet("http://shop/in/newPet", Uuid::nil(), Pet::new("Tom"));
        let error = call.await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(error) if error.status() == 404));
    }

    #[tokio::test]
    async fn the_head_of_a_request_may_tell_which_it_is() {
        let (server, shop) = receiver();
        let select = |parts: &Parts| match parts.headers.get("x-event")?.as_bytes() {
            b"pet" => Some(&new_pet::INFO),
            b"sold" => Some(&pet_sold::INFO),
            b"other" => Some(&delete_pet_sold::INFO),
            _ => None,
        };
        let (client, _) = sender(server.select(select));
        let new_pet = || client.new_pet("http://shop/any", Uuid::nil(), Pet::new("Tom"));
        new_pet().header("x-event", "pet").await.unwrap();
        shop.0.one();
        let sold = client.pet_sold("http://shop/any");
        sold.header("x-event", "sold").await.unwrap();
        shop.0.one();
        for event in ["unknown", "other"] {
            let error = new_pet().header("x-event", event).await.unwrap_err();
            assert!(matches!(error, Error::Unexpected(error) if error.status() == 404));
        }
        shop.0.none();
    }

    #[tokio::test]
    async fn a_signature_is_checked_over_the_raw_body() {
        let (server, shop) = receiver();
        let verify = |parts: &Parts, body: &Bytes| {
            let signed = parts.headers.get("x-signature");
            match signed.is_some_and(|signature| *signature == *body.len().to_string()) {
                true => Ok(()),
                false => Err(Problem::new(StatusCode::UNAUTHORIZED).into()),
            }
        };
        let (client, _) = sender(server.verify(verify));
        let call = |name| client.new_pet("http://shop/newPet", Uuid::nil(), Pet::new(name));
        call("Tom").header("x-signature", "14").await.unwrap();
        shop.0.one();
        // Refused before the body is found to be wrong.
        let error = call("").header("x-signature", "0").await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(error) if error.status() == 401));
        let error = call("").header("x-signature", "11").await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(error) if error.status() == 422));
        // What the document gives no body is signed too.
        #[expect(deprecated, reason = "the document says so")]
        let call = client.delete_pet_sold("http://shop/pet%2Fsold");
        let error = call.header("x-signature", "9").await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(error) if error.status() == 401));
        shop.0.none();
    }

    #[tokio::test]
    async fn a_url_that_cannot_be_called_is_refused_and_not_repeated() {
        let (client, sent) = sender(receiver().0);
        for url in [
            "/newPet",
            "ftp://shop/secret",
            "http://user:secret@shop/",
            "http://shop/?a=b#secret",
            "",
        ] {
            let call = client.new_pet(url, Uuid::nil(), Pet::new("Tom"));
            assert!(!format!("{call:?}").contains("secret"));
            let error = call.await.unwrap_err();
            assert!(matches!(error, Error::Request(_)), "{error:?}");
            assert!(!format!("{error:?} {error}").contains("secret"), "{error}");
        }
        sent.none();
    }

    #[tokio::test]
    async fn webhooks_travel_over_a_socket() {
        let (server, shop) = receiver();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = axum::Router::new().fallback_service(server.into_service());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await });
        let client = Client::builder().token("good").build().unwrap();
        let url = format!("http://{address}/newPet");
        let answer = client.new_pet(&url, Uuid::nil(), Pet::new("Tom")).await;
        assert_eq!(answer.unwrap().status(), 200);
        shop.0.one();
        let url = format!("http://{address}/pet%2Fsold?x=y");
        let body = pet_sold::RequestBody::new().price(3);
        let answer = client.pet_sold(&url).body(body).await;
        assert_eq!(answer.unwrap().status(), 202);
        assert!(shop.0.one().contains("Some(3)"));
        serving.abort();
    }
}

/// `hooks-callbacks.yaml`
mod callbacks {
    use std::convert::Infallible;

    use generated::hooks_callbacks::client::Client;
    use generated::hooks_callbacks::client::callbacks::Client as Sender;
    use generated::hooks_callbacks::server::callbacks::{self, Callbacks};
    use generated::hooks_callbacks::server::{Api, Context, Problem, Server, StatusCode, Untagged};
    use generated::hooks_callbacks::types::callbacks::{
        failed, give_back_failed, order_failed, shipped,
    };
    use generated::hooks_callbacks::types::operations::{give_back, order};
    use oaspen_runtime::server::OperationInfo;

    use crate::live_features::{Seen, Sent, Wire};

    /// Who uses the API.
    #[derive(Clone, Default)]
    struct Customer(Seen<String>);

    impl callbacks::Api for Customer {
        type Error = Problem;

        fn not_received(&self, _: &'static OperationInfo) -> Problem {
            Problem::new(StatusCode::NOT_IMPLEMENTED)
        }
    }

    impl Callbacks for Customer {
        async fn shipped(
            &self,
            _: &Context<()>,
            request: shipped::Request,
        ) -> Result<shipped::Response, Problem> {
            self.0.note(request.body.parcel);
            Ok(shipped::Response::NoContent)
        }

        async fn failed(
            &self,
            _: &Context<()>,
            request: failed::Request,
        ) -> Result<failed::Response, Problem> {
            self.0.note(format!("failed: {:?}", request.body));
            Ok(failed::Response::NoContent)
        }
    }

    /// Who provides it.
    struct Shop {
        sender: Sender,
        urls: Seen<[Option<String>; 3]>,
    }

    impl Api for Shop {
        type Error = Infallible;
    }

    impl Untagged for Shop {
        async fn order(
            &self,
            context: &Context<()>,
            request: order::Request,
        ) -> Result<order::Response, Infallible> {
            let url = |expression| context.callback_url(expression, &request.body);
            let urls = [shipped::URL, failed::URL, order_failed::URL].map(url);
            if let [Some(url), _, _] = &urls {
                let parcel = shipped::RequestBody::new("p1");
                self.sender.shipped(url, parcel).await.unwrap();
            }
            self.urls.note(urls);
            Ok(order::Response::Accepted)
        }

        async fn give_back(
            &self,
            context: &Context<()>,
            _: give_back::Request,
        ) -> Result<give_back::Response, Infallible> {
            let url = context.callback_url(give_back_failed::URL, &());
            self.urls.note([url, None, None]);
            Ok(give_back::Response::Accepted)
        }
    }

    fn customer() -> (Sender, Customer, Seen<Sent>) {
        let customer = Customer::default();
        let service = callbacks::Server::new(customer.clone())
            .path(&shipped::INFO, "/mine/shipped")
            .into_service();
        let (wire, sent) = Wire::new(service);
        (Sender::in_process(wire).build().unwrap(), customer, sent)
    }

    #[tokio::test]
    async fn a_request_tells_where_its_callbacks_go() {
        let (sender, customer, sent) = customer();
        let urls = Seen::default();
        let shop = Shop {
            sender,
            urls: urls.clone(),
        };
        let client = Client::in_process(Server::new(shop).into_service());
        let client = client.build().unwrap();
        let body = order::RequestBody::new("https://customer/mine/shipped?key=1").id(7);
        let call = client.order(body).header("x-failed", "https://customer/no");
        call.await.unwrap();
        assert_eq!(sent.one().line, "POST /mine/shipped?key=1");
        assert_eq!(customer.0.one(), "p1");
        let [shipped, failed, order_failed] = urls.one();
        let url = "https://customer/mine/shipped?key=1";
        assert_eq!(shipped.as_deref(), Some(url));
        // The query has no `tenant`.
        assert_eq!(failed, None);
        assert_eq!(order_failed.as_deref(), Some("https://customer/no"));
    }

    #[tokio::test]
    async fn callbacks_have_paths_of_their_own() {
        let (sender, customer, sent) = customer();
        let call = sender.failed("http://customer/failed").body("why");
        call.await.unwrap();
        let sent = sent.one();
        assert_eq!(sent.line, "POST /failed");
        assert_eq!(sent.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(customer.0.one(), r#"failed: Some("why")"#);
        let other = sender.order_failed("http://customer/order_failed").await;
        assert!(other.unwrap_err().to_string().contains("501"));
        assert_eq!(give_back_failed::INFO.path, "/giveBack_failed");
    }
}
