//! Parameters at their edges: several in one segment, empty values, cookies as they are.

/// `param-segments.yaml`
mod segments {
    use std::convert::Infallible;

    use generated::param_segments::client::Client;
    use generated::param_segments::server::{Api, Context, Server, Untagged};
    use generated::param_segments::types::operations::{
        cancel_job, get_file, get_release, get_root,
    };

    use crate::live_features::{Wire, serve};

    #[derive(Clone)]
    struct Echo;

    impl Api for Echo {
        type Error = Infallible;
    }

    impl Untagged for Echo {
        async fn get_file(
            &self,
            _: &Context<()>,
            request: get_file::Request,
        ) -> Result<get_file::Response, Infallible> {
            Ok(format!("{}|{}", request.name, request.extension).into())
        }

        async fn cancel_job(
            &self,
            _: &Context<()>,
            request: cancel_job::Request,
        ) -> Result<cancel_job::Response, Infallible> {
            Ok(format!("{}|{}", request.group, request.id).into())
        }

        async fn get_release(
            &self,
            _: &Context<()>,
            request: get_release::Request,
        ) -> Result<get_release::Response, Infallible> {
            Ok(format!("{}|{}", request.major.join(" "), request.minor).into())
        }

        async fn get_root(
            &self,
            _: &Context<()>,
            request: get_root::Request,
        ) -> Result<get_root::Response, Infallible> {
            Ok(request.id.into())
        }
    }

    #[tokio::test]
    async fn each_ends_where_it_should() {
        let (wire, sent) = Wire::new(Server::new(Echo).into_service());
        let client = Client::in_process(wire).build().unwrap();
        let file = client.get_file("a.b%20/é", "tar.gz").await.unwrap();
        assert_eq!(*file, "a.b%20/é|tar.gz");
        assert_eq!(sent.one().line, "GET /files/a%2Eb%2520%2F%C3%A9.tar.gz");
        let job = client.cancel_job("a/b", "1:cancel").await.unwrap();
        assert_eq!(*job, "a/b|1:cancel");
        assert_eq!(sent.one().line, "POST /jobs/a%2Fb/1%3Acancel:cancel");
        let majors = vec!["1-2".to_owned(), "3,4".to_owned()];
        let release = client.get_release(majors, "5-x").await.unwrap();
        assert_eq!(*release, "1-2 3,4|5-x");
        assert_eq!(sent.one().line, "GET /releases/v1%2D2,3%2C4-5-x-x");
    }

    #[tokio::test]
    async fn a_name_that_occurs_twice_has_one_value() {
        let (wire, sent) = Wire::new(Server::new(Echo).into_service());
        let client = Client::in_process(wire).build().unwrap();
        assert_eq!(*client.get_root("a/b").await.unwrap(), "a/b");
        assert_eq!(sent.one().line, "GET /trees/a%2Fb/roots/a%2Fb.svg");
    }

    #[tokio::test]
    async fn so_they_do_over_a_socket() {
        let url = serve(Server::new(Echo).into_service()).await;
        let client = Client::builder(url).build().unwrap();
        assert_eq!(*client.get_file("a.b", "gz").await.unwrap(), "a.b|gz");
        assert_eq!(*client.cancel_job("é", ":").await.unwrap(), "é|:");
    }
}

/// `param-undefined-style.yaml`
mod undefined_style {
    use std::convert::Infallible;

    use generated::param_undefined_style::client::Client;
    use generated::param_undefined_style::server::{Api, Context, Server, Untagged};
    use generated::param_undefined_style::types::operations::rows::{
        Filter, FilterRange, KeyItem, Request, Response,
    };

    use crate::live_features::{Seen, Wire};

    #[derive(Clone, Default)]
    struct Table(Seen<Request>);

    impl Api for Table {
        type Error = Infallible;
    }

    impl Untagged for Table {
        async fn rows(&self, _: &Context<()>, request: Request) -> Result<Response, Infallible> {
            self.0.note(request);
            Ok(String::new().into())
        }
    }

    #[tokio::test]
    async fn what_no_style_writes_is_json() {
        let api = Table::default();
        let (wire, sent) = Wire::new(Server::new(api.clone()).into_service());
        let client = Client::in_process(wire).build().unwrap();
        let request = Request::new(vec![KeyItem::new().id(1)])
            .filter(Filter::new().range(FilterRange::new().with_from(2)))
            .matrix(vec![vec![3], vec![]])
            .piped(vec!["a|".to_owned(), "b".to_owned()])
            .deep("c")
            .plain("d");
        let call = client
            .rows(request.key.clone())
            .filter(Filter::new().range(FilterRange::new().with_from(2)))
            .matrix(vec![vec![3], vec![]])
            .piped(vec!["a|".to_owned(), "b".to_owned()]);
        call.deep("c").plain("d").await.unwrap();
        assert_eq!(
            sent.one().line,
            "GET /rows/%5B%7B%22id%22%3A1%7D%5D\
             ?filter=%7B%22range%22%3A%7B%22from%22%3A2%7D%7D&matrix=%5B%5B3%5D%2C%5B%5D%5D\
             &piped=a%7C&piped=b&deep=c&plain=d"
        );
        assert_eq!(api.0.one(), request);
    }
}

/// `param-empty-values.yaml`
mod values {
    use std::convert::Infallible;

    use generated::param_empty_values::client::{Client, Error};
    use generated::param_empty_values::server::{Api, Context, Server, Untagged};
    use generated::param_empty_values::types::operations::search::{Request, Response};
    use oaspen_runtime::private::v1::Method;

    use crate::live_features::{Seen, Sent, Wire, check_problem, serve};

    #[derive(Clone, Default)]
    struct Index(Seen<Request>);

    impl Api for Index {
        type Error = Infallible;
    }

    impl Untagged for Index {
        async fn search(&self, _: &Context<()>, request: Request) -> Result<Response, Infallible> {
            self.0.note(request);
            Ok(Response::NoContent)
        }
    }

    fn client() -> (Client, Index, Seen<Sent>) {
        let api = Index::default();
        let (wire, sent) = Wire::new(Server::new(api.clone()).into_service());
        (Client::in_process(wire).build().unwrap(), api, sent)
    }

    #[tokio::test]
    async fn what_is_empty_is_a_flag_or_text_or_nothing() {
        let (client, api, _) = client();
        for query in ["verbose&limit&word&ids", "verbose=&limit=&word=&ids="] {
            let path = format!("/search?{query}");
            let answer = client.request(Method::GET, &path).await.unwrap();
            assert_eq!(answer.status(), 204, "{answer:?}");
            assert_eq!(api.0.one(), Request::new().verbose(true).word(""));
        }
        let full = "/search?verbose=false&limit=3&word=w&ids=1&ids=2";
        client.request(Method::GET, full).await.unwrap();
        let request = Request::new().verbose(false).limit(3).word("w");
        assert_eq!(api.0.one(), request.ids(vec![1, 2]));
        let refused = client.request(Method::GET, "/search?strict").await.unwrap();
        let detail = "query parameter `strict`: expected true or false, found the string \"\"";
        check_problem(&refused, 400, detail, "query strict type");
    }

    #[tokio::test]
    async fn cookies_go_as_they_are() {
        let (client, api, sent) = client();
        let texts = |texts: [&str; 2]| texts.map(str::to_owned).to_vec();
        let call = client.search().theme("a=b%20c");
        let call = call.seen(texts(["x", "y,z"])).flags(texts(["f", "g"]));
        call.await.unwrap();
        assert_eq!(
            sent.one().header("cookie"),
            "theme=a=b%20c; seen=x; seen=y,z; flags=f,g"
        );
        let expected = Request::new().theme("a=b%20c").seen(texts(["x", "y,z"]));
        assert_eq!(api.0.one(), expected.flags(texts(["f", "g"])));
        for text in ["a;b", "é", "a\r\nb"] {
            let error = client.search().theme(text).await.unwrap_err();
            let fault = "parameter `theme` has characters that may not stand there";
            assert!(
                matches!(&error, Error::Request(error) if error.faults() == [fault]),
                "{error}"
            );
        }
        sent.none();
    }

    #[tokio::test]
    async fn over_a_socket_too() {
        let api = Index::default();
        let url = serve(Server::new(api.clone()).into_service()).await;
        let client = Client::builder(url).build().unwrap();
        client.search().theme("dark").word("").await.unwrap();
        assert_eq!(api.0.one(), Request::new().theme("dark").word(""));
    }
}
