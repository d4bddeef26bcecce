//! The edge to Telegram against a Bot API server of our own: what comes in, what goes out, and
//! what happens when either goes wrong.

mod away;
mod crowd;
mod drawn;
mod files;
mod flood;
mod groups;
mod inline;
mod listed;
mod many_groups;
mod nonsense;
mod notices;
mod proxy;
mod sending;
mod stall;
mod turns;
mod updates;
mod webhook;
mod withheld;

use std::sync::Arc;
use std::time::Duration;

use aula::app::{App, Limits};
use aula::chat::{Attachment, Say};
use aula::clock::Clock;
use aula::domain::Chat;
use aula::domain::law::Law;
use aula::store::{Lane, Letter, Outgoing};
use aula::telegram::{Client, Sender};
use secrecy::SecretString;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::botapi::limits::{Fault, FaultKind};
use crate::botapi::{BotApi, Settings};
use crate::postgres::Engine;
use crate::sql::lines;

pub const SOON: Duration = Duration::from_secs(5);

/// A bot on a database, in front of a server.
pub struct Bot {
    pub app: Arc<App>,
    pub client: Client,
    pub sender: Sender,
    stop_asking: CancellationToken,
    stop_sending: CancellationToken,
    asking: Option<JoinHandle<anyhow::Result<()>>>,
    sending: JoinHandle<anyhow::Result<()>>,
}

impl Bot {
    /// Sends, and does not ask.
    pub async fn sends(engine: &Engine, api: &BotApi, rate: u32) -> Bot {
        let limits = Limits {
            hand_over: true,
            ..Limits::default()
        };
        let store = engine.store.clone();
        let app = App::new(store, Clock::System, Law::embedded(), limits);
        let app = Arc::new(app.await.unwrap());
        app.set_bot_name("aula_test_bot");
        let client = Client::connect(&api.url(), &SecretString::from(api.token())).unwrap();
        let stop_sending = CancellationToken::new();
        let (sender, sending) =
            Sender::start(app.clone(), client.clone(), rate, stop_sending.clone())
                .await
                .unwrap();
        Bot {
            app,
            client,
            sender,
            stop_asking: CancellationToken::new(),
            stop_sending,
            asking: None,
            sending,
        }
    }

    /// Asks and sends.
    pub async fn polls(engine: &Engine, api: &BotApi) -> Bot {
        Bot::polls_at(engine, api, 25).await
    }

    /// The same with so many notices a second.
    pub async fn polls_at(engine: &Engine, api: &BotApi, rate: u32) -> Bot {
        let mut bot = Bot::sends(engine, api, rate).await;
        bot.asking = Some(tokio::spawn(aula::telegram::poll(
            bot.app.clone(),
            bot.client.clone(),
            bot.sender.clone(),
            bot.stop_asking.clone(),
        )));
        bot
    }

    /// As after SIGTERM.
    pub async fn stop(self) {
        self.stop_asking.cancel();
        if let Some(asking) = self.asking {
            asking.await.unwrap().unwrap();
        }
        self.stop_sending.cancel();
        self.sending.await.unwrap().unwrap();
    }

    /// As after `kill -9`: what is in flight may arrive, and nothing is written down.
    pub fn kill(&self) {
        if let Some(asking) = &self.asking {
            asking.abort();
        }
        self.sending.abort();
    }

    /// Writes rows that belong to nobody yet.
    pub async fn write(&self, rows: &[Outgoing]) {
        let mut tx = self.app.store.begin().await.unwrap();
        tx.enqueue(rows, self.app.clock.now(), None).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Writes rows and hands them over, as a turn does.
    pub async fn say(&self, rows: &[Outgoing]) {
        let now = self.app.clock.now();
        let until = now + Duration::from_secs(60);
        let mut tx = self.app.store.begin().await.unwrap();
        tx.enqueue(rows, now, Some(until)).await.unwrap();
        tx.commit().await.unwrap();
        let letters: Vec<Letter> = rows.iter().map(|row| row.letter(now, until)).collect();
        self.sender.hand(letters, false).await;
    }

    /// Rows that are not done, per lane.
    pub async fn pending(&self) -> i64 {
        let mut tx = self.app.store.read().await.unwrap();
        let backlog = tx.backlog(aula::domain::Channel::FIRST).await.unwrap();
        tx.rollback().await.unwrap();
        backlog.iter().map(|(_, count, _)| count).sum()
    }

    /// Whether all rows are done in time.
    pub async fn all_done(&self) -> bool {
        for _ in 0..500 {
            if self.pending().await == 0 {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        false
    }

    /// How a row stands; None: it is sent and gone, or was never written.
    pub async fn state(&self, key: &str) -> Option<String> {
        let mut tx = self.app.store.read().await.unwrap();
        let sql = format!("select state from outbox where key = '{key}'");
        let state = lines(&mut tx, &sql).await.pop();
        tx.rollback().await.unwrap();
        state
    }

    pub async fn progress(&self, batch: &str) -> aula::domain::notice::Progress {
        let mut tx = self.app.store.read().await.unwrap();
        let progress = tx
            .progress(aula::domain::batch::Batch::parse(batch).unwrap())
            .await
            .unwrap();
        tx.rollback().await.unwrap();
        progress
    }
}

pub async fn server() -> BotApi {
    BotApi::start(Settings::default()).await
}

pub fn row(key: &str, chat: i64, say: &Say) -> Outgoing {
    Outgoing {
        key: key.to_owned(),
        chat: Chat::first(chat),
        lane: Lane::Answer,
        batch: None,
        body: serde_json::to_string(say).unwrap(),
        seq: 0,
        not_before: Clock::System.now(),
        expires_at: None,
        first: false,
        slot: say.slot.clone(),
    }
}

pub fn words(text: &str) -> Say {
    Say::text(text.to_owned())
}

/// Answers "1" to "n" for a chat.
pub fn answers(chat: i64, n: i64) -> Vec<Outgoing> {
    let one = |seq: i64| Outgoing {
        seq,
        ..row(&format!("a:{chat}/{seq}"), chat, &words(&seq.to_string()))
    };
    (1..=n).map(one).collect()
}

/// A notice to each of the chats.
pub fn notices(batch: &str, chats: std::ops::RangeInclusive<i64>, say: &Say) -> Vec<Outgoing> {
    let one = |chat: i64| Outgoing {
        lane: Lane::Notice,
        batch: Some(batch.to_owned()),
        ..row(&format!("{batch}/0/{chat}"), chat, say)
    };
    chats.map(one).collect()
}

pub fn file(name: &str, content: &str) -> Say {
    Say::attach(Attachment::File {
        name: name.to_owned(),
        content: content.to_owned(),
    })
}

/// What a chat was sent, in order.
pub fn texts(api: &BotApi, chat: i64) -> Vec<String> {
    let sent = api.sent();
    let here = sent.iter().filter(|sent| sent.chat_id == chat);
    here.map(|sent| sent.text.clone()).collect()
}

pub fn fault(api: &BotApi, chat: i64, times: u32, kind: FaultKind) {
    api.fault(Fault {
        method: None,
        chat: Some(chat),
        times,
        kind,
    });
}
