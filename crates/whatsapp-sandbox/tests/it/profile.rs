//! What users see of the business.

use whatsapp_client::types::operations::get_profile_photo::OkBody;
use whatsapp_client::types::runtime::types::Bytes;
use whatsapp_client::types::{BusinessProfile, ProfileAbout, ProfileUpdatePhotoRequest};

use crate::support::{failure, start};

#[tokio::test]
async fn the_business_tells_about_itself() {
    let (_running, client) = start().await;
    let about = ProfileAbout::new("open all day");
    client
        .update_profile_about(about.clone())
        .await
        .expect("it is taken");
    let told = client
        .get_profile_about()
        .await
        .expect("it is there")
        .into_inner();
    let profile = told.settings.and_then(|settings| settings.profile);
    assert_eq!(profile.and_then(|profile| profile.about), Some(about));

    let business = BusinessProfile::new(
        "a@example.com",
        "Main Street",
        "shop",
        vec!["https://example.com".to_owned()],
        "We sell.",
    );
    client
        .update_business_profile(business.clone())
        .await
        .expect("it is taken");
    let told = client
        .get_business_profile()
        .await
        .expect("it is there")
        .into_inner();
    let told = told.settings.and_then(|settings| settings.business);
    assert_eq!(told.and_then(|told| told.profile), Some(business));
}

#[tokio::test]
async fn the_photo_is_bytes_or_a_link() {
    let (_running, client) = start().await;
    let none = client.get_profile_photo().await;
    assert_eq!(failure(none.expect_err("there is none")), (404, 1006));
    let photo = Bytes::from_static(b"\xff\xd8photo");
    let upload = ProfileUpdatePhotoRequest::new(photo.clone());
    client
        .update_profile_photo()
        .body(upload)
        .await
        .expect("it is taken");
    let bytes = client.get_profile_photo().await.expect("it is there");
    let OkBody::ImageJpeg(image) = bytes.into_inner() else {
        panic!("a link was not asked for");
    };
    assert_eq!(image.collect(1024).await.expect("it ends"), photo);
    let link = client
        .get_profile_photo()
        .format("link")
        .await
        .expect("it is there");
    let OkBody::Json(link) = link.into_inner() else {
        panic!("it is no link");
    };
    let profile = link.settings.and_then(|settings| settings.profile);
    let link = profile
        .and_then(|profile| profile.photo)
        .and_then(|photo| photo.link);
    assert!(link.is_some_and(|link| link.ends_with("/settings/profile/photo")));
    client.delete_profile_photo().await.expect("it is there");
    let none = client.delete_profile_photo().await;
    assert_eq!(failure(none.expect_err("it is gone")), (404, 1006));
}
