//! The README's client.

use whatsapp_client::{Client, Error};
use whatsapp_types::{SendMessageRequestBody, Text};

async fn send(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let message = SendMessageRequestBody::new("15162837151").text(Text::new("hi"));
    let sent = client.send_message(message).await?;
    println!("{:?} {:?}", sent.status(), sent.messages);
    let stats = client.get_metrics().format("prometheus").await?;
    println!("{:?}", stats.into_inner());
    match client.get_user("admin").header("x-trace", "1").await {
        Ok(user) => println!("{:?}", user.users),
        Err(Error::Api(failure)) => println!("{} {:?}", failure.status(), failure.body().errors),
        Err(other) => println!("{other}"),
    }
    Ok(())
}

fn connect() -> Result<Client, Box<dyn std::error::Error>> {
    Ok(Client::builder("http://localhost:9090/v1").bearer_auth("token").build()?)
}

fn main() {
    // Nobody listens: that it compiles is the point. `tests/suite` makes every call.
    let _ = (connect, send);
}
