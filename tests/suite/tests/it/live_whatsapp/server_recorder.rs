//! An implementation of the trait of every tag: it keeps what arrives and answers what a test has
//! prepared.

use std::any::{Any, type_name};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::http::{HeaderMap, Method, Response, Uri};
use oaspen_runtime::body::Body;
use whatsapp_client::types::operations;
use whatsapp_server::{Api, Context, IntoErrorResponse};

use super::server_doorkeeper::Caller;

/// What a handler saw.
pub(super) struct Arrival {
    pub(super) operation: &'static str,
    pub(super) caller: Caller,
    pub(super) method: Method,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    /// The typed request.
    pub(super) request: Box<dyn Any + Send>,
}

/// An answer that the document does not have.
pub(super) struct Undocumented(Box<Response<Body>>);

impl IntoErrorResponse for Undocumented {
    fn into_error_response(self) -> Response<Body> {
        *self.0
    }
}

/// Shares what it keeps with its clones.
#[derive(Clone, Default)]
pub(super) struct Recorder {
    notes: Arc<Mutex<Notes>>,
}

#[derive(Default)]
struct Notes {
    /// The operation's response.
    prepared: Option<Box<dyn Any + Send>>,
    undocumented: Option<Undocumented>,
    arrived: Option<Arrival>,
}

impl Recorder {
    /// Sets the response that the next request is answered with.
    pub(super) fn prepare<A: Send + 'static>(&self, response: A) {
        self.notes().prepared = Some(Box::new(response));
    }

    /// Sets an answer for the next request that the document does not have.
    pub(super) fn prepare_undocumented(&self, answer: Response<Body>) {
        self.notes().undocumented = Some(Undocumented(Box::new(answer)));
    }

    /// What arrived since the last call, if anything.
    pub(super) fn arrival(&self) -> Option<Arrival> {
        self.notes().arrived.take()
    }

    fn handle<Q: Send + 'static, A: Send + 'static>(
        &self,
        context: &Context<Caller>,
        request: Q,
    ) -> Result<A, Undocumented> {
        let mut notes = self.notes();
        let arrival = Arrival {
            operation: context.operation().id,
            caller: context.principal().clone(),
            method: context.method().clone(),
            uri: context.uri().clone(),
            headers: context.headers().clone(),
            request: Box::new(request),
        };
        assert!(
            notes.arrived.replace(arrival).is_none(),
            "nothing else arrives meanwhile"
        );
        if let Some(answer) = notes.undocumented.take() {
            return Err(answer);
        }
        let prepared = notes.prepared.take().expect("an answer is prepared");
        let response = prepared.downcast().map(|response| *response);
        Ok(response.unwrap_or_else(|_| panic!("a {} is prepared", type_name::<A>())))
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().expect("no handler panicked")
    }
}

impl Api for Recorder {
    type Principal = Caller;
    type Error = Undocumented;
}

macro_rules! handlers {
    ($tag:ident: $($operation:ident)+) => {
        impl whatsapp_server::$tag for Recorder {$(
            async fn $operation(
                &self,
                context: &Context<Caller>,
                request: operations::$operation::Request,
            ) -> Result<operations::$operation::Response, Undocumented> {
                self.handle(context, request)
            }
        )+}
    };
}

handlers!(Application:
    set_shards
    reset_application_settings
    get_application_settings
    update_application_settings
    get_media_providers
    update_media_providers
    delete_media_providers
);
handlers!(BackupRestore: backup_settings restore_settings);
handlers!(BusinessProfile: get_business_profile update_business_profile);
handlers!(Certificates:
    upload_certificate
    download_ca_certificate
    delete_webhook_ca_certificate
    download_webhook_ca_certificate
    upload_webhook_ca_certificate
);
handlers!(Contacts: check_contact);
handlers!(Groups:
    get_all_groups
    create_group
    get_group_info
    update_group_info
    demote_group_admin
    promote_to_group_admin
    delete_group_icon
    get_group_icon_binary
    set_group_icon
    delete_group_invite
    get_group_invite
    leave_group
    remove_group_participant
);
handlers!(Health: check_health get_metrics get_app_stats get_db_stats get_support_info);
handlers!(Media: upload_media delete_media download_media);
handlers!(Messages: send_message mark_message_as_read);
handlers!(Profile:
    get_profile_about
    update_profile_about
    delete_profile_photo
    get_profile_photo
    update_profile_photo
);
handlers!(Registration: request_code register_account);
handlers!(TwoStepVerification: disable_two_step enable_two_step);
handlers!(Users: create_user login_user logout_user delete_user get_user update_user);
