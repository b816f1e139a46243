//! A sandbox on a port of its own, a client that has logged in, and a webhook that keeps what it gets.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use whatsapp_client::types::runtime::json;
use whatsapp_client::types::{self, ApplicationSettings, WebhookEvent, Webhooks};
use whatsapp_client::{Client, Error};
use whatsapp_sandbox::{Config, Sandbox};

/// A sandbox that serves.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<std::io::Result<()>>,
}

impl Running {
    pub(crate) async fn start(config: Config) -> Self {
        let listener = listen().await;
        let address = listener.local_addr().expect("it listens");
        let (stop, stopped) = oneshot::channel();
        let sandbox = Sandbox::open(config).expect("the state can be read");
        let served = tokio::spawn(sandbox.serve(listener, async {
            let _ = stopped.await;
        }));
        Self {
            address,
            stop,
            served,
        }
    }

    /// Shuts down gracefully.
    pub(crate) async fn stop(self) {
        let _ = self.stop.send(());
        let served = self.served.await.expect("it does not panic");
        served.expect("it serves until the end");
    }

    /// A client that only knows the administrator's password.
    pub(crate) fn stranger(&self) -> Client {
        Client::builder(format!("http://{}", self.address))
            .http_basic("admin", "secret")
            .build()
            .expect("the URL is one")
    }

    /// A client of the administrator.
    pub(crate) async fn client(&self) -> Client {
        log_in(&self.stranger()).await
    }
}

/// A quick sandbox in memory, and a client of its administrator.
pub(crate) async fn start() -> (Running, Client) {
    let running = Running::start(quick()).await;
    let client = running.client().await;
    (running, client)
}

/// A configuration with which messages hurry.
pub(crate) fn quick() -> Config {
    Config::default().step(Duration::from_millis(20))
}

/// The same client with a token.
pub(crate) async fn log_in(client: &Client) -> Client {
    let login = client.login_user().await.expect("the password is right");
    let users = login.users.as_ref().expect("there are users");
    let token = users[0].token.clone().expect("there is a token");
    client.with_bearer_auth(token)
}

/// The status and first code of a documented failure.
#[track_caller]
pub(crate) fn failure(error: Error<types::Response>) -> (u16, i32) {
    let Error::Api(error) = error else {
        panic!("it is not as documented: {error}");
    };
    let errors = error.body().errors.as_ref().expect("there are errors");
    (
        error.status().as_u16(),
        errors[0].code.expect("there is a code"),
    )
}

/// A webhook.
pub(crate) struct Listener {
    pub(crate) url: String,
    events: mpsc::UnboundedReceiver<WebhookEvent>,
    refusals: Arc<AtomicUsize>,
}

#[derive(Clone)]
struct Heard {
    events: mpsc::UnboundedSender<WebhookEvent>,
    refusals: Arc<AtomicUsize>,
}

impl Listener {
    /// A webhook that the sandbox behind this client knows.
    pub(crate) async fn start(client: &Client) -> Self {
        let listener = Self::alone().await;
        let webhooks = Webhooks::new().url(&listener.url);
        let settings = ApplicationSettings::new()
            .webhooks(webhooks)
            .callback_backoff_delay_ms("20");
        let settings = client.update_application_settings(settings);
        settings.await.expect("the settings are taken");
        listener
    }

    /// A webhook that nobody knows.
    pub(crate) async fn alone() -> Self {
        let (sender, events) = mpsc::unbounded_channel();
        let refusals = Arc::new(AtomicUsize::new(0));
        let heard = Heard {
            events: sender,
            refusals: Arc::clone(&refusals),
        };
        let listener = listen().await;
        let address = listener.local_addr().expect("it listens");
        let router = Router::new().route("/hook", post(hear)).with_state(heard);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            url: format!("http://{address}/hook"),
            events,
            refusals,
        }
    }

    /// Answers the next requests with `503`.
    pub(crate) fn refuse(&self, count: usize) {
        self.refusals.store(count, Ordering::SeqCst);
    }

    pub(crate) async fn next(&mut self) -> WebhookEvent {
        let next = tokio::time::timeout(Duration::from_secs(10), self.events.recv());
        next.await.expect("it comes in time").expect("it comes")
    }

    /// Whether nothing came until now.
    pub(crate) fn is_quiet(&mut self) -> bool {
        self.events.try_recv().is_err()
    }

    /// The next status: of which message, and which.
    pub(crate) async fn next_status(&mut self) -> (String, types::WebhookStatus) {
        let event = self.next().await;
        let statuses = event.statuses.expect("it is about a message of the bot");
        let status = statuses.into_iter().next().expect("there is one");
        (status.id.clone().expect("it has an id"), status)
    }
}

async fn hear(State(heard): State<Heard>, body: Bytes) -> StatusCode {
    let refusals = &heard.refusals;
    let refused = refusals.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
        left.checked_sub(1)
    });
    if refused.is_ok() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    let event = json::from_slice(&body).expect("it is an event");
    let _ = heard.events.send(event);
    StatusCode::OK
}

async fn listen() -> TcpListener {
    let listener = TcpListener::bind("127.0.0.1:0").await;
    listener.expect("there is a free port")
}
