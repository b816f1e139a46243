//! The server part as a whole: the traits that a user implements, the server, its dispatch.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::place::Place;
use crate::model::{Access, Api, Dispatch, ItemPath, Operation, Server, ServerPaths, TagTrait};

/// `Api` and `Operations`.
pub(super) fn emit_api(place: &Place<'_>, api: &Api) -> Vec<TokenStream> {
    let principal = api.is_secured.then(|| {
        quote! {
            /// Who calls; made by the `Authenticator`.
            type Principal: Send + Sync + 'static;
        }
    });
    let traits: Vec<_> = api.traits.iter().map(|path| place.path(path)).collect();
    let bounds = if traits.is_empty() {
        quote!(Api)
    } else {
        quote!(#(#traits)+*)
    };
    let not_received = api.is_partial.then(|| {
        quote! {
            /// What is answered to what is not received, because its method is not implemented.
            fn not_received(&self, operation: &'static rt::OperationInfo) -> Self::Error;
        }
    });
    let api = quote! {
        /// What is common to all operations: who calls, and how failures are told.
        pub trait Api: Send + Sync + 'static {
            #principal
            /// What a handler fails with; becomes a response in one place.
            type Error: rt::server::IntoErrorResponse;
            #not_received
        }
    };
    let all = quote! {
        /// All operations. Implemented by whatever implements the trait of every tag.
        pub trait Operations: #bounds {}
    };
    vec![
        api,
        all,
        quote!(impl<T> Operations for T where T: #bounds {}),
    ]
}

/// The trait of one tag.
pub(super) fn emit_tag_trait(place: &Place<'_>, group: &TagTrait) -> TokenStream {
    let docs = docs::emit_docs(&group.docs);
    let ident = &group.ident;
    let api = place.path(&group.api);
    let methods = group
        .operations
        .iter()
        .map(|operation| emit_trait_method(place, operation, group.is_partial));
    quote! {
        #docs
        pub trait #ident: #api {
            #(#methods)*
        }
    }
}

fn emit_trait_method(place: &Place<'_>, operation: &Operation, is_partial: bool) -> TokenStream {
    let docs = docs::emit_docs(&operation.docs);
    let method = &operation.module;
    let request = place.path(&operation.paths.request);
    let response = place.path(&operation.paths.response);
    let future = place.future();
    let caller = match operation.access {
        Access::Open => quote!(()),
        Access::Optional => quote!(Option<Self::Principal>),
        Access::Known => quote!(Self::Principal),
    };
    let expected = emit_against_self(operation.is_against_self);
    let body = if is_partial {
        emit_default_body(place, operation)
    } else {
        quote!(;)
    };
    quote! {
        #docs
        #expected
        fn #method(
            &self,
            context: &rt::server::Context<#caller>,
            request: #request,
        ) -> impl #future<Output = Result<#response, Self::Error>> + Send #body
    }
}

/// Answers that nothing is implemented.
fn emit_default_body(place: &Place<'_>, operation: &Operation) -> TokenStream {
    let info = place.path(&operation.paths.info);
    quote! {
        {
            let _ = (context, request);
            async { Err(self.not_received(&#info)) }
        }
    }
}

/// What a trait method has whose name clippy would have for something without `&self`.
pub(super) fn emit_against_self(is_against_self: bool) -> Option<TokenStream> {
    is_against_self.then(|| {
        quote! {
            #[expect(clippy::wrong_self_convention, reason = "the document calls it so")]
        }
    })
}

/// The generics of what is over an implementation and perhaps an authenticator: as parameters with
/// bounds, and as arguments.
pub(super) struct Generics {
    pub(super) parameters: TokenStream,
    pub(super) arguments: TokenStream,
}

/// Generics whose implementation has the trait `api`.
pub(super) fn emit_generics(
    place: &Place<'_>,
    api: &ItemPath,
    paths: &ServerPaths,
    is_secured: bool,
) -> Generics {
    let api = place.path(api);
    let authenticator = place.path(&paths.authenticator);
    if is_secured {
        Generics {
            parameters: quote!(<A: #api, S: #authenticator<Principal = A::Principal>>),
            arguments: quote!(<A, S>),
        }
    } else {
        Generics {
            parameters: quote!(<A: #api>),
            arguments: quote!(<A>),
        }
    }
}

/// `Server`.
pub(super) fn emit_server(place: &Place<'_>, server: &Server) -> Vec<TokenStream> {
    let paths = &server.paths;
    let generics = emit_generics(place, &paths.operations, paths, server.is_secured);
    let (parameters, arguments) = (generics.parameters, generics.arguments);
    let argument = server.is_secured.then(|| quote!(authenticator: S,));
    let value = server.is_secured.then(|| quote!(authenticator,));
    let into_service = emit_into_service(place, server);
    let into_router = server.has_router.then(emit_into_router);
    let options = emit_options(server.is_secured);
    let paths_chosen = server.chooses_paths.then(emit_path_options);
    let docs = docs::emit_docs(&server.docs);
    let declaration = quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Server #arguments {
            api: A,
            #argument
            options: rt::server::Options,
        }
    };
    let implementation = quote! {
        impl #parameters Server #arguments {
            /// A server that calls this implementation.
            pub fn new(api: A, #argument) -> Self {
                Self { api, #value options: rt::server::Options::default() }
            }
            #options
            #paths_chosen
            #into_service
            #into_router
        }
    };
    vec![declaration, implementation]
}

/// What is set on a server before it serves.
fn emit_options(is_secured: bool) -> TokenStream {
    let realm = is_secured.then(|| {
        quote! {
            /// Sets the realm that an answer `401` names.
            #[must_use]
            pub fn realm(mut self, realm: impl Into<String>) -> Self {
                self.options = self.options.realm(realm);
                self
            }
        }
    });
    let before = emit_before_handlers();
    quote! {
        /// Sets what a request may hold at most.
        #[must_use]
        pub fn limits(mut self, limits: rt::server::Limits) -> Self {
            self.options = self.options.limits(limits);
            self
        }

        /// Sets what a request of one operation may hold at most, instead.
        #[must_use]
        pub fn operation_limits(
            mut self,
            operation: &'static rt::OperationInfo,
            limits: rt::server::Limits,
        ) -> Self {
            self.options = self.options.operation_limits(operation, limits);
            self
        }

        /// Sets the path below which the paths of all operations stand, such as `/v1`.
        #[must_use]
        pub fn base_path(mut self, path: impl Into<String>) -> Self {
            self.options = self.options.base_path(path);
            self
        }

        #before

        /// Sets all that a server can be told, such as how long a body may take.
        #[must_use]
        pub fn options(
            mut self,
            set: impl FnOnce(rt::server::Options) -> rt::server::Options,
        ) -> Self {
            self.options = set(self.options);
            self
        }

        #realm
    }
}

/// What is asked before a handler is, and what is answered instead of it.
fn emit_before_handlers() -> TokenStream {
    quote! {
        /// Sets what sees the head and the body of a request as they came, before anything of the
        /// body is decoded: signatures are checked here. Every body is in memory then: none streams.
        #[must_use]
        pub fn verify(mut self, verifier: impl rt::server::Verify) -> Self {
            self.options = self.options.verify(verifier);
            self
        }

        /// Sets what a request that never came to a handler is answered with, such as the error of the handlers.
        /// Headers that belong to the refusal, such as `WWW-Authenticate`, are added to it.
        #[must_use]
        pub fn rejections<E: rt::server::IntoErrorResponse>(
            mut self,
            tell: impl Fn(rt::server::Rejection) -> E + Send + Sync + 'static,
        ) -> Self {
            self.options = self.options.rejections(tell);
            self
        }
    }
}

/// Where what has no path in the document is received.
fn emit_path_options() -> TokenStream {
    quote! {
        /// Sets the path at which an operation is received, as sent, instead of that of its `INFO`.
        #[must_use]
        pub fn path(
            mut self,
            operation: &'static rt::OperationInfo,
            path: impl Into<String>,
        ) -> Self {
            self.options = self.options.path(operation, path);
            self
        }

        /// Sets what tells by the head of a request which operation it is, where all come to one
        /// path; where it does not know, the path decides.
        #[must_use]
        pub fn select(mut self, select: rt::server::Select) -> Self {
            self.options = self.options.select(select);
            self
        }
    }
}

fn emit_into_service(place: &Place<'_>, server: &Server) -> TokenStream {
    let state = place.path(&server.paths.state);
    let table = place.path(&server.paths.table);
    let value = server
        .is_secured
        .then(|| quote!(authenticator: self.authenticator,));
    quote! {
        /// A `tower` service over `http` requests.
        pub fn into_service(self) -> rt::server::Service {
            let state = #state { api: self.api, #value };
            rt::server::Service::new(#table, state, self.options)
        }
    }
}

fn emit_into_router() -> TokenStream {
    quote! {
        /// An `axum` router that gives every request to the service.
        #[cfg(feature = "axum")]
        pub fn into_router(self) -> rt::axum::Router {
            rt::server::router(self.into_service())
        }
    }
}

/// `State`, and which handler an operation has.
pub(super) fn emit_dispatch(place: &Place<'_>, dispatch: &Dispatch) -> Vec<TokenStream> {
    let paths = &dispatch.paths;
    let generics = emit_generics(place, &paths.operations, paths, dispatch.is_secured);
    let (parameters, arguments) = (generics.parameters, generics.arguments);
    let field = dispatch
        .is_secured
        .then(|| quote!(pub(crate) authenticator: S,));
    let infos = dispatch.operations.iter();
    let infos = infos.map(|operation| place.path(&operation.paths.info));
    let handlers = dispatch.operations.iter();
    let handlers = handlers.map(|operation| place.path(&operation.paths.handler));
    let table = quote! {
        /// Every operation; its position is what the service hands to the dispatch.
        pub(crate) static OPERATIONS: &[&rt::OperationInfo] = &[#(&#infos),*];
    };
    let state = quote! {
        /// What handlers share.
        pub(crate) struct State #arguments {
            pub(crate) api: A,
            #field
        }
    };
    let handlers = quote! {
        impl #parameters State #arguments {
            /// The handler of each operation, at the operation's position.
            const HANDLERS: &'static [rt::server::Handler<Self>] = &[#(#handlers),*];
        }
    };
    let implementation = quote! {
        impl #parameters rt::server::Dispatch for State #arguments {
            fn dispatch(
                self: ::std::sync::Arc<Self>,
                operation: usize,
                incoming: rt::server::Incoming,
            ) -> rt::server::ReplyFuture {
                rt::server::hand_over(Self::HANDLERS, operation, self, incoming)
            }
        }
    };
    vec![table, state, handlers, implementation]
}
