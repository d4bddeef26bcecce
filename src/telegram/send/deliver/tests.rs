use super::*;
use crate::app::Limits;
use crate::clock::Clock;
use crate::domain::law::Law;
use crate::store::Store;

/// Nobody listens there.
const NOWHERE: &str = "http://127.0.0.1:1";

async fn office() -> Office {
    let store = Store::open("sqlite://:memory:").await.unwrap();
    let app = App::new(store, Clock::System, Law::embedded(), Limits::default());
    Office {
        app: Arc::new(app.await.unwrap()),
        client: Client::connect(NOWHERE, &"1:token".into()).unwrap(),
        files: Mutex::default(),
    }
}

/// Written just now and leased often: it was told to wait, and the server was away for a minute.
fn letter(office: &Office) -> Letter {
    Letter {
        key: "k".to_owned(),
        chat: 7,
        lane: Lane::Answer.number(),
        batch: None,
        body: String::new(),
        created_at: office.app.clock.now().as_millisecond(),
        seq: 0,
        not_before: 0,
        expires_at: None,
        attempts: 9,
        lease_until: i64::MAX,
    }
}

/// What becomes of it after one more failure of this kind: why it waits, or its end.
fn after(office: &Office, means: &Judgement, past: Past) -> Result<Why, End> {
    let journey = Journey::new(office, 7);
    let fault = Fault::Timeout;
    match journey.end(&letter(office), &fault, means, past) {
        End::Later { why, .. } => Ok(why),
        other => Err(other),
    }
}

#[tokio::test]
async fn only_its_own_kind_of_failure_counts_against_a_letter() {
    let office = office().await;
    let of = |doubted, broken, muted| Past {
        doubted,
        broken,
        muted,
    };
    let broken = |past| after(&office, &Judgement::Broken, past);
    assert_eq!(broken(of(0, 0, 0)), Ok(Why::Broken));
    assert_eq!(broken(of(1, 3, 2)), Ok(Why::Broken));
    assert_eq!(broken(of(0, 4, 0)), Err(End::Failed));
    let muted = |past| after(&office, &Judgement::Muted, past);
    assert_eq!(muted(of(0, 0, 0)), Ok(Why::Muted));
    assert_eq!(muted(of(1, 4, 1)), Ok(Why::Muted));
    assert_eq!(muted(of(0, 0, 2)), Err(End::Blocked));
    let doubted = |past| after(&office, &Judgement::Doubt, past);
    assert_eq!(doubted(of(0, 4, 2)), Ok(Why::Doubt));
    assert_eq!(doubted(of(1, 0, 0)), Err(End::Failed));
}
