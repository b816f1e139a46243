//! A handler that answers without a header that must be there.

use generated::response_statuses::server::{Api, Context, Problem, Untagged};
use generated::response_statuses::types::operations::{add_thing, count_things, get_thing, list_things};

struct Shelf;

impl Api for Shelf {
    type Error = Problem;
}

impl Untagged for Shelf {
    async fn count_things(
        &self,
        _context: &Context<()>,
        _request: count_things::Request,
    ) -> Result<count_things::Response, Problem> {
        Ok(count_things::Response::Ok)
    }

    async fn list_things(
        &self,
        _context: &Context<()>,
        _request: list_things::Request,
    ) -> Result<list_things::Response, Problem> {
        Ok(String::from("all").into())
    }

    async fn add_thing(
        &self,
        _context: &Context<()>,
        _request: add_thing::Request,
    ) -> Result<add_thing::Response, Problem> {
        Ok(add_thing::Response::SeeOther(add_thing::SeeOtherHeaders::new()))
    }

    async fn get_thing(
        &self,
        _context: &Context<()>,
        _request: get_thing::Request,
    ) -> Result<get_thing::Response, Problem> {
        Ok(String::from("it").into())
    }
}

fn main() {}
