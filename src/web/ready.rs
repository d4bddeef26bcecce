//! Is the process ready? The database takes a transaction that may write, and Telegram is heard.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::store::why_away;

/// The long poll lasts 50 seconds: more silence than this means that Telegram is not heard.
const SILENCE: i64 = 60;
/// How long the database may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long an answer of the database holds: it takes turns with those who write.
const HOLDS: Duration = Duration::from_secs(1);

/// Why it is not ready, in plain words without an address or a name.
type ReadyAnswer = Result<(), &'static str>;

pub struct Readiness {
    app: Arc<App>,
    /// Updates are asked for, so silence means something.
    polls: bool,
    /// Who asks while the database is asked waits for the same answer.
    database: Mutex<Database>,
}

#[derive(Default)]
struct Database {
    last: Option<(Instant, ReadyAnswer)>,
    /// Has taken too long already. It is not broken off in the midst of a transaction.
    asked: Option<JoinHandle<Result<()>>>,
}

impl Readiness {
    pub fn new(app: Arc<App>, polls: bool) -> Readiness {
        let database = Mutex::default();
        Readiness {
            app,
            polls,
            database,
        }
    }

    pub async fn ask(&self) -> ReadyAnswer {
        self.database().await?;
        let silent = self.app.health.silent_for(self.app.clock.now());
        if self.polls && silent.is_none_or(|seconds| seconds > SILENCE) {
            return Err("Telegram is not heard");
        }
        Ok(())
    }

    async fn database(&self) -> ReadyAnswer {
        let mut database = self.database.lock().await;
        if let Some((_, answer)) = database.last.filter(|(at, _)| at.elapsed() < HOLDS) {
            return answer;
        }
        let asked = database.asked.take();
        let mut asked = asked.unwrap_or_else(|| tokio::spawn(probe(self.app.clone())));
        let answer = match tokio::time::timeout(PATIENCE, &mut asked).await {
            Ok(Ok(Ok(()))) => Ok(()),
            Ok(Ok(Err(fault))) => Err(why_away(&fault)),
            Ok(Err(_)) => Err("the database does not answer"),
            Err(_) => {
                database.asked = Some(asked);
                Err("the database does not answer in time")
            }
        };
        database.last = Some((Instant::now(), answer));
        answer
    }
}

async fn probe(app: Arc<App>) -> Result<()> {
    app.store.probe(app.clock.now()).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Limits;
    use crate::clock::Clock;
    use crate::domain::law::Law;
    use crate::store::Store;

    #[tokio::test]
    async fn it_is_not_ready_while_nothing_can_be_written() {
        let store = Store::open("sqlite://:memory:").await.unwrap();
        let app = App::new(store, Clock::System, Law::embedded(), Limits::default());
        let app = Arc::new(app.await.unwrap());
        let readiness = Readiness::new(app.clone(), false);
        assert_eq!(readiness.ask().await, Ok(()));
        tokio::time::sleep(HOLDS).await;
        let writing = app.store.begin().await.unwrap();
        let begun = Instant::now();
        // However many ask, the database is asked once.
        for answer in futures_util::future::join_all((0..200).map(|_| readiness.ask())).await {
            assert_eq!(answer, Err("the database does not answer in time"));
        }
        assert!(begun.elapsed() < PATIENCE + HOLDS, "{:?}", begun.elapsed());
        writing.rollback().await.unwrap();
        tokio::time::sleep(HOLDS).await;
        assert_eq!(readiness.ask().await, Ok(()));
    }

    #[tokio::test]
    async fn silence_means_something_to_whoever_asks() {
        let store = Store::open("sqlite://:memory:").await.unwrap();
        let app = App::new(store, Clock::System, Law::embedded(), Limits::default());
        let app = Arc::new(app.await.unwrap());
        let told = Readiness::new(app.clone(), false);
        let asks = Readiness::new(app.clone(), true);
        assert_eq!(told.ask().await, Ok(()));
        assert_eq!(asks.ask().await, Err("Telegram is not heard"));
        app.health.heard(app.clock.now());
        assert_eq!(asks.ask().await, Ok(()));
    }
}
