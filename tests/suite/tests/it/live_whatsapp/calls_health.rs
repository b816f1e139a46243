//! Tag `Health`: answers in two media types, and schemas that leave all open.

use oaspen_runtime::types::Map;
use whatsapp_client::types;
use whatsapp_client::types::operations::{get_app_stats, get_db_stats, get_metrics};

use super::ODD;
use super::live::Live;
use super::samples::any_object;

const METRICS: &str = "# TYPE uptime gauge\nuptime{node=\"ä\"} 12.50\n";

fn nodes() -> Map<types::GatewayNodeStatus> {
    let (first, second) = (
        types::GatewayNodeStatus::new(),
        types::GatewayNodeStatus::new(),
    );
    let first = first.role(types::GatewayNodeStatusRole::PrimaryMaster);
    let second = second.role(types::GatewayNodeStatusRole::SecondaryMaster);
    Map::from_iter([
        (
            "your-hostname1:your-container-id1".to_owned(),
            first.gateway_status("connected"),
        ),
        (
            "your-hostname2:your-container-id2".to_owned(),
            second.gateway_status("disconnected"),
        ),
    ])
}

pub(super) async fn calls(live: &Live) {
    let health = types::CheckHealthResponse::new;
    exchange!(live, check_health(),
        200 Ok(health().health(types::GatewayStatus::Connected)),
        200 Ok(health().health(nodes())),
        200 Ok(health()));
    exchange!(live, get_metrics(),
        200 Ok(get_metrics::OkBody::Json(any_object())),
        200 Ok(get_metrics::OkBody::Text(METRICS.to_owned())));
    exchange!(live, get_metrics().format(ODD),
        200 Ok(get_metrics::OkBody::Text(String::new())));
    exchange!(live, get_app_stats(),
        200 Ok(get_app_stats::OkBody::Json(any_object())),
        200 Ok(get_app_stats::OkBody::Text(METRICS.to_owned())));
    exchange!(live, get_app_stats().format(ODD),
        200 Ok(get_app_stats::OkBody::Json(Map::new())));
    exchange!(live, get_db_stats(),
        200 Ok(get_db_stats::OkBody::Json(any_object())),
        200 Ok(get_db_stats::OkBody::Text(METRICS.to_owned())));
    exchange!(live, get_db_stats().format("prometheus"),
        200 Ok(get_db_stats::OkBody::Text(METRICS.to_owned())));
    exchange!(live, get_support_info(), 200 Ok(any_object()));
}
