//! What a generator would print for a small document, by hand: types, traits, service.

use std::future::Future;
use std::sync::Arc;

use crate::private::v1 as rt;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Note {
    pub(super) text: String,
    pub(super) stars: Option<i32>,
}

impl rt::Decode for Note {
    fn decode(json: rt::View<'_>) -> rt::DecodeResult<Self> {
        let object = json.object()?;
        object.deny_unknown(&["text", "stars"])?;
        let note = Self {
            text: object.required("text")?,
            stars: object.optional("stars"),
        };
        object.finish(note)
    }
}

impl rt::Encode for Note {
    fn encode(&self, writer: &mut rt::Writer) {
        let mut object = writer.object();
        object.required("text", &self.text);
        object.optional("stars", &self.stars);
        object.end();
    }
}

pub(super) mod security {
    use super::rt;

    pub(crate) static BEARER: rt::SecurityScheme = rt::SecurityScheme {
        name: "bearer",
        index: 0,
        kind: rt::SchemeKind::Bearer,
    };
    pub(crate) static BASIC: rt::SecurityScheme = rt::SecurityScheme {
        name: "basic",
        index: 1,
        kind: rt::SchemeKind::Basic,
    };
    pub(crate) static KEY: rt::SecurityScheme = rt::SecurityScheme {
        name: "key",
        index: 2,
        kind: rt::SchemeKind::ApiKey {
            location: rt::ApiKeyLocation::Query,
            name: "key",
        },
    };
}

/// Secured, with a body.
pub(super) mod add_note {
    use super::{rt, security};

    pub(crate) static INFO: rt::OperationInfo = rt::OperationInfo {
        id: "addNote",
        method: "POST",
        path: "/users/{user}/notes",
        tags: &["Notes"],
        consumes: &["application/json"],
        body_required: true,
        produces: &["application/json"],
        security: &[
            &[rt::SchemeUse {
                scheme: &security::BEARER,
                scopes: &["write"],
            }],
            &[
                rt::SchemeUse {
                    scheme: &security::BASIC,
                    scopes: &[],
                },
                rt::SchemeUse {
                    scheme: &security::KEY,
                    scopes: &[],
                },
            ],
        ],
        deprecated: false,
    };

    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct Request {
        pub(crate) user: i64,
        pub(crate) tags: Option<Vec<String>>,
        pub(crate) trace: Option<String>,
        pub(crate) body: super::Note,
    }

    #[derive(Clone, Debug, PartialEq)]
    pub(crate) enum Response {
        Created(super::Note),
        Accepted,
        Default(rt::StatusCode, String),
    }
}

/// Anonymous is one alternative.
pub(super) mod who_am_i {
    use super::{rt, security};

    pub(crate) static INFO: rt::OperationInfo = rt::OperationInfo {
        id: "whoAmI",
        method: "GET",
        path: "/me",
        tags: &[],
        consumes: &[],
        body_required: false,
        produces: &["text/plain"],
        security: &[
            &[],
            &[rt::SchemeUse {
                scheme: &security::BEARER,
                scopes: &[],
            }],
        ],
        deprecated: false,
    };

    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct Request {
        pub(crate) depth: i32,
        pub(crate) filter: Option<super::Note>,
    }

    pub(crate) enum Response {
        Ok(String),
    }
}

/// Nobody is asked; several media types.
pub(super) mod upload {
    use super::rt;

    pub(crate) static INFO: rt::OperationInfo = rt::OperationInfo {
        id: "upload",
        method: "PUT",
        path: "/files/{name}.{extension}",
        tags: &[],
        consumes: &["image/*", "text/plain"],
        body_required: false,
        produces: &["application/octet-stream"],
        security: &[],
        deprecated: false,
    };

    #[derive(Clone, Debug, PartialEq)]
    pub(crate) enum Body {
        Image(rt::Bytes),
        Text(String),
    }

    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct Request {
        pub(crate) name: String,
        pub(crate) extension: String,
        pub(crate) session: Option<String>,
        pub(crate) body: Option<Body>,
    }

    pub(crate) enum Response {
        Ok(rt::Bytes),
        NoContent,
    }
}

/// A form of either kind.
pub(super) mod submit {
    use super::rt;

    pub(crate) static INFO: rt::OperationInfo = rt::OperationInfo {
        id: "submit",
        method: "POST",
        path: "/forms",
        tags: &[],
        consumes: &["application/x-www-form-urlencoded", "multipart/form-data"],
        body_required: true,
        produces: &[],
        security: &[],
        deprecated: false,
    };

    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct Files {
        pub(crate) note: super::Note,
        pub(crate) files: Vec<rt::Bytes>,
        pub(crate) title: Option<String>,
    }

    impl rt::Decode for Files {
        fn decode(json: rt::View<'_>) -> rt::DecodeResult<Self> {
            let object = json.object()?;
            let files = Self {
                note: object.required("note")?,
                files: object.required("files")?,
                title: object.optional("title"),
            };
            object.finish(files)
        }
    }

    impl rt::Encode for Files {
        fn encode(&self, writer: &mut rt::Writer) {
            let mut object = writer.object();
            object.required("note", &self.note);
            object.required("files", &self.files);
            object.optional("title", &self.title);
            object.end();
        }
    }

    #[derive(Clone, Debug, PartialEq)]
    pub(crate) enum Body {
        Note(super::Note),
        Files(Files),
    }

    pub(crate) struct Request {
        pub(crate) body: Body,
    }

    pub(crate) type Response = String;
}

pub(super) trait Api: Send + Sync + 'static {
    type Principal: Send + Sync + 'static;
    type Error: rt::server::IntoErrorResponse;
}

pub(super) trait Notes: Api {
    fn add_note(
        &self,
        context: &rt::server::Context<Self::Principal>,
        request: add_note::Request,
    ) -> impl Future<Output = Result<add_note::Response, Self::Error>> + Send;
}

pub(super) trait Other: Api {
    fn who_am_i(
        &self,
        context: &rt::server::Context<Option<Self::Principal>>,
        request: who_am_i::Request,
    ) -> impl Future<Output = Result<who_am_i::Response, Self::Error>> + Send;

    fn upload(
        &self,
        context: &rt::server::Context<()>,
        request: upload::Request,
    ) -> impl Future<Output = Result<upload::Response, Self::Error>> + Send;

    fn submit(
        &self,
        context: &rt::server::Context<()>,
        request: submit::Request,
    ) -> impl Future<Output = Result<submit::Response, Self::Error>> + Send;
}

pub(super) trait Operations: Notes + Other {}

impl<T> Operations for T where T: Notes + Other {}

pub(super) trait Authenticator: Send + Sync + 'static {
    type Principal: Send + Sync + 'static;

    fn bearer(
        &self,
        request: &rt::server::AuthRequest<'_>,
        credentials: rt::server::Bearer<'_>,
    ) -> impl Future<Output = Result<Self::Principal, rt::server::AuthError>> + Send;

    fn basic(
        &self,
        request: &rt::server::AuthRequest<'_>,
        credentials: rt::server::Basic<'_>,
    ) -> impl Future<Output = Result<Self::Principal, rt::server::AuthError>> + Send;

    fn key(
        &self,
        request: &rt::server::AuthRequest<'_>,
        credentials: rt::server::ApiKey<'_>,
    ) -> impl Future<Output = Result<Self::Principal, rt::server::AuthError>> + Send;

    fn join(&self, first: Self::Principal, second: Self::Principal) -> Self::Principal {
        let _ = second;
        first
    }
}

pub(super) struct Server<A, S> {
    state: State<A, S>,
    options: rt::server::Options,
}

impl<A: Operations, S: Authenticator<Principal = A::Principal>> Server<A, S> {
    pub(super) fn new(api: A, authenticator: S) -> Self {
        Self {
            state: State { api, authenticator },
            options: rt::server::Options::default(),
        }
    }

    pub(super) fn options(mut self, options: rt::server::Options) -> Self {
        self.options = options;
        self
    }

    pub(super) fn into_service(self) -> rt::server::Service {
        rt::server::Service::new(OPERATIONS, self.state, self.options)
    }
}

static OPERATIONS: &[&rt::OperationInfo] = &[
    &add_note::INFO,
    &who_am_i::INFO,
    &upload::INFO,
    &submit::INFO,
];

pub(super) struct State<A, S> {
    api: A,
    authenticator: S,
}

impl<A: Operations, S: Authenticator<Principal = A::Principal>> rt::server::Dispatch
    for State<A, S>
{
    fn dispatch(
        self: Arc<Self>,
        operation: usize,
        incoming: rt::server::Incoming,
    ) -> rt::server::ReplyFuture {
        match operation {
            0 => Box::pin(async move { handlers::add_note(&self, incoming).await }),
            1 => Box::pin(async move { handlers::who_am_i(&self, incoming).await }),
            2 => Box::pin(async move { handlers::upload(&self, incoming).await }),
            3 => Box::pin(async move { handlers::submit(&self, incoming).await }),
            _ => crate::server::undocumented(),
        }
    }
}

impl<A: Operations, S: Authenticator<Principal = A::Principal>> rt::server::Authenticate
    for State<A, S>
{
    type Principal = S::Principal;

    fn check<'a>(
        &'a self,
        scheme: &'static rt::SecurityScheme,
        request: &'a rt::server::AuthRequest<'_>,
    ) -> rt::server::BoxFuture<'a, Result<S::Principal, rt::server::AuthError>> {
        match scheme.index {
            0 => {
                Box::pin(async move { self.authenticator.bearer(request, request.bearer()?).await })
            }
            1 => Box::pin(async move { self.authenticator.basic(request, request.basic()?).await }),
            2 => Box::pin(async move { self.authenticator.key(request, request.api_key()?).await }),
            _ => Box::pin(async move { Err(rt::server::AuthError::Missing) }),
        }
    }

    fn join(&self, first: S::Principal, second: S::Principal) -> S::Principal {
        self.authenticator.join(first, second)
    }
}

mod handlers {
    use super::{Authenticator, Operations, State, add_note, rt, submit, upload, who_am_i};

    pub(super) async fn add_note<A: Operations, S: Authenticator<Principal = A::Principal>>(
        state: &State<A, S>,
        incoming: rt::server::Incoming,
    ) -> crate::server::Handled {
        let admitted = rt::server::admit(state, &add_note::INFO, incoming).await?;
        let (context, request) = admitted.decode(decode_add_note)?;
        rt::server::answer(state.api.add_note(&context, request).await, encode_add_note)
    }

    fn decode_add_note(read: rt::server::Reader<'_>) -> Option<add_note::Request> {
        let user = read.path("user", rt::SIMPLE, rt::Shape::Scalar);
        let tags = read.optional_query("tags", rt::FORM, rt::Shape::Array);
        let trace = read.optional_header("X-Trace", rt::SIMPLE, rt::Shape::Scalar);
        let body = read.json();
        Some(add_note::Request {
            user: user?,
            tags: tags?,
            trace: trace?,
            body: body?,
        })
    }

    fn encode_add_note(response: add_note::Response) -> rt::server::Reply {
        match response {
            add_note::Response::Created(body) => {
                rt::server::Reply::json(201, "application/json", &body)
            }
            add_note::Response::Accepted => rt::server::Reply::empty(202),
            add_note::Response::Default(status, body) => {
                rt::server::Reply::json(status, "application/json", &body)
            }
        }
    }

    pub(super) async fn who_am_i<A: Operations, S: Authenticator<Principal = A::Principal>>(
        state: &State<A, S>,
        incoming: rt::server::Incoming,
    ) -> crate::server::Handled {
        let admitted = rt::server::admit_optional(state, &who_am_i::INFO, incoming).await?;
        let (context, request) = admitted.decode(decode_who_am_i)?;
        rt::server::answer(state.api.who_am_i(&context, request).await, encode_who_am_i)
    }

    fn decode_who_am_i(read: rt::server::Reader<'_>) -> Option<who_am_i::Request> {
        let depth = read.query("depth", rt::FORM, rt::Shape::Scalar);
        let filter = read.optional_query_json("filter");
        Some(who_am_i::Request {
            depth: depth?,
            filter: filter?,
        })
    }

    fn encode_who_am_i(response: who_am_i::Response) -> rt::server::Reply {
        match response {
            who_am_i::Response::Ok(body) => rt::server::Reply::text(200, "text/plain", &body),
        }
    }

    pub(super) async fn upload<A: Operations, S: Authenticator<Principal = A::Principal>>(
        state: &State<A, S>,
        incoming: rt::server::Incoming,
    ) -> crate::server::Handled {
        let admitted = rt::server::admit_anonymous(&upload::INFO, incoming).await?;
        let (context, request) = admitted.decode(decode_upload)?;
        rt::server::answer(state.api.upload(&context, request).await, encode_upload)
    }

    fn decode_upload(read: rt::server::Reader<'_>) -> Option<upload::Request> {
        let name = read.path("name", rt::SIMPLE, rt::Shape::Scalar);
        let extension = read.path("extension", rt::SIMPLE, rt::Shape::Scalar);
        let session = read.optional_cookie("session", rt::FORM, rt::Shape::Scalar);
        let body = decode_upload_body(read);
        Some(upload::Request {
            name: name?,
            extension: extension?,
            session: session?,
            body: body?,
        })
    }

    fn decode_upload_body(read: rt::server::Reader<'_>) -> Option<Option<upload::Body>> {
        match read.optional_content(&["image/*", "text/plain"])? {
            Some(0) => read.bytes().map(upload::Body::Image).map(Some),
            Some(_) => read.text().map(upload::Body::Text).map(Some),
            None => Some(None),
        }
    }

    fn encode_upload(response: upload::Response) -> rt::server::Reply {
        match response {
            upload::Response::Ok(body) => {
                rt::server::Reply::bytes(200, "application/octet-stream", body)
            }
            upload::Response::NoContent => rt::server::Reply::empty(204),
        }
    }

    pub(super) async fn submit<A: Operations, S: Authenticator<Principal = A::Principal>>(
        state: &State<A, S>,
        incoming: rt::server::Incoming,
    ) -> crate::server::Handled {
        let admitted = rt::server::admit_anonymous(&submit::INFO, incoming).await?;
        let (context, request) = admitted.decode(decode_submit)?;
        rt::server::answer(state.api.submit(&context, request).await, encode_submit)
    }

    fn decode_submit(read: rt::server::Reader<'_>) -> Option<submit::Request> {
        let body = decode_submit_body(read);
        Some(submit::Request { body: body? })
    }

    fn decode_submit_body(read: rt::server::Reader<'_>) -> Option<submit::Body> {
        match read.content(&["application/x-www-form-urlencoded", "multipart/form-data"])? {
            0 => read
                .form(&[("text", rt::Shape::Scalar, None)])
                .map(submit::Body::Note),
            _ => read.multipart(decode_submit_parts).map(submit::Body::Files),
        }
    }

    fn decode_submit_parts(read: rt::server::PartsReader<'_>) -> Option<submit::Files> {
        let note = read.json("note", rt::Shape::Object);
        let files = read.bytes("files");
        let title = read.optional_text("title", rt::Shape::Scalar);
        Some(submit::Files {
            note: note?,
            files: files?,
            title: title?,
        })
    }
    fn encode_submit(response: submit::Response) -> rt::server::Reply {
        rt::server::Reply::text(200, "text/plain", &response)
    }
}
