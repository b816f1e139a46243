//! Tag `Contacts`: every number in a standard format is on WhatsApp.

use whatsapp_server::types::operations::check_contact;
use whatsapp_server::{Contacts, Context};
use whatsapp_types::{
    CheckContact, CheckContactRequestBodyBlocking, CheckContactResponse, CheckContactStatus,
};

use crate::doorkeeper::Caller;
use crate::failure::{Failure, meta};
use crate::sandbox::Sandbox;
use crate::state::{State, read_wa_id};

impl Contacts for Sandbox {
    async fn check_contact(
        &self,
        _context: &Context<Caller>,
        request: check_contact::Request,
    ) -> Result<check_contact::Response, Failure> {
        let body = request.body;
        let waits = body.blocking_or_default() == CheckContactRequestBodyBlocking::Wait;
        let numbers = body.contacts.into_iter();
        let contacts = self.change(|state| {
            numbers
                .map(|number| check_number(state, number, waits))
                .collect()
        });
        let response = CheckContactResponse::new().meta(meta());
        Ok(response.contacts(contacts).into())
    }
}

/// Who does not wait for a number that was never asked for is told that it is being looked up, the first time.
fn check_number(state: &mut State, number: String, waits: bool) -> CheckContact {
    let wa_id = read_wa_id(&number);
    let contact = CheckContact::new().input(number);
    let Some(wa_id) = wa_id else {
        return contact.status(CheckContactStatus::Invalid);
    };
    let is_new = state.contacts.insert(wa_id.clone());
    if is_new && !waits {
        return contact.status(CheckContactStatus::Processing);
    }
    contact.status(CheckContactStatus::Valid).wa_id(wa_id)
}
