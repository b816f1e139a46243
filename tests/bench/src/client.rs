//! The part `client`: a generated client beside `reqwest` by hand, against the same server.

use tokio::task::JoinSet;

use crate::Failure;
use crate::net::api::client::Client;
use crate::net::api::types;
use crate::net::meter::{Effort, Side, compare, pin, report};
use crate::net::peer::{Peer, runtime};
use crate::net::{CONNECTIONS, CUSTOMER, SIZES, TOKEN, by_hand};
use crate::report::Report;

/// Measures and reports.
pub(crate) fn run(options: &[&str]) -> Result<Report, Failure> {
    let effort = Effort::parse(options)?;
    let mut peer = Peer::start("answer")?;
    let base_url = format!("http://127.0.0.1:{}", peer.hear()?);
    pin(0);
    let runtime = runtime()?;
    let generated = Client::builder(&base_url).token(TOKEN).build()?;
    let by_hand = reqwest::Client::builder().build()?;
    let mut cases = Vec::new();
    for (name, limit) in SIZES {
        cases.push(compare(name, effort, |side, requests| {
            runtime.block_on(async {
                let mut calls = JoinSet::new();
                for _ in 0..CONNECTIONS {
                    let requests = requests / CONNECTIONS;
                    match side {
                        Side::Generated => {
                            calls.spawn(call_generated(generated.clone(), limit, requests))
                        }
                        Side::ByHand => {
                            let (client, base_url) = (by_hand.clone(), base_url.clone());
                            calls.spawn(call_by_hand(client, base_url, limit, requests))
                        }
                    };
                }
                while let Some(call) = calls.join_next().await {
                    call??;
                }
                Ok(())
            })
        })?);
    }
    report("client", &cases)
}

async fn call_generated(client: Client, limit: i32, requests: usize) -> Result<(), Failure> {
    let order = new_order();
    for _ in 0..requests {
        let call = client.place_order(CUSTOMER, order.clone());
        let page = call.limit(limit).state(types::State::Open).await?;
        check(page.orders.len(), limit)?;
    }
    Ok(())
}

async fn call_by_hand(
    client: reqwest::Client,
    base_url: String,
    limit: i32,
    requests: usize,
) -> Result<(), Failure> {
    let order = by_hand::new_order();
    for _ in 0..requests {
        let page = place_order(&client, &base_url, limit, order.clone()).await?;
        check(page.orders.len(), limit)?;
    }
    Ok(())
}

/// What people write.
async fn place_order(
    client: &reqwest::Client,
    base_url: &str,
    limit: i32,
    order: by_hand::NewOrder,
) -> reqwest::Result<by_hand::Page> {
    client
        .post(format!("{base_url}/customers/{CUSTOMER}/orders"))
        .query(&[("limit", limit)])
        .query(&[("state", by_hand::State::Open)])
        .bearer_auth(TOKEN)
        .header("accept", "application/json")
        .json(&order)
        .send()
        .await?
        .error_for_status()?
        .json()
        .await
}

fn check(orders: usize, limit: i32) -> Result<(), Failure> {
    if i32::try_from(orders) == Ok(limit) {
        Ok(())
    } else {
        Err("not the orders that were asked for".into())
    }
}

/// The order that every call places.
fn new_order() -> types::NewOrder {
    let by_hand::NewOrder {
        lines,
        currency,
        note,
        express,
    } = by_hand::new_order();
    let lines = lines.into_iter();
    let lines = lines.map(|line| types::Line::new(line.sku, line.quantity, line.price));
    types::NewOrder {
        lines: lines.collect(),
        currency,
        note,
        express,
    }
}
