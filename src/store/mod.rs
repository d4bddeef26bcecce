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
mod figures;
mod file;
mod histories;
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
mod turns;

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
pub use outbox::{Lane, Letter, Outgoing, Sent};
pub use people::Reader;
pub use posts::{Invitation, Listed};
pub use pushes::Pushed;
pub use queue::Turn;
pub use restore::{Aside, Place};
pub use schema::{Lasting, Schema, is_lasting};
pub use settle::{Known, Settled};
pub use turns::{Opened, Wanted};

use crate::domain::Time;

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

/// Runs a statement and counts the rows it touched.
macro_rules! run {
    ($tx:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx {
            crate::store::Tx::Sqlite(tx) => sqlx::query($sql)$(.bind($arg))*
                .execute(&mut **tx).await.map(|done| done.rows_affected()),
            crate::store::Tx::Postgres(tx) => sqlx::query($sql)$(.bind($arg))*
                .execute(&mut **tx).await.map(|done| done.rows_affected()),
        }
    };
}

/// Fetches rows of the given type: `rows!(tx, fetch_all, Type, "sql", args…)`.
macro_rules! rows {
    ($tx:expr, $fetch:ident, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx {
            crate::store::Tx::Sqlite(tx) => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*
                .$fetch(&mut **tx).await,
            crate::store::Tx::Postgres(tx) => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*
                .$fetch(&mut **tx).await,
        }
    };
}

/// As `run!`, with the arguments of several rows one after the other:
/// `run_all!(tx, "sql", rows, row => row.a, row.b)`.
macro_rules! run_all {
    ($tx:expr, $sql:expr, $rows:expr, $row:pat => $($arg:expr),+ $(,)?) => {
        match $tx {
            crate::store::Tx::Sqlite(tx) => {
                let mut query = sqlx::query($sql);
                for $row in $rows {
                    query = query$(.bind($arg))+;
                }
                query.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
            crate::store::Tx::Postgres(tx) => {
                let mut query = sqlx::query($sql);
                for $row in $rows {
                    query = query$(.bind($arg))+;
                }
                query.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
        }
    };
}

/// As `rows!` with `fetch_all`, and the arguments as in `run_all!`.
macro_rules! rows_all {
    ($tx:expr, $kind:ty, $sql:expr, $rows:expr, $row:pat => $($arg:expr),+ $(,)?) => {
        match $tx {
            crate::store::Tx::Sqlite(tx) => {
                let mut query = sqlx::query_as::<_, $kind>($sql);
                for $row in $rows {
                    query = query$(.bind($arg))+;
                }
                query.fetch_all(&mut **tx).await
            }
            crate::store::Tx::Postgres(tx) => {
                let mut query = sqlx::query_as::<_, $kind>($sql);
                for $row in $rows {
                    query = query$(.bind($arg))+;
                }
                query.fetch_all(&mut **tx).await
            }
        }
    };
}

pub(crate) use {rows, rows_all, run, run_all};

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
