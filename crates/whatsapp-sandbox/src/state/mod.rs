//! What a sandbox knows. No HTTP and no clock; each method does one whole thing, so that no change is half done.
//!
//! What is an answer of the API too is kept as the generated type, so that nothing is translated twice.

mod account;
mod callbacks;
mod file;
mod groups;
mod messages;
mod profile;
mod settings;
mod stats;
mod users;

use std::collections::{BTreeMap, BTreeSet};

use oaspen_runtime::types::Base64;
use serde::{Deserialize, Serialize};

pub(crate) use account::{Account, PinError};
pub(crate) use callbacks::Attempt;
pub use file::OpenError;
pub(crate) use groups::Group;
pub(crate) use messages::read_wa_id;
pub(crate) use profile::Profile;
pub(crate) use settings::Settings;
pub(crate) use stats::{Counters, Stat};
pub(crate) use users::{ADMIN, Users};

use callbacks::Callback;
use messages::Message;

/// All of it. What an older file lacks is as in a new sandbox.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct State {
    pub(crate) account: Account,
    pub(crate) certificates: Certificates,
    pub(crate) profile: Profile,
    pub(crate) settings: Settings,
    pub(crate) users: Users,
    /// WhatsApp ids that were asked for.
    pub(crate) contacts: BTreeSet<String>,
    pub(crate) groups: BTreeMap<String, Group>,
    pub(crate) media: BTreeMap<String, Media>,
    /// Ids of messages of users that nobody has read.
    pub(crate) inbound: BTreeSet<String>,
    pub(crate) counters: Counters,
    messages: BTreeMap<String, Message>,
    callbacks: BTreeMap<u64, Callback>,
}

/// What was uploaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Media {
    pub(crate) media_type: String,
    pub(crate) bytes: Base64,
}

/// Certificates as they were uploaded. Nothing is proven of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Certificates {
    pub(crate) external: Option<Base64>,
    /// What webhooks are trusted by, besides the usual authorities.
    pub(crate) webhook_ca: Option<Base64>,
}
