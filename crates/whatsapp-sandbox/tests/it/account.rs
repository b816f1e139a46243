//! Registration, two-step verification, shards, certificates.

use whatsapp_client::types::operations::request_code::Output;
use whatsapp_client::types::runtime::types::Bytes;
use whatsapp_client::types::{
    EnableTwoStepRequestBody, RegisterAccountRequestBody, RequestCodeRequestBody,
    RequestCodeRequestBodyMethod, SetShardsRequestBody, SetShardsRequestBodyShards,
};

use crate::support::{failure, start};

fn code_for(number: &str) -> RequestCodeRequestBody {
    RequestCodeRequestBody::new("1", "cert", RequestCodeRequestBodyMethod::Sms, number)
}

#[tokio::test]
async fn a_number_is_registered_with_a_code() {
    let (_running, client) = start().await;
    let asked = client.request_code(code_for("6505551234")).await;
    assert!(matches!(
        asked.expect("it is new").into_inner(),
        Output::Accepted(_)
    ));
    let wrong = client
        .register_account(RegisterAccountRequestBody::new("1"))
        .await;
    assert_eq!(failure(wrong.expect_err("it is another code")), (403, 1005));
    let right = client
        .register_account(RegisterAccountRequestBody::new("123456"))
        .await;
    right.expect("it is the code");
    let asked = client.request_code(code_for("6505551234")).await;
    assert_eq!(asked.expect("it is there").into_inner(), Output::Created);
}

#[tokio::test]
async fn a_pin_guards_the_account() {
    let (_running, client) = start().await;
    let shards = |pin: &str| {
        SetShardsRequestBody::new("1", pin, SetShardsRequestBodyShards::N32, "6505551234")
    };
    client
        .set_shards(shards("any"))
        .await
        .expect("there is no pin");
    let enabled = client
        .enable_two_step(EnableTwoStepRequestBody::new("654321"))
        .await;
    enabled.expect("it is on");
    let error = client
        .set_shards(shards("any"))
        .await
        .expect_err("it is another");
    assert_eq!(failure(error), (403, 1005));
    client
        .set_shards(shards("654321"))
        .await
        .expect("it is the pin");
    let error = client
        .request_code(code_for("1"))
        .await
        .expect_err("it has none");
    assert_eq!(failure(error), (403, 1005));
    client.disable_two_step().await.expect("it is off");
    client
        .request_code(code_for("1"))
        .await
        .expect("it needs none");
}

#[tokio::test]
async fn certificates_are_kept() {
    let (_running, client) = start().await;
    let pem = || Bytes::from_static(b"-----BEGIN CERTIFICATE-----\n");
    let none = client.download_webhook_ca_certificate().await;
    assert_eq!(failure(none.expect_err("there is none")), (404, 1006));
    client
        .upload_webhook_ca_certificate()
        .body(pem())
        .await
        .expect("it is taken");
    let kept = client
        .download_webhook_ca_certificate()
        .await
        .expect("it is there");
    let kept = kept.into_inner().collect(1024).await.expect("it ends");
    assert_eq!(kept, pem());
    client
        .delete_webhook_ca_certificate()
        .await
        .expect("it is there");
    let none = client.delete_webhook_ca_certificate().await;
    assert_eq!(failure(none.expect_err("it is gone")), (404, 1006));
    client
        .upload_certificate()
        .body(pem())
        .await
        .expect("it is taken");
    let kept = client.download_ca_certificate().await.expect("it is there");
    let kept = kept.into_inner().collect(1024).await.expect("it ends");
    assert_eq!(kept, pem());
}
