//! SQL, all of it: one file per group of tables, one SQL text for SQLite and PostgreSQL.
//! [`Tx`] is a database transaction and the only thing that knows SQL.

mod aside;
mod audit;
mod away;
mod backup;
mod bare;
mod broadcasts;
mod carry;
mod conversations;
mod desks;
mod directory;
mod due;
mod figures;
mod file;
mod histories;
mod letter;
mod opening;
mod origins;
mod outbox;
mod partial;
mod people;
mod places;
mod posts;
mod programs;
mod pushes;
mod queue;
mod read;
mod reports;
mod restore;
mod schema;
mod serving;
mod settle;
mod statement;
mod turns;
mod uploads;

use std::path::PathBuf;

use anyhow::Result;
use sqlx::postgres::PgPool;
use sqlx::sqlite::SqlitePool;

pub use aside::{aside, aside_few};
pub use away::{is_away, why_away};
pub use backup::{Kept, backup};
pub use broadcasts::Watch;
pub use carry::{Carried, carry};
pub use conversations::{Conversation, MENU};
pub use figures::Figures;
pub use file::{Alone, open_to_others};
pub use histories::Numbered;
pub use letter::{Dead, Letter, Sent};
pub use outbox::{Lane, Outgoing};
pub use people::Reader;
pub use posts::{Invitation, Listed};
pub use pushes::Pushed;
pub use queue::Turn;
pub use restore::{Aside, Place};
pub use schema::{Lasting, Schema, is_lasting};
pub use settle::{Known, Settled};
pub use turns::{Opened, Wanted};

use crate::domain::Time;
use statement::{rows, rows_all, run, run_all};

/// An open database. Cheap to clone.
#[derive(Clone)]
pub enum Store {
    /// One writer (sixteen are slower than one) and several readers.
    Sqlite {
        writer: SqlitePool,
        reader: SqlitePool,
        /// None: in memory.
        file: Option<PathBuf>,
    },
    Postgres(PgPool),
}

/// One transaction: everything in it happens, or nothing does. Dropping it rolls it back.
pub enum Tx {
    Sqlite(sqlx::Transaction<'static, sqlx::Sqlite>),
    Postgres(sqlx::Transaction<'static, sqlx::Postgres>),
}

/// Rows that one statement takes. Waking the database for each row costs more than the row.
const EIGHT: usize = 8;

/// Always eight, so that one prepared statement does for fewer too: the last one fills the rest.
fn eight<T>(rows: &[T]) -> impl Iterator<Item = &T> {
    (0..EIGHT).filter_map(|at| rows.get(at).or(rows.last()))
}

impl Store {
    /// Begins a transaction that may write.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match self {
            Store::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("begin immediate").await?),
            Store::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Begins a transaction that only reads and never waits for a writer.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match self {
            Store::Sqlite { reader, .. } => Tx::Sqlite(reader.begin().await?),
            Store::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Tries what a turn needs: a transaction that writes.
    pub async fn probe(&self, now: Time) -> Result<()> {
        let mut tx = self.begin().await?;
        tx.set_counter("probe", now.as_millisecond()).await?;
        tx.commit().await
    }

    /// Whether several processes may serve the same database.
    pub fn shared(&self) -> bool {
        matches!(self, Store::Postgres(_))
    }

    pub async fn close(&self) {
        match self {
            Store::Sqlite { writer, reader, .. } => {
                reader.close().await;
                writer.close().await;
            }
            Store::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    pub async fn commit(self) -> Result<()> {
        match self {
            Tx::Sqlite(tx) => tx.commit().await?,
            Tx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    pub async fn rollback(self) -> Result<()> {
        match self {
            Tx::Sqlite(tx) => tx.rollback().await?,
            Tx::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }

    /// Asks the database whether it is there.
    pub async fn ping(&mut self) -> Result<()> {
        rows!(self, fetch_one, (i64,), "select cast(1 as bigint)")?;
        Ok(())
    }
}
