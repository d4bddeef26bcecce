//! Whether a database is served, and whether a file was copied from under whoever served it.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

use anyhow::{Result, ensure};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use super::{Alone, Lasting, Store, Tx, file, rows, run};

/// What connections of a bot that serves call themselves on a PostgreSQL server.
pub(super) const NAME: &str = "aula serve";

/// Noted beside a file that nobody serves and that has everything in it: no id.
const WHOLE: &str = "-";

/// Whether a write-ahead log lies beside a file that nobody has opened yet.
///
/// # Errors
/// The log belongs to another file, which was here before: read together, neither would be whole.
pub(super) async fn log_of(file: Option<&Path>) -> Result<bool> {
    let Some(file) = file.filter(|file| file::has_log(file)) else {
        return Ok(false);
    };
    let noted = file::noted(file);
    if noted.is_empty() {
        return Ok(true);
    }
    // What cannot be read without the log says nothing.
    if let Ok(id) = id_without_log(file).await {
        ensure!(
            noted.contains(&id),
            Lasting(
                "the -wal beside this file belongs to another one, which was here before: together \
                 they would spoil each other. If the file alone was put here, move the -wal away; \
                 if both were, remove the file that ends in -serving"
                    .to_owned()
            )
        );
    }
    Ok(true)
}

/// The id in the file itself, whatever its log says.
async fn id_without_log(file: &Path) -> Result<String> {
    let options = SqliteConnectOptions::new().filename(file);
    let options = options.read_only(true).immutable(true);
    let mut one = options.disable_statement_logging().connect().await?;
    let found = async {
        let sql = "select count(*) from sqlite_master where name = 'serving'";
        let there: i64 = sqlx::query_scalar(sql).fetch_one(&mut one).await?;
        if there == 0 {
            return Ok(None);
        }
        let sql = "select id from serving, pragma_schema_version where tables = schema_version";
        sqlx::query_scalar(sql).fetch_optional(&mut one).await
    };
    let found: sqlx::Result<Option<String>> = found.await;
    one.close().await?;
    Ok(found?.unwrap_or_else(|| WHOLE.to_owned()))
}

impl Alone {
    /// Notes beside the file that nobody serves it and that everything is in it.
    pub(super) fn note_whole(&self) -> Result<()> {
        self.note(&[WHOLE])
    }
}

impl Store {
    /// Notes in the file itself and beside it that it is served from now on; `id` is of this start.
    pub(super) async fn begin_serving(&self, alone: &Alone, id: &str) -> Result<()> {
        let Store::Sqlite {
            file: Some(file), ..
        } = self
        else {
            return Ok(());
        };
        let inode = inode(file)?;
        self.note_also(alone, id).await?;
        let mut tx = self.begin().await?;
        run!(&mut tx, "delete from serving")?;
        let tables = tx.changes_of_tables().await?;
        run!(
            &mut tx,
            "insert into serving (id, inode, tables) values ($1, $2, $3)",
            id,
            inode,
            tables
        )?;
        tx.commit().await?;
        // A copy of the file alone has it, whatever is still to come into the log.
        if self.fold().await? {
            alone.note(&[id])?;
        }
        Ok(())
    }

    /// Takes the note away: everything is in the file.
    ///
    /// # Errors
    /// The database does not take it; the next start does it.
    pub async fn end_serving(&self, alone: &Alone) -> Result<()> {
        let Store::Sqlite { file: Some(_), .. } = self else {
            return Ok(());
        };
        self.note_also(alone, WHOLE).await?;
        let mut tx = self.begin().await?;
        tx.forget_serving().await?;
        tx.commit().await?;
        if self.fold().await? {
            alone.note_whole()?;
        }
        Ok(())
    }

    /// Takes away what a bot has noted that serves no more, here or where the file was before.
    pub(super) async fn adopt(&self, alone: &Alone) -> Result<()> {
        let Store::Sqlite {
            file: Some(file), ..
        } = self
        else {
            return Ok(());
        };
        let noted = file::noted(file);
        let none = noted.is_empty() || noted == [WHOLE];
        if self.id_within().await?.is_some() || !none {
            self.end_serving(alone).await?;
        }
        Ok(())
    }

    /// Until it is sure which of them is in the file, each of these ids may be.
    async fn note_also(&self, alone: &Alone, id: &str) -> Result<()> {
        let Store::Sqlite {
            file: Some(file), ..
        } = self
        else {
            return Ok(());
        };
        let mut ids = file::noted(file);
        ids.push(self.id_within().await?.unwrap_or_else(|| WHOLE.to_owned()));
        ids.push(id.to_owned());
        ids.sort_unstable();
        ids.dedup();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        alone.note(&ids)
    }

    async fn id_within(&self) -> Result<Option<String>> {
        let mut tx = self.read().await?;
        let mut found = None;
        if tx.has_table("serving").await? {
            let sql = "select id from serving";
            found = rows!(&mut tx, fetch_optional, (String,), sql)?;
        }
        tx.rollback().await?;
        Ok(found.map(|(id,)| id))
    }

    /// Writes the log into the file; false if somebody still reads what is in it.
    async fn fold(&self) -> Result<bool> {
        let Store::Sqlite { writer, .. } = self else {
            return Ok(true);
        };
        let (busy, ..): (i64, i64, i64) = sqlx::query_as("pragma wal_checkpoint(truncate)")
            .fetch_one(writer)
            .await?;
        Ok(busy == 0)
    }

    /// `log`: a write-ahead log lay beside the file before it was opened.
    ///
    /// # Errors
    /// The file is a copy of a served one, and the log was not copied with it.
    pub(super) async fn expect_whole(&self, log: bool) -> Result<()> {
        ensure!(
            log || !self.copied().await?,
            Lasting(
                "this file was copied while a bot served it, without its -wal: what was written \
                 last is missing. Take the copy by `aula backup`; if this is all there is: \
                 `aula serve --without-wal`"
                    .to_owned()
            )
        );
        Ok(())
    }

    /// Whether the file is a copy of one that was served at that time.
    async fn copied(&self) -> Result<bool> {
        let Store::Sqlite {
            file: Some(file), ..
        } = self
        else {
            return Ok(false);
        };
        let inode = inode(file)?;
        let mut tx = self.read().await?;
        let mut copied = false;
        if tx.has_table("serving").await? {
            let row = rows!(
                &mut tx,
                fetch_optional,
                (String, i64, i64),
                "select id, inode, tables from serving"
            )?;
            if let Some((id, of, tables)) = row {
                let other = of != inode || !file::noted(file).contains(&id);
                copied = other && tables == tx.changes_of_tables().await?;
            }
        }
        tx.rollback().await?;
        Ok(copied)
    }

    /// Whether a bot serves this database now.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn is_served(&self) -> Result<bool> {
        if let Store::Sqlite { file, .. } = self {
            return Ok(file.as_deref().is_some_and(Alone::is_taken));
        }
        let mut tx = self.read().await?;
        let (count,) = rows!(
            &mut tx,
            fetch_one,
            (i64,),
            "select count(*) from pg_stat_activity
             where datname = current_database() and application_name = $1",
            NAME
        )?;
        tx.rollback().await?;
        Ok(count > 0)
    }
}

impl Tx {
    pub(super) async fn forget_serving(&mut self) -> Result<()> {
        if self.has_table("serving").await? {
            run!(self, "delete from serving")?;
        }
        Ok(())
    }

    /// SQLite's own count of changes to the tables of a file.
    async fn changes_of_tables(&mut self) -> Result<i64> {
        let (tables,) = rows!(self, fetch_one, (i64,), "pragma schema_version")?;
        Ok(tables)
    }
}

fn inode(file: &Path) -> Result<i64> {
    Ok(std::fs::metadata(file)?.ino().cast_signed())
}
