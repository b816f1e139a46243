//! What one operation becomes in the three parts.

use insta::assert_snapshot;
use oaspen_diagnostics::Sink;
use oaspen_ir::facts::Facts;
use oaspen_ir::ir::{
    Additional, Alternative, Body, Content, ContentKind, Docs, DocumentKind, List, Location,
    MediaType, Method, Operation, Parameter, ParameterEncoding, Part, PathSegment, PathTemplate,
    Response, Scalar, SchemeKind, SchemeUse, SecurityScheme, Shape, Status, Style, Tag, TypeUse,
};

use crate::testing::{
    Api, crates, integer, object, object_with, of, optional, origin, pointer, required, string,
};
use crate::{Config, CrateSet, Files, emit};

/// An API with one operation, `GET /`, and the types that tests need.
struct Sample {
    api: Api,
    text: TypeUse,
    number: TypeUse,
    list: TypeUse,
    bytes: TypeUse,
    pet: TypeUse,
}

impl Sample {
    fn new(change: impl FnOnce(&mut Operation, &Self)) -> Self {
        let mut api = Api::new();
        let pet = api.component("Pet", Shape::Any);
        let text = api.property("Pet", "name", string());
        let number = api.property("Pet", "age", integer());
        let bytes = api.property("Pet", "photo", Shape::Scalar(Scalar::Binary));
        let list = Shape::List(List { item: of(text) });
        let list = api.property("Pet", "tags", list);
        api.ty(pet).shape = object(vec![
            required("name", of(text)),
            optional("age", of(number)),
        ]);
        api.operation("getPet");
        let mut operation = api.ir.operations.remove(0);
        let mut sample = Self {
            api,
            text: of(text),
            number: of(number),
            list: of(list),
            bytes: of(bytes),
            pet: of(pet),
        };
        change(&mut operation, &sample);
        sample.api.ir.operations.push(operation);
        sample
    }

    fn files(&self) -> Files {
        let config = Config {
            dependencies: Vec::new(),
            dev_dependencies: Vec::new(),
            names: std::collections::BTreeMap::new(),
            crates: CrateSet::ALL,
            ..crates("pets")
        };
        emit(&self.api.plan(&config))
    }

    /// A file of the output without its first lines.
    #[track_caller]
    fn file(&self, path: &str) -> String {
        let files = self.files();
        let text = files.get(path).unwrap_or_else(|| {
            let paths: Vec<&str> = files.iter().map(|(path, _)| path).collect();
            panic!("there is no {path} among {paths:?}")
        });
        text.lines().skip(5).flat_map(|line| [line, "\n"]).collect()
    }

    fn types(&self) -> String {
        self.file("pets-types/src/operations/get_pet.rs")
    }

    fn call(&self) -> String {
        self.file("pets-client/src/calls/get_pet.rs")
    }

    fn handler(&self) -> String {
        self.file("pets-server/src/handlers/get_pet.rs")
    }
}

/// What a text holds between two others, so that a snapshot shows one thing.
#[track_caller]
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let from = text.find(start).expect("the start is there");
    let rest = &text[from..];
    let to = rest.find(end).expect("the end is there");
    &rest[..to + end.len()]
}

fn parameter(name: &str, location: Location, ty: TypeUse) -> Parameter {
    let (style, explode) = match location {
        Location::Path | Location::Header => (Style::Simple, false),
        Location::Query | Location::Cookie | Location::QueryString => (Style::Form, true),
    };
    Parameter {
        name: name.to_owned(),
        origin: origin(pointer(&["parameters", name])),
        location,
        ty,
        required: location == Location::Path,
        encoding: ParameterEncoding::Style {
            style,
            explode,
            allow_reserved: false,
        },
        docs: Docs::default(),
        default: None,
        allow_empty_value: false,
    }
}

fn document(content_type: &str, kind: DocumentKind) -> ParameterEncoding {
    ParameterEncoding::Content {
        media_type: media_type(content_type),
        kind,
    }
}

fn media_type(text: &str) -> MediaType {
    MediaType {
        text: text.to_owned(),
        essence: text.to_owned(),
    }
}

fn content(text: &str, kind: ContentKind) -> Content {
    Content {
        media_type: media_type(text),
        origin: origin(pointer(&["content", text])),
        kind,
    }
}

fn json(ty: TypeUse) -> Content {
    content("application/json", ContentKind::Json(ty))
}

fn body(required: bool, contents: Vec<Content>) -> Option<Body> {
    Some(Body {
        origin: origin(pointer(&["requestBody"])),
        docs: Docs::default(),
        required,
        contents,
    })
}

fn response(status: Status, contents: Vec<Content>) -> Response {
    Response {
        status,
        origin: origin(pointer(&["responses"])),
        docs: Docs::default(),
        headers: Vec::new(),
        links: Vec::new(),
        contents,
    }
}

fn scheme(name: &str, kind: SchemeKind) -> SecurityScheme {
    SecurityScheme {
        name: name.to_owned(),
        origin: origin(pointer(&["components", "securitySchemes", name])),
        docs: Docs::default(),
        kind,
    }
}

fn asks(schemes: &[usize]) -> Alternative {
    let uses = schemes.iter().map(|scheme| SchemeUse {
        scheme: *scheme,
        scopes: Vec::new(),
    });
    Alternative {
        schemes: uses.collect(),
    }
}

/// `/pets/{id}.json` with the same name in four places and a body of the same name as a parameter.
fn parameters() -> Sample {
    Sample::new(|operation, types| {
        operation.method = Method::Put;
        operation.path = PathTemplate {
            text: "/pets/{id}.json".to_owned(),
            query: Vec::new(),
            segments: vec![
                vec![PathSegment::Literal("pets".to_owned())],
                vec![
                    PathSegment::Parameter("id".to_owned()),
                    PathSegment::Literal(".json".to_owned()),
                ],
            ],
        };
        let mut filter = parameter("filter", Location::Query, types.pet);
        filter.docs.deprecated = true;
        let mut json = parameter("X-Pet", Location::Header, types.pet);
        json.encoding = document("application/json", DocumentKind::Json);
        operation.parameters = vec![
            parameter("id", Location::Path, types.number),
            parameter("id", Location::Query, types.text),
            filter,
            json,
            parameter("body", Location::Cookie, types.list),
        ];
        operation.body = body(true, vec![self::json(types.pet)]);
        operation.responses = vec![response(Status::Code(204), vec![])];
    })
}

#[test]
fn a_name_that_is_taken_is_told_apart_by_its_place() {
    let types = parameters().types();
    assert_snapshot!(between(&types, "/// Parameters and body", "/// Sets"), @r#"
    /// Parameters and body of a request.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Request {
        /// `id` in the path.
        pub id: i64,
        /// `id` in the query.
        pub id_query: Option<String>,
        /// **Deprecated.**
        ///
        /// `filter` in the query.
        pub filter: Option<crate::Pet>,
        /// `X-Pet` in the header.
        pub x_pet: Option<crate::Pet>,
        /// `body` in the cookie.
        pub body_cookie: Option<Vec<String>>,
        /// The body, `application/json`.
        pub body: crate::Pet,
    }

    impl Request {
        /// With what is required: `id`, `body`.
        pub fn new(id: i64, body: impl Into<crate::Pet>) -> Self {
            Self {
                id,
                id_query: None,
                filter: None,
                x_pet: None,
                body_cookie: None,
                body: body.into(),
            }
        }

        /// Sets
    "#);
}

#[test]
fn a_call_writes_its_request() {
    let call = parameters().call();
    assert_snapshot!(between(&call, "pub type", "fn decode"), @r#"
    pub type GetPet<'c> = crate::Call<'c, get_pet::Request>;

    impl crate::Call<'_, get_pet::Request> {
        /// `id` in the query.
        pub fn id_query(mut self, id_query: impl Into<String>) -> Self {
            self.request.id_query = Some(id_query.into());
            self
        }

        /// **Deprecated.**
        ///
        /// `filter` in the query.
        #[deprecated]
        pub fn filter(mut self, filter: impl Into<::pets_types::Pet>) -> Self {
            self.request.filter = Some(filter.into());
            self
        }

        /// `X-Pet` in the header.
        pub fn x_pet(mut self, x_pet: impl Into<::pets_types::Pet>) -> Self {
            self.request.x_pet = Some(x_pet.into());
            self
        }

        /// `body` in the cookie.
        pub fn body_cookie(mut self, body_cookie: Vec<String>) -> Self {
            self.request.body_cookie = Some(body_cookie);
            self
        }
    }

    impl rt::client::Operation<crate::Client> for get_pet::Request {
        type Output = get_pet::Output;
        type Error = get_pet::Error;
        type Headers = ();
        type ErrorHeaders = ();
        const INFO: &'static rt::OperationInfo = &get_pet::INFO;

        fn encode(&self, request: &mut rt::client::RequestWriter) {
            request.literal("/pets/");
            request.path("id", rt::SIMPLE, &self.id);
            request.literal(".json");
            request.query("id", rt::FORM, &self.id_query);
            request.query("filter", rt::FORM, &self.filter);
            request.header_json("X-Pet", &self.x_pet);
            request.cookie("body", rt::FORM, &self.body_cookie);
            request.json("application/json", &self.body);
            request.accept(&[]);
        }

        fn decode
    "#);
}

#[test]
fn a_handler_reads_what_a_call_writes() {
    let handler = parameters().handler();
    assert_snapshot!(between(&handler, "fn decode", "\n}\n"), @r#"
    fn decode(read: rt::server::Reader<'_>) -> Option<get_pet::Request> {
        let id = read.path("id", rt::SIMPLE, rt::Shape::Scalar);
        let id_query = read.optional_query("id", rt::FORM, rt::Shape::Scalar);
        let filter = read.query_pairs("filter", &["id"]);
        let x_pet = read.optional_header_json("X-Pet");
        let body_cookie = read.optional_cookie("body", rt::FORM, rt::Shape::Array);
        let body = read.json();
        Some(get_pet::Request {
            id: id?,
            id_query: id_query?,
            filter: filter?,
            x_pet: x_pet?,
            body_cookie: body_cookie?,
            body: body?,
        })
    }
    "#);
}

#[test]
fn what_is_required_is_an_argument_in_order() {
    let client = parameters().file("pets-client/src/tags/untagged.rs");
    assert_snapshot!(client, @r#"
    /// Operations without a tag.
    impl crate::Client {
        /// `PUT /pets/{id}.json`
        pub fn get_pet(
            &self,
            id: i64,
            body: impl Into<::pets_types::Pet>,
        ) -> crate::calls::GetPet<'_> {
            crate::Call::new(&self.core, get_pet::Request::new(id, body))
        }
    }
    "#);
}

#[test]
fn several_media_types_of_a_body_are_an_enum() {
    let sample = Sample::new(|operation, types| {
        let parts = vec![];
        operation.body = body(
            false,
            vec![
                json(types.pet),
                content("text/plain", ContentKind::Text(types.text)),
                content("image/*", ContentKind::Bytes),
                content(
                    "application/x-www-form-urlencoded",
                    ContentKind::Form {
                        ty: types.pet,
                        parts,
                    },
                ),
            ],
        );
    });
    let types = sample.types();
    assert_snapshot!(between(&types, "/// A request body", "\n}\n"), @r#"
    /// A request body, by media type.
    #[derive(Debug)]
    pub enum Body {
        /// `application/json`
        Json(crate::Pet),
        /// `text/plain`
        Text(String),
        /// `image/*`
        ///
        /// A range: a call tells what it is by its header `content-type`.
        Image(rt::Body),
        /// `application/x-www-form-urlencoded`
        Form(crate::Pet),
    }
    "#);
    assert_snapshot!(between(&sample.call(), "fn encode", "fn decode"), @r#"
    fn encode(&self, request: &mut rt::client::RequestWriter) {
            request.literal("/");
            if let Some(body) = &self.body {
                match body {
                    get_pet::Body::Json(body) => {
                        request.json("application/json", body);
                    }
                    get_pet::Body::Text(body) => {
                        request.text("text/plain", body);
                    }
                    get_pet::Body::Image(body) => {
                        request.stream("application/octet-stream", body);
                    }
                    get_pet::Body::Form(body) => {
                        request.form("application/x-www-form-urlencoded", body, &[]);
                    }
                }
            }
            request.accept(&[]);
        }

        fn decode
    "#);
    assert_snapshot!(between(&sample.handler(), "fn decode", "\n}\n"));
}

#[test]
fn a_multipart_body_is_taken_apart() {
    let mut sample = Sample::new(|operation, types| {
        let part = |name: &str, content_type: &str, kind| Part {
            media_types: Vec::new(),
            headers: Vec::new(),
            name: name.to_owned(),
            encoding: document(content_type, kind),
        };
        let parts = vec![
            part("photo", "image/png", DocumentKind::Bytes),
            part("name", "text/plain", DocumentKind::Text),
            part("tags", "application/json", DocumentKind::Json),
            part("parent", "application/json", DocumentKind::Json),
        ];
        let ty = types.pet;
        let kind = ContentKind::Multipart { ty, parts };
        operation.body = body(true, vec![content("multipart/form-data", kind)]);
    });
    let (text, bytes, list, pet) = (sample.text, sample.bytes, sample.list, sample.pet);
    sample.api.ty(pet.id).shape = object_with(
        vec![
            required("photo", bytes),
            optional("name", text),
            required("tags", list),
            optional("parent", pet),
        ],
        Additional::Typed(text),
    );
    sample.api.facts(pet.id).boxed = vec![3];
    assert_snapshot!(between(&sample.call(), "fn write_parts", "\n}\n"), @r#"
    fn write_parts(body: &::pets_types::Pet) -> rt::client::MultipartWriter {
        let mut form = rt::client::MultipartWriter::new();
        form.bytes("photo", "image/png", &body.photo);
        form.text("name", "text/plain", &body.name);
        form.json("tags", "application/json", &body.tags);
        form.json("parent", "application/json", &body.parent);
        form
    }
    "#);
    assert_snapshot!(between(&sample.handler(), "fn read_parts", "\n}\n"), @r#"
    fn read_parts(read: rt::server::PartsReader<'_>) -> Option<::pets_types::Pet> {
        let photo = read.bytes("photo");
        let name = read.optional_text("name", rt::Shape::Scalar);
        let tags = read.json("tags", rt::Shape::Array);
        let parent = read.optional_json("parent", rt::Shape::Scalar);
        Some(::pets_types::Pet {
            photo: photo?,
            name: name?,
            tags: tags?,
            parent: parent?,
            additional: rt::Map::new(),
        })
    }
    "#);
}

fn answers(list: impl FnOnce(&Sample) -> Vec<Response>) -> Sample {
    Sample::new(|operation, types| operation.responses = list(types))
}

/// A range before the codes in it, and two media types.
fn several_answers() -> Sample {
    answers(|types| {
        vec![
            response(Status::Range(4), vec![json(types.text)]),
            response(Status::Code(201), vec![]),
            response(
                Status::Code(200),
                vec![
                    json(types.pet),
                    content("text/plain", ContentKind::Text(types.text)),
                ],
            ),
            response(Status::Default, vec![json(types.pet)]),
        ]
    })
}

#[test]
fn several_answers_are_enums() {
    let types = several_answers().types();
    assert_snapshot!(between(&types, "/// The documented successes", "    Text(String),\n}\n"), @r#"
    /// The documented successes.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Output {
        /// `201`.
        Created,
        /// `200`.
        Ok(OkBody),
    }

    /// The documented failures.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Error {
        /// `4XX`.
        ClientError(String),
        /// Any other status.
        Default(crate::Pet),
    }

    /// Every documented answer: what a server can give.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Response {
        /// `4XX`.
        ClientError(rt::StatusCode, String),
        /// `201`.
        Created,
        /// `200`.
        Ok(OkBody),
        /// Any other status.
        Default(rt::StatusCode, crate::Pet),
    }

    impl From<OkBody> for Response {
        fn from(value: OkBody) -> Self {
            Self::Ok(value)
        }
    }

    /// The body of an answer, by media type.
    #[derive(Clone, Debug, PartialEq)]
    pub enum OkBody {
        /// `application/json`
        Json(crate::Pet),
        /// `text/plain`
        Text(String),
    }
    "#);
}

#[test]
fn a_call_reads_codes_before_ranges() {
    let sample = several_answers();
    assert_snapshot!(between(&sample.call(), "fn decode", "\n}\n"), @r#"
    fn decode(
            answer: &rt::client::Answer,
        ) -> rt::client::Decoded<Self::Output, Self::Error> {
            match answer.status() {
                201 => rt::client::success(get_pet::Output::Created),
                200 => {
                    match answer.content(&["application/json", "text/plain"]) {
                        Some(0) => {
                            answer
                                .json("application/json")
                                .map(get_pet::OkBody::Json)
                                .map(get_pet::Output::Ok)
                                .map(rt::client::Outcome::Success)
                        }
                        Some(1) => {
                            answer
                                .text()
                                .map(get_pet::OkBody::Text)
                                .map(get_pet::Output::Ok)
                                .map(rt::client::Outcome::Success)
                        }
                        Some(_) | None => rt::client::undocumented(),
                    }
                }
                status if status / 100 == 4 => {
                    answer
                        .json("application/json")
                        .map(get_pet::Error::ClientError)
                        .map(rt::client::Outcome::Failure)
                }
                _ => {
                    answer
                        .json("application/json")
                        .map(get_pet::Error::Default)
                        .map(rt::client::Outcome::Failure)
                }
            }
        }
    }
    "#);
}

#[test]
fn a_handler_writes_what_a_call_reads() {
    let sample = several_answers();
    assert_snapshot!(between(&sample.handler(), "fn encode", "\n}\n"), @r#"
    fn encode(response: get_pet::Response) -> rt::server::Reply {
        match response {
            get_pet::Response::Created => rt::server::Reply::empty(201),
            get_pet::Response::Ok(get_pet::OkBody::Json(body)) => {
                rt::server::Reply::json(200, "application/json", &body)
            }
            get_pet::Response::Ok(get_pet::OkBody::Text(body)) => {
                rt::server::Reply::text(200, "text/plain", &body)
            }
            get_pet::Response::ClientError(status, body) => {
                rt::server::Reply::json(
                    rt::server::in_range(status, 4, &[]),
                    "application/json",
                    &body,
                )
            }
            get_pet::Response::Default(status, body) => {
                rt::server::Reply::json(
                    rt::server::other_than(status, &[201, 200], &[4]),
                    "application/json",
                    &body,
                )
            }
        }
    }
    "#);
}

#[test]
fn a_default_alone_is_a_success_and_a_failure() {
    let sample = answers(|types| vec![response(Status::Default, vec![json(types.pet)])]);
    assert_snapshot!(between(&sample.types(), "/// Any other", "pub enum"), @r#"
    /// Any other status.
    pub type Output = crate::Pet;

    /// Any other status.
    pub type Error = crate::Pet;

    /// Every documented answer: what a server can give.
    #[derive(Clone, Debug, PartialEq)]
    pub enum
    "#);
    assert_snapshot!(between(&sample.call(), "fn decode", "\n}\n"), @r#"
    fn decode(
            answer: &rt::client::Answer,
        ) -> rt::client::Decoded<Self::Output, Self::Error> {
            match answer.status() {
                100..=399 => answer.success_json("application/json"),
                _ => answer.failure_json("application/json"),
            }
        }
    }
    "#);
}

#[test]
fn nothing_is_documented() {
    let sample = answers(|_| vec![]);
    assert_snapshot!(between(&sample.types(), "/// No success", "{}"), @r#"
    /// No success is documented.
    pub type Output = ::core::convert::Infallible;

    /// No failure is documented.
    pub type Error = ::core::convert::Infallible;

    /// Every documented answer: what a server can give.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Response {}
    "#);
    assert_snapshot!(between(&sample.call(), "fn decode", "\n}\n"), @r#"
    fn decode(_: &rt::client::Answer) -> rt::client::Decoded<Self::Output, Self::Error> {
            rt::client::undocumented()
        }
    }
    "#);
    assert_snapshot!(between(&sample.handler(), "fn encode", "\n}\n"), @r#"
    fn encode(response: get_pet::Response) -> rt::server::Reply {
        match response {}
    }
    "#);
}

#[test]
fn some_answers_have_no_content_whatever_the_document_says() {
    let sample = answers(|types| vec![response(Status::Code(204), vec![json(types.pet)])]);
    assert!(sample.types().contains("pub type Output = ();"));
    let sample = Sample::new(|operation, types| {
        operation.method = Method::Head;
        operation.responses = vec![response(Status::Code(200), vec![json(types.pet)])];
    });
    assert!(sample.types().contains("pub type Output = ();"));
}

#[test]
fn parts_of_an_answer_are_bytes() {
    let sample = answers(|types| {
        let ty = types.pet;
        let parts = Vec::new();
        let kind = ContentKind::Multipart { ty, parts };
        vec![response(
            Status::Code(200),
            vec![content("multipart/form-data", kind)],
        )]
    });
    assert!(sample.types().contains("pub type Output = rt::Body;"));
}

#[test]
fn an_answer_is_made_from_a_payload_that_is_no_other_success() {
    let sample = answers(|types| {
        vec![
            response(Status::Code(200), vec![json(types.text)]),
            response(Status::Code(201), vec![json(types.text)]),
            response(Status::Code(202), vec![json(types.pet)]),
            response(Status::Code(400), vec![json(types.number)]),
        ]
    });
    let types = sample.types();
    let conversions: Vec<&str> = types
        .lines()
        .filter(|line| line.starts_with("impl From"))
        .collect();
    assert_eq!(conversions, ["impl From<crate::Pet> for Response {"]);
}

fn secured(security: Vec<Alternative>) -> Sample {
    let mut sample = Sample::new(|operation, _| operation.security = security);
    sample.api.ir.security_schemes = vec![
        scheme("unused", SchemeKind::MutualTls),
        scheme(
            "apiKey",
            SchemeKind::ApiKey {
                location: Location::Header,
                name: "X-Key".to_owned(),
            },
        ),
        scheme("httpBasic", SchemeKind::Basic),
    ];
    sample
}

#[test]
fn security_is_who_may_call() {
    #[track_caller]
    fn check(security: Vec<Alternative>, context: &str, admit: &str) {
        let sample = secured(security);
        let tag = sample.file("pets-server/src/tags/untagged.rs");
        assert!(
            tag.contains(&format!("rt::server::Context<{context}>")),
            "{tag}"
        );
        let handler = sample.handler();
        assert!(
            handler.contains(&format!("rt::server::{admit}(")),
            "{handler}"
        );
    }
    check(vec![], "()", "admit_anonymous");
    check(vec![asks(&[])], "()", "admit_anonymous");
    check(
        vec![asks(&[]), asks(&[1])],
        "Option<Self::Principal>",
        "admit_optional",
    );
    check(vec![asks(&[1]), asks(&[2])], "Self::Principal", "admit");
}

#[test]
fn an_authenticator_has_a_method_for_each_scheme_that_is_used() {
    let sample = secured(vec![asks(&[1, 2])]);
    let authenticator = sample.file("pets-server/src/authenticator.rs");
    let methods: Vec<&str> = authenticator
        .lines()
        .filter_map(|line| line.strip_prefix("    fn "))
        .collect();
    assert_eq!(methods[..2], ["api_key(", "http_basic("]);
    assert_snapshot!(between(&authenticator, "impl<", "\n}\n"), @r#"
    impl<
        A: crate::Api,
        S: crate::Authenticator<Principal = A::Principal>,
    > rt::server::Authenticate for crate::dispatch::State<A, S> {
        type Principal = A::Principal;

        fn check<'a>(
            &'a self,
            scheme: &'static rt::SecurityScheme,
            request: &'a rt::server::AuthRequest<'_>,
        ) -> rt::server::BoxFuture<'a, Result<A::Principal, rt::server::AuthError>> {
            match scheme.index {
                1 => {
                    Box::pin(async move {
                        S::api_key(&self.authenticator, request, request.api_key()?).await
                    })
                }
                2 => {
                    Box::pin(async move {
                        S::http_basic(&self.authenticator, request, request.basic()?).await
                    })
                }
                _ => Box::pin(async { Err(rt::server::AuthError::Missing) }),
            }
        }

        fn join(&self, first: A::Principal, second: A::Principal) -> A::Principal {
            S::join(&self.authenticator, first, second)
        }
    }
    "#);
    let client = sample.file("pets-client/src/lib.rs");
    assert!(client.contains("pub fn with_api_key(&self, key: impl Into<String>)"));
    assert!(client.contains("pub fn http_basic("));
    assert!(!client.contains("unused"));
}

#[test]
fn without_security_there_is_no_principal() {
    let sample = secured(vec![]);
    let files = sample.files();
    assert!(files.get("pets-server/src/authenticator.rs").is_none());
    assert!(!sample.file("pets-server/src/api.rs").contains("Principal"));
    assert_snapshot!(between(&sample.handler(), "pub(crate)", "\n}\n"), @r#"
    pub(crate) fn handle<A: crate::Untagged>(
        state: ::std::sync::Arc<crate::dispatch::State<A>>,
        incoming: rt::server::Incoming,
    ) -> rt::server::ReplyFuture {
        Box::pin(async move {
            let admitted = rt::server::admit_anonymous(&get_pet::INFO, incoming).await?;
            let (context, request) = admitted.decode(decode)?;
            rt::server::answer(A::get_pet(&state.api, &context, request).await, encode)
        })
    }
    "#);
}

#[test]
fn a_tag_is_not_filed_under_the_name_of_its_folder_or_beyond_ascii() {
    let file_of = |tag: &str| {
        let sample = Sample::new(|operation, _| operation.tags = vec![tag.to_owned()]);
        let files = sample.files();
        let mut paths = files.iter().map(|(path, _)| path.to_owned());
        paths.find(|path| path.starts_with("pets-client/src/tags/") && !path.ends_with("mod.rs"))
    };
    assert_eq!(
        file_of("Tags").as_deref(),
        Some("pets-client/src/tags/tags_2.rs")
    );
    assert_eq!(
        file_of("Größe").as_deref(),
        Some("pets-client/src/tags/gruf6udfe.rs")
    );
}

#[test]
fn operations_stand_under_their_first_tag() {
    let mut sample = Sample::new(|operation, _| {
        operation.tags = vec!["Server".to_owned(), "Pets".to_owned()];
    });
    let mut untagged = sample.api.ir.operations[0].clone();
    untagged.id = "builder".to_owned();
    untagged.tags.clear();
    sample.api.ir.operations.insert(0, untagged);
    sample.api.ir.tags = vec![Tag {
        name: "Pets".to_owned(),
        description: None,
        external: None,
    }];
    let api = sample.file("pets-server/src/api.rs");
    let operations = between(&api, "pub trait Operations", "{}");
    assert_eq!(
        operations,
        "pub trait Operations: crate::Server2 + crate::Untagged {}"
    );
    let client = sample.file("pets-client/src/tags/untagged.rs");
    assert!(client.contains("pub fn builder_2(&self)"), "{client}");
}

#[test]
fn a_method_without_a_constant_is_reported() {
    let sample = Sample::new(|operation, _| {
        operation.method = Method::Other("PURGE".to_owned());
    });
    assert!(
        sample
            .files()
            .get("pets-types/src/operations/get_pet.rs")
            .is_none()
    );
    let mut sink = Sink::new();
    let facts = Facts::new(sample.api.facts.clone());
    crate::plan(&mut sink, &sample.api.ir, &facts, &crates("pets"));
    let messages: Vec<&str> = sink
        .diagnostics()
        .iter()
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    assert_eq!(
        messages,
        ["operations of a method such as `PURGE` cannot be generated, so this one is left out"]
    );
}

#[test]
fn each_part_is_written_alone() {
    let sample = Sample::new(|_, _| {});
    let config = |client, server| Config {
        dependencies: Vec::new(),
        dev_dependencies: Vec::new(),
        names: std::collections::BTreeMap::new(),
        crates: CrateSet {
            types: true,
            client,
            server,
        },
        ..crates("pets")
    };
    let folders = |config: &Config| {
        let files = emit(&sample.api.plan(config));
        let mut folders: Vec<String> = files
            .iter()
            .filter_map(|(path, _)| Some(path.strip_suffix("/Cargo.toml")?.to_owned()))
            .collect();
        folders.sort();
        folders
    };
    assert_eq!(folders(&config(true, false)), ["pets-client", "pets-types"]);
    assert_eq!(folders(&config(false, true)), ["pets-server", "pets-types"]);
}
