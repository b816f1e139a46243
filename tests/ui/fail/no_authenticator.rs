//! A server of an API with security schemes that is built without anyone who checks them.

use generated::security_schemes::server::{Api, Context, Problem, Server, Untagged};
use generated::security_schemes::types::operations::{both, either, global, maybe, open};

struct Guarded;

impl Api for Guarded {
    type Principal = String;
    type Error = Problem;
}

impl Untagged for Guarded {
    async fn global(&self, _: &Context<String>, _: global::Request) -> Result<global::Response, Problem> {
        Ok(global::Response::NoContent)
    }
    async fn both(&self, _: &Context<String>, _: both::Request) -> Result<both::Response, Problem> {
        Ok(both::Response::NoContent)
    }
    async fn either(&self, _: &Context<String>, _: either::Request) -> Result<either::Response, Problem> {
        Ok(either::Response::NoContent)
    }
    async fn maybe(&self, _: &Context<Option<String>>, _: maybe::Request) -> Result<maybe::Response, Problem> {
        Ok(maybe::Response::NoContent)
    }
    async fn open(&self, _: &Context<()>, _: open::Request) -> Result<open::Response, Problem> {
        Ok(open::Response::NoContent)
    }
}

fn main() {
    let _ = Server::new(Guarded).into_service();
}
