//! Tag `Business Profile`.

use whatsapp_server::types::operations::{get_business_profile, update_business_profile};
use whatsapp_server::{BusinessProfile, Context};
use whatsapp_types::{BusinessSettings, BusinessSettingsBusiness, GetBusinessProfileResponse};

use crate::doorkeeper::Caller;
use crate::failure::{Failure, meta};
use crate::sandbox::Sandbox;

impl BusinessProfile for Sandbox {
    async fn get_business_profile(
        &self,
        _context: &Context<Caller>,
        _request: get_business_profile::Request,
    ) -> Result<get_business_profile::Response, Failure> {
        let profile = self.read(|state| state.profile.business.clone());
        let business = BusinessSettingsBusiness { profile };
        let settings = BusinessSettings::new().business(business);
        let response = GetBusinessProfileResponse::new().meta(meta());
        Ok(response.settings(settings).into())
    }

    async fn update_business_profile(
        &self,
        _context: &Context<Caller>,
        request: update_business_profile::Request,
    ) -> Result<update_business_profile::Response, Failure> {
        self.change(|state| state.profile.business = Some(request.body));
        Ok(update_business_profile::Response::Ok)
    }
}
