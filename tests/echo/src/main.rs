//! Serves the generated servers of all documents in `spec/features` that have operations, each below the name of its
//! document: `/body-form/…`. Requests are read as any server reads them; answers are samples of what is documented.
//!
//! The implementations are written by `cargo xtask codegen`, so that no document is registered here.

#![forbid(unsafe_code)]

mod echo;
#[rustfmt::skip]
mod features;
mod sample;

use std::error::Error;
use std::io::Write as _;

use axum::Router;

use crate::echo::Echo;
use crate::features::FEATURES;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut router = Router::new();
    for (name, document, serve) in FEATURES {
        let service = serve(Echo::new(name, document)?);
        let path = format!("/{name}/{{*rest}}");
        router = router
            .route_service(&format!("/{name}/"), service.clone())
            .route_service(&path, service);
    }
    let port = std::env::args().nth(1).unwrap_or_else(|| "0".to_owned());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    let address = listener.local_addr()?;
    writeln!(std::io::stderr(), "listening at http://{address}")?;
    axum::serve(listener, router).await?;
    Ok(())
}
