//! A backup: one consistent file, while the bot serves. Of SQLite a database of its own, of
//! PostgreSQL what `pg_dump` makes. It is there whole or not at all.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};

use super::partial::{Partial, free_name, last_name};
use super::{Lasting, Store, Tx, file, programs, rows};
use crate::domain::Time;

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupContents {
    /// The version of its tables.
    pub schema: i64,
    pub people: i64,
    pub reports: i64,
    /// Messages that are not sent yet.
    pub waiting: i64,
}

/// The counter of a backup that says when it was made, in milliseconds.
pub(super) const MADE: &str = "backup";

/// Writes a backup of the database, whatever its version. `over`: in place of a file that is there.
///
/// # Errors
/// The database or the disk fails, a file is there already, or `pg_dump` is not.
pub async fn backup(url: &str, to: &Path, over: bool, now: Time) -> Result<BackupContents> {
    let shown = to.display();
    ensure!(
        over || !to.exists(),
        "{shown} is there already: name another file, or say --over"
    );
    let same = |path: &Path| path.canonicalize().ok() == to.canonicalize().ok();
    ensure!(
        !(to.exists() && file::path(url).is_some_and(|path| same(&path))),
        "{shown} is the database itself"
    );
    ensure!(
        !to.is_dir(),
        "{shown} is a folder: expected the name of a file"
    );
    let store = Store::look(url).await?;
    let partial = Partial::begin(to)?;
    let kept = write(&store, url, &partial, Some(now)).await;
    let kept = kept.and_then(|kept| partial.publish(over).map(|()| kept));
    if kept.is_err() {
        partial.discard();
    }
    store.close().await;
    kept
}

/// Keeps a copy of an older database before its tables change: beside the file, or for PostgreSQL in
/// the folder in which the bot works. One that holds the same is enough, however often it is tried.
///
/// # Errors
/// It cannot be written; then nothing has changed yet.
pub(super) async fn before_migrating(store: &Store, url: &str, schema: i64) -> Result<()> {
    let end = format!(".schema-{schema}");
    let of = match store {
        Store::Sqlite { file: None, .. } => return Ok(()),
        Store::Sqlite {
            file: Some(file), ..
        } => file.clone(),
        Store::Postgres(_) => {
            let options = super::database::postgres_options(url)?;
            let name = options.get_database().unwrap_or("aula").replace('/', "_");
            PathBuf::from(format!("{name}.dump"))
        }
    };
    // An upgrade may fail half way: the copy from before all of it is the one to go back to.
    for version in (1..=schema).rev() {
        if let Some(last) = last_name(&of, &format!(".schema-{version}"))
            && store.is_kept_in(&last).await.unwrap_or(false)
        {
            let name = last.file_name().unwrap_or_default().display();
            tracing::info!(copy = %name, schema, "all is kept there already: no other copy is made");
            return Ok(());
        }
    }
    let to = free_name(&of, &end);
    let room = match store.megabytes().await {
        Some(megabytes) => format!(" (it takes up to {megabytes} MB beside the database)"),
        None => String::new(),
    };
    let kept = keep(store, url, &to, &of).await;
    // Whoever tries again every two seconds fills the disk every two seconds.
    kept.context(Lasting(format!(
        "no copy can be kept{room} before the database is brought up to date, and nothing was \
         changed; with a copy of your own: `aula serve --no-backup`"
    )))?;
    // Of the path only the name: it may tell where the operator lives.
    let name = to.file_name().unwrap_or_default().display();
    tracing::info!(copy = %name, schema, "kept before the database is brought up to date");
    Ok(())
}

async fn keep(store: &Store, url: &str, to: &Path, of: &Path) -> Result<()> {
    let partial = Partial::begin(to)?;
    let kept = async {
        if of.exists() {
            partial.give_like(of)?;
        }
        write(store, url, &partial, None).await?;
        partial.publish(false)
    };
    let kept = kept.await;
    if kept.is_err() {
        partial.discard();
    }
    kept
}

async fn write(
    store: &Store,
    url: &str,
    to: &Partial,
    now: Option<Time>,
) -> Result<BackupContents> {
    if store.shared() {
        let kept = store.kept().await?;
        programs::dump(url, to.output()?).await?;
        return Ok(kept);
    }
    store.copy_into(to.path()).await?;
    let copy = Store::open_partial(to.path()).await?;
    let finished = copy.finish_copy(now).await;
    copy.close().await;
    finished
}

impl Store {
    /// Whether this copy is sound and nothing has happened here since it was made.
    async fn is_kept_in(&self, copy: &Path) -> Result<bool> {
        let here = self.progress().await?;
        if self.shared() {
            // What was made by pg_dump is there whole or not at all; it looked when it began.
            let made = std::fs::metadata(copy)?.created()?;
            let made = made.duration_since(std::time::UNIX_EPOCH)?.as_millis();
            let newest = here.newest.and_then(|at| u128::try_from(at).ok());
            return Ok(newest.is_none_or(|at| at < made));
        }
        let there = Store::of_file(copy).await?;
        let same = async {
            there.expect_sound().await?;
            let schema = self.schema().await?.version;
            let kept = BackupContents {
                schema,
                ..there.kept().await?
            };
            anyhow::Ok(there.progress().await? == here && kept == self.kept().await?)
        };
        let same = same.await;
        there.close().await;
        same
    }

    /// How much a copy of a SQLite file takes.
    async fn megabytes(&self) -> Option<i64> {
        let Store::Sqlite { reader, .. } = self else {
            return None;
        };
        let size = "select (c.page_count - f.freelist_count) * s.page_size
                    from pragma_page_count c, pragma_freelist_count f, pragma_page_size s";
        let size: i64 = sqlx::query_scalar(size).fetch_one(reader).await.ok()?;
        Some(size / 1_000_000 + 1)
    }

    /// Copies a SQLite database into an empty file, as it is at this moment.
    pub(super) async fn copy_into(&self, to: &Path) -> Result<()> {
        let Store::Sqlite { reader, .. } = self else {
            return Err(anyhow!("not a SQLite database"));
        };
        let to = to.to_str().context("the name of the file is not UTF-8")?;
        sqlx::query("vacuum into $1")
            .bind(to)
            .execute(reader)
            .await
            .context("the database cannot be copied")?;
        Ok(())
    }

    async fn finish_copy(&self, now: Option<Time>) -> Result<BackupContents> {
        self.expect_sound().await?;
        let mut tx = self.begin().await?;
        tx.forget_serving().await?;
        if let Some(now) = now {
            tx.set_counter(MADE, now.as_millisecond()).await?;
        }
        tx.commit().await?;
        self.kept().await
    }

    /// # Errors
    /// SQLite finds a fault in its file.
    pub(super) async fn expect_sound(&self) -> Result<()> {
        let mut tx = self.read().await?;
        let (found,) = rows!(&mut tx, fetch_one, (String,), "pragma quick_check(1)")?;
        tx.rollback().await?;
        ensure!(found == "ok", "the file is damaged: {found}");
        Ok(())
    }

    pub(super) async fn kept(&self) -> Result<BackupContents> {
        let schema = self.schema().await?.version;
        ensure!(schema > 0, "it is no database of aula, or an empty one");
        let mut tx = self.read().await?;
        let kept = tx.kept(schema).await?;
        tx.rollback().await?;
        Ok(kept)
    }
}

impl Tx {
    async fn kept(&mut self, schema: i64) -> Result<BackupContents> {
        let (people, reports, waiting) = rows!(
            self,
            fetch_one,
            (i64, i64, i64),
            "select (select count(*) from person), (select count(*) from report),
                 (select count(*) from outbox where state in ('waiting', 'leased'))"
        )?;
        Ok(BackupContents {
            schema,
            people,
            reports,
            waiting,
        })
    }
}
