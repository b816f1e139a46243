//! What is to be the same on both sides. Most values are compared; a stream is read first.

use std::fmt::Debug;

use oaspen_runtime::body::Body;
use oaspen_runtime::types::Bytes;
use whatsapp_client::types;
use whatsapp_client::types::operations::{
    get_profile_photo, upload_certificate, upload_media, upload_webhook_ca_certificate,
};

/// What a value must be.
pub(super) trait Expect {
    /// What comes.
    type Actual;

    /// Asserts it; `place` says where.
    async fn check(&self, actual: Self::Actual, place: &str);
}

impl<T: Debug + PartialEq> Expect for T {
    type Actual = T;

    async fn check(&self, actual: T, place: &str) {
        assert_eq!(actual, *self, "{place}");
    }
}

/// More than any sample has.
const LIMIT: usize = 1024 * 1024;

async fn read(body: Body) -> Bytes {
    body.collect(LIMIT).await.expect("all of it comes")
}

/// A body of these bytes.
pub(super) struct Streamed(pub(super) Bytes);

impl Expect for Streamed {
    type Actual = Body;

    async fn check(&self, actual: Body, place: &str) {
        assert_eq!(read(actual).await, self.0, "{place}");
    }
}

/// A request whose optional body has these bytes.
pub(super) struct Uploads(pub(super) Option<Bytes>);

impl Expect for Uploads {
    type Actual = upload_certificate::Request;

    async fn check(&self, actual: Self::Actual, place: &str) {
        assert_eq!(read_optional(actual.body).await, self.0, "{place}");
    }
}

/// The same of the other operation.
pub(super) struct UploadsForWebhook(pub(super) Option<Bytes>);

impl Expect for UploadsForWebhook {
    type Actual = upload_webhook_ca_certificate::Request;

    async fn check(&self, actual: Self::Actual, place: &str) {
        assert_eq!(read_optional(actual.body).await, self.0, "{place}");
    }
}

async fn read_optional(body: Option<Body>) -> Option<Bytes> {
    match body {
        Some(body) => Some(read(body).await),
        None => None,
    }
}

/// A medium of this type and these bytes.
pub(super) struct Uploaded(pub(super) fn(Body) -> upload_media::Body, pub(super) Bytes);

impl Expect for Uploaded {
    type Actual = upload_media::Request;

    async fn check(&self, actual: upload_media::Request, place: &str) {
        use upload_media::Body::*;
        let expected = (self.0)(Body::empty());
        let kind = std::mem::discriminant(&expected);
        assert_eq!(std::mem::discriminant(&actual.body), kind, "{place}");
        let (AudioAcc(body)
        | AudioAmr(body)
        | AudioMp4(body)
        | AudioOgg(body)
        | ImagePng(body)
        | VideoMp4(body)
        | AudioMpeg(body)
        | ImageJpeg(body)
        | Text(body)
        | CodecsOpus(body)
        | ApplicationPdf(body)
        | ApplicationMsword(body)
        | ApplicationVndMsExcel(body)
        | ApplicationVndMsPowerpoint(body)) = actual.body;
        assert_eq!(read(body).await, self.1, "{place}");
    }
}

/// A photo, or where it is.
pub(super) enum Photo {
    Bytes(Bytes),
    Link(types::GetProfilePhotoResponse),
}

impl Expect for Photo {
    type Actual = get_profile_photo::OkBody;

    async fn check(&self, actual: get_profile_photo::OkBody, place: &str) {
        match (actual, self) {
            (get_profile_photo::OkBody::ImageJpeg(actual), Self::Bytes(expected)) => {
                assert_eq!(read(actual).await, *expected, "{place}");
            }
            (get_profile_photo::OkBody::Json(actual), Self::Link(expected)) => {
                assert_eq!(actual, *expected, "{place}");
            }
            (actual, _) => panic!("{place}: {actual:?}"),
        }
    }
}
