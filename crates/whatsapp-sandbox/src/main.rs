//! The command: reads its arguments, listens, and serves until it is told to stop.

#![forbid(unsafe_code)]

use std::error::Error;
use std::io::{self, IsTerminal as _};
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use whatsapp_sandbox::{Config, Sandbox};

/// A local WhatsApp Business API. Log in as `admin` with the password `secret`.
#[derive(Debug, Parser)]
#[command(name = "whatsapp-sandbox", version)]
struct Arguments {
    /// The address to listen at
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// The port to listen at; 0 takes any that is free
    #[arg(long, default_value_t = 9090)]
    port: u16,
    /// Keep the state in this file, passwords included; without it, nothing is kept
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// The path below which the API stands, such as /v1
    #[arg(long, value_name = "PATH", default_value = "")]
    base_path: String,
    /// How long a message stays sent, and then delivered, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 500)]
    step: u64,
    /// A token of the administrator that never expires
    #[arg(long)]
    token: Option<String>,
}

impl Arguments {
    fn config(self) -> Config {
        let mut config = Config::default()
            .base_path(self.base_path)
            .step(Duration::from_millis(self.step));
        config.state = self.state;
        config.token = self.token;
        config
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr)
        .init();
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let address = (arguments.host, arguments.port);
    let sandbox = Sandbox::open(arguments.config())?;
    let listener = TcpListener::bind(address).await?;
    tracing::info!("listening at http://{}", listener.local_addr()?);
    sandbox.serve(listener, stopped()).await?;
    Ok(())
}

/// Waits for ctrl-c, or for what a service manager sends.
async fn stopped() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
    tracing::info!("stopping");
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
