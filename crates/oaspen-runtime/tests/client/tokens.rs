//! Token sources under load and cancellation: one question at a time, and none is lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use oaspen_runtime::client::{Credential, Error, InProcess, Token, TokenRequest};

use crate::generated::{Client, Problem};
use crate::service::{Recorder, answer};

fn problem() -> Problem {
    Problem {
        message: "hi".to_owned(),
    }
}

fn client(recorder: &Recorder, credential: Credential) -> Client {
    let builder = Client::builder("http://h").transport(InProcess::new(recorder.clone()));
    builder.bearer_auth(credential).build().unwrap()
}

/// A source that takes its time, of tokens that hold so long, and how often it was asked.
fn source(lifetime: Duration) -> (Credential, Arc<AtomicU32>) {
    let asked = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&asked);
    let credential = Credential::source(move |_: TokenRequest| {
        let number = counter.fetch_add(1, Ordering::SeqCst) + 1;
        async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            Ok(Token::new(format!("t{number}")).expires_in(lifetime))
        }
    });
    (credential, asked)
}

fn shown(recorder: &Recorder) -> Vec<String> {
    let shown = |seen: &crate::service::Seen| {
        let value = &seen.headers()["authorization"];
        assert!(value.is_sensitive());
        value.to_str().unwrap().to_owned()
    };
    recorder.seen().iter().map(shown).collect()
}

#[tokio::test]
async fn many_calls_ask_once() {
    let recorder = Recorder::new([answer(201, &[], "")]);
    let (credential, asked) = source(Duration::from_secs(3600));
    let client = client(&recorder, credential);
    let calls: Vec<_> = (0..20)
        .map(|_| tokio::spawn(client.add_member("g", problem()).send()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    assert_eq!(shown(&recorder), vec!["Bearer t1"; 20]);
}

#[tokio::test]
async fn who_waits_takes_over_when_the_asking_call_is_dropped() {
    let recorder = Recorder::new([answer(201, &[], "")]);
    let (credential, asked) = source(Duration::from_secs(3600));
    let client = client(&recorder, credential);
    let first = tokio::spawn(client.add_member("g", problem()).send());
    tokio::task::yield_now().await;
    let second = tokio::spawn(client.add_member("g", problem()).send());
    tokio::task::yield_now().await;
    first.abort();
    second.await.unwrap().unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    assert_eq!(shown(&recorder), ["Bearer t2"]);
}

#[tokio::test]
async fn a_token_that_has_expired_is_replaced() {
    let recorder = Recorder::new([answer(201, &[], "")]);
    let (credential, _) = source(Duration::ZERO);
    let client = client(&recorder, credential);
    for _ in 0..2 {
        client.add_member("g", problem()).await.unwrap();
    }
    assert_eq!(shown(&recorder), ["Bearer t1", "Bearer t2"]);
}

#[tokio::test]
async fn a_refused_token_is_replaced_for_any_method() {
    let recorder = Recorder::new([answer(401, &[], ""), answer(201, &[], "")]);
    let (credential, asked) = source(Duration::from_secs(3600));
    let client = client(&recorder, credential);
    client.add_member("g", problem()).await.unwrap();
    client.add_member("g", problem()).await.unwrap();
    assert_eq!(shown(&recorder), ["Bearer t1", "Bearer t2", "Bearer t2"]);
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn the_callers_own_header_holds_and_nobody_is_asked() {
    let recorder = Recorder::new([answer(401, &[], "")]);
    let (credential, asked) = source(Duration::from_secs(3600));
    let client = client(&recorder, credential);
    let call = client.add_member("g", problem());
    call.header("authorization", "Bearer own")
        .await
        .unwrap_err();
    assert_eq!(recorder.only().headers()["authorization"], "Bearer own");
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn waiting_for_a_token_is_part_of_the_attempt() {
    let recorder = Recorder::new([answer(201, &[], "")]);
    let client = client(
        &recorder,
        Credential::source(|_: TokenRequest| std::future::pending()),
    );
    let call = client.add_member("g", problem());
    let error = call.timeout(Duration::from_millis(20)).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error}");
    assert!(recorder.seen().is_empty());
}

#[tokio::test]
async fn a_token_that_no_header_can_hold() {
    let recorder = Recorder::new([answer(201, &[], "")]);
    let source = |_: TokenRequest| async { Ok(Token::new("s3cret\n")) };
    let client = client(&recorder, Credential::source(source));
    let error = client.add_member("g", problem()).await.unwrap_err();
    assert!(
        !format!("{error} {error:?}").contains("s3cret"),
        "{error:?}"
    );
    assert!(
        error.to_string().contains("no token for `bearerAuth`"),
        "{error}"
    );
}
