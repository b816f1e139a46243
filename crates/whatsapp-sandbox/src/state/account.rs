//! The business's own number: registration, two-step verification, shards.

use serde::{Deserialize, Serialize};
use whatsapp_types::{RequestCodeRequestBody, SetShardsRequestBodyShards};

/// The code that registrations are confirmed with: no SMS is sent.
const CODE: &str = "123456";

/// The business's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Account {
    /// The number, which is the WhatsApp id of the business.
    pub(crate) wa_id: String,
    pub(crate) shards: Option<SetShardsRequestBodyShards>,
    /// A number for which a code was asked.
    requested: Option<String>,
    pin: Option<String>,
}

/// The pin of the two-step verification is missing or another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PinError;

impl Default for Account {
    /// A sandbox begins with a registered number.
    fn default() -> Self {
        Self {
            wa_id: "15550100000".to_owned(),
            shards: None,
            requested: None,
            pin: None,
        }
    }
}

impl Account {
    /// Asks for a code for a number. False when the number is registered already.
    pub(crate) fn request_code(
        &mut self,
        request: &RequestCodeRequestBody,
    ) -> Result<bool, PinError> {
        self.check_pin(request.pin.as_deref())?;
        let wa_id = format!("{}{}", request.cc, request.phone_number);
        let is_new = wa_id != self.wa_id;
        self.requested = is_new.then_some(wa_id);
        Ok(is_new)
    }

    /// Registers the number that the code was asked for. False when the code is another.
    pub(crate) fn register(&mut self, code: &str) -> bool {
        if code == CODE
            && let Some(wa_id) = self.requested.take()
        {
            self.wa_id = wa_id;
        }
        code == CODE
    }

    pub(crate) fn set_pin(&mut self, pin: Option<String>) {
        self.pin = pin;
    }

    /// # Errors
    /// When two-step verification is on and this is not its pin.
    pub(crate) fn check_pin(&self, pin: Option<&str>) -> Result<(), PinError> {
        match &self.pin {
            Some(right) if Some(right.as_str()) != pin => Err(PinError),
            Some(_) | None => Ok(()),
        }
    }
}
