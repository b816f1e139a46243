//! The module that the build script wrote works as the crates do.

use build_rs::api::client::{Client, Error};
use build_rs::api::server::{Api, Context, Pets, Problem, Server};
use build_rs::api::types::Pet;
use build_rs::api::types::operations::get_pet;

struct Shelter;

impl Api for Shelter {
    type Error = Problem;
}

impl Pets for Shelter {
    async fn get_pet(
        &self,
        _context: &Context<()>,
        request: get_pet::Request,
    ) -> Result<get_pet::Response, Problem> {
        if request.name == "Rex" {
            return Ok(Pet::new(request.name).age(4).into());
        }
        Ok(get_pet::Response::NotFound)
    }
}

#[tokio::test]
async fn a_pet_is_found_or_not() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::in_process(Server::new(Shelter).into_service()).build()?;
    let pet = client.get_pet("Rex").await?;
    assert_eq!((pet.name.as_str(), pet.age), ("Rex", Some(4)));
    match client.get_pet("Tom").await {
        Err(Error::Api(failure)) => assert_eq!(failure.status(), 404),
        other => assert!(other.is_err(), "{other:?}"),
    }
    Ok(())
}
