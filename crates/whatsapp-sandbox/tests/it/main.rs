//! The sandbox over a socket, called with the generated client, as a developer of bots does.
#![cfg(test)]

mod account;
mod failures;
mod groups;
mod health;
mod kept;
mod media;
mod messages;
mod profile;
mod settings;
mod slow;
mod support;
mod users;
mod webhooks;
