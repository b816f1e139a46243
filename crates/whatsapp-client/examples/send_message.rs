//! Logs in, looks a contact up, and sends a text.
//!
//! Start a local API with `cargo run -p whatsapp-sandbox`, then `cargo run -p whatsapp-client --example send_message`.
//! Arguments are the recipient's number and the text; the environment may name another API in `WHATSAPP_URL`, with
//! `WHATSAPP_USER` and `WHATSAPP_PASSWORD`.

use std::error::Error;

use whatsapp_client::Client;
use whatsapp_client::types::{
    CheckContactRequestBody, CheckContactRequestBodyBlocking, SendMessageRequestBody, Text,
};

fn setting(name: &str, default: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| default.to_owned())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let number = arguments.next();
    let number = number.unwrap_or_else(|| "+1 (516) 283-7151".to_owned());
    let text = arguments.next().unwrap_or_else(|| "Hello!".to_owned());

    let client = Client::builder(setting("WHATSAPP_URL", "http://127.0.0.1:9090"))
        .http_basic(
            setting("WHATSAPP_USER", "admin"),
            setting("WHATSAPP_PASSWORD", "secret"),
        )
        .build()?;
    let login = client.login_user().await?;
    let user = login.users.as_ref().and_then(|users| users.first());
    let token = user.and_then(|user| user.token.clone());
    let client = client.with_bearer_auth(token.ok_or("the login gives no token")?);

    let wanted = CheckContactRequestBody::new(vec![number.clone()])
        .blocking(CheckContactRequestBodyBlocking::Wait);
    let checked = client.check_contact(wanted).await?;
    let contact = checked.contacts.as_ref().and_then(|found| found.first());
    let wa_id = contact.and_then(|contact| contact.wa_id.clone());
    let wa_id = wa_id.ok_or_else(|| format!("{number} is not on WhatsApp"))?;

    let message = SendMessageRequestBody::new(&wa_id).text(Text::new(text));
    let sent = client.send_message(message).await?;
    for message in sent.messages.iter().flatten() {
        println!("sent to {wa_id}: {}", message.id.as_deref().unwrap_or("?"));
    }
    Ok(())
}
