//! What is on the wire: how parameters are escaped, and which media types are asked for.

use axum::http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE};
use whatsapp_client::types::operations::{get_group_info, get_metrics, upload_certificate};
use whatsapp_client::{Client, types};
use whatsapp_server::Server;

use super::server_doorkeeper::{Doorkeeper, TOKEN};
use super::server_recorder::Recorder;
use super::{ODD, on_both, samples};

#[tokio::test]
async fn path_parameters_arrive_as_they_were_sent() {
    let cases = [
        (ODD, "/groups/a%2Fb%20c%25%26%C3%A4"),
        ("%2F", "/groups/%252F"),
        ("a?b#c", "/groups/a%3Fb%23c"),
        ("a+b", "/groups/a%2Bb"),
        (";=,@:", "/groups/%3B%3D%2C%40%3A"),
        ("\u{1F600}", "/groups/%F0%9F%98%80"),
        ("\r\n\0\\\"{}", "/groups/%0D%0A%00%5C%22%7B%7D"),
        ("a..b", "/groups/a..b"),
        ("...", "/groups/..."),
    ];
    on_both(async |live| {
        for (id, path) in cases {
            live.recorder
                .prepare(get_group_info::Response::Ok(types::GroupResponse::new()));
            live.client
                .get_group_info(id)
                .await
                .expect("it is answered");
            let arrival = live.recorder.arrival().expect("it came to the handler");
            assert_eq!(arrival.uri.path(), path, "{}", live.transport);
            let request = get_group_info::Request::new(id);
            assert_eq!(
                arrival.request.downcast_ref(),
                Some(&request),
                "{}",
                live.transport
            );
        }
    })
    .await;
}

#[tokio::test]
async fn query_parameters_arrive_as_they_were_sent() {
    let cases = [
        (ODD, "format=a%2Fb%20c%25%26%C3%A4"),
        ("a+b=c&format=d", "format=a%2Bb%3Dc%26format%3Dd"),
        ("#;,", "format=%23%3B%2C"),
        ("", "format="),
    ];
    on_both(async |live| {
        for (format, query) in cases {
            let metrics = get_metrics::OkBody::Text(String::new());
            live.recorder.prepare(get_metrics::Response::Ok(metrics));
            live.client
                .get_metrics()
                .format(format)
                .await
                .expect("it is answered");
            let arrival = live.recorder.arrival().expect("it came to the handler");
            assert_eq!(arrival.uri.query(), Some(query), "{}", live.transport);
            let request = get_metrics::Request::new().format(format);
            assert_eq!(
                arrival.request.downcast_ref(),
                Some(&request),
                "{}",
                live.transport
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_call_asks_for_what_it_can_decode() {
    on_both(async |live| {
        for asked in [None, Some("text/plain")] {
            let metrics = get_metrics::OkBody::Text(String::new());
            live.recorder.prepare(get_metrics::Response::Ok(metrics));
            let call = live.client.get_metrics();
            let call = match asked {
                Some(media_type) => call.accept(media_type),
                None => call,
            };
            call.await.expect("it is answered");
            let arrival = live.recorder.arrival().expect("it came to the handler");
            let all = "application/json, text/plain";
            assert_eq!(
                arrival.headers[ACCEPT],
                asked.unwrap_or(all),
                "{}",
                live.transport
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_body_is_there_or_not() {
    on_both(async |live| {
        for body in [None, Some(samples::binary())] {
            live.recorder.prepare(upload_certificate::Response::Ok);
            let call = live.client.upload_certificate();
            let call = match body.clone() {
                Some(body) => call.body(body),
                None => call,
            };
            call.await.expect("it is answered");
            let arrival = live.recorder.arrival().expect("it came to the handler");
            let has_type = arrival.headers.contains_key(CONTENT_TYPE);
            assert_eq!(has_type, body.is_some(), "{}", live.transport);
            let length = arrival
                .headers
                .get(CONTENT_LENGTH)
                .and_then(|length| length.to_str().ok());
            let sent = body.map_or(0, |body| body.len()).to_string();
            assert!(
                length.is_none_or(|length| length == sent),
                "{}",
                live.transport
            );
        }
    })
    .await;
}

#[tokio::test]
async fn paths_stand_below_the_base_of_a_server() {
    let recorder = Recorder::default();
    let server = Server::new(recorder.clone(), Doorkeeper).base_path("/v1");
    let service = server.into_service();
    // The document's servers, and a base that only begins like the right one.
    let cases = [
        ("http://example.com/v1", Some("/v1/groups/a")),
        ("http://example.com/v1/", Some("/v1/groups/a")),
        ("http://whatsapp.local", None),
        ("http://example.com/v10", None),
    ];
    for (base_url, path) in cases {
        let client = Client::in_process(service.clone()).bearer_auth(TOKEN);
        let client = client.base_url(base_url).build().expect("it is a URL");
        recorder.prepare(get_group_info::Response::Ok(types::GroupResponse::new()));
        let answer = client.get_group_info("a").await;
        let arrival = recorder.arrival();
        let arrived = arrival.as_ref().map(|arrival| arrival.uri.path());
        assert_eq!(
            (arrived, answer.is_ok()),
            (path, path.is_some()),
            "{base_url}"
        );
    }
}
