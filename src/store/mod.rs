//! SQL, all of it: one file per group of tables, one SQL text for SQLite and PostgreSQL.
//! [`Tx`] is a database transaction and the only thing that knows SQL.

mod aside;
mod audit;
mod away;
mod broadcasts;
mod conversations;
mod directory;
mod file;
mod histories;
mod origins;
mod outbox;
mod people;
mod places;
mod posts;
mod pushes;
mod queue;
mod read;
mod reports;
mod turns;

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};

pub use aside::{aside, aside_few};
pub use away::{is_away, why_away};
pub use broadcasts::Watch;
pub use conversations::{Conversation, MENU};
pub use file::{Alone, open_to_others};
pub use histories::Numbered;
pub use outbox::{Lane, Letter, Outgoing, Sent};
pub use people::Reader;
pub use places::KnownPlace;
pub use posts::{Invitation, Listed};
pub use pushes::Pushed;
pub use queue::Turn;
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

const COUNT_MIGRATIONS: &str = "select count(*) from _sqlx_migrations where success";

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
    /// Opens `sqlite://path`, `sqlite://:memory:` or `postgres://…` and brings it up to date.
    ///
    /// # Errors
    /// It cannot be opened, or it is a SQLite file of an older version that another process serves.
    pub async fn open(url: &str) -> Result<Store> {
        let store = Store::connect(url).await?;
        let alone = if store.pending_migrations().await? > 0 {
            // The tables do not change under the feet of whoever serves them.
            let first = "to bring the database up to date, stop the bot first";
            Some(store.alone().context(first)?)
        } else if file::has_remains(&store).await {
            store.alone().ok()
        } else {
            None
        };
        store.bring_up_to_date(url, alone.as_ref()).await?;
        Ok(store)
    }

    /// As [`Store::open`], and keeps others from serving this SQLite file for as long as the
    /// returned lock lives. Nothing is brought up to date before.
    ///
    /// # Errors
    /// As [`Store::open`], or another process serves it.
    pub async fn open_to_serve(url: &str) -> Result<(Store, Alone)> {
        let store = Store::connect(url).await?;
        let alone = store.alone()?;
        store.bring_up_to_date(url, Some(&alone)).await?;
        Ok((store, alone))
    }

    async fn bring_up_to_date(&self, url: &str, alone: Option<&Alone>) -> Result<()> {
        file::close_to_others(url);
        let old = self.migrations_done().await? > 0;
        self.migrate().await?;
        // Otherwise the next start does it.
        if alone.is_some() {
            file::forget_remains(self, old).await;
        }
        Ok(())
    }

    /// Opens without migrating.
    pub async fn connect(url: &str) -> Result<Store> {
        if url.starts_with("sqlite:") {
            Store::connect_sqlite(url).await
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            // The URL holds a password: the error must not.
            let options = PgConnectOptions::from_str(url)
                .map_err(|_| anyhow::anyhow!("the database URL does not parse"))?;
            let pool = PgPoolOptions::new()
                .max_connections(12)
                .acquire_timeout(Duration::from_secs(10))
                .connect_with(options)
                .await
                .context("cannot connect to PostgreSQL")?;
            Ok(Store::Postgres(pool))
        } else {
            bail!("the database must be sqlite://… or postgres://…")
        }
    }

    async fn connect_sqlite(url: &str) -> Result<Store> {
        let options = SqliteConnectOptions::from_str(url)
            .context("the database URL does not parse")?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // Telegram forgets an update once we say "received": it must survive a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            .foreign_keys(true)
            .pragma("cache_size", "-8000")
            // What was forgotten does not stay in pages that are free.
            .pragma("secure_delete", "on")
            .disable_statement_logging();
        file::make(url);
        // A database in memory belongs to its one connection.
        let memory = url.contains(":memory:") || url.contains("mode=memory");
        let file = (!memory).then(|| options.get_filename().to_owned());
        let pool = |connections: u32| {
            SqlitePoolOptions::new()
                .after_release(move |connection, _| {
                    Box::pin(async move { Ok(memory || is_sound(connection).await?) })
                })
                .max_connections(connections)
                .min_connections(1)
                .idle_timeout(None)
                .max_lifetime(None)
                // A file does not go away; asking each time wakes its thread once more.
                .test_before_acquire(false)
                .acquire_timeout(Duration::from_secs(30))
        };
        let writer = pool(1)
            .connect_with(options.clone())
            .await
            .context("cannot open the SQLite file")?;
        let reader = if memory {
            writer.clone()
        } else {
            pool(2)
                .connect_with(options)
                .await
                .context("cannot open the SQLite file")?
        };
        Ok(Store::Sqlite {
            writer,
            reader,
            file,
        })
    }

    /// Brings the tables up to date.
    pub async fn migrate(&self) -> Result<()> {
        let migrator = sqlx::migrate!("./migrations");
        match self {
            Store::Sqlite { writer, .. } => migrator.run(writer).await,
            Store::Postgres(pool) => migrator.run(pool).await,
        }
        .context("cannot bring the database up to date")
    }

    /// How many migrations the database has not seen.
    pub async fn pending_migrations(&self) -> Result<usize> {
        let all = sqlx::migrate!("./migrations").iter().count();
        Ok(all.saturating_sub(self.migrations_done().await?))
    }

    async fn migrations_done(&self) -> Result<usize> {
        let done = match self {
            Store::Sqlite { reader, .. } => {
                sqlx::query_scalar::<_, i64>(COUNT_MIGRATIONS)
                    .fetch_one(reader)
                    .await
            }
            Store::Postgres(pool) => {
                sqlx::query_scalar::<_, i64>(COUNT_MIGRATIONS)
                    .fetch_one(pool)
                    .await
            }
        };
        // A database that was never migrated has no such table.
        let done = done.ok().and_then(|done| usize::try_from(done).ok());
        Ok(done.unwrap_or(0))
    }

    /// A `sqlite://` file that is not there yet; opening it would make it.
    pub fn is_missing(url: &str) -> bool {
        let options = SqliteConnectOptions::from_str(url);
        let memory = url.contains(":memory:") || url.contains("mode=memory");
        url.starts_with("sqlite:") && !memory && options.is_ok_and(|it| !it.get_filename().exists())
    }

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

/// Whether a connection that comes back is in no transaction. After a full disk or another fault of
/// the file SQLite has rolled back by itself; the roll-back that follows fails, and the connection
/// would count as inside a transaction for ever.
async fn is_sound(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    if connection.is_in_transaction() {
        // A transaction that was dropped is rolled back before this is answered.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
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
