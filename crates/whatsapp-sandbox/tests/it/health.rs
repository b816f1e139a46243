//! Health and numbers, as JSON and as text.

use whatsapp_client::types::CheckHealthResponseHealth;
use whatsapp_client::types::operations::{get_app_stats, get_db_stats, get_metrics};

use crate::support::start;

#[tokio::test]
async fn the_sandbox_is_well() {
    let (_running, client) = start().await;
    let health = client
        .check_health()
        .await
        .expect("it answers")
        .into_inner();
    let Some(CheckHealthResponseHealth::Map(nodes)) = health.health else {
        panic!("there are no nodes");
    };
    assert!(
        nodes
            .values()
            .all(|node| node.gateway_status.as_deref() == Some("connected"))
    );
    let support = client.get_support_info().await.expect("it answers");
    assert!(support.contains_key("support"));
}

#[tokio::test]
async fn numbers_are_json_or_text() {
    let (_running, client) = start().await;
    let stats = client.get_db_stats().await.expect("it answers");
    let get_db_stats::OkBody::Json(stats) = stats.into_inner() else {
        panic!("JSON comes first in what the client accepts");
    };
    assert_eq!(
        stats.get("sessions").and_then(|count| count.as_i64()),
        Some(1)
    );
    let stats = client.get_app_stats().accept("text/plain").await;
    let get_app_stats::OkBody::Text(stats) = stats.expect("it answers").into_inner() else {
        panic!("only text is accepted");
    };
    assert!(
        stats.contains("whatsapp_messages_read_total 0\n"),
        "{stats}"
    );
    let metrics = client.get_metrics().format("prometheus").await;
    let get_metrics::OkBody::Text(metrics) = metrics.expect("it answers").into_inner() else {
        panic!("the parameter says text");
    };
    assert!(metrics.lines().count() > 10, "{metrics}");
}
