//! Tags `Registration`, `Two-Step Verification` and `Users`.

use whatsapp_client::types;
use whatsapp_client::types::operations::request_code;

use super::live::Live;
use super::{ODD, samples};

fn code_request() -> types::RequestCodeRequestBody {
    let method = types::RequestCodeRequestBodyMethod::Sms;
    let cert = "<Valid Cert from Business Manager>";
    types::RequestCodeRequestBody::new("<Country Code>", cert, method, "<Phone Number>")
}

pub(super) async fn registration_calls(live: &Live) {
    let account = || types::RequestCodeAccount::new().vname("decoded-vname-from-cert");
    let accepted = || types::RequestCodeResponse::new().account(vec![account()]);
    exchange!(live, request_code(code_request()),
        201 Created => request_code::Output::Created,
        202 Accepted(accepted()) => request_code::Output::Accepted(accepted()));
    let pin = "<Two-Step Verification PIN";
    exchange!(live, request_code(code_request().pin(pin)),
        201 Created => request_code::Output::Created);
    let code = || types::RegisterAccountRequestBody::new("<Registration Code>");
    exchange!(live, register_account(code()), 200 Ok);
}

pub(super) async fn two_step_calls(live: &Live) {
    let pin = || types::EnableTwoStepRequestBody::new("<Two-Step Verification PIN>");
    exchange!(live, disable_two_step(), 200 Ok);
    exchange!(live, enable_two_step(pin()), 200 Ok);
}

fn login() -> types::UserLoginResponse {
    let expires = "2018-03-01T15:29:26.000Z".parse().expect("it is a date");
    let user = types::UserLoginResponseItem::new().token("eyJhbGciOHlXVCJ9");
    types::UserLoginResponse::new().users(vec![user.expires_after(expires)])
}

fn user_details() -> types::DetailedUserResponse {
    let user = types::DetailedUserResponseItem::new().roles(types::UserRole::RoleUser);
    types::DetailedUserResponse::new()
        .meta(samples::meta())
        .users(vec![user.username("username")])
}

pub(super) async fn calls(live: &Live) {
    let user = || types::CreateUserRequestBody::new("{{UserPassword}}", "{{UserUsername}}");
    exchange!(live, create_user(user()), 200 Ok(samples::users()));
    let password = || types::LoginAdminRequestBody::new("<New Admin Password>");
    exchange!(live, login_user(), 200 Ok(login()));
    exchange!(live, login_user().body(password()), 200 Ok(login()));
    exchange!(live, logout_user(), 200 Ok);
    exchange!(live, delete_user(ODD), 200 Ok(samples::users()));
    exchange!(live, get_user(ODD), 200 Ok(user_details()));
    let change = || types::UpdateUserRequestBody::new("<New Password>");
    exchange!(live, update_user(ODD, change()), 200 Ok(samples::users()));
}
