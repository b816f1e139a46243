//! Tag `Messages`: a message is taken at once and moves on by itself.

use whatsapp_server::types::operations::{mark_message_as_read, send_message};
use whatsapp_server::{Context, Messages};
use whatsapp_types::{Message, MessageResponse};

use crate::doorkeeper::Caller;
use crate::failure::{Failure, meta};
use crate::sandbox::Sandbox;

impl Messages for Sandbox {
    async fn send_message(
        &self,
        _context: &Context<Caller>,
        request: send_message::Request,
    ) -> Result<send_message::Response, Failure> {
        let id = self.change(|state| state.accept_message(request.body));
        self.start_message(id.clone());
        let response = MessageResponse::new().meta(meta());
        Ok(response.messages(vec![Message::new().id(id)]).into())
    }

    async fn mark_message_as_read(
        &self,
        _context: &Context<Caller>,
        request: mark_message_as_read::Request,
    ) -> Result<mark_message_as_read::Response, Failure> {
        let id = request.message_id;
        if self.change(|state| state.inbound.remove(&id)) {
            Ok(mark_message_as_read::Response::Ok)
        } else {
            Err(Failure::not_found(format!(
                "there is no unread message {id}"
            )))
        }
    }
}
