//! Request bodies that are made of fields: forms and multipart.

/// `body-form.yaml`
mod form {
    use std::convert::Infallible;

    use generated::body_form::client::{Client, Error};
    use generated::body_form::server::{Api, Context, Server, Untagged};
    use generated::body_form::types::operations::create_token::{
        OkBody, Request, RequestBody, Response,
    };
    use oaspen_runtime::private::v1::Method;

    use crate::live_features::{Seen, Sent, Wire, check_problem, header};

    const FORM: &str = "application/x-www-form-urlencoded";

    #[derive(Clone, Default)]
    struct Tokens(Seen<Request>);

    impl Api for Tokens {
        type Error = Infallible;
    }

    impl Untagged for Tokens {
        async fn create_token(
            &self,
            _: &Context<()>,
            request: Request,
        ) -> Result<Response, Infallible> {
            self.0.note(request);
            Ok(OkBody::new("t").into())
        }
    }

    fn client() -> (Client, Tokens, Seen<Sent>) {
        let api = Tokens::default();
        let (wire, sent) = Wire::new(Server::new(api.clone()).into_service());
        (Client::in_process(wire).build().unwrap(), api, sent)
    }

    async fn check(body: RequestBody, text: &str) {
        let (client, api, sent) = client();
        assert_eq!(client.create_token(body.clone()).await.unwrap().token, "t");
        let sent = sent.one();
        assert_eq!(
            (sent.header("content-type"), sent.text().as_str()),
            (FORM, text)
        );
        assert_eq!(api.0.one().body, body);
    }

    #[tokio::test]
    async fn each_field_has_its_style() {
        let body = RequestBody::new("a b&c=d/é+")
            .scope(vec!["read".into(), "ü".into()])
            .expires(-1);
        check(
            body,
            "grant_type=a%20b%26c%3Dd%2F%C3%A9%2B&scope=read%20%C3%BC&expires=-1",
        )
        .await;
        check(RequestBody::new(""), "grant_type=").await;
    }

    #[tokio::test]
    async fn an_empty_list_is_not_sent() {
        let (client, api, sent) = client();
        client
            .create_token(RequestBody::new("x").scope(Vec::new()))
            .await
            .unwrap();
        assert_eq!(sent.one().text(), "grant_type=x");
        assert_eq!(api.0.one().body.scope, None);
    }

    #[tokio::test]
    async fn what_a_style_cannot_spell_is_not_sent() {
        let (client, api, _) = client();
        let body = RequestBody::new("x").scope(vec!["two words".into()]);
        let error = client.create_token(body).await.unwrap_err();
        let Error::Request(error) = error else {
            panic!("{error}")
        };
        assert_eq!(
            error.faults(),
            ["parameter `scope` has an item with ` `, which separates items"]
        );
        api.0.none();
    }

    #[tokio::test]
    async fn what_is_no_such_form_is_refused() {
        let (client, api, _) = client();
        let post = |media, text: &str| {
            client
                .request(Method::POST, "/token")
                .body(media, text.to_owned())
        };
        let check = async |text: &str, status, detail: &str, violation: &str| {
            check_problem(&post(FORM, text).await.unwrap(), status, detail, violation);
        };
        check(
            "grant_type=x&expires=two",
            422,
            "at /expires: expected an integer, found the string \"two\"",
            "/expires type",
        )
        .await;
        check(
            "expires=2",
            422,
            "the property `grant_type` is missing",
            "missing",
        )
        .await;
        check(
            "grant_type=x&expires=1&expires=2",
            400,
            "at /expires: is given more than once",
            "/expires syntax",
        )
        .await;
        check(
            "grant_type=%FF",
            400,
            "at /grant_type: is not UTF-8",
            "/grant_type syntax",
        )
        .await;
        let answer = post("application/json", "{}").await.unwrap();
        check_problem(&answer, 415, &format!("bodies are of the types {FORM}"), "");
        assert_eq!(header(&answer, "accept"), FORM);
        let answer = client.request(Method::POST, "/token").await.unwrap();
        check_problem(&answer, 400, "the body is missing", "missing");
        api.0.none();
    }

    #[tokio::test]
    async fn a_browser_writes_spaces_as_plus() {
        let (client, api, _) = client();
        let call = client
            .request(Method::POST, "/token")
            .body(FORM, "scope=a+b&grant_type=x+y%2B".to_owned());
        assert_eq!(call.await.unwrap().status(), 200);
        let body = api.0.one().body;
        assert_eq!(
            body,
            RequestBody::new("x y+").scope(vec!["a".into(), "b".into()])
        );
    }
}

/// `body-multipart.yaml`
mod multipart {
    use std::convert::Infallible;

    use generated::body_multipart::client::Client;
    use generated::body_multipart::server::{Api, Context, Limits, Server, Untagged};
    use generated::body_multipart::types::operations::{remove_upload, upload};
    use generated::body_multipart::types::{Removal, Upload, UploadMeta};
    use oaspen_runtime::body::File;
    use oaspen_runtime::private::v1::Method;

    use crate::live_features::{Seen, Sent, Wire, check_problem};

    #[derive(Clone, Default)]
    struct Store {
        uploads: Seen<Upload>,
        removals: Seen<Option<Removal>>,
    }

    impl Api for Store {
        type Error = Infallible;
    }

    impl Untagged for Store {
        async fn upload(
            &self,
            _: &Context<()>,
            request: upload::Request,
        ) -> Result<upload::Response, Infallible> {
            self.uploads.note(request.body);
            Ok(upload::Response::NoContent)
        }

        async fn remove_upload(
            &self,
            _: &Context<()>,
            request: remove_upload::Request,
        ) -> Result<remove_upload::Response, Infallible> {
            self.removals.note(request.body);
            Ok(remove_upload::Response::NoContent)
        }
    }

    fn client() -> (Client, Store, Seen<Sent>) {
        let api = Store::default();
        let limits = Limits::default().max_parts(5);
        let (wire, sent) = Wire::new(Server::new(api.clone()).limits(limits).into_service());
        (Client::in_process(wire).build().unwrap(), api, sent)
    }

    /// What arrives is told what it was sent as, so that nothing is added.
    fn file(field: &str, bytes: impl Into<Vec<u8>>) -> File {
        let media_type = match field {
            "picture" => "image/png",
            _ => "application/octet-stream",
        };
        File::new(bytes.into()).named(field).of_type(media_type)
    }

    fn picture() -> File {
        file("picture", (0..=u8::MAX).collect::<Vec<u8>>())
    }

    #[tokio::test]
    async fn files_text_and_json_travel_together() {
        let (client, api, sent) = client();
        let extras = vec![file("extras", "\r\n--b\r\n\r\n"), file("extras", "")];
        let whole = Upload::new("Ein \"Bild\"\r\né", picture())
            .extras(extras)
            .meta(UploadMeta::new().width(3));
        assert_eq!(client.upload(whole.clone()).await.unwrap().status(), 204);
        assert_eq!(api.uploads.one(), whole);
        let sent = sent.one();
        let (kind, boundary) = sent
            .header("content-type")
            .split_once("; boundary=")
            .unwrap();
        assert_eq!(kind, "multipart/form-data");
        let text = sent.text();
        let heads: Vec<&str> = text
            .split(&format!("--{boundary}\r\n"))
            .filter_map(|part| Some(part.split_once("\r\n\r\n")?.0))
            .collect();
        let extra = "Content-Disposition: form-data; name=\"extras\"; filename=\"extras\"\r\ncontent-type: application/octet-stream";
        assert_eq!(
            heads,
            [
                "Content-Disposition: form-data; name=\"title\"\r\ncontent-type: text/plain",
                "Content-Disposition: form-data; name=\"picture\"; filename=\"picture\"\r\ncontent-type: image/png",
                extra,
                extra,
                "Content-Disposition: form-data; name=\"meta\"\r\ncontent-type: application/json",
            ]
        );
    }

    #[tokio::test]
    async fn absent_parts_are_not_sent() {
        let (client, api, sent) = client();
        let least = Upload::new("", file("picture", ""));
        client.upload(least.clone()).await.unwrap();
        assert_eq!(api.uploads.one(), least);
        assert_eq!(sent.one().text().matches("Content-Disposition").count(), 2);
        // On the wire an empty list is no part at all.
        client
            .upload(least.clone().extras(Vec::new()))
            .await
            .unwrap();
        assert_eq!(api.uploads.one(), least);
    }

    #[tokio::test]
    async fn the_whole_body_may_be_optional() {
        let (client, api, sent) = client();
        client.remove_upload().await.unwrap();
        assert_eq!(api.removals.one(), None);
        assert_eq!(sent.one().header("content-type"), "");
        client
            .remove_upload()
            .body(Removal::new("gone"))
            .await
            .unwrap();
        assert_eq!(api.removals.one(), Some(Removal::new(file("File", "gone"))));
        assert!(
            sent.one()
                .text()
                .contains("name=\"File\"; filename=\"File\"")
        );
    }

    /// Parts by name and content, sent by a browser.
    async fn check(parts: &[(&str, &str)], status: u16, detail: &str, violation: &str) {
        let (client, api, _) = client();
        let mut text: String = parts
            .iter()
            .map(|(name, content)| {
                format!(
                    "--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{content}\r\n"
                )
            })
            .collect();
        text.push_str("--b--\r\n");
        let call = client
            .request(Method::POST, "/upload")
            .body("multipart/form-data; boundary=\"b\"", text);
        let answer = call.await.unwrap();
        if status == 204 {
            assert_eq!(answer.status(), 204);
            api.uploads.one();
        } else {
            check_problem(&answer, status, detail, violation);
            api.uploads.none();
        }
    }

    #[tokio::test]
    async fn what_is_no_such_body_is_refused() {
        let (title, picture) = (("title", "t"), ("picture", "p"));
        check(&[picture, title, ("unknown", "")], 204, "", "").await;
        check(&[title], 422, "field `picture` is missing", "missing").await;
        check(&[picture], 422, "field `title` is missing", "missing").await;
        check(
            &[title, picture, picture],
            422,
            "at /picture: field `picture` is given more than once",
            "/picture repeated",
        )
        .await;
        check(
            &[title, picture, title],
            422,
            "at /title: field `title` is given more than once",
            "/title repeated",
        )
        .await;
        let detail = "at /meta/width: expected an integer, found true";
        check(
            &[title, picture, ("meta", r#"{"width":true}"#)],
            422,
            detail,
            "/meta/width type",
        )
        .await;
        check(
            &[title, picture, ("meta", "{")],
            400,
            "at /meta: line 1 column 2: the text ends within an object",
            "/meta syntax",
        )
        .await;
        check(&[title; 6], 413, "there are more than 5 parts", "").await;
    }

    #[tokio::test]
    async fn what_is_no_multipart_is_refused() {
        let (client, api, _) = client();
        let post = |media| {
            client
                .request(Method::POST, "/upload")
                .body(media, "--b\r\n".to_owned())
        };
        let missing = "the content type names no boundary";
        check_problem(
            &post("multipart/form-data").await.unwrap(),
            400,
            missing,
            "syntax",
        );
        let broken = "the multipart body is malformed: headers without end";
        let answer = post("multipart/form-data; boundary=b").await.unwrap();
        check_problem(&answer, 400, broken, "syntax");
        let answer = post("application/json").await.unwrap();
        check_problem(
            &answer,
            415,
            "bodies are of the types multipart/form-data",
            "",
        );
        api.uploads.none();
    }
}
