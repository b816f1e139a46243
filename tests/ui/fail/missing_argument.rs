//! A call without its required body.

use generated::body_json::client::Client;

async fn call(client: &Client) {
    let _ = client.create_pet().await;
}

fn main() {}
