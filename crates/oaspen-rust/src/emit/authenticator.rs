//! `Authenticator`, and which of its methods checks a scheme.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::place::Place;
use super::server::{emit_against_self, emit_generics};
use crate::model::{Authenticator, Credential, SecurityScheme};

/// The trait, and the impl by which the runtime reaches it.
pub(super) fn emit_authenticator(
    place: &Place<'_>,
    authenticator: &Authenticator,
) -> Vec<TokenStream> {
    let declaration = emit_trait(place, authenticator);
    let implementation = emit_implementation(place, authenticator);
    vec![declaration, implementation]
}

fn emit_trait(place: &Place<'_>, authenticator: &Authenticator) -> TokenStream {
    let methods = authenticator
        .schemes
        .iter()
        .map(|scheme| emit_check(place, scheme));
    let join = authenticator.joins.then(|| {
        quote! {
            /// Joins the principals of schemes that must hold together. Keeps the first.
            fn join(&self, first: Self::Principal, second: Self::Principal) -> Self::Principal {
                let _ = second;
                first
            }
        }
    });
    quote! {
        /// Who may call: one method for each security scheme.
        pub trait Authenticator: Send + Sync + 'static {
            /// Who calls.
            type Principal: Send + Sync + 'static;
            #(#methods)*
            #join
        }
    }
}

fn emit_check(place: &Place<'_>, scheme: &SecurityScheme) -> TokenStream {
    let docs = docs::emit_docs(&scheme.server_docs);
    let method = &scheme.method;
    let future = place.future();
    let credentials = scheme.credential.iter().map(|credential| match credential {
        Credential::Basic => quote!(rt::server::Basic<'_>),
        Credential::Bearer => quote!(rt::server::Bearer<'_>),
        Credential::Authorization(_) => quote!(&str),
        Credential::ApiKey => quote!(rt::server::ApiKey<'_>),
    });
    let expected = emit_against_self(scheme.is_against_self);
    quote! {
        #docs
        #expected
        fn #method(
            &self,
            request: &rt::server::AuthRequest<'_>,
            #(credentials: #credentials,)*
        ) -> impl #future<Output = Result<Self::Principal, rt::server::AuthError>> + Send;
    }
}

fn emit_implementation(place: &Place<'_>, authenticator: &Authenticator) -> TokenStream {
    let paths = &authenticator.paths;
    let generics = emit_generics(place, &paths.api, paths, true);
    let (parameters, arguments) = (generics.parameters, generics.arguments);
    let state = place.path(&paths.state);
    let arms = authenticator.schemes.iter().map(|scheme| {
        let index = Literal::usize_unsuffixed(scheme.index);
        let call = emit_check_call(scheme);
        quote!(#index => Box::pin(async move { #call.await }),)
    });
    let join = authenticator.joins.then(emit_join);
    quote! {
        impl #parameters rt::server::Authenticate for #state #arguments {
            type Principal = A::Principal;

            fn check<'a>(
                &'a self,
                scheme: &'static rt::SecurityScheme,
                request: &'a rt::server::AuthRequest<'_>,
            ) -> rt::server::BoxFuture<'a, Result<A::Principal, rt::server::AuthError>> {
                match scheme.index {
                    #(#arms)*
                    _ => Box::pin(async { Err(rt::server::AuthError::Missing) }),
                }
            }
            #join
        }
    }
}

fn emit_join() -> TokenStream {
    quote! {
        fn join(&self, first: A::Principal, second: A::Principal) -> A::Principal {
            S::join(&self.authenticator, first, second)
        }
    }
}

fn emit_check_call(scheme: &SecurityScheme) -> TokenStream {
    let method = &scheme.method;
    let credentials = scheme.credential.iter().map(|credential| match credential {
        Credential::Basic => quote!(request.basic()?),
        Credential::Bearer => quote!(request.bearer()?),
        Credential::Authorization(scheme) => quote!(request.authorization(#scheme)?),
        Credential::ApiKey => quote!(request.api_key()?),
    });
    quote!(S::#method(&self.authenticator, request #(, #credentials)*))
}
