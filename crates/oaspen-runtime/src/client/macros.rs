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

/// Implements what every client's builder has besides its credentials. The builder has a field
/// `inner`, the client one field `core`.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_builder {
    ($builder:ident, $client:ident) => {
        impl $builder {
            /// Sets another base URL.
            #[must_use]
            pub fn base_url(
                self,
                base_url: impl ::core::convert::Into<::std::string::String>,
            ) -> Self {
                Self {
                    inner: self.inner.base_url(base_url),
                }
            }

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
