//! Tags `Certificates` and `Contacts`.

use oaspen_runtime::types::Bytes;
use whatsapp_client::types;

use super::expect::{Streamed, Uploads, UploadsForWebhook};
use super::live::Live;
use super::samples::{binary, certificate, strings};

pub(super) async fn calls(live: &Live) {
    exchange!(live, upload_certificate(); Uploads(None), 200 Ok);
    exchange!(live, upload_certificate().body(certificate()); Uploads(Some(certificate())), 200 Ok);
    // Nothing is another body than none.
    exchange!(live, upload_certificate().body(Bytes::new()); Uploads(Some(Bytes::new())), 200 Ok);
    exchange!(live, download_ca_certificate(),
        200 Ok(certificate().into()) => Streamed(certificate()),
        200 Ok(binary().into()) => Streamed(binary()));
    exchange!(live, delete_webhook_ca_certificate(), 200 Ok);
    exchange!(live, download_webhook_ca_certificate(),
        200 Ok(certificate().into()) => Streamed(certificate()));
    exchange!(live, upload_webhook_ca_certificate(); UploadsForWebhook(None), 200 Ok);
    exchange!(live, upload_webhook_ca_certificate().body(binary());
        UploadsForWebhook(Some(binary())), 200 Ok);
}

fn checked_contacts() -> types::CheckContactResponse {
    let first = types::CheckContact::new().input("1-631-555-1002");
    let last = types::CheckContact::new()
        .input("+1 (516) 283-7151")
        .wa_id("15162837151");
    types::CheckContactResponse::new().contacts(vec![
        first.status(types::CheckContactStatus::Processing),
        last.status(types::CheckContactStatus::Valid),
        // A client keeps what a newer server may say.
        types::CheckContact::new().status("retired"),
    ])
}

pub(super) async fn contact_calls(live: &Live) {
    let contacts = || types::CheckContactRequestBody::new(strings(["+1 (516) 283-7151", ""]));
    let wait = types::CheckContactRequestBodyBlocking::Wait;
    exchange!(live, check_contact(contacts()), 200 Ok(checked_contacts()));
    exchange!(live, check_contact(contacts().blocking(wait.clone())), 200 Ok(checked_contacts()));
}
