//! Ordinary misfortunes of a server: the disk is full, the database is away, the clock goes back,
//! one person floods. None of them loses an update, takes one twice or leaves somebody mute.

use aula::chat::{Incoming, Input};
use aula::domain::UpdateId;
use aula::store::{Letter, Tx, is_away};
use jiff::SignedDuration;
use rand::Rng;

use super::world::World;
use crate::sql;

/// What a person sends who does not wait for answers.
const FLOOD: usize = 60;

impl World {
    pub async fn misfortune(&mut self, batch: Vec<Incoming>) -> Vec<Incoming> {
        match self.chance.random_range(0..4) {
            0 => self.clock_goes_back().await,
            1 => return self.flood(batch),
            _ => self.faults = true,
        }
        batch
    }

    /// The updates are taken although the database fails meanwhile; Telegram brings them again.
    pub async fn taken_in_spite(&mut self, batch: &[Incoming]) -> Vec<Letter> {
        self.faults = false;
        if self.engine.name == "postgres" {
            self.cable_is_cut(batch).await
        } else {
            self.disk_is_full(batch).await
        }
    }

    /// The file may not grow; then it may again.
    async fn disk_is_full(&mut self, batch: &[Incoming]) -> Vec<Letter> {
        self.note("the disk is full".to_owned());
        self.file_may_have("1").await;
        let mut letters = Vec::new();
        let taken = self.app.take_into(batch, &mut letters).await;
        // A connection that met the full disk is gone, and the limit with it.
        self.file_may_have("4294967294").await;
        if let Err(fault) = taken {
            assert!(is_away(&fault), "{fault:#}");
            self.app.take_into(batch, &mut letters).await.unwrap();
        }
        letters
    }

    async fn file_may_have(&self, pages: &str) {
        let mut tx = self.engine.store.begin().await.unwrap();
        sql::execute(&mut tx, &format!("pragma max_page_count = {pages}")).await;
        tx.rollback().await.unwrap();
    }

    /// The server ends every connection in the midst of it.
    async fn cable_is_cut(&mut self, batch: &[Incoming]) -> Vec<Letter> {
        self.note("the server ends every connection".to_owned());
        let mut letters = Vec::new();
        let mut end = self.engine.store.begin().await.unwrap();
        let (taken, ()) = tokio::join!(self.app.take_into(batch, &mut letters), ends_all(&mut end));
        drop(end);
        if let Err(fault) = taken {
            assert!(is_away(&fault), "{fault:#}");
            self.app.take_into(batch, &mut letters).await.unwrap();
        }
        letters
    }

    /// By some hours; the sender notices it within a second.
    async fn clock_goes_back(&mut self) {
        let hours = self.chance.random_range(1..30);
        self.note(format!("the clock goes back by {hours} hours"));
        self.clock
            .set(self.clock.now() - SignedDuration::from_hours(hours));
        self.app
            .free_leases(aula::domain::Channel::FIRST, self.clock.now())
            .await
            .unwrap();
        self.app
            .forget_other_clock(aula::domain::Channel::FIRST)
            .await
            .unwrap();
    }

    /// Whoever wrote goes on writing without waiting.
    fn flood(&mut self, mut batch: Vec<Incoming>) -> Vec<Incoming> {
        let Some(last) = batch.last().cloned() else {
            return batch;
        };
        self.note(format!("{} floods", last.account));
        for n in 0..FLOOD {
            let input = match n % 3 {
                0 => Input::Text("шум".to_owned()),
                1 => Input::Command {
                    name: "reports".to_owned(),
                    arg: String::new(),
                },
                _ => Input::Other,
            };
            let update = self.next_update();
            batch.push(Incoming {
                update: UpdateId::first(update),
                input,
                ..last.clone()
            });
        }
        batch
    }
}

async fn ends_all(tx: &mut Tx) {
    let sql = "select pg_terminate_backend(pid) from pg_stat_activity
               where datname = current_database() and pid <> pg_backend_pid()";
    sql::execute(tx, sql).await;
}
