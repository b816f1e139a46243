//! Parameters: each place, each style, absent and empty values, what no style can spell, and what a
//! server refuses.

/// `param-query.yaml`
mod query {
    use std::convert::Infallible;

    use generated::param_query::client::{Client, Error};
    use generated::param_query::server::{Api, Context, Server, Untagged};
    use generated::param_query::types::operations::search::{Filter, Request, Response};
    use oaspen_runtime::private::v1::Method;
    use oaspen_runtime::types::Map;

    use crate::live_features::{Seen, Sent, Wire, check_problem, header};

    #[derive(Clone, Default)]
    struct Index(Seen<Request>);

    impl Api for Index {
        type Error = Infallible;
    }

    impl Untagged for Index {
        async fn search(
            &self,
            context: &Context<()>,
            request: Request,
        ) -> Result<Response, Infallible> {
            self.0.note(request);
            Ok(vec![
                context.method().to_string(),
                context.operation().id.to_owned(),
            ]
            .into())
        }
    }

    fn client() -> (Client, Index, Seen<Sent>) {
        let api = Index::default();
        let (wire, sent) = Wire::new(Server::new(api.clone()).into_service());
        (Client::in_process(wire).build().unwrap(), api, sent)
    }

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(ToString::to_string).collect()
    }

    #[tokio::test]
    async fn every_style_goes_there_and_back() {
        let (client, api, sent) = client();
        let filter = Filter::new().min(-1).colour("dark=red&[x]");
        let pairs = Map::from_iter([("k".to_owned(), "ü \"&".to_owned())]);
        let call = client.search("a&b=c/é +#?%");
        let call = call
            .limit(-5)
            .tag(texts(&["x", "a,b", "ü", ""]))
            .ids(vec![1, -2, i64::MAX]);
        let call = call
            .spaced(texts(&["a", "b,c|d"]))
            .piped(texts(&["a", "b,c d"]));
        let call = call
            .filter(filter.clone())
            .path("/a/b?c=d:e@f&g#h+i%")
            .r#where(pairs.clone());
        assert_eq!(*call.await.unwrap(), ["GET", "search"]);
        assert_eq!(
            sent.one().line,
            "GET /search?q=a%26b%3Dc%2F%C3%A9%20%2B%23%3F%25&limit=-5\
             &tag=x&tag=a%2Cb&tag=%C3%BC&tag=&ids=1,-2,9223372036854775807\
             &spaced=a%20b%2Cc%7Cd&piped=a%7Cb%2Cc%20d\
             &filter%5Bmin%5D=-1&filter%5Bcolour%5D=dark%3Dred%26%5Bx%5D\
             &path=/a/b?c=d:e@f%26g%23h%2Bi%25&where=%7B%22k%22%3A%22%C3%BC%20%5C%22%26%22%7D"
        );
        assert_eq!(
            api.0.one(),
            Request {
                q: "a&b=c/é +#?%".to_owned(),
                limit: Some(-5),
                tag: Some(texts(&["x", "a,b", "ü", ""])),
                ids: Some(vec![1, -2, i64::MAX]),
                spaced: Some(texts(&["a", "b,c|d"])),
                piped: Some(texts(&["a", "b,c d"])),
                filter: Some(filter),
                path: Some("/a/b?c=d:e@f&g#h+i%".to_owned()),
                r#where: Some(pairs),
            }
        );
    }

    #[tokio::test]
    async fn absent_and_empty_are_told_apart_where_the_wire_can() {
        let (client, api, sent) = client();
        client.search("").await.unwrap();
        assert_eq!(sent.one().line, "GET /search?q=");
        assert_eq!(api.0.one(), Request::new(""));
        // RFC 6570 §2.3: an empty list is undefined, so it is not sent; an empty text is.
        let call = client
            .search("x")
            .tag(Vec::new())
            .ids(Vec::new())
            .spaced(Vec::new());
        call.filter(Filter::new())
            .path("")
            .r#where(Map::new())
            .await
            .unwrap();
        assert_eq!(sent.one().line, "GET /search?q=x&path=&where=%7B%7D");
        assert_eq!(api.0.one(), Request::new("x").path("").r#where(Map::new()));
        client
            .search("x")
            .tag(texts(&["a"]))
            .ids(vec![7])
            .piped(texts(&[""]))
            .await
            .unwrap();
        assert_eq!(sent.one().line, "GET /search?q=x&tag=a&ids=7&piped=");
        assert_eq!(
            api.0.one(),
            Request::new("x")
                .tag(texts(&["a"]))
                .ids(vec![7])
                .piped(texts(&[""]))
        );
    }

    #[tokio::test]
    async fn a_delimiter_inside_an_item_is_not_sent() {
        let (client, api, _) = client();
        let call = client
            .search("x")
            .spaced(texts(&["a b"]))
            .piped(texts(&["a|b"]));
        let error = call.await.unwrap_err();
        assert!(!error.is_retryable());
        let Error::Request(error) = error else {
            panic!("{error}")
        };
        assert_eq!(
            error.faults(),
            [
                "parameter `spaced` has an item with ` `, which separates items",
                "parameter `piped` has an item with `|`, which separates items",
            ]
        );
        api.0.none();
    }

    async fn check(query: &str, detail: &str, violation: &str) {
        let (client, api, _) = client();
        let answer = client
            .request(Method::GET, &format!("/search?{query}"))
            .await
            .unwrap();
        check_problem(
            &answer,
            400,
            &format!("query parameter {detail}"),
            violation,
        );
        api.0.none();
    }

    #[tokio::test]
    async fn what_is_no_such_parameter_is_refused() {
        check("limit=1", "`q`: is missing", "query q missing").await;
        check("q=%FF", "`q`: is not UTF-8", "query q syntax").await;
        check("q=a&q=b", "`q`: is given more than once", "query q syntax").await;
        check(
            "q=a&limit=ten",
            "`limit`: expected an integer, found the string \"ten\"",
            "query limit type",
        )
        .await;
        check(
            "q=a&limit=",
            "`limit`: expected an integer, found the string \"\"",
            "query limit type",
        )
        .await;
        let range = "`limit`: expected an integer from -2147483648 to 2147483647, found the string \"2147483648\"";
        check("q=a&limit=2147483648", range, "query limit range").await;
        check(
            "q=a&ids=1,,2",
            "`ids`/1: expected an integer, found the string \"\"",
            "query ids/1 type",
        )
        .await;
        check(
            "q=a&filter[min]=x",
            "`filter`/min: expected an integer, found the string \"x\"",
            "query filter/min type",
        )
        .await;
        check(
            "q=a&where=%7B%22k%22%3A1%7D",
            "`where`/k: expected a string, found the number 1",
            "query where/k type",
        )
        .await;
    }

    #[tokio::test]
    async fn other_spellings_mean_the_same() {
        let (client, api, _) = client();
        let path = "/search?%71=a+b&ids=1&ids=2,3&spaced=a+b&piped=a|b&filter[colour]=r&filter%5Bmin%5D=1&other=1&";
        client.request(Method::GET, path).await.unwrap();
        let expected = Request::new("a b")
            .ids(vec![1, 2, 3])
            .spaced(texts(&["a", "b"]))
            .piped(texts(&["a", "b"]));
        assert_eq!(
            api.0.one(),
            expected.filter(Filter::new().min(1).colour("r"))
        );
        // An empty text is no integer, so that it is no item; it is one of a list of texts.
        let path = "/search?q=a&ids=&tag=";
        client.request(Method::GET, path).await.unwrap();
        let expected = Request::new("a").ids(vec![]).tag(texts(&[""]));
        assert_eq!(api.0.one(), expected);
    }

    #[tokio::test]
    async fn head_is_get_without_content() {
        let (client, api, _) = client();
        let answer = client.request(Method::HEAD, "/search?q=x").await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.len()), (200, 0));
        assert_eq!(header(&answer, "content-type"), "application/json");
        assert_eq!(
            header(&answer, "content-length"),
            r#"["HEAD","search"]"#.len().to_string()
        );
        assert_eq!(api.0.one(), Request::new("x"));
        let answer = client.request(Method::OPTIONS, "/search").await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), header(&answer, "allow")),
            (204, "GET, HEAD, OPTIONS")
        );
        let answer = client.request(Method::DELETE, "/search?q=x").await.unwrap();
        check_problem(&answer, 405, "this path answers to GET, HEAD, OPTIONS", "");
        api.0.none();
    }
}

/// `param-path.yaml`
mod path {
    use std::convert::Infallible;

    use generated::param_path::client::{Client, Error};
    use generated::param_path::server::{Api, Context, Server, Untagged};
    use generated::param_path::types::operations::{get_photo, get_styles};
    use oaspen_runtime::private::v1::Method;

    use crate::live_features::{Seen, Sent, Wire, check_problem};

    #[derive(Clone, Default)]
    struct Photos {
        photos: Seen<get_photo::Request>,
        styles: Seen<get_styles::Request>,
    }

    impl Api for Photos {
        type Error = Infallible;
    }

    impl Untagged for Photos {
        async fn get_photo(
            &self,
            _: &Context<()>,
            request: get_photo::Request,
        ) -> Result<get_photo::Response, Infallible> {
            let text = format!("{} {} {}", request.pet_id, request.size, request.format);
            self.photos.note(request);
            Ok(text.into())
        }

        async fn get_styles(
            &self,
            _: &Context<()>,
            request: get_styles::Request,
        ) -> Result<get_styles::Response, Infallible> {
            self.styles.note(request);
            Ok(get_styles::Response::NoContent)
        }
    }

    fn client() -> (Client, Photos, Seen<Sent>) {
        let api = Photos::default();
        let service = Server::new(api.clone()).base_path("/v1/").into_service();
        let (wire, sent) = Wire::new(service);
        let client = Client::in_process(wire).base_url("http://localhost/v1/");
        (client.build().unwrap(), api, sent)
    }

    #[tokio::test]
    async fn several_parameters_share_a_segment() {
        let (client, api, sent) = client();
        let photo = client
            .get_photo(i64::MIN, "small", "p/n g.é%?#;=")
            .await
            .unwrap();
        assert_eq!(*photo, "-9223372036854775808 small p/n g.é%?#;=");
        let path = "GET /v1/pets/-9223372036854775808/photos/small.p%2Fn%20g.%C3%A9%25%3F%23%3B%3D";
        assert_eq!(sent.one().line, path);
        let request = get_photo::Request::new(i64::MIN, get_photo::Size::Small, "p/n g.é%?#;=");
        assert_eq!(api.photos.one(), request);
    }

    #[tokio::test]
    async fn each_style_goes_there_and_back() {
        let (client, api, sent) = client();
        let simple: Vec<String> = ["a,b", "c/d", "é", ""].map(str::to_owned).into();
        client
            .get_styles(simple.clone(), -5, vec![1, -2])
            .await
            .unwrap();
        assert_eq!(
            sent.one().line,
            "GET /v1/styles/a%2Cb,c%2Fd,%C3%A9,/.-5/;matrix=1;matrix=-2"
        );
        assert_eq!(
            api.styles.one(),
            get_styles::Request::new(simple, -5, vec![1, -2])
        );
    }

    #[tokio::test]
    async fn what_would_name_another_path_is_not_sent() {
        let (client, _, sent) = client();
        let empty = "parameter `format` is empty, which would name another path";
        let error = client.get_photo(1, "small", "").await.unwrap_err();
        assert!(
            matches!(&error, Error::Request(error) if error.faults() == [empty]),
            "{error}"
        );
        for simple in [vec![], vec![String::new()], vec!["..".to_owned()]] {
            let error = client.get_styles(simple, 1, vec![1]).await.unwrap_err();
            assert!(
                matches!(&error, Error::Request(error) if error.faults().len() == 1),
                "{error}"
            );
        }
        sent.none();
    }

    #[tokio::test]
    async fn the_server_refuses_what_the_document_does_not_list() {
        let (client, api, _) = client();
        // A client of a newer document may know more sizes, so ours lets it pass.
        let error = client.get_photo(1, "huge", "png").await.unwrap_err();
        let Error::Unexpected(answer) = error else {
            panic!("{error}")
        };
        assert_eq!(
            (answer.status().as_u16(), answer.operation()),
            (400, "getPhoto")
        );
        let get = |path: &'static str| client.request(Method::GET, path);
        let detail = "path parameter `size`: expected one of \"small\", \"large\", found the string \"huge\"";
        check_problem(
            &get("/pets/1/photos/huge.png").await.unwrap(),
            400,
            detail,
            "path size unknown-value",
        );
        let detail = "path parameter `petId`: expected an integer, found the string \"one\"";
        check_problem(
            &get("/pets/one/photos/small.png").await.unwrap(),
            400,
            detail,
            "path petId type",
        );
        let detail = "path parameter `label`: does not begin with `.`";
        check_problem(
            &get("/styles/a/1/;matrix=1").await.unwrap(),
            400,
            detail,
            "path label syntax",
        );
        let detail = "path parameter `matrix`/1: expected an integer, found the string \"x\"";
        check_problem(
            &get("/styles/a/.1/;matrix=1;matrix=x").await.unwrap(),
            400,
            detail,
            "path matrix/1 type",
        );
        for path in [
            "/pets/1/photos/small",
            "/pets//photos/small.png",
            "/pets/1/photos/.png",
            "/styles/a/.1",
        ] {
            check_problem(
                &get(path).await.unwrap(),
                404,
                "there is nothing at this path",
                "",
            );
        }
        api.photos.none();
        api.styles.none();
    }

    #[tokio::test]
    async fn the_base_path_must_be_there() {
        let service = Server::new(Photos::default())
            .base_path("/v1")
            .into_service();
        let client = Client::in_process(service).build().unwrap();
        for path in [
            "/pets/1/photos/small.png",
            "/v1pets/1/photos/small.png",
            "/v1",
        ] {
            assert_eq!(
                client.request(Method::GET, path).await.unwrap().status(),
                404,
                "{path}"
            );
        }
        let answer = client
            .request(Method::GET, "/v1/pets/1/photos/small.png")
            .await
            .unwrap();
        assert_eq!(answer.into_inner(), "1 small png");
    }
}

/// `param-header-cookie.yaml`
mod header_cookie {
    use std::convert::Infallible;

    use generated::param_header_cookie::client::{Client, Error};
    use generated::param_header_cookie::server::{Api, Context, Server, Untagged};
    use generated::param_header_cookie::types::operations::get_session::{Request, Response};
    use oaspen_runtime::private::v1::Method;
    use oaspen_runtime::types::Map;

    use crate::live_features::{Seen, Sent, Wire, check_problem};

    #[derive(Clone, Default)]
    struct Sessions(Seen<Request>);

    impl Api for Sessions {
        type Error = Infallible;
    }

    impl Untagged for Sessions {
        async fn get_session(
            &self,
            _: &Context<()>,
            request: Request,
        ) -> Result<Response, Infallible> {
            let entries = [("trace", &request.x_trace), ("session", &request.session)];
            let map: Map<String> = entries
                .map(|(key, value)| (key.to_owned(), value.clone()))
                .into_iter()
                .collect();
            self.0.note(request);
            Ok(map.into())
        }
    }

    fn client() -> (Client, Sessions, Seen<Sent>) {
        let api = Sessions::default();
        let (wire, sent) = Wire::new(Server::new(api.clone()).into_service());
        (Client::in_process(wire).build().unwrap(), api, sent)
    }

    #[tokio::test]
    async fn headers_and_cookies_go_there_and_back() {
        let (client, api, sent) = client();
        let call = client
            .get_session("a, b=é", "s;=, \"é%")
            .x_ids(vec![1, -2])
            .theme("dark");
        let session = call.await.unwrap().into_inner();
        let expected = [("trace", "a, b=é"), ("session", "s;=, \"é%")];
        assert_eq!(
            session
                .iter()
                .map(|(key, value)| (key.as_str(), value.as_str()))
                .collect::<Vec<_>>(),
            expected
        );
        let sent = sent.one();
        assert_eq!(
            (sent.header("x-trace"), sent.header("x-ids")),
            ("a, b=é", "1,-2")
        );
        assert_eq!(
            sent.header("cookie"),
            "session=s%3B%3D%2C%20%22%C3%A9%25; theme=dark"
        );
        assert_eq!(
            api.0.one(),
            Request::new("a, b=é", "s;=, \"é%")
                .x_ids(vec![1, -2])
                .theme("dark")
        );
    }

    #[tokio::test]
    async fn absent_ones_are_not_sent() {
        let (client, api, sent) = client();
        client.get_session("t", "").x_ids(Vec::new()).await.unwrap();
        let sent = sent.one();
        assert_eq!(sent.headers.get("x-ids"), None);
        assert_eq!(sent.header("cookie"), "session=");
        assert_eq!(api.0.one(), Request::new("t", ""));
    }

    #[tokio::test]
    async fn a_line_end_is_not_sent() {
        let (client, _, sent) = client();
        let error = client.get_session("t\r\nX-Evil: 1", "s").await.unwrap_err();
        let fault = "parameter `X-Trace` has characters that may not stand there";
        assert!(
            matches!(&error, Error::Request(error) if error.faults() == [fault]),
            "{error}"
        );
        sent.none();
    }

    #[tokio::test]
    async fn a_call_sets_headers_of_its_own() {
        let (client, api, sent) = client();
        client
            .get_session("t", "s")
            .header("X-Trace", "mine")
            .header("X-More", "1")
            .await
            .unwrap();
        assert_eq!(sent.one().header("x-more"), "1");
        assert_eq!(api.0.one().x_trace, "mine");
    }

    #[tokio::test]
    async fn what_is_no_such_parameter_is_refused() {
        let (client, api, _) = client();
        let get = || {
            client
                .request(Method::GET, "/session")
                .header("X-Trace", "t")
        };
        let detail = "cookie parameter `session`: is missing";
        check_problem(
            &get().header("cookie", "Session=s; theme=x").await.unwrap(),
            400,
            detail,
            "cookie session missing",
        );
        let ids = get().header("cookie", "session=s").header("x-ids", "1, x");
        let detail = "header parameter `X-Ids`/1: expected an integer, found the string \"x\"";
        check_problem(&ids.await.unwrap(), 400, detail, "header X-Ids/1 type");
        let answer = client
            .request(Method::GET, "/session")
            .header("cookie", "session=s")
            .await
            .unwrap();
        check_problem(
            &answer,
            400,
            "header parameter `X-Trace`: is missing",
            "header X-Trace missing",
        );
        api.0.none();
        get()
            .header("cookie", "other=1;session=\"a%20b\"")
            .header("x-ids", "1 , 2")
            .await
            .unwrap();
        assert_eq!(api.0.one(), Request::new("t", "a b").x_ids(vec![1, 2]));
        get()
            .header("cookie", "session=s")
            .header("x-ids", "")
            .await
            .unwrap();
        assert_eq!(api.0.one(), Request::new("t", "s").x_ids(vec![]));
    }
}

mod exploded_object {
    use std::convert::Infallible;

    use generated::param_exploded_object::client::Client;
    use generated::param_exploded_object::server::{
        Api, ApiKey, AuthError, AuthRequest, Authenticator, Context, Server, Untagged,
    };
    use generated::param_exploded_object::types::operations::{find, search};
    use oaspen_runtime::types::Map;

    use crate::live_features::Seen;

    #[derive(Clone, Default)]
    struct Index(Seen<search::Request>);

    impl Api for Index {
        type Principal = String;
        type Error = Infallible;
    }

    impl Untagged for Index {
        async fn search(
            &self,
            _: &Context<String>,
            request: search::Request,
        ) -> Result<search::Response, Infallible> {
            self.0.note(request);
            Ok(search::Response::NoContent)
        }

        async fn find(
            &self,
            _: &Context<()>,
            _: find::Request,
        ) -> Result<find::Response, Infallible> {
            Ok(find::Response::NoContent)
        }
    }

    struct Keys;

    impl Authenticator for Keys {
        type Principal = String;

        async fn key(&self, _: &AuthRequest<'_>, _: ApiKey<'_>) -> Result<String, AuthError> {
            Ok(String::new())
        }
    }

    #[tokio::test]
    async fn neither_other_parameters_nor_keys_are_its_own() {
        let api = Index::default();
        let service = Server::new(api.clone(), Keys).into_service();
        let client = Client::in_process(service).key("secret").build().unwrap();
        let filter = Map::from_iter([("colour".to_owned(), "red".to_owned())]);
        client.search(filter.clone()).limit(3).await.unwrap();
        assert_eq!(api.0.one(), search::Request::new(filter).limit(3));
    }
}

#[test]
fn what_is_documented_is_set_as_before() {
    use generated::docs_of_parameters::types::operations::list::Request;

    let request = Request::new(vec!["a".to_owned()]).limit(50);
    assert_eq!((request.limit, request.names.len()), (Some(50), 1));
}

/// `param-query-undefined.yaml`
mod query_undefined {
    use std::convert::Infallible;

    use generated::param_query_undefined::client::Client;
    use generated::param_query_undefined::server::{Api, Context, Server, Untagged};
    use generated::param_query_undefined::types::operations::list_charges::{
        self, Created, CreatedBranch1, ItemsItem,
    };
    use generated::param_query_undefined::types::operations::list_charges_beta;

    use crate::live_features::{Seen, Sent, Wire};

    #[derive(Clone, Default)]
    struct Charges(Seen<list_charges::Request>);

    impl Api for Charges {
        type Error = Infallible;
    }

    impl Untagged for Charges {
        async fn list_charges(
            &self,
            _: &Context<()>,
            request: list_charges::Request,
        ) -> Result<list_charges::Response, Infallible> {
            self.0.note(request);
            Ok("stable".to_owned().into())
        }

        async fn list_charges_beta(
            &self,
            _: &Context<()>,
            request: list_charges_beta::Request,
        ) -> Result<list_charges_beta::Response, Infallible> {
            Ok(format!("beta {:?}", request.limit).into())
        }
    }

    fn client() -> (Client, Charges, Seen<Sent>) {
        let api = Charges::default();
        let (wire, sent) = Wire::new(Server::new(api.clone()).into_service());
        (Client::in_process(wire).build().unwrap(), api, sent)
    }

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(ToString::to_string).collect()
    }

    #[tokio::test]
    async fn what_is_left_open_goes_there_and_back() {
        let (client, api, sent) = client();
        let items = vec![
            ItemsItem::new("a").tags(texts(&["x", "y"])),
            ItemsItem::new("b").tags(texts(&["z"])),
        ];
        let call = client
            .list_charges()
            .expand(texts(&["customer"]))
            .created(CreatedBranch1::new(3))
            .items(items.clone())
            .until(7)
            .spaced(texts(&["c d", "e"]));
        assert_eq!(*call.await.unwrap(), "stable");
        assert_eq!(
            sent.one().line,
            "GET /charges?expand%5B%5D=customer&created%5Bfrom%5D=3\
             &items%5B0%5D%5Bprice%5D=a&items%5B0%5D%5Btags%5D%5B%5D=x\
             &items%5B0%5D%5Btags%5D%5B%5D=y&items%5B1%5D%5Bprice%5D=b\
             &items%5B1%5D%5Btags%5D%5B%5D=z&until=7&spaced=c%20d&spaced=e"
        );
        assert_eq!(
            api.0.one(),
            list_charges::Request {
                expand: Some(texts(&["customer"])),
                created: Some(CreatedBranch1::new(3).into()),
                items: Some(items),
                until: Some(7),
                spaced: Some(texts(&["c d", "e"])),
            }
        );
    }

    #[tokio::test]
    async fn text_beside_an_object_has_no_brackets() {
        let (client, api, sent) = client();
        client.list_charges().created(5).await.unwrap();
        assert_eq!(sent.one().line, "GET /charges?created=5");
        assert_eq!(api.0.one().created, Some(Created::Integer(5)));
    }

    #[tokio::test]
    async fn a_query_in_the_path_tells_operations_apart() {
        let (client, _, sent) = client();
        let answer = client.list_charges_beta().limit(2).await.unwrap();
        assert_eq!(*answer, "beta Some(2)");
        assert_eq!(sent.one().line, "GET /charges?beta=true&limit=2");
    }
}
