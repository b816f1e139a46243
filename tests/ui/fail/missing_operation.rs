//! A server that does not implement every operation of a tag.

use generated::body_json::server::{Api, Context, Pets, Problem};
use generated::body_json::types::operations::create_pet;

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
}

fn main() {}
