//! A handler that answers with the body of another operation.

use generated::body_json::server::{Api, Context, Pets, Problem};
use generated::body_json::types::operations::{create_pet, touch_pets};

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
        let _ = request;
        Ok(String::from("done").into())
    }

    async fn touch_pets(
        &self,
        _context: &Context<()>,
        _request: touch_pets::Request,
    ) -> Result<touch_pets::Response, Problem> {
        Ok(touch_pets::Response::NoContent)
    }
}

fn main() {}
