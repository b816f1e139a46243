//! Tag `Two-Step Verification`.

use whatsapp_server::types::operations::{disable_two_step, enable_two_step};
use whatsapp_server::{Context, TwoStepVerification};

use crate::doorkeeper::Caller;
use crate::failure::Failure;
use crate::sandbox::Sandbox;

impl TwoStepVerification for Sandbox {
    async fn disable_two_step(
        &self,
        _context: &Context<Caller>,
        _request: disable_two_step::Request,
    ) -> Result<disable_two_step::Response, Failure> {
        self.change(|state| state.account.set_pin(None));
        Ok(disable_two_step::Response::Ok)
    }

    async fn enable_two_step(
        &self,
        _context: &Context<Caller>,
        request: enable_two_step::Request,
    ) -> Result<enable_two_step::Response, Failure> {
        self.change(|state| state.account.set_pin(Some(request.body.pin)));
        Ok(enable_two_step::Response::Ok)
    }
}
