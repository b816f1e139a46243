//! Tag `Backup/Restore`: settings and profile as one text.
//!
//! The sandbox does not encrypt: the text is JSON in Base64, with the password in it, which a restore must bring again.

use oaspen_runtime::types::Base64;
use serde::{Deserialize, Serialize};
use whatsapp_server::types::operations::{backup_settings, restore_settings};
use whatsapp_server::{BackupRestore, Context};
use whatsapp_types::{BackupSettings, BackupSettingsResponse};

use crate::doorkeeper::Caller;
use crate::failure::Failure;
use crate::sandbox::Sandbox;
use crate::state::{Profile, Settings};

/// What a backup holds.
#[derive(Debug, Serialize, Deserialize)]
struct Backup {
    password: String,
    settings: Settings,
    profile: Profile,
}

impl BackupRestore for Sandbox {
    async fn backup_settings(
        &self,
        _context: &Context<Caller>,
        request: backup_settings::Request,
    ) -> Result<backup_settings::Response, Failure> {
        let backup = self.read(|state| Backup {
            password: request.body.password,
            settings: state.settings.clone(),
            profile: state.profile.clone(),
        });
        let text = serde_json::to_vec(&backup).map_err(|error| {
            tracing::error!(%error, "a backup cannot be written");
            Failure::internal()
        })?;
        let settings = BackupSettings::new().data(Base64::from(text).to_string());
        Ok(BackupSettingsResponse::new().settings(settings).into())
    }

    async fn restore_settings(
        &self,
        _context: &Context<Caller>,
        request: restore_settings::Request,
    ) -> Result<restore_settings::Response, Failure> {
        // Nobody learns whether it is the data or the password that is wrong.
        let backup = read_backup(&request.body.data)
            .filter(|backup| backup.password == request.body.password)
            .ok_or_else(|| Failure::denied("the data is no backup with this password"))?;
        self.change(|state| {
            state.settings = backup.settings;
            state.profile = backup.profile;
        });
        self.settings_changed().notify_waiters();
        Ok(restore_settings::Response::Ok)
    }
}

fn read_backup(data: &str) -> Option<Backup> {
    let quoted = serde_json::Value::from(data);
    let bytes: Base64 = serde_json::from_value(quoted).ok()?;
    serde_json::from_slice(&bytes).ok()
}
