//! A local WhatsApp Business API for people who develop bots: every operation of the document, on the traits of the
//! generated `whatsapp-server`, with its state in memory or in a file.
//!
//! - [`Sandbox`] is the whole: it opens, makes an `axum` router, serves.
//! - `api` implements the traits, one file for each tag, on top of `state`, which knows no HTTP.
//! - `doorkeeper` tells who calls, `failure` how everything that goes wrong is told.
//! - `progress` moves messages on (sent, delivered, read) and `delivery` sends webhooks, both in the background.
//! - `inbound` is the one thing that the document does not have: a way to write to the bot.
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use whatsapp_sandbox::{Config, Sandbox};
//!
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:9090").await?;
//! Sandbox::open(Config::default())?.serve(listener, std::future::pending()).await?;
//! # Ok(())
//! # }
//! ```

#![forbid(unsafe_code)]

mod api;
mod background;
mod config;
mod connections;
mod delivery;
mod doorkeeper;
mod failure;
mod inbound;
mod progress;
mod router;
mod sandbox;
mod serve;
mod state;
mod upload;

pub use config::Config;
pub use sandbox::Sandbox;
pub use state::OpenError;
