//! Tag `Profile`.

use whatsapp_client::types;
use whatsapp_client::types::operations::get_profile_photo::OkBody;

use super::ODD;
use super::expect::Photo;
use super::live::Live;
use super::samples::{binary, file};

fn profile_about() -> types::GetProfileAboutResponse {
    let about = types::ProfileAbout::new("your-profile-about-text");
    let profile = types::ProfileAboutSettingsProfile::new().about(about);
    let settings = types::ProfileAboutSettings::new().profile(profile);
    types::GetProfileAboutResponse::new().settings(settings)
}

fn photo_link() -> types::GetProfilePhotoResponse {
    // The document has these two inline, and again as components that nothing refers to.
    let photo = types::ProfilePhotoSettingsProfilePhoto2::new().link("profile-photo-url");
    let profile = types::ProfilePhotoSettingsProfile2::new().photo(photo);
    let settings = types::ProfilePhotoSettings::new().profile(profile);
    types::GetProfilePhotoResponse::new().settings(settings)
}

pub(super) async fn calls(live: &Live) {
    exchange!(live, get_profile_about(), 200 Ok(profile_about()));
    exchange!(live, update_profile_about(types::ProfileAbout::new("<About Profile>")), 200 Ok);
    exchange!(live, delete_profile_photo(), 200 Ok);
    exchange!(live, get_profile_photo(),
        200 Ok(OkBody::Json(photo_link())) => Photo::Link(photo_link()),
        200 Ok(OkBody::ImageJpeg(binary().into())) => Photo::Bytes(binary()));
    exchange!(live, get_profile_photo().format("link"), 200 Ok(OkBody::Json(photo_link())) => Photo::Link(photo_link()));
    exchange!(live, get_profile_photo().format(ODD), 200 Ok(OkBody::ImageJpeg(binary().into())) => Photo::Bytes(binary()));
    let photo = || types::ProfileUpdatePhotoRequest::new(file());
    exchange!(live, update_profile_photo(), 200 Ok);
    exchange!(live, update_profile_photo().body(photo()), 200 Ok);
}
