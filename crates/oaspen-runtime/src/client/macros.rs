//! Macros that generated clients call for what is the same in each. Reached through the
//! versioned door, without the underscores.

/// Implements what calls have: `header`, `timeout`, `retry`, `accept`, `send`, and that they can be
/// awaited. `$call` has a lifetime and the type of the request, and fields `call` and `request`.
///
/// One generic type for all operations, because a type for each is what compilers are slow with.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_call {
    ($call:ident, $client:ident) => {
        impl<'c, R> $call<'c, R> {
            pub(crate) fn new(core: &'c $crate::private::v1::client::Core, request: R) -> Self {
                Self {
                    call: core.call(),
                    request,
                }
            }

            /// Sets a header of this call.
            pub fn header(
                mut self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                self.call.header(name.as_ref(), value.as_ref());
                self
            }

            /// How long one attempt of this call may take.
            pub fn timeout(mut self, timeout: ::core::time::Duration) -> Self {
                self.call.timeout(timeout);
                self
            }

            /// When this call is repeated.
            pub fn retry(mut self, retry: $crate::private::v1::client::Retry) -> Self {
                self.call.retry(retry);
                self
            }

            /// Sends this call to another base URL, with all that the client would send.
            pub fn base_url(
                mut self,
                base_url: impl ::core::convert::Into<$crate::private::v1::client::Address>,
            ) -> Self {
                self.call.base_url(base_url);
                self
            }

            /// Asks for one media type instead of all that can be decoded.
            pub fn accept(mut self, media_type: impl ::core::convert::AsRef<str>) -> Self {
                self.call.accept(media_type.as_ref());
                self
            }
        }

        impl<R: $crate::private::v1::client::Operation<$client>> $call<'_, R> {
            /// Sends the call; `.await` does the same. The future borrows nothing.
            pub fn send(
                self,
            ) -> $crate::private::v1::client::Sending<
                R::Output,
                R::Error,
                R::Headers,
                R::ErrorHeaders,
            > {
                self.call.send(&self.request)
            }
        }

        impl<R: $crate::private::v1::client::Operation<$client>> ::core::future::IntoFuture
            for $call<'_, R>
        {
            type Output = ::core::result::Result<
                $crate::private::v1::client::Response<R::Output, R::Headers>,
                $crate::private::v1::client::Error<R::Error, R::ErrorHeaders>,
            >;
            type IntoFuture = $crate::private::v1::client::Sending<
                R::Output,
                R::Error,
                R::Headers,
                R::ErrorHeaders,
            >;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}

/// Implements what a client's builder has whose calls do not say where they go.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_base_url {
    ($builder:ident) => {
        impl $builder {
            /// Sets another base URL.
            #[must_use]
            pub fn base_url(
                self,
                base_url: impl ::core::convert::Into<$crate::private::v1::client::Address>,
            ) -> Self {
                Self {
                    inner: self.inner.base_url(base_url),
                }
            }
        }
    };
}

/// Implements what every client's builder has besides its credentials. The builder has a field
/// `inner`, the client one field `core`.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_builder {
    ($builder:ident, $client:ident) => {
        impl $builder {
            /// Sets a header that every call carries.
            #[must_use]
            pub fn header(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                Self {
                    inner: self.inner.header(name.as_ref(), value.as_ref()),
                }
            }

            /// How long one attempt of a call may take; without limit unless set.
            #[must_use]
            pub fn timeout(self, timeout: ::core::time::Duration) -> Self {
                Self {
                    inner: self.inner.timeout(timeout),
                }
            }

            /// How long an answer's body may be silent while it is waited for, also one that is handed on as it comes,
            /// such as a stream of events; without limit unless set.
            #[must_use]
            pub fn idle_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self {
                    inner: self.inner.idle_timeout(timeout),
                }
            }

            /// How long to wait for a connection; 10 s unless set.
            #[must_use]
            pub fn connect_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self {
                    inner: self.inner.connect_timeout(timeout),
                }
            }

            /// When calls are repeated; never unless set.
            #[must_use]
            pub fn retry(self, retry: $crate::private::v1::client::Retry) -> Self {
                Self {
                    inner: self.inner.retry(retry),
                }
            }

            /// How many bytes an answer's body may have; 64 MiB unless set.
            #[must_use]
            pub fn response_limit(self, bytes: usize) -> Self {
                Self {
                    inner: self.inner.response_limit(bytes),
                }
            }

            /// Adds middleware: what was added first sees a request first, and its answer last.
            #[must_use]
            pub fn middleware(
                self,
                middleware: impl $crate::private::v1::client::Middleware,
            ) -> Self {
                Self {
                    inner: self.inner.middleware(middleware),
                }
            }

            /// Sets what carries requests.
            #[must_use]
            pub fn transport(self, transport: impl $crate::private::v1::client::Transport) -> Self {
                Self {
                    inner: self.inner.transport(transport),
                }
            }

            /// The client.
            ///
            /// # Errors
            /// When the base URL or a header is malformed, or there is no transport.
            pub fn build(
                self,
            ) -> ::core::result::Result<$client, $crate::private::v1::client::BuildError> {
                ::core::result::Result::Ok($client {
                    core: self.inner.build()?,
                })
            }
        }
    };
}

/// Implements what every server of a document has besides the setters of its variables. It has one
/// field `server`; a relative URL needs an origin.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_server {
    ($server:ident, $url:literal, $variables:expr) => {
        impl $server {
            /// This server, its variables as the document presets them.
            pub fn new() -> Self {
                Self {
                    server: $crate::private::v1::client::ServerAddress::new($url, &$variables),
                }
            }
        }

        impl ::core::default::Default for $server {
            fn default() -> Self {
                Self::new()
            }
        }

        $crate::__client_server!(@address $server);
    };
    (relative $server:ident, $url:literal, $variables:expr) => {
        impl $server {
            /// This server, behind the origin where the document is, such as `https://example.com`.
            pub fn at(origin: impl ::core::convert::Into<::std::string::String>) -> Self {
                let server = $crate::private::v1::client::ServerAddress::new($url, &$variables);
                Self {
                    server: server.at(origin),
                }
            }
        }

        $crate::__client_server!(@address $server);
    };
    (@address $server:ident) => {
        impl ::core::convert::From<$server> for $crate::private::v1::client::Address {
            fn from(server: $server) -> Self {
                Self::from(server.server)
            }
        }
    };
}
