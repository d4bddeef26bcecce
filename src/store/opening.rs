//! Opening a database: to serve, to change it, to read it. Only who serves or imports changes its
//! tables, and keeps a copy before.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};

use super::aside::within;
use super::database::postgres_options;
use super::{Alone, Lasting, Store, backup, file, is_away, serving};

/// How long a server may take to answer the first time.
const FIRST: Duration = Duration::from_secs(5);

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Serve,
    Write,
    Read,
}

impl Store {
    /// Opens `sqlite://path`, `sqlite://:memory:` or `postgres://…` and brings it up to date; of an
    /// older one a copy is kept.
    ///
    /// # Errors
    /// It cannot be opened, it is of a newer version, a file was copied without its write-ahead
    /// log, no copy can be kept, or it is a file of an older version that another process serves.
    pub async fn open(url: &str) -> Result<Store> {
        let store = Store::connect_whole(url, Use::Write).await?;
        let schema = store.schema().await?;
        schema.expect_known()?;
        let alone = if schema.pending > 0 {
            // The tables do not change under the feet of whoever serves them.
            let first = "to bring the database up to date, stop the bot first";
            Some(store.alone().await.context(first)?)
        } else {
            store.alone_now()
        };
        store.bring_up_to_date(url, alone.as_ref(), true).await?;
        Ok(store)
    }

    /// As [`Store::open`], and keeps others from serving this SQLite file for as long as the
    /// returned lock lives. Nothing is brought up to date before. `keep` a copy of an older
    /// database; `whole` says that a copied file lacks nothing that is wanted; `id` is of this start
    /// alone.
    ///
    /// # Errors
    /// As [`Store::open`], or another process serves it.
    pub async fn open_to_serve(
        url: &str,
        keep: bool,
        whole: bool,
        id: &str,
    ) -> Result<(Store, Alone)> {
        let log = serving::log_of(file::path(url).as_deref()).await?;
        let store = Store::connect_to(url, Use::Serve).await?;
        let alone = store.alone().await?;
        if !whole {
            store.expect_whole(log).await?;
        }
        store.schema().await?.expect_known()?;
        store.bring_up_to_date(url, Some(&alone), keep).await?;
        store.begin_serving(&alone, id).await?;
        Ok((store, alone))
    }

    /// To change what is in it; its tables stay as they are.
    ///
    /// # Errors
    /// As [`Store::open_to_read`].
    pub async fn open_to_write(url: &str) -> Result<Store> {
        let store = Store::connect_whole(url, Use::Write).await?;
        store.schema().await?.expect_current()?;
        // With the last connection its log goes: from then on the file has to be whole by itself.
        if let Some(alone) = store.alone_now() {
            store.adopt(&alone).await?;
        }
        Ok(store)
    }

    /// To read: neither the database nor its tables are changed.
    ///
    /// # Errors
    /// It cannot be opened, or it is of another version.
    pub async fn open_to_read(url: &str) -> Result<Store> {
        let store = Store::look(url).await?;
        store.schema().await?.expect_current()?;
        Ok(store)
    }

    /// Opens to look what version it is of; a file that is not there is not made.
    ///
    /// # Errors
    /// It cannot be opened, or it is a file that was copied without its write-ahead log.
    pub async fn look(url: &str) -> Result<Store> {
        Store::connect_whole(url, Use::Read).await
    }

    async fn connect_whole(url: &str, to: Use) -> Result<Store> {
        let log = serving::log_of(file::path(url).as_deref()).await?;
        let store = Store::connect_to(url, to).await?;
        store.expect_whole(log).await?;
        Ok(store)
    }

    async fn bring_up_to_date(&self, url: &str, alone: Option<&Alone>, keep: bool) -> Result<()> {
        file::close_to_others(url);
        let schema = self.schema().await?;
        let old = schema.version > 0;
        if old && schema.pending > 0 && keep {
            backup::before_migrating(self, url, schema.version).await?;
        }
        self.migrate().await?;
        // Otherwise the next start does it.
        if let Some(alone) = alone {
            self.adopt(alone).await?;
            file::forget_remains(self, old).await;
        }
        Ok(())
    }

    /// Opens without migrating.
    pub async fn connect(url: &str) -> Result<Store> {
        Store::connect_to(url, Use::Write).await
    }

    async fn connect_to(url: &str, to: Use) -> Result<Store> {
        if url.starts_with("sqlite:") {
            Store::connect_sqlite(url, to).await
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let mut options = postgres_options(url)?;
            if to == Use::Serve {
                options = options.application_name(serving::NAME);
            }
            Store::connect_postgres(options).await
        } else {
            bail!("the database must be sqlite://… or postgres://…")
        }
    }

    async fn connect_postgres(options: PgConnectOptions) -> Result<Store> {
        // A pool tries again and again what cannot succeed, and keeps the reason to itself.
        match within(FIRST, PgConnection::connect_with(&options)).await {
            Some(Ok(one)) => drop(one.close().await),
            Some(Err(fault)) => return Err(fault).context("cannot connect to PostgreSQL"),
            None => bail!("cannot connect to PostgreSQL: no answer within 5 seconds"),
        }
        let pool = PgPoolOptions::new()
            .max_connections(12)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options)
            .await
            .context("cannot connect to PostgreSQL")?;
        Ok(Store::Postgres(pool))
    }

    async fn connect_sqlite(url: &str, to: Use) -> Result<Store> {
        let options =
            SqliteConnectOptions::from_str(url).context("the database URL does not parse")?;
        // A database in memory belongs to its one connection.
        let memory = url.contains(":memory:") || url.contains("mode=memory");
        if to == Use::Read {
            // Whoever closes last would fold the write-ahead log into the file.
            let options =
                options.read_only(file::path(url).is_some_and(|path| file::has_log(&path)));
            return Store::pools(options, memory, 2).await;
        }
        file::make(url);
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // Telegram forgets an update once we say "received": it must survive a power cut.
            .synchronous(SqliteSynchronous::Full);
        Store::pools(options, memory, 2).await
    }

    /// A SQLite file to be read.
    pub(super) async fn of_file(path: &Path) -> Result<Store> {
        let options = SqliteConnectOptions::new().filename(path);
        Store::pools(options.read_only(file::has_log(path)), false, 1).await
    }

    /// A SQLite file that the last to close it leaves without a log.
    pub(super) async fn of_file_to_fold(path: &Path) -> Result<Store> {
        let options = SqliteConnectOptions::new().filename(path);
        Store::pools(options, false, 1).await
    }

    /// A SQLite file that is thrown away unless it is finished: nothing need survive a crash.
    pub(super) async fn open_partial(path: &Path) -> Result<Store> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Memory)
            .synchronous(SqliteSynchronous::Off);
        Store::pools(options, false, 0).await
    }

    /// One writer, and so many that only read; without them the writer reads too.
    async fn pools(options: SqliteConnectOptions, memory: bool, readers: u32) -> Result<Store> {
        let options = options
            .busy_timeout(Duration::from_secs(10))
            .foreign_keys(true)
            .pragma("cache_size", "-8000")
            // What was forgotten does not stay in pages that are free.
            .pragma("secure_delete", "on")
            .disable_statement_logging();
        let file = (!memory).then(|| file::meant(options.get_filename()));
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
        let reader = if memory || readers == 0 {
            writer.clone()
        } else {
            pool(readers)
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
        let done = match self {
            Store::Sqlite { writer, .. } => migrator.run(writer).await,
            Store::Postgres(pool) => migrator.run(pool).await,
        };
        let failed = "cannot bring the database up to date";
        match done.map_err(anyhow::Error::from) {
            Err(fault) if !is_away(&fault) => Err(fault.context(Lasting(failed.to_owned()))),
            done => done.context(failed),
        }
    }

    /// A `sqlite://` file that is not there yet; opening it would make it.
    pub fn is_missing(url: &str) -> bool {
        file::path(url).is_some_and(|path| !path.exists())
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
