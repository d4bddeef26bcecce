//! An open database and a transaction in it.

use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Result, anyhow};
use sqlx::postgres::{PgConnectOptions, PgPool};
use sqlx::sqlite::SqlitePool;

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
}

/// The URL holds a password: the error must not.
pub(super) fn postgres_options(url: &str) -> Result<PgConnectOptions> {
    PgConnectOptions::from_str(url).map_err(|_| anyhow!("the database URL does not parse"))
}
