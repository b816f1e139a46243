//! The part `server`: a generated server beside an axum handler by hand, under the same load.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde::Deserialize;
use tokio::net::TcpListener;

use oaspen_runtime::server::router;

use crate::Failure;
use crate::net::api::server::{
    Api, AuthError, AuthRequest, Authenticator, Bearer, Context, Orders, Problem, Server,
};
use crate::net::api::types;
use crate::net::api::types::operations::place_order;
use crate::net::meter::{Effort, Side, compare, pin, report};
use crate::net::peer::{Peer, runtime};
use crate::net::{SIZES, TOKEN, by_hand};
use crate::report::Report;

/// Measures and reports.
pub(crate) fn run(options: &[&str]) -> Result<Report, Failure> {
    let effort = Effort::parse(options)?;
    let mut peer = Peer::start("load")?;
    pin(0);
    let generated = serve(router(
        Server::new(Generated(pages()?), Keys).into_service(),
    ))?;
    let by_hand = serve(router_by_hand())?;
    let mut cases = Vec::new();
    for (name, limit) in SIZES {
        cases.push(compare(name, effort, |side, requests| match side {
            Side::Generated => peer.load(generated, limit, requests),
            Side::ByHand => peer.load(by_hand, limit, requests),
        })?);
    }
    report("server", &cases)
}

/// Serves in a thread of its own; the port.
fn serve(router: axum::Router) -> Result<u16, Failure> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let port = listener.local_addr()?.port();
    let runtime = runtime()?;
    std::thread::spawn(move || {
        runtime.block_on(async {
            let listener = TcpListener::from_std(listener)?;
            axum::serve(listener, router).await
        })
    });
    Ok(port)
}

/// The pages that are ready, by how many orders they have.
type Pages<P> = BTreeMap<i32, P>;

struct Generated(Pages<types::Page>);

impl Api for Generated {
    type Error = Problem;
    type Principal = ();
}

impl Orders for Generated {
    async fn place_order(
        &self,
        _context: &Context<()>,
        request: place_order::Request,
    ) -> Result<place_order::Response, Problem> {
        let page = request.limit.and_then(|limit| self.0.get(&limit));
        match page {
            Some(page) if !request.body.lines.is_empty() && request.state.is_some() => {
                Ok(place_order::Response::Ok(page.clone()))
            }
            _ => Err(Problem::new(StatusCode::NOT_FOUND)),
        }
    }
}

struct Keys;

impl Authenticator for Keys {
    type Principal = ();

    async fn token(
        &self,
        _request: &AuthRequest<'_>,
        credentials: Bearer<'_>,
    ) -> Result<(), AuthError> {
        match credentials.token() {
            TOKEN => Ok(()),
            _ => Err(AuthError::Unauthenticated),
        }
    }
}

fn pages() -> Result<Pages<types::Page>, Failure> {
    let mut pages = Pages::new();
    for (_, limit) in SIZES {
        let text = serde_json::to_vec(&by_hand::page(limit))?;
        pages.insert(limit, oaspen_runtime::json::from_slice(&text)?);
    }
    Ok(pages)
}

fn router_by_hand() -> axum::Router {
    let pages = SIZES.map(|(_, limit)| (limit, by_hand::page(limit)));
    axum::Router::new()
        .route("/customers/{customer}/orders", post(place_order_by_hand))
        .with_state(Arc::new(Pages::from(pages)))
}

#[derive(Deserialize)]
struct Parameters {
    limit: Option<i32>,
    state: Option<by_hand::State>,
}

/// What people write.
async fn place_order_by_hand(
    State(pages): State<Arc<Pages<by_hand::Page>>>,
    Path(customer): Path<String>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
    Json(order): Json<by_hand::NewOrder>,
) -> Result<Json<by_hand::Page>, StatusCode> {
    let authorization = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let token = authorization.and_then(|value| value.strip_prefix("Bearer "));
    if token != Some(TOKEN) {
        return Err(StatusCode::UNAUTHORIZED);
    }
    let is_line =
        |line: &by_hand::Line| line.quantity >= 1 && (1..=32).contains(&line.sku.chars().count());
    let is_order = order.lines.iter().all(is_line)
        && order.currency.chars().count() == 3
        && order
            .note
            .as_ref()
            .is_none_or(|note| note.chars().count() <= 200);
    let limit = parameters.limit.filter(|limit| (1..=100).contains(limit));
    if !is_order || customer.chars().count() > 64 || (limit.is_none() && parameters.limit.is_some())
    {
        return Err(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let page = limit.and_then(|limit| pages.get(&limit));
    match page {
        Some(page) if !order.lines.is_empty() && parameters.state.is_some() => {
            Ok(Json(page.clone()))
        }
        _ => Err(StatusCode::NOT_FOUND),
    }
}
