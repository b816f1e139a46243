//! Tag `Application`: settings, media providers, shards.

use whatsapp_server::types::operations::{
    delete_media_providers, get_application_settings, get_media_providers,
    reset_application_settings, set_shards, update_application_settings, update_media_providers,
};
use whatsapp_server::{Application, Context};
use whatsapp_types::{
    ApplicationSettings, GetMediaProvidersResponse, MediaProviderSettings,
    MediaProviderSettingsApplication, MediaProviderSettingsApplicationMedia, Response,
};

use super::registration::wrong_pin;
use crate::doorkeeper::Caller;
use crate::failure::{Failure, meta};
use crate::sandbox::Sandbox;

impl Application for Sandbox {
    async fn set_shards(
        &self,
        _context: &Context<Caller>,
        request: set_shards::Request,
    ) -> Result<set_shards::Response, Failure> {
        let body = request.body;
        self.change(|state| {
            let account = &mut state.account;
            account.check_pin(Some(&body.pin)).map_err(wrong_pin)?;
            account.shards = Some(body.shards);
            Ok(set_shards::Response::Ok)
        })
    }

    async fn reset_application_settings(
        &self,
        _context: &Context<Caller>,
        _request: reset_application_settings::Request,
    ) -> Result<reset_application_settings::Response, Failure> {
        self.change(|state| state.settings.application = ApplicationSettings::new());
        self.settings_changed().notify_waiters();
        Ok(reset_application_settings::Response::Ok)
    }

    async fn get_application_settings(
        &self,
        _context: &Context<Caller>,
        _request: get_application_settings::Request,
    ) -> Result<get_application_settings::Response, Failure> {
        Ok(self.read(|state| state.settings.application.clone()).into())
    }

    async fn update_application_settings(
        &self,
        _context: &Context<Caller>,
        request: update_application_settings::Request,
    ) -> Result<update_application_settings::Response, Failure> {
        self.change(|state| state.settings.update(&request.body))
            .map_err(|_| Failure::internal())?;
        self.settings_changed().notify_waiters();
        Ok(Response::new().meta(meta()).into())
    }

    async fn get_media_providers(
        &self,
        _context: &Context<Caller>,
        _request: get_media_providers::Request,
    ) -> Result<get_media_providers::Response, Failure> {
        let providers = self.read(|state| state.settings.providers.clone());
        let media = MediaProviderSettingsApplicationMedia::new().providers(providers);
        let application = MediaProviderSettingsApplication::new().media(media);
        let settings = MediaProviderSettings::new().application(application);
        let response = GetMediaProvidersResponse::new().meta(meta());
        Ok(response.settings(settings).into())
    }

    async fn update_media_providers(
        &self,
        _context: &Context<Caller>,
        request: update_media_providers::Request,
    ) -> Result<update_media_providers::Response, Failure> {
        self.change(|state| {
            for provider in request.body {
                state.settings.put_provider(provider);
            }
        });
        Ok(update_media_providers::Response::Ok)
    }

    async fn delete_media_providers(
        &self,
        _context: &Context<Caller>,
        request: delete_media_providers::Request,
    ) -> Result<delete_media_providers::Response, Failure> {
        let name = request.provider_name;
        if self.change(|state| state.settings.remove_provider(Some(&name))) {
            Ok(delete_media_providers::Response::Ok)
        } else {
            Err(Failure::not_found(format!("there is no provider {name}")))
        }
    }
}
