//! A user's crate: what it depends on was copied into it and comes from no registry.

use whatsapp_client::Client;
use whatsapp_types::{SendMessageRequestBody, Text};

/// Sends a text and returns how many messages came of it.
///
/// # Errors
/// When the message cannot be sent.
pub async fn send(base_url: &str, token: &str) -> Result<usize, Box<dyn std::error::Error>> {
    let client = Client::builder(base_url).bearer_auth(token).build()?;
    let message = SendMessageRequestBody::new("15162837151").text(Text::new("hi"));
    let sent = client.send_message(message).await?;
    Ok(sent.messages.as_ref().map_or(0, Vec::len))
}
