//! The root of the client part, with the one type of all calls, and the methods of each tag.

use proc_macro2::TokenStream;
use quote::quote;

use super::place::Place;
use super::{docs, structs};
use crate::model::{Client, ClientMethods, Credential, Field, Operation, Presence, SecurityScheme};

/// `Client` and `ClientBuilder`.
pub(super) fn emit_client(place: &Place<'_>, client: &Client) -> Vec<TokenStream> {
    let docs = docs::emit_docs(&client.docs);
    let schemes = client.schemes.iter();
    let with_methods = schemes
        .clone()
        .filter_map(|scheme| emit_with(place, scheme));
    let with_methods: Vec<_> = with_methods.collect();
    let setters: Vec<_> = schemes
        .filter_map(|scheme| emit_credentials(place, scheme))
        .collect();
    let credentials = (!setters.is_empty()).then(|| quote!(impl ClientBuilder { #(#setters)* }));
    let declaration = quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            core: rt::client::Core,
        }
    };
    let builder = quote! {
        /// Makes a [`Client`].
        #[derive(Debug)]
        #[must_use = "a builder does nothing until it is built"]
        pub struct ClientBuilder {
            inner: rt::client::Builder,
        }
    };
    let constructors = if client.is_called_by_url {
        emit_sender_constructors(&with_methods)
    } else {
        emit_constructors(&with_methods)
    };
    let mut items = vec![declaration, constructors, builder];
    items.extend(credentials);
    items.push(quote!(rt::client_builder!(ClientBuilder, Client);));
    if !client.is_called_by_url {
        items.push(quote!(rt::client_base_url!(ClientBuilder);));
    }
    items.push(emit_generic_call());
    items.push(quote!(rt::client_call!(Call, Client);));
    items
}

/// The one type of all calls, generic over the request.
fn emit_generic_call() -> TokenStream {
    quote! {
        /// A call of the operation that a request `R` is of: `.await` sends it.
        ///
        /// Every operation has a name for its call in [`calls`], with the setters of what is optional.
        #[derive(Clone, Debug)]
        #[must_use = "a call is sent by `.await` or `.send()`"]
        pub struct Call<'c, R> {
            call: rt::client::Call<'c>,
            request: R,
        }
    }
}

fn emit_constructors(with_methods: &[TokenStream]) -> TokenStream {
    quote! {
        impl Client {
            /// A client of the service at this URL. Paths of operations are put behind it.
            pub fn builder(base_url: impl Into<rt::client::Address>) -> ClientBuilder {
                ClientBuilder { inner: rt::client::Builder::new(base_url) }
            }

            /// A client that calls a `tower` service in this process: all wire encoding, no socket.
            pub fn in_process<S>(service: S) -> ClientBuilder
            where
                S: rt::client::InProcessService,
            {
                ClientBuilder { inner: rt::client::Builder::in_process(service) }
            }

            #(#with_methods)*

            /// A request that the document does not describe, with the client's base URL and headers.
            pub fn request(&self, method: rt::Method, path: &str) -> rt::client::RawCall<'_> {
                self.core.request(method, path)
            }
        }
    }
}

/// Those of a client that has no base URL.
fn emit_sender_constructors(with_methods: &[TokenStream]) -> TokenStream {
    quote! {
        impl Client {
            /// A client whose calls are each given their URL.
            pub fn builder() -> ClientBuilder {
                ClientBuilder { inner: rt::client::Builder::without_base_url() }
            }

            /// A client that calls a `tower` service in this process, whatever the URL: all wire
            /// encoding, no socket.
            pub fn in_process<S>(service: S) -> ClientBuilder
            where
                S: rt::client::InProcessService,
            {
                ClientBuilder { inner: rt::client::Builder::in_process(service) }
            }

            #(#with_methods)*
        }
    }
}

/// What a credential is made of: the arguments, and the runtime's constructor over them.
fn emit_credential(credential: &Credential) -> (TokenStream, TokenStream) {
    match credential {
        Credential::Basic => (
            quote!(user: impl Into<String>, password: impl Into<String>),
            quote!(rt::client::Credential::basic(user, password)),
        ),
        Credential::Bearer => (
            quote!(token: impl Into<rt::client::Credential>),
            quote!(token),
        ),
        Credential::Authorization(_) => (
            quote!(credentials: impl Into<rt::client::Credential>),
            quote!(credentials),
        ),
        Credential::ApiKey => (
            quote!(key: impl Into<String>),
            quote!(rt::client::Credential::api_key(key)),
        ),
    }
}

fn emit_credentials(place: &Place<'_>, scheme: &SecurityScheme) -> Option<TokenStream> {
    let (arguments, credential) = emit_credential(scheme.credential.as_ref()?);
    let docs = docs::emit_docs(&scheme.client_docs);
    let method = &scheme.method;
    let constant = place.path(&scheme.path);
    Some(quote! {
        #docs
        pub fn #method(mut self, #arguments) -> Self {
            self.inner = self.inner.credential(&#constant, #credential);
            self
        }
    })
}

fn emit_with(place: &Place<'_>, scheme: &SecurityScheme) -> Option<TokenStream> {
    let (arguments, credential) = emit_credential(scheme.credential.as_ref()?);
    let docs = docs::emit_docs(&scheme.with_docs);
    let method = &scheme.with_method;
    let constant = place.path(&scheme.path);
    Some(quote! {
        #docs
        #[must_use]
        pub fn #method(&self, #arguments) -> Self {
            Self { core: self.core.with_credential(&#constant, #credential) }
        }
    })
}

/// The methods of one tag.
pub(super) fn emit_client_methods(place: &Place<'_>, group: &ClientMethods) -> TokenStream {
    let docs = docs::emit_docs(&group.docs);
    let client = place.path(&group.client);
    let methods = group.operations.iter();
    let methods = methods.map(|operation| emit_method(place, operation));
    quote! {
        #docs
        impl #client {
            #(#methods)*
        }
    }
}

fn emit_method(place: &Place<'_>, operation: &Operation) -> TokenStream {
    let docs = docs::emit_docs(&operation.docs);
    let deprecated = operation.info.deprecated.then(|| quote!(#[deprecated]));
    let method = &operation.call.method;
    let call = place.path(&operation.call.path);
    let request = place.path(&operation.paths.request);
    let required: Vec<&Field> = operation
        .request
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .collect();
    let generic = place.path(&operation.call.generic);
    let is_called_by_url = operation.surface.is_called_by_url();
    let url = is_called_by_url.then(|| quote!(url: impl AsRef<str>,));
    let (arguments, value) = if operation.request.fields.is_empty() {
        (quote!(), quote!(#request::new()))
    } else if operation.call.takes_request {
        (quote!(request: #request), quote!(request))
    } else {
        let arguments = required.iter().map(|field| emit_argument(place, field));
        let idents = required.iter().map(|field| &field.argument.ident);
        (quote!(#(#arguments),*), quote!(#request::new(#(#idents),*)))
    };
    let made = if is_called_by_url {
        quote!(#generic { call: self.core.call_to(url.as_ref()), request: #value })
    } else {
        quote!(#generic::new(&self.core, #value))
    };
    quote! {
        #docs
        #deprecated
        pub fn #method(&self, #url #arguments) -> #call<'_> {
            #made
        }
    }
}

fn emit_argument(place: &Place<'_>, field: &Field) -> TokenStream {
    let ident = &field.argument.ident;
    let ty = structs::emit_argument_ty(place, &field.argument);
    quote!(#ident: #ty)
}
