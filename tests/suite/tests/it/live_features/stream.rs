//! Bodies that come bit by bit: bytes, server-sent events, JSON Lines and sequences. In this
//! process and over a socket.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context as Task, Poll};

use oaspen_runtime::private::v1::server::{Service, router};
use oaspen_runtime::types::Bytes;
use tokio::net::TcpListener;

/// The URL of a service behind a socket.
pub(super) async fn serve(service: Service) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router(service)).await });
    format!("http://{address}")
}

/// So many chunks, which are made when they are asked for and counted when they are made.
pub(super) struct Chunks {
    left: usize,
    made: Arc<AtomicUsize>,
}

pub(super) const CHUNK: usize = 16 * 1024;

impl Chunks {
    pub(super) fn new(count: usize) -> (Self, Arc<AtomicUsize>) {
        let made = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&made);
        (Self { left: count, made }, counter)
    }
}

impl futures_core::Stream for Chunks {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Task<'_>) -> Poll<Option<Self::Item>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        let number = self.made.fetch_add(1, Ordering::SeqCst);
        Poll::Ready(Some(Ok(vec![(number % 251) as u8; CHUNK].into())))
    }
}

/// `body-stream.yaml`
mod bytes {
    use std::sync::atomic::Ordering;
    use std::time::Duration;

    use generated::body_stream::client::{Client, Error, Retry};
    use generated::body_stream::server::{Api, Context, Limits, Rejection, Server, Untagged};
    use generated::body_stream::types::operations::{post_note, put_file};
    use oaspen_runtime::body::Body;
    use oaspen_runtime::private::v1::{Method, StatusCode};

    use super::{CHUNK, Chunks, serve};
    use crate::live_features::{Canned, Wire, check_problem};

    #[derive(Clone)]
    struct Files;

    impl Api for Files {
        type Error = Rejection;
    }

    impl Untagged for Files {
        /// Gives what it gets, without having it.
        async fn put_file(
            &self,
            _: &Context<()>,
            request: put_file::Request,
        ) -> Result<put_file::Response, Rejection> {
            if request.name == "busy" {
                return Ok(put_file::Response::Conflict("later".into()));
            }
            if request.name == "small" {
                return Ok(request.body.collect(4).await?.into_answer());
            }
            Ok(request.body.into())
        }

        async fn post_note(
            &self,
            _: &Context<()>,
            request: post_note::Request,
        ) -> Result<post_note::Response, Rejection> {
            use post_note::{Response, SuccessBody};
            let status = StatusCode::ACCEPTED;
            Ok(match request.body {
                None => Response::Created("nothing".to_owned()),
                Some(post_note::Body::Json(note)) => {
                    let length = note.text.len() as i64;
                    Response::Success(status, SuccessBody::Json(length))
                }
                Some(post_note::Body::Audio(sound)) => {
                    Response::Success(status, SuccessBody::AudioOgg(sound))
                }
            })
        }
    }

    trait IntoAnswer {
        fn into_answer(self) -> put_file::Response;
    }

    impl IntoAnswer for oaspen_runtime::types::Bytes {
        fn into_answer(self) -> put_file::Response {
            Body::from(self).into()
        }
    }

    fn server() -> Server<Files> {
        Server::new(Files)
    }

    async fn clients() -> [Client; 2] {
        let url = serve(server().into_service()).await;
        [
            Client::in_process(server().into_service()).build().unwrap(),
            Client::builder(url).build().unwrap(),
        ]
    }

    /// Sends so many chunks to a server that sends them back.
    async fn pump(client: &Client, count: usize, most_on_the_way: usize) {
        let (chunks, made) = Chunks::new(count);
        let body = Body::from_sized_stream((count * CHUNK) as u64, chunks);
        let answer = client.put_file("big", body).await.unwrap();
        let mut body = answer.into_inner();
        let mut received = 0;
        while let Some(chunk) = body.chunk().await {
            let chunk = chunk.unwrap();
            let number = received / CHUNK;
            assert_eq!(chunk[0], (number % 251) as u8);
            received += chunk.len();
            let on_the_way = made.load(Ordering::SeqCst) * CHUNK - received;
            assert!(on_the_way <= most_on_the_way, "{on_the_way} bytes");
        }
        assert_eq!(received, count * CHUNK);
    }

    const MIB: usize = 1024 * 1024;

    #[tokio::test]
    async fn bytes_go_through_both_sides_without_being_gathered() {
        let [in_process, over_tcp] = clients().await;
        // Nothing is between the ends but the chunk that is asked for.
        pump(&in_process, 64 * MIB / CHUNK, CHUNK).await;
        // What a socket holds differs from system to system.
        pump(&over_tcp, 64 * MIB / CHUNK, 32 * MIB).await;
    }

    #[tokio::test]
    #[ignore = "takes ten seconds: `cargo xtask ci` runs it"]
    async fn a_gigabyte_goes_through() {
        let [_, over_tcp] = clients().await;
        pump(&over_tcp, 1024 * MIB / CHUNK, 32 * MIB).await;
    }

    #[tokio::test]
    async fn who_does_not_read_stops_who_writes() {
        let [_, client] = clients().await;
        let (chunks, made) = Chunks::new(256 * MIB / CHUNK);
        let answer = client.put_file("big", Body::from_stream(chunks)).await;
        let mut body = answer.unwrap().into_inner();
        body.chunk().await.unwrap().unwrap();
        let mut before = 0;
        for _ in 0..50 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let now = made.load(Ordering::SeqCst);
            if now == before {
                break;
            }
            before = now;
        }
        assert!(before * CHUNK < 64 * MIB, "{before} chunks were made");
    }

    /// Who hangs up in the middle of an answer ends what makes it.
    #[tokio::test]
    async fn who_hangs_up_is_not_sent_to() {
        let [_, client] = clients().await;
        let (chunks, made) = Chunks::new(usize::MAX);
        let answer = client.put_file("big", Body::from_stream(chunks)).await;
        let mut body = answer.unwrap().into_inner();
        body.chunk().await.unwrap().unwrap();
        drop(body);
        // What is on its way is made; then nothing is, which a pause between two looks tells.
        let mut before = made.load(Ordering::SeqCst);
        let mut has_ended = false;
        for _ in 0..50 {
            tokio::time::sleep(Duration::from_millis(200)).await;
            let now = made.load(Ordering::SeqCst);
            has_ended = now == before;
            if has_ended {
                break;
            }
            before = now;
        }
        assert!(has_ended, "{before} chunks were made, and more are");
        // The next is served.
        let answer = client.put_file("small", "1234").await.unwrap();
        assert_eq!(answer.into_inner().collect(4).await.unwrap(), "1234");
    }

    /// A handler that takes bytes as they are would take compressed ones for what they are not.
    #[tokio::test]
    async fn compressed_bytes_are_no_bytes() {
        for client in clients().await {
            let call = client
                .put_file("big", "zipped")
                .header("content-encoding", "gzip");
            let error = call.await.unwrap_err();
            assert_eq!(error.status(), Some(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
    }

    #[tokio::test]
    async fn a_failure_is_read() {
        for client in clients().await {
            let Err(Error::Api(error)) = client.put_file("busy", "x").await else {
                panic!("a failure")
            };
            let body: &[u8] = error.body();
            assert_eq!(body, b"later");
        }
    }

    #[tokio::test]
    async fn a_handler_reads_as_much_as_it_wants() {
        for client in clients().await {
            let answer = client.put_file("small", "1234").await.unwrap();
            assert_eq!(answer.into_inner().collect(4).await.unwrap(), "1234");
            let error = client.put_file("small", "12345").await.unwrap_err();
            assert_eq!(error.status().unwrap(), 413, "{error}");
        }
    }

    #[tokio::test]
    async fn a_server_may_limit_streams() {
        let limits = Limits::default().max_body(1).max_stream(4);
        let service = server().limits(limits).into_service();
        let client = Client::in_process(service).build().unwrap();
        let answer = client.put_file("big", "1234").await.unwrap().into_inner();
        assert_eq!(answer.collect(10).await.unwrap(), "1234");
        // What is told in advance is refused in advance.
        let put = client.request(Method::PUT, "/files/big");
        let answer = put.body("application/octet-stream", "12345").await.unwrap();
        check_problem(&answer, 413, "a body may have 4 bytes", "");
        let unknown = Body::from_stream(Chunks::new(1).0);
        let answer = client.put_file("big", unknown).await.unwrap().into_inner();
        let error = answer.collect(10).await.unwrap_err();
        assert_eq!(error.to_string(), "the body could not be read");
    }

    #[tokio::test]
    async fn an_operation_may_have_limits_of_its_own() {
        let limits = Limits::default().max_stream(4);
        let service = server().operation_limits(&put_file::INFO, limits);
        let client = Client::in_process(service.into_service()).build().unwrap();
        let error = client.put_file("big", "12345").await.unwrap_err();
        assert_eq!(error.status().unwrap(), 413);
        let sound = post_note::Body::Audio("12345".into());
        let call = client.post_note().body(sound);
        let answer = call.header("content-type", "audio/ogg").await.unwrap();
        let answer = answer.into_inner();
        let post_note::Output::Success(post_note::SuccessBody::AudioOgg(sound)) = answer else {
            panic!("the sound")
        };
        assert_eq!(sound.collect(10).await.unwrap(), "12345");
    }

    #[tokio::test]
    async fn the_media_type_decides_what_is_streamed() {
        use post_note::{Body as Note, Output, SuccessBody};
        for client in clients().await {
            let nothing = client.post_note().await.unwrap();
            assert!(matches!(&*nothing, Output::Created(text) if text == "nothing"));
            let text = post_note::RequestBody::new("four");
            let length = client.post_note().body(Note::Json(text)).await.unwrap();
            assert!(matches!(&*length, Output::Success(SuccessBody::Json(4))));
            let sound = Body::from_stream(Chunks::new(3).0);
            let call = client.post_note().body(Note::Audio(sound));
            let answer = call.header("content-type", "audio/wav").await.unwrap();
            assert_eq!(answer.headers()["content-type"], "audio/ogg");
            let Output::Success(SuccessBody::AudioOgg(sound)) = answer.into_inner() else {
                panic!("the sound")
            };
            assert_eq!(sound.collect(3 * CHUNK).await.unwrap().len(), 3 * CHUNK);
        }
    }

    #[tokio::test]
    async fn bytes_are_sent_again_and_streams_are_not() {
        let tries = async |body: Body| {
            let (wire, sent) = Wire::new(Canned::new(503, "", ""));
            let retry = Retry::times(2).first_wait(Duration::from_millis(1));
            let client = Client::in_process(wire).retry(retry).build().unwrap();
            client.put_file("x", body).await.unwrap_err();
            sent.0.lock().unwrap().len()
        };
        assert_eq!(tries(Body::from("bytes")).await, 3);
        assert_eq!(tries(Body::from_stream(Chunks::new(1).0)).await, 1);
    }

    #[tokio::test]
    async fn a_raw_call_streams_when_asked() {
        let [client, _] = clients().await;
        let call = client.request(Method::PUT, "/files/x");
        let call = call.body("application/octet-stream", "raw");
        let mut body = call.stream().await.unwrap().into_inner();
        assert_eq!(body.chunk().await.unwrap().unwrap(), "raw");
        assert!(body.chunk().await.is_none());
    }
}

/// `response-stream-events.yaml`
mod events {
    use std::time::Duration;

    use generated::response_stream_events::client::{Client, Error};
    use generated::response_stream_events::server::{Api, Context, Rejection, Server, Untagged};
    use generated::response_stream_events::types::operations::{
        watch_log, watch_progress, watch_rooms, watch_ticks,
    };
    use generated::response_stream_events::types::{Joined, Progress, Said};
    use oaspen_runtime::body::{Event, EventStream, ItemStream};

    use super::serve;
    use crate::live_features::Canned;

    #[derive(Clone)]
    struct Rooms;

    impl Api for Rooms {
        type Error = Rejection;
    }

    fn progress() -> Vec<Event<Progress>> {
        vec![
            Event::new(Progress::new(1)).id("a").event("progress"),
            Event::new(Progress::new(50).note("half\nway")).retry(Duration::from_millis(7)),
            Event::new(Progress::new(100)),
        ]
    }

    fn rooms() -> Vec<watch_rooms::OkBodyItem> {
        vec![
            Joined::new("Ann").into(),
            Said::new("hi\nall").id("7").into(),
        ]
    }

    impl Untagged for Rooms {
        async fn watch_progress(
            &self,
            context: &Context<()>,
            _: watch_progress::Request,
        ) -> Result<watch_progress::Response, Rejection> {
            let last = context.headers().get("last-event-id");
            let from = last.map_or(0, |_| 1);
            let events: EventStream<_> = progress().into_iter().skip(from).collect();
            Ok(events.tell_done().into())
        }

        async fn watch_log(
            &self,
            _: &Context<()>,
            _: watch_log::Request,
        ) -> Result<watch_log::Response, Rejection> {
            let lines = ["[DONE]", "two\nlines", "", "ü: 1"];
            let events = lines.map(|line| Event::new(line.to_owned()));
            Ok(EventStream::from_iter(events).into())
        }

        async fn watch_ticks(
            &self,
            _: &Context<()>,
            _: watch_ticks::Request,
        ) -> Result<watch_ticks::Response, Rejection> {
            Ok(EventStream::from_iter([1, 2].map(Event::new)).into())
        }

        async fn watch_rooms(
            &self,
            _: &Context<()>,
            _: watch_rooms::Request,
        ) -> Result<watch_rooms::Response, Rejection> {
            Ok(ItemStream::from(rooms()).into())
        }
    }

    async fn clients() -> [Client; 2] {
        let url = serve(Server::new(Rooms).into_service()).await;
        let service = Server::new(Rooms).into_service();
        [
            Client::in_process(service).build().unwrap(),
            Client::builder(url).build().unwrap(),
        ]
    }

    async fn all<T: Send + 'static>(mut events: EventStream<T>) -> Vec<Event<T>> {
        let mut all = Vec::new();
        while let Some(event) = events.next().await {
            all.push(event.unwrap());
        }
        all
    }

    #[tokio::test]
    async fn events_have_data_of_the_schema() {
        for client in clients().await {
            let answer = client.watch_progress().await.unwrap();
            assert_eq!(answer.headers()["content-type"], "text/event-stream");
            assert_eq!(answer.headers()["cache-control"], "no-store");
            assert_eq!(all(answer.into_inner()).await, progress());
            let data = client
                .watch_progress()
                .await
                .unwrap()
                .into_inner()
                .into_data();
            let percent = data.collect(3).await.unwrap();
            assert_eq!(percent.iter().map(|at| at.percent).sum::<i64>(), 151);
            let ticks = client.watch_ticks().await.unwrap().into_inner();
            assert_eq!(ticks.into_data().collect(9).await.unwrap(), [1, 2]);
        }
    }

    #[tokio::test]
    async fn text_is_kept_as_it_is() {
        for client in clients().await {
            let log = client.watch_log().await.unwrap().into_inner();
            let lines = log.into_data().collect(9).await.unwrap();
            assert_eq!(lines, ["[DONE]", "two\nlines", "", "ü: 1"]);
        }
    }

    #[tokio::test]
    async fn a_schema_may_describe_whole_events() {
        for client in clients().await {
            let events = client.watch_rooms().await.unwrap().into_inner();
            assert_eq!(events.collect(9).await.unwrap(), rooms());
        }
    }

    async fn watch(text: &'static str) -> EventStream<Progress> {
        let answer = Canned::new(200, "text/event-stream; charset=utf-8", text);
        let client = Client::in_process(answer).build().unwrap();
        client.watch_progress().await.unwrap().into_inner()
    }

    #[tokio::test]
    async fn a_wrong_event_is_told_and_the_next_is_read() {
        let mut events =
            watch("data: {\"percent\":1}\n\ndata: {}\n\ndata: {\"percent\":2}\n\n").await;
        assert_eq!(events.next().await.unwrap().unwrap().data.percent, 1);
        let error = events.next().await.unwrap().unwrap_err();
        assert_eq!(error.to_string(), "the property `percent` is missing");
        assert!(error.is_about_one_value());
        assert_eq!(events.next().await.unwrap().unwrap().data.percent, 2);
        assert!(events.next().await.is_none());
    }

    #[tokio::test]
    async fn done_ends_the_stream() {
        let mut events =
            watch("data: {\"percent\":1}\n\ndata: [DONE]\n\ndata: {\"percent\":2}\n\n").await;
        assert!(events.next().await.unwrap().is_ok());
        assert!(events.next().await.is_none());
        assert!(events.next().await.is_none());
    }

    #[tokio::test]
    async fn an_answer_of_another_kind_is_unexpected() {
        let page = Canned::new(200, "text/html", "<html>");
        let client = Client::in_process(page).build().unwrap();
        let Err(Error::Unexpected(answer)) = client.watch_progress().await else {
            panic!("no events")
        };
        assert_eq!(answer.body(), "<html>");
    }

    /// The first call's stream breaks off after an event; the next is asked for what follows it.
    #[tokio::test]
    async fn a_lost_stream_is_called_for_again() {
        let first =
            watch("retry: 1\nid: a\nevent: progress\ndata: {\"percent\":1}\n\ndata: {\"per").await;
        let [client, _] = clients().await;
        let events = first.reconnecting(move |last_event_id| {
            let client = client.clone();
            async move {
                let id = last_event_id.expect("an event had an id");
                let call = client.watch_progress().header("last-event-id", id);
                call.await.map(|answer| answer.into_inner())
            }
        });
        let percent = events.into_data().collect(9).await.unwrap();
        assert_eq!(percent.iter().map(|at| at.percent).sum::<i64>(), 151);
    }

    #[tokio::test]
    async fn a_name_with_a_line_break_is_not_sent() {
        let body = EventStream::from(vec![Event::new(1).event("a\ndata: 2")]);
        let reply = oaspen_runtime::server::Reply::events(200, "text/event-stream", body);
        let error = reply
            .into_response()
            .into_body()
            .collect(100)
            .await
            .unwrap_err();
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert_eq!(
            source,
            "the name or id of an event has a line break or a NUL"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn comments_keep_a_silent_stream_alive() {
        struct Silent;
        impl futures_core::Stream for Silent {
            type Item = i64;

            fn poll_next(
                self: std::pin::Pin<&mut Self>,
                _: &mut std::task::Context<'_>,
            ) -> std::task::Poll<Option<i64>> {
                std::task::Poll::Pending
            }
        }
        let events = EventStream::<i64>::new(Silent).keep_alive(Duration::from_secs(15));
        let reply = oaspen_runtime::server::Reply::events(200, "text/event-stream", events);
        let mut body = reply.into_response().into_body();
        let begin = tokio::time::Instant::now();
        for _ in 0..2 {
            assert_eq!(body.chunk().await.unwrap().unwrap(), ":\n\n");
        }
        assert_eq!(begin.elapsed().as_secs(), 30);
    }
}

/// `response-stream-or-json.yaml`
mod or_json {
    use std::convert::Infallible;

    use generated::response_stream_or_json::client::{Client, Error};
    use generated::response_stream_or_json::server::{Api, Context, Server, Untagged};
    use generated::response_stream_or_json::types::operations::create_completion::{
        DefaultBody, OkBody, Request, Response,
    };
    use generated::response_stream_or_json::types::{Ask, Completion, Piece};
    use oaspen_runtime::body::{Event, EventStream};
    use oaspen_runtime::private::v1::StatusCode;

    use super::serve;

    struct Model;

    impl Api for Model {
        type Error = Infallible;
    }

    impl Untagged for Model {
        async fn create_completion(
            &self,
            context: &Context<()>,
            request: Request,
        ) -> Result<Response, Infallible> {
            let ask = request.body;
            if ask.prompt.is_empty() {
                let failure = DefaultBody::new("say something");
                return Ok(Response::Default(StatusCode::BAD_REQUEST, failure));
            }
            let media = ["application/json", "text/event-stream"];
            let is_stream = ask.stream == Some(true) || context.preferred(&media) == Some(1);
            if !is_stream {
                return Ok(OkBody::Json(Completion::new(ask.prompt)).into());
            }
            let words = ask
                .prompt
                .split(' ')
                .map(|word| Event::new(Piece::new(word)));
            let events = EventStream::from_iter(words).tell_done();
            Ok(OkBody::TextEventStream(events).into())
        }
    }

    async fn clients() -> [Client; 2] {
        let url = serve(Server::new(Model).into_service()).await;
        let service = Server::new(Model).into_service();
        [
            Client::in_process(service).build().unwrap(),
            Client::builder(url).build().unwrap(),
        ]
    }

    async fn words(body: OkBody) -> Vec<String> {
        match body {
            OkBody::Json(completion) => vec![completion.text],
            OkBody::TextEventStream(events) => {
                let pieces = events.into_data().collect(9).await.unwrap();
                pieces.into_iter().map(|piece| piece.delta).collect()
            }
        }
    }

    #[tokio::test]
    async fn the_request_says_which() {
        for client in clients().await {
            let ask = || Ask::new("to be or");
            let whole = client.create_completion(ask()).await.unwrap();
            assert_eq!(words(whole.into_inner()).await, ["to be or"]);
            let pieces = client.create_completion(ask().stream(true)).await.unwrap();
            assert_eq!(words(pieces.into_inner()).await, ["to", "be", "or"]);
            let call = client.create_completion(ask()).accept("text/event-stream");
            let pieces = call.await.unwrap();
            assert_eq!(words(pieces.into_inner()).await, ["to", "be", "or"]);
        }
    }

    #[tokio::test]
    async fn a_failure_is_typed_either_way() {
        for client in clients().await {
            let call = client.create_completion(Ask::new("").stream(true));
            let Err(Error::Api(error)) = call.await else {
                panic!("a failure")
            };
            assert_eq!(error.body().message, "say something");
        }
    }
}

/// `body-stream-items.yaml`
mod items {
    use generated::body_stream_items::client::Client;
    use generated::body_stream_items::server::{Api, Context, Limits, Rejection, Server, Untagged};
    use generated::body_stream_items::types::operations::{export_rows, import_rows, replace_rows};
    use generated::body_stream_items::types::{Result as Outcome, Row};
    use oaspen_runtime::body::{Body, ItemStream};
    use oaspen_runtime::private::v1::Method;

    use super::serve;
    use crate::live_features::{Seen, check_problem};

    #[derive(Clone, Default)]
    struct Rows(Seen<Vec<Row>>);

    impl Api for Rows {
        type Error = Rejection;
    }

    impl Untagged for Rows {
        /// What became of each row: its name or, for a wrong one, a number.
        async fn import_rows(
            &self,
            _: &Context<()>,
            mut request: import_rows::Request,
        ) -> Result<import_rows::Response, Rejection> {
            let mut outcomes = Vec::new();
            while let Some(row) = request.body.next().await {
                outcomes.push(match row {
                    Ok(row) => Outcome::from(row.name),
                    Err(error) if error.is_about_one_value() => Outcome::from(422),
                    Err(error) => return Err(error.into()),
                });
            }
            Ok(ItemStream::from(outcomes).into())
        }

        async fn export_rows(
            &self,
            _: &Context<()>,
            _: export_rows::Request,
        ) -> Result<export_rows::Response, Rejection> {
            Ok(rows().into())
        }

        async fn replace_rows(
            &self,
            _: &Context<()>,
            request: replace_rows::Request,
        ) -> Result<replace_rows::Response, Rejection> {
            self.0.note(match request.body {
                None => Vec::new(),
                Some(replace_rows::Body::Json(rows)) => rows,
                Some(replace_rows::Body::ApplicationJsonSeq(rows)) => rows.collect(9).await?,
            });
            Ok(replace_rows::Response::NoContent)
        }
    }

    fn rows() -> ItemStream<Row> {
        ItemStream::from_iter(["a", "é\n"].map(|name| Row::new(name).size(7)))
    }

    async fn clients(api: &Rows) -> [Client; 2] {
        let service = || Server::new(api.clone()).into_service();
        let url = serve(service()).await;
        [
            Client::in_process(service()).build().unwrap(),
            Client::builder(url).build().unwrap(),
        ]
    }

    #[tokio::test]
    async fn values_travel_one_by_one_in_both_directions() {
        let api = Rows::default();
        for client in clients(&api).await {
            let outcomes = client.import_rows(rows()).await.unwrap();
            assert_eq!(outcomes.headers()["content-type"], "application/jsonl");
            let outcomes = outcomes.into_inner().collect(9).await.unwrap();
            assert_eq!(
                outcomes,
                [Outcome::from("a".to_owned()), "é\n".to_owned().into()]
            );
            let all = client.export_rows().await.unwrap().into_inner();
            let all = all.collect(9).await.unwrap();
            assert_eq!(all, rows().collect(9).await.unwrap());
            let body = replace_rows::Body::ApplicationJsonSeq(rows());
            client.replace_rows().body(body).await.unwrap();
            assert_eq!(api.0.one(), all);
            client.replace_rows().await.unwrap();
            assert_eq!(api.0.one(), []);
        }
    }

    #[tokio::test]
    async fn a_server_checks_each_value() {
        let [client, _] = clients(&Rows::default()).await;
        let lines =
            "{\"name\":\"a\"}\n\n{\"name\":\"\"}\r\n{\"name\":\"b\",\"x\":1}\nno\n{\"name\":\"c\"}";
        let call = client.request(Method::POST, "/import");
        let answer = call.body("application/x-ndjson", lines).await.unwrap();
        let text = String::from_utf8(answer.to_vec()).unwrap();
        assert_eq!(text, "\"a\"\n422\n422\n422\n\"c\"\n");
    }

    #[tokio::test]
    async fn a_value_that_is_too_large_ends_it() {
        let service = Server::new(Rows::default()).limits(Limits::default().max_body(20));
        let client = Client::in_process(service.into_service()).build().unwrap();
        let lines = format!("{{\"name\":\"{}\"}}\n", "a".repeat(20));
        let call = client.request(Method::POST, "/import");
        let answer = call.body("application/x-ndjson", lines).await.unwrap();
        check_problem(&answer, 413, "the body is too large", "");
        let call = client.request(Method::PUT, "/export");
        let answer = call.body("application/json-seq", Body::from("\u{1e}{\"name\":\n"));
        check_problem(
            &answer.await.unwrap(),
            400,
            "line 2 column 1: the text ends within a value",
            "syntax",
        );
    }
}
