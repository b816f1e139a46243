//! Tag `Health`: whether all is well, and numbers as JSON or as text that Prometheus reads.

use std::fmt::Write as _;

use oaspen_runtime::types::{Any, Map};
use whatsapp_server::types::operations::{
    check_health, get_app_stats, get_db_stats, get_metrics, get_support_info,
};
use whatsapp_server::{Context, Health};
use whatsapp_types::{CheckHealthResponse, GatewayNodeStatus, GatewayNodeStatusRole};

use crate::doorkeeper::Caller;
use crate::failure::Failure;
use crate::sandbox::Sandbox;
use crate::state::Stat;

impl Health for Sandbox {
    async fn check_health(
        &self,
        _context: &Context<Caller>,
        _request: check_health::Request,
    ) -> Result<check_health::Response, Failure> {
        let node = GatewayNodeStatus::new()
            .role(GatewayNodeStatusRole::PrimaryMaster)
            .gateway_status("connected");
        let nodes = Map::from_iter([("localhost:sandbox".to_owned(), node)]);
        Ok(CheckHealthResponse::new().health(nodes).into())
    }

    async fn get_metrics(
        &self,
        context: &Context<Caller>,
        request: get_metrics::Request,
    ) -> Result<get_metrics::Response, Failure> {
        let stats = self.read(|state| [state.app_stats(), state.db_stats()].concat());
        let body = match format_of(context, request.format.as_deref()) {
            Format::Json => get_metrics::OkBody::Json(as_json(&stats)),
            Format::Text => get_metrics::OkBody::Text(as_text(&stats)),
        };
        Ok(body.into())
    }

    async fn get_app_stats(
        &self,
        context: &Context<Caller>,
        request: get_app_stats::Request,
    ) -> Result<get_app_stats::Response, Failure> {
        let stats = self.read(|state| state.app_stats());
        let body = match format_of(context, request.format.as_deref()) {
            Format::Json => get_app_stats::OkBody::Json(as_json(&stats)),
            Format::Text => get_app_stats::OkBody::Text(as_text(&stats)),
        };
        Ok(body.into())
    }

    async fn get_db_stats(
        &self,
        context: &Context<Caller>,
        request: get_db_stats::Request,
    ) -> Result<get_db_stats::Response, Failure> {
        let stats = self.read(|state| state.db_stats());
        let body = match format_of(context, request.format.as_deref()) {
            Format::Json => get_db_stats::OkBody::Json(as_json(&stats)),
            Format::Text => get_db_stats::OkBody::Text(as_text(&stats)),
        };
        Ok(body.into())
    }

    async fn get_support_info(
        &self,
        _context: &Context<Caller>,
        _request: get_support_info::Request,
    ) -> Result<get_support_info::Response, Failure> {
        let wa_id = self.read(|state| state.account.wa_id.clone());
        let support = [
            ("product", Any::from("whatsapp-sandbox")),
            ("version", Any::from(env!("CARGO_PKG_VERSION"))),
            ("phone_number", Any::from(wa_id)),
        ];
        let support: Map<Any> = named(support).collect();
        let whole = named([("support", Any::Object(support))]);
        Ok(whole.collect::<Map<Any>>().into())
    }
}

/// How numbers are told.
enum Format {
    Json,
    Text,
}

/// The parameter `format` decides, else what the request accepts.
fn format_of(context: &Context<Caller>, parameter: Option<&str>) -> Format {
    match parameter {
        Some("json") => Format::Json,
        Some("prometheus" | "text") => Format::Text,
        Some(_) | None => match context.preferred(&["application/json", "text/plain"]) {
            Some(1) => Format::Text,
            Some(_) | None => Format::Json,
        },
    }
}

fn as_json(stats: &[Stat]) -> Map<Any> {
    named(stats.iter().map(|(name, value)| (*name, Any::from(*value)))).collect()
}

fn as_text(stats: &[Stat]) -> String {
    stats.iter().fold(String::new(), |mut text, (name, value)| {
        let _ = writeln!(text, "whatsapp_{name} {value}");
        text
    })
}

fn named(
    entries: impl IntoIterator<Item = (&'static str, Any)>,
) -> impl Iterator<Item = (String, Any)> {
    entries
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
}
