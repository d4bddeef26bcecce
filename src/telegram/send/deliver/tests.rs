use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;
use crate::app::{App, Limits};
use crate::clock::Clock;
use crate::domain::law::Law;
use crate::post::past::Times;
use crate::store::Store;
use crate::telegram::client::Client;
use crate::telegram::send::files::Files;

/// In front of a server that closes every connection, or answers once it is `open`.
async fn office(open: Arc<AtomicBool>) -> Office {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut line, _)) = listener.accept().await {
            if open.load(Ordering::Relaxed) {
                assert!(line.read(&mut [0; 1024]).await.unwrap() > 0);
                let me = br#"{"ok":true,"result":{"id":1}}"#;
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", me.len());
                line.write_all(head.as_bytes()).await.unwrap();
                line.write_all(me).await.unwrap();
            }
        }
    });
    let store = Store::open("sqlite://:memory:").await.unwrap();
    let app = App::new(store, Clock::System, Law::embedded(), Limits::default());
    Office {
        app: Arc::new(app.await.unwrap()),
        client: Client::connect(&url, &"1:token".into()).unwrap(),
        files: Files::default(),
    }
}

/// Written just now and leased often: it was told to wait, and the server was away for a minute.
fn letter(office: &Office) -> Letter {
    Letter {
        key: "k".to_owned(),
        chat: Chat::first(7),
        lane: Lane::Answer.number(),
        batch: None,
        body: "".into(),
        created_at: office.app.clock.now().as_millisecond(),
        seq: 0,
        not_before: 0,
        expires_at: None,
        attempts: 9,
        lease_until: i64::MAX,
        priority: 1,
        slot: None,
    }
}

/// What becomes of it after one more failure of this kind: why it waits, or its end.
fn after(office: &Office, means: &Judgement, past: Past) -> Result<DelayReason, End> {
    let journey = Journey::new(office, Chat::first(7));
    let last = Last::of(past, &office.client);
    match journey.end(&letter(office), &Fault::Timeout, means, last) {
        End::Later { why, .. } => Ok(why),
        other => Err(other),
    }
}

fn past(doubted: u32, broken: u32, muted: u32, first: Instant) -> Past {
    let times = |count| Times {
        count,
        first: (count > 0).then_some(first),
    };
    Past {
        doubted: times(doubted),
        broken: times(broken),
        muted: times(muted),
        copied: Times::default(),
    }
}

#[tokio::test]
async fn only_its_own_kind_of_failure_counts_against_a_letter() {
    let office = office(Arc::new(true.into())).await;
    let before = Instant::now();
    office.client.me().await.unwrap();
    let of = |doubted, broken, muted| past(doubted, broken, muted, before);
    let broken = |past| after(&office, &Judgement::Broken, past);
    assert_eq!(broken(of(0, 0, 0)), Ok(DelayReason::Broken));
    assert_eq!(broken(of(1, 3, 2)), Ok(DelayReason::Broken));
    assert_eq!(broken(of(0, 4, 0)), Err(End::Failed));
    let muted = |past| after(&office, &Judgement::Muted, past);
    assert_eq!(muted(of(0, 0, 0)), Ok(DelayReason::Muted));
    assert_eq!(muted(of(1, 4, 1)), Ok(DelayReason::Muted));
    assert_eq!(muted(of(0, 0, 2)), Err(End::Blocked));
    let doubted = |past| after(&office, &Judgement::Doubt, past);
    assert_eq!(doubted(of(0, 4, 2)), Ok(DelayReason::Doubt));
    assert_eq!(doubted(of(1, 0, 0)), Err(End::Failed));
}

#[tokio::test]
async fn where_nobody_is_answered_no_time_is_the_last() {
    let open = Arc::new(AtomicBool::new(false));
    let office = office(open.clone()).await;
    let past = past(30, 30, 0, Instant::now());
    office.client.me().await.unwrap_err();
    assert_eq!(
        after(&office, &Judgement::Doubt, past),
        Ok(DelayReason::Doubt)
    );
    assert_eq!(
        after(&office, &Judgement::Broken, past),
        Ok(DelayReason::Broken)
    );
    let old = Letter {
        created_at: 0,
        ..letter(&office)
    };
    let journey = Journey::new(&office, Chat::first(7));
    let last = Last::of(past, &office.client);
    let end = journey.end(&old, &Fault::Timeout, &Judgement::Doubt, last);
    assert_eq!(end, End::Failed, "tried for a day");
    open.store(true, Ordering::Relaxed);
    office.client.me().await.unwrap();
    assert_eq!(after(&office, &Judgement::Doubt, past), Err(End::Failed));
    assert_eq!(after(&office, &Judgement::Broken, past), Err(End::Failed));
}
