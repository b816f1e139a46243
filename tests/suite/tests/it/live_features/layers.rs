//! Layers of `tower-http` around a generated server, and what its own options do against slow,
//! long and broken requests.

use std::convert::Infallible;
use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context as TaskContext, Poll};
use std::time::Duration;

use axum::http::{Method, Request, Response, StatusCode};
use generated::body_json::server::{Api, Context, Limits, Pets, Server};
use generated::body_json::types::operations::{create_pet, touch_pets};
use oaspen_runtime::body::Body;
use oaspen_runtime::server::{ErrorCause, OperationInfo};
use oaspen_runtime::types::Bytes;
use tower::{Service, ServiceBuilder, ServiceExt};
use tower_http::cors::CorsLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

/// Panics, waits and answers as the name of the pet says.
#[derive(Clone)]
struct Kennel;

impl Api for Kennel {
    type Error = Infallible;
}

impl Pets for Kennel {
    async fn create_pet(
        &self,
        _: &Context<()>,
        request: create_pet::Request,
    ) -> Result<create_pet::Response, Infallible> {
        match request.body.name.as_str() {
            "panic" => panic!("on purpose"),
            "wait" => tokio::time::sleep(Duration::from_secs(60)).await,
            _ => {}
        }
        Ok(create_pet::Response::Created(request.body))
    }

    async fn touch_pets(
        &self,
        _: &Context<()>,
        _: touch_pets::Request,
    ) -> Result<touch_pets::Response, Infallible> {
        Ok(touch_pets::Response::NoContent)
    }
}

fn request(method: Method, name: &str) -> Request<Body> {
    let body = format!(r#"{{"name":"{name}"}}"#);
    let request = Request::builder().method(method).uri("/pets");
    let request = request.header("content-type", "application/json");
    request.body(Body::bytes(body)).unwrap()
}

async fn status<S, B>(service: S, request: Request<Body>) -> StatusCode
where
    S: Service<Request<Body>, Response = Response<B>, Error: std::fmt::Debug>,
{
    service.oneshot(request).await.unwrap().status()
}

#[tokio::test]
async fn layers_of_tower_http_compose() {
    let service = Server::new(Kennel).into_service();
    let layered = ServiceBuilder::new()
        .layer(RequestBodyLimitLayer::new(30))
        .layer(TraceLayer::new_for_http())
        .layer(CorsLayer::permissive())
        .layer(TimeoutLayer::with_status_code(
            StatusCode::GATEWAY_TIMEOUT,
            Duration::from_millis(50),
        ))
        .service(service);
    let mut tom = request(Method::POST, "Tom");
    tom.headers_mut()
        .insert("origin", "https://example.com".parse().unwrap());
    let answer = layered.clone().oneshot(tom).await.unwrap();
    assert_eq!(answer.status(), 201);
    assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    let slow = request(Method::POST, "wait");
    assert_eq!(status(layered.clone(), slow).await, 504);
    let long = request(Method::POST, &"x".repeat(30));
    assert_eq!(status(layered, long).await, 413);
}

#[tokio::test]
async fn layers_see_the_operation_before_anything_is_decoded() {
    static SEEN: Mutex<Vec<Option<&str>>> = Mutex::new(Vec::new());
    let service = Server::new(Kennel).into_service();
    let layered = ServiceBuilder::new()
        .map_request(|request: Request<Body>| {
            let operation = request.extensions().get::<&'static OperationInfo>();
            SEEN.lock().unwrap().push(operation.map(|known| known.id));
            request
        })
        .service(service.clone());
    let service = service.recognize(layered);
    let malformed = Request::builder().method("PATCH").uri("/pets");
    let malformed = malformed.body(Body::bytes("{")).unwrap();
    assert_eq!(status(service.clone(), malformed).await, 415);
    let unknown = Request::get("/dogs").body(Body::empty()).unwrap();
    assert_eq!(status(service.clone(), unknown).await, 404);
    assert_eq!(status(service, request(Method::POST, "Tom")).await, 201);
    let seen = std::mem::take(&mut *SEEN.lock().unwrap());
    assert_eq!(seen, [Some("touchPets"), None, Some("createPet")]);
}

#[tokio::test]
async fn an_operation_has_limits_of_its_own() {
    let limits = Limits::default().max_body(20);
    let service = Server::new(Kennel)
        .options(|options| options.operation_limits(&create_pet::INFO, limits))
        .into_service();
    let long = "x".repeat(20);
    let answer = status(service.clone(), request(Method::POST, &long)).await;
    assert_eq!(answer, 413);
    let patch = Request::patch("/pets").header("content-type", "application/json");
    let patch = patch.body(Body::bytes(format!(r#"{{"note":"{long}"}}"#)));
    assert_eq!(status(service, patch.unwrap()).await, 204);
}

#[tokio::test]
async fn a_panic_is_an_answer_and_its_cause_is_there_to_be_logged() {
    let service = Server::new(Kennel).into_service();
    let answer = service.clone().oneshot(request(Method::POST, "panic"));
    let answer = answer.await.unwrap();
    assert_eq!(answer.status(), 500);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let cause = answer.extensions().get::<ErrorCause>().unwrap();
    assert!(format!("{cause:?}").contains("on purpose"), "{cause:?}");
    let operation = answer.extensions().get::<&'static OperationInfo>();
    assert_eq!(operation.unwrap().id, "createPet");
    let body = answer.into_body().collect(1000).await.unwrap();
    assert!(!String::from_utf8_lossy(&body).contains("purpose"));
    assert_eq!(status(service, request(Method::POST, "Tom")).await, 201);
}

/// A body that never comes to its end.
struct Endless;

impl http_body::Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut TaskContext<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
        Poll::Pending
    }
}

#[tokio::test]
async fn who_sends_too_slowly_is_told_so() {
    let service = Server::new(Kennel)
        .options(|options| {
            let timeout = Duration::from_millis(20);
            options.body_timeout(timeout)
        })
        .into_service();
    let slow = Request::post("/pets").header("content-type", "application/json");
    let slow = slow.body(Endless).unwrap();
    let answer = service.clone().oneshot(slow).await.unwrap();
    assert_eq!(answer.status(), 408);
    assert_eq!(answer.headers()["connection"], "close");
    assert_eq!(status(service, request(Method::POST, "Tom")).await, 201);
}

#[tokio::test]
async fn layers_and_options_hold_over_a_socket() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let service = Server::new(Kennel)
        .options(|options| {
            let timeout = Duration::from_millis(100);
            options.body_timeout(timeout)
        })
        .into_service();
    let layered = ServiceBuilder::new()
        .layer(TraceLayer::new_for_http())
        .service(service.clone());
    let router = axum::Router::new().fallback_service(service.recognize(layered));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });
    let head = "POST /pets HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
    // One that stops in the middle of its body, one that breaks off, and then one that is well.
    let mut slow = tokio::net::TcpStream::connect(address).await.unwrap();
    let text = format!("{head}content-length: 100\r\n\r\n{{");
    slow.write_all(text.as_bytes()).await.unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    let mut broken = tokio::net::TcpStream::connect(address).await.unwrap();
    broken.write_all(text.as_bytes()).await.unwrap();
    drop(broken);
    let mut well = tokio::net::TcpStream::connect(address).await.unwrap();
    let body = r#"{"name":"Tom"}"#;
    let text = format!("{head}connection: close\r\ncontent-length: 14\r\n\r\n{body}");
    well.write_all(text.as_bytes()).await.unwrap();
    let mut answer = String::new();
    well.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    serving.abort();
}

/// A service that is busy until it is told to go on.
fn busy(gate: &std::sync::Arc<tokio::sync::Semaphore>) -> axum::Router {
    let gate = std::sync::Arc::clone(gate);
    let service = ServiceBuilder::new()
        .map_future(move |answer| {
            let gate = std::sync::Arc::clone(&gate);
            async move {
                gate.acquire().await.unwrap().forget();
                answer.await
            }
        })
        .service(Server::new(Kennel).into_service());
    axum::Router::new().fallback_service(service)
}

/// The answer to a call that is on its way when `stop` is called.
async fn call_while_stopping(
    address: std::net::SocketAddr,
    gate: &tokio::sync::Semaphore,
    stop: impl FnOnce(),
) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = "POST /pets HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
    let text = format!("{head}content-length: 14\r\n\r\n{{\"name\":\"Tom\"}}");
    socket.write_all(text.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    stop();
    tokio::time::sleep(Duration::from_millis(50)).await;
    gate.add_permits(1);
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_server_that_stops_finishes_what_it_does() {
    let gate = std::sync::Arc::new(tokio::sync::Semaphore::new(0));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, busy(&gate)).with_graceful_shutdown(async {
        let _ = stopped.await;
    });
    let serving = tokio::spawn(server.into_future());
    let answer = call_while_stopping(address, &gate, || drop(stop)).await;
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    serving.await.unwrap().unwrap();
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

/// Without axum: a generated server is a service for hyper too.
#[tokio::test]
async fn hyper_alone_finishes_what_it_does() {
    use hyper_util::rt::{TokioExecutor, TokioIo};
    use hyper_util::server::conn::auto::Builder;
    use hyper_util::server::graceful::GracefulShutdown;
    use hyper_util::service::TowerToHyperService;

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, mut stopped) = tokio::sync::oneshot::channel::<()>();
    let service = TowerToHyperService::new(Server::new(Kennel).into_service());
    let serving = tokio::spawn(async move {
        let (builder, graceful) = (Builder::new(TokioExecutor::new()), GracefulShutdown::new());
        loop {
            tokio::select! {
                accepted = listener.accept() => {
                    let connection = TokioIo::new(accepted.unwrap().0);
                    let served = builder.serve_connection(connection, service.clone());
                    let served = graceful.watch(served.into_owned());
                    tokio::spawn(async move { served.await.unwrap() });
                }
                _ = &mut stopped => break,
            }
        }
        graceful.shutdown().await;
    });
    let gate = tokio::sync::Semaphore::new(0);
    let answer = call_while_stopping(address, &gate, || drop(stop)).await;
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    serving.await.unwrap();
}
