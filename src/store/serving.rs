//! Whether a database is served, and whether a file was copied from under whoever served it.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

use anyhow::{Result, ensure};

use super::{Alone, Store, Tx, rows, run};

/// What connections of a bot that serves call themselves on a PostgreSQL server.
pub(super) const NAME: &str = "aula serve";

impl Store {
    /// Notes in the file itself that it is served from now on.
    pub(super) async fn begin_serving(&self) -> Result<()> {
        let Store::Sqlite {
            writer,
            file: Some(file),
            ..
        } = self
        else {
            return Ok(());
        };
        let inode = inode(file)?;
        let mut tx = self.begin().await?;
        run!(&mut tx, "delete from serving")?;
        let tables = tx.changes_of_tables().await?;
        run!(
            &mut tx,
            "insert into serving (inode, tables) values ($1, $2)",
            inode,
            tables
        )?;
        tx.commit().await?;
        // A copy of the file alone has it, whatever is still to come into the log.
        sqlx::query("pragma wal_checkpoint(truncate)")
            .execute(writer)
            .await?;
        Ok(())
    }

    /// Takes the note away: with the last connection everything is in the file.
    ///
    /// # Errors
    /// The database does not take it; the next start does it.
    pub async fn end_serving(&self) -> Result<()> {
        if self.shared() {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        tx.forget_serving().await?;
        tx.commit().await
    }

    /// Takes away the note of another file, of which this one is a whole copy.
    pub(super) async fn adopt(&self) -> Result<()> {
        if self.copied().await? {
            self.end_serving().await?;
        }
        Ok(())
    }

    /// `log`: a write-ahead log lay beside the file before it was opened.
    ///
    /// # Errors
    /// The file is a copy of a served one, and the log was not copied with it.
    pub(super) async fn expect_whole(&self, log: bool) -> Result<()> {
        ensure!(
            log || !self.copied().await?,
            "this file was copied while a bot served it, without its -wal: what was written last is \
             missing. Take the copy by `aula backup`; if this is all there is: \
             `aula serve --without-wal`"
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
            let noted = rows!(
                &mut tx,
                fetch_optional,
                (i64, i64),
                "select inode, tables from serving"
            )?;
            if let Some((noted, tables)) = noted {
                copied = noted != inode && tables == tx.changes_of_tables().await?;
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
