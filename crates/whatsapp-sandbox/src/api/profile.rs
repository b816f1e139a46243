//! Tag `Profile`: the text about the business, and its photo.

use http::header::HOST;
use oaspen_runtime::types::Base64;
use whatsapp_server::types::operations::{
    delete_profile_photo, get_profile_about, get_profile_photo, update_profile_about,
    update_profile_photo,
};
use whatsapp_server::{Context, Profile};
use whatsapp_types::{
    GetProfileAboutResponse, GetProfilePhotoResponse, ProfileAbout, ProfileAboutSettings,
    ProfileAboutSettingsProfile, ProfilePhotoSettings, ProfilePhotoSettingsProfile2,
    ProfilePhotoSettingsProfilePhoto2,
};

use crate::doorkeeper::Caller;
use crate::failure::Failure;
use crate::sandbox::Sandbox;

impl Profile for Sandbox {
    async fn get_profile_about(
        &self,
        _context: &Context<Caller>,
        _request: get_profile_about::Request,
    ) -> Result<get_profile_about::Response, Failure> {
        let about = self.read(|state| ProfileAbout::new(&state.profile.about));
        let profile = ProfileAboutSettingsProfile::new().about(about);
        let settings = ProfileAboutSettings::new().profile(profile);
        Ok(GetProfileAboutResponse::new().settings(settings).into())
    }

    async fn update_profile_about(
        &self,
        _context: &Context<Caller>,
        request: update_profile_about::Request,
    ) -> Result<update_profile_about::Response, Failure> {
        self.change(|state| state.profile.about = request.body.text);
        Ok(update_profile_about::Response::Ok)
    }

    async fn delete_profile_photo(
        &self,
        _context: &Context<Caller>,
        _request: delete_profile_photo::Request,
    ) -> Result<delete_profile_photo::Response, Failure> {
        self.change(|state| state.profile.photo.take())
            .ok_or_else(no_photo)?;
        Ok(delete_profile_photo::Response::Ok)
    }

    async fn get_profile_photo(
        &self,
        context: &Context<Caller>,
        request: get_profile_photo::Request,
    ) -> Result<get_profile_photo::Response, Failure> {
        let photo = self.read(|state| state.profile.photo.clone());
        let photo = photo.ok_or_else(no_photo)?;
        let body = if wants_link(context, request.format.as_deref()) {
            get_profile_photo::OkBody::Json(link_to_photo(context))
        } else {
            get_profile_photo::OkBody::ImageJpeg(photo.into_bytes().into())
        };
        Ok(body.into())
    }

    async fn update_profile_photo(
        &self,
        _context: &Context<Caller>,
        request: update_profile_photo::Request,
    ) -> Result<update_profile_photo::Response, Failure> {
        let photo = request.body.map(|body| Base64::from(body.file.bytes()));
        self.change(|state| state.profile.photo = photo);
        Ok(update_profile_photo::Response::Ok)
    }
}

/// The parameter `format` decides, else what the request accepts.
fn wants_link(context: &Context<Caller>, format: Option<&str>) -> bool {
    format == Some("link") || context.preferred(&["image/jpeg", "application/json"]) == Some(1)
}

fn link_to_photo(context: &Context<Caller>) -> GetProfilePhotoResponse {
    let host = context.headers().get(HOST);
    let host = host.and_then(|host| host.to_str().ok());
    let path = context.uri().path();
    let link = format!("http://{}{path}", host.unwrap_or("localhost"));
    let photo = ProfilePhotoSettingsProfilePhoto2::new().link(link);
    let profile = ProfilePhotoSettingsProfile2::new().photo(photo);
    GetProfilePhotoResponse::new().settings(ProfilePhotoSettings::new().profile(profile))
}

fn no_photo() -> Failure {
    Failure::not_found("there is no photo")
}
