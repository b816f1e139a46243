//! A whole program: a server, and a client that calls it in this process.

use generated::body_json::client::Client;
use generated::body_json::server::{Api, Context, Pets, Problem, Server};
use generated::body_json::types::operations::{create_pet, touch_pets};
use generated::body_json::types::Pet;

struct Shelter;

impl Api for Shelter {
    type Error = Problem;
}

impl Pets for Shelter {
    async fn create_pet(
        &self,
        _context: &Context<()>,
        request: create_pet::Request,
    ) -> Result<create_pet::Response, Problem> {
        Ok(request.body.into())
    }

    async fn touch_pets(
        &self,
        _context: &Context<()>,
        _request: touch_pets::Request,
    ) -> Result<touch_pets::Response, Problem> {
        Ok(touch_pets::Response::NoContent)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = Server::new(Shelter).into_service();
    let client = Client::in_process(service).build()?;
    let pet = client.create_pet(Pet::new("Rex").age(4)).await?;
    assert_eq!((pet.name.as_str(), pet.age), ("Rex", Some(4)));
    Ok(())
}
