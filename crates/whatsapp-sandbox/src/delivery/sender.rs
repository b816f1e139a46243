//! One request with one event.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use oaspen_runtime::json;
use oaspen_runtime::types::Bytes;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, StatusCode};

use crate::state::Attempt;

/// How long a webhook may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Why an event is not acknowledged.
pub(crate) type SendError = Box<dyn std::error::Error + Send + Sync>;

/// Posts events, over connections that are kept. There are new ones when another certificate is trusted.
#[derive(Debug, Default)]
pub(crate) struct Sender {
    current: Mutex<Option<(Option<Bytes>, Client)>>,
}

impl Sender {
    /// Posts the event of an attempt. Anything but `200 OK` is no acknowledgement.
    pub(crate) async fn post(&self, attempt: &Attempt) -> Result<(), SendError> {
        let request = self
            .client(attempt.ca.as_ref())?
            .post(&attempt.url)
            .header(CONTENT_TYPE, "application/json")
            .body(json::to_vec(&attempt.event));
        let status = request.send().await?.status();
        if status == StatusCode::OK {
            Ok(())
        } else {
            Err(format!("it answers {status}").into())
        }
    }

    fn client(&self, ca: Option<&Bytes>) -> Result<Client, SendError> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((trusted, client)) = &*current
            && trusted.as_ref() == ca
        {
            return Ok(client.clone());
        }
        let client = build(ca)?;
        *current = Some((ca.cloned(), client.clone()));
        Ok(client)
    }
}

fn build(ca: Option<&Bytes>) -> Result<Client, SendError> {
    let mut builder = Client::builder().redirect(Policy::none()).timeout(TIMEOUT);
    if let Some(ca) = ca {
        builder = builder.tls_certs_merge(Certificate::from_pem_bundle(ca)?);
    }
    Ok(builder.build()?)
}
