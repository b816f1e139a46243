//! Tag `Media`: bytes that come back as they went.

use http::header::CONTENT_TYPE;
use oaspen_runtime::types::map_of;
use uuid::Uuid;
use whatsapp_server::types::operations::{delete_media, download_media, upload_media};
use whatsapp_server::{Context, Media};
use whatsapp_types::{UploadMedia, UploadMediaResponse};

use crate::doorkeeper::Caller;
use crate::failure::{Failure, meta};
use crate::sandbox::Sandbox;
use crate::state;
use crate::upload::read_upload;

impl Media for Sandbox {
    async fn upload_media(
        &self,
        context: &Context<Caller>,
        request: upload_media::Request,
    ) -> Result<upload_media::Response, Failure> {
        let media_type = context.headers().get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        let media = state::Media {
            media_type: media_type.unwrap_or("application/octet-stream").to_owned(),
            bytes: read_upload(request.body.into_inner()).await?,
        };
        let id = Uuid::new_v4().to_string();
        self.change(|state| state.media.insert(id.clone(), media));
        let response = UploadMediaResponse::new().meta(meta());
        Ok(response.media(vec![UploadMedia::new().id(id)]).into())
    }

    async fn delete_media(
        &self,
        _context: &Context<Caller>,
        request: delete_media::Request,
    ) -> Result<delete_media::Response, Failure> {
        let id = request.media_id;
        self.change(|state| state.media.remove(&id))
            .ok_or_else(|| no_media(&id))?;
        Ok(delete_media::Response::Ok)
    }

    /// The document has a JSON object, of which it says nothing; WhatsApp sends the bytes. So who asks for the media's
    /// own type before JSON gets the bytes, and everyone else an object with the bytes as Base64 in it.
    async fn download_media(
        &self,
        context: &Context<Caller>,
        request: download_media::Request,
    ) -> Result<download_media::Response, Failure> {
        let id = request.media_id;
        let media = self.read(|state| state.media.get(&id).cloned());
        let media = media.ok_or_else(|| no_media(&id))?;
        if context.preferred(&["application/json", &media.media_type]) == Some(1) {
            return Err(Failure::raw(&media.media_type, media.bytes.into_bytes()));
        }
        let properties = [
            ("id", id.into()),
            ("mime_type", media.media_type.into()),
            ("data", media.bytes.to_string().into()),
        ];
        Ok(map_of(properties).into())
    }
}

fn no_media(id: &str) -> Failure {
    Failure::not_found(format!("there is no media {id}"))
}
