//! Every operation of the WhatsApp document, from the generated client to the generated server: in
//! this process, and over a socket.
//!
//! Each case says what is called and what the handler answers; `live` asserts that both sides got
//! exactly that. `document` reads from the document, without oaspen, which exchanges it describes:
//! operations, statuses, media types, bodies and parameters that may be absent. All of them must
//! take place, so an operation without a case fails here.

/// One call, once for each answer that the handler gives, and then for documented failures.
///
/// `exchange!(live, operation(arguments).setter(value), 200 Ok(payload))` calls the operation. The
/// client must get `payload`, or `()` without one, or what follows a `=>`.
macro_rules! exchange {
    ($live:expr, $operation:ident($($argument:expr),*) $(.$setter:ident($value:expr))*
        $(, $status:literal $variant:ident $(($payload:expr))? $(=> $output:expr)?)+) => {
        exchange!($live, $operation($($argument),*) $(.$setter($value))*;
            whatsapp_client::types::operations::$operation::Request::new($($argument),*)
                $(.$setter($value))*
            $(, $status $variant $(($payload))? $(=> $output)?)+)
    };
    // A request that is a stream is expected as what it holds.
    ($live:expr, $operation:ident($($argument:expr),*) $(.$setter:ident($value:expr))*;
        $request:expr
        $(, $status:literal $variant:ident $(($payload:expr))? $(=> $output:expr)?)+) => {{
        use whatsapp_client::types::operations::$operation::Response;
        let live = $live;
        live.exchange(
            || live.client.$operation($($argument),*)$(.$setter($value))*,
            $request,
            Response::Default,
            vec![$(answer!($status, Response::$variant $(, $payload)? $(=> $output)?)),+],
        )
        .await;
    }};
}

/// A status, what the handler answers, and what the client must get.
macro_rules! answer {
    ($status:literal, $response:path) => {
        ($status, $response, ())
    };
    ($status:literal, $response:path, $payload:expr) => {
        ($status, $response($payload), $payload)
    };
    ($status:literal, $response:path => $output:expr) => {
        ($status, $response, $output)
    };
    ($status:literal, $response:path, $payload:expr => $output:expr) => {
        ($status, $response($payload), $output)
    };
}

mod calls_application;
mod calls_certificates;
mod calls_groups;
mod calls_health;
mod calls_messages;
mod calls_profile;
mod calls_users;
mod document;
mod expect;
mod live;
mod refusals;
mod samples;
mod security;
mod server_doorkeeper;
mod server_recorder;
mod undocumented;
mod wire;

use live::Live;

/// What must be escaped in a path and in a query: a slash, a space, a percent sign, an ampersand
/// and a letter beyond ASCII.
const ODD: &str = "a/b c%&ä";

/// Runs a test against both transports.
async fn on_both<F: AsyncFn(&Live)>(test: F) {
    test(&Live::in_process()).await;
    test(&Live::over_tcp().await).await;
}

async fn every_exchange(live: &Live) {
    calls_application::calls(live).await;
    calls_application::backup_calls(live).await;
    calls_application::business_profile_calls(live).await;
    calls_certificates::calls(live).await;
    calls_certificates::contact_calls(live).await;
    calls_groups::calls(live).await;
    calls_groups::icon_calls(live).await;
    calls_groups::member_calls(live).await;
    calls_health::calls(live).await;
    calls_messages::media_calls(live).await;
    calls_messages::calls(live).await;
    calls_profile::calls(live).await;
    calls_users::registration_calls(live).await;
    calls_users::two_step_calls(live).await;
    calls_users::calls(live).await;
    let (seen, described) = (live.exchanges(), document::exchanges());
    let missing: Vec<&String> = described.difference(&seen).collect();
    let surplus: Vec<&String> = seen.difference(&described).collect();
    assert!(
        missing.is_empty(),
        "{}: {missing:#?} did not take place",
        live.transport
    );
    assert!(
        surplus.is_empty(),
        "{}: {surplus:#?} are not described",
        live.transport
    );
}

#[tokio::test]
async fn every_exchange_of_the_document_takes_place_in_process() {
    every_exchange(&Live::in_process()).await;
}

#[tokio::test]
async fn every_exchange_of_the_document_takes_place_over_tcp() {
    every_exchange(&Live::over_tcp().await).await;
}
