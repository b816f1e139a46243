//! The types of `net.yaml` as people write them, and the values that travel.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    Open,
    Paid,
    Shipped,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) sku: String,
    pub(crate) quantity: i32,
    pub(crate) price: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct NewOrder {
    pub(crate) lines: Vec<Line>,
    pub(crate) currency: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) express: Option<bool>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) id: i64,
    pub(crate) state: State,
    pub(crate) lines: Vec<Line>,
    pub(crate) total: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Page {
    pub(crate) orders: Vec<Order>,
    pub(crate) count: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<String>,
}

/// The order that every call places.
pub(crate) fn new_order() -> NewOrder {
    NewOrder {
        lines: lines(1),
        currency: "EUR".to_owned(),
        note: Some("leave it with the neighbour, third floor".to_owned()),
        express: Some(true),
    }
}

/// So many orders, as an answer has them.
pub(crate) fn page(limit: i32) -> Page {
    let orders = (0..limit).map(|number| Order {
        id: 7_000_000_000 + i64::from(number),
        state: match number % 3 {
            0 => State::Open,
            1 => State::Paid,
            _ => State::Shipped,
        },
        lines: lines(number),
        total: f64::from(number) * 2.5 + 19.99,
        note: (number % 2 == 0).then(|| format!("the customer's remark of order {number}")),
    });
    Page {
        orders: orders.collect(),
        count: limit,
        next: Some("eyJvZmZzZXQiOjEwMH0".to_owned()),
    }
}

fn lines(number: i32) -> Vec<Line> {
    let line = |place: i32| Line {
        sku: format!("SKU-{number:04}-{place:04}"),
        quantity: place + 1,
        price: f64::from(place) + 4.75,
    };
    (0..3).map(line).collect()
}
