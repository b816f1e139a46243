//! Operations: names that clash, several tags, more arguments than a function should take.

/// `operation-names.yaml`
mod names {
    use std::convert::Infallible;
    use std::time::Duration;

    use generated::operation_names::client::Client;
    use generated::operation_names::server::{Api, Context, N2fa, PetsOwners, Server, Untagged};
    use generated::operation_names::types::operations::{
        builder, get_a, get_a_2, get_pets_by_id, request, r#type,
    };
    use oaspen_runtime::private::v1::Method;

    use crate::live_features::{Seen, Sent, Wire, check_problem, header};

    #[derive(Clone, Default)]
    struct Names(Seen<String>);

    impl Names {
        fn note<P>(&self, context: &Context<P>, text: impl Into<String>) {
            let operation = context.operation();
            self.0.note(format!(
                "{} {} {}: {}",
                operation.id,
                operation.method,
                operation.path,
                text.into()
            ));
        }
    }

    impl Api for Names {
        type Error = Infallible;
    }

    impl PetsOwners for Names {
        async fn get_pets_by_id(
            &self,
            context: &Context<()>,
            request: get_pets_by_id::Request,
        ) -> Result<get_pets_by_id::Response, Infallible> {
            self.note(context, request.id);
            Ok(get_pets_by_id::Response::NoContent)
        }
    }

    impl N2fa for Names {
        async fn get_a_2(
            &self,
            context: &Context<()>,
            _: get_a_2::Request,
        ) -> Result<get_a_2::Response, Infallible> {
            self.note(context, "get_a_2");
            Ok(get_a_2::Response::NoContent)
        }

        async fn r#type(
            &self,
            context: &Context<()>,
            _: r#type::Request,
        ) -> Result<r#type::Response, Infallible> {
            self.note(context, "type");
            Ok(r#type::Response::NoContent)
        }
    }

    impl Untagged for Names {
        async fn request(
            &self,
            context: &Context<()>,
            _: request::Request,
        ) -> Result<request::Response, Infallible> {
            self.note(context, "request");
            Ok(request::Response::NoContent)
        }

        async fn get_a(
            &self,
            context: &Context<()>,
            _: get_a::Request,
        ) -> Result<get_a::Response, Infallible> {
            self.note(context, "get_a");
            Ok(get_a::Response::NoContent)
        }

        async fn builder(
            &self,
            context: &Context<()>,
            request: builder::Request,
        ) -> Result<builder::Response, Infallible> {
            let builder::Request {
                header,
                timeout,
                body,
                x_send,
            } = request;
            self.note(
                context,
                format!("{header:?} {timeout:?} {body:?} {x_send:?}"),
            );
            Ok(builder::Response::NoContent)
        }
    }

    fn client() -> (Client, Names, Seen<Sent>) {
        let api = Names::default();
        let (wire, sent) = Wire::new(Server::new(api.clone()).into_service());
        (Client::in_process(wire).build().unwrap(), api, sent)
    }

    #[tokio::test]
    async fn every_operation_has_a_method_of_its_own() {
        let (client, api, _) = client();
        client.get_pets_by_id("é/").await.unwrap();
        assert_eq!(api.0.one(), "get_pets_by_id GET /pets/{id}: é/");
        client.request_2().await.unwrap();
        assert_eq!(api.0.one(), "request GET /a: request");
        client.get_a().await.unwrap();
        assert_eq!(api.0.one(), "get-A PUT /a: get_a");
        client.get_a_2().await.unwrap();
        assert_eq!(api.0.one(), "get_a POST /a: get_a_2");
        client.r#type().await.unwrap();
        assert_eq!(api.0.one(), "type DELETE /a: type");
        client.builder_2().await.unwrap();
        assert_eq!(api.0.one(), "builder GET /b: None None None None");
    }

    #[tokio::test]
    async fn parameters_and_options_of_a_call_are_told_apart() {
        let (client, api, sent) = client();
        let call = client
            .builder_2()
            .with_header("h")
            .with_timeout(3)
            .body("b")
            .x_send("s");
        call.header("X-Own", "o")
            .timeout(Duration::from_secs(60))
            .await
            .unwrap();
        let sent = sent.one();
        assert_eq!(sent.line, "GET /b?header=h&timeout=3&body=b");
        assert_eq!((sent.header("x-send"), sent.header("x-own")), ("s", "o"));
        assert_eq!(
            api.0.one(),
            "builder GET /b: Some(\"h\") Some(3) Some(\"b\") Some(\"s\")"
        );
    }

    #[tokio::test]
    async fn the_methods_of_a_path_stand_together() {
        let (client, api, _) = client();
        let allow = "GET, PUT, POST, DELETE, HEAD, OPTIONS";
        let mut told: Vec<&str> = allow.split(", ").collect();
        told.sort_unstable();
        let answer = client.request(Method::PATCH, "/a").await.unwrap();
        let mut given: Vec<&str> = header(&answer, "allow").split(", ").collect();
        given.sort_unstable();
        assert_eq!((answer.status().as_u16(), given), (405, told));
        assert_eq!(
            client.request(Method::HEAD, "/a").await.unwrap().status(),
            204
        );
        assert_eq!(api.0.one(), "request GET /a: request");
        let answer = client.request(Method::GET, "/pets/1/2").await.unwrap();
        check_problem(&answer, 404, "there is nothing at this path", "");
    }

    #[tokio::test]
    async fn a_call_may_outlive_its_client() {
        let (client, api, _) = client();
        let sending = client.get_pets_by_id("1").send();
        drop(client);
        tokio::spawn(sending).await.unwrap().unwrap();
        assert_eq!(api.0.one(), "get_pets_by_id GET /pets/{id}: 1");
    }
}

/// `operation-many-arguments.yaml`
mod many_arguments {
    use std::convert::Infallible;

    use generated::operation_many_arguments::client::Client;
    use generated::operation_many_arguments::server::{Api, Context, Server, Untagged};
    use generated::operation_many_arguments::types::operations::many::{
        Request, RequestRequired, Response,
    };
    use generated::operation_many_arguments::types::{Many, ManyRequired};
    use oaspen_runtime::json::{from_str, to_string};

    use crate::live_features::{Seen, Wire};

    #[derive(Clone, Default)]
    struct Eight(Seen<Request>);

    impl Api for Eight {
        type Error = Infallible;
    }

    impl Untagged for Eight {
        async fn many(&self, _: &Context<()>, request: Request) -> Result<Response, Infallible> {
            self.0.note(request);
            Ok(Response::NoContent)
        }
    }

    #[tokio::test]
    async fn required_arguments_have_names() {
        let api = Eight::default();
        let (wire, sent) = Wire::new(Server::new(api.clone()).into_service());
        let client = Client::in_process(wire).build().unwrap();
        let [a, b, c, d, e, f, g, h] = ["1", "2", "3", "4", "5", "6", "7", "8"].map(str::to_owned);
        let request = Request::new(RequestRequired {
            h: h.into(),
            g,
            f,
            e,
            d,
            c,
            b,
            a,
        });
        assert_eq!(client.many(request.clone()).await.unwrap().status(), 204);
        assert_eq!(sent.one().line, "GET /1/2/3/4/5/6/7/8");
        assert_eq!(api.0.one(), request);
    }

    #[test]
    fn required_fields_have_names() {
        let [a, b, c, d, e, f] = ["1", "2", "3", "4", "5", "6"].map(str::to_owned);
        let many = Many::new(ManyRequired {
            h: true,
            g: 7,
            f,
            e,
            d,
            c,
            b,
            a,
        });
        let text = r#"{"a":"1","b":"2","c":"3","d":"4","e":"5","f":"6","g":7,"h":true}"#;
        assert_eq!(to_string(&many), text);
        assert_eq!(from_str::<Many>(text).unwrap(), many);
    }
}

/// `operation-methods.yaml`
mod methods {
    use std::convert::Infallible;

    use generated::operation_methods::client::Client;
    use generated::operation_methods::server::{Api, Context, Server, Untagged};
    use generated::operation_methods::types::Properties;
    use generated::operation_methods::types::operations::{
        copy_file, propfind_files_by_name, query_file, read_file, search_all, take_lock,
    };
    use oaspen_runtime::private::v1::Method;

    use crate::live_features::{Wire, header, serve};

    #[derive(Clone)]
    struct Files;

    impl Api for Files {
        type Error = Infallible;
    }

    /// What a handler knows of who called it.
    fn called(context: &Context<()>, rest: &str) -> String {
        assert_eq!(context.method(), context.operation().method);
        format!("{} {rest}", context.operation().method)
    }

    impl Untagged for Files {
        async fn read_file(
            &self,
            context: &Context<()>,
            request: read_file::Request,
        ) -> Result<read_file::Response, Infallible> {
            Ok(called(context, &request.name).into())
        }

        async fn query_file(
            &self,
            context: &Context<()>,
            request: query_file::Request,
        ) -> Result<query_file::Response, Infallible> {
            Ok(called(context, &request.body).into())
        }

        async fn copy_file(
            &self,
            context: &Context<()>,
            request: copy_file::Request,
        ) -> Result<copy_file::Response, Infallible> {
            assert_eq!(called(context, &request.destination), "COPY /files/b");
            Ok(copy_file::Response::Created)
        }

        async fn propfind_files_by_name(
            &self,
            context: &Context<()>,
            request: propfind_files_by_name::Request,
        ) -> Result<propfind_files_by_name::Response, Infallible> {
            Ok(Properties::new(called(context, &request.name)).into())
        }

        async fn search_all(
            &self,
            context: &Context<()>,
            request: search_all::Request,
        ) -> Result<search_all::Response, Infallible> {
            Ok(vec![called(context, &request.body.author)].into())
        }

        async fn take_lock(
            &self,
            context: &Context<()>,
            _: take_lock::Request,
        ) -> Result<take_lock::Response, Infallible> {
            assert_eq!(called(context, ""), "lock ");
            Ok(take_lock::Response::NoContent)
        }
    }

    #[tokio::test]
    async fn are_sent_and_served_as_they_are_written() {
        let (wire, sent) = Wire::new(Server::new(Files).into_service());
        let client = Client::in_process(wire).build().unwrap();
        assert_eq!(*client.read_file("a").await.unwrap(), "GET a");
        assert_eq!(*client.query_file("a", "b").await.unwrap(), "QUERY b");
        let copied = client.copy_file("a", "/files/b").await.unwrap();
        assert_eq!(copied.status(), 201);
        let found = client.propfind_files_by_name("a").await.unwrap();
        assert_eq!(
            (found.status().as_u16(), found.author.as_str()),
            (207, "PROPFIND a")
        );
        let names = client.search_all("a", Properties::new("c")).await.unwrap();
        assert_eq!(*names, ["SEARCH-ALL c"]);
        assert_eq!(client.take_lock().await.unwrap().status(), 204);
        let sent = std::mem::take(&mut *sent.0.lock().unwrap());
        let lines: Vec<String> = sent.into_iter().map(|one| one.line).collect();
        assert_eq!(
            lines,
            [
                "GET /files/a",
                "QUERY /files/a",
                "COPY /files/a",
                "PROPFIND /files/a",
                "SEARCH-ALL /files/a",
                "lock /locks"
            ]
        );
    }

    /// Methods are told apart by case, and `Allow` lists them.
    #[tokio::test]
    async fn travel_over_a_socket_and_are_told_apart() {
        let url = serve(Server::new(Files).into_service()).await;
        let client = Client::builder(url).build().unwrap();
        let found = client.propfind_files_by_name("a").await.unwrap();
        assert_eq!(found.author, "PROPFIND a");
        let other = Method::from_bytes(b"LOCK").unwrap();
        let refused = client.request(other, "/locks").await.unwrap();
        assert_eq!(refused.status(), 405);
        assert_eq!(header(&refused, "allow"), "lock, OPTIONS");
    }
}
