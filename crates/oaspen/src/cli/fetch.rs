//! Fetching of files that a document names on the network and the user has allowed.

use std::time::Duration;

/// The largest file that is fetched, in bytes.
const LARGEST: u64 = 64 << 20;
/// How long one file may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The content of an address. Redirects are not followed, because they lead to origins that nobody
/// has allowed.
///
/// # Errors
/// When there is no answer, or one that is no success, in words.
pub(super) fn fetch(url: &str) -> Result<Vec<u8>, String> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(concat!("oaspen/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let mut response = agent.get(url).call().map_err(|error| error.to_string())?;
    let status = response.status();
    if status.is_redirection() {
        let location = response.headers().get("location");
        let location = location.and_then(|value| value.to_str().ok());
        return Err(format!(
            "it is elsewhere, at `{}`; refer to that address",
            location.unwrap_or("an address that is not told")
        ));
    }
    if !status.is_success() {
        return Err(format!(
            "the server answers with status {}",
            status.as_u16()
        ));
    }
    let body = response.body_mut().with_config().limit(LARGEST);
    body.read_to_vec().map_err(|error| error.to_string())
}
