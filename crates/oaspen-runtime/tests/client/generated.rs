//! What the generator is to print, written by hand.
#![expect(
    unreachable_pub,
    reason = "generated items are public, this test crate has no outside"
)]

use oaspen_runtime::private::v1 as rt;

/// A problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub message: String,
}

impl rt::Decode for Problem {
    fn decode(json: rt::View<'_>) -> rt::DecodeResult<Self> {
        let object = json.object()?;
        Ok(Self {
            message: object.required("message")?,
        })
    }
}

impl rt::Encode for Problem {
    fn encode(&self, writer: &mut rt::Writer) {
        let mut object = writer.object();
        object.required("message", &self.message);
        object.end();
    }
}

pub mod security {
    use super::rt;

    pub static BEARER_AUTH: rt::SecurityScheme = rt::SecurityScheme {
        name: "bearerAuth",
        index: 0,
        kind: rt::SchemeKind::Bearer,
    };
    pub static HTTP_BASIC: rt::SecurityScheme = rt::SecurityScheme {
        name: "httpBasic",
        index: 1,
        kind: rt::SchemeKind::Basic,
    };
    pub static HEADER_KEY: rt::SecurityScheme = rt::SecurityScheme {
        name: "headerKey",
        index: 2,
        kind: rt::SchemeKind::ApiKey {
            location: rt::ApiKeyLocation::Header,
            name: "X-Key",
        },
    };
    pub static QUERY_KEY: rt::SecurityScheme = rt::SecurityScheme {
        name: "queryKey",
        index: 3,
        kind: rt::SchemeKind::ApiKey {
            location: rt::ApiKeyLocation::Query,
            name: "key",
        },
    };
    pub static COOKIE_KEY: rt::SecurityScheme = rt::SecurityScheme {
        name: "cookieKey",
        index: 4,
        kind: rt::SchemeKind::ApiKey {
            location: rt::ApiKeyLocation::Cookie,
            name: "session",
        },
    };
}

/// `POST /groups/{GroupId}/members`
pub mod add_member {
    use super::{Problem, rt, security};

    pub static INFO: rt::OperationInfo = rt::OperationInfo {
        id: "AddMember",
        method: "POST",
        path: "/groups/{GroupId}/members",
        tags: &["Groups"],
        consumes: &["application/json"],
        body_required: true,
        produces: &["application/json"],
        security: &[
            &[rt::SchemeUse {
                scheme: &security::BEARER_AUTH,
                scopes: &[],
            }],
            &[rt::SchemeUse {
                scheme: &security::HTTP_BASIC,
                scopes: &[],
            }],
        ],
        deprecated: false,
    };

    #[derive(Clone, Debug, PartialEq)]
    pub struct Request {
        pub group_id: String,
        pub format: Option<String>,
        pub tags: Option<Vec<String>>,
        pub trace: Option<String>,
        pub theme: Option<String>,
        pub body: Problem,
    }

    #[derive(Clone, Debug, PartialEq)]
    pub enum Output {
        /// `201`
        Created,
        /// `202`
        Accepted(Problem),
    }

    pub type Error = Problem;
}

/// `GET /metrics`
pub mod get_metrics {
    use super::{Problem, rt, security};

    pub static INFO: rt::OperationInfo = rt::OperationInfo {
        id: "GetMetrics",
        method: "GET",
        path: "/metrics",
        tags: &[],
        consumes: &[],
        body_required: false,
        produces: &["application/json", "text/plain"],
        security: &[&[
            rt::SchemeUse {
                scheme: &security::HEADER_KEY,
                scopes: &[],
            },
            rt::SchemeUse {
                scheme: &security::QUERY_KEY,
                scopes: &[],
            },
            rt::SchemeUse {
                scheme: &security::COOKIE_KEY,
                scopes: &[],
            },
        ]],
        deprecated: false,
    };

    #[derive(Clone, Debug, PartialEq, Default)]
    pub struct Request {}

    #[derive(Clone, Debug, PartialEq)]
    pub enum OkBody {
        Json(Problem),
        Text(String),
    }

    pub type Output = OkBody;

    #[derive(Clone, Debug, PartialEq)]
    pub enum Error {
        NotFound(Problem),
        ServerError(Problem),
    }
}

/// `PUT /media/{Id}`
pub mod put_media {
    use super::{Problem, rt};

    pub static INFO: rt::OperationInfo = rt::OperationInfo {
        id: "PutMedia",
        method: "PUT",
        path: "/media/{Id}",
        tags: &[],
        consumes: &["multipart/form-data"],
        body_required: true,
        produces: &[],
        security: &[],
        deprecated: false,
    };

    #[derive(Clone, Debug, PartialEq)]
    pub struct Body {
        pub file: rt::Bytes,
        pub names: Option<Vec<String>>,
        pub meta: Problem,
    }

    #[derive(Clone, Debug, PartialEq)]
    pub struct Request {
        pub id: i64,
        pub body: Body,
    }

    pub type Output = ();
    pub type Error = Problem;
}

/// A client.
#[derive(Clone, Debug)]
pub struct Client {
    core: rt::client::Core,
}

impl Client {
    pub fn builder(base_url: impl Into<rt::client::Address>) -> ClientBuilder {
        ClientBuilder {
            inner: rt::client::Builder::new(base_url),
        }
    }

    pub fn in_process<S>(service: S) -> ClientBuilder
    where
        S: rt::client::InProcessService,
    {
        ClientBuilder {
            inner: rt::client::Builder::in_process(service),
        }
    }

    #[must_use]
    pub fn with_bearer_auth(&self, token: impl Into<String>) -> Self {
        let credential = rt::client::Credential::bearer(token);
        Self {
            core: self
                .core
                .with_credential(&security::BEARER_AUTH, credential),
        }
    }

    pub fn add_member(
        &self,
        group_id: impl Into<String>,
        body: impl Into<Problem>,
    ) -> calls::AddMember<'_> {
        let request = add_member::Request {
            group_id: group_id.into(),
            format: None,
            tags: None,
            trace: None,
            theme: None,
            body: body.into(),
        };
        Call::new(&self.core, request)
    }

    pub fn get_metrics(&self) -> calls::GetMetrics<'_> {
        Call::new(&self.core, get_metrics::Request::default())
    }

    pub fn put_media(&self, id: i64, body: impl Into<put_media::Body>) -> calls::PutMedia<'_> {
        Call::new(
            &self.core,
            put_media::Request {
                id,
                body: body.into(),
            },
        )
    }

    pub fn request(&self, method: rt::Method, path: &str) -> rt::client::RawCall<'_> {
        self.core.request(method, path)
    }
}

/// Makes a [`Client`].
#[derive(Clone, Debug)]
pub struct ClientBuilder {
    inner: rt::client::Builder,
}

impl ClientBuilder {
    #[must_use]
    pub fn bearer_auth(mut self, token: impl Into<rt::client::Credential>) -> Self {
        self.inner = self.inner.credential(&security::BEARER_AUTH, token);
        self
    }

    #[must_use]
    pub fn http_basic(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        let credential = rt::client::Credential::basic(user, password);
        self.inner = self.inner.credential(&security::HTTP_BASIC, credential);
        self
    }

    /// All three keys.
    #[must_use]
    pub fn keys(mut self, key: &str) -> Self {
        for scheme in [
            &security::HEADER_KEY,
            &security::QUERY_KEY,
            &security::COOKIE_KEY,
        ] {
            self.inner = self
                .inner
                .credential(scheme, rt::client::Credential::api_key(key));
        }
        self
    }
}

rt::client_builder!(ClientBuilder, Client);

/// A call.
#[derive(Clone, Debug)]
#[must_use = "a call is sent by `.await` or `.send()`"]
pub struct Call<'c, R> {
    call: rt::client::Call<'c>,
    request: R,
}

rt::client_call!(Call, Client);

pub mod calls {
    use super::{Call, Client, add_member, get_metrics, put_media, rt};

    pub type AddMember<'c> = Call<'c, add_member::Request>;

    impl Call<'_, add_member::Request> {
        pub fn format(mut self, format: impl Into<String>) -> Self {
            self.request.format = Some(format.into());
            self
        }

        pub fn tags(mut self, tags: Vec<String>) -> Self {
            self.request.tags = Some(tags);
            self
        }

        pub fn trace(mut self, trace: impl Into<String>) -> Self {
            self.request.trace = Some(trace.into());
            self
        }

        pub fn theme(mut self, theme: impl Into<String>) -> Self {
            self.request.theme = Some(theme.into());
            self
        }
    }

    impl rt::client::Operation<Client> for add_member::Request {
        type Output = add_member::Output;
        type Error = add_member::Error;
        type Headers = ();
        type ErrorHeaders = ();
        const INFO: &'static rt::OperationInfo = &add_member::INFO;

        fn encode(&self, request: &mut rt::client::RequestWriter) {
            request.literal("/groups/");
            request.path("GroupId", rt::SIMPLE, &self.group_id);
            request.literal("/members");
            request.query("format", rt::FORM, &self.format);
            let piped = rt::Encoding {
                style: rt::Style::PipeDelimited,
                explode: false,
                allow_reserved: false,
            };
            request.query("tags", piped, &self.tags);
            request.header("X-Trace", rt::SIMPLE, &self.trace);
            request.cookie("theme", rt::FORM, &self.theme);
            request.json("application/json", &self.body);
            request.accept(&["application/json"]);
        }

        fn decode(answer: &rt::client::Answer) -> rt::client::Decoded<Self::Output, Self::Error> {
            match answer.status() {
                201 => Ok(rt::client::Outcome::Success(add_member::Output::Created)),
                202 => answer
                    .json("application/json")
                    .map(add_member::Output::Accepted)
                    .map(rt::client::Outcome::Success),
                _ => answer
                    .json("application/json")
                    .map(rt::client::Outcome::Failure),
            }
        }
    }

    pub type GetMetrics<'c> = Call<'c, get_metrics::Request>;

    impl rt::client::Operation<Client> for get_metrics::Request {
        type Output = get_metrics::Output;
        type Error = get_metrics::Error;
        type Headers = ();
        type ErrorHeaders = ();
        const INFO: &'static rt::OperationInfo = &get_metrics::INFO;

        fn encode(&self, request: &mut rt::client::RequestWriter) {
            request.literal("/metrics");
            request.accept(&["application/json", "text/plain"]);
        }

        fn decode(answer: &rt::client::Answer) -> rt::client::Decoded<Self::Output, Self::Error> {
            match answer.status() {
                200 => match answer.content(&["application/json", "text/plain"]) {
                    Some(0) => answer
                        .json("application/json")
                        .map(get_metrics::OkBody::Json)
                        .map(rt::client::Outcome::Success),
                    Some(1) => answer
                        .text()
                        .map(get_metrics::OkBody::Text)
                        .map(rt::client::Outcome::Success),
                    Some(_) | None => rt::client::undocumented(),
                },
                404 => answer
                    .json("application/json")
                    .map(get_metrics::Error::NotFound)
                    .map(rt::client::Outcome::Failure),
                500..=599 => answer
                    .json("application/json")
                    .map(get_metrics::Error::ServerError)
                    .map(rt::client::Outcome::Failure),
                _ => rt::client::undocumented(),
            }
        }
    }

    pub type PutMedia<'c> = Call<'c, put_media::Request>;

    impl rt::client::Operation<Client> for put_media::Request {
        type Output = put_media::Output;
        type Error = put_media::Error;
        type Headers = ();
        type ErrorHeaders = ();
        const INFO: &'static rt::OperationInfo = &put_media::INFO;

        fn encode(&self, request: &mut rt::client::RequestWriter) {
            request.literal("/media/");
            request.path("Id", rt::SIMPLE, &self.id);
            request.multipart("multipart/form-data", put_media_form(&self.body));
            request.accept(&[]);
        }

        fn decode(answer: &rt::client::Answer) -> rt::client::Decoded<Self::Output, Self::Error> {
            match answer.status() {
                204 => Ok(rt::client::Outcome::Success(())),
                _ => rt::client::undocumented(),
            }
        }
    }

    fn put_media_form(body: &put_media::Body) -> rt::client::MultipartWriter {
        let mut form = rt::client::MultipartWriter::new();
        form.bytes("file", "application/octet-stream", &body.file);
        form.text("names", "text/plain", &body.names);
        form.json("meta", "application/json", &body.meta);
        form
    }
}
