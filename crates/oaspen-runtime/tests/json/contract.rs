//! Types written by hand exactly as the generator writes them: what compiles here, generated code
//! may say.
#![expect(unreachable_pub, reason = "generated items are public")]

use ::oaspen_runtime::private::v1 as rt;

/// An image by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageById {
    pub id: String,
    pub caption: Option<String>,
    pub note: Option<String>,
    pub state: rt::Presence<String>,
    pub delay: Option<String>,
    pub additional: rt::Map<rt::Any>,
}

impl ImageById {
    pub fn new(id: impl Into<String>, note: Option<String>) -> Self {
        Self {
            id: id.into(),
            caption: None,
            note,
            state: rt::Presence::Absent,
            delay: None,
            additional: rt::Map::new(),
        }
    }

    #[must_use]
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }
}

impl rt::Decode for ImageById {
    fn decode(json: rt::View<'_>) -> rt::DecodeResult<Self> {
        let object = json.object()?;
        let value = Self {
            id: object.required("id")?,
            caption: object.optional("caption"),
            note: object.required("note")?,
            state: object.presence("state"),
            delay: object.optional_with("delay", rt::lenient_string),
            additional: object.additional(&["id", "caption", "note", "state", "delay"])?,
        };
        object.finish(value)
    }
}

impl rt::Encode for ImageById {
    fn encode(&self, writer: &mut rt::Writer) {
        let mut object = writer.object();
        object.required("id", &self.id);
        object.optional("caption", &self.caption);
        object.required("note", &self.note);
        object.presence("state", &self.state);
        object.optional("delay", &self.delay);
        object.additional(&self.additional);
        object.end();
    }
}

rt::serde!(ImageById);

/// A closed struct.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageByProvider {
    pub link: String,
    pub status: Option<Status>,
    pub size: Option<Size>,
    pub area: (f64, u8),
    pub thumbnail: Option<rt::Base64>,
    pub extra: Option<rt::Any>,
    pub also: Vec<Image>,
}

impl rt::Decode for ImageByProvider {
    fn decode(json: rt::View<'_>) -> rt::DecodeResult<Self> {
        let object = json.object()?;
        object.deny_unknown(&[
            "link",
            "status",
            "size",
            "area",
            "thumbnail",
            "extra",
            "also",
        ])?;
        let value = Self {
            link: object.required("link")?,
            status: object.optional("status"),
            size: object.optional("size"),
            area: object.required("area")?,
            thumbnail: object.optional("thumbnail"),
            extra: object.optional("extra"),
            also: object.required("also")?,
        };
        object.finish(value)
    }
}

impl rt::Encode for ImageByProvider {
    fn encode(&self, writer: &mut rt::Writer) {
        let mut object = writer.object();
        object.required("link", &self.link);
        object.optional("status", &self.status);
        object.optional("size", &self.size);
        object.required("area", &self.area);
        object.optional("thumbnail", &self.thumbnail);
        object.optional("extra", &self.extra);
        object.required("also", &self.also);
        object.end();
    }
}

rt::serde!(ImageByProvider);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    Processing,
    Valid,
    /// A value that the document does not list: a client keeps it, a server refuses it.
    Unknown(String),
}

impl Status {
    pub const VARIANTS: &'static [Self] = &[Self::Processing, Self::Valid];

    pub fn as_str(&self) -> &str {
        match self {
            Self::Processing => "processing",
            Self::Valid => "valid",
            Self::Unknown(value) => value,
        }
    }
}

rt::string_enum!(Status, Unknown);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DayOfWeek {
    Monday,
    Unknown(String),
}

impl DayOfWeek {
    pub const VARIANTS: &'static [Self] = &[Self::Monday];

    pub fn as_str(&self) -> &str {
        match self {
            Self::Monday => "1",
            Self::Unknown(value) => value,
        }
    }
}

rt::string_enum!(DayOfWeek, Unknown, lenient);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    Small,
    Large,
    Unknown(i64),
}

impl Size {
    pub const VARIANTS: &'static [Self] = &[Self::Small, Self::Large];

    pub fn as_i64(&self) -> i64 {
        match self {
            Self::Small => 1,
            Self::Large => 10,
            Self::Unknown(value) => *value,
        }
    }
}

rt::integer_enum!(Size, Unknown);

/// Told apart by keys.
#[derive(Clone, Debug, PartialEq)]
pub enum Image {
    ById(ImageById),
    ByProvider(Box<ImageByProvider>),
    /// A value that fits no branch: a client keeps it, a server refuses it.
    Unknown(rt::Any),
}

static IMAGE: rt::UnionPlan = rt::UnionPlan {
    branches: &["ById", "ByProvider"],
    rules: &[
        rt::Rule {
            kinds: rt::Kinds::OBJECT,
            test: rt::Test::HasKey("id"),
            branch: 0,
        },
        rt::Rule {
            kinds: rt::Kinds::OBJECT,
            test: rt::Test::HasKey("link"),
            branch: 1,
        },
    ],
};

impl rt::Decode for Image {
    fn decode(json: rt::View<'_>) -> rt::DecodeResult<Self> {
        match IMAGE.choose(json) {
            Some(0) => json.decode().map(Self::ById),
            Some(1) => json.decode().map(Self::ByProvider),
            Some(_) | None => IMAGE.unknown(json).map(Self::Unknown),
        }
    }
}

impl rt::Encode for Image {
    fn encode(&self, writer: &mut rt::Writer) {
        match self {
            Self::ById(value) => value.encode(writer),
            Self::ByProvider(value) => value.encode(writer),
            Self::Unknown(value) => rt::Encode::encode(value, writer),
        }
    }
}

impl From<ImageById> for Image {
    fn from(value: ImageById) -> Self {
        Self::ById(value)
    }
}

rt::serde!(Image);

/// Told apart by trying; recursive, so that trials nest.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    Left(Box<LeftNode>),
    Right(Box<RightNode>),
    Leaf(i64),
    Unknown(rt::Any),
}

static TREE: rt::UnionPlan = rt::UnionPlan {
    branches: &["Left", "Right", "Leaf"],
    rules: &[
        rt::Rule {
            kinds: rt::Kinds::OBJECT,
            test: rt::Test::Decodes,
            branch: 0,
        },
        rt::Rule {
            kinds: rt::Kinds::OBJECT,
            test: rt::Test::Decodes,
            branch: 1,
        },
        rt::Rule {
            kinds: rt::Kinds::INTEGER,
            test: rt::Test::Always,
            branch: 2,
        },
    ],
};

impl rt::Decode for Tree {
    fn decode(json: rt::View<'_>) -> rt::DecodeResult<Self> {
        let chosen = TREE.choose_with(json, |branch| match branch {
            0 => rt::decodes::<Box<LeftNode>>(json),
            1 => rt::decodes::<Box<RightNode>>(json),
            _ => false,
        });
        match chosen {
            Some(0) => json.decode().map(Self::Left),
            Some(1) => json.decode().map(Self::Right),
            Some(2) => json.decode().map(Self::Leaf),
            Some(_) | None => TREE.unknown(json).map(Self::Unknown),
        }
    }
}

impl rt::Encode for Tree {
    fn encode(&self, writer: &mut rt::Writer) {
        match self {
            Self::Left(value) => value.encode(writer),
            Self::Right(value) => value.encode(writer),
            Self::Leaf(value) => value.encode(writer),
            Self::Unknown(value) => rt::Encode::encode(value, writer),
        }
    }
}

macro_rules! node {
    ($name:ident, $mark:literal) => {
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            pub child: Tree,
            pub mark: Option<i64>,
        }

        impl rt::Decode for $name {
            fn decode(json: rt::View<'_>) -> rt::DecodeResult<Self> {
                let object = json.object()?;
                object.deny_unknown(&["child", $mark])?;
                let value = Self {
                    child: object.required("child")?,
                    mark: object.optional($mark),
                };
                object.finish(value)
            }
        }

        impl rt::Encode for $name {
            fn encode(&self, writer: &mut rt::Writer) {
                let mut object = writer.object();
                object.required("child", &self.child);
                object.optional($mark, &self.mark);
                object.end();
            }
        }
    };
}

node!(LeftNode, "left");
node!(RightNode, "right");

pub type Providers = Vec<ImageByProvider>;

pub static BEARER_AUTH: rt::SecurityScheme = rt::SecurityScheme {
    name: "bearerAuth",
    index: 0,
    kind: rt::SchemeKind::Bearer,
};

pub static INFO: rt::OperationInfo = rt::OperationInfo {
    id: "RequestCode",
    method: "POST",
    path: "/account",
    tags: &["Registration"],
    consumes: &["application/json"],
    body_required: true,
    produces: &["application/json"],
    security: &[&[rt::SchemeUse {
        scheme: &BEARER_AUTH,
        scopes: &[],
    }]],
    deprecated: false,
};

#[test]
fn static_data_can_be_read() {
    let schemes: Vec<_> = INFO
        .security
        .concat()
        .iter()
        .map(|used| used.scheme.name)
        .collect();
    assert_eq!((INFO.method, INFO.path), ("POST", "/account"));
    assert_eq!(schemes, ["bearerAuth"]);
}

#[test]
fn aliases_decode_as_what_they_name() {
    assert_eq!(oaspen_runtime::json::from_str("[]"), Ok(Providers::new()));
}

#[test]
fn builders_read_naturally() {
    let image = Image::from(ImageById::new("5", None).caption("a cat"));
    let text = oaspen_runtime::json::to_string(&image);
    assert_eq!(text, r#"{"id":"5","caption":"a cat","note":null}"#);
}
