//! Tag `Users`: who may call, and the tokens that they call with.

use jiff::Timestamp;
use whatsapp_server::types::operations::{
    create_user, delete_user, get_user, login_user, logout_user, update_user,
};
use whatsapp_server::{Context, Users};
use whatsapp_types::{
    DetailedUserResponse, DetailedUserResponseItem, UserLoginResponse, UserLoginResponseItem,
    UserResponse, UserResponseItem,
};

use crate::doorkeeper::Caller;
use crate::failure::{Failure, meta};
use crate::sandbox::Sandbox;
use crate::state::ADMIN;

impl Users for Sandbox {
    async fn create_user(
        &self,
        context: &Context<Caller>,
        request: create_user::Request,
    ) -> Result<create_user::Response, Failure> {
        context.principal().check_admin()?;
        let (name, password) = (request.body.username, request.body.password);
        if self.change(|state| state.users.create(&name, password)) {
            Ok(user_response(name).into())
        } else {
            Err(Failure::exists(format!("there is a user {name}")))
        }
    }

    async fn login_user(
        &self,
        context: &Context<Caller>,
        request: login_user::Request,
    ) -> Result<login_user::Response, Failure> {
        let name = &context.principal().name;
        let (token, expires) = self.change(|state| {
            if let Some(body) = request.body {
                state.users.set_password(name, body.new_password);
            }
            state.users.log_in(name, Timestamp::now())
        });
        let user = UserLoginResponseItem::new()
            .token(token)
            .expires_after(expires.into());
        let response = UserLoginResponse::new().meta(meta());
        Ok(response.users(vec![user]).into())
    }

    async fn logout_user(
        &self,
        context: &Context<Caller>,
        _request: logout_user::Request,
    ) -> Result<logout_user::Response, Failure> {
        if let Some(token) = &context.principal().token {
            self.change(|state| state.users.log_out(token));
        }
        Ok(logout_user::Response::Ok)
    }

    async fn delete_user(
        &self,
        context: &Context<Caller>,
        request: delete_user::Request,
    ) -> Result<delete_user::Response, Failure> {
        context.principal().check_admin()?;
        let name = request.user_username;
        if name == ADMIN {
            return Err(Failure::denied("the administrator stays"));
        }
        if self.change(|state| state.users.delete(&name)) {
            Ok(user_response(name).into())
        } else {
            Err(no_user(&name))
        }
    }

    async fn get_user(
        &self,
        context: &Context<Caller>,
        request: get_user::Request,
    ) -> Result<get_user::Response, Failure> {
        let name = request.user_username;
        context.principal().check_self_or_admin(&name)?;
        let role = self.read(|state| state.users.role(&name));
        let role = role.ok_or_else(|| no_user(&name))?;
        let user = DetailedUserResponseItem::new().username(name).roles(role);
        let response = DetailedUserResponse::new().meta(meta());
        Ok(response.users(vec![user]).into())
    }

    async fn update_user(
        &self,
        context: &Context<Caller>,
        request: update_user::Request,
    ) -> Result<update_user::Response, Failure> {
        let name = request.user_username;
        context.principal().check_self_or_admin(&name)?;
        let password = request.body.password;
        if self.change(|state| state.users.set_password(&name, password)) {
            Ok(user_response(name).into())
        } else {
            Err(no_user(&name))
        }
    }
}

fn user_response(name: String) -> UserResponse {
    let user = UserResponseItem::new().username(name);
    UserResponse::new().meta(meta()).users(vec![user])
}

fn no_user(name: &str) -> Failure {
    Failure::not_found(format!("there is no user {name}"))
}
